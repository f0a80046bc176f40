"""Making a view of an industry from what callers ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ParameterError
from ..paths import packaged_data
from .scene import Highlight, Scene, read_scene
from .show import View
from .story import read_story

if TYPE_CHECKING:
    from ..industry import Industry

__all__ = ["PRESETS", "make_view"]

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
    if preset and preset not in PRESETS:
        raise ParameterError(f"{preset!r} is no preset: expected {' or '.join(PRESETS)}")
    told = None if story is None else read_story(_story_file(story), industry.resolve)
    ids = tuple(dict.fromkeys(industry.resolve(name) for name in focus))
    if told is not None and not ids:
        ids, depth = told.focus, max(depth, *(step.depth for step in told.steps))
    scene = read_scene(
        industry.store,
        industry.vocabulary,
        focus=ids,
        depth=depth,
        kinds=kinds,
        highlight=highlight,
        day=day,
        opening=opening,
    )
    scene = replace(
        scene,
        title=title or (told.title if told else "") or _title(scene),
        data=industry.data,
        policy=industry.policy,
        known_at=industry.known_at,
    )
    return View(scene, told)


def _story_file(story: str | Path) -> Path:
    path = Path(story)
    packaged = packaged_data() / "stories" / f"{story}.yaml"
    return packaged if not path.exists() and packaged.exists() else path


def _title(scene: Scene) -> str:
    named = [scene.entities[id].name for id in scene.focus]
    if not named:
        return "Who is tied to whom, and who says so"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
