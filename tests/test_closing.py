from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.building.windows import certainty_on, ended_on
from graph.dates import FOREVER

from .builders import claim, life, post, price, resolved, stake, status
from .oracles import DAYS, shown, worlds_apart
from .strategies import bounded, claims_of, day_of, life_claim, spells, successions


def on(day: str, id: str, *claims: object) -> tuple[str, str]:
    """Whether the relationship with an id holds on a day, and why."""
    return certainty_on(resolved(*claims)[id], date.fromisoformat(day))  # type: ignore[arg-type]


HANDOVER = (
    post("a", "ada", start="2010-01-01", held_on="2015-01-01"),
    post("b", "bob", start="2018-03-01", held_on="2019-06-05"),
)


def test_successor_closes_the_post_and_the_answer_says_that_it_was_inferred():
    found = resolved(*HANDOVER)
    assert (found["a"].closed_by, found["a"].closed_as) == ("b", "successor")
    assert on("2018-03-02", "a", *HANDOVER) == ("no", "")
    answer, reason = on("2017-01-01", "a", *HANDOVER)
    assert answer == "possibly"
    assert reason == "last confirmed on 2015-01-01, closed by the successor by 2018-03-01 (inferred)"


def test_what_lasts_is_certain_no_longer_than_said_where_nobody_knows_when_the_next_began():
    claims = (status("a", "completed", start="2010-01-01"), status("b", "ended", held_on="2015-06-01"))
    assert on("2010-01-01", "a", *claims) == ("yes", "")
    assert on("2012-01-01", "a", *claims)[0] == "possibly"
    assert on("2015-06-02", "a", *claims)[0] == "no"


def test_undated_stake_is_closed_by_nobody_because_it_can_be_the_newest():
    votes = [
        stake(id, share, share_of="votes", held_on=f"{year}-01-01")
        for id, share, year in (("c", "30", 2015), ("d", "40", 2018))
    ]
    assert resolved(stake("a", "10", share_of="votes"), *votes)["a"].closed_by == ""


def test_same_stake_said_again_of_what_it_is_a_share_stood_until_then():
    claims = (stake("a", "100", start="2012-08-01"), stake("b", "100", share_of="votes", held_on="2022-09-19"))
    assert on("2015-06-01", "a", *claims) == ("yes", "")
    assert on("2015-06-01", "a", claims[0], stake("b", "75", share_of="votes", held_on="2022-09-19"))[0] == "possibly"


def test_offer_stands_until_a_raised_one_takes_its_place():
    offers = (price("a", "10", start="2019-03-05"), price("b", "12", start="2019-05-20"))
    assert on("2019-04-01", "a", *offers) == ("yes", "")
    assert on("2019-05-21", "a", *offers)[0] == "no"
    assert on("2019-04-01", "b", *offers)[0] == "no"
    assert on("2019-05-21", "b", *offers) == ("yes", "")


def test_nobody_knows_which_offer_stood_between_two_reports():
    offers = (price("a", "10", held_on="2019-03-05"), price("b", "12", held_on="2019-05-20"))
    assert {on("2019-04-01", id, *offers)[0] for id in "ab"} == {"possibly"}
    assert [on("2019-05-21", id, *offers)[0] for id in "ab"] == ["no", "yes"]


@pytest.mark.parametrize("column", ["value", "currency", "basis"])
def test_term_closes_no_other_sort_of_term(column):
    other = {"value": "for the brand", "currency": "EUR", "basis": "valuation"}[column]
    terms = (price("a", "10", start="2019-03-05"), price("b", "12", start="2019-05-20", **{column: other}))
    assert resolved(*terms)["a"].closed_by == ""


def test_day_of_change_shows_both_holders():
    claims = (post("a", "ada", start="2010-01-01", end="2018-03-01"), post("b", "bob", start="2018-03-01"))
    assert on("2018-03-01", "a", *claims) == ("yes", "")
    assert on("2018-03-01", "b", *claims) == ("yes", "")


