"""Relationships back from RDF: the records that `mapping` wrote, read from the properties in a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from .dates import Interval, parse_date
from .identifiers import IND, camel_case, local_name
from .records import BOUNDS, ClosedAs, Difference, Relationship
from .vocabulary import RelationKind

__all__ = ["relationship_from_properties", "values_from_store"]

_CLOSED_AS: dict[str, ClosedAs] = {one: one for one in get_args(ClosedAs)}
_CONTROLS: dict[str, Literal["", "yes", "possibly"]] = {"": "", "yes": "yes", "possibly": "possibly"}


def relationship_from_properties(kind: RelationKind, id: str, properties: Mapping[str, Sequence[str]]) -> Relationship:
    """A relationship from its properties in a store.

    Args:
        kind: its kind.
        id: its id.
        properties: lexical values by property IRI; entities as their IRIs.
    """

    def one(column: str) -> str:
        return next(iter(properties.get(IND + camel_case(column), ())), "")

    days = {name: date.fromisoformat(one(name)) if one(name) else None for name in BOUNDS}
    return Relationship(
        id,
        kind.name,
        values_from_store(kind, one),
        (),
        _interval(one("start")),
        _interval(one("end")),
        **days,
        modality=one("modality") or "fact",
        denied=one("denied") == "true",
        origins=int(one("origins") or 0),
        differences=tuple(sorted(map(_difference, properties.get(IND + "difference", ())), key=lambda d: d.field)),
        end_planned=one("end_planned") == "true",
        stale=one("stale") == "true",
        closed_by=local_name(one("closed_by")),
        closed_as=_CLOSED_AS[one("closed_as")],
        why=one("why"),
        controls=_CONTROLS[one("controls")],
    )


def values_from_store(kind: RelationKind, one: Callable[[str], str]) -> dict[str, str]:
    """What the columns of a relationship or claim hold, as written in its row.

    Args:
        kind: its kind.
        one: gives the lexical value of a column in the store, or an empty string.
    """
    values = {}
    for declared in kind.fields:
        value = one(declared.name + "_text") or one(declared.name)
        if declared.type == "entity":
            value = local_name(value)
        elif declared.type == "yesno" and value:
            value = "yes" if value == "true" else "no"
        if value:
            values[declared.name] = value
    return values


def _interval(text: str) -> Interval | None:
    return parse_date(text) if text else None


def _difference(text: str) -> Difference:
    column, chosen, *others = text.split("\t")
    return Difference(column, chosen, tuple(others))
