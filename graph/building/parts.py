"""What is said of the whole bounds its parts: who left a company left every post there.

Some claims leave open what others name: "she left the company in January 2024" names no post, "supplies cells since
2009" no car. What they say of the beginning and of the end bounds what is more specific and of which nobody gives a
day: it began no earlier and was over no later, unless somebody saw it, or another part, outside these days.

A code that names nothing in particular is flagged `whole` in `kinds.toml`, one that is no part of it (a founder's, a
chair's) `apart`; of what several can be at once, an empty identity leaves it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ..dates import FOREVER
from ..records import Relationship
from ..vocabulary import RelationKind, Vocabulary
from .windows import ALWAYS

__all__ = ["within_wholes"]


def within_wholes(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Bound what is specific by what is said of the whole.

    Args:
        vocabulary: the kinds.
        relationships: by id, closed by what follows them.

    Returns:
        The relationships by id, in the same order.
    """
    found = dict(relationships)
    names = {kind.name: _open_names(vocabulary, kind) for kind in vocabulary.relations.values()}
    together: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
    for one in relationships.values():
        if names[one.kind] and one.possible_from is not None:
            together[(one.kind, *(one.values[end] for end in vocabulary.relations[one.kind].ends))].append(one)
    for several in together.values():
        kind = vocabulary.relations[several[0].kind]
        facts = [one for one in several if one.is_undisputed]
        open_ = [one for one in facts if _leaves_open(vocabulary, kind, names[kind.name], one)]
        if not open_ or len(several) == 1:
            continue
        first, last = min(map(_first_seen, facts)), max(map(_last_seen, facts))
        for one in several:
            wholes = [other for other in open_ if _is_part(vocabulary, kind, names[kind.name], one, other)]
            if wholes:
                found[one.id] = _ended_with(_begun_with(one, wholes, first), wholes, last)
    return found


def _open_names(vocabulary: Vocabulary, kind: RelationKind) -> tuple[str, ...]:
    """The columns that a claim can leave open: identity of what several can be at once, or a code flagged `whole`."""
    if kind.single is None:
        return kind.identity if len(kind.ends) > 1 else ()
    codes = (one for one in kind.fields if one.type == "code")
    return tuple(
        one.name for one in codes if any("whole" in code.flags for code in vocabulary.codes[one.of[0]].codes.values())
    )


def _leaves_open(vocabulary: Vocabulary, kind: RelationKind, names: Iterable[str], one: Relationship) -> bool:
    """Whether a relationship with a known beginning or end leaves open what others may name."""
    if one.start is None and one.end is None:
        return False
    values = ((name, one.values.get(name, "")) for name in names)
    return any(not value or vocabulary.flagged(kind, name, value, "whole") for name, value in values)


def _is_part(
    vocabulary: Vocabulary, kind: RelationKind, names: Iterable[str], one: Relationship, whole: Relationship
) -> bool:
    """Whether one says more than another that is otherwise the same: a post and the time at the company."""
    if any(vocabulary.flagged(kind, each.name, one.values.get(each.name), "apart") for each in kind.fields):
        return False
    says_more = False
    for name in names:
        mine, other = one.values.get(name, ""), whole.values.get(name, "")
        if mine == other:
            continue
        if not mine or (other and not vocabulary.flagged(kind, name, other, "whole")):
            return False
        says_more = True
    return says_more


def _begun_with(one: Relationship, wholes: Iterable[Relationship], seen: date) -> Relationship:
    """What is left of a part of which no source says when it began; `seen` is the first day of all like it."""
    days = [whole.possible_from or ALWAYS for whole in wholes if whole.start is not None]
    if one.start is not None or not days or one.possible_from is None or one.possible_until is None:
        return one
    first = min(days)
    if first <= one.possible_from or first > one.possible_until or min(seen, _first_seen(one)) < first:
        return one
    return replace(one, possible_from=first)


def _ended_with(one: Relationship, wholes: Iterable[Relationship], seen: date) -> Relationship:
    """What is left of a part of which no source says when it ended; `seen` is the last day of all like it."""
    ended = [(whole.possible_until or FOREVER, whole.id) for whole in wholes if whole.end is not None]
    if not ended or one.modality == "planned" or one.known_end is not None:
        return one
    day, by = max(ended)
    assert one.possible_until is not None and one.possible_from is not None
    if one.possible_until <= day or one.possible_from > day or max(seen, _last_seen(one)) > day:
        return one
    return replace(one, possible_until=day, closed_by=by, closed_as="whole")


def _first_seen(one: Relationship) -> date:
    """The first day by which it is said that it was so, or was over."""
    over = one.known_end.latest if one.known_end is not None else None
    return min(one.first_held or FOREVER, over or FOREVER)


def _last_seen(one: Relationship) -> date:
    """The last day that evidence can mean of which it is said that it was so, or that it had begun."""
    start = one.start.earliest if one.start is not None and one.start.earliest is not None else ALWAYS
    first = one.first_held if one.first_held is not None and one.start is None else ALWAYS
    return max(one.last_held or ALWAYS, start, first)
