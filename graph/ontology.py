"""The schema as RDF and as text: every class and property, generated from the declared kinds.

`data/ontology/industry-graph.ttl` is this module's output; a test holds it against the code.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .columns import CLAIM_COLUMNS
from .identifiers import BASE, IND, PREFIXES, SAID, camel_case
from .terms import iri, string
from .vocabulary import EntityKind, Field, RelationKind, Vocabulary

__all__ = ["EDITION_PROPERTIES", "describe", "ontology_turtle", "terms"]

EDITION_PROPERTIES: dict[str, str] = {
    "involves": "an end of the relationship, whatever its role",
    "start": "first day, as written", "startEarliest": "its earliest bound", "startLatest": "its latest bound",
    "end": "last day, as written", "endEarliest": "its earliest bound", "endLatest": "its latest bound",
    "firstHeld": "first day by which evidence says that it was so",
    "lastHeld": "last day by which evidence says that it was so",
    "possibleFrom": "it did not hold before this day", "possibleUntil": "it did not hold after this day",
    "certainFrom": "it held on every day from this one …", "certainUntil": "… to this one",
    "endedFrom": "first day by which it may have been over, where something says that it ended",
    "modality": "strongest of its claims: fact, reported, planned",
    "origins": "how many independent origins assert it",
    "denied": "true where a claim denies it",
    "difference": "column, chosen value and other values of its claims, separated by tabs",
    "differsIn": "a column about which its claims disagree",
    "endPlanned": "true where its end is only expected, as a plan or by hearsay: it ends no earlier",
    "stale": "true where it is open, but unconfirmed for years or past its expected end",
    "closedBy": "the relationship that closes it, where its end was inferred",
    "closedAs": "successor where the next one closes it, life or whole where an end or the whole time there is over",
    "why": "how its claims came together",
    "leads": "yes for a leading post, possibly where no source says what the post is",
    "controls": "yes where it gives control, possibly where its share is not known",
    "controller": "who controls through it, or possibly does",
    "controlled": "what is controlled, or possibly is",
    "nameKey": "a name of an entity without accents, case and punctuation, for looking up",
    "lei": "legal entity identifier (ISO 17442)",
    "address": "where a source can be read", "tier": "sort of source", "origin": "who said it first",
    "readAs": "whole or passage", "published": "day of publication, as written",
    "publishedEarliest": "its earliest bound", "publishedLatest": "its latest bound",
    "accessed": "day on which it was read, as written",
    "accessedEarliest": "its earliest bound", "accessedLatest": "its latest bound",
    "knownAt": "day by which sources of the edition had to be published",
    "policy": "how the edition picks values",
}  # fmt: skip
"""Properties of the edition that are the same in every industry, and what they mean."""

_EXAMPLES = """\
# Who leads Jaguar Land Rover on 5 June 2019, and who says so?
SELECT ?name ?function ?publisher ?published WHERE {
  ?post ind:organization res:jaguar-land-rover ; ind:person ?person ; ind:leads "yes" ; ind:function ?function ;
        ind:possibleFrom ?from ; ind:possibleUntil ?until .
  FILTER(?from <= "2019-06-05"^^xsd:date && "2019-06-05"^^xsd:date <= ?until)
  ?person rdfs:label ?name .
  GRAPH ?source { ?claim said:about ?post }
  OPTIONAL { ?source dcterms:publisher ?publisher ; ind:published ?published }
} ORDER BY ?name ?published

# How many claims does each origin carry?
SELECT ?origin (COUNT(?claim) AS ?claims) WHERE {
  GRAPH ?source { ?claim said:about ?relationship }
  ?source ind:origin ?origin
} GROUP BY ?origin ORDER BY DESC(?claims) ?origin LIMIT 10

# What do sources disagree about?
SELECT ?says ?field WHERE { ?relationship ind:differsIn ?field ; rdfs:label ?says } ORDER BY ?says ?field LIMIT 20
"""


def describe(vocabulary: Vocabulary) -> str:
    """Prefixes, classes, properties and three examples, for people who write SPARQL."""
    used = ("ind", "said", "res", "source", "claim", "rel", "rdfs", "skos", "dcterms", "xsd")
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in used]
    lines += ["", "Entities (default graph): rdfs:label, skos:altLabel, dcterms:description, ind:nameKey"]
    for entity in vocabulary.entities.values():
        own = "".join(f", ind:{camel_case(one.name)}" for one in entity.fields)
        lines.append(f"  ind:{entity.name:<12} {entity.comment}{' Own' + own[1:] if own else ''}")
    lines += ["", "Relationships (default graph): each has the properties of the edition below, and its own"]
    for kind in vocabulary.relations.values():
        lines.append(f"  ind:{kind.name:<15} {kind.comment}")
        lines.append(f"      {' '.join('ind:' + camel_case(one.name) for one in kind.fields)}")
    lines += ["", "Properties of the edition"]
    lines += [f"  ind:{name:<18} {comment}" for name, comment in EDITION_PROPERTIES.items()]
    lines += ["", "Claims (a named graph a source): said: twins of the relationship classes and properties, and"]
    lines.append("  said:about           the relationship that the claim is about")
    lines.append("  said:grouping        why the claim is about this relationship")
    lines += [f"  said:{camel_case(name):<15} {comment}" for name, comment in CLAIM_COLUMNS.items()]
    lines += ["", "Snapshot (sparql --on snapshot --as-of DAY): plain triples between entities"]
    for kind in vocabulary.relations.values():
        if kind.snapshot:
            lines.append(f"  ind:{kind.snapshot:<15} {kind.ends[0]} → {kind.ends[1]}: {kind.comment}")
    lines += ["  ind:leads           a person and what they lead", "", "Examples", "", _EXAMPLES.rstrip()]
    return "\n".join(lines)


def terms(vocabulary: Vocabulary) -> set[str]:
    """Every IRI that the mapping can use in the project's own namespaces, `ind:` and `said:`."""
    return {quad.subject.value for quad in ox.parse(_document(vocabulary), format=ox.RdfFormat.N_TRIPLES)
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith((IND, SAID))}  # fmt: skip


