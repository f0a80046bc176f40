"""The process that runs a query that somebody wrote: read-only, without network, with its memory capped.

Started by `worker_command`, with the query on standard input. It prints `results` or `triples` and then the
answer, or one line on standard error and exit status 3. Whoever called it kills it when its time is up.

The network is taken away by the kernel (seccomp, where Linux has it): every check of the query's text that was tried
could be got around. Where there is no seccomp, a text that names SERVICE or LOAD at all is refused.

Source: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import platform
import re
import struct
import sys
from pathlib import Path

__all__ = ["main", "worker_command"]

_START = """\
import sys
folder = sys.argv.pop(1)
if folder not in sys.path:
    sys.path.insert(0, folder)
from graph.worker import main
sys.exit(main())
"""
_SOCKET_CALLS = {"x86_64": (0xC000003E, (41, 42, 53)), "aarch64": (0xC00000B7, (198, 203, 199))}
"""Audit architecture, and the numbers of socket, connect and socketpair."""


def worker_command(store: Path, memory_bytes: int) -> list[str]:
    """The command that starts a worker.

    It runs this package, wherever it lies: the folder that somebody stands in is not searched (`-P`), as it may hold
    another `graph.py`, written by whoever.

    Args:
        store: the folder of a pyoxigraph store, or a file of N-Quads.
        memory_bytes: how much memory the worker gets.
    """
    package = Path(__file__).resolve().parent
    return [sys.executable, "-P", "-c", _START, str(package.parent), str(store), str(memory_bytes)]


def main() -> int:
    """Run one query; returns the exit status."""
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    import pyoxigraph as ox  # before the walls go up

    from .errors import StoreError
    from .store import is_damage, open_folder, query_error

    try:
        if path.is_dir():
            dataset = open_folder(path)
        else:
            dataset = ox.Store()
            dataset.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    except (StoreError, OSError) as error:
        return _refuse(" ".join(str(error).split()))
    _cap_memory(memory)
    if not _deny_network() and re.search("service|load", text, re.IGNORECASE):
        return _refuse("a query cannot ask other servers (SERVICE, LOAD): there is no network here")
    try:
        answer = dataset.query(text)
        if isinstance(answer, ox.QueryTriples):
            body = b"triples\n" + "".join(f"{triple} .\n" for triple in answer).encode()
        else:
            body = b"results\n" + (answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        sys.stdout.buffer.write(body)
    except Exception as error:  # whatever it is, the one who asked gets one line
        said = " ".join(str(query_error(error)).split())[:400]
        if "ermission denied" in said:
            said = "a query cannot ask other servers (SERVICE, LOAD): there is no network here"
        elif is_damage(error):
            said = f"{path}: the store is damaged, expected a rebuild"
        return _refuse(said or type(error).__name__)
    return 0


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return 3


def _cap_memory(bytes_: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _deny_network() -> bool:
    """Forbid this process to open sockets; whether that could be done."""
    architecture = _SOCKET_CALLS.get(platform.machine())
    if sys.platform != "linux" or architecture is None:
        return False
    audit, calls = architecture
    # load the architecture; another one is killed; load the number of the call; sockets fail with EACCES
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, audit), (0x06, 0, 0, 0), (0x20, 0, 0, 0)]
    program += [(0x15, len(calls) - position, 0, number) for position, number in enumerate(calls)]
    program += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x00050000 | 13)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in program))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) != 0:  # PR_SET_NO_NEW_PRIVS
        return False
    return bool(libc.prctl(22, 2, ctypes.c_char_p(header), 0, 0) == 0)  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
