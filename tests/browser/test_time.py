"""The page has no time of its own: on every day it shows what a query of that day answers."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from graph.industry import Industry
from graph.snapshot import take_snapshot

from .conftest import Open

pytestmark = pytest.mark.browser

ENTITY = "nissan"


def random_days(count: int) -> list[date]:
    chosen = random.Random(20190605)
    return [date(1995, 1, 1) + timedelta(days=chosen.randrange(31 * 365)) for _ in range(count)]


def test_slider_state_equals_the_query_result_of_fifty_random_days(open_page: Open, industry: Industry) -> None:
    view = industry.view(focus=ENTITY)
    opened = open_page(view)
    ties = {id for id, tie in view.scene.ties.items() if ENTITY in tie.ends}
    for day in random_days(50):
        answer = industry.show(ENTITY, as_of=day)
        rows = [row for row in answer.rows if row.relationships[0] in ties]
        expected = {row.relationships[0]: [row.certainty, "; ".join(row.reasons)] for row in rows}
        opened.page.eval_on_selector(
            "#date", "(field, text) => { field.value = text; field.dispatchEvent(new Event('change')); }", str(day)
        )
        shown = opened.page.evaluate(
            """(id) => { const { app, certainty, reason } = industryView;
            const node = app.model.nodeById.get(id);
            const said = [...node.ties, ...node.facts, ...node.stages].map((tie) =>
              [tie.id, certainty(tie, app.state.day), reason(app.model, tie, app.state.day)]);
            const holding = said.filter(([, sure]) => sure >= 0);
            return Object.fromEntries(holding.map(([id, sure, why]) => [id, [sure ? 'yes' : 'possibly', why]])); }""",
            ENTITY,
        )
        assert shown == expected, day
        drawn = opened.state(
            f"app.shown.ties.filter((one) => one.tie.a.id === '{ENTITY}' || one.tie.b.id === '{ENTITY}').length"
        )
        kinds = industry.vocabulary.relations
        assert drawn == sum(1 for row in rows if kinds[str(row["what"])].is_edge), day


def test_every_relationship_has_the_dates_and_the_reason_that_python_gives(open_page: Open, june: Industry) -> None:
    view = june.view()
    opened = open_page(view)
    shown = opened.page.evaluate(
        """() => { const { app, reason } = industryView;
        return app.model.ties.map((tie) => [tie.id, tie.start, tie.end, reason(app.model, tie, null)]); }"""
    )
    expected = [
        [id, *(day.text if day else "" for day in (tie.relationship.start, tie.relationship.end)), tie.latest[1]]
        for id, tie in view.scene.ties.items()
    ]
    assert shown == expected
    assert any(day.is_exact for _, tie in view.scene.ties.items() if (day := tie.relationship.start))


def test_whole_picture_equals_the_snapshot_of_its_day(open_page: Open, june: Industry) -> None:
    opened = open_page(june.view(), "show=all")
    for day in [None, *random_days(12)]:
        snapshot = june.as_of(day).snapshot if day else take_snapshot(june.store, june.vocabulary, date.max)
        kinds = june.vocabulary.relations
        expected = {id: one.certainty for id, one in snapshot.holdings.items() if kinds[one.relationship.kind].is_edge}
        number = "null" if day is None else str(day.toordinal() - date(1970, 1, 1).toordinal())
        opened.state(f"app.update({{ day: {number} }})")
        shown = opened.state("app.shown.ties.map((one) => [one.tie.id, one.sure ? 'yes' : 'possibly'])")
        assert dict(shown) == expected, day
