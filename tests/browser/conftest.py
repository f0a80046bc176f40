"""A real Chromium with the network blocked: every request and every message on the console is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph.industry import Industry
from graph.opening import open_industry
from graph.view import View


@dataclass
class Opened:
    """A page that was opened, and what it did besides drawing."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def state(self, expression: str) -> Any:
        """The value of an expression in which `app` and `model` are those of the page."""
        return self.page.evaluate(
            f"() => {{ const {{ app }} = industryView; const {{ model }} = app; return {expression}; }}"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    sync_api: Any = None
    with suppress(ImportError):
        from playwright import sync_api
    if program is None or sync_api is None:
        missing = "no Chromium is installed" if program is None else "playwright is not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}, and under CI the browser tests must run")
        pytest.skip(missing)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def industry(cache: Path) -> Industry:
    """The packaged data."""
    return open_industry()


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a view, an HTML text or a file as a page; fails the test on any request, message or error of the page."""
    contexts: list[Any] = []
    opened: list[Opened] = []

    def open_(
        what: View | str | Path, address: str = "", *, width: int = 1400, height: int = 950, **context: Any
    ) -> Opened:
        file = what if isinstance(what, Path) else tmp_path / f"page-{len(opened)}.html"
        if not isinstance(what, Path):
            file.write_text(what.to_html() if isinstance(what, View) else what, encoding="utf-8")
        contexts.append(
            browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **context)
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(120_000)
        one = Opened(page)
        opened.append(one)
        own = file.as_uri()

        def decide(route: Any) -> None:
            if route.request.url.split("#")[0] == own:
                route.continue_()
            else:
                one.requests.append(route.request.url)
                route.abort()

        page.route("**/*", decide)
        page.on("console", lambda message: one.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: one.messages.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (one.messages.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(own + (f"#{address}" if address else ""))
        page.wait_for_selector("body.ready", timeout=120_000)
        page.wait_for_timeout(50)
        return one

    yield open_
    problems = [text for one in opened for text in (*one.requests, *one.messages)]
    for context in contexts:
        context.close()
    assert problems == []
