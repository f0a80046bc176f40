"""Tables for a terminal, and what a terminal would show as plain text.

A table is as wide as its terminal. Where there is no room for the longest words of its columns side by side, each row
is a paragraph of its own instead: no word or date is broken.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

__all__ = ["WIDE", "FittedTable", "column_widths", "plain", "trimmed"]

WIDE = 160
"""The width of what no terminal bounds."""

_LONGEST = 20
"""A longer word may be broken: an address would leave no room for the other columns."""

_NARROWEST = 6


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column, in cells of a terminal.

    A column has room for its longest word; who would like little more has all of it, the others share what is left.

    Args:
        columns: the texts of each column, its heading among them.
        room: how many cells there are for all columns together.

    Returns:
        A width a column, each 1 or more. Their sum is `room` at most, but where not even six cells a column have room.

    >>> column_widths([["owner", "Tata Motors"], ["why", "last confirmed on 2019-06-05"]], 60)
    [11, 28]
    >>> column_widths([["owner", "Tata Motors"], ["why", "last confirmed on 2019-06-05"]], 28)
    [11, 17]
    """
    whole = [max([1, *map(cell_len, texts)]) for texts in columns]
    if sum(whole) <= room:
        return whole
    least = _longest_words(columns)
    while sum(least) > room and max(least) > _NARROWEST:
        least[least.index(max(least))] -= 1
    left = max(room - sum(least), 0)
    ascending = sorted(range(len(whole)), key=lambda column: whole[column] - least[column])
    for position, column in enumerate(ascending):
        more = min(whole[column] - least[column], left // (len(ascending) - position))
        least[column] += more
        left -= more
    return least


def _longest_words(columns: Sequence[Sequence[str]]) -> list[int]:
    """The width of the longest word of each column that should not be broken."""
    words = [max([1, *(cell_len(word) for text in texts for word in text.split())]) for texts in columns]
    return [min(word, _LONGEST) for word in words]


class FittedTable:
    """A table for rich, of plain texts; paragraphs where a terminal is too narrow for its columns.

    Args:
        names: the headings.
        rows: the texts of each row.
        styles: the style of each row.
    """

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str]) -> None:
        self._names, self._rows, self._styles = names, rows, styles

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table for the width of a terminal."""
        frame = 3 * len(self._names) - 1
        columns = [*zip(self._names, *self._rows, strict=True)]
        if sum(_longest_words(columns)) > options.max_width - frame and len(self._names) > 2:
            yield from self._paragraphs()
            return
        table = Table(show_lines=False, header_style="bold", pad_edge=False)
        for name, width in zip(self._names, column_widths(columns, options.max_width - frame), strict=True):
            table.add_column(name, overflow="fold", width=width)
        for row, style in zip(self._rows, self._styles, strict=True):
            table.add_row(*map(Text, row), style=style)
        yield table

    def _paragraphs(self) -> Iterator[RenderableType]:
        """Each row as its first text and, below it, what the other columns say, each after its heading."""
        for row, style in zip(self._rows, self._styles, strict=True):
            first, *rest = zip(self._names, row, strict=True)
            yield Text(first[1] or "–", style=f"bold {style}")
            said = [Text.assemble((f"{name}: ", "dim"), (text, style)) for name, text in rest if text]
            if said:
                yield Padding(Text(" · ").join(said), (0, 0, 0, 2))


def plain(renderable: RenderableType) -> str:
    """What a wide terminal without colour shows."""
    printed = io.StringIO()
    Console(file=printed, width=WIDE, color_system=None).print(renderable)
    return trimmed(printed.getvalue().rstrip())


def trimmed(text: str) -> str:
    """A text without blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.splitlines())
