import re

import pyoxigraph as ox
import pytest
import rdflib

from graph.building.loading import load
from graph.exports import export_rdf
from graph.identifiers import IND, PREFIXES, SAID
from graph.industry import Industry
from graph.ontology import terms
from graph.paths import packaged_data
from graph.shapes import shapes_turtle

from .builders import VOCABULARY

FILE = packaged_data() / "shapes" / "industry-graph.shacl.ttl"
SH = PREFIXES["sh"]


def triples() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(shapes_turtle(VOCABULARY), format=ox.RdfFormat.TURTLE)]


def test_file_of_the_shapes_is_what_the_kinds_give(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-golden"):
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_bytes(shapes_turtle(VOCABULARY))
    assert FILE.read_bytes() == shapes_turtle(VOCABULARY), "write it anew: pytest --update-golden"


def test_every_kind_has_a_shape() -> None:
    targets = {t.object.value for t in triples() if t.predicate.value == SH + "targetClass"}  # type: ignore[union-attr]
    kinds = [*VOCABULARY.entities.values(), *VOCABULARY.relations.values()]
    assert targets == {IND + "Source", *(kind.iri for kind in VOCABULARY.entities.values()),
                       *(kind.said_iri for kind in VOCABULARY.relations.values())}  # fmt: skip
    assert len(targets) == len(kinds) + 1


def test_shapes_use_only_terms_of_the_ontology() -> None:
    used = {term.value for t in triples() for term in (t.object,) if isinstance(term, ox.NamedNode)
            and term.value.startswith((IND, SAID))}  # fmt: skip
    assert used <= terms(VOCABULARY)


def test_every_column_of_every_kind_has_a_rule() -> None:
    paths = {t.object.value for t in triples() if t.predicate.value == SH + "path"}  # type: ignore[union-attr]
    expected = {one.said_iri for kind in VOCABULARY.relations.values() for one in kind.fields}
    expected |= {one.iri for kind in VOCABULARY.entities.values() for one in kind.fields}
    assert expected <= paths


# ---------------------------------------------------------------- held against pySHACL


def conforms(data: rdflib.Graph) -> tuple[bool, str]:
    import pyshacl

    shapes = rdflib.Graph().parse(data=shapes_turtle(VOCABULARY), format="turtle")
    right, _, text = pyshacl.validate(data, shacl_graph=shapes)
    return right, text


HEAD = "@base <https://w3id.org/industry-graph/> .\n" + "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("ind", "said", "res", "source", "claim", "rdfs", "xsd")
)
BASE = (
    HEAD
    + """
res:acme a ind:Company ; rdfs:label "Acme" ; ind:type "carmaker" .
res:rival a ind:Company ; rdfs:label "Rival" ; ind:type "carmaker" .
res:ada a ind:Person ; rdfs:label "Ada" .
res:pact a ind:Deal ; rdfs:label "Pact" .
source:paper a ind:Source ; ind:tier "press" ; ind:published "2019-06-05" .
"""
)


def said(kind: str, *parts: str, id: str = "claim:c1", cited: str = "source:paper") -> str:
    """A claim in Turtle; parts are properties without their prefix and values."""
    named = [f"said:{part}" for part in (*parts, *([f"source {cited}"] if cited else []))]
    return f"{id} a said:{kind} ; {' ; '.join(named)} ."


def supply(*parts: str, id: str = "claim:c1", cited: str = "source:paper") -> str:
    return said("Supply", "supplier res:acme", "customer res:rival", *parts, id=id, cited=cited)


def stake_of(share: str) -> str:
    return said("Ownership", "owner res:acme", "asset res:rival", f"sharePercent {share}")


def revenue(*parts: str) -> str:
    return said("Result", "company res:acme", 'metric "revenue"', *parts)


PLANTED = {
    "no source": supply(cited=""),
    "source that is none": supply(cited="source:x"),
    "no end": said("Supply", "supplier res:acme"),
    "unknown entity": said("Supply", "supplier res:x", "customer res:rival"),
    "end of another kind": said("Supply", "supplier res:ada", "customer res:rival"),
    "two values": supply("supplier res:rival"),
    "unknown code": said("DealStatus", "deal res:pact", 'status "hoped"'),
    "share above 100": stake_of("101"),
    "share below 0": stake_of("-1.5"),
    "share in words": stake_of('"half"'),
    "currency": revenue("amount 5", 'currency "Euro"'),
    "amount in words": revenue('amount "much"'),
    "no amount": revenue(),
    "stance": supply('stance "doubts"'),
    "modality": supply('modality "hoped"'),
    "date in words": supply('start "in June"'),
    "yes or no": said("DealTerm", "deal res:pact", 'term "scope"', 'included "perhaps"'),
    "entity without a label": "res:new a ind:Person .",
    "company without a type": 'res:new a ind:Company ; rdfs:label "New" .',
    "company of an unknown type": 'res:new a ind:Company ; rdfs:label "New" ; ind:type "spaceship" .',
    "source of an unknown tier": 'source:new a ind:Source ; ind:tier "gossip" .',
    "source with another address": 'source:new a ind:Source ; ind:address "ftp://example.org" .',
    "source read otherwise": 'source:new a ind:Source ; ind:readAs "upside down" .',
}
ONLY_OURS = {
    "date that does not exist": supply('start "2019-02-30"'),
    "end before the start in words": supply('start "2019"', 'end "2018"'),
    "class that is none": said("Suply", "supplier res:acme"),
    "property that is none": supply("suplier res:acme"),
    "birthday that is no date": said("Attribute", "entity res:ada", 'property "born"', 'value "spring"'),
    "id that is no slug": supply(id="claim:C1_x"),
}
"""Known gaps: what our own checks find and shapes cannot say."""
ONLY_SHAPES = {
    "bounds the wrong way round": supply(
        'start "2019"', 'startEarliest "2019-12-31"^^xsd:date', 'startLatest "2019-01-01"^^xsd:date'
    ),
}
"""Bounds are worked out from the wording; those that somebody wrote are not read."""


def findings(planted: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[bool, bool]:
    """Whether our own checks and pySHACL find something wrong with claims in Turtle."""
    folder = tmp_path_factory.mktemp("rdf")
    text = BASE + planted
    (folder / "own.ttl").write_text(text, encoding="utf-8")
    right, _ = conforms(rdflib.Graph().parse(data=text, format="turtle"))
    return bool(load([folder]).problems), not right


@pytest.mark.slow
def test_right_claims_conform(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert findings("", tmp_path_factory) == (False, False)


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_error_is_found_by_our_checks_and_by_pyshacl(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert findings(PLANTED[name], tmp_path_factory) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ONLY_OURS)
def test_known_gap_of_the_shapes_is_found_by_our_checks(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert findings(ONLY_OURS[name], tmp_path_factory) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize("name", ONLY_SHAPES)
def test_known_gap_of_our_checks_is_found_by_the_shapes(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert findings(ONLY_SHAPES[name], tmp_path_factory) == (False, True)


@pytest.mark.slow
def test_what_the_program_writes_conforms(june: Industry) -> None:
    data = rdflib.Graph().parse(data=export_rdf(june.store, "turtle", VOCABULARY), format="turtle")  # type: ignore[arg-type]
    assert conforms(data)[1].startswith("Validation Report\nConforms: True"), conforms(data)[1][:2000]


def test_shapes_hold_no_blank_in_names() -> None:
    names = re.findall(r"^shape:(\S+) a sh:NodeShape", shapes_turtle(VOCABULARY).decode(), re.MULTILINE)
    assert len(names) == len(set(names)) > 20
