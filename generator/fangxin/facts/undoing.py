"""Everything that ends, lifts or annuls a sanction, in one list, and what each must say.

Undoing needs at least as much as doing: a document, the reason, and what it rests on. Gate,
commands, documents and tests read this list; whatever raises a standing without being in it is a
fault, which a test looks for. What is not in it undoes nothing: a document, another act or
a repeated complaint that is told later joins no two acts (``fangxin.change.guard.acts``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Written = Callable[[str], bool]  # dotted key → whether a fact says something under it
Said = Callable[[str], str | None]  # dotted key → its text


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
_BLAMED, _NOT_PERFORMED = ("kind", ""), ("outcome", "not_performed")


def _void(sort: str) -> Undoing:
    return Undoing(sort, "void.date", "登记有误", "declared void", _VOID)


def _upheld(sort: str, late: bool = True) -> Undoing:
    words = ("申诉成立", "an appeal upheld")
    return Undoing(sort, "appeal.outcome", *words, _APPEAL, "upheld", late)


UNDOINGS: tuple[Undoing, ...] = (
    _void("decisions"),
    _void("failures"),
    _void("objections"),
    _void("changes"),
    _void("inspections"),
    _void("complaints"),
    _void("dishonest"),
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
        "补登与受限商户无关联",
        "found unrelated to a barred merchant",
        ("document", "summary"),
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
        "inspections",
        "retest",
        "复检合格",
        "overturned by a retest",
        ("retest_document", "follow_up"),
        "overturned",
    ),
    Undoing("inspections", "served", "补登送达", "served, added later", ("document",), of=_BLAMED),
    Undoing(
        "complaints", "served", "补登送达", "served, added later", ("document",), of=_NOT_PERFORMED
    ),
    Undoing(
        "dishonest",
        "repaired",
        "信用修复",
        "its credit was repaired",
        ("lifted_document", "lifted_summary"),
    ),
    Undoing(
        "dishonest",
        "until",
        "移出名单",
        "taken off the list",
        ("lifted_document", "lifted_summary"),
    ),
)


def undoings_of(
    sort: str, said: Said, before: Written, written: Written, published: bool
) -> Iterator[Undoing]:
    """What a fact of a list undoes that is new or was added to. ``said``, ``written``: what it says
    under a dotted key, and whether it says something; ``before``: whether it did so before;
    ``published``: whether it was there at all."""
    for undoing in UNDOINGS:
        if undoing.sort != sort or (undoing.late and not published):
            continue
        fresh = written(undoing.key) and not before(undoing.key)
        worded = not undoing.value or said(undoing.key) == undoing.value
        if fresh and worded and _weighed(undoing, said, before):
            yield undoing


def _weighed(undoing: Undoing, said: Said, before: Written) -> bool:
    """Whether the fact was, before, one that can be undone."""
    if undoing.of is None:
        return True
    key, value = undoing.of
    return before(key) and value in ("", said(key))


def needed(sort: str, key: str) -> tuple[str, ...]:
    """The keys that must stand beside ``key`` of a fact; none where it undoes nothing."""
    return next((one.needs for one in UNDOINGS if (one.sort, one.key) == (sort, key)), ())
