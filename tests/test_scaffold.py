from pathlib import Path

import pytest

from graph.building.checking import check_folders
from graph.building.loading import load
from graph.errors import OutputError, StoreError
from graph.paths import packaged_data
from graph.scaffold import write_scaffold

from .builders import VOCABULARY


@pytest.mark.usefixtures("packaged_june")
def test_scaffold_is_a_data_folder_without_problems(tmp_path: Path) -> None:
    write_scaffold(tmp_path / "own")
    loaded = load([packaged_data(), tmp_path / "own"])
    assert loaded.problems == ()
    assert not [one for one in check_folders([packaged_data(), tmp_path / "own"]) if "own/" in one.at]


def test_scaffold_has_a_file_for_every_kind_and_says_what_it_is(tmp_path: Path) -> None:
    files = write_scaffold(tmp_path / "own")
    names = {str(file.relative_to(tmp_path / "own")) for file in files}
    assert {f"entities/{kind.file}.csv" for kind in VOCABULARY.entities.values()} <= names
    assert {f"relations/{kind.file}.csv" for kind in VOCABULARY.relations.values()} <= names
    assert {"sources.csv", "README.txt"} <= names
    for kind in VOCABULARY.relations.values():
        text = (tmp_path / "own" / "relations" / f"{kind.file}.csv").read_text()
        assert kind.comment in text
        assert all(f"#   {one.name}: {one.comment}" in text for one in kind.fields)


def test_scaffold_lists_the_values_that_a_column_may_have(tmp_path: Path) -> None:
    write_scaffold(tmp_path / "own")
    text = (tmp_path / "own" / "relations" / "employments.csv").read_text()
    assert all(code in text for code in VOCABULARY.codes["function"].codes)


@pytest.mark.usefixtures("packaged_june")
def test_row_written_into_a_scaffold_is_loaded(tmp_path: Path) -> None:
    write_scaffold(tmp_path / "own")
    with (tmp_path / "own" / "entities" / "people.csv").open("a") as file:
        file.write("own-person,Somebody,,,\n")
    dataset = load([packaged_data(), tmp_path / "own"]).dataset
    assert dataset.entities["own-person"].name == "Somebody"


def test_scaffold_goes_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    assert write_scaffold(tmp_path / "own")


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_scaffold_touches_nothing_that_is_there(tmp_path: Path, taken: str) -> None:
    path = tmp_path / "own"
    if taken == "file":
        path.write_text("mine")
    else:
        path.mkdir()
        (path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="exists and is not empty, expected a new folder"):
        write_scaffold(path)
    assert (path if taken == "file" else path / "notes.txt").read_text() == "mine"
    assert taken == "file" or [file.name for file in path.iterdir()] == ["notes.txt"]


def test_scaffold_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_scaffold(tmp_path / "file" / "own")
