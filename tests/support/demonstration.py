"""The demonstration that the repository ships, and a small copy that stays with the tests.

Who adopts the project replaces merchants, towns and policy: what is said about the demonstration
is then not tested, and whatever only needs some sound registry takes the kept copy. While the
demonstration is there, ``python -m tests.support.demonstration`` makes the copy anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "fixtures" / "town"


def is_demonstration(content: Path) -> bool:
    """What site.yml says, read without the project's reader; absent means false."""
    text = (content / "programme" / "site.yml").read_text(encoding="utf-8")
    return str(yaml.load(text, Loader=yaml.BaseLoader).get("demonstration", "false")) == "true"


SHIPPED = is_demonstration(ROOT / "content")
NO_DEMONSTRATION = (
    "the demonstration was replaced (content/programme/site.yml says demonstration: false)"
)
needs_demonstration = pytest.mark.skipif(not SHIPPED, reason=NO_DEMONSTRATION)
# A sound registry: the whole demonstration, or what is kept of it.
CONTENT = (ROOT if SHIPPED else KEPT) / "content"
RECORDS = (ROOT if SHIPPED else KEPT) / "merchants"


def ships(name: str) -> bool:
    """Whether a file or folder that documents name is in the repository; what an adopter may
    delete with the demonstration need not be."""
    deleted = not SHIPPED and name.startswith(("content/registers", "content/notices"))
    return deleted or (ROOT / name).exists()


def kept_files() -> Iterator[tuple[Path, Path]]:
    """The demonstration's file and its copy, for all that must be equal."""
    for copy in sorted((KEPT / "merchants").rglob("*.yml")):
        yield ROOT / copy.relative_to(KEPT), copy
    for shipped in sorted((ROOT / "content" / "programme").rglob("*.yml")):
        if shipped.name == "guard.yml":  # tests say themselves what they ask of whom
            continue
        yield shipped, KEPT / shipped.relative_to(ROOT)
    reports = Path("content") / "registers" / "misuse.yml"  # names no merchant that is not there
    yield ROOT / reports, KEPT / reports


if __name__ == "__main__":
    for original, copy in kept_files():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, copy)
