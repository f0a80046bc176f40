import pytest

from graph.building.policies import Voice, pick_date, pick_value, strongest
from graph.dates import parse_date

from .builders import VOCABULARY, only, post, resolved, source, stake

SHARE = VOCABULARY.relations["Ownership"].field("share_percent")
OLD_FILING = source("filing", "2019-01-01", tier="filing", publisher="court")
NEW_BLOG = source("blog", "2019-12-01", tier="other", publisher="blog")
TWO_PAPERS = [source(f"paper-{n}", f"2019-06-0{n}", tier="press", publisher=f"paper {n}") for n in (1, 2)]


def voices(*pairs: tuple[str, object], **columns: str) -> list[Voice]:
    """Claims of a stake of so many percent from a source each."""
    return [
        Voice.of(stake(f"c{number}", share, **columns), source)  # type: ignore[arg-type]
        for number, (share, source) in enumerate(pairs)
    ]


FOUR = voices(("10", OLD_FILING), ("20", NEW_BLOG), ("30", TWO_PAPERS[0]), ("30", TWO_PAPERS[1]))


@pytest.mark.parametrize(("policy", "chosen"), [("most-origins", "30"), ("best-tier", "10"), ("newest", "20")])
def test_policy_picks_the_value(policy, chosen):
    assert pick_value(SHARE, FOUR, policy)[0] == chosen


@pytest.mark.parametrize("policy", ["most-origins", "best-tier", "newest"])
def test_values_not_picked_stand_beside_it(policy):
    chosen, others = pick_value(SHARE, FOUR, policy)
    assert {chosen, *others} == {"10", "20", "30"}


def test_two_papers_of_one_origin_count_once():
    agency = [source(f"paper-{n}", "2019-06-01", origin="agency") for n in (1, 2, 3)]
    told = voices(*(("10", one) for one in agency), ("20", TWO_PAPERS[0]), ("20", TWO_PAPERS[1]))
    assert pick_value(SHARE, told, "most-origins")[0] == "20"


def test_rounding_within_the_tolerance_is_no_other_value():
    assert pick_value(SHARE, voices(("33.3", OLD_FILING), ("33.34", NEW_BLOG)), "newest") == ("33.34", ())


def test_finest_of_equal_values_is_shown():
    assert pick_value(SHARE, voices(("49.6", OLD_FILING), ("50", NEW_BLOG)), "newest") == ("49.6", ())


def test_round_value_never_makes_two_different_ones_the_same():
    told = voices(("49.5", OLD_FILING), ("50", NEW_BLOG), ("50.4", TWO_PAPERS[0]))
    assert pick_value(SHARE, told, "best-tier") == ("49.5", ("50.4",))


def test_chain_of_roundings_is_a_difference():
    told = voices(("10.0", OLD_FILING), ("10.4", NEW_BLOG), ("10.8", TWO_PAPERS[0]))
    chosen, others = pick_value(SHARE, told, "best-tier")
    assert others and abs(float(chosen) - float(others[0])) > 0.3


def test_finer_date_is_no_other_date_and_is_shown():
    dates = {parse_date("2019"): FOUR[:2], parse_date("2019-06-05"): FOUR[2:3]}
    assert pick_date(dates, "most-origins") == (parse_date("2019-06-05"), ())


def test_year_never_makes_march_and_september_the_same():
    dates = {
        parse_date("2019"): FOUR[:1],
        parse_date("2019-03"): FOUR[1:2],
        parse_date("2019-09"): FOUR[2:4],
    }
    assert pick_date(dates, "most-origins") == (parse_date("2019-09"), (parse_date("2019-03"),))


def test_later_of_two_open_dates_is_the_finer_one():
    dates = {parse_date("[2019-02-01..]"): FOUR[:1], parse_date("[2019-02-03..]"): FOUR[1:2]}
    assert pick_date(dates, "newest") == (parse_date("[2019-02-03..]"), ())


def test_plan_never_contradicts_what_came_of_it():
    facts, plans = voices(("10", OLD_FILING)), voices(("20", NEW_BLOG), modality="planned")
    assert strongest([*facts, *plans]) == facts


def test_picking_does_not_depend_on_the_order_of_claims():
    assert all(
        pick_value(SHARE, FOUR, policy) == pick_value(SHARE, FOUR[::-1], policy)
        for policy in ("most-origins", "best-tier", "newest")
    )


def test_source_without_a_date_loses_against_any_dated_one_under_newest():
    undated = source("undated", "")
    assert pick_value(SHARE, voices(("10", undated), ("20", OLD_FILING)), "newest")[0] == "20"


@pytest.mark.parametrize(("policy", "start"), [("best-tier", "2019-06-01"), ("newest", "2019-06-04")])
def test_edition_follows_the_policy(policy, start):
    claims = [post("a", start="2019-06-01", source="filing"), post("b", start="2019-06-04", source="blog")]
    found = only(resolved(*claims, sources=[OLD_FILING, NEW_BLOG], policy=policy))
    assert str(found.start) == start


def test_year_and_a_day_by_which_it_was_over_leave_the_days_between():
    dates = {parse_date("2019"): FOUR[:1], parse_date("[..2019-01-24]"): FOUR[1:2]}
    assert pick_date(dates, "most-origins") == (parse_date("[2019-01-01..2019-01-24]"), ())


def test_month_about_which_two_speak_is_the_month_that_both_can_mean():
    dates = {
        parse_date("2006-01~"): FOUR[:1],
        parse_date("[2006-01-01..]"): FOUR[1:2],
        parse_date("[..2006-01-31]"): FOUR[2:],
    }
    assert pick_date(dates, "most-origins") == (parse_date("2006-01"), ())


def test_two_dates_that_are_about_right_give_no_day_that_nobody_said():
    dates = {parse_date("2022-05-10~"): FOUR[:1], parse_date("2022-05-12~"): FOUR[1:2]}
    chosen, others = pick_date(dates, "most-origins")
    assert chosen is not None and (chosen.text, others) == ("2022-05-10~", ())


def test_about_a_year_narrows_no_range():
    dates = {parse_date("2010~"): FOUR[:1], parse_date("[2011..2013]"): FOUR[1:2]}
    assert pick_date(dates, "most-origins")[0] in dates
