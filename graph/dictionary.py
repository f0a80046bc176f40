"""The data dictionary: every file and column of a data folder, generated from the declared kinds.

It stands between two marks in `data/README.md`; the prose around it is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .columns import CLAIM_COLUMNS, MODALITIES, SOURCE_COLUMNS, STANCES, TIERS
from .errors import DeclarationError
from .vocabulary import Field, Vocabulary

__all__ = ["BEGIN", "END", "ENTITY_COLUMNS", "OTHER_FILES", "dictionary", "with_dictionary"]

BEGIN = "<!-- columns: begin (written by graph.dictionary; pytest --update-golden) -->"
END = "<!-- columns: end -->"

ENTITY_COLUMNS: Mapping[str, str] = {
    "id": "the entity: lower-case letters, digits and hyphens; never reused",
    "name": "its preferred name today",
    "description": "a few words of ours",
    "wikidata": "its Wikidata id (Q…) where a source confirms one",
    "lei": "its legal entity identifier (ISO 17442) where a source confirms one",
}
"""The columns of every entity, and what they mean; a kind's own stand after the name."""

OTHER_FILES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "groups.csv": (
        "Entities whose coverage is looked at together.",
        {
            "id": "the group",
            "name": "its name",
            "members": "ids of entities separated by spaces, the one that leads the group first",
            "since": "the year from which its top posts are to be known",
        },
    ),
    "exceptions.csv": (
        "Where reality is odd: findings of `check` that are right as they are.",
        {
            "rule": "the rule, as `check` prints it in brackets",
            "subject": "the ids that the finding is about",
            "reason": "why it is so",
        },
    ),
    "quotations.csv": (
        "Where in a text kept beside the data a claim stands. The packaged data hold none.",
        {
            "claim": "id of the claim",
            "file": "the text, a file below texts/ in UTF-8",
            "start": "where the quotation begins, in characters from 0",
            "end": "where it ends: the character after its last one",
            "sha256": "SHA-256 of the whole file, in hexadecimal digits",
        },
    ),
}
"""Files that a data folder may have besides entities, relations and sources: what they are for, and their columns."""


def dictionary(vocabulary: Vocabulary) -> str:
    """The tables of files, columns and values, as Markdown."""
    return "\n".join(_lines(vocabulary))


def with_dictionary(text: str, vocabulary: Vocabulary) -> str:
    """A text with the dictionary between its two marks.

    Raises:
        DeclarationError: the text has no such marks.
    """
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise DeclarationError(f"the text has no place for the dictionary: expected the lines {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{dictionary(vocabulary)}\n{END}{tail}"


def _lines(vocabulary: Vocabulary) -> Iterator[str]:
    yield "### sources.csv"
    yield "\nThe documents that claims stand in.\n"
    yield from _table(SOURCE_COLUMNS.items())
    yield f"\nA tier is one of: {_listed(TIERS)}.\n"
    yield "### entities/*.csv\n"
    yield from _table(ENTITY_COLUMNS.items())
    yield "\nColumns of their own:\n"
    for entity in vocabulary.entities.values():
        own = "; ".join(f"`{one.name}`: {_described(one)}" for one in entity.fields)
        yield f"- `entities/{entity.file}.csv`, {entity.name}: {entity.comment}{' ' + own + '.' if own else ''}"
    yield "\n### relations/*.csv\n"
    yield "Every row is one claim. It has an `id`, the columns of its kind, and these (a stance is one of"
    yield f"{', '.join(STANCES)}, a modality one of {', '.join(MODALITIES)}; empty means the first):\n"
    yield from _table(CLAIM_COLUMNS.items())
    for kind in vocabulary.relations.values():
        yield f"\n#### relations/{kind.file}.csv: {kind.name}"
        yield f"\n{kind.comment}\n"
        yield from _table((one.name, _described(one)) for one in kind.fields)
    for file, (comment, columns) in OTHER_FILES.items():
        yield f"\n### {file}"
        yield f"\n{comment}\n"
        yield from _table(columns.items())
    yield "\n### Values of code lists"
    for codes in vocabulary.codes.values():
        yield f"\n#### {codes.name}"
        yield f"\n{codes.comment}\n"
        yield from _table((code.name, code.comment) for code in codes.codes.values())


def _described(one: Field) -> str:
    kind = {
        "entity": "id of any entity" if "*" in one.of else f"id of a {' or '.join(one.of)}",
        "code": f"one of the list {one.of[0] if one.of else ''}",
        "text": "text",
        "yesno": "yes or no",
        "percent": "0 to 100",
        "amount": "a number",
        "currency": "ISO 4217",
        "country": "ISO 3166-1 alpha-2",
        "date": "a date",
    }[one.type]
    return f"{one.comment} ({kind}{', required' if one.required else ''})"


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "| column | meaning |"
    yield "| --- | --- |"
    for name, comment in rows:
        yield f"| `{name}` | {comment.replace('|', '/')} |"


def _listed(values: Mapping[str, str]) -> str:
    return "; ".join(f"`{name}`, {comment}" for name, comment in values.items())
