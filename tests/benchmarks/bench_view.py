"""Pages of 200 to 100,000 entities beside pyvis, ipysigma, gravis and cytoscape, in one run: `make bench-view`.

Every page is opened in a fresh headless Chromium without a graphics card and without a network. *Interactive* is the end
of the last long task before two seconds of quiet; *pan* the frames a second while the background is dragged; *step* the
time from a move of the slider to the redrawn picture; *labels* how many names the opening picture has. A peer that is not installed, or that does not become interactive
within the limit, is said to be so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.view import View
from graph.view.network import to_network

from .pictures import synthetic_view

_CYTOSCAPE = Path("build/npm/node_modules/cytoscape/dist/cytoscape.min.js")
_LIMIT = 40_000
_WATCH = """globalThis.longs = [];
new PerformanceObserver((list) => { for (const one of list.getEntries()) longs.push(one.startTime + one.duration); })
  .observe({ type: 'longtask', buffered: true });"""
_QUIET = """(limit) => new Promise((done) => { const watch = setInterval(() => {
  const last = Math.max(0, ...longs); const now = performance.now();
  if (now - last > 2000 || now > limit) { clearInterval(watch); done(now > limit ? null : last); } }, 100); })"""
_STEPS = """async () => { const { app } = industryView; const frame = () => new Promise(requestAnimationFrame); const took = [];
  for (let step = 0; step < 11; step += 1) { const begin = performance.now(); app.update({ day: 15000 + step * 250 }, { replace: true });
    await frame(); await frame(); took.push(performance.now() - begin); }
  return took; }"""


def our_page(view: View) -> str:
    """Our page, as it is."""
    return view.to_html()


def pyvis_page(view: View) -> str:
    """pyvis' own page of the same network, positions given, physics off."""
    return str(to_network(view.scene, view.places).generate_html())


def cytoscape_page(view: View) -> str:
    """A page of cytoscape.js with preset positions."""
    nodes = [
        {"data": {"id": id, "label": view.scene.entities[id].name}, "position": dict(zip("xy", at, strict=True))}
        for id, at in view.places.items()
    ]
    edges = [
        {"data": {"id": id, "source": tie.ends[0], "target": tie.ends[1], "label": tie.label}}
        for id, tie in view.scene.ties.items()
    ]
    library = _CYTOSCAPE.read_text(encoding="utf-8")
    options = "layout: { name: 'preset' }, style: [{ selector: 'node', style: { label: 'data(label)' } }]"
    return (
        "<!doctype html><meta charset=utf-8><style>html,body,#g{height:100%;margin:0}</style><div id=g></div>"
        f"<script>{library}</script><script>cytoscape({{ container: document.getElementById('g'), textureOnViewport: true, "
        f"hideEdgesOnViewport: true, elements: {json.dumps([*nodes, *edges])}, {options} }});</script>"
    )


def gravis_page(view: View) -> str:
    """gravis' stand-alone page (vis)."""
    import gravis

    return str(gravis.vis(_networkx(view), layout_algorithm_active=False).to_html_standalone())


def ipysigma_page(view: View) -> str:
    """ipysigma's exported page; it loads its library from the network, so that it stays blank here."""
    from ipysigma import Sigma

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        Sigma.write_html(_networkx(view), str(file), fullscreen=True)
        return file.read_text(encoding="utf-8")


def _networkx(view: View) -> Any:
    import networkx as nx

    graph = nx.MultiDiGraph()
    for id, (x, y) in view.places.items():
        graph.add_node(id, label=view.scene.entities[id].name, x=x, y=y)
    for id, tie in view.scene.ties.items():
        graph.add_edge(*tie.ends, key=id, label=tie.label)
    return graph


PAGES: dict[str, Callable[[View], str]] = {
    "ours": our_page, "pyvis": pyvis_page, "cytoscape": cytoscape_page, "gravis": gravis_page, "ipysigma": ipysigma_page,
}  # fmt: skip


