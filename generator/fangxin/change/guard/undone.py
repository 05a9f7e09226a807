"""What a push undoes says by which document, why, and on what it rests (``fangxin.facts.undoing``).

The document is one that can be asked for: 无 and 见附件 name none.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange, dig
from fangxin.change.guard.push import Push
from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.record.undoing import Undoing
from fangxin.facts.undoing import undoings_of


def undone(fact: FactChange) -> Iterator[Undoing]:
    """What a fact that is new or was added to undoes."""
    if fact.new is None:
        return
    old, new = (item.node if item is not None else None for item in (fact.old, fact.new))
    yield from undoings_of(
        fact.sort,
        fact.written,
        before=lambda key: dig(old, key) is not None,
        written=lambda key: dig(new, key) is not None,
        published=old is not None,
    )


def undoing_is_founded(push: Push) -> Iterator[Problem]:
    """Whatever ends, lifts or annuls a sanction says as much as what brought it."""
    if push.first:
        return
    for fact in push.facts:
        for undoing in undone(fact):
            missing = _missing(fact, undoing)
            if missing:
                yield Problem(
                    fact.place(undoing.key),
                    "undoing-unfounded",
                    f"{fact.label}（{undoing.zh}）会解除或减轻处理，须写明文号、理由和依据："
                    f"缺 {'、'.join(map(_called, missing))}。请照文书补上（命令会问）",
                    f"{fact.label} ({undoing.en}) ends or lifts a sanction and must say by which "
                    f"document, why, and on what it rests: {', '.join(missing)} missing; add them",
                )


_CALLED = {
    "document": "文号",
    "summary": "说明",
    "reason": "理由",
    "because": "恢复的是哪一件",
    "decided_by": "哪个部门决定",
    "by": "依据",
    "follow_up": "后续处理",
}


def _called(key: str) -> str:
    """A key and what it means."""
    last = key.rpartition(".")[2]
    name = next((zh for end, zh in _CALLED.items() if last == end or last.endswith(f"_{end}")), "")
    return f"{key}（{name}）" if name else key


def _missing(fact: FactChange, undoing: Undoing) -> tuple[str, ...]:
    node = fact.new.node if fact.new is not None else None
    return undoing.missing(lambda key: dig(node, key) is not None)


def undoing_names_a_number(push: Push) -> Iterator[Problem]:
    """The document of whatever ends, lifts or annuls a sanction has a number."""
    if push.first:
        return
    for fact in push.facts:
        for undoing in undone(fact):
            for key in undoing.needs:
                said = fact.written(key)
                named = said is None or names_a_document(said)
                if key.endswith("document") and not named:
                    yield _unnumbered(fact, key, undoing.zh, undoing.en)


def _unnumbered(fact: FactChange, key: str, zh: str, en: str) -> Problem:
    return Problem(
        fact.place(key),
        "undoing-without-document",
        f"{fact.label}（{zh}）会解除或减轻处理，{key} 须写文号，例如 浦消联办〔2026〕107号："
        "这里写的不是。请照文书写；没有文书的，不能这样登记",
        f"{fact.label} ({en}) ends or lifts a sanction: {key} must be the number of a document, "
        "such as 浦消联办〔2026〕107号, and is none; without a document it cannot be entered",
    )
