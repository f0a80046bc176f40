"""Checking rows: everything that is wrong or odd, all at once.

Errors are what stops `build` (`loading`), and quotations that are not in their text. Warnings are what a careful
reader would ask about: rows that say the same twice, names that collide, sources that nobody cites, facts that lie
after the day on which they were printed, and what is odd about relationships taken together (`plausibility`). Where
reality is odd the data say why: a line in `exceptions.csv` names the rule, the subject and the reason, and the finding
is not shown. An exception that fits nothing is itself a finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..dates import Interval
from ..names import name_key
from ..records import Claim, Dataset
from ..vocabulary import EntityKind, RelationKind
from .collecting import without_collecting
from .edition import resolve
from .grouping import group
from .loading import load
from .plausibility import oddities
from .problems import Problem
from .quotations import quotation_problems
from .tables import read_table

__all__ = ["EXCEPTION_COLUMNS", "check_folders"]

EXCEPTION_COLUMNS: Final = ("rule", "subject", "reason")
"""The columns of `exceptions.csv`."""


@without_collecting()
def check_folders(folders: Sequence[Path]) -> list[Problem]:
    """Every problem of data folders: errors first, then warnings, each in the order of files and lines.

    Args:
        folders: the lowest layer first.

    Raises:
        StoreError: a folder does not exist or holds no rows.
        DeclarationError: a `kinds.toml` does not hold together.
    """
    loaded = load(folders)
    problems = list(loaded.problems)
    for folder in folders:
        problems += quotation_problems(folder, loaded.dataset.claims)
    if not any(one.severity == "error" for one in problems):
        problems += _warnings(loaded.dataset)
        problems = _without_exceptions(folders, problems)
    return sorted(problems, key=lambda one: (one.severity != "error", _place(one.at), one.rule, one.message))


def _warnings(dataset: Dataset) -> Iterator[Problem]:
    yield from _identifiers(dataset)
    yield from _same_claims(dataset)
    yield from _colliding_names(dataset)
    yield from _same_addresses(dataset)
    yield from _unused(dataset)
    yield from _facts_to_come(dataset)
    yield from oddities(dataset, resolve(dataset, group(dataset)))


def _warning(rule: str, at: str, column: str, message: str, subject: str) -> Problem:
    return Problem(rule, at, column, message, "warning", subject)


def _identifiers(dataset: Dataset) -> Iterator[Problem]:
    for one in dataset.entities.values():
        if one.wikidata and not (one.wikidata[:1] == "Q" and one.wikidata[1:].isdigit()):
            yield _warning("identifier", one.at, "wikidata", f"{one.wikidata!r}, expected Q and digits", one.id)
        if one.lei and not _is_lei(one.lei):
            expected = "expected 20 characters with the check digits of ISO 17442"
            yield _warning("identifier", one.at, "lei", f"{one.lei!r}, {expected}", one.id)


def _is_lei(text: str) -> bool:
    """Whether the check digits fit (ISO 7064, MOD 97-10).

    Source: https://www.gleif.org/en/about-lei/iso-17442-the-lei-code-structure
    """
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text):
        return False
    return int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


def _same_claims(dataset: Dataset) -> Iterator[Problem]:
    """Rows that say the same thing from the same source."""
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in dataset.claims.values():
        dates = tuple(one.text if one else "" for one in (claim.start, claim.end, claim.held_on))
        key = (claim.kind, claim.source, claim.stance, claim.modality, dates, *sorted(claim.values.items()))
        first = seen.setdefault(key, claim)
        if first is not claim:
            message = f"{claim.id} says the same as {first.id} from the same source, expected one row"
            yield _warning("same-claim", claim.at, "", message, claim.id)


def _colliding_names(dataset: Dataset) -> Iterator[Problem]:
    """One name for two things of a kind, among their preferred names and the names that rows give them."""
    named: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for entity in dataset.entities.values():
        named[(entity.kind, name_key(entity.name))][entity.id] = entity.at
    for claim in dataset.claims.values():
        kind = dataset.vocabulary.relations[claim.kind]
        if kind.purpose == "name" and claim.stance == "asserts":
            entity = dataset.entities[claim.values[kind.ends[0]]]
            text = next(claim.values[one.name] for one in kind.fields if one.type == "text")
            named[(entity.kind, name_key(text))].setdefault(entity.id, claim.at)
    for (_, key), owners in named.items():
        if len(owners) > 1:
            ids = sorted(owners)
            message = f"{key!r} is a name of {' and of '.join(ids)}: a question with it is ambiguous"
            yield _warning("same-name", owners[ids[-1]], "name", message, " ".join(ids))


def _same_addresses(dataset: Dataset) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for source in dataset.sources.values():
        first = seen.setdefault(source.address or source.id, source.id)
        if first != source.id:
            message = f"{source.id} has the address of {first}, expected one source for one document"
            yield _warning("same-address", source.at, "address", message, source.id)


def _unused(dataset: Dataset) -> Iterator[Problem]:
    """Sources never cited and entities of which nothing is said."""
    cited = {claim.source for claim in dataset.claims.values()}
    for source in dataset.sources.values():
        if source.id not in cited:
            yield _warning("uncited", source.at, "", f"no claim cites {source.id}", source.id)
    kinds = dataset.vocabulary
    mentioned = {
        value for one in dataset.claims.values() for value in _mentioned(kinds.relations[one.kind], one.values)
    }
    for entity in dataset.entities.values():
        mentioned |= _mentioned(kinds.entities[entity.kind], entity.values)
    for entity in dataset.entities.values():
        if entity.id not in mentioned:
            yield _warning("orphan", entity.at, "", f"nothing is said of {entity.id}", entity.id)


def _mentioned(kind: EntityKind | RelationKind, values: Mapping[str, str]) -> set[str]:
    return {values[one.name] for one in kind.fields if one.type == "entity" and one.name in values}


def _facts_to_come(dataset: Dataset) -> Iterator[Problem]:
    """What its source can only have expected: a fact that lies after the day of publication.

    Hearsay can be of what is to begin or to end; nobody can have seen a later day on which it was so.
    """
    for claim in dataset.claims.values():
        published = dataset.sources[claim.source].published
        if claim.modality == "planned" or published is None or published.latest is None:
            continue
        for column in ("held_on",) if claim.modality == "reported" else ("start", "end", "held_on"):
            day: Interval | None = getattr(claim, column)
            if day is not None and day.earliest is not None and day.earliest > published.latest:
                message = f"{day} lies after the publication ({published}), expected modality planned"
                yield _warning("fact-to-come", claim.at, column, message, claim.id)


def _without_exceptions(folders: Sequence[Path], problems: Sequence[Problem]) -> list[Problem]:
    """The problems that no exception explains, and the exceptions that explain none."""
    found: list[Problem] = []
    explained: dict[tuple[str, str], str] = {}
    for folder in folders:
        file = folder / "exceptions.csv"
        if not file.is_file():
            continue
        label = f"{folder.resolve().name}/{file.name}"
        for line, row in read_table(file, label, EXCEPTION_COLUMNS, found):
            if not row["reason"]:
                found.append(Problem("required", f"{label}:{line}", "reason", "empty, expected why it is so"))
            explained[(row["rule"], row["subject"])] = f"{label}:{line}"
    used = {(one.rule, one.subject) for one in problems}
    found += [one for one in problems if one.severity == "error" or (one.rule, one.subject) not in explained]
    for (rule, subject), at in explained.items():
        if (rule, subject) not in used:
            found.append(
                _warning("idle-exception", at, "", f"nothing is wrong with {subject} by the rule {rule}", subject)
            )
    return found


def _place(at: str) -> tuple[str, int]:
    """File and line, so that line 9 comes before line 10."""
    file, _, line = at.rpartition(":")
    return (file, int(line)) if line.isdigit() else (at, 0)
