"""How a relationship or a claim reads as a sentence.

The sentence of a kind is a template, declared with it: `{field}` stands for a value, `{field:words}` for the words
where it says yes and else for nothing. A part in brackets is left out where a value in it is empty. Of several parts in
one pair of brackets (`[{amount}|up to {amount_max}]`) only the first that is not left out is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from .dates import in_words
from .records import Difference, Relationship
from .vocabulary import Field, RelationKind, Vocabulary

__all__ = ["difference_in_words", "display", "display_of", "sentence", "values_in_words"]

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^}]*))?\}")


def sentence(vocabulary: Vocabulary, kind: RelationKind, values: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The sentence of one relationship or claim.

    Args:
        vocabulary: for the words of codes.
        kind: its kind.
        values: what its columns hold, as written.
        labels: names of entities by id; an id without one stands for itself.
    """

    def word(found: re.Match[str]) -> str:
        if found[2]:
            return found[2] if values.get(found[1]) == "yes" else ""
        return display(vocabulary, kind.field(found[1]), values.get(found[1], ""), labels)

    def part(found: re.Match[str]) -> str:
        said = (
            one
            for one in found[1].split("|")
            if all(words or values.get(name) for name, words in _PLACEHOLDER.findall(one))
        )
        return next(said, "")

    return _PLACEHOLDER.sub(word, _OPTIONAL.sub(part, kind.sentence)).strip()


def display(vocabulary: Vocabulary, field: Field, value: str, labels: Mapping[str, str]) -> str:
    """A value in words: names for ids, labels for codes, grouped digits for amounts.

    >>> display(Vocabulary({}, {}, {}), Field("amount", "amount"), "-4000000000", {})
    '-4,000,000,000'
    """
    if field.type == "entity":
        return labels.get(value, value)
    if field.type == "amount" and value:
        return f"{Decimal(value):,}"
    code = vocabulary.code(field, value)
    return code.label if code else value


def display_of(
    vocabulary: Vocabulary, one: Relationship, column: str, value: str, labels: Mapping[str, str] | None = None
) -> str:
    """A value that a column of a relationship has or might have, in words; an amount with its currency.

    Args:
        vocabulary: for the words of codes.
        one: the relationship.
        column: a column of its kind, or what every claim has (`start`, `stance` …).
        value: the value, as written.
        labels: names of entities by id; an id without one stands for itself.
    """
    fields = {field.name: field for field in vocabulary.relations[one.kind].fields}
    if column not in fields:
        return value
    shown = display(vocabulary, fields[column], value, labels or {})
    if fields[column].type != "amount" or not shown:
        return shown
    currencies = (one.values.get(field.name) for field in fields.values() if field.type == "currency")
    return " ".join([shown, *filter(None, currencies)])


def difference_in_words(vocabulary: Vocabulary, one: Relationship, difference: Difference, reads: str) -> str:
    """What the claims of a relationship disagree about: the column, the value picked, the others.

    Args:
        vocabulary: for the words of codes.
        one: the relationship.
        difference: one of its differences.
        reads: how the relationship reads.
    """
    chosen, *others = values_in_words(vocabulary, one, difference)
    return f"{reads}: {difference.field.replace('_', ' ')} is {chosen}, also {', '.join(others)}"


def values_in_words(
    vocabulary: Vocabulary, one: Relationship, difference: Difference, labels: Mapping[str, str] | None = None
) -> list[str]:
    """The value picked and the others, as people read them."""
    word = in_words if difference.field in {"start", "end"} else str
    values = (difference.chosen, *difference.others)
    return [word(display_of(vocabulary, one, difference.field, value, labels)) or "not said" for value in values]
