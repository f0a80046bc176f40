"""Names as people type them.

Two names are the same if their keys are: accents, case, punctuation and spacing do not count, but for a plus at the end
of a word, which names another thing (P7 and P7+). A name that fits no
entity or several is never guessed: the nearest names are suggested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

__all__ = ["name_key", "nearest"]

_NOT_WORD = re.compile(r"[\W_]+")
_PLUS = re.compile(r"(?<=\w)\+(?!\w)")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"})

_LONG, _ALIKE = 5, 0.79
"""From how many letters on one word can be a misspelt word of a longer name, and how like it must be (0 to 1)."""

_LEGAL_FORMS = frozenset(
    re.findall(r"\w+", "ab ag bv co company corp corporation gmbh inc limited llc ltd nv plc sa se")
)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> name_key("Škoda Auto"), name_key("jaguar-land-rover"), name_key("比亚迪"), name_key("XPeng P7+")
    ('skoda auto', 'jaguar land rover', '比亚迪', 'xpeng p7 plus')
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", _PLUS.sub(" plus", plain)).strip()


def nearest(
    name: str, names: Mapping[str, Iterable[str]], limit: int = 5, places: Mapping[str, int] | None = None
) -> list[str]:
    """Entities whose names come nearest to a name.

    Args:
        name: what was typed.
        names: every name of each entity, by entity id.
        limit: how many at most.
        places: by entity id, which of those whose names come equally near is first; none where all are alike.

    Returns:
        Ids of entities, best first; none whose names have nothing in common with it, and none at all where no letter or
        digit was typed. A name that has all the words comes before one that is part of it or spelt alike, one word may
        be a misspelt word of a name, an abbreviation finds the words whose initials it is, legal forms do not count,
        and among equals of one place the shortest name is first.
    """
    from rapidfuzz import fuzz, process  # only a name that was not found pays for this
    from rapidfuzz.distance import OSA

    typed = name_key(name)
    if not typed:
        return []
    words = set(typed.split()) - _LEGAL_FORMS or set(typed.split())
    bare = " ".join(word for word in typed.split() if word in words)

    def likeness(_: str, key: str, **__: object) -> float:
        parts = key.split()
        if words.issubset(parts):
            return 95.0
        if len(parts) > 1 and bare == "".join(part[0] for part in parts):
            return 96.0
        within = 80.0 if parts[:1] == typed.split()[:1] and words.issuperset(parts) else 0.0
        misspelt = 0.0
        if " " not in typed and len(typed) >= _LONG:
            misspelt = 100 * max(OSA.normalized_similarity(typed, part, score_cutoff=_ALIKE) for part in parts) - 8
        return max(within, misspelt, fuzz.ratio(bare, key), fuzz.ratio(typed, key))

    keys = sorted(
        {(key, entity) for entity, several in names.items() for key in map(name_key, several) if key},
        key=lambda each: (places.get(each[1], 0) if places else 0, len(each[0]), each),
    )
    found = process.extract(typed, [key for key, _ in keys], scorer=likeness, limit=limit * 4, score_cutoff=70)
    return list(dict.fromkeys(keys[position][1] for _, _, position in found))[:limit]
