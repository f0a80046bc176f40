"""What every row of the packaged data keeps to, besides what `check` finds."""

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from graph.building.checking import check_folders
from graph.building.loading import Loaded, data_files, load
from graph.building.problems import Problem
from graph.building.tables import read_table
from graph.editions import relationships_of
from graph.groups import read_groups
from graph.paths import packaged_data
from graph.records import Dataset

from .builders import read_plainly

LONGEST = 200
SEED = "seed-article"

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What work gives, and the seconds of processor time that it took."""
    began = time.process_time()
    return work(), time.process_time() - began


@pytest.fixture(scope="module")
def loaded() -> tuple[Loaded, float]:
    return timed(lambda: load([packaged_data()]))


@pytest.fixture(scope="module")
def data(loaded: tuple[Loaded, float]) -> Dataset:
    return loaded[0].dataset


@pytest.fixture(scope="module")
def checked() -> tuple[list[Problem], float]:
    return timed(lambda: check_folders([packaged_data()]))


@pytest.fixture(scope="module")
def cells() -> list[tuple[str, int, str, str]]:
    """File, line, column and text of every cell of every table."""
    found = []
    for file in data_files(packaged_data()):
        if file.suffix == ".csv":
            name = file.relative_to(packaged_data()).as_posix()
            columns = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
            for line, row in read_table(file, name, columns, []):
                found += [(name, line, column, cell) for column, cell in row.items()]
    return found


Cells = list[tuple[str, int, str, str]]


def test_packaged_data_load_without_a_problem(loaded: tuple[Loaded, float]) -> None:
    assert [str(one) for one in loaded[0].problems] == []


def test_check_finds_no_error(checked: tuple[list[Problem], float]) -> None:
    assert [str(one) for one in checked[0] if one.severity == "error"] == []


def test_loading_and_checking_cost_no_more_than_reading_the_tables_150_times(
    loaded: tuple[Loaded, float], checked: tuple[list[Problem], float]
) -> None:
    """About 25 times in fact: a machine may be slow, but what grows with the square of the rows shows itself."""
    rows, once = min((timed(lambda: read_plainly(packaged_data())) for _ in range(3)), key=lambda one: one[1])
    assert rows > 20_000
    assert loaded[1] + checked[1] < 150 * once


def test_every_kind_has_rows(data: Dataset) -> None:
    assert {one.kind for one in data.claims.values()} == data.vocabulary.relations.keys()
    assert {one.kind for one in data.entities.values()} == data.vocabulary.entities.keys()


def test_every_claim_says_where_in_its_source_it_stands(data: Dataset) -> None:
    assert [one.at for one in data.claims.values() if not one.locator] == []


def test_every_source_has_an_address_but_the_article_that_came_without(data: Dataset) -> None:
    assert [one.id for one in data.sources.values() if not one.address] == [SEED]


def test_every_source_says_when_and_how_it_was_read(data: Dataset) -> None:
    assert [one.at for one in data.sources.values() if one.accessed is None or not one.read_as] == []


def test_what_is_not_known_of_the_article_stays_empty(data: Dataset) -> None:
    article = data.sources[SEED]
    assert (article.title, article.publisher, article.published, article.address) == ("", "", None, "")


def test_no_cell_is_long_enough_to_be_a_copied_passage(cells: Cells) -> None:
    assert [one[:3] for one in cells if len(one[3]) > LONGEST and one[2] != "address"] == []


def test_no_cell_holds_a_line_break(cells: Cells) -> None:
    assert [one[:3] for one in cells if "\n" in one[3]] == []


def test_claims_of_every_file_are_sorted_by_id(cells: Cells) -> None:
    ids: dict[str, list[str]] = {}
    for file, _, column, cell in cells:
        if column == "id" and file.startswith("relations/"):
            ids.setdefault(file, []).append(cell)
    assert ids
    assert [file for file, several in ids.items() if several != sorted(several)] == []


def test_claims_tell_no_content_by_their_ids(data: Dataset) -> None:
    assert [one.id for one in data.claims.values() if not one.id.rsplit("-", 1)[-1].isdigit()] == []


def test_members_of_groups_exist(data: Dataset) -> None:
    groups = read_groups([packaged_data()])
    assert groups
    assert [member for group in groups for member in group.members if member not in data.entities] == []


def test_no_text_of_a_source_is_kept() -> None:
    assert not (packaged_data() / "texts").exists()
    assert not (packaged_data() / "quotations.csv").exists()


def test_article_gives_what_it_states(data: Dataset) -> None:
    said = {(one.kind, *sorted(one.values.values())) for one in data.claims.values() if one.source == SEED}
    assert ("DealStatus", "agreed", "bmw-jlr-electric-drive-2019") in said
    assert ("Supply", "bmw", "jaguar-land-rover", "v8-engine") in said
    assert ("Competition", "bmw", "mercedes-benz-group") in said
    assert not [one for one in said if one[0] == "Ownership"]


def test_only_tables_and_what_describes_it_is_in_the_folder() -> None:
    allowed = {".csv", ".toml", ".ttl", ".md", ".yaml"}
    assert [path for path in packaged_data().rglob("*") if path.is_file() and path.suffix not in allowed] == []


def test_days_of_every_relationship_are_in_order(data: Dataset) -> None:
    for one in relationships_of(data).values():
        if one.possible_from is not None:
            days = [one.possible_from, one.certain_from, one.certain_until, one.possible_until]
            known = [day for day in days if day is not None]
            assert known == sorted(known), one
