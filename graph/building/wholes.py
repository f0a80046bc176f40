"""Stakes beside each other: who holds all of something leaves nothing to others.

While one owner certainly holds 100 %, a stake of another one that is known of an earlier day alone was over when that
began, and one that is known of a later day alone had not begun. Indirect stakes, stakes without a share, and those of
which a source says that they were held in that time are left alone: the last contradict, and `check` tells of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ..records import Relationship
from ..vocabulary import RelationKind, Vocabulary

__all__ = ["beside_wholes", "direct_share"]

_ALL: Final = 99.95
"""Percent from which on a stake is all there is."""


def beside_wholes(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Bound stakes by those who certainly hold all of the same thing.

    Args:
        vocabulary: the kinds.
        relationships: by id, closed by what follows them.

    Returns:
        The relationships by id, in the same order.
    """
    kinds = {kind.name: kind for kind in vocabulary.relations.values() if kind.control and _shares(kind)}
    stakes: dict[str, list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        if one.kind in kinds and one.possible_from is not None and _says_how_much(kinds[one.kind], one):
            stakes[one.values[kinds[one.kind].controlled]].append(one)
    found = dict(relationships)
    for several in stakes.values():
        wholes = [one for one in several if _is_whole(kinds[one.kind], one)]
        for one in several if wholes else ():
            others = (whole for whole in wholes if whole.kind == one.kind and _excludes(kinds[one.kind], whole, one))
            found[one.id] = _beside(one, others)
    return found


def direct_share(kind: RelationKind, one: Relationship) -> float | None:
    """The percent of a stake held directly, said as a fact; None for any other stake and where nobody says how much."""
    if one.modality != "fact" or one.values.get("held") == "indirect":
        return None
    names = (each.name for each in kind.fields if each.type == "percent" and not each.name.endswith(("_min", "_max")))
    share = one.values.get(next(names, ""))
    return float(share) if share else None


def _shares(kind: RelationKind) -> list[str]:
    """The columns that say how much: a share, the least and the most that it is."""
    return [one.name for one in kind.fields if one.type == "percent"]


def _says_how_much(kind: RelationKind, one: Relationship) -> bool:
    return one.values.get("held") != "indirect" and any(name in one.values for name in _shares(kind))


def _is_whole(kind: RelationKind, one: Relationship) -> bool:
    return one.certain_from is not None and not one.denied and (direct_share(kind, one) or 0) >= _ALL


def _excludes(kind: RelationKind, whole: Relationship, one: Relationship) -> bool:
    """Whether all of one owner leaves nothing for another: of what it is a share is not said, or the same."""
    if whole.values[kind.control] == one.values[kind.control]:
        return False
    return all(whole.values.get(name, "") in ("", one.values.get(name, "")) for name in kind.identity)


def _beside(one: Relationship, wholes: Iterable[Relationship]) -> Relationship:
    """What is left of a stake beside those who held all."""
    over = one.known_end.earliest if one.known_end is not None else None
    seen = sorted(day for day in (one.first_held, one.last_held, over) if day is not None)
    if not seen or one.modality == "planned":
        return one
    for whole in wholes:
        first, last, begins, ends = whole.certain_from, whole.certain_until, one.possible_from, one.possible_until
        assert first is not None and last is not None and begins is not None and ends is not None
        if one.first_held is not None and seen[-1] < first < ends:
            one = _over(one, whole, first)
        elif begins < last < seen[0]:
            one = replace(one, possible_from=last)
    return one


def _over(one: Relationship, whole: Relationship, day: date) -> Relationship:
    """A stake that was over when another owner had all."""
    certain_until = min(one.certain_until, day) if one.certain_until is not None else None
    one = replace(one, possible_until=day, certain_until=certain_until)
    if one.known_end is not None:
        return one
    return replace(one, closed_by=whole.id, closed_as="successor")
