"""Groups that coverage looks at together: `groups.csv` of a data folder.

A line has an id, a name, the ids of its members (the one that leads the group first), and the year from which its top
posts are to be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .building.problems import Problem
from .building.tables import read_table
from .errors import RowError

__all__ = ["GROUP_COLUMNS", "Group", "read_groups"]

GROUP_COLUMNS: Final = ("id", "name", "members", "since")
"""The columns of `groups.csv`; members are ids separated by spaces."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entities that are looked at together.

    Attributes:
        id: its slug.
        name: its name.
        members: ids of entities, the one that leads the group first.
        since: the year from which its top posts are to be known.
    """

    id: str
    name: str
    members: tuple[str, ...]
    since: int


def read_groups(folders: Sequence[Path]) -> list[Group]:
    """The groups that data folders declare, by id.

    Raises:
        RowError: a line is wrong.
    """
    groups: dict[str, Group] = {}
    problems: list[Problem] = []
    for folder in folders:
        file = folder / "groups.csv"
        for line, row in read_table(file, file.name, GROUP_COLUMNS, problems) if file.is_file() else ():
            if not row["since"].isdigit() or not row["members"]:
                problems.append(Problem("group", f"{file.name}:{line}", "", "expected members and a year in since"))
                continue
            groups[row["id"]] = Group(row["id"], row["name"], tuple(row["members"].split()), int(row["since"]))
    if problems:
        raise RowError([str(one) for one in problems])
    return [groups[id] for id in sorted(groups)]
