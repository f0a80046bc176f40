"""Making a view of an industry from what callers ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..dates import FOREVER
from ..errors import ParameterError
from ..evidence import gather
from ..identifiers import IND, RES
from ..paths import packaged_data
from ..terms import iri
from .places import place_rest
from .poster import own_kinds, poster
from .scene import Highlight, Scene, read_scene
from .show import View
from .story import read_story

if TYPE_CHECKING:
    from ..answers import Answer
    from ..industry import Industry

__all__ = ["PRESETS", "make_view", "view_of_answer"]

PRESETS = ("who-owns-whom",)
"""Pictures with a layout and kinds of their own."""


def make_view(
    industry: Industry,
    *,
    focus: Sequence[str],
    depth: int,
    day: date,
    kinds: Sequence[str],
    story: str | Path | None,
    highlight: Highlight | None,
    preset: str,
    title: str,
    opening: int,
) -> View:
    """Make a view; see `graph.industry.Industry.view`."""
    if depth < 0 or opening < 1:
        raise ParameterError(f"depth {depth} and opening {opening}: expected 0 or more and 1 or more")
    if preset and kinds:
        raise ParameterError(f"{preset} has kinds of its own: expected no kinds beside it")
    if preset and preset not in PRESETS:
        raise ParameterError(f"{preset!r} is no preset: expected {' or '.join(PRESETS)}")
    told = None if story is None else read_story(_story_file(story), industry.resolve)
    ids = tuple(dict.fromkeys(industry.resolve(name) for name in focus))
    if told is not None and not ids:
        ids, depth = told.focus, max(depth, *(step.depth for step in told.steps))
    scene = read_scene(
        industry.store,
        industry.vocabulary,
        focus=() if preset else ids,
        depth=depth,
        kinds=own_kinds(industry.vocabulary) if preset else kinds,
        highlight=highlight,
        day=day,
        opening=opening,
    )
    scene = replace(scene, focus=tuple(id for id in ids if id in scene.entities))
    scene = replace(
        scene,
        title=title or (told.title if told else "") or _title(scene, preset),
        data=industry.data,
        policy=industry.policy,
        known_at=industry.known_at,
    )
    if preset:
        scene = replace(scene, importance=_connections(industry, scene))
        scene, places = poster(scene, ids)
        if not places:
            raise ParameterError("nobody here owns anything on this day: nothing to draw")
        return View(scene, told, {**places, **place_rest(scene, places)})
    if not scene.opening:
        raise ParameterError("nothing here is tied to anything: nothing to draw")
    return View(scene, told)


def _connections(industry: Industry, scene: Scene) -> dict[str, int]:
    """How many relationships of any kind, on any day, each entity of a scene is in."""
    text = f"SELECT ?e (COUNT(?r) AS ?n) WHERE {{ ?r {iri(IND + 'involves')} ?e }} GROUP BY ?e"
    found = dict.fromkeys(scene.entities, 0)
    for entity, count in industry.store.select(text).rows:
        assert isinstance(entity, ox.NamedNode) and isinstance(count, ox.Literal)
        id = entity.value.removeprefix(RES)
        if id in found:
            found[id] = int(count.value)
    return found


def view_of_answer(industry: Industry, answer: Answer) -> View:
    """A picture of the relationships that an answer rests on, and of what lies one relationship around them.

    Args:
        industry: what was asked.
        answer: an answer with rows.
    """
    ids = tuple(dict.fromkeys(id for row in answer.rows for id in row.relationships))
    brought = Highlight(ids, caption=answer.asked)
    day = answer.as_of or FOREVER
    evidence = gather(industry.store, industry.vocabulary, ids)
    ends = dict.fromkeys(
        one.values[end]
        for one in evidence.relationships.values()
        for end in industry.vocabulary.relations[one.kind].ends
    )
    scene = read_scene(
        industry.store, industry.vocabulary, focus=tuple(ends), depth=1, highlight=brought, day=day, opening=len(ends)
    )
    scene = replace(
        scene,
        focus=(),
        title=answer.question,
        data=industry.data,
        policy=industry.policy,
        known_at=industry.known_at,
    )
    return View(scene)


def _story_file(story: str | Path) -> Path:
    path = Path(story)
    packaged = packaged_data() / "stories" / f"{story}.yaml"
    return packaged if not path.exists() and packaged.exists() else path


def _title(scene: Scene, preset: str) -> str:
    named = [scene.entities[id].name for id in scene.focus]
    around = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    if preset:
        return f"Who owns whom: {around}" if around else "Who owns whom"
    return around or "Who is tied to whom, and who says so"
