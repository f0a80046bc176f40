"""Which of many claims say most, where a reader has no room for all: a terminal cites them and counts the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from .citations import ClaimFound
from .columns import MODALITIES, TIERS
from .dates import parse_date

__all__ = ["most_telling"]

_FEW: Final = 3
"""Claims cited of one relationship."""
_TIER_RANK: Final = {tier: rank for rank, tier in enumerate(TIERS)}
_MODALITY_RANK: Final = {modality: rank for rank, modality in enumerate(MODALITIES)}


def most_telling(claims: Iterable[ClaimFound], day: date) -> tuple[ClaimFound, ...]:
    """A few claims of each relationship, in the order given: of the day, of the start, of the end.

    Denials come first of all, so that a disputed fact never looks settled. Then facts before hearsay before plans, what
    was so near the day, better tiers, and sources that do not repeat each other.

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
    picked = ranked[:1]
    for column in ("start", "end"):
        dated = [claim for claim in ranked if getattr(claim, column)]
        if dated and not any(getattr(claim, column) for claim in picked):
            picked.append(_best_dated(dated, column))
    heard = {_origin(claim) for claim in picked}
    rest = sorted((claim for claim in ranked if claim not in picked), key=lambda claim: _origin(claim) in heard)
    return [*picked, *rest[: _FEW - len(picked)]]


def _best_dated(claims: Sequence[ClaimFound], column: str) -> ClaimFound:
    """The claim that dates a start or an end best, of those that do not stand alone with their date."""
    days = {claim.id: parse_date(getattr(claim, column)) for claim in claims}
    agreeing = {claim.id: sum(days[claim.id].overlaps(other) for other in days.values()) for claim in claims}
    most = max(agreeing.values())

    def key(claim: ClaimFound) -> tuple[int, bool, int]:
        day = days[claim.id]
        width = ((day.latest or date.max) - (day.earliest or date.min)).days
        return _MODALITY_RANK[claim.modality], 2 * agreeing[claim.id] < most, width

    return min(claims, key=key)


def _origin(claim: ClaimFound) -> str:
    return claim.source.origin or claim.source.publisher or claim.source.id


def _rank(claim: ClaimFound, day: date) -> tuple[bool, int, int, int, int, str]:
    away = _days_away(claim, day)
    return (
        claim.stance == "asserts",
        _MODALITY_RANK[claim.modality],
        away // 365,
        _TIER_RANK.get(claim.source.tier, len(_TIER_RANK)),
        away,
        claim.id,
    )


def _days_away(claim: ClaimFound, day: date) -> int:
    """Days between a day and the nearest one that a claim speaks of, or on which it was published."""
    written = (claim.held_on, claim.start, claim.end, claim.source.published)
    known = [bound for text in written if text for one in (parse_date(text),) for bound in (one.earliest, one.latest)]
    return min((abs((day - bound).days) for bound in known if bound), default=(date.max - date.min).days)
