from collections.abc import Mapping

import pytest

from graph.building.plausibility import oddities
from graph.building.problems import Problem
from graph.editions import relationships_of
from graph.records import Claim

from .builders import claim, dataset, life, post, stake, status


def found(*claims: Claim, kinds: Mapping[str, str] | None = None) -> list[Problem]:
    data = dataset(*claims, kinds=kinds)
    return oddities(data, relationships_of(data))


def rules(*claims: Claim, kinds: Mapping[str, str] | None = None) -> list[str]:
    return [one.rule for one in found(*claims, kinds=kinds)]


def owned(id: str, owner: str, **columns: str) -> Claim:
    return claim(id, "BrandOwnership", brand="mark", owner=owner, **columns)


def test_nothing_is_odd_about_nothing() -> None:
    assert rules() == []


# ---------------------------------------------------------------- one at a time


def test_two_chief_executives_at_once_are_odd() -> None:
    (problem,) = found(
        post("c1", "ada", start="2010-01-01", end="2015-12-31"), post("c2", "bea", start="2014-01-01", end="2018-12-31")
    )
    assert (problem.rule, problem.subject, problem.severity) == ("two-at-once", "c1 c2", "warning")
    assert "ada and bea both hold it from 2014-01-01 to 2015-12-31" in problem.message


def test_two_legal_names_at_once_are_odd() -> None:
    (problem,) = found(
        claim("n1", "Name", entity="acme", name="Acme AG", type="legal", start="2010-01-01"),
        claim("n2", "Name", entity="acme", name="Acme SE", type="legal", start="2010"),
    )
    assert (problem.rule, problem.subject) == ("two-at-once", "n1 n2")
    assert "Acme AG and Acme SE both hold it" in problem.message


@pytest.mark.parametrize("start", ["2015-12-31", "2016-01-01", "2017-01-01"])
def test_handover_on_a_day_is_not(start: str) -> None:
    assert rules(post("c1", "ada", start="2010-01-01", end="2015-12-31"), post("c2", "bea", start=start)) == []


def test_overlap_that_only_may_be_is_not() -> None:
    assert rules(post("c1", "ada", start="2010", end="2015"), post("c2", "bea", start="2015", end="2018")) == []


@pytest.mark.parametrize("function", ["engineer", "board-member"])
def test_posts_of_which_there_are_several_are_not(function: str) -> None:
    posts = [post(f"c{number}", f"p{number}", function, start="2010-01-01", end="2015-12-31") for number in range(2)]
    assert rules(*posts) == []


def test_plan_is_no_second_holder() -> None:
    assert rules(
        post("c1", "ada", start="2010-01-01", end="2015-12-31"),
        post("c2", "bea", start="2014-01-01", end="2018-12-31", modality="planned"),
    ) == []  # fmt: skip


# ---------------------------------------------------------------- the whole


def test_stakes_of_more_than_the_whole_are_odd() -> None:
    (problem,) = found(*(stake(f"s{n}", "60", owner=f"o{n}", start="2010-01-01", end="2015-12-31") for n in range(2)))
    assert (problem.rule, problem.subject) == ("above-whole", "acme")
    assert "add up to 120 % on 2010-01-01 (o0 60, o1 60)" in problem.message


@pytest.mark.parametrize(
    "second",
    [
        {"share_percent": "40"},
        {"share_percent": "40.4"},
        {"share_percent": "60", "start": "2016-01-01"},
        {"share_percent": "60", "start": "2015-12-31"},
        {"share_percent": "60", "held": "indirect"},
        {"share_percent": "60", "share_of": "votes"},
        {"share_percent": "60", "owner": "o0", "source": "wire"},
        {"share_percent": "60", "modality": "planned"},
    ],
)
def test_stakes_of_the_whole_or_at_other_times_or_of_another_sort_are_not(second: dict[str, str]) -> None:
    times = {"start": "2010-01-01", "end": "2015-12-31"}
    if "start" in second:
        times = {}
    other = {"owner": "o1", **times, **second}
    share = other.pop("share_percent")
    assert "above-whole" not in rules(
        stake("s1", "60", owner="o0", start="2010-01-01", end="2015-12-31"), stake("s2", share, **other)
    )


# ---------------------------------------------------------------- owners


def test_brand_of_nobody_is_odd() -> None:
    (problem,) = found(claim("n1", "Name", entity="mark", name="M", type="short"), kinds={"mark": "Brand"})
    assert (problem.rule, problem.subject) == ("no-owner", "mark")


def test_days_on_which_a_brand_belongs_to_nobody_are_odd() -> None:
    (problem,) = found(
        owned("b1", "ford", start="1990-01-01", end="2008-06-01"), owned("b2", "tata", start="2010-01-01")
    )
    assert (problem.rule, problem.message) == ("owner-gap", "mark belongs to nobody from 2008-06-02 to 2009-12-31")


@pytest.mark.parametrize("start", ["2008-06-01", "2008-06-02", "2008", ""])
def test_owners_who_may_follow_each_other_leave_no_gap(start: str) -> None:
    assert rules(owned("b1", "ford", start="1990-01-01", end="2008-06-01"), owned("b2", "tata", start=start)) == []


# ---------------------------------------------------------------- steps of a deal


def test_deal_that_is_completed_before_it_was_proposed_is_odd() -> None:
    (problem,) = found(status("d1", "completed", start="2018-01-01"), status("d2", "proposed", start="2019-01-01"))
    assert problem.rule == "order-of-steps"
    assert "pact is completed on 2018-01-01 before its first step on 2019-01-01" in problem.message


@pytest.mark.parametrize(
    ("first", "last"), [("2018-01-01", "2019-01-01"), ("2019-01-01", "2019-01-01"), ("2019-01-01", "2019")]
)
def test_deal_in_its_order_is_not(first: str, last: str) -> None:
    assert rules(status("d1", "proposed", start=first), status("d2", "completed", start=last)) == []


# ---------------------------------------------------------------- life


def test_post_before_the_birth_of_a_person_is_odd() -> None:
    (problem,) = found(
        claim("a1", "Attribute", entity="ada", property="born", value="1970"), post("c1", start="1960", end="1965"),
        kinds={"ada": "Person"},
    )  # fmt: skip
    assert (problem.rule, problem.subject) == ("before-birth", "ada c1")


def test_post_after_the_death_of_a_person_is_odd() -> None:
    (problem,) = found(
        claim("a1", "Attribute", entity="ada", property="died", value="2015-01-01"), post("c1", held_on="2018-01-01"),
        kinds={"ada": "Person"},
    )  # fmt: skip
    assert (problem.rule, problem.subject) == ("after-death", "ada c1")


def test_stake_in_a_company_that_is_not_yet_founded_is_odd() -> None:
    assert rules(life("l1", "acme", start="2000"), stake("s1", "5", start="1990", end="1995")) == ["before-birth"]


def test_stake_in_the_life_of_both_ends_is_not() -> None:
    assert rules(life("l1", "acme", start="2000", end="2020"), stake("s1", "5", start="2000", end="2020")) == []
