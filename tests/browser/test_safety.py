"""Hostile texts never run, never load anything and never break the page."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from graph.records import Entity
from graph.view import View
from graph.view.scene import Highlight
from graph.view.story import Step, Story
from tests.view.hostile import ADDRESSES, TEXTS
from tests.view.samples import claim, day, relationship, scene, source

from .conftest import Open

pytestmark = pytest.mark.browser


def hostile_view() -> View:
    """Every text as name, other name, description, title of a post, source, address, locator and note."""
    entities = [Entity("hub", "Company", "Hub")]
    ties, claims, names = [], {}, {}
    for number, text in enumerate(TEXTS):
        id = f"e{number}"
        entities.append(Entity(id, "Person", text, {}, text))
        names[id] = (text, f"{text} again")
        values = {"person": id, "organization": "hub", "function": "chair", "title": text}
        tie = replace(relationship(f"t{number}", "Employment", values, "2019-06-05", "", "2020-01-01"))
        said_by = source(
            f"s{number}", title=text, publisher=text, address=ADDRESSES[number % len(ADDRESSES)], origin=text
        )
        ties.append(tie)
        claims[tie.id] = [
            claim(f"c{number}", tie.id, said_by, locator=text, note=text, more=text, values={**values, "title": "x"})
        ]
    made = scene(entities, ties, claims, names, day=day("2019-06-05"), highlight=Highlight(caption=TEXTS[1]))
    made = replace(made, title=TEXTS[1] + TEXTS[7] + "{{ 7*7 }}", data=TEXTS[8], policy=TEXTS[9])
    return View(made, Story(TEXTS[2], tuple(Step(text, ("hub",), day("2019-06-05")) for text in TEXTS[:12])))


def test_corpus_holds_at_least_a_hundred_texts() -> None:
    assert len(set(TEXTS)) >= 100


def test_hostile_texts_never_run_anywhere_on_the_page(open_page: Open) -> None:
    opened = open_page(hostile_view())
    page = opened.page
    safe = "globalThis.hostileRan === undefined"
    assert page.title().startswith("</script>")
    for step in range(12):
        opened.state(f"app.story.tell({step})")
    opened.state("app.update({ base: 'all', focus: [], step: -1 })")
    assert opened.state("app.shown.nodes.length") == len(TEXTS) + 1
    for number in range(0, len(TEXTS), 2):
        opened.state(f"app.pick({{ node: model.nodeById.get('e{number}') }})")
        opened.state(f"app.picture.hover({{ tie: model.tieById.get('t{number}') }})")
        opened.state("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
        opened.state(f"app.pick({{ tie: model.tieById.get('t{number + 1}') ?? null }})")
    for number in range(0, len(TEXTS), 9):
        page.fill("#search", TEXTS[number].encode("utf-8", "replace").decode()[:300])
    page.fill("#search", "")
    opened.state("app.pick({ node: model.nodeById.get('hub') })")
    opened.state("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
    for pane in ("table", "timeline"):
        opened.state(f"app.update({{ pane: '{pane}' }})")
    opened.state("app.update({ from: model.nodeById.get('e1'), to: model.nodeById.get('e2'), pick: null })")
    page.wait_for_timeout(200)
    assert opened.state(safe)
    assert page.locator("#panel script, #panel img, #panel iframe, #table script, #timeline img").count() == 0
    assert page.locator("body > script").count() == 4


def test_only_http_addresses_become_links(open_page: Open) -> None:
    opened = open_page(hostile_view())
    opened.state("app.update({ base: 'all', focus: [], step: -1 })")
    opened.state("app.pick({ node: model.nodeById.get('hub') })")
    opened.state("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
    opened.page.wait_for_timeout(200)
    links = opened.page.eval_on_selector_all(
        "#panel a", "(all) => all.map((one) => [one.protocol, one.rel, one.target])"
    )
    assert links
    assert {tuple(one) for one in links} <= {
        ("http:", "noopener noreferrer", "_blank"),
        ("https:", "noopener noreferrer", "_blank"),
    }


def test_page_runs_nothing_but_its_own_scripts(open_page: Open) -> None:
    opened = open_page(hostile_view())
    opened.page.evaluate(
        """() => { const script = document.createElement('script'); script.textContent = 'globalThis.injected = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="injected=1">'); }"""
    )
    opened.page.evaluate("fetch('https://evil.example/').catch(() => null)")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("globalThis.injected") is None
    assert opened.requests == []
    blocked = [text for text in opened.messages if "Content Security Policy" in text]
    assert len(blocked) >= 3
    opened.messages.clear()


def test_exported_svg_holds_no_script_and_csv_no_formula(open_page: Open) -> None:
    opened = open_page(hostile_view())
    opened.state("app.update({ base: 'all', focus: [], step: -1, pane: 'table' })")
    with opened.page.expect_download() as download:
        opened.page.click("#svg")
    svg = download.value.path().read_text(encoding="utf-8")
    with opened.page.expect_download() as download:
        opened.page.click("#table >> text=CSV")
    text = download.value.path().read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell.lstrip()[:1] in "=+-@" and cell.strip() != ""] == []
    seen = opened.page.evaluate(
        """(text) => { const made = new DOMParser().parseFromString(text, 'image/svg+xml');
        const all = [...made.querySelectorAll('*')];
        return { broken: made.querySelector('parsererror') !== null, scripts: made.querySelectorAll('script').length,
          handlers: all.flatMap((one) => [...one.attributes]).filter((one) => one.name.startsWith('on')).length }; }""",
        svg,
    )
    assert seen == {"broken": False, "scripts": 0, "handlers": 0}
