"""What README shows is what happens: its commands print what it shows, its Python runs.

Below a command stand the first lines of what it prints, and `…` where there are more. `pytest --update-golden` writes
as many lines anew; the change is read as a diff.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).parent.parent
FILE = ROOT / "README.md"
README = FILE.read_text(encoding="utf-8")
MORE = "…"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def shown():
    """Commands of the README with the lines of output that it shows."""
    found = []
    for block in blocks("console"):
        command, _, output = block.removeprefix("$ ").partition("\n")
        if not command.startswith("make "):
            found.append(pytest.param(command, output.splitlines(), id=command[:60]))
    return found


def printed(command):
    words = shlex.split(command)
    assert words[0] == "industry-graph", command
    done = subprocess.run(
        [sys.executable, "-m", "graph", *words[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return [line.rstrip() for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("command", "lines"), shown())
def test_command_prints_what_the_readme_shows(command, lines, request):
    cut = [*printed(command)[: len(lines) - 1], MORE] if lines[-1] == MORE else printed(command)
    if request.config.getoption("--update-golden"):
        text = FILE.read_text(encoding="utf-8")
        old, new = ("\n".join([f"$ {command}", *several, "```"]) for several in (lines, cut))
        assert old in text
        FILE.write_text(text.replace(old, new), encoding="utf-8")
        return
    assert cut == lines


def test_python_of_the_readme_runs(tmp_path, monkeypatch):
    assert blocks("python")
    monkeypatch.chdir(tmp_path)
    namespace = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), namespace)
    assert namespace["answer"].rows


def test_readme_shows_commands_and_pictures_that_exist():
    assert len(shown()) >= 6
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_every_command_stands_in_the_readme():
    from graph.cli import main

    missing = [name for name in main.commands if f"industry-graph {name}" not in README and f"`{name}`" not in README]
    assert missing == []
