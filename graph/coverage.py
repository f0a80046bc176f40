"""What the data cover, and how well: the honest answer to "can I trust an empty result?".

Counts are of relationships, not of rows: two reports of one appointment are one relationship with two origins. What is
looked at together is in `groups`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from .dates import FOREVER
from .groups import Group
from .records import Dataset, Relationship
from .vocabulary import RelationKind

__all__ = ["Coverage", "Gap", "GroupCoverage", "KindCoverage", "cover"]

_DAY: Final = timedelta(days=1)
_CAREER: Final = 3


@dataclass(frozen=True, slots=True)
class KindCoverage:
    """How well one kind of relationship is covered.

    Attributes:
        kind: the name of the kind.
        relationships, claims, sources: how many.
        corroborated: how many relationships two or more independent origins assert.
        to_the_day, to_the_month, to_the_year, without_start: how finely their starts are known; ranges and decades
            count as the year. Only of relationships that begin: what is merely seen on a day has no start.
        disputed: about how many their claims differ.
        last_published: the day of its newest source; None where no source is dated.
    """

    kind: str
    relationships: int
    claims: int
    sources: int
    corroborated: int
    to_the_day: int
    to_the_month: int
    to_the_year: int
    without_start: int
    disputed: int
    last_published: date | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody is known for certain to hold a top post.

    Attributes:
        organization: whose post.
        post: the post in words.
        first, last: the days, inclusive.
        possibly: ids of relationships that may fill it.
    """

    organization: str
    post: str
    first: date
    last: date
    possibly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How well a group is covered.

    Attributes:
        group: the group.
        relationships, claims, sources: how many touch a member.
        corroborated: how many relationships two or more independent origins assert.
        last_published: the day of the newest source.
        gaps: top posts of the leading member that nobody is known to have held.
        single_sourced: sentences of top posts and controlling stakes that one origin alone carries.
    """

    group: Group
    relationships: int
    claims: int
    sources: int
    corroborated: int
    last_published: date | None
    gaps: tuple[Gap, ...]
    single_sourced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the data cover.

    Attributes:
        entities: how many of each kind.
        sources: how many are cited; and by tier.
        origins: how many independent origins they have.
        kinds: by kind of relationship, in the order of their declaration.
        groups: in the order of their ids.
        told_deals: how many entities with stages have parties and a dated stage.
        careers: how many people have three or more dated posts.
        conflicts: how many relationships have claims that differ.
    """

    entities: Mapping[str, int]
    sources: int
    tiers: Mapping[str, int]
    origins: int
    kinds: tuple[KindCoverage, ...]
    groups: tuple[GroupCoverage, ...]
    told_deals: int
    careers: int
    conflicts: int

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str)


