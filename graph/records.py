"""The things that rows turn into: entities, sources, claims, and the relationships resolved from claims.

A claim is what one passage of one source says: one row. A relationship is one occurrence of something between entities
(this employment, this stake) carried by one or more claims. Claims are never changed; relationships are worked out from
them for a `known at` day and a policy, and can be worked out again.

Standard library only: whoever wants to understand the project starts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from .dates import FOREVER, Interval
from .vocabulary import Vocabulary

__all__ = [
    "BOUNDS",
    "POLICIES",
    "Certainty",
    "Claim",
    "ClosedAs",
    "Dataset",
    "Difference",
    "Entity",
    "Policy",
    "Relationship",
    "Source",
]

Policy = Literal["most-origins", "best-tier", "newest"]
POLICIES: tuple[Policy, ...] = ("most-origins", "best-tier", "newest")
"""How one value is picked where claims differ. The first is the default."""

ClosedAs = Literal["", "successor", "life", "whole"]
"""What an inferred end was inferred from; empty where no end was inferred."""

BOUNDS = ("first_held", "last_held", "possible_from", "possible_until", "certain_from", "certain_until")
"""The days of a relationship that are worked out from its claims."""

Certainty = Literal["yes", "possibly", "no"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that relationships tie.

    Attributes:
        id: its slug; stable, never reused.
        kind: the name of its kind, for example `Company`.
        name: the preferred name today.
        values: what its own columns hold, empty ones left out.
        description: a few words of ours.
        wikidata: its Wikidata id (`Q…`) where a source confirms one.
        lei: its legal entity identifier (ISO 17442) where a source confirms one.
        at: file and line of its row.
    """

    id: str
    kind: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    wikidata: str = ""
    lei: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that says something. What is not known of it is empty.

    Attributes:
        id: its slug.
        published: the day of publication as far as it is known; None where it is not.
        tier: one of `columns.TIERS`.
        origin: who said it first; see `independent_origin`.
        accessed: the day on which it was last read.
        read_as: `whole` or `passage`.
        at: file and line of its row.
    """

    id: str
    title: str = ""
    publisher: str = ""
    published: Interval | None = None
    address: str = ""
    language: str = ""
    tier: str = "other"
    origin: str = ""
    accessed: Interval | None = None
    read_as: str = ""
    at: str = ""

    @property
    def independent_origin(self) -> str:
        """What two sources must not share to count as two: the origin, else the publisher, else the source itself."""
        return self.origin or self.publisher or self.id

    def is_known_at(self, day: date) -> bool:
        """Whether it was certainly published by a day. A source without a date counts only when no day is asked."""
        if day == FOREVER:
            return True
        return self.published is not None and self.published.latest is not None and self.published.latest <= day


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage of one source says: one row.

    Attributes:
        id: its id; carries no content.
        kind: the name of its relationship kind, for example `Employment`.
        values: what its own columns hold, as written, empty ones left out.
        source: id of the source.
        start, end: when it began and ended, as far as the passage says.
        held_on: a day on which the passage says that it was so.
        stance: `asserts` or `denies`.
        modality: `fact`, `reported` (hearsay) or `planned`.
        locator: where in the source.
        more: of whom or what else the source speaks without naming it.
        relationship: the relationship that the row names; empty where grouping decides.
        note: in our words.
        at: file and line of its row.
    """

    id: str
    kind: str
    values: Mapping[str, str]
    source: str
    start: Interval | None = None
    end: Interval | None = None
    held_on: Interval | None = None
    stance: str = "asserts"
    modality: str = "fact"
    locator: str = ""
    more: str = ""
    relationship: str = ""
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value about which the claims of one relationship disagree.

    Attributes:
        field: a column of the kind, or `start`, `end`, or `stance`.
        chosen: the value that the policy picked.
        others: the other values, each once, sorted.
    """

    field: str
    chosen: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relationship:
    """One occurrence of something between entities, resolved from claims for one edition.

    Attributes:
        id: slug; the id that a row names, else the smallest id of its claims.
        kind: the name of its kind.
        values: the value picked for each of its columns, empty ones left out.
        claims: ids of the claims that carry it, sorted.
        start, end: resolved from the claims; None where no claim says.
        first_held, last_held: the first and the last day by which evidence says that it was so.
        possible_from, possible_until: it cannot have held outside these days. None on both sides: nothing says that it
            ever held (every claim denies it).
        certain_from, certain_until: it held on each of these days. None where there is no such day.
        modality: the strongest of its asserting claims: fact, then reported, then planned.
        denied: whether a claim denies it.
        origins: how many independent origins assert it.
        differences: what its claims disagree about, by field.
        end_planned: whether its end is only expected, as a plan or by hearsay: then `end` says no more than that it
            ends no earlier, or by when.
        stale: whether it is open, but nobody has confirmed it for years, or the day of its expected end has passed.
        closed_by: id of the relationship that closes it, where its end was inferred.
        closed_as: how: a `successor` began, the `life` of an end was over, or the `whole` time that a post was part of.
        why: one line on how its claims came together.
        controls: whether it gives control: `yes`, or `possibly` where the share is not known; empty where it does not.
    """

    id: str
    kind: str
    values: Mapping[str, str]
    claims: tuple[str, ...]
    start: Interval | None = None
    end: Interval | None = None
    first_held: date | None = None
    last_held: date | None = None
    possible_from: date | None = None
    possible_until: date | None = None
    certain_from: date | None = None
    certain_until: date | None = None
    modality: str = "fact"
    denied: bool = False
    origins: int = 0
    differences: tuple[Difference, ...] = ()
    end_planned: bool = False
    stale: bool = False
    closed_by: str = ""
    closed_as: ClosedAs = ""
    why: str = ""
    controls: Literal["", "yes", "possibly"] = ""

    @property
    def is_undisputed(self) -> bool:
        """Whether it is a fact, and no claim denies it."""
        return self.modality == "fact" and not self.denied

    @property
    def known_end(self) -> Interval | None:
        """When a source says that it ended; None where nobody does, or an end is only expected."""
        return None if self.end_planned else self.end


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that the rows say.

    Attributes:
        vocabulary: the kinds.
        entities, sources, claims: by id, in the order of their ids.
    """

    vocabulary: Vocabulary
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
