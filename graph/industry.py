"""The door to everything: ask, take a snapshot, draw, ask for another edition.

An `Industry` is one edition of data in a store, ready to be asked; as of a day it is an `AsOf` (`days`). What can be
opened, and how, is in `opening`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .answers import Answer, Name
from .asking import Asker, as_given
from .briefing import brief, learnt
from .changes import Brief, Change
from .conflicts import conflicts
from .connections import LIMIT_MOST, LIMIT_STEPS, connections
from .dates import FOREVER
from .days import AsOf, Day, to_day
from .editions import open_edition
from .errors import ParameterError, StoreError
from .explaining import Explanation, Neighbour, explain, explainable
from .identifiers import SAID
from .lookup import Found, likelier, resolve, search, search_ids
from .queries import QueryFile, known_queries
from .records import Policy
from .store import EmbeddedStore, Solutions, Store
from .vocabulary import Vocabulary
from .ways import MOST, STEPS

if TYPE_CHECKING:
    import rdflib

    from .view import Highlight, View

__all__ = ["Industry"]


@dataclass(frozen=True)
class Industry:
    """An industry's data, ready to be asked.

    Attributes:
        store: where the edition is.
        vocabulary: its kinds.
        folders: the data folders that it was built from; empty for a store that was opened as it is.
        known_at: the day by which a source of the edition had to be published to count; `dates.FOREVER` for all.
        policy: how the edition picks values where claims differ.
        data: which data these are, in words.
    """

    store: Store
    vocabulary: Vocabulary
    folders: tuple[Path, ...]
    known_at: date
    policy: Policy
    data: str

    @cached_property
    def queries(self) -> Mapping[str, QueryFile]:
        """The named queries, by name."""
        return known_queries(self.folders)

    def query(self, name: str, *, as_of: Day = None, **parameters: object) -> Answer:
        """Answer a named query.

        Args:
            name: one of `queries`.
            as_of: the day asked about; without it the latest known state.
            parameters: values by name, as people type them (`employer="JLR"`).

        Raises:
            ParameterError: the query or a parameter is unknown, or a value cannot be one.
            UnknownNameError: a name means nothing here, or several things; with suggestions.
        """
        query = self.queries.get(name)
        if query is None:
            raise ParameterError(f"no query is called {name!r}: expected one of {', '.join(self.queries)}")
        asker = Asker(self.store, self.vocabulary, self.known_at, self.policy, self.data)
        answer = asker.ask(query, parameters, to_day(as_of))
        return replace(answer, industry=self, remarks=(*self._meant(query, parameters), *answer.remarks))

    def _meant(self, query: QueryFile, given: Mapping[str, object]) -> Iterator[str]:
        """What names that were given were taken for, where they may mean something likelier."""
        for parameter in query.parameters:
            if parameter.type != "entity" or not given.get(parameter.name):
                continue
            for name in as_given(parameter, given[parameter.name]):
                taken = self._described(resolve(self.store, self.vocabulary, name, parameter.kinds))
                yield from self._taken_for(name, taken, parameter.kinds)

    def _described(self, id: str) -> Found:
        return next(iter(search_ids(self.store, self.vocabulary, [id])), Found(id, id, ""))

    def _taken_for(self, name: str, taken: Found, kinds: Collection[str] = ()) -> Iterator[str]:
        """What a name was taken for, where it may mean something likelier of some kinds; of any where none is given."""
        others = [one for one in likelier(self.store, self.vocabulary, name, taken) if not kinds or one.kind in kinds]
        if others:
            listed = ", ".join(f"{one.label} ({one.id})" for one in others)
            yield f"{name!r} is taken for the {taken.kind.lower()} {taken.label} here; there is also {listed}."

    def show(self, name: str, *, as_of: Day = None) -> Answer:
        """Everything known of an entity on a day; a deal is told as a story.

        Args:
            name: the entity, as people call it.
            as_of: the day; without it the latest known state.
        """
        id = self.resolve(name)
        shown = self._described(id)
        query = next((one for one in self.queries.values() if shown.kind in one.shows), self.queries["entity_facts"])
        answer = self.query(query.name, as_of=as_of, **{query.parameters[0].name: id})
        return replace(answer, remarks=(*self._taken_for(name, shown), *answer.remarks))

    def search(self, text: str, limit: int = 10) -> list[Found]:
        """Entities with a name like a text, best first."""
        return search(self.store, self.vocabulary, text, limit)

    def resolve(self, name: str) -> str:
        """The id of the entity that a name means."""
        return resolve(self.store, self.vocabulary, name)

    def explain(self, id: str) -> Explanation:
        """Why claims are, or are not, one relationship; by the id of a relationship or claim."""
        return explain(self.store, self.vocabulary, self.policy, id)

    def explainable(self, *entities: str) -> tuple[Neighbour, ...]:
        """The relationships that name all these entities, to choose from for `explain`.

        Args:
            entities: one or two, as people call them.

        Raises:
            ParameterError: two of them are the same entity.
            UnknownNameError: a name means nothing here, or several things.
        """
        return explainable(self.store, self.vocabulary, self._apart(*entities))

    def conflicts(self, *focus: str, as_of: Day = None) -> Answer:
        """What sources disagree about, in all or about some entities; see `graph.conflicts`."""
        ids = [self.resolve(name) for name in focus]
        found = conflicts(
            self.store, self.vocabulary, focus=ids, as_of=to_day(as_of), known_at=self.known_at, policy=self.policy,
            data=self.data,
        )  # fmt: skip
        return replace(found, industry=self)

    def path(
        self, one: str, other: str, *, as_of: Day = None, ever: bool = False, most: int = MOST, steps: int = STEPS
    ) -> Answer:
        """How two entities are connected: the ways between them that say most; see `graph.connections`.

        Args:
            one: an entity, as people call it.
            other: another one.
            as_of: the day; without it the latest known state.
            ever: whether ways can lead over what was over by the day.
            most: how many ways at most, 1 to 100.
            steps: of how many steps each at most, 1 to 8.

        Raises:
            ParameterError: both are the same entity, or a number is out of its range.
            UnknownNameError: a name means nothing here, or several things.
        """
        first, second = self._apart(one, other)
        for name, number, limit in (("most", most, LIMIT_MOST), ("steps", steps, LIMIT_STEPS)):
            if not 1 <= number <= limit:
                raise ParameterError(f"{name} is {number}, expected 1 to {limit}")
        found = connections(
            self.store, self.vocabulary, (first, second), as_of=to_day(as_of), ever=ever, most=most, steps=steps,
            known_at=self.known_at, policy=self.policy, data=self.data,
        )  # fmt: skip
        return replace(found, industry=self)

    def brief(self, first: Day, last: Day, *, focus: Sequence[str] = ()) -> Brief:
        """What changed between two days.

        In an industry opened with `known_at`, the brief also says what was learnt: what its sources say of the last
        day that those published by the first day did not.

        Args:
            first: the earlier day.
            last: the later day.
            focus: names of entities; only what ties one of them.

        Raises:
            ParameterError: a day is none, or the days are in the wrong order.
        """
        start, end = to_day(first), to_day(last)
        ids = [self.resolve(name) for name in focus]
        try:
            changes, _, _ = brief(self.store, self.vocabulary, start, end, focus=ids)
        except ValueError as error:
            raise ParameterError(str(error)) from None
        known = None if self.known_at == FOREVER else self.known_at
        taught: list[Change] = []
        if known is not None and self.folders:
            then = self.at(known_at=start)
            taught = learnt(self.vocabulary, then.store, self.store, end, focus=ids)
        named = tuple(Name(one.label, one.id) for one in search_ids(self.store, self.vocabulary, ids))
        return Brief(start, end, known, self.policy, named, tuple(changes), tuple(taught))

    def view(
        self,
        *,
        focus: str | Sequence[str] = (),
        depth: int = 1,
        as_of: Day = None,
        kinds: Sequence[str] = (),
        story: str | Path | None = None,
        highlight: Highlight | None = None,
        preset: str = "",
        title: str = "",
        opening: int = 160,
    ) -> View:
        """A picture: one page that explains the industry; see `graph.view`.

        Args:
            focus: one or several entities, as people call them; only what lies around them.
            depth: how many relationships around.
            as_of: the day on which it opens; every other day can be reached in the page.
            kinds: names of kinds of entities or relationships to keep; empty for all.
            story: a file of steps to tell, or the name of a packaged one.
            highlight: what an analysis found, to be brought out.
            preset: `who-owns-whom` for the poster of stakes on a day.
            title: the title; made from focus and preset unless given.
            opening: how many entities are drawn at first, at most.

        Raises:
            ParameterError: an argument cannot be one.
            UnknownNameError: a name means nothing here, or several things.
        """
        from .view.making import make_view

        named = (focus,) if isinstance(focus, str) else tuple(focus)
        return make_view(
            self,
            focus=named,
            depth=depth,
            day=to_day(as_of),
            kinds=kinds,
            story=story,
            highlight=highlight,
            preset=preset,
            title=title,
            opening=opening,
        )

    def view_of(self, answer: Answer) -> View:
        """A picture of an answer; see `graph.answers.Answer.view`."""
        from .view.making import view_of_answer

        return view_of_answer(self, answer)

    def sparql(self, text: str) -> Solutions | bool | list[ox.Triple]:
        """Run a SPARQL query on claims and edition, in this process and without limits.

        Raises:
            QueryError: it is malformed, or would change something.
        """
        return self.store.query(text)

    def as_of(self, day: Day = None) -> AsOf:
        """The data as of a day."""
        return AsOf(self, to_day(day))

    def at(self, *, known_at: Day = None, policy: Policy | None = None) -> Industry:
        """Another edition of the same data: what was known by a day, under a policy.

        Raises:
            StoreError: the data are a finished store, which holds one edition.
        """
        if not self.folders:
            raise StoreError(f"{self.store.location}: a built store holds one edition, expected a folder of rows")
        known, chosen = to_day(known_at), policy or self.policy
        return Industry(
            open_edition(self.folders, known, chosen), self.vocabulary, self.folders, known, chosen, self.data
        )

    def to_rdflib(self) -> rdflib.Dataset:
        """The same store as an `rdflib.Dataset`, for reading.

        Raises:
            StoreError: the store is a server.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        if not isinstance(self.store, EmbeddedStore):
            raise StoreError(f"{self.store.location}: is a server, expected an embedded store")
        return rdflib.Dataset(store=OxigraphStore(store=self.store.dataset))

    def _apart(self, *names: str) -> list[str]:
        """The ids of different entities."""
        ids = [self.resolve(name) for name in names]
        for (one, id), (other, same) in combinations(zip(names, ids, strict=True), 2):
            if id == same:
                raise ParameterError(f"{one!r} and {other!r} are both {id}: expected two entities")
        return ids

    def __str__(self) -> str:
        asked = f"SELECT (COUNT(?claim) AS ?n) WHERE {{ GRAPH ?g {{ ?claim <{SAID}about> ?relationship }} }}"
        count = self.store.select(asked).rows[0][0]
        claims = count.value if isinstance(count, ox.Literal) else "?"
        known = "" if self.known_at == FOREVER else f", known at {self.known_at}"
        return f"Industry: {self.data}, {claims} claims{known}, policy {self.policy}"
