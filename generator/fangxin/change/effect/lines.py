"""What a change does, as lines for a terminal: Chinese first, the gravest first, short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from fangxin.base.width import wrapped
from fangxin.change.effect.effect import SORTS, Beside, Brief, Effect, Effects
from fangxin.change.effect.headline import (
    FOR_ALL_EN,
    FOR_ALL_ZH,
    HEADING_EN,
    HEADING_ZH,
    headline_en,
    headline_zh,
)
from fangxin.change.effect.words import UNSEEN, move_en, move_zh, shifts_zh, status_zh, what_zh
from fangxin.words.sentences import FLAG_ZH

MOST = 20  # merchants told with reasons
MOST_NAMED = 500  # of those without reasons, of one sort: a whole list that was imported
MOST_FACTS = 8  # of one merchant
MOST_BESIDE = 10  # of one register, of the policy, of the notices
MOST_ASKED = 20  # questions
NARROW = 30  # columns; lines of fewer are not worth reading
UNSURE_ZH = "档案有错误，这里只能按读得出的部分推算"


def as_lines(effects: Effects, width: int | None = None, most: int = MOST) -> tuple[str, ...]:
    """The first ``most`` merchants with reasons, the others with their status alone; no line is
    wider than ``width`` columns where that can be helped."""
    return tuple(part for line in _lines(effects, most) for part in folded(line, width))


def _lines(effects: Effects, most: int) -> Iterator[str]:
    yield f"{effects.as_of}：{headline_zh(effects)} | {headline_en(effects)}"
    if effects.everybody:
        yield ""
        yield f"{FOR_ALL_ZH}（{len(effects.everybody)} 项）| {FOR_ALL_EN}"
        yield from (f"  ！{one.zh} | {one.en}" for one in effects.everybody)
        yield ""
    for zh, en in effects.warnings:
        yield f"提醒：{zh} | warning: {en}"
    for asked in effects.questions[:MOST_ASKED]:
        yield f"请核对：{asked.zh} | to be checked: {asked.en}"
    if len(effects.questions) > MOST_ASKED:
        yield f"请核对：…… 另有 {len(effects.questions) - MOST_ASKED} 处"
    left = most
    for sort in SORTS:
        found = effects.of(sort)
        if found:
            yield ""
            yield f"{HEADING_ZH[sort]}（{len(found)} 家）| {HEADING_EN[sort]}"
        for one in found[:left]:
            yield from _whole(one)
        rest = found[left:]
        for one in rest[:MOST_NAMED]:
            yield f"  {one.id} {one.name}：{what_zh(one)}"
        if len(rest) > MOST_NAMED:
            yield f"  …… 另有 {len(rest) - MOST_NAMED} 家"
        left = max(0, left - len(found))
    for about, told in grouped(effects).items():
        yield ""
        yield f"{about}（{len(told)} 处）"
        for line in told[:MOST_BESIDE]:
            yield f"  · {line.zh}"
        if len(told) > MOST_BESIDE:
            yield f"  …… 另有 {len(told) - MOST_BESIDE} 处"
    if effects.unseen:
        yield ""
        yield f"档案有改动、公开的内容没有变：{names(effects.unseen)}"


def names(ids: tuple[str, ...], most: int = 10) -> str:
    """The first few, and how many there are."""
    more = f" 等 {len(ids)} 家" if len(ids) > most else ""
    return "、".join(ids[:most]) + more


def grouped(effects: Effects) -> Mapping[str, list[Beside]]:
    """What else becomes public, by what it is about."""
    groups: dict[str, list[Beside]] = defaultdict(list)
    for one in effects.beside:
        groups[one.about].append(one)
    return groups


def _whole(one: Effect) -> Iterator[str]:
    yield f"  {one.name}（{one.category}）{one.id}"
    if one.sort in ("loses", "gains", "moves"):
        yield f"    {move_zh(one.move)} | {move_en(one.move)}"
        if one.after is not None:
            yield f"    {state_zh(one.after)}"
    elif one.after is not None:
        shifts = "；".join(shifts_zh(one))
        yield f"    {status_zh(one.after.status)}" + (f"：{shifts}" if shifts else "")
    if one.sort != "facts" and one.after is not None:
        for cause in one.after.causes:
            yield f"    理由：{cause.told}依据：{cause.basis}"
    for fact in one.facts[:MOST_FACTS]:
        yield f"    · {fact}"
    if len(one.facts) > MOST_FACTS:
        yield f"    · …… 另有 {len(one.facts) - MOST_FACTS} 项"
    if not one.sure:
        yield f"    提醒：{UNSURE_ZH}"


def state_zh(brief: Brief) -> str:
    """The days of a standing, its certificate, its flags, and what comes next."""
    parts = []
    if brief.since is not None:
        parts.append(f"自 {brief.since}")
    if brief.certificate is not None:
        parts.append(f"证书 {brief.certificate}")
    if brief.bar_until is not None:
        parts.append(f"不得再次认定至 {brief.bar_until}")
    parts += [FLAG_ZH[flag] for flag in brief.flags]
    if brief.next_date is not None and brief.next_status is not None:
        parts.append(f"没有新的登记，{brief.next_date} 起：{status_zh(brief.next_status)}")
    if brief.revokes is not None and brief.revokes != brief.next_date:
        parts.append(f"撤销日 {brief.revokes}")
    return "；".join(parts) or "没有期限"


def folded(line: str, width: int | None) -> Iterator[str]:
    """The line in pieces of at most ``width`` columns, all but the first a little further in."""
    line = UNSEEN.sub(" ", line)
    if width is None or width < NARROW:
        yield line
        return
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    yield from wrapped(text, width, indent, f"{indent}  ")
