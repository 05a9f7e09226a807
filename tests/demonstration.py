"""Whether the repository still holds the demonstration that some tests are about."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

SITE = Path(__file__).resolve().parent.parent / "content" / "programme" / "site.yml"


def is_demonstration(site: Path) -> bool:
    """``demonstration`` of a site.yml, read without the project's reader; absent means false."""
    said = yaml.load(site.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return str(said.get("demonstration", "false")) == "true"


NO_DEMONSTRATION = (
    "the demonstration's merchants and rules are replaced "
    "(content/programme/site.yml says demonstration: false)"
)
needs_demonstration = pytest.mark.skipif(not is_demonstration(SITE), reason=NO_DEMONSTRATION)
