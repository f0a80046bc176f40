from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.dates import FOREVER, Interval, hull, meet, parse_date, parse_day
from graph.errors import DateError

from .strategies import date_texts, exact_days


def days(text):
    """Earliest and latest day as texts."""
    found = parse_date(text)
    return tuple(day.isoformat() if day else None for day in (found.earliest, found.latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-06-05", "2019-06-05", "2019-06-05"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("2010~", "2009-01-01", "2011-12-31"),
        ("2010?", "2009-01-01", "2011-12-31"),
        ("2010%", "2009-01-01", "2011-12-31"),
        ("2010-06~", "2010-05-01", "2010-07-31"),
        ("2010-01~", "2009-12-01", "2010-02-28"),
        ("2010-12~", "2010-11-01", "2011-01-31"),
        ("2010-06-05~", "2010-06-04", "2010-06-06"),
        ("2010-01-01~", "2009-12-31", "2010-01-02"),
        ("[..2012]", None, "2012-12-31"),
        ("[..2012-06]", None, "2012-06-30"),
        ("[2012..]", "2012-01-01", None),
        ("[2019-04..2019-06]", "2019-04-01", "2019-06-30"),
        ("[2019-04-03..2019-06-05]", "2019-04-03", "2019-06-05"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999~", "9998-01-01", "9999-12-31"),
        ("0001-01~", "0001-01-01", "0001-02-28"),
        ("9999-12~", "9999-11-01", "9999-12-31"),
        ("0001-01-01~", "0001-01-01", "0001-01-02"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
    ],
)
def test_date_is_read_as_the_days_it_can_mean(text, earliest, latest):
    assert days(text) == (earliest, latest)
    assert parse_date(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2019-02-30", "2019-13", "2019-00", "2019-06-31", "2019-06-00", "2021-02-29", "1900-02-29", "0000",
        "0000-01-01", "000X", "00XX", "19", "201", "20190605", "2019-6-5", "2019-6", "05.06.2019", "5 June 2019",
        "06/05/2019", "June 2019", "2019-06-05T10:00", "2019-06-05Z", "2019-06-05 ", " 2019", "-2019", "+2019", "12019",
        "199O", "٢٠١٩", "٢٠١٩-٠٦", "19٢X", "[..]", "[2012", "2012..", "[2019..2018]", "[2019-06..2019-05]",
        "[..2019-02-30]", "[[..2012]..2013]x", "2019~~", "X019", "1XXX", "2019-13~", "2019-02-30~", "2019-00~",
        "now", "today",
    ],
)  # fmt: skip
def test_text_that_is_no_date_is_refused(text):
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize("text", ["2019-02-30", "June 2019", "[2019..2018]", "0000"])
def test_refusal_names_the_text(text):
    with pytest.raises(DateError, match=text.replace("[", r"\[").replace("]", r"\]")):
        parse_date(text)


@given(date_texts())
def test_earliest_never_lies_after_latest(text):
    found = parse_date(text)
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


@given(exact_days)
def test_day_lies_in_its_month_and_year_and_decade(day):
    exact = parse_date(day.isoformat())
    assert exact.is_exact
    for text in (f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X", f"{day:%Y}~", f"[..{day}]", f"[{day}..]"):
        assert parse_date(text).contains(exact), text


@given(date_texts(), date_texts(), exact_days)
def test_dates_overlap_exactly_if_some_day_can_be_both(one, other, day):
    first, second = parse_date(one), parse_date(other)
    candidates = [d for d in (first.earliest, first.latest, second.earliest, second.latest, day) if d is not None]
    assert first.overlaps(second) == any(_can_be(first, d) and _can_be(second, d) for d in candidates)


@given(date_texts(), date_texts())
def test_hull_contains_both(one, other):
    first, second = parse_date(one), parse_date(other)
    both = hull([first, second], "x")
    assert both.contains(first) and both.contains(second)
    assert both.earliest in (first.earliest, second.earliest)
    assert both.latest in (first.latest, second.latest)


@given(st.lists(date_texts(), min_size=1, max_size=4), exact_days)
def test_meet_means_just_the_days_that_all_can_mean_and_reads_back(texts, day):
    several = [parse_date(text) for text in texts]
    assume(all(one.overlaps(other) for one in several for other in several))
    common = meet(several)
    bounds = (bound for one in [*several, common] for bound in (one.earliest, one.latest))
    for d in [day, *(bound for bound in bounds if bound is not None)]:
        assert _can_be(common, d) == all(_can_be(one, d) for one in several)
    again = parse_date(common.text)
    assert (again.earliest, again.latest) == (common.earliest, common.latest)


@given(date_texts(), date_texts())
def test_containing_date_overlaps(one, other):
    first, second = parse_date(one), parse_date(other)
    assert not first.contains(second) or first.overlaps(second)


@given(st.text(max_size=14))
def test_any_text_is_read_or_refused(text):
    try:
        assert parse_date(text).text == text
    except DateError as error:
        assert str(error)


def test_dates_of_neighbouring_days_do_not_overlap():
    assert not parse_date("2019-06-05").overlaps(parse_date("2019-06-06"))


def test_open_date_contains_no_earlier_day():
    assert not parse_date("[2012..]").contains(parse_date("2011"))
    assert not parse_date("2012").contains(parse_date("[2012..]"))


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2019-06-05", "day"), ("2019-06", "month"), ("2019", "year"), ("2010~", "range"), ("[..2012]", "range")],
)
def test_precision_says_how_finely_a_date_is_known(text, precision):
    assert parse_date(text).precision == precision


def test_date_reads_as_it_was_written():
    assert str(parse_date("[..2012]")) == "[..2012]"


def test_interval_is_exact_only_with_both_bounds():
    assert not Interval(None, None, "").is_exact


@pytest.mark.parametrize(
    ("text", "day"), [("2019-06-05", date(2019, 6, 5)), ("latest", FOREVER), ("9999-12-31", FOREVER)]
)
def test_day_of_a_question_is_exact(text, day):
    assert parse_day(text) == day


def test_today_is_a_day_of_a_question():
    before = date.today()
    assert before <= parse_day("today") <= date.today()


@pytest.mark.parametrize(
    "text", ["2019", "2019-06", "2019-06-05~", "[..2012]", "2019-02-30", "0000-01-01", "", "yesterday", "2019-06-05 "]
)
def test_vague_or_impossible_day_of_a_question_is_refused(text):
    with pytest.raises(DateError):
        parse_day(text)


def _can_be(one, day):
    return (one.earliest is None or one.earliest <= day) and (one.latest is None or day <= one.latest)
