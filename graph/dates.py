"""Dates as far as they are known: each one is an interval of days.

A source says "2019", "June 2019" or "5 June 2019". All three are kept as written and read as the earliest and the
latest day they can mean. Nothing else is safe to compare: rdflib and Oxigraph disagree on `xsd:gYear` against
`xsd:date` (false in the one, an error in the other), so the store holds plain days only.

The notation is a part of EDTF (ISO 8601-2): `2019`, `2019-06`, `2019-06-05`; `2010~` or `2010?` for plus or minus one
unit; `[..2012]` by 2012, `[2012..]` 2012 or later, `[2019-04..2019-06]` some day in these months; `198X` a decade.
Years run from 0001 to 9999.

Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from .errors import DateError

__all__ = [
    "FOREVER",
    "Interval",
    "between",
    "calendar_period",
    "day_text",
    "hull",
    "in_words",
    "meet",
    "parse_date",
    "parse_day",
]

FOREVER: Final = date.max
"""The day 9999-12-31. As the day of a question it means "the latest known state"."""

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_RANGE = re.compile(r"\[(.*?)\.\.(.*?)\]")
_DECADE = re.compile(r"(\d{3})X|(\d{2})XX", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ABOUT = frozenset("~?%")
"""What ends a date that is only about right."""
_EXPECTED = "expected 2019, 2019-06, 2019-06-05, 2010~, [..2012] or [2019-04..2019-06]"


@dataclass(frozen=True, slots=True)
class Interval:
    """One day of which only the earliest and the latest possibility are known.

    Attributes:
        earliest: no earlier than this day; None where nothing bounds it.
        latest: no later than this day; None where nothing bounds it.
        text: the date as written.
    """

    earliest: date | None
    latest: date | None
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether it is one known day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_about(self) -> bool:
        """Whether it is only about right: plus or minus one unit."""
        return self.text[-1:] in _ABOUT

    @property
    def width(self) -> int:
        """Days from the first to the last day that it can mean; "by 2019" is finer than "by 2020"."""
        return ((self.latest or date.max) - (self.earliest or date.min)).days

    @property
    def words(self) -> str:
        """The date as people read it."""
        return in_words(self.text)

    @property
    def precision(self) -> str:
        """How finely it is known: `day`, `month`, `year` or `range`.

        >>> parse_date("2019-06").precision
        'month'
        """
        if self.earliest is None or self.latest is None:
            return "range"
        days = (self.latest - self.earliest).days
        return "day" if days == 0 else "month" if days <= 31 else "year" if days <= 366 else "range"

    def overlaps(self, other: Interval) -> bool:
        """Whether both can mean the same day."""
        return not (
            (self.latest is not None and other.earliest is not None and self.latest < other.earliest)
            or (other.latest is not None and self.earliest is not None and other.latest < self.earliest)
        )

    def contains(self, other: Interval) -> bool:
        """Whether every day that the other can mean is a day that this one can mean."""
        lower = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        upper = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return lower and upper

    def __str__(self) -> str:
        return self.text


def hull(intervals: Iterable[Interval], text: str) -> Interval:
    """The smallest interval that contains all of them."""
    several = list(intervals)
    earliest = [one.earliest for one in several]
    latest = [one.latest for one in several]
    return Interval(
        None if None in earliest else min(day for day in earliest if day is not None),
        None if None in latest else max(day for day in latest if day is not None),
        text,
    )


def meet(intervals: Iterable[Interval]) -> Interval:
    """The days that all of them can mean: by 24 January 2019, and in 2019, is from 1 to 24 January 2019.

    Args:
        intervals: dates that can mean the same day.

    Returns:
        The first of them that means just these days, else a new one.
    """
    several = list(intervals)
    earliest = max((one.earliest for one in several if one.earliest is not None), default=None)
    latest = min((one.latest for one in several if one.latest is not None), default=None)
    for one in several:
        if (one.earliest, one.latest) == (earliest, latest):
            return one
    assert earliest is not None and latest is not None, "with one bound it is the one of them that has this bound"
    exact = earliest.isoformat() if earliest == latest else calendar_period(earliest, latest)
    return Interval(earliest, latest, exact or _range_text(earliest, latest))


@lru_cache(maxsize=65536)
def parse_date(text: str) -> Interval:
    """Read a date.

    Args:
        text: a date in the notation of this module.

    Returns:
        The interval of days that it can mean, with the text kept.

    Raises:
        DateError: the text is in no known notation, or names a day that does not exist.

    >>> parse_date("2019-06")
    Interval(earliest=datetime.date(2019, 6, 1), latest=datetime.date(2019, 6, 30), text='2019-06')
    >>> parse_date("[..2012]").latest
    datetime.date(2012, 12, 31)
    >>> parse_date("2019-02-30")
    Traceback (most recent call last):
    ...
    graph.errors.DateError: '2019-02-30' is not a day of the calendar
    """
    ranged = _RANGE.fullmatch(text)
    if ranged:
        lower, upper = ranged.groups()
        if not lower and not upper:
            raise DateError(f"{text!r} bounds nothing: {_EXPECTED}")
        earliest = parse_date(lower).earliest if lower else None
        latest = parse_date(upper).latest if upper else None
        if earliest is not None and latest is not None and earliest > latest:
            raise DateError(f"{text!r} ends before it begins")
        return Interval(earliest, latest, text)
    decade = _DECADE.fullmatch(text)
    if decade:
        first, last = (int((decade[1] or decade[2]).ljust(4, digit)) for digit in "09")
        if first == 0:
            raise DateError(f"{text!r} has the year 0: {_EXPECTED}")
        return Interval(date(first, 1, 1), date(last, 12, 31), text)
    plain = _PLAIN.fullmatch(text)
    if not plain:
        raise DateError(f"{text!r} is not a date: {_EXPECTED}")
    return _plain_interval(text, plain[1], plain[2], plain[3], bool(plain[4]))


def parse_day(given: str | date) -> date:
    """Read one exact day, as questions need it.

    Args:
        given: `YYYY-MM-DD`, `today`, `latest` for the latest known state, or a date. The time of day of a `datetime`,
            or of a `pandas.Timestamp`, is dropped: it would not compare with days.

    Raises:
        DateError: it is not an exact day.

    >>> parse_day("2019-06-05")
    datetime.date(2019, 6, 5)
    """
    text = day_text(given) if isinstance(given, date) else given
    if text == "latest":
        return FOREVER
    if text == "today":
        return date.today()
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise DateError(f"{text!r} is not a day: expected YYYY-MM-DD, for example 2019-06-05")
    day = parse_date(text).earliest
    assert day is not None
    return day


def day_text(given: date) -> str:
    """A date as `YYYY-MM-DD`, without the time of day that a `datetime` has.

    >>> import datetime
    >>> day_text(datetime.datetime(2019, 6, 5, 23, 30))
    '2019-06-05'
    """
    return given.isoformat()[: len("2019-06-05")]


def in_words(text: str) -> str:
    """A date as people read it; any other text as it is.

    >>> in_words("[..2019-06]"), in_words("[2019..]"), in_words("[2018..2019]"), in_words("2010~"), in_words("198X")
    ('2019-06 or before', '2019 or later', 'between 2018 and 2019', 'about 2010', '1980s')
    >>> in_words("2019-06-05"), in_words("[sic]"), in_words("May 2019")
    ('2019-06-05', '[sic]', 'May 2019')
    """
    if text[:1] != "[" and text[-1:] not in {*_ABOUT, "X"}:
        return text
    try:
        parse_date(text)
    except DateError:
        return text
    ranged = _RANGE.fullmatch(text)
    if ranged:
        lower, upper = map(in_words, ranged.groups())
        if lower and upper:
            return f"between {lower} and {upper}"
        return f"{upper} or before" if upper else f"{lower} or later"
    return f"{text.replace('X', '0')}s" if text.endswith("X") else f"about {text[:-1]}"


def between(first: date, last: date) -> str:
    """The days from one to another in words, as years or months where they are whole ones.

    >>> between(date(2010, 1, 1), date(2011, 12, 31)), between(date(2019, 5, 1), date(2019, 7, 31))
    ('between 2010 and 2011', 'between 2019-05 and 2019-07')
    """
    return in_words(_range_text(first, last))


def _range_text(first: date, last: date) -> str:
    for length in (len("2019"), len("2019-06")):
        one, other = str(first)[:length], str(last)[:length]
        if parse_date(one).earliest == first and parse_date(other).latest == last:
            return f"[{one}..{other}]"
    return f"[{first}..{last}]"


def calendar_period(first: date, last: date) -> str:
    """The year or the month of which two days are the first and the last; empty where they are of none.

    >>> calendar_period(date(2025, 1, 1), date(2025, 12, 31)), calendar_period(date(2014, 9, 1), date(2014, 9, 30))
    ('2025', '2014-09')
    """
    if (first, last) == (_month_start(first.year, 1), _month_end(first.year, 12)):
        return f"{first.year:04}"
    if (first, last) == (_month_start(first.year, first.month), _month_end(first.year, first.month)):
        return f"{first.year:04}-{first.month:02}"
    return ""


def _plain_interval(text: str, year_text: str, month_text: str | None, day_text: str | None, about: bool) -> Interval:
    """The interval of a year, month or day, widened by one unit on both sides where it is only about that."""
    year = int(year_text)
    if year == 0:
        raise DateError(f"{text!r} has the year 0: {_EXPECTED}")
    try:
        if day_text and month_text:
            day = date(year, int(month_text), int(day_text))
            earliest, latest = (_shift_days(day, -1), _shift_days(day, 1)) if about else (day, day)
        elif month_text:
            month = int(month_text)
            earliest = _month_start(year, month - 1 if about else month)
            latest = _month_end(year, month + 1 if about else month)
            date(year, month, 1)
        else:
            earliest = date(max(year - about, 1), 1, 1)
            latest = date(min(year + about, 9999), 12, 31)
    except ValueError:
        raise DateError(f"{text!r} is not a day of the calendar") from None
    return Interval(earliest, latest, text)


def _shift_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _month_start(year: int, month: int) -> date:
    return date(year - 1, 12, 1) if month == 0 and year > 1 else date(year, max(month, 1), 1)


def _month_end(year: int, month: int) -> date:
    if month == 13:
        year, month = (year + 1, 1) if year < 9999 else (year, 12)
    return date(year, month, calendar.monthrange(year, month)[1])
