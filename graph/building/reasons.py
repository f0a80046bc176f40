"""Why a relationship held only possibly on a day, or what else is to be said of a yes, in words.

What evidence says of a year or a month ("in 2025") is told as that, never as its first day.
"""

from __future__ import annotations

from datetime import date

from ..dates import between, calendar_period
from ..records import Relationship

__all__ = ["closed", "doubt", "held_in", "last_confirmed", "weakness"]


def weakness(relationship: Relationship) -> list[str]:
    """What keeps even a certain day from being a plain yes."""
    reasons = []
    if relationship.modality == "planned":
        reasons.append("planned")
    elif relationship.modality == "reported":
        reasons.append("hearsay")
    if relationship.denied:
        reasons.append("denied by a source")
    return reasons


def doubt(relationship: Relationship, day: date) -> str:
    """Why a possible day is not certain."""
    start, end = relationship.start, relationship.end
    began, over = (one.words if one else "" for one in (start, end))
    disputed = {difference.field for difference in relationship.differences}
    first, last = relationship.first_held, relationship.last_held
    if start is None and end is None and first is None:
        return "no source gives a date"
    if first is not None and day < first:
        if start is None:
            return f"start unknown, first confirmed {_when(first, relationship)}"
        return f"sources disagree about its start ({began})" if "start" in disputed else f"vague date: started {began}"
    if last is not None and day <= last and start is not None and not start.is_exact:
        return f"vague date: started {began}"
    if end is not None and not relationship.closed_by:
        if start is None and ((last is not None and day <= last) or (end.earliest is not None and day < end.earliest)):
            return f"start unknown, ended {over}"
        return f"sources disagree about its end ({over})" if "end" in disputed else f"vague date: ended {over}"
    if relationship.closed_by:
        return f"{last_confirmed(relationship)}, {closed(relationship)}"
    if last is None:
        return _undated(relationship)
    if _is_only_begun(relationship):
        return f"unconfirmed since its start ({began})"
    return f"unconfirmed since {held_in(relationship) or _held_between(relationship) or last}"


def _is_only_begun(relationship: Relationship) -> bool:
    """Whether the last that is known of it is a vague start: "2020" confirms nothing on the first day of that year."""
    start = relationship.start
    return start is not None and not start.is_exact and relationship.last_held == start.earliest


def last_confirmed(relationship: Relationship) -> str:
    """When evidence last says that it was so."""
    if relationship.last_held is None:
        return _undated(relationship)
    if relationship.modality == "planned" and relationship.start is not None:
        return f"from {relationship.start.words}, not confirmed since"
    if relationship.start is not None and _is_only_begun(relationship):
        return f"not confirmed since its start ({relationship.start.words})"
    return f"last confirmed {_when(relationship.last_held, relationship)}"


def _undated(relationship: Relationship) -> str:
    if relationship.start is not None:
        return f"its start is only known as {relationship.start.words}"
    if relationship.first_held is not None:
        return f"only known to have been so by {relationship.first_held}"
    return "no source gives a date"


def _when(day: date, relationship: Relationship) -> str:
    """On a day; in the year or month, or between two, where evidence says no more than that."""
    held = held_in(relationship)
    return f"in {held}" if held else _held_between(relationship) or f"on {day}"


def _held_between(relationship: Relationship) -> str:
    """The days between which evidence says that it was so, where it is of no day; else empty."""
    first, last = relationship.last_held, relationship.first_held
    return between(first, last) if first is not None and last is not None and first < last else ""


def held_in(relationship: Relationship) -> str:
    """The year or month in which evidence says that it was so, where it is of no day; else empty."""
    first, last = relationship.first_held, relationship.last_held
    return calendar_period(last, first) if first is not None and last is not None else ""


def closed(relationship: Relationship) -> str:
    """By when it was over, though no source says so, and what that was inferred from."""
    if relationship.closed_as == "whole":
        return f"over by {relationship.possible_until} with all that it was part of (inferred)"
    if relationship.closed_as == "life":
        return f"over by {relationship.possible_until} with the end of what it ties (inferred)"
    return f"closed by the successor by {relationship.possible_until} (inferred)"
