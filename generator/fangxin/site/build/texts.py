"""Texts tried before they are let in: rendered aside, each within the time that it may take."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from fangxin.base import bounded, machine
from fangxin.base.problem import Place, Problem
from fangxin.site.build.building import PUBLIC, ROOT

# As a build starts Pelican: the process that decides never runs it.
_OTHER = """import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/generator"]
import plugins.texts
sys.exit(plugins.texts.main())"""
_MOST = 16 << 20  # bytes of an answer


def try_texts(files: Sequence[str], kept: Path, most_ms: int) -> list[Problem]:
    """A problem for each Markdown file that takes more than ``most_ms`` of the processor; the
    others are ``kept`` as they are rendered. Raises OSError when they cannot be tried."""
    if not files:
        return []
    request = {
        "settings": str(PUBLIC),
        "files": list(files),
        "FANGXIN_TEXTS": str(kept),
        "FANGXIN_TEXT_MS": most_ms,
    }
    words = [sys.executable, "-c", _OTHER, str(ROOT)]
    try:
        code, said, _ = bounded.run(
            words, json.dumps(request).encode(), machine.environment_without(()), _MOST
        )
        raw = json.loads(said) if code == 0 else None
    except (ValueError, bounded.TooMuchError):
        raw = None
    if raw is None:
        raise OSError(None, "the texts could not be tried")
    return [
        Problem(Place(one["path"]), one["code"], one["zh"], one["en"], one["level"]) for one in raw
    ]
