"""Fair process: findings are founded, appeals and replies come in time, nobody judges itself.

New demands are made of what came under a version of the policy with a section ``redress``; what an
earlier version accepted stays accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from fangxin.base.problem import Problem
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import OFFICE
from fangxin.facts.values import Appeal, Decision, Failure, Merchant
from fangxin.registry.book import Book, own_failures, place_of
from fangxin.standing.deadlines import appeal_by, reply_by

SEVERE = ("serious", "grave")
MOST_TOLD = 5  # of failures that are not founded; the rest is counted


class Asked(NamedTuple):
    """What a merchant may reply to and appeal against: where its record says so, what it is about,
    the reply's day and the appeal; ``found_by``: the office that found or decided it."""

    where: str
    label: str
    about: Failure | Decision
    appeal: Appeal | None
    replied: date | None
    late_reply: bool  # it was let in
    found_by: str | None
    home: Merchant  # whose finding or decision it is, and where its own record has it
    found_at: str


def asked_of(merchant: Merchant, merchants: Mapping[str, Merchant]) -> Iterator[Asked]:
    """Own failures and decisions of a record, and those of registers and siblings that it follows
    up."""
    for index, failure in enumerate(own_failures(merchant)):
        where = f"failures.{index}"
        yield _asked(merchant, where, failure.id, failure, failure)
    for index, decision in enumerate(merchant.decisions):
        where = f"certification.decisions.{index}"
        yield _asked(merchant, where, decision.id, decision, decision)
    for index, item in enumerate(merchant.follow_up):
        owner, _, id = item.fact.rpartition("/")
        home = merchants.get(owner) if owner else merchant
        for failure in home.failures if home is not None else ():
            if failure.id == id:
                yield _asked(home or merchant, f"follow_up.{index}", item.fact, failure, item)


def _asked(
    home: Merchant, where: str, label: str, about: Failure | Decision, said: object
) -> Asked:
    own = [one.id for one in own_failures(home)]
    at = where if about is said else f"failures.{own.index(about.id)}" if about.id in own else ""
    return Asked(
        where,
        label,
        about,
        getattr(said, "appeal", None),
        getattr(said, "replied", None),
        getattr(said, "reply_admitted", None) is not None,
        about.found_by if isinstance(about, Failure) else OFFICE,
        home,
        at,
    )


def offices_are_known(book: Book) -> Iterator[Problem]:
    """Who found and who decided is a department of the programme, or the registry's own office."""
    known = {OFFICE, *book.programme.departments}
    for merchant in book.merchants.values():
        for index, failure in enumerate(own_failures(merchant)):
            if failure.found_by is not None and failure.found_by not in known:
                where = f"failures.{index}.found_by"
                yield _unknown(merchant, where, failure.found_by, known)
        for one in asked_of(merchant, book.merchants):
            by = one.appeal.decided_by if one.appeal is not None else None
            if by is not None and by not in known:
                yield _unknown(merchant, f"{one.where}.appeal.decided_by", by, known)


def _unknown(merchant: Merchant, where: str, code: str, known: set[str]) -> Problem:
    key, listed = where.rpartition(".")[2], sorted(known)
    return Problem(
        place_of(merchant, where),
        "unknown-office",
        f"{key} 须是 departments.yml 列出的部门代码或 office（本办公室）：写的是「{code}」。"
        f"可以写：{'、'.join(listed)}；请改正",
        f"{key} must be a code of departments.yml or office: found '{code}'; there are "
        f"{', '.join(listed)}; mend it",
    )


def appeals_come_in_time(book: Book) -> Iterator[Problem]:
    """An appeal is filed by its last day, or a stated decision admits it."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for one in asked_of(merchant, book.merchants):
            appeal = one.appeal
            if appeal is None or appeal.admitted is not None:
                continue
            last = appeal_by(one.about, policy)
            if appeal.filed > last and policy.on(appeal.filed).redress is not None:
                yield too_late(merchant, f"{one.where}.appeal.filed", one.label, appeal.filed, last)


def replies_come_in_time(book: Book) -> Iterator[Problem]:
    """A reply comes by its last day, or a stated decision admits it."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for one in asked_of(merchant, book.merchants):
            if one.replied is None or one.late_reply:
                continue
            last = reply_by(one.about, policy)
            if one.replied > last and policy.on(one.replied).redress is not None:
                yield too_late(merchant, f"{one.where}.replied", one.label, one.replied, last)


def too_late(merchant: Merchant, where: str, label: str, day: date, last: date) -> Problem:
    """That an appeal or a reply came after its last day; ``where``: the key of its day."""
    zh, en, key = (
        ("陈述", "reply", "reply_admitted")
        if where.endswith("replied")
        else ("申诉", "appeal", "appeal.admitted")
    )
    return Problem(
        place_of(merchant, where),
        "too-late",
        f"{label} 的{zh}须在 {last} 前（含当日）提出：写的是 {day}。不予受理的请删去；"
        f"准予受理的，写 {key}: {{date, document, reason}}，写明哪天、凭什么文件、为什么",
        f"the {en} about {label} must come by {last}: found {day}; delete it if it is not heard, "
        f"or write {key} with the day, document and reason of the decision to hear it",
    )


