import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answers import Answer, Coded, Dated, Name
from graph.citations import Cited, ClaimFound
from graph.formats import csv_cell, to_csv, to_html, to_json, to_markdown, to_text, write_csv

from .test_answers import CLAIM, DENIAL, OTHER, answer, row

HOSTILE = [
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil\",\"x\")", "=IMPORTXML(\"http://evil\")", "==1", "= 1",
    "+1+1", "+cmd", "++1", "+", "-1+1", "-cmd|' /C calc'!A0", "-", "--1", "-1-1", "-=1", "-1e5", "-1,5", "+1 ",
    "@SUM(1,1)", "@", "@@x", "\t=1+1", "\t", "\r=1+1", "\rx", "=\u202e1", "=1\n+1", "-2.5.1", "+.5", "-abc", "\n=1+1",
    "=ＨＹＰＥＲＬＩＮＫ", "＝1+1", "＋1", "－1+1", "＠x",
]  # fmt: skip
NUMBERS = ["0", "5", "-5", "-5.0", "+5", "15.50", "-4000000000", "35000000000", "0.5"]
SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='x",
    "&lt;b&gt;",
    "</td></table>",
]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize("text", HOSTILE)
def test_cell_that_a_spreadsheet_takes_for_a_formula_is_disarmed(text: str) -> None:
    assert csv_cell(text) == "'" + text


@pytest.mark.parametrize("text", NUMBERS)
def test_number_stays_a_number(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize("text", ["plain", "", "1 = 1", "a-b", "mail@example.org", "C+", "'quoted", "2019-06-05"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert csv_cell(text) == text


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=2)
    )
)
def test_csv_reads_back_as_it_was_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    text = write_csv(["a", "b"], rows)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["a", "b"], *([csv_cell(cell) for cell in row] for row in rows)]
    assert all(got in (cell, "'" + cell) for line, row in zip(read[1:], rows, strict=True)
               for got, cell in zip(line, row, strict=True))  # fmt: skip


def test_csv_of_one_empty_cell_is_no_empty_line() -> None:
    assert write_csv(["x"], [[""], ["a"]]) == 'x\n""\na\n'


def test_csv_has_a_row_a_row_with_ids_certainty_claims_and_sources() -> None:
    text = to_csv(answer(row("yes", CLAIM, OTHER, person=Name("Ada", "ada"), share=Decimal("15.50"))))
    assert cells(text) == [
        ["person", "person_id", "share", "certainty", "reasons", "origins", "claims", "sources", "published",
         "addresses"],
        ["Ada", "ada", "15.50", "yes", "", "1", "c1 | c2", "paper-1 | paper-2", "2019-06-05 | 2018",
         "https://example.org/1 | "],
    ]  # fmt: skip


def test_csv_numbers_have_no_separators() -> None:
    (_, line) = cells(to_csv(answer(row(share=Decimal("-4000000000")))))
    assert line[1] == "-4000000000"


def test_csv_disarms_what_data_say() -> None:
    (_, line) = cells(to_csv(answer(row(person=Name("=cmd", "ada"), share="@x"))))
    assert line[:3] == ["'=cmd", "ada", "'@x"]


def test_csv_of_nothing_is_its_header() -> None:
    assert cells(to_csv(answer()))[0][:2] == ["person", "share"]
    assert len(cells(to_csv(answer()))) == 1


# ---------------------------------------------------------------- table


def test_table_has_footnotes_with_source_place_and_address() -> None:
    text = to_text(answer(row("yes", CLAIM, OTHER, person=Name("Ada", "ada"))))
    assert "[1][2] (1 origin)" in text
    assert "[1] Paper, “Alliance”, 2019-06-05, paragraph 2 — https://example.org/1" in text
    assert "[2] Other, 2018" in text


def test_every_mark_of_a_table_has_its_footnote() -> None:
    text = to_text(answer(row("yes", CLAIM, person="x"), row("possibly", OTHER, DENIAL, person="y")))
    marks = set(re.findall(r"\[(\d)\]", text.split("[1] Paper")[0]))
    assert marks == {"1", "2", "3"} == set(re.findall(r"^\[(\d)\] ", text, re.MULTILINE))


@pytest.mark.parametrize("write", [to_text, to_markdown, to_html])
def test_passage_that_carries_several_claims_is_one_footnote(write: Callable[[Answer], str]) -> None:
    again = replace(CLAIM, id="c9")
    elsewhere = replace(CLAIM, id="c10", locator="paragraph 3")
    text = write(answer(row("yes", CLAIM, person="x"), row("yes", again, OTHER, person="y"), row("yes", elsewhere)))
    assert text.count("paragraph 2") == 1 == text.count("paragraph 3")
    found = re.findall(r"(?:\\?\[\d\\?\])+(?= \()", text)
    assert [re.sub(r"\\", "", one) for one in found] == ["[1]", "[1][2]", "[3]"]


def test_table_marks_a_denial() -> None:
    assert "[denies]" in to_text(answer(row("yes", DENIAL, person="x")))


def test_table_groups_the_digits_of_large_numbers_and_leaves_years_alone() -> None:
    text = to_text(answer(row(person="2019", share=Decimal("35000000000"))))
    assert "35,000,000,000" in text and "2019" in text


