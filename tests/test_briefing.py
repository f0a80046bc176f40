import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answers import Name
from graph.briefing import apply, brief, learnt
from graph.building.windows import certainty_on
from graph.changes import Brief
from graph.editions import relationships_of
from graph.snapshot import take_snapshot

from .builders import VOCABULARY, claim, dataset, life, post, price, source, stake, status, store_of
from .oracles import DAYS, shown
from .strategies import claims_of, datasets, day_of, recent_days, spells

JANUARY, DECEMBER = date(2019, 1, 1), date(2019, 12, 31)


def changes(*claims, first: date = JANUARY, last: date = DECEMBER, focus=()):
    """What some claims let change between two days."""
    return brief(store_of(dataset(*claims)), VOCABULARY, first, last, focus=focus)[0]


def told(*claims, **asked) -> list[tuple[str, str, str]]:
    """The same, as what happened, when and to which relationship."""
    return [(one.what, one.day, one.relationship) for one in changes(*claims, **asked)]


def test_what_began_and_ended_is_told_with_its_day():
    claims = [
        post("a", "ada", start="2010-01-01", end="2019-06-05"),
        post("b", "bob", start="2019-06-05", held_on="2020-01-01"),
    ]
    assert told(*claims) == [("ended", "2019-06-05", "a"), ("began", "2019-06-05", "b")]


def test_fact_that_merely_went_unconfirmed_is_no_change():
    assert told(post("a", held_on="2019-03-01")) == []
    assert told(stake("a", "25", held_on="2018-03-01")) == []


def test_what_holds_on_both_days_is_no_change():
    assert told(post("a", start="2010-01-01", held_on="2020-01-01")) == []


def test_what_was_over_before_is_no_change():
    assert told(post("a", start="2010-01-01", end="2018-12-31")) == []


def test_what_ended_on_the_last_day_still_held_on_it():
    claims = [post("a", start="2010-01-01", end="2019-12-31")]
    assert told(*claims) == []
    assert told(*claims, last=date(2020, 1, 1)) == [("ended", "2019-12-31", "a")]


def test_what_came_and_went_between_the_days_is_told():
    claims = [post("a", function="adviser", start="2019-02-01", end="2019-03-01")]
    assert told(*claims) == [("came and went", "2019-02-01 to 2019-03-01", "a")]


def test_vague_beginning_is_possibly_one_unless_it_lies_between_the_days_anyhow():
    assert told(post("a", start="2019-02", held_on="2020-01-01")) == [("began", "2019-02", "a")]
    assert told(post("a", start="[2018-06..2019-06]", held_on="2020-01-01")) == [
        ("possibly began", "[2018-06..2019-06]", "a")
    ]


def test_beginning_vaguer_than_two_years_and_than_the_brief_is_not_told():
    assert told(post("a", start="[2012..2021]", held_on="2022-01-01")) == []


def test_month_that_the_brief_is_of_began_in_it():
    june = {"first": date(2019, 6, 1), "last": date(2019, 6, 30)}
    assert told(post("a", start="2019-06", held_on="2020-01-01"), **june) == [("began", "2019-06", "a")]
    assert told(post("a", start="2019-06-01", held_on="2020-01-01"), **june) == []


def test_what_came_and_went_without_a_known_start_tells_its_end():
    claims = [
        stake("a", "5", start="2018-01-01", held_on="2019-02-01"),
        stake("b", "10", held_on="2019-03-01", end="2019-04-01"),
        stake("c", "20", start="2019-06-01", held_on="2019-08-01"),
    ]
    assert ("came and went", "2019-04-01", "b") in told(*claims)


def test_inferred_end_says_that_it_was_inferred():
    claims = [post("a", "ada", held_on="2018-01-01"), post("b", "bob", start="2019-06-05")]
    (ended,) = [one for one in changes(*claims) if one.what == "ended"]
    assert (ended.relationship, ended.day) == ("a", "2019-06-05 or before")
    assert "inferred" in ended.note


