import sys
from pathlib import Path

import pytest

from graph import paths


def test_packaged_data_and_queries_are_there() -> None:
    assert (paths.packaged_data() / "kinds.toml").is_file()
    assert list(paths.packaged_queries().glob("*.rq"))


def test_checkout_wins_over_a_stale_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", package(tmp_path, "pyproject.toml", "data/kinds.toml"))
    assert paths.packaged_data() == tmp_path / "data"


def test_installed_package_has_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path)
    monkeypatch.setattr(paths, "_PACKAGE", folder)
    assert paths.packaged_data() == folder / "_resources" / "data"
    assert paths.packaged_queries() == folder / "_resources" / "queries"


def test_folder_called_data_beside_an_installed_package_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package(tmp_path, "data/kinds.toml")
    monkeypatch.setattr(paths, "_PACKAGE", folder)
    assert paths.packaged_data() == folder / "_resources" / "data"


def package(path: Path, *files: str) -> Path:
    for name in files:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text("")
    return path / "graph"


def test_cache_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDUSTRY_GRAPH_CACHE", str(tmp_path))
    assert paths.cache_folder() == tmp_path


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "industry_graph"),
        ("win32", "LOCALAPPDATA", "industry_graph"),
    ],
)
def test_cache_is_in_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, expected: str
) -> None:
    monkeypatch.delenv("INDUSTRY_GRAPH_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert paths.cache_folder() == tmp_path / expected


def test_cache_on_a_mac_is_in_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INDUSTRY_GRAPH_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert paths.cache_folder().parts[-3:] == ("Library", "Caches", "industry_graph")
