"""Columns of the payload in forms that compress well; `assets/columns.js` reads them.

Neighbours in a column are alike: ids share their beginnings, numbers grow by little.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

__all__ = ["day_number", "fronted", "steps"]

_EPOCH = date(1970, 1, 1).toordinal()


def fronted(texts: Iterable[str]) -> list[int | str]:
    """Texts as pairs: how many letters each has in common with the one before, and the rest of it.

    >>> fronted(["usa-0001", "usa-0002", "usb"])
    [0, 'usa-0001', 7, '2', 2, 'b']
    """
    packed: list[int | str] = []
    before = ""
    for text in texts:
        same = 0
        for one, other in zip(before, text, strict=False):
            if one != other:
                break
            same += 1
        packed += (same, text[same:])
        before = text
    return packed


def steps(numbers: Iterable[int]) -> list[int]:
    """Numbers as differences from the one before.

    >>> steps([3, 5, 5, 4])
    [3, 2, 0, -1]
    """
    return [two - one for one, two in pairwise((0, *numbers))]


def day_number(day: date) -> int:
    """A day as the number of days since 1970-01-01.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH
