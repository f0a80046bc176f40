"""Figures at 100,000 claims beside peers, and of the commands on the packaged data: `make bench`.

Each figure is printed as it is measured: what, how long, the peer's time in the same run, the ratio. `--claims` sets
another size, `--no-rdflib` leaves out the slow peer.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.briefing import brief
from graph.building.checking import check_folders
from graph.building.loading import load_or_raise
from graph.editions import Edition, build_into
from graph.identifiers import RES
from graph.industry import Industry
from graph.opening import open_industry
from graph.paths import packaged_data
from graph.projection import project
from graph.snapshot import take_snapshot
from graph.terms import day, iri

from ..builders import read_plainly
from .generator import write_folder

_DAY = date(2019, 6, 5)
_LISTING = 1_000


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that an action takes, and its result."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def say(what: str, ours: float, peer: float | None = None, peer_name: str = "", unit: str = "s") -> None:
    """Print one figure."""
    scale = 1000 if unit == "ms" else 1
    beside = "" if peer is None else f"   {peer_name}: {peer * scale:.2f} {unit}   ratio {ours / peer:.3f}"
    print(f"{what:<52} {ours * scale:10.2f} {unit}{beside}", flush=True)


def percentile(seconds: list[float], share: float) -> float:
    """The value below which a share of the measurements lies."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def building(folder: Path, work: Path) -> tuple[Industry, float]:
    """Build through our path and by bulk_load alone; the industry, and how long our path took."""
    ours, path = timed(lambda: build_into(work / "ours", [folder]))
    lines = work / "edition.nq"
    with lines.open("w", encoding="utf-8") as file:
        count = 0
        for line in Edition.of(load_or_raise([folder])).quads():
            file.write(line + "\n")
            count += 1
    print(f"{count:,} quads")

    def bulk() -> None:
        store = ox.Store(str(work / "bulk"))
        store.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
        store.flush()

    alone, _ = timed(bulk)
    say("build rows into a store (grouping included)", ours, alone, "bulk_load of the same quads")
    return open_industry(path.parent), ours


def headline(industry: Industry, pairs: list[list[str]]) -> float:
    """The headline query with evidence, in process; its median."""
    seconds = [
        timed(lambda e=e, f=f: industry.query("person_ex_employer", employer=e, former=f, as_of=_DAY))[0]
        for e, f in pairs
    ]
    say("headline query with evidence, 50th percentile", statistics.median(seconds), unit="ms")
    say("headline query with evidence, 95th percentile", percentile(seconds, 0.95), unit="ms")
    return statistics.median(seconds)


def beside_rdflib(industry: Industry, lines: Path, pairs: list[list[str]], ours: tuple[float, float, float]) -> None:
    """The same in rdflib, last: its millions of objects slow down whatever runs beside them."""
    import rdflib
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    built, asked, projected = ours
    slow = rdflib.Dataset()
    parsing, _ = timed(lambda: slow.parse(str(lines), format="nquads"))
    say("build rows into a store (grouping included)", built, parsing, "rdflib parsing them")
    query = industry.queries["person_ex_employer"]
    theirs = []
    for employer, former in pairs[:3]:
        terms = {"employer": iri(RES + employer), "former": iri(RES + former), "as_of": day(_DAY)}
        theirs.append(timed(lambda terms=terms: list(slow.query(query.with_values(terms))))[0])
    say("headline query, evidence included", asked, statistics.median(theirs), "the same SPARQL in rdflib", "ms")
    converting, _ = timed(lambda: rdflib_to_networkx_multidigraph(slow.default_graph))
    say("snapshot and projection", projected, converting, "rdflib's converter on the edition")


def every_query(industry: Industry, claims: int) -> None:
    """Each named query with evidence as of days drawn at random."""
    random_ = random.Random(2)
    worst: list[tuple[float, str]] = []
    sizes = {"Company": claims // 90, "Person": claims // 10, "Deal": 100}
    for query in industry.queries.values():
        seconds = []
        for _ in range(60):
            values = {}
            for one in query.parameters:
                if one.type == "entity" and not one.optional:
                    kind = one.kinds[0] if one.kinds else "Company"
                    if kind not in sizes:
                        break
                    values[one.name] = f"{kind.lower()}-{random_.randrange(max(sizes[kind], 10))}"
                elif one.type == "source":
                    values[one.name] = f"source-{random_.randrange(max(claims // 12, 10))}"
            else:
                asked = date(2019, random_.randint(1, 12), 5)
                spent, answer = timed(lambda v=values, a=asked, q=query: industry.query(q.name, as_of=a, **v))
                seconds.append(spent)
                if len(answer) > _LISTING:
                    say(f"{query.name}, a listing of {len(answer):,} rows with evidence", spent)
                    seconds = []
                    break
        if seconds:
            worst.append((percentile(seconds, 0.95), query.name))
    for p95, name in sorted(worst, reverse=True)[:5]:
        say(f"{name} with evidence, 95th percentile", p95, unit="ms")
    print(f"{len(worst)} named queries measured; the slowest five are shown")


def days(industry: Industry) -> float:
    """Snapshot, projection and brief; how long snapshot and projection took."""
    seconds, snapshot = timed(lambda: take_snapshot(industry.store, industry.vocabulary, _DAY))
    say("snapshot of a day", seconds)
    projecting, graph = timed(lambda: project(snapshot))
    say(f"its projection ({graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges)", projecting)
    briefing, (changes, _, _) = timed(
        lambda: brief(industry.store, industry.vocabulary, date(2019, 1, 1), date(2019, 12, 31))
    )
    say(f"brief of a year ({len(changes):,} changes)", briefing)
    return seconds + projecting


def editions(folder: Path) -> None:
    """Another edition: what was known by a day."""
    with tempfile.TemporaryDirectory() as work:
        seconds, _ = timed(lambda: build_into(Path(work) / "known", [folder], date(2015, 1, 1)))
    say("another edition (known at 2015-01-01)", seconds)


def rows() -> None:
    """Loading and checking the packaged rows beside the standard library's reading of the same tables."""
    alone = min(timed(lambda: read_plainly(packaged_data()))[0] for _ in range(3))
    ours = min(timed(lambda: check_folders([packaged_data()]))[0] for _ in range(3))
    say("load and check the packaged rows", ours, alone, "csv.DictReader on the same tables")


def commands() -> None:
    """Start-up of the command beside an import of click alone."""

    def run(*command: str) -> float:
        return min(timed(lambda: subprocess.run(command, capture_output=True, check=True))[0] for _ in range(7))

    python = sys.executable
    ours = run(str(Path(python).parent / "industry-graph"), "--help")
    say("industry-graph --help", ours, run(python, "-c", "import click"), "python -c 'import click'")
    query = ("query", "company_leaders", "--company", "BMW", "--as-of", "2019-06-05")
    say("a named query on the packaged data, cold process", run(str(Path(python).parent / "industry-graph"), *query))


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--no-rdflib", action="store_true")
    given = parser.parse_args()
    rows()
    commands()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        claims = write_folder(work / "rows", given.claims)
        print(f"{claims:,} claims generated")
        random_ = random.Random(1)
        companies = [f"company-{number}" for number in range(max(claims // 90, 10))]
        pairs = [random_.sample(companies, 2) for _ in range(300)]
        industry, built = building(work / "rows", work)
        asked = headline(industry, pairs)
        every_query(industry, claims)
        projected = days(industry)
        editions(work / "rows")
        if not given.no_rdflib:
            beside_rdflib(industry, work / "edition.nq", pairs, (built, asked, projected))


if __name__ == "__main__":
    main()
