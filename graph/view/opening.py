"""Which part of a scene is drawn at first: what matters most of each kind and hangs together.

By the number of neighbours alone a picture of an industry would show companies only, all tied to each other. So every
kind of entity has its share, which grows with the square root of how many there are of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import sqrt

__all__ = ["choose_opening"]


def choose_opening(
    neighbours: Mapping[str, set[str]],
    first: Collection[str],
    weights: Mapping[str, int],
    kinds: Mapping[str, str],
    most: int,
) -> tuple[str, ...]:
    """Choose what is drawn at first.

    Where there is a focus, the nearest come first, among them what ties several of it (a deal between two companies),
    then the most important. Without one, each kind has a share
    of the most important of its entities, and what is tied to nothing among them gives way to the next.

    Args:
        neighbours: which entities are tied to which.
        first: ids that are drawn whatever their importance.
        weights: how important each entity is.
        kinds: the kind of each entity.
        most: how many at most; `first` is never cut.

    Returns:
        Ids, most important first.
    """
    rank = {id: (-weight, id) for id, weight in weights.items()}
    tied = sorted((id for id in rank if neighbours.get(id)), key=rank.__getitem__)
    if not first:
        return tuple(tied) if len(tied) <= most else _shared(neighbours, tied, kinds, most)
    chosen = sorted(first, key=rank.__getitem__)
    seen, frontier = {*chosen}, {*chosen}
    while frontier and len(chosen) < most:
        ties = Counter(other for one in frontier for other in neighbours.get(one, ()) if other in rank)
        frontier = {*ties} - seen
        nearest = sorted(frontier, key=lambda id: (-ties[id], rank[id]))[: most - len(chosen)]
        chosen += nearest
        seen |= frontier
    return tuple(chosen)


def _shared(
    neighbours: Mapping[str, set[str]], ordered: list[str], kinds: Mapping[str, str], most: int
) -> tuple[str, ...]:
    """The most important of each kind, as many as its share, each tied to another of them."""
    count = Counter(kinds[id] for id in ordered)
    total = sum(map(sqrt, count.values()))
    share = {kind: max(1, int(most * sqrt(number) / total)) for kind, number in count.items()}
    of_kind: dict[str, list[str]] = defaultdict(list)
    for id in ordered:
        of_kind[kinds[id]].append(id)
    chosen = [id for kind, several in of_kind.items() for id in several[: share[kind]]]
    while True:
        inside = {*chosen}
        kept = [id for id in chosen if neighbours[id] & inside]
        room = Counter(share) - Counter(kinds[id] for id in kept)
        near = {*kept}
        added = []
        for id in ordered:
            if room[kinds[id]] > 0 and id not in inside and neighbours[id] & near:
                room[kinds[id]] -= 1
                added.append(id)
        chosen = kept + added
        if len(kept) == len(inside) or not added:
            break
    position = {id: at for at, id in enumerate(ordered)}
    return tuple(sorted(chosen, key=position.__getitem__))
