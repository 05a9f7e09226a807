"""Nothing that was published is removed or altered; what is wrong is declared void and stays."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.erasure import erased
from fangxin.change.guard.facts import FactChange, place
from fangxin.change.guard.late import makes_milder, may_be_added
from fangxin.change.guard.moved import gone_with_their_file
from fangxin.change.guard.push import Push
from fangxin.change.guard.restoring import taken_back
from fangxin.change.guard.rewording import is_longer, reworded
from fangxin.change.guard.spreadsheet import loss_problems, spoilt
from fangxin.text.fields.difference import Difference, in_words
from fangxin.text.fields.shape import WITHHELD
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Text

_VOID = (
    "写错的不改原来的，加一行 void（fangxin void），再另记一条正确的；只是错字、错号的，"
    "用 fangxin correct 更正文字",
    "leave it as it is, declare it void (fangxin void), and write a right one with a new id; a "
    "typing error in a text is mended by fangxin correct",
)
_OTHERWISE = {
    "policy": (
        "规则一经写进来就不再改；请恢复原文，在后面加一个新版本，写上新的生效日期",
        "a version never changes; restore it and add a new version with a new effective day",
    ),
    "documents": (
        "请恢复原文；标题确有错字的，按依法删除办理（guard.yml 的 redacted，见 docs/guard.md）",
        "restore it; a wrong title is mended as an authorised erasure (see docs/guard.md)",
    ),
    "commitments": (
        "请恢复原文；承诺到期或改变的，给旧的加 until，再另写一条新的",
        "restore it; end a commitment by until, and write a new one beside it",
    ),
    "honours": (
        "请恢复原文；荣誉到期的加 until，写错的按依法删除办理（redacted，见 docs/guard.md）",
        "restore it; end an honour by until; a wrong one is erased as docs/guard.md says",
    ),
    "follow_up": (
        "请恢复原文；记错的，把登记簿的那一行写 void，改记一行新的，再写新的后续",
        "restore it; where it was wrong, declare the row void, write a new one and its follow-up",
    ),
    "redacted": (
        "依法删除的记录本身不能改动；请恢复原文",
        "the record of an erasure stays as it is; restore it",
    ),
}


def nothing_is_removed(push: Push) -> Iterator[Problem]:
    """A fact, a row, a document or a version of the policy that was published stays."""
    with_file, problems = gone_with_their_file(push)
    yield from problems
    for fact in push.facts:
        if fact.new is not None or fact.old is None or erased(push, fact):
            continue
        if (fact.home, fact.sort, fact.name) in with_file:
            continue
        zh, en = _OTHERWISE.get(fact.sort, _VOID)
        if "恢复" not in zh:
            zh, en = (
                f"请先恢复（git show {push.base[:10]}:{fact.path} 里有原文）；{zh}",
                f"restore it; {en}",
            )
        yield Problem(
            fact.place(),
            "fact-removed",
            f"{fact.label} 已经登记过，不能删除或改编号：新的提交里没有它了。{zh}",
            f"{fact.label} was recorded and must stay, under its id: it is gone; {en}",
        )


def nothing_is_altered(push: Push) -> Iterator[Problem]:
    """Keys may be added to a fact, never changed or removed."""
    by_spreadsheet = []
    for fact in push.facts:
        for difference in fact.changes():
            if difference.after is WITHHELD or _allowed(push, fact, difference):
                continue  # what cannot be read is an error of its own
            cause = spoilt(fact, difference)
            if cause is not None:
                by_spreadsheet.append((fact, difference, cause))
            else:
                yield _told(fact, difference)
    yield from loss_problems(by_spreadsheet, push.base)


def _allowed(push: Push, fact: FactChange, difference: Difference) -> bool:
    before, after = difference.before, difference.after
    texts = type(before) is Text and type(after) is Text
    if texts and in_words(before) == in_words(after):
        return True  # only how it is broken into lines
    if erased(push, fact, difference) or reworded(fact, difference) or is_longer(difference):
        return True
    if taken_back(fact, difference):
        return True
    return difference.way == "added" and may_be_added(fact, difference)


def _told(fact: FactChange, difference: Difference) -> Problem:
    if difference.path[0] == "void":
        return _altered(fact, difference, "void-changed")
    if fact.sort == "policy":
        return _altered(fact, difference, "policy-altered")
    if makes_milder(fact, difference):
        return _altered(fact, difference, "failure-milder")
    return _altered(fact, difference, "fact-altered")


def _altered(fact: FactChange, difference: Difference, code: str) -> Problem:
    key = ".".join(difference.path)
    was, now = shown(in_words(difference.before)), shown(in_words(difference.after))
    found_zh = {
        "added": f"原来没有写，现在补写了「{now}」",
        "removed": f"原来是「{was}」，现在删去了",
        "changed": f"原来是「{was}」，现在是「{now}」",
    }[difference.way]
    found_en = {
        "added": f"'{now}' was added",
        "removed": f"'{was}' was removed",
        "changed": f"'{was}' became '{now}'",
    }[difference.way]
    remedy_zh, remedy_en = _remedy(fact, difference, code)
    at = fact.place() if difference.after is None else place(fact.path, difference.after)
    label = f"规则第 {fact.name} 版" if fact.sort == "policy" else fact.label
    return Problem(
        at,
        code,
        f"{label} 的 {key} 登记过就不能再改：{found_zh}。{remedy_zh}",
        f"{fact.label}: {key} stays as it was recorded: {found_en}; {remedy_en}",
    )


def _remedy(fact: FactChange, difference: Difference, code: str) -> tuple[str, str]:
    if code == "void-changed":
        return (
            "更正过的不能再改回来；请恢复原文，事情确实成立的，另记一条新的",
            "what was declared void stays so; restore it, and record the fact anew if it is true",
        )
    if difference.path[0] == "publication_ends":
        return (
            "提前停止公示要有依据：按依法删除办理（fangxin redact，文号和两人批准）",
            "an earlier end of publication is an authorised erasure: fangxin redact, with a "
            "document and two approvers",
        )
    if difference.path[0] == "continues":
        return (
            "变更已经按原样生效；记错的把这条变更写 void，再记一条带 continues 的新变更",
            "declare this change void and write a new one with continues",
        )
    zh, en = _OTHERWISE.get(fact.sort, _VOID)
    return f"请恢复原文；{zh}" if "恢复" not in zh else zh, en
