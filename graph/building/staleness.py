"""What the latest known state only possibly is: what nobody has confirmed for years, though sources went on.

Most things end without a word in print: an engineer's first post, a stake sold in small steps. So an open end is no
evidence for ever. The latest known state is as late as the newest source that counts and that a claim cites; what was
last confirmed five years or longer before that, or was to end in between, is told as possible, with the day on which it
was last so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ..dates import FOREVER, Interval
from ..records import Relationship, Source
from ..vocabulary import Vocabulary
from .windows import ALWAYS

__all__ = ["is_overdue", "newest_source", "with_staleness"]

_YEARS: Final = 5
"""Years (of 365 days) without confirmation after which something open is stale."""


def newest_source(sources: Iterable[Source]) -> date:
    """The first day on which the newest of several sources can have come out; `dates.FOREVER` where none is dated."""
    days = (one.published.earliest for one in sources if one.published is not None)
    return max((day for day in days if day is not None and day != ALWAYS), default=FOREVER)


def is_overdue(due: Interval | None, last_held: date | None, newest: date) -> bool:
    """Whether something was to end by a day that has passed, and nobody has seen it since.

    Args:
        due: when it is to end, as sources expect; None where they expect nothing.
        last_held: the last day by which evidence says that it was so.
        newest: the day of the newest source.
    """
    if due is None or due.latest is None or due.latest == FOREVER or newest == FOREVER:
        return False
    return due.latest < newest and (last_held is None or last_held <= due.latest)


def with_staleness(
    vocabulary: Vocabulary, relationships: Mapping[str, Relationship], newest: date
) -> dict[str, Relationship]:
    """Relationships, with those marked that nobody has confirmed for years.

    Args:
        vocabulary: the kinds.
        relationships: by id, with their days; those that are overdue are marked already.
        newest: the day of the newest source.

    Returns:
        The same ones in the same order. Of what holds until something says that it ended (`lasting` in kinds.toml) none
        is stale, nor is what is known to be over.
    """
    kinds = vocabulary.relations
    return {
        id: replace(
            one,
            stale=one.possible_until == FOREVER
            and not vocabulary.is_lasting(kinds[one.kind], one.values)
            and (one.stale or _is_unconfirmed(one, newest)),
        )
        for id, one in relationships.items()
    }


def _is_unconfirmed(one: Relationship, newest: date) -> bool:
    if newest == FOREVER:
        return False
    return one.last_held is None or (newest - one.last_held).days >= _YEARS * 365
