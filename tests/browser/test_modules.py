"""The modules of the page, each alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from graph.dates import in_words
from graph.view.columns import fronted, steps
from graph.view.page import bundle
from tests.test_names import KEYS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def modules(browser: Any) -> Iterator[Any]:
    """A page that holds the modules and nothing else."""
    page = browser.new_page()
    page.set_content("<body></body>")
    page.evaluate(bundle().split("modules.main =")[0] + "\nglobalThis.modules = modules;")
    yield page
    page.close()


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2019-06-05", "9999-12-30"])
def test_days_go_to_numbers_and_back(modules: Any, day: str) -> None:
    from datetime import date

    number = modules.evaluate("(day) => modules.days.dayNumber(day)", day)
    assert number == (date.fromisoformat(day) - date(1970, 1, 1)).days
    assert modules.evaluate("(number) => modules.days.dayText(number)", number) == day


@pytest.mark.parametrize(
    "text",
    [
        *("2019", "2019-06", "2019-06-05", "2019~", "2019-06~", "2019-06-05?", "2019%", "198X", "19XX", "", "[..2012]"),
        *(
            "[2012..]",
            "[2012-03..2019-06-05]",
            "[..2012~]",
            "[198X..]",
            "[sic]",
            "[..]",
            "[...]",
            "soon~",
            "XX",
            "2019X",
        ),
    ],
)
def test_dates_are_worded_as_everywhere_else(modules: Any, text: str) -> None:
    assert modules.evaluate("(text) => modules.days.inWords(text)", text) == in_words(text)


@pytest.mark.parametrize("wrong", ["", "2019", "2019-6-5", "2019-02-31x", "latest"])
def test_what_is_no_day_has_no_number(modules: Any, wrong: str) -> None:
    assert modules.evaluate("(day) => modules.days.dayNumber(day) === undefined", wrong)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019-06-05", "2019-06-05"),
        (" 5 June 2019 ", "2019-06-05"),
        ("Jun 5, 2019", "2019-06-05"),
        ("5. Sept 2019", "2019-09-05"),
        ("June 2019", "2019-06-15"),
        ("2019-06", "2019-06-15"),
        ("2005", "2005-07-01"),
    ],
)
def test_reader_may_type_a_year_a_month_or_a_day(modules: Any, typed: str, day: str) -> None:
    assert modules.evaluate("(text) => modules.days.dayText(modules.days.readDay(text))", typed) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "June", "31 February 2019", "2019-13", "Junk 2019", "05/06/2019", "20055"]
)
def test_what_the_reader_types_and_is_no_day_is_refused(modules: Any, typed: str) -> None:
    assert modules.evaluate("(text) => modules.days.readDay(text) === undefined", typed)


def test_next_month_is_its_first_day(modules: Any) -> None:
    said = "(day) => modules.days.dayText(modules.days.nextMonth(modules.days.dayNumber(day)))"
    assert [modules.evaluate(said, day) for day in ("2019-12-31", "2020-01-31", "2020-02-01")] == [
        "2020-01-01",
        "2020-02-01",
        "2020-03-01",
    ]


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_search_takes_names_apart_as_python_does(modules: Any, name: str, key: str) -> None:
    assert modules.evaluate("(name) => modules.search.nameKey(name)", name) == key


@pytest.mark.parametrize(
    ("one", "two"),
    [("tavarez", "tavares"), ("speht", "speth"), ("zetshe", "zetsche"), ("bmw", "vw"), ("", "x"), ("ghoul", "ghosn")],
)
def test_words_are_as_alike_in_the_page_as_in_python(modules: Any, one: str, two: str) -> None:
    expected = OSA.normalized_similarity(one, two)
    found = modules.evaluate("([one, two]) => modules.search.alike(one, two)", [one, two])
    assert found == pytest.approx(expected) or (found == 0 and expected < 0.79)


def test_labels_are_placed_by_importance_and_never_overlap(modules: Any) -> None:
    placed = modules.evaluate(
        """() => { const room = modules.labels.createRoom();
        const wanted = Array.from({ length: 60 }, (_, index) => ({ x: 100 + (index % 10) * 12, y: 100 + Math.floor(index / 10) * 9,
          radius: 4, width: 50, height: 12, owner: index }));
        return modules.labels.placeLabels(wanted, room, { width: 400, height: 300 }, 40); }"""
    )
    assert placed[0]["owner"] == 0 and 3 <= len(placed) < 40
    for position, one in enumerate(placed):
        for two in placed[position + 1 :]:
            apart_x = abs(one["left"] - two["left"]) >= 50
            assert apart_x or abs(one["top"] - two["top"]) >= 12


def test_arranging_is_deterministic_keeps_what_stands_and_lets_nothing_touch(modules: Any) -> None:
    places = """(extra) => { const nodes = Array.from({ length: 30 + extra }, (_, index) => ({ index }));
        const pairs = nodes.slice(1).map((node, index) => [nodes[Math.floor(index / 3)], node]);
        const places = new Map([[nodes[0], { x: 5, y: 7 }]]);
        modules.arrange.arrange(nodes, pairs, places);
        return nodes.map((node) => places.get(node)); }"""
    first = modules.evaluate(places, 0)
    assert first == modules.evaluate(places, 0) and first[0] == {"x": 5, "y": 7}
    near = [
        ((one["x"] - two["x"]) ** 2 + (one["y"] - two["y"]) ** 2) ** 0.5
        for at, one in enumerate(first)
        for two in first[at + 1 :]
    ]
    assert min(near) > 60


def test_connection_is_the_shortest_and_among_these_the_surest(modules: Any) -> None:
    ways = modules.evaluate(
        """() => { const kind = { name: 'K', passes: true }; const relation = { name: 'R', passes: true };
        const nodes = 'abcd'.split('').map((id) => ({ id, kind, ties: [], stages: [] }));
        const tie = (index, a, b, sure) => { const made = { index, a: nodes[a], b: nodes[b], relation, spans: [0, 100, sure, 0] };
          nodes[a].ties.push(made); nodes[b].ties.push(made); };
        tie(0, 0, 1, 0); tie(1, 1, 3, 0); tie(2, 0, 2, 1); tie(3, 2, 3, 1);
        const way = (day) => modules.connection.connect(nodes[0], nodes[3], day)?.map((one) => one.index) ?? null;
        return [way(50), way(500), modules.connection.connect(nodes[0], nodes[0], 50)]; }"""
    )
    assert ways == [[2, 3], None, []]


LEADS = """([kindPasses, relationPasses]) => { const relation = { name: 'R', width: 1, index: 0, passes: true };
        const nodes = ['a', 'b', 'c'].map((id, index) => ({ id, index, weight: 1, kind: { name: 'K', passes: id !== 'b' || kindPasses }, ties: [], stages: [] }));
        const tie = (index, a, b, passes) => { const made = { index, order: index, a: nodes[a], b: nodes[b], relation: { ...relation, passes }, spans: [0, 100, 1, 0] };
          nodes[a].ties.push(made); nodes[b].ties.push(made); };
        tie(0, 0, 1, true); tie(1, 1, 2, relationPasses);
        const { parties } = modules.connection.between(nodes[0], nodes[2], 50);
        const direct = modules.connection.between(nodes[1], nodes[2], 50).direct.length;
        return [modules.connection.connect(nodes[0], nodes[2], 50)?.length ?? null, parties.length, direct]; }"""
"""From the first of three entities over the second to the third: ties of the way, third parties, direct ties."""


def test_connection_leads_through_nothing_that_lets_no_way_pass(modules: Any) -> None:
    kind_and_relation_pass = ([True, True], [False, True], [True, False])
    found = [modules.evaluate(LEADS, one) for one in kind_and_relation_pass]
    assert found == [[2, 1, 1], [None, 0, 1], [None, 0, 1]]


@pytest.mark.parametrize(
    "texts", [[], ["a"], ["usa-0001", "usa-0002", "usb"], ["", "x", ""], ["\U0001f697a", "\U0001f697b", "\U0001f698"]]
)
def test_texts_that_share_their_beginnings_are_read_back(modules: Any, texts: list[str]) -> None:
    assert modules.evaluate("(packed) => modules.columns.unfront(packed)", fronted(texts)) == texts


@pytest.mark.parametrize("numbers", [[], [0], [3, 5, 5, -1], [10**9, 0]])
def test_numbers_are_read_back_from_their_steps(modules: Any, numbers: list[int]) -> None:
    assert modules.evaluate("(steps) => modules.columns.sums(steps)", steps(numbers)) == numbers


def test_template_of_a_sentence_takes_hostile_names_as_they_are(modules: Any) -> None:
    text = modules.evaluate(
        """() => { const columns = (...names) => Object.fromEntries(names.map((name) => [name, []]));
        const model = modules.model.makeModel({ kinds: [['K', 'k', 'dot', '#000000', 'K', '']], relations: [['R', 'r', '#000000', 1, 'none', 1, 0, '', '', 0]],
          nodes: { id: [0, 'a', 0, 'b'], name: ['$& $1', '\\u0001'], kind: [0, 0], x: [0, 1], y: [0, 1], weight: [1, 1], names: [[], []], text: ['', ''], own: [[], []] },
          ties: { id: [0, 't'], kind: [0], a: [0], b: [1], text: ['\\u0001 owns \\u0002'], label: [''], start: [0], end: [''], spans: [2],
            latest: [0], why: [1], stale: [0], held: [null], claims: [0], differ: [0], values: [1], drawn: [''], order: [0] },
          spans: { first: [0], last: [9, 19], sure: [1, 0], why: [0, 1] }, reasons: ['', 'unconfirmed since \\u0001'], opening: [0, 1], surplus: { node: [1], first: [10], last: [19], total: [120.2], certain: [70.1] },
          values: { name: ['share percent'], text: ['20'], node: [-1] } });
        const tie = model.ties[0];
        return [tie.text, [5, 15, 25].map((day) => modules.model.certainty(tie, day)), tie.start, modules.model.reason(model, tie, 15), model.opening, modules.model.surplusOf(model.nodes[1], 15), modules.model.surplusOf(model.nodes[1], 20), modules.model.valuesOf(model, tie), tie.latest, tie.differ]; }"""
    )
    assert text == [
        "$& $1 owns \u0001",
        [1, 0, -1],
        "1970-01-01",
        "unconfirmed since 1970-01-10",
        [0, 1],
        "Known stakes in it add up to 120.2 %, 50.1 % of which only possibly hold: not all of them can hold on this day.",
        "",
        [["share percent", "20", None]],
        0,
        [],
    ]


def test_csv_cells_are_no_formulas_and_keep_their_text(modules: Any) -> None:
    csv = modules.evaluate(
        """() => { const model = { claims: { source: [] }, sources: {} };
        const tie = { id: 'one', claims: [0, 0] };
        return modules.table.csvText(model, [{ tie, cells: ['=1+1', 'a,"b"', '-5', '\\t@x', 'plain', '', '', '', 2] }]); }"""
    )
    assert csv.splitlines()[1] == '\'=1+1,"a,""b""",\'-5,\'\t@x,plain,,,,2,one,'
