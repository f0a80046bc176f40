from datetime import timedelta

import pytest
from hypothesis import given

from graph.building.comparing import (
    is_one_event,
    is_same_moment,
    is_similar_wording,
    is_specific,
    is_within_a_month,
    same_value,
    same_version,
    slack,
)
from graph.dates import parse_date

from .builders import VOCABULARY
from .strategies import date_texts, decimals, percents

KIND = VOCABULARY.relations
SHARE = KIND["Ownership"].field("share_percent")
AMOUNT = KIND["Result"].field("amount")
TITLE = KIND["Employment"].field("title")
ANNOUNCED = KIND["Result"].field("announced_on")
VALUE = KIND["Attribute"].field("value")
FUNCTION = KIND["Employment"].field("function")


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        (SHARE, "33.3", "33.34", True),
        (SHARE, "33", "33.5", True),
        (SHARE, "33", "33.51", False),
        (SHARE, "10", "25", False),
        (SHARE, "50", "50.0", True),
        (AMOUNT, "-4000000000", "-3970000000", True),
        (AMOUNT, "-4000000000", "-3900000000", False),
        (AMOUNT, "100", "-100", False),
        (AMOUNT, "0", "0.00", True),
        (AMOUNT, "0", "1", False),
        (ANNOUNCED, "2019", "2019-06-05", True),
        (ANNOUNCED, "2019-06", "2019-07", False),
        (TITLE, "Chief Executive Officer", "chief executive  officer", True),
        (TITLE, "Chief Executive", "Chief Engineer", False),
        (FUNCTION, "president", "chair", False),
        (VALUE, "1950", "1950-05-03", True),
        (VALUE, "1950", "1951-05-03", False),
        (VALUE, "coupe", "Coupe", True),
    ],
)
def test_two_values_are_the_same_within_tolerance_and_precision(field, one, other, same):
    assert same_value(field, one, other) is same
    assert same_value(field, other, one) is same


@given(percents | decimals, percents | decimals)
def test_sameness_of_numbers_goes_both_ways_and_holds_for_equals(one, other):
    assert same_value(AMOUNT, one, one)
    assert same_value(AMOUNT, one, other) == same_value(AMOUNT, other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"share_percent": "10"}, {"share_percent": "10.3"}, True),
        ({"share_percent": "10"}, {"share_percent": "20"}, False),
        ({"share_percent": "10"}, {}, True),
        ({"share_percent": "75"}, {"share_min": "50.01"}, True),
        ({"share_percent": "25"}, {"share_min": "50.01"}, False),
        ({"share_percent": "75"}, {"share_max": "60"}, False),
        ({"share_percent": "50"}, {"share_min": "50.01"}, True),
        ({"share_min": "20"}, {"share_max": "30"}, True),
    ],
)
def test_stakes_are_one_version_unless_their_sizes_differ(one, other, same):
    assert same_version(KIND["Ownership"], one, other) is same
    assert same_version(KIND["Ownership"], other, one) is same


def test_kind_without_versions_has_only_one():
    assert same_version(KIND["Employment"], {"title": "a"}, {"title": "b"})


@pytest.mark.parametrize(
    ("kind", "values", "specific"),
    [
        ("Ownership", {"share_percent": "10"}, True),
        ("Ownership", {"share_min": "50.01"}, False),
        ("Ownership", {}, False),
        ("Employment", {}, True),
    ],
)
def test_claim_is_specific_if_it_has_a_value_and_not_only_a_bound(kind, values, specific):
    assert is_specific(KIND[kind], values) is specific


@pytest.mark.parametrize(
    ("one", "other", "event"),
    [
        ("2019-06-01", "2019-06-02", True),
        ("2019-06-01", "2019-07-02", True),
        ("2019-06-01", "2019-07-03", False),
        ("2019", "2019-06-05", True),
        ("2018", "2019-01-31", True),
        ("2018", "2019-02-01", False),
        ("[..2012]", "2005", True),
    ],
)
def test_reports_hardly_a_month_apart_can_be_of_one_event(one, other, event):
    first, second = parse_date(one), parse_date(other)
    assert is_one_event(first, second) is event
    assert is_one_event(second, first) is event


def test_narrower_gap_makes_fewer_events_one():
    days = parse_date("2019-06-01"), parse_date("2019-06-06")
    assert is_one_event(*days, gap=timedelta(days=5))
    assert not is_one_event(*days, gap=timedelta(days=4))


@given(date_texts(), date_texts())
def test_one_event_goes_both_ways(one, other):
    first, second = parse_date(one), parse_date(other)
    assert is_one_event(first, second) == is_one_event(second, first)


def test_events_of_a_deal_are_told_apart_more_finely_than_posts():
    assert slack(KIND["DealStatus"]) < slack(KIND["Employment"])


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("2019-06-05", "2019-06", True),
        ("2019-06-05", "2019", False),
        ("2019-06-05", "2019-06-06", False),
        ("2019-06", "[..2019-06]", False),
    ],
)
def test_two_dates_are_within_a_month_if_both_are_that_fine(one, other, within):
    assert is_within_a_month(parse_date(one), parse_date(other)) is within


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("DealTerm", "2019-06-05", "2019-07-05", True),
        ("DealTerm", "2019-06-05", "2019-07-07", False),
        ("DealTerm", "2019-06-05", "2019", False),
        ("Ownership", "2019-06-05", "2019-06-06", False),
        ("Ownership", "2019-06-05", "2019-06", True),
    ],
)
def test_what_lasts_is_told_of_one_moment_for_a_month(kind, one, other, same):
    assert is_same_moment(KIND[kind], parse_date(one), parse_date(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("CEO North America", "president and CEO of North America", True),
        ("COO North America", "COO South America", False),
        ("Chief Engineer", "chief-engineer", True),
        ("", "anything", True),
    ],
)
def test_wordings_are_similar_if_one_has_all_words_of_the_other(one, other, similar):
    assert is_similar_wording(one, other) is similar
    assert is_similar_wording(other, one) is similar
