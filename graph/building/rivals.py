"""Two at once where one at a time holds: two chief executives beyond the day on which one hands over to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..names import name_key
from ..vocabulary import RelationKind, Vocabulary

__all__ = ["Tenure", "exclusive_kinds", "holder_fields", "rivals"]

_HANDOVER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Tenure:
    """The days on which a relationship held for certain.

    Attributes:
        first, last: the days, inclusive.
        id: the relationship.
        values: what its columns hold, at least those that say who holds what.
    """

    first: date
    last: date
    id: str
    values: Mapping[str, str]


def exclusive_kinds(vocabulary: Vocabulary) -> list[RelationKind]:
    """The kinds of which one at a time holds, and of which a new value is not merely a new version."""
    return [
        kind
        for kind in vocabulary.relations.values()
        if kind.single is not None and kind.purpose != "stage" and not (kind.single.when is None and kind.versioned)
    ]


def holder_fields(kind: RelationKind) -> tuple[str, ...]:
    """The fields that say who or what holds what one at a time holds.

    Of a post its ends (the person), of what has one end the other values that tell two apart (a name, a country).
    """
    assert kind.single is not None
    named = kind.ends if kind.is_edge else (*kind.identity, *kind.versioned)
    return tuple(name for name in named if name not in kind.single.within)


def rivals(vocabulary: Vocabulary, kind: RelationKind, tenures: Iterable[Tenure]) -> list[tuple[Tenure, Tenure]]:
    """Pairs that overlap for certain by more than the day of a handover, in the order of their ids.

    Args:
        vocabulary: says which codes are held by one at a time.
        kind: one of `exclusive_kinds`.
        tenures: relationships of that kind.
    """
    assert kind.single is not None
    held: dict[tuple[str, ...], list[Tenure]] = defaultdict(list)
    for one in tenures:
        if vocabulary.is_single(kind, one.values):
            held[tuple(one.values.get(name, "") for name in kind.single.within)].append(one)
    pairs = []
    for several in held.values():
        several.sort(key=lambda one: (one.first, one.last, one.id))
        for position, one in enumerate(several):
            for other in several[position + 1 :]:
                if other.first >= one.last:
                    break
                if _holder(kind, one) != _holder(kind, other) and min(one.last, other.last) - other.first > _HANDOVER:
                    pairs.append((one, other))
    return sorted(pairs, key=lambda pair: (pair[0].id, pair[1].id))


def _holder(kind: RelationKind, one: Tenure) -> tuple[str, ...]:
    return tuple(
        name_key(value) if kind.field(name).type == "text" else value
        for name in holder_fields(kind)
        for value in (one.values.get(name, ""),)
    )
