"""Where the registry is that one stands in, found as git finds its repository: upwards."""

from __future__ import annotations

from pathlib import Path

from fangxin.base import machine

MARK = Path("content", "programme", "site.yml")  # what makes a folder a registry


def registry_above(folder: Path) -> Path | None:
    """The nearest registry that is ``folder`` or that it lies in; None where there is none."""
    return next((one for one in (folder, *folder.parents) if (one / MARK).is_file()), None)


def is_one(merchants: Path, content: Path) -> bool:
    """Whether these are the two folders of one registry: there may be no merchant in it yet."""
    home = content.resolve().parent
    two = (merchants.resolve(), content.resolve())
    return two == (home / "merchants", home / "content") and (home / MARK).is_file()


def near(name: str) -> Path:
    """A folder of the registry that one stands in, said shortly in its own folder; where there is
    no registry, the name alone, which is then looked for where one stands."""
    here = machine.here()
    home = registry_above(here) if here is not None else None
    return Path(name) if home in (here, None) else home / name