def test_changes_are_ranked_by_consequence():
    claims = [
        claim("p", "Production", maker="acme", vehicle="car", start="2019-02-01"),
        claim("d", "DealParty", deal="pact", party="acme", role="partner", start="2019-02-01"),
        status("s", "talks", start="2019-02-01"),
        post("e", start="2019-02-01"),
        stake("o", "60", start="2019-02-01"),
    ]
    assert [one.matter for one in changes(*claims)] == ["control", "leadership", "deal", "terms", "other"]


def test_what_is_certain_comes_before_what_is_possible():
    claims = [
        status("a", "talks", start="2019"),
        status("v", "agreed", deal="vague", start="[2018-06..2019-06]"),
        status("b", "agreed", start="2019-11-01"),
    ]
    told_first = [(one.what, one.day) for one in changes(*claims) if one.matter == "deal"]
    assert told_first.index(("began", "2019-11-01")) < min(
        place for place, (what, _) in enumerate(told_first) if what.startswith("possibly")
    )


def test_parties_and_terms_stand_below_the_last_stage_of_their_deal():
    claims = [
        status("s", "proposed", start="2019-02-01"),
        status("t", "withdrawn", start="2019-06-05"),
        status("u", "agreed", deal="other", start="2019-03-01"),
        claim("d", "DealParty", deal="pact", party="acme", role="partner", held_on="2019-02-01"),
        claim("e", "DealParty", deal="elsewhere", party="acme", role="partner", start="2019-02-01"),
        price("f", "10", start="2019-04-01"),
    ]
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (), tuple(changes(*claims)))
    lines = [line.partition(" \\[")[0] for line in found.to_markdown().splitlines() if line.lstrip().startswith("-")]
    (at,) = [place for place, line in enumerate(lines) if line.endswith("began: Pact is withdrawn")]
    assert [line.startswith("  - ") for line in lines].count(True) == 2
    assert lines[at + 1] == "  - Acme is partner in Pact"
    assert lines[at + 2].startswith("  - 2019-04-01 began: amount 10")
    assert "**Parties and terms**" in found.to_markdown() and lines[-1].startswith(
        "- 2019-02-01 began: Acme is partner"
    )


def test_what_has_no_other_weight_is_headed_by_its_kind_as_a_picture_weighs_it():
    claims = [
        claim("p", "Production", maker="acme", vehicle="car", start="2019-02-01"),
        stake("o", "20", start="2019-05-01"),
        post("e", function="manager", start="2019-03-01"),
    ]
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (), tuple(changes(*claims)))
    headings = [line.strip("*") for line in found.to_markdown().splitlines() if line.startswith("**")]
    assert headings == ["Ownerships", "Employments", "Productions"]


def test_what_came_and_went_on_one_day_names_the_day_once():
    claims = [post("a", function="adviser", start="2019-02-01", end="2019-02-01")]
    assert told(*claims) == [("came and went", "2019-02-01", "a")]


def test_minority_stake_is_no_matter_of_control():
    (one,) = changes(stake("o", "25", start="2019-02-01"))
    assert one.matter == "other"


def test_raised_offer_is_told_as_one_that_ended_and_one_that_began():
    offers = [price("a", "10", start="2018-11-05"), price("b", "12", start="2019-05-20")]
    assert told(*offers) == [("ended", "2019-05-20", "a"), ("began", "2019-05-20", "b")]


def test_every_change_carries_its_claims():
    claims = [post("a", start="2019-06-05", source="x"), post("b", start="2019-06-05", source="y")]
    (one,) = changes(*claims)
    assert {claim.id for claim in one.claims} == {"a", "b"}


def test_planned_change_says_so():
    (one,) = changes(post("a", start="2019-06-05", modality="planned"))
    assert "planned" in one.note


