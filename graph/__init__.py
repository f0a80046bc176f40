"""A knowledge graph of industry relationships: sourced, dated claims, and answers about any day.

People write down what sources say, one claim a row. The package turns rows into RDF, resolves claims into
relationships, answers questions about any day with the evidence on every row, and draws the answer.

The modules in the order in which to read them, which is the order in which data flow:

1. `records`, `dates`, `names`, `columns`, `vocabulary`, `declarations`, `dictionary`: what there is, as it is declared
2. `building`: loading rows, checking them, grouping claims, working out when things held
3. `mapping`, `restoring`, `ontology`, `shapes`, `rdf12`, `kept`, `editions`, `generations`, `store`: as RDF and tables
4. `queries`, `lookup`, `evidence`, `citations`, `answers`, `cells`, `asking`, `telling`, `footnotes`,
   `formats`, `fitted`: questions and answers
5. `snapshot`, `projection`, `focus`, `exports`: a day as plain triples, as a NetworkX graph, as files
6. `conflicts`, `explaining`, `changes`, `briefing`, `groups`, `coverage`: disagreement, change, what is not known;
   `tying`, `ways`, `connections`: how two entities are connected
7. `view`: one HTML file
8. `industry`: the door to all of it, `days`: as of a day; `opening`: what can be opened; `cli`: the command

A session::

    >>> import graph as kg
    >>> industry = kg.open()
    >>> answer = industry.query("company_owners", asset="Jaguar Land Rover", as_of="2019-06-05")
    >>> [(str(row["owner"]), row.certainty) for row in answer][0]
    ('Tata Motors', 'yes')
    >>> answer.rows[0].claims[0].source.publisher != ""
    True
    >>> G = industry.as_of("2019-06-05").to_networkx()
    >>> G.nodes["jaguar-land-rover"]["name"]
    'Jaguar Land Rover'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

    from .days import Day
    from .industry import Industry
    from .records import Policy

__all__ = ["open"]


def open(
    *where: str | Path | rdflib.Dataset,
    packaged: bool = True,
    known_at: Day = None,
    policy: Policy | None = None,
) -> Industry:
    """Open an industry's data; see `graph.opening.open_industry`.

    Args:
        where: nothing for the packaged data; folders of rows, laid over them; the folder of a built store; the address
            of a SPARQL server; or an `rdflib.Dataset` with data in this package's shape.
        packaged: whether the packaged rows lie under folders of rows.
        known_at: the day by which a source had to be published to count; without it all sources count.
        policy: how one value is picked where claims differ: most-origins (unless said otherwise), best-tier or newest.

    A finished store (built, a server, a dataset) has a day and a policy of its own, and others cannot be asked for.
    """
    from .opening import open_industry

    return open_industry(*where, packaged=packaged, known_at=known_at, policy=policy)
