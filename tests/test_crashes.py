"""Builds that are killed, stores that are damaged: nothing half-built is opened, nothing damaged is believed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.editions import build_into
from graph.errors import StoreError
from graph.exports import write_file
from graph.generations import Generations
from graph.store import EmbeddedStore, open_folder

from .builders import dataset, post, write_dataset

pytestmark = pytest.mark.slow

KILLS = 60
ROOT = Path(__file__).parent.parent
BUILDER = """
import itertools, os, sys
from pathlib import Path
from graph.editions import build_into
store, *folders = map(Path, sys.argv[1:])
print("ready", flush=True)
for number in itertools.count(1):
    folder = folders[number % len(folders)]
    os.utime(folder / "sources.csv")
    build_into(store, [folder])
    print(number, flush=True)
"""


def counted(path: Path) -> int:
    """How many claims a built store holds, read to its end."""
    return len(list(open_folder(path / "store").quads_for_pattern(None, ABOUT, None)))


ABOUT = ox.NamedNode("https://w3id.org/industry-graph/said#about")


def folders(path: Path) -> list[Path]:
    """Two data folders, of 40 and of 400 claims."""
    return [
        write_dataset(path / name, dataset(*(post(f"c{n}", f"p{n}", "engineer") for n in range(count))))
        for name, count in (("few", 40), ("many", 400))
    ]


class Reader(threading.Thread):
    """Opens the current store again and again, and notes what it finds."""

    def __init__(self, store: Path) -> None:
        super().__init__()
        self.store = store
        self.found: list[int] = []
        self.failed: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self.found.append(counted(Generations(self.store).current()))
            except (StoreError, OSError, RuntimeError) as error:
                self.failed.append(str(error))
            time.sleep(0.01)


def seconds_of_a_build(store: Path, rows: list[Path]) -> float:
    """How long a build takes on this machine today, in a process that is already running."""
    child = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(store), *map(str, rows)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    began = time.monotonic()
    child.stdout.readline()
    took = time.monotonic() - began
    child.kill()
    child.communicate()
    return took


def test_readers_see_a_whole_store_while_builds_are_killed(tmp_path: Path) -> None:
    rows, store = folders(tmp_path), tmp_path / "store"
    build_into(store, [rows[0]])
    chance = random.Random(5)
    reader = Reader(store)
    reader.start()
    built = 0
    longest = 3 * seconds_of_a_build(store, rows)
    try:
        for _ in range(KILLS):
            child = subprocess.Popen(
                [sys.executable, "-c", BUILDER, str(store), *map(str, rows)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert child.stdout is not None and child.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, longest))
            os.kill(child.pid, signal.SIGKILL)
            built += len(child.stdout.read().splitlines())
            child.stdout.close()
            child.wait()
            assert counted(Generations(store).current()) in {40, 400}
    finally:
        reader.over.set()
        reader.join()
    assert reader.failed == []
    assert set(reader.found) == {40, 400}
    assert built > 5 and len(reader.found) > KILLS


def test_build_after_kills_gives_the_same_bytes(tmp_path: Path) -> None:
    rows, store = folders(tmp_path), tmp_path / "store"
    for wait in (0.0, 0.02, 0.05, 0.1):
        child = subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(store), *map(str, rows)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
    after = build_into(store, [rows[1]])
    fresh = build_into(tmp_path / "fresh", [rows[1]])
    dumps = {open_folder(path / "store").dump(format=ox.RdfFormat.N_QUADS) for path in (after, fresh)}
    assert len(dumps) == 1


def test_two_builders_of_one_store_disturb_neither_each_other_nor_readers(tmp_path: Path) -> None:
    rows, store = folders(tmp_path), tmp_path / "store"
    build_into(store, [rows[0]])
    reader = Reader(store)
    reader.start()
    children = [
        subprocess.Popen([sys.executable, "-c", BUILDER, str(store), str(folder)], cwd=ROOT, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
        for folder in rows
    ]  # fmt: skip
    time.sleep(6)
    complaints = []
    for child in children:
        child.kill()
        output, errors = child.communicate()
        complaints.append(errors)
        assert len(output.splitlines()) > 3
    reader.over.set()
    reader.join()
    assert complaints == ["", ""]
    assert reader.failed == []


def test_two_hundred_damages_are_all_noticed(tmp_path: Path) -> None:
    path = build_into(tmp_path / "store", folders(tmp_path)[1:])
    names = sorted(
        file.name for file in (path / "store").iterdir()
        if not file.name.startswith("LOG") and file.name != "LOCK" and file.stat().st_size
    )  # fmt: skip
    whole = counted(path)
    chance, believed = random.Random(7), []
    for number in range(200):
        copy = tmp_path / "copies" / "damaged"
        shutil.copytree(path, copy)
        file = copy / "store" / chance.choice(names)
        content, how = bytearray(file.read_bytes()), chance.choice(["flip", "flips", "cut", "delete"])
        if how == "delete":
            file.unlink()
        elif how == "cut":
            file.write_bytes(content[: chance.randrange(len(content))])
        else:
            for _ in range(64 if how == "flips" else 1):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            file.write_bytes(content)
        opened = Generations(copy.parent).open(copy.name)
        if opened is not None and EmbeddedStore(opened).query("ASK { ?s ?p ?o }"):
            believed.append((number, how, file.name))
        del opened
        shutil.rmtree(copy.parent)
    assert believed == []
    assert counted(path) == whole


def test_written_file_is_the_old_or_the_new_one_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    writer = (
        "import sys\nfrom pathlib import Path\nfrom graph.exports import write_file\nprint('ready', flush=True)\n"
        "while True:\n    for letter in (b'a', b'b'):\n        write_file(Path(sys.argv[1]), letter * 2_000_000)\n"
    )
    file = tmp_path / "out"
    write_file(file, b"a" * 2_000_000)
    for number in range(20):
        child = subprocess.Popen([sys.executable, "-c", writer, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        time.sleep(0.002 * number)
        child.kill()
        child.communicate()
        content = file.read_bytes()
        assert len(content) == 2_000_000 and len(set(content)) == 1
