"""Two lists of things that the public may read, and in words what differs between them.

新增决定 D3：认定，2026-03-17，至 2029-03-16，证书 FX-2026-9004
问题 F1：补记整改完成日 2024-06-20
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from fangxin.words.annulled import MISTAKE_ZH
from fangxin.words.labels import FOLLOWING, SHORT

Way = Literal["added", "changed", "removed"]
LONG = 60  # letters of a text that are told
# What follows from other values is told when it changes, not when the thing itself is new or when
# it no longer matters.
_TERM = FOLLOWING["rectify_by"].zh
FOLLOWS = frozenset(
    {_TERM, FOLLOWING["appeal_by"].zh, FOLLOWING["reply_by"].zh, "依据文号"}
    | {SHORT["publication_ends"].zh}
)
# Whoever reads "补记" looks for something that was forgotten; these are said by themselves.
_SAID = {MISTAKE_ZH: f"注明{MISTAKE_ZH}"} | {
    FOLLOWING[key].zh: FOLLOWING[key].zh for key in ("ineffective", "ended")
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing in words: what it is (决定), which one (D3), its title (认定), and its values by
    their labels, "" as the label of what needs none. ``shown``: what to call it instead of its
    ``name``, by which it is known again."""

    zh: str
    name: str
    title: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    shown: str = field(default="", compare=False)

    @property
    def named(self) -> str:
        """决定 D3."""
        return f"{self.zh} {self.shown or self.name}".strip()


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs, on one line."""

    way: Way
    zh: str


def differing(old: Iterable[Statement], new: Iterable[Statement]) -> Iterator[Changed]:
    """What is new or other, in the order of ``new``; then what is gone."""
    before = {(one.zh, one.name): one for one in old}
    after = {(one.zh, one.name): one for one in new}
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield Changed("added", f"新增{'' if now.zh else ' '}{now.named}{_all(now)}")
        elif was != now:
            said = "，".join(_other(was, now))
            if said:
                yield Changed("changed", f"{now.named}：{said}")
    for key, was in before.items():
        if key not in after:
            title = f"（{was.title}）" if was.title else ""
            yield Changed("removed", f"不再有{'' if was.zh else ' '}{was.named}{title}")


def quoted(text: str | None) -> str | None:
    """A text on one line, its beginning if it is long."""
    if text is None:
        return None
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONG else line[: LONG - 1] + '……'}”"


def _all(told: Statement) -> str:
    values = (
        f"{label} {value}".strip()
        for label, value in told.values.items()
        if value is not None and (label not in FOLLOWS or label == _TERM)
    )
    said = "，".join(filter(None, (told.title, *values)))
    return f"：{said}" if said else ""


def _other(was: Statement, now: Statement) -> Iterator[str]:
    gone = []
    if was.title and not now.title:
        gone.append("名称")
    elif was.title != now.title:
        yield f"{was.title or '—'} → {now.title}"
    for label in dict.fromkeys([*now.values, *was.values]):
        old, new = was.values.get(label), now.values.get(label)
        if old == new:
            continue
        if old is None:
            said = _SAID.get(label, f"{'' if label in FOLLOWS else '补记'}{label}")
            yield f"{said} {new}".strip()
        elif new is not None:
            yield f"{label} {old} → {new}".strip()
        elif label not in FOLLOWS:
            gone.append(label or "日期")
    if gone:
        yield f"不再显示{'、'.join(gone)}"


def pairs(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Iterator[str]:
    """Single values that differ, by their labels: 商户名称 甲店 → 乙店."""
    for label in dict.fromkeys([*new, *old]):
        was, now = old.get(label), new.get(label)
        if was == now:
            continue
        if was is None:
            yield f"补记{label} {now}"
        else:
            yield f"{label} {was} → {now}" if now is not None else f"不再显示{label} {was}"
