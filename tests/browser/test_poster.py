"""The page of a poster: the same picture as on paper, on any day, with evidence behind each line."""

from __future__ import annotations

import pytest

from graph.view import View
from graph.view.poster import poster
from tests.view.test_poster import industry

from .conftest import Open, Opened

pytestmark = pytest.mark.browser


def opened_poster(open_page: Open) -> Opened:
    made, places = poster(industry())
    return open_page(View(made, None, places))


def test_page_of_a_poster_names_everything_with_its_share(open_page: Open) -> None:
    opened = opened_poster(open_page)
    labels = opened.state("app.picture.labels()")
    assert {one["text"] for one in labels["nodeLabels"]} >= {"Alpha", "Works 75 %", "Bee", "Beta", "Holding", "Family"}
    assert {one["text"] for one in labels["lineLabels"]} == {"15 %", "20 %", "53 %", "? %"}


def test_line_with_corners_is_picked_where_it_runs(open_page: Open) -> None:
    opened = opened_poster(open_page)
    x, y = opened.page.evaluate(
        """() => { const { app } = industryView;
        const { route } = app.model.ties.find((tie) => tie.label === '15 %');
        const [one, two] = route.points;
        const at = app.picture.screen().at({ x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 });
        const frame = app.picture.canvas().getBoundingClientRect();
        return [at.x + frame.left, at.y + frame.top]; }"""
    )
    opened.page.mouse.click(x, y)
    opened.page.wait_for_function("document.querySelector('#panel h2')?.textContent.includes('15 %')")


def test_what_is_opened_in_a_poster_stands_alone_and_reset_brings_the_poster_back(open_page: Open) -> None:
    opened = opened_poster(open_page)
    opened.page.evaluate(
        "() => { const { app } = industryView; app.update({ plus: [app.model.nodeById.get('beta')] }); }"
    )
    assert opened.state("[app.state.base, app.shown.nodes.map((node) => node.id).sort()]") == [
        "focus", ["alpha", "beta", "cee", "fund"],
    ]  # fmt: skip
    opened.page.click("#home")
    assert len(opened.state("app.shown.nodes.map((node) => node.id)")) == 9


def test_picture_taken_along_is_the_poster(open_page: Open) -> None:
    opened = opened_poster(open_page)
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="SVG", exact=True).click()
    svg = download.value.path().read_text(encoding="utf-8")
    assert svg.count('fill-opacity=".045"') == 2 and "15 %" in svg
