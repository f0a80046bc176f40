"""What changed between two days, and what was learnt.

A brief is exact: the snapshot of the earlier day, with the changes applied, is the snapshot of the later day, certainty
aside. It lists only what evidence shows to have changed: something began or ended in between, for certain or possibly.
That a fact went unconfirmed is not a change. What was *learnt* is another question: the same days, seen with the
sources of an earlier and of a later day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from .building.reasons import last_confirmed
from .changes import MATTERS, Change, What
from .citations import ClaimFound
from .dates import FOREVER, Interval
from .evidence import gather
from .focus import Focus, is_of_staged
from .records import Relationship
from .sentences import display
from .snapshot import Holding, Snapshot, take_period, take_snapshot
from .store import Store
from .vocabulary import RelationKind, Vocabulary

__all__ = ["apply", "brief", "learnt"]

_TWO_YEARS: Final = timedelta(days=731)


def brief(
    store: Store, vocabulary: Vocabulary, first: date, last: date, *, focus: Collection[str] = ()
) -> tuple[list[Change], Snapshot, Snapshot]:
    """The changes between two days, and the two snapshots.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        first: the earlier day.
        last: the later day.
        focus: ids of entities; only changes of what ties one of them, and of the deals they are part of. Empty for all.

    Returns:
        The changes, weightiest first; the snapshots of both days.

    Raises:
        ValueError: the days are in the wrong order.
    """
    if first > last:
        raise ValueError(f"{first} is after {last}: expected the earlier day first")
    before, after, between = take_period(store, vocabulary, first, last)
    found: list[tuple[What, Holding]] = []
    for id, holding in after.holdings.items():
        if id not in before.holdings:
            found.append(("began" if _is_sure(holding.relationship.start, first, last) else "possibly began", holding))
        elif _is_within(holding.relationship.start, first, last):
            found.append(("began", holding))
        elif _may_fall(holding.relationship.start, first, last):
            found.append(("possibly began", holding))
        if _may_fall(holding.relationship.end, first, last):
            found.append(("possibly ended", holding))
    for id, holding in before.holdings.items():
        if id not in after.holdings:
            found.append(("ended", holding))
    found += [
        ("came and went", holding)
        for id, holding in between.items()
        if id not in before.holdings and id not in after.holdings
    ]
    wanted = Focus(store, vocabulary, focus)
    asked = [(what, one) for what, one in found if wanted(one.relationship)]
    evidence = gather(store, vocabulary, {one.relationship.id for _, one in asked})
    changes = [_change(vocabulary, what, one, evidence.claims.get(one.relationship.id, ())) for what, one in asked]
    return _ranked(vocabulary, changes), before, after


def apply(before: Collection[str], changes: Iterable[Change]) -> set[str]:
    """Ids of the relationships of the later snapshot, from those of the earlier one and the changes."""
    after = set(before)
    for change in changes:
        if change.what in {"began", "possibly began"}:
            after.add(change.relationship)
        elif change.what == "ended":
            after.discard(change.relationship)
    return after


def learnt(
    vocabulary: Vocabulary, earlier: Store, later: Store, day: date, *, focus: Collection[str] = ()
) -> list[Change]:
    """What the sources of a later edition taught about a day that those of an earlier one did not say.

    Args:
        vocabulary: the kinds.
        earlier: the store of the edition known at the earlier day.
        later: the store of the edition known at the later day.
        day: the day that both are asked about.
        focus: ids of entities; empty for all.
    """
    then, now = take_snapshot(earlier, vocabulary, day), take_snapshot(later, vocabulary, day)
    found: list[tuple[What, Holding, str]] = []
    for id, holding in now.holdings.items():
        old = then.holdings.get(id)
        if old is None:
            found.append(("learnt", holding, ""))
            continue
        note = _corrections(vocabulary, old.relationship, holding.relationship)
        if note:
            found.append(("corrected", holding, note))
    found += [("dropped", holding, "") for id, holding in then.holdings.items() if id not in now.holdings]
    wanted = Focus(later, vocabulary, focus)
    asked = [one for one in found if wanted(one[1].relationship)]
    evidence = gather(later, vocabulary, {one.relationship.id for _, one, _ in asked})
    changes = [
        _change(vocabulary, what, one, evidence.claims.get(one.relationship.id, ()), note) for what, one, note in asked
    ]
    return _ranked(vocabulary, changes)


def _is_sure(start: Interval | None, first: date, last: date) -> bool:
    """Whether a date lies after the first day and no later than the last one, however vague it is."""
    if start is None or start.earliest is None or start.latest is None:
        return False
    return first < start.earliest and start.latest <= last


def _is_within(day: Interval | None, first: date, last: date) -> bool:
    """Whether a vague date can mean no day but those from the first to the last: the month that a brief is of."""
    if day is None or day.is_exact or day.earliest is None or day.latest is None:
        return False
    return first <= day.earliest and day.latest <= last


def _may_fall(day: Interval | None, first: date, last: date) -> bool:
    """Whether a vague date can, but need not, lie between two days: one no vaguer than they are, or two years."""
    if day is None or day.earliest is None or day.latest is None or day.is_exact or _is_sure(day, first, last):
        return False
    if day.latest - day.earliest > max(last - first, _TWO_YEARS):
        return False
    return day.earliest <= last and day.latest > first


def _corrections(vocabulary: Vocabulary, old: Relationship, new: Relationship) -> str:
    """What another edition says otherwise of a relationship, in words."""
    kind = vocabulary.relations[new.kind]
    notes = []
    for column in kind.fields:
        before, after = old.values.get(column.name, ""), new.values.get(column.name, "")
        if before != after and column.type != "text":
            shown = [display(vocabulary, column, value, {}) or "not said" for value in (before, after)]
            notes.append(f"{column.name.replace('_', ' ')} {shown[0]} became {shown[1]}")
    for name in ("start", "end"):
        then, now = getattr(old, name), getattr(new, name)
        if then != now:
            before, after = (day.words if day else "not said" for day in (then, now))
            if before != after:
                notes.append(f"{name} {before} became {after}")
    if old.modality != new.modality:
        notes.append(f"{old.modality} became {new.modality}")
    if len(new.differences) > len(old.differences):
        notes.append("sources disagree now")
    return "; ".join(notes)


def _change(
    vocabulary: Vocabulary, what: What, holding: Holding, claims: tuple[ClaimFound, ...], note: str = ""
) -> Change:
    one = holding.relationship
    day = one.end if what in {"ended", "possibly ended"} else one.start
    text = str(day) if day is not None else ""
    if what == "ended" and one.end is None:
        text = str(one.possible_until) if one.possible_until and one.possible_until != FOREVER else ""
        note = "end inferred from what came next" if one.closed_as == "successor" else "end inferred"
        if text and holding.certainty != "yes":
            text, note = f"{text} or before", "; ".join([note, last_confirmed(one)])
    if not text and what == "began":
        text = str(one.possible_from)
    if what == "came and went":
        until = str(one.end or one.possible_until)
        text = until if one.start is None or until == str(one.start) else f"{one.start} to {until}"
    kind = vocabulary.relations[one.kind]
    deal = one.values[kind.ends[0]] if is_of_staged(vocabulary, kind) else ""
    matter = _matter(vocabulary, kind, one, note, is_of_deal=bool(deal))
    notes = "; ".join(part for part in (note, "planned" if one.modality == "planned" else "") if part)
    return Change(what, text, holding.sentence, matter, kind.words, deal, one.id, notes, claims)


def _matter(vocabulary: Vocabulary, kind: RelationKind, one: Relationship, note: str, *, is_of_deal: bool) -> str:
    """Of what sort a change is, from what is declared of its kind."""
    if one.controls == "yes":
        return "control"
    if kind.leads and vocabulary.is_single(kind, one.values) and vocabulary.leads(kind, one.values) == "yes":
        return "leadership"
    if kind.purpose == "stage":
        return "deal"
    if "disagree" in note:
        return "conflict"
    return "terms" if is_of_deal else "other"


def _ranked(vocabulary: Vocabulary, changes: Iterable[Change]) -> list[Change]:
    """Changes, the weightiest first; then by kind as a picture weighs them; what is certain first, then by day."""
    kinds = sorted(vocabulary.relations.values(), key=lambda kind: (not kind.is_edge, -kind.width))
    places = {kind.words: place for place, kind in enumerate(kinds)}

    def weight(one: Change) -> tuple[int, int, bool, str, str, str]:
        place = places[one.kind] if one.matter in {"terms", "other"} else 0
        return MATTERS.index(one.matter), place, one.what.startswith("possibly"), one.day, one.sentence, one.what

    return sorted(changes, key=weight)
