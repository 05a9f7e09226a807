"""The programme's own history: versions of the policy, plans that run, holidays past, promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fangxin.base.dates import add_days
from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.programme.former import FormerUrl, Renamed
from fangxin.facts.programme.programme import Plan, Programme
from fangxin.facts.values import Redaction
from fangxin.registry.sources.revision import PROGRAMME


def _both(push: Push) -> tuple[Programme, Programme] | None:
    old, new = push.old.sources.programme, push.new.sources.programme
    return (old, new) if old is not None and new is not None else None


def rules_look_ahead(push: Push) -> Iterator[Problem]:
    """A new version of the policy is not in force before the last publication."""
    old = push.old.sources.programme
    last = old.policy.versions[-1].effective if old is not None else push.as_of
    earliest = max(push.as_of, add_days(last, 1))  # and later than the version before it
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
            f"请写 {earliest} 或以后的日子",
            f"version {fact.name} of the policy is effective {effective}, before the last "
            f"publication, {push.published}: rules do not reach back; write {earliest} or later",
        )


def papers_have_numbers(push: Push) -> Iterator[Problem]:
    """Places renamed, former addresses and erasures that are new name a document that can be asked
    for."""
    both = _both(push)
    if both is None or push.first:
        return
    old, new = both
    papers: list[tuple[str, str, set[str]]] = [
        ("towns.yml", "renamed", _documents(new.renamed, old.renamed)),
        ("guard.yml", "redacted", _documents(new.guard.redacted, old.guard.redacted)),
        ("site.yml", "former_urls", _documents(new.site.former_urls, old.site.former_urls)),
    ]
    for file, key, documents in papers:
        for document in sorted(documents):
            if names_a_document(document):
                continue
            zh, en = instead_of_number(document)
            yield Problem(
                Place(f"{PROGRAMME}/{file}"),
                "programme-without-document",
                f"{key} 要凭文书，document {zh}。请照文书写文号；没有文书的，不能这样登记",
                f"{key} rests on a document, and document {en}; write its number",
            )


def _documents(
    new: Sequence[Renamed | Redaction | FormerUrl], old: Sequence[Renamed | Redaction | FormerUrl]
) -> set[str]:
    """The documents of entries that are new."""
    return {one.document for one in new if one not in old}


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
            f"计划《{plan.title}》从 {plan.begins} 起已经开始，目标和期限不能再改、不能删去："
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
    what, which = (f"{lost[0]} 年", str(lost[0])) if lost else (str(wrong[0]), str(wrong[0]))
    yield Problem(
        Place(f"{PROGRAMME}/holidays.yml"),
        "holidays-altered",
        f"已过去的日子是不是放假不能再改（{what}）：投诉时限已按它算过并公布。请恢复；"
        "以后的日子照新的"
        "放假通知写",
        f"whether past days were worked does not change ({which}): published deadlines rest on it; "
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
