"""Reading many rows without looking for garbage among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_collecting"]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python look for no cyclic garbage for a while: rows become hundreds of thousands of objects that all stay.

    Looking through them again and again costs a tenth of the time of a check. Also a decorator.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
