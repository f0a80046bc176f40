"""The poster that newspapers draw: who owns whom on a day.

Each group is a block: its parent on top, its brands and companies below, what these own further in. Its owners stand
above it, and stakes between groups are lines around the blocks with the share at their end. Only stakes of the day are
drawn, never proposals: a deal gives no stake.

The most important groups open, each with what matters most of it; the rest is counted, and there on demand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..vocabulary import Vocabulary
from .choosing import Chosen, choose, nearness
from .holdings import Holdings, Stake, find_holdings
from .packing import HEAD, LEAF, List, Listed, list_block, pack
from .placing import Box, Room, text_width
from .plan import Block, Plan, Point, Route
from .routing import route_lines
from .scene import Scene

__all__ = ["own_kinds", "poster", "short_name"]

_CAPTION = (
    "Each block is a group: the parent on top, what it owns below; owners stand above, lines between blocks are stakes "
    "(? % where no source gives the share). One line for each owner and what it owns: the surest stake of the day. "
    "What nobody speaks of within ten years of the day is left out (twenty for a brand or majority whose beginning is "
    "known)."
)
_OWNER = 8.0
_LIFT, _FLOOR = 50.0, 32.0
"""Pixels from a block up to its owners, and from these to theirs."""
_NAME, _TITLE = 28, 44
"""Letters of names, and of those of parents."""


def own_kinds(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the kinds of relationships that carry control."""
    return tuple(name for name, kind in vocabulary.relations.items() if kind.control)


def poster(scene: Scene, focus: Collection[str] = ()) -> tuple[Scene, dict[str, tuple[float, float]]]:
    """The poster of a scene.

    Args:
        scene: with the kinds that carry control; others are not looked at.
        focus: ids; only their groups, with owners and stakes. Empty for the most important groups.

    Returns:
        The scene with what the poster draws as its opening, and the place of each in pixels; no places where nobody
        owns anything.
    """
    scene = replace(scene, single=True)
    holdings = find_holdings(scene)
    chosen = choose(scene, holdings, {*focus})
    if not chosen.things:
        return scene, {}
    places, plan = _draw(scene, holdings, chosen)
    order = sorted(places, key=lambda id: (id not in chosen.things, -scene.importance.get(id, 0), id))
    brought = replace(scene.highlight, caption=scene.highlight.caption or _CAPTION)
    return replace(scene, opening=tuple(order), highlight=brought, plan=plan), places


def short_name(name: str, most: int = _NAME) -> str:
    """A name that fits into a block: without what stands in brackets where it is long, and cut where it still is.

    >>> short_name("Renault Korea (formerly Renault Samsung Motors)")
    'Renault Korea'
    """
    today = name.split(" (formerly ")[0]
    short = today.split(" (")[0] if len(today) > most else today
    return short if len(short) <= most else f"{short[: most - 1].rstrip(' ,')}…"


def _draw(scene: Scene, holdings: Holdings, chosen: Chosen) -> tuple[dict[str, Point], Plan]:
    names = {id: short_name(one.name, _TITLE if id in chosen.things else _NAME) for id, one in scene.entities.items()}
    shares = {id: _share(holdings.home[id]) for picked in chosen.things.values() for id in picked}
    towers = _towers(holdings, chosen, names)
    lists = {
        head: _list(holdings, chosen, head, names, shares, sum(slot.width for slot in towers[head]))
        for head in chosen.things
    }
    sizes = {head: (one.width, one.height) for head, one in lists.items()}
    bands = {head: max((slot.height for slot in towers[head]), default=0.0) for head in lists}
    frames = pack(sizes, bands, nearness(scene, holdings, chosen))
    places: dict[str, Point] = {}
    routes: dict[tuple[str, str], Route] = {}
    for head, one in lists.items():
        left, top = frames[head].left, frames[head].top
        places.update({id: (x + left, y + top) for id, (x, y) in one.places.items()})
        for pair, corners in one.trunks.items():
            blank = _blank(holdings.home[pair[1]])
            routes[pair] = Route(tuple((x + left, y + top) for x, y in corners), inner=True, blank=blank)
    boxes = _stand(towers, frames, places, routes, names)
    routes |= _between(holdings, chosen, {**frames, **boxes}, places, routes)
    blocks = tuple(
        Block(head, box.left, box.top, box.right, box.bottom, chosen.more[head]) for head, box in frames.items()
    )
    radii = {id: HEAD if id in frames else _OWNER if id in boxes else LEAF for id in places}
    return places, Plan(blocks, {id: names[id] for id in places}, shares, radii, routes)


def _share(stake: Stake) -> str:
    return stake.tie.label if stake.share is not None else _blank(stake)


def _blank(stake: Stake) -> str:
    """What stands for a share that nobody says, where the kind keeps shares."""
    return "" if stake.whole else "? %"


def _list(
    holdings: Holdings,
    chosen: Chosen,
    head: str,
    names: Mapping[str, str],
    shares: Mapping[str, str],
    least: float,
) -> List:
    picked = chosen.things[head]

    def listed(id: str) -> Listed:
        below = [listed(one) for one in holdings.things.get(id, ()) if one in picked]
        below.sort(key=lambda one: (one.rows, not holdings.home[one.id].whole, names[one.id].casefold(), one.id))
        size = 13 if id == head else 12
        words = f"{names[id]} {shares.get(id, '')}".strip()
        return Listed(id, text_width(words, size) * (1.06 if id == head else 1.0), tuple(below))

    more = chosen.more[head]
    return list_block(listed(head), text_width(f"and {more} more", 11) if more else 0.0, least)


