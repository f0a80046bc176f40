import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import generations as module
from graph.columns import CLAIM_COLUMNS
from graph.errors import StoreError
from graph.generations import KEPT, Generations, fingerprint, load_lines
from graph.kept import _TABLES
from graph.ontology import EDITION_PROPERTIES

LINES = [f'<https://example.org/{number}> <https://example.org/p> "{number}" .' for number in range(50)]


def built(folder: Path, name: str = "first") -> Path:
    return Generations(folder).build(name, LINES, {"inputs": ["x"]})


def test_generation_holds_every_line_and_says_so(tmp_path: Path) -> None:
    path = built(tmp_path / "stores")
    opened = Generations(tmp_path / "stores").open("first")
    assert opened is not None and len(opened) == 50
    manifest = json.loads((path / "manifest.json").read_text())
    assert (manifest["quads"], manifest["inputs"], manifest["engine"]) == (50, ["x"], ox.__version__)
    assert len(manifest["sha256"]) == 64


def test_generation_is_opened_for_reading_only(tmp_path: Path) -> None:
    built(tmp_path)
    opened = Generations(tmp_path).open("first")
    assert opened is not None
    with pytest.raises(RuntimeError):
        opened.update("INSERT DATA { <a:a> <a:a> <a:a> }")


def test_generation_that_is_not_there_is_none_and_is_not_made(tmp_path: Path) -> None:
    assert Generations(tmp_path / "none").open("first") is None
    assert not (tmp_path / "none").exists()


def test_building_leaves_nothing_else_behind(tmp_path: Path) -> None:
    built(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["first"]


def test_same_lines_give_the_same_content_and_manifest(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        folder = tmp_path / name
        path = built(folder)
        opened = Generations(folder).open("first")
        assert opened is not None
        manifest = json.loads((path / "manifest.json").read_text())
        out = opened.dump(format=ox.RdfFormat.N_QUADS)
        contents.append((manifest["sha256"], manifest["quads"], out))
    assert contents[0] == contents[1]


def test_lines_that_are_no_rdf_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises((StoreError, SyntaxError)):
        Generations(tmp_path).build("first", ["nonsense"], {})
    assert list(tmp_path.iterdir()) == []


def test_lines_that_break_off_leave_nothing_behind(tmp_path: Path) -> None:
    def breaking() -> Iterator[str]:
        yield from LINES
        raise KeyError("the row that nobody foresaw")

    with pytest.raises(KeyError):
        Generations(tmp_path).build("first", breaking(), {})
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        Generations(tmp_path / "file").build("first", LINES, {})


def test_building_again_keeps_a_whole_generation(tmp_path: Path) -> None:
    path = built(tmp_path)
    before = (path / "manifest.json").stat().st_ino
    assert built(tmp_path) == path
    assert (path / "manifest.json").stat().st_ino == before


def test_building_again_replaces_a_damaged_generation(tmp_path: Path) -> None:
    path = built(tmp_path)
    next(path.glob("store/*.sst")).unlink()
    built(tmp_path)
    opened = Generations(tmp_path).open("first")
    assert opened is not None and len(opened) == 50


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"other tables")])
def test_generation_whose_tables_are_damaged_or_gone_is_not_opened(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    path = Generations(tmp_path).build("first", LINES, {}, lambda folder: (folder / KEPT).write_bytes(b"tables"))
    assert Generations(tmp_path).open("first") is not None
    damage(path / KEPT)
    assert Generations(tmp_path).open("first") is None


def test_reader_keeps_what_it_opened_while_a_new_generation_is_built(tmp_path: Path) -> None:
    built(tmp_path)
    opened = Generations(tmp_path).open("first")
    assert opened is not None
    shutil.rmtree(tmp_path / "first")
    built(tmp_path, "second")
    assert len(list(opened)) == 50


def test_half_built_generation_is_never_opened(tmp_path: Path) -> None:
    path = built(tmp_path)
    (path / "manifest.json").unlink()
    assert Generations(tmp_path).open("first") is None


def test_old_generations_are_removed_but_the_latest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEEP", 3)
    for number in range(4):
        path = built(tmp_path, f"g{number}")
        os.utime(path, (number, number))
    built(tmp_path, "newest")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g2", "g3", "newest"]


def test_current_generation_is_never_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEEP", 1)
    built(tmp_path, "current-one")
    Generations(tmp_path).point_to("current-one")
    os.utime(tmp_path / "current-one", (1, 1))
    for number in range(3):
        built(tmp_path, f"g{number}")
    assert (tmp_path / "current-one" / "manifest.json").is_file()


def test_what_killed_builds_left_is_removed_after_a_day(tmp_path: Path) -> None:
    for name, age in ((".building-old", 2 * 86400), (".building-new", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "store").mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / ".building-pointer").write_text("x")
    os.utime(tmp_path / ".building-pointer", (1, 1))
    built(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".building-new", "first"]


# ---------------------------------------------------------------- shared with others


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_store_and_pointer_have_the_modes_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        built(tmp_path / "stores")
        Generations(tmp_path / "stores").point_to("first")
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "stores").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}


