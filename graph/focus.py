"""What belongs to a question about some entities: what ties one of them, and the steps of the deals they are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .records import Relationship
from .snapshot import Holding
from .vocabulary import Vocabulary

__all__ = ["Focus", "staged_kinds"]


class Focus:
    """Tells whether a relationship is asked for.

    Args:
        vocabulary: the kinds.
        entities: ids of the entities that the question is about; empty for all.
        holdings: the relationships that say who is part of which deal.
    """

    def __init__(self, vocabulary: Vocabulary, entities: Collection[str], holdings: Iterable[Holding]) -> None:
        self._kinds, self._entities, staged = vocabulary.relations, set(entities), staged_kinds(vocabulary)
        self._staged: set[str] = set()
        for holding in holdings:
            kind, values = self._kinds[holding.relationship.kind], holding.relationship.values
            if kind.is_edge and set(kind.field(kind.ends[0]).of) <= staged and values[kind.ends[1]] in self._entities:
                self._staged.add(values[kind.ends[0]])

    def __call__(self, one: Relationship) -> bool:
        """Whether a relationship is asked for."""
        kind = self._kinds[one.kind]
        named = self._entities | self._staged if kind.purpose == "stage" else self._entities
        return not self._entities or any(one.values.get(end) in named for end in kind.ends)


def staged_kinds(vocabulary: Vocabulary) -> set[str]:
    """The kinds of entities that have stages."""
    return {name for kind in vocabulary.relations.values() if kind.purpose == "stage" for name in kind.fields[0].of}
