import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.grouping import group, key_of
from graph.records import Dataset

from .builders import claim, dataset, post, price, resolved, source, stake, status
from .strategies import datasets, recent_days


def parts(*claims):
    """Which claims are one relationship, as ids."""
    return sorted(one.claims for one in group(dataset(*claims)).values())


def test_two_sources_on_one_post_are_one_relationship():
    assert parts(
        post("a", start="2010-01-01", source="x"), post("b", start="2010-01-01", held_on="2019-06-05", source="y")
    ) == [("a", "b")]


def test_rehire_after_an_end_is_another_relationship():
    assert parts(
        post("a", start="2000-01-01", end="2005-06-30"), post("b", start="2010-01-01", held_on="2019-06-05")
    ) == [("a",), ("b",)]


def test_day_after_the_end_and_before_the_return_belongs_to_no_spell_before():
    assert parts(
        post("a", start="2000-01-01", end="2005-06-30"),
        post("b", held_on="2012-01-01"),
        post("c", start="2010-01-01"),
    ) == [("a",), ("b", "c")]


def test_interim_and_permanent_post_are_two_relationships():
    assert parts(
        post("a", interim="yes", start="2018-01-01", end="2018-05-31"), post("b", interim="no", start="2018-06-01")
    ) == [("a",), ("b",)]


def test_report_that_leaves_interim_open_does_not_make_the_permanent_post_interim():
    assert parts(post("a", interim="yes", start="2018-01-01", end="2018-05-31"), post("b", held_on="2019-06-05")) == [
        ("a",),
        ("b",),
    ]


def test_report_from_within_the_interim_time_is_about_it():
    assert parts(
        post("a", interim="yes", start="2018-01-01", end="2018-05-31", source="x"),
        post("b", held_on="2018-03-01", source="y"),
    ) == [("a", "b")]


def test_source_that_tells_interim_and_permanent_post_apart_keeps_them_apart():
    told = [
        post("a", interim="yes", start="2022-11", end="2023-07", source="x"),
        post("b", start="2023-07", source="x"),
        post("c", interim="yes", start="2022-11-16", source="y"),
        post("d", held_on="2023-07-20", source="y"),
        post("e", held_on="2023-04-26", source="z"),
    ]
    assert parts(*told) == [("a", "c", "e"), ("b", "d")]


def test_report_in_the_same_vague_dates_as_of_the_interim_post_is_about_it():
    assert parts(
        post("a", interim="yes", start="2018-01", end="2018-05", source="x"),
        post("b", start="2018-01", end="2018-05", source="y"),
    ) == [("a", "b")]


def test_source_that_tells_an_interim_post_of_which_it_gives_no_end_keeps_the_other_apart():
    assert parts(
        post("a", interim="yes", start="2008-04", source="x"),
        post("b", held_on="2008-06-02", source="x"),
        post("c", interim="yes", start="2008-04", end="2008-08", source="y"),
    ) == [("a", "c"), ("b",)]


def test_start_in_the_month_in_which_the_interim_post_may_have_ended_is_not_about_it():
    assert parts(
        post("a", interim="yes", start="2008-04~", end="2008-06~", source="x"),
        post("b", held_on="2008-06-02", source="y"),
        post("c", start="2008-06", source="z"),
    ) == [("a",), ("b", "c")]


def test_not_interim_is_the_same_as_nothing_said():
    assert parts(post("a", interim="no", held_on="2019-06-05"), post("b", held_on="2019-06-06")) == [("a", "b")]


def test_rise_from_engineering_head_to_chief_executive_is_two_relationships():
    assert parts(
        post("a", function="engineering-head", start="2010-01-01", end="2015-12-31"),
        post("b", function="chief-executive", start="2016-01-01"),
    ) == [("a",), ("b",)]


def test_stake_sold_and_bought_again_is_two_relationships():
    assert parts(stake("a", "10", start="2005-01-01", end="2010-12-31"), stake("b", "10", start="2015-01-01")) == [
        ("a",),
        ("b",),
    ]


