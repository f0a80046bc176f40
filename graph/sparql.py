"""Queries that people write: run in a process that can be stopped, and shown as they come.

A query cannot be cancelled in this process, and some of a few kilobytes end it. So it runs in a process of its own that
opens the store read-only, has its memory capped and its network taken away, and is killed when its time is up.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .errors import QueryError, StoreError
from .formats import cell, write_csv
from .identifiers import PREFIXES
from .store import EmbeddedStore, Solutions, Term
from .terms import compact
from .worker import worker_command

if TYPE_CHECKING:
    from .industry import Industry

__all__ = ["LIMIT_CHARACTERS", "LIMIT_NESTING", "print_result", "run", "run_limited"]

LIMIT_CHARACTERS = 64 * 1024
"""Longest query text, in characters."""
LIMIT_NESTING = 100
"""Deepest nesting of brackets in a query."""
_MEMORY_BYTES = 4 * 1024**3

Result = Solutions | bool | list[ox.Triple]


def run(industry: Industry, text: str, target: str, as_of: str | None, seconds: float) -> Result:
    """Run a query on the edition or on the snapshot of a day.

    Args:
        industry: the data.
        text: the query; the prefixes of `schema` need no declaration.
        target: `edition` or `snapshot`.
        as_of: the day of the snapshot; None for the latest known state.
        seconds: when to stop it.

    Raises:
        QueryError: it is malformed, would change something, or was stopped.
    """
    text = _with_prefixes(text)
    if target == "snapshot":
        return run_limited(industry.as_of(as_of).snapshot.to_store(), text, seconds)
    if as_of:
        raise QueryError("--as-of needs --on snapshot: a query on the edition says itself which day it asks about")
    if not isinstance(industry.store, EmbeddedStore):
        return industry.store.query(text)
    return run_limited(industry.store, text, seconds)


def _with_prefixes(text: str) -> str:
    """A query with the known prefixes that it uses and does not declare, before its first line: lines keep their place.

    >>> _with_prefixes("SELECT ?x WHERE { ?x a ind:Deal }")
    'PREFIX ind: <https://w3id.org/industry-graph/ns#> SELECT ?x WHERE { ?x a ind:Deal }'
    """
    declared = set(re.findall(r"prefix\s+(\w+)\s*:", text, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w<:/#?])(\w+):", text))
    missing = [prefix for prefix in PREFIXES if prefix in used - declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text


def run_limited(store: EmbeddedStore, text: str, seconds: float) -> Result:
    """Run a query on a store in a process of its own.

    Raises:
        QueryError: it is malformed, would change something, asks for the network, or was stopped.
    """
    _refuse_monsters(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(store.location)
        if store.location == "memory" or not path.is_dir():
            path = Path(folder) / "dataset.nq"
            store.dataset.dump(str(path), ox.RdfFormat.N_QUADS)
        else:
            path = path / "store"
        command = worker_command(path, _MEMORY_BYTES)
        try:
            done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise QueryError(
                f"the query was stopped after {seconds:g} s: narrow it, or give it more --seconds"
            ) from None
    if done.returncode == 0:
        return _read(done.stdout)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode == 3 and said:
        raise QueryError(said[-1])
    raise QueryError("the query ended its process (too deep, or more than 4 GiB of memory): narrow it")


def print_result(result: Result, form: str) -> str:
    """A result as text.

    Args:
        result: what `run` gave.
        form: `table`, `csv` or `json` (SPARQL results for SELECT and ASK, N-Triples for triples).
    """
    if isinstance(result, bool):
        truth = str(result).lower()
        return f'{{"head": {{}}, "boolean": {truth}}}' if form == "json" else truth
    if not isinstance(result, Solutions):
        return "\n".join(f"{triple} ." for triple in result)
    if form == "csv":
        rows = [["" if term is None else _lexical(term) for term in row] for row in result.rows]
        return write_csv(result.variables, rows).rstrip("\n")
    if form == "json":
        return _json(result)
    return _table(result)


def _json(result: Solutions) -> str:
    import json

    bindings = [
        {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return json.dumps({"head": {"vars": result.variables}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        plain = {"type": "literal", "value": term.value}
        if term.language:
            return {**plain, "xml:lang": term.language}
        return plain if term.datatype.value.endswith("#string") else {**plain, "datatype": term.datatype.value}
    return {"type": "bnode", "value": str(term)}


def _table(result: Solutions) -> str:
    from rich.table import Table
    from rich.text import Text

    from .fitted import plain

    table = Table(header_style="bold", pad_edge=False)
    for name in result.variables:
        table.add_column(name, overflow="fold")
    for row in result.rows:
        table.add_row(*(Text("" if term is None else cell(_shown(term))) for term in row))
    found = f"{len(result.rows)} solution{'s' if len(result.rows) != 1 else ''}"
    return "\n".join([*plain(table).splitlines(), found])


def _shown(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    return _lexical(term)


def _lexical(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _refuse_monsters(text: str) -> None:
    if len(text) > LIMIT_CHARACTERS:
        raise QueryError(f"the query has {len(text):,} characters: expected at most {LIMIT_CHARACTERS:,}")
    depth = deepest = 0
    for character in text:
        if character in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "})]":
            depth -= 1
    if deepest > LIMIT_NESTING:
        raise QueryError(f"the query nests brackets {deepest} deep: expected at most {LIMIT_NESTING}")


def _read(output: bytes) -> Result:
    kind, _, body = output.partition(b"\n")
    if kind == b"triples":
        return [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
    try:
        answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise StoreError(f"the answer cannot be read: {error}") from None
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    return Solutions(tuple(variable.value for variable in answer.variables), [tuple(row) for row in answer])
