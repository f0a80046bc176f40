"""Who has left a place has left every post there: an end that is said of no post in particular ends all of them.

"She left the company in January 2024" names no post. It ends each post of hers there of which nobody has seen anything
later, unless somebody saw her there afterwards in any post. The code that names no post in particular is flagged
`whole` in `kinds.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..records import Relationship
from ..vocabulary import Vocabulary

__all__ = ["with_departures"]


def with_departures(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Close posts by the departure from where they were.

    Args:
        vocabulary: the kinds.
        relationships: by id, closed by what follows them.

    Returns:
        The relationships by id, in the same order.
    """
    found = dict(relationships)
    together: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
    flagged = {
        kind.name: column.name
        for kind in vocabulary.relations.values()
        for column in kind.fields
        if column.type == "code"
        and any("whole" in code.flags for code in vocabulary.codes[column.of[0]].codes.values())
    }
    for one in relationships.values():
        if one.kind in flagged and one.possible_from is not None:
            kind = vocabulary.relations[one.kind]
            together[(one.kind, *(one.values[end] for end in kind.ends))].append(one)
    for several in together.values():
        kind, column = vocabulary.relations[several[0].kind], flagged[several[0].kind]
        whole = [one for one in several if vocabulary.flagged(kind, column, one.values.get(column), "whole")]
        left = max((one for one in whole if _end(one)), key=lambda one: (_end(one), one.id), default=None)
        day = _end(left) if left is not None else None
        if left is None or day is None or any(_last_seen(one) > day for one in several):
            continue
        for one in several:
            if one not in whole and _is_open(one) and one.possible_until is not None and one.possible_until > day:
                found[one.id] = replace(one, possible_until=day, closed_by=left.id, closed_as="whole")
    return found


def _end(one: Relationship) -> date | None:
    """The last day that a known end can mean."""
    known = one.end is not None and not one.end_planned and one.modality == "fact" and not one.denied
    return one.end.latest if known and one.end is not None else None


def _is_open(one: Relationship) -> bool:
    """Whether it has begun, and no source says when it ended."""
    return (one.end is None or one.end_planned) and one.modality != "planned"


def _last_seen(one: Relationship) -> date:
    """The last day of which it is said that it was so, or that it had begun; a plan says nothing."""
    if one.modality == "planned":
        return date.min
    start = one.start.earliest if one.start is not None and one.start.earliest is not None else date.min
    return max(one.last_held or date.min, start)
