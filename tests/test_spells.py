import pytest

from graph.building.spells import Spell, fits, spells_of

from .builders import VOCABULARY, post, stake, status

EMPLOYMENT, OWNERSHIP, STATUS = (VOCABULARY.relations[name] for name in ("Employment", "Ownership", "DealStatus"))


def cut(kind, *claims):
    """The spells that claims are cut into, as ids."""
    return sorted(sorted(claim.id for claim in spell.claims) for spell in spells_of(kind, claims))


def test_start_opens_a_spell_and_end_closes_it():
    assert cut(EMPLOYMENT, post("a", start="2010-01-01"), post("b", end="2015-06-30")) == [["a", "b"]]


def test_start_on_the_day_of_the_end_opens_another_spell():
    assert cut(EMPLOYMENT, post("a", start="2010-01-01", end="2015-06-30"), post("b", start="2015-06-30")) == [
        ["a"],
        ["b"],
    ]


def test_days_on_which_it_was_so_belong_to_the_open_spell():
    claims = [post("a", start="2010-01-01"), post("b", held_on="2012-01-01"), post("c", held_on="2019-01-01")]
    assert cut(EMPLOYMENT, *claims) == [["a", "b", "c"]]


def test_three_terms_in_office_are_three_spells():
    claims = [post(f"c{year}", start=f"{year}-01-01", end=f"{year + 2}-12-31") for year in (2000, 2005, 2010)]
    assert cut(EMPLOYMENT, *claims) == [["c2000"], ["c2005"], ["c2010"]]


def test_two_reports_of_one_beginning_within_a_month_are_one_spell():
    assert cut(EMPLOYMENT, post("a", start="2010-01-01"), post("b", start="2010-02-01")) == [["a", "b"]]


def test_year_and_day_of_one_beginning_are_one_spell():
    assert cut(EMPLOYMENT, post("a", start="2010"), post("b", start="2010-06-15")) == [["a", "b"]]


def test_other_start_without_an_end_between_is_a_dispute_and_no_second_spell():
    assert cut(EMPLOYMENT, post("a", start="2008-01-01"), post("b", start="2010-06-15", source="other")) == [["a", "b"]]


def test_day_long_before_the_start_is_not_of_the_spell():
    assert cut(EMPLOYMENT, post("a", held_on="2005-01-01"), post("b", start="2010-01-01")) == [["a"], ["b"]]


def test_vague_end_that_can_lie_before_a_start_parts_the_spells():
    assert cut(EMPLOYMENT, post("a", start="2005-01-01", end="2010"), post("b", start="2010-06-01")) == [["a"], ["b"]]


def test_plan_joins_what_came_of_it():
    claims = [post("a", start="2019-03-01", modality="planned"), post("b", start="2019-04-15")]
    assert cut(EMPLOYMENT, *claims) == [["a", "b"]]


def test_plan_does_not_join_what_began_many_years_later():
    claims = [post("a", start="2010-03-01", modality="planned"), post("b", start="2019-04-15")]
    assert cut(EMPLOYMENT, *claims) == [["a"], ["b"]]


def test_planned_end_does_not_part_a_spell():
    claims = [
        post("a", start="2010-01-01"),
        post("b", end="2015-06-30", modality="planned"),
        post("c", held_on="2017-01-01"),
    ]
    assert cut(EMPLOYMENT, *claims) == [["a", "b", "c"]]


def test_denial_joins_what_it_denies():
    assert cut(EMPLOYMENT, post("a", held_on="2019-06-05"), post("b", held_on="2019-06-06", stance="denies")) == [
        ["a", "b"]
    ]


def test_denial_of_another_time_stands_alone():
    claims = [post("a", start="2000-01-01", end="2005-06-30"), post("b", held_on="2019-06-06", stance="denies")]
    assert cut(EMPLOYMENT, *claims) == [["a"], ["b"]]


def test_denial_never_opens_or_closes_a_spell_for_others():
    claims = [
        post("a", start="2010-01-01"),
        post("b", end="2015-06-30", stance="denies"),
        post("c", held_on="2017-01-01"),
    ]
    assert cut(EMPLOYMENT, *claims) == [["a", "b", "c"]]


