"""Numbered notes that say where claims stand: one for a passage of a source, however many claims it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .citations import ClaimFound
from .telling import most_telling

__all__ = ["Footnotes"]


class Footnotes:
    """The notes of one text, numbered from 1 in the order in which their passages first occur in it.

    Args:
        telling: where a day is given only the claims that say most of it are noted, the others counted.
    """

    def __init__(self, telling: date | None = None) -> None:
        self._notes: dict[str, tuple[int, ClaimFound]] = {}
        self._day = telling
        self._left_out = False

    def mark(self, claims: Iterable[ClaimFound]) -> str:
        """The marks of some claims, which get a number where their passage has none yet.

        Three or more numbers in a row become a range, passages that are only counted follow: `[1–4][7][8] +12`.
        """
        if self._day is None:
            return _ranges({self._number(claim) for claim in claims})
        given = list(claims)
        noted = most_telling(given, self._day)
        more = len({_text(claim) for claim in given} - {_text(claim) for claim in noted})
        self._left_out |= more > 0
        return _ranges({self._number(claim) for claim in noted}) + (f" +{more}" if more else "")

    def lines(self) -> list[str]:
        """The notes in order, each in a line that begins with its number."""
        return [f"[{number}] {text}" for text, (number, _) in self._notes.items()]

    def remarks(self) -> Iterator[str]:
        """What a reader has to know of the notes."""
        if self._left_out:
            yield "+ counts the sources besides those that say most: --all-sources (every=True) lists all."

    def __iter__(self) -> Iterator[ClaimFound]:
        """A claim of each passage, in the order of the numbers."""
        return (claim for _, claim in self._notes.values())

    def _number(self, claim: ClaimFound) -> int:
        text = _text(claim)
        number, _ = self._notes.setdefault(text, (len(self._notes) + 1, claim))
        return number


def _text(claim: ClaimFound) -> str:
    return claim.cites + (f" — {claim.source.address}" if claim.source.address else "")


def _ranges(numbers: Iterable[int]) -> str:
    """Marks in order; three or more in a row as a range.

    >>> _ranges([1, 2, 3, 4, 7, 8])
    '[1–4][7][8]'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(
        f"[{run[0]}–{run[-1]}]" if len(run) > 2 else "".join(f"[{number}]" for number in run) for run in runs
    )
