"""When a relationship held: what is possible, what is certain, and why it is only possibly so.

A spell is an unbroken run of days. What sources say of it are points: the day it began, the day it ended, days on which
it was so; each is an interval of days (`graph.dates`). Every way of choosing one day a point that keeps the points in
order is a world that the sources allow. A day is *possible* if the spell covers it in some of these worlds, *certain*
if it does so in all. For unbroken runs both sets are unbroken too, so four days say everything:

- possible from the earliest day the start can mean until the latest day the end can mean;
- certain from the earliest of all points' latest days until the latest of all points' earliest days, if that is a span.

Days are inclusive: what ended on a day still held on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..dates import FOREVER, Interval
from ..records import Certainty, Relationship
from .reasons import closed, doubt, last_confirmed, weakness

__all__ = [
    "ALWAYS",
    "NEVER",
    "Span",
    "Window",
    "begun_on",
    "certainty_ever",
    "certainty_on",
    "ended_on",
    "newest_fact",
    "shared",
    "spans_of",
    "together",
    "window",
    "years_away",
]

ALWAYS: Final = date.min
"""The day 0001-01-01. As a lower bound it means that nothing bounds it."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something possibly and certainly held; None on both sides where there is no such day."""

    possible_from: date | None
    possible_until: date | None
    certain_from: date | None
    certain_until: date | None


NEVER: Final = Window(None, None, None, None)


def window(start: Interval | None, end: Interval | None, held: Iterable[Interval], *, lasting: bool = False) -> Window:
    """The window of a spell.

    Args:
        start: when it began, as far as it is known.
        end: when it ended, as far as it is known.
        held: days on which it was so.
        lasting: whether it holds until something says that it ended.

    >>> from graph.dates import parse_date
    >>> window(parse_date("2010"), None, [parse_date("2019-06-05")]).certain_from
    datetime.date(2010, 12, 31)
    """
    points = [point for point in (start, end, *held) if point is not None]
    possible_from = start.earliest if start and start.earliest else ALWAYS
    possible_until = end.latest if end and end.latest else FOREVER
    latest_start = min((point.latest or FOREVER for point in points), default=FOREVER)
    earliest_end = max((point.earliest or ALWAYS for point in points), default=ALWAYS)
    if lasting and end is None and points:
        earliest_end = FOREVER
    if latest_start > earliest_end:
        return Window(possible_from, possible_until, None, None)
    return Window(possible_from, possible_until, latest_start, earliest_end)


def certainty_on(relationship: Relationship, day: date) -> tuple[Certainty, str]:
    """Whether a relationship holds on a day, and why it is not simply so.

    Args:
        relationship: as resolved for an edition.
        day: the day; `dates.FOREVER` asks for the latest known state: what is not known to have ended, only possibly
            so where it is stale.

    Returns:
        `yes`, `possibly` or `no`, and the reason in words; empty for a plain yes or a no.
    """
    if relationship.possible_from is None or relationship.possible_until is None:
        return "no", ""
    if not relationship.possible_from <= day <= relationship.possible_until:
        return "no", ""
    weak = weakness(relationship)
    if day == FOREVER:
        return _latest_known(relationship, weak)
    if (
        relationship.certain_from is not None
        and relationship.certain_until is not None
        and relationship.certain_from <= day <= relationship.certain_until
    ):
        return ("possibly" if weak else "yes"), "; ".join(weak)
    return "possibly", "; ".join([*weak, doubt(relationship, day)])


def _latest_known(one: Relationship, weak: Sequence[str]) -> tuple[Certainty, str]:
    """Whether it is in the latest known state, given what weakens it."""
    if one.known_end is not None:
        return "possibly", "; ".join([*weak, f"its end is only known as {one.known_end.words}"])
    to_end = [f"expected to end {_expected(one.end)}"] if one.end is not None else []
    confirmed = [last_confirmed(one)] if to_end or one.certain_until != FOREVER else []
    return "possibly" if weak or one.stale else "yes", "; ".join([*weak, *to_end, *confirmed])


def _expected(end: Interval) -> str:
    return f"by {end.latest}" if end.earliest is None else f"no earlier than {end.earliest}"


@dataclass(frozen=True, slots=True)
class Span:
    """An unbroken run of days on each of which `certainty_on` says the same.

    Attributes:
        first, last: its days, inclusive; `dates.FOREVER` itself, the latest known state, is in none.
        certainty: `yes` or `possibly`.
        reason: why, in words.
    """

    first: date
    last: date
    certainty: Certainty
    reason: str


