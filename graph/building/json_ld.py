"""What a JSON-LD parser drops without a word: keys that no context explains.

A misspelt key would lose a fact. The document is read a second time as plain JSON, and every key must be a keyword, a
term of some context in it, or a compact IRI with a prefix of one.

Source: https://www.w3.org/TR/json-ld11/#terms
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

__all__ = ["unexplained_keys"]

_SCHEMES = frozenset({"http", "https", "urn"})


def unexplained_keys(text: str) -> list[str]:
    """Keys of a document that mean nothing, sorted; none where it is not JSON or a context explains every word.

    >>> unexplained_keys('{"@context": {"name": "https://example.org/name"}, "name": "BMW", "nmae": "BMW"}')
    ['nmae']
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    objects = list(_objects(document))
    contexts = [one for each in objects if "@context" in each for one in _contexts(each["@context"])]
    if any(isinstance(one, str) or (isinstance(one, dict) and "@vocab" in one) for one in contexts):
        return []
    terms = {term for one in contexts if isinstance(one, dict) for term in one}
    keys = {key for each in objects for key in each if not key.startswith("@")}
    return sorted(key for key in keys - terms if key.partition(":")[0] not in terms | _SCHEMES)


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document but the contexts."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(value for key, value in one.items() if key != "@context")
        elif isinstance(one, list):
            waiting.extend(one)


def _contexts(declared: Any) -> list[Any]:
    return declared if isinstance(declared, list) else [declared]
