"""One release of the site and what is known of it, which never lies where visitors can see it.

``releases/2026-05-02-0007/`` is the site, ``2026-05-02-0007.json`` tells of it, and
``2026-05-02-0007.sha256`` lists its files, for this program and for ``sha256sum -c``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{4,9})")
FACTS, LIST = ".json", ".sha256"


@dataclass(frozen=True, slots=True)
class Release:
    """``number`` counts the releases of a site; ``digest`` is that of the list of its files;
    ``commit`` is None when it was not made from a commit; ``erased``: a digest for each authorised
    erasure that the records knew."""

    name: str
    number: int
    as_of: date
    commit: str | None
    files: int
    digest: str
    erased: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """The shape in which it is kept."""
        return {
            "version": 1,
            "release": self.name,
            "as_of": self.as_of.isoformat(),
            "commit": self.commit,
            "files": self.files,
            "digest": self.digest,
            "erased": sorted(self.erased),
        }


def name_of(as_of: date, number: int) -> str:
    """The folder's name of release ``number``."""
    return f"{as_of.isoformat()}-{number:04}"


def read(releases: Path, name: str) -> Release | None:
    """What is known of a release; None when it is not whole: interrupted, or no release at all."""
    shaped = NAME.fullmatch(name)
    if shaped is None or not (releases / name).is_dir():
        return None
    try:
        raw = json.loads((releases / f"{name}{FACTS}").read_bytes())
        commit = raw["commit"]
        return Release(
            name=name,
            number=int(shaped[2]),
            as_of=date.fromisoformat(raw["as_of"]),
            commit=None if commit is None else str(commit),
            files=int(raw["files"]),
            digest=str(raw["digest"]),
            erased=frozenset(str(one) for one in raw["erased"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def never_taken_back(releases: Iterable[Release], shown: Release | None) -> list[Release]:
    """Those in whose place none of an earlier day was shown afterwards: such a one is of a day to
    come, made by a wrong clock, or was withdrawn, and tells nothing of the day."""
    good: list[Release] = []
    least = None if shown is None else shown.as_of  # of those that came after
    for one in sorted(releases, key=lambda release: release.number, reverse=True):
        if least is None or one.as_of <= least:
            good.append(one)
            if shown is None or one.number <= shown.number:
                least = one.as_of
    return good


def listed(files: Mapping[str, str]) -> bytes:
    """Path → SHA-256 as ``sha256sum`` writes it, in the order of paths."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()


def files_of(releases: Path, name: str) -> dict[str, str]:
    """Path → SHA-256 of a release; nothing when its list cannot be read."""
    try:
        lines = (releases / f"{name}{LIST}").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
