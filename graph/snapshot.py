"""The edition as of one day: what holds, what possibly holds, as plain triples or as records.

Plain triples (`res:ralf-speth ind:worksFor res:jaguar-land-rover`) make simple SPARQL and simple pictures. They are
made from the relationships that hold on the day for certain or possibly; the latter also stand in a graph of their own,
so that a question can leave them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from .building.windows import ALWAYS, begun_on, certainty_on
from .evidence import described
from .generations import load_lines
from .identifiers import BASE, IND, PREFIXES, RELATIONSHIP, RES, SAID, SOURCE
from .records import Certainty, Entity, Relationship
from .restoring import relationship_from_properties
from .store import EmbeddedStore, Store
from .terms import day as day_term
from .terms import iri, string
from .vocabulary import Vocabulary

__all__ = ["Holding", "Snapshot", "read_entities", "take_past", "take_period", "take_snapshot"]

_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_ALT_LABEL = PREFIXES["skos"] + "altLabel"
_POSSIBLY = iri(BASE + "possibly")


@dataclass(frozen=True, slots=True)
class Holding:
    """A relationship on a day.

    Attributes:
        relationship: the relationship.
        certainty: `yes` or `possibly`.
        reason: why, in words; may be empty.
        sentence: how it reads.
        sources: ids of the sources that carry it, sorted.
    """

    relationship: Relationship
    certainty: Certainty
    reason: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What holds on a day.

    Attributes:
        day: the day; `dates.FOREVER` for the latest known state.
        vocabulary: the kinds.
        entities: those that take part in anything on the day, by id.
        names: every name of each of them besides the preferred one, by id.
        holdings: the relationships, by id.
    """

    day: date
    vocabulary: Vocabulary
    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[str, ...]]
    holdings: Mapping[str, Holding]

    def lines(self) -> Iterator[str]:
        """Its plain triples as N-Quads lines; what only possibly holds stands in the graph `…/possibly` as well."""
        for entity in self.entities.values():
            subject = iri(RES + entity.id)
            yield f"{subject} <{_TYPE}> {iri(self.vocabulary.entities[entity.kind].iri)} ."
            yield f"{subject} <{_LABEL}> {string(entity.name)} ."
        for holding in self.holdings.values():
            for line in self._plain(holding.relationship):
                yield f"{line} ."
                if holding.certainty == "possibly":
                    yield f"{line} {_POSSIBLY} ."

    def to_store(self) -> EmbeddedStore:
        """Its plain triples as a store in memory, for SPARQL."""
        store = ox.Store()
        load_lines(store, self.lines())
        return EmbeddedStore(store, f"snapshot of {self.day}")

    def _plain(self, relationship: Relationship) -> Iterator[str]:
        kind = self.vocabulary.relations[relationship.kind]
        if not kind.snapshot:
            return
        first, second = (iri(RES + relationship.values[end]) for end in kind.ends)
        properties = [kind.snapshot]
        if kind.leads and self.vocabulary.leads(kind, relationship.values) == "yes":
            properties.append("leads")
        for name in properties:
            yield f"{first} <{IND}{name}> {second}"
            if kind.symmetric:
                yield f"{second} <{IND}{name}> {first}"


def take_snapshot(store: Store, vocabulary: Vocabulary, day: date) -> Snapshot:
    """Take the snapshot of a day.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        day: the day; `dates.FOREVER` for the latest known state.
    """
    return _snapshot(vocabulary, _read(store, vocabulary, day, day), read_entities(store, vocabulary), day)


def take_past(store: Store, vocabulary: Vocabulary, day: date) -> Snapshot:
    """Take what holds or once held by a day: a snapshot whose certainty is that of having begun.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        day: the day; `dates.FOREVER` for everything that ever held.
    """
    found = _read(store, vocabulary, ALWAYS, day)
    return _snapshot(vocabulary, found, read_entities(store, vocabulary), day, begun_on)


def take_period(
    store: Store, vocabulary: Vocabulary, first: date, last: date
) -> tuple[Snapshot, Snapshot, dict[str, Holding]]:
    """The snapshots of two days, and what can only have held on days between them, by id; read at once.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        first: the earlier day.
        last: the later day.
    """
    found = _read(store, vocabulary, first, last)
    entities = read_entities(store, vocabulary)
    between = {
        id: _judged(one, last)
        for id, one in found.items()
        if one[0].possible_from is not None
        and one[0].possible_until is not None
        and first < one[0].possible_from
        and one[0].possible_until < last
    }
    return _snapshot(vocabulary, found, entities, first), _snapshot(vocabulary, found, entities, last), between


