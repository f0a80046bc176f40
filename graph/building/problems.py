"""What is wrong with rows, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Problem", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or odd about the rows.

    Attributes:
        rule: short name of the rule, for example `unknown-id`.
        at: file and line, `relations/ownerships.csv:17`.
        column: the column, or empty.
        message: what is wrong, the value, and what was expected.
        severity: an error stops `build`; a warning is reported.
        subject: the ids that it is about, where the data can say why it is so.
    """

    rule: str
    at: str
    column: str
    message: str
    severity: Severity = "error"
    subject: str = ""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.at}{column}: {self.message}"
