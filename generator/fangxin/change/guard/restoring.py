"""撤回登记: what was entered of a sign by mistake is moved into ``restored``, never deleted.

    restored:
      - {date: 2026-11-28, reason: 录错, document: 浦消联办〔2026〕9号, lost: {date: 2026-11-20}}

An entry that is new lets exactly one key of the sign go: that which it says, word for word. What
was entered after the last publication and taken back before the next nobody could read: of that an
entry says what it likes.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import FactChange, ItemAt, dig, text
from fangxin.change.guard.push import Push
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.promises import FATES
from fangxin.text.fields.difference import Difference, in_words, plain
from fangxin.text.yaml.reading import Map, Seq

LIST = "restored"


def restorations(fact: FactChange) -> list[Map]:
    """The entries that this push adds to a sign."""
    if fact.sort != "signs":
        return []
    rest = [plain(node) for node in _entries(fact.old)]
    new = []
    for node in _entries(fact.new):
        if plain(node) in rest:
            rest.remove(plain(node))
        else:
            new.append(node)
    return new


def _entries(item: ItemAt | None) -> list[Map]:
    listed = dig(item.node, LIST) if item is not None else None
    return [one for one in listed.items if type(one) is Map] if type(listed) is Seq else []


def taken_back(fact: FactChange, difference: Difference) -> bool:
    """Whether something said of a sign is gone, or another, because a new entry has it."""
    key = difference.path[0]
    return key in FATES and any(_moves(fact, entry, key) for entry in restorations(fact))


def _moves(fact: FactChange, entry: Map, key: str) -> bool:
    was = dig(fact.old.node, key) if fact.old is not None else None
    return was is not None and plain(entry.entries.get(key)) == plain(was)


def _never_public(fact: FactChange, key: str) -> bool:
    """Whether nothing stood there when it was last published."""
    return fact.old is None or dig(fact.old.node, key) is None


def _lets_go(fact: FactChange, entry: Map, key: str, gone: set[str]) -> bool:
    """Whether what was public goes now, by this entry or, before it, by another new one."""
    others = restorations(fact)
    others = others[: others.index(entry) + 1]
    return key in gone and any(_moves(fact, one, key) for one in others)


def restorations_are_true(push: Push) -> Iterator[Problem]:
    """An entry says what stood there, which is gone or another now; on a day since the last
    publication; by a document that can be asked for."""
    for fact in push.facts if not push.first else ():
        gone = {one.path[0] for one in fact.changes() if one.way != "added"}
        for entry in restorations(fact):
            key = next((one for one in FATES if one in entry.entries), "")
            if not key or not (_never_public(fact, key) or _lets_go(fact, entry, key, gone)):
                yield _untrue(fact, entry, key)
            elif (text(entry, "date") or "") < push.published.isoformat():
                yield _early(fact, entry, push)
            elif not names_a_document(text(entry, "document")):
                yield _unnumbered(fact, entry)


def _at(fact: FactChange, entry: Map) -> Place:
    return Place(fact.path, entry.line, entry.column)


def _untrue(fact: FactChange, entry: Map, key: str) -> Problem:
    was = in_words(dig(fact.old.node, key)) if fact.old is not None and key else ""
    return Problem(
        _at(fact, entry),
        "restored-untrue",
        f"标牌 {fact.label} 的 restored 须照原来登记的写明撤回的那一样，并且这次真的撤回："
        f"原来登记的 {key} 是「{was}」，写的是「{in_words(entry.entries.get(key))}」。请用 "
        "fangxin sign restore 办理",
        f"{fact.label}: restored must say what had been entered, word for word, and take it back "
        f"now: {key or 'nothing'} was '{was}'; use fangxin sign restore",
    )


def _early(fact: FactChange, entry: Map, push: Push) -> Problem:
    return Problem(
        _at(fact, entry),
        "recorded-too-early",
        f"标牌 {fact.label} 的撤回写成 {text(entry, 'date')}，早于上次发布 {push.published}，"
        f"那时网站上还没有这一条。请把 date 写成 {push.as_of}",
        f"{fact.label}: taken back on {text(entry, 'date')}, before the last publication, "
        f"{push.published}, which did not say so; write date: {push.as_of}",
    )


def _unnumbered(fact: FactChange, entry: Map) -> Problem:
    zh, en = instead_of_number(text(entry, "document"))
    return Problem(
        _at(fact, entry),
        "undoing-without-document",
        f"标牌 {fact.label} 撤回登记，document 须写文号，例如 浦消联办〔2026〕107号：{zh}。"
        "请照文书写；没有文书的，不能这样登记",
        f"{fact.label}: what takes back what was said of a sign names the number of a document, "
        f"such as 浦消联办〔2026〕107号: it {en}; without a document it cannot be entered",
    )
