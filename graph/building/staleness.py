"""What the latest known state only possibly is: what nobody has confirmed for years, though sources went on.

Most things end without a word in print: an engineer's first post, a stake sold in small steps. So an open end is no
evidence for ever. The latest known state is as late as the newest source that counts and that a claim cites; what was
last confirmed five years or longer before that, or was to end in between, or was sold, is told as possible, with the
day on which it was last so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Final

from ..dates import FOREVER, Interval
from ..records import Relationship, Source
from ..vocabulary import Field, RelationKind, Vocabulary
from .windows import ALWAYS

__all__ = ["STALE_YEARS", "is_overdue", "newest_source", "with_staleness"]

STALE_YEARS: Final = 5
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
    sold = _sold(vocabulary, relationships.values())
    found = {}
    for id, one in relationships.items():
        kind = vocabulary.relations[one.kind]
        stale = (
            one.possible_until == FOREVER
            and not vocabulary.is_lasting(kind, one.values)
            and (one.stale or _is_unconfirmed(one, newest) or _is_sold(kind, one, sold))
        )
        found[id] = one if one.stale == stale else replace(one, stale=stale)
    return found


def _is_unconfirmed(one: Relationship, newest: date) -> bool:
    if newest == FOREVER:
        return False
    return one.last_held is None or (newest - one.last_held).days >= STALE_YEARS * 365


def _sold(vocabulary: Vocabulary, relationships: Iterable[Relationship]) -> dict[tuple[str, str], date]:
    """Who sold what in a deal that was completed, and the last day by which it can have been."""
    done: dict[str, date] = {}
    sellers: dict[str, list[str]] = defaultdict(list)
    things: dict[str, list[str]] = defaultdict(list)
    columns = {kind: tuple(_flagged(vocabulary, kind)) for kind in vocabulary.relations}
    for one in relationships:
        if not one.is_undisputed or not columns[one.kind]:
            continue
        kind = vocabulary.relations[one.kind]
        deal, flags = one.values[kind.ends[0]], set[str]()
        for column in columns[one.kind]:
            code = vocabulary.code(column, one.values.get(column.name, ""))
            flags.update(code.flags if code is not None else ())
        if kind.purpose == "stage" and "closes" in flags and one.first_held is not None:
            done[deal] = max(done.get(deal, date.min), one.first_held)
        if "gives" in flags:
            sellers[deal].append(one.values[kind.ends[-1]])
        if "given" in flags:
            things[deal].append(one.values[kind.ends[-1]])
    sold: dict[tuple[str, str], date] = {}
    for deal, day in done.items():
        for pair in product(sellers.get(deal, ()), things.get(deal, ())):
            sold[pair] = max(sold.get(pair, date.min), day)
    return sold


def _flagged(vocabulary: Vocabulary, kind: str) -> Iterator[Field]:
    """The columns of a kind whose codes say what is given in a deal, or when it is closed."""
    for column in vocabulary.relations[kind].fields:
        if column.type == "code":
            codes = vocabulary.codes[column.of[0]].codes.values()
            if any({"gives", "given", "closes"} & code.flags.keys() for code in codes):
                yield column


def _is_sold(kind: RelationKind, one: Relationship, sold: Mapping[tuple[str, str], date]) -> bool:
    """Whether an owner has sold, all or in part, what nobody has seen in its hands since."""
    day = sold.get((one.values[kind.control], one.values[kind.controlled])) if kind.control else None
    if day is None or (one.first_held is not None and one.first_held >= day):
        return False
    return one.last_held is None or one.last_held <= day