def spans_of(relationship: Relationship) -> tuple[Span, ...]:
    """All days on which a relationship certainly or possibly holds, so that others need only compare days.

    Returns:
        Spans in order, without overlaps; a day in none of them is a no.
    """
    one = relationship
    if one.possible_from is None or one.possible_until is None:
        return ()
    last_day = min(one.possible_until, FOREVER - timedelta(days=1))
    begins = {one.possible_from, one.first_held, one.certain_from, one.end.earliest if one.end else None}
    over = {day + timedelta(days=1) for day in (one.last_held, one.certain_until) if day is not None and day < last_day}
    cuts = sorted(day for day in begins | over if day is not None and one.possible_from <= day <= last_day)
    spans: list[Span] = []
    for position, first in enumerate(cuts):
        last = cuts[position + 1] - timedelta(days=1) if position + 1 < len(cuts) else last_day
        certainty, reason = certainty_on(one, first)
        if spans and (spans[-1].certainty, spans[-1].reason) == (certainty, reason):
            first = spans.pop().first
        spans.append(Span(first, last, certainty, reason))
    return tuple(spans)


def ended_on(relationship: Relationship, day: date) -> tuple[Certainty, str]:
    """Whether a relationship had ended on or before a day, and why it is not simply so.

    Args:
        relationship: as resolved for an edition.
        day: the day, inclusive: what ends on it counts as ended.

    Returns:
        `yes`, `possibly` or `no`, and the reason in words.
    """
    if relationship.possible_from is None or relationship.possible_until is None or relationship.possible_from > day:
        return "no", ""
    weak = weakness(relationship)
    if relationship.end is None and not relationship.closed_by:
        return "no", ""
    inferred = [closed(relationship)] if relationship.closed_by else []
    if relationship.possible_until <= day and relationship.possible_until != FOREVER:
        return ("possibly" if weak else "yes"), "; ".join([*weak, *inferred])
    earliest = relationship.end.earliest if relationship.end else relationship.last_held
    if earliest is None or earliest <= day:
        when = f"its end is only known as {relationship.end.words}" if relationship.end else ""
        return "possibly", "; ".join([*weak, *inferred, *([when] if when else [])])
    return "no", ""


def begun_on(relationship: Relationship, day: date) -> tuple[Certainty, str]:
    """Whether a relationship had begun on or before a day, be it over by then or not, and why it is not simply so.

    Args:
        relationship: as resolved for an edition.
        day: the day, inclusive; `dates.FOREVER` asks whether it ever held.

    Returns:
        `yes`, `possibly` or `no`, and the reason in words. A yes says how its end was inferred, or when it was last
        confirmed where nothing says that it ended.
    """
    one = relationship
    if one.possible_from is None or one.possible_until is None or one.possible_from > day:
        return "no", ""
    weak = weakness(one)
    known = day == FOREVER or one.possible_until <= day or (one.first_held is not None and one.first_held <= day)
    if not known:
        return "possibly", "; ".join([*weak, doubt(one, day)])
    if one.closed_by and one.possible_until <= day:
        end = [closed(one)]
    else:
        is_open = one.end is None and one.certain_until != FOREVER and (one.last_held is None or one.last_held < day)
        end = [last_confirmed(one)] if is_open else []
    return ("possibly" if weak else "yes"), "; ".join([*weak, *end])


def certainty_ever(relationship: Relationship, _day: date) -> tuple[Certainty, str]:
    """Whether a relationship ever held, whenever that was: not for certain where it is a plan, hearsay or denied."""
    weak = weakness(relationship)
    return ("possibly" if weak else "yes"), "; ".join(weak)


def shared(one: Window, other: Window) -> Window:
    """The days on which two things possibly and certainly held both."""
    possible = _common(one.possible_from, one.possible_until, other.possible_from, other.possible_until)
    certain = _common(one.certain_from, one.certain_until, other.certain_from, other.certain_until)
    return Window(*possible, *certain)


def together(one: Window, other: Window) -> Certainty:
    """Whether two things held on one day: certainly, possibly where their dates leave it open, or not."""
    days = shared(one, other)
    return "yes" if days.certain_from is not None else "possibly" if days.possible_from is not None else "no"


def _common(
    first: date | None, last: date | None, from_: date | None, until: date | None
) -> tuple[date, date] | tuple[None, None]:
    """The days that two runs of days share."""
    if first is None or last is None or from_ is None or until is None or max(first, from_) > min(last, until):
        return None, None
    return max(first, from_), min(last, until)


def years_away(relationship: Relationship, day: date) -> int:
    """How many whole years lie between a day and the days on which evidence says that it was so; 0 without evidence."""
    first, last = relationship.first_held or day, relationship.last_held or relationship.first_held or day
    return max((first - day).days, (day - last).days, 0) // 365


def newest_fact(several: Iterable[Relationship]) -> date:
    """The last day on which any of several relationships is a known fact; `FOREVER` where none is."""
    held = (one.last_held for one in several if one.modality == "fact")
    return max((day for day in held if day is not None and day != FOREVER), default=FOREVER)
