from datetime import date
from itertools import pairwise, product
from math import log2

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.building.windows import Window, together
from graph.ways import DOUBT, STEP, Tie, find_ways


def year(first: int, last: int, *, vague: bool = False) -> Window:
    """A window of whole years; a vague one is certain on no day."""
    days = date(first, 1, 1), date(last, 12, 31)
    return Window(*days, *((None, None) if vague else days))


NOW = year(2019, 2019)


def ties(*edges: tuple[str, str] | tuple[str, str, Tie], **nodes: dict[str, object]) -> nx.Graph:
    """A graph of edges, each with a tie of this year unless one stands beside it; `nodes` has what is said of nodes."""
    graph = nx.Graph()
    for one, other, *beside in edges:
        several = graph.edges[one, other]["ties"] if graph.has_edge(one, other) else ()
        graph.add_edge(one, other, ties=(*several, *(beside or [Tie(f"{one}-{other}", NOW)])))
    for node in graph:
        graph.nodes[node].update({"passes": "yes", "carries": False} | nodes.get(node, {}))
    return graph


def found(graph: nx.Graph, **asked: int) -> list[str]:
    """The ways from a to z as words of letters."""
    return ["".join(way.nodes) for way in find_ways(graph, "a", "z", **asked)]


def test_fewer_steps_say_more() -> None:
    assert found(ties("ab", "bc", "cz", "ad", "dz")) == ["adz", "abcz"]


def test_hub_says_less_than_who_is_tied_to_few() -> None:
    hub = [("h", str(number)) for number in range(40)]
    graph = ties("ah", "hz", "ab", "bc", "cz", *hub)
    assert found(graph) == ["abcz", "ahz"]
    assert [way.cost for way in find_ways(graph, "a", "z")] == [3 * STEP, 2 * STEP + round(STEP / 2 * log2(42 / 2))]


def test_possibly_says_less_than_certainly() -> None:
    doubtful = Tie("t", NOW, "possibly")
    assert found(ties("ab", ("b", "z", doubtful), "ac", "cz")) == ["acz", "abz"]
    assert find_ways(ties(("a", "z", doubtful)), "a", "z")[0].cost == STEP + DOUBT


def test_old_evidence_says_less_up_to_a_step() -> None:
    assert found(ties("ab", ("b", "z", Tie("t", NOW, age=1)), "ac", "cz")) == ["acz", "abz"]
    costs = [find_ways(ties(("a", "z", Tie("t", NOW, age=age))), "a", "z")[0].cost for age in (0, 3, 10, 99)]
    assert costs == [STEP, STEP + 300, 2 * STEP, 2 * STEP]


def test_ties_between_the_same_two_are_one_step_and_the_cheapest_counts() -> None:
    (way,) = find_ways(ties(("a", "z", Tie("x", NOW, "possibly")), ("a", "z", Tie("b", NOW))), "a", "z")
    assert (way.cost, [tie.id for tie in way.steps[0].ties]) == (STEP, ["b", "x"])


def test_no_way_leads_through_what_does_not_pass() -> None:
    graph = ties("ab", "bz", "ac", "cd", "dz", b={"passes": "no"})
    assert found(graph) == ["acdz"]
    assert found(ties("ab", "bz", a={"passes": "no"}, z={"passes": "no"})) == ["abz"]


def test_what_possibly_passes_costs_more() -> None:
    assert found(ties("ab", "bz", "ac", "cz", b={"passes": "possibly"})) == ["acz", "abz"]


def test_tie_that_does_not_pass_is_a_way_of_one_step_only() -> None:
    rivalry = Tie("r", NOW, passes=False)
    assert found(ties(("a", "z", rivalry))) == ["az"]
    assert found(ties(("a", "b", rivalry), "bz")) == []
    assert found(ties(("a", "b", rivalry), "ab", "bz")) == ["abz"]


def test_ties_must_have_held_together() -> None:
    past = ("a", "b", Tie("past", year(1990, 1999)))
    assert found(ties(past, "bz")) == []
    assert found(ties(past, "bz", b={"carries": True})) == ["abz"]
    assert found(ties(past, ("b", "z", Tie("old", year(1999, 2005))))) == ["abz"]


def test_ties_that_possibly_held_together_cost_more_and_say_so() -> None:
    (way,) = find_ways(ties(("a", "b", Tie("v", year(1990, 2019, vague=True))), "bz"), "a", "z")
    assert way.cost == 2 * STEP + DOUBT
    assert [step.joined for step in way.steps] == [("yes",), ("possibly",)]


def test_step_is_joined_by_the_surest_of_the_ties_before_it() -> None:
    several = [("a", "b", Tie("v", year(1990, 2019, vague=True))), ("a", "b", Tie("s", year(2010, 2019)))]
    (way,) = find_ways(ties(*several, "bz"), "a", "z")
    assert (way.cost, way.steps[1].joined) == (2 * STEP, ("yes",))


