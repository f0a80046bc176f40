from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.building.windows import NEVER, Window, begun_on, certainty_on, ended_on, shared, together, years_away
from graph.dates import FOREVER
from graph.records import Relationship

from .builders import only, post, resolved
from .oracles import DAYS, Spell, every_day
from .strategies import claims_of, day_of, spells


def on(day: str, *claims: object) -> tuple[str, str]:
    """Whether the one relationship of some claims holds on a day, and why."""
    return certainty_on(only(resolved(*claims)), date.fromisoformat(day))  # type: ignore[arg-type]


def check_every_day(spell: Spell, relationship: Relationship) -> None:
    assert {day: certainty_on(relationship, day_of(day))[0] for day in DAYS} == every_day(spell)


def test_what_ended_on_a_day_still_held_on_it():
    claims = [post("a", start="2010-01-01", end="2019-06-05")]
    assert on("2019-06-05", *claims) == ("yes", "")
    assert on("2019-06-06", *claims) == ("no", "")


def test_what_began_on_a_day_holds_on_it():
    claims = [post("a", start="2010-01-01", end="2019-06-05")]
    assert on("2010-01-01", *claims) == ("yes", "")
    assert on("2009-12-31", *claims) == ("no", "")


def test_open_end_is_unconfirmed_after_the_last_day_it_was_so():
    claims = [post("a", start="2010-01-01", held_on="2019-06-05")]
    assert on("2019-06-05", *claims) == ("yes", "")
    assert on("2019-06-06", *claims) == ("possibly", "unconfirmed since 2019-06-05")


def test_two_confirmations_make_the_days_between_certain():
    claims = [post("a", held_on="2015-03-01"), post("b", held_on="2019-06-05")]
    assert on("2017-01-01", *claims) == ("yes", "")


def test_unknown_start_is_possible_before_the_first_day_it_was_so():
    assert on("2001-01-01", post("a", held_on="2019-06-05")) == (
        "possibly",
        "start unknown, first confirmed on 2019-06-05",
    )


def test_vague_start_is_possible_within_its_year_and_impossible_before_it():
    claims = [post("a", start="2010", held_on="2019-06-05")]
    assert on("2010-07-01", *claims) == ("possibly", "vague date: started 2010")
    assert on("2009-12-31", *claims) == ("no", "")
    assert on("2010-12-31", *claims) == ("yes", "")


def test_vague_end_is_possible_within_its_year_and_certain_until_it():
    claims = [post("a", start="2010-01-01", end="2019")]
    assert on("2019-01-01", *claims) == ("yes", "")
    assert on("2019-06-05", *claims) == ("possibly", "vague date: ended 2019")
    assert on("2020-01-01", *claims) == ("no", "")


def test_former_post_without_start_is_possible_until_the_day_of_publication():
    claims = [post("a", end="[..2019-06-05]")]
    assert on("1999-01-01", *claims)[0] == "possibly"
    assert on("2019-06-05", *claims)[0] == "possibly"
    assert on("2019-06-06", *claims) == ("no", "")


def test_what_is_only_planned_is_at_most_possible():
    claims = [post("a", start="2019-03-01", modality="planned")]
    assert on("2019-03-01", *claims) == ("possibly", "planned")
    assert on("2019-02-28", *claims) == ("no", "")
    assert on("2019-05-01", *claims)[1].startswith("planned; ")


def test_plan_is_certain_once_a_later_source_confirms_it():
    claims = [post("a", start="2019-03-01", modality="planned"), post("b", start="2019-03-01", held_on="2019-06-05")]
    assert on("2019-04-01", *claims) == ("yes", "")


def test_planned_end_does_not_end_for_certain():
    claims = [post("a", start="2010-01-01", held_on="2019-06-05"), post("b", end="2019-12-31", modality="planned")]
    assert on("2020-06-01", *claims)[0] == "possibly"


def test_hearsay_is_at_most_possible():
    assert on("2019-06-05", post("a", held_on="2019-06-05", modality="reported")) == ("possibly", "hearsay")


