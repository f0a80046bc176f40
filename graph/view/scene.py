"""What a picture shows, worked out from a store: entities, relationships over all time, and who says so.

A scene holds every day at once. Each relationship carries the spans of days on which it certainly or possibly holds
(`graph.building.windows`), so that a page or a static picture only compares a day with spans. Relationships with one
end (names, figures, the status and terms of deals) are facts of their entity.

Which part is drawn at first (`opening`) is decided here too: nobody is handed a hairball.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pyoxigraph as ox

from ..dates import FOREVER
from ..errors import ParameterError
from ..evidence import Evidence, gather
from ..identifiers import IND, PREFIXES, RELATIONSHIP, RES
from ..records import Entity
from ..snapshot import read_entities
from ..store import Store
from ..terms import iri
from ..vocabulary import Vocabulary
from .opening import choose_opening
from .plan import Plan
from .ties import Tie, make_tie

__all__ = ["Highlight", "Scene", "make_scene", "neighbours_of", "read_scene"]


@dataclass(frozen=True, slots=True)
class Highlight:
    """What an analysis found and a picture brings out: a path, a chain, a block.

    Attributes:
        relationships: ids of relationships.
        entities: ids of entities; the ends of the relationships need not be repeated.
        caption: what it is, in words.
    """

    relationships: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a picture can show.

    Attributes:
        vocabulary: the kinds.
        entities: by id.
        names: other names of each entity.
        ties: all relationships by id, those with one end among them.
        focus: ids of the entities in the middle of it; empty for all.
        day: the day on which it opens; `dates.FOREVER` for the latest known state.
        opening: ids of the entities drawn at first, on whatever day, most important first.
        importance: the number of other entities that each is tied to on any day.
        highlight: what is brought out.
        title, data, policy: in words.
        known_at: the day by which a source had to be published to count; `dates.FOREVER` for all.
        left_out: how many entities of the data are not in the scene.
        single: whether of several relationships of one kind from one entity to another only the surest is drawn.
        labels: what entities are called by id, those outside of the scene among them: values speak of them.
        plan: how a poster is drawn; None for other pictures.
    """

    vocabulary: Vocabulary
    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[str, ...]]
    ties: Mapping[str, Tie]
    focus: tuple[str, ...] = ()
    day: date = FOREVER
    opening: tuple[str, ...] = ()
    importance: Mapping[str, int] = field(default_factory=dict)
    highlight: Highlight = Highlight()
    title: str = ""
    data: str = ""
    policy: str = ""
    known_at: date = FOREVER
    left_out: int = 0
    single: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    plan: Plan | None = None

    def drawn_ties(self) -> list[Tie]:
        """The relationships between two entities that a picture of the day draws, in the order of their ids."""
        drawn: dict[tuple[str, ...], tuple[tuple[bool, date], Tie]] = {}
        for id, tie in self.ties.items():
            certainty, _ = tie.on(self.day)
            if len(tie.ends) != 2 or certainty == "no":
                continue
            key = (tie.relationship.kind, *tie.ends) if self.single else (id,)
            rank = (certainty == "yes", tie.spans[0].first)
            if key not in drawn or drawn[key][0] < rank:
                drawn[key] = (rank, tie)
        return [tie for _, tie in drawn.values()]


def read_scene(
    store: Store,
    vocabulary: Vocabulary,
    *,
    focus: Sequence[str] = (),
    depth: int = 1,
    kinds: Collection[str] = (),
    highlight: Highlight | None = None,
    day: date = FOREVER,
    opening: int = 160,
) -> Scene:
    """Read a scene from the store of an edition.

    Args:
        store: the store.
        vocabulary: its kinds.
        focus: ids of entities; only what lies within `depth` relationships of one of them. Empty for everything.
        depth: how many relationships away, 0 or more.
        kinds: names of kinds of entities or relationships to keep; empty for all.
        highlight: what to bring out; it is kept whatever the focus.
        day: the day on which the picture opens.
        opening: how many entities are drawn at first, at most.

    Raises:
        ParameterError: a kind is unknown, or an id is in no relationship and no entity.
    """
    brought = highlight or Highlight()
    some_entities, some_relations = _kinds(vocabulary, kinds)
    entities, names = read_entities(store, vocabulary)
    ends = _ends(store, vocabulary, some_relations)
    unknown = [id for id in (*focus, *brought.entities) if id not in entities]
    if unknown:
        raise ParameterError(f"{unknown[0]!r} is no entity here")
    kept = {id for id, one in entities.items() if one.kind in some_entities} | {*focus, *brought.entities}
    if focus:
        kept &= _within(ends, {*focus, *brought.entities}, depth, kept)
    brought_ends = {end for id in brought.relationships for end in ends.get(id, ())}
    kept |= {*focus, *brought.entities, *brought_ends}
    chosen = [id for id, several in ends.items() if all(end in kept for end in several)]
    evidence = gather(store, vocabulary, chosen if len(chosen) < len(ends) / 2 else None)
    return make_scene(
        vocabulary,
        {id: entities[id] for id in sorted(kept)},
        names,
        evidence,
        only={*chosen},
        labels={id: one.name for id, one in entities.items()},
        focus=focus,
        highlight=brought,
        day=day,
        opening=opening,
        left_out=len(entities) - len(kept),
    )


