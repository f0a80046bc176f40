"""Asking a named query: from parameters as people type them to an answer with certainty and evidence."""

from __future__ import annotations

import difflib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from .answers import Answer, Dated, Name, Row, Value, weakest
from .building.windows import begun_on, certainty_ever, certainty_on, ended_on, years_away
from .cells import CodeFields, code_fields, coded, value_of
from .citations import ClaimFound
from .dates import FOREVER, day_text, parse_day
from .errors import DateError, ParameterError
from .evidence import Evidence, gather, labels_of
from .identifiers import RELATIONSHIP, RES, SOURCE, is_slug, local_name
from .lookup import resolve
from .names import name_key
from .queries import Parameter, QueryFile
from .records import Certainty, Relationship
from .sentences import difference_in_words
from .store import Solutions, Store, Term
from .terms import day, decimal, iri, string
from .vocabulary import Vocabulary

__all__ = ["Asker", "as_given"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DOUBT = "doubt"
_JUDGES = {"holds": certainty_on, "ended": ended_on, "begun": begun_on, "any": certainty_ever}


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks one edition.

    Attributes:
        store: where the edition is.
        vocabulary: its kinds.
        known_at: the day by which sources had to be published; `dates.FOREVER` for all.
        policy: how values were picked.
        data: which data these are, in words.
    """

    store: Store
    vocabulary: Vocabulary
    known_at: date
    policy: str
    data: str

    def ask(self, query: QueryFile, given: Mapping[str, object], as_of: date) -> Answer:
        """Answer a query.

        Args:
            query: the query.
            given: values by parameter, as people type them; those left out keep the file's default.
            as_of: the day asked about; `dates.FOREVER` for the latest known state.

        Raises:
            ParameterError: a parameter is unknown or has a value that it cannot have.
            UnknownNameError: a name means nothing here, or several things.
        """
        terms, words = self._terms(query, given, as_of)
        solutions = self.store.select(query.with_values(terms))
        related = _related(query, solutions)
        evidence = gather(self.store, self.vocabulary, related)
        labels = labels_of(self.store, _addresses(solutions, evidence))
        codes = {
            column: code_fields(self.vocabulary, query.bound.get(column, ()))
            for column in query.columns
            if column != _DOUBT
        }
        found = [
            row
            for solution in solutions.dicts()
            if (row := self._row(query, solution, as_of, evidence, labels, codes)) is not None
        ]
        rows = list(_distinct(found))
        tests = set(query.relationships.values())
        if tests != {"begun"}:
            rows.sort(key=lambda row: (row.certainty != "yes", _distance(row, evidence, as_of)))
            rows = list(_together(rows, next(iter(codes), "")))
        return Answer(
            query.name,
            query.summary,
            words,
            None if as_of == FOREVER else as_of,
            None if self.known_at == FOREVER else self.known_at,
            self.policy,
            tuple(codes),
            tuple(rows),
            self.data,
        )

    def _terms(
        self, query: QueryFile, given: Mapping[str, object], as_of: date
    ) -> tuple[dict[str, str], dict[str, str]]:
        """SPARQL terms by parameter, and what was asked for in words."""
        known = {parameter.name: parameter for parameter in query.parameters}
        for name in given:
            if name not in known or name == "as_of":
                near = difflib.get_close_matches(name, known, 1)
                expected = f"did you mean {near[0]}?" if near else f"expected {', '.join(sorted({*known} - {'as_of'}))}"
                raise ParameterError(f"{query.name} has no parameter {name!r}: {expected}")
        terms = {"as_of": day(as_of)}
        for name, parameter in known.items():
            if values := as_given(parameter, given.get(name)):
                codes = code_fields(self.vocabulary, query.bound.get(name, ())) if parameter.type == "code" else []
                terms[name] = " ".join(self._term(parameter, one, codes) for one in values)
            elif name in given or (parameter.optional and any(known[other].optional for other in given)):
                if not parameter.optional:
                    raise ParameterError(f"{query.name}: parameter {name!r} is empty, expected a value")
                terms[name] = ""
        words = {}
        for name, parameter in known.items():
            shown = terms.get(name, parameter.default)
            if name != "as_of" and shown:
                words[name] = ", ".join(_word(term) for term in (shown.split() if parameter.several else [shown]))
        return terms, words

    def _term(self, parameter: Parameter, value: str, codes: CodeFields) -> str:
        match parameter.type:
            case "code" if codes:
                return string(self._code(parameter, value, codes))
            case "entity":
                return iri(RES + resolve(self.store, self.vocabulary, value, parameter.kinds))
            case "source":
                id = value.removeprefix(SOURCE).removeprefix("source:")
                if (
                    not is_slug(id)
                    or not self.store.select(f"SELECT ?p WHERE {{ {iri(SOURCE + id)} ?p ?o }} LIMIT 1").rows
                ):
                    raise ParameterError(f"{value!r} is no source: expected an id such as those in the footnotes")
                return iri(SOURCE + id)
            case "day":
                try:
                    return day(parse_day(value))
                except DateError as error:
                    raise ParameterError(f"parameter {parameter.name}: {error}") from None
            case "number":
                if not _NUMBER.fullmatch(value):
                    raise ParameterError(f"parameter {parameter.name}: {value!r} is no number")
                return decimal(value)
            case _:
                return string(value)

    def _code(self, parameter: Parameter, value: str, fields: CodeFields) -> str:
        """The code that somebody means by its name or its label."""
        known = {code.name: code for _, one in fields for code in self.vocabulary.codes[one.of[0]].codes.values()}
        meant = [code for code in known.values() if name_key(value) in (name_key(code.name), name_key(code.label))]
        if meant:
            return meant[0].name
        near = difflib.get_close_matches(value, known, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise ParameterError(f"{parameter.name}: {value!r} is none of its codes; {hint}expected {', '.join(known)}")

    def _row(
        self,
        query: QueryFile,
        solution: Mapping[str, Term],
        as_of: date,
        evidence: Evidence,
        labels: Mapping[str, str],
        codes: Mapping[str, CodeFields],
    ) -> Row | None:
        """One row of an answer; None where it does not hold. `codes` has its columns, and what codes each can hold."""
        certainties: list[Certainty] = ["yes"]
        reasons: list[str] = []
        rests_on: list[Relationship] = []
        for variable, test in query.relationships.items():
            relationship = evidence.relationships.get(_id(solution.get(variable)))
            if relationship is None:
                continue
            rests_on.append(relationship)
            if relationship.possible_from is None and test in {"begun", "any", "said"}:
                reasons.append("denied by a source")
                continue
            if test == "said":
                continue
            certainty, reason = _JUDGES[test](relationship, as_of)
            certainties.append(certainty)
            if reason:
                reasons.append(reason if len(query.relationships) == 1 else f"{variable}: {reason}")
        if _DOUBT in solution:
            certainties.append("possibly")
            reasons.append(str(value_of(solution[_DOUBT], labels)))
        certainty = weakest(certainties)
        if certainty == "no":
            return None
        ids = tuple(dict.fromkeys(relationship.id for relationship in rests_on))
        claims: dict[str, ClaimFound] = {claim.id: claim for id in ids for claim in evidence.claims.get(id, ())}
        kinds = {one.kind for one in rests_on}
        values = {
            column: coded(value_of(solution[column], labels), fields, kinds, self.vocabulary)
            if column in solution
            else None
            for column, fields in codes.items()
        }
        values |= {name: Dated(text) for name in query.dated if (text := values.get(name)) and type(text) is str}
        differences = [
            difference_in_words(self.vocabulary, one, each, labels.get(RELATIONSHIP + one.id, one.id))
            for one in rests_on
            for each in one.differences
        ]
        return Row(values, certainty, tuple(dict.fromkeys(reasons)), ids, tuple(claims.values()), tuple(differences))


def as_given(parameter: Parameter, given: object) -> list[str]:
    """What was given for a parameter: one text, or several for one that takes several; none where nothing was."""
    if given is None or given == "":
        return []
    if not parameter.several:
        return [day_text(given) if isinstance(given, date) else str(given)]
    several = given.split(",") if isinstance(given, str) else given
    if not isinstance(several, Iterable):
        return [str(several)]
    return [text for one in several if (text := str(one).strip())]


def _word(term: str) -> str:
    """A SPARQL term as people read it."""
    if term.startswith('"'):
        return term[1 : term.rindex('"')]
    return local_name(term.strip("<>").split(":", 1)[-1])


def _id(term: Term | None) -> str:
    return term.value.removeprefix(RELATIONSHIP) if isinstance(term, ox.NamedNode) else ""


def _related(query: QueryFile, solutions: Solutions) -> set[str]:
    positions = [solutions.variables.index(name) for name in query.relationships if name in solutions.variables]
    return {id for row in solutions.rows for position in positions if (id := _id(row[position]))}


def _addresses(solutions: Solutions, evidence: Evidence) -> set[str]:
    """The IRIs of which an answer may show the name."""
    shown = {term.value for row in solutions.rows for term in row if isinstance(term, ox.NamedNode)}
    disputed = {RELATIONSHIP + id for id, one in evidence.relationships.items() if one.differences}
    return {address for address in shown if address.startswith(RES)} | disputed


def _together(rows: Iterable[Row], column: str) -> Iterator[Row]:
    """Certain rows as they are, then those that only possibly hold, all about one entity where its first one stands."""
    possible: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row.certainty == "yes":
            yield row
        else:
            thing = row.values.get(column)
            possible[thing if isinstance(thing, Name) else row.relationships].append(row)
    for several in possible.values():
        yield from several


def _distance(row: Row, evidence: Evidence, as_of: date) -> float:
    """How many years lie between the day and the evidence of a row that only possibly holds.

    0 where it holds; endless where no source gives a day.
    """
    if row.certainty == "yes":
        return 0
    several = [evidence.relationships[id] for id in row.relationships]
    if any(one.first_held is None and one.last_held is None for one in several):
        return math.inf
    return max((years_away(one, as_of) for one in several), default=0)


def _distinct(rows: Iterable[Row]) -> Iterable[Row]:
    """Rows that show the same things become one with the evidence of all: several relationships may carry one row."""
    merged: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        key = tuple(row.values.values())
        same = merged.get(key)
        if same is None:
            merged[key] = row
            continue
        best, rest = (same, row) if same.certainty == "yes" or row.certainty != "yes" else (row, same)
        merged[key] = Row(
            best.values,
            best.certainty,
            best.reasons,
            tuple(dict.fromkeys(best.relationships + rest.relationships)),
            tuple({claim.id: claim for claim in best.claims + rest.claims}.values()),
            tuple(dict.fromkeys(best.differences + rest.differences)),
        )
    return merged.values()
