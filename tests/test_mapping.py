import random
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.loading import load_or_raise
from graph.dates import FOREVER
from graph.editions import Edition, relationships_of
from graph.evidence import gather
from graph.identifiers import BASE, CLAIM, IND, PREFIXES, RELATIONSHIP, SAID, SOURCE
from graph.records import POLICIES, Dataset
from graph.snapshot import read_entities

from .builders import VOCABULARY, claim, dataset, post, source, stake, store_of, write_dataset
from .strategies import datasets

TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"


def quads(data: Dataset, **edition: object) -> list[ox.Quad]:
    """Everything that a store of a dataset holds."""
    text = "\n".join(Edition.of(data, **edition).quads())  # type: ignore[arg-type]
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def objects(data: Dataset, subject: str, property_: str) -> list[str]:
    """What the store says of a subject."""
    return sorted(
        one.object.value for one in quads(data) if one.subject.value == subject and one.predicate.value == property_
    )


@given(datasets(), st.sampled_from(POLICIES))
def test_relationships_come_back_from_the_store_as_they_were_resolved(data, policy):
    store = store_of(data, policy=policy)
    expected = {id: replace(one, claims=()) for id, one in relationships_of(data, policy=policy).items()}
    assert gather(store, VOCABULARY, list(expected)).relationships == expected


@given(datasets())
def test_claims_come_back_from_the_store_as_they_were_written(data):
    relationships = relationships_of(data)
    found = gather(store_of(data), VOCABULARY, list(relationships)).claims
    assert {id: {one.id for one in several} for id, several in found.items()} == {
        id: set(one.claims) for id, one in relationships.items()
    }
    for several in found.values():
        for one in several:
            row = data.claims[one.id]
            assert (one.values, one.stance, one.modality, one.locator, one.more, one.note) == (
                row.values, row.stance, row.modality, row.locator, row.more, row.note,
            )  # fmt: skip
            assert (one.start, one.end, one.held_on) == tuple(
                str(day or "") for day in (row.start, row.end, row.held_on)
            )
            assert one.source.id == row.source


@given(datasets())
def test_sources_come_back_from_the_store_as_they_were_written(data):
    found = gather(store_of(data), VOCABULARY, list(relationships_of(data))).claims
    for one in (each.source for several in found.values() for each in several):
        row = data.sources[one.id]
        assert (one.title, one.publisher, one.published, one.address, one.tier, one.origin) == (
            row.title, row.publisher, str(row.published or ""), row.address, row.tier, row.origin,
        )  # fmt: skip


@given(datasets())
def test_entities_come_back_from_the_store_as_they_were_written(data):
    entities, _ = read_entities(store_of(data), VOCABULARY)
    assert entities == data.entities


@given(datasets())
def test_there_is_no_blank_node(data):
    for one in quads(data):
        for term in (one.subject, one.object, one.graph_name):
            assert not isinstance(term, ox.BlankNode), one


@given(datasets())
def test_claims_and_relationships_share_no_class_and_no_property(data):
    of_claims, of_relationships = set(), set()
    for one in quads(data):
        terms = of_claims if one.subject.value.startswith(CLAIM) else None
        terms = of_relationships if one.subject.value.startswith(RELATIONSHIP) else terms
        if terms is not None:
            terms |= {one.predicate.value} if one.predicate.value != TYPE else {one.object.value}
    assert not of_claims & of_relationships
    assert all(term.startswith(SAID) for term in of_claims)
    assert all(term.startswith((IND, LABEL)) for term in of_relationships)


@given(datasets())
def test_claims_stand_in_the_graph_of_their_source_and_nothing_else_does(data):
    for one in quads(data):
        if one.subject.value.startswith(CLAIM):
            id = one.subject.value.removeprefix(CLAIM)
            assert one.graph_name == ox.NamedNode(SOURCE + data.claims[id].source)
        else:
            assert isinstance(one.graph_name, ox.DefaultGraph)


@given(datasets())
def test_no_statement_is_made_twice_in_one_graph(data):
    lines = list(Edition.of(data).quads())
    assert len(set(lines)) == len(lines)


@given(datasets())
def test_every_date_is_a_plain_day_and_its_wording(data):
    for one in quads(data):
        if isinstance(one.object, ox.Literal) and one.object.datatype.value.startswith(PREFIXES["xsd"] + "g"):
            raise AssertionError(one)
        if one.predicate.value.endswith(("Earliest", "Latest", "From", "Until")):
            assert one.object.datatype.value == PREFIXES["xsd"] + "date", one
            assert date.fromisoformat(one.object.value)


