"""Where everything of a scene stands: what opens by its own stress layout, the rest on free places beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from .layout import free_places, stress_layout
from .scene import Scene

__all__ = ["place_rest", "place_scene"]

_LENGTH = 115.0
"""Pixels of a relationship in the part that opens."""
_STEP = 46.0
"""Pixels between what is drawn on demand."""


def place_scene(scene: Scene, start: Mapping[str, tuple[float, float]] | None = None) -> dict[str, tuple[float, float]]:
    """Place every entity of a scene.

    What opens is laid out by all relationships among it over all time, so that nothing moves from one day to the next.
    What is drawn on demand stands near the first neighbour that has a place.

    Args:
        scene: what is shown.
        start: places to keep, in pixels, for a picture that grows.
    """
    opening = sorted(scene.opening)
    number = {id: position for position, id in enumerate(opening)}
    edges = [
        (number[tie.ends[0]], number[tie.ends[1]])
        for tie in scene.ties.values()
        if len(tie.ends) == 2 and tie.ends[0] in number and tie.ends[1] in number
    ]
    given = None
    if start:
        given = np.array([start.get(id, (np.nan, np.nan)) for id in opening], dtype=float) / _LENGTH
    positions = stress_layout(len(opening), edges, start=given) * _LENGTH
    places = {id: (float(x), float(y)) for id, (x, y) in zip(opening, positions, strict=True)}
    return {**places, **place_rest(scene, places)}


def place_rest(scene: Scene, places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Places for what is drawn on demand, those with a placed neighbour first, then by importance."""
    if len(places) == len(scene.entities):
        return {}
    neighbours: dict[str, list[str]] = defaultdict(list)
    for tie in scene.ties.values():
        if len(tie.ends) == 2:
            neighbours[tie.ends[0]].append(tie.ends[1])
            neighbours[tie.ends[1]].append(tie.ends[0])
    wanted: dict[str, tuple[float, float]] = {}
    home = dict(places)
    frontier = sorted(places)
    while frontier:
        found = sorted({other for one in frontier for other in neighbours[one] if other not in home})
        for id in found:
            near = [home[other] for other in neighbours[id] if other in home]
            wanted[id] = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near))
        home.update({id: wanted[id] for id in found})
        frontier = found
    below = max((y for _, y in places.values()), default=0.0) + 4 * _STEP
    for id in scene.entities:
        if id not in home:
            wanted[id] = (0.0, below)
    order = list(wanted)
    rest = free_places(list(places.values()), [wanted[id] for id in order], _STEP)
    return {id: (float(x), float(y)) for id, (x, y) in zip(order, rest, strict=True)}
