"""Finding out what somebody means by data, and opening it.

Nothing means the packaged data; a folder of rows is laid over them; a built store, a SPARQL server or an rdflib dataset
stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .building.loading import is_data_folder
from .dates import FOREVER
from .days import Day, to_day
from .declarations import kinds_files, read_vocabulary
from .editions import open_edition
from .errors import ParameterError, StoreError
from .generations import KEPT, Generations
from .industry import Industry
from .kept import Kept
from .paths import packaged_data
from .records import POLICIES, Policy
from .store import EmbeddedStore, EndpointStore, Store, open_folder
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    import rdflib

__all__ = ["open_industry"]


def open_industry(
    *where: str | Path | rdflib.Dataset, packaged: bool = True, known_at: Day = None, policy: Policy = POLICIES[0]
) -> Industry:
    """Open an industry's data.

    Args:
        where: nothing for the packaged data; one or more folders of rows; the folder of a built store; the address of
            a SPARQL server; or an `rdflib.Dataset` with data in this package's shape.
        packaged: whether the packaged rows lie under folders of rows.
        known_at: the day by which a source had to be published to count; without it all sources count.
        policy: how one value is picked where claims differ.

    Raises:
        StoreError: what is given is neither rows nor a store.
        RowError: rows are wrong.
        ParameterError: a day or policy is none.
    """
    if policy not in POLICIES:
        raise ParameterError(f"{policy!r} is no policy: expected one of {', '.join(POLICIES)}")
    known = to_day(known_at)
    finished = [one for one in where if not _is_rows(one)]
    if finished and (len(where) > 1 or known != FOREVER):
        raise StoreError(
            f"{finished[0]}: a finished store stands alone and holds one edition, expected folders of rows"
        )
    if finished:
        return _open_finished(finished[0], policy)
    folders = tuple(Path(str(one)) for one in where)
    if packaged or not folders:
        folders = (packaged_data(), *folders)
    store = open_edition(folders, known, policy)
    data = " and ".join("the packaged data" if folder == packaged_data() else str(folder) for folder in folders)
    return Industry(store, _vocabulary(folders), folders, known, policy, data)


def _vocabulary(folders: Sequence[Path]) -> Vocabulary:
    return read_vocabulary(*kinds_files(folders))


def _is_rows(one: Any) -> bool:
    if not isinstance(one, str | Path) or str(one).startswith(("http://", "https://")):
        return False
    path = Path(one)
    try:
        return not (path / "current").is_file() if is_data_folder(path) or not path.exists() else False
    except PermissionError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from None


def _open_finished(where: str | Path | rdflib.Dataset, policy: Policy) -> Industry:
    vocabulary = _vocabulary([packaged_data()])
    store: Store
    if not isinstance(where, str | Path):
        store = EmbeddedStore(_copied(where))
    elif str(where).startswith(("http://", "https://")):
        store = EndpointStore(str(where))
    else:
        path = Generations(Path(where)).current()
        store = EmbeddedStore(open_folder(path / "store"), str(path), Kept.open(path / KEPT))
    return Industry(store, vocabulary, (), FOREVER, policy, store.location)


def _copied(dataset: rdflib.Dataset) -> ox.Store:
    """A copy of an rdflib dataset in an embedded store: rdflib is too slow to be asked itself."""
    serialized = getattr(dataset, "serialize", None)
    if serialized is None:
        raise StoreError(f"{type(dataset).__name__} is neither a path, an address nor an rdflib dataset")
    text = serialized(format="nquads" if hasattr(dataset, "graphs") else "nt", encoding="utf-8")
    store = ox.Store()
    store.bulk_load(input=text, format=ox.RdfFormat.N_QUADS)
    return store
