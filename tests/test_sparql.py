import json
import subprocess
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import worker
from graph.editions import build_into
from graph.errors import QueryError, StoreError
from graph.industry import Industry
from graph.opening import open_industry
from graph.sparql import LIMIT_CHARACTERS, LIMIT_NESTING, print_result, run, run_limited
from graph.store import EmbeddedStore, Solutions

from .builders import dataset, post, store_of
from .sparql_server import canary, serving

A, P = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/p")
ALL = "SELECT * WHERE { ?s ?p ?o }"
PATIENCE = 120.0  # seconds: no test depends on how quick a machine is


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = ox.Store()
    store.extend(ox.Quad(A, P, ox.Literal(number)) for number in range(300))
    return EmbeddedStore(store)


def test_query_is_answered_by_its_own_process(store: EmbeddedStore) -> None:
    answer = run_limited(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", PATIENCE)
    assert answer == Solutions(("n",), [(ox.Literal(300),)])


def test_truth_and_triples_come_back(store: EmbeddedStore) -> None:
    assert run_limited(store, "ASK { ?s ?p 5 }", PATIENCE) is True
    triples = run_limited(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o = 7) }", PATIENCE)
    assert triples == [ox.Triple(A, P, ox.Literal(7))]


def test_built_store_is_read_where_it_is(tmp_path: Path, june_folder: Path) -> None:
    build_into(tmp_path / "store", [june_folder])
    industry = open_industry(tmp_path / "store")
    assert isinstance(industry.store, EmbeddedStore)
    assert run_limited(industry.store, "ASK { ?s a <https://w3id.org/industry-graph/ns#Deal> }", PATIENCE) is True


def test_snapshot_is_asked_in_plain_triples(june: Industry) -> None:
    leads = (
        "SELECT ?who WHERE { ?who <https://w3id.org/industry-graph/ns#leads> "
        "<https://w3id.org/industry-graph/id/jaguar-land-rover> } ORDER BY ?who"
    )
    found = run(june, leads, "snapshot", "2019-06-05", PATIENCE)
    assert isinstance(found, Solutions)
    assert [row[0].value.rsplit("/")[-1] for row in found.rows] == [  # type: ignore[union-attr]
        "nick-rogers", "ralf-speth", "wolfgang-ziebart"
    ]  # fmt: skip


def test_day_without_snapshot_is_refused(june: Industry) -> None:
    with pytest.raises(QueryError, match="--as-of needs --on snapshot"):
        run(june, ALL, "edition", "2019-06-05", PATIENCE)


def test_server_is_asked_itself(june: Industry, store: EmbeddedStore) -> None:
    with serving(store.dataset) as address:
        industry = open_industry(address)
        assert run(industry, "ASK { ?s ?p 5 }", "edition", None, PATIENCE) is True


# ---------------------------------------------------------------- nothing can be changed


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "SELECT * WHERE { ?s ?p ?o } ; CLEAR ALL",
        *(
            pytest.param(text, marks=pytest.mark.slow)
            for text in (
                "DELETE WHERE { ?s ?p ?o }",
                "CLEAR ALL",
                "DROP DEFAULT",
                "LOAD <file:///etc/passwd>",
                "CREATE GRAPH <a:a>",
            )
        ),
    ],
)
def test_update_is_refused(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QueryError):
        run_limited(store, text, PATIENCE)
    assert len(store.dataset) == 300


# ---------------------------------------------------------------- no network

