from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.windows import certainty_on
from graph.editions import Edition, relationships_of
from graph.records import POLICIES, Difference

from .builders import claim, dataset, only, post, resolved, source, stake, status
from .strategies import datasets, recent_days


def test_relationship_names_the_claims_that_carry_it():
    found = only(resolved(post("a", start="2010-01-01"), post("b", held_on="2019-06-05")))
    assert (found.id, found.claims) == ("a", ("a", "b"))


def test_finer_start_is_no_difference_and_is_shown():
    found = only(resolved(post("a", start="2010"), post("b", start="2010-02-18")))
    assert str(found.start) == "2010-02-18"
    assert found.differences == ()


def test_disputed_start_stands_as_a_difference_with_every_value():
    found = only(resolved(post("a", start="2010-06-01"), post("b", start="2010-06-02")))
    assert found.differences == (Difference("start", "2010-06-01", ("2010-06-02",)),)


def test_day_on_which_sources_disagree_is_never_certain():
    found = only(resolved(post("a", start="2010-06-01", held_on="2019-06-05"), post("b", start="2010-06-20")))
    assert (found.possible_from, found.certain_from) == (date(2010, 6, 1), date(2010, 6, 20))


def test_year_beside_two_months_still_leaves_both_possible():
    claims = [post("a", start="2010", held_on="2019-06-05"), post("b", start="2010-03"), post("c", start="2010-09")]
    found = only(resolved(*claims))
    assert (found.possible_from, found.certain_from) == (date(2010, 3, 1), date(2010, 9, 30))
    assert [one.field for one in found.differences] == ["start"]


