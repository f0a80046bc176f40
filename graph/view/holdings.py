"""Groups of a day: who controls whom, worked out from the stakes that hold, certainly or possibly.

Each thing stands under one owner: one with a majority, a sure one before a possible one, the nearest in a chain, and
then the largest. Where no share is kept of a stake, it counts only if nobody else can be the owner. Families, states,
funds and persons (codes flagged `above`, and kinds that nobody can own) are no groups: they stand above them. A holding
without brands of its own (flagged `possibly`) stands above too. What nobody said within some years of the day is left
out: that a brand belonged to somebody in 1986 and nobody says until when makes no poster of today. The latest known
state is of the day of the newest fact: what is planned for 2040 makes nothing old.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..building.windows import newest_fact
from ..dates import FOREVER
from ..records import Relationship
from ..vocabulary import RelationKind, Vocabulary
from .scene import Scene
from .ties import Tie

__all__ = ["Holdings", "Stake", "find_holdings"]

_YEARS = 10.0
"""Years between the day and the nearest day of which somebody says so, at most."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A stake on the day.

    Attributes:
        owner, asset: ids.
        tie: as the scene draws it.
        sure: whether it holds for certain.
        controls: whether it is a majority, or all where no share is kept.
        share: percent, at least or at most; None where nobody says how much.
        whole: whether no share is kept of its kind, as of a brand.
        years: from the day to the nearest day of which somebody says that it held.
        later: whether that day is after it.
    """

    owner: str
    asset: str
    tie: Tie
    sure: bool
    controls: bool
    share: float | None
    whole: bool
    years: float
    later: bool = False

    @property
    def rank(self) -> tuple[bool, bool, float, float, str]:
        """Sorts the most telling first."""
        return (not self.sure, not self.controls, -(self.share or 0.0), self.years, self.owner)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The stakes of a day and the groups that follow from them.

    Attributes:
        stakes: those that somebody says of a time near the day.
        home: the stake by which each thing stands under an owner of its group.
        things: what stands directly under each owner, in the order of ids.
        above: ids of owners that are no groups.
        owners: ids of what can own.
    """

    stakes: tuple[Stake, ...]
    home: Mapping[str, Stake]
    things: Mapping[str, tuple[str, ...]]
    above: Collection[str]
    owners: Collection[str]

    def head(self, id: str) -> str:
        """The parent of the group that something belongs to; itself where it belongs to none."""
        while id in self.home:
            id = self.home[id].owner
        return id

    def group(self, head: str) -> Iterator[str]:
        """Everything in a group below its parent, owners before what they own."""
        for id in self.things.get(head, ()):
            yield id
            yield from self.group(id)


def find_holdings(scene: Scene) -> Holdings:
    """The holdings of the scene's day."""
    vocabulary = scene.vocabulary
    stakes = tuple(stake for stake in _stakes(scene) if stake.owner != stake.asset and stake.years <= _limit(stake))
    above = _above(scene, stakes)
    home: dict[str, Stake] = {}
    candidates = _candidates(stakes, above)
    for asset in sorted(candidates, reverse=True):
        for stake in candidates[asset]:
            top = stake.owner
            while top in home and top != asset:
                top = home[top].owner
            if top != asset:
                home[asset] = stake
                break
    things: dict[str, list[str]] = defaultdict(list)
    for asset in sorted(home):
        things[home[asset].owner].append(asset)
    owning = _owning_kinds(vocabulary)
    owners = {id for id, one in scene.entities.items() if one.kind in owning}
    return Holdings(stakes, home, {id: tuple(several) for id, several in things.items()}, above, owners)


def _limit(stake: Stake) -> float:
    """How many years count: more for a majority or a brand of which the beginning is known, until somebody takes it."""
    return 2 * _YEARS if stake.controls and stake.tie.relationship.start and not stake.later else _YEARS


