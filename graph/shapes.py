"""The shape of the data as SHACL: the contract for people who bring their own RDF, generated from the declared kinds.

Entities, sources and claims have shapes. Relationships have none: they are worked out. The program's own checks find
more than shapes can say (dates that do not exist, ids that are taken, columns that no kind has) and say the line; the
shapes are for other tools. `data/shapes/industry-graph.shacl.ttl` is this module's output; a test holds it against the
code.

Source: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .columns import CLAIM_COLUMNS, MODALITIES, STANCES, TIERS
from .identifiers import BASE, PREFIXES, camel_case
from .terms import string
from .vocabulary import EntityKind, Field, RelationKind, Vocabulary

__all__ = ["shapes_turtle"]

_TIMES = ("start", "end", "held_on")
_DATE = string(r"^[0-9X\[\].~?-]+$")
_NUMBER = "sh:or ( [ sh:datatype xsd:decimal ] [ sh:datatype xsd:integer ] )"
_TEXT = "sh:datatype xsd:string"


def shapes_turtle(vocabulary: Vocabulary) -> bytes:
    """The shapes as Turtle; the same kinds give the same bytes."""
    prefixes = {name: PREFIXES[name] for name in ("ind", "said", "rdfs", "dcterms", "sh", "xsd")}
    lines = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    lines += [f"@prefix shape: <{BASE}shape/> .", ""]
    lines += _shape("Source", "ind:Source", "A document that says something.", _source())
    for entity in vocabulary.entities.values():
        lines += _shape(entity.name, f"ind:{entity.name}", entity.comment, _entity(vocabulary, entity))
    for kind in vocabulary.relations.values():
        comment = f"A claim: {kind.comment}"
        lines += _shape(f"said-{kind.name}", f"said:{kind.name}", comment, _claim(vocabulary, kind))
    return "\n".join(lines).encode()


def _shape(name: str, class_: str, comment: str, properties: Iterable[str]) -> Iterator[str]:
    yield f"shape:{name} a sh:NodeShape ;"
    yield f"    rdfs:comment {string(comment)} ;"
    yield f"    sh:targetClass {class_} ;"
    yield "    sh:nodeKind sh:IRI ;"
    yield "    sh:property " + " ,\n        ".join(properties) + " ."
    yield ""


def _property(path: str, *constraints: str, required: bool = False) -> str:
    counts = ("sh:minCount 1", "sh:maxCount 1") if required else ("sh:maxCount 1",)
    return f"[ {' ; '.join([f'sh:path {path}', *counts, *constraints])} ]"


def _source() -> Iterator[str]:
    yield _property("dcterms:title", _TEXT)
    yield _property("dcterms:publisher", _TEXT)
    yield _property("dcterms:language", _TEXT)
    yield _property("ind:address", f"sh:pattern {string('^https?://')}")
    yield _property("ind:tier", f"sh:in ( {_listed(list(TIERS))} )")
    yield _property("ind:origin", _TEXT)
    yield _property("ind:readAs", f"sh:in ( {_listed(['whole', 'passage'])} )")
    yield from _date("ind:published")
    yield from _date("ind:accessed")


def _entity(vocabulary: Vocabulary, kind: EntityKind) -> Iterator[str]:
    yield _property("rdfs:label", _TEXT, required=True)
    yield _property("dcterms:description", _TEXT)
    yield _property("ind:lei", f"sh:pattern {string('^[0-9A-Z]{18}[0-9]{2}$')}")
    for one in kind.fields:
        yield from _field(vocabulary, "ind", one)


def _claim(vocabulary: Vocabulary, kind: RelationKind) -> Iterator[str]:
    for one in kind.fields:
        yield from _field(vocabulary, "said", one)
    for column in CLAIM_COLUMNS:
        path = f"said:{camel_case(column)}"
        if column in _TIMES:
            yield from _date(path)
        elif column == "source":
            yield _property(path, "sh:nodeKind sh:IRI", "sh:class ind:Source", required=True)
        elif column in {"stance", "modality"}:
            yield _property(path, f"sh:in ( {_listed(STANCES if column == 'stance' else MODALITIES)} )")
        else:
            yield _property(path)
    yield "[ sh:path said:startEarliest ; sh:lessThanOrEquals said:endLatest ]"


def _field(vocabulary: Vocabulary, prefix: str, one: Field) -> Iterator[str]:
    path = f"{prefix}:{camel_case(one.name)}"
    if one.type == "date":
        yield from _date(path, one.required)
        return
    constraint = {
        "entity": _entities(one),
        "code": f"sh:in ( {_listed(list(vocabulary.codes[one.of[0]].codes))} )" if one.type == "code" else "",
        "text": _TEXT,
        "yesno": "sh:datatype xsd:boolean",
        "percent": f"{_NUMBER} ; sh:minInclusive 0 ; sh:maxInclusive 100",
        "amount": _NUMBER,
        "currency": f"sh:pattern {string('^[A-Z]{3}$')}",
        "country": f"sh:pattern {string('^[A-Z]{2}$')}",
    }[one.type]
    yield _property(path, constraint, required=one.required)
    if one.type in {"percent", "amount"}:
        yield _property(f"{path}Text", _TEXT)


def _entities(one: Field) -> str:
    classes = [f"sh:class ind:{name}" for name in one.of if name != "*"]
    if not classes:
        return "sh:nodeKind sh:IRI"
    if len(classes) == 1:
        return f"sh:nodeKind sh:IRI ; {classes[0]}"
    return f"sh:nodeKind sh:IRI ; sh:or ( {' '.join(f'[ {each} ]' for each in classes)} )"


def _date(path: str, required: bool = False) -> Iterator[str]:
    """The wording of a date, and its bounds where they are given."""
    yield _property(path, f"sh:pattern {_DATE}", required=required)
    yield _property(f"{path}Earliest", "sh:datatype xsd:date", f"sh:lessThanOrEquals {path}Latest")
    yield _property(f"{path}Latest", "sh:datatype xsd:date")


def _listed(values: Sequence[str]) -> str:
    return " ".join(map(string, values))
