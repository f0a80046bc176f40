import re

import pyoxigraph as ox
import pytest

from graph.columns import CLAIM_COLUMNS
from graph.identifiers import IND, PREFIXES, SAID, camel_case
from graph.ontology import EDITION_PROPERTIES, describe, ontology_turtle, terms
from graph.paths import packaged_data

from .builders import VOCABULARY, claim, dataset, life, post, source, stake, status, store_of

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
OURS = (IND, SAID)


def graph() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(ontology_turtle(VOCABULARY), format=ox.RdfFormat.TURTLE)]


def test_file_of_the_ontology_is_what_the_kinds_give(pytestconfig: pytest.Config) -> None:
    file = packaged_data() / "ontology" / "industry-graph.ttl"
    if pytestconfig.getoption("--update-golden"):
        file.write_bytes(ontology_turtle(VOCABULARY))
    assert file.read_bytes() == ontology_turtle(VOCABULARY), "write it anew: pytest --update-golden"


def test_ontology_has_the_same_bytes_every_time() -> None:
    assert ontology_turtle(VOCABULARY) == ontology_turtle(VOCABULARY)


def test_every_term_has_a_type_and_says_what_it_means() -> None:
    commented = {t.subject.value for t in graph() if t.predicate.value.endswith("#comment") and t.object.value}  # type: ignore[union-attr]
    typed = {t.subject.value for t in graph() if t.predicate == RDF_TYPE}  # type: ignore[union-attr]
    assert terms(VOCABULARY) <= commented & typed


def test_every_kind_and_column_of_the_vocabulary_is_a_term() -> None:
    expected = {kind.iri for kind in VOCABULARY.entities.values()}
    for kind in VOCABULARY.relations.values():
        expected |= {kind.iri, kind.said_iri}
        expected |= {address for one in kind.fields for address in (one.iri, one.said_iri)}
        expected |= {IND + kind.snapshot} if kind.snapshot else set()
    expected |= {SAID + camel_case(column) for column in CLAIM_COLUMNS}
    assert expected <= terms(VOCABULARY)


def test_every_property_is_an_object_or_a_datatype_property_and_not_both() -> None:
    sorts: dict[str, set[str]] = {}
    for triple in graph():
        if triple.predicate == RDF_TYPE and str(triple.object.value).endswith("Property"):  # type: ignore[union-attr]
            sorts.setdefault(triple.subject.value, set()).add(triple.object.value)  # type: ignore[union-attr]
    assert sorts and all(len(several) == 1 for several in sorts.values())


def rich_store() -> ox.Store:
    """A store in which every part of the mapping has something to say."""
    return store_of(
        dataset(
            post("c1", start="2010-01", held_on="2019-06-05", title="Boss", more="others", note="a note"),
            post("c2", "bea", start="2019-07-01", modality="planned", source="wire", locator="line 1"),
            post("c9", "cleo", start="2021-01-01", source="wire"),
            stake("s1", "60.10", source="wire", held_on="2018", end="2020"),
            stake("s2", "40", stance="denies", held_on="2018"),
            stake("s3", "30", held_on="2018-05-05"),
            status("d1", "agreed", start="2019"),
            life("l1", "acme", start="1900", end="2022"),
            claim("n1", "Name", entity="acme", name="ACME", type="short"),
            claim("a1", "Attribute", entity="ada", property="born", value="1970"),
            claim("r1", "Result", company="acme", metric="revenue", amount="5.00", currency="EUR",
                  announced_on="2019-05"),
            sources=[source("wire", title="T", address="https://example.org", language="en", origin="agency",
                            read_as="whole")],
        )
    ).dataset  # fmt: skip


def test_store_uses_only_terms_of_the_ontology() -> None:
    used = set()
    for quad in rich_store():
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(OURS):
                used.add(term.value)
    assert len(used) > 60
    assert used <= terms(VOCABULARY)


def test_claims_and_relationships_share_no_term() -> None:
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for quad in rich_store():
        is_claim = not isinstance(quad.graph_name, ox.DefaultGraph)
        used[is_claim] |= {quad.predicate.value} - {RDF_TYPE.value}
        used[is_claim] |= {quad.object.value} if quad.predicate == RDF_TYPE else set()  # type: ignore[union-attr]
    assert used[True] and used[False]
    assert not used[True] & used[False]
    assert all(one.startswith(SAID) for one in used[True])


def test_object_properties_lead_to_things_and_the_others_to_literals() -> None:
    objects = {t.subject.value for t in graph() if str(t.object).endswith("ObjectProperty>")}  # type: ignore[union-attr]
    for quad in rich_store():
        if quad.predicate.value.startswith(OURS):
            assert (quad.predicate.value in objects) == isinstance(quad.object, ox.NamedNode), quad.predicate


def test_every_property_of_the_edition_is_described() -> None:
    assert all(EDITION_PROPERTIES.values())
    assert {IND + name for name in EDITION_PROPERTIES} <= terms(VOCABULARY)


def test_description_names_every_kind_and_column() -> None:
    text = describe(VOCABULARY)
    for kind in VOCABULARY.relations.values():
        assert f"ind:{kind.name} " in text
        assert all(f"ind:{camel_case(one.name)}" in text for one in kind.fields)
    assert all(f"ind:{kind.name}" in text for kind in VOCABULARY.entities.values())
    assert all(f"said:{camel_case(column)}" in text for column in CLAIM_COLUMNS)


def test_description_has_three_examples_that_run() -> None:
    text = describe(VOCABULARY)
    prefixes = "\n".join(re.findall(r"^PREFIX .*", text, re.MULTILINE))
    examples = re.split(r"^# .*$", text.split("Examples")[1], flags=re.MULTILINE)[1:]
    assert len(examples) == 3
    for example in examples:
        assert isinstance(rich_store().query(f"{prefixes}\n{example}"), ox.QuerySolutions)
