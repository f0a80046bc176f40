"""Whether a claim belongs to a spell: by its dates, by the values it gives, and by what sort of statement it is.

One rule for facts, one for what only says that it was over by a day, one for plans, one for denials. Each says why a
claim belongs, or `!` and why it does not; `explain` shows these words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ..dates import FOREVER, Interval
from ..records import Claim
from ..vocabulary import RelationKind
from .comparing import is_one_event, is_same_moment, is_specific, is_within_a_month, same_version, slack

__all__ = ["FIRST", "REALIZED", "RULES", "Rule", "Spell", "anchor_day", "only_ends", "order_of", "rank_of"]

Rule = Callable[[RelationKind, Claim, "Spell"], str]
"""Why a claim belongs to a spell; an exclamation mark and why it does not."""

REALIZED: Final = timedelta(days=730)
"""A plan is carried out by what begins within two years of the planned day."""

FIRST = "the first of its spell"
"""Why the claim that opens a spell is in it."""


@dataclass(slots=True)
class Spell:
    """Claims about one unbroken run of days.

    Attributes:
        kind: their kind.
        claims: the claims.
        reasons: why each claim is here, by claim id.
        apart: why the first claim did not join an earlier spell; empty where there was none.
        stated: the relationship that the rows name; empty where grouping decided.
        starts, ends, held: days on which asserting claims let it begin, end, and be so; plans begin only.
        begin: the earliest day that any claim speaks of.
    """

    kind: RelationKind
    claims: list[Claim] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    apart: str = ""
    stated: str = ""
    starts: list[Interval] = field(default_factory=list)
    ends: list[Interval] = field(default_factory=list)
    held: list[Interval] = field(default_factory=list)
    begin: date = date.max

    def add(self, claim: Claim, reason: str) -> None:
        """Put a claim into the spell."""
        self.claims.append(claim)
        self.reasons[claim.id] = reason
        self.begin = min(self.begin, anchor_day(claim))
        if claim.start is not None and claim.stance == "asserts":
            self.starts.append(claim.start)
        if claim.end is not None and _is_said(claim):
            self.ends.append(claim.end)
        if claim.held_on is not None and _is_said(claim):
            self.held.append(claim.held_on)


def _fits_fact(kind: RelationKind, claim: Claim, spell: Spell) -> str:
    """Why a claim belongs to a spell, or `!` and why it does not."""
    if claim.start is not None:
        return _fits_start(kind, claim, claim.start, spell)
    if claim.held_on is not None:
        return _fits_held(kind, claim, claim.held_on, spell)
    assert claim.end is not None
    if any(is_one_event(claim.end, one, slack(kind)) for one in spell.ends):
        return "ends on the same day or nearly so"
    if not _is_same(kind, claim, spell):
        return "!gives another value"
    return "ends it" if not spell.ends else "gives another end, and nothing says that it began again"


def _is_same(kind: RelationKind, claim: Claim, spell: Spell) -> bool:
    """Whether a claim can speak of the version that the first claim with a value gives the spell."""
    valued = next((one for one in spell.claims if is_specific(kind, one.values)), spell.claims[0])
    return same_version(kind, claim.values, valued.values) and same_version(kind, claim.values, spell.claims[0].values)


def _tells_another_start(kind: RelationKind, claim: Claim, start: Interval, spell: Spell) -> bool:
    """Whether the source of a claim gives the spell another start: who says two, means two."""
    return any(
        one.source == claim.source and one.start is not None and not is_one_event(start, one.start, slack(kind))
        for one in spell.claims
    )


def _fits_start(kind: RelationKind, claim: Claim, start: Interval, spell: Spell) -> str:
    same = _is_same(kind, claim, spell)
    starts = spell.starts
    if any(is_one_event(start, one, slack(kind)) for one in starts):
        if same:
            return "begins on the same day or nearly so"
        if any(is_within_a_month(start, one) or start.text == one.text for one in starts):
            return "begins on the same day with another value"
        return "!gives another value from another day"
    if any(_may_precede(one, start) for one in spell.ends):
        return "!begins after an end"
    if _tells_another_start(kind, claim, start, spell):
        return "!has a source that tells of another beginning as well"
    if not starts:
        if any(
            one.latest is not None and start.earliest is not None and one.latest < _earlier(start.earliest, slack(kind))
            for one in spell.held
        ):
            return "!begins after a day on which it already was so"
        return "begins the spell" if same else "!gives another value from another day"
    if kind.closing == "ends":
        return "!is another event of the same sort"
    if kind.versioned and is_specific(kind, spell.claims[0].values) and not is_specific(kind, claim.values):
        return "!began on another day, and nobody says with which value"
    if not same:
        return "says otherwise of the same time" if _covers(spell, start) else "!gives another value from another day"
    return "gives another start, and no end lies between"


def _fits_held(kind: RelationKind, claim: Claim, held: Interval, spell: Spell) -> str:
    if any(
        one.latest is not None and held.earliest is not None and one.latest < _earlier(held.earliest, slack(kind))
        for one in spell.ends
    ) and not any(_may_precede(held, one) for one in spell.ends):
        return "!is from after an end"
    if _is_too_early(kind, held, spell):
        return "!is from before it began"
    if _is_same(kind, claim, spell):
        opens = kind.lasting is not True and not is_specific(kind, claim.values)
        if opens and is_specific(kind, spell.claims[0].values):
            inside = held.latest is not None and (
                held.latest <= _last_day(spell) + slack(kind) or any(_may_precede(held, one) for one in spell.ends)
            )
            return (
                "leaves open the value of the time" if inside else "!leaves open whether the value was still the same"
            )
        return "is from the time of the spell"
    if _covers(spell, held) or any(is_same_moment(kind, held, one) for one in [*spell.held, *spell.starts]):
        return "says otherwise of the same time"
    return "!gives another value from another day"


def _is_too_early(kind: RelationKind, held: Interval, spell: Spell) -> bool:
    """Whether a day lies before the spell: before its start, or, where values change, before any of its claims."""
    if held.latest is None:
        return False
    starts = [one.earliest for one in spell.starts if one.earliest is not None]
    seen = [one.earliest for one in spell.held if one.earliest is not None]
    first = min(starts) if starts else min(seen) if seen and kind.versioned else None
    return first is not None and held.latest < _earlier(first, slack(kind))


def _fits_over(kind: RelationKind, claim: Claim, spell: Spell) -> str:
    """That it was over by a day ("the former chief executive") belongs to the latest spell that can have been."""
    assert claim.end is not None and claim.end.latest is not None
    if not _is_same(kind, claim, spell):
        return "!gives another value"
    if spell.begin > claim.end.latest:
        return "!was over before this began"
    if any(one.earliest is not None and one.earliest > claim.end.latest for one in spell.held):
        return "!was over before a day on which this still was so"
    return "says that it was over by then"


def _fits_plan(kind: RelationKind, claim: Claim, spell: Spell) -> str:
    """A plan belongs to what came of it."""
    if not _is_same(kind, claim, spell):
        return "!plans another value"
    points = [*spell.starts, *spell.held]
    if claim.start is not None:
        if any(is_one_event(claim.start, one) for one in points):
            return "plans its beginning"
        first = min((one.earliest or date.min for one in points), default=None)
        planned = claim.start.earliest or date.min
        if first is not None and planned <= first <= _later(planned, REALIZED):
            return "plans what began later"
        if not points and any(_may_precede(claim.start, one) for one in spell.ends):
            return "plans the beginning of what was to end"
        return "!plans another beginning"
    if claim.end is not None and any(
        _may_precede(one, claim.end) and not is_one_event(one, claim.end) for one in spell.ends
    ):
        return "!plans an end after it had ended"
    return "plans its end" if claim.end is not None else "speaks of it as planned"


def _fits_denial(kind: RelationKind, claim: Claim, spell: Spell) -> str:
    """A denial is about what stood at the time, or about the same event."""
    if not _is_same(kind, claim, spell):
        return "!denies another value"
    points = [one for one in (claim.start, claim.held_on, claim.end) if one is not None]
    for point in points:
        if any(is_one_event(point, one) for one in [*spell.starts, *spell.held, *spell.ends]):
            return "denies what others say of the same time"
        begun = spell.begin <= (point.latest or FOREVER)
        over = any(
            one.latest is not None and point.earliest is not None and one.latest < point.earliest for one in spell.ends
        )
        if begun and not over:
            return "denies what others say of the time"
    return "!denies it for another time"


def _last_day(spell: Spell) -> date:
    """The last day that any claim of a spell speaks of."""
    days = [one.earliest for one in [*spell.starts, *spell.held, *spell.ends] if one.earliest is not None]
    return min(max(days, default=date.min), FOREVER - REALIZED)


def only_ends(claim: Claim) -> bool:
    """Whether a claim speaks of an end alone. "Sold its stake" closes what stood, whatever its size was."""
    return claim.start is None and claim.held_on is None


def _covers(spell: Spell, day: Interval) -> bool:
    """Whether one claim of the spell says that it was so throughout the days that a date can mean."""
    for claim in spell.claims:
        last = max(
            (one.earliest for one in (claim.end, claim.held_on) if one is not None and one.earliest), default=None
        )
        if claim.start is None or last is None or claim.start.latest is None or day.earliest is None:
            continue
        if claim.start.latest < day.earliest and day.latest is not None and day.latest < last:
            return True
    return False


def _may_precede(end: Interval, start: Interval) -> bool:
    """Whether an end can lie before a start, so that the start begins something new."""
    if end.latest is not None and start.latest is not None and end.latest <= start.latest:
        return True
    return end.earliest is not None and start.latest is not None and end.earliest <= start.latest


def _earlier(day: date, gap: timedelta) -> date:
    """A day moved back, no further than the first of the calendar."""
    return day - gap if day - date.min >= gap else date.min


def _later(day: date, by: timedelta) -> date:
    return day + by if day < FOREVER - by else FOREVER


def _is_said(claim: Claim) -> bool:
    return claim.stance == "asserts" and claim.modality != "planned"


def rank_of(claim: Claim) -> int:
    """The place of a claim's rule in `RULES`: 0 for facts and hearsay; 4, which has none, for what has no date."""
    if claim.start is None and claim.end is None and claim.held_on is None:
        return 4
    if claim.stance == "denies":
        return 3
    if claim.modality == "planned":
        return 2
    return 1 if only_ends(claim) and claim.end is not None and claim.end.earliest is None else 0


RULES: Final[dict[int, Rule]] = {0: _fits_fact, 1: _fits_over, 2: _fits_plan, 3: _fits_denial}


def _anchor(claim: Claim) -> Interval | None:
    return claim.start or claim.held_on or claim.end


def anchor_day(claim: Claim) -> date:
    """The earliest day that a claim speaks of."""
    anchor = _anchor(claim)
    if anchor is None:
        return date.min
    return anchor.earliest or anchor.latest or date.min


def order_of(claim: Claim) -> tuple[date, int, date, str]:
    """Puts claims in the order of time; of one day, starts before what was so, and that before ends."""
    anchor = _anchor(claim)
    sort = 0 if claim.start else 1 if claim.held_on else 2
    return anchor_day(claim), sort, (anchor.latest if anchor and anchor.latest else FOREVER), claim.id
