"""Where things stand."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from graph.records import Entity
from graph.view import Highlight
from graph.view.layout import free_places, stress_layout
from graph.view.payload import payload_of
from graph.view.places import place_rest, place_scene

from .samples import industry_scene, relationship, scene


def grown(count: int, links: int = 2) -> list[tuple[int, int]]:
    """A graph that grows by preferential attachment."""
    chosen = random.Random(1)
    ends, edges = [0, 1], [(0, 1)]
    for node in range(2, count):
        for _ in range(links):
            other = chosen.choice(ends)
            edges.append((node, other))
            ends += [node, other]
    return edges


def test_same_graph_gives_the_same_bits_whatever_the_order_of_edges() -> None:
    edges = grown(600)
    first = stress_layout(600, edges)
    assert np.array_equal(first, stress_layout(600, edges))
    assert np.array_equal(first, stress_layout(600, [(b, a) for a, b in reversed(edges)]))


def test_nodes_do_not_touch() -> None:
    positions = stress_layout(300, grown(300))
    apart = np.sqrt(((positions[:, None] - positions[None]) ** 2).sum(axis=2)) + np.eye(300) * 9
    assert np.quantile(apart.min(axis=1), 0.05) > 0.4


def test_path_is_drawn_as_long_as_it_is() -> None:
    positions = stress_layout(9, [(node, node + 1) for node in range(8)])
    steps = np.sqrt(((positions[1:] - positions[:-1]) ** 2).sum(axis=1))
    assert np.all((steps > 0.7) & (steps < 1.3))
    assert 6.5 < np.sqrt(((positions[8] - positions[0]) ** 2).sum()) < 8.5


def test_known_places_hardly_move_when_a_node_is_added() -> None:
    edges = grown(200)
    before = stress_layout(200, edges)
    start = np.vstack([before, [[np.nan, np.nan]]])
    after = stress_layout(201, [*edges, (200, 17)], start=start)
    moved = np.sqrt(((after[:200] - before) ** 2).sum(axis=1))
    assert np.median(moved) < 0.35


def test_components_do_not_overlap_and_lonely_nodes_have_a_place() -> None:
    edges = [(0, 1), (1, 2), (3, 4), (5, 6)]
    positions = stress_layout(8, edges)
    assert np.isfinite(positions).all()
    assert len({tuple(np.round(one, 3)) for one in positions}) == 8
    assert stress_layout(0, []).shape == (0, 2) and np.isfinite(stress_layout(1, [(0, 0)])).all()


def test_free_places_are_free() -> None:
    places = free_places([(0.0, 0.0)], [(0.0, 0.0)] * 50, 10.0)
    assert len({tuple(place) for place in places}) == 50
    assert np.abs(places).max(axis=1).min() >= 10.0


def test_places_do_not_depend_on_the_day() -> None:
    from datetime import date

    assert place_scene(industry_scene()) == place_scene(industry_scene(day=date(2019, 6, 5)))


def test_what_is_drawn_on_demand_stands_apart_from_what_opens() -> None:
    made = industry_scene(opening=3)
    places = place_scene(made)
    assert places.keys() == made.entities.keys() and len({*places.values()}) == len(places)


def test_surroundings_of_one_entity_are_placed_without_comparing_each_with_each() -> None:
    compared = 0

    class Id(str):
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    ids = [Id("hub"), *(Id(f"leaf-{number:02}") for number in range(50))]
    ties = [relationship(f"tie-{id}", "Ownership", {"owner": ids[0], "asset": id}) for id in ids[1:]]
    made = scene([Entity(id, "Company", id) for id in ids], ties)
    compared = 0
    assert len(place_rest(made, {ids[0]: (0.0, 0.0)})) == 50
    assert compared < 500


def test_page_reads_what_is_brought_out_once_whatever_the_number_of_relationships() -> None:
    read = 0

    class Ids(tuple[str, ...]):
        def __iter__(self) -> Iterator[str]:
            nonlocal read
            read += 1
            return super().__iter__()

    made = industry_scene(highlight=Highlight(Ids(["tata-jlr", "speth-jlr"])))
    places = place_scene(made)
    read = 0
    assert len(payload_of(made, places)["highlight"]["ties"]) == 2
    assert read == 1