BYPASSES = [
    "SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX : <URL/> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <URL/> SELECT * WHERE { SERVICESILENT:x { ?s ?p ?o } }",
    "PREFIX : <URL/> SELECT * WHERE { ?s ?p 5SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <URL/> SELECT * WHERE { ?s ?p ?b FILTER(1<?b)SERVICE:x#>\n{ ?s ?p ?o } }",
    "LOAD <URL>",
    "SELECT * WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "PREFIX SERVICE: <URL> SELECT * WHERE { SERVICE SERVICE: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * WHERE { SERVICE:x {} }",
    "SELECT * WHERE { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { sErViCe <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * FROM <URL> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "LOAD SILENT <URL> INTO GRAPH <a:a>",
    "BASE <URL> SELECT * WHERE { SERVICE <> { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * WHERE { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "DESCRIBE ?s WHERE { SERVICE <URL> { ?s ?p ?o } }",
]  # fmt: skip


def test_canary_sings_where_nothing_holds_the_network_back(store: EmbeddedStore) -> None:
    with canary() as (address, reached):
        list(store.dataset.query(BYPASSES[0].replace("URL", address)))  # type: ignore[arg-type]
    assert reached == ["POST /"]


@pytest.mark.parametrize("text", [*BYPASSES[:6], *(pytest.param(one, marks=pytest.mark.slow) for one in BYPASSES[6:])])
def test_query_reaches_no_other_server(store: EmbeddedStore, text: str) -> None:
    with canary() as (address, reached):
        try:
            run_limited(store, text.replace("URL", address), PATIENCE)
        except QueryError as error:
            assert "\n" not in str(error)
    assert reached == []


def test_query_that_asks_another_server_is_told_why_not(store: EmbeddedStore) -> None:
    with canary() as (address, _), pytest.raises(QueryError, match="there is no network here"):
        run_limited(store, BYPASSES[0].replace("URL", address), PATIENCE)


def test_query_reads_no_file(store: EmbeddedStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<a:a> <a:secret> <a:a> .\n")
    found = run_limited(store, f"SELECT * FROM <{secret.as_uri()}> WHERE {{ ?s <a:secret> ?o }}", PATIENCE)
    assert isinstance(found, Solutions) and found.rows == []


def test_modules_in_the_folder_that_one_stands_in_are_not_run(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("graph.py", "json.py", "pyoxigraph.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert run_limited(store, "ASK { ?s ?p 5 }", PATIENCE) is True
    assert not (tmp_path / "ran").exists()


def test_checkout_that_is_not_installed_runs_its_own_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "checkout" / "graph"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "worker.py").write_text("def main() -> int:\n    print('its own')\n    return 0\n")
    monkeypatch.setattr(worker, "__file__", str(package / "worker.py"))
    done = subprocess.run(worker.worker_command(tmp_path, 0), capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == [b"its", b"own"]


# ---------------------------------------------------------------- limits


def test_query_that_runs_on_is_stopped_in_time(store: EmbeddedStore) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"the query was stopped after 0\.5 s"):
        run_limited(store, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 0.5)
    assert time.monotonic() - began < 60
    assert run_limited(store, "ASK { ?s ?p 5 }", PATIENCE) is True


def test_text_that_is_too_long_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="characters: expected at most 65,536"):
        run_limited(store, ALL + " " * LIMIT_CHARACTERS, PATIENCE)


@pytest.mark.parametrize("bracket", ["{}", "()", "[]"])
def test_text_that_nests_too_deep_is_refused(store: EmbeddedStore, bracket: str) -> None:
    deep = bracket[0] * (LIMIT_NESTING + 1) + bracket[1] * (LIMIT_NESTING + 1)
    with pytest.raises(QueryError, match="nests brackets 101 deep: expected at most 100"):
        run_limited(store, f"SELECT * WHERE {deep}", PATIENCE)


def test_query_with_much_beside_each_other_is_not_called_deep(store: EmbeddedStore) -> None:
    many = " UNION ".join(f"{{ ?s ?p {number} }}" for number in range(150))
    assert isinstance(run_limited(store, f"SELECT * WHERE {{ {many} }}", PATIENCE), Solutions)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { " + " UNION ".join(["{ ?s ?p ?o }"] * 3500) + " }",
        pytest.param("SELECT * WHERE { " + "OPTIONAL { ?s ?p ?o } " * 2900 + "}", marks=pytest.mark.slow),
        pytest.param("ASK { FILTER(" + "!" * 60000 + "true) }", marks=pytest.mark.slow),
    ],
)
def test_query_that_ends_its_process_ends_no_other(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QueryError) as raised:
        run_limited(store, text, 1)
    assert "\n" not in str(raised.value)
    assert run_limited(store, "ASK { ?s ?p 5 }", PATIENCE) is True


@pytest.mark.parametrize("text", ["", "SELECT ?x WHERE {", "ü\x00{"])
def test_malformed_text_is_told_in_one_line(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QueryError, match="malformed SPARQL at line 1, column") as raised:
        run_limited(store, text, PATIENCE)
    assert "\n" not in str(raised.value)


