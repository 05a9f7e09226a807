"""Which merchants a new release shows otherwise than the one before: from the published files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_OWN = re.compile(r"m/([A-Z0-9]+)/(?:status\.json|index\.html)")


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """One merchant whose published facts are others now; ``before`` is None for a new one."""

    id: str
    name: str
    before: str | None
    after: str

    @property
    def line(self) -> str:
        """The change in words."""
        if self.before is None:
            return f"{self.id} {self.name}：新增，{self.after}"
        if self.before == self.after:
            return f"{self.id} {self.name}：{self.after}（状态未变，公示内容有更新）"
        return f"{self.id} {self.name}：{self.before} → {self.after}"

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return asdict(self)


def changes(last: Path, now: Path, paths: Iterable[str]) -> Iterator[PublishedChange]:
    """The merchants whose page or status file is among ``paths``, those that changed, in order."""
    for merchant in sorted({found[1] for path in paths if (found := _OWN.fullmatch(path))}):
        before, after = (_read(site / "m" / merchant / "status.json") for site in (last, now))
        was = before.get("status_zh")
        name, word = str(after.get("name", "")), str(after.get("status_zh", ""))
        yield PublishedChange(merchant, name, None if was is None else str(was), word)


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}
