"""One self-contained HTML page of a scene.

pyvis makes the network and renders the page: its template hook gets our template, and the vis-network that the
installed pyvis ships is read from there. pyvis' own page cannot be made right (it asks other hosts for its style even
`in_line`, and runs hostile text), so nothing else of it is used, and the file is written by us, as UTF-8.

Everything in the page is inert until a script runs, and scripts run only if their SHA-256 stands in the
Content-Security-Policy: our own modules and vis-network, both constant. Data stand in a block that no browser runs.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path

import pyvis
from pyvis.network import Network

from ..errors import StoreError

__all__ = ["MODULES", "bundle", "render_page", "renderer_source"]

_ASSETS = Path(__file__).resolve().parent / "assets"
MODULES = (
    "days", "dom", "columns", "model", "state", "labels", "paint", "arrange", "stand", "scope", "search", "table",
    "connection", "between", "clock", "legend", "panel", "timeline", "poster", "take", "story", "hit", "overlay",
    "picture", "large", "keys", "main",
)  # fmt: skip
"""Our modules, each after those that it imports."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const) (\w+))", re.MULTILINE)


def render_page(network: Network, title: str, data: str, *, large: bool = False) -> str:
    """The page of a network.

    Args:
        network: as `graph.view.network` makes it; its options are those of the page.
        title: the title.
        data: the payload as text; see `graph.view.payload`.
        large: leave vis-network out: the page draws on a canvas of its own.
    """
    style = (_ASSETS / "style.css").read_text(encoding="utf-8")
    script = bundle()
    scripts = [script] if large else [script, renderer_source()]
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'sha256-{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    network.set_template_dir(str(_ASSETS), "template.html")
    network.templateEnv.globals["page"] = {
        "policy": policy,
        "title": title.encode("utf-8", "replace").decode("utf-8"),
        "style": style,
        "data": data,
        "renderer": "" if large else _packed_renderer(),
        "script": script,
    }
    return str(network.generate_html())


@lru_cache(maxsize=1)
def bundle() -> str:
    """Our modules as one script: each in a scope of its own, in the order of `MODULES`."""
    parts = ["const modules = {};"]
    for name in MODULES:
        source = (_ASSETS / f"{name}.js").read_text(encoding="utf-8")
        exported = [found[2] for found in _EXPORT.finditer(source)]
        body = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = modules.{found[2]};\n", source)
        body = _EXPORT.sub(lambda found: found[1], body)
        parts.append(f"modules.{name} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();")
    text = "\n".join(parts)
    assert "</script" not in text.lower()
    return text


@lru_cache(maxsize=1)
def renderer_source() -> str:
    """The text of the vis-network that the installed pyvis ships, the newest where it ships several.

    Raises:
        StoreError: the installed pyvis ships none.
    """
    home = Path(pyvis.__file__).resolve().parent
    found = sorted(home.glob("**/vis-*/vis-network.min.js"), key=lambda path: _numbers(path.parent.name))
    if not found:
        raise StoreError(f"{home}: this pyvis ships no vis-network, expected pyvis 0.3.2 or later")
    return found[-1].read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _packed_renderer() -> str:
    return base64.b64encode(gzip.compress(renderer_source().encode(), 9, mtime=0)).decode("ascii")


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
