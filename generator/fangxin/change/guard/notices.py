"""A published notice keeps its address, its day and what it announced. Its words are mended openly,
with what they were before; what was wrong altogether is withdrawn and stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.notices.dress import borrowed
from fangxin.facts.notices.mending import sentences, unquoted
from fangxin.facts.notices.reading import Notice
from fangxin.registry.sources.revision import Revision
from fangxin.text.yaml.characters import shown

_FIXED = {  # of a published notice: attribute → key of its head
    "date": "Date",
    "kind": "Category",
    "document": "Document",
    "index": "Index",
    "begins": "Begins",
    "ends": "Ends",
    "merchants": "Merchants",
    "recorded": "Recorded",
}


def notices_stay(push: Push) -> Iterator[Problem]:
    """A published notice keeps its address, its day and what it announced; its words are corrected
    with a document, and what they were stays in sight."""
    there = {notice.slug: notice for notice in push.new.sources.gazette.notices}
    paths, unread = set(push.new.files), push.new.sources.programme is None
    for notice in push.old.sources.gazette.notices:
        if notice.draft or notice.date > push.published:
            continue
        now = there.get(notice.slug)
        if now is None and (notice.place.path in paths or unread):
            continue  # it cannot be read, which is told elsewhere
        if now is None or now.draft:
            yield _vanished(notice, now)
            continue
        yield from _mending(push, notice, now)
        for attribute, key in _FIXED.items():
            was, says = getattr(notice, attribute), getattr(now, attribute)
            if was not in (None, ()) and was != says:
                yield _altered(now, key, was, says)


def notices_come_on_their_day(push: Push) -> Iterator[Problem]:
    """A notice that was not public is of no day before the last publication, unless its head says
    when it was entered and why; a period for objections is never entered afterwards."""
    public = {
        notice.slug
        for notice in push.old.sources.gazette.notices
        if not notice.draft and notice.date <= push.published
    }
    there = {notice.slug for notice in push.new.sources.gazette.notices}
    renamed = {  # which is told of their old name
        (notice.title, notice.date)
        for notice in push.old.sources.gazette.notices
        if notice.slug in public and notice.slug not in there
    }
    for notice in push.new.sources.gazette.notices:
        if push.first or notice.draft or notice.slug in public:
            continue
        if (notice.title, notice.date) in renamed:
            continue
        entered = notice.recorded.date if notice.recorded is not None else None
        if entered is not None and entered < push.published:
            yield _entered_early(notice, entered, push)
        if notice.begins is not None and notice.begins < push.published:
            yield _begun(notice, push)
        elif notice.date < push.published and notice.recorded is None:
            yield _past(notice, push)


def _past(notice: Notice, push: Push) -> Problem:
    return Problem(
        notice.where("Date"),
        "notice-back-dated",
        f"公告“{notice.title}”的 Date 是 {notice.date}，早于上次发布 {push.published}，"
        f"而那时网站上还没有："
        f"读的人会以为早就公布过。今天才发布的，Date 写 {push.as_of}；"
        f"确实是以前的（从旧网站移来的等），"
        f"日期照旧，另加一行「Recorded: {push.as_of} 理由」，网页会写明补登于哪天",
        f"the notice '{notice.title}' is dated {notice.date}, before the last publication, "
        f"{push.published}, which did not have it, as if it had been public; write {push.as_of}; "
        "one that really is of then keeps its Date and says in a line "
        f"'Recorded: {push.as_of} REASON' when it was entered and why",
    )


def _begun(notice: Notice, push: Push) -> Problem:
    return Problem(
        notice.where("Begins"),
        "notice-back-dated",
        f"公告“{notice.title}”的公示期从 {notice.begins} 起，早于上次发布 {push.published}，"
        f"那几天没有人"
        f"看得到，异议无从提出。Begins 请写 {push.as_of} 或以后，Ends 按规则顺延，"
        f"档案里的公示决定同样改",
        f"the period for objections of '{notice.title}' begins on {notice.begins}, before the last "
        f"publication, {push.published}, when nobody could see it; begin on {push.as_of} or later, "
        "move Ends by the policy, and the decision in the record alike",
    )


def _entered_early(notice: Notice, day: date, push: Push) -> Problem:
    return Problem(
        notice.where("Recorded"),
        "recorded-too-early",
        f"公告“{notice.title}”写成 {day} 补登，早于上次发布 {push.published}，而那时网站上还没有。"
        f"请写 {push.as_of}",
        f"'{notice.title}' is said to be entered on {day}, before the last publication, "
        f"{push.published}, which did not have it; write {push.as_of}",
    )


def _vanished(notice: Notice, now: Notice | None) -> Problem:
    at = now.where("Status") if now is not None else notice.place
    return Problem(
        at,
        "notice-removed",
        f"公告“{notice.title}”已于 {notice.date} 发布，不能删除、改文件名（文件名就是网址）"
        "或改回草稿：别处有"
        "链接，撤下来就像没公示过。请恢复；文字有错的更正（Corrected），"
        "整份发错的撤回（Withdrawn），都见 docs/notices.md",
        f"the notice '{notice.title}' was published on {notice.date} and cannot be removed, "
        "renamed "
        "(its name is its address) or made a draft again; restore it; correct its words "
        "(Corrected) or "
        "withdraw it (Withdrawn), see docs/notices.md",
    )


def _altered(notice: Notice, key: str, was: object, says: object) -> Problem:
    return Problem(
        notice.where(key),
        "notice-altered",
        f"公告已经发布，{key} 不能再改：原来是「{_shown(was)}」，现在是「{_shown(says)}」（正文、"
        "标题和摘要可以更正）。请恢复，另发一份公告说明；整份发错的写 Withdrawn 撤回",
        f"the notice is published, and {key} stays: it was '{_shown(was)}', now '{_shown(says)}' "
        "(title, summary and text may be corrected); restore it, and say it in another notice, or "
        "withdraw it by Withdrawn",
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def notices_wear_nothing(push: Push) -> Iterator[Problem]:
    """No line of a changed notice borrows the looks of a status or a sign."""
    for notice in push.new.sources.gazette.notices:
        if notice.place.path not in push.changed:
            continue
        lines = push.new.sources.gazette.texts[notice.slug].split("\n")
        for number, line in enumerate(lines, 1):
            for column, found in borrowed(line):
                yield Problem(
                    Place(notice.place.path, number, column),
                    "page-poses",
                    "公告不能借用状态、标牌的样子，看的人会当成认定有效："
                    f"这里是「{shown(found, 30)}」。请删去",
                    "a notice must not borrow the looks of a status or a sign, which would be "
                    f"taken for a recognition: found '{shown(found, 30)}'; delete it",
                )


def _mending(push: Push, old: Notice, new: Notice) -> Iterator[Problem]:
    """Words that differ come with a new correction and stand in the text as they were."""
    if new.corrected[: len(old.corrected)] != old.corrected or (
        old.withdrawn is not None and new.withdrawn != old.withdrawn
    ):
        yield _altered(new, "Corrected", "原来的更正和撤回", "改动过的")
        return
    fresh = new.corrected[len(old.corrected) :]
    late = [*(one.date for one in fresh)]
    late += [new.withdrawn.date] if new.withdrawn and not old.withdrawn else []
    for day in late:
        if day is not None and day < push.published:
            yield _too_early(new, day, push)
    before, after = _words_of(push.old, old), _words_of(push.new, new)
    if list(sentences(before)) == list(sentences(after)):
        return
    lost = list(unquoted(before, after))
    if not fresh:
        yield _uncorrected(new, push)
    elif lost:
        yield _unquoted(new, lost[0])


def _words_of(side: Revision, notice: Notice) -> list[str]:
    """Title, summary and every line of the text of a notice."""
    lines = side.sources.gazette.texts[notice.slug].split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    return [notice.title, notice.title_en or "", notice.summary, *lines[end:]]


def _uncorrected(notice: Notice, push: Push) -> Problem:
    return Problem(
        notice.place,
        "notice-uncorrected",
        f"公告“{notice.title}”发布过，文字改了，要让看过的人知道：开头须写 "
        f"「Corrected: {push.as_of} 文号」，原来的话照引在正文里（每行以「> 」开头）。"
        "不是更正的请恢复原文；整份发错的写 Withdrawn 撤回",
        f"the notice '{notice.title}' was published and says something else now: its head must "
        f"say 'Corrected: {push.as_of} DOCUMENT', and its text quote what it said ('> …'); restore "
        "it otherwise, or withdraw it by Withdrawn",
    )


def _unquoted(notice: Notice, line: str) -> Problem:
    return Problem(
        notice.place,
        "notice-unquoted",
        f"公告“{notice.title}”更正了，原来的话须照引在正文里，这一句没有了：「{shown(line, 60)}」。"
        "请在正文里补上一行「> 原来的话」",
        f"the notice '{notice.title}' is corrected and must quote what it said; this is gone: "
        f"'{shown(line, 60)}'; add a line '> …' with it to the text",
    )


def _too_early(notice: Notice, day: date, push: Push) -> Problem:
    return Problem(
        notice.where("Corrected"),
        "recorded-too-early",
        f"公告“{notice.title}”的更正、撤回写成 {day}，早于上次发布 {push.published}，而那时网站上"
        f"还是原来的话。请写 {push.as_of}",
        f"the correction or withdrawal of '{notice.title}' is dated {day}, before the last "
        f"publication, {push.published}, which still said the former words; write {push.as_of}",
    )
