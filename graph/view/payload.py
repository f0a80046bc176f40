"""The data of a page: columnar JSON, compressed, as text that no browser runs.

Columns compress several times better than a list of objects. Days are numbers of days since 1970-01-01, so that the
page only compares numbers. Nothing in here is HTML: the page puts every text in as text.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..building.staleness import STALE_YEARS
from ..dates import FOREVER
from ..sentences import display
from ..vocabulary import RelationKind
from .blocks import owned_by
from .columns import day_number, fronted, steps
from .scene import Scene
from .shapes import DEFAULT_SHAPE, SHAPES
from .story import Step, Story
from .surplus import find_surpluses
from .tie_columns import tie_columns
from .ties import words_of

__all__ = ["encode", "payload_of"]

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
    brought = {*scene.highlight.relationships}
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
                int(kind.passes),
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
            "names": [scene.names.get(id, ()) for id in index],
            "text": [one.description for one in entities],
            "own": [_own(scene, id) for id in index],
        },
        **tie_columns(scene, index),
        "surplus": _surplus(scene, index),
        "plan": _plan(scene, index),
        "opening": steps(sorted(index[id] for id in scene.opening)),
        "focus": [index[id] for id in scene.focus],
        "highlight": {
            "nodes": [index[id] for id in scene.highlight.entities if id in index],
            "ties": [position for position, id in enumerate(scene.ties) if id in brought],
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


def _surplus(scene: Scene, index: Mapping[str, int]) -> dict[str, list[Any]]:
    """Columns of the days on which known stakes in a node add up to more than the whole."""
    found = [(index[id], one) for id, several in find_surpluses(scene).items() for one in several]
    return {
        "node": steps(node for node, _ in found),
        "first": [day_number(one.first) for _, one in found],
        "last": [day_number(one.last) for _, one in found],
        "total": [one.total for _, one in found],
        "certain": [one.certain for _, one in found],
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
        "day": None if scene.day == FOREVER else day_number(scene.day),
        "first": min(day_number(first), day_number(scene.day) if scene.day != FOREVER else day_number(first)),
        "last": max(day_number(last), day_number(scene.day) if scene.day != FOREVER else day_number(last)),
        "stale_years": STALE_YEARS,
        "left_out": scene.left_out,
        "single": scene.single,
    }


def _relation(kind: RelationKind) -> list[Any]:
    """Name, words, colour, width, arrow, ties two, for the timeline, purpose, comment, means both ways, passes."""
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
        int(kind.passes),
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
        "day": None if step.day == FOREVER else day_number(step.day),
        "caption": step.caption,
    }
