"""What a change does, as Markdown for a merge request: a summary, a table, details to unfold.

Whatever was written by somebody is made harmless: a name cannot become a heading, a link, a
mention, a reference, a command of the forge, or a cell of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fangxin.base.problem import folded
from fangxin.base.report import line_of
from fangxin.change.effect.comparison import Comparison
from fangxin.change.effect.effect import Effect, Effects
from fangxin.change.effect.headline import FOR_ALL_ZH, headline_en, headline_zh, later_zh
from fangxin.change.effect.lines import (
    MOST_ASKED,
    MOST_BESIDE,
    MOST_FACTS,
    UNSURE_ZH,
    grouped,
    names,
    state_zh,
)
from fangxin.change.effect.words import (
    ABSENT_AFTER,
    ABSENT_BEFORE,
    UNSEEN,
    shifts_zh,
    status_zh,
    why_zh,
)
from fangxin.facts.values import Status

MOST_CHARACTERS = 60_000  # forges cut, or refuse, longer comments
DETAILED = 100  # merchants with all of their facts
MOST_ERRORS = 20
_RESERVED = 2_000  # characters for what stands after tables and details
_BREAK = "\u200b"  # no width: it parts what a forge would take for a mention or a reference
_CALLS = re.compile(
    r"[@#!~%$&](?=[\w\[{\"])|:(?=//)|\bwww\.|\bGH-|:(?=[a-z_][\w+-]*:)", re.IGNORECASE
)
_MARKUP = re.compile(r"[\\`*_\[\]{}^=]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", '"': "&quot;"}
_ENTITY = re.compile(r"[&<>|\"]")


def harmless(text: str) -> str:
    """Text of others on one line, which Markdown and forges show as it is and act on in no way."""
    line = " ".join(UNSEEN.sub(" ", text).split())
    parted = _CALLS.sub(lambda found: found[0] + _BREAK, line)
    escaped = _ENTITY.sub(lambda found: _ENTITIES[found[0]], parted)
    return _MARKUP.sub(lambda found: "\\" + found[0], escaped)


def as_markdown(found: Comparison, most: int = MOST_CHARACTERS) -> str:
    """The comment, of at most ``most`` characters: the table goes on as long as there is room, and
    says how many it leaves out; so do the details."""
    parts = [*_head(found)]
    for index, day in enumerate(found.days):
        if index:
            parts.append(f"## 到 {day.as_of} 新规则施行时：{later_zh(day)}\n")
        left = len(found.days) - index
        room = (most - _RESERVED - sum(len(part) + 1 for part in parts)) // left
        parts += _day(day, room)
    parts += _foot(found)
    text = "\n".join(parts).rstrip("\n") + "\n"
    return text if len(text) <= most else text[: most - 2].rpartition("\n")[0] + "\n"


def _head(found: Comparison) -> Iterator[str]:
    now = found.now
    yield f"# {headline_zh(now)}\n"
    yield f"<sub>{headline_en(now)}</sub>\n"
    yield f"比较 {harmless(found.old)} → {harmless(found.new)}，按 {now.as_of} 的状态推算。\n"
    if now.everybody:
        lines = [f"- **{harmless(one.zh)}** <sub>{harmless(one.en)}</sub>" for one in now.everybody]
        yield f"## {FOR_ALL_ZH}（{len(lines)} 项）\n"
        yield "\n".join(lines) + "\n"
    for zh, _ in now.warnings:
        yield f"> ⚠ {harmless(zh)}\n"
    for asked in now.questions[:MOST_ASKED]:
        yield f"> ❓ {harmless(asked.zh)}\n"
    if len(now.questions) > MOST_ASKED:
        yield f"> ❓ …… 另有 {len(now.questions) - MOST_ASKED} 处\n"
    if found.errors:
        yield f"> ⚠ 数据有 {len(found.errors)} 个错误，改正以前不能发布。\n"


def _day(day: Effects, room: int) -> Iterator[str]:
    counts = [
        f"- {_status(old, ABSENT_BEFORE)} → {_status(new, ABSENT_AFTER)}：**{count}** 家"
        for (old, new), count in day.moves.items()
    ]
    if counts:
        yield "\n".join(counts) + "\n"
        room -= sum(map(len, counts))
    if day.merchants:
        table = _table(day, room * 2 // 3)
        yield table
        yield _folded("详情", _details(day, room - len(table)))
    for about, told in grouped(day).items():
        lines = [f"- {harmless(one.zh)}" for one in told[:MOST_BESIDE]]
        if len(told) > MOST_BESIDE:
            lines.append(f"- …… 另有 {len(told) - MOST_BESIDE} 处")
        yield f"**{about}**（{len(told)} 处）\n\n" + "\n".join(lines) + "\n"
    if day.unseen:
        yield f"档案有改动、公开的内容没有变：{names(day.unseen)}\n"


def _status(status: Status | None, absent: str) -> str:
    return status_zh(status) if status is not None else absent


def _table(day: Effects, room: int) -> str:
    lines = ["| 商户 | 原状态 | 新状态 | 理由 |", "| --- | --- | --- | --- |"]

    rest = "| …… 另有 {} 家 | | | |"
    return _as_far_as(lines, map(_row, day.merchants), len(day.merchants), room, rest)


def _row(one: Effect) -> str:
    old, new = one.move
    why = why_zh(one) or "；".join(shifts_zh(one))
    doubt = "（不确定：档案有错误）" if not one.sure else ""
    cells = (
        f"{harmless(one.name)}<br>{one.id}",
        _status(old, ABSENT_BEFORE),
        f"**{_status(new, ABSENT_AFTER)}**" if old is not new else _status(new, ABSENT_AFTER),
        harmless(_short(why)) + doubt,
    )
    return f"| {' | '.join(cells)} |"


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[: most - 2] + "……"


def _as_far_as(lines: list[str], more: Iterable[str], count: int, room: int, rest: str) -> str:
    """The lines, and as many more as there is room for; how many of ``count`` are left out."""
    size = sum(len(line) + 1 for line in lines)
    for done, line in enumerate(more):
        if size + len(line) + 1 > room:
            lines.append(rest.format(count - done))
            break
        lines.append(line)
        size += len(line) + 1
    return "\n".join(lines) + "\n"


def _details(day: Effects, room: int) -> str:
    found = day.merchants[:DETAILED]
    rest = "…… 另有 {} 家的详情，见 `fangxin diff --format html`"
    text = _as_far_as([], map(_detail, found), len(day.merchants), room - 200, rest)
    if len(day.merchants) > DETAILED and "……" not in text[-60:]:
        text += rest.format(len(day.merchants) - DETAILED) + "\n"
    return text


def _detail(one: Effect) -> str:
    lines = [f"**{harmless(one.name)}**（{harmless(one.category)}）{one.id}", ""]
    if one.sort != "facts" and one.after is not None:
        lines.append(f"- {status_zh(one.after.status)}：{harmless(state_zh(one.after))}")
        for cause in one.after.causes:
            lines.append(f"- 理由：{harmless(cause.told)}依据：{harmless(cause.basis)}")
    lines += [f"- {harmless(fact)}" for fact in one.facts[:MOST_FACTS]]
    if len(one.facts) > MOST_FACTS:
        lines.append(f"- …… 另有 {len(one.facts) - MOST_FACTS} 项")
    if not one.sure:
        lines.append(f"- ⚠ {UNSURE_ZH}")
    return "\n".join(lines) + "\n"


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text.rstrip()}\n\n</details>\n"


def _foot(found: Comparison) -> Iterator[str]:
    if found.elsewhere:
        yield (
            f"另有 {len(found.elsewhere)} 个文件改动，不是档案、登记簿、公告和规则，这里不推算："
            f"{harmless('、'.join(found.elsewhere[:5]))}\n"
        )
    if found.errors:
        told = folded(found.errors, 5)[:MOST_ERRORS]
        lines = [f"- {harmless(_short(line_of(one), 300))}" for one in told]
        yield _folded(f"错误（{len(found.errors)} 个）", "\n".join(lines))
