"""Finding out what somebody means by data, and opening it.

Nothing means the packaged data; a folder of rows is laid over them; a built store, a SPARQL server or an rdflib dataset
stands alone, and says itself which edition it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .building.loading import is_data_folder
from .dates import FOREVER, parse_day
from .days import Day, to_day
from .declarations import kinds_files, read_vocabulary
from .editions import kinds_kept, open_edition
from .errors import DateError, ParameterError, StoreError
from .generations import KEPT, Generations
from .identifiers import IND
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
    *where: str | Path | rdflib.Dataset, packaged: bool = True, known_at: Day = None, policy: Policy | None = None
) -> Industry:
    """Open an industry's data.

    Args:
        where: nothing for the packaged data; one or more folders of rows; the folder of a built store; the address of
            a SPARQL server; or an `rdflib.Dataset` with data in this package's shape.
        packaged: whether the packaged rows lie under folders of rows.
        known_at: the day by which a source had to be published to count; without it all sources count.
        policy: how one value is picked where claims differ; without it the first of `records.POLICIES`.

    A finished store has a day and a policy of its own, and others cannot be asked for.

    Raises:
        StoreError: what is given is neither rows nor a store, or a store of another edition.
        RowError: rows are wrong.
        ParameterError: a day or policy is none.
    """
    if policy is not None and policy not in POLICIES:
        raise ParameterError(f"{policy!r} is no policy: expected one of {', '.join(POLICIES)}")
    known = to_day(known_at)
    finished = [one for one in where if not _is_rows(one)]
    if finished and len(where) > 1:
        raise StoreError(
            f"{finished[0]}: a finished store stands alone and holds one edition, expected folders of rows"
        )
    if finished:
        return _open_finished(finished[0], None if known_at is None else known, policy)
    policy = policy or POLICIES[0]
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


def _open_finished(where: str | Path | rdflib.Dataset, known_at: date | None, policy: Policy | None) -> Industry:
    """Open a finished store; a day or a policy that is asked for has to be that of its edition."""
    vocabulary = _vocabulary([packaged_data()])
    store: Store
    if not isinstance(where, str | Path):
        store = EmbeddedStore(_copied(where))
    elif str(where).startswith(("http://", "https://")):
        store = EndpointStore(str(where))
    else:
        path = Generations(Path(where)).current()
        store = EmbeddedStore(open_folder(path / "store"), str(path), Kept.open(path / KEPT))
        vocabulary = kinds_kept(path)
    held_known_at, held_policy = _edition_held(store)
    if known_at not in {None, held_known_at} or (held_policy and policy not in {None, held_policy}):
        counted = "all sources" if held_known_at == FOREVER else f"known at {held_known_at}"
        held = f"policy {held_policy}, {counted}" if held_policy else counted
        raise StoreError(
            f"{store.location}: a finished store stands alone and holds one edition ({held}), "
            "expected no other policy or known-at day"
        )
    return Industry(store, vocabulary, (), held_known_at, held_policy or policy or POLICIES[0], store.location)


def _edition_held(store: Store) -> tuple[date, Policy | None]:
    """The day by which sources of a store's edition had to be published, and its policy; None where it does not say.

    Raises:
        StoreError: it holds several editions, or says what is no policy or day.
    """
    asked = (
        f"SELECT DISTINCT ?policy ?known_at WHERE {{ ?edition a <{IND}Edition> . "
        f"OPTIONAL {{ ?edition <{IND}policy> ?policy }} OPTIONAL {{ ?edition <{IND}knownAt> ?known_at }} }}"
    )
    editions = list(store.select(asked).dicts())
    if len(editions) > 1:
        raise StoreError(f"{store.location}: holds {len(editions)} editions, expected one")
    said = {name: term.value for one in editions for name, term in one.items() if isinstance(term, ox.Literal)}
    policy = next((one for one in POLICIES if one == said.get("policy")), None)
    if policy is None and "policy" in said:
        raise StoreError(f"{store.location}: {said['policy']!r} is no policy, expected one of {', '.join(POLICIES)}")
    try:
        return parse_day(said["known_at"]) if "known_at" in said else FOREVER, policy
    except DateError as error:
        raise StoreError(f"{store.location}: known at {error}") from None


def _copied(dataset: rdflib.Dataset) -> ox.Store:
    """A copy of an rdflib dataset in an embedded store: rdflib is too slow to be asked itself."""
    serialized = getattr(dataset, "serialize", None)
    if serialized is None:
        raise StoreError(f"{type(dataset).__name__} is neither a path, an address nor an rdflib dataset")
    text = serialized(format="nquads" if hasattr(dataset, "graphs") else "nt", encoding="utf-8")
    store = ox.Store()
    store.bulk_load(input=text, format=ox.RdfFormat.N_QUADS)
    return store
