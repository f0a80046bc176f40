from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from graph.conflicts import conflicts
from graph.editions import relationships_of
from graph.store import EmbeddedStore

from .builders import VOCABULARY, claim, dataset, post, price, resolved, source, stake, status, store_of
from .conflict_generator import CHANGES, CONFLICTS, cases
from .strategies import datasets

STAKES = [
    stake("a", "10", held_on="2010-01-01", source="paper"),
    stake("b", "25", held_on="2010-01-01", source="filing"),
    stake("c", "25", held_on="2010-01-01", source="agency"),
]
SOURCES = [source("filing", tier="filing"), source("paper"), source("agency")]


def found(*claims, sources=(), policy="most-origins", **asked):
    """The disagreements in some claims."""
    store = store_of(dataset(*claims, sources=sources), policy=policy)
    return conflicts(store, VOCABULARY, policy=policy, **asked)


def sides(answer):
    """Field, value and whether it was chosen, row by row."""
    return [(row["field"], row["value"], row["chosen"]) for row in answer]


def told_apart(seed: int, count: int) -> None:
    made = cases(seed, count)
    everything = dataset(*(claim for case in made for claim in case.claims))
    rows = conflicts(store_of(everything), VOCABULARY).rows
    reported = {id.split("-")[0] for row in rows for id in row.relationships}
    wrong = Counter(
        f"{case.sort} {'missed' if case.conflict else 'reported'}"
        for case in made
        if (case.name in reported) != case.conflict
    )
    assert not wrong, wrong


def test_three_hundred_conflicts_and_three_hundred_changes_are_told_apart():
    told_apart(seed=2019, count=300)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_thousands_of_conflicts_and_changes_are_told_apart(seed):
    told_apart(seed, count=1000)


def test_generator_makes_every_sort_and_the_same_cases_for_the_same_seed():
    made = cases(7, 300)
    assert {case.sort for case in made} == {maker.__name__ for maker in [*CONFLICTS, *CHANGES]}
    assert made == cases(7, 300)
    assert made != cases(8, 300)


def test_both_sides_are_shown_and_the_chosen_one_first():
    assert sides(found(*STAKES, sources=SOURCES)) == [
        ("share percent", "25", True),
        ("share percent", "10", False),
    ]


def test_each_side_carries_its_own_claims_and_their_tiers():
    chosen, other = found(*STAKES, sources=SOURCES)
    assert {claim.id for claim in chosen.claims} == {"b", "c"}
    assert {claim.id for claim in other.claims} == {"a"}
    assert (chosen["tiers"], other["tiers"]) == ("filing, press", "press")
    assert (chosen.origins, other.origins) == (2, 1)


def test_claim_so_vague_that_it_fits_both_sides_is_on_neither():
    claims = [
        post("a", start="2010-03", source="x"),
        post("b", start="2010-03-01", source="y"),
        post("c", start="2010-06", source="z"),
        post("d", start="2010", source="w"),
    ]
    assert [[claim.id for claim in row.claims] for row in found(*claims)] == [["a", "b"], ["c"]]


def test_side_of_a_vague_date_carries_no_claim_of_another_day():
    claims = [
        post("a", start="2010-03"),
        post("b", start="2010-09", source="two"),
        post("c", start="2010-09-15", source="three"),
    ]
    rows = {row["value"]: {claim.id for claim in row.claims} for row in found(*claims)}
    assert rows == {"2010-09-15": {"b", "c"}, "2010-03": {"a"}}


@pytest.mark.parametrize(("policy", "chosen"), [("best-tier", "25"), ("newest", "10")])
def test_policy_that_chose_is_named(policy, chosen):
    sources = [source("filing", "2010-02-01", tier="filing"), source("paper", "2019-01-01")]
    answer = found(*STAKES[:2], sources=sources, policy=policy)
    assert answer.policy == policy
    assert sides(answer)[0] == ("share percent", chosen, True)


