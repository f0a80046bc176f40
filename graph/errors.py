"""The errors of this package, one tree.

::

    IndustryGraphError
    ├── DeclarationError (ValueError)   a kind, field or code list is declared wrongly
    ├── DateError (ValueError)          a date that is none
    ├── RowError (ValueError)           rows that cannot be loaded; carries every problem
    ├── StoreError (OSError)            a store that cannot be built, opened or read
    ├── QueryFileError (ValueError)     a query file that breaks the rules
    ├── QueryError (ValueError)         a query that cannot be run
    ├── ParameterError (ValueError)     a parameter that is missing, unknown or has a wrong value
    ├── UnknownNameError (LookupError)  a name that means nothing here, or several things
    └── OutputError (OSError)           a file that cannot be written

A message says what is wrong, where, the value, and what was expected, in one line.
"""

from __future__ import annotations

__all__ = [
    "DateError",
    "DeclarationError",
    "IndustryGraphError",
    "OutputError",
    "ParameterError",
    "QueryError",
    "QueryFileError",
    "RowError",
    "StoreError",
    "UnknownNameError",
]


class IndustryGraphError(Exception):
    """Base of every error that this package raises on purpose."""


class DeclarationError(IndustryGraphError, ValueError):
    """A kind, field or code list is declared wrongly."""


class DateError(IndustryGraphError, ValueError):
    """A text is not a date, or not a date that exists."""


class RowError(IndustryGraphError, ValueError):
    """Rows cannot be loaded.

    Attributes:
        problems: every problem found, each a line `file:line, column c: what (value), expected …`.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        rest = f" (and {len(problems) - 1} more: run check)" if len(problems) > 1 else ""
        super().__init__(problems[0] + rest if problems else "rows cannot be loaded")


class StoreError(IndustryGraphError, OSError):
    """A store cannot be built, opened or read."""


class QueryFileError(IndustryGraphError, ValueError):
    """A query file breaks the rules of `queries/README.md`."""


class QueryError(IndustryGraphError, ValueError):
    """A query cannot be run: malformed, too large, or stopped at a limit."""


class ParameterError(IndustryGraphError, ValueError):
    """A parameter is missing, unknown, or has a value that it cannot have."""


class UnknownNameError(IndustryGraphError, LookupError):
    """A name means nothing here, or means several things.

    Attributes:
        name: the name as given.
        suggestions: ids of entities that it may have meant, best first.
    """

    def __init__(self, message: str, name: str, suggestions: list[str]) -> None:
        self.name = name
        self.suggestions = suggestions
        super().__init__(message)


class OutputError(IndustryGraphError, OSError):
    """A file cannot be written."""