def test_undated_claim_joins_one_spell_but_never_one_of_two():
    assert cut(EMPLOYMENT, post("a", start="2010-01-01"), post("z")) == [["a", "z"]]
    two = [post("a", start="2000-01-01", end="2005-06-30"), post("b", start="2010-01-01"), post("z")]
    assert cut(EMPLOYMENT, *two) == [["a"], ["b"], ["z"]]


def test_stake_of_the_same_size_after_a_sale_is_another_spell():
    claims = [
        stake("a", "10", start="2005-01-01"),
        stake("b", end="2010-12-31"),
        stake("c", "10", held_on="2015-01-01"),
    ]
    assert ["c"] in cut(OWNERSHIP, *claims)


def test_stake_that_returns_to_an_old_size_is_a_third_spell():
    claims = [
        stake("a", "10", held_on="2005-01-01"),
        stake("b", "25", held_on="2010-01-01"),
        stake("c", "10", held_on="2015-01-01"),
    ]
    assert cut(OWNERSHIP, *claims) == [["a"], ["b"], ["c"]]


def test_rounded_stake_is_of_the_same_spell():
    claims = [stake("a", "33.3", held_on="2005-01-01"), stake("b", "33.34", held_on="2010-01-01")]
    assert cut(OWNERSHIP, *claims) == [["a", "b"]]


def test_majority_is_of_the_spell_of_the_stake_of_the_same_time():
    claims = [
        stake("a", "75", start="2005-01-01", end="2012-01-01"),
        stake("b", share_min="50.01", held_on="2008-01-01"),
    ]
    assert cut(OWNERSHIP, *claims) == [["a", "b"]]


def test_majority_is_not_a_minority_stake():
    claims = [
        stake("a", "25", start="2005-01-01", end="2012-01-01"),
        stake("b", share_min="50.01", held_on="2013-01-01"),
    ]
    assert cut(OWNERSHIP, *claims) == [["a"], ["b"]]


@pytest.mark.parametrize(("second", "spells"), [("2019-06-02", 1), ("2019-06-04", 1), ("2019-06-10", 2)])
def test_events_of_a_deal_are_one_only_within_a_few_days(second, spells):
    assert len(cut(STATUS, status("a", "agreed", start="2019-06-01"), status("b", "agreed", start=second))) == spells


def test_fits_says_whether_a_claim_could_belong_to_a_spell():
    spell = Spell(EMPLOYMENT)
    spell.add(post("a", start="2010-01-01", end="2015-06-30"), "the first of its spell")
    assert fits(post("b", held_on="2012-01-01"), spell)
    assert not fits(post("b", held_on="2019-01-01"), spell)


def test_seeds_take_claims_that_belong_to_them():
    seed = Spell(EMPLOYMENT, stated="career")
    seed.add(post("a", start="2010-01-01"), "its row names the relationship")
    found = spells_of(EMPLOYMENT, [post("b", held_on="2012-01-01")], [seed])
    assert found == [seed]
    assert [claim.id for claim in seed.claims] == ["a", "b"]


def test_former_joins_the_spell_that_was_over_by_then():
    claims = [post("a", start="1994", end="2000-03-17"), post("b", end="[..2019-06-05]")]
    assert cut(EMPLOYMENT, *claims) == [["a", "b"]]


def test_former_joins_the_latest_of_two_spells_that_had_begun():
    claims = [
        post("a", start="1994", end="1996"),
        post("b", start="2001", end="2003"),
        post("c", start="2010"),
        post("d", end="[..2005]"),
    ]
    assert cut(EMPLOYMENT, *claims) == [["a"], ["b", "d"], ["c"]]


def test_former_never_ends_what_still_was_so_later():
    claims = [post("a", held_on="2015-01-01"), post("b", held_on="2020-01-01"), post("c", end="[..2018]")]
    assert cut(EMPLOYMENT, *claims) == [["a", "b"], ["c"]]


def test_spell_near_the_first_day_of_the_calendar_is_no_error():
    assert cut(EMPLOYMENT, post("a", end="0001-01-05"), post("b", held_on="2020-01-01")) == [["a"], ["b"]]


def test_date_without_an_earliest_day_does_not_leave_the_calendar():
    assert len(cut(EMPLOYMENT, post("a", start="[..2010]"), post("b", held_on="2019"))) >= 1
