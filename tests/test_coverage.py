import json
from datetime import date

from rich.console import Console

from graph.coverage import Coverage, Gap, cover
from graph.coverage_report import to_markdown, to_rich
from graph.editions import relationships_of
from graph.groups import Group
from graph.records import Claim, Source

from .builders import claim, dataset, post, source, stake, status

TODAY = date(2020, 12, 31)
ACME = Group("acme", "Acme and friends", ("acme", "mark"), 2010)


def covered(*claims: Claim, group: Group = ACME, sources: list[Source] | None = None) -> Coverage:
    data = dataset(*claims, sources=sources or ())
    return cover(data, relationships_of(data), [group], TODAY)


def kind(found: Coverage, name: str) -> object:
    return next(one for one in found.kinds if one.kind == name)


# ---------------------------------------------------------------- counts


def test_relationships_are_counted_not_rows() -> None:
    found = kind(covered(post("c1"), post("c2", source="wire"), post("c3", "bea", "engineer")), "Employment")
    assert (found.relationships, found.claims, found.sources, found.corroborated) == (2, 3, 2, 1)  # type: ignore[attr-defined]


def test_two_papers_of_one_origin_corroborate_nothing() -> None:
    sources = [source("paper", origin="agency"), source("wire", origin="agency")]
    found = covered(post("c1"), post("c2", source="wire"), sources=sources)
    assert kind(found, "Employment").corroborated == 0  # type: ignore[attr-defined]
    assert (found.sources, found.origins) == (2, 1)


def test_starts_are_counted_by_how_finely_they_are_known() -> None:
    starts = {"c1": "2019-06-05", "c2": "2019-06", "c3": "2019", "c4": "[..2019]", "c5": ""}
    posts = [post(id, f"p-{id}", "engineer", start=start) for id, start in starts.items()]
    found = kind(covered(*posts), "Employment")
    assert (found.to_the_day, found.to_the_month, found.to_the_year, found.without_start) == (1, 1, 2, 1)  # type: ignore[attr-defined]


def test_disputed_relationships_are_counted() -> None:
    found = covered(stake("s1", "40", held_on="2019-01-01"), stake("s2", "60", source="wire", held_on="2019-01-01"))
    assert (found.conflicts, kind(found, "Ownership").disputed) == (1, 1)  # type: ignore[attr-defined]


def test_newest_source_is_named() -> None:
    sources = [source("paper", "2018-05"), source("wire", "2019-06-05"), source("undated", "")]
    found = covered(post("c1"), post("c2", source="wire"), post("c3", source="undated"), sources=sources)
    assert kind(found, "Employment").last_published == date(2019, 6, 5)  # type: ignore[attr-defined]


def test_cited_sources_are_counted_by_tier() -> None:
    sources = [source("paper", tier="press"), source("report", tier="filing"), source("unread", tier="filing")]
    found = covered(post("c1"), post("c2", source="report"), sources=sources)
    assert dict(found.tiers) == {"filing": 1, "press": 1}


def test_deal_is_told_with_parties_and_a_dated_status() -> None:
    party = claim("p1", "DealParty", deal="pact", party="acme", role="partner")
    assert covered(status("d1", "agreed", start="2019"), party).told_deals == 1
    assert covered(status("d1", "agreed"), party).told_deals == 0
    assert covered(status("d1", "agreed", start="2019")).told_deals == 0


def test_career_is_three_dated_posts() -> None:
    posts = [post(f"c{n}", organization=f"firm-{n}", function="engineer", start=f"200{n}") for n in range(3)]
    assert covered(*posts).careers == 1
    assert covered(*posts[:2]).careers == 0


# ---------------------------------------------------------------- groups


def test_group_counts_what_touches_its_members() -> None:
    found = covered(
        post("c1"), claim("b1", "BrandOwnership", brand="mark", owner="other"), post("c2", "bea", organization="rival")
    ).groups[0]
    assert (found.relationships, found.claims) == (2, 2)


def test_gap_is_where_no_chief_is_known_for_certain() -> None:
    (group,) = covered(
        post("c1", "ada", start="2010-01-01", end="2014-12-31"),
        post("c2", "bea", start="2016-03-01", held_on="2021-05-01"),
    ).groups
    assert group.gaps == (Gap("acme", "chief executive", date(2015, 1, 1), date(2016, 2, 29), ()),)


def test_gap_names_who_may_fill_it() -> None:
    (group,) = covered(
        post("c1", "ada", start="2010-01-01", end="2014-12-31"),
        post("c2", "bea", start="2015"),
        post("c3", "cleo", start="2016-03-01", held_on="2021-05-01"),
    ).groups
    assert [gap.possibly for gap in group.gaps] == [("c2",)]


def test_group_without_a_chief_is_one_gap_from_its_first_year_to_today() -> None:
    (group,) = covered(post("c1", function="engineer")).groups
    assert [(gap.first, gap.last) for gap in group.gaps] == [(date(2010, 1, 1), TODAY)]


def test_group_with_a_chief_all_the_time_has_no_gap() -> None:
    (group,) = covered(post("c1", start="2005-01-01", held_on="2020-12-31")).groups
    assert group.gaps == ()


def test_top_post_or_control_that_one_origin_alone_carries_is_named() -> None:
    (group,) = covered(
        post("c1", start="2010"),
        post("c2", "bea", "engineer"),
        stake("s1", "60"),
        stake("s2", "20", owner="small"),
        stake("s3", "70", owner="big", asset="rival"),
    ).groups
    assert group.single_sourced == ("c1", "s1")


def test_top_post_of_two_origins_is_not() -> None:
    assert covered(post("c1"), post("c2", source="wire")).groups[0].single_sourced == ()


# ---------------------------------------------------------------- how it is shown


def test_coverage_as_json_holds_every_count() -> None:
    document = json.loads(covered(post("c1", start="2010")).to_json())
    assert document["entities"] == {"Company": 1, "Person": 1}
    assert document["groups"][0]["single_sourced"] == ["c1"]
    assert document["groups"][0]["gaps"][0]["first"] == "2010-01-01"


def test_coverage_as_markdown_names_what_one_origin_carries_and_the_gaps() -> None:
    text = to_markdown(covered(post("c1", start="2010-01-01", end="2014-12-31")), {"c1": "Ada leads Acme"})
    assert "- Ada leads Acme (`c1`)" in text
    assert "- Acme and friends: 2015-01-01 to 2020-12-31" in text
    assert "absence of a claim is not evidence of absence" in text


def test_coverage_as_markdown_shows_hostile_text_as_text() -> None:
    text = to_markdown(covered(post("c1", start="2010-01-01")), {"c1": "Ada leads <img src=x> | *Acme*"})
    assert "- Ada leads \\<img src=x\\> \\| \\*Acme\\* (`c1`)" in text


def test_coverage_as_tables_has_a_row_a_kind_and_a_group() -> None:
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(to_rich(covered(post("c1"))))
    text = capture.get()
    assert "Employment" in text and "Acme and friends" in text and "1 claims from 1 sources" in text
