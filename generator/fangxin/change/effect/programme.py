"""What a change of the programme says in words: policy, settings, categories, plans, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from fangxin.change.effect.effect import Beside
from fangxin.change.effect.tabled import values_told
from fangxin.change.effect.told import Statement, Way, differing
from fangxin.facts.policy.policy import Policy, Version
from fangxin.facts.programme.programme import Programme
from fangxin.facts.programme.tables import (
    CATEGORIES,
    DEPARTMENTS,
    DOCUMENTS,
    PLAN,
    SITE,
    TARGET,
    TOPIC,
)
from fangxin.facts.registers.reading import lists_of
from fangxin.text.fields.tables import Group, MapOf
from fangxin.words.clocks import clock_zh
from fangxin.words.criteria import judged_zh
from fangxin.words.labels import FIELD_ZH
from fangxin.words.rules import UNIT_ZH, rule_zh
from fangxin.words.sentences import SEVERITY_ZH

POLICY, SETTINGS = "规则", "设置"


def programme_beside(old: Programme, new: Programme) -> Iterator[Beside]:
    """What differs, version by version of the policy, then the other sheets."""
    if old == new:
        return
    yield from _policy(old.policy, new.policy)
    told = [Beside(SETTINGS, one.zh, one.way) for one in differing(_settings(old), _settings(new))]
    if old.holidays != new.holidays:
        told.append(Beside(SETTINGS, "放假和调休安排有变化（投诉时限按它算）"))
    if old.grid != new.grid:
        told.append(Beside(SETTINGS, "乡镇示意方格有变化"))
    if not told and old != replace(new, policy=old.policy):
        told.append(Beside(SETTINGS, "其他设置有变化"))
    yield from told


def _policy(old: Policy, new: Policy) -> Iterator[Beside]:
    """New versions beside the one before them; versions that were published and differ now."""
    before = {version.number: version for version in old.versions}
    details: list[Beside] = []
    last: Version | None = None
    for version in new.versions:
        was = before.get(version.number)
        if was is None:
            yield Beside(POLICY, _heading(version), "added")
            details += _versions(last, version, "added")
        elif was != version:
            yield Beside(POLICY, f"已有的第 {version.number} 版被改动", "changed")
            details += _versions(was, version, "changed")
        last = version
    for number in sorted(before.keys() - {version.number for version in new.versions}):
        yield Beside(POLICY, f"第 {number} 版被删去", "removed")
    yield from details


def _heading(version: Version) -> str:
    summary = f"：{version.summary}" if version.summary else ""
    return f"新增第 {version.number} 版，{version.effective} 起施行{summary}"


def _versions(old: Version | None, new: Version, way: Way) -> Iterator[Beside]:
    if old is None:
        return
    head = [] if way == "added" else [(_head(old), _head(new))]
    for was, now in head:
        for one in differing([was], [now]):
            yield Beside(POLICY, f"第 {new.number} 版：{one.zh}", way)
    for one in differing(_version(old), _version(new)):
        yield Beside(POLICY, f"第 {new.number} 版：{one.zh}", way)


def _version(version: Version) -> Iterator[Statement]:
    for number in (*version.parameters.values(), *version.analysis.values()):
        unit = UNIT_ZH.get(number.unit, "%" if number.unit == "percent" else number.unit)
        value = {"": f"{number.value} {unit}"}
        yield Statement("期限和数字", number.code, "", value, f"“{number.label}”")
    for kind in version.kinds.values():
        values = {
            "档次": SEVERITY_ZH[kind.severity],
            "分值": str(kind.points),
            "及于同一经营者各店": "是" if kind.entity else "否",
            "最终确定前只能暂停": "是" if kind.provisional else "否",
        }
        yield Statement("问题类型", kind.code, kind.label, values, f"“{kind.label}”")
    for rule in version.rules:
        sentence = rule_zh(rule, version).rstrip("。")
        yield Statement("规则", rule.code, rule.label, {"": sentence}, f"“{rule.label}”")
    for clock in version.clocks.values():
        value = {"": clock_zh(clock)}
        yield Statement("投诉时限", clock.code, clock.label, value, f"“{clock.label}”")
    ends = "、".join(FIELD_ZH.get(name, name) for name in sorted(version.ends_on_change))
    yield Statement("变更即终止", "", ends or "无")


def _head(version: Version) -> Statement:
    values = {
        "施行日期": version.effective.isoformat(),
        "文号": version.document,
        "本版变化": version.summary,
    }
    return Statement("版本信息", "", "", values)


def _settings(programme: Programme) -> Iterator[Statement]:
    """Everything but policy, holidays and grid, thing by thing."""
    lists = {**lists_of(programme)}
    yield Statement("网站", "", "", values_told(programme.site, SITE, lists) | _ways(programme))
    yield Statement("乡镇（街道）", "", "、".join(programme.towns))
    categories = {
        code: {
            f"条件 {each.code}": f"{each.label}（{judged_zh(each, programme)}）"
            for each in one.criteria
        }
        for code, one in programme.categories.items()
    }
    yield from _sheet("类别", programme.categories, CATEGORIES, lists, categories)
    yield from _sheet("部门", programme.departments, DEPARTMENTS, lists)
    for code, label in programme.commitments.items():
        yield Statement("承诺种类", code, label, {"英文": programme.commitments_en.get(code)})
    yield from _sheet("文件", programme.documents, DOCUMENTS, lists)
    yield from _sheet("重点商品类别", programme.focus, TOPIC, lists)
    yield from _sheet("专项行动", programme.campaigns, TOPIC, lists)
    yield from _sheet("消费领域", programme.areas, TOPIC, lists)
    for plan in programme.plans:
        yield Statement("方案", plan.code, "", values_told(plan, PLAN, lists))
        for target in plan.targets:
            name = f"{plan.code} {target.code}"
            yield Statement("目标", name, "", values_told(target, TARGET, lists))


def _ways(programme: Programme) -> dict[str, str | None]:
    return {f"监督方式“{label}”": value for label, value in programme.site.report.items()}


def _sheet(
    zh: str,
    things: Mapping[str, Any],
    kind: MapOf | Group,
    lists: Mapping[str, Mapping[str, str]],
    more: Mapping[str, dict[str, str]] | None = None,
) -> Iterator[Statement]:
    table = kind.value if isinstance(kind, MapOf) else kind
    assert isinstance(table, Group)
    for code, one in things.items():
        values = values_told(one, table, lists) | (more or {}).get(code, {})
        yield Statement(zh, code, "", values, str(values.get("名称") or code))
