"""What every test has: a cache folder of its own, no network, profiles for hypothesis, and the data of June 2019."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph import paths
from graph.industry import Industry
from graph.opening import open_industry

from .builders import KINDS

settings.register_profile(
    "quick",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("long", settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("INDUSTRY_GRAPH_HYPOTHESIS", "quick"))

_LOCAL = {"localhost", "127.0.0.1", "::1"}


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for built stores that nothing else uses."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INDUSTRY_GRAPH_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Connections leave this machine in no test."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in _LOCAL:
            raise AssertionError(f"a test connects to {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_only)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The session in the docstring of the package opens all of the packaged data, as what README shows does."""
    for item in items:
        if item.nodeid == "graph/__init__.py::graph":
            item.add_marker("notebook")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write what the program gives into the files that tests hold it against.",
    )


@pytest.fixture(scope="session")
def june_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small frozen data folder about the first days of June 2019, with the kinds as they are today."""
    folder = tmp_path_factory.mktemp("rows") / "june-2019"
    shutil.copytree(Path(__file__).parent / "data" / "june-2019", folder)
    shutil.copy(KINDS, folder)
    return folder


@pytest.fixture
def packaged_june(june_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The frozen data stand in for the packaged ones, so that what opens those is quick; gives their folder."""
    queries, root = paths.packaged_queries(), tmp_path_factory.mktemp("checkout")
    (root / "data").symlink_to(june_folder)
    (root / "queries").symlink_to(queries)
    (root / "pyproject.toml").touch()
    monkeypatch.setattr(paths, "_PACKAGE", root / "graph")
    return root / "data"


@pytest.fixture(scope="session")
def june(june_folder: Path, cache: Path) -> Industry:
    """The frozen data of June 2019, without the packaged ones."""
    return open_industry(june_folder, packaged=False)
