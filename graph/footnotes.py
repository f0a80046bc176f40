"""Numbered notes that say where claims stand: one for a passage of a source, however many claims it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .citations import ClaimFound

__all__ = ["Footnotes"]


class Footnotes:
    """The notes of one text, numbered from 1 in the order in which their passages first occur in it."""

    def __init__(self) -> None:
        self._notes: dict[str, tuple[int, ClaimFound]] = {}

    def mark(self, claims: Iterable[ClaimFound]) -> str:
        """The marks of some claims, which get a number where their passage has none yet.

        Three or more numbers in a row become a range: `[1–4][7][8]`.
        """
        return _ranges({self._number(claim) for claim in claims})

    def lines(self) -> list[str]:
        """The notes in order, each in a line that begins with its number."""
        return [f"[{number}] {text}" for text, (number, _) in self._notes.items()]

    def __iter__(self) -> Iterator[ClaimFound]:
        """A claim of each passage, in the order of the numbers."""
        return (claim for _, claim in self._notes.values())

    def _number(self, claim: ClaimFound) -> int:
        text = claim.cites + (f" — {claim.source.address}" if claim.source.address else "")
        number, _ = self._notes.setdefault(text, (len(self._notes) + 1, claim))
        return number


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
