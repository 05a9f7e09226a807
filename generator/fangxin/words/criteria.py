"""Criteria in words: how each is judged, and what was found of a merchant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from fangxin.base.both import parted
from fangxin.facts.programme.criteria import FIELDS, SEVERITIES, TESTS, Criterion, Test
from fangxin.facts.programme.programme import Programme
from fangxin.registry.judging import shown
from fangxin.view.criterion import CriterionView
from fangxin.view.view import View
from fangxin.words.sentences import zh_day

_STATE = {
    "kept": ("符合", "met"),
    "ticked": ("符合", "met"),
    "excepted": ("例外认定", "recognised by way of exception"),
    "lost": ("现已不符，待复核", "no longer met, to be reviewed"),
    "missed": ("不符合", "not met"),
    "open": ("未登记核对", "not checked"),
    "before": ("认定当时不要求", "not asked for at that time"),
}
STATE_ZH, STATE_EN = parted(_STATE)
_ISO = re.compile(r"(?<![\d/-])\d{4}-\d\d-\d\d(?![\d/-])")  # as the machine's findings say days
# Which mark stands beside it: a word alone is not seen in a list.
MARK: Mapping[str, str] = {
    "kept": "✓",
    "ticked": "✓",
    "excepted": "！",
    "lost": "！",
    "missed": "✕",
    "open": "–",
    "before": "–",
}


def test_zh(test: Test, programme: Programme) -> str:
    """What a machine judges, in a sentence without a full stop."""
    if test.what == "field":
        zh = FIELDS[str(test.field)].zh
        values = "、".join(shown(str(test.field), value) for value in test.one_of)
        some = " 之一" if len(test.one_of) > 1 else ""
        return f"登记的{zh}为 {values}{some}" if values else f"登记了{zh}"
    if test.what == "age":
        return f"{FIELDS[str(test.field)].zh}起满 {test.months} 个月"
    if test.what == "commitment":
        labels = "、".join(programme.commitments.get(code, code) for code in test.one_of)
        return f"公开承诺“{labels}”" if len(test.one_of) == 1 else f"公开承诺之一：{labels}"
    if test.what == "no_failures":
        return f"{test.months} 个月内没有{_failures(test, programme)}"
    return TESTS[test.what][0].replace("若干", f"{test.months} 个")


def _failures(test: Test, programme: Programme) -> str:
    kinds = programme.policy.versions[-1].kinds
    named = "、".join(kinds[code].label if code in kinds else code for code in test.kinds)
    sorts = "或".join(SEVERITIES[one][0] for one in test.severity)
    what = f"{sorts}的问题记录" if sorts else "这类问题记录" if named else "任何问题记录"
    return f"{what}（{named}）" if named else what


def judged_zh(criterion: Criterion, programme: Programme) -> str:
    """Who judges it and how, and from when: for the page of the rules."""
    how = f"程序判断：{test_zh(criterion.test, programme)}" if criterion.test else "部门核对"
    if criterion.applies is None:
        return "只作说明"
    last = f"至 {zh_day(criterion.ends)}" if criterion.ends else ""
    return f"{how}；{zh_day(criterion.applies)}起{last}的认定须符合"


def judged_en(criterion: Criterion) -> str:
    """The same in short English."""
    if criterion.applies is None:
        return "for information"
    who = "judged by machine" if criterion.test else "checked by an office"
    return f"{who}, for certifications from {criterion.applies}"


def found_zh(one: CriterionView, programme: Programme) -> str:
    """How it is known, by whom, on which day: a sentence for the status page, without full stop."""
    return _ISO.sub(lambda day: zh_day(date.fromisoformat(day[0])), _found_zh(one, programme))


def _found_zh(one: CriterionView, programme: Programme) -> str:
    day = zh_day(one.day) if one.day is not None else "目前"
    if one.by is not None:
        department = programme.departments.get(one.by)
        by = department.label if department is not None else one.by
        if one.state == "excepted":
            found = f"（{one.found}）" if one.found else ""
            return f"{day}{by}决定例外{found}{_paper(one)}"
        return f"{day}{by}核对{_paper(one)}"
    if one.state == "lost":
        return f"现在{one.now}；{day}认定时{one.found}"
    if one.state == "open":
        return "还没有部门登记核对"
    if one.state == "before":
        return f"{day}的认定早于这项条件的施行"
    return f"{day}程序判断：{one.found}" if one.found else ""


def _paper(one: CriterionView) -> str:
    """The reason and the paper of a tick, unless they are told no longer."""
    reason = f"：{one.reason}" if one.reason else ""
    return f"{reason}（{one.document}）" if one.document else reason


def found_en(one: CriterionView) -> str:
    """The same in short English."""
    if one.state == "excepted":
        return f"exception of {one.day}"
    if one.by is not None:
        return f"checked {one.day}"
    return one.found_en


def exceptions(view: View) -> tuple[CriterionView, ...]:
    """What the page says before everything else about criteria."""
    return tuple(one for one in view.criteria if one.state in ("excepted", "lost"))