def nobody_judges_itself(book: Book) -> Iterator[Problem]:
    """An appeal is decided by an office that is named and did not find or decide what it is
    about."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for one in asked_of(merchant, book.merchants):
            appeal = one.appeal
            if appeal is None or appeal.decided is None:
                continue
            redress = policy.on(appeal.recorded or appeal.decided).redress
            where = f"{one.where}.appeal"
            if redress is None:
                continue
            if appeal.decided_by is None:
                yield _unsaid(merchant, f"{where}.decided", one.label, "decided_by")
            elif one.found_by is None:
                if isinstance(one.about, Failure) and one.about.register is None:
                    yield _unsaid(one.home, one.found_at, one.label, "found_by")
            elif redress.same(one.found_by, appeal.decided_by):
                yield _itself(merchant, f"{where}.decided_by", one, appeal.decided_by)


def _unsaid(merchant: Merchant, where: str, label: str, key: str) -> Problem:
    who = "处理申诉的机关" if key == "decided_by" else "认定问题的机关"
    return Problem(
        place_of(merchant, where),
        "office-missing",
        f"{label} 的申诉有了结果，须写明 {key}（{who}）：这里没有写。规则要求两者不是同一机关，"
        "请照文书补上部门代码（见 departments.yml；本办公室写 office）",
        f"the appeal about {label} was decided, so {key} must be written: it is missing; the "
        "policy wants two offices; add the code from departments.yml, or office",
    )


def _itself(merchant: Merchant, where: str, one: Asked, by: str) -> Problem:
    return Problem(
        place_of(merchant, where),
        "judged-by-itself",
        f"{one.label} 的申诉不得由作出认定的机关自己处理：认定的是 {one.found_by}，处理的是 {by}，"
        "规则算作同一机关。请交由另一机关处理，照它的文书登记",
        f"the appeal about {one.label} must not be decided by the office that found it: "
        f"{one.found_by} found, {by} decided, and the policy counts them as one; let another "
        "office decide",
    )


ERASED = "（依法删除）"  # what an authorised erasure leaves; a new failure cannot say so


def severe_findings_are_founded(book: Book) -> Iterator[Problem]:
    """What takes a recognition away, and what reaches another operator, says by which document and
    why."""
    found = list(_unfounded(book))
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        yield _more_unfounded(found[MOST_TOLD], len(found) - MOST_TOLD)


def _unfounded(book: Book) -> Iterator[Problem]:
    """Each of them, as a warning: a list that was taken over may not say more, and whoever was
    published stays published. What an official enters, command and gate refuse."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for index, failure in enumerate(own_failures(merchant)):
            asks = policy.on(failure.recorded).redress is not None
            missing = lacking(failure, policy) if asks and failure.void is None else ()
            missing = tuple(key for key in missing if getattr(failure, key) != ERASED)
            if missing:
                problem = unfounded(merchant, f"failures.{index}", failure, missing)
                yield replace(problem, level="warning")


def _more_unfounded(first: Problem, count: int) -> Problem:
    """The rest of many, in one."""
    return replace(
        first,
        zh=f"还有 {count} 个较重、严重的问题没有写文号或说明（下一个在这里）。请照文书补上",
        en=f"{count} more serious or grave failures say no document or no summary (the next is "
        "here); add them from the documents",
    )


def lacking(failure: Failure, policy: Policy) -> tuple[str, ...]:
    """The keys that a failure lacks which takes a recognition away or reaches others; a document
    without any number (无, 见附件) is none."""
    kind = policy.on(failure.recorded).kinds.get(failure.kind)
    severe = kind is not None and kind.severity in SEVERE
    needed = ("document", "summary") if severe or failure.affects else ()
    said = {key: getattr(failure, key) or "" for key in needed}
    if not names_a_document(said.get("document")):
        said["document"] = ""
    return tuple(key for key in needed if not said[key])


def unfounded(
    merchant: Merchant, where: str, failure: Failure, missing: tuple[str, ...]
) -> Problem:
    """That a failure lacks what it must say."""
    zh = {"document": "文号", "summary": "说明"}
    found = {key: instead_of_number(failure.document if key == "document" else "") for key in zh}
    listed = "、".join(f"{key}（{zh[key]}）{found[key][0]}" for key in missing)
    listed_en = ", ".join(f"{key} {found[key][1]}" for key in missing)
    why = "波及别的商户" if failure.affects else "会使商户失去认定，或连同以前的使它暂停、失去认定"
    return Problem(
        place_of(merchant, where),
        "unfounded-failure",
        f"问题 {failure.id}（{failure.kind}）{why}，须写明凭哪份文书、为什么："
        f"{listed}。请照文书补上",
        f"failure {failure.id} ({failure.kind}) takes or suspends a recognition, alone or with "
        f"earlier ones, or reaches others, so it must say by which document and why: {listed_en}; "
        "add them from the document",
    )
