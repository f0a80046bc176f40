"""Ways of lines between blocks: through the gaps, with few corners, and with room for a label at their end.

A shortest way on a coarse grid (Dijkstra's), a corner costing some steps; what earlier lines took costs more, so that
lines run side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from .placing import Box
from .plan import Point

__all__ = ["route_lines"]

_STEP = 10.0
_TURN, _SHARED, _CROSSED = 6, 12, 3
_APART = (5, 2)
"""Steps between the ends of two lines at one block, beside each other and above each other."""
_DIRECTIONS = ((1, 0), (0, 1), (-1, 0), (0, -1))

_Cell = tuple[int, int]


class _Grid:
    """What stands in the way."""

    def __init__(self, frames: Mapping[str, Box], others: Collection[Box], spots: Mapping[str, Point]) -> None:
        boxes = [*frames.values(), *others]
        self.left = int(min(one.left for one in boxes) // _STEP) - 3
        self.top = int(min(one.top for one in boxes) // _STEP) - 3
        self.right = int(max(one.right for one in boxes) // _STEP) + 4
        self.bottom = int(max(one.bottom for one in boxes) // _STEP) + 4
        self.closed = {cell for box in boxes for cell in _cells(box, _STEP * 0.9)}
        self.used: dict[_Cell, set[int]] = defaultdict(set)
        self.ports = {id: self._ring(box, others, spots.get(id)) for id, box in frames.items()}

    def _ring(self, box: Box, others: Collection[Box], spot: Point | None) -> dict[_Cell, Point]:
        """Cells beside a frame from which a line can go straight in, with the point where it meets the frame."""
        blocked = {cell for one in others for cell in _cells(one, 2.0)}
        found: dict[_Cell, Point] = {}
        columns = range(int(box.left // _STEP) + 2, int(box.right // _STEP))
        rows = range(int(box.top // _STEP) + 2, int(box.bottom // _STEP))
        if spot:
            columns, rows = (range(at, at + 1) for at in (round(spot[0] / _STEP), round(spot[1] / _STEP)))
        above, below = int(box.top // _STEP) - 1, -int(-box.bottom // _STEP) + 1
        before, behind = int(box.left // _STEP) - 1, -int(-box.right // _STEP) + 1
        for column in columns:
            found[column, above] = (column * _STEP, box.top)
            found[column, below] = (column * _STEP, box.bottom)
        for row in rows:
            found[before, row] = (box.left, row * _STEP)
            found[behind, row] = (box.right, row * _STEP)
        return {cell: at for cell, at in found.items() if cell not in blocked}

    def close_port(self, id: str, cell: _Cell) -> None:
        """Keep other lines away from where one ends."""
        beside, below = _APART
        for other in [*self.ports[id]]:
            if abs(other[0] - cell[0]) < beside and abs(other[1] - cell[1]) < below:
                del self.ports[id][other]


def route_lines(
    lines: Sequence[tuple[str, str]],
    frames: Mapping[str, Box],
    others: Collection[Box],
    spots: Mapping[str, Point],
) -> list[tuple[Point, ...]]:
    """Find a way for each line from one frame to another.

    Args:
        lines: ids of two frames each.
        frames: what lines begin and end at, and go around.
        others: what they go around too.
        spots: the points that lines leave from straight, for frames that are nodes with their names.

    Returns:
        Corners for each line; a straight line where there is no way.
    """
    grid = _Grid(frames, others, spots)
    found: list[tuple[Point, ...]] = []
    for one, two in lines:
        cells = _way(grid, one, two)
        if not cells:
            found.append((_middle(frames[one]), _middle(frames[two])))
            continue
        start, end = grid.ports[one][cells[0]], grid.ports[two][cells[-1]]
        for before, after in pairwise(cells):
            axis = int(before[0] == after[0])
            grid.used[before].add(axis)
            grid.used[after].add(axis)
        grid.close_port(one, cells[0])
        grid.close_port(two, cells[-1])
        found.append(_corners([start, *((x * _STEP, y * _STEP) for x, y in cells), end]))
    return found


def _way(grid: _Grid, one: str, two: str) -> list[_Cell]:
    """Cells from beside one frame to beside another."""
    ends = {cell for cell in grid.ports[two] if cell not in grid.closed or cell in grid.ports[two]}
    opened = {*grid.ports[one], *ends}
    queue: list[tuple[int, _Cell, int]] = []
    best: dict[tuple[_Cell, int], int] = {}
    before: dict[tuple[_Cell, int], tuple[_Cell, int]] = {}
    for cell, at in sorted(grid.ports[one].items()):
        direction = _outward(cell, at)
        best[cell, direction] = 0
        heappush(queue, (0, cell, direction))
    while queue:
        cost, cell, direction = heappop(queue)
        if cost > best[cell, direction]:
            continue
        if cell in ends and direction == (_outward(cell, grid.ports[two][cell]) + 2) % 4:
            way, state = [cell], (cell, direction)
            while state in before:
                state = before[state]
                way.append(state[0])
            return way[::-1]
        for turn, (x, y) in enumerate(_DIRECTIONS):
            after = (cell[0] + x, cell[1] + y)
            if turn == (direction + 2) % 4 or not (
                grid.left <= after[0] <= grid.right and grid.top <= after[1] <= grid.bottom
            ):
                continue
            if after in grid.closed and after not in opened:
                continue
            taken = grid.used.get(after, ())
            price = cost + 1 + (_TURN if turn != direction else 0)
            price += (_SHARED if turn % 2 in taken else 0) + (_CROSSED if (turn + 1) % 2 in taken else 0)
            if price < best.get((after, turn), 1 << 30):
                best[after, turn] = price
                before[after, turn] = (cell, direction)
                heappush(queue, (price, after, turn))
    return []


def _outward(cell: _Cell, at: Point) -> int:
    """The direction from a frame to a cell beside it."""
    x, y = cell[0] * _STEP - at[0], cell[1] * _STEP - at[1]
    return (0 if x > 0 else 2) if abs(x) > abs(y) else (1 if y > 0 else 3)


def _cells(box: Box, around: float) -> Iterator[_Cell]:
    for x in range(-int(-(box.left - around) // _STEP), int((box.right + around) // _STEP) + 1):
        for y in range(-int(-(box.top - around) // _STEP), int((box.bottom + around) // _STEP) + 1):
            yield x, y


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = [points[0]]
    for one, two, three in zip(points, points[1:], points[2:], strict=False):
        if not (one[0] == two[0] == three[0] or one[1] == two[1] == three[1]):
            kept.append(two)
    return (*kept, points[-1])
