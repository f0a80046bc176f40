"""Story files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.dates import FOREVER
from graph.errors import ParameterError, UnknownNameError
from graph.view import read_story


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "story.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def known(name: str) -> str:
    if name not in {"bmw", "NO"}:
        raise UnknownNameError(f"nothing here is called {name!r}", name, [])
    return name


def test_story_is_read_with_every_value_as_text(tmp_path: Path) -> None:
    text = "title: T\nsteps:\n- {focus: NO, date: 2019-06-05, caption: 1:30, depth: 2}\n- caption: last\n"
    story = read_story(write(tmp_path, text), known)
    assert story.title == "T" and story.focus == ("NO",)
    assert (story.steps[0].caption, story.steps[0].day, story.steps[0].depth) == ("1:30", date(2019, 6, 5), 2)
    assert (story.steps[1].focus, story.steps[1].day) == ((), FOREVER)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no story"),
        ("just words", "is no story"),
        ("title: T\nsteps: []\n", "has no steps"),
        ("title: T\n", "is no story"),
        ("title: T\nsteps:\n- {focus: bmw}\n", "step 1: expected at least a caption"),
        ("steps:\n- {caption: a}\n- {caption: b, when: 2019}\n", "step 2: 'when' is unknown"),
        ("steps:\n- {caption: a, date: 2019-02-30}\n", "step 1, date"),
        ("steps:\n- {caption: a, date: 2019}\n", "step 1, date"),
        ("steps:\n- {caption: a, depth: 9}\n", "depth"),
        ("steps:\n- {caption: a, focus: {b: c}}\n", "focus"),
        ("steps:\n- {caption: a\n", "story.yaml:3: is not YAML"),
        ("steps:\n- caption: a\n  caption: b\n", "story.yaml:3: 'caption' stands twice"),
        ("a: &x [1]\nsteps: *x\n", "story.yaml:2: an alias"),
        ("steps: " + "[" * 400 + "]" * 400, "nested too deeply"),
        (b"\xff\xfe", "not UTF-8"),
        ("steps: [\x00]", "is not YAML"),
        ("x" * 300_000, "larger than a story"),
    ],
)
def test_wrong_story_is_refused_with_its_place(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(ParameterError) as raised:
        read_story(write(tmp_path, text), known)
    assert says in str(raised.value) and "\n" not in str(raised.value)


def test_unknown_entity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="vw"):
        read_story(write(tmp_path, "steps:\n- {caption: a, focus: vw}\n"), known)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be read"):
        read_story(tmp_path / "none.yaml", known)
