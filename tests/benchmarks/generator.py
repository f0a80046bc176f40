"""A seeded generator of rows in the shape of the car industry: histories of posts, stakes, supplies and deals.

Every entity has a plausible history over thirty years, told by one to three claims a relationship, with the vagueness,
repetition and open ends of real rows. The same size and seed give the same rows.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from graph.columns import CLAIM_COLUMNS, SOURCE_COLUMNS
from graph.declarations import read_vocabulary
from graph.paths import packaged_data

__all__ = ["write_folder"]

_FUNCTIONS = (
    "chief-executive",
    "finance-chief",
    "engineering-head",
    "design-head",
    "manager",
    "unspecified",
    "engineer",
)
_STATUSES = ("rumoured", "talks", "proposed", "agreed", "approved", "completed")
_FIRST = date(1995, 1, 1)
_LAST = date(2025, 12, 31)


class _Rows:
    """Collects rows by table until they are written."""

    def __init__(self, seed: int, sources: int) -> None:
        self.random = random.Random(seed)
        self.claims: dict[str, list[dict[str, str]]] = {}
        self.count = 0
        self.sources = [f"source-{number}" for number in range(sources)]

    def claim(self, table: str, values: Mapping[str, str], start: date | None, end: date | None) -> None:
        """One to three sources tell of one relationship."""
        for _ in range(self.random.choice((1, 1, 2, 3))):
            self.count += 1
            row = {"id": f"c-{self.count:07d}", **values, "source": self.random.choice(self.sources), "locator": "p"}
            told = self.random.random()
            if start and told < 0.7:
                row["start"] = self.vague(start)
            if end and told > 0.4:
                row["end"] = self.vague(end)
            if not row.get("start") and not row.get("end"):
                first, last = start or _FIRST, end or _LAST
                row["held_on"] = str(first + timedelta(days=self.random.randrange(max((last - first).days, 1))))
            self.claims.setdefault(table, []).append(row)

    def vague(self, day: date) -> str:
        """A date as finely as a source may know it."""
        return self.random.choices((f"{day.year}", f"{day:%Y-%m}", str(day)), (2, 3, 5))[0]


def write_folder(folder: Path, claims: int, seed: int = 20190605) -> int:
    """Write a data folder.

    Args:
        folder: where to; made if it is not there.
        claims: about how many claims.
        seed: of the random numbers.

    Returns:
        How many claims were written.
    """
    rows = _Rows(seed, max(claims // 12, 10))
    companies = [f"company-{number}" for number in range(max(claims // 90, 10))]
    people = [f"person-{number}" for number in range(max(claims // 10, 10))]
    components = [f"component-{number}" for number in range(40)]
    deals: list[str] = []
    for person in people:
        _career(rows, person, companies)
    for company in companies:
        _owners(rows, company, companies)
    while rows.count < claims:
        if rows.random.random() < 0.5:
            supplier, customer = rows.random.sample(companies, 2)
            start = _day(rows)
            values = {"supplier": supplier, "customer": customer, "component": rows.random.choice(components)}
            rows.claim("supplies", values, start, None)
        else:
            deals.append(f"deal-{len(deals)}")
            _deal(rows, deals[-1], companies)
    _write(folder, rows, {"companies": companies, "people": people, "components": components, "deals": deals})
    return rows.count


def _day(rows: _Rows, first: date = _FIRST) -> date:
    return first + timedelta(days=rows.random.randrange(max((_LAST - first).days, 1)))


def _career(rows: _Rows, person: str, companies: Sequence[str]) -> None:
    day = _day(rows)
    for _ in range(rows.random.randint(1, 4)):
        end = day + timedelta(days=rows.random.randrange(300, 3000))
        values = {
            "person": person,
            "organization": rows.random.choice(companies),
            "function": rows.random.choice(_FUNCTIONS),
        }
        rows.claim("employments", values, day, end if end < _LAST else None)
        day = end + timedelta(days=rows.random.randrange(1, 200))
        if day >= _LAST:
            break


def _owners(rows: _Rows, company: str, companies: Sequence[str]) -> None:
    for owner in rows.random.sample(companies, rows.random.randint(1, 4)):
        day = _day(rows)
        for share in sorted(rows.random.sample(range(1, 60), rows.random.randint(1, 3))):
            if owner != company:
                values = {"owner": owner, "asset": company, "share_percent": str(share)}
                rows.claim("ownerships", values, day, None)
            day = _day(rows, day)


def _deal(rows: _Rows, deal: str, companies: Sequence[str]) -> None:
    day = _day(rows)
    for party in rows.random.sample(companies, 2):
        rows.claim("deal_parties", {"deal": deal, "party": party, "role": "partner"}, day, None)
    for status in _STATUSES[rows.random.randrange(3) : rows.random.randint(3, 6)]:
        rows.claim("deal_statuses", {"deal": deal, "status": status}, day, None)
        day += timedelta(days=rows.random.randrange(20, 300))


def _write(folder: Path, rows: _Rows, entities: Mapping[str, Sequence[str]]) -> None:
    vocabulary = read_vocabulary(packaged_data() / "kinds.toml")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kinds.toml").write_bytes((packaged_data() / "kinds.toml").read_bytes())
    for table, ids in entities.items():
        extra = {"type": "carmaker"} if table == "companies" else {}
        kind = next(one for one in vocabulary.entities.values() if one.file == table)
        columns = ["id", "name", *(one.name for one in kind.fields)]
        _table(folder / "entities" / f"{table}.csv", columns, ({"id": id, "name": id.title(), **extra} for id in ids))
    sources = (
        {
            "id": id, "publisher": f"Publisher {number % 97}", "published": f"{1995 + number % 31}-06-01",
            "address": f"https://example.org/{number}", "tier": "press", "origin": f"origin-{number % 97}",
        }
        for number, id in enumerate(rows.sources)
    )  # fmt: skip
    _table(folder / "sources.csv", list(SOURCE_COLUMNS), sources)
    for table, several in rows.claims.items():
        relation = next(one for one in vocabulary.relations.values() if one.file == table)
        columns = ["id", *(one.name for one in relation.fields), *CLAIM_COLUMNS]
        _table(folder / "relations" / f"{table}.csv", columns, several)


def _table(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
