"""The records of an edition in tables beside its store: what is read by the thousand.

A store gives a relationship as twenty terms and looks up each of them by itself; a snapshot of a large edition is more
than a million. The tables hold the same records as rows. They say nothing that the store does not say, are written in
the same build and thrown away with it. A SPARQL server has none: there everything is asked in SPARQL, with the same
answers.

Source: https://www.sqlite.org/withoutrowid.html
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .citations import Cited, ClaimFound
from .dates import parse_date
from .errors import StoreError
from .mapping import names_besides
from .records import Claim, Dataset, Difference, Entity, Relationship, Source

__all__ = ["Kept", "KeptRelationship"]

_TABLES = """
CREATE TABLE entity (id TEXT PRIMARY KEY, kind, name, "values", description, names) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, title, publisher, published, address, language, tier, origin) WITHOUT ROWID;
CREATE TABLE relationship (
    id TEXT PRIMARY KEY, kind, "values", start, "end", first_held, last_held, possible_from, possible_until,
    certain_from, certain_until, modality, denied, origins, differences, end_planned, stale, closed_by, closed_as, why,
    controls, sentence, sources
) WITHOUT ROWID;
CREATE TABLE claim (
    about, id, source, "values", start, "end", held_on, stance, modality, locator, more, note, grouping,
    PRIMARY KEY (about, id)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class KeptRelationship:
    """A relationship (without the ids of its claims), how it reads, and the ids of its sources, sorted."""

    relationship: Relationship
    sentence: str
    sources: tuple[str, ...]


class Kept:
    """The tables of one edition, open for reading.

    Args:
        database: where they are.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def open(cls, file: Path) -> Kept:
        """Open tables that `write` wrote.

        Raises:
            StoreError: there are none.
        """
        try:
            address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
            return cls(sqlite3.connect(address, uri=True, check_same_thread=False))
        except sqlite3.Error as error:
            raise StoreError(f"{file}: cannot be opened ({error}), expected a rebuild: run build") from None

    @classmethod
    def write(
        cls,
        dataset: Dataset,
        relationships: Mapping[str, Relationship],
        sentences: Mapping[str, str],
        grouping: Mapping[str, str],
        file: Path | None = None,
    ) -> Kept:
        """Write the records of an edition.

        Args:
            dataset: what the rows say.
            relationships: by id, as resolved for the edition.
            sentences: how each relationship reads, by id.
            grouping: why each claim is about its relationship, by claim id.
            file: where to; in memory without one.
        """
        database = sqlite3.connect(file or ":memory:", isolation_level=None, check_same_thread=False)
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _TABLES)
        for table, rows in (
            ("entity", _entity_rows(dataset, relationships.values())),
            ("source", map(_source_row, dataset.sources.values())),
            ("relationship", _relationship_rows(dataset, relationships, sentences)),
            ("claim", _claim_rows(dataset, relationships, grouping)),
        ):
            width = len(database.execute(f"SELECT * FROM {table}").description)
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
        database.execute("COMMIT")
        return cls(database)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def entities(self) -> Iterator[tuple[Entity, tuple[str, ...]]]:
        """Every entity by order of id, and its other names in the edition, sorted."""
        for id, kind, name, values, description, names in self._rows("SELECT * FROM entity"):
            yield Entity(id, kind, name, json.loads(values), description), tuple(json.loads(names))

    def relationships(self, ids: Collection[str] | None = None) -> Iterator[KeptRelationship]:
        """Relationships in the order of ids.

        Args:
            ids: of which; None for all.
        """
        if ids is None:
            yield from map(_relationship, self._rows("SELECT * FROM relationship"))
        else:
            asked = "SELECT * FROM relationship WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
            yield from map(_relationship, self._rows(asked, json.dumps(list(ids))))

    def holding(self, first: date, last: date) -> Iterator[KeptRelationship]:
        """The relationships that may have held on a day from the first to the last, in the order of ids."""
        asked = "SELECT * FROM relationship WHERE possible_from <= ? AND ? <= possible_until"
        yield from map(_relationship, self._rows(asked, last.isoformat(), first.isoformat()))

    def claims(self, about: Collection[str] | None = None) -> Iterator[ClaimFound]:
        """Claims in the order of the relationships that they are about, and of ids.

        Args:
            about: ids of relationships; None for all.
        """
        if about is None:
            found = self._rows("SELECT * FROM claim")
            sources = {row[0]: Cited(*row) for row in self._rows("SELECT * FROM source")}
        else:
            listed = json.dumps(list(about))
            asked = "SELECT * FROM claim WHERE about IN (SELECT value FROM json_each(?)) ORDER BY about, id"
            found = self._rows(asked, listed)
            cited = (
                "SELECT * FROM source WHERE id IN "
                "(SELECT source FROM claim WHERE about IN (SELECT value FROM json_each(?)))"
            )
            sources = {row[0]: Cited(*row) for row in self._rows(cited, listed)}
        for relationship, id, source, values, *rest in found:
            yield ClaimFound(id, relationship, sources[source], json.loads(values), *rest)

    def _rows(self, asked: str, *given: str) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(asked, given).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the tables of a built store are damaged ({error}), expected a rebuild") from None


def _entity_rows(dataset: Dataset, relationships: Iterable[Relationship]) -> Iterator[tuple[str, ...]]:
    names = names_besides(dataset.vocabulary, relationships)
    for one in dataset.entities.values():
        others = sorted({*names.get(one.id, ())} - {one.name})
        columns = [column.name for column in dataset.vocabulary.entities[one.kind].fields]
        yield one.id, one.kind, one.name, _ordered(one.values, columns), one.description, json.dumps(others)


def _source_row(one: Source) -> tuple[str, ...]:
    published = one.published.text if one.published else ""
    return one.id, one.title, one.publisher, published, one.address, one.language, one.tier, one.origin


def _relationship_rows(
    dataset: Dataset, relationships: Mapping[str, Relationship], sentences: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    columns = {kind.name: [one.name for one in kind.fields] for kind in dataset.vocabulary.relations.values()}
    for one in relationships.values():
        days = (one.first_held, one.last_held, one.possible_from, one.possible_until)
        certain = (one.certain_from, one.certain_until)
        yield (
            one.id,
            one.kind,
            _ordered(one.values, columns[one.kind]),
            one.start.text if one.start else None,
            one.end.text if one.end else None,
            *(day.isoformat() if day else None for day in (*days, *certain)),
            one.modality,
            one.denied,
            one.origins,
            json.dumps([[each.field, each.chosen, *each.others] for each in one.differences] or None),
            one.end_planned,
            one.stale,
            one.closed_by,
            one.closed_as,
            one.why,
            one.controls,
            sentences[one.id],
            " ".join(sorted({dataset.claims[claim].source for claim in one.claims})),
        )


def _relationship(row: tuple[Any, ...]) -> KeptRelationship:
    id, kind, values, start, end, *_, modality, denied, origins, differences, planned, stale = row[:17]
    closed_by, closed_as, why, controls, sentence, sources = row[17:]
    first_held, last_held, possible_from, possible_until, certain_from, certain_until = map(_day, row[5:11])
    return KeptRelationship(
        Relationship(
            id,
            kind,
            json.loads(values),
            (),
            parse_date(start) if start else None,
            parse_date(end) if end else None,
            first_held,
            last_held,
            possible_from,
            possible_until,
            certain_from,
            certain_until,
            modality,
            bool(denied),
            origins,
            tuple(map(_difference, json.loads(differences) or ())),
            bool(planned),
            bool(stale),
            closed_by,
            closed_as,
            why,
            controls,
        ),
        sentence,
        tuple(sources.split()),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _difference(packed: list[str]) -> Difference:
    field, chosen, *others = packed
    return Difference(field, chosen, tuple(others))


def _claim_rows(
    dataset: Dataset, relationships: Mapping[str, Relationship], grouping: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    columns = {kind.name: [one.name for one in kind.fields] for kind in dataset.vocabulary.relations.values()}
    for relationship in relationships.values():
        for id in relationship.claims:
            one = dataset.claims[id]
            yield (
                relationship.id,
                id,
                one.source,
                _ordered(one.values, columns[one.kind]),
                *_said(one),
                grouping.get(id, ""),
            )


def _said(one: Claim) -> tuple[str, ...]:
    days = (day.text if day else "" for day in (one.start, one.end, one.held_on))
    return (*days, one.stance, one.modality, one.locator, one.more, one.note)


def _ordered(values: Mapping[str, str], columns: Iterable[str]) -> str:
    """Values as JSON, in the order in which the columns are declared."""
    return json.dumps({name: values[name] for name in columns if values.get(name)}, ensure_ascii=False)
