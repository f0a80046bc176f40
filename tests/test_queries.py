import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from graph.errors import QueryFileError
from graph.formats import to_csv
from graph.identifiers import IND, PREFIXES, SAID
from graph.industry import Industry
from graph.ontology import terms
from graph.paths import packaged_queries
from graph.queries import QueryFile, read_queries, read_query

from .builders import VOCABULARY

QUERIES = read_queries(packaged_queries())
GOLDEN = Path(__file__).parent / "golden" / "queries"
JUNE_5 = "2019-06-05"


class Asked(NamedTuple):
    """What a golden file answers: parameters as people type them, and the day; None for the latest known state."""

    parameters: Mapping[str, object]
    as_of: str | None = JUNE_5


ASKED = {
    "companies_people": Asked({"company": "BMW", "other": "JLR"}),
    "companies_standing": Asked({"companies": "BMW, JLR, Daimler AG, FCA, Renault"}),
    "companies_suppliers": Asked({"company": "JLR", "other": "Toyota Motor"}),
    "company_alumni": Asked({"former": "BMW"}),
    "company_chiefs": Asked({"company": "JLR"}, None),
    "company_controllers": Asked({"company": "jaguar-brand"}),
    "company_deals": Asked({"company": "BMW"}),
    "company_holdings": Asked({"owner": "Tata Motors"}, None),
    "company_joint_deals": Asked({"company": "BMW"}),
    "company_leaders": Asked({"company": "JLR"}),
    "company_owners": Asked({"asset": "Renault"}),
    "company_products": Asked({"maker": "Magna Steyr"}, "2019-06-21"),
    "company_results": Asked({"company": "Jaguar Land Rover"}),
    "company_rivals": Asked({"company": "BMW"}, None),
    "company_suppliers": Asked({"customer": "JLR", "component": "petrol-engine"}),
    "company_ties": Asked({"company": "FCA", "other": "Renault"}),
    "deal_story": Asked({"deal": "fca-renault-merger-2019"}),
    "deal_terms": Asked({"deal": "bmw-jlr-electric-drive-2019"}),
    "deals_standing": Asked({"status": "agreed"}),
    "entity_denials": Asked({"entity": "bmw-jlr-electric-drive-2019"}, None),
    "entity_facts": Asked({"entity": "Ralph Speth"}),
    "entity_names": Asked({"entity": "JLR"}),
    "group_brands": Asked({"group": "Ford"}),
    "ownership_changes": Asked({"since": "2007-01-01"}, "2007-12-31"),
    "ownership_history": Asked({"asset": "land-rover"}, None),
    "person_career": Asked({"person": "Ralf Speth"}),
    "person_ex_employer": Asked({"employer": "JLR", "former": "BMW"}),
    "person_moves": Asked({"former": "BMW", "since": "2000-01-01"}),
    "platform_vehicles": Asked({"platform": "jlr-d7e-platform"}, None),
    "source_claims": Asked({"source": "seed-article"}, None),
    "vehicle_makers": Asked({"vehicle": "jaguar-i-pace"}, "2019-06-21"),
}


# ---------------------------------------------------------------- every packaged query


@pytest.mark.parametrize("name", QUERIES)
def test_query_parses_as_it_stands(name: str) -> None:
    assert isinstance(ox.Store().query(QUERIES[name].text), ox.QuerySolutions)


def test_query_says_which_properties_its_columns_take() -> None:
    assert QUERIES["deal_terms"].bound["term"] == (IND + "role", IND + "term")
    assert QUERIES["person_ex_employer"].bound["earlier_function"] == (IND + "function",)
    assert "through" not in QUERIES["person_ex_employer"].bound


@pytest.mark.parametrize("name", QUERIES)
def test_query_and_its_parameters_are_documented(name: str) -> None:
    query = QUERIES[name]
    assert query.summary.endswith("?")
    assert all(one.help for one in query.parameters)
    assert query.relationships and query.columns


@pytest.mark.parametrize("name", QUERIES)
def test_query_asks_about_a_day(name: str) -> None:
    (day,) = (one for one in QUERIES[name].parameters if one.name == "as_of")
    assert day.type == "day"


@pytest.mark.parametrize("name", QUERIES)
def test_query_uses_only_terms_of_the_ontology(name: str) -> None:
    bare = re.sub(r"#[^\n]*(?=\n)|\"[^\"\n]*\"", "", re.sub(r"<[^>]*>", "", QUERIES[name].text))
    used = {PREFIXES[prefix] + local for prefix, local in re.findall(r"\b(ind|said):([A-Za-z]\w*)", bare)}
    assert used and used <= terms(VOCABULARY)


@pytest.mark.parametrize("name", QUERIES)
def test_query_orders_by_the_relationships_that_its_rows_rest_on(name: str) -> None:
    text = QUERIES[name].text
    ordered = set(re.findall(r"\?(\w+)", text[text.rindex("ORDER BY") :]))
    assert QUERIES[name].relationships.keys() <= ordered or "claim" in ordered


@pytest.mark.parametrize("name", QUERIES)
def test_query_names_only_kinds_of_entities_that_exist(name: str) -> None:
    kinds = {kind for one in QUERIES[name].parameters for kind in one.kinds}
    assert kinds <= VOCABULARY.entities.keys()


@pytest.mark.parametrize("name", QUERIES)
def test_query_answers_on_its_defaults(name: str, june: Industry) -> None:
    assert june.query(name).columns == tuple(one for one in QUERIES[name].columns if one != "doubt")


# ---------------------------------------------------------------- golden answers


