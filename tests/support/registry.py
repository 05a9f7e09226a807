"""A registry of somebody's own: the demonstration's programme under another name."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.demonstration import CONTENT

OWN = "放心消费在清溪"


def begun(folder: Path, title: str = OWN) -> Path:
    """A registry of its own name in which there is no merchant yet, not even their folder."""
    shutil.copytree(CONTENT / "programme", folder / "content" / "programme")
    (folder / "content" / "programme" / "guard.yml").unlink(missing_ok=True)
    site = folder / "content" / "programme" / "site.yml"
    lines = site.read_text(encoding="utf-8").splitlines()
    named = [f"title: {title}" if one.startswith("title:") else one for one in lines]
    site.write_text("\n".join(named) + "\n", encoding="utf-8")
    return folder
