"""What is under the hand: a click opens the line or entity that is drawn there."""

from __future__ import annotations

import pytest

from graph.view.network import to_network
from graph.view.page import render_page
from graph.view.payload import encode, payload_of
from tests.view.samples import COMPANIES, relationship, scene

from .conftest import Open, Opened

pytestmark = pytest.mark.browser

TIES = [
    relationship("owns", "Ownership", {"owner": "bmw", "asset": "jlr", "share_percent": "9"}, "2010"),
    relationship("supplies", "Supply", {"supplier": "bmw", "customer": "jlr"}, "2010"),
    relationship("other", "Ownership", {"owner": "psa", "asset": "tata", "share_percent": "5"}, "2010"),
]
PLACES = {"bmw": (-300.0, 0.0), "jlr": (300.0, 0.0), "psa": (0.0, 0.0), "tata": (0.0, 250.0)}


def page(*, large: bool) -> str:
    """Two bent lines from left to right, an entity between them, and a line down from it."""
    made = scene(COMPANIES, TIES)
    network = to_network(made, PLACES, empty=True)
    return render_page(network, "Bent lines", encode(payload_of(made, PLACES)), large=large)


def spot(opened: Opened, tie: str, part: float = 0.5) -> tuple[float, float]:
    """A point of a bent line, as the picture draws what is brought out, in pixels of the window."""
    found = opened.page.evaluate(
        """([id, part]) => { const { app } = industryView; const { point } = app.picture.screen();
        const one = app.shown.ties.find(({ tie }) => tie.id === id);
        const [from, to] = [point.get(one.tie.a), point.get(one.tie.b)];
        const control = ['x', 'y'].map((axis, at) => (from[axis] + to[axis]) / 2 +
          (at ? from.x - to.x : to.y - from.y) * one.bend);
        const frame = app.picture.canvas().getBoundingClientRect();
        return ['x', 'y'].map((axis, at) => (1 - part) ** 2 * from[axis] + 2 * part * (1 - part) * control[at] +
          part ** 2 * to[axis] + (at ? frame.top : frame.left)); }""",
        [tie, part],
    )
    return found[0], found[1]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("tie", ["owns", "supplies"])
@pytest.mark.parametrize("part", [0.3, 0.7])
def test_click_on_a_bent_line_opens_that_line(open_page: Open, large: bool, tie: str, part: float) -> None:
    opened = open_page(page(large=large))
    opened.page.mouse.click(*spot(opened, tie, part))
    assert opened.state("app.state.pick?.tie?.id") == tie


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("tie", ["owns", "supplies"])
def test_bent_line_is_drawn_where_its_click_is_taken(open_page: Open, large: bool, tie: str) -> None:
    opened = open_page(page(large=large))
    x, y = spot(opened, tie, 0.3)
    colour = opened.state(f"model.tieById.get('{tie}').relation.colour")
    near = opened.page.evaluate(
        """([x, y, colour]) => { const canvas = document.querySelector('#picture canvas');
        const box = canvas.getBoundingClientRect(); const ratio = canvas.width / canvas.clientWidth;
        const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
        const { data } = canvas.getContext('2d').getImageData((x - box.left - 9) * ratio, (y - box.top - 9) * ratio,
          18 * ratio, 18 * ratio);
        let found = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] > 60 && wanted.every((value, channel) => Math.abs(value - data[at + channel]) < 60)) found += 1;
        return found; }""",
        [x, y, colour],
    )
    assert near > 5


@pytest.mark.parametrize("large", [False, True])
def test_dimmed_entity_or_line_takes_no_click_before_what_is_brought_out(open_page: Open, large: bool) -> None:
    opened = open_page(page(large=large))
    opened.state("app.pick({ node: model.nodeById.get('tata') })")
    opened.page.wait_for_timeout(500)
    opened.state("app.stand.move(model.nodeById.get('psa'), { x: 0, y: 24 })")
    opened.state("app.picture.show(app.shown)")
    opened.state("app.pick({ node: model.nodeById.get('bmw') })")
    opened.page.wait_for_timeout(500)
    tie = max(["owns", "supplies"], key=lambda id: spot(opened, id)[1])
    opened.page.mouse.click(*spot(opened, tie))
    assert opened.state("app.state.pick?.tie?.id ?? app.state.pick?.node?.id") == tie
    opened.state("app.pick(null)")
    opened.page.wait_for_timeout(100)
    opened.page.mouse.click(*spot(opened, tie))
    assert opened.state("app.state.pick?.node?.id") == "psa"
