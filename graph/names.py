"""Names as people type them.

Two names are the same if their keys are: accents, case, punctuation and spacing do not count. A name that fits no
entity or several is never guessed: the nearest names are suggested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

__all__ = ["name_key", "nearest"]

_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "đ": "d"})


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> name_key("Škoda Auto"), name_key("jaguar-land-rover"), name_key("比亚迪")
    ('skoda auto', 'jaguar land rover', '比亚迪')
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()


def nearest(name: str, names: Mapping[str, Iterable[str]], limit: int = 5) -> list[str]:
    """Entities whose names come nearest to a name.

    Args:
        name: what was typed.
        names: every name of each entity, by entity id.
        limit: how many at most.

    Returns:
        Ids of entities, best first; none whose names have nothing in common with it.
    """
    from rapidfuzz import fuzz, process  # only a name that was not found pays for this

    keys = [(name_key(one), entity) for entity, several in sorted(names.items()) for one in several]
    found = process.extract(
        name_key(name), [key for key, _ in keys], scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=60
    )
    return list(dict.fromkeys(keys[position][1] for _, _, position in found))[:limit]
