from dataclasses import replace
from datetime import date

import pytest

from graph.answers import Name
from graph.changes import Brief, Change
from graph.citations import Cited, ClaimFound
from graph.dates import FOREVER
from graph.footnotes import Footnotes
from graph.formats import to_html, to_json, to_markdown, to_text
from graph.telling import most_telling

from .test_answers import answer, row

DAY = date(2019, 6, 5)


def found(id: str, published: str, tier: str = "press", origin: str = "", **columns: str) -> ClaimFound:
    """A claim of a source of its own about the relationship `r`."""
    source = Cited(f"s-{id}", publisher=f"Paper {id}", published=published, tier=tier, origin=origin or id)
    return replace(ClaimFound(id, columns.pop("relationship", "r"), source), **columns)


def told(*claims: ClaimFound, day: date = DAY) -> set[str]:
    return {claim.id for claim in most_telling(claims, day)}


def test_three_claims_or_fewer_are_all_told() -> None:
    assert told(found("a", "2010"), found("b", "2011"), found("c", "2012")) == {"a", "b", "c"}


def test_what_was_so_near_the_day_is_told() -> None:
    years = [found(f"c{year}", str(year), held_on=f"{year}-06-05") for year in range(2010, 2026)]
    assert told(*years) == {"c2018", "c2019", "c2020"}


def test_newest_are_told_of_the_latest_known_state() -> None:
    years = [found(f"c{year}", str(year), held_on=f"{year}-06-05") for year in range(2010, 2026)]
    assert told(*years, day=FOREVER) == {"c2023", "c2024", "c2025"}


def test_better_tiers_are_told_of_one_year() -> None:
    tiers = ["other", "encyclopaedia", "trade", "press", "company", "filing"]
    assert told(*(found(tier, "2019-06-05", tier=tier) for tier in tiers)) == {"filing", "company", "press"}


def test_start_and_end_are_told_by_whom_dates_them_best() -> None:
    claims = [
        *(found(f"held-{place}", "2019-06-05", held_on="2019-06-05") for place in range(5)),
        found("year", "2012", start="2010"),
        found("day", "2012", tier="other", start="2010-02-18"),
        found("plan", "2020-01", modality="planned", end="2020-09-10"),
        found("left", "2021", end="2020-09"),
    ]
    assert told(*claims) == {"held-0", "day", "left"}


def test_start_is_told_as_most_say_it() -> None:
    claims = [
        *(found(f"held-{place}", "2019-06-05", held_on="2019-06-05") for place in range(5)),
        found("other-day", "2012", start="2009-11-02"),
        *(found(f"month-{place}", "2012", start="2010-02") for place in range(3)),
        found("day", "2012", tier="other", start="2010-02-18"),
    ]
    assert "day" in told(*claims) and "other-day" not in told(*claims)


def test_sources_that_repeat_each_other_are_told_last() -> None:
    agency = [found(f"agency-{place}", "2019-06-05", origin="agency") for place in range(4)]
    assert told(*agency, found("own", "2018-06"), found("other", "2018-05")) == {"agency-0", "own", "other"}


def test_one_denial_is_always_told_beside_those_who_assert() -> None:
    claims = [found(f"c{place}", "2019-06-05", held_on="2019-06-05") for place in range(9)]
    denials = [found(f"no{place}", "2001", tier="other", stance="denies", start="2001-05-05") for place in range(4)]
    chosen = told(*claims, found("start", "2010", start="2010-02-18"), *denials)
    assert chosen == {"c0", "start", "c1", "no0"}


def test_date_of_foreign_makers_that_nobody_can_read_counts_as_none() -> None:
    claims = [found(f"c{place}", "May 2019", start="spring") for place in range(5)]
    assert len(told(*claims)) == 3


def test_outlier_that_is_told_of_the_day_does_not_stand_for_the_start() -> None:
    claims = [
        found("filing", "2019-06-05", tier="filing", start="2009-11-02", held_on="2019-06-05"),
        *(found(f"month-{place}", "2012", start="2010-02") for place in range(4)),
    ]
    assert {"filing", "month-0"} <= told(*claims)


def test_each_relationship_has_its_own_few_in_the_order_given() -> None:
    claims = [
        found(f"{relationship}{place}", "2019", relationship=relationship)
        for place in range(5)
        for relationship in ("r", "q")
    ]
    chosen = most_telling(claims, DAY)
    assert (
        [claim.relationship for claim in chosen].count("q") == 3 == [claim.relationship for claim in chosen].count("r")
    )
    assert list(chosen) == [claim for claim in claims if claim in chosen]


def test_claim_without_any_day_is_told_after_those_that_have_one() -> None:
    assert "none" not in told(
        found("none", "", tier="filing"), *(found(f"c{year}", str(year)) for year in range(2010, 2014))
    )


@pytest.mark.parametrize("every", [False, True])
def test_terminal_counts_what_it_does_not_cite(every: bool) -> None:
    claims = [found(f"c{place}", f"201{place}") for place in range(9)]
    text = to_text(answer(row("yes", *claims, person=Name("Ada", "ada"))), every=every)
    assert ("[1–3] +6 (9 origins)" in text, "[1–9] (9 origins)" in text) == (not every, every)
    assert text.count("Paper c") == (9 if every else 3)
    assert ("--all-sources" in text) is not every


def test_other_formats_cite_every_source() -> None:
    claims = [found(f"c{place}", f"201{place}") for place in range(9)]
    made = answer(row("yes", *claims, person=Name("Ada", "ada")))
    for write in (to_markdown, to_html, to_json):
        assert all(f"Paper c{place}" in write(made) for place in range(9))


def test_brief_as_text_counts_and_as_markdown_cites_all() -> None:
    claims = tuple(found(f"c{place}", f"201{place}") for place in range(9))
    change = Change("began", "2019-06-05", "Ada is chair", "leadership", "employments", "", "r", "", claims)
    made = Brief(date(2019, 1, 1), DAY, None, "most-origins", (), (change,))
    assert "Ada is chair [1–3] +6" in str(made) and "--all-sources" in str(made)
    assert "Ada is chair \\[1–9\\]" in made.to_markdown()
    assert "Ada is chair [1–9]" in made.to_text(every=True) and "--all-sources" not in made.to_text(every=True)


def test_passages_are_counted_not_claims() -> None:
    one = found("a", "2019", locator="paragraph 1")
    same = [replace(one, id=f"a{place}") for place in range(6)]
    notes = Footnotes(DAY)
    assert (notes.mark(same), [*notes.remarks()]) == ("[1]", [])
