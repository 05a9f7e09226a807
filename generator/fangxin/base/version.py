"""Which version of the program this is."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

NAME = "fangxin"
_ABOVE = Path(__file__).resolve().parents[3]  # where the program is run from its repository


def version(folder: Path = _ABOVE) -> str:
    """As the repository says in whose folder the program lies, or else as it was installed; of a
    program that is neither, "0"."""
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        if project["name"] == NAME:
            return str(project["version"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return "0"
