"""Answers written out: terminal, plain text, CSV, JSON, Markdown, HTML.

Every format carries the evidence of every row. People read the label of a code, programs get the code itself. Cells of
CSV that a spreadsheet would take for a formula are disarmed with an apostrophe, numbers left alone.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .answers import Answer, Coded, Dated, Name, Row, Value
from .dates import FOREVER, in_words
from .footnotes import Footnotes

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "cell",
    "csv_cell",
    "markdown_text",
    "to_csv",
    "to_html",
    "to_json",
    "to_markdown",
    "to_rich",
    "to_text",
    "write_csv",
]

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a formula can begin with; some spreadsheets take the full-width signs for the plain ones."""
_TO_QUOTE = re.compile('[",\r\n]')
_MARK = re.compile(r"([\\`*_{}\[\]<>|#])")
"""What Markdown, or the HTML in it, takes for a mark."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cell(value: Value) -> str:
    """A value as people read it; empty where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, Coded):
        return _CONTROL.sub(" ", value.label)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return _CONTROL.sub(" ", str(value))


def to_rich(answer: Answer, *, every: bool = False) -> RenderableType:
    """The answer as a table, or as lists below its headings, with footnotes, for a terminal.

    Args:
        answer: the answer.
        every: whether every source of a row is cited, not a few that say most and how many more there are.
    """
    from rich.console import Group
    from rich.text import Text

    from .fitted import FittedTable

    notes = Footnotes(None if every else answer.as_of or FOREVER)
    parts: list[RenderableType] = [Text(answer.asked, style="bold")]
    if answer.headings:
        parts.extend(_lists(answer, notes))
    elif answer.rows:
        names = [column.replace("_", " ") for column in (*_shown(answer), "certainty", "why", "claims")]
        styles = ["" if row.certainty == "yes" else "italic" for row in answer.rows]
        parts.append(FittedTable(names, _table(answer, notes), styles))
    parts.extend(Text(cell(line)) for line in notes.lines())
    parts.extend(Text(f"Note: {cell(note)}", style="dim") for note in (*answer.notes, *notes.remarks()))
    return Group(*parts)


def to_text(answer: Answer, *, every: bool = False) -> str:
    """The answer as plain text, as on a terminal without colour; see `to_rich`."""
    from .fitted import plain

    return plain(to_rich(answer, every=every))


def to_json(answer: Answer) -> str:
    """The answer as JSON: what was asked, rows with their claims nested, notes."""
    document: dict[str, Any] = {
        "query": answer.query,
        "question": answer.question,
        "parameters": dict(answer.parameters),
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "known_at": answer.known_at.isoformat() if answer.known_at else None,
        "policy": answer.policy,
        "rows": answer.to_dicts(),
        "notes": list(answer.notes),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def to_csv(answer: Answer) -> str:
    """The answer as CSV: a row a row, its claims and sources in columns, each list separated by ` | `."""
    header = [
        *_columns_with_ids(answer),
        "certainty",
        "reasons",
        "origins",
        "claims",
        "sources",
        "published",
        "addresses",
    ]
    rows = []
    for row in answer.rows:
        cells: list[str] = []
        for column in answer.columns:
            value = row.values.get(column)
            cells.append(str(value) if isinstance(value, Decimal | Coded) else cell(value))
            if _has_names(answer, column):
                cells.append(value.id if isinstance(value, Name) else "")
        cells += [row.certainty, "; ".join(row.reasons), str(row.origins)]
        cells += [" | ".join(claim.id for claim in row.claims)]
        for attribute in ("id", "published", "address"):
            cells.append(" | ".join(getattr(claim.source, attribute) for claim in row.claims))
        rows.append(cells)
    return write_csv(header, rows)


def to_markdown(answer: Answer) -> str:
    """The answer as a Markdown table with numbered footnotes."""
    lines = [f"**{markdown_text(answer.asked)}**", ""]
    if answer.rows:
        notes = Footnotes()
        header = (*_shown(answer), "certainty", "why", "claims")
        lines += ["| " + " | ".join(name.replace("_", " ") for name in header) + " |", "| --- " * len(header) + "|"]
        lines += ["| " + " | ".join(map(markdown_text, cells)) + " |" for cells in _table(answer, notes)]
        lines += ["", *(f"{markdown_text(line)}  " for line in notes.lines())]
    lines += [f"\n*{markdown_text(note)}*" for note in answer.notes]
    return "\n".join(lines).rstrip() + "\n"


def to_html(answer: Answer) -> str:
    """The answer as an HTML fragment for a notebook: a table, folded footnotes with links, notes."""
    notes = Footnotes()
    header = "".join(
        f"<th>{_h(name.replace('_', ' '))}</th>" for name in (*_shown(answer), "certainty", "why", "claims")
    )
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left'>{_h(text)}</td>" for text in cells) + "</tr>"
        for cells in _table(answer, notes)
    )
    items = [
        f"<li value='{number}'>{_h(claim.cites)}{_link(claim.source.address)}</li>"
        for number, claim in enumerate(notes, 1)
    ]
    remarks = "".join(f"<p><em>{_h(note)}</em></p>" for note in answer.notes)
    sources = f"<details><summary>Passages of sources: {len(items)}</summary><ol>{''.join(items)}</ol></details>"
    table = f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>{sources}" if body else ""
    return f"<div><p><strong>{_h(answer.asked)}</strong></p>{table}{remarks}</div>"


