"""The shapes of entities, as SVG paths: one drawing for the page, the legend and static pictures.

Each path fills about the same area around (0, 0) as a circle of radius 1. The names are those of vis-network, so that
a stock `pyvis.network.Network` shows the same shapes.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DEFAULT_SHAPE", "SHAPES"]

SHAPES: Final[dict[str, str]] = {
    "dot": "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z",
    "square": "M-.89 -.89H.89V.89H-.89Z",
    "box": "M-1.2 -.68H1.2V.68H-1.2Z",
    "ellipse": "M-1.3 0A1.3 .78 0 1 1 1.3 0A1.3 .78 0 1 1 -1.3 0Z",
    "diamond": "M0 -1.25L1.25 0L0 1.25L-1.25 0Z",
    "triangle": "M0 -1.3L1.25 .9H-1.25Z",
    "triangleDown": "M0 1.3L1.25 -.9H-1.25Z",
    "hexagon": "M-1.1 0L-.55 -.95H.55L1.1 0L.55 .95H-.55Z",
    "star": "M0 -1.4L.4 -.5L1.33 -.43L.62 .2L.83 1.13L0 .63L-.83 1.13L-.62 .2L-1.33 -.43L-.4 -.5Z",
}
"""Path data by shape."""

DEFAULT_SHAPE: Final = "dot"