_Found = tuple[Relationship, str, tuple[str, ...]]
"""A relationship, how it reads, and the ids of its sources."""

_Judge = Callable[[Relationship, date], tuple[Certainty, str]]
"""What says of a relationship and a day how certain it is, and why."""


def _snapshot(
    vocabulary: Vocabulary,
    found: Mapping[str, _Found],
    known: tuple[dict[str, Entity], dict[str, tuple[str, ...]]],
    day: date,
    judge: _Judge = certainty_on,
) -> Snapshot:
    judged = {id: _judged(one, day, judge) for id, one in found.items()}
    holdings = {id: holding for id, holding in judged.items() if holding.certainty != "no"}
    entities, names = known
    taking_part = {
        holding.relationship.values[end]
        for holding in holdings.values()
        for end in vocabulary.relations[holding.relationship.kind].ends
    }
    present = {id: entity for id, entity in entities.items() if id in taking_part}
    return Snapshot(day, vocabulary, present, names, holdings)


def _judged(one: _Found, day: date, judge: _Judge = certainty_on) -> Holding:
    relationship, sentence, sources = one
    return Holding(relationship, *judge(relationship, day), sentence, sources)


def _read(store: Store, vocabulary: Vocabulary, first: date, last: date) -> dict[str, _Found]:
    """The relationships that may have held on a day from the first to the last, by id in the order of ids."""
    if store.kept is not None:
        return {
            one.relationship.id: (one.relationship, one.sentence, one.sources)
            for one in store.kept.holding(first, last)
        }
    pattern = (
        f"?s <{IND}possibleFrom> ?from ; <{IND}possibleUntil> ?until . "
        f"FILTER(?from <= {day_term(last)} && {day_term(first)} <= ?until) ?s ?p ?o"
    )
    kinds = {kind.iri: kind for kind in vocabulary.relations.values()}
    sources = _sources(store)
    found = {}
    for address, properties in sorted(described(store, pattern).items()):
        kind = next((kinds[type_] for type_ in properties.get(_TYPE, ()) if type_ in kinds), None)
        if kind is not None:
            id = address.removeprefix(RELATIONSHIP)
            relationship = relationship_from_properties(kind, id, properties)
            found[id] = (relationship, properties[_LABEL][0], sources.get(id, ()))
    return found


def read_entities(store: Store, vocabulary: Vocabulary) -> tuple[dict[str, Entity], dict[str, tuple[str, ...]]]:
    """Every entity of a store by id, and the other names of each."""
    if store.kept is not None:
        known = list(store.kept.entities())
        return {entity.id: entity for entity, _ in known}, {entity.id: others for entity, others in known}
    kinds = {kind.iri: kind for kind in vocabulary.entities.values()}
    classes = " ".join(iri(address) for address in kinds)
    pattern = f"VALUES ?class {{ {classes} }} ?s <{_TYPE}> ?class ; ?p ?o"
    entities, names = {}, {}
    for address, properties in sorted(described(store, pattern).items()):

        def one(property_: str, properties: Mapping[str, list[str]] = properties) -> str:
            return next(iter(properties.get(property_, ())), "")

        kind = next(kinds[type_] for type_ in properties[_TYPE] if type_ in kinds)
        values = {each.name: one(each.iri).removeprefix(RES) for each in kind.fields if one(each.iri)}
        id = address.removeprefix(RES)
        entities[id] = Entity(id, kind.name, one(_LABEL), values, one(PREFIXES["dcterms"] + "description"))
        names[id] = tuple(sorted(properties.get(_ALT_LABEL, ())))
    return entities, names


def _sources(store: Store) -> dict[str, tuple[str, ...]]:
    """Ids of sources by relationship; sorted here, which is faster than in the store."""
    text = f"SELECT ?about ?source WHERE {{ GRAPH ?g {{ ?c <{SAID}about> ?about ; <{SAID}source> ?source }} }}"
    sources: dict[str, set[str]] = defaultdict(set)
    for about, source in store.select(text).rows:
        assert isinstance(about, ox.NamedNode) and isinstance(source, ox.NamedNode)
        sources[about.value.removeprefix(RELATIONSHIP)].add(source.value.removeprefix(SOURCE))
    return {id: tuple(sorted(several)) for id, several in sources.items()}
