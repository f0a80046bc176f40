import csv
import io
import json
import os
import stat
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph.errors import OutputError
from graph.exports import GRAPH_FORMATS, RDF_FORMATS, export_graph, export_rdf, write_file
from graph.identifiers import CLAIM, IND, PREFIXES, RES, SAID, SOURCE
from graph.industry import Industry
from graph.snapshot import Snapshot, take_snapshot
from graph.store import EmbeddedStore

from .builders import VOCABULARY, claim, dataset, post, price, source, stake, status, store_of

JUNE_5 = date(2019, 6, 5)
REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return store_of(
        dataset(
            post("c1", start="2010-01", held_on="2019-06-05", title='say "no"\n<b>', locator="p. 2"),
            stake("s1", "15.10", held_on="2019-06-05", source="wire"),
            status("d1", "agreed", start="2019-06-05"),
            claim("p1", "DealParty", deal="pact", party="acme", role="partner", held_on="2019-06-05"),
            claim("n1", "Name", entity="acme", name="Ä&<>", type="short", held_on="2019-06-05"),
            post("c2", "bea", "finance-chief", start="2019"),
            stake("s2", "5", owner="other", stance="denies"),
            sources=[source("wire", "2019-06", title="T & U", address="https://example.org/?a=1&b=2")],
        )
    )


def snapshot(store: EmbeddedStore) -> Snapshot:
    return take_snapshot(store, VOCABULARY, JUNE_5)


# ---------------------------------------------------------------- RDF


def read(form: str, content: bytes) -> set[ox.Quad]:
    return set(ox.parse(content, format=RDF_FORMATS[form]))


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_dataset_comes_back_whole(store: EmbeddedStore, form: str) -> None:
    assert read(form, export_rdf(store, form, VOCABULARY)) == set(store.dataset)


@pytest.mark.parametrize("form", ["turtle", "turtle12"])
def test_every_statement_comes_back_from_turtle(store: EmbeddedStore, form: str) -> None:
    triples = {quad.triple for quad in read(form, export_rdf(store, form, VOCABULARY)) if quad.predicate != REIFIES}
    assert triples == {quad.triple for quad in store.dataset}


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_time_and_source_of_a_claim_survive(store: EmbeddedStore, form: str) -> None:
    triples = {quad.triple for quad in read(form, export_rdf(store, form, VOCABULARY))}
    one = ox.NamedNode(CLAIM + "c1")
    day = ox.NamedNode(PREFIXES["xsd"] + "date")
    for name, value in (
        ("start", ox.Literal("2010-01")),
        ("startEarliest", ox.Literal("2010-01-01", datatype=day)),
        ("startLatest", ox.Literal("2010-01-31", datatype=day)),
        ("heldOn", ox.Literal("2019-06-05")),
        ("source", ox.NamedNode(SOURCE + "paper")),
        ("locator", ox.Literal("p. 2")),
    ):
        assert ox.Triple(one, ox.NamedNode(SAID + name), value) in triples


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_number_survives_as_written(store: EmbeddedStore, form: str) -> None:
    triples = {quad.triple for quad in read(form, export_rdf(store, form, VOCABULARY))}
    assert (
        ox.Triple(ox.NamedNode(CLAIM + "s1"), ox.NamedNode(SAID + "sharePercentText"), ox.Literal("15.10")) in triples
    )


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_same_dataset_gives_the_same_bytes(store: EmbeddedStore, form: str) -> None:
    other = ox.Store()
    other.extend(sorted(store.dataset, key=str, reverse=True))
    assert export_rdf(EmbeddedStore(other), form, VOCABULARY) == export_rdf(store, form, VOCABULARY)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(
    ("form", "theirs"), [("trig", "trig"), ("nquads", "nquads"), ("turtle", "turtle"), ("jsonld", "json-ld")]
)
def test_rdflib_reads_what_is_written(store: EmbeddedStore, form: str, theirs: str) -> None:
    read_ = rdflib.Dataset(default_union=True)
    read_.parse(data=export_rdf(store, form, VOCABULARY), format=theirs)
    one = rdflib.URIRef(CLAIM + "c1")
    assert str(read_.value(one, rdflib.URIRef(SAID + "source"))) == SOURCE + "paper"
    assert str(read_.value(one, rdflib.URIRef(SAID + "title"))) == 'say "no"\n<b>'


