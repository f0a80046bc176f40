"""Built stores on disk: generations, each complete or not there.

Text files are the truth and a store is a build of them that can be thrown away. A generation is written into a folder
of its own, flushed, described by a manifest and then moved into place in one step, so that nothing half-built is ever
opened. Its name is a fingerprint of what it was built from; where the inputs have changed, the name has. It is opened
read-only, and only after its files were compared with the manifest: RocksDB notices damage to its tables, but takes a
shortened log for a shorter store without a word.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from .errors import StoreError
from .store import open_folder

__all__ = ["KEPT", "ONTOLOGY_VERSION", "Generations", "fingerprint", "load_lines"]

ONTOLOGY_VERSION = "3"
"""Goes up when the shape of the RDF, or of the tables beside it, changes; stores of another version are built anew."""

KEPT = "records.sqlite"
"""The file beside a store that holds the records of its edition in tables; see `graph.kept`."""

_KEEP = 6
_UNFINISHED = ".building-"
_DAY_SECONDS = 24 * 60 * 60
_CHUNK = 1 << 20


def fingerprint(files: Iterable[Path], *settings: str) -> str:
    """A name for what is built from files with settings by this code: their paths, sizes and times of change.

    The package's own modules count among the inputs: what another version of them built is never taken for its work.

    Args:
        files: the inputs.
        settings: what else decides the content, such as the policy.
    """
    digest = hashlib.sha256(f"{ox.__version__}\n{ONTOLOGY_VERSION}\n".encode())
    for setting in settings:
        digest.update(setting.encode() + b"\0")
    for file in [*files, *sorted(Path(__file__).parent.rglob("*.py"))]:
        status = file.stat()
        digest.update(f"{file.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


class _LineReader(RawIOBase):
    """Lets the store read lines while they are being made, and hashes them on the way."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._chunks = self._chunked(lines)
        self._chunk, self._at = b"", 0
        self.digest = hashlib.sha256()
        self.count = 0

    def _chunked(self, lines: Iterable[str]) -> Iterator[bytes]:
        batch: list[str] = []
        for line in lines:
            batch.append(line)
            if len(batch) == 4096:
                self.count += len(batch)
                yield ("\n".join(batch) + "\n").encode()
                batch = []
        self.count += len(batch)
        yield ("\n".join(batch) + "\n").encode()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; `size` is an upper bound, as for any raw stream."""
        if self._at >= len(self._chunk):
            self._chunk, self._at = next(self._chunks, b""), 0
            self.digest.update(self._chunk)
        begin = self._at
        self._at = len(self._chunk) if size < 0 else begin + size
        return self._chunk[begin : self._at]


def load_lines(store: ox.Store, lines: Iterable[str]) -> tuple[int, str]:
    """Load N-Quads lines into an empty store.

    Returns:
        How many lines there were, and the SHA-256 of their text.
    """
    reader = _LineReader(lines)
    store.bulk_load(input=cast(IO[bytes], reader), format=ox.RdfFormat.N_QUADS, lenient=True)
    return reader.count, reader.digest.hexdigest()


class Generations:
    """A folder of generations.

    Args:
        folder: where they are kept; made when the first one is built.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, name: str) -> ox.Store | None:
        """Open a generation; None where it is not there or not whole."""
        path = self.folder / name
        try:
            _verify(path)
            store = open_folder(path / "store")
        except StoreError:
            return None
        with suppress(OSError):  # another one's cache can be read, not marked as used
            os.utime(path)
        return store

    def is_foreign(self) -> bool:
        """Whether the folder is none of generations: no pointer, and other things than killed builds leave."""
        if not self.folder.is_dir() or (self.folder / "current").is_file():
            return False
        return any(
            not (path.name.startswith(_UNFINISHED) or (path / "manifest.json").is_file())
            for path in self.folder.iterdir()
        )

    def current(self) -> Path:
        """The generation that the pointer names.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        name = self._pointed()
        while True:
            try:
                _verify(self.folder / name)
                return self.folder / name
            except StoreError:
                if name == (name := self._pointed()):
                    raise  # otherwise it was replaced while it was read

    def _pointed(self) -> str:
        pointer = self.folder / "current"
        try:
            if not pointer.is_file():
                raise StoreError(f"{self.folder}: neither rows nor a built store (no entities/, no file named current)")
            return pointer.read_text(encoding="utf-8").strip()
        except PermissionError as error:
            raise StoreError(f"{pointer}: cannot be read ({error.strerror})") from None

    def build(
        self,
        name: str,
        lines: Iterable[str],
        about: dict[str, Any],
        keep: Callable[[Path], object] = lambda folder: None,
    ) -> Path:
        """Build a generation and put it in place.

        Args:
            name: its fingerprint.
            lines: N-Quads lines.
            about: what the manifest says besides counts and files.
            keep: writes what is kept beside the store into the folder that it is given.

        Raises:
            StoreError: it cannot be written; nothing is left behind.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            work = self._unfinished()
            work.mkdir()
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be written ({error.strerror})") from None
        try:
            store = ox.Store(str(work / "store"))
            count, digest = load_lines(store, lines)
            store.flush()
            del store
            keep(work)
            _write_manifest(work, {**about, "quads": count, "sha256": digest})
            return self._place(work, name)
        except OSError as error:
            raise StoreError(f"{self.folder}: the store cannot be written ({error})") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def point_to(self, name: str) -> None:
        """Make a generation the current one, in one step."""
        pointer = self._unfinished()
        with pointer.open("x", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / "current")

    def _unfinished(self) -> Path:
        """A new path for what is not finished yet.

        What is made there has the modes that the umask gives, so that a store can be shared; `tempfile` keeps what it
        makes to one user.
        """
        return self.folder / f"{_UNFINISHED}{secrets.token_hex(8)}"

    def _place(self, work: Path, name: str) -> Path:
        target = self.folder / name
        if target.exists():
            try:
                _verify(target)
                return target
            except StoreError:
                target.rename(work / "damaged")
        try:
            work.rename(target)
        except OSError:
            if not target.exists():
                raise
        self._prune(name)
        return target

    def _prune(self, newest: str) -> None:
        """Remove generations that nobody has opened for long, keeping the latest few, and what killed builds left."""
        finished = [path for path in self.folder.iterdir() if not path.name.startswith(_UNFINISHED)]
        generations = [path for path in finished if (path / "manifest.json").is_file()]
        generations.sort(key=_changed, reverse=True)
        pointer = self.folder / "current"
        kept = {newest, pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""}
        left = [path for path in self.folder.glob(f"{_UNFINISHED}*") if time.time() - _changed(path) > _DAY_SECONDS]
        for path in [*generations[_KEEP:], *left]:
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
            elif path.is_file():
                with suppress(OSError):
                    path.unlink()