def test_day_of_an_inferred_change_possibly_shows_the_old_holder():
    assert on("2018-03-01", "a", *HANDOVER)[0] == "possibly"
    assert on("2018-03-01", "b", *HANDOVER) == ("yes", "")


def test_vague_successor_closes_by_the_end_of_its_vagueness():
    claims = (HANDOVER[0], post("b", "bob", start="2018-03"))
    assert on("2018-03-31", "a", *claims)[0] == "possibly"
    assert on("2018-04-01", "a", *claims) == ("no", "")


def test_closed_post_counts_as_ended_by_inference():
    assert ended_on(resolved(*HANDOVER)["a"], date(2018, 3, 1)) == (
        "yes",
        "closed by the successor by 2018-03-01 (inferred)",
    )


def test_function_that_many_can_have_is_not_closed():
    claims = (
        post("a", "ada", "adviser", start="2010-01-01", held_on="2015-01-01"),
        post("b", "bob", "adviser", start="2018-03-01"),
    )
    assert resolved(*claims)["a"].closed_by == ""
    assert on("2018-04-01", "a", *claims) == ("possibly", "unconfirmed since 2015-01-01")


def test_same_function_at_another_company_closes_nothing():
    claims = (HANDOVER[0], post("b", "bob", organization="other", start="2018-03-01"))
    assert resolved(*claims)["a"].closed_by == ""


@pytest.mark.parametrize(
    "weak", [{"modality": "planned"}, {"modality": "reported"}, {"stance": "denies"}], ids=lambda one: str(one)
)
def test_only_a_fact_closes(weak):
    claims = (HANDOVER[0], post("b", "bob", start="2018-03-01", **weak))
    assert resolved(*claims)["a"].closed_by == ""


def test_stated_end_is_kept_where_a_successor_began_later():
    claims = (post("a", "ada", start="2010-01-01", end="2016-12-31"), HANDOVER[1])
    found = resolved(*claims)["a"]
    assert found.closed_by == ""
    assert found.possible_until == date(2016, 12, 31)


def test_day_on_which_a_source_says_so_is_never_taken_away_by_a_successor():
    claims = (*HANDOVER, post("c", "ada", held_on="2018-05-01"))
    assert on("2018-05-01", "a", *claims) == ("yes", "")


def test_chain_closes_each_by_the_next():
    claims = [post(f"c{year}", f"p{year}", start=f"{year}-01-01") for year in (2001, 2005, 2010)]
    found = resolved(*claims)
    assert [found[f"c{year}"].closed_by for year in (2001, 2005, 2010)] == ["c2005", "c2010", ""]


def test_interim_holder_is_closed_by_the_permanent_one():
    claims = (post("a", "ada", interim="yes", start="2018-01-01"), post("b", "bob", start="2018-06-01"))
    assert resolved(*claims)["a"].closed_by == "b"


def test_next_status_of_a_deal_ends_the_status_before():
    claims = (status("a", "talks", start="2019-05-01"), status("b", "agreed", start="2019-06-05"))
    assert on("2019-06-04", "a", *claims) == ("yes", "")
    assert on("2019-06-05", "a", *claims)[0] == "yes"
    assert on("2019-06-05", "b", *claims)[0] == "yes"
    assert on("2019-06-06", "a", *claims) == ("no", "")


def test_withdrawn_deal_stays_withdrawn():
    claims = (status("a", "proposed", start="2019-05-27"), status("b", "withdrawn", start="2019-06-05"))
    assert on("2025-01-01", "b", *claims) == ("yes", "")
    assert on("2025-01-01", "a", *claims) == ("no", "")


