"""The parameters of a named query on the command line: what they are, and what was given for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import IndustryGraphError, ParameterError
from .options import fail

if TYPE_CHECKING:
    from ..queries import Parameter, QueryFile

__all__ = ["QueryCommand", "given_parameters", "told_parameters"]


class QueryCommand(click.Command):
    """The command `query`, whose help is about the query that is named beside `--help`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words for the help: it is asked for before any of them has a meaning."""
        ctx.meta[__name__] = list(args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the question and the parameters of the query, then the options of every query."""
        query = _named(ctx.meta.get(__name__, ()))
        if query is None:
            super().format_help(ctx, formatter)
            return
        formatter.write_usage(ctx.command_path, f"{query.name} [PARAMETERS] [OPTIONS]")
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(query.summary)
        with formatter.section("Parameters"):
            formatter.write_dl(list(told_parameters(query)) or [("none", "")])
        self.format_options(ctx, formatter)


def told_parameters(query: QueryFile) -> Iterator[tuple[str, str]]:
    """Each parameter of a query as an option, and what it means; the day is an option of every query."""
    for parameter in query.parameters:
        if parameter.name != "as_of":
            yield f"--{parameter.name.replace('_', '-')}", f"{parameter.help} ({_value(parameter)})"


def given_parameters(args: Sequence[str]) -> dict[str, str]:
    """Values by parameter, from words such as `--employer JLR` or `--employer=JLR`.

    Raises:
        ParameterError: a word is no parameter, or has no value after it.
    """
    parameters: dict[str, str] = {}
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or len(word) < 3:
            raise ParameterError(f"{word!r}: expected --PARAMETER VALUE")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise ParameterError(f"--{name}: expected a value after it")
            value = rest.pop(0)
        parameters[name.replace("-", "_")] = value
    return parameters


def _value(parameter: Parameter) -> str:
    """What a value is, and what stands for one that is left out."""
    sort = " or ".join(parameter.kinds) or {"entity": "anything"}.get(parameter.type, parameter.type)
    several = ", several with commas between" if parameter.several else ""
    terms = parameter.default.split() if parameter.several else [parameter.default]
    default = ", ".join(_word(term) for term in terms if term) or "any"
    return f"{sort}{several}; default: {default}"


def _word(term: str) -> str:
    """A SPARQL term as people type it."""
    return term.split('"')[1] if term.startswith('"') else term.strip("<>").split(":", 1)[-1]


def _named(words: Sequence[str]) -> QueryFile | None:
    """The query that words on the command line name, among the packaged ones and those of data folders."""
    from ..queries import known_queries

    folders = [Path(word) for before, word in zip(("", *words), words, strict=False) if before == "--data"]
    folders += [Path(word.removeprefix("--data=")) for word in words if word.startswith("--data=")]
    try:
        queries = known_queries(folders)
    except IndustryGraphError as error:
        fail(error)
    return next((queries[word] for word in words if word in queries), None)
