"""What a cell of an answer holds: the name for an id, a number, a day, a code with its label."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from .answers import Coded, Name, Value
from .identifiers import BASE, PREFIXES, local_name
from .store import Term
from .vocabulary import EntityKind, RelationKind, Vocabulary

__all__ = ["coded", "value_of"]


def value_of(term: Term, labels: Mapping[str, str]) -> Value:
    """A term as an answer shows it.

    Args:
        term: the term.
        labels: names by IRI.
    """
    if isinstance(term, ox.NamedNode):
        if term.value.startswith(BASE) or term.value in labels:
            id = local_name(term.value)
            return Name(labels.get(term.value, id), id)
        return term.value
    if isinstance(term, ox.Literal):
        return _literal(term)
    return str(term)


def coded(value: Value, bound: Collection[str], kinds: Sequence[RelationKind], vocabulary: Vocabulary) -> Value:
    """A value with its label where it is a code; any other value as it is.

    Args:
        value: what a column holds.
        bound: IRIs of the properties whose values the column takes.
        kinds: the kinds of the relationships that its row rests on; a property of several kinds means theirs.
        vocabulary: the kinds and codes.
    """
    if not isinstance(value, str) or not bound:
        return value
    every: tuple[RelationKind | EntityKind, ...] = (
        *kinds, *vocabulary.relations.values(), *vocabulary.entities.values()
    )  # fmt: skip
    for field in (field for kind in every for field in kind.fields if field.iri in bound):
        code = vocabulary.code(field, value)
        if code is not None:
            return Coded(value, code.label)
    return value


def _literal(term: ox.Literal) -> Value:
    xsd = PREFIXES["xsd"]
    try:
        match term.datatype.value.removeprefix(xsd):
            case "date":
                return date.fromisoformat(term.value)
            case "decimal":
                return Decimal(term.value)
            case "integer":
                return int(term.value)
            case "double" | "float":
                return float(term.value)
            case "boolean":
                return term.value in {"true", "1"}
    except ValueError:
        return term.value
    return term.value
