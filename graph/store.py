"""Asking a store, wherever it is: in this process, or a SPARQL 1.1 server by its address.

Both answer the same query texts with the same terms. Reading only: nothing here can write.

Source: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from .errors import QueryError, StoreError
from .kept import Kept

__all__ = ["EmbeddedStore", "EndpointStore", "Solutions", "Store", "Term", "is_damage", "open_folder", "query_error"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""An RDF term as pyoxigraph has it."""

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)")


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT query.

    Attributes:
        variables: names without `?`, in the order of the query.
        rows: one tuple a solution, in the order of the variables; None where a variable is unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def dicts(self) -> Iterator[dict[str, Term]]:
        """The solutions as dictionaries without the unbound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


class Store(Protocol):
    """What the rest of the package asks of a store."""

    @property
    def location(self) -> str:
        """Where it is, for people."""
        ...

    @property
    def kept(self) -> Kept | None:
        """The same records in tables, where there are any."""
        ...

    def query(self, text: str) -> Solutions | bool | list[ox.Triple]:
        """Answer a query: solutions for SELECT, a truth for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: the text is malformed or is no query; the message says where.
            StoreError: the store cannot be read.
        """
        ...

    def select(self, text: str) -> Solutions:
        """Answer a SELECT query."""
        ...


class _Selecting:
    """The part that every store has in common."""

    kept: Kept | None = None

    def query(self, text: str) -> Solutions | bool | list[ox.Triple]:
        raise NotImplementedError

    def select(self, text: str) -> Solutions:
        """Answer a SELECT query.

        Raises:
            QueryError: it is another sort of query.
        """
        answer = self.query(text)
        if not isinstance(answer, Solutions):
            raise QueryError("expected a SELECT query")
        return answer


class EmbeddedStore(_Selecting):
    """A pyoxigraph store in this process, in memory or opened read-only from a folder.

    Attributes:
        dataset: the pyoxigraph store itself.
        kept: the records of its edition in tables, where the build wrote them.
    """

    def __init__(self, dataset: ox.Store, location: str = "memory", kept: Kept | None = None) -> None:
        self.dataset = dataset
        self.kept = kept
        self._location = location

    @property
    def location(self) -> str:
        """Its folder, or `memory`."""
        return self._location

    def query(self, text: str) -> Solutions | bool | list[ox.Triple]:
        """Answer a query; see `Store.query`."""
        try:
            answer = self.dataset.query(text)
            if isinstance(answer, ox.QuerySolutions):
                names = tuple(variable.value for variable in answer.variables)
                return Solutions(names, [tuple(solution) for solution in answer])
            return bool(answer) if isinstance(answer, ox.QueryBoolean) else list(answer)
        except (SyntaxError, RuntimeError, OSError) as error:
            if is_damage(error):
                raise StoreError(f"{self.location}: the store is damaged ({error}), expected a rebuild") from None
            raise query_error(error) from None


class EndpointStore(_Selecting):
    """A SPARQL 1.1 server.

    Args:
        address: the address of its query service, `https://host/sparql`.
        timeout_seconds: how long to wait for an answer.
    """

    def __init__(self, address: str, timeout_seconds: float = 60.0) -> None:
        self.address = address
        self.timeout_seconds = timeout_seconds

    @property
    def location(self) -> str:
        """Its address."""
        return self.address

    def query(self, text: str) -> Solutions | bool | list[ox.Triple]:
        """Answer a query; see `Store.query`."""
        wants = "application/sparql-results+json, application/n-triples;q=0.9"
        headers = {"Accept": wants, "Content-Type": "application/x-www-form-urlencoded"}
        form = urllib.parse.urlencode({"query": text}).encode()
        try:
            request = urllib.request.Request(self.address, data=form, headers=headers)
            with urllib.request.urlopen(request, timeout=self.timeout_seconds) as response:
                body, media_type = response.read(), response.headers.get_content_type()
        except urllib.error.HTTPError as error:
            raise QueryError(f"{self.address} answered {error.code}: {_first_line(error)}") from None
        except (OSError, ValueError, HTTPException) as error:
            raise StoreError(f"{self.address}: no answer ({error})") from None
        return self._read(body, media_type)

    def _read(self, body: bytes, media_type: str) -> Solutions | bool | list[ox.Triple]:
        try:
            if "json" in media_type:
                answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
                if isinstance(answer, ox.QueryBoolean):
                    return bool(answer)
                return Solutions(
                    tuple(variable.value for variable in answer.variables), [tuple(solution) for solution in answer]
                )
            form = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES
            return [quad.triple for quad in ox.parse(body, format=form)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address}: the answer cannot be read ({error})") from None


def _first_line(error: urllib.error.HTTPError) -> str:
    """What a server says about an error, cut; empty where it breaks off."""
    try:
        said = error.read(2000).decode("utf-8", "replace").strip().splitlines()
    except (OSError, HTTPException):
        return ""
    return said[0][:300] if said else ""


def open_folder(folder: Path) -> ox.Store:
    """Open a pyoxigraph folder read-only.

    Raises:
        StoreError: it is missing or damaged.
    """
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{folder}: cannot be opened as a store ({error})") from None


def is_damage(error: Exception) -> bool:
    """Whether an engine's error is about its files, not about the query or another server that it asks."""
    return not isinstance(error, SyntaxError) and any(word in str(error) for word in ("Corruption", "IO error"))


def query_error(error: Exception) -> QueryError:
    """What an engine's error means: one line with the place of the mistake.

    The engine lists every token that could stand there; the list is cut.
    """
    said = " ".join(str(error).split())
    if not isinstance(error, SyntaxError):
        return QueryError(f"the query cannot be answered: {said}")
    found = _PLACE.fullmatch(said)
    if found is None:
        return QueryError(f"malformed SPARQL: {said[:200]}")
    line, column, what = found.groups()
    rest = " …" if len(what) > 120 else ""
    return QueryError(f"malformed SPARQL at line {line}, column {column}: {what[:120]}{rest}")