def measure(playwright: Any, file: Path, ours: bool) -> dict[str, Any]:
    """Open a page in a fresh browser and measure it."""
    program = shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--enable-precise-memory-info"])
    page = browser.new_context(viewport={"width": 1400, "height": 950}).new_page()
    page.set_default_timeout(_LIMIT * 2)
    requests: list[str] = []
    page.route("http**/*", lambda route: (requests.append(route.request.url), route.abort()))
    page.add_init_script(_WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    last = page.evaluate(_QUIET, _LIMIT)
    found: dict[str, Any] = {"interactive_s": None if last is None else last / 1000, "requests": len(requests)}
    if ours and last is not None:
        found["labels"] = page.evaluate("industryView.app.picture.labels().nodeLabels.length")
    if last is not None:
        found["pan_fps"] = _pan(page)
        found["heap_mb"] = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
    if ours and last is not None:
        found["step_ms"] = statistics.median(page.evaluate(_STEPS))
    browser.close()
    return found


def _pan(page: Any) -> float:
    """Frames a second while the background is dragged for a second and a half."""
    page.evaluate(
        """() => { globalThis.frames_ = 0; globalThis.began = performance.now();
        const count = () => { globalThis.frames_ += 1; requestAnimationFrame(count); }; requestAnimationFrame(count); }"""
    )
    page.mouse.move(260, 120)
    page.mouse.down()
    page.evaluate("() => { globalThis.frames_ = 0; globalThis.began = performance.now(); }")
    end = time.monotonic() + 1.5
    step = 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(260 + (step * 7) % 300, 120 + (step * 3) % 200)
    fps = page.evaluate("globalThis.frames_ / (performance.now() - globalThis.began) * 1000")
    page.mouse.up()
    return float(fps)


def main() -> None:
    """Measure and print one line for each page."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[200, 1000, 5000, 20000, 100000])
    parser.add_argument("--peers-to", type=int, default=5000, help="the largest size at which peers are measured")
    asked = parser.parse_args()
    print(
        f"{'page':<22}{'MB':>7}{'export':>8}{'layout':>8}{'interactive':>12}{'pan':>6}{'step':>7}{'labels':>7}{'heap':>6}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for nodes in asked.nodes:
            view = synthetic_view(nodes)
            began = time.process_time()
            assert view.places
            layout = time.process_time() - began
            for name, make in PAGES.items():
                if name != "ours" and nodes > asked.peers_to:
                    continue
                try:
                    began = time.process_time()
                    html = make(view)
                    export = time.process_time() - began
                except (ImportError, OSError) as error:
                    print(f"{name:<12}{nodes:>10} not here: {error}")
                    continue
                file = Path(folder) / f"{name}-{nodes}.html"
                file.write_text(html, encoding="utf-8")
                _say(f"{name:<12}{nodes:>10}", file, export, layout if name == "ours" else None, playwright)


def _say(what: str, file: Path, export: float, layout: float | None, playwright: Any) -> None:
    found = measure(playwright, file, what.startswith("ours"))

    def cell(value: float | None, form: str, width: int) -> str:
        return f"{'–' if value is None else format(value, form):>{width}}"

    print(
        what
        + cell(file.stat().st_size / 1e6, ".2f", 7)
        + cell(export, ".2f", 8)
        + cell(layout, ".2f", 8)
        + (cell(found["interactive_s"], ".2f", 12) if found["interactive_s"] is not None else "never".rjust(12))
        + cell(found.get("pan_fps"), ".0f", 6)
        + cell(found.get("step_ms"), ".0f", 7)
        + cell(found.get("labels"), ".0f", 7)
        + cell(found.get("heap_mb"), ".0f", 6)
        + (f"   {found['requests']} requests" if found["requests"] else ""),
        flush=True,
    )


if __name__ == "__main__":
    main()
