"""What must be true, worked out the slow way: by trying every world that the claims leave open.

Shares no code with the package and was written from the words of the design alone:

* a date is an interval of days; days are inclusive;
* a spell is one stretch of days, from its first to its last;
* a day on which a source says that it was so lies inside the spell;
* what is only planned is at most possible, and a planned end need not come;
* a post that one person holds at a time is over, at the latest, on the day on which the next one begins;
* nothing holds outside the life of its ends;
* what lasts, lasts until something says that it ended.

A world is one choice of first and last day. On a day it is *yes* if it holds in every world, *no* if it holds in none,
else *possibly*. Days are small whole numbers here; 0 stands for "long before" and `FAR` for "long after".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

DAYS = range(1, 29)
"""The days that can be asked about."""
LONG_AGO, FAR = 0, 29

Span = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """What one claim says of the time: intervals of days, None where it says nothing."""

    start: Span | None = None
    end: Span | None = None
    held: Span | None = None


@dataclass(frozen=True)
class Spell:
    """One relationship as a history tells it.

    `seat` is what only one can hold at a time (empty: anybody can); `ends` are the entities that it ties.
    """

    id: str
    said: tuple[Said, ...]
    ends: tuple[str, ...] = ()
    seat: str = ""
    lasting: bool = False
    planned: bool = False


@dataclass(frozen=True)
class Life:
    """When an entity began and ended, as far as it is known."""

    start: Span | None = None
    end: Span | None = None


def every_day(spell: Spell, spells: Iterable[Spell] = (), lives: Mapping[str, Life] | None = None) -> dict[int, str]:
    """Yes, no or possibly for each day, by trying every world."""
    tried = worlds(spell, spells, lives or {})
    found = {}
    for day in DAYS:
        answers = {first <= day <= last for first, last in tried}
        sure = "possibly" if spell.planned else "yes"
        found[day] = sure if answers == {True} else "possibly" if True in answers else "no"
    return found


def worlds(spell: Spell, spells: Iterable[Spell], lives: Mapping[str, Life]) -> list[Span]:
    """Every first and last day that agree with all that is said."""
    followers = [one for one in spells if one.seat and one.seat == spell.seat and _begins_after(one, spell)]
    own = [lives[end] for end in spell.ends if end in lives]
    return [
        world
        for world in _alone(spell)
        if all(_makes_way(world, follower) for follower in followers) and all(_within(world, life) for life in own)
    ]


def worlds_apart(one: Spell, other: Spell) -> tuple[list[Span], list[Span]]:
    """The worlds of each of two spells that some world of the other leaves room for: they share one day at most.

    Who is said to have begun on a day was not gone on it already, unless that is said as well.
    """
    first, second = (
        [world for world in _alone(spell) if world[0] < world[1] or not _dates(spell, "start") or _dates(spell, "end")]
        for spell in (one, other)
    )
    return _beside(first, second), _beside(second, first)


def _beside(worlds: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    latest_start = max((first for first, _ in others), default=LONG_AGO - 1)
    earliest_end = min((last for _, last in others), default=FAR + 1)
    return [world for world in worlds if world[1] <= latest_start or earliest_end <= world[0]]


def shown(spells: Sequence[Spell], lives: Mapping[str, Life] | None = None) -> dict[int, dict[str, str]]:
    """For each day the certainty of everything that is not certainly untrue, by id."""
    found = {one.id: every_day(one, spells, lives) for one in spells}
    return {day: {id: days[day] for id, days in found.items() if days[day] != "no"} for day in DAYS}


def _alone(spell: Spell) -> Iterator[Span]:
    for first in range(LONG_AGO, FAR + 1):
        lasts = [FAR] if spell.lasting and not _dates(spell, "end") else range(first, FAR + 1)
        for last in lasts:
            if _agrees(first, last, spell):
                yield first, last


def _agrees(first: int, last: int, spell: Spell) -> bool:
    starts = _finest(_dates(spell, "start"))
    ends = [] if spell.planned else _finest(_dates(spell, "end"))
    return (
        (not starts or any(lower <= first <= upper for lower, upper in starts))
        and (not ends or any(lower <= last <= upper for lower, upper in ends))
        and all(first <= upper and lower <= last for lower, upper in _dates(spell, "held"))
    )


def _dates(spell: Spell, which: str) -> list[Span]:
    return [span for one in spell.said if (span := getattr(one, which)) is not None]


def _finest(spans: Sequence[Span]) -> list[Span]:
    """The dates without those that only say more vaguely what another one says."""
    return [
        one for one in spans if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in spans)
    ]


def _begins_after(one: Spell, other: Spell) -> bool:
    """Whether a spell certainly began after all that is known of when another one was so."""
    begins = [lower for lower, _ in _dates(one, "start")]
    known = [upper for which in ("start", "held") for _, upper in _dates(other, which)]
    return one.id != other.id and bool(begins) and bool(known) and min(begins) > max(known)


def _makes_way(world: Span, follower: Spell) -> bool:
    """Whether a spell can be over by the day on which the next one begins; that one day they may share."""
    return any(world[1] <= first for lower, upper in _dates(follower, "start") for first in range(lower, upper + 1))


def _within(world: Span, life: Life) -> bool:
    began = life.start is None or any(day <= world[0] for day in range(life.start[0], life.start[1] + 1))
    lived = life.end is None or any(world[1] <= day for day in range(life.end[0], life.end[1] + 1))
    return began and lived
