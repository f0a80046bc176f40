"""A view as callers have it: shown in a notebook, saved as a page or a picture, handed on as a pyvis network."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dates import FOREVER
from ..errors import OutputError
from ..exports import write_file
from .payload import encode, payload_of
from .places import place_scene
from .scene import Scene
from .story import Story

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["ENDINGS", "View"]

MOST_OPENING, MOST_ENTITIES = 800, 5000
"""Above so many entities drawn at first, or in all, a page draws on a canvas of its own instead of by vis-network."""
ENDINGS = (".html", ".svg", ".png", ".pdf")
"""The endings of files that a view can be saved as."""


@dataclass(frozen=True)
class View:
    """A picture of an industry, ready to be shown or saved.

    Attributes:
        scene: what it shows.
        story: steps to tell; None for none.
        fixed: places of entities in pixels; empty for the stress layout.
    """

    scene: Scene
    story: Story | None = None
    fixed: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """Where each entity stands, in pixels."""
        return dict(self.fixed) if self.fixed else place_scene(self.scene)

    def to_html(self) -> str:
        """One self-contained page; nothing in it is loaded from elsewhere."""
        from .network import to_network
        from .page import render_page

        network = to_network(self.scene, self.places, empty=True)
        data = encode(payload_of(self.scene, self.places, self.story))
        large = len(self.scene.opening) > MOST_OPENING or len(self.scene.entities) > MOST_ENTITIES
        return render_page(network, self.scene.title, data, large=large)

    def to_svg(self) -> str:
        """A static picture of what opens, on the day that it opens on."""
        from .picture import draw_svg

        return draw_svg(self.scene, self.places)

    def save(self, path: str | Path) -> Path:
        """Write a file; its ending says what: a page (.html) or a picture (.svg, .png, .pdf).

        Raises:
            OutputError: the ending is none of these, the file cannot be written, or a picture needs cairosvg.
        """
        file = Path(path)
        ending = file.suffix.lower()
        if ending not in ENDINGS:
            raise OutputError(f"{file}: ends in {ending or 'nothing'}, expected {', '.join(ENDINGS)}")
        write_file(file, self.to_bytes(ending))
        return file

    def to_bytes(self, ending: str) -> bytes:
        """The content of a file by its ending, one of `ENDINGS`."""
        from .picture import convert_svg

        if ending == ".html":
            return self.to_html().encode("utf-8", "replace")
        svg = self.to_svg()
        if ending == ".svg":
            return svg.encode("utf-8")
        return convert_svg(svg, "png" if ending == ".png" else "pdf")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The page in a sandboxed frame over a static picture, which is seen where scripts do not run."""
        svg = self.to_svg()
        picture = base64.b64encode(svg.encode("utf-8")).decode("ascii")
        frame = (
            f'<iframe sandbox="allow-scripts allow-popups allow-downloads" srcdoc="{escape(self.to_html())}" '
            f'title="{escape(self.scene.title)}" '
            'style="position:absolute;inset:0;width:100%;height:100%;border:0;background:#fff"></iframe>'
        )
        image = f'<img alt="{escape(str(self))}" src="data:image/svg+xml;base64,{picture}" style="max-width:100%">'
        return {
            "text/html": f'<div style="position:relative;min-height:640px">{image}{frame}</div>',
            "image/svg+xml": svg,
            "text/plain": str(self),
        }

    def to_pyvis(self) -> Network:
        """A stock `pyvis.network.Network` of what opens, on the day that it opens on."""
        from .network import to_network

        return to_network(self.scene, self.places)

    def __str__(self) -> str:
        scene = self.scene
        day = "latest known state" if scene.day == FOREVER else f"as of {scene.day}"
        return (
            f"View: {scene.title}, {day}; opens with {len(scene.opening)} of {len(scene.entities)} entities; "
            f"{len(scene.ties)} relationships and facts"
        )
