"""What the latest known state only possibly is: what nobody has confirmed for years, though sources went on.

Most things end without a word in print: an engineer's first post, a stake sold in small steps. So an open end is no
evidence for ever. The latest known state is as late as the newest source that counts; what was last confirmed more than
five years before that is told as possible, with the day on which it was last so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ..dates import FOREVER
from ..records import Relationship, Source
from ..vocabulary import Vocabulary
from .windows import ALWAYS, years_away

__all__ = ["STALE_YEARS", "newest_source", "with_staleness"]

STALE_YEARS: Final = 5
"""Whole years without confirmation after which something open is stale."""


def newest_source(sources: Iterable[Source]) -> date:
    """The first day on which the newest of several sources can have come out; `dates.FOREVER` where none is dated."""
    days = (one.published.earliest for one in sources if one.published is not None)
    return max((day for day in days if day is not None and day != ALWAYS), default=FOREVER)


def with_staleness(
    vocabulary: Vocabulary, relationships: Mapping[str, Relationship], newest: date
) -> dict[str, Relationship]:
    """Relationships, with those marked that nobody has confirmed for years.

    Args:
        vocabulary: the kinds.
        relationships: by id, with their days.
        newest: the day of the newest source.

    Returns:
        The same ones in the same order. Of what holds until something says that it ended (`lasting` in kinds.toml) none
        is stale.
    """
    kinds = vocabulary.relations
    return {
        id: replace(one, stale=True)
        if _is_stale(one, newest) and not vocabulary.is_lasting(kinds[one.kind], one.values)
        else one
        for id, one in relationships.items()
    }


def _is_stale(one: Relationship, newest: date) -> bool:
    if newest == FOREVER or one.possible_until != FOREVER:
        return False
    if one.last_held is None:
        return True
    to_end = one.end.earliest if one.end_planned and one.end else None
    return years_away(one, newest) >= STALE_YEARS or (to_end is not None and one.last_held <= to_end < newest)
