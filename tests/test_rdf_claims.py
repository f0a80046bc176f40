import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph.building.loading import load
from graph.records import Dataset

from .builders import dataset, life, post, stake, status, store_of, write_dataset, write_files
from .strategies import datasets

PREFIXES = """\
@prefix ind: <https://w3id.org/industry-graph/ns#> .
@prefix said: <https://w3id.org/industry-graph/said#> .
@prefix res: <https://w3id.org/industry-graph/id/> .
@prefix source: <https://w3id.org/industry-graph/source/> .
@prefix claim: <https://w3id.org/industry-graph/claim/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ENTITIES = """\
res:acme a ind:Company ; rdfs:label "Acme" ; ind:type "carmaker" .
res:holder a ind:Company ; rdfs:label "Holder" ; ind:type "holding" .
source:paper a ind:Source ; dcterms:title "News" ; ind:published "2019-06-05" ; ind:tier "press" .
"""
STAKE = 'said:owner res:holder ; said:asset res:acme ; said:sharePercent 25.0 ; said:start "2019-06"'
TURTLE = f"{PREFIXES}{ENTITIES}claim:s1 a said:Ownership ; said:source source:paper ; {STAKE} .\n"
TRIG = f"{PREFIXES}{ENTITIES}source:paper {{ claim:s1 a said:Ownership ; {STAKE} }}\n"
JSON_LD = json.dumps(
    {
        "@context": {
            "ind": "https://w3id.org/industry-graph/ns#",
            "said": "https://w3id.org/industry-graph/said#",
            "base": "https://w3id.org/industry-graph/",
            "label": "http://www.w3.org/2000/01/rdf-schema#label",
            "title": "http://purl.org/dc/terms/title",
        },
        "@graph": [
            {"@id": "base:id/acme", "@type": "ind:Company", "label": "Acme", "ind:type": "carmaker"},
            {"@id": "base:id/holder", "@type": "ind:Company", "label": "Holder", "ind:type": "holding"},
            {
                "@id": "base:source/paper",
                "@type": "ind:Source",
                "title": "News",
                "ind:published": "2019-06-05",
                "ind:tier": "press",
            },
            {
                "@id": "base:claim/s1",
                "@type": "said:Ownership",
                "said:source": {"@id": "base:source/paper"},
                "said:owner": {"@id": "base:id/holder"},
                "said:asset": {"@id": "base:id/acme"},
                "said:sharePercent": "25.0",
                "said:start": "2019-06",
            },
        ],
    },
    indent=1,
)
ROWS = dataset(stake("s1", "25.0", start="2019-06"))


def loaded(folder: Path, name: str, text: str | bytes):
    """A folder with one file of RDF."""
    return load([write_files(folder / "own", {name: text})])


def problems(folder: Path, name: str, text: str | bytes) -> list[str]:
    """What is wrong with a file of RDF."""
    return [str(one) for one in loaded(folder, name, text).problems]


@pytest.mark.parametrize(("name", "text"), [("c.ttl", TURTLE), ("c.trig", TRIG), ("c.jsonld", JSON_LD)])
def test_claims_in_rdf_load_the_same_as_rows(tmp_path, name, text):
    found = loaded(tmp_path, name, text)
    assert [str(one) for one in found.problems] == []
    (claim,) = found.dataset.claims.values()
    (row,) = ROWS.claims.values()
    assert (claim.id, claim.kind, claim.values, claim.source, claim.start) == (
        row.id, row.kind, row.values, row.source, row.start,
    )  # fmt: skip
    assert {one.id: (one.kind, one.name, one.values) for one in found.dataset.entities.values()} == {
        "acme": ("Company", "Acme", {"type": "carmaker"}),
        "holder": ("Company", "Holder", {"type": "holding"}),
    }
    source = found.dataset.sources["paper"]
    assert (source.title, str(source.published), source.tier) == ("News", "2019-06-05", "press")


def test_typed_dates_are_read(tmp_path):
    text = TURTLE.replace('said:start "2019-06"', 'said:start "2019-06-05"^^xsd:date')
    assert str(loaded(tmp_path, "c.ttl", text).dataset.claims["s1"].start) == "2019-06-05"


def test_graph_of_a_claim_stands_in_for_its_source(tmp_path):
    assert loaded(tmp_path, "c.trig", TRIG).dataset.claims["s1"].source == "paper"


def test_claims_can_be_about_entities_of_another_folder(tmp_path):
    below = write_dataset(tmp_path / "below", dataset(stake("s0", "25")))
    own = write_files(tmp_path / "own", {
        "c.ttl": f"{PREFIXES}claim:s9 a said:Ownership ; said:source source:paper ; {STAKE} .\n"
    })  # fmt: skip
    found = load([below, own])
    assert found.problems == ()
    assert set(found.dataset.claims) == {"s0", "s9"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("25.0", "130"), "column share_percent: '130', expected a number from 0 to 100"),
        (('said:start "2019-06"', 'said:start "2019-02-30"'), "column start: '2019-02-30' is not a day"),
        (("said:owner res:holder", "said:owner res:nobody"), "column owner: 'nobody' is no entity"),
        (("said:owner res:holder ; ", ""), "column owner: empty, expected a value"),
        (("said:source source:paper ; ", ""), "column source: empty, expected the id of a source"),
        (("said:source source:paper", "said:source source:gazette"), "column source: 'gazette' is no source"),
        (("claim:s1 a", "<https://example.org/1> a"), "column id: 'https://example.org/1' is no id"),
        (("claim:s1 a said:Ownership", "claim:s1 a said:Owning"), "said#Owning, expected a class of the schema"),
        (("claim:s1 a said:Ownership", "claim:s1 said:x 1"), "(no rdf:type), expected a class of the schema"),
        (("said:sharePercent 25.0", "said:sharePercnt 25.0"), "column sharePercnt: "),
        (("said:sharePercent 25.0", "said:sharePercent 25.0, 30.0"), "column sharePercent: "),
        (("said:sharePercent 25.0", "ind:sharePercent 25.0"), "column sharePercent: "),
        (('said:start "2019-06"', 'said:start "2019-06" ; said:note "a\\u0007b"'), "column note: control character"),
        (('ind:tier "press"', 'ind:teir "press"'), "column teir: "),
        (('ind:tier "press"', 'ind:tier "best"'), "column tier: 'best', expected one of filing"),
        (('ind:type "carmaker"', 'ind:typ "carmaker"'), "column typ: "),
        (('"Acme"', '""'), "column name: empty, expected a value"),
    ],
)  # fmt: skip
def test_impossible_statement_is_refused_with_its_line(tmp_path, change, message):
    assert change[0] in TURTLE
    text = TURTLE.replace(*change)
    found = problems(tmp_path, "c.ttl", text)
    (line,) = [one for one in found if message in one]
    number = int(line.removeprefix("own/c.ttl:").split(",")[0].split(":")[0])
    changed = [n for n, one in enumerate(text.splitlines(), 1) if one not in TURTLE.splitlines()]
    assert number in changed, line


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("c.ttl", TURTLE.replace("said:owner res:holder ;", "said:owner res:holder said:"), 12),
        ("c.ttl", TURTLE + 'claim:s2 a "unfinished', 13),
        ("c.trig", TRIG.replace("res:acme a", "res:acme a a a"), 9),
        ("c.nt", "<https://example.org/a> <https://example.org/b> .\n", 1),
        ("c.jsonld", JSON_LD.replace('"@graph"', "@graph"), 9),
    ],
)
def test_file_that_is_not_rdf_is_refused_with_the_line(tmp_path, name, text, line):
    (found,) = problems(tmp_path, name, text)
    assert found.startswith(f"own/{name}:{line}: not valid {name[2:]}: ")


def test_invalid_utf_8_is_refused_with_the_line(tmp_path):
    (found,) = problems(tmp_path, "c.ttl", TURTLE.encode() + b'claim:s2 said:note "\xff" .\n')
    assert found.startswith("own/c.ttl:13: ")


def test_byte_order_mark_is_accepted(tmp_path):
    for name, text in (("c.ttl", TURTLE), ("c.trig", TRIG), ("c.jsonld", JSON_LD)):
        assert problems(tmp_path / name, name, b"\xef\xbb\xbf" + text.encode()) == []


def test_blank_node_is_refused(tmp_path):
    text = TURTLE + "[] a said:Ownership ; said:source source:paper .\n"
    found = problems(tmp_path, "c.ttl", text)
    assert any("a blank node" in one and "expected IRIs" in one for one in found)


def test_key_that_json_ld_would_drop_is_refused(tmp_path):
    text = JSON_LD.replace('"said:sharePercent"', '"sharePercent"')
    (found,) = problems(tmp_path, "c.jsonld", text)
    assert "sharePercent" in found


def test_context_on_the_network_is_not_fetched(tmp_path):
    text = json.dumps({"@context": "https://example.org/context.jsonld", "@id": "https://example.org/a", "x": 1})
    (found,) = problems(tmp_path, "c.jsonld", text)
    assert found.startswith("own/c.jsonld")


def test_statements_about_other_things_are_left_alone(tmp_path):
    text = TURTLE + "<https://example.org/x> <https://example.org/y> 1 .\nclaim:s1 <https://example.org/mark> 1 .\n"
    assert problems(tmp_path, "c.ttl", text) == []


def test_duplicate_claim_in_rdf_and_rows_is_found(tmp_path):
    rows = write_dataset(tmp_path / "rows", dataset(stake("s1", "25")))
    own = write_files(tmp_path / "own", {
        "c.ttl": f"{PREFIXES}claim:s1 a said:Ownership ; said:source source:paper ; {STAKE} .\n"
    })  # fmt: skip
    (found,) = load([rows, own]).problems
    assert "'s1' is taken by rows/relations/ownerships.csv:2" in str(found)


def exported(data: Dataset, form: ox.RdfFormat) -> bytes:
    """Everything a store of a dataset holds, in a format."""
    found = store_of(data).dataset.dump(format=form)
    assert found is not None
    return found


MIXED = dataset(
    stake("a", "33.340", start="2010~", end="[..2019-06]", note='said "no"\nin two lines'),
    post("b", interim="yes", held_on="2019-06-05", stance="denies", modality="reported", locator="p. 3", more="others"),
    post("c", interim="no", relationship="the-post", held_on="2019-06-06"),
    status("d", "agreed", start="2019-06-05"),
    life("e", "acme", start="1990"),
)


def check_export(folder: Path, data: Dataset, name: str, form: ox.RdfFormat) -> None:
    found = loaded(folder, name, exported(data, form))
    assert [str(one) for one in found.problems] == []
    for part in ("claims", "entities", "sources"):
        theirs, ours = getattr(found.dataset, part), getattr(data, part)
        assert {id: replace(one, at="") for id, one in theirs.items()} == {
            id: replace(one, at="") for id, one in ours.items()
        }


@pytest.mark.parametrize(
    ("name", "form"),
    [("c.trig", ox.RdfFormat.TRIG), ("c.nq", ox.RdfFormat.N_QUADS), ("c.jsonld", ox.RdfFormat.JSON_LD)],
)
def test_export_of_a_store_loads_as_the_rows_that_it_was_built_from(tmp_path, name, form):
    check_export(tmp_path, MIXED, name, form)


@settings(max_examples=20)
@given(datasets())
def test_export_of_any_store_loads_as_the_rows_that_it_was_built_from(tmp_path_factory, data):
    check_export(tmp_path_factory.mktemp("export"), data, "c.nq", ox.RdfFormat.N_QUADS)
