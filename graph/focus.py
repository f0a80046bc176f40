"""What a question about some entities is about: what ties one of them, and all that is said of their deals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pyoxigraph as ox

from .identifiers import IND, PREFIXES, RES, camel_case
from .records import Relationship
from .store import Store
from .terms import day, iri
from .vocabulary import RelationKind, Vocabulary

__all__ = ["Focus", "is_of_staged", "placed_by", "staged_kinds"]


class Focus:
    """Tells whether a relationship is asked for.

    What has stages (a deal) speaks of those that take part in it: its status, its terms and the others who take part
    are about each of them.

    Args:
        store: the store of an edition; says who takes, took or is to take part in what.
        vocabulary: the kinds.
        entities: ids of the entities that the question is about; empty for all.
    """

    def __init__(self, store: Store, vocabulary: Vocabulary, entities: Collection[str]) -> None:
        self._kinds = vocabulary.relations
        self._named = set(entities) | (_taken_part_in(store, vocabulary, entities) if entities else set())

    def __call__(self, one: Relationship) -> bool:
        """Whether a relationship is asked for."""
        return not self._named or any(one.values.get(end) in self._named for end in self._kinds[one.kind].ends)


def staged_kinds(vocabulary: Vocabulary) -> set[str]:
    """The kinds of entities that have stages."""
    return {name for kind in vocabulary.relations.values() if kind.purpose == "stage" for name in kind.fields[0].of}


def is_of_staged(vocabulary: Vocabulary, kind: RelationKind) -> bool:
    """Whether relationships of a kind are of what has stages: its stages, those who take part, what it fixes."""
    return set(kind.field(kind.ends[0]).of) <= staged_kinds(vocabulary)


def placed_by(store: Store, vocabulary: Vocabulary, by: date) -> set[str]:
    """Ids of what had reached a stage by a day, whether it still stands there or not.

    Args:
        store: the store of an edition.
        vocabulary: the kinds.
        by: the day; `dates.FOREVER` for what ever reached one.
    """
    found = set()
    for kind in vocabulary.relations.values():
        if kind.purpose == "stage":
            text = (
                f"SELECT DISTINCT ?staged WHERE {{ ?r {iri(PREFIXES['rdf'] + 'type')} {iri(kind.iri)} ; "
                f"{iri(IND + 'possibleFrom')} ?from ; {iri(IND + camel_case(kind.ends[0]))} ?staged . "
                f"FILTER(?from <= {day(by)}) }}"
            )
            rows = store.select(text).rows
            found |= {row[0].value.removeprefix(RES) for row in rows if isinstance(row[0], ox.NamedNode)}
    return found


def _taken_part_in(store: Store, vocabulary: Vocabulary, entities: Collection[str]) -> set[str]:
    """Ids of what has stages and one of the entities is, was or is to be part of."""
    found = set()
    listed = " ".join(iri(RES + one) for one in sorted(entities))
    for kind in vocabulary.relations.values():
        if not kind.is_edge or not is_of_staged(vocabulary, kind):
            continue
        first, second = (iri(IND + camel_case(end)) for end in kind.ends)
        text = (
            f"SELECT DISTINCT ?staged WHERE {{ VALUES ?part {{ {listed} }} ?r {second} ?part ; "
            f"{iri(PREFIXES['rdf'] + 'type')} {iri(kind.iri)} ; {iri(IND + 'possibleFrom')} ?from ; {first} ?staged }}"
        )
        rows = store.select(text).rows
        found |= {row[0].value.removeprefix(RES) for row in rows if isinstance(row[0], ox.NamedNode)}
    return found
