"""Finding the entity that somebody means.

A name is looked up as a slug, an IRI, a Wikidata id, or by any name that a source uses. What fits nothing, or several
things, is refused with suggestions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from .errors import UnknownNameError
from .identifiers import IND, PREFIXES, RES, is_slug, local_name
from .names import name_key, nearest
from .store import Store
from .terms import iri, string
from .vocabulary import Vocabulary

__all__ = ["Found", "likelier", "resolve", "search", "search_ids"]

_LABEL = iri(PREFIXES["rdfs"] + "label")
_ALT_LABEL = iri(PREFIXES["skos"] + "altLabel")
_NAME_KEY = iri(IND + "nameKey")
_TYPE = iri(PREFIXES["rdf"] + "type")
_WIKIDATA = re.compile(r"Q\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity found by a name.

    Attributes:
        id: its slug.
        label: its preferred name.
        kind: the name of its kind.
        names: its other names, sorted.
    """

    id: str
    label: str
    kind: str
    names: tuple[str, ...] = ()


def resolve(store: Store, vocabulary: Vocabulary, name: str, kinds: Sequence[str] = ()) -> str:
    """The id of the entity that a name means.

    Companies and brands share names. Where a name fits several things, the kind decides (of those that are meant, else
    in the order in which the kinds are declared), then the preferred name; where neither does, it is ambiguous.

    Args:
        store: the store.
        vocabulary: the kinds.
        name: what was typed: a name, slug, IRI or Wikidata id.
        kinds: names of the kinds that can be meant, the likeliest first; empty for any.

    Raises:
        UnknownNameError: it means nothing here, or several things; with suggestions.
    """
    exact = _by_identifier(store, name)
    found = [exact] if exact is not None else _by_key(store, name_key(name))
    if len(found) == 1 and not kinds:
        return found[0]
    if found:
        described = search_ids(store, vocabulary, found)
        fitting = [one for one in described if not kinds or one.kind in kinds]
        order = list(kinds or vocabulary.entities)
        best = min((order.index(one.kind) for one in fitting), default=None)
        fitting = [one for one in fitting if order.index(one.kind) == best]
        preferred = [one for one in fitting if name_key(one.label) == name_key(name)]
        for only in (fitting, preferred):
            if len(only) == 1:
                return only[0].id
        if not fitting:
            is_ = ", ".join(f"{one.id} is a {one.kind}" for one in described)
            near = _nearest(store, vocabulary, name, kinds)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise UnknownNameError(f"{name!r}: {is_}; expected a {' or '.join(kinds)}{hint}", name, near)
        listed = ", ".join(f"{one.id} ({one.kind}: {one.label})" for one in fitting)
        raise UnknownNameError(f"{name!r} means several things here: {listed}; say which id is meant", name, found)
    suggestions = _nearest(store, vocabulary, name, kinds)
    hint = f"did you mean {', '.join(suggestions)}?" if suggestions else "nothing here has a name like it"
    raise UnknownNameError(f"nothing here is called {name!r}: {hint}", name, suggestions)


def search(store: Store, vocabulary: Vocabulary, text: str, limit: int = 10) -> list[Found]:
    """Entities with a name like a text: the same name first, then its words in a name, a part of one, the nearest.

    Among equals the kind that is declared first comes first, then the shortest name.

    Args:
        store: the store.
        vocabulary: the kinds.
        text: a name or part of one.
        limit: how many at most.
    """
    names, places = _all_names(store, vocabulary)
    key = name_key(text)
    found = []
    for id, several in names.items():
        keys = [one for one in map(name_key, several) if key and key in one]
        if keys:
            rank = min((_likeness(key, one), places[id], len(one)) for one in keys)
            found.append((*rank, id))
    ids = [id for *_, id in sorted(found)]
    if len(ids) < limit:
        ids = list(dict.fromkeys([*ids, *nearest(text, names, limit, places)]))
    return search_ids(store, vocabulary, ids[:limit])


def likelier(store: Store, vocabulary: Vocabulary, name: str, taken: Found) -> list[Found]:
    """What somebody may have meant instead: of the kind that is declared first, with a name that begins with the same.

    Args:
        store: the store.
        vocabulary: the kinds.
        name: what was typed.
        taken: the entity that it was taken for; nothing is likelier where it is of that kind, or was named by its id.

    Returns:
        At most five, the shortest name first.
    """
    first = next(iter(vocabulary.entities))
    if taken.kind == first or _by_identifier(store, name) is not None:
        return []
    key = name_key(name)
    found = search(store, vocabulary, name, 5)
    return [
        one
        for one in found
        if one.kind == first and any(_likeness(key, name_key(each)) < 2 for each in (one.label, *one.names))
    ]


