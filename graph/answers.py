"""Answers: rows, and for each row how certain it is, why, and who says so.

A row of a named query rests on one or several relationships. Its certainty is that of the weakest of them, asked in the
way that the query file declares: holding on the day, or over by the day. An answer also says what it does not know: why
rows are only possible, what its sources disagree about, of whom else they speak, and, where it is empty, that the
absence of a claim is not evidence of absence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from .citations import ClaimFound
from .errors import ParameterError
from .records import Certainty

if TYPE_CHECKING:
    from .industry import Industry
    from .view import View

__all__ = ["Answer", "Coded", "Dated", "Name", "Row", "Value", "weakest"]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """Something that has an id, with the name that people read.

    Attributes:
        label: its name.
        id: its slug.
    """

    label: str
    id: str

    def __str__(self) -> str:
        return self.label


class Coded(str):
    """A code as rows have it, with the words that people read: the text itself is the code.

    Attributes:
        label: its words, as the kinds declare them.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Coded:
        """The code with its label."""
        made = super().__new__(cls, code)
        made.label = label
        return made


class Dated(str):
    """A date as rows have it, a part of EDTF; people read it in words (`dates.in_words`)."""


Value: TypeAlias = Name | str | Decimal | int | float | bool | date | None
"""What a cell of an answer holds; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer.

    Attributes:
        values: cells by column.
        certainty: `yes` or `possibly`; `no` does not occur.
        reasons: why, in words, one for each relationship that has something to say.
        relationships: ids of the relationships that it rests on.
        claims: the claims that carry them, each once.
        differences: what those claims disagree about, in words.
    """

    values: Mapping[str, Value]
    certainty: Certainty
    reasons: tuple[str, ...]
    relationships: tuple[str, ...]
    claims: tuple[ClaimFound, ...]
    differences: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> Value:
        return self.values[column]

    @property
    def origins(self) -> int:
        """How many independent origins assert what it rests on, all its relationships taken together."""
        return len({claim.source.independent_origin for claim in self.asserting})

    @property
    def asserting(self) -> tuple[ClaimFound, ...]:
        """Its claims without the denials."""
        return tuple(claim for claim in self.claims if claim.stance == "asserts")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a named query.

    Attributes:
        query: name of the query.
        question: its summary.
        parameters: what was asked, in words, by parameter.
        as_of: the day asked about; None for the latest known state.
        known_at: the day by which a source had to be published to count; None for all sources.
        policy: how values were picked where claims differ.
        columns: names of the columns in order.
        rows: what came one after the other in the order of the query; of other questions certain rows first, then those
            whose evidence is nearest to the day, with what else is said of the same entity, otherwise in the order of
            the query.
        data: which data were asked, in words.
        industry: what was asked, for a picture; None for an answer that was made by hand.
        remarks: what else the reader must know, in words; the first of the notes.
        headings: where rows belong together, a heading for each value of the first column. A terminal then shows lists
            instead of a table, of the columns `step`, `says`, `since` and `until`.
    """

    query: str
    question: str
    parameters: Mapping[str, str]
    as_of: date | None
    known_at: date | None
    policy: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    data: str
    industry: Industry | None = field(default=None, repr=False, compare=False)
    remarks: tuple[str, ...] = ()
    headings: Mapping[Value, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def certain(self) -> Answer:
        """The answer without the rows that only possibly hold.

        What only possibly holds may well be so: leave it out to read, not to conclude that it is not. Of rows that
        belong together all are left out where one of them only possibly holds.
        """
        rows = tuple(row for row in self.rows if row.certainty == "yes")
        if not self.headings:
            return replace(self, rows=rows)
        doubtful = {row[self.columns[0]] for row in self.rows if row.certainty != "yes"}
        return replace(
            self,
            rows=tuple(row for row in rows if row[self.columns[0]] not in doubtful),
            headings={key: heading for key, heading in self.headings.items() if key not in doubtful},
        )

    @property
    def claims(self) -> tuple[ClaimFound, ...]:
        """Every claim behind the answer once, in the order in which rows first need it."""
        return tuple({claim.id: claim for row in self.rows for claim in row.claims}.values())

    @property
    def asked(self) -> str:
        """One line: the question, what was asked for, the day, and the edition."""
        named = ", ".join(f"{name} = {value}" for name, value in self.parameters.items())
        day = f"as of {self.as_of}" if self.as_of else "latest known state"
        known = f", known at {self.known_at}" if self.known_at else ""
        return f"{self.question} ({f'{named}; ' if named else ''}{day}{known}; policy {self.policy})"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know besides the rows."""
        notes = list(self.remarks)
        if not self.rows:
            notes.append(f"Nothing found in {self.data}. Absence of a claim is not evidence of absence.")
        more: dict[str, dict[str, None]] = {}
        for claim in self.claims:
            if claim.more:
                more.setdefault(claim.more, {})[claim.source.citation] = None
        for said, sources in more.items():
            speaks = "The source speaks" if len(sources) == 1 else f"{len(sources)} sources speak"
            notes.append(f"{speaks} of more: {said} ({'; '.join(sources)}).")
        for row in self.rows:
            notes.extend(f"Sources differ: {difference}." for difference in row.differences)
        return tuple(dict.fromkeys(notes))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Rows as plain dictionaries: the cells, then certainty, reasons, origins and claims, ready for JSON."""
        return [
            {
                **{column: _plain(row.values.get(column)) for column in self.columns},
                "certainty": row.certainty,
                "reasons": list(row.reasons),
                "origins": row.origins,
                "differences": list(row.differences),
                "claims": [_claim_dict(claim) for claim in row.claims],
            }
            for row in self.rows
        ]

    def to_dataframe(self) -> Any:
        """The rows as a pandas DataFrame: cells, certainty, reasons, origins, claims and sources.

        Raises:
            ImportError: pandas is not installed (`pip install "industry-graph[pandas]"`).
        """
        import pandas as pd

        records = [
            {
                **{column: None if row.values.get(column) is None else row.values[column] for column in self.columns},
                "certainty": row.certainty,
                "reasons": "; ".join(row.reasons),
                "origins": row.origins,
                "sources": [claim.source.id for claim in row.claims],
                "claims": [claim.id for claim in row.claims],
            }
            for row in self.rows
        ]
        columns = [*self.columns, "certainty", "reasons", "origins", "sources", "claims"]
        return pd.DataFrame.from_records(records, columns=columns)

    def view(self) -> View:
        """A picture of the relationships that the rows rest on, brought out among their neighbours.

        Raises:
            ParameterError: the answer has no rows, or was made by hand.
        """
        if self.industry is None or not self.rows:
            raise ParameterError(f"{self.query}: an answer without rows has no picture")
        return self.industry.view_of(self)

    def __str__(self) -> str:
        from .formats import to_text

        return to_text(self)

    def _repr_html_(self) -> str:
        from .formats import to_html

        return to_html(self)


def weakest(certainties: Sequence[Certainty]) -> Certainty:
    """The certainty of a row that rests on several relationships."""
    if "no" in certainties:
        return "no"
    return "possibly" if "possibly" in certainties else "yes"


def _plain(value: Value) -> Any:
    if isinstance(value, Name):
        return {"id": value.id, "name": value.label}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _claim_dict(claim: ClaimFound) -> dict[str, Any]:
    source = claim.source
    return {
        "id": claim.id,
        "relationship": claim.relationship,
        "says": dict(claim.values),
        "start": claim.start,
        "end": claim.end,
        "held_on": claim.held_on,
        "stance": claim.stance,
        "modality": claim.modality,
        "locator": claim.locator,
        "more": claim.more,
        "note": claim.note,
        "source": {
            name: getattr(source, name)
            for name in ("id", "title", "publisher", "published", "address", "language", "tier", "origin")
        },
    }
