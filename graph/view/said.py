"""What sources say, as columns of the payload: claims in the order of the relationships they carry, and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..citations import ClaimFound
from ..sentences import display
from .scene import Scene

__all__ = ["said_columns"]

_CLAIM_TEXTS = ("start", "end", "held_on", "stance", "modality", "locator", "more", "note")
_SOURCE_TEXTS = ("id", "title", "publisher", "published", "address", "language", "tier", "origin")


def said_columns(scene: Scene, claims: Sequence[ClaimFound], labels: Mapping[str, str]) -> dict[str, Any]:
    """Columns of claims and of the sources in which they stand.

    Args:
        scene: what the page shows.
        claims: in the order of the relationships that they carry.
        labels: names of entities by id.
    """
    cited = {claim.source.id: claim.source for claim in claims}
    number = {id: position for position, id in enumerate(cited)}
    return {
        "claims": {
            "source": [number[claim.source.id] for claim in claims],
            **{name: [_usual(name, getattr(claim, name)) for claim in claims] for name in _CLAIM_TEXTS},
            "says": _says(scene, claims, labels),
        },
        "sources": {name: [getattr(one, name) for one in cited.values()] for name in _SOURCE_TEXTS},
    }


def _says(scene: Scene, claims: Iterable[ClaimFound], labels: Mapping[str, str]) -> list[str]:
    """What a claim says otherwise than its relationship does, in words."""
    said = []
    for claim in claims:
        resolved = scene.ties[claim.relationship].relationship
        if claim.values == resolved.values:
            said.append("")
            continue
        kind = scene.vocabulary.relations[resolved.kind]
        other = [
            f"{column.name.replace('_', ' ')}: " + display(scene.vocabulary, column, claim.values[column.name], labels)
            for column in kind.fields
            if claim.values.get(column.name) and claim.values[column.name] != resolved.values.get(column.name)
        ]
        said.append("; ".join(other))
    return said


def _usual(name: str, text: str) -> str:
    return "" if (name, text) in {("stance", "asserts"), ("modality", "fact")} else text