@given(datasets(), st.randoms(use_true_random=False))
def test_same_rows_in_any_order_give_the_same_bytes(tmp_path_factory, data, shuffler: random.Random):
    folder = tmp_path_factory.mktemp("rows")
    write_dataset(folder / "one", data)
    mixed = [list(part.items()) for part in (data.entities, data.sources, data.claims)]
    for part in mixed:
        shuffler.shuffle(part)
    write_dataset(folder / "other", Dataset(data.vocabulary, *map(dict, mixed)))
    one, other = ("\n".join(Edition.of(load_or_raise([folder / name])).quads()) for name in ("one", "other"))
    assert one == other


def test_number_keeps_its_wording_where_a_store_would_rewrite_it():
    data = dataset(stake("a", "33.340", held_on="2019-06-05"))
    assert objects(data, RELATIONSHIP + "a", IND + "sharePercentText") == ["33.340"]
    assert gather(store_of(data), VOCABULARY, ["a"]).relationships["a"].values["share_percent"] == "33.340"


@pytest.mark.parametrize("amount", ["10.10", "1.00", "01", "-0", "0", "-4000000000", "35000000000", "0.5", "007.50"])
def test_amount_comes_back_as_written(amount):
    row = claim("a", "Result", company="acme", metric="revenue", amount=amount)
    assert gather(store_of(dataset(row)), VOCABULARY, ["a"]).relationships["a"].values["amount"] == amount


@pytest.mark.parametrize(
    "text", ['say "no"', "back\\slash", "two\nlines", "tab\there", "<b>&amp;", "比亚迪", "a’b", "{?x}"]
)
def test_text_comes_back_as_written(text):
    data = dataset(post("a", title=text, note=text, held_on="2019-06-05"))
    (one,) = gather(store_of(data), VOCABULARY, ["a"]).claims["a"]
    assert (one.values["title"], one.note) == (text, text)


def test_vague_date_is_two_days_and_its_wording():
    data = dataset(post("a", start="2010~"))
    assert [objects(data, RELATIONSHIP + "a", IND + name) for name in ("start", "startEarliest", "startLatest")] == [
        ["2010~"], ["2009-01-01"], ["2011-12-31"],
    ]  # fmt: skip


def test_open_date_has_one_bound_only():
    data = dataset(post("a", end="[..2012]"))
    assert objects(data, RELATIONSHIP + "a", IND + "endEarliest") == []
    assert objects(data, RELATIONSHIP + "a", IND + "endLatest") == ["2012-12-31"]


def test_claim_names_its_relationship_and_its_source():
    data = dataset(post("a", held_on="2019-06-05", source="paper"))
    assert objects(data, CLAIM + "a", SAID + "about") == [RELATIONSHIP + "a"]
    assert objects(data, CLAIM + "a", SAID + "source") == [SOURCE + "paper"]


def test_edition_names_its_policy_and_day():
    data = dataset(post("a", held_on="2019-06-05"))
    found = {one.predicate.value: one.object.value for one in quads(data, known_at=date(2020, 1, 1), policy="newest")}
    assert found[IND + "policy"] == "newest"
    assert found[IND + "knownAt"] == "2020-01-01"
    assert not any(one.predicate.value == IND + "knownAt" for one in quads(data))


def test_source_that_was_not_yet_published_leaves_no_claim():
    data = dataset(post("a", start="2010", source="late"), sources=[source("late", "2019-06-05")])
    said = [one for one in quads(data, known_at=date(2015, 1, 1)) if one.subject.value.startswith(CLAIM)]
    assert said == []
    assert any(one.subject.value.startswith(CLAIM) for one in quads(data, known_at=FOREVER))


def test_former_name_is_found_and_denied_one_is_not():
    data = dataset(
        claim("a", "Name", entity="acme", name="Acme Motor Works", type="former", held_on="2019-06-05"),
        claim("b", "Name", entity="acme", name="Akme", type="misspelt", held_on="2019-06-05", stance="denies"),
    )
    _, names = read_entities(store_of(data), VOCABULARY)
    assert names["acme"] == ("Acme Motor Works",)


def test_relationship_involves_its_ends():
    data = dataset(stake("a", "25", held_on="2019-06-05"))
    assert objects(data, RELATIONSHIP + "a", IND + "involves") == [BASE + "id/acme", BASE + "id/holder"]
