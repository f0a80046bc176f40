"""When two values are the same value: rounded, more or less precise, or worded another way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from ..dates import Interval, parse_date
from ..errors import DateError
from ..names import name_key
from ..vocabulary import Field, RelationKind

__all__ = [
    "is_one_event",
    "is_same_moment",
    "is_similar_wording",
    "is_specific",
    "is_within_a_month",
    "same_value",
    "same_version",
    "slack",
]

_MONTH: Final = timedelta(days=31)
_FEW_DAYS: Final = timedelta(days=3)


def same_value(column: Field, one: str, other: str) -> bool:
    """Whether two values of a column mean the same: equal, a rounding within its tolerance, or a finer date.

    Args:
        column: the declared column.
        one: a value as written in a row.
        other: another one.
    """
    if one == other:
        return True
    if column.type in {"percent", "amount"}:
        first, second = float(one), float(other)
        slack = max(column.tolerance, column.tolerance_percent / 100 * max(abs(first), abs(second)))
        return abs(first - second) <= slack + 1e-9
    if column.type == "date":
        return parse_date(one).overlaps(parse_date(other))
    if column.type == "text":
        return name_key(one) == name_key(other) or _are_one_date(one, other)
    return False


def _are_one_date(one: str, other: str) -> bool:
    """Whether two texts are dates that can mean the same day: what a text column holds may be a birthday."""
    try:
        return parse_date(one).overlaps(parse_date(other))
    except DateError:
        return False


def same_version(kind: RelationKind, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two claims can speak of one version: no value that begins a new relationship differs.

    What one of them leaves open does not differ. A number is also compared with a least and a most one
    (`share_percent` with `share_min` and `share_max`).
    """
    if not kind.versioned:
        return True
    for name in kind.versioned:
        if one.get(name) and other.get(name) and not same_value(kind.field(name), one[name], other[name]):
            return False
    return _within(kind, one, other) and _within(kind, other, one)


def is_specific(kind: RelationKind, values: Mapping[str, str]) -> bool:
    """Whether a claim says which version it speaks of: it has a value, not only a least or a most."""
    exact = [name for name in kind.versioned if not name.endswith(("_min", "_max"))]
    return not exact or any(values.get(name) for name in exact)


def _within(kind: RelationKind, one: Mapping[str, str], bounds: Mapping[str, str]) -> bool:
    """Whether the numbers of one lie between the least and the most of the other."""
    for name in kind.versioned:
        column = kind.field(name)
        if column.type not in {"percent", "amount"} or not one.get(name) or name.endswith(("_min", "_max")):
            continue
        stem = name.removesuffix("_percent")
        least, most = bounds.get(f"{stem}_min"), bounds.get(f"{stem}_max")
        number = float(one[name])
        slack = max(column.tolerance, column.tolerance_percent / 100 * abs(number))
        if (least and number < float(least) - slack) or (most and number > float(most) + slack):
            return False
    return True


def slack(kind: RelationKind) -> timedelta:
    """How far apart two dates of one event can be reported.

    A month for a state such as a post, of which sources give the announcement, the decision or the first day. A few
    days where every start is an event of its own (the status of a deal: two approvals can be a fortnight apart).
    """
    return _FEW_DAYS if kind.closing == "ends" else _MONTH


def is_one_event(one: Interval, other: Interval, gap: timedelta = _MONTH) -> bool:
    """Whether two dates can be two reports of one event: they can mean the same day, or nearly so.

    Args:
        one: a date.
        other: another date.
        gap: how far apart the two can be; see `slack`.

    >>> is_one_event(parse_date("2019-06-01"), parse_date("2019-06-02"))
    True
    """
    if one.overlaps(other):
        return True
    first, second = (one, other) if _is_before(one, other) else (other, one)
    assert first.latest is not None and second.earliest is not None
    return second.earliest - first.latest <= gap


def is_within_a_month(one: Interval, other: Interval) -> bool:
    """Whether two dates that can mean the same day are both known to about a month."""
    return one.overlaps(other) and _span(one, other) <= _MONTH


def is_same_moment(kind: RelationKind, one: Interval, other: Interval) -> bool:
    """Whether two values that were so on these dates are two values at the same time.

    They are if the dates can mean the same day and both are known to about a month. What lasts until something else is
    said (a term of a deal) is reported for a while: of it the dates need only lie within about a month of each other.
    """
    return is_within_a_month(one, other) or (kind.lasting is True and _span(one, other) <= _MONTH)


def _span(one: Interval, other: Interval) -> timedelta:
    """The time from the first to the last day that two dates can mean; endless where a bound is unknown."""
    days = [one.earliest, one.latest, other.earliest, other.latest]
    known = [day for day in days if day is not None]
    return max(known) - min(known) if len(known) == 4 else timedelta.max


def is_similar_wording(one: str, other: str) -> bool:
    """Whether two texts can name the same thing: all words of the one are words of the other.

    >>> is_similar_wording("CEO North America", "president and CEO of North America")
    True
    >>> is_similar_wording("COO North America", "COO South America")
    False
    """
    first, second = set(name_key(one).split()), set(name_key(other).split())
    return first <= second or second <= first


def _is_before(one: Interval, other: Interval) -> bool:
    """Whether one date is over before the other can begin."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