def test_every_query_has_a_golden_question() -> None:
    assert ASKED.keys() == QUERIES.keys()


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.csv")} == QUERIES.keys()


@pytest.mark.parametrize("name", QUERIES)
def test_query_gives_its_golden_answer(name: str, june: Industry, pytestconfig: pytest.Config) -> None:
    asked = ASKED[name]
    given = to_csv(june.query(name, as_of=asked.as_of, **asked.parameters))
    file = GOLDEN / f"{name}.csv"
    if pytestconfig.getoption("--update-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(given, encoding="utf-8", newline="\n")
    assert given == file.read_text(encoding="utf-8")
    assert len(list(csv.reader(given.splitlines()))) > 1


# ---------------------------------------------------------------- what a query file may look like

RIGHT = """\
#+ summary: Who owns it?
#+ param asset entity(Company): the company
#+ param as_of day: the day asked about
#+ holds stake
PREFIX ind: <https://w3id.org/industry-graph/ns#>
PREFIX res: <https://w3id.org/industry-graph/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?owner ?stake
WHERE {
  VALUES ?asset { res:bmw }
  VALUES ?as_of { "9999-12-31"^^xsd:date }
  ?stake ind:asset ?asset ; ind:owner ?owner ; ind:possibleFrom ?from .
  FILTER(?from <= ?as_of)
}
ORDER BY ?owner ?stake
"""


def read(folder: Path, text: str) -> object:
    file = folder / "company_question.rq"
    file.write_text(text, encoding="utf-8")
    return read_query(file)


def test_parameter_left_open_loses_its_block(tmp_path: Path) -> None:
    text = RIGHT.replace("{ res:bmw }", "{ UNDEF }").replace("(Company):", "(Company) optional:")
    query = read(tmp_path, text)
    assert isinstance(query, QueryFile)
    assert "VALUES ?asset" not in query.with_values({})
    assert "VALUES ?asset { <x> }" in query.with_values({"asset": "<x>"})
    assert "VALUES ?as_of" in query.with_values({})


def test_right_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "owners.rq"
    file.write_text(RIGHT, encoding="utf-8")
    query = read_query(file)
    assert (query.name, query.summary, query.columns) == ("owners", "Who owns it?", ("owner",))
    assert query.relationships == {"stake": "holds"}
    assert [(one.name, one.type, one.kinds, one.default) for one in query.parameters] == [
        ("asset", "entity", ("Company",), "res:bmw"),
        ("as_of", "day", (), '"9999-12-31"^^xsd:date'),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("#+ summary: Who owns it?\n", "", 1, "no summary"),
        ("#+ summary: Who owns it?", "#+ summry: Who owns it?", 1,
         "expected summary, param, shows, holds, ended, begun, any, said"),
        ("#+ param asset entity(Company): the company\n", "", 9, "VALUES ?asset is no declared parameter"),
        ("  VALUES ?asset { res:bmw }\n", "", 2, "parameter 'asset' has no block"),
        ("ind:asset ?asset ; ", "", 2, "parameter 'asset' is never used"),
        ("#+ param asset entity(Company)", "#+ param asset thing", 2, "type 'thing', expected one of entity"),
        ("#+ param asset entity(Company): the company", "#+ param asset", 2, "expected 'param NAME TYPE"),
        ("PREFIX res: <https://w3id.org/industry-graph/id/>\n", "", 9, "prefix res: is not declared"),
        ("PREFIX res:", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nPREFIX res:", 6, "prefix foaf: is <http://xmlns"),
        ("industry-graph/ns#>", "industry-graph/nz#>", 5, "prefix ind: is <https://w3id.org/industry-graph/nz#>"),
        ("ORDER BY ?owner ?stake\n", "# ORDER BY nothing\n", 16, "no ORDER BY"),
        ("SELECT ?owner ?stake", "SELECT ?owner", 4, "relationship ?stake is not selected"),
    ],
)  # fmt: skip
def test_mistake_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in RIGHT
    with pytest.raises(QueryFileError) as raised:
        read(tmp_path, RIGHT.replace(old, new))
    assert said in str(raised.value)
    assert str(raised.value).startswith(f"company_question.rq:{line}:")


def test_malformed_sparql_is_named_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match=r"^company_question\.rq:1[34]: "):
        read(tmp_path, RIGHT.replace("FILTER(?from <= ?as_of)", "FILTER(?from <= ?as_of"))


def test_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_bytes(RIGHT.replace("Who", "Wé").encode("latin-1"))
    with pytest.raises(QueryFileError, match=r"^names\.rq"):
        read_query(tmp_path / "names.rq")


def test_values_are_swapped_as_terms_and_only_where_they_stand() -> None:
    query = QUERIES["company_owners"]
    text = query.with_values({"asset": "<https://w3id.org/industry-graph/id/renault>"})
    assert "VALUES ?asset { <https://w3id.org/industry-graph/id/renault> }" in text
    assert 'VALUES ?as_of { "9999-12-31"^^xsd:date }' in text


def test_several_values_fill_every_block_of_their_parameter() -> None:
    text = QUERIES["companies_standing"].with_values({"companies": "res:bmw res:renault"})
    assert text.count("VALUES ?companies { res:bmw res:renault }") == 4


def test_empty_term_leaves_a_parameter_open() -> None:
    assert "VALUES ?component" not in QUERIES["company_suppliers"].with_values({"component": ""})


def test_namespaces_of_terms_are_the_two_of_the_project() -> None:
    assert (PREFIXES["ind"], PREFIXES["said"]) == (IND, SAID)
