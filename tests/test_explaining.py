import json

import pytest
from hypothesis import given

from graph.editions import relationships_of
from graph.errors import UnknownNameError
from graph.explaining import explain, explainable

from .builders import VOCABULARY, claim, dataset, life, post, stake, store_of
from .strategies import datasets


def explained(id: str, *claims):
    """The explanation of a relationship of some claims."""
    return explain(store_of(dataset(*claims)), VOCABULARY, "most-origins", id)


TWO = [post("a", start="2000-01-01", end="2005-06-30"), post("b", start="2010-01-01"), post("c", held_on="2012-01-01")]


def test_explanation_says_why_claims_were_put_together():
    found = explained("b", *TWO)
    assert {one.id: found.reason(one) for one in found.claims} == {
        "b": "the first of its spell",
        "c": "is from the time of the spell",
    }


def test_explanation_says_why_claims_were_kept_apart():
    found = explained("b", *TWO)
    assert found.relationship.why.startswith("begins after an end")
    assert [(one.id, one.why) for one in explained("a", *TWO).neighbours] == [("b", found.relationship.why)]


def test_explanation_is_found_by_a_claim_as_well():
    assert explained("c", *TWO).relationship.id == "b"


def test_explanation_names_a_relationship_that_the_row_names():
    found = explained("career", post("a", held_on="2019-06-05", relationship="career"), post("b", held_on="2019-06-06"))
    assert found.claims[0].grouping == "its row names the relationship"


def test_explanation_says_what_the_policy_picked():
    found = explained(
        "a", stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2010-01-01", source="other")
    )
    (line,) = found.picked
    assert line.startswith("share percent ") and " was picked, others say " in line
    assert {"10", "25"} <= set(line.split())


def test_explanation_says_which_days_are_possible_and_certain():
    found = explained("a", post("a", start="2010", held_on="2019-06-05"))
    assert found.days == "possible from 2010-01-01 to no known end, for certain from 2010-12-31 to 2019-06-05"


@pytest.mark.parametrize(
    ("columns", "days"),
    [
        ({}, "possible from an unknown day to no known end, on no day for certain"),
        ({"held_on": "2019-06-05"}, "possible from an unknown day to no known end, for certain on 2019-06-05"),
        ({"held_on": "2019-06-05", "stance": "denies"}, "denied, and nobody asserts it"),
        (
            {"held_on": "2019-06-05", "modality": "reported"},
            "possible from an unknown day to no known end, for certain on 2019-06-05 (reported)",
        ),
    ],
)
def test_days_are_said_in_words(columns, days):
    assert explained("a", post("a", **columns)).days == days


def test_explanation_says_what_closed_it():
    claims = [post("a", held_on="2015-01-01"), post("b", "bob", start="2018-03-01")]
    assert explained("a", *claims).inferred == (
        "end inferred, because the next one began: Bob is chief executive at Acme (b)"
    )
    merged = [stake("a", "14", held_on="2020-12-31"), life("l", "acme", end="2021-01-16")]
    assert explained("a", *merged).inferred.startswith("end inferred, because the life of an end was over: ")


def test_neighbours_are_of_the_same_kind_and_ends_only():
    claims = [*TWO, post("d", "bob", start="2003"), post("e", organization="other"), stake("f", "10", owner="holder")]
    assert [one.id for one in explained("a", *claims).neighbours] == ["b"]


def test_neighbours_of_a_rivalry_are_found_either_way_round():
    claims = [
        claim("a", "Competition", company="bmw", competitor="daimler", start="2000", end="2005"),
        claim("b", "Competition", company="daimler", competitor="bmw", start="2010"),
    ]
    assert [one.id for one in explained("a", *claims).neighbours] == ["b"]


@pytest.mark.parametrize("id", ["nothing", "", "not a slug", "> } DROP"])
def test_unknown_id_is_refused(id):
    with pytest.raises(UnknownNameError, match="no relationship or claim here has the id"):
        explained(id, *TWO)


def test_text_and_json_say_the_same():
    found = explained("b", *TWO)
    document = json.loads(found.to_json())
    assert document["relationship"] == "b"
    assert [one["id"] for one in document["claims"]] == ["b", "c"]
    assert [one["id"] for one in document["kept_apart_from"]] == ["a"]
    for part in (found.sentence, found.days, "begins after an end", "is from the time of the spell"):
        assert part in str(found)


@given(datasets())
def test_every_relationship_and_every_claim_can_be_explained(data):
    store = store_of(data)
    for one in relationships_of(data).values():
        found = explain(store, VOCABULARY, "most-origins", one.id)
        assert {each.id for each in found.claims} == set(one.claims)
        assert all(found.reason(each) for each in found.claims)
        assert str(found)
        for id in one.claims:
            if id not in relationships_of(data):
                assert explain(store, VOCABULARY, "most-origins", id).relationship.id == one.id


def test_relationships_of_two_entities_are_listed_in_their_order():
    store = store_of(dataset(*TWO, post("d", "eve", start="1999")))
    assert [one.id for one in explainable(store, VOCABULARY, ["ada", "acme"])] == ["a", "b"]
    assert [one.id for one in explainable(store, VOCABULARY, ["acme"])] == ["d", "a", "b"]
    assert explainable(store, VOCABULARY, ["ada", "eve"]) == ()


def test_relationships_of_two_entities_are_found_by_any_of_their_columns():
    made = [
        claim("a", "Production", maker="acme", vehicle="car", plant="works", start="2010"),
        claim("b", "Production", maker="acme", vehicle="van", start="2012"),
        claim("c", "Location", entity="works", place="town"),
    ]
    store = store_of(dataset(*made))
    assert [one.id for one in explainable(store, VOCABULARY, ["acme", "works"])] == ["a"]
    assert [one.id for one in explainable(store, VOCABULARY, ["works"])] == ["c", "a"]
    assert [one.id for one in explainable(store, VOCABULARY, ["acme"])] == ["a", "b"]


def test_listed_relationship_says_how_it_reads_and_when_it_held():
    store = store_of(dataset(post("a", start="2000-01-01", end="2005-06-30")))
    (one,) = explainable(store, VOCABULARY, ["ada"])
    assert str(one) == (
        "a: Ada is chief executive at Acme; possible from 2000-01-01 to 2005-06-30, "
        "for certain from 2000-01-01 to 2005-06-30"
    )
