"""What the latest known state only possibly is."""

from datetime import date

import pytest

from graph.building.staleness import newest_source
from graph.building.windows import certainty_on
from graph.dates import FOREVER

from .builders import claim, life, only, post, resolved, source, stake, status

PAPER = source("paper", "2019-06-05")
"""The newest source, which says everything here."""


def latest(*claims):
    """Whether the one relationship of some claims is in the latest known state, and why."""
    return certainty_on(only(resolved(*claims, sources=[PAPER])), FOREVER)


def test_confirmed_within_five_years_of_the_newest_source_it_still_holds():
    assert latest(post("a", held_on="2014-06-10")) == ("yes", "last confirmed on 2014-06-10")


def test_unconfirmed_for_five_years_it_only_possibly_holds():
    assert latest(post("a", held_on="2014-06-05")) == ("possibly", "last confirmed on 2014-06-05")
    assert latest(post("a", start="2010")) == ("possibly", "not confirmed since its start (2010)")


def test_year_of_the_latest_evidence_is_told_as_a_year():
    assert latest(post("a", held_on="2015")) == ("yes", "last confirmed in 2015")


def test_without_any_day_it_only_possibly_holds():
    assert latest(post("a")) == ("possibly", "no source gives a date")


def test_passed_day_of_a_planned_end_leaves_it_possible():
    to_end = post("a", end="2019-05-01", held_on="2019-03-01", modality="planned")
    assert latest(post("b", held_on="2019-03-01"), to_end)[0] == "possibly"


def test_planned_end_that_is_to_come_leaves_it_certain():
    to_end = post("a", end="2019-12-31", held_on="2019-03-01", modality="planned")
    assert latest(post("b", held_on="2019-03-01"), to_end) == (
        "yes",
        "expected to end no earlier than 2019-12-31; last confirmed on 2019-03-01",
    )


def test_confirmed_after_its_planned_end_it_still_holds():
    to_end = post("a", end="2019-01-31", modality="planned")
    assert latest(post("b", held_on="2019-03-01"), to_end)[0] == "yes"


def test_what_lasts_is_never_stale():
    assert latest(life("a", "acme", start="1900")) == ("yes", "")
    assert not only(resolved(life("a", "acme"), sources=[PAPER])).stale


SALE = (
    claim("seller", "DealParty", deal="pact", party="holder", role="seller"),
    claim("target", "DealParty", deal="pact", party="acme", role="target"),
)


@pytest.mark.parametrize(
    ("held_on", "stage", "stale"),
    [("2018-05-01", "completed", True), ("2018-05-01", "agreed", False), ("2018-07-01", "completed", False)],
)
def test_what_its_owner_sold_is_stale_once_the_sale_is_completed_unless_seen_since(held_on, stage, stale):
    sale = (*SALE, status("s", stage, start="2018-06-01"))
    assert resolved(*sale, stake("a", "10", held_on=held_on), sources=[PAPER])["a"].stale is stale
    assert not resolved(*sale, stake("a", "10", "fund", held_on=held_on), sources=[PAPER])["a"].stale


def test_what_ended_is_not_stale_but_over():
    assert not only(resolved(stake("a", "10", start="2001", end="2005"), sources=[PAPER])).stale


def test_only_sources_that_count_make_something_stale():
    claims = [post("a", held_on="2012-01-01", source="old"), stake("b", "10")]
    sources = [source("old", "2012-01-01"), PAPER]
    assert resolved(*claims, sources=sources)["a"].stale
    assert not resolved(*claims, sources=sources, known_at=date(2015, 1, 1))["a"].stale


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (["2019-06-05", "2012"], date(2019, 6, 5)),
        (["2019", ""], date(2019, 1, 1)),
        (["[..2019]"], FOREVER),
        ([""], FOREVER),
        ([], FOREVER),
    ],
)
def test_newest_source_is_the_last_that_is_dated(published, day):
    sources = [source(f"s{position}", text) for position, text in enumerate(published)]
    assert newest_source(sources) == day


@pytest.mark.parametrize(
    ("end", "held_on", "certainty"),
    [
        ("[..2018]", "2017-03-01", "possibly"),
        ("2018", "2018-03-01", "possibly"),
        ("2018", "2019-01-31", "yes"),
        ("2019", "2018-12-01", "yes"),
        ("[2018-05-30..]", "2018-05-30", "yes"),
    ],
)
def test_last_day_of_an_expected_end_says_whether_it_has_passed(end, held_on, certainty):
    assert latest(post("b", held_on=held_on), post("a", end=end, modality="planned"))[0] == certainty


def test_end_that_only_hearsay_gives_is_expected_and_not_known():
    found = only(
        resolved(post("b", held_on="2019-03-01"), post("a", end="2019-05-31", modality="reported"), sources=[PAPER])
    )
    assert found.end_planned and found.possible_until == FOREVER
    assert certainty_on(found, FOREVER)[0] == "possibly"


def test_data_without_dated_sources_make_nothing_stale():
    undated = source("undated", "")
    assert not only(resolved(post("a", held_on="1990", source="undated"), sources=[undated])).stale


def test_source_that_no_claim_cites_makes_nothing_stale():
    assert not only(resolved(post("a", held_on="2019-01-01"), sources=[PAPER, source("typo", "2091-01-01")])).stale
