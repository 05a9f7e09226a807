"""A document that undoes is one that can be asked for: 无 and 见附件 name none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.guard.facts import Fact
from generator.guard.push import Push
from generator.guard.undone import undone
from generator.problem import Problem


def undoing_names_a_number(push: Push) -> Iterator[Problem]:
    """The document of whatever ends, lifts or annuls a sanction has a number."""
    if push.first:
        return
    for fact in push.facts:
        for undoing in undone(fact):
            for key in undoing.needs:
                said = fact.written(key)
                named = said is None or any(letter.isdigit() for letter in said)
                if key.endswith("document") and not named:
                    yield _unnumbered(fact, key, undoing.zh, undoing.en)


def _unnumbered(fact: Fact, key: str, zh: str, en: str) -> Problem:
    return Problem(
        fact.place(key),
        "undoing-without-document",
        f"{fact.label}（{zh}）会解除或减轻处理，{key} 须写文号，例如 浦消联办〔2026〕107号："
        "这里写的不是。请照文书写；没有文书的，不能这样登记",
        f"{fact.label} ({en}) ends or lifts a sanction: {key} must be the number of a document, "
        "such as 浦消联办〔2026〕107号, and is none; without a document it cannot be entered",
    )
