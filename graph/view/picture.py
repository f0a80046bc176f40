"""Pictures without a browser: SVG, and PNG or PDF made from it.

The same places, shapes and colours as in the page; labels that do not overlap, the most important first. What is drawn
is what opens, as it holds on the scene's day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..dates import FOREVER
from ..errors import OutputError
from .blocks import draw_blocks, draw_name, draw_route, draw_share, extent_of, route_of
from .legend import draw_ends, draw_legend
from .placing import Box, Room, place_label, text_width
from .scene import Scene
from .stages import stages_of
from .surplus import note_surpluses
from .svg import ENDS, INK, PAPER, SOFT, symbol, text, xml
from .ties import Tie

__all__ = ["convert_svg", "draw_svg"]

_FONT = "system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif"
_MARGIN, _TOP, _LINE = 120.0, 64.0, 20.0
_LEADING = 14


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn: nodes with places, ties with certainty, and the stage of nodes that have one."""

    places: Mapping[str, tuple[float, float]]
    ties: tuple[tuple[Tie, bool], ...]
    stages: Mapping[str, tuple[str, str]]
    width: float
    height: float
    shift: tuple[float, float]


def draw_svg(scene: Scene, places: Mapping[str, tuple[float, float]]) -> str:
    """A static picture of a scene.

    Args:
        scene: what is shown.
        places: where each entity stands, in pixels.

    Returns:
        SVG text; the same scene gives the same text.
    """
    drawn = _draw(scene, places)
    legend = draw_legend(scene, drawn.places, drawn.ties, drawn.width, tentative="tentative" in _drawings(drawn))
    notes = (scene.highlight.caption, note_surpluses(scene, drawn.places)) if scene.plan else ()
    caption = [row for words in notes if words for row in _wrap(words, drawn.width - 32)]
    total = drawn.height + 26 + _LINE * (len(legend) + 1) + 16 * len(caption)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawn.width:.0f}" height="{total:.0f}" '
        f'viewBox="0 0 {drawn.width:.0f} {total:.0f}" font-family="{_FONT}" role="img">'
        f"<title>{xml(f'{scene.title}, {_day(scene)}')}</title><defs>{draw_ends(scene)}</defs>"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    )
    title = (
        f'<text x="16" y="28" font-size="18" font-weight="600" fill="{INK}">{xml(scene.title)}</text>'
        f'<text x="16" y="47" font-size="12" fill="{SOFT}">{xml(_about(scene, drawn))}</text>'
    )
    blocks = draw_blocks(scene.plan, drawn.shift) if scene.plan else []
    parts = [*blocks, *_lines(scene, drawn), *_nodes(scene, drawn), *_labels(scene, drawn)]
    for position, row in enumerate(legend):
        parts.append(f'<g transform="translate(16 {drawn.height + 18 + position * _LINE:.0f})">{row}</g>')
    words = [_left_out(scene, drawn), *caption]
    for position, row in enumerate(words):
        y = total - 10 - 16 * (len(words) - 1 - position)
        parts.append(f'<text x="16" y="{y:.0f}" font-size="11" fill="{SOFT}">{xml(row)}</text>')
    return f"{head}{title}{''.join(parts)}</svg>\n"


def convert_svg(svg: str, form: Literal["png", "pdf"], scale: float = 2.0) -> bytes:
    """A static picture as PNG or PDF.

    Raises:
        OutputError: cairosvg is not installed (`pip install "industry-graph[pictures]"`).
    """
    try:
        import cairosvg
    except (ImportError, OSError) as error:
        raise OutputError(f'a {form} needs cairosvg (pip install "industry-graph[pictures]"): {error}') from None
    convert = cairosvg.svg2png if form == "png" else cairosvg.svg2pdf
    return bytes(convert(bytestring=svg.encode("utf-8"), scale=scale, unsafe=False))


