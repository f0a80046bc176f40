"""A snapshot as a NetworkX graph.

Nodes are entities; edges are the relationships with two ends, from the first to the second, keyed by relationship id,
so that two spells at one company are two edges. What has one end (names, attributes, figures, the status and terms of
deals) is said of its node. Claims, sources and literals are never nodes: two companies are not near each other because
one newspaper wrote of both.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from .dates import FOREVER
from .snapshot import Holding, Snapshot
from .vocabulary import RelationKind

__all__ = ["project"]


def project(snapshot: Snapshot) -> nx.MultiDiGraph:
    """The NetworkX graph of a snapshot.

    Args:
        snapshot: what holds on a day.

    Returns:
        A directed multigraph. Graph attributes: `as_of` (ISO day, or `latest`). Node attributes: `name`, `kind`,
        `names` (list), `description`, the kind's own columns, and `facts`, a list of what is said of it alone, each
        with `kind`, `sentence`, `certainty`, `reason` and `sources`. Edge attributes: `kind`, `sentence`, `certainty`
        (`yes` or `possibly`), `reason`, `modality`, `origins`, `start` and `end` (as written, or None),
        `possible_from`, `possible_until`, `certain_from`, `certain_until`, `last_held` (ISO days or None), `sources`
        (list of ids), and the kind's own columns (percentages and amounts as numbers, yes/no as booleans). A relation
        that means the same both ways (rivalry) is one edge.
    """
    graph = nx.MultiDiGraph(as_of="latest" if snapshot.day == FOREVER else snapshot.day.isoformat())
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for holding in snapshot.holdings.values():
        kind = snapshot.vocabulary.relations[holding.relationship.kind]
        if not kind.is_edge:
            facts[holding.relationship.values[kind.ends[0]]].append(_fact(holding))
    for entity in snapshot.entities.values():
        graph.add_node(
            entity.id,
            **entity.values,
            name=entity.name,
            kind=entity.kind,
            names=list(snapshot.names.get(entity.id, ())),
            description=entity.description,
            facts=facts.get(entity.id, []),
        )
    for id, holding in snapshot.holdings.items():
        kind = snapshot.vocabulary.relations[holding.relationship.kind]
        if kind.is_edge:
            first, second = (holding.relationship.values[end] for end in kind.ends)
            graph.add_edge(first, second, key=id, **_attributes(holding, kind))
    return graph


def _fact(holding: Holding) -> dict[str, Any]:
    relationship = holding.relationship
    return {
        "id": relationship.id,
        "kind": relationship.kind,
        "sentence": holding.sentence,
        "certainty": holding.certainty,
        "reason": holding.reason,
        "start": relationship.start.text if relationship.start else None,
        "end": relationship.end.text if relationship.end else None,
        "sources": list(holding.sources),
    }


def _attributes(holding: Holding, kind: RelationKind) -> dict[str, Any]:
    relationship = holding.relationship
    own: dict[str, Any] = {}
    for one in kind.fields:
        value = relationship.values.get(one.name)
        if value is None or one.name in kind.ends:
            continue
        if one.type in {"percent", "amount"}:
            own[one.name] = float(value)
        else:
            own[one.name] = value == "yes" if one.type == "yesno" else value
    days = ("possible_from", "possible_until", "certain_from", "certain_until", "last_held")
    bounds = {name: getattr(relationship, name) for name in days}
    return {
        **own,
        "kind": relationship.kind,
        "sentence": holding.sentence,
        "certainty": holding.certainty,
        "reason": holding.reason,
        "modality": relationship.modality,
        "origins": relationship.origins,
        "start": relationship.start.text if relationship.start else None,
        "end": relationship.end.text if relationship.end else None,
        **{name: day.isoformat() if day else None for name, day in bounds.items()},
        "sources": list(holding.sources),
    }
