"""Known stakes in one thing that add up to more than the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.dates import FOREVER
from graph.records import Entity, Relationship
from graph.view import Scene
from graph.view.picture import draw_svg
from graph.view.poster import poster
from graph.view.surplus import find_surpluses

from .samples import day, relationship, scene

OWNERS = [Entity(id, "Company", id.capitalize()) for id in ("one", "two", "works")]


def stake(owner: str, share: str, start: str, end: str = "", so: str = "2019-06-05", **values: str) -> Relationship:
    return relationship(
        f"{owner}-{start}", "Ownership", {"owner": owner, "asset": "works", "share_percent": share, **values},
        start, end, so,
    )  # fmt: skip


def found(*stakes: Relationship) -> list[tuple[str, str, float, float]]:
    made = find_surpluses(scene(OWNERS, stakes))
    return [(str(one.first), str(one.last), one.total, one.certain) for one in made.get("works", ())]


def test_certain_stakes_of_more_than_the_whole_are_a_contradiction_on_just_those_days() -> None:
    several = [stake("one", "60", "2010-01-01", "2012-12-31", ""), stake("two", "60", "2011-01-01", "2015-12-31", "")]
    assert found(*several) == [("2011-01-01", "2012-12-31", 120.0, 120.0)]
    note = find_surpluses(scene(OWNERS, several))["works"][0].note
    assert note == "Known stakes in it add up to 120 %: sources contradict each other."


def test_handing_over_on_a_day_or_within_a_year_is_no_surplus() -> None:
    assert found(stake("one", "100", "2010", "2012-06-30", ""), stake("two", "100", "2012-06-30", "2013", "")) == []
    assert found(stake("one", "100", "2010", "2012", ""), stake("two", "100", "2012", "2013", "")) == []


@pytest.mark.parametrize("values", [{"held": "indirect"}, {"share_of": "votes"}])
def test_indirect_stakes_and_those_of_another_sort_are_not_added(values: dict[str, str]) -> None:
    assert found(stake("one", "60", "2010"), stake("two", "60", "2010", **values)) == []


def test_larger_stake_of_the_same_owner_is_not_added_to_the_smaller() -> None:
    assert found(stake("one", "60", "2010"), stake("one", "70", "2011")) == []


def test_stakes_that_only_possibly_still_hold_are_named_as_such() -> None:
    made = scene(OWNERS, [stake("one", "60", "2010", "", ""), stake("two", "60", "2012", "", "2019-06-05")])
    several = find_surpluses(made)["works"]
    assert any("60 % of which only possibly hold" in one.note for one in several)
    assert several[-1].first == FOREVER and "each as last known" in several[-1].note


def test_poster_names_what_has_a_surplus_on_its_day() -> None:
    several = [stake("one", "60", "2010"), stake("two", "60", "2010")]

    def drawn(on: str) -> str:
        made: Scene = replace(scene(OWNERS, several, day=day(on)), title="Who owns whom")
        return draw_svg(*poster(made))

    assert "add up to more than 100 %" in drawn("2015-01-01") and "Works (120 %)" in drawn("2015-01-01")
    assert "add up to more than 100 %" not in drawn("2010-06-01")