def _draw(scene: Scene, places: Mapping[str, tuple[float, float]]) -> _Drawn:
    inside = {*scene.opening}
    ties = [
        (tie, tie.on(scene.day)[0] == "yes")
        for tie in scene.drawn_ties()
        if inside.issuperset(tie.ends) and (scene.plan is None or route_of(scene, tie))
    ]
    stages = stages_of(scene)
    used = {end for tie, _ in ties for end in tie.ends} | {*scene.focus}
    kept = [id for id in scene.opening if id in used or scene.plan]
    edges = [places[id] for id in kept]
    margin = _MARGIN
    if scene.plan:
        edges += extent_of(scene.plan)
        margin = 40.0
    left, top = (min((at[axis] for at in edges), default=0.0) for axis in (0, 1))
    right, bottom = (max((at[axis] for at in edges), default=0.0) for axis in (0, 1))
    shift = (margin - left, _TOP + 20 - top)
    moved = {id: (places[id][0] + shift[0], places[id][1] + shift[1]) for id in kept}
    width = max(right - left + 2 * margin, text_width(scene.title, 18) + 40, 560)
    return _Drawn(moved, tuple(ties), stages, width, bottom - top + _TOP + (40 if scene.plan else 60), shift)


def _drawings(drawn: _Drawn) -> set[str]:
    """How entities in a stage are drawn."""
    return {how for _, how in drawn.stages.values()}


def _lines(scene: Scene, drawn: _Drawn) -> list[str]:
    lines = []
    bends = _bends(drawn)
    for tie, is_sure in drawn.ties:
        kind = scene.vocabulary.relations[tie.relationship.kind]
        if route := route_of(scene, tie):
            lines.append(draw_route(route, tie, kind, drawn.shift, is_sure=is_sure))
            continue
        (x1, y1), (x2, y2) = (drawn.places[end] for end in tie.ends)
        bend = bends[tie.relationship.id]
        cx, cy = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
        angle = math.atan2(y2 - cy, x2 - cx)
        radius = _radius(scene, tie.ends[1]) + 1
        stage = next((drawn.stages[end][1] for end in tie.ends if end in drawn.stages), "")
        dash = "6 4" if not is_sure or stage == "tentative" else "1.5 4" if stage == "over" else ""
        lines.append(
            f'<path d="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2 - math.cos(angle) * radius:.1f} '
            f'{y2 - math.sin(angle) * radius:.1f}" fill="none" stroke="{xml(kind.colour)}" '
            f'stroke-width="{kind.width:g}" opacity="{0.4 if stage == "over" else 0.8 if is_sure else 0.55}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + (f' marker-end="url(#end-{xml(kind.name)})"' if kind.arrow in ENDS else "")
            + f"><title>{xml(tie.sentence)}</title></path>"
        )
    return lines


def _bends(drawn: _Drawn) -> dict[str, float]:
    """How much each line bends, so that several between the same two can be told apart."""
    pairs: dict[tuple[str, ...], list[Tie]] = {}
    for tie, _ in drawn.ties:
        pairs.setdefault(tuple(sorted(tie.ends)), []).append(tie)
    bends = {}
    for several in pairs.values():
        for position, tie in enumerate(several):
            side = (position - (len(several) - 1) / 2) * 0.16
            bends[tie.relationship.id] = side if tie.ends == tuple(sorted(tie.ends)) else -side
    return bends


def _nodes(scene: Scene, drawn: _Drawn) -> list[str]:
    nodes = []
    for id, (x, y) in drawn.places.items():
        kind = scene.vocabulary.entities[scene.entities[id].kind]
        stage = drawn.stages.get(id, ("", ""))[1]
        ring = id in scene.focus or id in scene.highlight.entities
        nodes.append(
            f'<g transform="translate({x:.1f} {y:.1f}) scale({_radius(scene, id):.1f})">'
            f"<title>{xml(_name(scene, drawn, id))}</title>"
            f"{symbol(kind.shape, kind.colour, kind.icon, stage, ring)}</g>"
        )
    return nodes