def test_status_with_a_start_leaves_no_earlier_one_on_the_day_after():
    claims = [
        status(f"s{number}", name, start=day)
        for number, (name, day) in enumerate(
            [("rumoured", "2019-01-10"), ("talks", "2019-02-10"), ("agreed", "2019-03-10"), ("completed", "2019-09-10")]
        )
    ]
    found = resolved(*claims)
    for day, expected in (
        ("2019-01-20", ["s0"]),
        ("2019-02-10", ["s0", "s1"]),
        ("2019-02-11", ["s1"]),
        ("2019-09-11", ["s3"]),
    ):
        asked = date.fromisoformat(day)
        assert [id for id in found if certainty_on(found[id], asked)[0] != "no"] == expected


def test_stake_that_grew_closes_the_stake_before():
    claims = (stake("a", "10", held_on="2015-01-01"), stake("b", "25", start="2018-01-01"))
    assert resolved(*claims)["a"].closed_by == "b"
    assert on("2018-01-02", "a", *claims) == ("no", "")


def test_stake_that_began_in_the_year_of_another_and_was_held_later_closes_it():
    found = resolved(stake("a", "11", held_on="2010-11-18"), stake("b", "3.5", start="2010", held_on="2012-12-10"))
    assert (found["a"].closed_by, found["a"].possible_until) == ("b", date(2010, 12, 31))
    assert not found["b"].closed_by


def test_last_stake_that_was_sold_closes_the_larger_one_before():
    found = resolved(stake("a", "3.5", held_on="2012-12-10"), stake("b", "2.1", end="2015"))
    assert (found["a"].closed_by, found["a"].possible_until) == ("b", date(2015, 12, 31))
    assert resolved(stake("a", "3.5", held_on="2012-12-10"), stake("b", "2.1", end="[..2015]"))["a"].closed_by == ""


def test_stakes_of_two_owners_close_nothing():
    claims = (stake("a", "10", held_on="2015-01-01"), stake("b", "25", owner="other", start="2018-01-01"))
    assert resolved(*claims)["a"].closed_by == ""


def test_brand_that_was_sold_no_longer_belongs_to_the_seller():
    claims = (
        claim("a", "BrandOwnership", brand="jaguar", owner="ford", start="1989-12-01"),
        claim("b", "BrandOwnership", brand="jaguar", owner="tata", start="2008-06-02"),
    )
    assert on("2008-06-03", "a", *claims) == ("no", "")
    assert on("2008-06-02", "b", *claims) == ("yes", "")


def test_stakes_in_a_merged_company_end_with_it():
    claims = (stake("a", "14", start="2014-01-01", held_on="2020-12-31"), life("l", "acme", end="2021-01-16"))
    assert on("2021-01-16", "a", *claims)[0] == "possibly"
    assert on("2021-01-17", "a", *claims) == ("no", "")
    found = resolved(*claims)["a"]
    assert (found.closed_by, found.closed_as) == ("l", "life")


def test_stakes_held_by_a_merged_company_end_with_it():
    claims = (stake("a", "14", start="2014-01-01", held_on="2020-12-31"), life("l", "holder", end="2021-01-16"))
    assert on("2021-01-17", "a", *claims) == ("no", "")


def test_merged_company_keeps_no_stake_in_the_latest_known_state():
    claims = (stake("a", "14", held_on="2020-12-31"), life("l", "acme", end="2021-01-16"))
    assert certainty_on(resolved(*claims)["a"], FOREVER) == ("no", "")


def test_nothing_holds_before_its_ends_exist():
    claims = (post("a", held_on="2019-06-05"), life("l", "acme", start="2008-06-02"))
    assert on("2008-06-01", "a", *claims) == ("no", "")
    assert on("2008-06-02", "a", *claims)[0] == "possibly"


def test_vague_life_bounds_by_its_outermost_days():
    claims = (post("a", held_on="2019-06-05"), life("l", "acme", start="2008", end="2021"))
    assert on("2008-01-01", "a", *claims)[0] == "possibly"
    assert on("2007-12-31", "a", *claims) == ("no", "")
    assert on("2021-12-31", "a", *claims)[0] == "possibly"
    assert on("2022-01-01", "a", *claims) == ("no", "")


