"""Synthetic pictures of any size for the benchmarks: grown by preferential attachment, every line dated and sourced."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from graph.building.windows import window
from graph.citations import Cited, ClaimFound
from graph.dates import Interval
from graph.declarations import read_vocabulary
from graph.evidence import Evidence
from graph.paths import packaged_data
from graph.records import Entity, Relationship
from graph.view import View
from graph.view.scene import make_scene

__all__ = ["synthetic_view"]

_SYLLABLES = ("ba", "ko", "ri", "mo", "ten", "lu", "sa", "vor", "ni", "dal", "pe", "gar")


def synthetic_view(nodes: int, *, opening: int | None = None, seed: int = 1) -> View:
    """A picture of `nodes` entities and about twice as many relationships, all of it drawn at first."""
    chosen = random.Random(seed)
    vocabulary = read_vocabulary(packaged_data() / "kinds.toml")
    companies = max(2, nodes // 3)
    entities = {}
    for number in range(nodes):
        kind = "Company" if number < companies else "Person" if number % 3 else "Brand"
        name = "".join(chosen.choice(_SYLLABLES) for _ in range(chosen.randint(2, 4))).capitalize()
        entities[f"e{number}"] = Entity(f"e{number}", kind, f"{name} {number}", {}, "made up")
    sources = [
        Cited(f"s{number}", f"Report {number} on the industry", f"Paper {number % 37}", "2019-06-05",
              f"https://example.org/{number}", "en", "press", f"Agency {number % 11}")
        for number in range(max(3, nodes // 4))
    ]  # fmt: skip
    relationships: dict[str, Relationship] = {}
    claims: dict[str, tuple[ClaimFound, ...]] = {}
    ends = ["e0", "e1"]
    for number in range(nodes * 2 - 3):
        one = f"e{number // 2 + 1}"
        company = chosen.choice(ends)
        if company == one:
            company = "e0" if one != "e0" else "e1"
        kind, values = _values(entities[one].kind, one, company, chosen)
        id = f"r{number}"
        relationships[id] = _relationship(id, kind, values, chosen)
        claims[id] = (
            ClaimFound(f"c{number}", id, chosen.choice(sources), values, start="2010", locator="third paragraph"),
        )
        ends.append(company)
        if entities[one].kind == "Company":
            ends.append(one)
    scene = make_scene(
        vocabulary, entities, {}, Evidence(relationships, claims), day=date(2019, 6, 5), opening=opening or nodes
    )
    return View(replace(scene, title=f"{nodes} entities", data="made up", policy="most-origins"))


def _values(kind: str, one: str, company: str, chosen: random.Random) -> tuple[str, dict[str, str]]:
    if kind == "Person":
        return "Employment", {"person": one, "organization": company, "function": "chair"}
    if kind == "Brand":
        return "BrandOwnership", {"brand": one, "owner": company}
    return "Ownership", {"owner": company, "asset": one, "share_percent": str(chosen.randint(1, 100))}


def _relationship(id: str, kind: str, values: dict[str, str], chosen: random.Random) -> Relationship:
    begin = date(1990, 1, 1) + timedelta(days=chosen.randrange(10000))
    held = max(begin, date(2019, 6, 5)) if chosen.random() < 0.8 else begin
    start = Interval(begin, begin, begin.isoformat())
    days = window(start, None, [Interval(held, held, held.isoformat())])
    return Relationship(
        id, kind, values, (f"c{id[1:]}",), start, None, begin, held,
        days.possible_from, days.possible_until, days.certain_from, days.certain_until, origins=1,
    )  # fmt: skip
