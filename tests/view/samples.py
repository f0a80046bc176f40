"""Small literal pictures for tests of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from graph.building.control import with_control
from graph.building.windows import window
from graph.citations import Cited, ClaimFound
from graph.dates import Interval, parse_date
from graph.declarations import read_vocabulary
from graph.evidence import Evidence
from graph.paths import packaged_data
from graph.records import Entity, Relationship
from graph.view import Scene
from graph.view.scene import make_scene
from graph.vocabulary import Vocabulary


@lru_cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(packaged_data() / "kinds.toml")


def source(id: str = "paper", **texts: str) -> Cited:
    return Cited(id, **{"title": "A report", "publisher": "The Paper", "published": "2019-06-05", **texts})


def claim(id: str, about: str, said_by: Cited | None = None, **texts: Any) -> ClaimFound:
    return ClaimFound(id, about, said_by or source(), **texts)


def relationship(
    id: str, kind: str, values: Mapping[str, str], start: str = "", end: str = "", held: str = "", **more: Any
) -> Relationship:
    """A relationship as the building resolves it from one claim."""
    begin, over, so = (parse_date(text) if text else None for text in (start, end, held))
    lasting = vocabulary().is_lasting(vocabulary().relations[kind], values)
    days = window(begin, over, [so] if so else [], lasting=lasting)
    points = [one for one in (begin, so, over) if one is not None]
    return Relationship(
        id, kind, values, (f"{id}-claim",), begin, over,
        first_held=min((one.latest for one in points if one.latest), default=None),
        last_held=max((one.earliest for one in points if one.earliest), default=None),
        possible_from=days.possible_from, possible_until=days.possible_until,
        certain_from=days.certain_from, certain_until=days.certain_until, origins=1, **more,
    )  # fmt: skip


def scene(
    entities: Sequence[Entity],
    relationships: Sequence[Relationship],
    claims: Mapping[str, Sequence[ClaimFound]] | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    **options: Any,
) -> Scene:
    said = {one.id: tuple((claims or {}).get(one.id, (claim(f"{one.id}-claim", one.id),))) for one in relationships}
    evidence = Evidence(with_control(vocabulary(), {one.id: one for one in relationships}), said)
    return make_scene(vocabulary(), {one.id: one for one in entities}, names or {}, evidence, **options)


COMPANIES = [
    Entity("bmw", "Company", "BMW", {"type": "carmaker"}, "Carmaker of Munich"),
    Entity("jlr", "Company", "Jaguar Land Rover", {"type": "carmaker"}),
    Entity("tata", "Company", "Tata Motors", {"type": "carmaker"}),
    Entity("speth", "Person", "Ralf Speth"),
    Entity("jaguar", "Brand", "Jaguar"),
    Entity("alliance", "Deal", "BMW and JLR electric drives"),
    Entity("bid", "Deal", "A bid for JLR"),
    Entity("psa", "Company", "PSA Group", {"type": "carmaker"}),
]

TIES = [
    relationship("tata-jlr", "Ownership", {"owner": "tata", "asset": "jlr", "share_percent": "100"}, "2008-06-02"),
    relationship(
        "speth-jlr", "Employment", {"person": "speth", "organization": "jlr", "function": "chief-executive"},
        "2010-02", "2020-09-10", "2019-06-05",
    ),
    relationship(
        "speth-bmw", "Employment", {"person": "speth", "organization": "bmw", "function": "unspecified"},
        "1980", "[..2000]",
    ),
    relationship("jaguar-jlr", "BrandOwnership", {"brand": "jaguar", "owner": "jlr"}, "", "", "2019-06-05"),
    relationship("alliance-bmw", "DealParty", {"deal": "alliance", "party": "bmw", "role": "partner"}, "2019-06-05"),
    relationship("alliance-jlr", "DealParty", {"deal": "alliance", "party": "jlr", "role": "partner"}, "2019-06-05"),
    relationship("alliance-agreed", "DealStatus", {"deal": "alliance", "status": "agreed"}, "2019-06-05"),
    relationship("bid-psa", "DealParty", {"deal": "bid", "party": "psa", "role": "acquirer"}, "2019-01-01"),
    relationship("bid-jlr", "DealParty", {"deal": "bid", "party": "jlr", "role": "target"}, "2019-01-01"),
    relationship("bid-proposed", "DealStatus", {"deal": "bid", "status": "proposed"}, "2019-01-01", "2019-07-01"),
    relationship("bid-withdrawn", "DealStatus", {"deal": "bid", "status": "withdrawn"}, "2019-07-01"),
]  # fmt: skip


def several_stages() -> list[Relationship]:
    """A bid that is withdrawn on the very day on which it is paused."""
    others = [one for one in TIES if one.id not in {"bid-proposed", "bid-withdrawn"}]
    return [
        *others,
        relationship("a-withdrawn", "DealStatus", {"deal": "bid", "status": "withdrawn"}, "2019-06-05"),
        relationship("b-paused", "DealStatus", {"deal": "bid", "status": "paused"}, "2019-06-05", "2019-06-05"),
        relationship("c-proposed", "DealStatus", {"deal": "bid", "status": "proposed"}, "2019-05-27", "2019-06-05"),
    ]


def industry_scene(**options: Any) -> Scene:
    """Eight entities and eleven relationships of 2019, three of them in a proposal that is withdrawn."""
    report = source("report", title="BMW and JLR to build electric motors together", address="https://example.org/a")
    claims = {
        "speth-jlr": [
            claim("one", "speth-jlr", report, start="2010-02", locator="third paragraph"),
            claim("two", "speth-jlr", source("blog", title="A blog", publisher="", published=""), modality="reported"),
        ]
    }
    return scene(COMPANIES, TIES, claims, {"jlr": ("JLR", "Land Rover group")}, **options)


def day(text: str) -> date:
    found: Interval = parse_date(text)
    assert found.earliest is not None
    return found.earliest
