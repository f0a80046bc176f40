"""What sources disagree about.

Two values at the same time are a conflict, and so is a denial of what others assert. A change is history; more or less
precision is neither; a rounding within the stated tolerance is no difference; another currency is not comparable. Which
claims speak of the same time was decided when they were grouped (`graph.building.spells`); what differs in a group was
noted when its values were picked (`graph.building.policies`). Two holders at once of what one holds at a time are a
conflict too, beyond the day on which the one hands over to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from .answers import Answer, Dated, Name, Row, Value
from .building.comparing import same_value
from .building.rivals import Tenure, exclusive_kinds, holder_fields, rivals
from .citations import ClaimFound
from .dates import FOREVER, parse_date
from .evidence import Evidence, gather, labels_of
from .focus import Focus
from .identifiers import IND, PREFIXES, RELATIONSHIP, RES, camel_case
from .records import Difference, Relationship
from .sentences import display_of
from .store import Store
from .terms import iri, string
from .vocabulary import RelationKind, Vocabulary

__all__ = ["conflicts"]

_COLUMNS = ("about", "field", "value", "chosen", "tiers")


def conflicts(
    store: Store,
    vocabulary: Vocabulary,
    *,
    focus: Collection[str] = (),
    as_of: date = FOREVER,
    known_at: date = FOREVER,
    policy: str = "",
    data: str = "",
) -> Answer:
    """List what sources disagree about.

    Args:
        store: the store of an edition.
        vocabulary: its kinds.
        focus: ids of entities; only disagreements about what ties one of them, and about the deals they take part in
            (see `graph.focus`). Empty for all.
        as_of: only what can hold on this day; `dates.FOREVER` lists disagreements about any day.
        known_at: the day by which sources of the edition had to be published, to be named.
        policy: how the edition picks, to be named.
        data: which data these are, to be named.

    Returns:
        An answer with one row for each side of each disagreement, the side that the policy chose first. The row's
        claims are those of that side alone.
    """
    ids = _differing(store)
    double = _double_holders(store, vocabulary)
    evidence = gather(store, vocabulary, sorted({*ids, *(id for several in double for id in several)}))
    labels = _labels(store, evidence)
    wanted = Focus(store, vocabulary, focus)
    rows: list[Row] = []
    for id in sorted(ids):
        relationship = evidence.relationships[id]
        kind = vocabulary.relations[relationship.kind]
        if wanted(relationship) and _can_hold(relationship, as_of):
            for difference in relationship.differences:
                rows += _sides(vocabulary, kind, relationship, difference, evidence.claims.get(id, ()), labels)
    for several in double:
        together = [evidence.relationships[id] for id in several]
        kind = vocabulary.relations[together[0].kind]
        if any(wanted(one) and _can_hold(one, as_of) for one in together):
            rows += _holders(kind, together, evidence, labels)
    shown = {"about": ", ".join(sorted(focus))} if focus else {}
    return Answer(
        "conflicts",
        "What do sources disagree about?",
        shown,
        None if as_of == FOREVER else as_of,
        None if known_at == FOREVER else known_at,
        policy,
        _COLUMNS,
        tuple(rows),
        data,
    )


def _differing(store: Store) -> list[str]:
    """Ids of the relationships about which claims differ."""
    rows = store.select(f"SELECT DISTINCT ?r WHERE {{ ?r {iri(IND + 'differsIn')} ?field }} ORDER BY ?r").rows
    return [row[0].value.removeprefix(RELATIONSHIP) for row in rows if isinstance(row[0], ox.NamedNode)]


def _double_holders(store: Store, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Pairs of relationships that hold at once for certain where one at a time holds."""
    return sorted(
        (one.id, other.id)
        for kind in exclusive_kinds(vocabulary)
        for one, other in rivals(vocabulary, kind, _tenures(store, vocabulary, kind))
    )


