"""What ends, lifts or annuls a sanction, as each list and register declares it; what it must say.

Undoing needs at least as much as doing: a document, the reason, and what it rests on. The whole
list, with the registers', is ``fangxin.facts.undoing``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Written = Callable[[str], bool]  # dotted key → whether a fact says something under it


@dataclass(frozen=True, slots=True)
class Undoing:
    """``sort``: the list or register a fact stands in; ``key``: what is written when it is undone,
    ``value``: only with these words; ``needs``: the keys that must stand beside it. ``late``: it
    undoes only what was published before; else a new fact that says so undoes too. ``of``: a key
    and the words that made the fact weigh before: no other row of a register is a failure."""

    sort: str
    key: str
    zh: str
    en: str
    needs: tuple[str, ...]
    value: str = ""
    late: bool = True
    of: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """What documents call it: ``failures.appeal.outcome: upheld``."""
        return f"{self.sort}.{self.key}" + (f": {self.value}" if self.value else "")

    def missing(self, written: Written) -> tuple[str, ...]:
        """The needed keys that a fact does not say."""
        return tuple(key for key in self.needs if not written(key))


_VOID = ("void.document", "void.reason")
_APPEAL = ("appeal.document", "appeal.summary", "appeal.decided_by")
_RECTIFIED = ("rectified_document", "rectified_summary")
_REPAIR = ("repair.document", "repair.by")


def void(sort: str) -> Undoing:
    """That a fact was entered by mistake."""
    return Undoing(sort, "void.date", "登记有误", "declared void", _VOID)


def _upheld(sort: str, late: bool = True) -> Undoing:
    words = ("申诉成立", "an appeal upheld")
    return Undoing(sort, "appeal.outcome", *words, _APPEAL, "upheld", late)


OF_RECORDS: tuple[Undoing, ...] = (
    void("decisions"),
    void("failures"),
    void("objections"),
    void("changes"),
    _upheld("failures"),
    _upheld("decisions"),
    _upheld("follow_up", late=False),
    Undoing(
        "decisions",
        "status",
        "恢复认定",
        "reinstated",
        ("document", "summary", "because"),
        "reinstated",
        late=False,
    ),
    Undoing("failures", "rectified", "登记整改完成", "put right", _RECTIFIED),
    Undoing("follow_up", "rectified", "登记整改完成", "put right", _RECTIFIED, late=False),
    Undoing("failures", "repair.date", "信用修复", "its credit was repaired", _REPAIR),
    Undoing("follow_up", "repair.date", "信用修复", "its credit was repaired", _REPAIR, late=False),
    Undoing(
        "failures",
        "served",
        "补登送达，期限随之后延",
        "served, added later: deadlines move",
        ("served_document",),
    ),
    Undoing(
        "decisions",
        "unrelated_to",
        "认定与受限商户无关联",
        "found unrelated to a barred merchant",
        ("document", "summary"),
        late=False,
    ),
    Undoing(
        "changes",
        "continues",
        "变更后认定继续有效",
        "a change after which the recognition goes on",
        ("document", "summary"),
        "true",
        late=False,
    ),
    Undoing(
        "changes",
        "mistaken",
        "信用代码原来登记有误",
        "a credit code that had been mistyped",
        ("document", "summary"),
        "true",
        late=False,
    ),
)
