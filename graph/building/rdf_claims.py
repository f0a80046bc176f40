"""Claims that people bring as RDF: Turtle, TriG, N-Triples, N-Quads or JSON-LD.

The shape is the one that this package writes: `said:` claims with their source, `ind:` entities with a label, sources.
They are read into the same rows as CSV and go through the same checks. A statement that is about something of ours and
is not understood is a problem, not silence. What describes the edition (relationships) is left out: it is worked out
again from the claims.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from ..columns import CLAIM_COLUMNS, SOURCE_COLUMNS
from ..identifiers import BASE, CLAIM, IND, PREFIXES, RELATIONSHIP, RES, SAID, SOURCE, camel_case, local_name
from ..vocabulary import EntityKind, RelationKind, Vocabulary
from .json_ld import unexplained_keys
from .problems import Problem
from .tables import is_plain

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
_SUFFIXES = ("", "Text", "Earliest", "Latest")
_KNOWN_OF_SOURCES = {address + suffix for address in _SOURCE_PROPERTIES.values() for suffix in _SUFFIXES}
_KNOWN_OF_ENTITIES = {PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "description", IND + "lei", IND + "nameKey"}
_MANY = {IND + "nameKey"}
_WORD = re.compile(r"[^\s\"<>{}\[\],;]+")
_Properties = dict[str, list[str]]


def read_claims(
    file: Path, label: str, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[tuple[str, str, dict[str, str], str]]:
    """Read entities, sources and claims from an RDF file.

    Args:
        file: the file; its suffix says the format. Relative IRIs are read below the base of this package.
        label: what to call it in problems.
        vocabulary: the kinds.
        problems: found problems are appended to it.

    Yields:
        `entities`, `sources` or `relations`; the kind (empty for sources); a row with every column of that kind; file
        and line of its subject.
    """
    raw = file.read_bytes().removeprefix(BOM_UTF8)
    subjects = _subjects(raw, file.suffix, label, problems)
    lines = _lines(raw.decode("utf-8", "replace")) if subjects else {}
    classes = {kind.iri: kind for kind in vocabulary.entities.values()}
    claims = {kind.said_iri: kind for kind in vocabulary.relations.values()}
    others = {kind.iri for kind in vocabulary.relations.values()} | {IND + "Edition"}
    for subject, properties in sorted(subjects.items()):
        line = lines.get(_last_part(subject))
        at = f"{label}:{line}" if line else label
        for type_ in properties.get(_TYPE, ["(no rdf:type)"]):
            if type_ in classes:
                _check(subject, _entity_properties(classes[type_]), properties, at, problems)
                table, name, row = "entities", classes[type_].name, _entity(subject, classes[type_], properties)
            elif type_ == IND + "Source":
                _check(subject, _KNOWN_OF_SOURCES, properties, at, problems)
                table, name, row = "sources", "", _source(subject, properties)
            elif type_ in claims:
                row = _claim(subject, claims[type_], properties)
                _check(subject, _claim_properties(row), properties, at, problems)
                table, name = "relations", claims[type_].name
            else:
                if subject.startswith(BASE) and type_ not in others:
                    message = f"<{subject}> has the type {type_}, expected a class of the schema"
                    problems.append(Problem("unknown-class", at, "", message))
                continue
            if is_plain(row, at, problems):
                yield table, name, row, at


def _subjects(raw: bytes, suffix: str, label: str, problems: list[Problem]) -> dict[str, _Properties]:
    """Lexical values by subject and property; the graph of a claim stands in for a missing said:source."""
    subjects: dict[str, _Properties] = defaultdict(lambda: defaultdict(list))
    nameless = False
    try:
        for quad in ox.parse(input=raw, format=_FORMATS[suffix], base_iri=BASE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                properties = subjects[quad.subject.value]
                properties[quad.predicate.value].append(quad.object.value)
                if isinstance(quad.graph_name, ox.NamedNode):
                    properties[""] = [quad.graph_name.value]
            else:
                nameless = True
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        problems.append(Problem("not-rdf", label + line, "", f"not valid {suffix[1:]}: {error.msg}"))
        return {}
    if nameless:
        message = "a blank node or quoted triple, expected IRIs: give claims, sources and entities an address"
        problems.append(Problem("blank-node", label, "", message))
    if suffix == ".jsonld":
        text = raw.decode()
        for key in unexplained_keys(text):
            line = f":{text.count(chr(10), 0, text.find(json.dumps(key))) + 1}"
            problems.append(Problem("unknown-key", label + line, key, "a key that no @context explains"))
    return subjects


def _lines(text: str) -> dict[str, int]:
    """The line on which each local name begins a line, else that on which it is first mentioned."""
    first: dict[str, int] = {}
    mentioned: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for position, word in enumerate(_WORD.findall(line.replace('"@id":', ""))):
            (mentioned if position else first).setdefault(_last_part(word), number)
    return mentioned | first


def _last_part(address: str) -> str:
    return re.split(r"[:/#]", address)[-1]


def _check(subject: str, known: set[str], properties: _Properties, at: str, problems: list[Problem]) -> None:
    """Every property of ours is known and has one value."""
    for address, values in sorted(properties.items()):
        if address.startswith((SAID, IND)) and address not in known:
            message = f"<{subject}> has the property {address}, expected one of the schema for it"
            problems.append(Problem("unknown-property", at, local_name(address), message))
        elif address in known and address not in _MANY and len(set(values)) > 1:
            message = f"<{subject}> has {len(set(values))} values ({', '.join(sorted(set(values)))}), expected one"
            problems.append(Problem("several-values", at, local_name(address), message))


def _entity_properties(kind: EntityKind) -> set[str]:
    return {address for one in kind.fields for address in (one.iri, one.iri + "Text")} | _KNOWN_OF_ENTITIES


def _claim_properties(row: Mapping[str, str]) -> set[str]:
    names = {SAID + camel_case(name) + suffix for name in row if name != "id" for suffix in _SUFFIXES}
    return names | {SAID + "about", SAID + "grouping"}


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


def _claim(subject: str, kind: RelationKind, properties: _Properties) -> dict[str, str]:
    row = {one.name: _value(properties, one.said_iri, one.type) for one in kind.fields}
    row |= {column: _one(properties, SAID + camel_case(column)) for column in CLAIM_COLUMNS}
    row["id"] = subject.removeprefix(CLAIM)
    row["source"] = (row["source"] or _one(properties, "")).removeprefix(SOURCE)
    row["relationship"] = row["relationship"].removeprefix(RELATIONSHIP)
    return row


def _value(properties: _Properties, address: str, type_: str) -> str:
    text = _one(properties, address + "Text") or _one(properties, address)
    if type_ == "yesno":
        return {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(text, text)
    return text.removeprefix(RES) if type_ == "entity" else text
