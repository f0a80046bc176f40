"""For every reader: by keyboard alone, for screen readers, on paper."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.industry import Industry
from graph.paths import packaged_data
from graph.view import View, read_story
from tests.view.samples import day, industry_scene

from .conftest import Open
from .test_page import small

pytestmark = pytest.mark.browser

_NPM = Path(__file__).resolve().parents[2] / "build" / "npm"
_AXE = _NPM / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core, installed from npm where it is not yet."""
    if not _AXE.exists() and shutil.which("npm"):
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(_NPM), "axe-core"]
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    if not _AXE.exists():
        missing = "axe-core cannot be installed here (no npm, or no registry)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return _AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "node=jlr",
        "tie=speth-jlr",
        "pane=table",
        "pane=timeline&node=bid",
        "from=tata&to=bmw",
        "from=bmw&to=jlr&ever=1&off=Name",
        "step=1",
    ],
)
def test_axe_finds_nothing_serious(open_page: Open, axe: str, address: str, scheme: str) -> None:
    opened = open_page(small(day=day("2019-06-05")), address, color_scheme=scheme)
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run().then(({ violations }) => violations)")
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []


def test_keyboard_alone_leads_from_the_start_to_the_evidence(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    keyboard = opened.page.keyboard
    keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.id") == "search"
    keyboard.type("speth")
    keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "picked"
    for _ in range(12):
        keyboard.press("Tab")
        if "chief executive" in opened.page.evaluate("document.activeElement.textContent"):
            break
    keyboard.press("Enter")
    for _ in range(12):
        keyboard.press("Tab")
        if opened.page.evaluate("document.activeElement.tagName") == "A":
            break
    assert opened.page.evaluate("document.activeElement.href") == "https://example.org/a"


def test_arrow_keys_walk_through_the_picture_and_say_where(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    opened.page.focus("#picture")
    assert "Arrow keys" in opened.page.inner_text("#spoken")
    heard = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowRight"):
        opened.page.keyboard.press(key)
        heard.add(opened.page.inner_text("#spoken"))
    assert len(heard) >= 3 and all("relationships. Enter to read." in text for text in heard)
    name = opened.page.inner_text("#spoken").split(",")[0]
    opened.page.keyboard.press("Enter")
    assert name in opened.page.inner_text("#panel h2")
    opened.page.focus("#picture")
    opened.page.keyboard.press("Escape")
    assert opened.state("app.state.pick") is None


def test_story_is_told_click_by_click(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(
        "title: A story\nsteps:\n"
        "  - {focus: tata, date: 2009-01-01, caption: Tata owns it.}\n"
        "  - {focus: [bmw, jlr], date: 2019-06-05, caption: They build motors together., depth: 0}\n",
        encoding="utf-8",
    )
    opened = open_page(View(industry_scene(), read_story(file, str)))
    assert "Tata owns it." in opened.page.inner_text("#story") and "1 January 2009" in opened.page.inner_text("header")
    opened.page.click("#story >> text=Next")
    assert "They build motors together." in opened.page.inner_text("#story")
    assert set(opened.state("app.shown.nodes.map((node) => node.id)")) == {"bmw", "jlr"}
    assert opened.page.is_disabled("#story >> text=Next")
    opened.page.click("#story >> text=Back")
    assert opened.state("app.state.step") == 0


def test_packaged_story_is_about_entities_that_exist(open_page: Open, industry: Industry) -> None:
    opened = open_page(industry.view(story="alliance-2019"))
    story = read_story(packaged_data() / "stories" / "alliance-2019.yaml", industry.resolve)
    assert len(story.steps) >= 4
    for step, told in enumerate(story.steps):
        opened.state(f"app.story.tell({step})")
        assert told.caption in opened.page.inner_text("#story")
        assert {*told.focus} <= {*opened.state("app.shown.nodes.map(({ id }) => id)")}
        assert opened.state("app.shown.ties.length") > 0


def test_print_shows_picture_and_facts_without_controls(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "node=jlr")
    opened.page.emulate_media(media="print")
    assert not opened.page.is_visible("#play") and not opened.page.is_visible("#search")
    assert opened.page.is_visible("#picture canvas") and opened.page.is_visible("#panel h2")


def test_notebook_frame_runs_in_a_sandbox_over_a_static_picture(open_page: Open, tmp_path: Path) -> None:
    bundle = small(day=day("2019-06-05"))._repr_mimebundle_()
    assert bundle["text/plain"].startswith("View: A small industry")
    assert bundle["image/svg+xml"].startswith("<svg")
    host = tmp_path / "notebook.html"
    text = bundle["text/html"]
    host.write_text(f"<!doctype html><title>n</title><body class='ready'>{text}</body>", encoding="utf-8")
    opened = open_page(host)
    frame = opened.page.frame_locator("iframe")
    frame.locator("body.ready").wait_for(timeout=120_000)
    frame.locator("#search").fill("JLR")
    frame.locator("#search").press("Enter")
    assert "Jaguar Land Rover" in frame.locator("#panel h2").inner_text()
    assert opened.page.get_attribute("iframe", "sandbox") == "allow-scripts allow-popups allow-downloads"
    assert opened.page.evaluate("document.querySelector('img').naturalWidth") > 300
