"""From data folders to a store that can be asked: loading, grouping, resolving, mapping, building."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .building.edition import resolve
from .building.grouping import group
from .building.loading import data_files, load_or_raise, require_data_folders
from .dates import FOREVER
from .declarations import kinds_files
from .errors import StoreError
from .generations import Generations, fingerprint, load_lines
from .mapping import edition_lines, source_lines
from .paths import cache_folder
from .records import POLICIES, Dataset, Policy, Relationship
from .sentences import sentence
from .store import EmbeddedStore

__all__ = ["build_into", "edition_quads", "open_edition", "relationships_of", "sentences_of"]

_log = logging.getLogger("industry_graph")


def relationships_of(
    dataset: Dataset, known_at: date = FOREVER, policy: Policy = POLICIES[0]
) -> dict[str, Relationship]:
    """The relationships of one edition, by id."""
    return resolve(dataset, group(dataset), known_at=known_at, policy=policy)


def sentences_of(dataset: Dataset, relationships: Mapping[str, Relationship]) -> dict[str, str]:
    """How each relationship reads, by id."""
    labels = {entity.id: entity.name for entity in dataset.entities.values()}
    kinds = dataset.vocabulary.relations
    return {one.id: sentence(dataset.vocabulary, kinds[one.kind], one.values, labels) for one in relationships.values()}


def edition_quads(dataset: Dataset, known_at: date = FOREVER, policy: Policy = POLICIES[0]) -> Iterator[str]:
    """Everything that a store of one edition holds, as N-Quads lines in a fixed order."""
    groups = group(dataset)
    relationships = resolve(dataset, groups, known_at=known_at, policy=policy)
    sentences = sentences_of(dataset, relationships)
    return chain(
        edition_lines(dataset, relationships, sentences, known_at=known_at, policy=policy),
        source_lines(
            dataset, relationships, {claim: why for one in groups.values() for claim, why in one.reasons.items()}
        ),
    )


def open_edition(
    folders: Sequence[Path], known_at: date = FOREVER, policy: Policy = POLICIES[0], cache: Path | None = None
) -> EmbeddedStore:
    """Open the built store of data folders, building it where it is not in the cache.

    Args:
        folders: the lowest layer first.
        known_at: the day by which a source had to be published to count.
        policy: how values are picked where claims differ.
        cache: where built stores are kept; the user's cache folder unless said otherwise.

    Raises:
        RowError: rows are wrong.
        StoreError: a folder is none of rows.
    """
    require_data_folders(folders)  # a folder without files would be taken for the store of the others
    name = _name(folders, known_at, policy)
    generations = Generations(cache or cache_folder())
    store = generations.open(name)
    if store is None:
        dataset = load_or_raise(folders)
        try:
            generations.build(name, edition_quads(dataset, known_at, policy), _about(folders, known_at, policy))
            store = generations.open(name)
        except StoreError as error:
            _log.warning("the cache cannot be used (%s); building in memory", error)
        if store is None:
            store = ox.Store()
            load_lines(store, edition_quads(dataset, known_at, policy))
            return EmbeddedStore(store)
    return EmbeddedStore(store, str(generations.folder / name))


def build_into(target: Path, folders: Sequence[Path], known_at: date = FOREVER, policy: Policy = POLICIES[0]) -> Path:
    """Build data folders into a store folder and make it the current one there.

    Raises:
        RowError: rows are wrong; the store is left as it was.
        StoreError: the store cannot be written.
    """
    if target.exists() and not target.is_dir():
        raise StoreError(f"{target}: is a file, expected a folder for the store")
    generations = Generations(target)
    if generations.is_foreign():
        raise StoreError(f"{target}: holds other things, expected a folder of its own for the store")
    dataset = load_or_raise(folders)
    name = _name(folders, known_at, policy)
    path = generations.build(name, edition_quads(dataset, known_at, policy), _about(folders, known_at, policy))
    generations.point_to(name)
    return path


def _name(folders: Sequence[Path], known_at: date, policy: str) -> str:
    files = [*kinds_files(folders), *(file for folder in folders for file in data_files(folder))]
    return fingerprint(files, known_at.isoformat(), policy)


def _about(folders: Sequence[Path], known_at: date, policy: str) -> dict[str, object]:
    return {
        "inputs": [str(folder) for folder in folders],
        "known_at": None if known_at == FOREVER else known_at.isoformat(),
        "policy": policy,
    }
