"""The view: one file that explains an industry.

Reading order: `scene` (what a picture shows, worked out from a store), `opening` (which part at first), `layout` and
`places` (where it stands), `payload` (the data of a page), `network` and `page` (pyvis and the HTML file), `picture`
(pictures without a browser), `story` (a way to tell it), `holdings`, `choosing`, `packing`, `routing` and `poster` (the
poster of who owns whom), `show` (the object that callers get).
"""

from __future__ import annotations

from .scene import Highlight, Scene, read_scene
from .show import ENDINGS, View
from .story import Story, read_story

__all__ = ["ENDINGS", "Highlight", "Scene", "Story", "View", "read_scene", "read_story"]
