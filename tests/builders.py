"""Datasets, folders and stores out of tiny literal rows.

`claim` makes one claim of any kind; `post`, `stake`, `status`, `price`, `life` are the kinds that most tests use.
`dataset` adds the entities and sources that the claims name, so that a test only writes what it is about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from graph.building.loading import ENTITY_COLUMNS, data_files
from graph.columns import CLAIM_COLUMNS, SOURCE_COLUMNS
from graph.dates import FOREVER, parse_date
from graph.declarations import read_vocabulary
from graph.editions import Edition, relationships_of
from graph.paths import packaged_data
from graph.records import Claim, Dataset, Entity, Policy, Relationship, Source
from graph.store import EmbeddedStore
from graph.vocabulary import Vocabulary

KINDS = packaged_data() / "kinds.toml"


class Packaged(Vocabulary):
    """The packaged kinds, without filling a screen where a test fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "VOCABULARY"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("VOCABULARY")


_READ = read_vocabulary(KINDS)
VOCABULARY = Packaged(_READ.entities, _READ.relations, _READ.codes)
TIME = ("start", "end", "held_on")


def claim(id: str, kind: str, *, source: str = "paper", **columns: str) -> Claim:
    """A claim; columns of the kind, times and claim columns all by name, dates as written."""
    own = {one.name for one in VOCABULARY.relations[kind].fields}
    values = {name: value for name, value in columns.items() if name in own and value}
    times = {name: parse_date(columns[name]) for name in TIME if columns.get(name)}
    rest = {name: value for name, value in columns.items() if name not in own and name not in TIME}
    return Claim(id, kind, values, source, **times, **rest)


def post(id: str, person: str = "ada", function: str = "chief-executive", **columns: str) -> Claim:
    """A claim about an employment at `acme`."""
    return claim(id, "Employment", **{"person": person, "organization": "acme", "function": function, **columns})


def stake(id: str, share_percent: str = "", owner: str = "holder", **columns: str) -> Claim:
    """A claim about a stake in `acme`."""
    return claim(id, "Ownership", **{"owner": owner, "asset": "acme", "share_percent": share_percent, **columns})


def status(id: str, status: str, deal: str = "pact", **columns: str) -> Claim:
    """A claim about where a deal stands."""
    return claim(id, "DealStatus", deal=deal, status=status, **columns)


def price(id: str, amount: str = "", deal: str = "pact", **columns: str) -> Claim:
    """A claim about the price that a deal fixes, in US dollars."""
    own = {"deal": deal, "term": "amount", "basis": "price", "currency": "USD", "amount": amount}
    return claim(id, "DealTerm", **{**own, **columns})


def life(id: str, entity: str, **columns: str) -> Claim:
    """A claim about when an entity began or ended."""
    return claim(id, "Existence", entity=entity, **columns)


def source(id: str, published: str = "2019-12-31", **columns: str) -> Source:
    """A source; its publisher is itself unless said otherwise."""
    columns = {"publisher": id, "tier": "press", **columns}
    return Source(id, published=parse_date(published) if published else None, **columns)


def dataset(*claims: Claim, sources: Iterable[Source] = (), kinds: Mapping[str, str] | None = None) -> Dataset:
    """A dataset of claims with every entity and source that they name.

    Its sources were published on the last day of 2019, but for one called `undated`. `kinds` says of which kind an
    entity is where the first kind that its column allows is not meant.
    """
    known = {one.id: one for one in sources}
    entities: dict[str, Entity] = {}
    for one in claims:
        known.setdefault(one.source, source(one.source, "" if one.source == "undated" else "2019-12-31"))
        for field in VOCABULARY.relations[one.kind].fields:
            id = one.values.get(field.name)
            if field.type != "entity" or not id:
                continue
            kind = (kinds or {}).get(id) or ("Company" if field.of == ("*",) else field.of[0])
            if id not in entities or field.of != ("*",):
                values = {"type": "carmaker"} if kind == "Company" else {}
                entities[id] = Entity(id, kind, id.title(), values)
    return Dataset(
        VOCABULARY,
        dict(sorted(entities.items())),
        dict(sorted(known.items())),
        {one.id: one for one in sorted(claims, key=lambda one: one.id)},
    )


def resolved(*claims: Claim, sources: Iterable[Source] = (), **edition: object) -> dict[str, Relationship]:
    """The relationships that claims give, by id."""
    return relationships_of(dataset(*claims, sources=sources), **edition)  # type: ignore[arg-type]


def only(relationships: Mapping[str, Relationship]) -> Relationship:
    """The one relationship that there should be."""
    assert len(relationships) == 1, sorted(relationships)
    return next(iter(relationships.values()))


def store_of(data: Dataset, known_at: date = FOREVER, policy: Policy = "most-origins") -> EmbeddedStore:
    """A store in memory of one edition."""
    return Edition.of(data, known_at, policy).to_store()


def table(columns: Iterable[str], *rows: Mapping[str, str]) -> str:
    """CSV text with a header; cells that a row leaves out are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def entity_table(kind: str, *rows: Mapping[str, str]) -> str:
    """CSV text of entities of a kind."""
    return table((*ENTITY_COLUMNS, *(one.name for one in VOCABULARY.entities[kind].fields)), *rows)


def claim_table(kind: str, *rows: Mapping[str, str]) -> str:
    """CSV text of claims of a kind."""
    return table(("id", *(one.name for one in VOCABULARY.relations[kind].fields), *CLAIM_COLUMNS), *rows)


def source_table(*rows: Mapping[str, str]) -> str:
    """CSV text of sources."""
    return table(SOURCE_COLUMNS, *rows)


def read_plainly(folder: Path) -> int:
    """Read the tables of a data folder as the standard library does, which is what ours is held against; its rows."""
    count = 0
    for file in data_files(folder):
        if file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as rows:
                count += len(list(csv.DictReader(rows)))
    return count


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A data folder with the packaged kinds and some files, by path below it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kinds.toml").write_bytes(KINDS.read_bytes())
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def write_dataset(folder: Path, data: Dataset) -> Path:
    """A data folder that holds a dataset as rows of CSV."""
    files: dict[str, str] = {"sources.csv": source_table(*map(_source_row, data.sources.values()))}
    for entity_kind in data.vocabulary.entities.values():
        entities = [one for one in data.entities.values() if one.kind == entity_kind.name]
        if entities:
            files[f"entities/{entity_kind.file}.csv"] = entity_table(entity_kind.name, *map(_entity_row, entities))
    for kind in data.vocabulary.relations.values():
        claims = [one for one in data.claims.values() if one.kind == kind.name]
        if claims:
            files[f"relations/{kind.file}.csv"] = claim_table(kind.name, *map(claim_row, claims))
    return write_files(folder, files)


def claim_row(one: Claim) -> dict[str, str]:
    """The row of a claim."""
    times = {name: str(getattr(one, name) or "") for name in TIME}
    rest = {name: getattr(one, name) for name in CLAIM_COLUMNS if name not in TIME}
    return {"id": one.id, **one.values, **times, **rest}


def _entity_row(one: Entity) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "description": one.description, "wikidata": one.wikidata, "lei": one.lei,
            **one.values}  # fmt: skip


def _source_row(one: Source) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in SOURCE_COLUMNS}
