"""The command that shows what this is for: the questions of a reader of June 2019, and a picture."""

from __future__ import annotations

from pathlib import Path

import click

from .options import plainly, print_rich

__all__ = ["demo"]

_DAY = "2019-06-05"
_ALLIANCE = ("BMW", "Jaguar Land Rover", "Daimler", "FCA", "Renault")


@click.command()
@click.option("--out", default="build/industry.html", show_default=True, metavar="FILE", help="Where the view goes.")
@plainly
def demo(out: str) -> None:
    """Answer the questions of 5 June 2019 from the packaged data, and write a view.

    On that day BMW and Jaguar Land Rover announced an alliance, and late in the evening FCA withdrew its proposal to
    Renault.
    """
    from ..formats import to_rich
    from ..opening import open_industry

    industry = open_industry()
    click.echo(f"{industry}\n")
    print_rich(to_rich(industry.query("person_ex_employer", employer="JLR", former="BMW", as_of=_DAY)))
    click.echo("")
    print_rich(to_rich(industry.query("companies_standing", companies=_ALLIANCE, as_of=_DAY)))
    file = Path(out)
    file.parent.mkdir(parents=True, exist_ok=True)
    industry.view(focus=_ALLIANCE, as_of=_DAY).save(file)
    click.echo(f"\nA view of these five on that day, its neighbours and its sources: open {file} in a browser.")
