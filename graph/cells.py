"""What a cell of an answer holds: the name for an id, a number, a day, a code with its label."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from .answers import Coded, Name, Value
from .identifiers import BASE, PREFIXES, local_name
from .store import Term
from .vocabulary import EntityKind, Field, RelationKind, Vocabulary

__all__ = ["CodeFields", "code_fields", "coded", "value_of"]


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


CodeFields: TypeAlias = Sequence[tuple[str, Field]]
"""Columns that hold codes, each with the kind that has it."""


def code_fields(vocabulary: Vocabulary, bound: Collection[str]) -> CodeFields:
    """The columns of kinds that hold codes and are among some properties.

    Args:
        vocabulary: the kinds.
        bound: IRIs of the properties whose values a cell takes.
    """
    kinds: list[RelationKind | EntityKind] = [*vocabulary.relations.values(), *vocabulary.entities.values()]
    return [(kind.name, one) for kind in kinds for one in kind.fields if one.type == "code" and one.iri in bound]


def coded(value: Value, fields: CodeFields, kinds: Collection[str], vocabulary: Vocabulary) -> Value:
    """A value with its label where it is a code; any other value as it is.

    Args:
        value: what a cell holds.
        fields: the columns that it can come from.
        kinds: names of the kinds that its row rests on: a code that several kinds have is one of theirs.
        vocabulary: the codes.
    """
    if not fields or not isinstance(value, str):
        return value
    for _, one in sorted(fields, key=lambda each: each[0] not in kinds):
        code = vocabulary.code(one, value)
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
