"""Which part of a scene is drawn at first: the most important entities that hang together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

__all__ = ["choose_opening"]


def choose_opening(
    neighbours: Mapping[str, set[str]], first: Collection[str], weights: Mapping[str, int], most: int
) -> tuple[str, ...]:
    """Choose what is drawn at first.

    Where there is a focus, the nearest come first and among them the most important. Without one, the picture grows
    from the most important entity along relationships, always to the most important one in reach; what is not connected
    to it follows in order of importance, as far as it is tied to anything.

    Args:
        neighbours: which entities are tied to which.
        first: ids that are drawn whatever their importance.
        weights: how important each entity is.
        most: how many at most; `first` is never cut.

    Returns:
        Ids, most important first.
    """
    rank = {id: (-weight, id) for id, weight in weights.items()}
    if not first and sum(1 for id in rank if neighbours.get(id)) <= most:
        return tuple(sorted((id for id in rank if neighbours.get(id)), key=rank.__getitem__))
    chosen = sorted(first, key=rank.__getitem__)
    if not chosen:
        return _grown(neighbours, rank, most)
    seen, frontier = {*chosen}, {*chosen}
    while frontier and len(chosen) < most:
        frontier = {other for one in frontier for other in neighbours.get(one, ()) if other in rank} - seen
        nearest = sorted(frontier, key=rank.__getitem__)[: most - len(chosen)]
        chosen += nearest
        seen |= frontier
    return tuple(chosen)


def _grown(neighbours: Mapping[str, set[str]], rank: Mapping[str, tuple[int, str]], most: int) -> tuple[str, ...]:
    """The most important entities of which each is tied to another one among them."""
    ordered = sorted((id for id in rank if neighbours.get(id)), key=rank.__getitem__)
    chosen = ordered[:most]
    while True:
        inside = {*chosen}
        tied = [id for id in chosen if neighbours[id] & inside]
        if len(tied) == len(chosen):
            break
        rest = [id for id in ordered if id not in inside and neighbours[id] & {*tied}]
        chosen = tied + rest[: most - len(tied)]
        if not rest:
            break
    return tuple(sorted(chosen, key=rank.__getitem__))
