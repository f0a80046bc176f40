"""A story: a few steps through a picture, each with something in focus, a day and a caption.

Stories are small YAML files that people write::

    title: The alliance of June 2019
    steps:
      - focus: [BMW, JLR]
        date: 2019-06-05
        caption: BMW and Jaguar Land Rover announce that they will develop electric drives together.

YAML guesses types (`NO` is false, `1:30` is ninety) and keeps the last of two equal keys without a word. So every value
is read as text, equal keys and aliases are refused, and the types are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..dates import FOREVER, parse_day
from ..errors import DateError, ParameterError

__all__ = ["Step", "Story", "read_story"]

_MOST_BYTES = 200_000
_STEP_KEYS = {"focus", "date", "caption", "depth"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story.

    Attributes:
        caption: what the reader is told.
        focus: ids of the entities in the middle; empty for the whole picture.
        day: the day shown; `dates.FOREVER` for the latest known state.
        depth: how far around the focus.
    """

    caption: str
    focus: tuple[str, ...] = ()
    day: date = FOREVER
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """A title and steps in order."""

    title: str
    steps: tuple[Step, ...]

    @property
    def focus(self) -> tuple[str, ...]:
        """Everything that is in focus in any step, each once."""
        return tuple(dict.fromkeys(id for step in self.steps for id in step.focus))


def read_story(file: Path, resolve: Callable[[str], str]) -> Story:
    """Read a story file.

    Args:
        file: the YAML file.
        resolve: gives the id of an entity by a name as people type it.

    Raises:
        ParameterError: it cannot be read or is no story; names file and line or step.
        UnknownNameError: it names an entity that is not there.
    """
    content = _load(file)
    if (
        not isinstance(content, dict)
        or content.keys() - {"title", "steps"}
        or not isinstance(content.get("steps"), list)
    ):
        raise ParameterError(f"{file}: is no story, expected a title and a list of steps")
    steps = []
    for number, given in enumerate(content["steps"], 1):
        at = f"{file}, step {number}"
        if not isinstance(given, dict) or not isinstance(given.get("caption"), str):
            raise ParameterError(f"{at}: expected at least a caption")
        unknown = sorted(given.keys() - _STEP_KEYS)
        if unknown:
            raise ParameterError(f"{at}: {unknown[0]!r} is unknown, expected {', '.join(sorted(_STEP_KEYS))}")
        focus = given.get("focus", [])
        names = [focus] if isinstance(focus, str) else focus
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ParameterError(f"{at}, focus: expected names of entities")
        steps.append(
            Step(
                given["caption"].strip(), tuple(resolve(name) for name in names), _day(at, given.get("date", "latest")),
                _depth(at, given.get("depth", "1")),
            )
        )  # fmt: skip
    if not steps:
        raise ParameterError(f"{file}: has no steps")
    return Story(str(content.get("title", "")), tuple(steps))


def _day(at: str, text: Any) -> date:
    try:
        return parse_day(str(text))
    except DateError as error:
        raise ParameterError(f"{at}, date: {error}") from None


def _depth(at: str, text: Any) -> int:
    if text not in {"0", "1", "2", "3"}:
        raise ParameterError(f"{at}, depth: {text!r}, expected 0, 1, 2 or 3")
    return int(text)


def _load(file: Path) -> Any:
    """The content of a YAML file with every scalar as text."""
    import yaml

    try:
        content = file.read_bytes()
    except OSError as error:
        raise ParameterError(f"{file}: cannot be read ({error.strerror})") from None
    if len(content) > _MOST_BYTES:
        raise ParameterError(f"{file}: is larger than a story ({len(content):,} bytes, at most {_MOST_BYTES:,})")
    try:
        text = content.decode("utf-8-sig")
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise ParameterError(f"{file}:{line}: an alias (*{event.anchor}), expected plain values")
        tree = yaml.compose(text, Loader=yaml.BaseLoader)
        return None if tree is None else _plain(file, tree)
    except UnicodeDecodeError as error:
        raise ParameterError(f"{file}: is not UTF-8 ({error.reason} at byte {error.start})") from None
    except RecursionError:
        raise ParameterError(f"{file}: is nested too deeply for a story") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ParameterError(f"{file}:{line}: is not YAML ({error.problem})") from None
    except yaml.YAMLError as error:
        raise ParameterError(f"{file}: is not YAML ({' '.join(str(error).split())})") from None


def _plain(file: Path, node: Any, depth: int = 0) -> Any:
    """Texts, lists and dictionaries of a node; equal keys are refused."""
    import yaml

    if depth > 5:
        raise ParameterError(f"{file}:{node.start_mark.line + 1}: is nested too deeply for a story")
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, one, depth + 1) for one in node.value]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        name = _plain(file, key, depth + 1)
        if not isinstance(name, str) or name in plain:
            raise ParameterError(f"{file}:{key.start_mark.line + 1}: {name!r} stands twice or is no name")
        plain[name] = _plain(file, value, depth + 1)
    return plain
