"""Days as callers give them, and an industry's data as of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .dates import FOREVER, parse_day
from .errors import ParameterError
from .snapshot import Snapshot, take_snapshot
from .store import Solutions

if TYPE_CHECKING:
    import networkx as nx

    from .answers import Answer
    from .industry import Industry

__all__ = ["AsOf", "Day", "to_day"]

Day = str | date | None
"""A day as callers give it: a date or a `datetime`, `YYYY-MM-DD`, `today`, or None for the latest known state."""


def to_day(given: Day) -> date:
    """A day as questions take it.

    Raises:
        ParameterError: it is none.
    """
    if given is None:
        return FOREVER
    try:
        return parse_day(given)
    except ValueError as error:
        raise ParameterError(str(error)) from None


@dataclass(frozen=True)
class AsOf:
    """An industry as of a day.

    Attributes:
        industry: the data.
        day: the day; `dates.FOREVER` for the latest known state.
    """

    industry: Industry
    day: date

    @cached_property
    def snapshot(self) -> Snapshot:
        """What holds on the day."""
        return take_snapshot(self.industry.store, self.industry.vocabulary, self.day)

    def query(self, name: str, **parameters: object) -> Answer:
        """Answer a named query about the day; see `Industry.query`."""
        return self.industry.query(name, as_of=self.day, **parameters)

    def show(self, name: str) -> Answer:
        """Everything known of an entity on the day."""
        return self.industry.show(name, as_of=self.day)

    def path(self, one: str, other: str, *, ever: bool = False, **limits: int) -> Answer:
        """How two entities are connected on the day; see `Industry.path`."""
        return self.industry.path(one, other, as_of=self.day, ever=ever, **limits)

    def sparql(self, text: str) -> Solutions | bool | list[ox.Triple]:
        """Run a SPARQL query on the plain triples of the snapshot."""
        return self.snapshot.to_store().query(text)

    def to_networkx(self) -> nx.MultiDiGraph:
        """The snapshot as a NetworkX graph; see `graph.projection.project`."""
        from .projection import project

        return project(self.snapshot)
