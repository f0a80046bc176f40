"""Which stakes give control.

More than half of a company does, and so does a brand as such. A stake of which no source gives the share may be all of
a company ("Ford bought Land Rover") or a sliver of it: it possibly gives control, unless somebody else certainly had
the majority in its time, or the share that is known of the same owner nearest in time is below a fifth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ..dates import FOREVER
from ..records import Relationship
from ..vocabulary import RelationKind, Vocabulary
from .wholes import direct_share

__all__ = ["with_control"]


_INFLUENCE: Final = 20.0
"""Percent from which on an owner is taken to have significant influence (IAS 28); below, nobody controls."""

_FAR: Final = 5 * 365
"""Days after which a share says nothing any more of one that no source gives."""


def with_control(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Say of each stake whether it gives control.

    Args:
        vocabulary: the kinds.
        relationships: by id, with the days on which each held.

    Returns:
        The relationships by id, in the same order; `controls` is set where one gives control, for certain or possibly.
    """
    said = {
        one.id: found
        for one in relationships.values()
        if (found := vocabulary.controls(vocabulary.relations[one.kind], one.values)) != "no"
    }
    minorities: dict[tuple[str, str], list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        kind = vocabulary.relations[one.kind]
        if kind.control and one.is_undisputed and _is_small(kind, one):
            minorities[_pair(vocabulary, one)].append(one)
    majorities: dict[str, list[Relationship]] = defaultdict(list)
    for id, found in said.items():
        if found == "yes":
            majorities[_asset(vocabulary, relationships[id])].append(relationships[id])
    controlled = dict(relationships)
    for id, found in said.items():
        one = relationships[id]
        others = majorities[_asset(vocabulary, one)]
        if found == "yes" or not (
            any(_certainly_during(other, one) for other in others if other is not one)
            or _is_known_smaller(vocabulary, one, minorities, others)
        ):
            controlled[id] = replace(one, controls=found)
    return controlled


def _pair(vocabulary: Vocabulary, one: Relationship) -> tuple[str, str]:
    kind = vocabulary.relations[one.kind]
    return one.values[kind.control], one.values[kind.controlled]


def _is_known_smaller(
    vocabulary: Vocabulary,
    one: Relationship,
    minorities: Mapping[tuple[str, str], Iterable[Relationship]],
    majorities: Iterable[Relationship],
) -> bool:
    """Whether the share of the same owner is known of a time not far off, and the nearest of these gives no control."""
    pair = _pair(vocabulary, one)
    nearest = min((_gap(one, other) for other in minorities.get(pair, ())), default=_FAR)
    own = (other for other in majorities if _pair(vocabulary, other) == pair)
    return nearest < _FAR and all(_gap(one, other) > nearest for other in own)


def _is_small(kind: RelationKind, one: Relationship) -> bool:
    """Whether a stake is too small for any influence that has to be accounted for: below 20 %, held directly."""
    share = direct_share(kind, one)
    return share is not None and share < _INFLUENCE


def _gap(one: Relationship, other: Relationship) -> int:
    """The days between what evidence says of two stakes; far where a day is unknown."""
    firsts, lasts = (one.first_held, other.first_held), (one.last_held, other.last_held)
    if None in firsts or None in lasts:
        return _FAR
    return max((max(filter(None, firsts)) - min(filter(None, lasts))).days, 0)


def _asset(vocabulary: Vocabulary, one: Relationship) -> str:
    return one.values[vocabulary.relations[one.kind].controlled]


def _certainly_during(majority: Relationship, stake: Relationship) -> bool:
    """Whether a majority certainly held on a day of which it is said that a stake held, or can have."""
    if majority.certain_from is None or majority.certain_until is None:
        return False
    first = stake.first_held or stake.possible_from or date.min
    last = stake.last_held or stake.possible_until or FOREVER
    return majority.certain_from <= max(first, last) and min(first, last) <= majority.certain_until
