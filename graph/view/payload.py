"""The data of a page: columnar JSON, compressed, as text that no browser runs.

Columns compress several times better than a list of objects. Days are numbers of days since 1970-01-01, so that the
page only compares numbers. Nothing in here is HTML: the page puts every text in as text.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from ..citations import ClaimFound
from ..dates import FOREVER
from ..sentences import display
from ..vocabulary import RelationKind
from .blocks import owned_by
from .columns import fronted, steps
from .scene import Scene
from .shapes import DEFAULT_SHAPE, SHAPES
from .story import Step, Story
from .ties import Tie, words_of

__all__ = ["encode", "payload_of"]

_EPOCH = date(1970, 1, 1).toordinal()
_MARKS = 8
"""So many spans can be named in a reason by a mark."""
_SMALL = 3_000_000
"""Below so many characters the last percent of compression costs no time."""
_CLAIM_TEXTS = ("start", "end", "held_on", "stance", "modality", "locator", "more", "note")
_SOURCE_TEXTS = ("id", "title", "publisher", "published", "address", "language", "tier", "origin")


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
    sources: dict[str, int] = {}
    found: dict[str, ClaimFound] = {}
    labels = {id: one.name for id, one in scene.entities.items()}
    names = ("id", "kind", "a", "b", "text", "label", "start", "end", "spans", "latest", "claims", "differ", "more")
    first, last, sure, why = ([] for _ in range(4))
    columns: dict[str, list[Any]] = {name: [] for name in (*names, "drawn", "order")}
    for id, tie in scene.ties.items():
        one = tie.relationship
        # spans follow each other without a gap: only the first names the day on which it begins
        first += [_day(tie.spans[0].first)] if tie.spans else []
        for span in tie.spans:
            last.append(_day(span.last))
            sure.append(int(span.certainty == "yes"))
            why.append(reasons.setdefault(_marked(span.reason, tie), len(reasons)))
        certainty, reason = tie.latest
        for claim in tie.claims:
            found[claim.id] = claim
        values = (
            id, relations[one.kind], index[tie.ends[0]], index[tie.ends[1]] if len(tie.ends) == 2 else -1,
            _template(tie, labels), tie.label, *_when(tie), len(tie.spans),
            [{"no": -1, "possibly": 0, "yes": 1}[certainty], reasons.setdefault(_marked(reason, tie), len(reasons))],
            len(tie.claims), list(tie.differences), _more(scene, tie, index, labels), tie.drawn, tie.order,
        )  # fmt: skip
        for name, value in zip(columns, values, strict=True):
            columns[name].append(value)
    for claim in found.values():
        sources.setdefault(claim.source.id, len(sources))
    cited = {claim.source.id: claim.source for claim in found.values()}
    columns["id"] = fronted(columns["id"])
    columns["a"], columns["b"] = steps(columns["a"]), steps(columns["b"])
    return {
        "ties": columns,
        "spans": {"first": first, "last": last, "sure": sure, "why": why},
        "reasons": list(reasons),
        "claims": {
            "source": [sources[claim.source.id] for claim in found.values()],
            **{name: [_usual(name, getattr(claim, name)) for claim in found.values()] for name in _CLAIM_TEXTS},
            "says": _says(scene, found.values(), labels),
        },
        "sources": {name: [getattr(cited[id], name) for id in sources] for name in _SOURCE_TEXTS},
    }


def _when(tie: Tie) -> tuple[str | int, str | int]:
    """Start and end as written; 0 where that is the day on which its spans begin or end."""
    written = [(one.text if one else "") for one in (tie.relationship.start, tie.relationship.end)]
    bounds = (tie.spans[0].first, tie.spans[-1].last) if tie.spans else ()
    start, end = (0 if str(day) == text else text for text, day in zip_longest(written, bounds))
    return start, end


def _marked(reason: str, tie: Tie) -> str:
    """A reason with marks for the last days of spans, which the page has already."""
    for number, span in enumerate(tie.spans[:_MARKS]):
        reason = reason.replace(str(span.last), chr(number + 1))
    return reason


def _template(tie: Tie, labels: Mapping[str, str]) -> str:
    """The sentence with marks for the names of its ends, which the page has already."""
    text = tie.sentence
    for mark, end in zip("\x01\x02", tie.ends, strict=False):
        if labels[end] and mark not in text:
            text = text.replace(labels[end], mark, 1)
    return text


def _says(scene: Scene, claims: Iterable[ClaimFound], labels: Mapping[str, str]) -> list[str]:
    """What a claim says otherwise than its relationship does, in words."""
    said = []
    for claim in claims:
        resolved = scene.ties[claim.relationship].relationship
        kind = scene.vocabulary.relations[resolved.kind]
        other = [
            f"{column.name.replace('_', ' ')}: " + display(scene.vocabulary, column, claim.values[column.name], labels)
            for column in kind.fields
            if claim.values.get(column.name) and claim.values[column.name] != resolved.values.get(column.name)
        ]
        said.append("; ".join(other))
    return said


def _more(scene: Scene, tie: Tie, index: Mapping[str, int], labels: Mapping[str, str]) -> list[list[Any]]:
    """Its values besides its ends: column, text, and the node where the value is an entity of the scene."""
    kind = scene.vocabulary.relations[tie.relationship.kind]
    return [
        [
            column.name.replace("_", " "),
            display(scene.vocabulary, column, value, labels),
            index.get(value, -1) if column.type == "entity" else -1,
        ]
        for column in kind.fields
        if column.name not in kind.ends and (value := tie.relationship.values.get(column.name))
    ]


def _own(scene: Scene, id: str) -> list[list[str]]:
    """The entity's own columns, in words."""
    entity = scene.entities[id]
    labels = {other: scene.entities[other].name for other in entity.values.values() if other in scene.entities}
    return [
        [column.name.replace("_", " "), display(scene.vocabulary, column, entity.values[column.name], labels)]
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


def _usual(name: str, text: str) -> str:
    return "" if (name, text) in {("stance", "asserts"), ("modality", "fact")} else text


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