def test_stake_that_grows_is_two_relationships():
    assert parts(stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2015-01-01")) == [("a",), ("b",)]


def test_two_values_of_a_stake_on_one_day_are_one_relationship():
    assert parts(stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2010-01-01")) == [("a", "b")]


def test_votes_and_capital_are_two_stakes():
    assert parts(
        stake("a", "10", share_of="votes", held_on="2010-01-01"),
        stake("b", "10", share_of="capital", held_on="2010-01-01"),
    ) == [("a",), ("b",)]


def test_stake_without_a_basis_joins_the_only_one_that_it_can_mean():
    assert parts(
        stake("a", "10", share_of="votes", held_on="2010-01-01", source="x"),
        stake("b", "10", held_on="2010-02-01", source="y"),
    ) == [("a", "b")]


def test_stake_without_a_basis_beside_one_of_the_votes_in_one_source_is_another():
    assert parts(
        stake("a", "33.4", share_of="votes", held_on="2016-01", source="x"),
        stake("b", "24", held_on="2016-01", source="x"),
    ) == [("a",), ("b",)]
    assert parts(
        stake("a", "19.9", share_of="capital", start="2007", held_on="2009-04-27", source="x"),
        stake("b", start="1998", end="2007", source="x"),
    ) == [("a",), ("b",)]


def test_spell_of_unknown_size_is_not_the_last_stake_that_was_kept():
    assert parts(
        stake("a", "19.9", start="2007-08-03", held_on="2007-08-04", held="direct", source="x"),
        stake("b", "19.9", start="2007", held_on="2009-04-27", source="y"),
        stake("c", start="1998", end="2007", source="y"),
    ) == [("a", "b"), ("c",)]


def test_stake_without_a_basis_ties_no_two_others():
    assert parts(
        stake("a", "10", share_of="votes", held_on="2010-01-01"),
        stake("b", "10", held_on="2010-01-01"),
        stake("c", "10", share_of="capital", held_on="2010-01-01"),
    ) == [("a",), ("b",), ("c",)]


def test_claim_that_contradicts_is_placed_after_those_that_agree():
    assert parts(
        stake("a", "49", start="2017", source="x"),
        stake("b", "49.9", start="2017", source="y"),
        stake("c", "49.9", start="2017-09", held="direct", source="z"),
    ) == [("a", "b", "c")]


def test_stake_without_a_date_joins_the_only_one_of_its_size():
    assert parts(stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2015-01-01"), stake("c", "25")) == [
        ("a",),
        ("b", "c"),
    ]


def test_stake_without_a_date_ties_no_two_of_its_size():
    assert parts(
        stake("a", "25", start="2005-01-01", end="2010-01-01"),
        stake("b", "25", start="2015-01-01"),
        stake("c", "25"),
    ) == [("a",), ("b",), ("c",)]


def test_stake_without_a_date_and_of_another_size_joins_none_of_several():
    assert parts(stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2015-01-01"), stake("c", "40")) == [
        ("a",),
        ("b",),
        ("c",),
    ]


def test_claim_without_a_date_joins_the_only_spell():
    assert parts(post("a", start="2010-01-01", held_on="2019-06-05"), post("b")) == [("a", "b")]


def test_claim_without_a_date_ties_no_two_spells():
    assert parts(post("a", start="2000-01-01", end="2005-06-30"), post("b"), post("c", start="2010-01-01")) == [
        ("a",),
        ("b",),
        ("c",),
    ]


def test_undated_claims_alone_are_one_relationship():
    assert parts(post("a"), post("b")) == [("a", "b")]


def test_one_event_reported_a_day_apart_is_one_relationship():
    claims = [status("a", "agreed", start="2019-06-01"), status("b", "agreed", start="2019-06-02")]
    assert parts(*claims) == [("a", "b")]


def test_two_approvals_a_fortnight_apart_are_two_events():
    claims = [status("a", "approved", start="2019-06-01"), status("b", "approved", start="2019-06-15")]
    assert parts(*claims) == [("a",), ("b",)]


# ---------------------------------------------------------------- what a deal fixes


@pytest.mark.parametrize("date", ["start", "held_on"])
def test_raised_offer_is_a_term_of_its_own(date):
    assert parts(price("a", "10", **{date: "2019-03-05"}), price("b", "12", **{date: "2019-05-20"})) == [("a",), ("b",)]


def test_offer_raised_within_days_is_a_term_of_its_own_where_sources_date_the_change():
    assert parts(price("a", "10", start="2019-03-05"), price("b", "12", start="2019-03-08")) == [("a",), ("b",)]


def test_two_prices_told_within_a_month_are_one_term():
    assert parts(price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-03-25")) == [("a", "b")]
    assert parts(price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-04-25")) == [("a",), ("b",)]


def test_price_told_again_after_the_deal_was_closed_is_the_last_one_agreed():
    closed = status("s", "completed", start="2019-07-01")
    offers = [price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-05-20")]
    later = price("c", "13", held_on="2021-01-01")
    assert parts(*offers, later, closed) == [("a",), ("b", "c"), ("s",)]
    assert parts(*offers, later) == [("a",), ("b",), ("c",)]


def test_sum_that_was_paid_never_changes():
    assert parts(
        price("a", "10", basis="paid", held_on="2019-07-01"), price("b", "12", basis="paid", held_on="2021-01-01")
    ) == [("a", "b")]


def test_price_within_the_range_told_before_is_the_same_term():
    assert parts(
        price("a", amount_min="4000", amount_max="5000", held_on="2019-03-05"), price("b", "4900", held_on="2019-05-20")
    ) == [("a", "b")]
    assert parts(
        price("a", "6000", held_on="2019-03-05"),
        price("b", "1", amount_min="4000", amount_max="5000", held_on="2019-05-20"),
    ) == [("a",), ("b",)]


def test_part_in_a_deal_without_a_share_is_the_same_part():
    def part(id, share, day):
        return claim(id, "DealParty", deal="pact", party="acme", role="partner", share_percent=share, held_on=day)

    shares = [part("b", "50", "2019-05-20"), part("c", "60", "2020-01-01")]
    assert parts(part("a", "", "2019-03-05"), *shares, part("d", "", "2021-01-01")) == [("a", "b"), ("c", "d")]


def test_what_is_taken_into_a_deal_later_is_another_term():
    def scope(id, included, day):
        return claim(id, "DealTerm", deal="pact", term="activity", value="production", included=included, held_on=day)

    assert parts(scope("a", "no", "2019-03-05"), scope("b", "yes", "2020-01-01")) == [("a",), ("b",)]
    assert parts(scope("a", "no", "2019-03-05"), scope("b", "yes", "2019-03-06")) == [("a", "b")]


def test_deals_keep_stakes_apart():
    assert parts(
        stake("a", "10", deal="one", held_on="2010-01-01"), stake("b", "10", deal="two", held_on="2010-01-01")
    ) == [("a",), ("b",)]


def test_other_people_companies_and_kinds_are_never_one():
    claims = [
        post("a", held_on="2019-06-05"),
        post("b", "bob", held_on="2019-06-05"),
        post("c", organization="other", held_on="2019-06-05"),
        claim("d", "Location", entity="acme", place="town", type="seat"),
    ]
    assert parts(*claims) == [("a",), ("b",), ("c",), ("d",)]


def test_rivalry_is_one_whichever_way_round_it_is_told():
    assert parts(
        claim("a", "Competition", company="bmw", competitor="daimler", held_on="2019-06-05"),
        claim("b", "Competition", company="daimler", competitor="bmw", held_on="2019-06-05"),
    ) == [("a", "b")]


def test_supply_of_two_components_is_two_relationships():
    assert parts(
        claim("a", "Supply", supplier="bmw", customer="jlr", component="motor", held_on="2019-06-05"),
        claim("b", "Supply", supplier="bmw", customer="jlr", component="axle", held_on="2019-06-05"),
    ) == [("a",), ("b",)]


def supply(id, **columns):
    """A claim that `holder` supplies `acme` with cells."""
    return claim(id, "Supply", supplier="holder", customer="acme", component="battery-cell", **columns)


def test_supply_without_a_product_gives_the_supply_for_one_no_other_days():
    model = supply("b", vehicle="model-3", held_on="2020-01-01")
    assert parts(supply("a", start="2009", source="x"), model) == [("a",), ("b",)]
    assert parts(supply("a", held_on="2020-01-01", source="x"), model) == [("a", "b")]
    assert parts(supply("a", source="x"), model) == [("a", "b")]


def test_supply_without_a_deal_joins_the_only_one_that_names_a_deal():
    assert parts(supply("a", end="[..2025-11]", source="x"), supply("b", deal="pact")) == [("a", "b")]


def test_two_starts_of_one_source_are_two_spells():
    two = (post("a", start="1990", source="x"), post("b", start="2013", source="x"))
    assert parts(*two) == [("a",), ("b",)]
    assert parts(two[0], post("b", start="2013", source="y")) == [("a", "b")]


def test_value_is_compared_with_the_first_that_a_spell_gives():
    claims = (
        stake("a", start="2016-03", source="x", relationship="s"),
        stake("b", "60", held_on="2016-03-11", source="y", relationship="s"),
        stake("c", "90", held_on="2024-12-01", source="z"),
    )
    assert parts(*claims) == [("a", "b"), ("c",)]


def test_posts_with_one_vague_code_are_told_apart_by_their_titles():
    assert parts(
        post("a", function="region-head", title="COO North America", held_on="2019-06-05"),
        post("b", function="region-head", title="COO South America", held_on="2019-06-05"),
    ) == [("a",), ("b",)]


def test_longer_wording_of_a_title_is_the_same_post():
    assert parts(
        post("a", function="region-head", title="CEO North America", held_on="2019-06-05"),
        post("b", function="region-head", title="president and CEO of North America", held_on="2019-06-05"),
    ) == [("a", "b")]


def test_short_title_ties_no_two_posts():
    found = parts(
        post("a", function="region-head", title="COO North America", held_on="2019-06-05"),
        post("b", function="region-head", title="COO", held_on="2019-06-05"),
        post("c", function="region-head", title="COO South America", held_on="2019-06-05"),
    )
    assert ("a",) in found and ("c",) in found


def test_row_that_names_a_relationship_joins_what_grouping_would_keep_apart():
    assert parts(
        post("a", start="2000-01-01", end="2005-06-30", relationship="career"),
        post("b", start="2010-01-01", relationship="career"),
    ) == [("a", "b")]


def test_row_that_names_a_relationship_parts_what_grouping_would_join():
    claims = [
        post("a", held_on="2019-06-05", relationship="first"),
        post("b", held_on="2019-06-05", relationship="other"),
    ]
    assert parts(*claims) == [("a",), ("b",)]


def test_named_relationship_gives_its_id():
    found = group(dataset(post("a", held_on="2019-06-05", relationship="career"), post("b", held_on="2019-06-06")))
    assert list(found) == ["career"]
    assert found["career"].reasons == {"a": "its row names the relationship", "b": "is from the time of the spell"}


def test_row_can_name_the_relationship_by_a_claim_of_it():
    found = group(
        dataset(post("a", start="2000-01-01", end="2005-06-30"), post("b", held_on="2019-01-01", relationship="a"))
    )
    assert [one.claims for one in found.values()] == [("a", "b")]


def test_relationship_is_otherwise_called_after_its_smallest_claim():
    assert list(group(dataset(post("b", held_on="2019-06-05"), post("a", held_on="2019-06-06")))) == ["a"]


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ([post("a", start="2000-01-01", end="2005-06-30"), post("b", start="2010-01-01")], "begins after an end"),
        ([stake("a", "10", held_on="2010-01-01"), stake("b", "25", held_on="2015-01-01")], "another value"),
        ([post("a", start="2000-01-01", end="2005-06-30"), post("b", held_on="2010-01-01")], "is from after an end"),
    ],
)
def test_reason_for_keeping_claims_apart_is_kept(claims, reason):
    assert reason in group(dataset(*claims))["b"].apart


def test_every_claim_of_a_group_has_a_reason():
    found = group(dataset(post("a", start="2010-01-01"), post("b", held_on="2019-06-05"), post("c")))
    assert set(found["a"].reasons) == {"a", "b", "c"}
    assert all(found["a"].reasons.values())


@given(datasets())
def test_every_claim_is_in_exactly_one_group(data):
    ids = [id for one in group(data).values() for id in one.claims]
    assert sorted(ids) == sorted(data.claims)


@given(datasets())
def test_groups_never_mix_kinds_or_ends(data):
    for one in group(data).values():
        claims = [data.claims[id] for id in one.claims]
        assert len({key_of(data.vocabulary.relations[claim.kind], claim) for claim in claims}) == 1


@given(datasets(("Employment", "Ownership", "DealStatus"), most=16), st.randoms(use_true_random=False))
def test_grouping_does_not_depend_on_the_order_of_rows(data, shuffler: random.Random):
    claims = list(data.claims.items())
    shuffler.shuffle(claims)
    other = Dataset(data.vocabulary, data.entities, data.sources, dict(claims))
    assert group(other) == group(data)


@given(datasets(("Employment", "Ownership", "DealStatus"), most=16), recent_days.map(date.fromisoformat))
def test_grouping_does_not_depend_on_known_at(data, day):
    claims = list(data.claims.values())
    sources = list(data.sources.values())
    everything = {id: one.id for one in resolved(*claims, sources=sources).values() for id in one.claims}
    known = {id: one.id for one in resolved(*claims, sources=sources, known_at=day).values() for id in one.claims}
    assert known.items() <= everything.items()
    assert set(known) == {one.id for one in claims if data.sources[one.source].is_known_at(day)}


def test_source_published_later_still_decides_what_is_one():
    claims = [
        post("a", start="2000-01-01", end="2005-06-30", source="early"),
        post("b", held_on="2012-01-01", source="early"),
        post("c", start="2010-01-01", source="late"),
    ]
    sources = [source("early", "2012-06-01"), source("late", "2019-06-01")]
    assert set(resolved(*claims, sources=sources, known_at=date(2013, 1, 1))) == {"a", "b"}