def search_ids(store: Store, vocabulary: Vocabulary, ids: Collection[str]) -> list[Found]:
    """What is known of entities, in the order of the ids; unknown ids are left out."""
    classes = {kind.iri: kind.name for kind in vocabulary.entities.values()}
    listed = " ".join(iri(RES + id) for id in ids)
    if not listed:
        return []
    text = (
        f"SELECT ?s ?class ?label ?other WHERE {{ VALUES ?s {{ {listed} }} ?s {_TYPE} ?class ; {_LABEL} ?label "
        f"OPTIONAL {{ ?s {_ALT_LABEL} ?other }} }}"
    )
    labels: dict[str, tuple[str, str]] = {}
    others: dict[str, set[str]] = defaultdict(set)
    for solution in store.select(text).dicts():
        id, class_ = _address(solution["s"]).removeprefix(RES), _address(solution["class"])
        if class_ in classes:
            labels[id] = (_text(solution["label"]), classes[class_])
            if "other" in solution:
                others[id].add(_text(solution["other"]))
    return [Found(id, *labels[id], tuple(sorted(others[id]))) for id in ids if id in labels]


def _by_identifier(store: Store, name: str) -> str | None:
    name = name.strip().removeprefix("<").removesuffix(">")
    if _WIKIDATA.fullmatch(name):
        pattern = f"?s {iri(PREFIXES['owl'] + 'sameAs')} {iri(PREFIXES['wd'] + name)}"
        rows = store.select(f"SELECT ?s WHERE {{ {pattern} }} ORDER BY ?s").rows
        return _address(rows[0][0]).removeprefix(RES) if rows else None
    id = local_name(name) if name.startswith(RES) else name.removeprefix("res:")
    if not is_slug(id):
        return None
    asked = f"SELECT ?label WHERE {{ {iri(RES + id)} {_LABEL} ?label }} LIMIT 1"
    return id if store.select(asked).rows else None


def _by_key(store: Store, key: str) -> list[str]:
    """Ids of what has a name with a key; a name of punctuation alone has none, and is like no other."""
    if not key:
        return []
    asked = f"SELECT DISTINCT ?s WHERE {{ ?s {_NAME_KEY} {string(key)} }} ORDER BY ?s"
    return [_address(row[0]).removeprefix(RES) for row in store.select(asked).rows]


def _likeness(key: str, name: str) -> int:
    """How a name holds what was typed: it is the same, begins with it, has it as words, or as a part of words."""
    if name == key:
        return 0
    return 1 if f"{name} ".startswith(f"{key} ") else 2 if f" {key} " in f" {name} " else 3


def _nearest(store: Store, vocabulary: Vocabulary, name: str, kinds: Sequence[str], limit: int = 5) -> list[str]:
    """Ids of entities with a name like one that means nothing here, of the kinds that are meant; best first."""
    names, places = _all_names(store, vocabulary)
    near = nearest(name, {id: [*several, id] for id, several in names.items()}, limit * 8, places)
    return [one.id for one in search_ids(store, vocabulary, near) if not kinds or one.kind in kinds][:limit]


def _all_names(store: Store, vocabulary: Vocabulary) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Every name of each entity, and the place of its kind in the order in which kinds are declared; by id."""
    order = {kind.iri: place for place, kind in enumerate(vocabulary.entities.values())}
    names: dict[str, list[str]] = defaultdict(list)
    places: dict[str, int] = {}
    asked = (
        f"SELECT ?s ?class ?name WHERE {{ ?s {_NAME_KEY} ?key ; {_TYPE} ?class . "
        f"{{ ?s {_LABEL} ?name }} UNION {{ ?s {_ALT_LABEL} ?name }} }}"
    )
    for subject, class_, name in store.select(asked).rows:
        id = _address(subject).removeprefix(RES)
        names[id].append(_text(name))
        places[id] = min(order.get(_address(class_), len(order)), places.get(id, len(order)))
    return names, places


def _address(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _text(term: object) -> str:
    assert isinstance(term, ox.Literal)
    return term.value
