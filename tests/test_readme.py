"""What README shows is what happens: its commands run, and each line of output that it shows is printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def shown():
    """Commands of the README with the lines of output that it shows."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield pytest.param(command, output.splitlines(), id=command[:60])


@pytest.mark.parametrize(("command", "lines"), list(shown()))
def test_command_prints_what_the_readme_shows(command, lines, tmp_path):
    words = shlex.split(command)
    if words[0] == "make":
        pytest.skip("what make prints is not repeated here: this test is part of it")
    assert words[0] == "industry-graph", command
    done = subprocess.run(
        [sys.executable, "-m", "graph", *words[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    printed = iter([line.rstrip() for line in done.stdout.splitlines()])
    for line in lines:
        if line.strip() not in {"", "…"}:
            assert line.rstrip() in printed, f"{command}: not printed, or not in this order: {line}"


def test_python_of_the_readme_runs(tmp_path, monkeypatch):
    assert blocks("python")
    monkeypatch.chdir(tmp_path)
    namespace = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), namespace)
    assert namespace["answer"].rows


def test_readme_shows_commands_and_pictures_that_exist():
    assert len(list(shown())) >= 6
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_every_command_stands_in_the_readme():
    from graph.cli import main

    missing = [name for name in main.commands if f"industry-graph {name}" not in README and f"`{name}`" not in README]
    assert missing == []