def test_death_ends_what_a_person_held_and_birth_comes_before_it():
    born, died = (
        claim(property, "Attribute", entity="ada", property=property, value=value)
        for property, value in (("born", "1937-04-17"), ("died", "2019-08-25"))
    )
    claims = (post("a", function="technology-chief", held_on="1988"), stake("b", "50", "ada"), born, died)
    for id in ("a", "b"):
        assert on("2019-08-25", id, *claims)[0] == "possibly"
        assert on("2019-08-26", id, *claims) == ("no", "")
        assert on("1937-04-16", id, *claims) == ("no", "")
    found = resolved(*claims)
    assert (found["a"].closed_by, found["a"].closed_as) == ("died", "life")
    assert certainty_on(found["born"], FOREVER)[0] == "yes"


def test_day_on_which_a_source_says_so_is_never_taken_away_by_a_life():
    claims = (stake("a", "14", held_on="2021-02-01"), life("l", "acme", end="2021-01-16"))
    assert on("2021-02-01", "a", *claims) == ("yes", "")


def test_day_on_which_a_source_says_so_is_never_taken_away_by_a_founding():
    claims = (stake("a", "14", held_on="2008-01-01"), life("l", "acme", start="2008-06-02"))
    assert on("2008-01-01", "a", *claims) == ("yes", "")
    assert on("2007-12-31", "a", *claims) == ("no", "")


def test_stake_that_comes_from_a_deal_is_no_older_than_the_deal_unless_a_source_says_so():
    deal = [status("s", "talks", start="2022-03-01"), status("t", "completed", start="2022-05-16")]
    found = resolved(*deal, stake("a", "67.69", deal="pact", held_on="2022-06-01"))
    assert found["a"].possible_from == date(2022, 3, 1)
    found = resolved(*deal, stake("a", "67.69", deal="pact", start="[..2020]", held_on="2019-06-01"))
    assert found["a"].possible_from == date.min


def test_nothing_is_said_of_a_deal_before_its_first_status():
    claims = (
        claim("p", "DealParty", deal="pact", party="acme", role="partner"),
        status("s", "talks", start="2019-05-01"),
    )
    assert on("2019-04-30", "p", *claims) == ("no", "")
    assert on("2019-05-01", "p", *claims)[0] == "possibly"


def test_vague_and_exact_evidence_without_an_order_close_nothing():
    claims = (stake("a", "25", held_on="2019"), stake("b", "40", held_on="2019-06-05"))
    assert on("2019-03-01", "a", *claims)[0] == "possibly"
    assert on("2020-06-05", "b", *claims)[0] == "possibly"


def test_undated_holder_is_closed_by_none_but_the_newest():
    claims = (
        post("a", "ada"),
        post("b", "bob", start="2018-03-01", held_on="2018-06-01"),
        post("c", "cy", start="2019-03-01"),
    )
    assert on("2018-12-01", "a", *claims) == ("possibly", "no source gives a date")
    assert on("2019-03-02", "a", *claims) == ("no", "")


def test_former_holder_without_another_day_is_possible_until_that_day():
    claims = (post("a", "ada", end="[..2020-06-05]"), post("b", "bob", start="2018-03-01", held_on="2018-06-01"))
    assert on("2020-06-05", "a", *claims)[0] == "possibly"
    assert on("2020-06-06", "a", *claims) == ("no", "")


def test_plan_without_a_day_is_closed_by_nobody():
    claims = (post("a", "ada", modality="planned"), post("b", "bob", start="2018-03-01"))
    assert on("2020-01-01", "a", *claims)[0] == "possibly"


def test_nothing_closes_itself():
    claims = (post("a", "ada", held_on="1999"), post("b", "bob", start="1994", held_on="1996-04-29"))
    assert resolved(*claims)["a"].closed_by == ""


