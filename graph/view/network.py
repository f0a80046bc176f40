"""A scene as a stock `pyvis.network.Network`, for those who want pyvis itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pyvis.network import Network

from .scene import Scene
from .shapes import DEFAULT_SHAPE, SHAPES

__all__ = ["OPTIONS", "to_network"]

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 90, "avoidOverlap": 0.4},
        "stabilization": False,
    },
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "font": {"size": 0}, "selectionWidth": 0, "hoverWidth": 0},
    "nodes": {"font": {"size": 14}, "shapeProperties": {"interpolation": False}},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": False,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "tooltipDelay": 100000,
    },
}
"""Options of vis-network: positions as given, physics off."""


def to_network(scene: Scene, places: Mapping[str, tuple[float, float]], *, empty: bool = False) -> Network:
    """Make a network of what the scene draws at first, on its day.

    Args:
        scene: what is shown.
        places: where each entity stands, in pixels.
        empty: leave nodes and edges out, for a page that brings its own data.

    Returns:
        A stock network: directed, with positions, physics off, straight edges, and titles that are plain text.
    """
    network = Network(height="750px", directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(OPTIONS))
    if empty:
        return network
    drawn = {*scene.opening}
    # add_node and add_edge search lists for every call, which takes minutes for large graphs
    for id in scene.opening:
        entity = scene.entities[id]
        kind = scene.vocabulary.entities[entity.kind]
        x, y = places[id]
        node = {
            "id": id,
            "label": entity.name,
            "title": _plain(
                "\n".join([entity.name, entity.kind, *([entity.description] if entity.description else [])])
            ),
            "shape": kind.shape if kind.shape in SHAPES else DEFAULT_SHAPE,
            "color": kind.colour,
            "x": round(x, 1),
            "y": round(y, 1),
            "physics": False,
        }
        network.node_ids.append(id)
        network.node_map[id] = node
        network.nodes.append(node)
    for tie in scene.ties.values():
        certainty, reason = tie.on(scene.day)
        if certainty == "no" or len(tie.ends) != 2 or not drawn.issuperset(tie.ends):
            continue
        kind_of = scene.vocabulary.relations[tie.relationship.kind]
        network.edges.append(
            {
                "from": tie.ends[0],
                "to": tie.ends[1],
                "title": _plain("\n".join([tie.sentence, certainty + (f": {reason}" if reason else "")])),
                "color": kind_of.colour,
                "width": kind_of.width,
                "dashes": certainty == "possibly",
                "arrows": "" if kind_of.symmetric or kind_of.arrow == "none" else "to",
                "smooth": False,
            }
        )
    return network


def _plain(text: str) -> str:
    """A title that no page takes for markup: pyvis' own page runs titles once any of them holds the letters `href`."""
    return text.replace("<", "‹").replace(">", "›").replace("href", "hr\u200bef")
