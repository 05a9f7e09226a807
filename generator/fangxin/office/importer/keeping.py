"""Records that an import wrote: their text, and whether a person has touched it since.

Such a record carries the digest of its own text in the first line. As long as the digest fits,
nobody edited it, and a newer import may add to it; once it does not fit, the record belongs to the
official and is left alone. Days on which everything was in order are no facts of a record, but what
was found before them was put right by then: the import notes them for its next run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

Record = dict[str, Any]

_HEAD = "# 由 fangxin import 写入；改动后导入不再覆盖。sha256:"
_SEAL = re.compile(re.escape(_HEAD).encode() + rb"([0-9a-f]{64})\n")
_PASSES = "# 检查合格的日子（再导入时用）："
_SAFE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LOAD: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(_SAFE):  # type: ignore[misc]
    """Writes equal values out each time: records know no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def compose(record: Record, passes: Iterable[date] = ()) -> bytes:
    """The text of ``record`` with its seal, and the days on which it passed."""
    days = " ".join(day.isoformat() for day in sorted(set(passes)))
    note = f"{_PASSES}{days}\n" if days else ""
    body = (
        note.encode()
        + yaml.dump(
            record,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=1000,
        ).encode()
    )
    return f"{_HEAD}{hashlib.sha256(body).hexdigest()}\n".encode() + body


def sealed(data: bytes) -> bool:
    """Whether the text is as the import wrote it."""
    head = _SEAL.match(data)
    return head is not None and hashlib.sha256(data[head.end() :]).hexdigest().encode() == head[1]


def parsed(data: bytes) -> tuple[Record, frozenset[date]]:
    """A sealed record as it was composed, and the days on which it passed. ValueError and YAMLError
    for what the import did not write."""
    text = data.decode()
    noted = re.search(rf"^{re.escape(_PASSES)}(.*)$", text, re.MULTILINE)
    days = noted[1].split() if noted is not None else []
    record = yaml.load(text, Loader=_LOAD)  # our own text, by a safe loader
    if not isinstance(record, dict):
        raise ValueError("no record")
    return record, frozenset(date.fromisoformat(day) for day in days)
