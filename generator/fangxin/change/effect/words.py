"""Short words for what a change does: statuses in a few letters, one line for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxin.change.effect.effect import Brief, Effect, Effects, Move
from fangxin.facts.values import Status
from fangxin.words.sentences import word_and_note

# What a terminal would act on, or what turns the direction of a text, in data with errors too.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
ABSENT_BEFORE, ABSENT_AFTER = "不在册", "从登记簿消失"
BACK = (Status.SUSPENDED, Status.REVOKED)
NOTHING_ZH = "没有公开的变化"


def status_zh(status: Status) -> str:
    """A status in a few letters: 认定有效, 认定暂停, 公示中."""
    word, note = word_and_note(status)
    return note if status is Status.CERTIFIED else word


def move_zh(move: Move) -> str:
    """认定有效 → 认定暂停; who appears or vanishes is told as such."""
    old = status_zh(move[0]) if move[0] else ABSENT_BEFORE
    new = status_zh(move[1]) if move[1] else ABSENT_AFTER
    return f"{old} → {new}"


def move_en(move: Move) -> str:
    """The same by codes: certified → suspended."""
    return " → ".join(status.value if status else "absent" for status in move)


def why_zh(effect: Effect) -> str:
    """Why the standing is another one, in a few words: the reasons that are new, or else the first
    fact that changed; empty when nothing is known of it."""
    old = {(one.rule, one.facts) for one in effect.before.causes} if effect.before else set()
    new = effect.after.causes if effect.after else ()
    fresh = [one.brief for one in new if (one.rule, one.facts) not in old]
    if fresh and not (effect.move[0] in BACK and effect.move[1] is Status.CERTIFIED):
        return "、".join(fresh)
    return next(iter(effect.facts), "") or "、".join(fresh)


def what_zh(effect: Effect) -> str:
    """What happens to a merchant, in a few words: its move and why, or what else is new."""
    if effect.sort in ("loses", "gains", "moves"):
        why = why_zh(effect)
        return move_zh(effect.move) + (f"（{why}）" if why else "")
    more = f"等 {len(effect.facts)} 项" if len(effect.facts) > 1 else ""
    if effect.facts:
        return f"{effect.facts[0]}{more}"
    return "；".join(shifts_zh(effect)) or "理由有变"


def shifts_zh(effect: Effect) -> Iterator[str]:
    """What differs between two standings of one status: days, certificate, bar."""
    old, new = effect.before, effect.after
    if old is None or new is None:
        return
    pairs = (
        ("自", old.since, new.since),
        ("至", old.until, new.until),
        ("证书", old.certificate, new.certificate),
        ("不得再次认定至", old.bar_until, new.bar_until),
    )
    for label, was, now in pairs:
        if was != now:
            yield f"{label} {was or '—'} → {now or '—'}"
    if _next(old) != _next(new):
        yield f"下一次变化 {_next(old)} → {_next(new)}"


def _next(brief: Brief) -> str:
    if brief.next_date is None or brief.next_status is None:
        return "—"
    return f"{brief.next_date} {status_zh(brief.next_status)}"


def summary_zh(effects: Effects) -> str:
    """All of it on one line, for the message of a commit."""
    parts = [*_moved(effects), *_others(effects)]
    return " ".join("；".join(parts).split()) or NOTHING_ZH


def _moved(effects: Effects) -> Iterator[str]:
    groups: dict[Move, list[Effect]] = {}
    for one in effects.merchants:
        if one.sort in ("loses", "gains", "moves"):
            groups.setdefault(one.move, []).append(one)
    for move, found in groups.items():
        if len(found) == 1:
            yield f"{found[0].name}：{what_zh(found[0])}"
        else:
            yield f"{found[0].name}等 {len(found)} 家：{move_zh(move)}"


def _others(effects: Effects) -> Iterator[str]:
    others = [*effects.of("same"), *effects.of("facts")]
    if len(others) == 1:
        yield f"{others[0].name}：{what_zh(others[0])}"
    elif others:
        yield f"{others[0].name}等 {len(others)} 家：公开内容有变，状态不变"
    if len(effects.beside) == 1:
        yield f"{effects.beside[0].about}：{effects.beside[0].zh}"
    elif effects.beside:
        about = dict.fromkeys(one.about for one in effects.beside)
        yield f"{'、'.join(about)}有 {len(effects.beside)} 处变化"
