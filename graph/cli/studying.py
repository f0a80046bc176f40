"""Commands that study the claims: disagreement, change, connections, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ..errors import ParameterError, UnknownNameError
from .options import all_sources_option, as_of_option, data_options, format_option, open_data, plainly, print_answer

if TYPE_CHECKING:
    from ..explaining import Explanation
    from ..industry import Industry

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
@click.argument("what")
@click.argument("other", required=False)
@plainly
def explain(what: str, other: str | None, form: str, **where: Any) -> None:
    """Say why claims are one relationship or were kept apart.

    WHAT is the id of a relationship or claim, or an entity, perhaps with an OTHER one: where they have several
    relationships, these are listed with their ids.
    """
    industry = open_data(**where)
    found = _explained(industry, what) if other is None else None
    if found is None:
        several = industry.explainable(*filter(None, (what, other)))
        if len(several) > 1:
            click.echo(json.dumps([asdict(one) for one in several], ensure_ascii=False, indent=2) if form == "json"
                       else "\n".join(map(str, several)))  # fmt: skip
            click.echo(f"Note: these are {len(several)} relationships; explain one by its id.", err=True)
            return
        if not several:
            raise ParameterError(f"nothing here ties {what!r}" + (f" and {other!r}" if other else ""))
        found = industry.explain(several[0].id)
    click.echo(found.to_json() if form == "json" else str(found))


def _explained(industry: Industry, id: str) -> Explanation | None:
    """The explanation of a relationship or claim; None where an entity is called so."""
    try:
        return industry.explain(id)
    except UnknownNameError:
        try:
            industry.resolve(id)
        except UnknownNameError as unknown:
            if unknown.suggestions:
                raise
        else:
            return None
        raise


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
