"""Whether a cell holds what its column says.

Each check returns what was expected, or an empty string where the value is right. Ids are checked where all entities
are known, in `loading`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import cast

from ..dates import parse_date
from ..errors import DateError
from ..vocabulary import Field, FieldType, RelationKind, Vocabulary

__all__ = ["as_declared", "contradiction", "expected_instead", "is_currency"]

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")


def is_currency(value: str) -> bool:
    """Whether a text has the form of an ISO 4217 code."""
    return _CURRENCY.fullmatch(value) is not None


def as_declared(field: Field, kind: RelationKind, row: Mapping[str, str], vocabulary: Vocabulary) -> Field:
    """A column with the type that a code of its row declares: of a birthday the value is a date.

    Args:
        field: the column.
        kind: its kind.
        row: all cells of the row.
        vocabulary: for code lists.
    """
    if field.type != "text" or field.name not in kind.versioned:
        return field
    codes = [vocabulary.code(one, row[one.name]) for one in kind.fields]
    types = [str(code.flags["type"]) for code in codes if code is not None and "type" in code.flags]
    return replace(field, type=cast(FieldType, types[0])) if types else field


def contradiction(kind: RelationKind, values: Mapping[str, str]) -> tuple[str, str] | None:
    """Column and message where the values of a row cannot stand together; None where they can.

    Args:
        kind: its kind.
        values: its values, each right by itself.
    """
    if kind.is_edge and values.get(kind.ends[0]) == values.get(kind.ends[1]):
        return kind.ends[1], f"{values.get(kind.ends[1])!r} is tied to itself, expected another one"
    for flag in kind.fields:
        if flag.qualifies and values.get(flag.name) and not any(values.get(name) for name in flag.qualifies):
            return flag.name, f"is about {' or '.join(flag.qualifies)}, and the row has none, expected nothing"
    return None


def expected_instead(field: Field, value: str, vocabulary: Vocabulary) -> str:
    """What a non-empty cell should hold instead; empty where it is right.

    Args:
        field: the column.
        value: the cell.
        vocabulary: for code lists.

    >>> expected_instead(Field("share_percent", "percent"), "130", Vocabulary({}, {}, {}))
    'expected a number from 0 to 100'
    """
    match field.type:
        case "code":
            codes = vocabulary.codes[field.of[0]].codes
            return "" if value in codes else f"expected one of {', '.join(codes)}"
        case "percent":
            right = _is_decimal(value) and 0 <= Decimal(value) <= 100
            return "" if right else "expected a number from 0 to 100"
        case "amount":
            return "" if _is_decimal(value) else "expected a number such as 35000000000 or -4.5, without separators"
        case "yesno":
            return "" if value in {"yes", "no"} else "expected yes or no"
        case "currency":
            return "" if is_currency(value) else "expected an ISO 4217 code such as EUR"
        case "country":
            return "" if _COUNTRY.fullmatch(value) else "expected an ISO 3166-1 code such as DE"
        case "date":
            return _date_problem(value)
        case _:
            return ""


def _is_decimal(value: str) -> bool:
    if not _DECIMAL.fullmatch(value) or len(value) > 30:
        return False
    try:
        Decimal(value)
    except InvalidOperation:
        return False
    return True


def _date_problem(value: str) -> str:
    try:
        parse_date(value)
    except DateError as error:
        return str(error)
    return ""