@pytest.mark.parametrize("limit", [{"most": 0}, {"steps": 0}])
def test_less_than_one_way_or_step_is_refused(limit: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        find_ways(ties("az"), "a", "z", **limit)


def test_step_shows_only_the_ties_that_fit_in_time() -> None:
    graph = ties(
        ("a", "b", Tie("early", year(1990, 1999))), ("a", "b", Tie("late", year(2010, 2019))),
        ("b", "z", Tie("never", year(2003, 2004))), ("b", "z", Tie("now", NOW)),
    )  # fmt: skip
    (way,) = find_ways(graph, "a", "z")
    assert [[tie.id for tie in step.ties] for step in way.steps] == [["late"], ["now"]]


def test_no_more_ways_and_no_longer_ones_than_asked_for() -> None:
    graph = ties("ab", "bz", "ac", "cd", "dz", "ae", "ez")
    assert found(graph) == ["abz", "aez", "acdz"]
    assert found(graph, most=1) == ["abz"]
    assert found(graph, steps=2) == ["abz", "aez"]
    assert found(graph, steps=1) == []


def test_detour_around_a_way_is_left_out() -> None:
    assert found(ties("ab", "bz", "ac", "cb")) == ["abz"]
    assert found(ties("ab", "bc", "cz", "ad", "dc", "bd")) == ["abcz", "adcz"]


def test_way_beside_a_direct_tie_is_no_detour() -> None:
    assert found(ties("az", "ab", "bz")) == ["az", "abz"]


def test_there_is_no_way_to_what_is_not_there_and_none_to_itself() -> None:
    assert found(ties("ab")) == []
    with pytest.raises(ValueError, match="from one node to another"):
        find_ways(ties("ab"), "a", "a")


def test_graph_is_left_as_it_was() -> None:
    graph = ties("ab", "bz")
    before = nx.Graph(graph)
    find_ways(graph, "a", "z")
    assert nx.utils.graphs_equal(graph, before)


# ---------------------------------------------------------------- against all simple paths


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Small graphs in which anything may be refused, vague, doubtful or long over."""
    names = "abcdez"
    pairs = draw(st.lists(st.sampled_from([x + y for x in names for y in names if x < y]), min_size=3, max_size=14))
    edges = []
    for number, (one, other) in enumerate(pairs):
        first, length = draw(st.integers(2000, 2006)), draw(st.integers(0, 3))
        window = year(first, first + length, vague=draw(st.booleans()))
        certainty = draw(st.sampled_from(["yes", "yes", "possibly"]))
        age = draw(st.sampled_from([0, 0, 3, 12]))
        edges.append((one, other, Tie(f"t{number}", window, certainty, draw(st.integers(0, 4)) > 0, age)))
    graph = ties(*edges)
    for node in graph:
        passes = draw(st.sampled_from(["yes", "yes", "yes", "possibly", "no"]))
        graph.nodes[node].update(passes=passes, carries=draw(st.integers(0, 3)) == 0)
        if draw(st.integers(0, 3)) == 0:
            graph.nodes[node]["age"] = draw(st.integers(0, 12))
    return graph


def cost_of(graph: nx.Graph, nodes: list[str]) -> int | None:
    """What a simple path costs, by trying every choice of ties; None where it is no way."""
    inner = nodes[1:-1]
    if any(graph.nodes[node]["passes"] == "no" for node in inner):
        return None
    passing = nx.Graph([(u, v) for u, v, several in graph.edges(data="ties") if any(tie.passes for tie in several)])
    through = sum(
        round(500 * log2(max(passing.degree(node), 2) / 2))
        + 1000 * (graph.nodes[node]["passes"] == "possibly")
        + 100 * min(graph.nodes[node].get("age", 0), 10)
        for node in inner
        if node in passing
    )
    choices = [[tie for tie in graph.edges[pair]["ties"] if tie.passes or len(nodes) == 2] for pair in pairwise(nodes)]
    costs = []
    for chosen in product(*choices):
        links = [
            "yes" if graph.nodes[node]["carries"] else together(before.window, after.window)
            for node, (before, after) in zip(inner, pairwise(chosen), strict=True)
        ]
        if "no" not in links:
            doubts = links.count("possibly") + [tie.certainty for tie in chosen].count("possibly")
            costs.append(1000 * (len(chosen) + doubts) + 100 * sum(min(tie.age, 10) for tie in chosen) + through)
    return min(costs, default=None)


@given(graphs(), st.integers(1, 4), st.integers(1, 5))
def test_ways_are_the_cheapest_of_all_simple_paths(graph: nx.Graph, most: int, steps: int) -> None:
    graph.add_nodes_from("az", passes="yes", carries=False)
    paths = list(nx.all_simple_paths(graph, "a", "z", cutoff=steps))
    costed = sorted((cost, len(path), tuple(path)) for path in paths if (cost := cost_of(graph, path)) is not None)
    told: list[tuple[int, int, tuple[str, ...]]] = []
    for one in costed:
        if not any(set() < set(other[2][1:-1]) < set(one[2][1:-1]) for other in told):
            told.append(one)
    ways = [(way.cost, len(way.nodes), way.nodes) for way in find_ways(graph, "a", "z", most=most, steps=steps)]
    assert ways == told[:most]
