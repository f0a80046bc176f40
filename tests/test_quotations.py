import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.building.checking import check_folders
from graph.building.problems import Problem
from graph.building.quotations import QUOTATION_COLUMNS, quotation_problems

from .builders import dataset, post, table, write_dataset

TEXT = "Ada Byron, the chief executive of Ácme, said so.\r\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
RIGHT = {"claim": "c1", "file": "paper.txt", "start": "0", "end": "9", "sha256": SHA256}


def found(folder: Path, content: bytes = TEXT.encode(), **row: str) -> list[Problem]:
    """What is wrong with one quotation of a text."""
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    (folder / "texts" / "paper.txt").write_bytes(content)
    (folder / "quotations.csv").write_text(table(QUOTATION_COLUMNS, {**RIGHT, **row}))
    return quotation_problems(folder, {"c1"})


def test_quotation_that_is_in_its_text_is_right(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_quotation_may_reach_to_the_last_character(tmp_path: Path) -> None:
    assert found(tmp_path, end=str(len(TEXT))) == []


def test_folder_without_quotations_is_right(tmp_path: Path) -> None:
    assert quotation_problems(tmp_path, set()) == []


@settings(max_examples=25)
@given(position=st.integers(0, len(TEXT.encode()) - 1), bit=st.integers(0, 7))
def test_single_changed_character_is_caught(tmp_path_factory: pytest.TempPathFactory, position: int, bit: int) -> None:
    content = bytearray(TEXT.encode())
    content[position] ^= 1 << bit
    (problem,) = found(tmp_path_factory.mktemp("rows"), bytes(content))
    assert (problem.rule, problem.column, problem.severity) == ("quotation", "sha256", "error")


@pytest.mark.parametrize(
    "content", [TEXT.encode()[:-1], TEXT.encode() + b" ", TEXT.replace("\r\n", "\n").encode(), b""]
)
def test_shortened_lengthened_or_converted_text_is_caught(tmp_path: Path, content: bytes) -> None:
    (problem,) = found(tmp_path, content)
    assert "paper.txt is another text than the one quoted" in problem.message


def test_message_gives_the_hash_to_write_down(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, sha256="")
    assert problem.message.endswith(f"its SHA-256 is {SHA256}")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"claim": "c9"}, "claim", "'c9' is no claim, expected an id of one"),
        ({"end": str(len(TEXT) + 1)}, "end", f"lies beyond the text, which has {len(TEXT)} characters"),
        ({"start": "9"}, "start", "'9' to '9', expected two numbers of characters"),
        ({"start": "10"}, "start", "'10' to '9'"),
        ({"start": "-1"}, "start", "'-1' to '9'"),
        ({"start": ""}, "start", "'' to '9'"),
        ({"start": "٣"}, "start", "expected two numbers"),
        ({"end": "9.0"}, "start", "'0' to '9.0'"),
        ({"file": ""}, "file", "expected the name of a file below texts/"),
        ({"file": "../quotations.csv"}, "file", "expected the name of a file below texts/"),
        ({"file": "/etc/passwd"}, "file", "expected the name of a file below texts/"),
    ],
)
def test_wrong_quotation_is_an_error_with_its_line(tmp_path: Path, row: dict[str, str], column: str, said: str) -> None:
    (problem,) = found(tmp_path, **row)
    assert (problem.column, problem.severity) == (column, "error")
    assert problem.at == f"{tmp_path.name}/quotations.csv:2"
    assert said in problem.message


def test_text_that_is_not_here_is_a_warning(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, file="elsewhere.txt")
    assert (problem.severity, problem.subject) == ("warning", "c1")


def test_text_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    content = TEXT.encode("latin-1")
    (problem,) = found(tmp_path, content, sha256=hashlib.sha256(content).hexdigest())
    assert "is not UTF-8" in problem.message


def test_offsets_count_characters_not_bytes(tmp_path: Path) -> None:
    assert len(TEXT.encode()) == len(TEXT) + 1
    assert found(tmp_path, end=str(len(TEXT))) == []
    assert found(tmp_path, end=str(len(TEXT.encode()))) != []


def test_check_verifies_quotations_of_claims_in_any_folder(tmp_path: Path) -> None:
    low = write_dataset(tmp_path / "low", dataset(post("c1")))
    high = tmp_path / "high"
    assert found(high) == []
    (high / "sources.csv").write_text("id,title,publisher,published,address,language,tier,origin,accessed,read_as\n")
    assert check_folders([low, high]) == []
    (high / "texts" / "paper.txt").write_text("something else")
    (problem,) = check_folders([low, high])
    assert (problem.severity, problem.at) == ("error", "high/quotations.csv:2")