@pytest.mark.parametrize("ids", ["ab", "ba"])
@pytest.mark.parametrize("day", ["2000", "2000-03", "2000-03-17", "[..2000-06-30]"])
def test_stages_of_a_deal_without_an_order_in_time_follow_in_their_own(ids, day):
    agreed, completed = ids
    claims = (status(agreed, "agreed", start="2000-03-17"), status(completed, "completed", start=day))
    found = resolved(*claims)
    assert (found[agreed].closed_by, found[completed].closed_by) == (completed, "")
    assert on("2001-01-01", agreed, *claims) == ("no", "")
    assert on("2001-01-01", completed, *claims) == ("yes", "")


def test_stage_known_only_by_a_later_day_follows_one_of_years_before():
    claims = (status("a", "completed", start="2003"), status("b", "renewed", start="[..2016-01-15]"))
    assert resolved(*claims)["a"].closed_by == "b"


def test_stage_that_certainly_came_later_closes_one_that_is_declared_after_it():
    claims = (status("a", "completed", start="2000-03-17"), status("b", "talks", start="2005-03-17"))
    assert on("2005-04-01", "a", *claims) == ("no", "")


@pytest.mark.parametrize("ids", ["ab", "ba"])
def test_who_held_a_post_on_a_day_comes_before_who_began_on_it_whatever_their_ids(ids):
    claims = (post(ids[0], "ada", held_on="2018-03-01"), post(ids[1], "bob", start="2018-03-01", held_on="2019-01-01"))
    assert on("2018-06-01", ids[0], *claims) == ("no", "")
    assert on("2018-06-01", ids[1], *claims) == ("yes", "")


def test_two_who_began_on_one_day_close_neither():
    claims = (post("a", "ada", start="2018-03-01"), post("b", "bob", start="2018-03-01"))
    assert [one.closed_by for one in resolved(*claims).values()] == ["", ""]


def test_order_of_claims_does_not_matter_for_closing():
    assert resolved(*HANDOVER) == resolved(*reversed(HANDOVER))


def check_history(spells, claims, lives) -> None:
    found = resolved(*claims, *(life_claim(entity, one) for entity, one in lives.items()))
    ids = [one.id for one in spells]
    expected = shown(spells, lives)
    for day in DAYS:
        answers = {id: certainty_on(found[id], day_of(day))[0] for id in ids}
        assert {id: answer for id, answer in answers.items() if answer != "no"} == expected[day], day


def claims_in_turn(spells):
    return [one for number, spell in enumerate(spells) for one in claims_of(spell, f"p{number}", "chief-executive")]


@given(successions())
def test_successions_agree_with_trying_every_world(spells):
    check_history(spells, claims_in_turn(spells), {})


@given(bounded())
def test_lives_agree_with_trying_every_world(bounded):
    spell, one = bounded
    check_history([spell], claims_of(spell), {"acme": one})


@pytest.mark.slow
@settings(settings.get_profile("long"), max_examples=1000)
@given(successions(), bounded())
def test_histories_agree_with_trying_every_world_at_length(spells, bounded):
    spell, one = bounded
    check_history(spells, claims_in_turn(spells), {})
    check_history([spell], claims_of(spell), {"acme": one})


def check_rivals(one, other):
    """No world of two that exclude each other is ruled out, and no day is certain that one of them leaves open."""
    left = worlds_apart(one, other)
    assume(all(left) and not one.planned and not other.planned)
    found = resolved(*claims_of(one, "ada", "chief-executive"), *claims_of(other, "bob", "chief-executive"))
    for spell, tried in zip((one, other), left, strict=True):
        for day in DAYS:
            answer = certainty_on(found[spell.id], day_of(day))[0]
            holds = {first <= day <= last for first, last in tried}
            assert answer != "no" or True not in holds, (spell, day)
            assert answer != "yes" or False not in holds, (spell, day)


