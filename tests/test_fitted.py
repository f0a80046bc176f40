import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from graph.fitted import FittedTable, column_widths

TEXTS = st.lists(st.lists(st.text("ab 比", max_size=30), min_size=3, max_size=3), min_size=1, max_size=6)


def printed(names: list[str], rows: list[list[str]], width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(FittedTable(names, rows, [""] * len(rows)))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


@given(TEXTS, st.integers(40, 200))
def test_columns_have_room_together_and_none_more_than_it_can_use(columns: list[list[str]], room: int) -> None:
    widths = column_widths(columns, room)
    assert sum(widths) <= room and min(widths) >= 1
    assert all(width <= max(whole, 1) for width, whole in zip(widths, column_widths(columns, 10_000), strict=True))


def test_words_are_whole_where_there_is_room_for_them() -> None:
    rows = [["Investindustrial", "yes", "last confirmed on 2013-05-01 and never since by anybody"]]
    lines = printed(["owner", "certainty", "why"], rows, 50)
    assert "Investindustrial" in lines[3] and "certainty" in lines[1] and max(map(len, lines)) <= 50


def test_narrow_terminal_breaks_words_before_it_leaves_any_out() -> None:
    lines = printed(["owner", "why"], [["Investindustrial", "unconfirmed"]], 24)
    assert "".join(line.split("│")[1].strip() for line in lines if "│" in line) == "Investindustrial"
    assert max(map(len, lines)) <= 24


def test_rows_are_paragraphs_where_the_longest_words_have_no_room_side_by_side() -> None:
    rows = [
        ["Bernd Pischetsrieder", "Vorstandsvorsitzender", "1993-05-13", "1999-02-05", ""],
        ["Eve", "", "", "", "old"],
    ]
    names = ["person", "title", "start", "end", "why"]
    lines = printed(names, rows, 40)
    assert [line.rstrip() for line in lines] == [
        "Bernd Pischetsrieder",
        "  title: Vorstandsvorsitzender · start:",
        "  1993-05-13 · end: 1999-02-05",
        "Eve",
        "  why: old",
    ]
    assert printed(names, rows, 120)[0].startswith("┏")


def test_table_is_no_wider_than_its_texts() -> None:
    assert len(printed(["a"], [["b"]], 80)[0]) < 10
