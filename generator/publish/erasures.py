"""Authorised erasures: what was erased must not live on in releases that are kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.record import read_record
from generator.registry.records import find_records

WORD = b"redacted"


def erasures(merchants: Path) -> frozenset[str]:
    """A digest for each authorised erasure in the records. A record that cannot be read stands for
    one of its own, so that in doubt older releases are deleted."""
    found = set()
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


def _digest(merchant: str, text: str) -> str:
    return hashlib.sha256(f"{merchant}\n{text}".encode()).hexdigest()[:32]
