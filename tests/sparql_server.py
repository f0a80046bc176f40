"""A SPARQL 1.1 server of a few lines, for tests: the query protocol over a pyoxigraph store.

It answers like the two sorts of server there are: one where the default graph stands alone, and one where it is the
union of all graphs and the edition sits in a named graph of its own.

Source: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

EDITION = ox.NamedNode("https://example.org/edition")


def with_named_edition(dataset: ox.Store) -> ox.Store:
    """A copy of a store whose default graph is empty: what was in it sits in a graph of its own."""
    copy = ox.Store()
    copy.bulk_extend(
        ox.Quad(
            quad.subject,
            quad.predicate,
            quad.object,
            EDITION if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name,
        )
        for quad in dataset
    )
    return copy


@contextmanager
def serving(dataset: ox.Store, union: bool = False) -> Iterator[str]:
    """Serve a store on this machine; gives the address of its query service."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            try:
                text = parse_qs(body, keep_blank_values=True)["query"][0]
                answer = dataset.query(text, use_default_graph_as_union=union)
            except (SyntaxError, RuntimeError) as error:
                self._send(400, "text/plain", str(error).encode())
                return
            if isinstance(answer, ox.QueryTriples):
                self._send(200, "application/n-triples", answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
            else:
                json = answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
                self._send(200, "application/sparql-results+json", json)

        def _send(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with listening(Handler) as address:
        yield f"{address}/sparql"


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run a handler on a free port of this machine; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server that must not be asked: its address, and the requests that reached it."""
    reached: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            reached.append(f"{self.command} {self.path}")
            body = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with listening(Handler) as address:
        yield address, reached
