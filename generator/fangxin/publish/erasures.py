"""Authorised erasures: what was erased must not live on in releases that are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from fangxin.facts.programme.programme import read_programme
from fangxin.facts.record.reading import read_record
from fangxin.registry.records import find_records

WORD = b"redacted"
GUARD_FILE = Path("programme") / "guard.yml"


def erasures(merchants: Path, content: Path) -> frozenset[str]:
    """A digest for each authorised erasure in the records, and in guard.yml for all else. What
    cannot be read stands for one of its own, so that in doubt older releases are deleted."""
    found = set(_elsewhere(content))
    for path in find_records(merchants)[0]:
        data = path.read_bytes()
        if WORD not in data:
            continue
        merchant, _ = read_record(data, path.name)
        if merchant is None:
            found.add(_digest(path.stem, data.decode("utf-8", "replace")))
        else:
            found |= {_digest(merchant.id, repr(one)) for one in merchant.redacted}
    return frozenset(found)


def _elsewhere(content: Path) -> Iterator[str]:
    """Those of registers, notices and the programme."""
    path = content / GUARD_FILE
    if not path.is_file() or WORD not in path.read_bytes():
        return
    programme, _ = read_programme(content)
    if programme is None:
        yield _digest("", path.read_text(encoding="utf-8", errors="replace"))
    else:
        yield from (_digest("", repr(one)) for one in programme.guard.redacted)


def _digest(merchant: str, text: str) -> str:
    return hashlib.sha256(f"{merchant}\n{text}".encode()).hexdigest()[:32]