def test_what_a_source_denies_is_at_most_possible():
    claims = [post("a", held_on="2019-06-05"), post("b", held_on="2019-06-05", stance="denies")]
    assert on("2019-06-05", *claims) == ("possibly", "denied by a source")


def test_what_every_claim_denies_never_held():
    assert on("2019-06-05", post("a", held_on="2019-06-05", stance="denies")) == ("no", "")


def test_claim_without_any_date_is_possible_on_any_day():
    assert on("1950-01-01", post("a")) == ("possibly", "no source gives a date")


def test_disputed_start_is_possible_between_the_two_days():
    claims = [post("a", start="2019-06-01", held_on="2019-09-01"), post("b", start="2019-06-04")]
    assert on("2019-06-02", *claims)[0] == "possibly"
    assert "disagree about its start" in on("2019-06-02", *claims)[1]
    assert on("2019-06-04", *claims) == ("yes", "")
    assert on("2019-05-31", *claims) == ("no", "")


def test_latest_known_state_shows_what_is_not_known_to_have_ended():
    open_, closed = post("a", held_on="2019-06-05"), post("b", start="2010-01-01", end="2019-06-05")
    assert certainty_on(only(resolved(open_)), FOREVER) == ("yes", "last confirmed on 2019-06-05")
    assert certainty_on(only(resolved(closed)), FOREVER) == ("no", "")


def test_day_after_the_stated_end_counts_as_ended_and_the_end_itself_too():
    relationship = only(resolved(post("a", start="2010-01-01", end="2019-06-05")))
    assert ended_on(relationship, date(2019, 6, 4)) == ("no", "")
    assert ended_on(relationship, date(2019, 6, 5)) == ("yes", "")


def test_vague_end_possibly_ended_within_its_year():
    relationship = only(resolved(post("a", start="2010-01-01", end="2019")))
    assert ended_on(relationship, date(2019, 6, 5)) == ("possibly", "its end is only known as 2019")
    assert ended_on(relationship, date(2019, 12, 31)) == ("yes", "")


def test_open_end_never_counts_as_ended():
    relationship = only(resolved(post("a", start="2010-01-01", held_on="2019-06-05")))
    assert ended_on(relationship, date(2030, 1, 1)) == ("no", "")


@given(spells())
def test_every_day_agrees_with_trying_every_world(spell):
    check_every_day(spell, only(resolved(*claims_of(spell))))


@pytest.mark.slow
@settings(settings.get_profile("long"))
@given(spells())
def test_every_day_agrees_with_trying_every_world_at_length(spell):
    check_every_day(spell, only(resolved(*claims_of(spell))))


@given(spells(), st.integers(1, 28))
def test_reason_is_given_exactly_where_a_day_is_only_possible(spell, day):
    answer, reason = certainty_on(only(resolved(*claims_of(spell))), day_of(day))
    assert bool(reason) == (answer == "possibly")


def begun(day: str, *claims: object) -> tuple[str, str]:
    """Whether the one relationship of some claims had begun by a day, and why."""
    return begun_on(only(resolved(*claims)), date.fromisoformat(day))  # type: ignore[arg-type]


def test_what_is_over_had_begun():
    claims = [post("a", start="2010-01-01", end="2012")]
    assert begun("2009-12-31", *claims) == ("no", "")
    assert begun("2010-01-01", *claims) == ("yes", "")
    assert begun("2012-07-01", *claims) == ("yes", "")
    assert begun("2019-06-05", *claims) == ("yes", "")


def test_what_nothing_says_to_be_over_tells_when_it_was_last_confirmed():
    claims = [post("a", start="2010-01-01", held_on="2012-03-01")]
    assert begun("2012-03-01", *claims) == ("yes", "")
    assert begun("2019-06-05", *claims) == ("yes", "last confirmed on 2012-03-01")


