"""The poster of who owns whom: groups as blocks, owners above, stakes between groups, nothing of proposals."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from graph.errors import ParameterError
from graph.industry import Industry
from graph.records import Entity, Relationship
from graph.view import Scene, View
from graph.view.holdings import find_holdings
from graph.view.payload import payload_of
from graph.view.picture import draw_svg
from graph.view.placing import Box
from graph.view.plan import Plan
from graph.view.poster import poster, short_name
from graph.view.routing import route_lines

from .samples import day, industry_scene, relationship, scene

ON = day("2019-06-05")


def company(id: str, type: str = "carmaker") -> Entity:
    return Entity(id, "Company", id.capitalize(), {"type": type})


def stake(owner: str, asset: str, share: str = "", start: str = "2010", end: str = "") -> Relationship:
    return relationship(
        f"{owner}-{asset}{start}",
        "Ownership",
        {"owner": owner, "asset": asset, "share_percent": share},
        start,
        end,
        "2019-06-05",
    )


def brand(id: str, owner: str, start: str = "2010", held: str = "2019-06-05") -> Relationship:
    return relationship(f"{id}-of-{owner}", "BrandOwnership", {"brand": id, "owner": owner}, start, "", held)


def industry() -> Scene:
    """Two groups under a family and a fund, with a stake of 15 % of one in the other."""
    entities = [
        company("alpha"), company("works"), company("beta"), company("family", "family"), company("fund", "fund"),
        company("holding", "holding"),
        *(Entity(id, "Brand", id.capitalize()) for id in ("ace", "bee", "cee")),
    ]  # fmt: skip
    ties = [
        stake("family", "holding"), stake("holding", "alpha", "53"), stake("alpha", "works", "75"),
        stake("alpha", "beta", "15"), stake("fund", "beta", "20"),
        brand("ace", "alpha"), brand("bee", "works"), brand("cee", "beta"),
    ]  # fmt: skip
    return replace(scene(entities, ties, day=ON), title="Who owns whom")


def drawn(made: Scene) -> Plan:
    assert made.plan is not None
    return made.plan


def test_poster_stands_owners_above_what_they_own() -> None:
    _, places = poster(industry())
    height = {id: y for id, (_, y) in places.items()}
    assert height["family"] < height["holding"] < height["alpha"] < height["works"] < height["bee"]
    assert height["fund"] < height["beta"] < height["cee"]


def test_poster_cuts_stakes_that_go_round_in_a_circle() -> None:
    ties = [stake("a", "b", "60"), stake("b", "c", "60"), stake("c", "a", "60"), stake("a", "d", "60")]
    _, places = poster(scene([company(id) for id in "abcd"], ties, day=ON))
    assert places["a"][1] < places["b"][1] < places["c"][1] and places["d"][1] > places["a"][1]


def test_things_of_a_group_stand_inside_its_block_and_blocks_do_not_overlap() -> None:
    made, places = poster(industry())
    blocks = {one.head: one for one in drawn(made).blocks}
    assert blocks.keys() == {"alpha", "beta"}
    for head, things in {"alpha": ("alpha", "ace", "works", "bee"), "beta": ("beta", "cee")}.items():
        for id in things:
            x, y = places[id]
            assert blocks[head].left < x < blocks[head].right and blocks[head].top < y < blocks[head].bottom
    for one, two in combinations(drawn(made).blocks, 2):
        assert not Box(one.left, one.top, one.right, one.bottom).meets(Box(two.left, two.top, two.right, two.bottom))


def test_stake_between_groups_is_a_line_with_its_share_at_the_edge_of_the_block() -> None:
    made, places = poster(industry())
    route = drawn(made).routes["alpha", "beta"]
    block = next(one for one in drawn(made).blocks if one.head == "beta")
    x, y = route.points[-1]
    assert x in (block.left, block.right) or y in (block.top, block.bottom)
    assert route.label is not None and "15 %" in draw_svg(made, places)


def test_share_that_nobody_says_is_a_question_mark_and_a_brand_has_none() -> None:
    made, _ = poster(
        scene([company("a"), company("b"), Entity("ace", "Brand", "Ace")], [stake("a", "b"), brand("ace", "a")], day=ON)
    )
    assert drawn(made).shares == {"b": "? %", "ace": ""}


def test_poster_draws_no_proposal() -> None:
    made, places = poster(industry_scene(day=ON))
    assert "psa" not in places and "bid" not in places
    assert drawn(made).routes.keys() == {("tata", "jlr"), ("jlr", "jaguar")}
    kinds = made.vocabulary.relations
    svg = draw_svg(made, places)
    assert "bid" not in svg.lower()
    assert all(
        kinds[tie.relationship.kind].control for tie in made.drawn_ties() if {*tie.ends} <= {"tata", "jlr", "jaguar"}
    )


def test_what_is_cut_is_counted() -> None:
    brands = [Entity(f"brand-{number:02}", "Brand", f"Brand {number}") for number in range(20)]
    made, places = poster(scene([company("alpha"), *brands], [brand(one.id, "alpha") for one in brands], day=ON))
    (block,) = drawn(made).blocks
    assert len(places) == 13 and block.more == 8 and block.note == "and 8 more"
    assert "and 8 more" in draw_svg(made, places)


def test_groups_that_matter_less_are_left_to_the_reader() -> None:
    entities, ties = [], []
    for number in range(30):
        entities += [company(f"group-{number:02}"), Entity(f"brand-{number:02}", "Brand", f"Brand {number}")]
        ties.append(brand(f"brand-{number:02}", f"group-{number:02}"))
    entities.append(Entity("more", "Brand", "More"))
    ties.append(brand("more", "group-29"))
    made, places = poster(scene(entities, ties, day=ON))
    assert 12 <= len(drawn(made).blocks) <= 20 and len(places) <= 150
    assert "group-29" in places and "group-28" not in places and "group-28" in made.entities


def test_same_input_gives_same_places_whatever_its_order() -> None:
    made = industry()
    turned = replace(made, ties=dict(reversed(made.ties.items())), entities=dict(reversed(made.entities.items())))
    assert poster(made)[1] == poster(turned)[1]


def test_what_stays_keeps_its_place_from_one_day_to_the_next() -> None:
    made = industry()
    assert poster(made)[1] == poster(replace(made, day=day("2019-06-06")))[1]


def test_of_two_majorities_the_sure_one_and_the_nearer_owner_is_the_home() -> None:
    entities = [company("top"), company("middle"), company("thing"), company("old")]
    ties = [
        stake("top", "middle", "80"), stake("top", "thing", "100"), stake("middle", "thing", "100"),
        relationship("old", "Ownership", {"owner": "old", "asset": "thing", "share_percent": "90"}, "", "", "2012"),
    ]  # fmt: skip
    holdings = find_holdings(scene(entities, ties, day=ON))
    assert holdings.home["thing"].owner == "middle" and holdings.head("thing") == "top"


def test_minority_is_no_home_and_a_stake_without_share_only_where_nobody_else_owns() -> None:
    entities = [company(id) for id in ("a", "b", "minor", "whole", "shared")]
    ties = [stake("a", "minor", "43"), stake("a", "whole"), stake("a", "shared"), stake("b", "shared")]
    assert find_holdings(scene(entities, ties, day=ON)).home.keys() == {"whole"}


def test_what_nobody_speaks_of_near_the_day_is_left_out() -> None:
    old = relationship("old", "BrandOwnership", {"brand": "ace", "owner": "a"}, "", "", "1985")
    made = scene([company("a"), company("b"), Entity("ace", "Brand", "Ace")], [old, stake("a", "b", "60")], day=ON)
    assert [one.asset for one in find_holdings(made).stakes] == ["b"]


def test_plan_for_a_far_day_makes_no_stake_of_the_latest_known_state_old() -> None:
    planned = relationship("plan", "Ownership", {"owner": "fund", "asset": "beta"}, "2040", modality="planned")
    made = industry()
    latest = scene([*made.entities.values()], [*(tie.relationship for tie in made.ties.values()), planned])
    assert find_holdings(latest).home.keys() == {"works", "ace", "bee", "cee"}


def test_possible_stakes_are_dashed() -> None:
    sure, possible = brand("ace", "a"), brand("bee", "a", start="", held="2017")
    entities = [company("a"), Entity("ace", "Brand", "Ace"), Entity("bee", "Brand", "Bee")]
    made, places = poster(scene(entities, [sure, possible], day=ON))
    lines = {
        str(path[0].text): path.get("stroke-dasharray")
        for path in ET.fromstring(draw_svg(made, places)).iter("{http://www.w3.org/2000/svg}path")
        if len(path)
    }
    assert lines == {"Ace belongs to A": None, "Bee belongs to A": "4 3"}


def test_one_line_for_an_owner_and_what_it_owns() -> None:
    ties = [stake("a", "b", "10"), stake("a", "b", "60", "2015")]
    made, places = poster(scene([company("a"), company("b")], ties, day=ON))
    assert [tie.relationship.id for tie in made.drawn_ties()] == ["a-b2015"]
    assert drawn(made).shares["b"] == "60 %" and len(drawn(made).routes) == 1 and len(places) == 2


def test_focus_shows_its_group_with_owners_and_the_parents_of_groups_it_is_tied_to() -> None:
    made = industry()
    more = scene(
        [*made.entities.values(), company("far"), Entity("dee", "Brand", "Dee")],
        [*(tie.relationship for tie in made.ties.values()), brand("dee", "far")],
        day=ON,
    )
    shown, places = poster(more, ["bee"])
    assert places.keys() == {"family", "holding", "alpha", "ace", "works", "bee", "beta"}
    assert {one.head: one.more for one in drawn(shown).blocks} == {"alpha": 0, "beta": 1}
    assert poster(more, ["nobody"])[1] == {}


def test_names_of_a_poster_do_not_overlap() -> None:
    names = ["A very long name of a company (formerly another)", *(f"Maker of things {number}" for number in range(14))]
    entities = [Entity(f"c{number}", "Company", name, {"type": "carmaker"}) for number, name in enumerate(names)]
    ties = [stake("c0", f"c{number}", "60") for number in range(1, 8)]
    ties += [stake(f"c{number}", f"c{number + 7}", "30") for number in range(1, 8)] + [stake("c9", "c0", "5")]
    made, places = poster(scene(entities, ties, day=ON))
    boxes = []
    for text in ET.fromstring(draw_svg(made, places)).iter("{http://www.w3.org/2000/svg}text"):
        if text.get("x") and text.get("y") and not text.get("aria-hidden") and text.get("font-size") in {"11", "12"}:
            x, y, words = float(text.get("x", 0)), float(text.get("y", 0)), "".join(text.itertext())
            width = len(words) * 5.5
            left = x - width / 2 if text.get("text-anchor") == "middle" else x
            boxes.append(Box(left, y - 9, left + width, y))
    assert len(boxes) > 15
    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []


def test_lines_go_around_blocks() -> None:
    frames = {"a": Box(0, 0, 100, 60), "wall": Box(150, -100, 250, 160), "b": Box(300, 0, 400, 60)}
    (way,) = route_lines([("a", "b")], frames, [], {})
    for (x1, y1), (x2, y2) in pairwise(way):
        assert x1 == x2 or y1 == y2
        assert not Box(min(x1, x2), min(y1, y2), max(x1, x2) + 0.1, max(y1, y2) + 0.1).meets(frames["wall"])


def test_page_of_a_poster_carries_its_blocks_and_the_way_of_each_tie() -> None:
    made, places = poster(industry())
    plan = json.loads(json.dumps(payload_of(made, places)))["plan"]
    assert [one[5] for one in plan["blocks"]] == ["", ""] and len(plan["nodes"]) == len(places)
    assert len(plan["ties"]) == len(made.ties) and sorted(plan["ties"]) == list(range(len(plan["routes"])))
    assert payload_of(industry(), places)["plan"] is None


def test_picture_of_a_poster_is_the_same_text_each_time_and_as_pdf() -> None:
    made, places = poster(industry())
    assert draw_svg(made, places) == draw_svg(*poster(industry()))
    pytest.importorskip("cairosvg")
    assert View(made, None, places).to_bytes(".pdf").startswith(b"%PDF")


def test_short_name_drops_what_stands_in_brackets_only_where_it_is_long() -> None:
    assert short_name("MINI (brand)") == "MINI (brand)"
    assert short_name("Dongfeng Motor Co., Ltd. (Nissan venture)") == "Dongfeng Motor Co., Ltd."
    assert len(short_name("x" * 60)) == 28


def test_route_says_where_the_share_of_what_is_listed_stands() -> None:
    made, _ = poster(industry())
    inner = {pair: one for pair, one in drawn(made).routes.items() if one.inner}
    assert inner.keys() == {("alpha", "ace"), ("alpha", "works"), ("works", "bee"), ("beta", "cee")}
    assert [one.label for one in inner.values()] == [None] * 4


def test_preset_with_a_focus_that_owns_nothing_is_refused(june: Industry) -> None:
    view = june.view(focus="Jaguar Land Rover", preset="who-owns-whom", as_of="2019-06-05")
    assert view.scene.title == "Who owns whom: Jaguar Land Rover" and view.scene.focus == ("jaguar-land-rover",)
    with pytest.raises(ParameterError, match="nobody here owns anything"):
        june.view(focus="Ralf Speth", preset="who-owns-whom", as_of="2019-06-05")
