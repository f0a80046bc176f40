from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from graph.answers import Answer, Name, Row, Value, weakest
from graph.citations import Cited, ClaimFound

CLAIM = ClaimFound(
    "c1",
    "r1",
    Cited("paper-1", "Alliance", "Paper", "2019-06-05", "https://example.org/1", "en", "press", "agency"),
    {"person": "ada"},
    start="2010",
    held_on="2019-06-05",
    locator="paragraph 2",
    more="a host of others",
)
OTHER = ClaimFound("c2", "r1", Cited("paper-2", publisher="Other", published="2018", origin="agency"))
DENIAL = ClaimFound("c3", "r1", Cited("paper-3", publisher="Third"), stance="denies")


def row(certainty: str = "yes", *claims: ClaimFound, **values: Value) -> Row:
    return Row(values, certainty, (), ("r1",), claims)  # type: ignore[arg-type]


def answer(*rows: Row, columns: tuple[str, ...] = ("person", "share"), **more: object) -> Answer:
    fields = {
        "query": "company_leaders",
        "question": "Who leads a company?",
        "parameters": {"company": "acme"},
        "as_of": date(2019, 6, 5),
        "known_at": None,
        "policy": "most-origins",
        "columns": columns,
        "rows": rows,
        "data": "the test data",
    }
    return Answer(**{**fields, **more})  # type: ignore[arg-type]


def test_answer_is_a_sequence_of_rows() -> None:
    one = answer(row(person=Name("Ada", "ada")), row(person=Name("Bea", "bea")))
    assert len(one) == 2
    assert [str(each["person"]) for each in one] == ["Ada", "Bea"]


def test_answer_says_what_was_asked() -> None:
    assert answer().asked == "Who leads a company? (company = acme; as of 2019-06-05; policy most-origins)"


def test_answer_without_parameters_says_its_edition_too() -> None:
    asked = answer(parameters={}, known_at=date(2019, 12, 31), policy="newest").asked
    assert asked == "Who leads a company? (as of 2019-06-05, known at 2019-12-31; policy newest)"


def test_answer_says_which_sources_counted() -> None:
    assert "known at 2019-12-31" in answer(known_at=date(2019, 12, 31)).asked


def test_answer_without_a_day_says_so() -> None:
    assert "latest known state" in answer(as_of=None).asked


def test_empty_answer_says_where_it_looked_and_that_absence_is_no_evidence() -> None:
    assert answer().notes == ("Nothing found in the test data. Absence of a claim is not evidence of absence.",)


def test_note_says_that_the_source_speaks_of_more_and_says_it_once() -> None:
    notes = answer(row("yes", CLAIM), row("yes", CLAIM)).notes
    assert notes == ("The source speaks of more: a host of others (Paper, “Alliance”, 2019-06-05).",)


def test_what_several_sources_say_of_more_is_one_note() -> None:
    again = replace(CLAIM, id="c9", source=replace(CLAIM.source, id="t", publisher="Other paper", title=""))
    (note,) = answer(row("yes", CLAIM, again)).notes
    assert note == (
        "2 sources speak of more: a host of others (Paper, “Alliance”, 2019-06-05; Other paper, 2019-06-05)."
    )


def test_certain_answer_leaves_out_what_only_possibly_holds() -> None:
    found = answer(row(share=1), row("possibly", share=2))
    assert [one["share"] for one in found.certain] == [1]
    assert len(found) == 2


def test_claims_are_every_claim_once_in_the_order_of_the_rows() -> None:
    assert [one.id for one in answer(row("yes", OTHER), row("yes", CLAIM, OTHER)).claims] == ["c2", "c1"]


def test_sources_with_one_origin_count_as_one() -> None:
    assert row("yes", CLAIM, OTHER).origins == 1


def test_denial_is_no_origin_and_asserts_nothing() -> None:
    one = row("yes", CLAIM, DENIAL)
    assert one.origins == 1
    assert one.asserting == (CLAIM,)


def test_dictionaries_hold_cells_certainty_and_nested_claims() -> None:
    (one,) = answer(row("possibly", CLAIM, person=Name("Ada", "ada"), share=Decimal("15.5"))).to_dicts()
    assert one["person"] == {"id": "ada", "name": "Ada"}
    assert (one["share"], one["certainty"], one["origins"]) == (15.5, "possibly", 1)
    assert one["claims"][0]["source"] == {
        "id": "paper-1", "title": "Alliance", "publisher": "Paper", "published": "2019-06-05",
        "address": "https://example.org/1", "language": "en", "tier": "press", "origin": "agency",
    }  # fmt: skip
    assert one["claims"][0]["says"] == {"person": "ada"}
    assert (one["claims"][0]["locator"], one["claims"][0]["held_on"]) == ("paragraph 2", "2019-06-05")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("15"), 15),
        (Decimal("-4000000000"), -4000000000),
        (date(2019, 6, 5), "2019-06-05"),
        (True, True),
        (None, None),
        ("text", "text"),
    ],
)
def test_cells_of_dictionaries_are_plain(value: Value, plain: object) -> None:
    (one,) = answer(row(share=value)).to_dicts()
    assert (one["share"], type(one["share"])) == (plain, type(plain))


def test_dataframe_has_cells_certainty_reasons_origins_sources_and_claims() -> None:
    frame = answer(row("possibly", CLAIM, OTHER, person=Name("Ada", "ada"), share=Decimal("15"))).to_dataframe()
    assert list(frame.columns) == ["person", "share", "certainty", "reasons", "origins", "sources", "claims"]
    first = frame.iloc[0]
    assert (str(first["person"]), first["share"], first["certainty"]) == ("Ada", 15, "possibly")
    assert (first["sources"], first["claims"]) == (["paper-1", "paper-2"], ["c1", "c2"])


def test_dataframe_of_nothing_has_its_columns() -> None:
    frame = answer().to_dataframe()
    assert (len(frame), list(frame.columns)[:2]) == (0, ["person", "share"])
    assert isinstance(frame, pd.DataFrame)


def test_answer_reads_as_text_and_as_html() -> None:
    one = answer(row("yes", CLAIM, person=Name("Ada", "ada")))
    assert "Ada" in str(one) and "[1] Paper" in str(one)
    assert one._repr_html_().startswith("<div>")


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ([], "yes"),
        (["yes", "yes"], "yes"),
        (["yes", "possibly"], "possibly"),
        (["possibly", "no", "yes"], "no"),
    ],
)
def test_chain_is_as_certain_as_its_weakest_part(several: list[str], one: str) -> None:
    assert weakest(several) == one  # type: ignore[arg-type]


def test_names_sort_by_what_people_read() -> None:
    assert sorted([Name("Zoe", "a"), Name("Ada", "z")]) == [Name("Ada", "z"), Name("Zoe", "a")]
