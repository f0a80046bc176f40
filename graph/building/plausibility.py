"""What is odd about relationships taken together: the domain's own sense of what can be.

Nothing here stops a build. Each finding names the first row concerned and has a subject, the ids that it is about, so
that the data can say why reality is odd (`exceptions.csv`, see `checking`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ..dates import FOREVER, Interval
from ..records import Dataset, Relationship
from ..vocabulary import RelationKind
from .lives import bound_said
from .problems import Problem
from .rivals import Tenure, exclusive_kinds, holder_fields, rivals
from .wholes import direct_share
from .windows import ALWAYS

__all__ = ["WHOLE", "oddities"]

WHOLE: Final = 100.5
"""Stakes of one asset add up to no more than this many percent; the half is rounding."""
_DAY: Final = timedelta(days=1)


def oddities(dataset: Dataset, relationships: Mapping[str, Relationship]) -> list[Problem]:
    """Everything that is odd about the relationships of an edition, as warnings in the order of their rules."""
    by_kind: dict[str, list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        by_kind[one.kind].append(one)
    found: list[Problem] = []
    for kind in exclusive_kinds(dataset.vocabulary):
        found += _two_at_once(dataset, kind, by_kind[kind.name])
    for kind in dataset.vocabulary.relations.values():
        if kind.control and any(one.type == "percent" for one in kind.fields):
            found += _more_than_whole(dataset, kind, by_kind[kind.name])
        elif kind.control:
            found += _without_owner(dataset, kind, by_kind[kind.name])
        if kind.purpose == "stage":
            found += _steps_out_of_order(dataset, kind, by_kind[kind.name])
    found += _outside_life(dataset, relationships.values())
    return found


def _warning(dataset: Dataset, one: Relationship, rule: str, subject: Iterable[str], message: str) -> Problem:
    return Problem(rule, dataset.claims[one.claims[0]].at, "", message, "warning", " ".join(subject))


def _two_at_once(dataset: Dataset, kind: RelationKind, several: Iterable[Relationship]) -> Iterator[Problem]:
    known = {one.id: one for one in several if one.certain_from and one.certain_until and one.modality == "fact"}
    tenures = [
        Tenure(one.certain_from or ALWAYS, one.certain_until or FOREVER, id, one.values) for id, one in known.items()
    ]
    assert kind.single is not None
    for one, other in rivals(dataset.vocabulary, kind, tenures):
        first, second = known[one.id], known[other.id]
        until = min(one.last, other.last)
        days = f"from {other.first} " + ("on" if until == FOREVER else f"to {until}")
        within = ", ".join(one.values.get(name, "") for name in kind.single.within)
        holders = [" ".join(each.values.get(name, "") for name in holder_fields(kind)) for each in (first, second)]
        yield _warning(
            dataset, second, "two-at-once", (one.id, other.id),
            f"{kind.name} of {within}: {holders[0]} and {holders[1]} both hold it {days}; expected one at a time "
            f"(a conflict{', or an interim post' if kind.is_edge else ''}?)",
        )  # fmt: skip


def _more_than_whole(dataset: Dataset, kind: RelationKind, several: Iterable[Relationship]) -> Iterator[Problem]:
    """Direct stakes that add up to more than the whole on a day on which all of them certainly held."""
    owner, asset = kind.control, kind.controlled
    held: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
    for one in several:
        if one.certain_from and direct_share(kind, one) is not None:
            sort = tuple(one.values.get(name, "") for name in kind.identity)
            held[(one.values[asset], *sort)].append(one)
    for (name, *_), stakes in sorted(held.items()):
        for day in sorted({one.certain_from for one in stakes if one.certain_from}):
            largest: dict[str, float] = {}
            for one in stakes:
                if _holds_over(one, day):
                    share = direct_share(kind, one) or 0.0
                    largest[one.values[owner]] = max(largest.get(one.values[owner], 0), share)
            total = sum(largest.values())
            if total > WHOLE:
                listed = ", ".join(f"{who} {percent:g}" for who, percent in sorted(largest.items()))
                yield _warning(
                    dataset, stakes[0], "above-whole", (name,),
                    f"stakes in {name} add up to {total:g} % on {day} ({listed}), expected at most 100",
                )  # fmt: skip
                break


def _holds_over(one: Relationship, day: date) -> bool:
    """Whether it certainly held on a day and was not handed over on it: days are inclusive on both sides."""
    if one.certain_from is None or one.certain_until is None or not one.certain_from <= day <= one.certain_until:
        return False
    return one.certain_until > day or (one.end is None and not one.closed_by)


def _without_owner(dataset: Dataset, kind: RelationKind, several: Iterable[Relationship]) -> Iterator[Problem]:
    """Things that need an owner and have none, and the days between two owners on which nobody possibly owns them."""
    thing = kind.controlled
    owned: dict[str, list[Relationship]] = defaultdict(list)
    for one in several:
        if one.possible_from is not None and one.possible_until is not None:
            owned[one.values[thing]].append(one)
    for entity in dataset.entities.values():
        if entity.kind not in kind.field(thing).of:
            continue
        spells = sorted(owned.get(entity.id, ()), key=lambda one: one.possible_from or ALWAYS)
        if not spells:
            yield Problem("no-owner", entity.at, "", f"nothing says whom {entity.id} belongs to", "warning", entity.id)
        for position, (before, after) in enumerate(pairwise(spells), 1):
            over = max(one.possible_until or ALWAYS for one in spells[:position])
            if after.possible_from is not None and over != FOREVER and after.possible_from - over > _DAY:
                yield _warning(
                    dataset, before, "owner-gap", (entity.id,),
                    f"{entity.id} belongs to nobody from {over + _DAY} to {after.possible_from - _DAY}",
                )  # fmt: skip


def _steps_out_of_order(dataset: Dataset, kind: RelationKind, several: Iterable[Relationship]) -> Iterator[Problem]:
    """What is over before its first step."""
    opened: dict[str, list[Relationship]] = defaultdict(list)
    closed: dict[str, list[Relationship]] = defaultdict(list)
    code = next(one.name for one in kind.fields if one.type == "code")
    for one in several:
        if one.start is None or one.modality != "fact":
            continue
        for flag, found in (("opens", opened), ("closes", closed)):
            if dataset.vocabulary.flagged(kind, code, one.values.get(code), flag):
                found[one.values[kind.ends[0]]].append(one)
    for subject, last_steps in closed.items():
        first_days = [one.start.earliest for one in opened.get(subject, ()) if one.start and one.start.earliest]
        for one in last_steps:
            assert one.start is not None
            if first_days and one.start.latest is not None and one.start.latest < min(first_days):
                yield _warning(
                    dataset, one, "order-of-steps", (subject,),
                    f"{subject} is {one.values[code]} on {one.start} before its first step on {min(first_days)}",
                )  # fmt: skip


def _outside_life(dataset: Dataset, relationships: Iterable[Relationship]) -> Iterator[Problem]:
    """What began before the birth or went on after the death of what it ties."""
    several = list(relationships)
    births: dict[str, Interval] = {}
    deaths: dict[str, Interval] = {}
    for one in several:
        kind = dataset.vocabulary.relations[one.kind]
        entity = one.values[kind.ends[0]]
        if kind.purpose == "life":
            births.update({entity: one.start} if one.start else {})
            deaths.update({entity: one.end} if one.end else {})
        said = bound_said(dataset.vocabulary, one)
        if said is not None:
            (births if said[0] == "start" else deaths)[entity] = said[1]
    for one in several:
        kind = dataset.vocabulary.relations[one.kind]
        if not kind.is_edge or kind.lasting is True or kind.purpose:
            continue
        for end in kind.ends:
            entity = one.values[end]
            yield from _beyond(dataset, one, entity, births.get(entity), deaths.get(entity))


def _beyond(
    dataset: Dataset, one: Relationship, entity: str, born: Interval | None, died: Interval | None
) -> Iterator[Problem]:
    first = min((day for day in (one.start.latest if one.start else None, one.first_held) if day), default=None)
    if born and born.earliest and first and first < born.earliest:
        message = f"{one.kind} of {entity} on {first}, before it began ({born})"
        yield _warning(dataset, one, "before-birth", (entity, one.id), message)
    if died and died.latest and one.last_held and one.last_held > died.latest:
        message = f"{one.kind} of {entity} on {one.last_held}, after it was over ({died})"
        yield _warning(dataset, one, "after-death", (entity, one.id), message)
