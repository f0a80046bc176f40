"""The poster that newspapers draw: who owns whom on a day, owners above what they own.

What has several owners, or owns something itself, stands in a row of its own level; what has one owner and owns nothing
is listed below its owner. Only stakes of the day are drawn, never proposals: a deal gives no stake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..vocabulary import Vocabulary
from .placing import text_width
from .scene import Scene, Tie

__all__ = ["OWNER", "own_kinds", "poster"]

OWNER = "owner"
"""The end that owns, in every kind that carries control."""

_CAPTION = (
    "One line for each owner and what it owns: the surest stake of the day, and of these the one that began last."
)
_ROW, _LEAF, _INDENT, _GAP, _WIDEST = 120.0, 30.0, 30.0, 46.0, 2000.0


def own_kinds(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the kinds of relationships that carry control."""
    return tuple(name for name, kind in vocabulary.relations.items() if kind.control)


def poster(scene: Scene) -> tuple[Scene, dict[str, tuple[float, float]]]:
    """The poster of a scene that holds only kinds with control.

    Returns:
        The scene with everything that is owned or owns on the day in the opening, and the place of each in pixels.
    """
    ties = scene.drawn_ties()
    owned: dict[str, list[str]] = defaultdict(list)
    owners: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        owner, asset = _directed(scene, tie)
        if owner != asset and asset not in owned[owner]:
            owned[owner].append(asset)
            owners[asset].append(owner)
    used = sorted({end for tie in ties for end in tie.ends})
    leaves = {id for id in used if not owned.get(id) and len(owners.get(id, ())) == 1}
    heads = [id for id in used if id not in leaves]
    places: dict[str, tuple[float, float]] = {}
    left, top, tallest = 0.0, 0.0, 0.0
    for part in _parts(heads, owned, leaves):
        placed, width, height = _place_part(scene, part, owned, owners, leaves)
        if left and left + width > _WIDEST:
            left, top, tallest = 0.0, top + tallest + _GAP, 0.0
        places.update({id: (x + left, y + top) for id, (x, y) in placed.items()})
        left, tallest = left + width + _GAP, max(tallest, height)
    order = sorted(used, key=lambda id: (-scene.importance.get(id, 0), id))
    brought = replace(scene.highlight, caption=scene.highlight.caption or _CAPTION)
    return replace(scene, opening=tuple(order), highlight=brought, single=True), places


def _directed(scene: Scene, tie: Tie) -> tuple[str, str]:
    """Owner and asset of a stake."""
    owner = tie.relationship.values.get(OWNER, tie.ends[0])
    return owner, next((end for end in tie.ends if end != owner), owner)


def _parts(heads: Sequence[str], owned: Mapping[str, list[str]], leaves: set[str]) -> list[list[str]]:
    """Heads that hang together, the largest part first."""
    near: dict[str, set[str]] = {id: set() for id in heads}
    for owner, assets in owned.items():
        for asset in assets:
            if asset not in leaves:
                near[owner].add(asset)
                near[asset].add(owner)
    parts, seen = [], set[str]()
    for id in heads:
        if id in seen:
            continue
        part, stack = [], [id]
        seen.add(id)
        while stack:
            one = stack.pop()
            part.append(one)
            fresh = sorted(near[one] - seen)
            seen.update(fresh)
            stack += fresh
        parts.append(sorted(part))
    size = {id: 1 + sum(1 for asset in owned.get(id, ()) if asset in leaves) for id in heads}
    return sorted(parts, key=lambda part: (-sum(size[id] for id in part), part[0]))


def _levels(part: Sequence[str], owned: Mapping[str, list[str]], leaves: set[str]) -> dict[str, int]:
    """The level of each: one below its owners; stakes that go round in a circle are cut where they close it."""
    level: dict[str, int] = {}
    inside = {*part}
    tops = [id for id in part if not any(id in owned.get(other, ()) for other in part)] or list(part[:1])

    def descend(id: str, at: int, path: frozenset[str]) -> None:
        if id in path or level.get(id, -1) >= at:
            return
        level[id] = at
        for asset in owned.get(id, ()):
            if asset in inside and asset not in leaves:
                descend(asset, at + 1, path | {id})

    for id in tops:
        descend(id, 0, frozenset())
    for id in part:
        if id not in level:
            descend(id, 0, frozenset())
    return level


def _place_part(
    scene: Scene,
    part: Sequence[str],
    owned: Mapping[str, list[str]],
    owners: Mapping[str, list[str]],
    leaves: set[str],
) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Places of a part from (0, 0) on, its width and height."""
    level = _levels(part, owned, leaves)
    listed = {id: sorted(asset for asset in owned.get(id, ()) if asset in leaves) for id in part}

    def wide(id: str) -> float:
        names = [text_width(scene.entities[one].name, 12) for one in listed[id]]
        own = text_width(scene.entities[id].name, 12)
        return max([own, *(name + 2 * _INDENT for name in names)]) + 24

    rows = _ordered(part, level, owned, owners)
    placed: dict[str, tuple[float, float]] = {}
    widest = max(sum(map(wide, row)) for row in rows)
    top = 0.0
    for row in rows:
        left = (widest - sum(map(wide, row))) / 2
        for id in row:
            own = text_width(scene.entities[id].name, 12) / 2 + 12
            x = left + (min(wide(id) / 2, own) if listed[id] else wide(id) / 2)
            placed[id] = (x, top)
            for position, asset in enumerate(listed[id]):
                placed[asset] = (x + _INDENT, top + 52 + position * _LEAF)
            left += wide(id)
        top += max(30 + _LEAF * len(listed[id]) for id in row) + _ROW
    return placed, widest, top


def _ordered(
    part: Sequence[str], level: Mapping[str, int], owned: Mapping[str, list[str]], owners: Mapping[str, list[str]]
) -> list[list[str]]:
    """The rows, each ordered by where its owners and assets stand, going up and down some times."""
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for id in part:
        rows[level[id]].append(id)
    at = {id: position / max(len(row), 1) for row in rows for position, id in enumerate(row)}
    for sweep in range(8):
        near = owned if sweep % 2 == 0 else owners
        for row in reversed(rows) if sweep % 2 == 0 else rows:
            wanted = {}
            for id in row:
                others = [at[other] for other in near.get(id, ()) if other in at]
                wanted[id] = sum(others) / len(others) if others else at[id]
            row.sort(key=lambda id: (wanted[id], id))
            at.update({id: (position + 0.5) / len(row) for position, id in enumerate(row)})
    return rows