def ontology_turtle(vocabulary: Vocabulary) -> bytes:
    """The ontology as Turtle; the same kinds give the same bytes."""
    triples = sorted((quad.triple for quad in ox.parse(_document(vocabulary), format=ox.RdfFormat.N_TRIPLES)), key=str)
    used = {name: PREFIXES[name] for name in ("ind", "said", "rdf", "rdfs", "owl", "xsd", "dcterms", "prov", "schema")}
    out = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    assert out is not None
    return out


def _document(vocabulary: Vocabulary) -> str:
    return "\n".join(_lines(vocabulary)) + "\n"


def _lines(vocabulary: Vocabulary) -> Iterator[str]:
    ontology = iri(BASE + "ns")
    owl, dcterms, prov = PREFIXES["owl"], PREFIXES["dcterms"], PREFIXES["prov"]
    yield f"{ontology} <{PREFIXES['rdf']}type> <{owl}Ontology> ."
    yield f"{ontology} <{dcterms}title> {string('Industry graph')} ."
    yield f"{ontology} <{dcterms}license> <https://creativecommons.org/licenses/by/4.0/> ."
    yield from _class(IND + "Relationship", "One occurrence of something between entities, resolved from claims.")
    yield from _class(IND + "Entity", "A thing that relationships tie.", prov + "Entity")
    yield from _class(SAID + "Claim", "What one passage of one source says.", prov + "Entity")
    yield from _class(
        IND + "Source", "A document that says something; its IRI names its graph.", prov + "PrimarySource"
    )
    yield from _class(IND + "Edition", "Relationships resolved for one known-at day and policy.", prov + "Entity")
    properties: dict[str, tuple[str, str]] = {}
    for entity in vocabulary.entities.values():
        yield from _class(entity.iri, entity.comment, IND + "Entity")
        properties |= _fields(entity, IND)
    for kind in vocabulary.relations.values():
        yield from _class(kind.iri, kind.comment, IND + "Relationship")
        yield from _class(kind.said_iri, f"A claim: {kind.comment}", SAID + "Claim")
        properties |= _fields(kind, IND) | _fields(kind, SAID)
        if kind.snapshot:
            properties[IND + kind.snapshot] = (
                f"In a snapshot, {kind.ends[0]} to {kind.ends[1]}: {kind.comment}",
                "Object",
            )
    for name, comment in EDITION_PROPERTIES.items():
        sort = "Object" if name in {"involves", "closedBy", "controller", "controlled"} else "Datatype"
        properties[IND + name] = (comment, sort)
    properties[SAID + "about"] = ("the relationship that the claim is about", "Object")
    properties[SAID + "grouping"] = ("why the claim is about this relationship", "Datatype")
    for column, comment in CLAIM_COLUMNS.items():
        name = SAID + camel_case(column)
        properties[name] = (comment, "Object" if column == "source" else "Datatype")
        if column in {"start", "end", "held_on"}:
            properties |= {name + bound: (f"{bound.lower()} bound of {column}", "Datatype") for bound in _BOUNDS}
    for address, (comment, sort) in sorted(properties.items()):
        yield f"{iri(address)} <{PREFIXES['rdf']}type> <{owl}{sort}Property> ."
        yield f"{iri(address)} <{PREFIXES['rdfs']}comment> {string(comment)} ."


_BOUNDS = ("Earliest", "Latest")


def _fields(kind: EntityKind | RelationKind, namespace: str) -> dict[str, tuple[str, str]]:
    properties = {}
    for one in kind.fields:
        address = namespace + camel_case(one.name)
        properties[address] = (one.comment, _sort(one))
        if one.type in {"percent", "amount"}:
            properties[address + "Text"] = (f"{one.name} as written, where a store may rewrite it", "Datatype")
        if one.type == "date":
            properties |= {address + bound: (f"{bound.lower()} bound of {one.name}", "Datatype") for bound in _BOUNDS}
    return properties


def _sort(one: Field) -> str:
    return "Object" if one.type == "entity" else "Datatype"


def _class(address: str, comment: str, above: str = "") -> Iterator[str]:
    yield f"{iri(address)} <{PREFIXES['rdf']}type> <{PREFIXES['owl']}Class> ."
    yield f"{iri(address)} <{PREFIXES['rdfs']}comment> {string(comment)} ."
    if above:
        yield f"{iri(address)} <{PREFIXES['rdfs']}subClassOf> {iri(above)} ."
