"""Coverage written out: as tables for a terminal, as Markdown for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .coverage import Coverage, GroupCoverage, KindCoverage
from .formats import markdown_text

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["to_markdown", "to_rich"]

_KIND_HEADER = (
    "kind", "relationships", "claims", "sources", "two origins", "day", "month", "year", "no start", "disputed",
    "newest",
)  # fmt: skip
_GROUP_HEADER = (
    "group", "relationships", "claims", "sources", "two origins", "single-sourced top posts and control",
    "days without a known chief", "newest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def to_rich(found: Coverage) -> RenderableType:
    """The coverage as tables, for a terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    parts: list[RenderableType] = [Text(_summary(found))]
    for one in _tables(found):
        table = Table(title=one.title, title_justify="left", header_style="bold", pad_edge=False)
        for position, name in enumerate(one.header):
            table.add_column(name, justify="left" if position == 0 else "right", overflow="fold")
        for row in one.rows:
            table.add_row(*map(Text, row))
        parts += [Text(""), table]
    return Group(*parts)


def to_markdown(found: Coverage, labels: Mapping[str, str]) -> str:
    """The coverage as a page.

    Args:
        found: the coverage.
        labels: sentences of relationships by id, for those that one origin alone carries.
    """
    lines = ["# What the data cover", "", "Made by `industry-graph coverage --format markdown`."]
    lines += ["", markdown_text(_summary(found))]
    for one in _tables(found):
        lines += ["", f"## {one.title}", "", "| " + " | ".join(one.header) + " |", "| --- " * len(one.header) + "|"]
        lines += ["| " + " | ".join(map(markdown_text, row)) + " |" for row in one.rows]
    lines += ["", "## Top posts and controlling stakes that one origin alone carries", ""]
    for group in found.groups:
        if group.single_sourced:
            lines += [f"**{markdown_text(group.group.name)}**", ""]
            lines += [*(f"- {markdown_text(labels.get(id, id))} (`{id}`)" for id in group.single_sourced), ""]
    lines += ["## Days without a known chief", ""]
    for group in found.groups:
        lines += [f"- {markdown_text(group.group.name)}: {_gap_words(group)}"]
    return "\n".join(lines).rstrip() + "\n"


def _summary(found: Coverage) -> str:
    relationships = sum(one.relationships for one in found.kinds)
    claims = sum(one.claims for one in found.kinds)
    tiers = ", ".join(f"{count} {tier}" for tier, count in found.tiers.items())
    entities = ", ".join(f"{count:,} {kind}" for kind, count in found.entities.items())
    return (
        f"{claims:,} claims from {found.sources:,} sources ({tiers}) of {found.origins:,} independent origins carry "
        f"{relationships:,} relationships between {entities}. {found.told_deals:,} deals have parties and a dated "
        f"status; {found.careers:,} people have three or more dated posts; the sources of {found.conflicts:,} "
        "relationships differ. What is not here is not denied: absence of a claim is not evidence of absence."
    )


def _tables(found: Coverage) -> list[_Table]:
    title = "By kind (how finely starts are known; two origins: independent)"
    return [
        _Table(title, _KIND_HEADER, [_kind_row(one) for one in found.kinds]),
        _Table("By group", _GROUP_HEADER, [_group_row(one) for one in found.groups]),
    ]


def _kind_row(one: KindCoverage) -> list[str]:
    counts = (
        one.relationships, one.claims, one.sources, one.corroborated, one.to_the_day, one.to_the_month,
        one.to_the_year, one.without_start, one.disputed,
    )  # fmt: skip
    return [one.kind, *(f"{count:,}" for count in counts), _day(one.last_published)]


def _group_row(one: GroupCoverage) -> list[str]:
    days = sum((gap.last - gap.first).days + 1 for gap in one.gaps)
    counts = (one.relationships, one.claims, one.sources, one.corroborated, len(one.single_sourced), days)
    return [one.group.name, *(f"{count:,}" for count in counts), _day(one.last_published)]


def _gap_words(one: GroupCoverage) -> str:
    if not one.gaps:
        return f"none since {one.group.since}"
    return ", ".join(
        f"{gap.first} to {gap.last}" + (f" (possibly {len(gap.possibly)})" if gap.possibly else "") for gap in one.gaps
    )


def _day(day: date | None) -> str:
    return str(day) if day else ""
