"""What relationships say about each other's time.

Where one at a time holds (chief executive, preferred name, status of a deal), the newcomer closes what stood before,
unless something says that both held together, or the days leave open which of them came first. Of a post that no source
dates, only the newest says that it is over; a stake without a day can be the newest itself. And nothing holds outside
the life of its ends (`graph.building.lives`). Both are inferences: `closed_by` and `closed_as` say so, and a day on
which a source says that it was so is never taken away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from ..dates import FOREVER
from ..records import Relationship
from ..vocabulary import RelationKind, Vocabulary
from .comparing import is_specific
from .fitting import REALIZED
from .lives import clipped
from .parts import within_wholes
from .windows import ALWAYS

__all__ = ["close"]

Kin: TypeAlias = Mapping[frozenset[str], Sequence[Relationship]]
"""The majorities that two owners have of each other, by their ids."""


def close(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Close relationships by what follows them, and clip them to the life of their ends.

    Args:
        vocabulary: the kinds.
        relationships: by id, each resolved alone.

    Returns:
        The relationships by id, in the same order.
    """
    closed = dict(relationships)
    rivals: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        kind = vocabulary.relations[one.kind]
        if kind.single and one.possible_from is not None and vocabulary.is_single(kind, one.values):
            rivals[(kind.name, *(one.values.get(name, "") for name in _seat(kind)))].append(one)
    kin = _kin(vocabulary, relationships.values())
    for several in rivals.values():
        if len(several) > 1:
            kind = vocabulary.relations[several[0].kind]
            closed.update((one.id, one) for one in _close_in_turn(kind, vocabulary, several, kin))
    return clipped(vocabulary, within_wholes(vocabulary, closed), relationships)


def _close_in_turn(
    kind: RelationKind, vocabulary: Vocabulary, rivals: Sequence[Relationship], kin: Kin
) -> Iterable[Relationship]:
    """Each of several of which one at a time holds, closed by the next that began for certain.

    `kin` are the majorities that owners have of each other: what a subsidiary owns, its owner has not given up.
    """
    assert kind.single is not None
    unsaid = tuple(name for name in kind.single.within if name not in _seat(kind))
    stages = {one.id: _stage(kind, vocabulary, one) for one in rivals} if kind.purpose == "stage" else {}
    newcomers = sorted(
        (
            one
            for one in (_seen(kind, each) for each in rivals)
            if one.is_undisputed and one.first_held and is_specific(kind, one.values)
        ),
        key=lambda one: (one.first_held, one.id),
    )
    begun = [one.first_held or FOREVER for one in newcomers]
    lasts = sorted(((one.last_held, one.id), one) for one in newcomers if one.last_held is not None)
    for one in rivals:
        found = one
        if one.possible_from == ALWAYS and one.first_held is not None:
            position = bisect_right(lasts, (one.first_held, chr(0x10FFFF)), key=lambda pair: pair[0])
            earlier = (
                other
                for _, other in reversed(lasts[:position])
                if _replaces(unsaid, one, other)
                and _comes_before(stages, other, one)
                and not _are_kin(kind, kin, other, one)
            )
            before = next(earlier, None)
            if before is not None:
                found = replace(one, possible_from=before.last_held)
        if _is_open_ended(one):
            after = newcomers[bisect_left(begun, _last_point(one)) :]
            successor = next(
                (
                    other
                    for other in after
                    if _comes_before(stages, one, other)
                    and _replaces(unsaid, other, one)
                    and not _are_kin(kind, kin, other, one)
                ),
                None,
            )
            if successor is None and _is_undated(one) and not kind.control:
                successor = max(
                    (other for other in newcomers if _replaces(unsaid, other, one)), key=_order, default=None
                )
            if successor is None and one.modality == "planned" and kind.purpose != "stage":
                successor = next(
                    (other for other in after if _is_too_late(one, other) and _replaces(unsaid, other, one)), None
                )
            if successor is not None:
                found = _capped(kind, vocabulary, found, successor)
        yield found


def _seen(kind: RelationKind, one: Relationship) -> Relationship:
    """A stake of which only the end is known, as one that was seen when it ended: its last 2.1 % were sold in 2015."""
    end = one.known_end
    if not kind.versioned or one.first_held or end is None or end.earliest is None:
        return one
    return replace(one, first_held=end.latest, last_held=end.earliest)


def _kin(vocabulary: Vocabulary, relationships: Iterable[Relationship]) -> Kin:
    """The majorities that owners have, or had, of each other, by the two of them."""
    kinds = vocabulary.relations
    found: dict[frozenset[str], list[Relationship]] = defaultdict(list)
    for one in relationships:
        kind = kinds[one.kind]
        if one.is_undisputed and vocabulary.controls(kind, one.values) == "yes":
            found[frozenset((one.values[kind.control], one.values[kind.controlled]))].append(one)
    return found


def _are_kin(kind: RelationKind, kin: Kin, newcomer: Relationship, one: Relationship) -> bool:
    """Whether one of two owners can have had the majority of the other on the day by which the newcomer had begun."""
    if not kind.control:
        return False
    day = newcomer.first_held or FOREVER
    between = kin.get(frozenset((newcomer.values[kind.control], one.values[kind.control])), ())
    return any((each.possible_from or FOREVER) <= day <= (each.possible_until or ALWAYS) for each in between)