def test_differing_shares_of_one_day_stand_as_a_difference():
    found = only(
        resolved(stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2010-01-01", source="filing"))
    )
    (difference,) = found.differences
    assert difference.field == "share_percent"
    assert {difference.chosen, *difference.others} == {"10", "25"}


@pytest.mark.parametrize(
    ("shares", "shown", "approximate"),
    [
        ([("15", "yes")], "15", "yes"),
        ([("15", "yes"), ("15", "yes")], "15", "yes"),
        ([("15", "yes"), ("15", "")], "15", None),
        ([("15", "yes"), ("15.2", "")], "15.2", None),
        ([("20", "yes"), ("15", ""), ("15", "")], "15", None),
        ([("20", ""), ("15", "yes"), ("15", "yes")], "15", "yes"),
    ],
)
def test_about_goes_with_the_value_that_is_shown_where_nobody_gives_it_plainly(shares, shown, approximate):
    claims = [
        stake(f"c{place}", share, approximate=about, held_on="2019-06-05", source=f"s{place}")
        for place, (share, about) in enumerate(shares)
    ]
    found = only(resolved(*claims))
    assert (found.values["share_percent"], found.values.get("approximate")) == (shown, approximate)
    assert "approximate" not in {one.field for one in found.differences}


@pytest.mark.parametrize(
    ("more", "approximate"),
    [
        ({"share_min": "50.01"}, "yes"),
        ({"share_percent": "58", "modality": "planned"}, "yes"),
        ({"share_percent": "58.3", "approximate": "yes"}, "yes"),
        ({"share_percent": "58"}, None),
    ],
)
def test_about_is_told_by_those_who_give_the_value_as_a_fact(more, approximate):
    claims = [stake("a", "58", approximate="yes", held_on="2019-06-05", source="x")]
    found = only(resolved(*claims, stake("b", held_on="2019-06-05", source="y", **more)))
    assert found.values.get("approximate") == approximate


def test_about_that_all_deny_stays_denied():
    claims = [stake(id, "58", approximate="no", held_on="2019-06-05", source=id) for id in ("a", "b")]
    assert only(resolved(*claims)).values["approximate"] == "no" == only(resolved(claims[0])).values["approximate"]


def test_finer_birthday_is_no_difference_and_is_shown():
    born = {"entity": "ada", "property": "born"}
    found = only(
        resolved(claim("a", "Attribute", value="1950", **born), claim("b", "Attribute", value="1950-05-03", **born))
    )
    assert found.values["value"] == "1950-05-03"
    assert found.differences == ()


def test_other_words_of_a_title_are_no_difference():
    found = only(resolved(post("a", title="CEO", held_on="2019-06-05"), post("b", title="boss", held_on="2019-06-05")))
    assert found.differences == ()


def test_denial_stands_as_a_difference_of_stance():
    found = only(resolved(post("a", held_on="2019-06-05"), post("b", held_on="2019-06-05", stance="denies")))
    assert found.differences == (Difference("stance", "asserts", ("denies",)),)
    assert found.denied


def test_relationship_that_every_claim_denies_never_held():
    found = only(resolved(post("b", held_on="2019-06-05", stance="denies")))
    assert found.denied and found.origins == 0
    assert (found.possible_from, found.possible_until) == (None, None)


def test_origins_count_who_said_it_first_and_only_asserting_ones():
    sources = [
        source("x", origin="agency"),
        source("y", origin="agency"),
        source("z", publisher="filing"),
        source("d", publisher="denier"),
    ]
    claims = [post(id, held_on="2019-06-05", source=id) for id in "xyz"]
    claims.append(post("d", held_on="2019-06-05", source="d", stance="denies"))
    assert only(resolved(*claims, sources=sources)).origins == 2


def test_strongest_modality_counts():
    claims = [post("a", held_on="2019-06-05", modality="reported"), post("b", start="2019-06-01", modality="planned")]
    assert only(resolved(*claims)).modality == "reported"
    assert only(resolved(*claims, post("c", held_on="2019-06-06"))).modality == "fact"


def test_plan_for_another_day_is_no_difference_once_it_came_true():
    claims = [post("a", start="2019-03-01", modality="planned"), post("b", start="2019-04-15")]
    found = only(resolved(*claims))
    assert str(found.start) == "2019-04-15"
    assert found.differences == ()
    assert certainty_on(found, date(2019, 3, 15))[0] == "no"


def test_last_held_is_the_last_day_confirmed_by_any_claim():
    claims = [post("a", start="2010-01-01"), post("b", held_on="2015-01-01"), post("c", held_on="2019-06-05")]
    assert only(resolved(*claims)).last_held == date(2019, 6, 5)


def test_plan_for_a_day_confirms_nothing():
    claims = [post("a", held_on="2019-06-05"), post("b", held_on="2020-01-01", modality="planned")]
    found = only(resolved(*claims))
    assert found.last_held == date(2019, 6, 5)
    assert certainty_on(found, date(2020, 1, 1))[0] == "possibly"


def test_source_published_later_does_not_count_before():
    claims = [post("a", start="2010-01-01", source="early"), post("b", held_on="2019-06-05", source="late")]
    sources = [source("early", "2010-06-01"), source("late", "2019-06-05")]
    found = only(resolved(*claims, sources=sources, known_at=date(2015, 1, 1)))
    assert found.claims == ("a",)
    assert found.last_held == date(2010, 1, 1)


def test_relationship_that_nobody_had_told_yet_is_not_there():
    claims = [post("a", start="2010-01-01", source="late")]
    assert resolved(*claims, sources=[source("late", "2019-06-05")], known_at=date(2015, 1, 1)) == {}


def test_late_correction_shows_only_to_those_who_know_it():
    claims = [
        post("a", start="2010-01-01", held_on="2010-02-01", source="early"),
        post("b", start="2009-12-15", held_on="2010-02-01", source="late"),
    ]
    sources = [source("early", "2010-06-01"), source("late", "2019-06-05", tier="filing")]
    then = only(resolved(*claims, sources=sources, known_at=date(2015, 1, 1), policy="best-tier"))
    now = only(resolved(*claims, sources=sources, policy="best-tier"))
    assert (str(then.start), str(now.start)) == ("2010-01-01", "2009-12-15")
    assert then.differences == () and now.differences != ()


def test_source_without_a_date_counts_only_where_no_day_is_asked():
    claims = [post("a", start="2010-01-01", source="undated")]
    assert resolved(*claims, sources=[source("undated", "")], known_at=date(2030, 1, 1)) == {}
    assert list(resolved(*claims, sources=[source("undated", "")])) == ["a"]


def test_successor_that_was_not_yet_known_closes_nothing():
    claims = [
        post("a", "ada", start="2010-01-01", held_on="2010-02-01", source="early"),
        post("b", "bob", start="2015-01-01", source="late"),
    ]
    sources = [source("early", "2010-06-01"), source("late", "2019-06-05")]
    assert resolved(*claims, sources=sources, known_at=date(2016, 1, 1))["a"].closed_by == ""
    assert resolved(*claims, sources=sources)["a"].closed_by == "b"


def test_proposal_asserts_nothing_about_ownership():
    claims = [
        status("s", "proposed", start="2019-05-27"),
        status("t", "withdrawn", start="2019-06-05"),
        claim("p", "DealParty", deal="pact", party="acme", role="partner", share_percent="50"),
    ]
    assert {one.kind for one in resolved(*claims).values()} == {"DealStatus", "DealParty"}


@given(datasets(), st.sampled_from(POLICIES))
def test_windows_are_in_order(data, policy):
    for one in relationships_of(data, policy=policy).values():
        assert (one.possible_from is None) == (one.possible_until is None)
        assert (one.certain_from is None) == (one.certain_until is None)
        if one.possible_from is not None and one.possible_until is not None:
            assert one.possible_from <= one.possible_until, one
        if one.certain_from is not None and one.certain_until is not None:
            assert one.certain_from <= one.certain_until, one
            assert one.possible_from is not None and one.possible_until is not None
            assert one.possible_from <= one.certain_from and one.certain_until <= one.possible_until, one


@given(datasets())
def test_day_on_which_an_undenied_fact_says_that_it_was_so_is_possible(data):
    found = {id: one for one in relationships_of(data).values() for id in one.claims}
    for one in data.claims.values():
        if one.stance == "asserts" and one.modality != "planned" and one.held_on and one.held_on.is_exact:
            assert certainty_on(found[one.id], one.held_on.earliest)[0] != "no", one


@given(datasets())
def test_policy_changes_neither_relationships_nor_their_claims(data):
    editions = [relationships_of(data, policy=policy) for policy in POLICIES]
    assert len({tuple((one.id, one.claims) for one in edition.values()) for edition in editions}) == 1


@given(datasets())
def test_chosen_value_is_a_claimed_value(data):
    for one in relationships_of(data).values():
        for column, value in one.values.items():
            assert value in {data.claims[id].values.get(column) for id in one.claims}


@given(datasets(), recent_days.map(date.fromisoformat))
def test_edition_known_at_a_day_is_that_of_its_sources_alone(data, day):
    """With grouping given by the rows, later sources leave no trace."""
    groups = {id: one.id for one in relationships_of(data).values() for id in one.claims}
    known = [one for one in data.claims.values() if data.sources[one.source].is_known_at(day)]
    fixed = dataset(*(replace(one, relationship=groups[one.id]) for one in known), sources=data.sources.values())
    then = relationships_of(data, known_at=day)
    alone = relationships_of(fixed)
    assert {id: (one.values, one.possible_from, one.possible_until, one.certain_from) for id, one in then.items()} == {
        id: (one.values, one.possible_from, one.possible_until, one.certain_from) for id, one in alone.items()
    }


@given(datasets())
def test_same_rows_give_the_same_quads(data):
    assert list(Edition.of(data).quads()) == list(Edition.of(data).quads())


@pytest.mark.parametrize("policy", POLICIES)
def test_edition_says_its_policy(policy):
    lines = list(Edition.of(dataset(post("a", held_on="2019-06-05")), policy=policy).quads())
    assert any(line.endswith(f'ns#policy> "{policy}" .') for line in lines)


def test_plan_without_a_day_is_for_a_day_after_it_was_spoken_of():
    found = resolved(post("a", modality="planned", source="paper"))["a"]
    assert found.possible_from == date(2019, 12, 31)
