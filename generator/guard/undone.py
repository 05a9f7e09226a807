"""What a push undoes says by which document, why, and on what it rests (``generator.undoing``)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.guard.facts import Fact, dig
from generator.guard.push import Push
from generator.problem import Problem
from generator.undoing import Undoing, undoings_of


def undone(fact: Fact) -> Iterator[Undoing]:
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
                    f"缺 {'、'.join(missing)}。请照文书补上（命令会问）",
                    f"{fact.label} ({undoing.en}) ends or lifts a sanction and must say by which "
                    f"document, why, and on what it rests: {', '.join(missing)} missing; add them",
                )


def _missing(fact: Fact, undoing: Undoing) -> tuple[str, ...]:
    node = fact.new.node if fact.new is not None else None
    return undoing.missing(lambda key: dig(node, key) is not None)
