"""Blocks of a poster: what each lists, and where they stand so that all fill a page.

A block is a list in columns: the parent on top, below it what it owns, and what that owns again further in. Blocks
stand in shelves, their owners in a band above them. Of all orders near the one by size, one is taken in which groups
that hold stakes in each other, on whatever day, stand near each other: so the day moves little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import log

from .placing import Box
from .plan import Point

__all__ = ["HEAD", "LEAF", "List", "Listed", "list_block", "pack"]

HEAD, LEAF = 12.0, 7.0
"""Radii of parents and of what they own."""
_ROW, _TITLE, _INDENT, _PAD, _COLUMN = 20.0, 31.0, 18.0, 11.0, 16.0
_ASPECT = 1.3
"""Width by height that a block tends to."""
_GAP, _EDGE = 46.0, 40.0
_PAGE = 1.45
"""Width by height that the page tends to."""
_WIDTHS, _ROUNDS = 3, 3
_OVER = 40.0
"""Pixels that blocks below each other may stand out of their shelf."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Something and what is listed below it."""

    id: str
    width: float
    below: tuple[Listed, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return 1 + sum(one.rows for one in self.below)

    @property
    def reach(self) -> float:
        """How far right its names reach, from its own middle."""
        return max([LEAF + 5 + self.width, *(_INDENT + one.reach for one in self.below)])


@dataclass(frozen=True, slots=True)
class List:
    """A block with places from its own corner on.

    Attributes:
        width, height: in pixels.
        places: by id.
        trunks: corners of the lines from each owner to what stands below it.
    """

    width: float
    height: float
    places: Mapping[str, Point]
    trunks: Mapping[tuple[str, str], tuple[Point, ...]]


def list_block(head: Listed, note: float = 0.0, least: float = 0.0) -> List:
    """List a group in as many columns as make the block compact.

    Args:
        head: the parent; its width is that of its title.
        note: the width of a last line; 0 for none.
        least: how wide it is at least.
    """
    made = [_columns(head, count, note) for count in range(1, max(1, min(3, len(head.below))) + 1)]
    made = [replace(one, width=max(one.width, least)) for one in made]
    return min(made, key=lambda one: abs(log(one.width / one.height / _ASPECT)) + one.width * one.height / 5e4)


def _columns(head: Listed, count: int, note: float) -> List:
    left = _PAD + HEAD
    top = _PAD + HEAD
    places: dict[str, Point] = {head.id: (left, top)}
    trunks: dict[tuple[str, str], tuple[Point, ...]] = {}
    bus = top + HEAD + 5
    x, right, rows = left, left + HEAD + 6 + head.width, 0
    for column in _split(head.below, count):
        y = top + _TITLE
        for one in column:
            place = (x + _INDENT, y)
            start: tuple[Point, ...] = ((left, top + HEAD), (left, bus), (x, bus)) if x > left else ((x, top + HEAD),)
            trunks[head.id, one.id] = (*start, (x, y), (x + _INDENT - LEAF, y))
            _list(one, place, places, trunks)
            y += one.rows * _ROW
        reach = x + _INDENT + max((one.reach for one in column), default=0.0)
        right = max(right, reach)
        rows = max(rows, sum(one.rows for one in column))
        x = reach + _COLUMN
    bottom = top + (_TITLE + (rows - 1) * _ROW if rows else 0) + HEAD
    if note:
        bottom += 16
    return List(max(right, left + note) + _PAD, bottom + _PAD - 4, places, trunks)


def _list(one: Listed, at: Point, places: dict[str, Point], trunks: dict[tuple[str, str], tuple[Point, ...]]) -> None:
    places[one.id] = at
    x, y = at
    for other in one.below:
        y += _ROW
        trunks[one.id, other.id] = ((x, at[1] + LEAF), (x, y), (x + _INDENT - LEAF, y))
        _list(other, (x + _INDENT, y), places, trunks)
        y += (other.rows - 1) * _ROW


def _split(several: Sequence[Listed], count: int) -> list[list[Listed]]:
    """Columns in the given order, none higher than need be."""
    total, highest = sum(one.rows for one in several), max((one.rows for one in several), default=1)
    for limit in range(max(highest, -(-total // count)), total + 1):
        columns: list[list[Listed]] = [[]]
        for one in several:
            if columns[-1] and sum(each.rows for each in columns[-1]) + one.rows > limit:
                columns.append([])
            columns[-1].append(one)
        if len(columns) <= count:
            return columns
    return [[*several]]


def pack(
    sizes: Mapping[str, tuple[float, float]], bands: Mapping[str, float], near: Mapping[tuple[str, str], float]
) -> dict[str, Box]:
    """Pack blocks into shelves.

    Args:
        sizes: width and height of each block.
        bands: the height that the owners above a block need.
        near: how much each two of them should stand near each other.

    Returns:
        The frame of each block, without its band.
    """
    order = sorted(sizes, key=lambda id: (-round(sizes[id][1] / 60), id))
    widths = sorted(_widths(sizes), key=lambda wide: (_page(_shelves(order, sizes, bands, wide)), wide))
    return min((_search(order, sizes, bands, near, width) for width in widths[:_WIDTHS]), key=lambda one: one[0])[1]


def _search(
    order: list[str],
    sizes: Mapping[str, tuple[float, float]],
    bands: Mapping[str, float],
    near: Mapping[tuple[str, str], float],
    width: float,
) -> tuple[float, dict[str, Box]]:
    """Move blocks as long as it helps."""
    best = _shelves(order, sizes, bands, width)
    cost = _cost(best, near)
    for _ in range(_ROUNDS):
        changed = False
        for one, two in permutations(range(len(order)), 2):
            for tried in _moves(order, one, two):
                made = _shelves(tried, sizes, bands, width)
                price = _cost(made, near)
                if price < cost - 1:
                    order, best, cost, changed = tried, made, price, True
        if not changed:
            break
    return cost, best


def _moves(order: Sequence[str], one: int, two: int) -> Iterator[list[str]]:
    """The order with two exchanged, and with one put before another."""
    if one < two:
        swapped = [*order]
        swapped[one], swapped[two] = swapped[two], swapped[one]
        yield swapped
    moved = [*order[:one], *order[one + 1 :]]
    moved.insert(two, order[one])
    yield moved


def _widths(sizes: Mapping[str, tuple[float, float]]) -> list[float]:
    widest = max(width for width, _ in sizes.values())
    total = sum(width + _GAP for width, _ in sizes.values())
    return [max(widest, total / count) for count in [at / 4 for at in range(4, 4 * 9)]]


def _shelves(
    order: Sequence[str], sizes: Mapping[str, tuple[float, float]], bands: Mapping[str, float], width: float
) -> dict[str, Box]:
    """Blocks beside each other, and below each other where a shelf is high enough for two."""
    shelves: list[list[list[str]]] = [[]]
    used, highest = 0.0, 0.0
    for id in order:
        wide, high = sizes[id]
        shelf = shelves[-1]
        for pile in shelf:
            stacked = sum(sizes[one][1] + _EDGE for one in pile) + sum(bands[one] for one in (*pile[1:], id)) + high
            broad = max(sizes[one][0] for one in pile)
            if stacked <= highest + _OVER and used + max(0.0, wide - broad) <= width + 1 and wide <= broad * 1.4:
                used += max(0.0, wide - broad)
                pile.append(id)
                break
        else:
            if shelf and used + wide > width + 1:
                shelves.append([])
                used, highest = 0.0, 0.0
            shelves[-1].append([id])
            used += wide + _GAP
            highest = max(highest, high)
    frames: dict[str, Box] = {}
    top = 0.0
    for shelf in shelves:
        top = _even(top + max(bands[pile[0]] for pile in shelf))
        broad_of = [max(sizes[id][0] for id in pile) for pile in shelf]
        gap = min(max((width - sum(broad_of)) / max(len(shelf) - 1, 1), _GAP), 1.25 * _GAP)
        left, bottom = 0.0, top
        for pile, broad in zip(shelf, broad_of, strict=True):
            y = top
            for id in pile:
                y = _even(y + bands[id] if id != pile[0] else y)
                frames[id] = Box(left, y, left + sizes[id][0], y + sizes[id][1])
                bottom = max(bottom, frames[id].bottom)
                y = frames[id].bottom + _EDGE
            left = _even(left + broad + gap)
        top = bottom + _EDGE
    return frames


def _even(pixels: float) -> float:
    """Up to the next ten pixels, where lines run."""
    return -(-pixels // 10) * 10


def _page(frames: Mapping[str, Box]) -> float:
    """The height of a page that holds all."""
    return max(max(one.right for one in frames.values()) / _PAGE, max(one.bottom for one in frames.values()))


def _cost(frames: Mapping[str, Box], near: Mapping[tuple[str, str], float]) -> float:
    """How far apart stands what should stand near, and how much paper is left empty."""
    far = sum(
        weight
        * (
            max(0.0, frames[one].left - frames[two].right, frames[two].left - frames[one].right)
            + 1.3 * max(0.0, frames[one].top - frames[two].bottom, frames[two].top - frames[one].bottom)
        )
        for (one, two), weight in near.items()
    )
    return far + 12.0 * _page(frames)
