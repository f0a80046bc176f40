"""Why claims were put together or kept apart, and how the days of a relationship came about."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from .building.fitting import FIRST
from .citations import ClaimFound
from .dates import FOREVER
from .errors import UnknownNameError
from .evidence import gather, labels_of
from .identifiers import CLAIM, IND, PREFIXES, RELATIONSHIP, RES, SAID, camel_case, is_slug, local_name
from .records import Relationship
from .sentences import values_in_words
from .store import Store
from .terms import iri
from .vocabulary import RelationKind, Vocabulary

__all__ = ["Explanation", "Neighbour", "explain", "explainable"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A relationship beside others: of the same kind between the same ends, or of the same entities.

    Attributes:
        id: its id.
        sentence: how it reads.
        days: when it held, in words.
        why: how its claims came together, or why it is not one with others.
    """

    id: str
    sentence: str
    days: str
    why: str

    def __str__(self) -> str:
        return f"{self.id}: {self.sentence}; {self.days}" + (f"; {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a relationship came about.

    Attributes:
        relationship: the relationship.
        sentence: how it reads.
        policy: how its values were picked.
        claims: the claims that carry it, each with the reason why it is here.
        picked: fields about which the claims differ, in words.
        days: when it possibly and certainly held, in words.
        inferred: what was inferred about its end; empty where nothing was.
        neighbours: other relationships of the same kind between the same ends.
    """

    relationship: Relationship
    sentence: str
    policy: str
    claims: tuple[ClaimFound, ...]
    picked: tuple[str, ...]
    days: str
    inferred: str
    neighbours: tuple[Neighbour, ...]

    def reason(self, claim: ClaimFound) -> str:
        """Why a claim is about this relationship; one that others joined has no reason of its own."""
        return claim.grouping or ("the only claim" if len(self.claims) == 1 else FIRST)

    def __str__(self) -> str:
        lines = [f"{self.relationship.id}: {self.sentence}", f"  {self.days}"]
        if self.inferred:
            lines.append(f"  {self.inferred}")
        if self.relationship.why:
            lines.append(f"  grouping: {self.relationship.why}")
        lines.append(f"  {len(self.claims)} claim{'s' * (len(self.claims) != 1)}:")
        for claim in self.claims:
            dates = ", ".join(
                f"{name} {text}"
                for name, text in (("start", claim.start), ("end", claim.end), ("held on", claim.held_on))
                if text
            )
            lines.append(f"    {claim.id}: {dates or 'no date'}; {self.reason(claim)}")
            lines.append(f"      {claim.cites}")
        for one in self.picked:
            lines.append(f"  sources differ, policy {self.policy}: {one}")
        if self.neighbours:
            lines.append("  kept apart from:")
        lines += [f"    {other}" for other in self.neighbours]
        return "\n".join(lines)

    def to_json(self) -> str:
        """The same as JSON."""
        document = {
            "relationship": self.relationship.id,
            "kind": self.relationship.kind,
            "sentence": self.sentence,
            "policy": self.policy,
            "days": self.days,
            "inferred": self.inferred,
            "grouping": self.relationship.why,
            "claims": [
                {"id": one.id, "source": one.source.id, "start": one.start, "end": one.end, "held_on": one.held_on,
                 "why": self.reason(one)}
                for one in self.claims
            ],
            "differences": list(self.picked),
            "kept_apart_from": [
                {"id": one.id, "sentence": one.sentence, "days": one.days, "why": one.why} for one in self.neighbours
            ],
        }  # fmt: skip
        return json.dumps(document, ensure_ascii=False, indent=2)


def explain(store: Store, vocabulary: Vocabulary, policy: str, id: str) -> Explanation:
    """Explain a relationship.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        policy: how its values were picked.
        id: id of the relationship, or of one of its claims.

    Raises:
        UnknownNameError: nothing here has this id.
    """
    relationship_id = _relationship_of(store, id)
    evidence = gather(store, vocabulary, [relationship_id] if relationship_id else [])
    relationship = evidence.relationships.get(relationship_id)
    if relationship is None:
        raise UnknownNameError(f"no relationship or claim here has the id {id!r}", id, [])
    kind = vocabulary.relations[relationship.kind]
    others = _neighbours(store, kind, relationship)
    labels = labels_of(store, {RELATIONSHIP + one for one in (relationship_id, relationship.closed_by) if one})
    return Explanation(
        relationship,
        labels.get(RELATIONSHIP + relationship_id, relationship_id),
        policy,
        evidence.claims.get(relationship_id, ()),
        tuple(_picked(vocabulary, relationship)),
        _days(relationship),
        _inferred(relationship, labels),
        _in_order(store, vocabulary, others),
    )


def explainable(store: Store, vocabulary: Vocabulary, entities: Sequence[str]) -> tuple[Neighbour, ...]:
    """The relationships that name every one of some entities, as an end or as another value, to choose from.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        entities: their ids.

    Returns:
        In the order in which they began, those of which nobody knows when first.
    """
    columns = {one.iri for kind in vocabulary.relations.values() for one in kind.fields if one.type == "entity"}
    names = "|".join(map(iri, sorted(columns)))
    pattern = " ; ".join(f"{names} {iri(RES + id)}" for id in entities)
    rows = store.select(f"SELECT DISTINCT ?r WHERE {{ ?r {pattern} }}").rows
    found = [row[0].value for row in rows if isinstance(row[0], ox.NamedNode)]
    # an entity can have a column of the same name
    ids = [address.removeprefix(RELATIONSHIP) for address in found if address.startswith(RELATIONSHIP)]
    return _in_order(store, vocabulary, ids)


def _in_order(store: Store, vocabulary: Vocabulary, ids: Collection[str]) -> tuple[Neighbour, ...]:
    """Relationships in the order in which they began."""
    about = gather(store, vocabulary, ids).relationships
    labels = labels_of(store, {RELATIONSHIP + id for id in ids})
    return tuple(
        Neighbour(one.id, labels.get(RELATIONSHIP + one.id, one.id), _days(one), one.why)
        for one in sorted(about.values(), key=lambda one: (one.possible_from or date.min, one.id))
    )


def _relationship_of(store: Store, id: str) -> str:
    name = local_name(id)
    if not is_slug(name):
        return ""
    asked = f"SELECT ?about WHERE {{ GRAPH ?g {{ {iri(CLAIM + name)} {iri(SAID + 'about')} ?about }} }}"
    rows = store.select(asked).rows
    if rows and isinstance(rows[0][0], ox.NamedNode):
        return rows[0][0].value.removeprefix(RELATIONSHIP)
    return name


def _neighbours(store: Store, kind: RelationKind, relationship: Relationship) -> list[str]:
    """Ids of the other relationships of the kind between the same ends."""
    ends = [relationship.values[end] for end in kind.ends]
    pairs = [ends, ends[::-1]] if kind.symmetric else [ends]
    found = set()
    for pair in pairs:
        pattern = " ; ".join(
            f"{iri(IND + camel_case(end))} {iri(RES + value)}" for end, value in zip(kind.ends, pair, strict=True)
        )
        rows = store.select(
            f"SELECT ?r WHERE {{ ?r {iri(PREFIXES['rdf'] + 'type')} {iri(kind.iri)} ; {pattern} }}"
        ).rows
        found |= {row[0].value.removeprefix(RELATIONSHIP) for row in rows if isinstance(row[0], ox.NamedNode)}
    return sorted(found - {relationship.id})


def _picked(vocabulary: Vocabulary, relationship: Relationship) -> Iterator[str]:
    for one in relationship.differences:
        chosen, *others = values_in_words(vocabulary, relationship, one)
        yield f"{one.field.replace('_', ' ')} {chosen} was picked, others say {', '.join(others)}"


def _days(one: Relationship) -> str:
    """When it possibly and certainly held, in words."""
    if one.possible_from is None or one.possible_until is None:
        return "denied, and nobody asserts it"
    first = "an unknown day" if one.possible_from == date.min else str(one.possible_from)
    last = "no known end" if one.possible_until == FOREVER else str(one.possible_until)
    if one.certain_from is None or one.certain_until is None:
        certain = "on no day for certain"
    elif one.certain_until == FOREVER:
        certain = f"for certain from {one.certain_from}"
    elif one.certain_from == one.certain_until:
        certain = f"for certain on {one.certain_from}"
    else:
        certain = f"for certain from {one.certain_from} to {one.certain_until}"
    return f"possible from {first} to {last}, {certain}" + (f" ({one.modality})" if one.modality != "fact" else "")


def _inferred(one: Relationship, labels: dict[str, str]) -> str:
    if not one.closed_by:
        return ""
    by = labels.get(RELATIONSHIP + one.closed_by, one.closed_by)
    how = {
        "successor": "the next one began",
        "life": "the life of an end was over",
        "whole": "all that it was part of was over",
    }[one.closed_as]
    return f"end inferred, because {how}: {by} ({one.closed_by})"