@given(spells("one"), spells("two"))
def test_rivals_in_any_order_rule_out_no_possible_world(one, other):
    check_rivals(one, other)


@pytest.mark.slow
@settings(settings.get_profile("long"), max_examples=1000)
@given(spells("one"), spells("two"))
def test_rivals_in_any_order_rule_out_no_possible_world_at_length(one, other):
    check_rivals(one, other)


@given(successions(), st.integers(1, 28))
def test_no_post_has_two_certain_holders_on_a_day_that_is_no_handover(spells, day):
    found = resolved(*claims_in_turn(spells))
    sure = [one for one in found.values() if certainty_on(one, day_of(day))[0] == "yes"]
    starts = {one.certain_from for one in sure}
    assert len(sure) <= 1 or day_of(day) in starts


def test_withdrawal_on_the_day_of_a_pause_is_what_stands_afterwards():
    found = resolved(
        status("z-paused", "paused", start="2019-06-05"),
        status("a-withdrawn", "withdrawn", start="2019-06-05"),
        status("b-proposed", "proposed", start="2019-05-27"),
    )
    assert found["z-paused"].closed_by == "a-withdrawn"
    assert found["a-withdrawn"].closed_by == ""


def test_successor_closes_a_former_holder_of_whom_only_that_is_known():
    found = resolved(
        post("a-then", "ann", held_on="2010-03-01"),
        post("b-former", "ann", end="[..2025-08-05]"),
        post("c-next", "bob", start="2014-01-01"),
    )
    assert found["a-then"].closed_by == "c-next"
    assert certainty_on(found["a-then"], date(2020, 7, 1)) == ("no", "")


def test_who_left_a_company_left_every_post_there():
    left = post("l", function="unspecified", end="2024-01")
    claims = (post("a", function="engineering-head", held_on="2023-04-26"), left)
    found = resolved(*claims)["a"]
    assert (found.closed_by, found.closed_as, found.possible_until) == ("l", "whole", date(2024, 1, 31))
    assert on("2024-02-01", "a", *claims) == ("no", "")
    assert on("2023-12-31", "a", *claims)[0] == "possibly"


@pytest.mark.parametrize(
    "other",
    [
        post("b", function="adviser", held_on="2024-06-05"),
        post("b", function="adviser", start="2024-03"),
        post("l", function="unspecified", end="2024-01", modality="planned"),
        post("l", "eve", function="unspecified", end="2024-01"),
        post("l", function="unspecified", end="2024-01", organization="beta"),
    ],
    ids=["seen later", "began later", "planned", "somebody else", "somewhere else"],
)
def test_post_goes_on_where_nobody_says_that_the_person_left_for_good(other):
    left = () if other.id == "l" else (post("l", function="unspecified", end="2024-01"),)
    found = resolved(post("a", function="engineering-head", held_on="2023-04-26"), other, *left)
    assert found["a"].closed_by == ""


def test_successor_closes_an_end_that_is_only_planned():
    found = resolved(
        post("a-then", "ann", start="2010-03-01"),
        post("b-plan", "ann", end="2013-12-31", modality="planned"),
        post("c-next", "bob", start="2014-01-01"),
    )
    assert certainty_on(found["a-then"], date(2014, 7, 1)) == ("no", "")


def test_subsidiary_takes_no_brand_from_its_owner():
    def brand(id, owner, **columns):
        return claim(id, "BrandOwnership", brand="jaguar", owner=owner, **columns)

    claims = (brand("a", "tata", held_on="2008-06-02"), brand("b", "jlr", held_on="2023-04-19"))
    assert resolved(*claims)["a"].closed_by == "b"
    controlled = claim("c", "Ownership", owner="tata", asset="jlr", share_percent="100", held_on="2019")
    assert resolved(*claims, controlled)["a"].closed_by == ""
