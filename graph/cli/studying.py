"""Commands that study the claims: disagreement, change, connections, and why."""

from __future__ import annotations

from typing import Any

import click

from .options import all_sources_option, as_of_option, data_options, format_option, open_data, plainly, print_answer

__all__ = ["brief", "conflicts", "explain", "path"]


@click.command()
@data_options
@as_of_option
@format_option
@click.argument("entities", nargs=-1)
@plainly
def conflicts(entities: tuple[str, ...], as_of: str | None, form: str, every: bool, **where: Any) -> None:
    """List what sources disagree about, in all or about ENTITIES, denials included."""
    print_answer(open_data(**where).conflicts(*entities, as_of=as_of), form, every=every)


@click.command()
@data_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("id")
@plainly
def explain(id: str, form: str, **where: Any) -> None:
    """Say why claims are one relationship or were kept apart, by the ID of a relationship or claim."""
    explanation = open_data(**where).explain(id)
    click.echo(explanation.to_json() if form == "json" else str(explanation))


@click.command()
@data_options
@click.option("--focus", multiple=True, metavar="ENTITY", help="Only what ties this entity (repeatable).")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@all_sources_option
@click.argument("first")
@click.argument("last")
@plainly
def brief(first: str, last: str, focus: tuple[str, ...], form: str, every: bool, **where: Any) -> None:
    """Say what changed from the day FIRST to the day LAST; with --known-at also what was learnt."""
    found = open_data(**where).brief(first, last, focus=focus)
    text = (
        found.to_markdown() if form == "markdown" else found.to_json() if form == "json" else found.to_text(every=every)
    )
    click.echo(text.rstrip())


@click.command()
@data_options
@as_of_option
@click.option("--ever", is_flag=True, help="Also over what was over by then.")
@click.option("--most", type=click.IntRange(1, 100), default=3, show_default=True, help="How many ways at most.")
@click.option("--steps", type=click.IntRange(1, 8), default=4, show_default=True, help="Of how many steps at most.")
@format_option
@click.argument("one")
@click.argument("other")
@plainly
def path(
    one: str, other: str, as_of: str | None, form: str, every: bool, ever: bool, most: int, steps: int, **where: Any
) -> None:
    """Tell how ONE and OTHER are connected: the ways that say most, step by step, and who says so."""
    found = open_data(**where).path(one, other, as_of=as_of, ever=ever, most=most, steps=steps)
    print_answer(found, form, every=every)
