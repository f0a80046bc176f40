"""The data of a page: columnar JSON, compressed, as text that no browser runs.

Columns compress several times better than a list of objects. Days are numbers of days since 1970-01-01, so that the
page only compares numbers. Nothing in here is HTML: the page puts every text in as text.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from ..dates import FOREVER
from ..sentences import display
from ..vocabulary import Field, RelationKind
from .blocks import owned_by
from .columns import fronted, steps
from .said import said_columns
from .scene import Scene
from .shapes import DEFAULT_SHAPE, SHAPES
from .story import Step, Story
from .surplus import find_surpluses
from .ties import Tie, words_of

__all__ = ["encode", "payload_of"]

_EPOCH = date(1970, 1, 1).toordinal()
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = 8
"""So many spans can be named in a reason by a mark."""
_SMALL = 3_000_000
"""Below so many characters the last percent of compression costs no time."""


def encode(payload: Mapping[str, Any]) -> str:
    """A payload as base64 text of compressed JSON; the same payload gives the same text."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    level = 9 if len(text) < _SMALL else 6
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), level, mtime=0)).decode("ascii")


def payload_of(scene: Scene, places: Mapping[str, tuple[float, float]], story: Story | None = None) -> dict[str, Any]:
    """What the page of a scene needs to know.

    Args:
        scene: what it shows.
        places: where each entity stands, in pixels.
        story: steps to tell; None for none.
    """
    index = {id: position for position, id in enumerate(scene.entities)}
    kinds = {name: position for position, name in enumerate(scene.vocabulary.entities)}
    entities = list(scene.entities.values())
    return {
        "about": _about(scene),
        "shapes": SHAPES,
        "kinds": [
            [
                kind.name,
                words_of(kind.name),
                kind.shape if kind.shape in SHAPES else DEFAULT_SHAPE,
                kind.colour,
                kind.icon,
                kind.comment,
            ]
            for kind in scene.vocabulary.entities.values()
        ],
        "relations": [_relation(kind) for kind in scene.vocabulary.relations.values()],
        "nodes": {
            "id": fronted(index),
            "name": [one.name for one in entities],
            "kind": [kinds[one.kind] for one in entities],
            "x": [round(places[id][0]) for id in index],
            "y": [round(places[id][1]) for id in index],
            "weight": [scene.importance.get(id, 0) for id in index],
            "names": [list(scene.names.get(id, ())) for id in index],
            "text": [one.description for one in entities],
            "own": [_own(scene, id) for id in index],
        },
        **_ties(scene, index),
        "surplus": [
            [index[id], _day(one.first), _day(one.last), one.note]
            for id, several in find_surpluses(scene).items()
            for one in several
        ],
        "plan": _plan(scene, index),
        "opening": steps(sorted(index[id] for id in scene.opening)),
        "focus": [index[id] for id in scene.focus],
        "highlight": {
            "nodes": [index[id] for id in scene.highlight.entities if id in index],
            "ties": [position for position, id in enumerate(scene.ties) if id in {*scene.highlight.relationships}],
            "caption": scene.highlight.caption,
        },
        "story": None if story is None else {"title": story.title, "steps": [_step(one, index) for one in story.steps]},
    }


def _plan(scene: Scene, index: Mapping[str, int]) -> dict[str, Any] | None:
    """How a poster is drawn: frames, names and sizes, ways, and the way of each tie (-1 for none)."""
    plan = scene.plan
    if plan is None:
        return None
    number = {pair: position for position, pair in enumerate(plan.routes)}
    return {
        "blocks": [
            [index[one.head], round(one.left), round(one.top), round(one.right), round(one.bottom), one.note]
            for one in plan.blocks
        ],
        "nodes": [[index[id], name, plan.radii[id]] for id, name in plan.names.items()],
        "routes": [
            [
                index[asset],
                [[round(x, 1), round(y, 1)] for x, y in one.points],
                one.label and [round(one.label[0]), round(one.label[1])],
                int(one.inner),
                one.blank,
            ]
            for (_, asset), one in plan.routes.items()
        ],
        "ties": [number.get(owned_by(scene, tie), -1) for tie in scene.ties.values()],
    }


