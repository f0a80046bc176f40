"""Who holds all of something leaves nothing to others."""

from datetime import date

import pytest

from .builders import resolved, stake

ALL = (stake("all", "100", "fiat", start="2014-01-21", held_on="2016-06-05"),)


def test_stake_known_only_before_was_over_when_another_owner_had_all():
    found = resolved(*ALL, stake("a", "9.2", "treasury", held_on="2010-12-31"))["a"]
    assert (found.possible_until, found.closed_by, found.closed_as) == (date(2014, 1, 21), "all", "successor")


def test_stake_known_only_afterwards_had_not_begun_while_another_owner_had_all():
    found = resolved(*ALL, stake("a", "3", "fund", held_on="2019-06-05"))["a"]
    assert (found.possible_from, found.closed_by) == (date(2016, 6, 5), "")


def test_known_end_stays_an_end_that_a_source_gives():
    found = resolved(*ALL, stake("a", "9.2", "treasury", held_on="2010-12-31", end="[2011..2015]"))["a"]
    assert (found.possible_until, found.closed_by) == (date(2014, 1, 21), "")


@pytest.mark.parametrize(
    "columns",
    [
        {"held_on": "2015-01-01"},
        {"held_on": "2010-12-31", "held": "indirect"},
        {"held_on": "2010-12-31", "share_percent": ""},
        {},
    ],
    ids=["of that time", "indirect", "without share", "undated"],
)
def test_other_stakes_are_left_alone(columns):
    alone = resolved(stake("a", **{"share_percent": "9.2", "owner": "treasury", **columns}))["a"]
    found = resolved(*ALL, stake("a", **{"share_percent": "9.2", "owner": "treasury", **columns}))["a"]
    assert found == alone


def test_all_of_the_votes_excludes_other_votes_and_nothing_else():
    votes = stake("all", "100", "fiat", share_of="votes", start="2014-01-21", held_on="2016-06-05")
    others = (
        stake("v", "9", "fund", share_of="votes", held_on="2010-12-31"),
        stake("c", "9", "bank", share_of="capital", held_on="2010-12-31"),
    )
    found = resolved(votes, *others)
    assert (found["v"].closed_by, found["c"].closed_by) == ("all", "")


def test_less_than_all_excludes_nothing():
    most = stake("all", "99", "fiat", start="2014-01-21", held_on="2016-06-05")
    assert resolved(most, stake("a", "9.2", "treasury", held_on="2010-12-31"))["a"].closed_by == ""


def test_stake_that_was_known_to_end_in_that_time_is_left_alone():
    stated = resolved(
        stake("all", "100", "fiat", start="2015", held_on="2017-06-01"),
        stake("a", "9", "fund", start="2010", end="2019"),
    )["a"]
    assert (stated.possible_until, stated.certain_until) == (date(2019, 12, 31), date(2019, 1, 1))


def test_plan_for_a_stake_is_not_over_with_another_owner():
    plan = stake("a", "9", "fund", start="2010", modality="planned")
    assert resolved(*ALL, plan)["a"].closed_by == ""


@pytest.mark.parametrize("weak", [{"modality": "planned"}, {"modality": "reported"}, {"stance": "denies"}], ids=str)
def test_only_a_fact_leaves_nothing_to_others(weak):
    whole = stake("all", "100", "fiat", start="2014-01-21", held_on="2016-06-05", **weak)
    assert resolved(whole, stake("a", "9.2", "treasury", held_on="2010-12-31"))["a"].closed_by == ""
