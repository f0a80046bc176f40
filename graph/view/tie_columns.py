"""Relationships as columns of the payload: when they hold and why, how they read, and who says so.

Columns are flat: a list for each relationship would cost more than what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from ..sentences import display
from .columns import day_number, fronted, steps
from .said import said_columns
from .scene import Scene
from .ties import Tie

__all__ = ["tie_columns"]

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = 8
"""So many spans can be named in a reason by a mark."""


def tie_columns(scene: Scene, index: Mapping[str, int]) -> dict[str, Any]:
    """Columns of relationships, their values, claims and sources, and the table of reasons.

    Args:
        scene: what the page shows.
        index: the number of each entity.
    """
    relations = {name: position for position, name in enumerate(scene.vocabulary.relations)}
    reasons: dict[str, int] = {"": 0}
    labels = scene.labels
    ties = list(scene.ties.values())
    number = {"no": -1, "possibly": 0, "yes": 1}

    def told(reason: str, tie: Tie) -> int:
        return reasons.setdefault(_marked(reason, tie) if reason else "", len(reasons))

    written = [_when(tie) for tie in ties]
    values = _values(scene, ties, index)
    columns = {
        "id": fronted(scene.ties),
        "kind": [relations[tie.relationship.kind] for tie in ties],
        "a": steps(index[tie.ends[0]] for tie in ties),
        "b": steps(index[tie.ends[1]] if len(tie.ends) == 2 else -1 for tie in ties),
        "text": [_template(tie, labels) for tie in ties],
        "label": [tie.label for tie in ties],
        "start": [start for start, _ in written],
        "end": [end for _, end in written],
        "spans": [len(tie.spans) for tie in ties],
        "latest": [number[tie.latest[0]] for tie in ties],
        "why": [told(tie.latest[1], tie) for tie in ties],
        "stale": [int(tie.relationship.stale) for tie in ties],
        "held": [_last_known(tie) for tie in ties],
        "claims": [len(tie.claims) for tie in ties],
        "differ": [tie.differences or 0 for tie in ties],
        "values": values.pop("count"),
        "drawn": [tie.drawn for tie in ties],
        "order": [tie.order for tie in ties],
    }
    # spans follow each other without a gap: only the first names the day on which it begins
    spans = {
        "first": [day_number(tie.spans[0].first) for tie in ties if tie.spans],
        "last": [day_number(span.last) for tie in ties for span in tie.spans],
        "sure": [int(span.certainty == "yes") for tie in ties for span in tie.spans],
        "why": [told(span.reason, tie) for tie in ties for span in tie.spans],
    }
    return {
        "ties": columns,
        "spans": spans,
        "values": values,
        "reasons": list(reasons),
        **said_columns(scene, [claim for tie in ties for claim in tie.claims], labels),
    }


def _when(tie: Tie) -> tuple[str | int, str | int]:
    """Start and end as written; 0 where that is the day on which its spans begin or end."""
    written = [(one.text if one else "") for one in (tie.relationship.start, tie.relationship.end)]
    bounds = (tie.spans[0].first, tie.spans[-1].last) if tie.spans else ()
    start, end = (0 if str(day) == text else text for text, day in zip_longest(written, bounds))
    return start, end


def _last_known(tie: Tie) -> int | None:
    """The last day by which evidence says that it was so; None where there is none, or a source says when it ended."""
    one = tie.relationship
    return day_number(one.last_held) if one.known_end is None and one.last_held is not None else None


def _marked(reason: str, tie: Tie) -> str:
    """A reason with marks for the last days of spans, which the page has already."""

    def mark(found: re.Match[str]) -> str:
        day = date.fromisoformat(found[0])
        return next((chr(at + 1) for at, span in enumerate(tie.spans[:_MARKS]) if span.last == day), found[0])

    return _ISO_DAY.sub(mark, reason)


def _template(tie: Tie, labels: Mapping[str, str]) -> str:
    """The sentence with marks for the names of its ends, which the page has already."""
    text = tie.sentence
    for mark, end in zip("\x01\x02", tie.ends, strict=False):
        if labels[end] and mark not in text:
            text = text.replace(labels[end], mark, 1)
    return text


def _values(scene: Scene, ties: Iterable[Tie], index: Mapping[str, int]) -> dict[str, list[Any]]:
    """Values besides the ends: how many each has; column, text, and the node where the value is one."""
    of_kind = {
        name: [(column, column.name.replace("_", " ")) for column in kind.fields if column.name not in kind.ends]
        for name, kind in scene.vocabulary.relations.items()
    }
    count: list[int] = []
    names: list[str] = []
    texts: list[str] = []
    nodes: list[int] = []
    for tie in ties:
        values = tie.relationship.values
        before = len(names)
        for column, words in of_kind[tie.relationship.kind]:
            if value := values.get(column.name):
                names.append(words)
                texts.append(display(scene.vocabulary, column, value, scene.labels))
                nodes.append(index.get(value, -1) if column.type == "entity" else -1)
        count.append(len(names) - before)
    return {"count": count, "name": names, "text": texts, "node": nodes}