def csv_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text, not for a formula.

    >>> csv_cell("=1+1"), csv_cell("-5.0"), csv_cell("plain")
    ("'=1+1", '-5.0', 'plain')
    """
    if text[:1] in _FORMULA and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def markdown_text(text: str) -> str:
    r"""A text on one line as Markdown shows it, none of it taken for marks or HTML.

    >>> print(markdown_text("a*b <img>"))
    a\*b \<img\>
    """
    return _MARK.sub(r"\\\1", _CONTROL.sub(" ", text))


def write_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A CSV text that a spreadsheet opens safely (RFC 4180, lines end in LF)."""
    lines = [header, *([csv_cell(text) for text in row] for row in rows)]
    return "".join((",".join(map(_quoted, line)) or '""') + "\n" for line in lines)


def _quoted(text: str) -> str:
    """A cell in quotes where it needs them; `csv.writer` leaves a bare carriage return without."""
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def _shown(answer: Answer) -> tuple[str, ...]:
    """The columns in which any row has a value."""
    return tuple(column for column in answer.columns if any(row.values.get(column) is not None for row in answer))


def _table(answer: Answer, notes: Footnotes) -> list[list[str]]:
    columns = _shown(answer)
    return [
        [
            *(_readable(row.values.get(column)) for column in columns),
            row.certainty,
            "; ".join(row.reasons),
            _cited(row, notes),
        ]
        for row in answer.rows
    ]


def _readable(value: Value) -> str:
    """A cell for people: as `cell`, a vague date in words."""
    return in_words(cell(value)) if isinstance(value, Dated) else cell(value)


def _lists(answer: Answer, notes: Footnotes) -> Iterator[RenderableType]:
    """Rows as lines below headings; the number of a step stands before its first line."""
    from rich.table import Table
    from rich.text import Text

    for key, heading in answer.headings.items():
        yield Text(f"{cell(key)}: {cell(heading)}", style="bold")
        lines = Table.grid(padding=(0, 1, 0, 0))
        before: Value = None
        for row in (row for row in answer if row[answer.columns[0]] == key):
            days = _days(cell(row["since"]), cell(row["until"]))
            sure = row.certainty + (f" ({'; '.join(row.reasons)})" if row.reasons else "")
            text = f"{cell(row['says'])} — {'; '.join(filter(None, (days, sure)))} {_cited(row, notes)}"
            step = "" if row["step"] == before else f"{cell(row['step'])}."
            lines.add_row(Text(f"   {step}"), Text(text, style="" if row.certainty == "yes" else "italic"))
            before = row["step"]
        yield lines


def _days(since: str, until: str) -> str:
    """From when to when, in words; bounds as words too.

    >>> _days("[..2019-06]", ""), _days("2009-05", "[..2014]")
    ('since 2019-06 or before', '2009-05 to 2014 or before')
    >>> _days("2005-05", "[2019-01-01..2019-01-24]")
    '2005-05 to between 2019-01-01 and 2019-01-24'
    """
    first, last = map(in_words, (since, until))
    if first and last:
        return f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def _cited(row: Row, notes: Footnotes) -> str:
    return f"{notes.mark(row.claims)} ({row.origins} origin{'s' if row.origins != 1 else ''})"


def _columns_with_ids(answer: Answer) -> list[str]:
    return [
        name
        for column in answer.columns
        for name in ((column, f"{column}_id") if _has_names(answer, column) else (column,))
    ]


def _has_names(answer: Answer, column: str) -> bool:
    return any(isinstance(row.values.get(column), Name) for row in answer.rows)


def _h(text: str) -> str:
    return html.escape(_CONTROL.sub(" ", text), quote=True)


def _link(address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return ""
    return f' <a href="{_h(address)}" rel="noopener noreferrer" target="_blank">{_h(address)}</a>'