def make_scene(
    vocabulary: Vocabulary,
    entities: Mapping[str, Entity],
    names: Mapping[str, tuple[str, ...]],
    evidence: Evidence,
    *,
    only: Collection[str] | None = None,
    labels: Mapping[str, str] | None = None,
    focus: Sequence[str] = (),
    highlight: Highlight | None = None,
    day: date = FOREVER,
    opening: int = 160,
    left_out: int = 0,
) -> Scene:
    """Make a scene of entities and the evidence on what ties them; see `read_scene`."""
    named = labels or {id: one.name for id, one in entities.items()}
    ties = {}
    for id, one in evidence.relationships.items():
        if only is None or id in only:
            ties[id] = make_tie(vocabulary, one, evidence.claims.get(id, ()), named)
    used = {end for tie in ties.values() for end in tie.ends} | {*focus}
    brought = highlight or Highlight()
    kept = {id: one for id, one in entities.items() if id in used or id in brought.entities}
    first = {*focus, *brought.entities, *(end for id in brought.relationships if id in ties for end in ties[id].ends)}
    ever = neighbours_of(ties.values(), None)
    now = neighbours_of(ties.values(), day)
    rank = {id: 2 * len(now.get(id, ())) + len(ever.get(id, ())) for id in kept}
    scene = Scene(
        vocabulary,
        kept,
        {id: names.get(id, ()) for id in kept},
        {id: tie for id, tie in ties.items() if all(end in kept for end in tie.ends)},
        tuple(focus),
        day,
        importance={id: len(ever.get(id, ())) for id in kept},
        highlight=brought,
        left_out=left_out + len(entities) - len(kept),
        labels=named,
    )
    return replace(
        scene, opening=choose_opening(ever, first, rank, {id: one.kind for id, one in kept.items()}, opening)
    )


def neighbours_of(ties: Collection[Tie], day: date | None) -> dict[str, set[str]]:
    """Which entities are tied to which on a day, certainly or possibly; on any day for None."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if len(tie.ends) == 2 and tie.ends[0] != tie.ends[1] and (tie.spans if day is None else tie.on(day)[0] != "no"):
            neighbours[tie.ends[0]].add(tie.ends[1])
            neighbours[tie.ends[1]].add(tie.ends[0])
    return neighbours


def _kinds(vocabulary: Vocabulary, kinds: Collection[str]) -> tuple[set[str], set[str]]:
    """Which kinds of entities and of relationships are kept."""
    known = {name.casefold(): name for name in (*vocabulary.entities, *vocabulary.relations)}
    named = set()
    for kind in kinds:
        if kind.casefold() not in known:
            raise ParameterError(f"{kind!r} is no kind: expected one of {', '.join(known.values())}")
        named.add(known[kind.casefold()])
    entities = named & vocabulary.entities.keys() or {*vocabulary.entities}
    one_ended = {name for name, kind in vocabulary.relations.items() if not kind.is_edge}
    relations = named & vocabulary.relations.keys()
    return entities, (relations | one_ended) if relations else {*vocabulary.relations}


def _ends(store: Store, vocabulary: Vocabulary, kinds: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Ids of the entities that each relationship of some kinds ties, by its id."""
    classes = " ".join(iri(vocabulary.relations[name].iri) for name in sorted(kinds))
    text = (
        f"SELECT ?r ?e WHERE {{ VALUES ?kind {{ {classes} }} ?r {iri(PREFIXES['rdf'] + 'type')} ?kind ; "
        f"{iri(IND + 'involves')} ?e }}"
    )
    ends: dict[str, list[str]] = defaultdict(list)
    for relationship, entity in store.select(text).rows:
        assert isinstance(relationship, ox.NamedNode) and isinstance(entity, ox.NamedNode)
        ends[relationship.value.removeprefix(RELATIONSHIP)].append(entity.value.removeprefix(RES))
    return {id: tuple(ends[id]) for id in sorted(ends)}


def _within(ends: Mapping[str, tuple[str, ...]], start: set[str], depth: int, allowed: Collection[str]) -> set[str]:
    """Entities within some relationships of others, on any day."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for several in ends.values():
        for one in several:
            neighbours[one].update(several)
    reached, frontier = {*start}, {*start}
    for _ in range(depth):
        frontier = {other for one in frontier for other in neighbours[one] if other in allowed} - reached
        reached |= frontier
    return reached
