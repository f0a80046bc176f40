"""The command `industry-graph`.

Data go to standard output, everything else to standard error. Exit status 0 means done, 1 that something was found or
went wrong, 2 that the command was used wrongly. Everything heavy is imported inside the commands, so that `--help` is
instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .errors import IndustryGraphError, ParameterError, RowError, UnknownNameError

if TYPE_CHECKING:
    from .answers import Answer
    from .industry import Industry

__all__ = ["main"]

FORMATS = ("table", "csv", "json", "markdown")
_USAGE_ERRORS = (ParameterError, UnknownNameError)


def _data_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say which data a command asks."""
    options = [
        click.option("--data", "data", multiple=True, metavar="FOLDER", help="Own rows over the packaged ones."),
        click.option("--no-packaged", is_flag=True, help="Leave the packaged rows out."),
        click.option("--store", metavar="FOLDER_OR_URL", help="A built store or a SPARQL server instead of rows."),
        click.option("--known-at", metavar="DAY", help="Count only sources published by this day."),
        click.option(
            "--policy", metavar="POLICY", default="most-origins", show_default=True,
            help="How a value is picked where sources differ: most-origins, best-tier or newest.",
        ),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _as_of(command: Callable[..., None]) -> Callable[..., None]:
    help_ = "The day asked about (YYYY-MM-DD or today); without it the latest known state."
    return click.option("--as-of", metavar="DAY", help=help_)(command)


def _format(command: Callable[..., None]) -> Callable[..., None]:
    choice = click.Choice(FORMATS)
    return click.option("--format", "form", type=choice, default="table", show_default=True, help="How to print.")(
        command
    )


def _plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn errors of this package into one line on standard error and an exit status."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except IndustryGraphError as error:
            _fail(error)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader has gone
            sys.exit(0)
        except KeyboardInterrupt:
            sys.exit(130)

    return wrapped


def _fail(error: IndustryGraphError) -> NoReturn:
    click.echo(f"industry-graph: {error}", err=True)
    sys.exit(2 if isinstance(error, _USAGE_ERRORS) else 1)


def _open(data: Sequence[str], no_packaged: bool, store: str | None, known_at: str | None, policy: str) -> Industry:
    from .industry import open_industry

    where = [store] if store else list(data)
    if store and (data or no_packaged):
        raise ParameterError("--store stands alone: expected no --data beside it")
    if no_packaged and not data:
        raise ParameterError("--no-packaged leaves nothing: expected --data FOLDER with it")
    return open_industry(*where, packaged=not no_packaged, known_at=known_at, policy=policy)  # type: ignore[arg-type]


def _print_answer(answer: Answer, form: str) -> None:
    from . import formats

    if form == "table":
        _print_rich(formats.to_rich(answer))
        return
    text = {"csv": formats.to_csv, "json": formats.to_json, "markdown": formats.to_markdown}[form](answer)
    click.echo(text.rstrip("\n"))
    if form == "csv":
        for note in answer.notes:
            click.echo(f"Note: {note}", err=True)


def _print_rich(renderable: Any) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False, soft_wrap=False).print(renderable)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="industry-graph", prog_name="industry-graph")
def main() -> None:
    """Ask a knowledge graph of industry relationships: sourced, dated, for any day."""


@main.command()
@_data_options
@click.argument("name", required=False)
@_plainly
def queries(name: str | None, **where: Any) -> None:
    """List the named queries, or say what NAME asks and takes."""
    industry = _open(**where)
    if name is None:
        width = max(map(len, industry.queries))
        for query in industry.queries.values():
            click.echo(f"{query.name:<{width}}  {query.summary}")
        return
    query = _query(industry, name)
    click.echo(f"{query.name}: {query.summary}")
    for parameter in query.parameters:
        option = "as-of" if parameter.name == "as_of" else parameter.name
        default = {"as_of": "latest"}.get(parameter.name) or parameter.default or "any"
        click.echo(f"  --{option:<12} {parameter.help} ({parameter.type}; default {default})")
    click.echo("")
    click.echo(query.text.rstrip())


def _query(industry: Industry, name: str) -> Any:
    if name not in industry.queries:
        import difflib

        near = difflib.get_close_matches(name, industry.queries, 3) or list(industry.queries)
        raise ParameterError(f"no query is called {name!r}: did you mean {', '.join(near)}?")
    return industry.queries[name]


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@_data_options
@_as_of
@_format
@click.argument("name")
@click.pass_context
@_plainly
def query(context: click.Context, name: str, as_of: str | None, form: str, **where: Any) -> None:
    """Answer the named query NAME; its parameters are options (--employer JLR).

    `industry-graph queries` lists the names, `industry-graph queries NAME` the parameters.
    """
    industry = _open(**where)
    parameters = _parameters(context.args)
    _query(industry, name)
    _print_answer(industry.query(name, as_of=as_of, **parameters), form)


def _parameters(args: Sequence[str]) -> dict[str, str]:
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


@main.command()
@_data_options
@_as_of
@_format
@click.argument("entity")
@_plainly
def show(entity: str, as_of: str | None, form: str, **where: Any) -> None:
    """Show everything known of ENTITY on a day."""
    _print_answer(_open(**where).show(entity, as_of=as_of), form)


@main.command()
@_data_options
@_as_of
@_format
@click.argument("entities", nargs=-1)
@_plainly
def conflicts(entities: tuple[str, ...], as_of: str | None, form: str, **where: Any) -> None:
    """List what sources disagree about, in all or about ENTITIES, denials included."""
    _print_answer(_open(**where).conflicts(*entities, as_of=as_of), form)


