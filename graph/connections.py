"""How two entities are connected: the ways between them that say most, each step with who says so.

What ways can lead over is in `tying`, which of them say most in `ways`. As of a day, a way is of what holds on it. With
what is over (`ever`), a way is of what once held: its ties held together, tie by tie, or belong to a person.

A place, a rivalry or a deal that is not in force connects nobody. A rivalry of the two themselves is told all the same,
as a way of one step: it is what the sources say of both. A deal of both that is not in force is named in a note, so
that the reader learns why there is no way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import networkx as nx

from .answers import Answer, Name, Row, Value, weakest
from .building.reasons import held_in
from .dates import FOREVER, in_words
from .evidence import Evidence, gather, labels_of
from .focus import placed_by
from .identifiers import RES
from .records import Certainty, Relationship
from .sentences import difference_in_words
from .snapshot import Holding, Snapshot, take_past, take_snapshot
from .store import Store
from .tying import Standing, standings, tied
from .vocabulary import Vocabulary
from .ways import MOST, STEPS, Way, find_ways

__all__ = ["LIMIT_MOST", "LIMIT_STEPS", "connections"]

LIMIT_MOST, LIMIT_STEPS = 100, 8
"""More ways say nothing more, and longer ones take too long to search."""

_COLUMNS = ("way", "step", "to", "says", "since", "until")
_UNPLACED = "no source says where it stood"
_OVER = "Ties that are over are left out; ask for what ever was (--ever, ever=True) to have those too."


def connections(
    store: Store,
    vocabulary: Vocabulary,
    ends: tuple[str, str],
    *,
    as_of: date = FOREVER,
    ever: bool = False,
    most: int = MOST,
    steps: int = STEPS,
    known_at: date = FOREVER,
    policy: str = "",
    data: str = "",
) -> Answer:
    """Tell how two entities are connected.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        ends: ids of two different entities: where the ways begin, and where they end.
        as_of: the day; `dates.FOREVER` for the latest known state.
        ever: whether ways can lead over what was over by the day.
        most: how many ways at most, 1 or more.
        steps: of how many steps each at most, 1 or more.
        known_at: the day by which sources of the edition had to be published, to be named.
        policy: how the edition picks, to be named.
        data: which data these are, to be named.

    Returns:
        An answer with the ways that say most first, and a row for each tie of each step: the number of the way and of
        the step, where the step leads, how the tie reads, and its days as written. Where a step leads to what has
        stages (a deal), further rows say where that stands.
    """
    snapshot = (take_past if ever else take_snapshot)(store, vocabulary, as_of)
    stands = standings(snapshot, () if ever else placed_by(store, vocabulary, as_of))
    graph = tied(snapshot, stands, past=ever)
    ways = find_ways(graph, *ends, most=most, steps=steps)
    told = _Told(snapshot, stands, gather(store, vocabulary, sorted(_rests_on(ways, stands))))
    remarks = list(_not_in_force(snapshot, graph, stands, ends))
    if not ways:
        labels = labels_of(store, [RES + id for id in ends])
        named = {id: labels.get(RES + id, id) for id in ends}
        remarks.insert(0, _missed(graph, named, steps, _when(as_of, ever)))
    rows = tuple(row for number, way in enumerate(ways, 1) for row in told.rows(number, way))
    if not ever and not (rows and all(row.certainty == "yes" for row in rows)):
        remarks.append(_OVER)
    return Answer(
        "path",
        "How are two entities connected?",
        {"one": ends[0], "other": ends[1], **({"ever": "yes"} if ever else {})},
        None if as_of == FOREVER else as_of,
        None if known_at == FOREVER else known_at,
        policy,
        _COLUMNS,
        rows,
        data,
        remarks=tuple(remarks),
        headings={
            number: " → ".join(snapshot.entities[node].name for node in way.nodes) for number, way in enumerate(ways, 1)
        },
    )


class _Told:
    """Ways as rows.

    Args:
        snapshot: what the ways are of.
        stands: where what has stages stands.
        evidence: the claims of what they rest on.
    """

    def __init__(self, snapshot: Snapshot, stands: Mapping[str, Standing], evidence: Evidence) -> None:
        self._snapshot, self._stands, self._evidence = snapshot, stands, evidence

    def rows(self, number: int, way: Way) -> Iterator[Row]:
        """One row for each tie of each step, and for each stage of what is passed through, in the order of time."""
        for position, step in enumerate(way.steps, 1):
            place: dict[str, Value] = {
                "way": number,
                "step": position,
                "to": Name(self._snapshot.entities[step.node].name, step.node),
            }
            stands = self._stands.get(step.node) if position < len(way.steps) else None
            joined = {tie.id: certainty for tie, certainty in zip(step.ties, step.joined, strict=True)}
            for holding in sorted((self._snapshot.holdings[id] for id in joined), key=_in_time):
                reasons = [holding.reason] if holding.reason else []
                certainties: list[Certainty] = [holding.certainty, joined[holding.relationship.id]]
                if joined[holding.relationship.id] == "possibly":
                    reasons.append(f"perhaps not at the same time as step {position - 1}")
                if stands is not None and not stands.stages:
                    certainties.append("possibly")
                    reasons.append(_UNPLACED)
                yield self._row(place, holding, weakest(certainties), reasons)
            for holding in stands.stages if stands is not None else ():
                yield self._row(place, holding, holding.certainty, [holding.reason] if holding.reason else [])

    def _row(self, place: Mapping[str, Value], holding: Holding, certainty: Certainty, reasons: Sequence[str]) -> Row:
        one = holding.relationship
        values = {**place, "says": holding.sentence, "since": _since(one), "until": _until(one)}
        differences = (
            difference_in_words(self._snapshot.vocabulary, one, each, holding.sentence) for each in one.differences
        )
        claims = self._evidence.claims.get(one.id, ())
        return Row(values, certainty, tuple(reasons), (one.id,), claims, tuple(differences))


def _rests_on(ways: Sequence[Way], stands: Mapping[str, Standing]) -> set[str]:
    """Ids of the relationships that ways rest on."""
    ties = {tie.id for way in ways for step in way.steps for tie in step.ties}
    passed = {node for way in ways for node in way.nodes[1:-1] if node in stands}
    return ties | {stage.relationship.id for node in passed for stage in stands[node].stages}


def _not_in_force(
    snapshot: Snapshot, graph: nx.Graph, stands: Mapping[str, Standing], ends: tuple[str, str]
) -> Iterator[str]:
    """What both ends take part in and no way leads through because it is not in force, and where it stands."""
    both = set.intersection(*(set(graph[id]) if id in graph else set() for id in ends))
    for id in sorted(both & stands.keys()):
        if stands[id].in_force == "no":
            stages = "; ".join(_stage_in_words(stage) for stage in stands[id].stages)
            told = stages or f"{snapshot.entities[id].name}, of which no source says that it still stood"
            yield f"Not in force, so no way: {told}. Its story: show {id}."


def _stage_in_words(stage: Holding) -> str:
    since = _since(stage.relationship)
    doubt = "possibly, " if stage.certainty != "yes" else ""
    return stage.sentence + (f" ({doubt}since {in_words(since)})" if since else f" ({doubt}since an unknown day)")


def _missed(graph: nx.Graph, named: Mapping[str, str], steps: int, when: str) -> str:
    """What is to be said where there is no way."""
    alone = [name for id, name in named.items() if id not in graph]
    if alone:
        return f"Nothing ties {' or '.join(alone)} to anything {when}."
    one, other = named.values()
    return f"No way of at most {steps} step{'s' if steps > 1 else ''} leads from {one} to {other} {when}."


def _when(as_of: date, ever: bool) -> str:
    day = "in the latest known state" if as_of == FOREVER else f"as of {as_of}"
    return f"{day}, former ties included" if ever else day


def _in_time(holding: Holding) -> tuple[date, str]:
    one = holding.relationship
    return one.first_held or one.possible_from or FOREVER, one.id


def _since(one: Relationship) -> str | None:
    """When it began, as written; by when, where only that is known."""
    if one.start is not None:
        return one.start.text
    return f"[..{held_in(one) or one.first_held}]" if one.first_held is not None else None


def _until(one: Relationship) -> str | None:
    """When it ended, as written; by when, where only that is known."""
    if one.end is not None:
        return one.end.text
    return f"[..{one.possible_until}]" if one.closed_by and one.possible_until is not None else None
