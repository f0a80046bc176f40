"""How one value is picked where claims differ; the others stay beside it.

Only claims of the strongest modality present are asked (facts before hearsay before plans), so that a plan never
contradicts what came of it. Values that are the same but for rounding or precision count as one; among them the finest
wording is shown, of dates what all of them leave open. A vague one that fits two values which differ ("2019" beside
March and September) speaks for neither, and never makes them one. Ties go on to the next measure, and in the end to the
wording itself, so that the outcome is fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from ..columns import MODALITY_RANK, TIER_RANK
from ..dates import Interval, meet, parse_date
from ..errors import DateError
from ..records import Claim, Policy, Source
from ..vocabulary import Field
from .comparing import same_value

__all__ = ["Voice", "pick_date", "pick_value", "strongest"]

T = TypeVar("T")

_UNDATED: Final = date.min


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim with what a policy asks about its source."""

    claim: Claim
    origin: str
    tier: int
    published: date

    @classmethod
    def of(cls, claim: Claim, source: Source) -> Voice:
        """The voice of a claim."""
        published = source.published.latest if source.published and source.published.latest else _UNDATED
        return cls(claim, source.independent_origin, TIER_RANK.get(source.tier, len(TIER_RANK)), published)


def strongest(voices: Sequence[Voice]) -> list[Voice]:
    """Those of the strongest modality present."""
    if len(voices) < 2:
        return list(voices)
    best = min(MODALITY_RANK[one.claim.modality] for one in voices)
    return [one for one in voices if MODALITY_RANK[one.claim.modality] == best]


def pick_value(column: Field, voices: Iterable[Voice], policy: Policy) -> tuple[str, tuple[str, ...]]:
    """The value of a column and the values that differ from it.

    Args:
        column: the declared column.
        voices: claims that may say something about it.
        policy: how to pick.

    Returns:
        The value, empty where no claim has one; and the other values, each once, sorted. Wordings never differ: what
        is free text only gets a choice.
    """
    said: dict[str, list[Voice]] = {}
    for voice in voices:
        value = voice.claim.values.get(column.name)
        if value:
            said.setdefault(value, []).append(voice)
    if len(said) < 2:
        return next(iter(said), ""), ()
    ordered = sorted(said, key=lambda value: (_coarseness(column, value), value))
    parts = _clustered(ordered, lambda one, other: same_value(column, one, other))
    best = min(parts, key=lambda part: _rank([voice for value in part for voice in said[value]], policy, min(part)))

    def shown(part: Sequence[str]) -> str:
        return min(part, key=lambda value: (_coarseness(column, value), _rank(said[value], policy, value)))

    return shown(best), tuple(sorted(shown(part) for part in parts if part is not best))


def pick_date(
    dates: Mapping[Interval, Sequence[Voice]], policy: Policy
) -> tuple[Interval | None, tuple[Interval, ...]]:
    """The date and the dates that differ from it.

    Args:
        dates: what is said, and who says it.
        policy: how to pick.

    Returns:
        What the dates that agree best with the policy leave open together, None where there are none; and one date each
        for those that cannot mean the same day, in the order of time.
    """
    if len(dates) < 2:
        return next(iter(dates), None), ()
    ordered = sorted(dates, key=lambda one: (one.width, *_in_time(one)))
    parts = _clustered(ordered, lambda one, other: one.overlaps(other))
    best = min(parts, key=lambda part: _rank([voice for one in part for voice in dates[one]], policy, part[0].text))
    others = sorted((_agreed(part, dates, policy) for part in parts if part is not best), key=_in_time)
    return _agreed(best, dates, policy), tuple(others)


def _agreed(part: Sequence[Interval], dates: Mapping[Interval, Sequence[Voice]], policy: Policy) -> Interval:
    """The days that dates which say the same leave open, in the wording of the one that the policy likes best.

    Dates that are only about right narrow nothing: of them the finest stands for itself.
    """
    ranked = sorted(part, key=lambda one: _rank(dates[one], policy, one.text))
    narrow = [one for one in ranked if not one.is_about]
    return min(
        [*([meet(narrow)] if narrow else []), *(one for one in ranked if one.is_about)], key=lambda one: one.width
    )


def _coarseness(column: Field, value: str) -> int:
    """Sorts the finest value of a column first: more digits of a number, fewer days of a date."""
    if column.type in {"date", "text"}:
        try:
            return parse_date(value).width
        except DateError:
            return 0
    if column.type in {"percent", "amount"}:
        whole, _, fraction = value.lstrip("-").partition(".")
        return -len((whole + fraction).strip("0") if fraction.strip("0") else whole.strip("0"))
    return 0


def _in_time(one: Interval) -> tuple[date, date, str]:
    return one.earliest or date.min, one.latest or date.max, one.text


def _clustered(values: Iterable[T], same: Callable[[T, T], bool]) -> list[list[T]]:
    """Parts of values that are all the same as each other, from values of which the finest come first.

    What is the same as some of one part and some of another is left out: it speaks for neither.
    """
    parts: list[list[T]] = []
    for value in values:
        near = [part for part in parts if any(same(value, other) for other in part)]
        if len(near) == 1 and all(same(value, other) for other in near[0]):
            near[0].append(value)
        elif len(near) < 2:
            parts.append([value])
    return parts


def _rank(voices: Sequence[Voice], policy: Policy, wording: str) -> tuple[int, int, int, str]:
    """Sorts the best first."""
    origins = -len({voice.origin for voice in voices})
    tier = min(voice.tier for voice in voices)
    newest = -max(voice.published for voice in voices).toordinal()
    match policy:
        case "newest":
            return newest, tier, origins, wording
        case "best-tier":
            return tier, origins, newest, wording
        case _:
            return origins, tier, newest, wording
