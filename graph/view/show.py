"""A view as callers have it: shown in a notebook, saved as a page or a picture, handed on as a pyvis network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..dates import FOREVER
from .payload import encode, payload_of
from .places import place_scene
from .scene import Scene
from .story import Story

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["ENDINGS", "View"]

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
        return place_scene(self.scene) | dict(self.fixed)

    def to_html(self) -> str:
        """One self-contained page; nothing in it is loaded from elsewhere."""
        from .network import to_network
        from .page import render_page

        network = to_network(self.scene, self.places, empty=True)
        return render_page(network, self.scene.title, encode(payload_of(self.scene, self.places, self.story)))

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
