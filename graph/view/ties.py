"""A relationship as pictures have it: when it holds, how it reads, who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..building.windows import Span, certainty_on, spans_of
from ..citations import ClaimFound
from ..dates import FOREVER
from ..records import Certainty, Relationship
from ..sentences import sentence, values_in_words
from ..vocabulary import RelationKind, Vocabulary

__all__ = ["Tie", "make_tie", "words_of"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship in a scene.

    Attributes:
        relationship: as resolved for the edition.
        ends: ids of the one or two entities that it ties.
        sentence: how it reads.
        label: two or three words for its line: the share, the function, the role, else what it is.
        spans: when it holds, certainly or possibly.
        latest: its certainty as of the latest known state, and why.
        claims: who says so.
        differences: what its claims disagree about, in words.
        drawn: where it is a stage: `tentative`, `over`, or empty for what is in force.
        order: the place of its code among the codes of its kind, so that a chief executive comes before an engineer;
            of stages, those that last come after all others, so that of several on one day the last one holds after it.
    """

    relationship: Relationship
    ends: tuple[str, ...]
    sentence: str
    label: str
    spans: tuple[Span, ...]
    latest: tuple[Certainty, str]
    claims: tuple[ClaimFound, ...]
    differences: tuple[str, ...] = ()
    drawn: str = ""
    order: int = 0

    def on(self, day: date) -> tuple[Certainty, str]:
        """Its certainty on a day, and why."""
        if day == FOREVER:
            return self.latest
        return next(((one.certainty, one.reason) for one in self.spans if one.first <= day <= one.last), ("no", ""))


def make_tie(
    vocabulary: Vocabulary, one: Relationship, claims: tuple[ClaimFound, ...], labels: Mapping[str, str]
) -> Tie:
    """A relationship as pictures have it; `labels` are the names of entities by id."""
    kind = vocabulary.relations[one.kind]
    differences = []
    for each in one.differences:
        chosen, *others = values_in_words(vocabulary, one, each, labels)
        differences.append(f"{each.field.replace('_', ' ')}: {chosen}, also {', '.join(others)}")
    return Tie(
        one,
        tuple(one.values[end] for end in kind.ends),
        sentence(vocabulary, kind, one.values, labels),
        _label(vocabulary, kind, one.values),
        spans_of(one),
        certainty_on(one, FOREVER),
        claims,
        tuple(differences),
        vocabulary.drawn(kind, one.values),
        _order(vocabulary, kind, one.values),
    )


def _order(vocabulary: Vocabulary, kind: RelationKind, values: Mapping[str, str]) -> int:
    """The place of a code that tells relationships of the kind apart; 0 where there is none."""
    for name in kind.identity:
        column = kind.field(name)
        if vocabulary.code(column, values.get(name, "")) is not None:
            codes = list(vocabulary.codes[column.of[0]].codes)
            is_last = kind.purpose == "stage" and vocabulary.is_lasting(kind, values)
            return codes.index(values[name]) + (len(codes) if is_last else 0)
    return 0


def _label(vocabulary: Vocabulary, kind: RelationKind, values: Mapping[str, str]) -> str:
    """A share, else the code that tells relationships of the kind apart, else the kind itself."""
    for column in kind.fields:
        value = values.get(column.name)
        if column.type == "percent" and value:
            bound = {"min": "≥ ", "max": "≤ "}.get(column.name.rsplit("_", 1)[-1], "")
            flags = [one.name for one in kind.fields if column.name in one.qualifies]
            about = "≈ " if not bound and any(values.get(name) == "yes" for name in flags) else ""
            return f"{about or bound}{value} %"
    for name in kind.identity:
        code = vocabulary.code(kind.field(name), values.get(name, ""))
        if code is not None and kind.field(name).required:
            return code.label
    return words_of(kind.snapshot or kind.name)


def words_of(name: str) -> str:
    """The words of a name in camel case.

    >>> words_of("BrandOwnership")
    'brand ownership'
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
