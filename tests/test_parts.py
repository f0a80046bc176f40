"""What is said of the whole bounds its parts."""

from datetime import date

import pytest

from .builders import claim, post, resolved


def supply(id, **columns):
    """A claim that `holder` supplies `acme`."""
    return claim(id, "Supply", supplier="holder", customer="acme", **columns)


def test_post_began_no_earlier_than_the_time_at_the_company():
    found = resolved(post("w", function="unspecified", start="1993"), post("a", function="plant-head", held_on="2019"))
    assert found["a"].possible_from == date(1993, 1, 1)


def test_supply_for_one_product_lies_within_what_is_said_of_the_supply():
    whole = supply("w", component="battery-cell", start="2009", end="2014-10")
    found = resolved(whole, supply("a", component="battery-cell", vehicle="model-3"))["a"]
    assert (found.possible_from, found.possible_until) == (date(2009, 1, 1), date(2014, 10, 31))
    assert (found.closed_by, found.closed_as) == ("w", "whole")


@pytest.mark.parametrize(
    "other",
    [
        post("o", function="engineer", held_on="1990"),
        post("o", function="engineer", start="1990", end="1991"),
    ],
)
def test_who_was_there_before_can_have_had_the_post_then(other):
    found = resolved(
        post("w", function="unspecified", start="1993"), post("a", function="plant-head", held_on="2019"), other
    )
    assert found["a"].possible_from == date.min


@pytest.mark.parametrize("function", ["founder", "adviser", "chair", "vice-chair"])
def test_what_is_no_part_of_the_time_at_a_company_is_left_alone(function):
    whole = post("w", function="unspecified", start="1993", end="2001")
    found = resolved(whole, post("a", function=function, held_on="1995"))["a"]
    assert (found.possible_from, found.closed_by) == (date.min, "")


def test_start_that_a_source_gives_stands():
    found = resolved(
        post("w", function="unspecified", start="1993"), post("a", function="plant-head", start="[..2019]")
    )
    assert found["a"].possible_from == date.min


@pytest.mark.parametrize("weak", [{"modality": "planned"}, {"modality": "reported"}, {"stance": "denies"}], ids=str)
def test_only_a_fact_bounds_its_parts(weak):
    whole = post("w", function="unspecified", start="1993", end="2001", **weak)
    found = resolved(whole, post("a", function="plant-head", held_on="1995"))["a"]
    assert (found.possible_from, found.closed_by) == (date.min, "")


def test_what_leaves_nothing_open_is_no_whole():
    whole = supply("w", component="battery-cell", vehicle="model-s", start="2009", end="2014-10")
    found = resolved(whole, supply("a", component="battery-cell", vehicle="model-3"))["a"]
    assert (found.possible_from, found.closed_by) == (date.min, "")


def test_source_that_saw_somebody_in_a_post_after_leaving_is_not_overruled():
    left = post("w", function="unspecified", end="2001")
    for weak in ({"modality": "reported"}, {}):
        found = resolved(left, post("a", function="plant-head", held_on="2005-06-01", **weak))["a"]
        assert found.closed_by == ""


def test_vague_evidence_that_can_lie_after_the_end_leaves_it_open():
    found = resolved(
        supply("w", component="motor", end="[..2014-10]"),
        supply("a", component="motor", vehicle="b-class", held_on="2014-10~"),
    )
    assert found["a"].closed_by == ""


def test_latest_departure_that_sources_give_is_the_one_that_counts():
    left = [
        post("w", function="unspecified", end="2001-01-01"),
        post("x", function="unspecified", end="2003-01-01", source="other"),
    ]
    assert resolved(*left, post("a", function="plant-head", held_on="1999"))["a"].possible_until == date(2003, 1, 1)


def test_post_that_ended_before_the_start_that_is_known_of_the_whole_keeps_its_days():
    found = resolved(post("w", function="unspecified", start="1993"), post("a", function="plant-head", end="1992"))["a"]
    assert (found.possible_from, found.possible_until) == (date.min, date(1992, 12, 31))


def test_seat_on_a_supervisory_board_is_no_part_of_the_time_at_a_company():
    left = post("w", function="unspecified", end="2010")
    found = resolved(left, post("a", function="board-member", board="supervisory", held_on="2009"))["a"]
    assert found.closed_by == ""
    assert resolved(left, post("a", function="board-member", board="management", held_on="2009"))["a"].closed_by == "w"
