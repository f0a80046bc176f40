"""RDF 1.2: a claim as the reifier of the statement that it makes.

RDF 1.2 can name a triple without asserting it. So a claim can point to what it says, `claim:x rdf:reifies <<( … )>>`,
and its source, dates and stance stand beside it. Nothing is asserted by that: what a source denies, plans or reports
of another day is reified just the same, and a proposal stays one. This is an export; inside, everything is RDF 1.1,
which all tools read.

The statement of a kind with two ends is the plain triple of a snapshot. Of a kind with one end it is that end and the
column that says something of it: the first that may change over time, else the first by which claims are told apart.

Source: https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from .identifiers import IND, PREFIXES
from .vocabulary import RelationKind, Vocabulary

__all__ = ["reifying_triples"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")


def reifying_triples(quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    """One triple for each claim: the claim reifies the statement that it makes.

    Args:
        quads: the dataset; claims are told by their class.
        vocabulary: its kinds.

    Yields:
        Triples in the order of the claims.
    """
    kinds = {kind.said_iri: kind for kind in vocabulary.relations.values()}
    claims: dict[str, RelationKind] = {}
    said: dict[str, dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = defaultdict(dict)
    types: dict[str, str] = {}
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode)
        subject = quad.subject.value
        said[subject][quad.predicate.value] = quad.object
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
            types[subject] = quad.object.value
            if quad.object.value in kinds:
                claims[subject] = kinds[quad.object.value]
    for claim, kind in sorted(claims.items(), key=lambda one: one[0]):
        statement = _statement(kind, said[claim], types)
        if statement is not None:
            yield ox.Triple(ox.NamedNode(claim), _REIFIES, statement)


def _statement(
    kind: RelationKind, said: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple], types: dict[str, str]
) -> ox.Triple | None:
    """What a claim of a kind says, as one triple; None where the claim lacks what it takes."""
    first = said.get(kind.field(kind.ends[0]).said_iri)
    if not isinstance(first, ox.NamedNode):
        return None
    own = [*kind.versioned, *kind.identity]
    if not kind.is_edge and not own:
        return ox.Triple(first, _TYPE, ox.NamedNode(types[first.value])) if first.value in types else None
    columns = [kind.field(name) for name in (kind.ends[1:] if kind.is_edge else own)]
    telling = (one for one in columns if one.said_iri in said and one.type != "yesno")
    column = next(telling, None)
    if column is None:
        return None
    value = said[column.said_iri]
    return ox.Triple(first, ox.NamedNode(IND + kind.snapshot if kind.snapshot else column.iri), value)
