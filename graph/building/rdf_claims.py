"""Claims that people bring as RDF: Turtle, TriG, N-Triples, N-Quads or JSON-LD.

The shape is the one that this package writes: `said:` claims with their source, `ind:` entities with a label, sources.
They are read into the same rows as CSV and go through the same checks. A statement that is about something of ours and
is not understood is a problem, not silence. What describes the edition (relationships) is left out: it is worked out
again from the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..identifiers import BASE, CLAIM, IND, PREFIXES, RELATIONSHIP, RES, SAID, SOURCE, camel_case, local_name
from ..vocabulary import CLAIM_COLUMNS, SOURCE_COLUMNS, EntityKind, RelationKind, Vocabulary
from .problems import Problem

__all__ = ["read_claims"]

_TYPE = PREFIXES["rdf"] + "type"
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_SOURCE_PROPERTIES = {
    "title": PREFIXES["dcterms"] + "title",
    "publisher": PREFIXES["dcterms"] + "publisher",
    "language": PREFIXES["dcterms"] + "language",
    "address": IND + "address",
    "tier": IND + "tier",
    "origin": IND + "origin",
    "read_as": IND + "readAs",
    "published": IND + "published",
    "accessed": IND + "accessed",
}
_Properties = dict[str, list[str]]


def read_claims(
    file: Path, label: str, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Read entities, sources and claims from an RDF file.

    Args:
        file: the file; its suffix says the format.
        label: what to call it in problems.
        vocabulary: the kinds.
        problems: found problems are appended to it.

    Yields:
        `entities`, `sources` or `relations`; the kind (empty for sources); a row with every column of that kind.
    """
    subjects = _subjects(file, label, problems)
    classes = {kind.iri: kind for kind in vocabulary.entities.values()}
    claims = {kind.said_iri: kind for kind in vocabulary.relations.values()}
    relationships = {kind.iri for kind in vocabulary.relations.values()}
    for subject, properties in sorted(subjects.items()):
        for type_ in properties.get(_TYPE, ["(no rdf:type)"]):
            if type_ in classes:
                yield "entities", classes[type_].name, _entity(subject, classes[type_], properties)
            elif type_ == IND + "Source":
                yield "sources", "", _source(subject, properties)
            elif type_ in claims:
                yield "relations", claims[type_].name, _claim(subject, claims[type_], properties, label, problems)
            elif subject.startswith(BASE) and type_ not in relationships and type_ != IND + "Edition":
                message = f"<{subject}> has the type {type_}, expected a class of the schema"
                problems.append(Problem("unknown-class", label, "", message))


def _subjects(file: Path, label: str, problems: list[Problem]) -> dict[str, _Properties]:
    """Lexical values by subject and property; the graph of a claim stands in for a missing said:source."""
    subjects: dict[str, _Properties] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(file), format=_FORMATS[file.suffix]):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                properties = subjects[quad.subject.value]
                properties[quad.predicate.value].append(quad.object.value)
                if isinstance(quad.graph_name, ox.NamedNode):
                    properties[""] = [quad.graph_name.value]
            else:
                message = "a blank node or quoted triple, expected IRIs: give claims, sources and entities an address"
                problems.append(Problem("blank-node", label, "", message))
                return {}
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        problems.append(Problem("not-rdf", label + line, "", f"not valid {file.suffix[1:]}: {error.msg}"))
        return {}
    return subjects


def _one(properties: _Properties, address: str) -> str:
    return next(iter(properties.get(address, ())), "")


def _entity(subject: str, kind: EntityKind, properties: _Properties) -> dict[str, str]:
    row = {one.name: _value(properties, one.iri, one.type) for one in kind.fields}
    same = [other for other in properties.get(PREFIXES["owl"] + "sameAs", ()) if other.startswith(PREFIXES["wd"])]
    return row | {
        "id": subject.removeprefix(RES),
        "name": _one(properties, PREFIXES["rdfs"] + "label"),
        "description": _one(properties, PREFIXES["dcterms"] + "description"),
        "wikidata": local_name(same[0]) if same else "",
        "lei": _one(properties, IND + "lei"),
    }


def _source(subject: str, properties: _Properties) -> dict[str, str]:
    row = {column: _one(properties, address) for column, address in _SOURCE_PROPERTIES.items()}
    return dict.fromkeys(SOURCE_COLUMNS, "") | row | {"id": subject.removeprefix(SOURCE)}


def _claim(
    subject: str, kind: RelationKind, properties: _Properties, label: str, problems: list[Problem]
) -> dict[str, str]:
    row = {one.name: _value(properties, one.said_iri, one.type) for one in kind.fields}
    row |= {column: _one(properties, SAID + camel_case(column)) for column in CLAIM_COLUMNS}
    row["id"] = subject.removeprefix(CLAIM)
    row["source"] = (row["source"] or _one(properties, "")).removeprefix(SOURCE)
    row["relationship"] = row["relationship"].removeprefix(RELATIONSHIP)
    known = {SAID + camel_case(name) + suffix for name in row for suffix in ("", "Text", "Earliest", "Latest")}
    for address in sorted(properties.keys() - known - {SAID + "about", _TYPE, ""}):
        if address.startswith(SAID):
            message = f"<{subject}> has the property {address}, expected one of the kind {kind.name}"
            problems.append(Problem("unknown-property", label, local_name(address), message))
    return row


def _value(properties: _Properties, address: str, type_: str) -> str:
    text = _one(properties, address + "Text") or _one(properties, address)
    if type_ == "yesno":
        return {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(text, text)
    return text.removeprefix(RES) if type_ == "entity" else text
