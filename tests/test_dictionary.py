import csv

import pytest

from graph.building.checking import EXCEPTION_COLUMNS
from graph.building.loading import ENTITY_COLUMNS as LOADED_COLUMNS
from graph.building.loading import data_files
from graph.building.quotations import QUOTATION_COLUMNS
from graph.dictionary import BEGIN, END, ENTITY_COLUMNS, OTHER_FILES, dictionary, with_dictionary
from graph.errors import DeclarationError
from graph.groups import GROUP_COLUMNS
from graph.paths import packaged_data

from .builders import VOCABULARY

README = packaged_data() / "README.md"


def test_dictionary_in_the_readme_is_what_the_kinds_give(pytestconfig: pytest.Config) -> None:
    text = README.read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-golden"):
        README.write_text(with_dictionary(text, VOCABULARY), encoding="utf-8", newline="\n")
    assert README.read_text(encoding="utf-8") == with_dictionary(text, VOCABULARY), "pytest --update-golden"


def test_every_column_of_every_file_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    files = [*data_files(packaged_data()), *(packaged_data() / name for name in OTHER_FILES)]
    tables = [file for file in files if file.suffix == ".csv" and file.is_file()]
    assert len(tables) > 20
    for file in tables:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            header = next(csv.reader(line for line in opened if not line.startswith("#")))
        assert [column for column in header if f"`{column}`" not in text] == [], file


def test_every_kind_and_value_is_described() -> None:
    text = dictionary(VOCABULARY)
    for kind in VOCABULARY.relations.values():
        assert f"relations/{kind.file}.csv" in text and kind.comment in text
    for entity in VOCABULARY.entities.values():
        assert f"entities/{entity.file}.csv" in text
    for codes in VOCABULARY.codes.values():
        assert all(f"`{name}`" in text for name in codes.codes)


def test_columns_are_those_that_are_read() -> None:
    assert tuple(ENTITY_COLUMNS) == LOADED_COLUMNS
    described = {file: tuple(columns) for file, (_, columns) in OTHER_FILES.items()}
    assert described == {
        "groups.csv": GROUP_COLUMNS, "exceptions.csv": EXCEPTION_COLUMNS, "quotations.csv": QUOTATION_COLUMNS,
    }  # fmt: skip


def test_dictionary_goes_between_its_marks_and_leaves_the_rest() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    made = with_dictionary(text, VOCABULARY)
    assert made.startswith("before\n") and made.endswith(f"{END}\nafter\n")
    assert "old\n" not in made.split(END)[0].split(BEGIN)[1][:8]
    assert with_dictionary(made, VOCABULARY) == made


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_text_without_the_marks_is_refused(text: str) -> None:
    with pytest.raises(DeclarationError, match="no place for the dictionary"):
        with_dictionary(text, VOCABULARY)


def test_no_cell_of_the_dictionary_breaks_its_table() -> None:
    rows = [line for line in dictionary(VOCABULARY).splitlines() if line.startswith("|")]
    assert rows and all(line.count("|") == 3 for line in rows)
