"""What happened to a notice after it was published: it was corrected, or withdrawn.

    Corrected: 2026-03-16 浦消联办〔2026〕107号；2026-03-20 浦消联办〔2026〕109号
    Withdrawn: 2026-03-16 浦消联办〔2026〕107号 名单弄错，另行公示
    Recorded: 2026-03-16 从旧网站移来      (its Date is long before: it was not here then)

What it said before stands in its own text, quoted (``> …``), so that it is read on the page and in
every feed; the gate compares it with what was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # a field named ``date`` would hide the type

_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_END = re.compile(r"(?<=[。！？；])")  # of a sentence
_ONE = rf"{_DAY} [^\s；]{{2,60}}"
CORRECTED = rf"{_ONE}(?:；{_ONE})*"
WITHDRAWN = rf"{_ONE} \S.{{1,80}}"
RECORDED = rf"{_DAY} \S.{{1,80}}"


@dataclass(frozen=True, slots=True)
class NoticeCorrection:
    """One correction: its day, None when no calendar has it, and its document."""

    date: Day | None
    document: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When, by which document and why a notice was withdrawn."""

    date: Day | None
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class LateEntry:
    """When a notice of an earlier day came into the registry, and why so late."""

    date: Day | None
    reason: str


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text)
    except ValueError:
        return None


def corrections(written: str) -> tuple[NoticeCorrection, ...]:
    """The corrections that a line of the shape CORRECTED names, in its order."""
    parts = (one.split(" ", 1) for one in written.split("；"))
    return tuple(NoticeCorrection(_day(day), document.strip()) for day, document in parts)


def withdrawal(written: str) -> Withdrawal:
    """What a line of the shape WITHDRAWN says."""
    day, document, reason = written.split(" ", 2)
    return Withdrawal(_day(day), document, reason.strip())


def late_entry(written: str) -> LateEntry:
    """What a line of the shape RECORDED says."""
    day, reason = written.split(" ", 1)
    return LateEntry(_day(day), reason.strip())


def plain(line: str) -> str:
    """A line without what only lays it out: two that are alike read alike."""
    return " ".join(line.split())


def quoted(lines: list[str]) -> list[str]:
    """What the quoted lines of a text say, without their marks."""
    return [plain(line.lstrip("> ")) for line in lines if line.lstrip().startswith(">")]


def sentences(lines: list[str]) -> Iterator[str]:
    """What a text says, sentence by sentence."""
    for line in lines:
        yield from filter(None, map(plain, _END.split(line)))


def unquoted(before: list[str], after: list[str]) -> Iterator[str]:
    """The sentences of a text that are gone from it and are not quoted in it either."""
    still, kept = set(sentences(after)), quoted(after)
    for said in sentences(before):
        if said not in still and not any(plain(said.lstrip("> ")) in one for one in kept):
            yield said