@main.command()
@_data_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("id")
@_plainly
def explain(id: str, form: str, **where: Any) -> None:
    """Say why claims are one relationship or were kept apart, by the ID of a relationship or claim."""
    explanation = _open(**where).explain(id)
    click.echo(explanation.to_json() if form == "json" else str(explanation))


@main.command()
@_data_options
@click.option("--focus", multiple=True, metavar="ENTITY", help="Only what ties this entity (repeatable).")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.argument("first")
@click.argument("last")
@_plainly
def brief(first: str, last: str, focus: tuple[str, ...], form: str, **where: Any) -> None:
    """Say what changed from the day FIRST to the day LAST; with --known-at also what was learnt."""
    found = _open(**where).brief(first, last, focus=focus)
    text = found.to_markdown() if form == "markdown" else found.to_json() if form == "json" else str(found)
    click.echo(text.rstrip())


@main.command()
@_data_options
@click.argument("text")
@_plainly
def search(text: str, **where: Any) -> None:
    """Find entities with a name like TEXT."""
    found = _open(**where).search(text)
    if not found:
        click.echo(f"Nothing here has a name like {text!r}.", err=True)
        sys.exit(1)
    for one in found:
        others = f"  also {', '.join(one.names)}" if one.names else ""
        click.echo(f"{one.id:<32} {one.kind:<10} {one.label}{others}")


@main.command()
@_data_options
@_as_of
@click.option("--on", "target", type=click.Choice(["edition", "snapshot"]), default="edition", show_default=True,
              help="Claims and edition, or the plain triples of the day --as-of.")  # fmt: skip
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Stop after so long.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.argument("text")
@_plainly
def sparql(text: str, target: str, as_of: str | None, seconds: float, form: str, **where: Any) -> None:
    """Run a SPARQL query: TEXT, a file, or - for standard input. It can only read."""
    from .sparql import print_result, run

    industry = _open(**where)
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


@main.command()
@_data_options
@_plainly
def schema(**where: Any) -> None:
    """Print prefixes, classes, properties and examples for SPARQL."""
    from .ontology import describe

    click.echo(describe(_open(**where).vocabulary))


@main.command()
@click.option("--data", "data", multiple=True, metavar="FOLDER", help="Own rows over the packaged ones.")
@click.option("--no-packaged", is_flag=True, help="Leave the packaged rows out.")
@click.option("--quiet", is_flag=True, help="Errors only, no warnings.")
@_plainly
def check(data: Sequence[str], no_packaged: bool, quiet: bool) -> None:
    """Check rows: every problem at once, with file and line."""
    from .building.checking import check_folders
    from .paths import packaged_data

    folders = [*([] if no_packaged else [packaged_data()]), *map(Path, data)]
    problems = check_folders(folders)
    errors = [problem for problem in problems if problem.severity == "error"]
    shown = errors if quiet else problems
    for problem in shown:
        click.echo(f"{problem.severity}: {problem} [{problem.rule}]")
    warnings = len(problems) - len(errors)
    click.echo(f"{len(errors)} errors, {warnings} warnings", err=True)
    if errors:
        sys.exit(1)


@main.command()
@click.option("--data", "data", multiple=True, metavar="FOLDER", help="Own rows over the packaged ones.")
@click.option("--no-packaged", is_flag=True, help="Leave the packaged rows out.")
@click.option("--store", metavar="FOLDER", required=True, help="The folder to build into.")
@click.option("--known-at", metavar="DAY", help="Count only sources published by this day.")
@click.option("--policy", default="most-origins", show_default=True, help="How a value is picked where sources differ.")
@_plainly
def build(data: Sequence[str], no_packaged: bool, store: str, known_at: str | None, policy: str) -> None:
    """Build rows into a store folder, whole or not at all."""
    from .editions import build_into
    from .industry import to_day
    from .paths import packaged_data
    from .records import POLICIES

    if policy not in POLICIES:
        raise ParameterError(f"{policy!r} is no policy: expected one of {', '.join(POLICIES)}")
    folders = [*([] if no_packaged else [packaged_data()]), *map(Path, data)]
    try:
        path = build_into(Path(store), folders, to_day(known_at), policy)  # type: ignore[arg-type]
    except RowError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        click.echo(f"industry-graph: nothing built, {len(error.problems)} errors", err=True)
        sys.exit(1)
    click.echo(str(path))


@main.command()
@_data_options
@_as_of
@click.option("--out", required=True, metavar="FILE", help="Where to; - for standard output.")
@click.argument("form", metavar="FORMAT")
@_plainly
def export(form: str, out: str, as_of: str | None, **where: Any) -> None:
    """Export as trig, nquads, turtle or jsonld (everything), or graphml, gexf or csv (a day)."""
    from .exports import GRAPH_FORMATS, RDF_FORMATS, export_graph, export_rdf, write_file
    from .store import EmbeddedStore

    industry = _open(**where)
    if form in RDF_FORMATS:
        if as_of:
            raise ParameterError(f"{form} holds every day: expected no --as-of (graphml, gexf and csv are of a day)")
        if not isinstance(industry.store, EmbeddedStore):
            raise ParameterError(f"{industry.store.location}: a server is exported with its own tools")
        content = export_rdf(industry.store, form)
    elif form in GRAPH_FORMATS:
        content = export_graph(industry.as_of(as_of).snapshot, form)
    else:
        known = ", ".join([*RDF_FORMATS, *GRAPH_FORMATS])
        raise ParameterError(f"{form!r} is no format: expected one of {known}")
    if out == "-":
        sys.stdout.buffer.write(content)
    else:
        write_file(Path(out), content)


@main.command()
@click.argument("folder")
@_plainly
def new(folder: str) -> None:
    """Write an empty, commented data folder for own rows."""
    from .scaffold import write_scaffold

    for path in write_scaffold(Path(folder)):
        click.echo(str(path))
