import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from graph.errors import QueryError, StoreError
from graph.store import EmbeddedStore, EndpointStore, Solutions, Store, open_folder, query_error

from .sparql_server import listening, serving

A, P, B = (ox.NamedNode(f"https://example.org/{name}") for name in "apb")
SELECT = "SELECT ?s ?o ?none WHERE { ?s <https://example.org/p> ?o OPTIONAL { ?s <https://example.org/q> ?none } }"


def dataset() -> ox.Store:
    store = ox.Store()
    store.extend([ox.Quad(A, P, B), ox.Quad(A, P, ox.Literal("x", language="en"), A)])
    return store


@pytest.fixture(scope="module", params=["embedded", "endpoint"])
def store(request: pytest.FixtureRequest) -> object:
    if request.param == "embedded":
        yield EmbeddedStore(dataset())
        return
    with serving(dataset()) as address:
        yield EndpointStore(address)


def test_select_gives_variables_and_rows_with_none_where_unbound(store: Store) -> None:
    assert store.select(SELECT) == Solutions(("s", "o", "none"), [(A, B, None)])


def test_solutions_as_dictionaries_leave_the_unbound_out(store: Store) -> None:
    assert list(store.select(SELECT).dicts()) == [{"s": A, "o": B}]


def test_ask_gives_a_truth(store: Store) -> None:
    assert store.query("ASK { ?s ?p ?o }") is True
    assert store.query("ASK { ?s ?p 5 }") is False


def test_construct_gives_triples(store: Store) -> None:
    assert store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }") == [ox.Triple(A, P, B)]


def test_named_graph_is_asked_by_its_name(store: Store) -> None:
    (row,) = store.select("SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert row == (A, ox.Literal("x", language="en"))


def test_select_refuses_another_sort_of_query(store: Store) -> None:
    with pytest.raises(QueryError, match="expected a SELECT query"):
        store.select("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "text", ["SELECT ?x WHERE {", "INSERT DATA { <a:a> <a:a> <a:a> }", "", "DELETE WHERE { ?s ?p ?o }"]
)
def test_what_is_no_query_is_refused_and_changes_nothing(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        store.query(text)
    assert store.query("ASK { ?s ?p ?o }") is True


def test_mistake_is_told_in_one_short_line_with_its_place() -> None:
    with pytest.raises(QueryError, match="malformed SPARQL at line 2, column ") as raised:
        EmbeddedStore(dataset()).query("SELECT ?x\nWHERE { ?x }")
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 220


def test_error_of_the_engine_that_is_no_mistake_of_syntax_is_told_too() -> None:
    assert str(query_error(RuntimeError("too\nbig"))) == "the query cannot be answered: too big"


def test_location_is_where_people_look() -> None:
    assert EmbeddedStore(ox.Store()).location == "memory"
    assert EmbeddedStore(ox.Store(), "/somewhere").location == "/somewhere"
    assert EndpointStore("http://127.0.0.1:9/sparql").location == "http://127.0.0.1:9/sparql"


# ---------------------------------------------------------------- folders


def test_folder_is_opened_for_reading_only(tmp_path: Path) -> None:
    written = ox.Store(str(tmp_path / "store"))
    written.add(ox.Quad(A, P, B))
    written.flush()
    del written
    opened = open_folder(tmp_path / "store")
    assert len(opened) == 1
    with pytest.raises(RuntimeError):
        opened.add(ox.Quad(B, P, A))


def test_missing_folder_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened as a store"):
        open_folder(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def written(folder: Path) -> Path:
    """A store on disk with a thousand quads."""
    store = ox.Store(str(folder))
    store.bulk_extend(ox.Quad(A, P, ox.Literal(str(number))) for number in range(1000))
    store.flush()
    return folder


def test_damaged_table_is_an_error_of_the_store_when_it_is_opened_or_asked(tmp_path: Path) -> None:
    folder = written(tmp_path / "store")
    for table in folder.glob("*.sst"):
        content = bytearray(table.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        table.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|cannot be opened"):
        EmbeddedStore(open_folder(folder), str(folder)).query("SELECT * WHERE { ?s ?p ?o }")


def test_server_that_a_query_asks_is_not_taken_for_damage() -> None:
    with pytest.raises(QueryError, match="the query cannot be answered"):
        EmbeddedStore(ox.Store()).query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


# ---------------------------------------------------------------- servers


def test_server_that_is_not_there_is_named() -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/sparql: no answer"):
        EndpointStore("http://127.0.0.1:9/sparql").query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("address", ["http://", "http://[", "nonsense"])
def test_address_that_is_none_is_an_error(address: str) -> None:
    with pytest.raises(StoreError, match="no answer"):
        EndpointStore(address).query("ASK { ?s ?p ?o }")


def answering(
    status: int, media_type: str, body: bytes, asked: list[tuple[str, str]] | None = None
) -> type[BaseHTTPRequestHandler]:
    """A server that answers everything alike, and notes what it accepts to answer and what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if asked is not None:
                asked.append((self.headers["Accept"], text))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/sparql-results+json", b"{"),
        ("application/sparql-results+json", b""),
        ("text/html", b"<html>log in</html>"),
        ("application/n-triples", b"nonsense"),
    ],
)
def test_answer_that_cannot_be_read_is_an_error(media_type: str, body: bytes) -> None:
    with (
        listening(answering(200, media_type, body)) as address,
        pytest.raises(StoreError, match="the answer cannot be read"),
    ):
        EndpointStore(address).query("ASK { ?s ?p ?o }")


def test_status_of_an_error_is_told_with_the_first_line_of_what_the_server_says() -> None:
    with (
        listening(answering(503, "text/plain", b"busy\nsecond line")) as address,
        pytest.raises(QueryError, match=r"answered 503: busy$"),
    ):
        EndpointStore(address).query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", StoreError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", StoreError),
        (b"HELLO\r\n\r\n", StoreError),
        (b"HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", QueryError),
    ],
)
def test_server_that_breaks_off_or_speaks_no_http_is_an_error(sent: bytes, error: type[Exception]) -> None:
    class Broken(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.wfile.write(sent)

    with listening(Broken) as address, pytest.raises(error, match=r"no answer|answered 503"):
        EndpointStore(address).query("ASK { ?s ?p ?o }")


def test_server_that_does_not_answer_in_time_is_given_up() -> None:
    class Silent(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]) + 1)

    with listening(Silent) as address, pytest.raises(StoreError, match="no answer"):
        EndpointStore(address, timeout_seconds=0.2).query("ASK { ?s ?p ?o }")


def test_query_is_sent_as_a_form_and_as_it_is() -> None:
    asked: list[tuple[str, str]] = []
    body = json.dumps({"head": {}, "boolean": True}).encode()
    with listening(answering(200, "application/sparql-results+json", body, asked)) as address:
        assert EndpointStore(address).query("ASK { ?s ?p 'ü&=%' }") is True
    ((accept, form),) = asked
    assert accept.startswith("application/sparql-results+json")
    assert parse_qs(form) == {"query": ["ASK { ?s ?p 'ü&=%' }"]}
