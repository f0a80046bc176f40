from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from graph.answers import Coded, Name, Value
from graph.cells import code_fields, coded, value_of
from graph.identifiers import IND, PREFIXES, RES

from .builders import VOCABULARY

JUNE_5 = date(2019, 6, 5)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ox.NamedNode(RES + "bmw"), Name("BMW Group", "bmw")),
        (ox.NamedNode(RES + "unnamed"), Name("unnamed", "unnamed")),
        (ox.NamedNode("https://example.org/x"), "https://example.org/x"),
        (ox.Literal("text"), "text"),
        (ox.Literal("2019-06-05", datatype=ox.NamedNode(PREFIXES["xsd"] + "date")), JUNE_5),
        (ox.Literal("15.5", datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal")), Decimal("15.5")),
        (ox.Literal("7", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")), 7),
        (ox.Literal("true", datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean")), True),
        (ox.Literal("2019-02-30", datatype=ox.NamedNode(PREFIXES["xsd"] + "date")), "2019-02-30"),
    ],
)
def test_term_is_shown_as_a_value(term: ox.NamedNode | ox.Literal, value: object) -> None:
    shown = value_of(term, {RES + "bmw": "BMW Group"})
    assert (shown, type(shown)) == (value, type(value))


@pytest.mark.parametrize(
    ("code", "property", "label"),
    [
        ("chief-executive", "function", "chief executive"),
        ("unspecified", "function", "employed"),
        ("talks", "status", "in talks"),
        ("ordinary-shares", "shareOf", "ordinary shares"),
        ("carmaker", "type", "carmaker"),
    ],
)
def test_code_has_its_label(code: str, property: str, label: str) -> None:
    found = coded(code, code_fields(VOCABULARY, [IND + property]), [], VOCABULARY)
    assert isinstance(found, Coded)
    assert (found, found.label) == (code, label)


@pytest.mark.parametrize(
    ("value", "bound"),
    [("talks", []), ("talks", [IND + "title"]), ("no such status", [IND + "status"]), (7, [IND + "status"])],
)
def test_what_is_no_code_stays_as_it_is(value: Value, bound: list[str]) -> None:
    found = coded(value, code_fields(VOCABULARY, bound), [], VOCABULARY)
    assert (found, type(found)) == (value, type(value))


def test_code_that_several_kinds_have_is_one_of_the_kind_that_the_row_rests_on() -> None:
    both = code_fields(VOCABULARY, [IND + "metric", IND + "term"])
    labels = [coded("other", both, [name], VOCABULARY) for name in ("Result", "DealTerm")]
    assert [one.label for one in labels if isinstance(one, Coded)] == ["other", "term"]