# ---------------------------------------------------------------- RDF 1.2


def reified(store: EmbeddedStore) -> ox.Store:
    loaded = ox.Store()
    loaded.extend(ox.parse(export_rdf(store, "turtle12", VOCABULARY), format=ox.RdfFormat.TURTLE))
    return loaded


def test_claim_reifies_its_statement_with_source_and_time(store: EmbeddedStore) -> None:
    text = f"""PREFIX rdf: <{PREFIXES["rdf"]}> PREFIX ind: <{IND}> PREFIX said: <{SAID}> PREFIX res: <{RES}>
    SELECT ?claim ?source ?held WHERE {{
      ?claim rdf:reifies <<( res:ada ind:worksFor res:acme )>> ; said:source ?source ; said:heldOnEarliest ?held
    }}"""
    ((one, source_, held),) = (tuple(row) for row in reified(store).query(text))  # type: ignore[union-attr]
    assert (one.value, source_.value, held.value) == (CLAIM + "c1", SOURCE + "paper", "2019-06-05")


def test_every_claim_reifies_one_statement(store: EmbeddedStore) -> None:
    statements = {quad.subject.value.removeprefix(CLAIM): quad.object for quad in reified(store)  # type: ignore[union-attr]
                  if quad.predicate == REIFIES}  # fmt: skip
    assert statements.keys() == {"c1", "c2", "s1", "s2", "d1", "p1", "n1"}
    assert statements["d1"] == ox.Triple(ox.NamedNode(RES + "pact"), ox.NamedNode(IND + "status"), ox.Literal("agreed"))
    assert statements["n1"] == ox.Triple(ox.NamedNode(RES + "acme"), ox.NamedNode(IND + "name"), ox.Literal("Ä&<>"))
    assert statements["p1"].predicate.value == IND + "hasParty"  # type: ignore[union-attr]


def test_reified_statement_is_not_asserted(store: EmbeddedStore) -> None:
    loaded = reified(store)
    assert not list(loaded.quads_for_pattern(None, ox.NamedNode(IND + "worksFor"), None))
    assert not list(loaded.quads_for_pattern(None, ox.NamedNode(IND + "owns"), None))


def test_every_claim_of_the_frozen_data_reifies_a_statement(june: Industry) -> None:
    assert isinstance(june.store, EmbeddedStore)
    content = export_rdf(june.store, "turtle12", june.vocabulary)
    reifiers = [quad.subject for quad in ox.parse(content, format=ox.RdfFormat.TURTLE) if quad.predicate == REIFIES]
    claims = list(june.store.dataset.quads_for_pattern(None, ox.NamedNode(SAID + "about"), None))
    assert len(reifiers) == len(set(reifiers)) == len(claims)


def test_term_of_a_deal_reifies_its_sum_or_else_its_sort() -> None:
    store = store_of(dataset(price("a", "12"), claim("b", "DealTerm", deal="pact", term="scope", included="no")))
    statements = [quad.object for quad in reified(store) if quad.predicate == REIFIES]
    decimal = ox.NamedNode(PREFIXES["xsd"] + "decimal")
    assert sorted(map(str, statements)) == sorted(
        str(ox.Triple(ox.NamedNode(RES + "pact"), ox.NamedNode(IND + name), value))
        for name, value in (("amount", ox.Literal("12", datatype=decimal)), ("term", ox.Literal("scope")))
    )


