"""Reading one CSV file into rows with their line numbers.

UTF-8 with or without a byte order mark. A line that begins with `#` where a row would begin is a comment. Whatever is
wrong with the file as a file (encoding, header, number of cells, control characters) is found here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .problems import Problem

__all__ = ["is_plain", "read_table"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Lines:
    """Feeds the lines of a file to `csv.reader`, leaving out comments between rows."""

    def __init__(self, text: str) -> None:
        self._lines = [line + "\n" for line in text.replace("\r\n", "\n").split("\n")]
        self._next = 0
        self.between_rows = True
        self.row_line = 0

    def __iter__(self) -> Iterator[str]:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            if self.between_rows:
                if line.startswith("#") or not line.strip():
                    continue
                self.row_line = self._next
                self.between_rows = False
            yield line


def read_table(
    file: Path, name: str, columns: Sequence[str], problems: list[Problem], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Read the rows of a CSV file.

    Args:
        file: the file.
        name: what to call it in problems.
        columns: the columns that it must have; their order does not matter.
        problems: found problems are appended to it.
        optional: columns that it may leave out.

    Yields:
        Line number (from 1) and the cells by column, surrounding space removed.
    """
    raw = file.read_bytes()
    if raw.startswith(_UTF16):
        problems.append(Problem("encoding", f"{name}:1", "", "the file is UTF-16, expected UTF-8"))
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start]
        problems.append(Problem("encoding", f"{name}:{line}", "", f"byte 0x{byte:02X} is not UTF-8"))
        return
    lines = _Lines(text)
    reader = csv.reader(iter(lines), strict=True)
    header: list[str] | None = None
    while True:
        lines.between_rows = True
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(Problem("not-csv", f"{name}:{lines.row_line}", "", f"not a CSV row: {error}"))
            return
        if header is None:
            header = _header(cells, name, columns, optional, problems)
            if header is None:
                return
            continue
        row = _row(cells, header, f"{name}:{lines.row_line}", problems)
        if row is not None:
            yield lines.row_line, row
    if header is None:
        problems.append(Problem("header", f"{name}:1", "", f"the file is empty, expected a header {','.join(columns)}"))


def is_plain(row: Mapping[str, str], at: str, problems: list[Problem]) -> bool:
    """Whether no cell of a row holds a control character; where one does, that is a problem.

    Args:
        row: the cells by column.
        at: file and line.
        problems: found problems are appended to it.
    """
    for column, cell in row.items():
        found = _FORBIDDEN.search(cell)
        if found is not None:
            message = f"control character U+{ord(found[0]):04X}, expected plain text"
            problems.append(Problem("control", at, column, message))
            return False
    return True


def _header(
    cells: list[str], name: str, columns: Sequence[str], optional: Sequence[str], problems: list[Problem]
) -> list[str] | None:
    header = [cell.strip() for cell in cells]
    expected = f"expected {','.join(columns)}"
    missing = [column for column in columns if column not in header and column not in optional]
    unknown = [column for column in header if column not in columns]
    repeated = [column for column in header if header.count(column) > 1]
    if len(header) == 1 and len(columns) > 1:
        problems.append(Problem("not-csv", f"{name}:1", "", f"not comma-separated ({header[0][:60]!r}), {expected}"))
        return None
    for what, names in (("missing", missing), ("unknown", unknown), ("repeated", repeated)):
        if names:
            problems.append(Problem("header", f"{name}:1", names[0], f"{what} column {names[0]!r}, {expected}"))
    return None if missing or unknown or repeated else header


def _row(cells: list[str], header: list[str], at: str, problems: list[Problem]) -> dict[str, str] | None:
    if len(cells) != len(header):
        message = f"{len(cells)} cells, expected {len(header)}"
        problems.append(
            Problem("cells", at, "", message + (": is a comma not quoted?" if cells[len(header) :] else ""))
        )
        return None
    row = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
    return row if is_plain(row, at, problems) else None
