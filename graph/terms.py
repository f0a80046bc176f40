"""RDF terms as N-Triples text.

The mapping writes text, because a million small term objects take longer to make than the whole store to load. Text
that is put into a query is made here as well, so that there is one place where escaping is right.

Source: https://www.w3.org/TR/n-triples/#grammar-production-STRING_LITERAL_QUOTE
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from .identifiers import PREFIXES, local_name

__all__ = ["boolean", "compact", "day", "decimal", "integer", "iri", "string"]

_XSD = PREFIXES["xsd"]
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\n\r\t\x08\x0c]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def iri(address: str) -> str:
    """An IRI in angle brackets; characters that none may hold are percent-encoded.

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    """
    return f"<{_NOT_IN_IRI.sub(_percent, address)}>"


def string(text: str) -> str:
    r"""A plain literal.

    >>> print(string('say "no"'))
    "say \"no\""
    """
    return f'"{_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)}"'


@lru_cache(maxsize=65536)
def day(value: date) -> str:
    """A literal of type `xsd:date`, without a time zone."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


def decimal(text: str) -> str:
    """A literal of type `xsd:decimal` with the number as written."""
    return f'"{text}"^^<{_XSD}decimal>'


def integer(value: int) -> str:
    """A literal of type `xsd:integer`."""
    return f'"{value}"^^<{_XSD}integer>'


def boolean(value: bool) -> str:
    """A literal of type `xsd:boolean`."""
    return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'


def compact(address: str) -> str:
    """An IRI with its prefix, where it has one: for people to read.

    >>> compact("https://w3id.org/industry-graph/id/bmw")
    'res:bmw'
    """
    for prefix, namespace in PREFIXES.items():
        if address.startswith(namespace) and address != namespace:
            return f"{prefix}:{local_name(address)}" if "/" not in address[len(namespace) :] else address
    return address


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"