def _changed(path: Path) -> float:
    """When a file or folder was last changed; now where it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _files(path: Path) -> dict[str, list[Any]]:
    """Size and checksum of each file of a store but the engine's own diary, and of each one beside it.

    Tables are large and have checksums of their own, block by block; CRC-32 is enough to notice damage before anything
    is read from them (measured: 11 ms for 46 MB, where SHA-256 takes 70 ms).
    """
    described: dict[str, list[Any]] = {}
    beside = (file for file in path.iterdir() if file.is_file() and file.name != "manifest.json")
    for file in [*sorted((path / "store").iterdir()), *sorted(beside)]:
        if file.name.startswith("LOG") or file.name == "LOCK":
            continue
        checksum = _crc32(file) if file.suffix in {".sst", ".sqlite"} else hashlib.sha256(file.read_bytes()).hexdigest()
        described[file.name] = [file.stat().st_size, checksum]
    return described


def _crc32(file: Path) -> str:
    checksum = 0
    with file.open("rb") as opened:
        while piece := opened.read(_CHUNK):
            checksum = zlib.crc32(piece, checksum)
    return f"{checksum:08x}"


def _write_manifest(path: Path, about: dict[str, Any]) -> None:
    manifest = {**about, "engine": ox.__version__, "ontology": ONTOLOGY_VERSION, "files": _files(path)}
    with (path / "manifest.json").open("w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())


def _verify(path: Path) -> None:
    """Compare a generation with its manifest.

    Raises:
        StoreError: it is not what was built.
    """
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        whole = manifest["files"] == _files(path)
        fits = (manifest["engine"], manifest["ontology"]) == (ox.__version__, ONTOLOGY_VERSION)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: no built store ({error}), expected one made by build") from None
    if not fits:
        raise StoreError(f"{path}: built by another version, expected a rebuild: run build")
    if not whole:
        raise StoreError(f"{path}: the store is damaged, expected a rebuild: run build")
