"""What a picture shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.windows import certainty_on, spans_of
from graph.dates import FOREVER, parse_date
from graph.errors import ParameterError
from graph.industry import Industry
from graph.opening import open_industry
from graph.records import Relationship
from graph.view import Highlight, read_scene
from graph.view.opening import choose_opening

from .samples import day, industry_scene, relationship, scene

DAYS = st.dates(date(2018, 12, 1), date(2020, 2, 1))
VAGUE = st.sampled_from(["", "2019", "2019-06", "2019-06-05", "[..2019-03]", "[2019-09..]", "2019~"])


@st.composite
def relationships(draw: st.DrawFn) -> Relationship:
    start, end, held = draw(VAGUE), draw(VAGUE), draw(st.sampled_from(["", "2019-07-01", "2019"]))
    made = relationship(
        "one", "Ownership", {"owner": "a", "asset": "b"}, start, end, held,
        modality=draw(st.sampled_from(["fact", "reported", "planned"])), denied=draw(st.booleans()),
    )  # fmt: skip
    return made


@given(relationships(), DAYS)
def test_spans_say_on_every_day_what_the_windows_say(one: Relationship, asked: date) -> None:
    found = [(span.certainty, span.reason) for span in spans_of(one) if span.first <= asked <= span.last]
    assert (found or [("no", "")]) == [certainty_on(one, asked)]


@given(relationships())
def test_spans_are_in_order_and_differ_from_one_to_the_next(one: Relationship) -> None:
    spans = spans_of(one)
    for before, after in pairwise(spans):
        assert after.first == before.last + timedelta(days=1)
        assert (before.certainty, before.reason) != (after.certainty, after.reason)


def test_relationship_that_every_claim_denies_has_no_spans() -> None:
    assert spans_of(Relationship("one", "Ownership", {}, ())) == ()


def test_scene_holds_every_day_and_knows_the_stage_of_deals() -> None:
    made = industry_scene()
    assert made.ties["bid-proposed"].on(day("2019-06-05")) == ("yes", "")
    assert made.ties["bid-proposed"].on(day("2019-08-01"))[0] == "no"
    assert (made.ties["bid-proposed"].drawn, made.ties["bid-withdrawn"].drawn) == ("tentative", "over")
    assert made.ties["alliance-agreed"].drawn == ""


def test_labels_are_the_share_the_function_the_role_or_the_kind() -> None:
    made = industry_scene()
    labels = {id: made.ties[id].label for id in ("tata-jlr", "speth-jlr", "bid-jlr", "jaguar-jlr", "bid-proposed")}
    assert labels == {
        "tata-jlr": "100 %",
        "speth-jlr": "chief executive",
        "bid-jlr": "target",
        "jaguar-jlr": "belongs to",
        "bid-proposed": "proposed",
    }


@pytest.mark.parametrize(
    ("share", "label"),
    [
        ({"share_percent": "20", "approximate": "yes"}, "≈ 20 %"),
        ({"share_percent": "20"}, "20 %"),
        ({"share_min": "50.01"}, "≥ 50.01 %"),
        ({"share_min": "50.01", "approximate": "yes"}, "≥ 50.01 %"),
    ],
)
def test_label_says_where_a_share_is_about_right(share: dict[str, str], label: str) -> None:
    from graph.records import Entity

    one = relationship("one", "Ownership", {"owner": "a", "asset": "b", **share}, "2019")
    made = scene([Entity("a", "Company", "A"), Entity("b", "Company", "B")], [one])
    assert made.ties["one"].label == label


def test_difference_is_said_in_words() -> None:
    from graph.records import Difference

    one = relationship(
        "one",
        "Ownership",
        {"owner": "a", "asset": "b"},
        "2019",
        differences=(Difference("share_percent", "34", ("33",)),),
    )
    assert scene([], [one]).ties == {}
    from graph.records import Entity

    made = scene([Entity("a", "Company", "A"), Entity("b", "Company", "B")], [one])
    assert made.ties["one"].differences == ("share percent: 34, also 33",)


def test_opening_grows_along_relationships_from_the_most_important() -> None:
    near = {
        "hub": {"a", "b", "c"},
        "a": {"hub", "b"},
        "b": {"hub", "a"},
        "c": {"hub"},
        "far": {"away"},
        "away": {"far"},
    }
    weights = {id: len(others) for id, others in near.items()} | {"alone": 0}
    kinds = dict.fromkeys(weights, "Company")
    assert choose_opening(near, (), weights, kinds, 3) == ("hub", "a", "b")
    assert choose_opening(near, ("far",), weights, kinds, 5) == ("far", "away")
    assert choose_opening(near, ("a", "c"), weights | {"b": 9}, kinds, 3) == ("a", "c", "hub")
    assert set(choose_opening(near, (), weights, kinds, 10)) == set(near)


def test_opening_gives_every_kind_its_share() -> None:
    near = {"hub": {*"abcdefgh"}, **{id: {"hub"} for id in "abcdefgh"}}
    weights = {"hub": 8, **dict.fromkeys("abcdefgh", 1)}
    kinds = {"hub": "Company", **dict.fromkeys("abcdef", "Company"), "g": "Person", "h": "Deal"}
    assert choose_opening(near, (), weights, kinds, 5) == ("hub", "a", "g", "h")


def test_opening_never_shows_something_alone_and_never_too_much(june: Industry) -> None:
    made = june.view(opening=20).scene
    drawn = {*made.opening}
    tied = {end for tie in made.ties.values() if len(tie.ends) == 2 and drawn.issuperset(tie.ends) for end in tie.ends}
    assert 10 < len(drawn) <= 20 and tied == drawn


def test_focus_depth_and_kinds_decide_what_is_read(june: Industry) -> None:
    near = read_scene(june.store, june.vocabulary, focus=["bmw"])
    far = read_scene(june.store, june.vocabulary, focus=["bmw"], depth=2)
    assert {"bmw", "jaguar-land-rover"} < far.entities.keys() and near.entities.keys() < far.entities.keys()
    assert near.left_out + len(near.entities) == far.left_out + len(far.entities)
    owned = read_scene(june.store, june.vocabulary, kinds=["ownership"])
    assert {tie.relationship.kind for tie in owned.ties.values() if len(tie.ends) == 2} == {"Ownership"}
    people = read_scene(june.store, june.vocabulary, kinds=["Person", "Company"])
    assert {one.kind for one in people.entities.values()} == {"Person", "Company"}


def test_highlight_is_kept_whatever_the_focus(june: Industry) -> None:
    everything = read_scene(june.store, june.vocabulary)
    far = next(id for id, tie in everything.ties.items() if "renault" in tie.ends and len(tie.ends) == 2)
    made = read_scene(june.store, june.vocabulary, focus=["linde"], highlight=Highlight((far,)), opening=3)
    assert far in made.ties and {*made.ties[far].ends} <= {*made.opening}


@pytest.mark.parametrize("wrong", [{"kinds": ["Spaceship"]}, {"focus": ["nobody-here"]}])
def test_unknown_kinds_and_ids_are_refused(june: Industry, wrong: dict[str, list[str]]) -> None:
    with pytest.raises(ParameterError):
        read_scene(june.store, june.vocabulary, **wrong)  # type: ignore[arg-type]


def test_poster_refuses_kinds_and_an_unknown_preset_is_refused(june: Industry) -> None:
    for wrong in ({"preset": "who-knows"}, {"preset": "who-owns-whom", "kinds": ["Person"]}, {"depth": -1}):
        with pytest.raises(ParameterError):
            june.view(**wrong)  # type: ignore[arg-type]


def test_view_of_an_answer_brings_out_its_relationships(june: Industry) -> None:
    answer = june.query("person_ex_employer", employer="JLR", former="BMW", as_of="2019-06-05")
    made = answer.view()
    assert {*made.scene.highlight.relationships} == {id for row in answer for id in row.relationships}
    assert made.scene.day == date(2019, 6, 5) and made.scene.title == answer.question


def test_view_of_an_answer_without_rows_is_refused(june: Industry) -> None:
    answer = replace(june.query("company_leaders", company="JLR"), rows=())
    with pytest.raises(ParameterError, match="without rows"):
        answer.view()


def test_edition_known_at_a_day_is_named(june_folder: Path) -> None:
    edition = open_industry(june_folder, packaged=False, known_at="2019-07-01", policy="newest")
    made = edition.view(focus="Jaguar Land Rover").scene
    assert made.known_at == parse_date("2019-07-01").latest != FOREVER and made.policy == "newest"
