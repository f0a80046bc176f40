"""The legend of a static picture, and the ends of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .placing import text_width
from .scene import Scene
from .svg import ENDS, INK, SOFT, symbol, xml
from .ties import Tie, words_of

__all__ = ["draw_ends", "draw_legend"]


def draw_legend(
    scene: Scene, ids: Iterable[str], ties: Sequence[tuple[Tie, bool]], width: float, *, tentative: bool
) -> list[str]:
    """Rows of the legend: the kinds that are drawn, as many in a row as fit.

    Args:
        scene: what is shown.
        ids: the entities that are drawn.
        ties: the relationships that are drawn, each with whether it certainly holds.
        width: of the picture, in pixels.
        tentative: whether a deal that is not settled is drawn.
    """
    kinds = {scene.entities[id].kind for id in ids}
    relations = {tie.relationship.kind for tie, _ in ties}
    items = [
        (f'<g transform="translate(8 -4) scale(7)">{symbol(kind.shape, kind.colour, kind.icon)}</g>', words_of(name))
        for name, kind in scene.vocabulary.entities.items()
        if name in kinds
    ] + [
        (
            f'<path d="M0 -4H20" stroke="{xml(kind.colour)}" stroke-width="{kind.width:g}"'
            + (f' marker-end="url(#end-{xml(name)})"' if kind.arrow in ENDS else "")
            + "/>",
            words_of(name),
        )
        for name, kind in scene.vocabulary.relations.items()
        if name in relations
    ]
    if tentative or any(not is_sure for _, is_sure in ties):
        line = f'<path d="M0 -4H20" stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="6 4"/>'
        items.append((line, "possibly, or not settled"))
    rows, x = [""], 0.0
    for drawing, words in items:
        needed = 40 + text_width(words, 11)
        if x + needed > width - 32:
            rows.append("")
            x = 0.0
        rows[-1] += (
            f'<g transform="translate({x:.0f} 0)">{drawing}'
            f'<text x="26" font-size="11" fill="{INK}">{xml(words)}</text></g>'
        )
        x += needed
    return rows


def draw_ends(scene: Scene) -> str:
    """The ends of lines, as markers."""
    return "".join(
        f'<marker id="end-{xml(name)}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="{path}" fill="{xml(kind.colour) if solid else "none"}" '
        f'stroke="{xml(kind.colour)}" stroke-width="{0 if solid else 1.6}"/></marker>'
        for name, kind in scene.vocabulary.relations.items()
        if kind.is_edge and kind.arrow in ENDS
        for path, solid in [ENDS[kind.arrow]]
    )