def cover(
    dataset: Dataset, relationships: Mapping[str, Relationship], groups: Sequence[Group], today: date
) -> Coverage:
    """Count what is covered.

    Args:
        dataset: the rows.
        relationships: those of its default edition, by id.
        groups: the groups to look at.
        today: until when top posts are to be known.
    """
    by_kind: dict[str, list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        by_kind[one.kind].append(one)
    cited = {claim.source for claim in dataset.claims.values()}
    return Coverage(
        dict(sorted(Counter(one.kind for one in dataset.entities.values()).items())),
        len(cited),
        dict(sorted(Counter(dataset.sources[id].tier for id in cited).items())),
        len({dataset.sources[id].independent_origin for id in cited}),
        tuple(_kind(dataset, kind, by_kind[kind.name]) for kind in dataset.vocabulary.relations.values()),
        tuple(_group(dataset, group, relationships.values(), today) for group in groups),
        _told(dataset, relationships.values()),
        _careers(dataset, relationships.values()),
        sum(bool(one.differences) for one in relationships.values()),
    )


def _sources_of(dataset: Dataset, several: Iterable[Relationship]) -> set[str]:
    return {dataset.claims[id].source for one in several for id in one.claims}


def _newest(dataset: Dataset, sources: Iterable[str]) -> date | None:
    days = [one.published.earliest for id in sources if (one := dataset.sources[id]).published is not None]
    return max((day for day in days if day is not None), default=None)


def _kind(dataset: Dataset, kind: RelationKind, several: Sequence[Relationship]) -> KindCoverage:
    precision = Counter(one.start.precision if one.start else "none" for one in several)
    sources = _sources_of(dataset, several)
    return KindCoverage(
        kind.name,
        len(several),
        sum(len(one.claims) for one in several),
        len(sources),
        sum(one.origins > 1 for one in several),
        precision["day"],
        precision["month"],
        precision["year"] + precision["range"],
        precision["none"],
        sum(bool(one.differences) for one in several),
        _newest(dataset, sources),
    )


def _group(dataset: Dataset, group: Group, relationships: Iterable[Relationship], today: date) -> GroupCoverage:
    members = set(group.members)
    kinds = dataset.vocabulary.relations
    touching = [one for one in relationships if any(one.values.get(end) in members for end in kinds[one.kind].ends)]
    sources = _sources_of(dataset, touching)
    return GroupCoverage(
        group,
        len(touching),
        sum(len(one.claims) for one in touching),
        len(sources),
        sum(one.origins > 1 for one in touching),
        _newest(dataset, sources),
        tuple(_gaps(dataset, group, touching, today)),
        tuple(sorted(_single_sourced(dataset, members, touching))),
    )


def _is_top(dataset: Dataset, one: Relationship) -> bool:
    kind = dataset.vocabulary.relations[one.kind]
    return any(dataset.vocabulary.flagged(kind, name, one.values.get(name), "gapless") for name in kind.leads)


def _single_sourced(dataset: Dataset, members: set[str], touching: Iterable[Relationship]) -> Iterable[str]:
    """Ids of top posts at members and of stakes that control them, asserted by one origin alone."""
    for one in touching:
        kind = dataset.vocabulary.relations[one.kind]
        what = one.values.get(kind.controlled, "")
        weighty = _is_top(dataset, one) or (one.controls == "yes" and what in members)
        if weighty and one.origins == 1:
            yield one.id


def _gaps(dataset: Dataset, group: Group, touching: Iterable[Relationship], today: date) -> Iterable[Gap]:
    """Days since the group's first year on which nobody certainly held a top post of its leading member."""
    lead = group.members[0]
    posts = [
        one
        for one in touching
        if _is_top(dataset, one) and one.values[dataset.vocabulary.relations[one.kind].ends[-1]] == lead
    ]
    day = date(group.since, 1, 1)
    certain = sorted(
        (one.certain_from, one.certain_until)
        for one in posts
        if one.certain_from and one.certain_until and one.is_undisputed
    )
    open_days: list[tuple[date, date]] = []
    for first, last in [*certain, (today + _DAY, FOREVER)]:
        if first > day:
            open_days.append((day, min(first - _DAY, today)))
        day = max(day, last + _DAY if last != FOREVER else FOREVER)
        if day > today:
            break
    for first, last in open_days:
        maybe = [
            one.id
            for one in posts
            if one.possible_from and one.possible_until and one.possible_from <= last and first <= one.possible_until
        ]
        yield Gap(lead, _top_post(dataset), first, last, tuple(sorted(maybe)))


def _top_post(dataset: Dataset) -> str:
    """The top posts in words."""
    codes = {
        code.label
        for one in dataset.vocabulary.codes.values()
        for code in one.codes.values()
        if code.flags.get("gapless")
    }
    return " or ".join(sorted(codes))


def _told(dataset: Dataset, relationships: Iterable[Relationship]) -> int:
    """How many entities with stages have two-ended ties and a dated stage."""
    kinds = dataset.vocabulary.relations
    staged: set[str] = set()
    tied: set[str] = set()
    for one in relationships:
        kind = kinds[one.kind]
        if kind.purpose == "stage" and one.start is not None:
            staged.add(one.values[kind.ends[0]])
        elif kind.is_edge:
            tied.add(one.values[kind.ends[0]])
    return len(staged & tied)


def _careers(dataset: Dataset, relationships: Iterable[Relationship]) -> int:
    """How many people have three or more posts with a date."""
    kinds = dataset.vocabulary.relations
    posts = Counter(
        one.values[kinds[one.kind].ends[0]]
        for one in relationships
        if kinds[one.kind].leads and (one.start or one.end or one.last_held)
    )
    return sum(count >= _CAREER for count in posts.values())
