"""One behavioural suite against every sort of store: the same questions, the same answers."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import graph as kg
from graph.editions import build_into
from graph.formats import to_csv
from graph.industry import Industry
from graph.store import EmbeddedStore

from .sparql_server import serving, with_named_edition
from .test_queries import ASKED

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")]

KINDS = ("built folder", "rdflib", "small server", "small server, union", "oxigraph", "oxigraph, union")


def oxigraph() -> str:
    """The real server, from PyPI; without it the test is skipped, but not where everything has to be tested."""
    found = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None and os.environ.get("CI") != "true":
        pytest.skip("no oxigraph server is installed")
    assert found is not None, "no oxigraph server is installed"
    return found


@contextmanager
def real_server(dataset: ox.Store, folder: Path, union: bool) -> Iterator[str]:
    """An Oxigraph server that holds a dataset; gives the address of its query service."""
    command = oxigraph()
    dataset.dump(str(folder / "all.nq"), ox.RdfFormat.N_QUADS)
    subprocess.run(
        [command, "load", "--location", str(folder / "db"), "--file", str(folder / "all.nq")],
        check=True, capture_output=True,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--union-default-graph"] if union else []
    server = subprocess.Popen(
        [command, "serve-read-only", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{address}/query?query=ASK%7B%7D", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"{address}/query"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module", params=KINDS)
def asked(
    request: pytest.FixtureRequest, june: Industry, june_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Industry]:
    assert isinstance(june.store, EmbeddedStore)
    folder, dataset = tmp_path_factory.mktemp("endpoint"), june.store.dataset
    match request.param:
        case "built folder":
            build_into(folder / "store", [june_folder])
            yield kg.open(folder / "store")
        case "rdflib":
            theirs = rdflib.Dataset()
            theirs.parse(data=(dataset.dump(format=ox.RdfFormat.N_QUADS) or b"").decode(), format="nquads")
            yield kg.open(theirs)
        case "small server":
            with serving(dataset) as address:
                yield kg.open(address)
        case "small server, union":
            with serving(with_named_edition(dataset), union=True) as address:
                yield kg.open(address)
        case "oxigraph":
            with real_server(dataset, folder, union=False) as address:
                yield kg.open(address)
        case "oxigraph, union":
            with real_server(with_named_edition(dataset), folder, union=True) as address:
                yield kg.open(address)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("day", ["golden", "latest", "2010-01-01"])
def test_named_query_gives_the_same_answer(asked: Industry, june: Industry, name: str, day: str) -> None:
    question = ASKED[name]
    as_of = {"golden": question.as_of, "latest": None}.get(day, day)
    given, expected = (to_csv(industry.query(name, as_of=as_of, **question.parameters)) for industry in (asked, june))
    assert given == expected
    assert day != "golden" or len(given.splitlines()) > 1


@pytest.mark.parametrize("name", ["JLR", "Ralph Speth", "jaguar-land-rover", "Froehlich", "zzz"])
def test_names_are_found_alike(asked: Industry, june: Industry, name: str) -> None:
    assert asked.search(name) == june.search(name)


@pytest.mark.parametrize("name", ["JLR", "jaguar-brand", "Daimler AG"])
def test_names_are_resolved_alike(asked: Industry, june: Industry, name: str) -> None:
    assert asked.resolve(name) == june.resolve(name)


@pytest.mark.parametrize("day", ["2019-06-05", None])
def test_snapshots_are_alike(asked: Industry, june: Industry, day: str | None) -> None:
    given, expected = (industry.as_of(day).snapshot for industry in (asked, june))
    assert sorted(given.lines()) == sorted(expected.lines())
    assert given.holdings == expected.holdings


def test_graphs_are_alike(asked: Industry, june: Industry) -> None:
    given, expected = (industry.as_of("2019-06-05").to_networkx() for industry in (asked, june))
    assert dict(given.nodes(data=True)) == dict(expected.nodes(data=True))
    assert list(given.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))


def test_conflicts_explanations_and_briefs_are_alike(asked: Industry, june: Industry) -> None:
    assert to_csv(asked.conflicts()) == to_csv(june.conflicts())
    assert asked.explain("bmwjlr-0013").to_json() == june.explain("bmwjlr-0013").to_json()
    assert asked.brief("2019-05-01", "2019-12-31").to_json() == june.brief("2019-05-01", "2019-12-31").to_json()


@pytest.mark.parametrize("ever", [False, True])
@pytest.mark.parametrize("day", ["2019-06-05", "2019-07-01", None])
def test_paths_are_alike(asked: Industry, june: Industry, day: str | None, ever: bool) -> None:
    for one, other in (("BMW", "JLR"), ("FCA", "Renault"), ("Ralf Speth", "Ford")):
        given, expected = (industry.path(one, other, as_of=day, ever=ever) for industry in (asked, june))
        assert to_csv(given) == to_csv(expected)
        assert given.remarks == expected.remarks


def test_industry_counts_its_claims_alike(asked: Industry, june: Industry) -> None:
    claims = str(june).split(", ")[1]
    assert claims.endswith(" claims") and claims in str(asked)
