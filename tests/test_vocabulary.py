import re

import pytest

from .builders import VOCABULARY

KIND = VOCABULARY.relations


@pytest.mark.parametrize(
    ("values", "leads"),
    [
        ({"function": "chief-executive"}, "yes"),
        ({"function": "engineering-head"}, "yes"),
        ({"function": "board-member", "board": "management"}, "yes"),
        ({"function": "unspecified", "board": "management"}, "yes"),
        ({"function": "board-member", "board": "supervisory"}, "no"),
        ({"function": "engineer"}, "no"),
        ({"function": "unspecified"}, "possibly"),
        ({"function": "unspecified", "board": "none"}, "possibly"),
    ],
)
def test_leader_has_a_listed_function_or_a_seat_on_the_management_board(values, leads):
    assert VOCABULARY.leads(KIND["Employment"], values) == leads


@pytest.mark.parametrize(
    ("values", "controls"),
    [
        ({"share_percent": "100"}, "yes"),
        ({"share_percent": "50.01"}, "yes"),
        ({"share_percent": "50"}, "no"),
        ({"share_percent": "43.4"}, "no"),
        ({"share_min": "50.01"}, "yes"),
        ({"share_max": "75"}, "no"),
        ({}, "possibly"),
    ],
)
def test_more_than_half_of_a_company_gives_control(values, controls):
    assert VOCABULARY.controls(KIND["Ownership"], values) == controls


def test_whoever_owns_a_brand_controls_it():
    assert VOCABULARY.controls(KIND["BrandOwnership"], {}) == "yes"


@pytest.mark.parametrize("kind", ["Supply", "Competition", "DealParty", "Employment", "Succession", "DealTerm"])
def test_no_deal_and_no_other_tie_gives_control(kind):
    assert VOCABULARY.controls(KIND[kind], {"share_percent": "100"}) == "no"


@pytest.mark.parametrize(
    ("function", "single"), [("chief-executive", True), ("finance-chief", True), ("adviser", False)]
)
def test_one_at_a_time_is_declared_by_function(function, single):
    assert VOCABULARY.is_single(KIND["Employment"], {"function": function}) is single


@pytest.mark.parametrize(
    ("kind", "values", "fixed"),
    [
        ("DealTerm", {"basis": "paid"}, "always"),
        ("DealTerm", {"basis": "price"}, "closing"),
        ("DealTerm", {"basis": "investment"}, ""),
        ("Ownership", {"share_of": "votes"}, ""),
    ],
)
def test_what_cannot_change_is_declared_by_code(kind, values, fixed):
    assert VOCABULARY.fixed(KIND[kind], values) == fixed


def test_every_stake_of_one_owner_is_closed_by_the_next_but_a_supply_never():
    assert VOCABULARY.is_single(KIND["Ownership"], {})
    assert not VOCABULARY.is_single(KIND["Supply"], {})


@pytest.mark.parametrize(
    ("kind", "values", "lasting"),
    [
        ("DealStatus", {"status": "completed"}, True),
        ("DealStatus", {"status": "withdrawn"}, True),
        ("DealStatus", {"status": "talks"}, False),
        ("DealStatus", {"status": "proposed"}, False),
        ("Marque", {}, True),
        ("Employment", {"function": "chief-executive"}, False),
        ("Ownership", {}, False),
        ("Attribute", {"property": "born"}, True),
        ("Attribute", {"property": "listed"}, False),
    ],
)
def test_what_lasts_is_declared(kind, values, lasting):
    assert VOCABULARY.is_lasting(KIND[kind], values) is lasting


def test_posts_that_can_be_several_are_told_apart_by_their_title():
    assert VOCABULARY.is_various(KIND["Employment"], {"function": "region-head"})
    assert not VOCABULARY.is_various(KIND["Employment"], {"function": "chief-executive"})
    assert not VOCABULARY.is_various(KIND["Ownership"], {"share_of": "votes"})


def test_code_of_a_field_has_words_and_unknown_ones_have_none():
    function = KIND["Employment"].field("function")
    code = VOCABULARY.code(function, "chief-executive")
    assert code is not None and code.label == "chief executive"
    assert VOCABULARY.code(function, "emperor") is None
    assert VOCABULARY.code(KIND["Employment"].field("title"), "chief-executive") is None


def test_field_of_an_unknown_name_is_a_key_error():
    with pytest.raises(KeyError):
        KIND["Employment"].field("salary")


def test_edges_are_the_kinds_with_two_ends():
    assert {kind.name for kind in KIND.values() if not kind.is_edge} == {
        "Name", "Existence", "Attribute", "Result", "DealTerm", "DealStatus",
    }  # fmt: skip


def test_ends_are_required_entities():
    for kind in KIND.values():
        for end in kind.ends:
            assert kind.field(end).type == "entity" and kind.field(end).required, kind.name


def test_sentences_mention_only_columns_and_every_end():
    for kind in KIND.values():
        mentioned = re.findall(r"\{(\w+)\}", kind.sentence)
        assert set(mentioned) <= {field.name for field in kind.fields}, kind.name
        assert set(kind.ends) <= set(mentioned), kind.name


def test_only_what_has_two_ends_and_a_control_flag_can_control():
    assert {kind.name for kind in KIND.values() if kind.control} == {"Ownership", "BrandOwnership"}


def test_snapshot_properties_are_each_of_one_kind():
    named = [kind.snapshot for kind in KIND.values() if kind.snapshot]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    ("status", "drawn"), [("talks", "tentative"), ("agreed", ""), ("completed", ""), ("withdrawn", "over"), ("", "")]
)
def test_stage_says_whether_a_deal_is_in_force(status, drawn):
    assert VOCABULARY.drawn(KIND["DealStatus"], {"status": status}) == drawn


def test_what_is_no_stage_is_never_over():
    assert VOCABULARY.drawn(KIND["DealParty"], {"role": "partner"}) == ""
