"""The command `industry-graph`.

Data go to standard output, everything else to standard error. Exit status 0 means done, 1 that something was found or
went wrong, 2 that the command was used wrongly. Everything heavy is imported inside the commands, so that `--help` is
instant.
"""

from __future__ import annotations

from pathlib import Path

import click

from . import asking, demo, rows, studying, viewing
from .collision import other_owners

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="industry-graph", prog_name="industry-graph")
def main() -> None:
    """Ask a knowledge graph of industry relationships: sourced, dated, for any day."""
    for other in other_owners(Path(click.__file__).parent.parent):
        click.echo(f"industry-graph: {other} has installed a package named graph over this one; keep one", err=True)


for _module in (asking, studying, viewing, rows, demo):
    for _name in _module.__all__:
        main.add_command(getattr(_module, _name))