def test_damaged_store_is_told_as_one(tmp_path: Path, june_folder: Path) -> None:
    path = build_into(tmp_path / "store", [june_folder])
    industry = open_industry(tmp_path / "store")
    assert isinstance(industry.store, EmbeddedStore)
    for table in (path / "store").glob("*.sst"):
        table.write_bytes(b"\0" * table.stat().st_size)
    with pytest.raises((QueryError, StoreError), match=r"damaged|cannot be opened"):
        run_limited(industry.store, ALL, PATIENCE)


# ---------------------------------------------------------------- how results are shown


TERMS = Solutions(
    ("a", "b"),
    [
        (ox.NamedNode("https://w3id.org/industry-graph/id/bmw"), ox.Literal("=1+1")),
        (ox.Literal("x", language="en"), None),
        (ox.Literal("5.0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), ox.BlankNode("n")),
    ],
)


def test_table_shows_prefixes_and_counts() -> None:
    text = print_result(TERMS, "table")
    assert "res:bmw" in text and text.endswith("3 solutions")


def test_csv_shows_plain_values_and_disarms_formulas() -> None:
    assert print_result(TERMS, "csv").splitlines() == [
        "a,b", "https://w3id.org/industry-graph/id/bmw,'=1+1", "x,", "5.0,_:n",
    ]  # fmt: skip


def test_json_is_the_standard_form_that_other_tools_read() -> None:
    read = ox.parse_query_results(print_result(TERMS, "json").encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    rows = [tuple(solution) for solution in read]
    assert rows[:2] == TERMS.rows[:2]
    assert rows[2][0] == TERMS.rows[2][0]


@pytest.mark.parametrize(
    ("form", "said"), [("table", "true"), ("csv", "true"), ("json", '{"head": {}, "boolean": true}')]
)
def test_truth_is_shown(form: str, said: str) -> None:
    assert print_result(True, form) == said


def test_triples_are_shown_as_n_triples() -> None:
    text = print_result([ox.Triple(A, P, ox.Literal('say "no"\n'))], "table")
    assert [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)] == [
        ox.Triple(A, P, ox.Literal("say \"no\"\n"))
    ]  # fmt: skip


def test_no_solutions_are_counted_as_none() -> None:
    assert print_result(Solutions(("x",), []), "table").endswith("0 solutions")
    assert json.loads(print_result(Solutions(("x",), []), "json")) == {
        "head": {"vars": ["x"]},
        "results": {"bindings": []},
    }


def test_text_is_shown_without_its_control_characters() -> None:
    text = print_result(Solutions(("x",), [(ox.Literal("a\x1b[31mb\u202ec"),)]), "table")
    assert "\x1b" not in text and "\u202e" not in text


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_text_of_a_query_makes_a_traceback(text: str) -> None:
    store = store_of(dataset(post("c1")))
    try:
        store.query(text)
    except (QueryError, StoreError) as error:
        assert "\n" not in str(error)


def test_known_prefixes_need_no_declaration(june: Industry) -> None:
    found = run(
        june,
        "SELECT (COUNT(*) AS ?n) WHERE { ?x a ind:Ownership ; ind:asset res:jaguar-land-rover }",
        "edition",
        None,
        30,
    )
    declared = "PREFIX ind: <https://w3id.org/industry-graph/ns#> PREFIX res: <https://w3id.org/industry-graph/id/> "
    same = run(
        june,
        declared + "SELECT (COUNT(*) AS ?n) WHERE { ?x a ind:Ownership ; ind:asset res:jaguar-land-rover }",
        "edition",
        None,
        30,
    )
    assert found.rows == same.rows and int(found.rows[0][0].value) > 0


def test_own_meaning_of_a_known_prefix_is_kept(june: Industry) -> None:
    found = run(june, "PREFIX ind: <https://example.org/> SELECT ?x WHERE { ?x a ind:Ownership }", "edition", None, 30)
    assert found.rows == []


def test_unknown_prefix_is_told_in_the_line_where_it_stands(june: Industry) -> None:
    with pytest.raises(QueryError, match="line 2"):
        run(june, "SELECT ?x WHERE {\n?x a nix:Deal ; ind:start ?y }", "edition", None, 30)
