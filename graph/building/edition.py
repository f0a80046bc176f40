"""Relationships resolved from claims, for one `known at` day and one policy.

Each group of claims gives one relationship: the values that the policy picks, what differs from them, and the days on
which it possibly and certainly held. Then relationships are seen beside each other: the next chief executive closes the
post before, nothing holds outside the life of its ends (`graph.building.closing`), who holds all leaves nothing to
others (`graph.building.wholes`), what nobody has confirmed for years is stale (`graph.building.staleness`), and a stake
of unknown size gives control only where nobody else has it (`graph.building.control`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..dates import FOREVER, Interval, hull, parse_date
from ..records import POLICIES, Dataset, Difference, Policy, Relationship
from ..vocabulary import Field, RelationKind, Vocabulary
from .closing import close
from .control import with_control
from .grouping import Group
from .policies import Voice, pick_date, pick_value, strongest
from .staleness import is_overdue, newest_source, with_staleness
from .wholes import beside_wholes
from .windows import ALWAYS, NEVER, Window, window

__all__ = ["resolve"]


def resolve(
    dataset: Dataset, groups: Mapping[str, Group], *, known_at: date = FOREVER, policy: Policy = POLICIES[0]
) -> dict[str, Relationship]:
    """Resolve groups of claims into the relationships of an edition.

    Args:
        dataset: claims and sources.
        groups: which claims are one relationship; see `graph.building.grouping`.
        known_at: only sources certainly published by this day count; `dates.FOREVER` counts all.
        policy: how a value is picked where claims differ.

    Returns:
        Relationships by id, in the order of the groups. Those of which no source was known yet are left out.
    """
    cited = {claim.source for claim in dataset.claims.values()}
    counted = [source for source in dataset.sources.values() if source.is_known_at(known_at)]
    known = {source.id for source in counted}
    newest = newest_source(source for source in counted if source.id in cited)
    relationships = {}
    for one in groups.values():
        claims = [dataset.claims[id] for id in one.claims]
        if len(known) < len(dataset.sources):
            claims = [claim for claim in claims if claim.source in known]
        if claims:
            voices = [Voice.of(claim, dataset.sources[claim.source]) for claim in claims]
            relationships[one.id] = _resolved(dataset.vocabulary, one, voices, policy, newest)
    closed = beside_wholes(dataset.vocabulary, close(dataset.vocabulary, relationships))
    return with_control(dataset.vocabulary, with_staleness(dataset.vocabulary, closed, newest))


def _resolved(
    vocabulary: Vocabulary, group: Group, voices: Sequence[Voice], policy: Policy, newest: date
) -> Relationship:
    """One relationship, seen alone; `newest` is the day of the newest source."""
    kind = vocabulary.relations[group.kind]
    asserting = [voice for voice in voices if voice.claim.stance == "asserts"]
    denied = len(asserting) < len(voices)
    heard = asserting or list(voices)
    values, differences = _values(kind, heard, policy)
    ids = tuple(voice.claim.id for voice in voices)
    origins = len({voice.origin for voice in asserting})
    modality = strongest(heard)[0].claim.modality
    if denied and asserting:
        differences.append(Difference("stance", "asserts", ("denies",)))
    if not asserting:
        start, end = (_pick(heard, column, policy)[0] for column in ("start", "end"))
        return Relationship(
            group.id, kind.name, values, ids, start, end, None, None, *_bounds(NEVER), modality, True, 0, why=group.why
        )
    start, other_starts = _pick(strongest(_dated(asserting, "start")), "start", policy)
    end, other_ends = _pick(strongest(_dated(asserting, "end")), "end", policy)
    held = [one.claim.held_on for one in asserting if one.claim.held_on and one.claim.modality != "planned"]
    differences += _date_differences("start", start, other_starts) + _date_differences("end", end, other_ends)
    widest_start = _widest(start, other_starts)
    end_planned = end is not None and not any(one.claim.end and one.claim.modality == "fact" for one in asserting)
    due, widest_end = end if end_planned else None, _widest(end, other_ends)
    if end_planned:
        end, widest_end = _no_earlier(end) or end, _no_earlier(widest_end)
    widest_start, widest_end = _stretched(widest_start, widest_end, held)
    if modality == "planned" and widest_start is None and not held:
        widest_start = _not_before_said(asserting)
    lasting = vocabulary.is_lasting(kind, values)
    held_points = held or ([widest_start] if lasting and widest_start else [])
    found = window(widest_start, None if end_planned and not lasting else widest_end, held_points, lasting=lasting)
    first, last = _confirmed(widest_start, widest_end, held)
    return Relationship(
        group.id,
        kind.name,
        values,
        ids,
        start,
        end,
        first,
        last,
        *_bounds(found),
        modality,
        denied,
        origins,
        tuple(sorted(differences, key=lambda one: one.field)),
        end_planned,
        is_overdue(due, last, newest),
        why=group.why,
    )


def _bounds(found: Window) -> tuple[date | None, date | None, date | None, date | None]:
    return found.possible_from, found.possible_until, found.certain_from, found.certain_until


def _values(kind: RelationKind, voices: Sequence[Voice], policy: Policy) -> tuple[dict[str, str], list[Difference]]:
    """The values that the policy picks, and what differs."""
    if len(voices) == 1:
        return dict(voices[0].claim.values), []
    values: dict[str, str] = {}
    differences = []
    for column in sorted(kind.fields, key=lambda one: bool(one.qualifies)):
        if column.qualifies:
            if said := _qualified(column, voices, values):
                values[column.name] = said
            continue
        having = [voice for voice in voices if voice.claim.values.get(column.name)]
        chosen, others = pick_value(column, strongest(having), policy)
        if not chosen:
            continue
        values[column.name] = chosen
        if others and (column.type != "text" or column.name in kind.versioned) and column.name not in kind.ends:
            differences.append(Difference(column.name, chosen, others))
    if kind.symmetric:
        first = voices[0].claim.values
        values.update({end: first[end] for end in kind.ends})
    return values, differences


def _qualified(flag: Field, voices: Sequence[Voice], picked: Mapping[str, str]) -> str:
    """What a flag says of the value picked: yes or no where all who give it in these words say so, else nothing."""
    name = next((name for name in flag.qualifies if name in picked), "")
    giving = strongest([voice for voice in voices if voice.claim.values.get(name)])
    literal = [voice for voice in giving if voice.claim.values[name] == picked[name]]
    said = {voice.claim.values.get(flag.name, "") for voice in literal}
    return said.pop() if len(said) == 1 else ""


def _dated(voices: Iterable[Voice], column: str) -> list[Voice]:
    return [voice for voice in voices if getattr(voice.claim, column) is not None]


def _pick(voices: Iterable[Voice], column: str, policy: Policy) -> tuple[Interval | None, tuple[Interval, ...]]:
    dates: dict[Interval, list[Voice]] = defaultdict(list)
    for voice in voices:
        day: Interval | None = getattr(voice.claim, column)
        if day is not None:
            dates[day].append(voice)
    return pick_date(dates, policy)


def _date_differences(column: str, chosen: Interval | None, others: Sequence[Interval]) -> list[Difference]:
    if chosen is None or not others:
        return []
    return [Difference(column, chosen.text, tuple(one.text for one in others))]


def _widest(chosen: Interval | None, others: Sequence[Interval]) -> Interval | None:
    """Where sources disagree about a day, it can be any from the first to the last."""
    if chosen is None:
        return None
    return hull([chosen, *others], chosen.text) if others else chosen


def _not_before_said(voices: Sequence[Voice]) -> Interval | None:
    """A plan without a day is for a day after it was spoken of."""
    days = [voice.published for voice in voices if voice.published != date.min]
    return parse_date(f"[{min(days)}..]") if days else None


def _no_earlier(end: Interval | None) -> Interval | None:
    """An end that is only planned says no more than that it ends no earlier."""
    return parse_date(f"[{end.earliest}..]") if end is not None and end.earliest is not None else None


def _stretched(
    start: Interval | None, end: Interval | None, held: Sequence[Interval]
) -> tuple[Interval | None, Interval | None]:
    """Start and end moved apart where a day on which it was so lies outside them: somebody is wrong."""
    if start is not None and start.earliest is not None:
        before = [one for one in held if one.latest is not None and one.latest < start.earliest]
        start = hull([start, *before], start.text) if before else start
    if end is not None and end.latest is not None:
        after = [one for one in held if one.earliest is not None and one.earliest > end.latest]
        end = hull([end, *after], end.text) if after else end
    return start, end


def _confirmed(
    start: Interval | None, end: Interval | None, held: Sequence[Interval]
) -> tuple[date | None, date | None]:
    """The first and the last day by which evidence says that it was so."""
    points = [*([start] if start else []), *held, *([end] if end and end.is_exact else [])]
    first = min((one.latest for one in points if one.latest is not None), default=None)
    last = max((one.earliest for one in points if one.earliest is not None), default=None)
    return first, None if last == ALWAYS else last
