"""The command that draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import ParameterError
from .options import as_of_option, data_options, open_data, plainly

__all__ = ["view"]


@click.command()
@data_options
@as_of_option
@click.option(
    "--out", required=True, metavar="FILE", help="Where to: .html for a page, .svg, .png or .pdf for a picture."
)
@click.option("--focus", multiple=True, metavar="ENTITY", help="Only what lies around this entity (repeatable).")
@click.option("--depth", type=click.IntRange(0, 5), default=1, show_default=True, help="How many relationships around.")
@click.option("--kinds", multiple=True, metavar="KIND", help="Only this kind of entity or relationship (repeatable).")
@click.option(
    "--story", metavar="FILE", help="Tell a story: a file of steps, or the name of a packaged one (alliance-2019)."
)
@click.option("--preset", type=click.Choice(["who-owns-whom"]), help="The poster of stakes on a day.")
@click.option("--title", default="", help="The title.")
@plainly
def view(
    out: str, focus: tuple[str, ...], depth: int, kinds: tuple[str, ...], story: str | None, preset: str | None,
    title: str, as_of: str | None, **where: Any,
) -> None:  # fmt: skip
    """Draw the data as one page that works offline, or as a picture; the ending of FILE says which."""
    from ..view import ENDINGS

    if Path(out).suffix.lower() not in ENDINGS:
        raise ParameterError(f"--out {out}: expected an ending of {', '.join(ENDINGS)}")
    industry = open_data(**where)
    named = tuple(name for one in kinds for name in one.split(",") if name)
    made = industry.view(
        focus=focus, depth=depth, as_of=as_of, kinds=named, story=story, preset=preset or "", title=title
    )
    made.save(out)
    click.echo(f"{out}: {made}", err=True)
