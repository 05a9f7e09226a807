"""Where the registry is that one stands in, found as git finds its repository: upwards."""

from __future__ import annotations

from pathlib import Path

MARK = Path("content", "programme", "site.yml")  # what makes a folder a registry


def registry_above(folder: Path) -> Path | None:
    """The nearest registry that is ``folder`` or that it lies in; None where there is none."""
    return next((one for one in (folder, *folder.parents) if (one / MARK).is_file()), None)


def is_one(merchants: Path, content: Path) -> bool:
    """Whether these are the two folders of one registry: there may be no merchant in it yet."""
    home = content.resolve().parent
    two = (merchants.resolve(), content.resolve())
    return two == (home / "merchants", home / "content") and (home / MARK).is_file()