def test_focus_keeps_what_ties_the_entity():
    claims = [post("a", start="2019-06-05"), post("b", "bob", organization="other", start="2019-06-05")]
    assert told(*claims, focus=["other"]) == [("began", "2019-06-05", "b")]


def test_focus_keeps_what_happens_in_the_deals_that_the_entity_is_part_of():
    claims = [
        status("p", "proposed", start="2019-03-01"),
        status("w", "withdrawn", start="2019-06-05"),
        status("x", "agreed", deal="other-pact", start="2019-06-05"),
        claim("a", "DealParty", deal="pact", party="acme", role="target", held_on="2018-01-01"),
        claim("b", "DealParty", deal="pact", party="buyer", role="acquirer", start="2019-03-01"),
    ]
    assert {id for _, _, id in told(*claims, focus=["acme"])} == {"p", "w", "b"}
    assert told(*claims, focus=["nobody"]) == []


def test_merger_ends_the_stakes_in_the_merged_company():
    claims = [stake("a", "14", start="2014-01-01", held_on="2018-12-31"), life("l", "acme", end="2019-06-05")]
    assert ("ended", "a") in [(one.what, one.relationship) for one in changes(*claims)]


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="expected the earlier day first"):
        changes(post("a"), first=DECEMBER, last=JANUARY)


def test_one_day_alone_has_no_changes():
    assert told(post("a", start="2019-06-05", end="2019-06-05"), first=date(2019, 6, 5), last=date(2019, 6, 5)) == []


def test_brief_reads_as_text_markdown_and_json():
    claims = [post("a", start="2019-06-05", source="paper")]
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (), tuple(changes(*claims)))
    document = json.loads(found.to_json())
    (change,) = document["changes"]
    assert (change["what"], change["day"], change["relationship"]) == ("began", "2019-06-05", "a")
    assert [one["source"] for one in change["claims"]] == ["paper"]
    line = "2019-06-05 began: Ada is chief executive at Acme"
    assert f"- {line} \\[1\\]" in found.to_markdown() and "\\[1\\] paper, 2019-12-31" in found.to_markdown()
    assert line in str(found)


def test_footnotes_of_a_line_are_ranged():
    claims = [post("a", start="2019-06-05", source="w")]
    claims += [post(id, "bob", "finance-chief", start="2019-07-05", source=id) for id in "wxyz"]
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (), tuple(changes(*claims)))
    marks = [line.rsplit(" ", 1)[1] for line in found.to_markdown().splitlines() if line.startswith("- ")]
    assert marks == ["\\[1\\]", "\\[1–4\\]"]


def test_brief_as_text_has_headings_without_marks():
    change = next(iter(changes(post("a", start="2019-06-05", source="paper"))))
    text = str(Brief(JANUARY, DECEMBER, None, "most-origins", (), (change,), (change,)))
    assert "What was learnt" in text.splitlines()
    assert "#" not in text and "*" not in text


def test_brief_in_a_notebook_folds_its_sources():
    claims = [post("a", start="2019-06-05", source="paper")]
    shown = Brief(JANUARY, DECEMBER, None, "most-origins", (), tuple(changes(*claims)))._repr_markdown_()
    assert shown.index("began") < shown.index("<details>") < shown.index("\\[1\\] paper") < shown.index("</details>")


@pytest.mark.parametrize("name", ["a|b", "[x](javascript:alert(1))", "<b>x</b>", "`x`", "**x**", "a\nb"])
def test_brief_shows_hostile_text_as_text(name):
    change = next(iter(changes(post("a", start="2019-06-05", source="paper"))))
    cited = tuple(replace(one, source=replace(one.source, title=name)) for one in change.claims)
    change = replace(change, sentence=f"{name} is chair", note=name, kind=name, matter="other", claims=cited)
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (Name(name, "x"),), (change,))
    marks = re.sub(r"^(# |\*\*|- )|(\*\*|  )$", "", found.to_markdown(), flags=re.MULTILINE)
    assert not re.search(r"(?<!\\)[\[\]<>`*|]", marks)
    assert len(marks.splitlines()) == len(found.to_text().splitlines()) == 8
    assert found.to_text().casefold().count(name.replace("\n", " ")) == 5


def test_empty_brief_says_that_absence_is_no_evidence():
    found = Brief(JANUARY, DECEMBER, None, "most-origins", (), ())
    assert "Absence of a claim is not evidence of absence." in str(found)


def test_what_was_learnt_is_what_later_sources_say_otherwise():
    sources = [source("early", "2018-06-01"), source("late", "2019-06-05", tier="filing")]
    data = dataset(
        stake("a", "25", start="2010-01-01", source="early"),
        stake("b", "30", start="2010-01-01", source="late"),
        post("c", start="2010-01-01", source="late"),
        post("d", "eve", "adviser", start="2010-01-01", source="early"),
        post("e", "eve", "adviser", end="2017-01-01", source="late"),
        sources=sources,
    )
    then, now = store_of(data, known_at=JANUARY, policy="best-tier"), store_of(data, policy="best-tier")
    found = {one.relationship: one for one in learnt(VOCABULARY, then, now, DECEMBER)}
    assert {id: one.what for id, one in found.items()} == {"a": "corrected", "c": "learnt", "d": "dropped"}
    assert "share percent 25 became 30" in found["a"].note


def check_exactness(data, first: date, last: date) -> None:
    store = store_of(data)
    found, before, after = brief(store, VOCABULARY, first, last)
    assert apply(before.holdings, found) == set(after.holdings)
    relationships = relationships_of(data)
    for day, taken in ((first, before), (last, after)):
        assert set(taken.holdings) == {id for id, one in relationships.items() if certainty_on(one, day)[0] != "no"}


two_days = st.tuples(recent_days, recent_days).map(lambda pair: tuple(date.fromisoformat(day) for day in sorted(pair)))


@given(datasets(), two_days)
def test_changes_applied_to_the_earlier_snapshot_give_the_later_one(data, days):
    check_exactness(data, *days)


@pytest.mark.slow
@settings(settings.get_profile("long"), max_examples=500)
@given(datasets(), two_days)
def test_changes_applied_to_the_earlier_snapshot_give_the_later_one_at_length(data, days):
    check_exactness(data, *days)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.data())
def test_changes_agree_with_trying_every_world(numbers, drawn):
    history = [drawn.draw(spells(f"spell-{number}")) for number in sorted(set(numbers))]
    claims = [one for spell in history for one in claims_of(spell, f"person-{spell.id}")]
    first, last = sorted(drawn.draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    found, _, _ = brief(store_of(dataset(*claims)), VOCABULARY, day_of(first), day_of(last))
    expected = shown(history)
    assert apply(expected[first], found) == set(expected[last])
    new = {one.relationship for one in found if one.what == "began"}
    assert new <= set(expected[last]) - set(expected[first])
    assert {one.relationship for one in found if one.what == "ended"} == set(expected[first]) - set(expected[last])
    for one in found:
        if one.what == "came and went":
            assert one.relationship not in {*expected[first], *expected[last]}


@given(datasets(), two_days)
def test_every_change_happened_once_and_is_said_by_somebody(data, days):
    found, _, _ = brief(store_of(data), VOCABULARY, *days)
    told = [(one.what, one.relationship) for one in found]
    assert len(set(told)) == len(told)
    assert all(one.claims for one in found)


@given(datasets(), recent_days.map(date.fromisoformat))
def test_later_brief_starts_where_the_earlier_one_ended(data, day):
    store = store_of(data)
    first = brief(store, VOCABULARY, date(2018, 12, 1), day)[0]
    second = brief(store, VOCABULARY, day, date(2022, 12, 1))[0]
    start = take_snapshot(store, VOCABULARY, date(2018, 12, 1)).holdings
    assert apply(apply(start, first), second) == set(take_snapshot(store, VOCABULARY, date(2022, 12, 1)).holdings)