def test_denial_is_shown_with_both_stances():
    claims = [post("a", held_on="2019-06-05"), post("b", held_on="2019-06-05", stance="denies", source="other")]
    answer = found(*claims)
    assert sides(answer) == [("stance", "asserts", True), ("stance", "denies", False)]
    assert [[claim.id for claim in row.claims] for row in answer] == [["a"], ["b"]]


def test_denial_that_contradicts_nobody_is_no_conflict():
    assert len(found(post("a", held_on="2019-06-05", stance="denies"))) == 0


def test_two_holders_at_once_are_shown_with_their_claims():
    claims = [
        post("a", "ada", start="2010-01-01", end="2015-06-30"),
        post("b", "bob", start="2015-01-01", held_on="2016-01-01"),
    ]
    answer = found(*claims)
    assert [row["field"] for row in answer] == ["two at once", "two at once"]
    assert [row.relationships for row in answer] == [("a",), ("b",)]
    assert [[claim.id for claim in row.claims] for row in answer] == [["a"], ["b"]]


@pytest.mark.parametrize(("end", "count"), [("2015-01-01", 0), ("2015-01-02", 0), ("2015-01-03", 2)])
def test_one_day_of_overlap_at_a_hand_over_is_no_conflict(end, count):
    claims = [
        post("a", "ada", start="2010-01-01", end=end),
        post("b", "bob", start="2015-01-01", held_on="2016-01-01"),
    ]
    assert len(found(*claims)) == count


def test_hearsay_makes_no_second_holder():
    claims = [
        post("a", "ada", start="2010-01-01", end="2015-06-30"),
        post("b", "bob", start="2014-01-01", held_on="2016-01-01", modality="reported"),
    ]
    assert len(found(*claims)) == 0


def name(id, text, type="legal", **columns):
    return claim(id, "Name", entity="acme", name=text, type=type, **columns)


def attribute(id, property, value, **columns):
    return claim(id, "Attribute", entity="acme", property=property, value=value, **columns)


def test_two_legal_names_at_once_are_a_conflict():
    claims = [name("a", "Acme AG", start="2010-01-01"), name("b", "Acme Holding AG", start="2010", source="y")]
    assert [row["value"] for row in found(*claims)] == [
        "Acme is called Acme AG (legal name)",
        "Acme is called Acme Holding AG (legal name)",
    ]
    assert {row["field"] for row in found(*claims)} == {"two at once"}


@pytest.mark.parametrize(
    "other",
    [
        name("b", "ACME-AG", start="2010"),
        name("b", "Acme Holding AG", start="2015-01-01"),
        name("b", "Acme Holding AG", type="preferred", start="2010"),
        name("b", "Acme Holding AG", type="short", start="2010"),
    ],
)
def test_spelling_renaming_and_another_sort_of_name_are_no_conflict(other):
    assert len(found(name("a", "Acme AG", start="2010-01-01", held_on="2014-01-01"), other)) == 0


def test_two_countries_at_once_are_a_conflict_and_a_move_is_none():
    claims = [
        attribute("a", "country", "DE", start="2010-01-01", held_on="2019-01-01"),
        attribute("b", "country", "NL", held_on="2015-01-01", source="y"),
    ]
    assert {row["value"] for row in found(*claims)} == {"DE", "NL"}
    moved = [
        attribute("a", "country", "DE", held_on="2010-01-01"),
        attribute("b", "country", "NL", held_on="2015-01-01"),
    ]
    assert len(found(*moved)) == 0


@pytest.mark.parametrize("property", ["born", "died"])
def test_birth_and_death_have_one_day_whenever_it_is_told(property):
    claims = [
        attribute("a", property, "1950", held_on="2010-01-01"),
        attribute("b", property, "1951", held_on="2020-01-01", source="y"),
    ]
    assert sides(found(*claims)) == [("value", "1950", True), ("value", "1951", False)]
    assert len(found(claims[0], attribute("b", property, "1950-03-01", held_on="2020-01-01"))) == 0


