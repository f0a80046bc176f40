"""Commands that ask: named queries, entities, SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ParameterError
from .options import as_of_option, certain_option, data_options, format_option, open_data, plainly, print_answer
from .parameters import QueryCommand, given_parameters, told_parameters

if TYPE_CHECKING:
    from ..industry import Industry
    from ..queries import QueryFile

__all__ = ["queries", "query", "schema", "search", "show", "sparql"]


_MOST = 20
"""Names that `search` lists."""


def _words(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> str:
    """One text of several words, in quotes or not."""
    return " ".join(given)


@click.command()
@data_options
@click.argument("name", required=False)
@plainly
def queries(name: str | None, **where: Any) -> None:
    """List the named queries, or say what NAME asks and takes."""
    industry = open_data(**where)
    if name is None:
        width = max(map(len, industry.queries))
        for query in industry.queries.values():
            click.echo(f"{query.name:<{width}}  {query.summary}")
        return
    query = _query(industry, name)
    click.echo(f"{query.name}: {query.summary}")
    for option, meaning in [*told_parameters(query), ("--as-of", "the day asked about (default: latest known state)")]:
        click.echo(f"  {option:<14} {meaning}")
    click.echo("")
    click.echo(query.text.rstrip())


def _query(industry: Industry, name: str) -> QueryFile:
    if name not in industry.queries:
        import difflib

        near = difflib.get_close_matches(name, industry.queries, 3) or list(industry.queries)
        raise ParameterError(f"no query is called {name!r}: did you mean {', '.join(near)}?")
    return industry.queries[name]


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@data_options
@as_of_option
@certain_option
@format_option
@click.argument("name")
@click.pass_context
@plainly
def query(
    context: click.Context, name: str, as_of: str | None, certain: bool, form: str, every: bool, **where: Any
) -> None:
    """Answer the named query NAME; its parameters are options (--employer JLR).

    `industry-graph queries` lists the names, `industry-graph query NAME --help` the parameters of one.
    """
    industry = open_data(**where)
    parameters = given_parameters(context.args)
    _query(industry, name)
    print_answer(industry.query(name, as_of=as_of, **parameters), form, every=every, certain=certain)


@click.command()
@data_options
@as_of_option
@certain_option
@format_option
@click.argument("entity", nargs=-1, required=True, metavar="ENTITY", callback=_words)
@plainly
def show(entity: str, as_of: str | None, certain: bool, form: str, every: bool, **where: Any) -> None:
    """Show everything known of ENTITY on a day."""
    print_answer(open_data(**where).show(entity, as_of=as_of), form, every=every, certain=certain)


@click.command()
@data_options
@click.argument("text", nargs=-1, required=True, metavar="TEXT", callback=_words)
@plainly
def search(text: str, **where: Any) -> None:
    """Find entities with a name like TEXT."""
    found = open_data(**where).search(text, _MOST + 1)
    if not found:
        click.echo(f"Nothing here has a name like {text!r}.", err=True)
        sys.exit(1)
    for one in found[:_MOST]:
        others = f"  also {', '.join(one.names)}" if one.names else ""
        click.echo(f"{one.id:<32} {one.kind:<10} {one.label}{others}")
    if len(found) > _MOST:
        click.echo(f"Note: these are the {_MOST} likeliest; more of the name tells them apart.", err=True)


@click.command()
@data_options
@as_of_option
@click.option("--on", "target", type=click.Choice(["edition", "snapshot"]), default="edition", show_default=True,
              help="Claims and edition, or the plain triples of the day --as-of.")  # fmt: skip
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Stop after so long.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.argument("text")
@plainly
def sparql(text: str, target: str, as_of: str | None, seconds: float, form: str, **where: Any) -> None:
    """Run a SPARQL query: TEXT, a file, or - for standard input. It can only read."""
    from ..sparql import print_result, run

    industry = open_data(**where)
    result = run(industry, _query_text(text), target, as_of, seconds)
    click.echo(print_result(result, form))


def _query_text(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    try:
        if len(text) < 1000 and Path(text).is_file():
            return Path(text).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ParameterError(f"{text}: cannot be read ({error})") from None
    return text


@click.command()
@data_options
@plainly
def schema(**where: Any) -> None:
    """Print prefixes, classes, properties and examples for SPARQL."""
    from ..ontology import describe

    click.echo(describe(open_data(**where).vocabulary))
