"""A snapshot as the ties that ways can lead over: which pass, when they held, which deals are in force.

Two entities are neighbours where a relationship ties them; what it ties and whether a way leads through are declared
with the kinds (`passes`, `carries` in `data/kinds.toml`). What has stages (a deal) is a node between those that take
part in it. A way leads through it only while it is in force: while it stands at a stage that is neither tentative, as
talks and proposals are, nor over. Where no source ever said where it stood, it is possibly in force.

As of a day, what was last confirmed long before it, or first long after, says less than what was so on that day, and a
deal of long ago less than one of today. The latest known state is of the day of the latest evidence there is.

A snapshot of a day holds what holds on that day, so all its ties held together. Of what once held, ties keep their own
days; those of what has stages are cut to the days from its first stage in force to its last one, which are also the
days of a tie of which nobody gives any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import networkx as nx

from .building.windows import ALWAYS, NEVER, Window, newest_fact, shared, years_away
from .dates import FOREVER
from .focus import staged_kinds
from .records import Certainty, Relationship
from .snapshot import Holding, Snapshot
from .ways import OLD, Tie

__all__ = ["Standing", "standings", "tied"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something that has stages stands.

    Attributes:
        stages: its stages in the snapshot, in the order of time; empty where no source says.
        in_force: whether it is in force, or was where the snapshot is one of the past.
        window: from its first stage in force to its last one; None where there is none.
    """

    stages: tuple[Holding, ...]
    in_force: Certainty
    window: Window | None


def standings(snapshot: Snapshot, placed: Collection[str] = ()) -> dict[str, Standing]:
    """Where everything that has stages stands, by id.

    Args:
        snapshot: what holds on a day, or what once held by it.
        placed: ids of what had reached a stage by the day (`graph.focus.placed_by`): where none of its stages is in the
            snapshot, it is not in force.
    """
    vocabulary = snapshot.vocabulary
    stages: dict[str, list[Holding]] = defaultdict(list)
    for holding in snapshot.holdings.values():
        kind = vocabulary.relations[holding.relationship.kind]
        if kind.purpose == "stage":
            stages[holding.relationship.values[kind.ends[0]]].append(holding)

    def stand(id: str) -> Standing:
        if id in stages:
            return _standing(snapshot, stages[id])
        return Standing((), "no" if id in placed else "possibly", None)

    staged = staged_kinds(vocabulary)
    return {id: stand(id) for id, one in snapshot.entities.items() if one.kind in staged}


def tied(snapshot: Snapshot, stands: Mapping[str, Standing], *, past: bool = False) -> nx.Graph:
    """The graph of ties of a snapshot, as `graph.ways.find_ways` takes it.

    Args:
        snapshot: what holds on a day, or what once held by it.
        stands: where what has stages stands; see `standings`.
        past: whether it is a snapshot of what once held (`graph.snapshot.take_past`).

    Returns:
        An undirected graph. Nodes are the entities that a relationship ties to another one, each with `passes` and
        `carries`, and those with stages `age`; an edge has `ties`, in the order of ids.
    """
    ties: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    day = _present(snapshot)
    for id, holding in snapshot.holdings.items():
        kind = snapshot.vocabulary.relations[holding.relationship.kind]
        if not kind.is_edge:
            continue
        first, second = sorted(holding.relationship.values[end] for end in kind.ends)
        if first != second and snapshot.entities.keys() >= {first, second}:
            window, age = Window(*[snapshot.day] * 4), 0 if past else _age(holding.relationship, day)
            if past:
                window = _held(holding.relationship, snapshot.day)
                for end in {first, second} & stands.keys():
                    window = _cut(holding.relationship, window, stands[end].window)
            ties[first, second].append(Tie(id, window, holding.certainty, kind.passes, age))
    graph = nx.Graph()
    for (first, second), several in ties.items():
        graph.add_edge(first, second, ties=tuple(several))
    for id in graph:
        kind_of = snapshot.vocabulary.entities[snapshot.entities[id].kind]
        passes = stands[id].in_force if id in stands else "yes"
        graph.add_node(id, passes=passes if kind_of.passes else "no", carries=kind_of.carries)
        if id in stands and not past:
            stages = (_years(one.relationship, day) for one in stands[id].stages)
            graph.nodes[id]["age"] = min(stages, default=OLD)
    return graph


def _standing(snapshot: Snapshot, stages: Sequence[Holding]) -> Standing:
    """Where something stands, by its stages in any order."""
    kinds = snapshot.vocabulary.relations

    def drawn(one: Relationship) -> str:
        return snapshot.vocabulary.drawn(kinds[one.kind], one.values)

    def order(one: Holding) -> tuple[date, bool, bool, str]:
        each = one.relationship
        lasts = snapshot.vocabulary.is_lasting(kinds[each.kind], each.values)
        return each.possible_from or date.min, lasts, drawn(each) == "over", each.id

    ordered = tuple(sorted(stages, key=order))
    standing = [one for one in ordered if not drawn(one.relationship)]
    if not standing:
        return Standing(ordered, "no", None)
    between = ordered[ordered.index(standing[0]) : ordered.index(standing[-1])]
    unbroken = all(one in standing for one in between)
    in_force: Certainty = "yes" if any(one.certainty == "yes" for one in standing) else "possibly"
    return Standing(ordered, in_force, _hull([one.relationship for one in standing], unbroken))


def _hull(several: Sequence[Relationship], unbroken: bool) -> Window:
    """From the first day of the first to the last day of the last; certain where nothing came between."""
    windows = [_held(one, date.max) for one in several]
    ends = accumulate((one.possible_until or date.min for one in windows), max)
    gaps = ((one.possible_from or date.min) - end for end, one in zip(ends, windows[1:], strict=False))
    unbroken = unbroken and all(gap.days <= 1 for gap in gaps)
    froms = [one.certain_from for one in windows if one.certain_from is not None]
    untils = [one.certain_until for one in windows if one.certain_until is not None]
    return Window(
        min((one.possible_from for one in windows if one.possible_from is not None), default=None),
        max((one.possible_until for one in windows if one.possible_until is not None), default=None),
        min(froms) if froms and unbroken else None,
        max(untils) if untils and unbroken else None,
    )


def _present(snapshot: Snapshot) -> date:
    """The day of a snapshot; of the latest known state the last one on which anything is a known fact."""
    if snapshot.day != FOREVER:
        return snapshot.day
    return newest_fact(one.relationship for one in snapshot.holdings.values())


def _age(one: Relationship, day: date) -> int:
    """How many years lie between a day and the evidence of a relationship; none where it certainly holds."""
    if one.certain_from is not None and one.certain_until is not None and one.certain_from <= day <= one.certain_until:
        return 0
    return _years(one, day)


def _years(one: Relationship, day: date) -> int:
    """How many years lie between a day and the days that evidence speaks of, be it lasting or not; old without any."""
    return OLD if one.first_held is None and one.last_held is None else years_away(one, day)


def _cut(one: Relationship, window: Window, force: Window | None) -> Window:
    """The days of a tie to what was in force; all of those that are possible, where nobody gives a day of the tie."""
    if force is None:
        return window
    if one.start is None and one.end is None and one.first_held is None:
        window = Window(window.possible_from, window.possible_until, window.possible_from, window.possible_until)
    return shared(window, force)


def _held(one: Relationship, day: date) -> Window:
    """The days up to a day on which a relationship held."""
    if one.possible_from is None or one.possible_until is None:
        return NEVER
    window = Window(one.possible_from, one.possible_until, one.certain_from, one.certain_until)
    return shared(window, Window(ALWAYS, day, ALWAYS, day))
