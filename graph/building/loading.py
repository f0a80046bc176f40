"""From data folders to records.

A data folder has `sources.csv`, `entities/<kind>.csv` and `relations/<kind>.csv`; each may be split into a folder of
parts, `relations/<kind>/<part>.csv`. It may have a `kinds.toml` and files of claims in RDF. Several folders are laid
over each other: ids of all of them are known to each. Loading finds every problem of every row before anything is
built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..columns import CLAIM_COLUMNS, MODALITIES, SOURCE_COLUMNS, STANCES, TIERS
from ..dates import Interval, parse_date
from ..declarations import kinds_files, read_vocabulary
from ..errors import DateError, RowError, StoreError
from ..identifiers import is_slug
from ..records import Claim, Dataset, Entity, Source
from ..vocabulary import EntityKind, RelationKind, Vocabulary
from .problems import Problem
from .tables import read_table
from .values import as_declared, contradiction, expected_instead

__all__ = ["ENTITY_COLUMNS", "Loaded", "data_files", "is_data_folder", "load", "load_or_raise", "require_data_folders"]

ENTITY_COLUMNS = ("id", "name", "description", "wikidata", "lei")
"""The columns that every entity has; a kind's own stand after the name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What folders hold: the records that could be made, and everything that is wrong with the rest."""

    dataset: Dataset
    problems: tuple[Problem, ...]


def is_data_folder(folder: Path) -> bool:
    """Whether a folder looks like one of rows."""
    return folder.is_dir() and (
        any((folder / name).exists() for name in ("entities", "relations", "sources", "sources.csv", "kinds.toml"))
        or any(_claim_files(folder))
    )


def require_data_folders(folders: Sequence[Path]) -> None:
    """Refuse what is no data folder.

    Raises:
        StoreError: a folder does not exist or holds no rows.
    """
    for folder in folders:
        if not folder.exists():
            raise StoreError(f"{folder}: no such folder")
        if not is_data_folder(folder):
            raise StoreError(f"{folder}: holds neither rows (entities/, relations/, sources.csv) nor claims in RDF")


def data_files(folder: Path) -> list[Path]:
    """Every file of a data folder that counts, in a fixed order."""
    tables = [path for top in ("sources", "entities", "relations") for path in (folder / top).rglob("*.csv")]
    single = [folder / name for name in ("sources.csv", "kinds.toml")]
    return sorted(path for path in (*tables, *single, *_claim_files(folder)) if path.is_file())


def load(folders: Sequence[Path]) -> Loaded:
    """Read folders of rows.

    Args:
        folders: the lowest layer first.

    Returns:
        Records by id, sorted, and all problems in the order of files and lines.

    Raises:
        StoreError: a folder does not exist or holds no rows.
        DeclarationError: a `kinds.toml` does not hold together.
    """
    require_data_folders(folders)
    reading = _Reading(read_vocabulary(*kinds_files(folders)))
    for folder in folders:
        reading.read_folder(folder)
    return reading.finish()


def load_or_raise(folders: Sequence[Path]) -> Dataset:
    """Read folders of rows, refusing them if any row is wrong.

    Raises:
        RowError: with every problem.
    """
    loaded = load(folders)
    errors = [str(problem) for problem in loaded.problems if problem.severity == "error"]
    if errors:
        raise RowError(errors)
    return loaded.dataset


def _claim_files(folder: Path) -> Iterator[Path]:
    for path in folder.glob("*"):
        if path.suffix in {".ttl", ".trig", ".nt", ".nq", ".jsonld"}:
            yield path


def _parts(folder: Path, stem: str) -> list[Path]:
    single = folder / f"{stem}.csv"
    return ([single] if single.is_file() else []) + sorted((folder / stem).glob("*.csv"))


