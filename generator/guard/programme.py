"""The programme's own history: versions of the policy, plans that run, holidays past, promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.guard.push import PROGRAMME, Push
from generator.notices import Notice
from generator.problem import Place, Problem
from generator.programme import Plan, Programme

_FIXED = {  # of a published notice: attribute → key of its head
    "date": "Date",
    "kind": "Category",
    "document": "Document",
    "index": "Index",
    "begins": "Begins",
    "ends": "Ends",
    "merchants": "Merchants",
}


def _both(push: Push) -> tuple[Programme, Programme] | None:
    old, new = push.old.sources.programme, push.new.sources.programme
    return (old, new) if old is not None and new is not None else None


def rules_look_ahead(push: Push) -> Iterator[Problem]:
    """A new version of the policy is not in force before the last publication."""
    for fact in push.facts:
        if fact.sort != "policy" or fact.old is not None or push.first:
            continue
        effective = fact.written("effective") or ""
        if effective >= push.published.isoformat():
            continue
        yield Problem(
            fact.place("effective"),
            "policy-back-dated",
            f"规则第 {fact.name} 版的 effective 是 {effective}，早于上次发布 {push.published}："
            "规则不溯及既往。"
            f"请写 {push.as_of} 或以后的日子",
            f"version {fact.name} of the policy is effective {effective}, before the last "
            f"publication, {push.published}: rules do not reach back; write {push.as_of} or later",
        )


def plans_are_kept(push: Push) -> Iterator[Problem]:
    """The targets of a period that has begun stay as they were."""
    both = _both(push)
    if both is None:
        return
    plans = {plan.code: plan for plan in both[1].plans}
    for plan in both[0].plans:
        if plan.begins > push.published or _same_plan(plan, plans.get(plan.code)):
            continue
        yield Problem(
            Place(f"{PROGRAMME}/plans/{plan.code}.yml"),
            "plan-altered",
            f"计划“{plan.title}”从 {plan.begins} 起已经开始，目标和期限不能再改、不能删去："
            "进度要照它算。"
            "请恢复原文；新的目标写成 plans/ 下的一个新文件",
            f"the plan '{plan.title}' began on {plan.begins}: its targets and period stay, because "
            "progress is measured by them; restore it, and write new targets as a new file in "
            "plans/",
        )


def _same_plan(old: Plan, new: Plan | None) -> bool:
    return (
        new is not None
        and replace(new, targets=()) == replace(old, targets=())
        and {target.code: target for target in new.targets}
        == {target.code: target for target in old.targets}
    )


def past_days_stay(push: Push) -> Iterator[Problem]:
    """Which days before the last publication were worked does not change for a known year."""
    both = _both(push)
    if both is None:
        return
    old, new = both[0].holidays, both[1].holidays
    lost = sorted(old.years - new.years)
    differ = (old.off ^ new.off) | (old.work ^ new.work)
    wrong = sorted(day for day in differ if day.year in old.years and day < push.published)
    if not lost and not wrong:
        return
    what = f"{lost[0]} 年" if lost else str(wrong[0])
    yield Problem(
        Place(f"{PROGRAMME}/holidays.yml"),
        "holidays-altered",
        f"已过去的日子是不是放假不能再改（{what}）：投诉时限已按它算过并公布。请恢复；"
        "以后的日子照新的"
        "放假通知写",
        f"whether past days were worked does not change ({what}): published deadlines rest on it; "
        "restore it, and write coming days by the new notice",
    )


def promises_are_not_reworded(push: Push) -> Iterator[Problem]:
    """What merchants promised under a code keeps its words."""
    both = _both(push)
    if both is None:
        return
    old, new = both
    for code, label in old.commitments.items():
        if code in new.commitments and new.commitments[code] != label:
            yield Problem(
                Place(f"{PROGRAMME}/commitments.yml"),
                "promise-reworded",
                f"承诺 {code} 原来是“{label}”，商户是照这句话承诺的，"
                f"不能改成“{new.commitments[code]}”。"
                "请恢复，另加一个代号写新的承诺",
                f"merchants made the promise {code} in the words '{label}', which cannot become "
                f"'{new.commitments[code]}'; restore it, and add a new code for the new promise",
            )


def notices_stay(push: Push) -> Iterator[Problem]:
    """A published notice keeps its address, its day and what it announced; its words may be
    corrected, because the change shows in git and a typing error must not stand for ever."""
    there = {notice.slug: notice for notice in push.new.sources.gazette.notices}
    paths = set(push.new.files)
    for notice in push.old.sources.gazette.notices:
        if notice.draft or notice.date > push.published:
            continue
        now = there.get(notice.slug)
        if now is None and notice.place.path in paths:
            continue  # it cannot be read, which is told elsewhere
        if now is None or now.draft:
            yield _vanished(notice, now)
            continue
        for attribute, key in _FIXED.items():
            was, says = getattr(notice, attribute), getattr(now, attribute)
            if was not in (None, ()) and was != says:
                yield _altered(now, key, was, says)


def _vanished(notice: Notice, now: Notice | None) -> Problem:
    at = now.where("Status") if now is not None else notice.place
    return Problem(
        at,
        "notice-removed",
        f"公告“{notice.title}”已于 {notice.date} 发布，不能删除、改文件名（文件名就是网址）"
        "或改回草稿：别处有"
        "链接，撤下来就像没公示过。请恢复；说错了的，改正文并另发一份更正公告",
        f"the notice '{notice.title}' was published on {notice.date} and cannot be removed, "
        "renamed "
        "(its name is its address) or made a draft again; restore it; correct its words and "
        "publish "
        "a correction",
    )


def _altered(notice: Notice, key: str, was: object, says: object) -> Problem:
    return Problem(
        notice.where(key),
        "notice-altered",
        f"公告已经发布，{key} 不能再改：原来是「{_shown(was)}」，现在是「{_shown(says)}」（正文、"
        "标题和摘要可以"
        "改正）。请恢复，另发一份公告说明",
        f"the notice is published, and {key} stays: it was '{_shown(was)}', now '{_shown(says)}' "
        "(title, summary and text may be corrected); restore it, and say it in another notice",
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value or "")
