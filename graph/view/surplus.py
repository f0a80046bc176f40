"""Where known stakes in one thing add up to more than the whole on a day, and how the pictures say so.

Of each owner the surest stake of the day counts, and of these the largest; stakes of different sorts (of votes, of
capital) are different wholes. That one owner follows another within the time that sources leave open is no surplus:
what only possibly holds has to overlap for longer than a year, what certainly holds for longer than the day on which
it is handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ..building.plausibility import WHOLE
from ..building.wholes import direct_share
from ..dates import FOREVER
from .scene import Scene
from .ties import Tie

__all__ = ["Surplus", "find_surpluses", "note_surpluses"]

_DAY: Final = timedelta(days=1)
_OPEN: Final = timedelta(days=366)
"""How long one owner may possibly follow another."""


@dataclass(frozen=True, slots=True)
class Surplus:
    """Days on which known stakes in one thing add up to more than the whole.

    Attributes:
        first, last: the days, inclusive; both `dates.FOREVER` for the latest known state.
        total: the sum of all stakes, in percent.
        certain: the sum of those that hold for certain.
    """

    first: date
    last: date
    total: float
    certain: float


def find_surpluses(scene: Scene) -> dict[str, tuple[Surplus, ...]]:
    """Surpluses by the id of the thing, in the order of days, the latest known state last."""
    stakes: dict[tuple[str, ...], list[tuple[str, float, Tie]]] = defaultdict(list)
    for tie in scene.ties.values():
        one = tie.relationship
        kind = scene.vocabulary.relations[one.kind]
        share = direct_share(kind, one) if kind.control else None
        if share:
            sort = (one.values.get(name, "") for name in kind.identity if name not in kind.ends)
            stakes[one.values[kind.controlled], *sort].append((one.values[kind.control], share, tie))
    found: dict[str, tuple[Surplus, ...]] = {}
    for (thing, *_), several in sorted(stakes.items()):
        if sum(share for _, share, _ in several) > WHOLE and (made := tuple(_surpluses(several))):
            found[thing] = found.get(thing, ()) + made
    return found


def note_surpluses(scene: Scene, drawn: Collection[str]) -> str:
    """What to say beneath a picture of the scene's day of those that it draws; empty where nothing is to be said."""
    names = [
        f"{scene.entities[id].name} ({one.total:g} %)"
        for id, several in find_surpluses(scene).items()
        for one in several
        if id in drawn and one.first <= scene.day <= one.last
    ]
    if not names:
        return ""
    return f"Known stakes add up to more than 100 %, so that not all of them can hold on this day: {', '.join(names)}."


def _surpluses(stakes: Iterable[tuple[str, float, Tie]]) -> Iterator[Surplus]:
    bounds = {day for *_, tie in stakes for span in tie.spans for day in (span.first, _after(span.last))}
    joined: list[Surplus] = []
    for first, after in pairwise(sorted(bounds)):
        made = Surplus(first, after - _DAY, *_sums(stakes, first))
        if joined and (joined[-1].total, joined[-1].certain) == (made.total, made.certain):
            made = Surplus(joined.pop().first, made.last, made.total, made.certain)
        joined.append(made)
    for one in joined:
        if (one.certain > WHOLE and one.last > one.first) or (one.total > WHOLE and one.last - one.first > _OPEN):
            yield one
    latest = Surplus(FOREVER, FOREVER, *_sums(stakes, FOREVER))
    if latest.total > WHOLE:
        yield latest


def _after(day: date) -> date:
    return day if day == FOREVER else day + _DAY


def _sums(stakes: Iterable[tuple[str, float, Tie]], day: date) -> tuple[float, float]:
    """All stakes of a day, and those that hold for certain, in percent."""
    best: dict[str, tuple[bool, float]] = {}
    for owner, share, tie in stakes:
        certainty, _ = tie.on(day)
        if certainty != "no":
            best[owner] = max(best.get(owner, (False, 0.0)), (certainty == "yes", share))
    total = sum(share for _, share in best.values())
    return round(total, 2), round(sum(share for is_sure, share in best.values() if is_sure), 2)
