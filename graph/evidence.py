"""Who says so: relationships and the claims that carry them, read from a store.

Read from the tables beside a store where there are any. A server is asked in SPARQL: three questions serve any number
of relationships: their properties, their claims, the sources of the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox

from .citations import Cited, ClaimFound
from .dates import FOREVER, parse_date
from .identifiers import CLAIM, IND, PREFIXES, RELATIONSHIP, SAID, SOURCE, camel_case, local_name
from .kept import Kept
from .records import Relationship
from .restoring import relationship_from_properties, values_from_store
from .store import Store
from .terms import iri
from .vocabulary import Vocabulary

__all__ = ["Evidence", "described", "gather", "labels_of"]

_TYPE = PREFIXES["rdf"] + "type"
_DCTERMS = PREFIXES["dcterms"]
_LABEL = PREFIXES["rdfs"] + "label"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Relationships by id, and the claims of each, sorted by date of publication and id."""

    relationships: Mapping[str, Relationship] = field(default_factory=dict)
    claims: Mapping[str, tuple[ClaimFound, ...]] = field(default_factory=dict)


def gather(store: Store, vocabulary: Vocabulary, ids: Collection[str] | None) -> Evidence:
    """Read relationships and their claims.

    Args:
        store: the store.
        vocabulary: the kinds.
        ids: ids of relationships; None for all of the edition.
    """
    if ids is not None and not ids:
        return Evidence()
    relationships, found = _kept(store.kept, ids) if store.kept else _asked(store, vocabulary, ids)
    claims: dict[str, list[ClaimFound]] = defaultdict(list)
    for one in found:
        claims[one.relationship].append(one)
    ordered = {
        id: tuple(sorted(several, key=lambda claim: (_published(claim), claim.id))) for id, several in claims.items()
    }
    return Evidence(relationships, ordered)


def _published(claim: ClaimFound) -> date:
    """The first day on which the source of a claim can have come out; what has no date comes last."""
    published = parse_date(claim.source.published) if claim.source.published else None
    return (published.earliest or published.latest or FOREVER) if published else FOREVER


_Found = tuple[dict[str, Relationship], Iterable[ClaimFound]]
"""Relationships by id, and their claims."""


def _kept(kept: Kept, ids: Collection[str] | None) -> _Found:
    """From the tables beside a store."""
    return {one.relationship.id: one.relationship for one in kept.relationships(ids)}, kept.claims(ids)


def _asked(store: Store, vocabulary: Vocabulary, ids: Collection[str] | None) -> _Found:
    """From a store that has no tables: three questions in SPARQL."""
    kinds = {kind.iri: kind for kind in vocabulary.relations.values()}
    if ids is None:
        among, about = f"VALUES ?kind {{ {' '.join(map(iri, kinds))} }} ?s a ?kind .", ""
    else:
        listed = " ".join(iri(RELATIONSHIP + one) for one in sorted(ids))
        among, about = f"VALUES ?s {{ {listed} }}", f"VALUES ?about {{ {listed} }}"
    relationships = {}
    for address, properties in sorted(described(store, f"{among} ?s ?p ?o").items()):
        kind = next((kinds[type_] for type_ in properties.get(_TYPE, ()) if type_ in kinds), None)
        if kind is not None:
            id = address.removeprefix(RELATIONSHIP)
            relationships[id] = relationship_from_properties(kind, id, properties)
    said = described(store, f"{about} GRAPH ?g {{ ?s {iri(SAID + 'about')} ?about . ?s ?p ?o }}")
    named = sorted({address for properties in said.values() for address in properties.get(SAID + "source", ())})
    sources = _sources(store, named)
    found = (_claim(address, properties, sources, vocabulary, relationships) for address, properties in said.items())
    return relationships, [one for one in found if one is not None]


def labels_of(store: Store, addresses: Collection[str]) -> dict[str, str]:
    """Names of entities and sentences of relationships by IRI."""
    if not addresses:
        return {}
    listed = " ".join(iri(one) for one in sorted(addresses))
    text = f"SELECT ?s ?name WHERE {{ VALUES ?s {{ {listed} }} ?s {iri(_LABEL)} ?name }}"
    labels: dict[str, str] = {}
    for subject, name in store.select(text).rows:
        assert isinstance(subject, ox.NamedNode) and isinstance(name, ox.Literal)
        labels[subject.value] = min(name.value, labels.get(subject.value, name.value))
    return labels


def described(store: Store, pattern: str) -> dict[str, dict[str, list[str]]]:
    """Lexical values by subject and property, of a SPARQL pattern over `?s ?p ?o`."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in store.select(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}").rows:
        assert isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode)
        if isinstance(object_, ox.NamedNode | ox.Literal):
            values[subject.value][predicate.value].append(object_.value)
    return values


def _sources(store: Store, addresses: Collection[str]) -> dict[str, Cited]:
    if not addresses:
        return {}
    listed = " ".join(iri(one) for one in addresses)
    sources = {}
    for address, properties in described(store, f"VALUES ?s {{ {listed} }} ?s ?p ?o").items():

        def one(property_: str, properties: Mapping[str, list[str]] = properties) -> str:
            return next(iter(properties.get(property_, ())), "")

        sources[address] = Cited(
            address.removeprefix(SOURCE),
            one(_DCTERMS + "title"),
            one(_DCTERMS + "publisher"),
            one(IND + "published"),
            one(IND + "address"),
            one(_DCTERMS + "language"),
            one(IND + "tier"),
            one(IND + "origin"),
        )
    return sources


def _claim(
    address: str,
    properties: Mapping[str, list[str]],
    sources: Mapping[str, Cited],
    vocabulary: Vocabulary,
    relationships: Mapping[str, Relationship],
) -> ClaimFound | None:
    def one(column: str) -> str:
        return next(iter(properties.get(SAID + camel_case(column), ())), "")

    about = one("about").removeprefix(RELATIONSHIP)
    relationship = relationships.get(about)
    if relationship is None:
        return None
    source = one("source")
    return ClaimFound(
        address.removeprefix(CLAIM),
        about,
        sources.get(source) or Cited(local_name(source)),
        values_from_store(vocabulary.relations[relationship.kind], one),
        one("start"),
        one("end"),
        one("held_on"),
        one("stance") or "asserts",
        one("modality") or "fact",
        one("locator"),
        one("more"),
        one("note"),
        one("grouping"),
    )