def test_focus_keeps_what_ties_the_entity():
    others = [stake(f"z{one.id}", one.values["share_percent"], "other", held_on="2010-01-01") for one in STAKES]
    assert len(found(*STAKES, *others)) == 4
    assert {row.relationships for row in found(*STAKES, *others, focus=["other"])} == {("za",)}
    assert len(found(*STAKES, *others, focus=["acme"])) == 4


def test_focus_keeps_what_is_disputed_of_the_deals_that_the_entity_takes_part_in():
    price = {"term": "amount", "currency": "USD", "basis": "paid"}
    claims = [
        claim("p", "DealParty", deal="pact", party="acme", role="target"),
        claim("q", "DealParty", deal="pact", party="buyer", role="acquirer", share_percent="60", source="x"),
        claim("r", "DealParty", deal="pact", party="buyer", role="acquirer", share_percent="80", source="y"),
        status("s", "agreed", start="2019-06-01", source="x"),
        status("t", "agreed", start="2019-06-02", source="y"),
        claim("u", "DealTerm", deal="pact", amount="10", source="x", **price),
        claim("v", "DealTerm", deal="pact", amount="12", source="y", **price),
        claim("w", "DealTerm", deal="other-pact", amount="10", source="x", **price),
        claim("z", "DealTerm", deal="other-pact", amount="12", source="y", **price),
    ]
    assert {row.relationships for row in found(*claims, focus=["acme"])} == {("q",), ("s",), ("u",)}
    assert {row.relationships for row in found(*claims, focus=["other-pact"])} == {("w",)}
    assert len(found(*claims, focus=["nobody"])) == 0


def test_denied_part_in_a_deal_makes_its_disputes_nobodys():
    claims = [
        claim("p", "DealParty", deal="pact", party="acme", role="target", stance="denies"),
        status("s", "agreed", start="2019-06-01", source="x"),
        status("t", "agreed", start="2019-06-02", source="y"),
    ]
    assert len(found(*claims, focus=["acme"])) == 0


def test_as_of_keeps_what_can_hold_on_the_day():
    claims = [
        post("a", start="2005-01-01", end="2010-06-30"),
        post("b", start="2005-01-20", end="2010-06-30"),
    ]
    assert len(found(*claims, as_of=date(2008, 1, 1))) == 2
    assert len(found(*claims, as_of=date(2011, 1, 1))) == 0


def test_agreement_is_no_conflict():
    assert len(found(*STAKES[1:])) == 0


def test_raised_offer_is_no_conflict_and_two_prices_of_one_moment_are_one():
    offers = [price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-05-20", source="y")]
    assert len(found(*offers)) == 0
    told = [price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-03-06", source="y")]
    assert {row["value"] for row in found(*told)} == {"10 USD", "12 USD"}


def test_order_of_rows_does_not_matter():
    assert sides(found(*STAKES, sources=SOURCES)) == sides(found(*reversed(STAKES), sources=SOURCES))


def test_nothing_found_says_that_absence_is_no_evidence():
    assert "Absence of a claim is not evidence of absence." in " ".join(found(STAKES[0]).notes)


@given(datasets())
def test_every_difference_of_the_edition_is_listed_with_all_its_sides(data):
    store = store_of(data)
    assert isinstance(store, EmbeddedStore)
    listed = Counter(row.relationships[0] for row in conflicts(store, VOCABULARY) if row["field"] != "two at once")
    expected = {
        one.id: sum(1 + len(difference.others) for difference in one.differences)
        for one in relationships_of(data).values()
        if one.differences
    }
    assert listed == expected


@given(datasets())
def test_every_side_is_said_by_somebody(data):
    for row in conflicts(store_of(data), VOCABULARY):
        assert row.claims, row


def test_edition_without_the_later_source_has_no_conflict():
    sources = [source("paper", "2010-02-01"), source("filing", "2019-01-01")]
    assert resolved(*STAKES[:2], sources=sources, known_at=date(2015, 1, 1))["a"].differences == ()
