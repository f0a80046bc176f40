"""Nothing holds outside the life of what it ties: after the merger no stake in the merged company lives on.

A life is bounded by what says so (an existence, a birth or a death), by a merger into another one, and of what has
stages (a deal) by its first one. That something was over with it is an inference, and a day on which a source says that
it was so is never taken away. What comes from a deal is no older than the deal, unless a source says that it was so
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ..dates import FOREVER, Interval, parse_date
from ..records import Relationship
from ..vocabulary import Vocabulary
from .windows import ALWAYS

__all__ = ["bound_said", "clipped"]

_YEAR: Final = timedelta(days=366)


def clipped(
    vocabulary: Vocabulary, closed: Mapping[str, Relationship], relationships: Mapping[str, Relationship]
) -> dict[str, Relationship]:
    """What is left of relationships within the lives of their ends.

    Args:
        vocabulary: the kinds.
        closed: by id, closed by what follows them.
        relationships: by id, each resolved alone: these say who lived when.

    Returns:
        The relationships by id, in the same order.
    """
    found = dict(closed)
    lives = _lives(vocabulary, relationships.values())
    begun = _beginnings(vocabulary, relationships.values())
    for one in closed.values() if lives or begun else ():
        kind = vocabulary.relations[one.kind]
        if one.possible_from is None:
            continue
        for column in kind.fields if kind.purpose != "stage" else ():
            born = begun.get(one.values.get(column.name, "")) if column.type == "entity" else None
            if born and (column.name in kind.ends or one.first_held is None or born <= one.first_held):
                found[one.id] = one = _begun_with(one, born)
        for end in kind.ends:
            entity = one.values[end]
            if entity in lives and _is_mortal(vocabulary, one):
                found[one.id] = one = _within(one, lives[entity])
    return found


def bound_said(vocabulary: Vocabulary, one: Relationship) -> tuple[str, Interval] | None:
    """Which end of the life of its entity a relationship gives by its value, and when.

    Returns:
        `start` and the day of a birth, `end` and the day of a death; None for anything else.
    """
    kind = vocabulary.relations[one.kind]
    for column in kind.fields if not kind.is_edge else ():
        code = vocabulary.code(column, one.values.get(column.name, ""))
        if code is not None and "bounds" in code.flags:
            day = next(value for name, value in one.values.items() if name not in (column.name, kind.ends[0]))
            return str(code.flags["bounds"]), parse_date(day)
    return None


def _is_mortal(vocabulary: Vocabulary, one: Relationship) -> bool:
    """Whether a relationship is over with the life of what it ties."""
    kind = vocabulary.relations[one.kind]
    if kind.purpose == "life" or kind.history:
        return False
    return kind.is_edge or (kind.lasting is not True and bound_said(vocabulary, one) is None)


def _lives(vocabulary: Vocabulary, relationships: Iterable[Relationship]) -> dict[str, Relationship]:
    """What bounds the life of each entity: what says so, else a merger into another one, if nothing begins after it."""
    several = list(relationships)
    kinds = vocabulary.relations
    lives: dict[str, Relationship] = {}
    for one in several:
        if kinds[one.kind].purpose == "life" and one.possible_from is not None:
            entity = one.values[kinds[one.kind].ends[0]]
            lives[entity] = _from_first_to_last(lives[entity], one) if entity in lives else one
    for one in several:
        said = bound_said(vocabulary, one) if one.possible_from is not None else None
        if said is not None:
            entity = one.values[kinds[one.kind].ends[0]]
            bounded = lives.get(entity) or replace(one, start=None, end=None)
            is_start = said[0] == "start"
            lives[entity] = replace(bounded, start=said[1]) if is_start else replace(bounded, id=one.id, end=said[1])
    mergers = {
        one.values[kinds[one.kind].ends[0]]: one
        for one in several
        if one.is_undisputed and one.start and one.start.latest and _ends_life(vocabulary, one)
    }
    for one in several if mergers else ():
        for end in kinds[one.kind].ends:
            merger = mergers.get(one.values[end])
            if merger and _is_mortal(vocabulary, one) and _begins_after(one, merger):
                del mergers[one.values[end]]
    for entity, merger in mergers.items():
        life = lives.get(entity)
        if life is None:
            lives[entity] = replace(merger, start=None, end=merger.start)
        elif life.end is None:
            lives[entity] = replace(life, id=merger.id, end=merger.start)
    return lives


def _from_first_to_last(one: Relationship, other: Relationship) -> Relationship:
    """Two lives of one entity (a brand founded anew) bound it from the first beginning to the last end."""
    first = min((one, other), key=lambda life: (life.possible_from or ALWAYS, life.id))
    last = max((one, other), key=lambda life: (life.possible_until or FOREVER, life.id))
    return replace(last, start=first.start)


def _ends_life(vocabulary: Vocabulary, one: Relationship) -> bool:
    kind = vocabulary.relations[one.kind]
    return any(
        vocabulary.flagged(kind, column.name, one.values.get(column.name), "ends_life") for column in kind.fields
    )


def _begins_after(one: Relationship, merger: Relationship) -> bool:
    assert merger.start is not None and merger.start.latest is not None
    begun = one.start.earliest if one.start and one.modality == "fact" else None
    return begun is not None and begun - merger.start.latest > _YEAR


def _beginnings(vocabulary: Vocabulary, relationships: Iterable[Relationship]) -> dict[str, date]:
    """The day before which each entity that begins with a stage did not exist."""
    days: dict[str, date] = {}
    for one in relationships:
        kind = vocabulary.relations[one.kind]
        if kind.purpose == "stage" and one.possible_from is not None:
            entity = one.values[kind.ends[0]]
            days[entity] = min(days.get(entity, FOREVER), one.possible_from)
    return {entity: day for entity, day in days.items() if day != ALWAYS}


def _begun_with(one: Relationship, born: date) -> Relationship:
    """What is left of a relationship after the beginning of one of its ends."""
    assert one.possible_from is not None
    first = min(born, one.first_held or born)
    return replace(one, possible_from=first) if one.possible_from < first else one


def _within(one: Relationship, life: Relationship) -> Relationship:
    """What is left of a relationship within the life of one of its ends."""
    assert one.possible_from is not None and one.possible_until is not None
    born = life.start.earliest if life.start and life.start.earliest else ALWAYS
    over = life.end.latest if life.end and life.end.latest else FOREVER
    possible_from = max(one.possible_from, min(born, one.first_held or born))
    until = min(one.possible_until, max(over, one.last_held or over))
    if (possible_from, until) == (one.possible_from, one.possible_until) or possible_from > until:
        return one
    certain_from, certain_until = one.certain_from, one.certain_until
    if certain_from is not None and certain_until is not None:
        certain_from, certain_until = max(certain_from, possible_from), min(certain_until, until)
        if certain_from > certain_until:
            certain_from = certain_until = None
    ended = until < one.possible_until and one.end is None
    return replace(
        one,
        possible_from=possible_from,
        possible_until=until,
        certain_from=certain_from,
        certain_until=certain_until,
        closed_by=life.id if ended else one.closed_by,
        closed_as="life" if ended else one.closed_as,
    )