def refusing(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_generation_of_another_user_is_opened_though_it_cannot_be_marked_as_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    monkeypatch.setattr(os, "utime", refusing)
    opened = Generations(tmp_path).open("first")
    assert opened is not None and len(opened) == 50


@pytest.mark.parametrize("way", ["is_file", "read_text"])
def test_pointer_that_must_not_be_read_is_an_error_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    built(tmp_path)
    Generations(tmp_path).point_to("first")
    monkeypatch.setattr(Path, way, refusing)
    with pytest.raises(StoreError, match=r"current: cannot be read \(Permission denied\)"):
        Generations(tmp_path).current()


# ---------------------------------------------------------------- the pointer


def test_pointer_names_the_current_generation(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for name in ("first", "second"):
        path = built(tmp_path, name)
        generations.point_to(name)
        assert generations.current() == path


def test_without_a_pointer_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="neither rows nor a built store"):
        Generations(tmp_path).current()


@pytest.mark.parametrize("pointer", ["none\n", "", "../../etc\n"])
def test_pointer_to_nothing_is_an_error(tmp_path: Path, pointer: str) -> None:
    built(tmp_path)
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(StoreError, match="no built store"):
        Generations(tmp_path).current()


# ---------------------------------------------------------------- damage


def flip(file: Path, at: float) -> None:
    content = bytearray(file.read_bytes())
    content[int(at * (len(content) - 1))] ^= 1
    file.write_bytes(content)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


DAMAGE: dict[str, Callable[[Path], None]] = {
    "first bit": lambda file: flip(file, 0),
    "bit in the middle": lambda file: flip(file, 0.5),
    "last bit": lambda file: flip(file, 1),
    "truncated": truncate,
    "empty": lambda file: file.write_bytes(b"") and None,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\0") and None,
    "deleted": lambda file: file.unlink(),
}


def answers(path: Path) -> bool:
    """Whether a generation is opened and read to its end as if it were whole."""
    store = Generations(path.parent).open(path.name)
    if store is None:
        return False
    try:
        return len(list(store)) == 50
    except OSError:
        return False


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_any_file_is_noticed_before_an_answer(tmp_path: Path, damage: str) -> None:
    whole = built(tmp_path / "whole")
    names = [
        file.name for file in (whole / "store").iterdir() if not file.name.startswith("LOG") and file.name != "LOCK"
    ]
    assert any(name.endswith(".sst") for name in names) and len(names) > 4
    for name in names:
        copy = tmp_path / f"copy-{name}"
        shutil.copytree(whole, copy)
        if not (copy / "store" / name).stat().st_size and damage not in {"longer", "deleted"}:
            continue
        DAMAGE[damage](copy / "store" / name)
        assert not answers(copy), name


def test_file_that_was_added_is_noticed(tmp_path: Path) -> None:
    path = built(tmp_path)
    (path / "store" / "000999.sst").write_bytes(b"x")
    assert not answers(path)


def test_whole_copy_answers(tmp_path: Path) -> None:
    shutil.copytree(built(tmp_path / "whole"), tmp_path / "copy")
    assert answers(tmp_path / "copy")


@pytest.mark.parametrize(
    ("key", "value"),
    [("engine", "0.4.0"), ("ontology", "0")],
)
def test_store_of_another_version_is_not_opened(tmp_path: Path, key: str, value: str) -> None:
    path = built(tmp_path)
    Generations(tmp_path).point_to("first")
    manifest = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({**manifest, key: value}))
    assert Generations(tmp_path).open("first") is None
    with pytest.raises(StoreError, match="built by another version, expected a rebuild"):
        Generations(tmp_path).current()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"files": 1}', "\xff"])
def test_manifest_that_is_none_is_noticed(tmp_path: Path, text: str) -> None:
    path = built(tmp_path)
    (path / "manifest.json").write_text(text, encoding="latin-1")
    assert Generations(tmp_path).open("first") is None


def test_damaged_current_generation_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = built(tmp_path)
    Generations(tmp_path).point_to("first")
    next(path.glob("store/MANIFEST*")).write_bytes(b"")
    with pytest.raises(StoreError, match="the store is damaged, expected a rebuild: run build"):
        Generations(tmp_path).current()


# ---------------------------------------------------------------- names of generations


def test_name_changes_with_content_settings_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("a")
    first = fingerprint([file], "newest")
    assert first == fingerprint([file], "newest")
    assert first != fingerprint([file], "best-tier")
    assert fingerprint([file], "a", "b") != fingerprint([file], "ab")
    file.write_text("ab")
    assert first != fingerprint([file], "newest")
    second = fingerprint([file], "newest")
    monkeypatch.setattr(module, "ONTOLOGY_VERSION", "other")
    assert second != fingerprint([file], "newest")


def test_shape_of_stores_does_not_change_without_their_version() -> None:
    shape = " ".join([*_TABLES.split(), *sorted(EDITION_PROPERTIES), *sorted(CLAIM_COLUMNS)])
    assert (module.ONTOLOGY_VERSION, hashlib.sha256(shape.encode()).hexdigest()[:16]) == ("3", "32d261464c6c8375"), (
        "the shape has changed: raise ONTOLOGY_VERSION, then put the new pair here"
    )


def test_name_changes_where_an_edit_keeps_the_size(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("a")
    first = fingerprint([file])
    file.write_text("b")
    os.utime(file, ns=(1, 1))
    assert first != fingerprint([file])


def test_lines_are_loaded_in_pieces_and_counted(tmp_path: Path) -> None:
    store = ox.Store()
    many = [
        f"<https://example.org/{number}> <https://example.org/p> <https://example.org/g> ." for number in range(9000)
    ]
    count, digest = load_lines(store, many)
    assert (count, len(store), len(digest)) == (9000, 9000, 64)


def test_no_lines_make_an_empty_store() -> None:
    store = ox.Store()
    assert load_lines(store, [])[0] == 0 and len(store) == 0
