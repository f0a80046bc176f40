"""The page in a real browser: what a reader can do, each thing once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from graph.records import Entity
from graph.view import View
from tests.view.samples import COMPANIES, TIES, claim, day, industry_scene, relationship, scene, several_stages, source

from .conftest import Open, Opened

pytestmark = pytest.mark.browser


def small(**options: Any) -> View:
    return View(
        replace(industry_scene(**options), title="A small industry", data="literal rows", policy="most-origins")
    )


def shown(opened: Opened) -> dict[str, set[str]]:
    return {
        "nodes": set(opened.state("app.shown.nodes.map((node) => node.id)")),
        "ties": set(opened.state("app.shown.ties.map((one) => one.tie.id)")),
    }


def test_page_draws_ink_in_every_part_of_the_picture(open_page: Open) -> None:
    opened = open_page(small())
    ink = opened.page.evaluate(
        """() => { const canvas = document.querySelector('#picture canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let coloured = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] > 0 && Math.abs(data[at] - data[at + 2]) > 30) coloured += 1;
        return coloured; }"""
    )
    assert ink > 500


def test_page_names_title_day_edition_sources_and_what_it_does_not_show(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    header = opened.page.inner_text("header")
    assert "A small industry" in header and "5 June 2019" in header and "3 sources" in header
    assert "all sources · policy most-origins · literal rows" in header
    assert "1 relationship of other days" in opened.page.inner_text("#away")


def test_slider_shows_what_holds_on_the_day(open_page: Open) -> None:
    opened = open_page(small())
    opened.page.fill("#date", "2009-01-01")
    opened.page.dispatch_event("#date", "change")
    assert shown(opened)["ties"] == {"tata-jlr", "jaguar-jlr"}
    assert opened.page.inner_text("#day-words") == "1 January 2009"
    opened.page.click("#after")
    assert "speth-jlr" in shown(opened)["ties"]
    opened.page.click("#latest")
    assert opened.page.inner_text("#day-words") == "latest known state"


def test_date_takes_a_year_and_says_what_is_no_day(open_page: Open) -> None:
    opened = open_page(small())
    opened.page.fill("#date", "2009")
    opened.page.press("#date", "Enter")
    assert opened.page.inner_text("#day-words") == "1 July 2009" and opened.page.input_value("#date") == "2009-07-01"
    opened.page.fill("#date", "one day")
    opened.page.press("#date", "Enter")
    assert "“one day” is no day" in opened.page.inner_text("#day-words")
    assert opened.page.get_attribute("#date", "aria-invalid") == "true"
    opened.page.click("#latest")
    assert opened.page.get_attribute("#date", "aria-invalid") is None


def test_play_moves_on_and_stops(open_page: Open) -> None:
    opened = open_page(small(day=day("2008-07-01")))
    opened.page.click("#play")
    for _ in range(100):
        if opened.state("app.state.day") > 14500:
            break
        opened.page.wait_for_timeout(100)
    assert opened.state("app.state.day") > 14500
    opened.page.click("#play")
    stopped = opened.state("app.state.day")
    opened.page.wait_for_timeout(500)
    assert opened.state("app.state.day") == stopped


def test_click_on_a_node_and_on_a_line_opens_facts_and_sources(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    at = opened.state("app.picture.screen().point.get(model.nodeById.get('speth'))")
    box = opened.page.locator("#picture").bounding_box()
    opened.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert "Ralf Speth" in opened.page.inner_text("#panel h2")
    opened.page.click("#panel summary:has-text('chief executive')")
    evidence = opened.page.inner_text("#panel")
    assert "BMW and JLR to build electric motors together" in evidence and "third paragraph" in evidence
    assert "date unknown" in evidence and "hearsay" in evidence
    link = opened.page.locator("#panel .claim a").first
    assert link.get_attribute("href") == "https://example.org/a" and "noopener" in link.get_attribute("rel")
    ends = opened.state("['speth', 'jlr'].map((id) => app.picture.screen().point.get(model.nodeById.get(id)))")
    middle = [(ends[0][axis] + ends[1][axis]) / 2 for axis in "xy"]
    opened.page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    assert "Ralf Speth is chief executive at Jaguar Land Rover" in opened.page.inner_text("#panel h2")


def test_search_finds_by_another_name_and_by_parts(open_page: Open) -> None:
    opened = open_page(small())
    opened.page.fill("#search", "jlr")
    opened.page.press("#search", "Enter")
    assert "Jaguar Land Rover" in opened.page.inner_text("#panel h2")
    opened.page.fill("#search", "land rov")
    assert "Jaguar Land Rover" in opened.page.inner_text("#found")
    opened.page.fill("#search", "land rovr")
    assert "Jaguar Land Rover" in opened.page.inner_text("#found")
    opened.page.fill("#search", "Speht")
    assert "Ralf Speth" in opened.page.inner_text("#found")
    opened.page.fill("#search", "nothing like it")
    assert "Nothing on this page" in opened.page.inner_text("#found")


def test_search_brings_what_was_not_shown_with_its_neighbours(open_page: Open) -> None:
    opened = open_page(small(opening=2, day=day("2019-06-05")))
    assert "psa" not in shown(opened)["nodes"]
    opened.page.fill("#search", "psa")
    opened.page.press("#search", "Enter")
    assert {"psa", "bid"} <= shown(opened)["nodes"] and "bid-psa" in shown(opened)["ties"]


def test_legend_leaves_one_kind_and_gives_all_back(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    before = shown(opened)
    opened.page.hover("#legend label:has-text('employment')")
    opened.page.get_by_role("button", name="Only employment").click()
    assert shown(opened)["ties"] == {"speth-jlr"}
    assert opened.page.evaluate("document.activeElement.dataset.key") == "only Employment"
    opened.page.get_by_role("button", name="Only employment").click()
    assert shown(opened) == before
    opened.page.get_by_role("button", name="Only ownership", exact=True).click()
    opened.page.click("#legend >> text=Show all kinds")
    assert shown(opened) == before


def test_double_click_in_the_legend_leaves_one_kind_and_gives_all_back(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    before = shown(opened)
    opened.page.dblclick("#legend label:has-text('employment') .name")
    assert shown(opened)["ties"] == {"speth-jlr"}
    opened.page.dblclick("#legend label:has-text('employment') .name")
    assert shown(opened) == before
    opened.page.dblclick("#legend label:has-text('person') .name")
    assert shown(opened) == before


def test_panel_says_where_known_stakes_are_more_than_the_whole(open_page: Open) -> None:
    stakes = [
        relationship(f"{owner}-jlr", "Ownership", {"owner": owner, "asset": "jlr", "share_percent": "60"}, "2010")
        for owner in ("bmw", "psa")
    ]
    made = View(scene(COMPANIES, [*stakes, *TIES[1:]], day=day("2019-06-05")))
    opened = open_page(made)
    assert "more than 100 %\nJaguar Land Rover" in opened.page.inner_text("#panel .conflict")
    opened.page.click("#panel .conflict >> text=Jaguar Land Rover")
    assert "add up to 120 %" in opened.page.inner_text("#panel .conflict")
    opened.page.fill("#date", "2009-01-01")
    opened.page.dispatch_event("#date", "change")
    assert opened.page.locator("#panel .conflict").count() == 0


def test_source_says_its_language_in_words_and_a_value_names_what_is_not_in_the_picture(open_page: Open) -> None:
    supply = relationship("supply", "Supply", {"supplier": "bmw", "customer": "jlr", "component": "motor"}, "2012")
    report = source("report", language="de", tier="other")
    labels = {**{one.id: one.name for one in COMPANIES}, "motor": "Electric motor"}
    made = scene(COMPANIES, [supply], {"supply": [claim("one", "supply", report)]}, labels=labels)
    opened = open_page(View(made), "tie=supply")
    said = opened.page.inner_text("#panel")
    assert "Electric motor" in said and "2019-06-05 · other source · German" in said


def test_reset_gives_back_the_picture_with_which_the_page_opened(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    picture = "app.picture.screen().items.map(({ node, x, y }) => [node.id, Math.round(x), Math.round(y)]).sort()"
    before = opened.state(picture)
    assert opened.page.is_disabled("#home")
    box, at = opened.page.locator("#picture").bounding_box(), opened.state(picture)[0]
    opened.page.mouse.move(box["x"] + at[1], box["y"] + at[2])
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + at[1] + 60, box["y"] + at[2] + 40, steps=4)
    opened.page.mouse.up()
    assert opened.state(picture) != before and opened.page.is_enabled("#home")
    opened.page.fill("#date", "2012-01-01")
    opened.page.dispatch_event("#date", "change")
    opened.page.uncheck("#legend label:has-text('person') input")
    opened.page.click("#zoom-in")
    opened.page.click("#home")
    opened.page.wait_for_timeout(600)
    assert opened.state(picture) == before
    assert opened.page.is_disabled("#home") and opened.page.inner_text("#day-words") == "5 June 2019"


def test_connection_is_spelt_out_with_dates_and_goes_through_no_proposal(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "node=tata")
    opened.page.click("text=Connection to")
    opened.page.fill("#search", "bmw")
    opened.page.press("#search", "Enter")
    said = opened.page.inner_text("#connection")
    assert "3 steps" in said and "Tata Motors owns 100 % of Jaguar Land Rover" in said and "since 2008-06-02" in said
    opened.page.click("#connection >> text=End")
    opened.state("app.update({ from: model.nodeById.get('psa'), to: model.nodeById.get('tata') })")
    assert "no connection that holds on this day" in opened.page.inner_text("#connection")


def test_most_connected_are_counted_by_what_is_drawn(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    count = """(name) => new Set(app.shown.ties.filter(({ tie }) => [tie.a.name, tie.b.name].includes(name))
        .map(({ tie }) => (tie.a.name === name ? tie.b : tie.a))).size"""
    lines = opened.page.locator("#panel li").all_inner_texts()
    for line in lines:
        _, name = line.split("\n", 1)  # the letter of the icon comes first
        name, number, _ = name.rsplit(maxsplit=2)
        assert opened.state(f"({count})({name!r})") == int(number), line
    assert len(lines) > 2


def test_connection_says_how_certain_a_tie_is_and_since_when(open_page: Open) -> None:
    old = relationship("old", "Supply", {"supplier": "bmw", "customer": "jlr"}, "2012")
    opened = open_page(View(scene(COMPANIES, [*TIES, old])), "from=bmw&to=jlr")
    assert "not confirmed since its start (2012)" in opened.page.inner_text("#connection")


def test_connection_lists_all_direct_ties_then_third_parties_by_kind(open_page: Open) -> None:
    more = [
        relationship("bmw-jlr", "Supply", {"supplier": "bmw", "customer": "jlr"}, "2012"),
        relationship("stake", "Ownership", {"owner": "bmw", "asset": "jlr", "share_percent": "1"}, "2015"),
    ]
    opened = open_page(
        View(scene(COMPANIES, [*TIES, *more], day=day("2019-06-05"))), "from=bmw&to=jlr", width=1400, height=1100
    )
    direct = opened.page.locator("#connection h3:has-text('Directly') + ul > li").all_inner_texts()
    assert ["owns 1 %" in direct[0], "supplies" in direct[1], len(direct)] == [True, True, 2]
    parties = opened.page.locator("#connection ol > li").all_inner_texts()
    assert len(parties) == 1 and "electric drives" in parties[0] and "agreed" in parties[0]
    opened.page.check("#connection >> text=of other days too")
    assert "Ralf Speth" in opened.page.inner_text("#connection ol")
    opened.page.focus("#over")
    opened.page.select_option("#over", "Person")
    assert opened.page.evaluate("document.activeElement.id") == "over"
    people = opened.page.locator("#connection ol > li").all_inner_texts()
    assert len(people) == 1 and "chief executive at Jaguar Land Rover" in people[0] and "not on this day" in people[0]
    opened.page.click("#connection >> text=is chief executive")
    assert opened.state("[app.state.pick.tie.id, app.state.from.id]") == ["speth-jlr", "bmw"]
    again = open_page(View(scene(COMPANIES, TIES)), opened.page.evaluate("location.hash.slice(1)"))
    assert again.state("[app.state.over, app.state.ever]") == ["Person", True]


def test_connection_is_drawn_beside_the_box_that_spells_it_out(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "node=bmw")
    opened.page.click("text=Connection to")
    opened.page.fill("#search", "jlr")
    opened.page.press("#search", "Enter")
    box = opened.page.evaluate(
        "(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth)(document.querySelector('#connection'))"
    )
    ends = []
    for _ in range(50):  # the picture moves there, sooner or later by the machine
        opened.page.wait_for_timeout(100)
        ends = opened.state(
            "['bmw', 'jlr', 'alliance'].map((id) => app.picture.screen().point.get(model.nodeById.get(id)).x)"
        )
        if min(ends) > box:
            break
    assert min(ends) > box


def test_deal_not_in_force_is_named_in_a_connection_and_ties_nobody(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "from=psa&to=jlr")
    said = opened.page.inner_text("#connection")
    assert "no connection that holds on this day" in said and "A bid for JLR (proposed)" in said


def test_legend_filters_kinds_and_possibly(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    opened.page.uncheck("#legend label:has-text('deal party') input")
    assert not {tie for tie in shown(opened)["ties"] if tie.startswith(("alliance", "bid"))}
    opened.page.uncheck("#legend label:has-text('person') input")
    assert "speth" not in shown(opened)["nodes"]
    opened.page.uncheck("#legend label:has-text('possibly holds') input")
    assert opened.state("app.shown.ties.every((one) => one.sure === 1)")


def test_deal_shows_its_status_of_the_day_and_a_proposal_is_drawn_apart(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    stage = "(({ text, drawn }) => [text, drawn])(app.shown.stages.get(model.nodeById.get('bid')))"
    assert opened.state(stage) == ["proposed", "tentative"]
    opened.page.fill("#date", "2019-07-01")
    opened.page.dispatch_event("#date", "change")
    assert opened.state(stage) == ["proposed, then withdrawn", "over"]
    opened.page.fill("#date", "2019-08-01")
    opened.page.dispatch_event("#date", "change")
    assert opened.state(stage) == ["withdrawn", "over"]


def test_stages_of_one_day_end_with_the_one_that_holds_afterwards(open_page: Open) -> None:
    made = scene(COMPANIES, several_stages(), day=day("2019-06-05"))
    opened = open_page(View(made), "node=bid")
    stage = "(({ text, drawn }) => [text, drawn])(app.shown.stages.get(model.nodeById.get('bid')))"
    assert opened.state(stage) == ["proposed, then paused, then withdrawn", "over"]
    assert "stands: proposed, then paused, then withdrawn" in opened.page.inner_text("#panel")


def test_panel_leads_to_each_kind_and_puts_ownership_before_posts(open_page: Open) -> None:
    people = [Entity(f"person-{number}", "Person", f"Person {number}") for number in range(14)]
    posts = [
        relationship(
            f"post-{number}", "Employment", {"person": one.id, "organization": "jlr", "function": "manager"}, "2015"
        )
        for number, one in enumerate(people)
    ]
    opened = open_page(View(scene([*COMPANIES, *people], [*TIES, *posts], day=day("2019-06-05"))), "node=jlr")
    kinds = opened.page.locator("#panel section details.kind")
    assert kinds.first.get_attribute("data-kind") == "Ownership"
    posts_group = opened.page.locator("#panel section details[data-kind=Employment]")
    assert not posts_group.evaluate("(group) => group.open")
    opened.page.click("#panel .jumps >> text=employment 15")
    assert posts_group.evaluate("(group) => group.open && group.contains(document.activeElement)")
    opened.state("app.update({ day: app.state.day + 1 })")
    assert posts_group.evaluate("(group) => group.open")


def test_panel_folds_away_what_is_perhaps_over(open_page: Open) -> None:
    values = {"asset": "jlr", "owner": "bmw"}
    stakes = [
        relationship("old", "Ownership", {**values, "share_percent": "10"}, "", "", "2013-11-01", stale=True),
        relationship("undated", "Ownership", {**values, "share_percent": "15"}, stale=True),
        relationship("new", "Ownership", {"owner": "psa", "asset": "jlr", "share_percent": "20"}, "", "", "2018-05"),
    ]
    opened = open_page(View(scene(COMPANIES, [*TIES[1:], *stakes])), "node=jlr")
    group = opened.page.locator("#panel section details[data-kind=Ownership]")
    assert "owns 20 %" in group.inner_text() and not group.locator("text=owns 10 %").is_visible()
    fold = opened.page.locator("#panel .old > summary")
    assert fold.inner_text() == "perhaps over (2)"
    fold.click()
    assert group.locator("text=owns 10 %").is_visible() and "last known 2013" in group.inner_text()
    assert "possibly: no source gives a date" in group.inner_text()


@pytest.mark.parametrize(("on", "is_folded"), [("2013-10-01", False), ("2018-10-30", False), ("2018-10-31", True)])
def test_on_a_day_is_folded_away_what_nobody_confirmed_in_the_five_years_before(
    open_page: Open, on: str, is_folded: bool
) -> None:
    values = {"asset": "jlr", "owner": "bmw", "share_percent": "10"}
    old = relationship("old", "Ownership", values, "", "", "2013-11-01", stale=True)
    over = relationship("over", "Ownership", {**values, "owner": "psa"}, "", "[2013-11-02..2020]", "2013-11-01")
    opened = open_page(View(scene(COMPANIES, [*TIES[1:], old, over], day=day(on))), "node=jlr")
    assert opened.page.locator("#panel .old > summary").all_inner_texts() == ["perhaps over (1)"] * is_folded


def test_expand_collapse_focus_and_depth(open_page: Open) -> None:
    opened = open_page(small(opening=2, day=day("2019-06-05")))
    few = len(shown(opened)["nodes"])
    opened.page.evaluate("industryView.app.pick({node: industryView.app.model.nodeById.get('jlr')})")
    opened.page.click("text=/Show \\d+ more neighbour/")
    many = len(shown(opened)["nodes"])
    assert few < many
    opened.page.click("#panel >> text=Hide neighbours")
    assert len(shown(opened)["nodes"]) < many
    opened.page.click("#panel >> text=Only its surroundings")
    near = shown(opened)["nodes"]
    opened.page.select_option("#depth-choice", "2")
    assert near < shown(opened)["nodes"]
    opened.page.click("#home")
    assert opened.state("app.state.base") == "opening" and len(shown(opened)["nodes"]) == few


def test_all_further_neighbours_that_are_offered_are_shown(open_page: Open) -> None:
    people = [Entity(f"person-{number}", "Person", f"Person {number}") for number in range(90)]
    posts = [
        relationship(
            f"post-{number}", "Employment", {"person": one.id, "organization": "jlr", "function": "manager"}, "2015"
        )
        for number, one in enumerate(people)
    ]
    made = scene([*COMPANIES, *people], [*TIES, *posts], opening=2, day=day("2019-06-05"))
    opened = open_page(View(made), "node=jlr")
    button = opened.page.locator("#panel .actions button:has-text('more neighbour')")
    offered = int(button.inner_text().split()[1])
    before = len(shown(opened)["nodes"])
    assert offered > 80
    button.click()
    assert len(shown(opened)["nodes"]) == before + offered and button.count() == 0
    assert "may be incomplete" in opened.page.inner_text("#panel")
    again = open_page(View(made), opened.page.evaluate("location.hash.slice(1)"))
    assert shown(again)["nodes"] == shown(opened)["nodes"]


def test_back_and_forward_and_the_address_restore_a_state(open_page: Open) -> None:
    opened = open_page(small())
    opened.page.evaluate("industryView.app.pick({node: industryView.app.model.nodeById.get('bmw')})")
    opened.page.fill("#date", "2019-06-05")
    opened.page.dispatch_event("#date", "change")
    address = opened.page.evaluate("location.hash")
    assert "node=bmw" in address and "day=2019-06-05" in address
    opened.page.go_back()
    assert opened.state("app.state.day") is None and opened.state("app.state.pick.node.id") == "bmw"
    opened.page.go_back()
    assert opened.state("app.state.pick") is None
    opened.page.go_forward()
    assert opened.state("app.state.pick.node.id") == "bmw"
    again = open_page(small(), address[1:])
    assert again.state("[app.state.pick.node.id, app.state.day]") == ["bmw", day("2019-06-05").toordinal() - 719163]


def test_table_sorts_filters_and_is_linked_to_the_picture(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "pane=table")
    first = opened.page.inner_text("#table tbody tr:first-child td:first-child")
    opened.page.click("#table th button:has-text('from')")
    assert opened.page.get_attribute("#table th >> nth=0", "aria-sort") == "descending"
    assert opened.page.inner_text("#table tbody tr:first-child td:first-child") != first
    opened.page.fill("#table input", "chief executive")
    assert opened.page.locator("#table tbody tr").count() == 1
    opened.page.click("#table tbody tr td:nth-child(4) button")
    assert opened.state("app.state.pick.tie.id") == "speth-jlr"


def test_table_filter_takes_words_in_any_order_and_says_why_nothing_is_left(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "pane=table")
    opened.page.fill("#table input", "rover speth EXECUTIVE")
    assert opened.page.locator("#table tbody tr").count() == 1
    opened.page.fill("#table input", "rover speth designer")
    assert "No row has all of these words: rover speth designer" in opened.page.inner_text("#table")
    opened.page.fill("#table input", "")
    opened.page.select_option("#table select", "picked")
    assert "Nothing is picked" in opened.page.inner_text("#table")
    assert opened.page.locator("#table tbody tr").count() == 0


def test_table_begins_at_its_top_after_a_filter_and_names_sources_within_its_width(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "pane=table", height=700)
    opened.page.evaluate("document.querySelector('#table .scroll').scrollTop = 90")
    assert opened.page.evaluate("document.querySelector('#table .scroll').scrollTop") > 0
    opened.page.fill("#table input", "r")
    assert opened.page.evaluate("document.querySelector('#table .scroll').scrollTop") == 0
    assert (
        opened.page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('#table .scroll'))"
        )
        <= 0
    )
    opened.page.fill("#table input", "chief executive")
    last = opened.page.locator("#table tbody tr td:last-child")
    assert "and 1 more" in last.inner_text()
    last.click()
    assert opened.state("app.state.pick.tie.id") == "speth-jlr"


def test_source_without_title_is_said_to_be_one(open_page: Open) -> None:
    bare = source("bare-piece", title="", publisher="", published="")
    said = {"speth-jlr": [claim("one", "speth-jlr", bare)]}
    opened = open_page(View(scene(COMPANIES, TIES, said)), "tie=speth-jlr")
    assert "article without title or publisher (bare-piece)" in opened.page.inner_text("#panel .claim")


def test_timeline_shows_deals_and_posts_and_is_linked_to_the_picture(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "pane=timeline")
    assert "A bid for JLR" in opened.page.inner_text("#timeline")
    opened.page.click("#timeline .bar[aria-label*='chief executive']")
    assert opened.state("app.state.pick.tie.id") == "speth-jlr"


def test_timeline_holds_ownership_and_puts_an_unknown_start_last_as_an_open_end(open_page: Open) -> None:
    unknown = relationship(
        "old-post", "Employment", {"person": "speth", "organization": "jlr", "function": "manager"}, "", "2004"
    )
    opened = open_page(View(scene(COMPANIES, [unknown, *TIES])), "pane=timeline&node=jlr")
    lanes = opened.page.locator("#timeline .lane")
    assert "Tata Motors, 100 %, Jaguar Land Rover" in opened.page.inner_text("#timeline")
    assert lanes.first.locator(".bar.open").count() == 0
    last = opened.page.locator("#timeline .bar[aria-label*='is manager']")
    assert "start unknown, until 2004" in str(last.get_attribute("aria-label"))
    labels = [str(one.get_attribute("class")) for one in opened.page.locator("#timeline .lane .bar:first-child").all()]
    opens = ["open" in one.split() for one in labels]
    assert opens == sorted(opens) and opens.count(True) == 2
    years = "(bar) => bar.offsetWidth / bar.parentElement.offsetWidth"
    assert 0 < last.evaluate(years) < 0.35


def test_picture_and_table_can_be_taken_along(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")), "pane=table")
    taken = {}
    for button, name in (("#svg", "svg"), ("#png", "png"), ("#table >> text=CSV", "csv")):
        with opened.page.expect_download() as download:
            opened.page.click(button)
        assert download.value.suggested_filename == f"a-small-industry-2019-06-05.{name}"
        taken[name] = download.value.path().read_bytes()
    assert taken["png"].startswith(b"\x89PNG")
    assert re.search(rb"<svg .*Jaguar Land Rover.*5 June 2019", taken["svg"], re.DOTALL)
    assert taken["csv"].decode("utf-8-sig").splitlines()[0] == (
        "from,relationship,to,what it says,certainty,why,start,end,sources,id,who says so"
    )


def test_dark_light_and_narrow_pages_fit(open_page: Open) -> None:
    opened = open_page(small(), width=360, height=700, color_scheme="dark", has_touch=True)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    dark = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.page.click("#theme")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    opened.page.evaluate("industryView.app.pick({node: industryView.app.model.nodeById.get('bmw')})")
    assert opened.page.is_visible("#panel h2")


def test_labels_never_overlap(open_page: Open) -> None:
    opened = open_page(small())
    for factor in (1, 0.5, 3):
        opened.page.evaluate(f"industryView.app.picture.zoom({factor})")
        opened.page.wait_for_timeout(60)
        assert overlaps(opened) == 0


def overlaps(opened: Opened) -> int:
    """How many pairs of drawn labels overlap."""
    return int(
        opened.page.evaluate(
            """() => { const { nodeLabels, lineLabels } = industryView.app.picture.labels();
            const context = document.createElement('canvas').getContext('2d');
            const boxes = [...nodeLabels, ...lineLabels].map((one) => {
              context.font = one.font;
              const right = one.left + context.measureText(one.text).width;
              return { left: one.left, right, top: one.top, bottom: one.top + 12 }; });
            let found = 0;
            const meet = (one, two) =>
              one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
            boxes.forEach((one, at) => boxes.slice(at + 1).forEach((two) => { if (meet(one, two)) found += 1; }));
            return found; }"""
        )
    )


def test_line_under_the_hand_is_named_in_full(open_page: Open) -> None:
    opened = open_page(small(day=day("2019-06-05")))
    opened.state("app.picture.hover({ tie: model.tieById.get('speth-jlr') })")
    opened.page.wait_for_timeout(80)
    texts = opened.state("app.picture.labels().lineLabels.map(({ text }) => text)")
    assert "Ralf Speth is chief executive at Jaguar Land Rover" in texts
    assert overlaps(opened) == 0
