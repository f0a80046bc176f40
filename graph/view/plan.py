"""What a poster adds to places: blocks, short names, sizes, and the ways that lines take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Block", "Plan", "Point", "Route"]

Point = tuple[float, float]
"""Right and down, in pixels."""


@dataclass(frozen=True, slots=True)
class Block:
    """The frame of a group.

    Attributes:
        head: id of the parent on top.
        left, top, right, bottom: in pixels, y downwards.
        more: how many things of the group are not drawn.
    """

    head: str
    left: float
    top: float
    right: float
    bottom: float
    more: int = 0

    @property
    def note(self) -> str:
        """What is not drawn, in words; empty where everything is."""
        return f"and {self.more} more" if self.more else ""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a line.

    Attributes:
        points: its corners, from the owner to what is owned.
        label: the middle of its label; None for none.
        blank: what stands for a share that nobody says.
        inner: whether it goes to what is listed in the block of its owner; the share stands beside the name there.
    """

    points: tuple[Point, ...]
    label: Point | None = None
    blank: str = ""
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The drawing of a poster, for all that opens.

    Attributes:
        blocks: the groups.
        names: short names by id.
        shares: what stands beside a name: the stake by which it stands under its owner.
        radii: the sizes of nodes by id, in pixels.
        routes: by owner and what it owns.
    """

    blocks: tuple[Block, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)
    radii: Mapping[str, float] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], Route] = field(default_factory=dict)

    @property
    def listed(self) -> frozenset[str]:
        """What stands in a block."""
        return frozenset(
            {one.head for one in self.blocks} | {asset for (_, asset), one in self.routes.items() if one.inner}
        )
