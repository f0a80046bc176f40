"""IRIs: the address of every term, entity, source, claim and relationship.

One base, `https://w3id.org/industry-graph/`, and below it a namespace for each sort of thing. Claims (`said:`) and
relationships (`ind:`) share no term, so that one query text is right where the default graph stands alone and where
it is the union of all graphs. There are no blank nodes: the same rows give the same IRIs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = [
    "BASE",
    "CLAIM",
    "IND",
    "PREFIXES",
    "RELATIONSHIP",
    "RES",
    "SAID",
    "SOURCE",
    "camel_case",
    "is_slug",
    "local_name",
]

BASE: Final = "https://w3id.org/industry-graph/"
IND: Final = BASE + "ns#"
"""Terms of the edition: classes of entities and relationships, their properties."""
SAID: Final = BASE + "said#"
"""Terms of claims."""
RES: Final = BASE + "id/"
"""Entities."""
SOURCE: Final = BASE + "source/"
"""Sources, which are the named graphs as well."""
CLAIM: Final = BASE + "claim/"
RELATIONSHIP: Final = BASE + "relationship/"

PREFIXES: Final[dict[str, str]] = {
    "ind": IND,
    "said": SAID,
    "res": RES,
    "source": SOURCE,
    "claim": CLAIM,
    "rel": RELATIONSHIP,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
}
"""The prefixes that queries and exports use."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether a text can be the id of a row: lower-case ASCII letters, digits and single hyphens.

    >>> is_slug("jaguar-land-rover"), is_slug("Jaguar"), is_slug("a--b")
    (True, False, False)
    """
    return _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def camel_case(column: str) -> str:
    """The RDF property name of a CSV column or Python name.

    >>> camel_case("share_percent")
    'sharePercent'
    """
    head, *rest = column.replace("-", "_").split("_")
    return head + "".join(word.capitalize() for word in rest)


def local_name(iri: str) -> str:
    """The part of an IRI after its namespace.

    >>> local_name("https://w3id.org/industry-graph/id/bmw")
    'bmw'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
