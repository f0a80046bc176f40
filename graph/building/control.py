"""Which stakes give control.

More than half of a company does, and so does a brand as such. A stake of which no source gives the share may be all of
a company ("Ford bought Land Rover") or a sliver of it: it possibly gives control, unless somebody else certainly had
the majority in its time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..dates import FOREVER
from ..records import Relationship
from ..vocabulary import Vocabulary

__all__ = ["with_control"]


def with_control(vocabulary: Vocabulary, relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """Say of each stake whether it gives control.

    Args:
        vocabulary: the kinds.
        relationships: by id, with the days on which each held.

    Returns:
        The relationships by id, in the same order; `controls` is set where one gives control, for certain or possibly.
    """
    said = {
        one.id: found
        for one in relationships.values()
        if (found := vocabulary.controls(vocabulary.relations[one.kind], one.values)) != "no"
    }
    majorities: dict[str, list[Relationship]] = defaultdict(list)
    for id, found in said.items():
        if found == "yes":
            majorities[_asset(vocabulary, relationships[id])].append(relationships[id])
    controlled = dict(relationships)
    for id, found in said.items():
        one = relationships[id]
        others = majorities[_asset(vocabulary, one)]
        if found == "yes" or not any(_certainly_during(other, one) for other in others if other is not one):
            controlled[id] = replace(one, controls=found)
    return controlled


def _asset(vocabulary: Vocabulary, one: Relationship) -> str:
    return one.values[vocabulary.relations[one.kind].controlled]


def _certainly_during(majority: Relationship, stake: Relationship) -> bool:
    """Whether a majority certainly held on a day of which it is said that a stake held, or can have."""
    if majority.certain_from is None or majority.certain_until is None:
        return False
    first = stake.first_held or stake.possible_from or date.min
    last = stake.last_held or stake.possible_until or FOREVER
    return majority.certain_from <= max(first, last) and min(first, last) <= majority.certain_until