@pytest.mark.parametrize(
    ("day", "claims", "why"),
    [
        ("2019-06-05", [post("a", held_on="2015")], "unconfirmed since 2015"),
        ("2019-06-05", [post("a", held_on="2015-03")], "unconfirmed since 2015-03"),
        ("2019-06-05", [post("a", held_on="2015-01-01")], "unconfirmed since 2015-01-01"),
        ("2010-06-05", [post("a", held_on="2015")], "start unknown, first confirmed in 2015"),
        ("2010-06-05", [post("a", held_on="2015~")], "start unknown, first confirmed between 2014 and 2016"),
        ("2010-06-05", [post("a", held_on="2015-06~")], "start unknown, first confirmed between 2015-05 and 2015-07"),
        (
            "2010-06-05",
            [post("a", held_on="[2015-06-03..2015-06-30]")],
            "start unknown, first confirmed between 2015-06-03 and 2015-06-30",
        ),
        ("2019-06-05", [post("a", start="[..2015]")], "its start is only known as 2015 or before"),
        ("1998-06-30", [post("a", end="1999")], "start unknown, ended 1999"),
        ("1999-06-30", [post("a", end="1999")], "vague date: ended 1999"),
    ],
)
def test_doubt_is_told_no_more_precisely_than_the_source(day, claims, why):
    assert certainty_on(only(resolved(*claims)), date.fromisoformat(day)) == ("possibly", why)


def test_vague_start_has_only_possibly_begun():
    assert begun("2010-07-01", post("a", start="2010")) == ("possibly", "vague date: started 2010")
    assert begun("2010-12-31", post("a", start="2010"))[0] == "yes"


def test_plan_has_only_possibly_begun():
    assert begun("2019-06-05", post("a", start="2010-01-01", modality="planned"))[0] == "possibly"


def test_what_the_successor_closed_says_so():
    both = resolved(post("a", start="2010-01-01"), post("b", person="eve", start="2012-01-01"))
    assert begun_on(both["a"], date(2019, 6, 5)) == ("yes", "closed by the successor by 2012-01-01 (inferred)")


@given(spells())
def test_whatever_holds_on_a_day_had_begun_by_it(spell):
    relationship = only(resolved(*claims_of(spell)))
    ranks = {"no": 0, "possibly": 1, "yes": 2}
    for one in DAYS:
        assert ranks[certainty_on(relationship, day_of(one))[0]] <= ranks[begun_on(relationship, day_of(one))[0]]


def days(possible: tuple[int, int], certain: tuple[int, int] | None = None) -> Window:
    """A window in days of June 2019."""
    first, last = (date(2019, 6, day) for day in certain) if certain else (None, None)
    return Window(date(2019, 6, possible[0]), date(2019, 6, possible[1]), first, last)


@pytest.mark.parametrize(
    ("one", "other", "certainty"),
    [
        (days((1, 9), (1, 9)), days((9, 20), (9, 20)), "yes"),
        (days((1, 9), (1, 9)), days((10, 20), (10, 20)), "no"),
        (days((1, 9), (1, 5)), days((6, 20), (8, 20)), "possibly"),
        (days((1, 9)), days((1, 9), (1, 9)), "possibly"),
        (days((1, 9), (1, 9)), NEVER, "no"),
    ],
)
def test_two_held_together_where_they_share_a_day(one, other, certainty):
    assert together(one, other) == together(other, one) == certainty


def test_days_that_two_share_are_possible_and_certain_ones():
    assert shared(days((1, 9), (2, 8)), days((5, 20), (7, 12))) == days((5, 9), (7, 8))
    assert shared(days((1, 9), (2, 4)), days((5, 20), (7, 12))) == days((5, 9))
    assert shared(days((1, 4)), days((5, 20))) == NEVER


@pytest.mark.parametrize(
    ("day", "years"), [("2005-06-01", 4), ("2009-12-01", 0), ("2011-01-01", 0), ("2013-06-01", 1), ("2022-06-01", 10)]
)
def test_years_between_a_day_and_the_evidence_are_counted(day, years):
    relationship = only(resolved(post("a", held_on="2010-01-01"), post("b", held_on="2012-01-01")))
    assert years_away(relationship, date.fromisoformat(day)) == years
