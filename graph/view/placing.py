"""Where labels go in a static picture: greedily by importance, and only where nothing is in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Box", "Room", "place_label", "text_width"]

_CELL = 64.0
_NARROW = frozenset("iIljt.,:;'|!()[]/ fr-–")
_WIDE = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Room:
    """The boxes that are taken, found by place."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, str, bool]]] = defaultdict(list)

    def take(self, box: Box, owner: str, *, disc: bool = False) -> None:
        """Take a box for an owner; discs can be covered by labels that must be read."""
        for cell in _cells(box):
            self._cells[cell].append((box, owner, disc))

    def is_free(self, box: Box, owner: str, *, over_discs: bool = False) -> bool:
        """Whether nothing of others is in a box."""
        return not any(
            other_owner != owner and not (over_discs and disc) and other.meets(box)
            for cell in _cells(box)
            for other, other_owner, disc in self._cells.get(cell, ())
        )


def place_label(
    room: Room,
    owner: str,
    at: tuple[float, float],
    radius: float,
    size: tuple[float, float],
    bounds: Box,
    *,
    must: bool,
    right: bool = False,
) -> Box | None:
    """Find a place for a label beside a node and take it.

    Args:
        room: what is taken.
        owner: the node.
        at: its middle.
        radius: its radius.
        size: width and height of the text.
        bounds: where labels may stand.
        must: whether it may cover nodes where there is no better place; it never covers another label.
        right: whether it stands at the right, and nowhere else.

    Returns:
        The box, or None where there is no place.
    """
    (x, y), (width, height) = at, size
    beside = [
        (x - width / 2, y + radius + 2),
        (x + radius + 4, y - height / 2),
        (x - radius - 4 - width, y - height / 2),
        (x - width / 2, y - radius - 2 - height),
    ]
    if right:
        beside = beside[1:2]
    for over_discs in (False, True) if must else (False,):
        for left, top in beside:
            box = Box(left - 1, top, left + width + 1, top + height)
            inside = (
                box.left >= bounds.left
                and box.right <= bounds.right
                and box.top >= bounds.top
                and box.bottom <= bounds.bottom
            )
            if inside and room.is_free(box, owner, over_discs=over_discs):
                room.take(box, owner)
                return box
    return None


def text_width(text: str, size: float) -> float:
    """About how wide a text is in a common sans serif, rather too wide than too narrow.

    >>> text_width("ill", 10) < text_width("WWW", 10)
    True
    """
    return size * sum(
        0.36 if letter in _NARROW
        else 0.98 if letter in _WIDE or ord(letter) > 0x2E7F
        else 0.73 if letter.isupper()
        else 0.62
        for letter in text
    )  # fmt: skip


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
