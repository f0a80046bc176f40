"""From data folders to a store that can be asked: loading, grouping, resolving, mapping, building."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .building.edition import resolve
from .building.fitting import FIRST
from .building.grouping import group
from .building.loading import data_files, load_or_raise, require_data_folders
from .dates import FOREVER
from .declarations import kinds_files, read_vocabulary
from .errors import StoreError
from .generations import KEPT, Generations, fingerprint, load_lines
from .kept import Kept
from .mapping import edition_lines, source_lines
from .paths import cache_folder
from .records import POLICIES, Dataset, Policy, Relationship
from .sentences import sentence
from .store import EmbeddedStore
from .vocabulary import Vocabulary

__all__ = ["Edition", "build_into", "kinds_kept", "open_edition", "relationships_of", "sentences_of"]

_KINDS = "kinds-{}.toml"
"""Files beside a store that declare its kinds: numbers in the order of layers."""

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


@dataclass(frozen=True, slots=True)
class Edition:
    """The relationships of one `known at` day and policy, with what they were resolved from.

    Attributes:
        dataset: what the rows say.
        known_at: the day by which a source had to be published to count.
        policy: how values were picked where claims differ.
        relationships: by id.
        sentences: how each relationship reads, by id.
        grouping: why claims joined their relationship, by claim id; those that opened one are left out.
    """

    dataset: Dataset
    known_at: date
    policy: Policy
    relationships: Mapping[str, Relationship]
    sentences: Mapping[str, str]
    grouping: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset, known_at: date = FOREVER, policy: Policy = POLICIES[0]) -> Edition:
        """Resolve an edition."""
        groups = group(dataset)
        relationships = resolve(dataset, groups, known_at=known_at, policy=policy)
        reasons = {claim: why for one in groups.values() for claim, why in one.reasons.items() if why != FIRST}
        return cls(dataset, known_at, policy, relationships, sentences_of(dataset, relationships), reasons)

    def quads(self) -> Iterator[str]:
        """Everything that its store holds, as N-Quads lines in a fixed order."""
        known, policy = self.known_at, self.policy
        return chain(
            edition_lines(self.dataset, self.relationships, self.sentences, known_at=known, policy=policy),
            source_lines(self.dataset, self.relationships, self.grouping),
        )

    def keep(self, file: Path | None = None) -> Kept:
        """Its records in tables, in a file or in memory."""
        return Kept.write(self.dataset, self.relationships, self.sentences, self.grouping, file)

    def to_store(self) -> EmbeddedStore:
        """Its store, in memory."""
        store = ox.Store()
        load_lines(store, self.quads())
        return EmbeddedStore(store, kept=self.keep())


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
        edition = Edition.of(load_or_raise(folders), known_at, policy)
        try:
            generations.build(name, edition.quads(), _about(folders, known_at, policy), _keeper(edition, folders))
            store = generations.open(name)
        except StoreError as error:
            _log.warning("the cache cannot be used (%s); building in memory", error)
        if store is None:
            return edition.to_store()
    path = generations.folder / name
    return EmbeddedStore(store, str(path), Kept.open(path / KEPT))


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
    edition = Edition.of(load_or_raise(folders), known_at, policy)
    name = _name(folders, known_at, policy)
    path = generations.build(name, edition.quads(), _about(folders, known_at, policy), _keeper(edition, folders))
    generations.point_to(name)
    return path


def kinds_kept(path: Path) -> Vocabulary:
    """The kinds of a built store, as they were when it was built.

    Args:
        path: the folder of its generation.
    """
    return read_vocabulary(*sorted(path.glob(_KINDS.format("*"))))


def _keeper(edition: Edition, folders: Sequence[Path]) -> Callable[[Path], None]:
    """What writes the records of an edition, and the files that declare its kinds, into the folder of a generation."""

    def keep(path: Path) -> None:
        edition.keep(path / KEPT).close()
        for number, file in enumerate(kinds_files(folders)):
            shutil.copyfile(file, path / _KINDS.format(f"{number:03}"))

    return keep


def _name(folders: Sequence[Path], known_at: date, policy: str) -> str:
    files = [*kinds_files(folders), *(file for folder in folders for file in data_files(folder))]
    return fingerprint(files, known_at.isoformat(), policy)


def _about(folders: Sequence[Path], known_at: date, policy: str) -> dict[str, object]:
    return {
        "inputs": [str(folder) for folder in folders],
        "known_at": None if known_at == FOREVER else known_at.isoformat(),
        "policy": policy,
    }
