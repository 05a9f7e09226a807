"""更正文字: a text of a published fact is mended, its old words are kept, and nothing else moves.

    corrected:
      - {date: 2026-11-28, key: summary, before: 标签不合格的商吕, document: 浦消联办〔2026〕9号}

An entry that is new lets exactly one text through: that of its ``key``, whose old words it tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import FactChange, ItemAt, dig, text
from fangxin.change.guard.push import Push
from fangxin.facts.record.texts import MENDABLE
from fangxin.facts.registers.declared import named
from fangxin.facts.registers.mended import entries_in
from fangxin.text.fields.difference import Difference, in_words
from fangxin.text.yaml.reading import Map, Seq, Text

LIST = "corrected"


class RewordedText(NamedTuple):
    """An entry of the list: which text, and the words that stood there; ``at``: which entry."""

    node: Map
    key: str
    before: str
    day: str
    at: int


def rewordings(fact: FactChange) -> list[RewordedText]:
    """The entries that this push adds to a fact."""
    old = {(one.key, one.before, one.day) for one in _entries(fact.old)}
    return [one for one in _entries(fact.new) if (one.key, one.before, one.day) not in old]


def _entries(item: ItemAt | None) -> list[RewordedText]:
    listed = dig(item.node, LIST) if item is not None else None
    if type(listed) is Text:
        nodes = entries_in(listed) or []
    else:
        nodes = [one for one in listed.items if type(one) is Map] if type(listed) is Seq else []
    return [
        RewordedText(
            node, text(node, "key") or "", text(node, "before") or "", text(node, "date") or "", at
        )
        for at, node in enumerate(nodes)
    ]


def is_longer(difference: Difference) -> bool:
    """Whether it is the cell of a CSV that keeps what was mended, with a line more."""
    before, after = difference.before, difference.after
    if difference.path != (LIST,) or type(before) is not Text or type(after) is not Text:
        return False
    return after.value.startswith(f"{before.value}\n")


def _texts(sort: str) -> tuple[str, ...]:
    """The keys of a list or register that may be mended."""
    register = named(sort)
    return register.texts if register is not None else MENDABLE.get(sort, ())


def reworded(fact: FactChange, difference: Difference) -> bool:
    """Whether a text of a fact was mended by an entry that keeps its old words."""
    key = ".".join(difference.path)
    texts = type(difference.before) is Text and type(difference.after) is Text
    if not texts or key not in _texts(fact.sort):
        return False
    named = [one for one in rewordings(fact) if one.key == key]
    return len(named) == 1 and named[0].before.split() == in_words(difference.before).split()


def rewordings_are_true(push: Push) -> Iterator[Problem]:
    """An entry tells the words that stood there and are other ones now, on a day since the last
    publication; a new fact has nothing to mend."""
    if push.first:
        return
    for fact in push.facts:
        changed = {".".join(one.path): one for one in fact.changes()}
        for entry in rewordings(fact):
            mended = changed.get(entry.key)
            if mended is None or not reworded(fact, mended):
                yield _untrue(fact, entry, fact.was(entry.key))
            elif entry.day < push.published.isoformat():
                yield _early(fact, entry, push)


def _at(fact: FactChange, entry: RewordedText) -> Place:
    return Place(fact.path, entry.node.line, entry.node.column)


def _untrue(fact: FactChange, entry: RewordedText, was: str | None) -> Problem:
    return Problem(
        _at(fact, entry),
        "rewording-untrue",
        f"{fact.label} 的 corrected 须写明 {entry.key} 原来的文字，并且这次真的改了它：写的是"
        f"「{entry.before}」，原来登记的是「{was or ''}」。一条改一处，请用 fangxin correct 办理",
        f"{fact.label}: corrected must tell the words that stood under {entry.key} and are mended "
        f"now: found '{entry.before}', recorded was '{was or ''}'; use fangxin correct, an entry "
        "for each text",
    )


def _early(fact: FactChange, entry: RewordedText, push: Push) -> Problem:
    return Problem(
        _at(fact, entry),
        "recorded-too-early",
        f"{fact.label} 的更正写成 {entry.day}，早于上次发布 {push.published}，那时网站上还是"
        f"原来的文字。请把 date 写成 {push.as_of}",
        f"{fact.label}: the text counts as mended on {entry.day}, before the last publication, "
        f"{push.published}, which had the old words; write date: {push.as_of}",
    )
