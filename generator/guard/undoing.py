"""Acts that end, lift or annul a sanction: whoever takes one back shows at least a document.

One list. What is in it is refused without a document, needs a second person where guard.yml says
``undoing``, and stands at the top of the report. A key that the tables of this version do not have
asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.guard.facts import Fact
from generator.guard.push import Push
from generator.problem import Problem

_VOIDABLE = (
    "decisions",
    "failures",
    "changes",
    "objections",
    "inspections",
    "complaints",
    "dishonest",
)
_FOUND = ("failures", "follow_up", "inspections", "complaints", "dishonest", "decisions")


class Undoing(NamedTuple):
    """One kind: a key that appears in a list of facts, with the value that undoes ("" for any);
    which key names its document; ``fresh``: it comes with a new fact, not with a known one."""

    sorts: tuple[str, ...]
    key: str
    value: str
    document: str
    zh: str
    en: str
    fresh: bool = False


UNDOING: tuple[Undoing, ...] = (
    Undoing(_VOIDABLE, "void.date", "", "void.document", "登记有误（void）", "a void"),
    Undoing(_FOUND, "appeal.outcome", "upheld", "appeal.document", "申诉成立", "an upheld appeal"),
    Undoing(
        ("decisions",), "status", "reinstated", "document", "恢复认定", "a reinstatement", True
    ),
    Undoing(
        _FOUND, "rectified", "", "rectified_document", "整改完成", "a rectification"
    ),
    Undoing(
        ("inspections",), "retest", "overturned", "retest_document", "复检推翻", "an overturning"
        " retest",
    ),
    Undoing(
        ("dishonest",), "repaired", "", "repaired_document", "移出名单（信用修复）", "a repair"
    ),
    Undoing(_FOUND, "repair.date", "", "repair.document", "信用修复", "a repair of credit"),
    Undoing(_FOUND, "served", "", "served_document", "补写送达", "a day of service added later"),
    Undoing(
        ("decisions",), "unrelated_to", "", "document", "认定与受限商户无关", "a finding that"
        " barred merchants are unrelated",
    ),
    Undoing(
        ("decisions",), "unrelated_to", "", "document", "认定与受限商户无关", "a finding that"
        " barred merchants are unrelated", True,
    ),
    Undoing(
        ("changes",), "continues", "true", "document", "变更后认定继续有效",
        "a change that goes on", True,
    ),
)  # fmt: skip


def undone(fact: Fact) -> Iterator[Undoing]:
    """What of the list a push does with a fact."""
    for kind in UNDOING:
        if fact.sort not in kind.sorts or fact.new is None or kind.fresh != (fact.old is None):
            continue
        if _says(fact, kind, new=True) and not (fact.old and _says(fact, kind, new=False)):
            yield kind


def _says(fact: Fact, kind: Undoing, new: bool) -> bool:
    item = fact.new if new else fact.old
    if item is None:
        return False
    said = fact.written(kind.key) if new else fact.was(kind.key)
    if said is None:  # a list
        return not kind.value and kind.key in item.node.entries
    return said == kind.value if kind.value else True


def undoing_has_a_document(push: Push) -> Iterator[Problem]:
    """Whatever ends, lifts or annuls a sanction names its document; a reinstatement also what it
    lifts."""
    if push.first:
        return
    for fact in push.facts:
        for kind in undone(fact):
            if _can_say(fact, kind.document) and not _numbered(fact.written(kind.document)):
                yield _no_document(fact, kind)
            if kind.value == "reinstated" and fact.new and "because" not in fact.new.node.entries:
                yield _no_cause(fact)


def _can_say(fact: Fact, key: str) -> bool:
    """Whether the table of a fact has a key; a nested one is known with what it lies in."""
    spec = fact.kind.table.get(key.partition(".")[0])
    if spec is None:
        return False
    rest = key.partition(".")[2]
    table = getattr(spec.kind, "table", {})
    return not rest or rest in table


def _numbered(document: str | None) -> bool:
    """Whether a document is named: 无 and 见附件 name none."""
    return document is not None and any(letter.isdigit() for letter in document)


def _no_document(fact: Fact, kind: Undoing) -> Problem:
    return Problem(
        fact.place(kind.key),
        "undoing-without-document",
        f"{fact.label} 写了{kind.zh}：有人会因此恢复或少受处罚，须写明依据的文号，这里没有写。"
        f"请补上「{kind.document}: 文号」，例如 浦消联办〔2026〕107号；没有文书的，不能这样登记",
        f"{fact.label} has {kind.en}, by which somebody may be green again: it must name its "
        f"document, found none; add '{kind.document}: …'; without a document it cannot be entered",
    )


def _no_cause(fact: Fact) -> Problem:
    return Problem(
        fact.place("status"),
        "reinstatement-without-cause",
        f"{fact.label} 恢复认定，须写明恢复的是哪一件暂停或撤销：这里没有写。"
        "请补上 because，例如 because: [F1]",
        f"{fact.label} reinstates, and must name what it lifts: found nothing; add because, such as"
        " because: [F1]",
    )