class _Reading:
    """Collects records and problems while folders are read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.entities: dict[str, Entity] = {}
        self.sources: dict[str, Source] = {}
        self.claims: dict[str, Claim] = {}
        self.wrong_entities: dict[str, Entity] = {}
        self.wrong_claims: dict[str, Claim] = {}
        # rows with a wrong cell: they take their ids and are held against the others, so that all problems show at once

    def read_folder(self, folder: Path) -> None:
        name = folder.resolve().name
        for kind in self.vocabulary.entities.values():
            columns = ("id", "name", *(one.name for one in kind.fields), *ENTITY_COLUMNS[2:])
            for file in _parts(folder / "entities", kind.file):
                label = f"{name}/{file.relative_to(folder).as_posix()}"
                for line, row in read_table(file, label, columns, self.problems, ENTITY_COLUMNS[2:]):
                    self._entity(kind, row, f"{label}:{line}")
        for file in _parts(folder, "sources"):
            label = f"{name}/{file.relative_to(folder).as_posix()}"
            for line, row in read_table(file, label, tuple(SOURCE_COLUMNS), self.problems):
                self._source(row, f"{label}:{line}")
        for relation in self.vocabulary.relations.values():
            columns = ("id", *(one.name for one in relation.fields), *CLAIM_COLUMNS)
            for file in _parts(folder / "relations", relation.file):
                label = f"{name}/{file.relative_to(folder).as_posix()}"
                for line, row in read_table(file, label, columns, self.problems):
                    self._claim(relation, row, f"{label}:{line}")
        self._unread(folder, name)
        for file in sorted(_claim_files(folder)):
            self._rdf(file, f"{name}/{file.name}")

    def finish(self) -> Loaded:
        self._references()
        dataset = Dataset(
            self.vocabulary,
            dict(sorted(self.entities.items())),
            dict(sorted(self.sources.items())),
            dict(sorted(self.claims.items())),
        )
        return Loaded(dataset, tuple(self.problems))

    def _problem(self, rule: str, at: str, column: str, message: str) -> None:
        self.problems.append(Problem(rule, at, column, message))

    def _unread(self, folder: Path, name: str) -> None:
        """A file that no kind reads is a typing mistake that would lose rows without a word."""
        known = {
            path
            for top, kinds in (("entities", self.vocabulary.entities), ("relations", self.vocabulary.relations))
            for kind in kinds.values()
            for path in _parts(folder / top, kind.file)
        }
        for top in ("entities", "relations"):
            for path in sorted((folder / top).rglob("*.csv")):
                if path not in known:
                    stems = ", ".join(kind.file for kind in getattr(self.vocabulary, top).values())
                    at = f"{name}/{path.relative_to(folder).as_posix()}"
                    self._problem("unknown-file", at, "", f"no kind is kept in this file, expected one of {stems}")

    def _id(self, row: Mapping[str, str], at: str, *several: Mapping[str, Entity | Source | Claim]) -> bool:
        given = row["id"]
        taken = next((one for one in several if given in one), {})
        if not is_slug(given):
            self._problem("id", at, "id", f"{given!r} is no id, expected lower-case letters, digits and hyphens")
            return False
        if given in taken:
            self._problem("duplicate", at, "id", f"{given!r} is taken by {taken[given].at}, expected an id of its own")
            return False
        return True

    def _values(self, kind: EntityKind | RelationKind, row: Mapping[str, str], at: str) -> tuple[dict[str, str], bool]:
        """What the columns of a kind hold, and whether all of it is right."""
        values, right = {}, True
        for one in kind.fields:
            value = row[one.name]
            if not value:
                if one.required:
                    self._problem("required", at, one.name, "empty, expected a value")
                    right = False
                continue
            if isinstance(kind, RelationKind):
                one = as_declared(one, kind, row, self.vocabulary)
            expected = expected_instead(one, value, self.vocabulary) if one.type not in {"text", "entity"} else ""
            if expected:
                self._problem(f"bad-{one.type}", at, one.name, f"{value!r}, {expected}")
                right = False
            values[one.name] = value
        return values, right

    def _date(self, row: Mapping[str, str], column: str, at: str) -> Interval | None:
        text = row[column]
        if not text:
            return None
        try:
            return parse_date(text)
        except DateError as error:
            self._problem("bad-date", at, column, str(error))
            return None

    def _one_of(self, row: Mapping[str, str], column: str, allowed: Sequence[str], default: str, at: str) -> str:
        value = row[column] or default
        if value not in allowed:
            self._problem("bad-code", at, column, f"{value!r}, expected one of {', '.join(allowed)}")
        return value

    def _entity(self, kind: EntityKind, row: Mapping[str, str], at: str) -> None:
        values, right = self._values(kind, row, at)
        if not row["name"]:
            self._problem("required", at, "name", "empty, expected a value")
        if self._id(row, at, self.entities, self.wrong_entities):
            description, wikidata, lei = (row.get(column, "") for column in ENTITY_COLUMNS[2:])
            entity = Entity(row["id"], kind.name, row["name"], values, description, wikidata, lei, at)
            (self.entities if right else self.wrong_entities)[entity.id] = entity

    def _source(self, row: Mapping[str, str], at: str) -> None:
        published, accessed = self._date(row, "published", at), self._date(row, "accessed", at)
        tier = self._one_of(row, "tier", tuple(TIERS), "other", at)
        read_as = self._one_of(row, "read_as", ("", "whole", "passage"), "", at)
        if row["address"] and not row["address"].startswith(("https://", "http://")):
            self._problem("bad-address", at, "address", f"{row['address']!r}, expected one that begins with https://")
        if self._id(row, at, self.sources):
            title, publisher, address, language, origin = (
                row[column] for column in ("title", "publisher", "address", "language", "origin")
            )
            self.sources[row["id"]] = Source(
                row["id"], title, publisher, published, address, language, tier, origin, accessed, read_as, at
            )

    def _claim(self, kind: RelationKind, row: Mapping[str, str], at: str) -> None:
        values, right = self._values(kind, row, at)
        start, end, held_on = (self._date(row, column, at) for column in ("start", "end", "held_on"))
        if start and end and start.earliest and end.latest and end.latest < start.earliest:
            self._problem("order", at, "end", f"{end.text!r} lies before the start {start.text!r}")
        stance = self._one_of(row, "stance", STANCES, "asserts", at)
        modality = self._one_of(row, "modality", MODALITIES, "fact", at)
        if row["relationship"] and not is_slug(row["relationship"]):
            self._problem("id", at, "relationship", f"{row['relationship']!r} is no id")
        if not row["source"]:
            self._problem("required", at, "source", "empty, expected the id of a source: every claim has one")
        if right and (wrong := contradiction(kind, values)):
            self._problem("contradiction", at, *wrong)
        if self._id(row, at, self.claims, self.wrong_claims):
            (self.claims if right else self.wrong_claims)[row["id"]] = Claim(
                row["id"], kind.name, values, row["source"], start, end, held_on, stance, modality, row["locator"],
                row["more"], row["relationship"], row["note"], at,
            )  # fmt: skip

    def _rdf(self, file: Path, label: str) -> None:
        from .rdf_claims import read_claims  # RDF is loaded only where a folder has some

        for table, kind_name, row, at in read_claims(file, label, self.vocabulary, self.problems):
            if table == "entities":
                self._entity(self.vocabulary.entities[kind_name], row, at)
            elif table == "sources":
                self._source(row, at)
            else:
                self._claim(self.vocabulary.relations[kind_name], row, at)

    def _references(self) -> None:
        for entity in (*self.entities.values(), *self.wrong_entities.values()):
            self._ends(self.vocabulary.entities[entity.kind], entity.values, entity.at)
        for claim in (*self.claims.values(), *self.wrong_claims.values()):
            self._ends(self.vocabulary.relations[claim.kind], claim.values, claim.at)
            if claim.source and claim.source not in self.sources:
                self._problem("unknown-id", claim.at, "source", f"{claim.source!r} is no source, expected an id of one")

    def _ends(self, kind: EntityKind | RelationKind, values: Mapping[str, str], at: str) -> None:
        for one in kind.fields:
            value = values.get(one.name) if one.type == "entity" else None
            if not value:
                continue
            entity = self.entities.get(value) or self.wrong_entities.get(value)
            if entity is None:
                self._problem("unknown-id", at, one.name, f"{value!r} is no entity, expected an id of one")
            elif "*" not in one.of and entity.kind not in one.of:
                expected = f"expected a {' or '.join(one.of)}"
                self._problem("wrong-kind", at, one.name, f"{value!r} is a {entity.kind}, {expected}")