def _stakes(scene: Scene) -> Iterator[Stake]:
    newest = newest_fact(tie.relationship for tie in scene.ties.values())
    last = newest if newest != FOREVER else scene.day
    today = last if scene.day == FOREVER else scene.day
    for tie in scene.drawn_ties():
        one = tie.relationship
        kind = scene.vocabulary.relations[one.kind]
        if kind.control:
            owner, asset = one.values[kind.control], one.values[kind.controlled]
            sure = tie.on(scene.day)[0] == "yes"
            controls = one.controls == "yes"
            share = _share(kind, one)
            whole = controls and share is None
            years = 0.0 if sure and scene.day != FOREVER else _years(one, today, last)
            yield Stake(owner, asset, tie, sure, controls, share, whole, abs(years), years > 0)


def _share(kind: RelationKind, one: Relationship) -> float | None:
    shares = [
        one.values[column.name] for column in kind.fields if column.type == "percent" and one.values.get(column.name)
    ]
    return float(shares[0]) if shares else None


def _years(one: Relationship, day: date, last: date) -> float:
    """Years from a day to the nearest day of which somebody says that it held; above zero where that is later.

    What has no date is said of the day `last`.
    """
    bounds = (one.first_held, one.last_held, one.certain_from, one.certain_until)
    said = [at for at in bounds if at and at != FOREVER] or [last]
    return (max(0, (min(said) - day).days) or min(0, (max(said) - day).days)) / 365.25


def _above(scene: Scene, stakes: Collection[Stake]) -> set[str]:
    """Owners that are no groups."""
    vocabulary = scene.vocabulary
    ownable = {
        name
        for kind in vocabulary.relations.values()
        if kind.control
        for name in _named(vocabulary, kind.field(kind.controlled).of)
    }
    have_brands = {stake.owner for stake in stakes if stake.whole}
    above, holdings = set(), set()
    for id in sorted({stake.owner for stake in stakes}):
        entity = scene.entities[id]
        codes = [
            vocabulary.code(one, entity.values.get(one.name, "")) for one in vocabulary.entities[entity.kind].fields
        ]
        flags = {code.flags.get("above") for code in codes if code is not None}
        if entity.kind not in ownable or True in flags:
            above.add(id)
        elif "possibly" in flags and id not in have_brands:
            holdings.add(id)
    within = {stake.asset for stake in stakes if stake.controls and stake.owner not in above | holdings}
    return above | (holdings - within)


def _owning_kinds(vocabulary: Vocabulary) -> set[str]:
    return {
        name
        for kind in vocabulary.relations.values()
        if kind.control
        for name in _named(vocabulary, kind.field(kind.control).of)
    }


def _named(vocabulary: Vocabulary, of: Collection[str]) -> Collection[str]:
    return vocabulary.entities if "*" in of else of


def _candidates(stakes: Collection[Stake], above: Collection[str]) -> dict[str, list[Stake]]:
    """The stakes by which each thing can stand under an owner of its group, the best first."""
    of: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        if stake.asset not in above:
            of[stake.asset].append(stake)
    over = {
        asset: {stake.owner for stake in several if stake.controls or not stake.share} for asset, several in of.items()
    }
    ranked = {}
    for asset, several in of.items():
        deep = {one.owner: len(_ancestors(over, one.owner) & over[asset]) for one in several}
        chosen = [one for one in several if one.controls and one.owner not in above]
        unsaid = [one for one in several if one.share is None and not one.whole and one.owner not in above]
        lowest = max((one for one in unsaid), key=lambda one: deep[one.owner], default=None)
        if lowest is not None:
            rivals = {one.owner for one in several} - {lowest.owner} - _ancestors(over, lowest.owner)
            if not rivals:
                chosen.append(lowest)
        if chosen:
            ranked[asset] = sorted(
                chosen, key=lambda one: (not one.sure, -deep[one.owner], one.years, -(one.share or 0.0), one.owner)
            )
    return ranked


def _ancestors(over: Mapping[str, set[str]], id: str) -> set[str]:
    found: set[str] = set()
    stack = [id]
    while stack:
        fresh = over.get(stack.pop(), set()) - found
        found |= fresh
        stack += sorted(fresh)
    return found
