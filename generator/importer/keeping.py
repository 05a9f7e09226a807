"""Writing records without ever losing what a person wrote.

A record written by the import carries the digest of its own text in the first line. As long as the
digest fits, nobody edited it, and a newer import may replace it, if no fact is lost; once it does
not fit, the record belongs to the official and is left alone.
"""

from __future__ import annotations

import hashlib
import os
import re
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]

_HEAD = "# 由 fangxin import 写入；改动后导入不再覆盖。sha256:"
_SEAL = re.compile(re.escape(_HEAD).encode() + rb"([0-9a-f]{64})\n")
_FACT = re.compile(rb"^\s*- \{?id: ([^,}\s]+)", re.MULTILINE)
_SAFE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SAFE):  # type: ignore[misc]
    """Writes equal values out each time: records know no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Kept(Enum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    BY_HAND = "by hand"


def compose(record: Record) -> bytes:
    """The text of ``record`` with its seal."""
    body = yaml.dump(
        record,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1000,
    ).encode()
    return f"{_HEAD}{hashlib.sha256(body).hexdigest()}\n".encode() + body


def _sealed(data: bytes) -> bool:
    """Whether the text is as the import wrote it."""
    head = _SEAL.match(data)
    return head is not None and hashlib.sha256(data[head.end() :]).hexdigest().encode() == head[1]


def _facts(data: bytes) -> set[bytes]:
    return set(_FACT.findall(data))


def keep(path: Path, data: bytes) -> Kept:
    """Put ``data`` at ``path`` unless a person's words, or a fact, would be lost.

    Raises OSError; the old text is replaced in one step or not at all."""
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
        return Kept.CREATED
    if old == data:
        return Kept.UNCHANGED
    if not _sealed(old):
        return Kept.BY_HAND if _facts(data) - _facts(old) else Kept.UNCHANGED
    if _facts(old) - _facts(data):
        return Kept.BY_HAND
    _replace(path, data)
    return Kept.UPDATED


def _replace(path: Path, data: bytes) -> None:
    aside = path.with_suffix(".tmp")
    aside.write_bytes(data)
    os.replace(aside, path)