def _about(scene: Scene) -> dict[str, Any]:
    dated = [
        day
        for tie in scene.ties.values()
        for one in (tie.relationship.start, tie.relationship.end)
        if one is not None
        for day in (one.earliest, one.latest)
        if day is not None and day != FOREVER
    ]
    dated += [tie.relationship.last_held for tie in scene.ties.values() if tie.relationship.last_held]
    first, last = (min(dated), max(dated)) if dated else (date(2000, 1, 1), date(2000, 12, 31))
    return {
        "title": scene.title,
        "data": scene.data,
        "policy": scene.policy,
        "known": "" if scene.known_at == FOREVER else scene.known_at.isoformat(),
        "day": None if scene.day == FOREVER else _day(scene.day),
        "first": min(_day(first), _day(scene.day) if scene.day != FOREVER else _day(first)),
        "last": max(_day(last), _day(scene.day) if scene.day != FOREVER else _day(last)),
        "left_out": scene.left_out,
        "single": scene.single,
    }


def _relation(kind: RelationKind) -> list[Any]:
    """Name, words, colour, width, arrow, whether it ties two, whether it is for the timeline, purpose, comment."""
    timeline = kind.purpose == "stage" or bool(kind.leads) or bool(kind.control)
    return [
        kind.name,
        words_of(kind.name),
        kind.colour,
        kind.width,
        kind.arrow,
        int(kind.is_edge),
        int(timeline),
        kind.purpose,
        kind.comment,
        int(kind.symmetric),
    ]


def _ties(scene: Scene, index: Mapping[str, int]) -> dict[str, Any]:
    """Columns of relationships, claims and sources, and the table of reasons."""
    relations = {name: position for position, name in enumerate(scene.vocabulary.relations)}
    reasons: dict[str, int] = {"": 0}
    labels = scene.labels
    ties = list(scene.ties.values())
    number = {"no": -1, "possibly": 0, "yes": 1}

    def told(reason: str, tie: Tie) -> int:
        return reasons.setdefault(_marked(reason, tie) if reason else "", len(reasons))

    written = [_when(tie) for tie in ties]
    more = {name: _columns_of(kind) for name, kind in scene.vocabulary.relations.items()}
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
        "latest": [[number[tie.latest[0]], told(tie.latest[1], tie)] for tie in ties],
        "claims": [len(tie.claims) for tie in ties],
        "differ": [list(tie.differences) for tie in ties],
        "more": [_more(scene, tie, more[tie.relationship.kind], index, labels) for tie in ties],
        "drawn": [tie.drawn for tie in ties],
        "order": [tie.order for tie in ties],
    }
    # spans follow each other without a gap: only the first names the day on which it begins
    spans = {
        "first": [_day(tie.spans[0].first) for tie in ties if tie.spans],
        "last": [_day(span.last) for tie in ties for span in tie.spans],
        "sure": [int(span.certainty == "yes") for tie in ties for span in tie.spans],
        "why": [told(span.reason, tie) for tie in ties for span in tie.spans],
    }
    return {
        "ties": columns,
        "spans": spans,
        "reasons": list(reasons),
        **said_columns(scene, [claim for tie in ties for claim in tie.claims], labels),
    }


def _when(tie: Tie) -> tuple[str | int, str | int]:
    """Start and end as written; 0 where that is the day on which its spans begin or end."""
    written = [(one.text if one else "") for one in (tie.relationship.start, tie.relationship.end)]
    bounds = (tie.spans[0].first, tie.spans[-1].last) if tie.spans else ()
    start, end = (0 if str(day) == text else text for text, day in zip_longest(written, bounds))
    return start, end


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


_Columns = Sequence[tuple[Field, str]]
"""Columns of a kind, each with its name in words."""


def _columns_of(kind: RelationKind) -> _Columns:
    """The columns of a kind besides its ends."""
    return [(column, column.name.replace("_", " ")) for column in kind.fields if column.name not in kind.ends]


def _more(
    scene: Scene, tie: Tie, columns: _Columns, index: Mapping[str, int], labels: Mapping[str, str]
) -> list[list[Any]]:
    """Its values besides its ends: column, text, and the node where the value is an entity of the scene."""
    values = tie.relationship.values
    return [
        [
            words,
            display(scene.vocabulary, column, value, labels),
            index.get(value, -1) if column.type == "entity" else -1,
        ]
        for column, words in columns
        if (value := values.get(column.name))
    ]


def _own(scene: Scene, id: str) -> list[list[str]]:
    """The entity's own columns, in words."""
    entity = scene.entities[id]
    return [
        [column.name.replace("_", " "), display(scene.vocabulary, column, entity.values[column.name], scene.labels)]
        for column in scene.vocabulary.entities[entity.kind].fields
        if entity.values.get(column.name)
    ]


def _step(step: Step, index: Mapping[str, int]) -> dict[str, Any]:
    return {
        "focus": [index[id] for id in step.focus if id in index],
        "depth": step.depth,
        "day": None if step.day == FOREVER else _day(step.day),
        "caption": step.caption,
    }


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
