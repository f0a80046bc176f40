from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.errors import RowError
from graph.groups import GROUP_COLUMNS, Group, read_groups

from .builders import table


def groups(path: Path, *rows: Mapping[str, str]) -> list[Group]:
    path.mkdir(exist_ok=True)
    (path / "groups.csv").write_text(table(GROUP_COLUMNS, *rows))
    return read_groups([path])


def test_groups_are_read_in_the_order_of_their_ids(tmp_path: Path) -> None:
    rows = [{"id": id, "name": id.title(), "members": f"{id} {id}-brand", "since": "2000"} for id in ("ford", "bmw")]
    assert groups(tmp_path, *rows) == [
        Group("bmw", "Bmw", ("bmw", "bmw-brand"), 2000), Group("ford", "Ford", ("ford", "ford-brand"), 2000),
    ]  # fmt: skip


def test_group_of_an_upper_folder_replaces_the_one_below(tmp_path: Path) -> None:
    groups(tmp_path / "low", {"id": "bmw", "name": "Low", "members": "bmw", "since": "2000"})
    groups(tmp_path / "high", {"id": "bmw", "name": "High", "members": "bmw mini", "since": "2010"})
    assert [one.name for one in read_groups([tmp_path / "low", tmp_path / "high"])] == ["High"]


def test_folder_without_groups_has_none(tmp_path: Path) -> None:
    assert read_groups([tmp_path]) == []


@pytest.mark.parametrize("wrong", [{"since": "soon", "members": "bmw"}, {"since": "2000", "members": ""}])
def test_wrong_group_is_named_with_its_line(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(RowError, match=r"groups\.csv:2: expected members and a year in since"):
        groups(tmp_path, {"id": "bmw", "name": "BMW", **wrong})
