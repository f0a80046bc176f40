import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.worker import worker_command

from .sparql_server import canary

GIGABYTE = 1024**3


def work(store: Path, text: str, memory: int = 4 * GIGABYTE) -> "subprocess.CompletedProcess[bytes]":
    """Run a query in a worker, as `graph.sparql` does."""
    command = worker_command(store, memory)
    return subprocess.run(command, input=text.encode(), capture_output=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worker") / "dataset.nq"
    path.write_text("".join(f'<a:{number}> <a:p> "{number}" .\n' for number in range(200)))
    return path


def test_results_stand_on_standard_output(file: Path) -> None:
    done = work(file, "SELECT ?s WHERE { ?s <a:p> '7' }")
    kind, _, body = done.stdout.partition(b"\n")
    assert (done.returncode, kind, done.stderr) == (0, b"results", b"")
    assert json.loads(body)["results"]["bindings"] == [{"s": {"type": "uri", "value": "a:7"}}]


def test_triples_stand_on_standard_output(file: Path) -> None:
    done = work(file, "CONSTRUCT { ?s <a:q> ?o } WHERE { ?s <a:p> ?o FILTER(?o = '7') }")
    assert done.stdout == b'triples\n<a:7> <a:q> "7" .\n'


def test_refusal_is_one_line_and_status_3(file: Path) -> None:
    done = work(file, "SELECT")
    assert (done.returncode, done.stdout) == (3, b"")
    assert len(done.stderr.splitlines()) == 1


def test_bytes_that_are_no_text_are_a_malformed_query(file: Path) -> None:
    command = worker_command(file, 4 * GIGABYTE)
    done = subprocess.run(command, input=b"\xff\xfe", capture_output=True, timeout=300, check=False)
    assert done.returncode == 3


def test_memory_has_a_cap(file: Path) -> None:
    join = " ".join(f"?s{number} ?p{number} ?o{number} ." for number in range(3))
    done = work(file, f"SELECT * WHERE {{ {join} }} ORDER BY ?o0 ?o1 ?o2", memory=GIGABYTE // 2)
    assert done.returncode not in {0, 3}
    assert done.stdout == b""


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is a part of Linux")
def test_no_socket_can_be_opened_behind_the_wall() -> None:
    text = (
        "import socket\nfrom graph.worker import _deny_network\nassert _deny_network()\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        "    try:\n        socket.socket(family)\n    except PermissionError:\n        continue\n"
        "    raise SystemExit(f'{family} is open')\n"
        "try:\n    socket.socketpair()\nexcept PermissionError:\n    raise SystemExit(0)\nraise SystemExit('pair')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, check=False, cwd=Path(__file__).parent.parent
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_such_a_wall_a_text_that_names_the_network_is_refused(file: Path) -> None:
    text = (
        "import sys\nfrom graph import worker\nworker._deny_network = lambda: False\n"
        f"sys.argv = ['worker', {str(file)!r}, str(2**32)]\nsys.exit(worker.main())\n"
    )
    with canary() as (address, reached):
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE <{address}> {{}} }}",
        ):
            done = subprocess.run([sys.executable, "-c", text], input=query.encode(), capture_output=True, check=False,
                                  cwd=Path(__file__).parent.parent)  # fmt: skip
            assert done.returncode == 3, done
        assert reached == []


def test_missing_store_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    done = work(tmp_path / "store", "ASK { ?s ?p ?o }")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "store").iterdir()) == []
