"""Where entities stand: a deterministic stress layout.

Stress wants two entities as far apart on paper as they are in relationships. It is majorized on a sample: every edge,
and the distances to some pivots spread over the graph, each standing for the region nearest to it; then neighbours on
paper that touch are pushed apart. The same input gives the same bits. Positions given to start from are kept as they
are, up to small moves, so that a picture does not reshuffle when a fact is added.

No permissive library was fast enough (igraph is GPL, networkx' spring layout took a hundred times as long).

Source: Ortmann, Klimenta, Brandes, "A Sparse Stress Model", https://doi.org/10.7155/jgaa.00440
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

__all__ = ["free_places", "stress_layout"]

Points = NDArray[np.float64]
_UNIT = 1.0
_MANY = 3000
"""From here on speed counts for more than the last bit of stress."""
_TURN = 2.399963229728653
"""The golden angle: what would stand at one point is turned by it, the same on each run."""
_APART = 0.75
"""How near two entities may come, in lengths of a relationship."""


def stress_layout(
    count: int, edges: Sequence[tuple[int, int]], *, start: Points | None = None, pivots: int = 50, rounds: int = 40
) -> Points:
    """Place the nodes of a graph.

    Args:
        count: how many nodes, numbered from 0.
        edges: pairs of nodes; direction and repetition do not matter.
        start: positions to start from, one row a node; NaN for nodes without one.
        pivots: how many nodes the sampled distances go to.
        rounds: how often stress is lowered.

    Returns:
        One row (x, y) a node, in lengths of a relationship, centred on the middle of the largest component.
    """
    positions = np.zeros((count, 2))
    if not count:
        return positions
    pairs = np.array(sorted({(min(a, b), max(a, b)) for a, b in edges if a != b}), dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(pairs))
    graph = csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    number, labels = connected_components(graph, directed=False)
    order = np.argsort(-np.bincount(labels, minlength=number), kind="stable")
    parts = []
    by_label = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[by_label], np.arange(number + 1))
    for label in order:
        members = np.sort(by_label[bounds[label] : bounds[label + 1]])
        if len(members) == 1:
            parts.append((members, np.zeros((1, 2))))
            continue
        inner = graph[members][:, members]
        given = None if start is None else start[members]
        parts.append((members, _component(inner, given, pivots, rounds)))
    _pack(positions, parts)
    if start is not None:
        known = ~np.isnan(start[:, 0])
        if known.any():
            positions += np.median(start[known] - positions[known], axis=0)
    return positions


def _component(graph: csr_matrix, start: Points | None, pivots: int, rounds: int) -> Points:
    count = int(graph.shape[0])
    if start is not None and not np.isnan(start[:, 0]).all():
        return _spread(_settled(graph, start), 30)
    if count > _MANY:
        pivots, rounds = pivots // 2, rounds // 2
    chosen, far = _distances(graph, min(pivots if count > 400 else count, count))
    positions = _pivot_mds(far)
    rows, columns = graph.nonzero()
    wide = np.concatenate([rows, columns])
    other = np.concatenate([columns, rows])
    ideal, weight = np.full(len(wide), _UNIT), np.ones(len(wide))
    region = np.bincount(np.argmin(far, axis=0), minlength=len(chosen))
    share = region if count > len(chosen) else np.ones(len(chosen))
    apart = far > 1.0
    many, pivot = np.nonzero(apart.T)
    wide = np.concatenate([wide, many])
    other = np.concatenate([other, chosen[pivot]])
    distance = far.T[apart.T]
    ideal = np.concatenate([ideal, distance])
    weight = np.concatenate([weight, share[pivot].astype(np.float64) / distance**2])
    total = np.asarray(np.bincount(wide, weight, count), dtype=np.float64)
    for _ in range(rounds):
        positions = _majorized(positions, wide, other, ideal, weight, total)
    # many nodes at small distances need more room than their distances ask for
    tree = cKDTree(positions)
    crowd = tree.count_neighbors(tree, _APART) / count - 1
    return _spread(positions * np.sqrt(max(1.0, crowd / 2.2)), 30 if count <= _MANY else 10)


def _majorized(
    positions: Points,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    ideal: NDArray[np.float64],
    weight: NDArray[np.float64],
    total: NDArray[np.float64],
) -> Points:
    """One round: every node moves to where its neighbours and pivots want it."""
    count = len(positions)
    x, y = positions[:, 0].copy(), positions[:, 1].copy()
    far_x, far_y = x[other], y[other]
    right, down = x[one] - far_x, y[one] - far_y
    scale = ideal / np.maximum(np.sqrt(right * right + down * down), 1e-6)
    wanted = (far_x + right * scale, far_y + down * scale)
    moved = np.stack([np.bincount(one, weight * each, count) for each in wanted], axis=1)
    return 0.2 * positions + 0.8 * moved / np.maximum(total, 1e-12)[:, None]


def _distances(graph: csr_matrix, pivots: int) -> tuple[NDArray[np.int64], Points]:
    """Pivots, each the farthest from those before, and the distance of every node to each."""
    count = graph.shape[0]
    if pivots == count:
        return np.arange(count), dijkstra(graph, directed=False, unweighted=True)
    degree = np.bincount(np.concatenate(graph.nonzero()), minlength=count)
    chosen = [int(np.argmax(degree))]
    far: list[NDArray[np.float64]] = []
    nearest = np.full(count, np.inf)
    while True:
        found = dijkstra(graph, directed=False, unweighted=True, indices=np.array(chosen[-1:]))
        far.append(np.asarray(found, dtype=np.float64)[0])
        if len(chosen) == pivots:
            break
        nearest = np.minimum(nearest, far[-1])
        chosen.append(int(np.argmax(nearest)))
    return np.array(chosen), np.array(far)


def _pivot_mds(far: Points) -> Points:
    """First positions: the two main directions of the distances to the pivots."""
    squared = far.T**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    positions = centred @ vectors[:, -1:-3:-1]
    for axis in range(positions.shape[1]):
        if positions[np.argmax(np.abs(positions[:, axis])), axis] < 0:
            positions[:, axis] *= -1
    if positions.shape[1] < 2:
        positions = np.hstack([positions, np.zeros((len(positions), 1))])
    scale = np.sqrt((positions**2).sum(axis=1).mean()) or 1.0
    # leaves of one node start at one point: a turning angle tells them apart, the same on each run
    angle = np.arange(len(positions)) * _TURN
    jitter = 0.05 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(positions / scale * (far.mean() or 1.0) / 1.6 + jitter, dtype=np.float64)


def _settled(graph: csr_matrix, start: Points) -> Points:
    """Known positions as they are; the others between their neighbours, the nearest to known ones first."""
    positions = start.copy()
    known = ~np.isnan(start[:, 0])
    while not known.all():
        near = (
            np.asarray(graph[~known][:, known].sum(axis=1)).ravel()
            + np.asarray(graph[known][:, ~known].sum(axis=0)).ravel()
        )
        for node in np.flatnonzero(~known)[near > 0]:
            others = np.concatenate([graph[node].indices, graph[:, node].nonzero()[0]])
            angle = node * _TURN
            away = 0.5 * np.array([np.cos(angle), np.sin(angle)])
            positions[node] = positions[others[known[others]]].mean(axis=0) + away
        known = ~np.isnan(positions[:, 0])
    return positions


def _spread(positions: Points, rounds: int) -> Points:
    """Push apart what stands too close."""
    count = len(positions)
    x, y = positions[:, 0].copy(), positions[:, 1].copy()
    for _ in range(rounds):
        pairs = cKDTree(np.stack([x, y], axis=1)).query_pairs(_APART, output_type="ndarray")
        if not len(pairs):
            break
        # one number a pair sorts them faster than two do; sums in a fixed order give the same bits
        one, other = np.divmod(np.sort(pairs[:, 0] * count + pairs[:, 1]), count)
        delta = [axis[one] - axis[other] for axis in (x, y)]
        length = np.sqrt(delta[0] * delta[0] + delta[1] * delta[1])
        met = np.flatnonzero(length < 1e-6)
        angle = one[met] * _TURN
        force = (_APART - length) / 2 * 0.6
        for axis, away, turned in ((x, delta[0], np.cos(angle)), (y, delta[1], np.sin(angle))):
            push = away / np.maximum(length, 1e-6)
            push[met] = turned
            push *= force
            axis += np.bincount(one, push, count)
            axis -= np.bincount(other, push, count)
    return np.stack([x, y], axis=1)


def _pack(positions: Points, parts: Sequence[tuple[NDArray[np.int64], Points]]) -> None:
    """The largest component in the middle, the others on shelves below it."""
    members, first = parts[0]
    positions[members] = first - (first.max(axis=0) + first.min(axis=0)) / 2
    width = max(float(np.ptp(first[:, 0])), 4.0)
    if len(parts) > 3:
        area = sum((np.ptp(one[:, 0]) + 1.2) * (np.ptp(one[:, 1]) + 1.2) for _, one in parts[1:])
        width = max(width, float(np.sqrt(area)) * 1.6)
    left, top, height = -width / 2, float(np.ptp(first[:, 1])) / 2 + 1.2, 0.0
    for members, place in parts[1:]:
        size = np.ptp(place, axis=0)
        if left + size[0] > width / 2 and left > -width / 2:
            left, top, height = -width / 2, top + height + 1.0, 0.0
        positions[members] = place - place.min(axis=0) + np.array([left, top])
        left, height = left + float(size[0]) + 1.2, max(height, float(size[1]))


def free_places(taken: Sequence[tuple[float, float]], wanted: Sequence[tuple[float, float]], step: float) -> Points:
    """Free places near wanted ones, for what is drawn only on demand.

    Args:
        taken: where something stands already.
        wanted: where the others would like to stand, in order; earlier ones choose first.
        step: how far apart places are.

    Returns:
        One row (x, y) for each wanted place; no two are the same, none is nearer than a step to a taken one.
    """
    occupied = {
        (round(x / step) + right, round(y / step) + down)
        for x, y in taken
        for right in (-1, 0, 1)
        for down in (-1, 0, 1)
    }
    tried: dict[tuple[int, int], int] = {}
    places = np.zeros((len(wanted), 2))
    spiral = _spiral(120) if wanted else []
    for position, (x, y) in enumerate(wanted):
        home = (round(x / step), round(y / step))
        at = tried.get(home, 0)
        while at < len(spiral) - 1 and (home[0] + spiral[at][0], home[1] + spiral[at][1]) in occupied:
            at += 1
        tried[home] = at
        cell = (home[0] + spiral[at][0], home[1] + spiral[at][1])
        occupied.add(cell)
        places[position] = cell[0] * step, cell[1] * step
    return places


def _spiral(reach: int) -> list[tuple[int, int]]:
    """Cells around a cell, the nearest first."""
    right, down = (each.ravel() - reach for each in np.indices((2 * reach + 1, 2 * reach + 1)))
    order = np.lexsort((down, right, right**2 + down**2))
    return list(zip(right[order].tolist(), down[order].tolist(), strict=True))
