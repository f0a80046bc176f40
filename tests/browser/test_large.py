"""Pages of many entities: the same page with a plain canvas behind it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.view.network import to_network
from graph.view.page import render_page
from graph.view.payload import encode, payload_of
from tests.benchmarks.pictures import synthetic_view
from tests.view.samples import day, industry_scene

from .conftest import Open, Opened
from .test_page import overlaps, shown

pytestmark = pytest.mark.browser


def plain(**options: Any) -> str:
    """A small page drawn on the plain canvas."""
    from graph.view import View

    view = View(industry_scene(**options))
    network = to_network(view.scene, view.places, empty=True)
    return render_page(network, "Small", encode(payload_of(view.scene, view.places)), large=True)


def centre(opened: Opened, id: str) -> tuple[float, float]:
    at = opened.state(f"app.picture.screen().point.get(model.nodeById.get('{id}'))")
    box = opened.page.locator("#picture").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def test_page_without_the_library_draws_picks_and_hovers(open_page: Open) -> None:
    html = plain(day=day("2019-06-05"))
    assert len(html) < 200_000
    opened = open_page(html)
    assert opened.page.evaluate("globalThis.vis") is None
    mouse = opened.page.mouse
    mouse.click(*centre(opened, "speth"))
    assert "Ralf Speth" in opened.page.inner_text("#panel h2")
    (x1, y1), (x2, y2) = centre(opened, "tata"), centre(opened, "jlr")
    mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    assert "Tata Motors owns 100 %" in opened.page.inner_text("#panel h2")
    mouse.move(*centre(opened, "bmw"))
    assert opened.page.evaluate("document.getElementById('picture').style.cursor") == "pointer"
    mouse.dblclick(*centre(opened, "bmw"))
    assert [node["id"] for node in opened.state("app.state.plus.map(({ id }) => ({ id }))")] == ["bmw"]


def test_dragging_pans_and_moves_and_the_wheel_zooms(open_page: Open) -> None:
    opened = open_page(plain(day=day("2019-06-05")))
    mouse = opened.page.mouse
    before, other = centre(opened, "bmw"), centre(opened, "jlr")
    mouse.move(*before)
    mouse.down()
    mouse.move(before[0] + 40, before[1] + 30, steps=4)
    mouse.up()
    after = centre(opened, "bmw")
    assert abs(after[0] - before[0] - 40) < 3 and abs(after[1] - before[1] - 30) < 3
    assert centre(opened, "jlr") == other
    box = opened.page.locator("#picture").bounding_box()
    mouse.move(box["x"] + 15, box["y"] + 15)
    mouse.down()
    mouse.move(box["x"] + 65, box["y"] + 15, steps=4)
    mouse.up()
    assert abs(centre(opened, "jlr")[0] - other[0] - 50) < 3
    scale = opened.state("app.picture.screen().scale")
    mouse.wheel(0, -300)
    opened.page.wait_for_timeout(200)
    assert opened.state("app.picture.screen().scale") > scale * 1.3


def test_two_fingers_zoom(open_page: Open) -> None:
    opened = open_page(plain(), has_touch=True)
    scale = opened.state("app.picture.screen().scale")
    opened.page.evaluate(
        """() => { const picture = document.getElementById('picture');
        picture.setPointerCapture = () => {};
        const box = picture.getBoundingClientRect();
        const touch = (type, id, x, y) => picture.dispatchEvent(new PointerEvent(type,
          { pointerId: id, pointerType: 'touch', clientX: box.left + x, clientY: box.top + y, bubbles: true }));
        touch('pointerdown', 1, 200, 200); touch('pointerdown', 2, 300, 200);
        for (let step = 1; step <= 10; step += 1) {
          touch('pointermove', 1, 200 - step * 8, 200);
          touch('pointermove', 2, 300 + step * 8, 200);
        }
        touch('pointerup', 1, 120, 200); touch('pointerup', 2, 380, 200); }"""
    )
    assert opened.state("app.picture.screen().scale") > scale * 1.8


def test_time_theme_and_pictures_work_as_with_the_library(open_page: Open) -> None:
    opened = open_page(plain(day=day("2019-06-05")))
    opened.page.fill("#date", "2009-01-01")
    opened.page.dispatch_event("#date", "change")
    assert shown(opened)["ties"] == {"tata-jlr", "jaguar-jlr"}
    opened.page.click("#theme")
    assert not opened.page.is_visible("#physics")
    for button, ending in (("#png", "png"), ("#svg", "svg")):
        with opened.page.expect_download() as download:
            opened.page.click(button)
        assert download.value.suggested_filename.endswith(ending)


def test_thousand_entities_open_with_fifty_labels_and_none_overlapping(open_page: Open) -> None:
    opened = open_page(synthetic_view(1000))
    labels = opened.state("app.picture.labels().nodeLabels.map((one) => parseInt(one.font.match(/(\\d+)px/)[1], 10))")
    assert len(labels) >= 50 and min(labels) >= 12
    assert overlaps(opened) == 0


def test_many_entities_open_and_can_be_searched(open_page: Open) -> None:
    opened = open_page(synthetic_view(6000, opening=200))
    assert opened.page.evaluate("globalThis.vis") is None
    assert opened.state("app.shown.nodes.length") <= 200
    name = opened.state("model.nodes[5999].name")
    opened.page.fill("#search", name)
    opened.page.press("#search", "Enter")
    assert name in opened.page.inner_text("#panel h2")
    opened.page.click("#all")
    assert opened.state("app.shown.nodes.length") > 5000
    assert overlaps(opened) == 0
