"""What the commands share: options, opening data, printing answers, turning errors into one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..errors import IndustryGraphError, ParameterError, UnknownNameError

if TYPE_CHECKING:
    from ..answers import Answer
    from ..industry import Industry

__all__ = [
    "all_sources_option",
    "as_of_option",
    "certain_option",
    "data_options",
    "fail",
    "format_option",
    "open_data",
    "packaged_and",
    "plainly",
    "print_answer",
    "print_rich",
    "row_options",
]

FORMATS = ("table", "csv", "json", "markdown")
_USAGE_ERRORS = (ParameterError, UnknownNameError)


def data_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say which data a command asks."""
    options = [
        click.option("--data", "data", multiple=True, metavar="FOLDER", help="Own rows over the packaged ones."),
        click.option("--no-packaged", is_flag=True, help="Leave the packaged rows out."),
        click.option("--store", metavar="FOLDER_OR_URL", help="A built store or a SPARQL server instead of rows."),
        click.option("--known-at", metavar="DAY", help="Count only sources published by this day."),
        click.option(
            "--policy", metavar="POLICY", show_default="most-origins, or that of the store",
            help="How a value is picked where sources differ: most-origins, best-tier or newest.",
        ),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def row_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say which rows a command reads: those of `packaged_and`."""
    command = click.option("--no-packaged", is_flag=True, help="Leave the packaged rows out.")(command)
    return click.option("--data", "data", multiple=True, metavar="FOLDER", help="Own rows over the packaged ones.")(
        command
    )


def as_of_option(command: Callable[..., None]) -> Callable[..., None]:
    """The day that a question is about."""
    help_ = "The day asked about (YYYY-MM-DD or today); without it the latest known state."
    return click.option("--as-of", metavar="DAY", help=help_)(command)


def certain_option(command: Callable[..., None]) -> Callable[..., None]:
    """Whether rows that only possibly hold are left out."""
    return click.option("--certain", is_flag=True, help="Leave out rows that only possibly hold.")(command)


def all_sources_option(command: Callable[..., None]) -> Callable[..., None]:
    """Whether a text for people cites every source."""
    help_ = "Cite every source, not only those that say most."
    return click.option("--all-sources", "every", is_flag=True, help=help_)(command)


def format_option(command: Callable[..., None]) -> Callable[..., None]:
    """How an answer is printed, and with how many sources."""
    command = all_sources_option(command)
    choice = click.Choice(FORMATS)
    return click.option("--format", "form", type=choice, default="table", show_default=True, help="How to print.")(
        command
    )


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn errors of this package into one line on standard error and an exit status."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except IndustryGraphError as error:
            fail(error)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader has gone
            sys.exit(0)
        except KeyboardInterrupt:
            sys.exit(130)

    return wrapped


def fail(error: IndustryGraphError) -> NoReturn:
    """Say what was wrong and leave with the exit status for it."""
    click.echo(f"industry-graph: {error}", err=True)
    sys.exit(2 if isinstance(error, _USAGE_ERRORS) else 1)


def open_data(
    data: Sequence[str], no_packaged: bool, store: str | None, known_at: str | None, policy: str | None
) -> Industry:
    """Open the data that `data_options` name."""
    from ..opening import open_industry

    where = [store] if store else list(data)
    if store and (data or no_packaged):
        raise ParameterError("--store stands alone: expected no --data beside it")
    if no_packaged and not data:
        raise ParameterError("--no-packaged leaves nothing: expected --data FOLDER with it")
    return open_industry(*where, packaged=not no_packaged, known_at=known_at, policy=policy)  # type: ignore[arg-type]


def packaged_and(data: Sequence[str], no_packaged: bool) -> list[Path]:
    """The folders that `row_options` name, the lowest layer first.

    Raises:
        ParameterError: they name none.
    """
    from ..paths import packaged_data

    if no_packaged and not data:
        raise ParameterError("--no-packaged leaves nothing: expected --data FOLDER with it")
    return [*([] if no_packaged else [packaged_data()]), *map(Path, data)]


def print_answer(answer: Answer, form: str, *, every: bool, certain: bool = False) -> None:
    """Print an answer; its notes go to standard error where the format has no place for them.

    Args:
        answer: the answer.
        form: one of the formats.
        every: whether a table cites every source, not a few that say most.
        certain: whether rows that only possibly hold are left out; standard error says how many.
    """
    from .. import formats

    if certain and len(answer.certain) < len(answer):
        left_out, answer = len(answer) - len(answer.certain), answer.certain
        click.echo(f"Note: --certain leaves out {left_out} rows that only possibly hold.", err=True)
        if not answer.rows and form in ("table", "markdown"):
            return
    if form == "table":
        print_rich(formats.to_rich(answer, every=every))
        return
    text = {"csv": formats.to_csv, "json": formats.to_json, "markdown": formats.to_markdown}[form](answer)
    click.echo(text.rstrip("\n"))
    if form == "csv":
        for note in answer.notes:
            click.echo(f"Note: {formats.cell(note)}", err=True)


def print_rich(renderable: Any) -> None:
    """Print what rich can render, in full width where the reader is a pipe."""
    from rich.console import Console

    from ..fitted import WIDE, trimmed

    if sys.stdout.isatty():
        Console(highlight=False, soft_wrap=False).print(renderable)
        return
    console = Console(width=WIDE, highlight=False, soft_wrap=False)
    with console.capture() as printed:
        console.print(renderable)
    click.echo(trimmed(printed.get()))
