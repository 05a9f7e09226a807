"""What a letter's template may say, under Chinese names: days, papers and sentences of the View.

The names are Chinese because the office writes the templates. Whatever is not there is "" (or an
empty list), so that ``{% if 文号 %}`` asks for it. docs/letters.md lists them all.
"""

from __future__ import annotations

from typing import Any

from fangxin.base.dates import add_days
from fangxin.facts.values import Status
from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.fitting import counts, sanction_before, unrectified
from fangxin.office.letters.kinds import KINDS, Letter
from fangxin.office.letters.rights import appealed, rights
from fangxin.office.letters.told import (
    correction_told,
    decision_told,
    failure_told,
    reason_told,
    sanction_told,
    worded,
)
from fangxin.standing.standing import Reason
from fangxin.view.next_steps import next_steps, remove_sign_by
from fangxin.view.view import FailureView, View
from fangxin.words.sentences import FLAG_ZH, failures_of, word_and_note, zh_day
from fangxin.words.story import wrong_days_zh

BLANK_NUMBER = "____〔{year}〕____号"  # to be written by hand


def context(letter: Letter, case: LetterCase) -> dict[str, Any]:
    """Every name that a template may use."""
    kind = {"文种": KINDS[letter.kind].zh, "文种代码": letter.kind}
    return kind | _office(case) | _merchant(case) | _standing(case) | _subject(letter, case)


def _office(case: LetterCase) -> dict[str, Any]:
    site = case.programme.site
    plan = case.programme.plans[0].document if case.programme.plans else ""
    return {
        "办公室": site.office,
        "县": site.county,
        "站名": site.title,
        "热线": site.hotline,
        "联系方式": [{"名称": name, "内容": value} for name, value in site.report.items()],
        "演示": site.demonstration,
        "文号": case.number or BLANK_NUMBER.format(year=case.as_of.year),
        "日期": zh_day(case.as_of),
        "方案文号": plan,
    }


def _merchant(case: LetterCase) -> dict[str, Any]:
    view, merchant = case.view, case.merchant
    shop = " ".join(filter(None, (merchant.platform, merchant.platform_shop)))
    category = case.programme.categories.get(view.category)
    return {
        "商户": view.name,
        "编号": view.id,
        "信用代码": view.uscc or "",
        "地址": merchant.address or "",
        "网店": merchant.website or shop,
        "类别": category.label if category else view.category,
        "网址": case.url,
        "标牌": [one.number for one in view.hanging],
    }


def _standing(case: LetterCase) -> dict[str, Any]:
    view, policy = case.view, case.programme.policy
    word, note = word_and_note(view.status)
    steps = next_steps(view, policy)
    rules = policy.on(case.as_of)
    return {
        "状态": word,
        "状态注": note,
        "状态自": worded(view.since),
        "状态代码": view.status.value,
        "下次变化日": worded(view.next_date) if view.worsens else "",
        "先行": view.status is Status.SUSPENDED and "provisional" in view.flags,
        "续期情况": "；".join(FLAG_ZH[f] for f in view.flags if f in ("renewal", "grace")),
        "证书编号": view.certificate or "",
        "有效期至": worded(view.certificate_until),
        "理由": [reason_told(reason, case) for reason in view.reasons],
        "认定文件": view.document or "",
        "限制期至": worded(view.bar_until),
        "可再申请日": worded(add_days(view.bar_until, 1) if view.bar_until else None),
        "可再申请": any(step.act == "apply" for step in steps),
        "待恢复": any(step.act == "reinstate" for step in steps),
        "待整改": [failure_told(one, case) for one in unrectified(view)],
        "自身问题": [failure_told(one, case) for one in _held(view)],
        "摘牌期限": worded(remove_sign_by(view)),
        "规则文件": rules.document or "",
        "规则版本": str(rules.number),
    }


def _subject(letter: Letter, case: LetterCase) -> dict[str, Any]:
    """What the letter itself is about: a failure, a decision, a correction, a sanction over."""
    view, named = case.view, set(letter.facts)
    failure = next((f for f in view.failures if f.name in named), None)
    decision = next((d for d in view.decisions if d.id in named), None)
    fix = next((one for one in view.amends if one.fact in named), None)
    before = sanction_before(view)
    told = [f for f in view.failures if f.id in named and counts(f)]
    return {
        "问题": failure_told(failure, case) if failure else None,
        "后果": [reason_told(r, case) for r in _following(view, letter)],
        "决定": decision_told(decision, view) if decision else None,
        "更正": correction_told(letter, failure, decision, fix)
        if letter.kind == "correct"
        else None,
        "待登记送达": [one.id for one in told if one.served is None],
        "自始有效": bool(fix and fix.valid and fix.was and view.status is Status.CERTIFIED),
        "误示": wrong_days_zh(fix) if fix else "",
        "此前": sanction_told(*before, case) if before else None,
        "权利": rights(letter, case),
        "所诉": appealed(letter, case),
    }


def _following(view: View, letter: Letter) -> list[Reason]:
    """The reasons for a sanction that rest on what the letter is about."""
    if view.status not in (Status.SUSPENDED, Status.REVOKED):
        return []
    return [reason for reason in view.reasons if set(reason.facts).intersection(letter.facts)]


def _held(view: View) -> list[FailureView]:
    """Own failures that the status rests on and that are held against it."""
    found = [one for reason in view.reasons for one in failures_of(reason, view)]
    return [one for one in dict.fromkeys(found) if counts(one)]
