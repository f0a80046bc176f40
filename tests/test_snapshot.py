from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.windows import certainty_on, spans_of
from graph.dates import FOREVER
from graph.editions import relationships_of
from graph.identifiers import BASE, IND, RES
from graph.snapshot import take_past, take_period, take_snapshot

from .builders import VOCABULARY, claim, dataset, post, stake, status, store_of
from .oracles import DAYS, shown
from .strategies import claims_of, datasets, day_of, recent_days, spells


def snapshot(day: str, *claims):
    """The snapshot of some claims."""
    return take_snapshot(store_of(dataset(*claims)), VOCABULARY, date.fromisoformat(day))


def triples(taken, graph: str = "") -> set[tuple[str, str, str]]:
    """Plain triples between entities, without their namespaces."""
    where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    rows = taken.to_store().select(f"SELECT ?s ?p ?o WHERE {{ {where} FILTER(ISIRI(?o)) }}").rows
    return {
        (s.value.removeprefix(RES), p.value.removeprefix(IND), o.value.removeprefix(RES))
        for s, p, o in rows
        if o.value.startswith(RES)
    }


def test_leader_works_for_and_leads():
    taken = snapshot("2019-06-05", post("a", held_on="2019-06-05"))
    assert triples(taken) == {("ada", "worksFor", "acme"), ("ada", "leads", "acme")}


def test_adviser_works_for_and_does_not_lead():
    taken = snapshot("2019-06-05", post("a", function="adviser", held_on="2019-06-05"))
    assert triples(taken) == {("ada", "worksFor", "acme")}


def test_what_had_ended_is_not_in_it():
    claims = [post("a", start="2010-01-01", end="2019-06-05")]
    assert triples(snapshot("2019-06-05", *claims)) != set()
    assert triples(snapshot("2019-06-06", *claims)) == set()
    assert snapshot("2019-06-06", *claims).entities == {}


def test_what_possibly_holds_stands_in_a_graph_of_its_own_as_well():
    taken = snapshot("2019-06-06", post("a", function="adviser", held_on="2019-06-05"))
    assert triples(taken) == triples(taken, BASE + "possibly") == {("ada", "worksFor", "acme")}
    sure = snapshot("2019-06-05", post("a", function="adviser", held_on="2019-06-05"))
    assert triples(sure, BASE + "possibly") == set()


def test_rivalry_holds_both_ways():
    taken = snapshot("2019-06-05", claim("a", "Competition", company="bmw", competitor="daimler", held_on="2019-06-05"))
    assert triples(taken) == {("bmw", "competesWith", "daimler"), ("daimler", "competesWith", "bmw")}


def test_proposed_merger_gives_no_ownership_and_no_succession():
    claims = [
        status("s", "proposed", start="2019-05-27"),
        claim("p", "DealParty", deal="pact", party="fca", role="partner", share_percent="50"),
        claim("q", "DealParty", deal="pact", party="renault", role="partner", share_percent="50"),
    ]
    assert triples(snapshot("2019-06-01", *claims)) == {("pact", "hasParty", "fca"), ("pact", "hasParty", "renault")}


def test_holding_says_its_certainty_reason_sentence_and_sources():
    claims = [stake("a", "25", held_on="2019-06-05", source="x"), stake("b", "25", held_on="2019-06-05", source="y")]
    (holding,) = snapshot("2019-06-06", *claims).holdings.values()
    assert (holding.certainty, holding.reason) == ("possibly", "unconfirmed since 2019-06-05")
    assert (holding.sentence, holding.sources) == ("Holder owns 25 % of Acme", ("x", "y"))


def test_latest_known_state_has_what_is_not_known_to_have_ended():
    store = store_of(dataset(post("a", held_on="2010-01-01"), post("b", "bob", "adviser", end="2015-01-01")))
    assert set(take_snapshot(store, VOCABULARY, FOREVER).holdings) == {"a"}


def test_what_came_and_went_between_two_days_is_found():
    store = store_of(
        dataset(
            post("a", "ada", "adviser", start="2019-02-01", end="2019-03-01"),
            post("b", "bob", "adviser", start="2018-02-01", end="2019-03-01"),
            post("c", "cy", "adviser", start="2019-02-01", end="2020-03-01"),
        )
    )
    assert set(take_period(store, VOCABULARY, date(2019, 1, 1), date(2019, 12, 31))[2]) == {"a"}


@given(datasets(), recent_days.map(date.fromisoformat))
def test_snapshot_keeps_exactly_what_holds_on_the_day(data, day):
    taken = take_snapshot(store_of(data), VOCABULARY, day)
    answers = {id: certainty_on(one, day) for id, one in relationships_of(data).items()}
    assert {id: (one.certainty, one.reason) for id, one in taken.holdings.items()} == {
        id: answer for id, answer in answers.items() if answer[0] != "no"
    }


@given(datasets(), recent_days.map(date.fromisoformat))
def test_snapshot_has_exactly_the_entities_that_take_part(data, day):
    taken = take_snapshot(store_of(data), VOCABULARY, day)
    ends = {
        one.relationship.values[end]
        for one in taken.holdings.values()
        for end in VOCABULARY.relations[one.relationship.kind].ends
    }
    assert set(taken.entities) == ends


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.data())
def test_every_day_of_a_history_agrees_with_trying_every_world(numbers, drawn):
    history = [drawn.draw(spells(f"spell-{number}")) for number in sorted(set(numbers))]
    claims = [one for spell in history for one in claims_of(spell, f"person-{spell.id}")]
    store, expected = store_of(dataset(*claims)), shown(history)
    for day in drawn.draw(st.sets(st.sampled_from(DAYS), min_size=3, max_size=6)):
        taken = take_snapshot(store, VOCABULARY, day_of(day))
        assert {id: one.certainty for id, one in taken.holdings.items()} == expected[day]


@given(datasets(), st.lists(recent_days.map(date.fromisoformat), min_size=5, max_size=20))
def test_spans_say_the_same_as_asking_for_each_day(data, days):
    for one in relationships_of(data).values():
        spans = spans_of(one)
        marks = {
            one.possible_from,
            one.possible_until,
            one.certain_from,
            one.certain_until,
            one.first_held,
            one.last_held,
        }
        for day in {*days, *(mark for mark in marks if mark is not None and mark != FOREVER)}:
            answers = [(span.certainty, span.reason) for span in spans if span.first <= day <= span.last]
            answer = certainty_on(one, day)
            assert answers == ([answer] if answer[0] != "no" else []), (one, day)


@pytest.mark.parametrize("day", ["2018-12-31", "2019-01-01", "2019-06-05", "2019-12-31", "2020-01-01"])
def test_vague_relationship_is_in_every_snapshot_that_its_dates_allow(day):
    taken = snapshot(day, post("a", start="2019", end="2019"))
    assert bool(taken.holdings) == (day[:4] == "2019")


def test_past_holds_what_is_over_and_not_what_is_to_come():
    claims = [
        post("a", start="2010-01-01", end="2012-12-31"),
        post("b", person="eve", function="chair", start="2019-01-01"),
        post("c", person="bob", function="engineer", start="2020-01-01"),
    ]
    past = take_past(store_of(dataset(*claims)), VOCABULARY, date(2019, 6, 5))
    assert {id: (one.certainty, one.reason) for id, one in past.holdings.items()} == {
        "a": ("yes", ""),
        "b": ("yes", "last confirmed on 2019-01-01"),
    }
    assert set(past.entities) == {"acme", "ada", "eve"}
