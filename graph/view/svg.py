"""Pieces of SVG that pictures are made of."""

from __future__ import annotations

from .shapes import DEFAULT_SHAPE, SHAPES

__all__ = ["ENDS", "INK", "PAPER", "SOFT", "symbol", "text", "xml"]

INK, SOFT, PAPER = "#1b2026", "#59636e", "#ffffff"
ENDS = {
    "triangle": ("M0 0L10 5L0 10Z", True),
    "vee": ("M1 1L9 5L1 9", False),
    "circle": ("M3 5A3.5 3.5 0 1 1 10 5A3.5 3.5 0 1 1 3 5Z", True),
    "bar": ("M9 0V10", False),
}
"""How lines end: path data, and whether it is filled."""


def symbol(shape: str, colour: str, icon: str, stage: str = "", ring: bool = False) -> str:
    """The shape of a kind of entities around (0, 0) with radius 1, as its stage draws it."""
    path = SHAPES.get(shape, SHAPES[DEFAULT_SHAPE])
    fill, line = (PAPER, xml(colour)) if stage else (xml(colour), PAPER)
    dash = ' stroke-dasharray=".35 .2"' if stage == "tentative" else ""
    opacity = ' opacity=".6"' if stage == "over" else ""
    around = f'<path d="{path}" fill="none" stroke="{INK}" stroke-width=".45"/>' if ring else ""
    return (
        f'{around}<path d="{path}" fill="{fill}" stroke="{line}" stroke-width=".14"{dash}{opacity}/>'
        f'<text text-anchor="middle" y=".36" font-size="1" font-weight="600" '
        f'fill="{line if stage else PAPER}">{xml(icon)}</text>'
    )


def text(x: float, y: float, words: str, size: int, colour: str, more: str = "") -> str:
    """A text with a halo; drawn twice, because not every program knows `paint-order`."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size}"{more}'
    halo = f'<text {place} fill="none" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" aria-hidden="true">'
    return f'{halo}{xml(words)}</text><text {place} fill="{colour}">{xml(words)}</text>'


def xml(text: str) -> str:
    """A text that XML may hold."""
    kept = "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
    clean = kept.encode("utf-8", "replace").decode("utf-8")
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
