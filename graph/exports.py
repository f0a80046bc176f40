"""Writing the data out: the dataset as RDF, the projection as GraphML and GEXF, the rows as CSV.

Time and sources survive in every format. Turtle has no named graphs; there a claim still names its source
(`said:source`), and nothing is lost. Turtle of RDF 1.2 also says what each claim states (see `rdf12`). In GraphML and
GEXF the bounds, certainty and sources are attributes; lists are JSON texts, because neither format has lists.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from .errors import OutputError
from .formats import write_csv
from .identifiers import PREFIXES
from .projection import project
from .rdf12 import reifying_triples
from .snapshot import Snapshot
from .store import EmbeddedStore
from .vocabulary import Vocabulary

__all__ = ["GRAPH_FORMATS", "RDF_FORMATS", "export_graph", "export_rdf", "write_file"]

RDF_FORMATS: dict[str, ox.RdfFormat] = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "turtle12": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Formats of the whole dataset; `turtle12` is Turtle of RDF 1.2, in which claims reify what they say."""

_Prefixes = {name: address for name, address in PREFIXES.items() if name != "wd"}


def export_rdf(store: EmbeddedStore, form: str, vocabulary: Vocabulary) -> bytes:
    """The whole dataset, claims and edition, in an RDF format.

    Args:
        store: the store.
        form: one of `RDF_FORMATS`.
        vocabulary: its kinds.

    Returns:
        UTF-8 text; the same dataset gives the same bytes.
    """
    format_ = RDF_FORMATS[form]
    quads = sorted(store.dataset, key=str)
    if not format_.supports_datasets:
        triples = {quad.triple for quad in quads}
        if form == "turtle12":
            triples |= set(reifying_triples(quads, vocabulary))
        quads = sorted((ox.Quad(one.subject, one.predicate, one.object) for one in triples), key=str)
    out = io.BytesIO()
    ox.serialize(quads, out, format=format_, prefixes=_Prefixes)
    return out.getvalue()


def _graphml(graph: nx.MultiDiGraph) -> bytes:
    out = io.BytesIO()
    nx.write_graphml(graph, out, encoding="utf-8", named_key_ids=True)
    return out.getvalue()


def _gexf(graph: nx.MultiDiGraph) -> bytes:
    for _, _, attributes in graph.edges(data=True):
        attributes["relation"] = attributes.pop("kind")
    out = io.BytesIO()
    nx.write_gexf(graph, out, encoding="utf-8", version="1.2draft")
    # networkx stamps the day of writing into the file; the same input must give the same bytes
    return out.getvalue().replace(f'lastmodifieddate="{date.today()}"'.encode(), b'lastmodifieddate=""')


def _edges_csv(graph: nx.MultiDiGraph) -> bytes:
    names = ("kind", "sentence", "certainty", "reason", "modality", "origins", "start", "end", "last_held", "sources")
    rows = [
        [id, source, target, *("" if data.get(name) is None else str(data[name]) for name in names)]
        for source, target, id, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    ]
    return write_csv(["id", "from", "to", *names], rows).encode()


GRAPH_FORMATS: dict[str, Callable[[nx.MultiDiGraph], bytes]] = {"graphml": _graphml, "gexf": _gexf, "csv": _edges_csv}
"""Formats of the projection of a day."""


def export_graph(snapshot: Snapshot, form: str) -> bytes:
    """The projection of a snapshot in a graph format.

    Args:
        snapshot: what holds on a day.
        form: one of `GRAPH_FORMATS`.
    """
    return GRAPH_FORMATS[form](_flat(project(snapshot)))


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy with attributes that every graph format has: no None, lists as JSON."""
    flat = nx.MultiDiGraph(**graph.graph)
    for node, data in graph.nodes(data=True):
        flat.add_node(node, label=data["name"], **_simple(data))
    for first, second, key, data in graph.edges(keys=True, data=True):
        flat.add_edge(first, second, key=key, id=key, **_simple(data))
    return flat


def _simple(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for name, value in data.items()
        if value is not None
    }
