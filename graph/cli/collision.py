"""Saying so where another installed distribution owns the import name `graph` as well.

pip overwrites the files of one with those of the other without a word. Only distributions whose own name begins with
`graph` are looked at (PyPI's `graph-theory` is one), so that start-up stays instant.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["other_owners"]


def other_owners(site: Path) -> list[str]:
    """Distributions besides this one that have installed a package `graph`.

    Args:
        site: the folder that packages are installed in.

    Returns:
        Their folder names (`graph_theory-2023.7.7.dist-info`), sorted.
    """
    owners = []
    for folder in sorted(site.glob("[gG]raph*.dist-info")):
        try:
            files = (folder / "RECORD").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        if any(line.startswith("graph/__init__.py,") for line in files):
            owners.append(folder.name)
    return owners
