"""Quotations: where in a text that is kept beside the data a claim stands, and whether the text is still the same.

Texts of sources are their publishers'; the packaged data hold none. Who keeps some for their own use puts them below
`texts/` of a data folder and writes `quotations.csv`: the claim, the file, the first character and the one after the
last, and the SHA-256 of the whole file. One changed character anywhere in the text is found. A text that is not here
(rows are shared, texts are not) cannot be verified, which is a warning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Final

from .problems import Problem, Severity
from .tables import read_table

__all__ = ["QUOTATION_COLUMNS", "quotation_problems"]

QUOTATION_COLUMNS: Final = ("claim", "file", "start", "end", "sha256")
"""The columns of `quotations.csv`."""

_OFFSET = re.compile(r"0|[1-9]\d{0,9}", re.ASCII)


def quotation_problems(folder: Path, claims: Container[str]) -> list[Problem]:
    """What is wrong with the quotations of a data folder.

    Args:
        folder: the folder; without `quotations.csv` nothing is wrong.
        claims: ids of all claims, those of other folders included.
    """
    table = folder / "quotations.csv"
    if not table.is_file():
        return []
    found: list[Problem] = []
    label = f"{folder.resolve().name}/{table.name}"
    for line, row in read_table(table, label, QUOTATION_COLUMNS, found):
        for column, message, severity in _row(folder / "texts", row, claims):
            found.append(Problem("quotation", f"{label}:{line}", column, message, severity, row["claim"]))
    return found


def _row(texts: Path, row: Mapping[str, str], claims: Container[str]) -> Iterator[tuple[str, str, Severity]]:
    if row["claim"] not in claims:
        yield "claim", f"{row['claim']!r} is no claim, expected an id of one", "error"
    offsets = [row[column] for column in ("start", "end") if _OFFSET.fullmatch(row[column])]
    if len(offsets) < 2 or int(offsets[0]) >= int(offsets[1]):
        message = f"{row['start']!r} to {row['end']!r}, expected two numbers of characters, the first one smaller"
        yield "start", message, "error"
        return
    file = texts / row["file"]
    if not row["file"] or not file.resolve().is_relative_to(texts.resolve()):
        yield "file", f"{row['file']!r}, expected the name of a file below texts/", "error"
        return
    if not file.is_file():
        yield "file", f"{row['file']!r} is not below texts/: the quotation cannot be verified", "warning"
        return
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != row["sha256"].lower():
        yield "sha256", f"{row['file']} is another text than the one quoted: its SHA-256 is {digest}", "error"
        return
    try:
        length = len(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield "file", f"{row['file']}: byte {error.start} is not UTF-8", "error"
        return
    if int(offsets[1]) > length:
        yield "end", f"{row['end']} lies beyond the text, which has {length} characters", "error"
