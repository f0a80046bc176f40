from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.windows import certainty_on
from graph.dates import FOREVER
from graph.editions import relationships_of
from graph.identifiers import BASE
from graph.projection import project
from graph.snapshot import take_snapshot

from .builders import VOCABULARY, claim, dataset, post, stake, status, store_of
from .oracles import DAYS, shown
from .strategies import claims_of, datasets, day_of, recent_days, spells


def projected(day: date, *claims) -> nx.MultiDiGraph:
    """The NetworkX graph of some claims on a day."""
    return project(take_snapshot(store_of(dataset(*claims)), VOCABULARY, day))


DAY = date(2019, 6, 5)


def test_edge_runs_from_the_first_end_to_the_second_and_is_keyed_by_its_relationship():
    assert list(projected(DAY, stake("a", "25", held_on="2019-06-05")).edges(keys=True)) == [("holder", "acme", "a")]


def test_two_spells_at_one_company_are_two_edges():
    claims = [
        post("a", function="adviser", start="2000", end="2019"),
        post("b", function="designer", start="2001", end="2020"),
    ]
    assert sorted(projected(DAY, *claims)["ada"]["acme"]) == ["a", "b"]


def test_edge_says_what_kind_it_is_how_certain_and_who_says_so():
    claims = [
        stake("a", "25.50", held_on="2019-06-05", source="x"),
        stake("b", "25.5", held_on="2019-06-05", source="y"),
    ]
    edge = projected(date(2019, 6, 6), *claims).edges["holder", "acme", "a"]
    assert edge["kind"] == "Ownership"
    assert (edge["certainty"], edge["reason"]) == ("possibly", "unconfirmed since 2019-06-05")
    assert (edge["sources"], edge["origins"]) == (["x", "y"], 2)
    assert edge["share_percent"] == 25.5
    assert (edge["certain_from"], edge["last_held"], edge["possible_until"]) == (
        "2019-06-05",
        "2019-06-05",
        "9999-12-31",
    )


def test_yes_and_no_are_booleans():
    graph = projected(
        DAY, post("a", interim="yes", held_on="2019-06-05"), post("b", "bob", interim="no", held_on="2019-06-05")
    )
    assert [data["interim"] for *_, data in sorted(graph.edges(data=True))] == [True, False]


def test_node_says_its_name_kind_and_own_columns():
    node = projected(DAY, stake("a", "25", held_on="2019-06-05")).nodes["acme"]
    assert (node["name"], node["kind"], node["type"]) == ("Acme", "Company", "carmaker")


def test_what_has_one_end_is_said_of_its_node():
    claims = [
        stake("a", "25", held_on="2019-06-05"),
        claim("n", "Name", entity="acme", name="Acme Motor Works", type="former", held_on="2019-06-05"),
        claim("r", "Result", company="acme", metric="revenue", amount="5", held_on="2019-06-05"),
    ]
    graph = projected(DAY, *claims)
    assert set(graph.nodes) == {"acme", "holder"}
    assert {fact["id"] for fact in graph.nodes["acme"]["facts"]} == {"n", "r"}
    assert graph.nodes["acme"]["names"] == ["Acme Motor Works"]


def test_deal_is_a_node_that_is_linked_to_its_parties():
    claims = [
        status("s", "talks", start="2019-05-01"),
        *(claim(id, "DealParty", deal="pact", party=id, role="partner", held_on="2019-05-01") for id in ("bmw", "jlr")),
    ]
    graph = projected(DAY, *claims)
    assert set(graph.edges(keys=True)) == {("pact", "bmw", "bmw"), ("pact", "jlr", "jlr")}
    assert not nx.has_path(graph, "bmw", "jlr")
    assert [fact["sentence"] for fact in graph.nodes["pact"]["facts"]] == ["Pact is in talks"]


@pytest.mark.parametrize(
    "stage", ["rumoured", "talks", "proposed", "agreed", "approved", "withdrawn", "rejected", "denied"]
)
def test_deal_that_was_not_completed_gives_no_ownership_merger_or_path(stage):
    claims = [
        status("s", stage, start="2019-05-01"),
        claim("p", "DealParty", deal="pact", party="fca", role="acquirer", share_percent="50", held_on="2019-05-01"),
        claim("q", "DealParty", deal="pact", party="renault", role="target", share_percent="50", held_on="2019-05-01"),
        claim("t", "DealTerm", deal="pact", term="type", value="merger", held_on="2019-05-01"),
    ]
    graph = projected(DAY, *claims)
    kinds = {data["kind"] for *_, data in graph.edges(data=True)}
    assert kinds == {"DealParty"}
    assert not nx.has_path(graph, "fca", "renault") and not nx.has_path(graph, "renault", "fca")


def test_companies_are_not_near_each_other_because_one_paper_wrote_of_both():
    claims = [post("a", held_on="2019-06-05"), post("b", "bob", organization="other", held_on="2019-06-05")]
    graph = projected(DAY, *claims)
    assert nx.number_weakly_connected_components(graph) == 2


def test_rivalry_is_one_edge():
    graph = projected(DAY, claim("a", "Competition", company="bmw", competitor="daimler", held_on="2019-06-05"))
    assert graph.number_of_edges() == 1


def test_graph_says_its_day():
    assert projected(DAY, stake("a", "25", held_on="2019-06-05")).graph["as_of"] == "2019-06-05"
    assert projected(FOREVER, stake("a", "25", held_on="2019-06-05")).graph["as_of"] == "latest"


@given(datasets(), recent_days.map(date.fromisoformat))
def test_projection_keeps_exactly_what_holds_on_the_day(data, day):
    graph = project(take_snapshot(store_of(data), VOCABULARY, day))
    holding = {id: one for id, one in relationships_of(data).items() if certainty_on(one, day)[0] != "no"}
    edges, facts = {}, {}
    for id, one in holding.items():
        ends = VOCABULARY.relations[one.kind].ends
        if len(ends) == 2:
            edges[id] = tuple(one.values[end] for end in ends)
        else:
            facts[id] = one.values[ends[0]]
    assert {key: (first, second) for first, second, key in graph.edges(keys=True)} == edges
    assert {fact["id"]: node for node, said in graph.nodes(data="facts") for fact in said} == facts


@given(datasets(), recent_days.map(date.fromisoformat))
def test_claims_sources_and_literals_are_never_nodes(data, day):
    graph = project(take_snapshot(store_of(data), VOCABULARY, day))
    assert set(graph.nodes) <= set(data.entities)
    assert not set(graph.nodes) & {*data.claims, *data.sources}
    assert not any(BASE in str(node) for node in graph.nodes)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.data())
def test_edges_of_every_day_agree_with_trying_every_world(numbers, drawn):
    history = [drawn.draw(spells(f"spell-{number}")) for number in sorted(set(numbers))]
    claims = [one for spell in history for one in claims_of(spell, f"person-{spell.id}")]
    store, expected = store_of(dataset(*claims)), shown(history)
    for day in drawn.draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=4)):
        graph = project(take_snapshot(store, VOCABULARY, day_of(day)))
        edges = {
            key: (first, second, data["certainty"]) for first, second, key, data in graph.edges(keys=True, data=True)
        }
        assert edges == {id: (f"person-{id}", "acme", answer) for id, answer in expected[day].items()}
