"""Where things are: the packaged data and queries, and the cache.

In a checkout the folders `data/` and `queries/` stand beside the package, in an installed wheel they are below
`graph/_resources/`. The checkout wins: an editable install copies the folders once, and a stale copy must not be read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["cache_folder", "packaged_data", "packaged_queries"]

_PACKAGE = Path(__file__).resolve().parent


def _resource(name: str, witness: str) -> Path:
    checkout = _PACKAGE.parent / name
    if (checkout / witness).exists() and (_PACKAGE.parent / "pyproject.toml").exists():
        return checkout
    return _PACKAGE / "_resources" / name


def packaged_data() -> Path:
    """The folder of the packaged rows."""
    return _resource("data", "kinds.toml")


def packaged_queries() -> Path:
    """The folder of the packaged query files."""
    return _resource("queries", "README.md")


def cache_folder() -> Path:
    """The folder that built stores are kept in: `INDUSTRY_GRAPH_CACHE`, else the user's cache folder.

    It may be deleted at any time; what was in it is built again.
    """
    chosen = os.environ.get("INDUSTRY_GRAPH_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "industry_graph"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "industry_graph"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "industry_graph"