def _seat(kind: RelationKind) -> tuple[str, ...]:
    """The fields within which one at a time holds; of a stake not of what it is a share: see `_replaces`."""
    assert kind.single is not None
    return tuple(
        name for name in kind.single.within if not kind.versioned or kind.field(name).type in {"entity", "text"}
    )


def _replaces(unsaid: Sequence[str], newcomer: Relationship, one: Relationship) -> bool:
    """Whether a newcomer takes the place of one: they agree, or it said less ("29.9 %", then "55.9 % of votes").

    `unsaid` are the fields of a seat that a source may leave open.
    """
    return all(one.values.get(name, "") in ("", newcomer.values.get(name, "")) for name in unsaid)


def _is_too_late(plan: Relationship, newcomer: Relationship) -> bool:
    """Whether a plan is dead: two years later somebody begins, and nobody has said that it was carried out.

    A plan of which only the first day is known is dead as soon as somebody else begins.
    """
    planned = plan.start.earliest if plan.start else None
    begun = newcomer.start.earliest if newcomer.start else newcomer.first_held
    if planned is None or begun is None:
        return False
    is_open = plan.start is not None and plan.start.latest in (None, FOREVER)
    return begun - planned > REALIZED or (is_open and newcomer.start is not None and begun > planned)


def _is_open_ended(one: Relationship) -> bool:
    """Whether no source says from which day to which it may have ended: "former", "no earlier than March", nothing."""
    return one.end is None or one.end.earliest is None or one.end.latest is None


def _is_undated(one: Relationship) -> bool:
    """Whether no source says when it was so. What is planned without a day is still to come."""
    return one.first_held is None and one.last_held is None and one.end is None and one.modality != "planned"


def _comes_before(stages: Mapping[str, tuple[bool, int]], one: Relationship, other: Relationship) -> bool:
    """Whether one of two that exclude each other held before the other.

    It did if the other one's last evidence is later than its own first evidence, however vague both are, and the other
    one opens later or is first known for certain when this one was last known. "In 2019" and "on 5 June 2019" have no
    order: from them nothing is inferred about two shareholders. Stages, where there are any, follow each other in an
    order of their own where the days leave it open. On one and the same day, who began then follows who was there then.
    """
    if one.id == other.id or one.first_held is None:
        return False
    if other.last_held is not None and one.first_held < other.last_held:
        return _order(one) < _order(other) or (other.first_held is not None and _last_point(one) < other.first_held)
    if stages:
        if one.first_held < _opening(other):
            return True
        settled = other.first_held is not None and other.first_held < _opening(one)
        return not settled and (stages[one.id], _order(one)) < (stages[other.id], _order(other))
    begun = other.start is not None and other.end is None and other.start.earliest == one.first_held
    return begun and one.start is None and one.first_held == other.last_held


def _stage(kind: RelationKind, vocabulary: Vocabulary, one: Relationship) -> tuple[bool, int]:
    """Puts stages in order: what lasts comes last, else the order in which codes are declared."""
    for column in kind.fields:
        if column.type == "code":
            codes = list(vocabulary.codes[column.of[0]].codes)
            return vocabulary.is_lasting(kind, one.values), codes.index(one.values[column.name])
    return False, 0


def _capped(kind: RelationKind, vocabulary: Vocabulary, one: Relationship, successor: Relationship) -> Relationship:
    """What a successor closes: over on the day by which the successor had begun, both ends inclusive."""
    assert one.possible_until is not None
    begun = successor.first_held or FOREVER
    until = min(one.possible_until, max(begun, one.last_held or ALWAYS))
    certain_until = one.certain_until
    stands = kind.closing == "ends" or vocabulary.is_lasting(kind, one.values)
    if _goes_on(kind, one, successor) and one.first_held is not None:
        certain_until = until
    elif stands and one.first_held is not None and successor.possible_from not in (None, ALWAYS):
        assert successor.possible_from is not None
        stood = certain_until if certain_until is not None and certain_until <= until else ALWAYS
        certain_until = max(successor.possible_from, stood)
    elif certain_until is not None:
        certain_until = min(certain_until, one.last_held or until if stands else until)
    certain_until = min(certain_until, until) if certain_until is not None else None
    certain_from = one.first_held if certain_until is not None else None
    if certain_from is not None and certain_until is not None and certain_from > certain_until:
        certain_from = certain_until = None
    return replace(
        one,
        possible_until=until,
        certain_from=certain_from,
        certain_until=certain_until,
        closed_by=successor.id,
        closed_as="successor",
    )


def _goes_on(kind: RelationKind, one: Relationship, successor: Relationship) -> bool:
    """Whether a successor says the same value again, and not that it began anew: 100 %, then 100 % of the votes."""
    if one.end is not None or successor.start is not None:
        return False
    values = [name for name in kind.versioned if name in one.values]
    return (
        bool(values)
        and is_specific(kind, one.values)
        and all(successor.values.get(name) == one.values[name] for name in values)
    )


def _opening(one: Relationship) -> date:
    """The first day that its evidence speaks of."""
    if one.possible_from is not None and one.possible_from != ALWAYS:
        return one.possible_from
    return one.first_held or ALWAYS


def _order(one: Relationship) -> tuple[date, date, bool, str]:
    """Puts spells in the order in which they began; on one day, who was there comes before who began on it."""
    return _opening(one), one.first_held or FOREVER, one.start is not None, one.id


def _last_point(one: Relationship) -> date:
    """The last day on which a source says that it was so."""
    return one.last_held or one.first_held or _opening(one)
