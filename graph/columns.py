"""What is the same in every industry: the columns of a claim and of a source, and the words that some of them hold."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CLAIM_COLUMNS",
    "MODALITIES",
    "MODALITY_RANK",
    "RESERVED_FIELDS",
    "SOURCE_COLUMNS",
    "STANCES",
    "TIERS",
    "TIER_RANK",
]

CLAIM_COLUMNS: Final[dict[str, str]] = {
    "start": "when it began, as far as the source says",
    "end": "when it ended; the last day on which it was so",
    "held_on": "a day on which the source says that it was so",
    "stance": "asserts (or empty): the source says so; denies: the source says that it is not so",
    "modality": "fact (or empty); reported: hearsay; planned: it is to be",
    "source": "id of the source",
    "locator": "where in the source: paragraph, heading, page",
    "more": "of whom or what else the source speaks without naming it",
    "relationship": "id of the relationship that the claim belongs to; overrules the grouping",
    "note": "in our words",
}
"""The columns that every row of a relation has after its own, and what they mean."""

RESERVED_FIELDS: Final = frozenset(
    {
        *CLAIM_COLUMNS,
        "id",
        "about",
        "involves",
        "origins",
        "denied",
        "leads",
        "controller",
        "controls",
        "controlled",
        "end_planned",
        "stale",
        "why",
        "difference",
    }
)
"""Names that no kind can give to a column of its own: every claim or relationship has such a property already."""

SOURCE_COLUMNS: Final[dict[str, str]] = {
    "id": "the source",
    "title": "title as printed",
    "publisher": "who published it",
    "published": "when, as far as it is known",
    "address": "where it can be read",
    "language": "ISO 639-1 code",
    "tier": "what sort of source it is",
    "origin": "who said it first: an agency, a company, or the publisher itself",
    "accessed": "the day on which it was last read",
    "read_as": "whole, or passage: only the part that carries the claims was read",
}
"""The columns of `sources.csv`, and what they mean."""

TIERS: Final[dict[str, str]] = {
    "filing": "a filing with a regulator, court or exchange",
    "company": "a company's own statement",
    "press": "a news agency or the quality press",
    "trade": "trade press and specialist magazines",
    "encyclopaedia": "an encyclopaedia",
    "other": "anything else",
}
"""Tiers of sources, best first."""

STANCES: Final = ("asserts", "denies")
MODALITIES: Final = ("fact", "reported", "planned")
"""How a claim is meant, strongest first."""

TIER_RANK: Final = {tier: rank for rank, tier in enumerate(TIERS)}
MODALITY_RANK: Final = {modality: rank for rank, modality in enumerate(MODALITIES)}