@dataclass(frozen=True, slots=True)
class _Slot:
    """An owner above a group, with the owner above that one if any."""

    stake: Stake
    upper: Stake | None
    width: float

    @property
    def height(self) -> float:
        return _LIFT + 14 + (_FLOOR if self.upper else 0.0)


def _towers(holdings: Holdings, chosen: Chosen, names: Mapping[str, str]) -> dict[str, list[_Slot]]:
    """Owners by the group above which they stand: that of their most telling stake."""
    stakes = [(stake.rank, head, stake) for head, several in chosen.above.items() for stake in several]
    towers: dict[str, list[_Slot]] = {head: [] for head in chosen.things}
    seen: set[str] = set()
    for _, head, stake in sorted(stakes, key=lambda one: one[:2]):
        if stake.owner in seen:
            continue
        seen.add(stake.owner)
        over = [one for one in holdings.stakes if one.asset == stake.owner and one.owner not in {*seen, *chosen.things}]
        upper = min(over, key=lambda one: one.rank, default=None)
        if upper:
            seen.add(upper.owner)
        wide = max(text_width(names[one.owner], 12) for one in (stake, upper) if one)
        towers[head].append(_Slot(stake, upper, wide + 2 * _OWNER + 24))
    return towers


def _stand(
    towers: Mapping[str, Sequence[_Slot]],
    frames: Mapping[str, Box],
    places: dict[str, Point],
    routes: dict[tuple[str, str], Route],
    names: Mapping[str, str],
) -> dict[str, Box]:
    """Stand owners above their groups; returns the space of each with its name."""
    boxes = {}
    for head, slots in towers.items():
        x = frames[head].left + 20
        for slot in slots:
            foot = frames[head].top
            for stake, lift in ((slot.stake, _LIFT), (slot.upper, _FLOOR)):
                if stake:
                    y = foot - lift
                    places[stake.owner] = (x, y)
                    beside = x + 6 + text_width(_share(stake), 11) / 2
                    corners = ((x, y + _OWNER), (x, foot))
                    routes[stake.owner, stake.asset] = Route(corners, (beside, (y + foot) / 2 + 2), blank=_blank(stake))
                    boxes[stake.owner] = Box(
                        x - _OWNER, y - _OWNER, x + _OWNER + 5 + text_width(names[stake.owner], 12), y + _OWNER
                    )
                    foot = y - _OWNER
            x += -(-slot.width // 10) * 10
    return boxes


def _between(
    holdings: Holdings,
    chosen: Chosen,
    frames: Mapping[str, Box],
    places: Mapping[str, Point],
    routes: Mapping[tuple[str, str], Route],
) -> dict[tuple[str, str], Route]:
    """Lines between blocks, and from owners to other blocks than their own."""
    inside = {id: head for head, picked in chosen.things.items() for id in (head, *picked)}
    at = {id: inside.get(id, id) for id in places}
    stakes = {
        (stake.owner, stake.asset): stake
        for stake in holdings.stakes
        if stake.owner in at and at.get(stake.asset) == stake.asset != at[stake.owner]
    }
    pairs = sorted((pair for pair in stakes if pair not in routes), key=lambda pair: _length(frames, at, pair))
    upright = [
        Box(x - 2, top, x + 2, foot)
        for (owner, _), one in routes.items()
        if owner not in inside
        for (x, top), (_, foot) in [one.points]
    ]
    spots = {id: places[id] for id in frames if id not in chosen.things}
    ways = route_lines([(at[owner], at[asset]) for owner, asset in pairs], frames, upright, spots)
    room = Room()
    for id, box in frames.items():
        room.take(box, id)
    for (owner, _), one in routes.items():
        if one.label:
            room.take(_around(one.label, 60), owner)
    found = {}
    for pair, way in zip(pairs, ways, strict=True):
        stake = stakes[pair]
        label = _label(way, room, text_width(_share(stake), 11), f"{pair}")
        found[pair] = Route(way, label, blank=_blank(stake))
    return found


def _length(frames: Mapping[str, Box], at: Mapping[str, str], pair: tuple[str, str]) -> tuple[float, tuple[str, str]]:
    one, two = (frames[at[id]] for id in pair)
    across = max(0.0, one.left - two.right, two.left - one.right)
    return across + max(0.0, one.top - two.bottom, two.top - one.bottom), pair


def _label(way: Sequence[Point], room: Room, width: float, owner: str) -> Point | None:
    """The free place on a way that is nearest to its end."""
    for (x2, y2), (x1, y1) in zip(way[::-1], way[-2::-1], strict=False):
        length = abs(x2 - x1) + abs(y2 - y1)
        first = width / 2 + 16 if y1 == y2 else 17.0
        for done in range(int(first), int(length) - 4, 3):
            part = done / length
            spot = (x2 + (x1 - x2) * part, y2 + (y1 - y2) * part)
            if room.is_free(_around(spot, width), owner):
                room.take(_around(spot, width), owner)
                return spot
    return None


def _around(spot: Point, width: float) -> Box:
    return Box(spot[0] - width / 2 - 2, spot[1] - 7, spot[0] + width / 2 + 2, spot[1] + 7)