def _tenures(store: Store, vocabulary: Vocabulary, kind: RelationKind) -> Iterable[Tenure]:
    """Relationships that exclude each other and are facts, and the days on which they certainly held."""
    single = kind.single
    assert single is not None
    columns = list(dict.fromkeys([*single.within, *holder_fields(kind), *([single.when] if single.when else [])]))
    exclusive = ""
    if single.when is not None:
        when = kind.field(single.when)
        codes = [code.name for code in vocabulary.codes[when.of[0]].codes.values() if code.flags.get("single")]
        exclusive = f"VALUES ?{when.name} {{ {' '.join(map(string, codes))} }} ?r {iri(when.iri)} ?{when.name} . "
    pattern = " ".join(
        f"OPTIONAL {{ ?r {iri(IND + camel_case(name))} ?{name} }}" for name in columns if name != single.when
    )
    text = (
        f"SELECT ?r ?first ?last {' '.join('?' + name for name in columns)} WHERE {{ {exclusive}"
        f"?r {iri(PREFIXES['rdf'] + 'type')} {iri(kind.iri)} ; {iri(IND + 'certainFrom')} ?first ; "
        f'{iri(IND + "certainUntil")} ?last ; {iri(IND + "modality")} "fact" . {pattern} }} ORDER BY ?r'
    )
    for solution in store.select(text).dicts():
        values = {name: _text(solution[name]).removeprefix(RES) for name in columns if name in solution}
        first, last = (date.fromisoformat(_text(solution[name])) for name in ("first", "last"))
        yield Tenure(first, last, _text(solution["r"]).removeprefix(RELATIONSHIP), values)


def _can_hold(one: Relationship, as_of: date) -> bool:
    """Whether it may have held on a day, or at all."""
    if as_of == FOREVER:
        return True
    if one.possible_from is None or one.possible_until is None:
        return False
    return one.possible_from <= as_of <= one.possible_until


def _sides(
    vocabulary: Vocabulary,
    kind: RelationKind,
    one: Relationship,
    difference: Difference,
    claims: Sequence[ClaimFound],
    labels: Mapping[str, str],
) -> Iterable[Row]:
    """One row for each value of a difference; a claim so vague that it fits several values speaks for none of them."""
    about = Name(labels.get(RELATIONSHIP + one.id, one.id), one.id)
    values = (difference.chosen, *difference.others)
    fits = {claim.id: [value for value in values if _says(kind, claim, difference.field, value)] for claim in claims}
    for value in values:
        carrying = tuple(claim for claim in claims if fits[claim.id] == [value])
        carrying = carrying or tuple(claim for claim in claims if value in fits[claim.id])
        shown = display_of(vocabulary, one, difference.field, value, labels)
        shown = Dated(shown) if difference.field in {"start", "end"} else shown
        yield _row(about, difference.field, shown, value == difference.chosen, one.id, carrying)


def _holders(
    kind: RelationKind, together: Sequence[Relationship], evidence: Evidence, labels: Mapping[str, str]
) -> Iterable[Row]:
    """One row for each of two that hold at once what one holds at a time."""
    assert kind.single is not None
    shared = ", ".join(
        labels.get(RES + together[0].values.get(name, ""), together[0].values.get(name, ""))
        for name in kind.single.within
    )
    for one in together:
        about = Name(f"{kind.name}: {shared}", together[0].id)
        text = labels.get(RELATIONSHIP + one.id, one.id)
        yield _row(about, "two at once", text, False, one.id, evidence.claims.get(one.id, ()))


def _row(about: Name, column: str, value: str, chosen: bool, id: str, claims: tuple[ClaimFound, ...]) -> Row:
    tiers = ", ".join(sorted({claim.source.tier for claim in claims if claim.source.tier}))
    values: dict[str, Value] = {
        "about": about,
        "field": column.replace("_", " "),
        "value": value,
        "chosen": chosen,
        "tiers": tiers,
    }
    return Row(values, "yes", (), (id,), claims)


def _says(kind: RelationKind, claim: ClaimFound, column: str, value: str) -> bool:
    """Whether a claim is on the side of a value."""
    if column == "stance":
        return claim.stance == value
    if column in {"start", "end"}:
        text: str = getattr(claim, column)
        return bool(text) and claim.stance == "asserts" and parse_date(text).overlaps(parse_date(value))
    own = claim.values.get(column)
    return own is not None and claim.stance == "asserts" and same_value(kind.field(column), own, value)


def _labels(store: Store, evidence: Evidence) -> dict[str, str]:
    addresses = {RELATIONSHIP + id for id in evidence.relationships}
    for one in evidence.relationships.values():
        addresses |= {RES + value for value in one.values.values() if " " not in value and "/" not in value}
    safe = {address for address in addresses if all(letter.isalnum() or letter in ":/.-_#" for letter in address)}
    return labels_of(store, safe)


def _text(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value