def test_table_leaves_out_columns_that_no_row_fills() -> None:
    assert "share" not in to_text(answer(row(person="x")))


def test_table_shows_rich_markup_as_it_is() -> None:
    assert "[bold red]x[/]" in to_text(answer(row(person="[bold red]x[/]")))


def test_table_shows_no_control_characters() -> None:
    text = to_text(answer(row(person="a\x1b[31mb\u202ec", share="d\x00e")))
    assert "\x1b" not in text and "\u202e" not in text and "\x00" not in text


def test_notes_stand_below() -> None:
    assert to_text(answer()).splitlines()[-1].startswith("Note: Nothing found in the test data.")


# ---------------------------------------------------------------- JSON


def test_json_nests_claims_and_sources() -> None:
    document = json.loads(to_json(answer(row("possibly", CLAIM, person=Name("Ada", "ada")))))
    assert (document["query"], document["as_of"], document["known_at"]) == ("company_leaders", "2019-06-05", None)
    assert document["parameters"] == {"company": "acme"}
    (first,) = document["rows"]
    assert first["person"] == {"id": "ada", "name": "Ada"}
    assert first["claims"][0]["source"]["publisher"] == "Paper"


def test_json_keeps_hostile_text_as_text() -> None:
    document = json.loads(to_json(answer(*(row(person=text) for text in [*HOSTILE, *SCRIPTS]))))
    assert [one["person"] for one in document["rows"]] == [*HOSTILE, *SCRIPTS]


# ---------------------------------------------------------------- Markdown


def test_markdown_is_a_table_with_footnotes() -> None:
    lines = to_markdown(answer(row("yes", CLAIM, person=Name("Ada", "ada")))).splitlines()
    assert "| person | certainty | why | claims |" in lines
    assert any(line.startswith("| Ada | yes |") for line in lines)
    assert any(line.startswith("\\[1\\] Paper") for line in lines)


@pytest.mark.parametrize("text", ["a|b", "a\nb", "[x](javascript:alert(1))", "<b>x</b>", "`x`", "**x**", "# x"])
def test_markdown_shows_hostile_text_as_text(text: str) -> None:
    lines = to_markdown(answer(row(person=text))).splitlines()
    (line,) = (one for one in lines if one.endswith("(0 origins) |"))
    assert len(re.findall(r"(?<!\\)\|", line)) == 5
    assert not re.search(r"(?<!\\)[\[<`*#]", line)


# ---------------------------------------------------------------- HTML


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


SAFE = {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "li", "em", "a", "details", "summary"}


@pytest.mark.parametrize("text", SCRIPTS)
def test_html_shows_hostile_text_as_text(text: str) -> None:
    claim = ClaimFound(text, "r", Cited(text, text, text, text, "https://example.org/" + text), locator=text, more=text)
    one = answer(row("yes", claim, person=Name(text, "x"), share=text), parameters={"company": text}, data=text)
    tags = Tags(to_html(one))
    assert {tag for tag, _ in tags.seen} <= SAFE
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)
    assert text in tags.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://x", "file:///etc/passwd", ""])
def test_html_links_only_to_web_addresses(address: str) -> None:
    claim = ClaimFound("c", "r", Cited("s", address=address))
    assert "<a " not in to_html(answer(row("yes", claim, person="x")))


def test_html_links_do_not_give_the_page_away() -> None:
    (link,) = (
        attributes for tag, attributes in Tags(to_html(answer(row("yes", CLAIM, person="x")))).seen if tag == "a"
    )
    assert link == {"href": "https://example.org/1", "rel": "noopener noreferrer", "target": "_blank"}


def test_html_of_nothing_says_so() -> None:
    text = to_html(answer())
    assert "<table" not in text and "Absence of a claim is not evidence of absence" in text


def test_people_read_vague_dates_in_words_and_programs_as_they_are() -> None:
    values = {"since": Dated("[..2019-06]"), "until": Dated("2020~"), "title": "[..2018]", "name": "500X"}
    made = answer(row("yes", CLAIM, **values), columns=tuple(values))
    for write in (to_text, to_markdown, to_html):
        text = write(made).replace("\\", "")
        assert "2019-06 or before" in text and "about 2020" in text and "[..2018]" in text and "500X" in text
    assert "[..2019-06]" in to_csv(made) and "2020~" in to_csv(made)
    assert json.loads(to_json(made))["rows"][0]["since"] == "[..2019-06]"


def test_day_is_shown_as_a_day() -> None:
    assert "2019-06-05" in to_text(answer(row(person=date(2019, 6, 5)), as_of=None))


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize("write", [to_text, to_markdown, to_html])
def test_people_read_the_label_of_a_code(write) -> None:
    text = write(answer(row(function=Coded("chief-executive", "chief executive")), columns=("function",)))
    assert "chief executive" in text
    assert "chief-executive" not in text


def test_programs_get_the_code() -> None:
    given = answer(row(function=Coded("chief-executive", "chief executive")), columns=("function",))
    header, line = cells(to_csv(given))
    assert line[header.index("function")] == "chief-executive"
    assert json.loads(to_json(given))["rows"][0]["function"] == "chief-executive"
    assert given.rows[0]["function"] == "chief-executive"
