"""Claims of one thing, cut into spells: a re-hire or a stake bought again is another relationship.

Claims are read in the order of time. A start opens a spell, an end closes it, a day on which it was so belongs to the
open spell; what comes after an end opens the next one. Two starts that are hardly a month apart are two reports of one
event. Facts come first, then what only says that it was over by a day, then plans (they join what came of them), then
denials, and last what has no date: it joins only where there is exactly one spell to join, or exactly one that has the
value it gives. The rules themselves are in `fitting`. The outcome does not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..records import Claim
from ..vocabulary import RelationKind
from .comparing import is_specific, same_version
from .fitting import FIRST, RULES, Rule, Spell, anchor_day, only_ends, order_of, rank_of

__all__ = ["Spell", "fits", "spells_of"]


def spells_of(kind: RelationKind, claims: Iterable[Claim], seeds: Sequence[Spell] = ()) -> list[Spell]:
    """Cut claims that agree in ends and identity into spells.

    Args:
        kind: their kind.
        claims: the claims, in any order.
        seeds: spells that rows have named; claims can join them.

    Returns:
        The spells, the seeds among them.
    """
    spells = list(seeds)
    ordered = sorted(claims, key=order_of)
    facts = [one for one in ordered if rank_of(one) == 0]
    valued = any(is_specific(kind, one.values) for one in facts)
    for claim in sorted(facts, key=lambda one: valued and not (is_specific(kind, one.values) or only_ends(one))):
        _place(kind, claim, spells, RULES[0])
    for rank, rule in RULES.items():
        for claim in (one for one in ordered if rank_of(one) == rank and rank):
            _place(kind, claim, spells, rule)
    undated = [one for one in ordered if rank_of(one) not in RULES]
    if len(spells) > 1:
        undated = [claim for claim in undated if not _joins_its_version(kind, claim, spells)]
    if undated and len(spells) == 1:
        for claim in undated:
            spells[0].add(claim, "has no date, and this is the only candidate")
    elif undated:
        apart = f"has no date, and there are {len(spells)} candidates" if spells else ""
        spells.append(Spell(kind, apart=apart))
        for claim in undated:
            spells[-1].add(claim, "has no date")
    return spells


def _joins_its_version(kind: RelationKind, claim: Claim, spells: Sequence[Spell]) -> bool:
    """Put a claim without a date into the only one of several spells that has the value it gives."""
    if not (kind.versioned and is_specific(kind, claim.values)):
        return False
    having = [
        spell
        for spell in spells
        if any(is_specific(kind, one.values) and same_version(kind, claim.values, one.values) for one in spell.claims)
    ]
    if len(having) == 1:
        having[0].add(claim, "has no date, and only this one has its value")
    return len(having) == 1


def _leaves_open(kind: RelationKind, claim: Claim) -> bool:
    """Whether a claim says of a day that it was so, and not which version it speaks of."""
    return claim.start is None and claim.held_on is not None and not is_specific(kind, claim.values)


def fits(claim: Claim, spell: Spell) -> bool:
    """Whether a claim could belong to a spell by its dates and versions."""
    rule = RULES.get(rank_of(claim))
    return rule is None or not rule(spell.kind, claim, spell).startswith("!")


def _place(kind: RelationKind, claim: Claim, spells: list[Spell], rule: Rule) -> None:
    """Put a claim into the latest spell that takes it, else into one of its own."""
    apart = ""
    for spell in sorted(spells, key=lambda one: (one.begin, one.claims[0].id), reverse=True):
        if rule is RULES[0] and spell.begin > anchor_day(claim):
            continue
        verdict = rule(kind, claim, spell)
        if not verdict.startswith("!"):
            spell.add(claim, verdict)
            return
        apart = apart or verdict[1:]
        if kind.versioned and "another value" in verdict and rule is RULES[0]:
            break
    if spells and rule is RULES[0] and kind.versioned and kind.lasting is True and _leaves_open(kind, claim):
        min(spells, key=lambda one: (one.begin, one.claims[0].id)).add(claim, "leaves open what was said later")
        return
    spells.append(Spell(kind, apart=apart))
    spells[-1].add(claim, FIRST)
