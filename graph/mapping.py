"""Records as RDF.

The default graph holds the edition: entities, sources and relationships with relation-specific properties. A named
graph a source holds its claims. Claims (`said:`) and relationships (`ind:`) share no class and no property, so that a
query means the same where the default graph is the union of all graphs. Numbers keep their wording beside the typed
value (a store may write 10.10 as 10.1); dates are two plain `xsd:date` bounds beside the wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from .dates import FOREVER, Interval, parse_date
from .identifiers import BASE, CLAIM, IND, PREFIXES, RELATIONSHIP, RES, SAID, SOURCE, camel_case
from .names import name_key
from .records import BOUNDS, Claim, Dataset, Entity, Relationship, Source
from .terms import boolean, day, decimal, integer, iri, string
from .vocabulary import EntityKind, Field, RelationKind, Vocabulary

__all__ = ["edition_lines", "names_besides", "source_lines"]

_TYPE = f"<{PREFIXES['rdf']}type>"
_LABEL = f"<{PREFIXES['rdfs']}label>"
_ALT_LABEL = f"<{PREFIXES['skos']}altLabel>"
_SAME_AS = f"<{PREFIXES['owl']}sameAs>"
_INVOLVES = f"<{IND}involves>"


def edition_lines(
    dataset: Dataset,
    relationships: Mapping[str, Relationship],
    sentences: Mapping[str, str],
    *,
    known_at: date = FOREVER,
    policy: str = "most-origins",
) -> Iterator[str]:
    """The default graph as N-Triples lines, in a fixed order.

    Args:
        dataset: entities and sources.
        relationships: by id, as resolved for the edition.
        sentences: how each relationship reads, by id.
        known_at: the day by which sources had to be published.
        policy: how values were picked.
    """
    edition = iri(BASE + "edition")
    yield f"{edition} {_TYPE} <{IND}Edition> ."
    yield f"{edition} <{IND}policy> {string(policy)} ."
    if known_at != FOREVER:
        yield f"{edition} <{IND}knownAt> {day(known_at)} ."
    others = names_besides(dataset.vocabulary, relationships.values())
    typed_names = _typed_names(dataset)
    for entity in dataset.entities.values():
        kind = dataset.vocabulary.entities[entity.kind]
        yield from _entity_lines(entity, kind, others.get(entity.id, ()), typed_names.get(entity.id, ()))
    for source in dataset.sources.values():
        yield from _source_description(source)
    for relationship in relationships.values():
        kind_of = dataset.vocabulary.relations[relationship.kind]
        yield from _relationship_lines(relationship, kind_of, sentences[relationship.id])
        yield from _derived_lines(relationship, kind_of, dataset.vocabulary)


def source_lines(
    dataset: Dataset, relationships: Mapping[str, Relationship], grouping: Mapping[str, str]
) -> Iterator[str]:
    """The named graphs as N-Quads lines: every claim in the graph of its source, in the order of claims.

    Args:
        dataset: the claims.
        relationships: says which relationship each claim is about. Claims of relationships that are not in it (their
            source was not yet published) are left out.
        grouping: why each claim is about its relationship, by claim id.
    """
    about = {claim: relationship.id for relationship in relationships.values() for claim in relationship.claims}
    for claim in dataset.claims.values():
        if claim.id in about:
            graph = iri(SOURCE + claim.source)
            for line in _claim_lines(claim, dataset.vocabulary.relations[claim.kind], about[claim.id]):
                yield f"{line} {graph} ."
            if claim.id in grouping:
                yield f"{iri(CLAIM + claim.id)} <{SAID}grouping> {string(grouping[claim.id])} {graph} ."


def names_besides(vocabulary: Vocabulary, relationships: Iterable[Relationship]) -> dict[str, list[str]]:
    """Every name of each entity in an edition, by id: as its claims of names were resolved."""
    names: dict[str, list[str]] = {}
    for relationship in relationships:
        kind = vocabulary.relations[relationship.kind]
        if kind.purpose == "name" and relationship.possible_from is not None:
            names.setdefault(relationship.values[kind.ends[0]], []).append(relationship.values["name"])
    return names


def _typed_names(dataset: Dataset) -> dict[str, list[str]]:
    """Names by which people may ask, by entity: those of every source, whatever the edition may know.

    A name that a later source uses for the first time is no knowledge about the world of that day: who asks as of 2018
    types the names of today.
    """
    names: dict[str, list[str]] = {}
    for claim in dataset.claims.values():
        kind = dataset.vocabulary.relations[claim.kind]
        if kind.purpose == "name" and claim.stance == "asserts":
            names.setdefault(claim.values[kind.ends[0]], []).append(claim.values["name"])
    return names


def _entity_lines(
    entity: Entity, kind: EntityKind, other_names: Sequence[str], typed_names: Sequence[str]
) -> Iterator[str]:
    subject = iri(RES + entity.id)
    yield f"{subject} {_TYPE} <{kind.iri}> ."
    yield f"{subject} {_LABEL} {string(entity.name)} ."
    for name in sorted({*other_names} - {entity.name}):
        yield f"{subject} {_ALT_LABEL} {string(name)} ."
    for key in sorted({name_key(name) for name in (entity.name, entity.id, *other_names, *typed_names)}):
        yield f"{subject} <{IND}nameKey> {string(key)} ."
    if entity.description:
        yield f"{subject} <{PREFIXES['dcterms']}description> {string(entity.description)} ."
    for one in kind.fields:
        value = entity.values.get(one.name)
        if value:
            yield f"{subject} <{one.iri}> {_term(one, value)} ."
    if entity.wikidata:
        yield f"{subject} {_SAME_AS} {iri(PREFIXES['wd'] + entity.wikidata)} ."
    if entity.lei:
        yield f"{subject} <{IND}lei> {string(entity.lei)} ."


def _source_description(source: Source) -> Iterator[str]:
    subject, dcterms = iri(SOURCE + source.id), PREFIXES["dcterms"]
    yield f"{subject} {_TYPE} <{IND}Source> ."
    texts = {
        dcterms + "title": source.title,
        dcterms + "publisher": source.publisher,
        dcterms + "language": source.language,
        IND + "address": source.address,
        IND + "tier": source.tier,
        IND + "origin": source.origin,
        IND + "readAs": source.read_as,
    }
    for address, text in texts.items():
        if text:
            yield f"{subject} <{address}> {string(text)} ."
    yield from _date_lines(subject, IND, "published", source.published)
    yield from _date_lines(subject, IND, "accessed", source.accessed)


def _derived_lines(relationship: Relationship, kind: RelationKind, vocabulary: Vocabulary) -> Iterator[str]:
    """What queries ask again and again and follows from values and dates alone."""
    subject = iri(RELATIONSHIP + relationship.id)
    leads = vocabulary.leads(kind, relationship.values)
    if leads != "no":
        yield f"{subject} <{IND}leads> {string(leads)} ."
    if relationship.controls:
        yield f"{subject} <{IND}controls> {string(relationship.controls)} ."
        yield f"{subject} <{IND}controller> {iri(RES + relationship.values[kind.control])} ."
        yield f"{subject} <{IND}controlled> {iri(RES + relationship.values[kind.controlled])} ."
    ended = _ended_from(relationship)
    if ended is not None:
        yield f"{subject} <{IND}endedFrom> {day(ended)} ."


def _ended_from(relationship: Relationship) -> date | None:
    """The first day by which it may have been over; None where nothing says that it ended."""
    first = relationship.possible_from
    if first is None or (relationship.end is None and not relationship.closed_by):
        return None
    said = [
        relationship.end.earliest if relationship.end else None,
        relationship.last_held,
        relationship.start.earliest if relationship.start else None,
    ]
    return max(next((one for one in said if one is not None), first), first)


def _relationship_lines(relationship: Relationship, kind: RelationKind, sentence: str) -> Iterator[str]:
    subject = iri(RELATIONSHIP + relationship.id)
    yield f"{subject} {_TYPE} <{kind.iri}> ."
    yield f"{subject} {_LABEL} {string(sentence)} ."
    for one in kind.fields:
        value = relationship.values.get(one.name)
        if value:
            yield from _value_lines(subject, IND, one, value)
    for entity in dict.fromkeys(relationship.values[end] for end in kind.ends):
        yield f"{subject} {_INVOLVES} {iri(RES + entity)} ."
    yield from _date_lines(subject, IND, "start", relationship.start)
    yield from _date_lines(subject, IND, "end", relationship.end)
    for name in BOUNDS:
        bound = getattr(relationship, name)
        if bound is not None:
            yield f"{subject} <{IND}{camel_case(name)}> {day(bound)} ."
    yield f"{subject} <{IND}modality> {string(relationship.modality)} ."
    yield f"{subject} <{IND}origins> {integer(relationship.origins)} ."
    if relationship.denied:
        yield f"{subject} <{IND}denied> {boolean(True)} ."
    for difference in relationship.differences:
        packed = "\t".join((difference.field, difference.chosen, *difference.others))
        yield f"{subject} <{IND}difference> {string(packed)} ."
        yield f"{subject} <{IND}differsIn> {string(difference.field)} ."
    if relationship.end_planned:
        yield f"{subject} <{IND}endPlanned> {boolean(True)} ."
    if relationship.stale:
        yield f"{subject} <{IND}stale> {boolean(True)} ."
    if relationship.closed_by:
        yield f"{subject} <{IND}closedBy> {iri(RELATIONSHIP + relationship.closed_by)} ."
        yield f"{subject} <{IND}closedAs> {string(relationship.closed_as)} ."
    if relationship.why:
        yield f"{subject} <{IND}why> {string(relationship.why)} ."


def _claim_lines(claim: Claim, kind: RelationKind, about: str) -> Iterator[str]:
    subject = iri(CLAIM + claim.id)
    yield f"{subject} {_TYPE} <{kind.said_iri}>"
    yield f"{subject} <{SAID}about> {iri(RELATIONSHIP + about)}"
    yield f"{subject} <{SAID}source> {iri(SOURCE + claim.source)}"
    for one in kind.fields:
        value = claim.values.get(one.name)
        if value:
            for line in _value_lines(subject, SAID, one, value):
                yield line[:-2]
    for name, interval in (("start", claim.start), ("end", claim.end), ("held_on", claim.held_on)):
        for line in _date_lines(subject, SAID, name, interval):
            yield line[:-2]
    texts = {
        "stance": claim.stance,
        "modality": claim.modality,
        "locator": claim.locator,
        "more": claim.more,
        "relationship": claim.relationship,
        "note": claim.note,
    }
    for name, text in texts.items():
        if text:
            yield f"{subject} <{SAID}{name}> {string(text)}"


def _value_lines(subject: str, namespace: str, one: Field, value: str) -> Iterator[str]:
    name = camel_case(one.name)
    if one.type == "date":
        yield from _date_lines(subject, namespace, one.name, parse_date(value))
        return
    yield f"{subject} <{namespace}{name}> {_term(one, value)} ."
    if one.type in {"percent", "amount"} and _is_rewritten(value):
        yield f"{subject} <{namespace}{name}Text> {string(value)} ."


def _term(one: Field, value: str) -> str:
    match one.type:
        case "entity":
            return iri(RES + value)
        case "percent" | "amount":
            return decimal(value)
        case "yesno":
            return boolean(value == "yes")
        case _:
            return string(value)


def _is_rewritten(number: str) -> bool:
    """Whether a store may write a decimal differently than the row does."""
    whole, point, fraction = number.lstrip("-").partition(".")
    return (whole != "0" and whole.startswith("0")) or bool(point and fraction.endswith("0")) or number == "-0"


def _date_lines(subject: str, namespace: str, column: str, interval: Interval | None) -> Iterator[str]:
    if interval is None:
        return
    name = camel_case(column)
    yield f"{subject} <{namespace}{name}> {string(interval.text)} ."
    if interval.earliest is not None:
        yield f"{subject} <{namespace}{name}Earliest> {day(interval.earliest)} ."
    if interval.latest is not None:
        yield f"{subject} <{namespace}{name}Latest> {day(interval.latest)} ."