def _labels(scene: Scene, drawn: _Drawn) -> list[str]:
    room, bounds = Room(), Box(4, _TOP - 8, drawn.width - 4, drawn.height + 8)
    for id, (x, y) in drawn.places.items():
        reach = _radius(scene, id) * 0.9
        room.take(Box(x - reach, y - reach, x + reach, y + reach), id, disc=True)
    first = {*scene.focus, *scene.highlight.entities}
    order = sorted(drawn.places, key=lambda id: (id not in first, -scene.importance.get(id, 0), id))
    labels = []
    heads = {one.head for one in scene.plan.blocks} if scene.plan else set()
    for position, id in enumerate(order):
        name = _name(scene, drawn, id)
        must = id in first or position < _LEADING or scene.plan is not None
        strong = id in first or id in heads
        size = (text_width(name, 12) * (1.08 if strong else 1.0), 14.0)
        box = place_label(
            room, id, drawn.places[id], _radius(scene, id), size, bounds, must=must, right=scene.plan is not None
        )
        if box is not None and scene.plan:
            labels.append(draw_name(scene.plan, id, (box.left + 1, box.top + 11), strong=strong))
        elif box is not None:
            weight = ' font-weight="600"' if strong else ""
            labels.append(text((box.left + box.right) / 2, box.top + 11, name, 12, INK, weight))
    return labels + _line_labels(scene, drawn, room, bounds)


def _line_labels(scene: Scene, drawn: _Drawn, room: Room, bounds: Box) -> list[str]:
    """Words on lines where there is room."""
    labels = []
    bends = _bends(drawn)
    for tie, _ in drawn.ties:
        if route := route_of(scene, tie):
            kind = scene.vocabulary.relations[tie.relationship.kind]
            labels.append(draw_share(route, tie, kind, drawn.shift))
            continue
        (x1, y1), (x2, y2) = (drawn.places[end] for end in tie.ends)
        width = text_width(tie.label, 10)
        if math.hypot(x2 - x1, y2 - y1) < width + 50:
            continue
        bend = bends[tie.relationship.id]
        x = (x1 + x2) / 2 + (y2 - y1) * bend / 2
        y = (y1 + y2) / 2 - (x2 - x1) * bend / 2
        box = Box(x - width / 2 - 2, y - 6, x + width / 2 + 2, y + 6)
        if bounds.left <= box.left and box.right <= bounds.right and room.is_free(box, tie.relationship.id):
            room.take(box, tie.relationship.id)
            colour = scene.vocabulary.relations[tie.relationship.kind].colour
            labels.append(text(x, y + 3.5, tie.label, 10, xml(colour)))
    return labels


def _wrap(words: str, width: float) -> list[str]:
    """A text in rows of a width."""
    rows = [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if text_width(longer, 11) > width and rows[-1]:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def _about(scene: Scene, drawn: _Drawn) -> str:
    sources = {claim.source.id for tie, _ in drawn.ties for claim in tie.claims}
    known = "" if scene.known_at == FOREVER else f", known at {scene.known_at}"
    return (
        f"{_day(scene)}{known}, policy {scene.policy or 'most-origins'}: "
        f"{_counted(len(drawn.places), 'entity', 'entities')}, "
        f"{_counted(len(drawn.ties), 'relationship', 'relationships')}, "
        f"{_counted(len(sources), 'source', 'sources')}"
    )


def _left_out(scene: Scene, drawn: _Drawn) -> str:
    holding = sum(1 for tie in scene.ties.values() if len(tie.ends) == 2 and tie.on(scene.day)[0] != "no")
    more = len(scene.entities) - len(drawn.places)
    if holding == len(drawn.ties):
        return "Everything known of this day is in the picture."
    lines = _counted(holding - len(drawn.ties), "relationship", "relationships")
    return f"Not in the picture: {_counted(more, 'entity', 'entities')}, {lines} of this day."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _day(scene: Scene) -> str:
    return "latest known state" if scene.day == FOREVER else f"as of {scene.day}"


def _name(scene: Scene, drawn: _Drawn, id: str) -> str:
    if scene.plan:
        return f"{scene.plan.names[id]} {scene.plan.shares.get(id, '')}".strip()
    name = scene.entities[id].name
    short = name if len(name) <= 44 else f"{name[:42]}…"
    return f"{short} ({drawn.stages[id][0]})" if id in drawn.stages else short


def _radius(scene: Scene, id: str) -> float:
    if scene.plan:
        return scene.plan.radii[id]
    return float(min(9 + 2.1 * math.sqrt(scene.importance.get(id, 0)), 26))
