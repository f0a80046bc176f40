"""Reading `kinds.toml`: where an industry declares its kinds.

A data folder may hold a `kinds.toml` of its own. It is laid over the packaged one: a kind or code list that it declares
replaces the one of the same name, others are added.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from .columns import RESERVED_FIELDS
from .errors import DeclarationError
from .paths import packaged_data
from .vocabulary import Code, CodeList, EntityKind, Field, FieldType, RelationKind, Single, Vocabulary

__all__ = ["declare", "kinds_files", "read_vocabulary"]

T = TypeVar("T")


def kinds_files(folders: Sequence[Path]) -> list[Path]:
    """The files that declare the kinds of folders; the packaged one where no folder declares any."""
    own = [folder / "kinds.toml" for folder in folders if (folder / "kinds.toml").exists()]
    return own or [packaged_data() / "kinds.toml"]


def read_vocabulary(*files: Path) -> Vocabulary:
    """Read declarations, later files over earlier ones.

    Args:
        files: paths of `kinds.toml` files.

    Raises:
        DeclarationError: a file is not TOML, or a declaration does not hold together; names file and kind.
    """
    tables: dict[str, dict[str, Any]] = {"codes": {}, "entities": {}, "relations": {}}
    for file in files:
        try:
            read = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DeclarationError(f"{file}: not a TOML file: {error}") from None
        unknown = read.keys() - tables.keys()
        if unknown:
            raise DeclarationError(f"{file}: unknown table {sorted(unknown)[0]!r}, expected {', '.join(tables)}")
        for name, table in read.items():
            tables[name].update(table)
    return declare(tables)


def declare(tables: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    """Make a vocabulary from the tables of a declaration.

    Args:
        tables: `codes`, `entities` and `relations`, as `kinds.toml` has them.

    Raises:
        DeclarationError: a declaration does not hold together.
    """
    codes = _made("code list", _code_list, tables.get("codes", {}))
    entities = _made("kind", _entity_kind, tables.get("entities", {}))
    relations = _made("kind", _relation_kind, tables.get("relations", {}))
    vocabulary = Vocabulary(entities, relations, codes)
    kinds: list[EntityKind | RelationKind] = [*entities.values(), *relations.values()]
    for kind in kinds:
        _check_fields(vocabulary, kind)
    for relation in relations.values():
        _check_relation(relation)
    return vocabulary


def _made(what: str, make: Callable[[str, Mapping[str, Any]], T], tables: Mapping[str, Any]) -> dict[str, T]:
    """Declarations by name; one that lacks a key or has another shape is refused by its name."""
    made = {}
    for name, table in tables.items():
        try:
            made[name] = make(name, table)
        except KeyError as error:
            raise DeclarationError(f"{what} {name}: {error} is missing") from None
        except (AttributeError, TypeError) as error:
            raise DeclarationError(f"{what} {name}: {error}") from None
    return made


def _code_list(name: str, table: Mapping[str, Any]) -> CodeList:
    codes = {}
    for value, declared in table.items():
        if value == "comment":
            continue
        if isinstance(declared, str):
            codes[value] = Code(value, value.replace("-", " "), declared)
        else:
            flags = {key: flag for key, flag in declared.items() if key not in {"label", "comment"}}
            codes[value] = Code(value, declared.get("label", value.replace("-", " ")), declared["comment"], flags)
    return CodeList(name, table.get("comment", ""), codes)


def _field(owner: str, table: Mapping[str, Any]) -> Field:
    if table.get("type") not in get_args(FieldType):
        raise DeclarationError(f"{owner}, field {table.get('name')}: type {table.get('type')!r} is unknown")
    try:
        return Field(**{**table, **{key: _one_or_several(table.get(key, ())) for key in ("of", "qualifies")}})
    except TypeError as error:
        raise DeclarationError(f"{owner}, field {table.get('name')}: {error}") from None


def _one_or_several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _entity_kind(name: str, table: Mapping[str, Any]) -> EntityKind:
    values = {key: value for key, value in table.items() if key not in ("file", "comment", "fields", "style")}
    for key in ("product", "passes", "carries"):
        _yes_or_no(name, key, values.get(key, False))
    fields = tuple(_field(name, one) for one in table.get("fields", ()))
    return EntityKind(name, table["file"], table.get("comment", ""), fields, **values, **table.get("style", {}))


def _relation_kind(name: str, table: Mapping[str, Any]) -> RelationKind:
    values = {**table, **table.get("style", {})}
    values.pop("style", None)
    single = values.pop("single", None)
    _yes_or_no(name, "passes", values.get("passes", True))
    values["fields"] = tuple(_field(name, one) for one in values.get("fields", ()))
    for key in ("ends", "identity", "versioned", "leads"):
        if not isinstance(values.get(key, []), list):
            raise DeclarationError(f"kind {name}: {key} is {values[key]!r}, expected a list of fields")
        values[key] = tuple(values.get(key, ()))
    if single is not None:
        values["single"] = Single(tuple(single["within"]), single.get("when"))
    return RelationKind(name, **values)


def _yes_or_no(name: str, key: str, value: object) -> None:
    if not isinstance(value, bool):
        raise DeclarationError(f"kind {name}: {key} is {value!r}, expected true or false")


def _check_fields(vocabulary: Vocabulary, kind: EntityKind | RelationKind) -> None:
    for one in kind.fields:
        if one.name in RESERVED_FIELDS:
            raise DeclarationError(f"{kind.name}, field {one.name}: every row, claim or relationship has it already")
        known = vocabulary.codes if one.type == "code" else {**vocabulary.entities, "*": None}
        if one.type in {"code", "entity"}:
            for name in one.of or ("",):
                if name not in known:
                    raise DeclarationError(f"{kind.name}, field {one.name}: {name!r} is declared nowhere")


def _check_relation(kind: RelationKind) -> None:
    columns = {one.name for one in kind.fields}
    if not 1 <= len(kind.ends) <= 2:
        raise DeclarationError(f"kind {kind.name}: {len(kind.ends)} ends, expected one or two")
    named = [
        *kind.ends,
        *kind.identity,
        *kind.versioned,
        *kind.leads,
        *filter(None, [kind.tells_apart, kind.control]),
        *(kind.single.within if kind.single else ()),
        *filter(None, [kind.single.when if kind.single else None]),
        *([kind.lasting] if isinstance(kind.lasting, str) else []),
        *(column for one in kind.fields for column in one.qualifies),
        *re.findall(r"\{(\w+)[:}]", kind.sentence),
    ]
    for column in named:
        if column not in columns:
            raise DeclarationError(f"kind {kind.name}: {column!r} is not one of its fields")
    flags = [one.name for one in kind.fields if one.qualifies] + re.findall(r"\{(\w+):", kind.sentence)
    for column in flags:
        if kind.field(column).type != "yesno":
            raise DeclarationError(f"kind {kind.name}: {column!r} is {kind.field(column).type}, expected yesno")
    if kind.snapshot and not kind.is_edge:
        raise DeclarationError(f"kind {kind.name}: only a kind with two ends has a snapshot property")
