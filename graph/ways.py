"""The ways between two nodes of a graph that say most.

A way says more the cheaper it is, and its cost is a sum:

- every step costs one;
- a tie that only possibly holds, or only possibly held together with the tie before it, costs another one;
- a tie of which the evidence is years away costs a tenth of a step a year, up to one step; and so does a deal passed
  through: who bought from whom in 2008 says little of today;
- an entity passed through costs half a step for every doubling of its neighbours beyond two: who is tied to two says
  all about how they are connected, a bank with stakes in forty companies next to nothing.

Several ties between the same two entities are one step, of which the cheapest counts. A detour is left out: a way
that passes through all that a cheaper one passes through, and through more, says nothing that was not said.

Consecutive ties must have held together in time, unless the entity between them carries its past along; so the cost of
a step depends on the ties before it, and `networkx.shortest_simple_paths`, which wants a weight an edge, cannot find
such ways. Instead, partial simple ways are continued best first (A*): what the rest costs at least, whatever the times,
is worked out from the other end, for each number of steps left (Bellman and Ford's recursion). Costs are whole
thousandths of a step, so that equal is equal; of equal ways the one of fewer steps comes first, then the one of smaller
ids.

Source: https://doi.org/10.1109/TSSC.1968.300136 (A*)
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import log2

import networkx as nx

from .building.windows import Window, together
from .records import Certainty

__all__ = ["DOUBT", "MOST", "OLD", "STEP", "STEPS", "Step", "Tie", "Way", "find_ways", "hub_cost"]

STEP = 1000
"""What a step costs, in thousandths."""

DOUBT = 1000
"""What it costs more where something is only possible."""

OLD = 10
"""The years from which on evidence counts as old, and costs no more."""

MOST = 3
"""How many ways are found unless another number is asked for."""

STEPS = 4
"""Of how many steps a way is at most, unless another number is asked for: more of them connect anybody with anybody."""

_JOINED: Mapping[Certainty, int | None] = {"yes": 0, "possibly": DOUBT, "no": None}


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship between two nodes.

    Attributes:
        id: its id.
        window: when it held, of the days that count.
        certainty: `yes` or `possibly`.
        passes: whether a way of several steps can lead over it.
        age: how many years lie between the day asked about and its evidence.
    """

    id: str
    window: Window
    certainty: Certainty = "yes"
    passes: bool = True
    age: int = 0

    @property
    def cost(self) -> int:
        """What a step over it costs, in thousandths."""
        return STEP + (0 if self.certainty == "yes" else DOUBT) + _age_cost(self.age)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a way.

    Attributes:
        node: where it leads.
        ties: those that a way of these nodes can take here, by id.
        joined: for each of them, whether it held together with one of the step before; `yes` in the first step.
    """

    node: str
    ties: tuple[Tie, ...]
    joined: tuple[Certainty, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A simple way from one node to another.

    Attributes:
        cost: in thousandths of a step; the less, the more it says.
        start: where it begins.
        steps: its steps in order.
    """

    cost: int
    start: str
    steps: tuple[Step, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes in order, both ends included."""
        return (self.start, *(step.node for step in self.steps))


def hub_cost(neighbours: int) -> int:
    """What it costs to pass through a node with so many neighbours, in thousandths of a step.

    >>> [hub_cost(count) for count in (2, 4, 40)]
    [0, 500, 2161]
    """
    return round(STEP / 2 * log2(max(neighbours, 2) / 2))


def find_ways(graph: nx.Graph, one: str, other: str, *, most: int = MOST, steps: int = STEPS) -> list[Way]:
    """Find the ways between two nodes that say most.

    Args:
        graph: an undirected graph. A node has `passes`, whether a way leads through it (`yes`, `possibly` or `no`),
            `carries`, whether the ties on both sides of it need not have held together, and perhaps `age`, how many
            years lie between the day asked about and its evidence; an edge has `ties`, a sequence of `Tie`. It is not
            changed.
        one: where the ways begin.
        other: where they end. A tie that does not pass counts between these two all the same, as a way of one step.
        most: how many ways at most, 1 or more.
        steps: of how many steps each at most, 1 or more.

    Returns:
        The ways, cheapest first; none where a node is not in the graph.

    Raises:
        ValueError: both nodes are the same, or less than one way or step is asked for.
    """
    if one == other:
        raise ValueError(f"{one}: a way leads from one node to another one")
    if min(most, steps) < 1:
        raise ValueError(f"{most} ways of {steps} steps: expected 1 or more of both")
    if one not in graph or other not in graph:
        return []
    search = _Search(graph, one, other, steps)
    return list(islice(search.ways(), most))


def _age_cost(years: int) -> int:
    return STEP // OLD * min(years, OLD)


_Reached = dict[Tie, int]
"""The ties by which a partial way can have come to its last node, and what it costs at least by each."""


class _Search:
    """Partial ways, of which the one that can become cheapest is continued first.

    A way of one inner node closes that node: whatever else leads through it is a detour.
    """

    def __init__(self, graph: nx.Graph, one: str, other: str, steps: int) -> None:
        self._one, self._other, self._steps = one, other, steps
        self._carries = {node for node, carries in graph.nodes(data="carries") if carries}
        self._ties = _usable(graph, {one, other})
        doubt: Mapping[Certainty, int] = {"yes": 0, "possibly": DOUBT}
        self._through = {
            node: hub_cost(len(self._ties[node])) + doubt[passes] + _age_cost(graph.nodes[node].get("age", 0))
            for node, passes in graph.nodes(data="passes")
            if passes != "no"
        }
        self._through[other] = 0
        self._open_to = set(self._through)
        self._rest = self._least()
        self._told: list[set[str]] = []
        self._open: list[tuple[int, int, tuple[str, ...], _Reached]] = [(0, 1, (one,), {})]

    def ways(self) -> Iterator[Way]:
        """The ways, cheapest first."""
        while self._open:
            _, _, nodes, reached = heapq.heappop(self._open)
            if any(inner < set(nodes[1:]) - {self._other} for inner in self._told):
                continue
            if nodes[-1] != self._other:
                self._continue(nodes, reached)
                continue
            yield self._way(nodes)
            inner = set(nodes[1:-1])
            if inner:
                self._told.append(inner)
            if len(inner) == 1:
                self._open_to -= inner
                self._rest = self._least()

    def _way(self, nodes: tuple[str, ...]) -> Way:
        """A way of nodes with the ties that it can take."""
        forth: list[_Reached] = [{}]
        for step, node in enumerate(nodes[1:]):
            forth.append(self._step(nodes[step], forth[-1], node))
        cost = min(forth[-1].values()) + sum(self._through[node] for node in nodes[1:-1])
        fitting = [list(forth[-1])]
        for step in range(len(nodes) - 2, 0, -1):
            later = fitting[0]
            fitting.insert(0, [tie for tie in forth[step] if self._best(nodes[step], [tie], later) != "no"])
        steps = []
        for step, (node, ties) in enumerate(zip(nodes[1:], fitting, strict=True)):
            ordered = tuple(sorted(ties, key=lambda tie: tie.id))
            before = fitting[step - 1] if step else []
            joined = tuple(self._best(nodes[step], before, [tie]) if before else "yes" for tie in ordered)
            steps.append(Step(node, ordered, joined))
        return Way(cost, nodes[0], tuple(steps))

    def _least(self) -> list[dict[str, int]]:
        """What is left to pay at least from each node, by the number of steps left; a node without a way is not in."""
        rest = [{self._other: 0}]
        for _ in range(self._steps - 1):
            least = dict(rest[-1])
            for node, cost in rest[-1].items():
                paid = cost + self._through.get(node, 0)
                for before, ties in self._ties[node].items():
                    whole = paid + min(tie.cost for tie in ties)
                    if before in self._open_to and whole < least.get(before, whole + 1):
                        least[before] = whole
            rest.append(least)
        return rest

    def _continue(self, nodes: tuple[str, ...], reached: _Reached) -> None:
        """Put every way that is one step longer among the open ones."""
        passed = sum(self._through[node] for node in nodes[1:])
        rest = self._rest[self._steps - len(nodes)]
        for node in self._ties[nodes[-1]]:
            if node in rest and node in self._open_to and node not in nodes:
                longer = self._step(nodes[-1], reached, node)
                if longer:
                    least = min(longer.values()) + passed + self._through[node] + rest[node]
                    heapq.heappush(self._open, (least, len(nodes) + 1, (*nodes, node), longer))

    def _step(self, node: str, reached: _Reached, to: str) -> _Reached:
        """The ties that lead on from a node, and what the ties of the way cost at least with each as the last."""
        if not reached or node in self._carries:
            paid = min(reached.values(), default=0)
            return {tie: paid + tie.cost for tie in self._ties[node][to]}
        found = {}
        for tie in self._ties[node][to]:
            costs = [
                paid + more
                for before, paid in reached.items()
                if (more := _JOINED[together(before.window, tie.window)]) is not None
            ]
            if costs:
                found[tie] = min(costs) + tie.cost
        return found

    def _best(self, node: str, before: list[Tie], after: list[Tie]) -> Certainty:
        """Whether any tie before a node held together with any after it."""
        if node in self._carries:
            return "yes"
        found = {together(one.window, other.window) for one in before for other in after}
        return "yes" if "yes" in found else "possibly" if "possibly" in found else "no"


def _usable(graph: nx.Graph, asked: set[str]) -> dict[str, dict[str, tuple[Tie, ...]]]:
    """The ties that a way can take, by both nodes: those that pass, and all between the two that are asked for."""
    usable: dict[str, dict[str, tuple[Tie, ...]]] = {node: {} for node in graph}
    for first, second, ties in graph.edges(data="ties"):
        kept = tuple(ties) if {first, second} == asked else tuple(tie for tie in ties if tie.passes)
        if kept:
            usable[first][second] = usable[second][first] = kept
    return usable
