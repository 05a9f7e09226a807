"""The first line of a report: how many are revoked, suspended, reinstated, and what else."""

from __future__ import annotations

from collections import Counter

from fangxin.base.both import parted
from fangxin.change.effect.effect import Effects, Move
from fangxin.change.effect.words import BACK, NOTHING_ZH
from fangxin.facts.values import Status

_HEADING = {
    "loses": ("失去认定", "Lose their recognition"),
    "gains": ("获得或恢复认定", "Gain or regain it"),
    "moves": ("其他状态变化", "Other changes of status"),
    "same": ("状态不变，日期或理由有变", "Same status, other dates or reasons"),
    "facts": ("只有公开事实有变", "Only public facts"),
}
HEADING_ZH, HEADING_EN = parted(_HEADING)
_TO = {
    Status.REVOKED: ("被撤销", "revoked"),
    Status.SUSPENDED: ("被暂停", "suspended"),
    Status.EXPIRED: ("到期", "expired"),
    Status.WITHDRAWN: ("退出", "left"),
    Status.CLOSED: ("终止", "ended"),
    Status.NONE: ("变为未认定", "no longer recognised"),
    Status.PUBLICISED: ("进入公示", "under notice"),
    Status.CERTIFIED: ("获得认定", "recognised"),
}
_TO_ZH, _TO_EN = parted(_TO)
ADDED = ("新登记", "added")


def _verb(move: Move) -> tuple[str, str]:
    old, new = move
    if new is None:
        return "从登记簿消失", "vanished"
    if old in BACK and new is Status.CERTIFIED:
        return "恢复", "reinstated"
    if old is None and new is not Status.CERTIFIED:
        return ADDED
    return _TO_ZH[new], _TO_EN[new]


FOR_ALL_ZH, FOR_ALL_EN = "对所有人都变的", "Changes for everybody"


def headline_zh(effects: Effects) -> str:
    """这次修改使 12 家被撤销、1 家恢复；另有 3 家公开事实有变."""
    verbs = _verbs(effects, 0)
    added = verbs.pop(ADDED[0], 0)
    parts = []
    if verbs:
        parts.append("使 " + "、".join(f"{count} 家{verb}" for verb, count in verbs.items()))
    if added:
        parts.append(f"{ADDED[0]} {added} 家")
    others = [
        f"{count} 家{what}"
        for sort, what in (("same", "日期或理由"), ("facts", "公开事实"))
        if (count := sum(one.sort == sort for one in effects.merchants))
    ]
    about = Counter(one.about for one in effects.beside)
    others += [f"{name} {count} 处" for name, count in about.items()]
    told = [f"这次修改{'，'.join(parts)}"] if parts else []
    if others:
        told.append(("另有 " if parts else "这次修改使 ") + "、".join(others) + "有变化")
    if effects.everybody:
        told.insert(0, f"有 {len(effects.everybody)} 项{FOR_ALL_ZH}")
    return "；".join(told) or NOTHING_ZH


def later_zh(effects: Effects) -> str:
    """The same for a day on which a new policy takes effect."""
    if effects.merchants:
        return headline_zh(effects).replace("这次修改", "新规则", 1)
    return "按现在的登记，没有商户因新规则而变"


def headline_en(effects: Effects) -> str:
    """The same in a few English words."""
    parts = [f"{verb}: {count}" for verb, count in _verbs(effects, 1).items()]
    others = sum(one.sort in ("same", "facts") for one in effects.merchants)
    if others:
        parts.append(f"same status: {others}")
    if effects.everybody:
        parts.insert(0, f"changes for everybody: {len(effects.everybody)}")
    if effects.beside:
        parts.append(f"registers, notices, settings: {len(effects.beside)}")
    return ", ".join(parts) or "nothing public changes"


def _verbs(effects: Effects, language: int) -> Counter[str]:
    """How many share a verb; the order is that of the effects, the gravest first."""
    found: Counter[str] = Counter()
    for move, count in effects.moves.items():
        found[_verb(move)[language]] += count
    return found
