"""The parts of a poster in a static picture: frames of groups, lines with corners, names with shares."""

from __future__ import annotations

from ..vocabulary import RelationKind
from .placing import text_width
from .plan import Plan, Point, Route
from .scene import Scene, Tie
from .svg import ENDS, INK, PAPER, SOFT, text, xml

__all__ = ["draw_blocks", "draw_name", "draw_route", "draw_share", "extent_of", "owned_by", "route_of"]

_BLOCK, _FRAME = "#f5f7f9", "#cdd4dc"


def owned_by(scene: Scene, tie: Tie) -> tuple[str, str]:
    """Who owns and what is owned; empty ids where the kind carries no control."""
    kind = scene.vocabulary.relations[tie.relationship.kind]
    values = tie.relationship.values
    return (values[kind.control], values[kind.controlled]) if kind.control else ("", "")


def route_of(scene: Scene, tie: Tie) -> Route | None:
    """The way of a line, from the owner to what is owned; None where the poster does not draw it."""
    return scene.plan.routes.get(owned_by(scene, tie)) if scene.plan else None


def extent_of(plan: Plan) -> list[Point]:
    """Points that a picture of a poster has to hold, beside nodes."""
    corners = [at for one in plan.blocks for at in ((one.left, one.top), (one.right, one.bottom))]
    return corners + [at for one in plan.routes.values() for at in one.points]


def draw_blocks(plan: Plan, shift: Point) -> list[str]:
    """Frames of groups, with what is not drawn of them."""
    parts = []
    for one in plan.blocks:
        left, top = one.left + shift[0], one.top + shift[1]
        parts.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{one.right - one.left:.1f}" '
            f'height="{one.bottom - one.top:.1f}" rx="6" fill="{_BLOCK}" stroke="{_FRAME}"/>'
        )
        if one.note:
            foot = one.bottom + shift[1] - 9
            parts.append(f'<text x="{left + 14:.1f}" y="{foot:.1f}" font-size="11" fill="{SOFT}">{one.note}</text>')
    return parts


def draw_route(route: Route, tie: Tie, kind: RelationKind, shift: Point, *, is_sure: bool) -> str:
    """A line with corners, and an arrow where it ends at a block."""
    corners = "L".join(f"{x + shift[0]:.1f} {y + shift[1]:.1f}" for x, y in route.points)
    dash = "" if is_sure else ' stroke-dasharray="4 3"'
    end = "" if route.inner or kind.arrow not in ENDS else f' marker-end="url(#end-{xml(kind.name)})"'
    return (
        f'<path d="M{corners}" fill="none" stroke="{xml(kind.colour)}" stroke-linejoin="round" '
        f'stroke-width="{1.2 if route.inner else 1.6}" opacity="{0.85 if is_sure else 0.7}"{dash}{end}>'
        f"<title>{xml(tie.sentence)}</title></path>"
    )


def draw_share(route: Route, tie: Tie, kind: RelationKind, shift: Point) -> str:
    """The share of a line between blocks, on a piece of paper; nothing where it stands beside a name."""
    words = tie.label if "%" in tie.label else route.blank
    if route.label is None or not words:
        return ""
    x, y = route.label[0] + shift[0], route.label[1] + shift[1]
    width = text_width(words, 10)
    paper = f'<rect x="{x - width / 2:.1f}" y="{y - 6:.1f}" width="{width:.1f}" height="12" fill="{PAPER}"/>'
    return paper + text(x, y + 4, words, 11, xml(kind.colour))


def draw_name(plan: Plan, id: str, at: Point, *, strong: bool) -> str:
    """The name of something and the share by which it stands under its owner, from a point on."""
    name, share = xml(plan.names[id]), xml(plan.shares.get(id, ""))
    place = f'x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="12"' + (' font-weight="600"' if strong else "")
    paper = _BLOCK if id in plan.listed else PAPER
    halo = f'<text {place} fill="none" stroke="{paper}" stroke-width="3" aria-hidden="true">{name}</text>'
    beside = f'<tspan fill="{SOFT}" font-weight="400"> {share}</tspan>' if share else ""
    return f'{halo}<text {place} fill="{INK}">{name}{beside}</text>'
