"""A brief of changes, and how it is written out: as text, as Markdown with footnotes, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .answers import Name
from .citations import ClaimFound
from .dates import in_words
from .footnotes import Footnotes
from .formats import cell, markdown_text

__all__ = ["MATTERS", "Brief", "Change", "What"]

What = Literal["began", "possibly began", "ended", "possibly ended", "came and went", "learnt", "corrected", "dropped"]

MATTERS = ("control", "leadership", "deal", "terms", "conflict", "other")
"""Of what sort a change is, weightiest first; terms are who takes part in a deal, and what it fixes."""

_HEADINGS = {"deal": "Deals", "terms": "Parties and terms", "conflict": "Conflicts"}


@dataclass(frozen=True, slots=True)
class _Form:
    """How a brief is written out: a text as it stands there, and what is put around titles, headings and footnotes."""

    text: Callable[[str], str]
    title: str = "{}"
    part: str = "{}"
    heading: str = "{}"
    note: str = "{}"


_PLAIN = _Form(cell)
_MARKDOWN = _Form(markdown_text, "# {}", "## {}", "**{}**", "{}  ")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed.

    Attributes:
        what: how.
        day: when, as far as it is known, as written.
        sentence: the relationship as a sentence.
        matter: of what sort it is, one of `MATTERS`.
        kind: the words for relationships of its kind (brand ownerships).
        deal: id of the deal, or of whatever else has stages, that it is a stage or a part of; empty for none.
        relationship: its id.
        note: what else is to be said: inferred, values before.
        claims: who says so.
    """

    what: What
    day: str
    sentence: str
    matter: str
    kind: str
    deal: str
    relationship: str
    note: str
    claims: tuple[ClaimFound, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed between two days.

    Attributes:
        first, last: the days; what holds on the first is before, what holds on the last is after.
        known_at: the day by which sources had to be published; None for all.
        policy: how values were picked.
        focus: names of the entities that it is about; empty for all.
        changes: weightiest first, what is certain before what is possible, then by day.
        learnt: what sources published between the days or later taught; empty where that was not asked.
    """

    first: date
    last: date
    known_at: date | None
    policy: str
    focus: tuple[Name, ...]
    changes: tuple[Change, ...]
    learnt: tuple[Change, ...] = ()

    @property
    def asked(self) -> str:
        """One line: what it is a brief of."""
        about = f", about {', '.join(map(str, self.focus))}" if self.focus else ""
        known = f", known at {self.known_at}" if self.known_at else ""
        return f"What changed from {self.first} to {self.last}{about} (policy {self.policy}{known})"

    def to_markdown(self) -> str:
        """The brief as Markdown with numbered footnotes, one for each passage."""
        return self._written(Footnotes(), _MARKDOWN)

    def to_text(self, *, every: bool = False) -> str:
        """The brief as plain text.

        Args:
            every: whether every source of a change is cited, not a few that say most and how many more there are.
        """
        notes = Footnotes(None if every else self.last)
        return self._written(notes, _PLAIN).rstrip() + "".join(f"\n\nNote: {note}" for note in notes.remarks())

    def _written(self, notes: Footnotes, form: _Form) -> str:
        lines = [form.title.format(form.text(self.asked)), ""]
        for title, changes in (("", self.changes), ("What was learnt", self.learnt)):
            if title and changes:
                lines += ["", form.part.format(title)]
            for heading, several in _sections(changes):
                lines += ["", form.heading.format(form.text(heading)), ""]
                for one, parts in several:
                    lines.append(f"- {form.text(_line(one, notes))}")
                    lines += [f"  - {form.text(_line(part, notes, below=one))}" for part in parts]
        if not self.changes and not self.learnt:
            lines.append(
                "Nothing in these data is known to have changed. Absence of a claim is not evidence of absence."
            )
        lines += ["", *(form.note.format(form.text(line)) for line in notes.lines())]
        return "\n".join(lines).rstrip() + "\n"

    def __str__(self) -> str:
        return self.to_text()

    def _repr_markdown_(self) -> str:
        """For notebooks: the footnotes are folded."""
        text, mark, notes = self.to_markdown().partition("\n\\[1\\] ")
        return f"{text}\n<details><summary>Sources</summary>\n\n{mark[1:]}{notes}\n</details>" if mark else text

    def to_json(self) -> str:
        """The brief as JSON, claims nested."""
        document = {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "known_at": self.known_at.isoformat() if self.known_at else None,
            "policy": self.policy,
            "focus": [one.id for one in self.focus],
            "changes": [_plain(one) for one in self.changes],
            "learnt": [_plain(one) for one in self.learnt],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)


def _sections(changes: tuple[Change, ...]) -> Iterator[tuple[str, list[tuple[Change, list[Change]]]]]:
    """Headings, each with its changes; what a deal fixes stands below the last stage of the deal that is told."""
    last = {one.deal: one.relationship for one in changes if one.matter == "deal"}
    parts: dict[str, list[Change]] = {}
    found: dict[str, list[tuple[Change, list[Change]]]] = {}
    for one in changes:
        if one.matter == "terms" and one.deal in last:
            parts.setdefault(last[one.deal], []).append(one)
        else:
            words = one.kind if one.matter == "other" else _HEADINGS.get(one.matter, one.matter)
            found.setdefault(words[:1].upper() + words[1:], []).append((one, []))
    for heading, several in found.items():
        yield heading, [(one, parts.pop(one.relationship, [])) for one, _ in several]


def _line(one: Change, notes: Footnotes, *, below: Change | None = None) -> str:
    """A change in one line; one below the stage of its deal repeats neither the deal nor a day that nobody knows."""
    day = f"{' to '.join(map(in_words, one.day.split(' to ')))} " if one.day else ""
    note = f" ({one.note})" if one.note else ""
    happened = "" if below and not day and one.what == "possibly began" else f"{day}{one.what}: "
    deal, colon, rest = one.sentence.partition(": ")
    says = rest if below and colon and below.sentence.startswith(f"{deal} ") else one.sentence
    return f"{happened}{says}{note} {notes.mark(one.claims)}".rstrip()


def _plain(one: Change) -> dict[str, object]:
    return {
        "what": one.what,
        "day": one.day,
        "sentence": one.sentence,
        "matter": one.matter,
        "kind": one.kind,
        "deal": one.deal,
        "relationship": one.relationship,
        "note": one.note,
        "claims": [
            {"id": claim.id, "source": claim.source.id, "cites": claim.cites, "address": claim.source.address}
            for claim in one.claims
        ],
    }