def test_existence_of_a_thing_is_its_class() -> None:
    store = store_of(dataset(claim("l1", "Existence", entity="acme", start="1900")))
    ((statement),) = (quad.object for quad in reified(store) if quad.predicate == REIFIES)
    assert statement == ox.Triple(ox.NamedNode(RES + "acme"), ox.NamedNode(PREFIXES["rdf"] + "type"),
                                  ox.NamedNode(IND + "Company"))  # fmt: skip


# ---------------------------------------------------------------- graphs


def test_graphml_keeps_edges_with_time_certainty_and_sources(store: EmbeddedStore) -> None:
    graph = nx.read_graphml(io.BytesIO(export_graph(snapshot(store), "graphml")), force_multigraph=True)
    edge = graph.edges["ada", "acme", "c1"]
    assert (edge["start"], edge["certainty"], json.loads(edge["sources"])) == ("2010-01", "yes", ["paper"])
    assert (edge["title"], edge["kind"]) == ('say "no"\n<b>', "Employment")
    assert graph.edges["bea", "acme", "c2"]["certainty"] == "possibly"
    assert graph.edges["holder", "acme", "s1"]["share_percent"] == 15.1
    assert graph.graph["as_of"] == "2019-06-05"


def test_graphml_keeps_names_and_facts_of_nodes(store: EmbeddedStore) -> None:
    graph = nx.read_graphml(io.BytesIO(export_graph(snapshot(store), "graphml")), force_multigraph=True)
    node = graph.nodes["acme"]
    assert (node["label"], node["kind"], json.loads(node["names"])) == ("Acme", "Company", ["Ä&<>"])
    assert [fact["sources"] for fact in json.loads(graph.nodes["pact"]["facts"])] == [["paper"]]


def test_gexf_keeps_edges_with_time_certainty_and_sources(store: EmbeddedStore) -> None:
    graph = nx.read_gexf(io.BytesIO(export_graph(snapshot(store), "gexf")))
    (edge,) = (data for first, second, data in graph.edges(data=True) if (first, second) == ("ada", "acme"))
    assert (edge["start"], edge["certainty"], edge["relation"]) == ("2010-01", "yes", "Employment")
    assert json.loads(edge["sources"]) == ["paper"]
    assert graph.nodes["acme"]["label"] == "Acme"


def test_two_spells_between_the_same_two_stay_two_edges() -> None:
    store = store_of(dataset(post("a", held_on="2019-06-05"), post("b", function="founder", held_on="2019-06-05")))
    for form, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        assert reader(io.BytesIO(export_graph(snapshot(store), form))).number_of_edges("ada", "acme") == 2


def test_csv_has_an_edge_a_row(store: EmbeddedStore) -> None:
    rows = list(csv.DictReader(io.StringIO(export_graph(snapshot(store), "csv").decode())))
    assert [(row["id"], row["from"], row["to"], row["certainty"]) for row in rows] == [
        ("c1", "ada", "acme", "yes"), ("c2", "bea", "acme", "possibly"), ("p1", "pact", "acme", "yes"),
        ("s1", "holder", "acme", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_same_day_gives_the_same_bytes(store: EmbeddedStore, form: str) -> None:
    contents = {export_graph(snapshot(store), form) for _ in range(2)}
    assert len(contents) == 1
    assert str(date.today()).encode() not in contents.pop()


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_frozen_data_are_written_in_every_graph_format(june: Industry, form: str) -> None:
    assert export_graph(june.as_of("2019-06-05").snapshot, form)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_day_on_which_nothing_holds_is_written_too(store: EmbeddedStore, form: str) -> None:
    assert export_graph(take_snapshot(store, VOCABULARY, date(1800, 1, 1)), form)


# ---------------------------------------------------------------- files


def test_file_is_written_whole_over_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "out.ttl"
    file.write_bytes(b"old")
    write_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_file_can_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        write_file(tmp_path / "out", b"x")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["none/out.ttl", "file/out.ttl", "folder"])
def test_path_that_cannot_be_written_is_an_error_and_nothing_is_left(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / name, b"x")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]
