"""Which groups a poster draws, and what of them: what matters most, the rest is counted.

A group matters by its brands and companies, by the stakes that tie it to others, and by how much is known of its
parent. Of its things brands and companies that own something come first, then what is sure and spoken of near the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .holdings import Holdings, Stake
from .scene import Scene

__all__ = ["Chosen", "choose", "nearness"]

_GROUPS, _THINGS, _OWNERS, _MOST = 16, 12, 3, 150
"""At first: groups, things in each, owners above each, and entities."""
_FOCUS_THINGS = 40
_PARTNERS = 12
"""Groups beside those of a focus."""
_NEAR, _SMALL = 3.0, 10.0
"""Years and percent: other companies and owners open only where somebody speaks of them that near, or of that much."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn: things by group, stakes of owners by group, and how many things of each group are not drawn."""

    things: Mapping[str, Collection[str]]
    above: Mapping[str, Sequence[Stake]]
    more: Mapping[str, int]


def choose(scene: Scene, holdings: Holdings, focus: Collection[str]) -> Chosen:
    """Choose the groups of a focus and what lies one stake around them, or without one those that matter most."""
    ties: dict[str, set[str]] = defaultdict(set)
    for stake in holdings.stakes:
        one, two = holdings.head(stake.owner), holdings.head(stake.asset)
        if one != two:
            ties[one].add(two)
            ties[two].add(one)
    ordered = _ordered(scene, holdings, ties)
    own = [id for id in ordered if id in {holdings.head(one) for one in focus}]
    own += [id for id in ordered if id not in own and ties[id] & {*focus} & {*holdings.above}]
    held = {stake.asset for stake in holdings.stakes if holdings.head(stake.owner) in own}
    held |= {stake.owner for stake in holdings.stakes if stake.asset in own}
    partners = [id for id in ordered if id not in own and id in held][:_PARTNERS]
    things: dict[str, Collection[str]] = {}
    above: dict[str, Sequence[Stake]] = {}
    drawn = 0
    for head in own + partners if focus else ordered[:_GROUPS]:
        is_beside = bool(focus) and head in partners
        picked = _pick(scene, holdings, head, 0 if is_beside else _FOCUS_THINGS if focus else _THINGS, focus)
        owners = [] if is_beside else _owners(scene, holdings, head, focus)
        drawn += 1 + len(picked) + len(owners)
        if drawn > _MOST and things:
            break
        things[head], above[head] = picked, owners
    more = {head: len([*holdings.group(head)]) - len(picked) for head, picked in things.items()}
    return Chosen(things, above, more)


def _ordered(scene: Scene, holdings: Holdings, ties: Mapping[str, Collection[str]]) -> list[str]:
    """Parents of groups, what matters most first."""
    weight = {}
    for head in {holdings.head(end) for stake in holdings.stakes for end in (stake.owner, stake.asset)}:
        if head in holdings.owners and head not in holdings.above:
            group = [*holdings.group(head)]
            brands = sum(1 for id in group if holdings.home[id].whole)
            companies = sum(1 for id in group if id in holdings.owners)
            fame = min(scene.importance.get(head, 0) / 20, 10)
            weight[head] = 2 * brands + companies + min(len(ties.get(head, ())), 10) + fame
    return sorted(weight, key=lambda id: (-weight[id], id))


def _pick(scene: Scene, holdings: Holdings, head: str, most: int, focus: Collection[str]) -> set[str]:
    """The most telling things of a group, each with what stands between it and the parent."""

    def rank(id: str) -> tuple[bool, bool, bool, bool, bool, int, str]:
        stake = holdings.home[id]
        telling = stake.whole or id in holdings.things
        plain = not telling and id not in holdings.owners
        far = stake.years > _NEAR and not (telling and stake.sure)
        return (id not in focus, plain, not telling, not stake.sure, far, -scene.importance.get(id, 0), id)

    picked: set[str] = set()
    for id in sorted(holdings.group(head), key=rank):
        _, plain, minor, _, far, *_ = rank(id)
        if not focus and (plain or (minor and far)):
            continue
        path = [id]
        while holdings.home[path[-1]].owner != head:
            path.append(holdings.home[path[-1]].owner)
        if len(picked | {*path}) <= most:
            picked |= {*path}
    return picked


def _owners(scene: Scene, holdings: Holdings, head: str, focus: Collection[str]) -> list[Stake]:
    """The owners above a group, the most telling first, and those of a focus before."""
    found = [stake for stake in holdings.stakes if stake.asset == head and stake.owner in holdings.above]
    best: dict[str, Stake] = {}
    fame = scene.importance
    for stake in sorted(
        found, key=lambda one: (one.owner not in focus, one.rank[:3], -fame.get(one.owner, 0), one.owner)
    ):
        unsaid = [one for one in best.values() if one.share is None]
        if stake.share is not None or not unsaid or focus:
            best.setdefault(stake.owner, stake)
    sure = [stake for stake in best.values() if stake.sure]
    rest = [
        one
        for one in best.values()
        if not one.sure and (one.years <= _NEAR or ((one.share or 100) >= _SMALL and not one.later))
    ]
    return (sure + rest[: max(0, 2 - len(sure))])[: 9 * _OWNERS if focus else _OWNERS]


def nearness(scene: Scene, holdings: Holdings, chosen: Chosen) -> dict[tuple[str, str], float]:
    """How much groups should stand near each other: by stakes on any day, and by owners that they share."""
    near: dict[tuple[str, str], float] = defaultdict(float)
    inside = {id: head for head, picked in chosen.things.items() for id in (head, *picked)}
    for tie in scene.ties.values():
        if scene.vocabulary.relations[tie.relationship.kind].control:
            one, two = sorted(inside.get(end, "") for end in tie.ends)
            if one and one != two:
                near[one, two] = min(near[one, two] + 0.25, 1.0)
    for stake in holdings.stakes:
        one, two = sorted(inside.get(end, "") for end in (stake.owner, stake.asset))
        if one and one != two:
            near[one, two] += 1.0
    by: dict[str, list[str]] = defaultdict(list)
    for head, several in chosen.above.items():
        for stake in several:
            by[stake.owner].append(head)
    for heads in by.values():
        for at, one in enumerate(sorted(heads)):
            for two in sorted(heads)[at + 1 :]:
                near[one, two] += 1.0
    return near
