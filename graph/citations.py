"""A claim as an answer cites it: what it says as written, and the source that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .dates import in_words

__all__ = ["Cited", "ClaimFound"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as an answer cites it; what is not known is empty.

    Attributes:
        id: its slug.
        published: as written.
    """

    id: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""
    language: str = ""
    tier: str = ""
    origin: str = ""

    @property
    def independent_origin(self) -> str:
        """Who said it first: the origin, else the publisher, else the source itself."""
        return self.origin or self.publisher or self.id

    @property
    def citation(self) -> str:
        """One line: publisher, title, date, as far as they are known."""
        name = ", ".join(part for part in (self.publisher, f"“{self.title}”" if self.title else "") if part)
        return f"{name or self.id}, {in_words(self.published) or 'date unknown'}"


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim that carries a relationship.

    Attributes:
        id: its slug.
        relationship: id of the relationship that it is about.
        source: where it stands.
        values: what it says, by column, as written.
        start, end, held_on: as written; empty where it does not say.
        grouping: why it is about this relationship.
    """

    id: str
    relationship: str
    source: Cited
    values: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    end: str = ""
    held_on: str = ""
    stance: str = "asserts"
    modality: str = "fact"
    locator: str = ""
    more: str = ""
    note: str = ""
    grouping: str = ""

    @property
    def cites(self) -> str:
        """One line: the source and where in it, with what is particular about the claim."""
        marks = [mark for mark in (self.stance, self.modality) if mark not in {"asserts", "fact"}]
        return (
            f"{self.source.citation}"
            + (f", {self.locator}" if self.locator else "")
            + "".join(f" [{mark}]" for mark in marks)
        )
