"""An empty, commented data folder to begin one's own rows in."""

from __future__ import annotations

from pathlib import Path

from .building.loading import ENTITY_COLUMNS
from .columns import CLAIM_COLUMNS, SOURCE_COLUMNS
from .declarations import read_vocabulary
from .errors import OutputError, StoreError
from .paths import packaged_data
from .vocabulary import Field, Vocabulary

__all__ = ["write_scaffold"]

_README = """\
Rows of your own. They are laid over the packaged data:

    industry-graph check --data {name}
    industry-graph show "Jaguar Land Rover" --data {name}

One row is one claim: what one passage of one source says. Write the source into sources.csv first, then entities that
are not yet known (search for them: industry-graph search TEXT), then claims into relations/. Lines that begin with #
are comments. Ids are yours: lower-case letters, digits and hyphens. Leave empty what is not known.
"""


def write_scaffold(folder: Path) -> list[Path]:
    """Write the folder.

    Args:
        folder: a folder that does not exist or is empty.

    Returns:
        The files written, in order.

    Raises:
        StoreError: the folder holds something.
        OutputError: it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: exists and is not empty, expected a new folder")
    files = _files(read_vocabulary(packaged_data() / "kinds.toml"), folder.name)
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from None
    return [folder / name for name in files]


def _files(vocabulary: Vocabulary, name: str) -> dict[str, str]:
    files = {"README.txt": _README.format(name=name)}
    comments = [f"{column}: {comment}" for column, comment in SOURCE_COLUMNS.items()]
    files["sources.csv"] = _table("The documents that claims stand in.", comments, list(SOURCE_COLUMNS))
    for entity in vocabulary.entities.values():
        own = [_describe(vocabulary, one) for one in entity.fields]
        columns = ["id", "name", *(one.name for one in entity.fields), *ENTITY_COLUMNS[2:]]
        files[f"entities/{entity.file}.csv"] = _table(entity.comment, own, columns)
    for kind in vocabulary.relations.values():
        comments = [_describe(vocabulary, one) for one in kind.fields]
        comments += [f"{column}: {comment}" for column, comment in CLAIM_COLUMNS.items()]
        columns = ["id", *(one.name for one in kind.fields), *CLAIM_COLUMNS]
        files[f"relations/{kind.file}.csv"] = _table(kind.comment, comments, columns)
    return files


def _describe(vocabulary: Vocabulary, one: Field) -> str:
    text = f"{one.name}: {one.comment}"
    if one.type == "code":
        text += f" ({', '.join(vocabulary.codes[one.of[0]].codes)})"
    elif one.type == "entity" and "*" not in one.of:
        text += f" (id of a {' or '.join(one.of)})"
    return text + (" [required]" if one.required else "")


def _table(comment: str, columns: list[str], header: list[str]) -> str:
    lines = [f"# {comment}", *(f"#   {line}" for line in columns), ",".join(header)]
    return "\n".join(lines) + "\n"
