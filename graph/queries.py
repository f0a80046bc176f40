"""Named queries: the files in `queries/`.

A file is valid SPARQL as it stands and runs in any tool. Comment lines that begin with `#+` say what it is for::

    #+ summary: Who leads a company on the day?
    #+ param company entity(Company, Brand): the company
    #+ param as_of day: the day asked about
    #+ holds post

A parameter is a `VALUES` block of one variable; its default stands in the block and is swapped for the caller's term,
or for several where it is declared `several`. The block may be repeated where a group needs it for itself. Nothing is
ever pasted into the text as a string. `holds`, `ended`, `begun`, `any` and `said` name the variables that are
relationships, and how time is asked of them: it has to hold on the day, to have ended or to have begun by the day, to
be of any time, or only to bring its evidence, whatever it says. From them an answer takes certainty and evidence.
`shows KIND` makes it the query that `show` tells entities of that kind with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

import pyoxigraph as ox

from .errors import QueryFileError
from .identifiers import IND, PREFIXES, SAID
from .paths import packaged_queries
from .store import query_error

__all__ = ["Parameter", "ParameterType", "QueryFile", "TimeTest", "known_queries", "read_queries", "read_query"]

ParameterType = Literal["entity", "source", "day", "text", "code", "number"]
TimeTest = Literal["holds", "ended", "begun", "any", "said"]

_HEADER = re.compile(r"#\+\s*(.*)")
_PARAM = re.compile(r"param\s+(\w+)\s+(\w+)(?:\(([\w, ]+)\))?\s*(optional|several)?\s*:\s*(.+)")
_VALUES = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}")
_PREFIX = re.compile(r"^\s*PREFIX\s+(\w*):\s*<([^>]*)>", re.MULTILINE)
_USED_PREFIX = re.compile(r"(?<![\w<:/#\"?])([A-Za-z]\w*):[A-Za-z]")
_BOUND = re.compile(r"(?<![\w:])(\w+):(\w+)\s+\?(\w+)")
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|#[^\n]*')


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a caller can say to a query.

    Attributes:
        name: its name, and its variable.
        type: what its value is.
        optional: whether it may be left open, meaning any.
        several: whether it takes several values.
        help: one line on what it means.
        kinds: the kinds of entity that it can be, the one meant first; empty for any.
        default: the term in the file, or empty for `UNDEF`.
    """

    name: str
    type: ParameterType
    optional: bool
    help: str
    default: str
    kinds: tuple[str, ...] = ()
    several: bool = False


_DATES = frozenset(each + name for each in (IND, SAID) for name in ("start", "end", "heldOn", "published"))
"""Properties whose values are dates as written."""


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A named query.

    Attributes:
        name: the file's name without `.rq`.
        summary: the question that it answers.
        parameters: in the order of the file.
        relationships: the variables that are relationships, and how time is asked of each.
        columns: the variables that an answer shows, in order.
        text: the file.
        bound: IRIs of the properties whose values a column or parameter takes, by its name.
        dated: the columns that hold dates as rows have them.
        shows: the kinds of entity that `show` tells with this query.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    relationships: dict[str, TimeTest]
    columns: tuple[str, ...]
    text: str
    bound: Mapping[str, tuple[str, ...]]
    dated: tuple[str, ...]
    shows: tuple[str, ...] = ()

    def with_values(self, terms: dict[str, str]) -> str:
        """The text with parameters swapped.

        Args:
            terms: escaped SPARQL terms by parameter; an empty one leaves the parameter open, as does none where the
                file says `UNDEF`. What is open loses its block: a join with `UNDEF` costs a store fifty times as much.
        """

        def swap(found: re.Match[str]) -> str:
            name = found[1]
            if name not in terms:
                return "" if found[2].strip() == "UNDEF" else found[0]
            return f"VALUES ?{name} {{ {terms[name]} }}" if terms[name] else ""

        return _VALUES.sub(swap, self.text)


def known_queries(folders: Iterable[Path]) -> dict[str, QueryFile]:
    """The packaged queries and those of data folders by name; a later one replaces an earlier one of its name.

    Raises:
        QueryFileError: a file breaks the rules; names file and line.
    """
    queries = dict(read_queries(packaged_queries()))
    for folder in folders:
        if (folder / "queries").is_dir():
            queries.update(read_queries(folder / "queries"))
    return queries


@lru_cache(maxsize=8)
def read_queries(folder: Path) -> dict[str, QueryFile]:
    """Every query file of a folder by name, sorted.

    Raises:
        QueryFileError: a file breaks the rules; names file and line.
    """
    return {file.stem: read_query(file) for file in sorted(folder.glob("*.rq"))}


def read_query(file: Path) -> QueryFile:
    """Read a query file.

    Raises:
        QueryFileError: it breaks the rules; names file and line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QueryFileError(f"{file.name}:{line}: byte 0x{error.object[error.start]:02X} is not UTF-8") from None
    summary = ""
    declared: dict[str, Parameter] = {}
    relationships: dict[str, TimeTest] = {}
    shows: tuple[str, ...] = ()
    lines: dict[str, int] = {}
    for number, line_ in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line_)
        if header is None:
            continue
        words = header[1]
        if words.startswith("summary:"):
            summary = words.removeprefix("summary:").strip()
        elif words.startswith("param "):
            parameter = _parameter(words, f"{file.name}:{number}")
            declared[parameter.name] = parameter
            lines[parameter.name] = number
        elif words.startswith("shows "):
            shows = tuple(words.split()[1:])
        elif (test := _one_of(get_args(TimeTest), words.split(" ", 1)[0])) is not None:
            relationships.update(dict.fromkeys(words.split()[1:], cast(TimeTest, test)))
            lines.update(dict.fromkeys(words.split()[1:], number))
        else:
            expected = ", ".join(("summary", "param", "shows", *get_args(TimeTest)))
            raise QueryFileError(f"{file.name}:{number}: {words!r}, expected {expected}")
    if not summary:
        raise QueryFileError(f"{file.name}:1: no summary, expected a line '#+ summary: …'")
    blocks = {found[1]: found[2].strip() for found in _VALUES.finditer(text)}
    for problem_line, problem in _problems(text, declared.keys(), relationships.keys(), blocks, lines):
        raise QueryFileError(f"{file.name}:{problem_line}: {problem}")
    parameters = tuple(
        replace(one, default="" if blocks[name] == "UNDEF" else blocks[name]) for name, one in declared.items()
    )
    columns = tuple(name for name in _selected(text) if name not in relationships)
    bound = _bound(text, {*columns, *(one.name for one in parameters)})
    dated = tuple(name for name in columns if name in bound and _DATES.issuperset(bound[name]))
    return QueryFile(file.stem, summary, parameters, relationships, columns, text, bound, dated, shows)


def _parameter(words: str, at: str) -> Parameter:
    """A declared parameter, its default not yet known."""
    found = _PARAM.fullmatch(words)
    if found is None:
        raise QueryFileError(f"{at}: {words!r}, expected 'param NAME TYPE: what it means'")
    name, type_, listed, flag, help_ = found.groups()
    known = _one_of(get_args(ParameterType), type_)
    if known is not None:
        kinds = tuple(one.strip() for one in (listed or "").split(",") if one.strip())
        return Parameter(
            name, cast(ParameterType, known), flag == "optional", help_, "", kinds, several=flag == "several"
        )
    raise QueryFileError(f"{at}: type {type_!r}, expected one of {', '.join(get_args(ParameterType))}")


def _selected(text: str) -> list[str]:
    head = re.search(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s+WHERE", text, re.DOTALL)
    if head is None:
        return []
    named = re.findall(r"\(.*?\s+AS\s+\?(\w+)\s*\)|\?(\w+)", head[1], re.DOTALL)
    return [aliased or plain for aliased, plain in named]


def _bound(text: str, columns: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The properties in whose patterns a column is the object."""
    bound: dict[str, tuple[str, ...]] = {}
    for prefix, name, variable in _BOUND.findall(_QUOTED.sub(" ", text)):
        if variable in columns and prefix in PREFIXES:
            bound[variable] = (*bound.get(variable, ()), PREFIXES[prefix] + name)
    return bound


def _one_of(allowed: Sequence[str], word: str) -> str | None:
    return word if word in allowed else None


def _problems(
    text: str,
    declared: Collection[str],
    relationships: Collection[str],
    blocks: Mapping[str, str],
    lines: Mapping[str, int],
) -> Iterator[tuple[int, str]]:
    """Line and words of each rule that a text breaks.

    Args:
        text: the file.
        declared: names of the declared parameters.
        relationships: variables declared as relationships.
        blocks: what stands in the `VALUES` block of each variable.
        lines: the line on which each name is declared.
    """
    bare = _QUOTED.sub(" ", text)
    for name in declared:
        if name not in blocks:
            yield lines[name], f"parameter {name!r} has no block 'VALUES ?{name} {{ … }}'"
    for found in _VALUES.finditer(text):
        if found[1] not in declared:
            yield text.count("\n", 0, found.start()) + 1, f"VALUES ?{found[1]} is no declared parameter"
    for name in blocks:
        if not re.search(rf"(?<!VALUES )\?{name}\b", bare):
            yield lines[name], f"parameter {name!r} is never used"
    for variable in relationships:
        if variable not in _selected(text):
            yield lines[variable], f"relationship ?{variable} is not selected"
    prefixes: dict[str, str] = {}
    for found in _PREFIX.finditer(text):
        prefix, address = found.groups()
        prefixes[prefix] = address
        if PREFIXES.get(prefix) != address:
            expected = f"<{PREFIXES[prefix]}>" if prefix in PREFIXES else f"one of {', '.join(PREFIXES)}"
            yield text.count("\n", 0, found.start(1)) + 1, f"prefix {prefix}: is <{address}>, expected {expected}"
    for number, line in enumerate(bare.splitlines(), 1):
        for prefix in _USED_PREFIX.findall(line.split("PREFIX")[0]):
            if prefix not in prefixes:
                yield number, f"prefix {prefix}: is not declared"
    if "ORDER BY" not in bare:
        yield text.count("\n") + 1, "no ORDER BY: an answer has one order"
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        yield _line_of(error), str(query_error(error))


def _line_of(error: SyntaxError) -> int:
    place = re.search(r"error at (\d+):", str(error))
    return int(place[1]) if place else 1
