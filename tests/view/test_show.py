"""Pages, pictures and networks as files."""

from __future__ import annotations

import base64
import gzip
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyvis.network import Network

import graph as kg
from graph.cli import main
from graph.errors import OutputError
from graph.industry import Industry
from graph.records import Entity
from graph.view import View
from graph.view.page import MODULES, bundle, renderer_source
from graph.view.picture import draw_svg
from graph.view.placing import Box, Room, place_label
from tests.benchmarks.pictures import synthetic_view

from .hostile import TEXTS
from .samples import COMPANIES, day, industry_scene, relationship, scene, several_stages

ASSETS = Path(kg.__file__).parent / "view" / "assets"


def small(**options: Any) -> View:
    return View(replace(industry_scene(**options), title="A small industry", policy="most-origins"))


def payload(html: str) -> dict[str, Any]:
    found = re.search(r'id="data">([^<]*)<', html)
    assert found
    return dict(json.loads(gzip.decompress(base64.b64decode(found[1]))))


def test_page_is_the_same_bytes_each_time_and_one_file() -> None:
    html = small().to_html()
    assert html == small().to_html()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", html.split("<script")[0])
    assert "default-src 'none'" in html and "unsafe" not in html.split("<title>")[0]


def test_page_holds_every_claim_with_its_source() -> None:
    data = payload(small().to_html())
    assert len(data["claims"]["source"]) == 12
    assert "BMW and JLR to build electric motors together" in data["sources"]["title"]
    assert "third paragraph" in data["claims"]["locator"]


def test_renderer_is_the_one_that_pyvis_ships() -> None:
    assert "vis-network" in renderer_source()[:200] and "@version 9.1" in renderer_source()[:400]


def test_modules_import_only_what_stands_before_them() -> None:
    assert {file.stem for file in ASSETS.glob("*.js")} == {*MODULES}
    for position, name in enumerate(MODULES):
        for used in re.findall(r'from "\./(\w+)\.js"', (ASSETS / f"{name}.js").read_text(encoding="utf-8")):
            assert used in MODULES[:position], f"{name} imports {used}"
    assert not re.search(r"^\s*(?:import|export) ", bundle(), re.MULTILINE)


def test_no_kind_is_named_in_the_page_scripts(june: Industry) -> None:
    vocabulary = june.vocabulary
    text = bundle()
    assert [
        name for name in (*vocabulary.entities, *vocabulary.relations) if re.search(rf"[\"'`]{name}[\"'`]", text)
    ] == []


