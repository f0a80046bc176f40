"""The wheel, installed elsewhere without what only developers have, answers a question."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.packaging


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    made = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    if made.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"no wheel can be built here: {made.stderr.strip().splitlines()[-1]}")
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def test_wheel_holds_data_queries_and_page(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "graph/_resources/data/kinds.toml",
        "graph/_resources/data/sources/bmwjlr.csv",
        "graph/_resources/queries/person_ex_employer.rq",
        "graph/view/assets/template.html",
        "graph/py.typed",
    } <= names
    assert not any(name.startswith(("tests/", "notebooks/")) for name in names)


def test_wheel_installed_elsewhere_answers_and_draws(wheel, tmp_path):
    python = tmp_path / "venv" / "bin" / "python"
    assert run(sys.executable, "-m", "venv", str(tmp_path / "venv")).returncode == 0
    installed = run(str(python), "-m", "pip", "install", "--quiet", str(wheel))
    if installed.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"its dependencies cannot be installed here: {installed.stderr.strip().splitlines()[-1]}")
    assert installed.returncode == 0, installed.stderr
    elsewhere = {"cwd": tmp_path, "env": {**os.environ, "INDUSTRY_GRAPH_CACHE": str(tmp_path / "cache")}}
    command = str(python.parent / "industry-graph")
    asked = ("--employer", "JLR", "--former", "BMW", "--as-of", "2019-06-05", "--format", "csv")
    answer = run(command, "query", "person_ex_employer", *asked, **elsewhere)
    assert answer.returncode == 0, answer.stderr
    assert "Ralf Speth" in answer.stdout
    drawn = run(command, "view", "--focus", "JLR", "--out", "jlr.html", **elsewhere)
    assert drawn.returncode == 0, drawn.stderr
    assert "Jaguar Land Rover" in (tmp_path / "jlr.html").read_text(encoding="utf-8")
