"""Which of many claims say most, where a reader has no room for all: a terminal cites them and counts the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from .citations import ClaimFound
from .columns import MODALITY_RANK, TIER_RANK
from .dates import Interval, parse_date
from .errors import DateError

__all__ = ["most_telling"]

_FEW: Final = 3
"""Asserting claims cited of one relationship."""


def most_telling(claims: Iterable[ClaimFound], day: date) -> tuple[ClaimFound, ...]:
    """A few claims of each relationship, in the order given: of the day, of the start, of the end.

    Facts come before hearsay before plans, then what was so near the day, better tiers, and sources that do not repeat
    each other. A denial is always among them, so that a disputed fact never looks settled.

    Args:
        claims: the claims of one or several relationships.
        day: the day asked about; `dates.FOREVER` for the latest known state: the newest then say most.
    """
    given = list(claims)
    of = sorted(given, key=lambda claim: claim.relationship)
    chosen = {
        claim.id for _, several in groupby(of, key=lambda claim: claim.relationship) for claim in _few([*several], day)
    }
    return tuple(claim for claim in given if claim.id in chosen)


def _few(claims: Sequence[ClaimFound], day: date) -> Sequence[ClaimFound]:
    if len(claims) <= _FEW:
        return claims
    ranked = sorted(claims, key=lambda claim: _rank(claim, day))
    denials = [claim for claim in ranked if claim.stance != "asserts"]
    asserting = [claim for claim in ranked if claim.stance == "asserts"]
    picked = asserting[:1]
    for column in ("start", "end"):
        best = _best_dated([claim for claim in asserting if getattr(claim, column)], column)
        if best is not None and not any(_is_dated_alike(claim, best, column) for claim in picked):
            picked.append(best)
    rest = [claim for claim in asserting if claim not in picked]
    while rest and len(picked) < _FEW:
        heard = {claim.source.independent_origin for claim in picked}
        fresh = next((claim for claim in rest if claim.source.independent_origin not in heard), rest[0])
        picked.append(fresh)
        rest.remove(fresh)
    return [*denials[:1], *picked]


def _best_dated(claims: Sequence[ClaimFound], column: str) -> ClaimFound | None:
    """The claim that dates a start or an end best, of those that do not stand alone with their date."""
    days = {claim.id: one for claim in claims if (one := _read(getattr(claim, column))) is not None}
    agreeing = {id: sum(one.overlaps(other) for other in days.values()) for id, one in days.items()}

    def key(claim: ClaimFound) -> tuple[int, bool, int]:
        alone = 2 * agreeing[claim.id] < max(agreeing.values())
        return MODALITY_RANK[claim.modality], alone, days[claim.id].width

    return min((claim for claim in claims if claim.id in days), key=key, default=None)


def _is_dated_alike(claim: ClaimFound, best: ClaimFound, column: str) -> bool:
    """Whether a claim gives a date that the best one can mean too."""
    one, other = _read(getattr(claim, column)), _read(getattr(best, column))
    return one is not None and other is not None and one.overlaps(other)


def _rank(claim: ClaimFound, day: date) -> tuple[int, int, int, int, str]:
    away = _days_away(claim, day)
    tier = TIER_RANK.get(claim.source.tier, len(TIER_RANK))
    return MODALITY_RANK[claim.modality], away // 365, tier, away, claim.id


def _days_away(claim: ClaimFound, day: date) -> int:
    """Days between a day and the nearest one that a claim speaks of, or on which it was published."""
    written = map(_read, (claim.held_on, claim.start, claim.end, claim.source.published))
    known = [bound for one in written if one is not None for bound in (one.earliest, one.latest)]
    return min((abs((day - bound).days) for bound in known if bound), default=(date.max - date.min).days)


def _read(text: str) -> Interval | None:
    """A date; None where a source of other makers has none that is readable."""
    try:
        return parse_date(text) if text else None
    except DateError:
        return None