@pytest.mark.parametrize("ending", ["html", "svg", "png", "pdf"])
def test_view_saves_what_the_ending_says(tmp_path: Path, ending: str) -> None:
    if ending in {"png", "pdf"}:
        pytest.importorskip("cairosvg")
    file = small().save(tmp_path / f"picture.{ending}")
    first = {"html": b"<!doctype html>", "svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
    assert file.read_bytes().startswith(first[ending])


def test_other_endings_and_folders_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.docx"):
        small().save(tmp_path / "picture.docx")
    with pytest.raises(OutputError, match="cannot be written"):
        small().save(tmp_path / "none" / "picture.svg")


def test_static_picture_names_title_day_and_what_is_not_in_it() -> None:
    svg = small(day=day("2019-06-05"), opening=4).to_svg()
    assert "A small industry" in svg and "as of 2019-06-05" in svg and "Not in the picture" in svg
    assert svg == small(day=day("2019-06-05"), opening=4).to_svg()


def test_static_picture_draws_the_day_and_the_stage_of_deals() -> None:
    then = small(day=day("2019-06-05")).to_svg()
    later = small(day=day("2019-08-01")).to_svg()
    assert "A bid for JLR (proposed)" in then and "A bid for JLR (withdrawn)" in later
    assert 'stroke-dasharray=".35 .2"' in then and 'stroke-dasharray=".35 .2"' not in later


def test_labels_of_a_static_picture_do_not_overlap() -> None:
    made = synthetic_view(150)
    room: list[Box] = []
    for text in ET.fromstring(draw_svg(made.scene, made.places)).iter("{http://www.w3.org/2000/svg}text"):
        if text.get("text-anchor") == "middle" and text.get("x") and text.get("aria-hidden"):
            half = len("".join(text.itertext())) * float(text.get("font-size", 0)) * 0.22
            x, y = float(text.get("x", 0)), float(text.get("y", 0))
            room.append(Box(x - half, y - 9, x + half, y))
    assert len(room) > 50
    assert not any(one.meets(other) for at, one in enumerate(room) for other in room[at + 1 :])


def test_label_that_must_be_read_covers_nodes_but_no_label() -> None:
    room, bounds = Room(), Box(0, 0, 200, 200)
    room.take(Box(0, 0, 200, 200), "crowd", disc=True)
    assert place_label(room, "a", (100, 100), 5, (40, 12), bounds, must=False) is None
    first = place_label(room, "a", (100, 100), 5, (40, 12), bounds, must=True)
    second = place_label(room, "b", (100, 104), 5, (40, 12), bounds, must=True)
    assert first and second and not first.meets(second)


def test_hostile_texts_stay_texts_in_a_static_picture() -> None:
    entities = [Entity("hub", "Company", "Hub")]
    ties = []
    for number, text in enumerate(TEXTS):
        entities.append(Entity(f"e{number}", "Person", text))
        values = {"person": f"e{number}", "organization": "hub", "function": "chair", "title": text}
        ties.append(relationship(f"t{number}", "Employment", values, "2019-06-05"))
    svg = View(replace(scene(entities, ties), title=TEXTS[1])).to_svg()
    names = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}
    assert names == {"svg", "title", "defs", "marker", "path", "rect", "g", "text"}


def test_network_is_a_stock_one_with_places_and_plain_titles() -> None:
    entities = [Entity("a", "Company", "<a href=x>A</a>"), Entity("b", "Company", "B", {}, "see href")]
    made = scene(entities, [relationship("one", "Ownership", {"owner": "a", "asset": "b"}, "2019")])
    network = View(made).to_pyvis()
    assert type(network) is Network and network.get_nodes() == ["a", "b"] and network.num_edges() == 1
    assert json.loads(json.dumps(network.options))["physics"]["enabled"] is False
    assert all({"x", "y", "shape", "color"} <= node.keys() for node in network.nodes)
    titles = [one["title"] for one in (*network.nodes, *network.edges)]
    assert not any("href" in title or "<" in title for title in titles)
    assert "<" in network.generate_html()


def test_preset_draws_nothing_but_stakes(june: Industry) -> None:
    preset = june.view(preset="who-owns-whom", as_of="2019-06-05").scene
    kinds = june.vocabulary.relations
    drawn = preset.drawn_ties()
    assert drawn and all(kinds[tie.relationship.kind].control for tie in drawn)


def test_command_view_writes_a_page_and_says_what_is_in_it(tmp_path: Path, packaged_june: Path) -> None:
    file = tmp_path / "jlr.html"
    done = CliRunner().invoke(main, ["view", "--out", str(file), "--focus", "JLR", "--as-of", "2019-06-05"])
    assert done.exit_code == 0, done.output
    assert payload(file.read_text(encoding="utf-8"))["about"]["title"] == "Jaguar Land Rover"
    assert "as of 2019-06-05" in done.stderr and done.stdout == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ["--out", "x.docx"],
        ["--out", "x.svg", "--focus", "Nobody Knows This"],
        ["--out", "x.svg", "--kinds", "Spaceship"],
        ["--out", "x.svg", "--as-of", "2019-02-30"],
        ["--out", "x.svg", "--story", "no-such-story"],
    ],
)
def test_command_view_refuses_what_cannot_be_in_one_line(wrong: list[str], packaged_june: Path) -> None:
    done = CliRunner().invoke(main, ["view", *wrong])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and done.stderr.startswith("industry-graph: ")


def test_static_picture_names_last_the_stage_that_holds_after_the_day() -> None:
    view = View(scene(COMPANIES, several_stages(), day=day("2019-06-05")))
    assert "A bid for JLR (proposed, then paused, then withdrawn)" in view.to_svg()
