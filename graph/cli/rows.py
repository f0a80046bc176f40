"""Commands about rows: begin, check, build, export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..errors import ParameterError, RowError
from .options import as_of_option, data_options, open_data, packaged_and, plainly, print_rich, row_options

__all__ = ["build", "check", "coverage", "export", "new"]


@click.command()
@row_options
@click.option("--quiet", is_flag=True, help="Errors only, no warnings.")
@plainly
def check(data: Sequence[str], no_packaged: bool, quiet: bool) -> None:
    """Check rows: every problem at once, with file and line.

    With own rows over the packaged ones, what would be odd of the packaged rows alone is left out.
    """
    from ..building.checking import check_folders

    folders = packaged_and(data, no_packaged)
    problems = check_folders(folders)
    if data and not no_packaged:
        alone = {str(problem) for problem in check_folders(folders[:1])}
        problems = [problem for problem in problems if str(problem) not in alone]
    errors = [problem for problem in problems if problem.severity == "error"]
    shown = errors if quiet else problems
    for problem in shown:
        click.echo(f"{problem.severity}: {problem} [{problem.rule}]")
    warnings = len(problems) - len(errors)
    click.echo(f"{len(errors)} errors, {warnings} warnings", err=True)
    if errors:
        sys.exit(1)


@click.command()
@row_options
@click.option("--store", metavar="FOLDER", required=True, help="The folder to build into.")
@click.option("--known-at", metavar="DAY", help="Count only sources published by this day.")
@click.option("--policy", default="most-origins", show_default=True, help="How a value is picked where sources differ.")
@plainly
def build(data: Sequence[str], no_packaged: bool, store: str, known_at: str | None, policy: str) -> None:
    """Build rows into a store folder, whole or not at all."""
    from ..days import to_day
    from ..editions import build_into
    from ..records import POLICIES

    if policy not in POLICIES:
        raise ParameterError(f"{policy!r} is no policy: expected one of {', '.join(POLICIES)}")
    folders = packaged_and(data, no_packaged)
    try:
        path = build_into(Path(store), folders, to_day(known_at), policy)
    except RowError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        click.echo(f"industry-graph: nothing built, {len(error.problems)} errors", err=True)
        sys.exit(1)
    click.echo(str(path))


@click.command()
@row_options
@click.option("--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True)
@plainly
def coverage(data: Sequence[str], no_packaged: bool, form: str) -> None:
    """Say what the data cover and how well: claims, origins, precision, gaps."""
    from datetime import date

    from ..building.loading import load_or_raise
    from ..coverage import cover
    from ..coverage_report import to_markdown, to_rich
    from ..editions import relationships_of, sentences_of
    from ..groups import read_groups

    folders = packaged_and(data, no_packaged)
    dataset = load_or_raise(folders)
    relationships = relationships_of(dataset)
    found = cover(dataset, relationships, read_groups(folders), date.today())
    if form == "json":
        click.echo(found.to_json())
    elif form == "markdown":
        click.echo(to_markdown(found, sentences_of(dataset, relationships)), nl=False)
    else:
        print_rich(to_rich(found))


@click.command()
@data_options
@as_of_option
@click.option("--out", required=True, metavar="FILE", help="Where to; - for standard output.")
@click.argument("form", metavar="FORMAT")
@plainly
def export(form: str, out: str, as_of: str | None, **where: Any) -> None:
    """Export as trig, nquads, turtle, turtle12 or jsonld (everything), or graphml, gexf or csv (a day)."""
    from ..exports import GRAPH_FORMATS, RDF_FORMATS, export_graph, export_rdf, write_file
    from ..store import EmbeddedStore

    industry = open_data(**where)
    if form in RDF_FORMATS:
        if as_of:
            raise ParameterError(f"{form} holds every day: expected no --as-of (graphml, gexf and csv are of a day)")
        if not isinstance(industry.store, EmbeddedStore):
            raise ParameterError(f"{industry.store.location}: a server is exported with its own tools")
        content = export_rdf(industry.store, form, industry.vocabulary)
    elif form in GRAPH_FORMATS:
        content = export_graph(industry.as_of(as_of).snapshot, form)
    else:
        known = ", ".join([*RDF_FORMATS, *GRAPH_FORMATS])
        raise ParameterError(f"{form!r} is no format: expected one of {known}")
    if out == "-":
        sys.stdout.buffer.write(content)
    else:
        write_file(Path(out), content)


@click.command()
@click.argument("folder")
@plainly
def new(folder: str) -> None:
    """Write an empty, commented data folder for own rows."""
    from ..scaffold import write_scaffold

    for path in write_scaffold(Path(folder)):
        click.echo(str(path))
