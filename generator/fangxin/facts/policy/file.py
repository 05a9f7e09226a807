"""policy.yml → ``Policy``: every version with its parameters, kinds and rules, each with its basis.

How to write the file is told in ``docs/policy.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fangxin.base.problem import Problem, errors
from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, CODE, basis_of
from fangxin.facts.policy.checks import policy_problems
from fangxin.facts.policy.clocks import ANALYSIS, CLOCKS, clocks_of, thresholds_of
from fangxin.facts.policy.policy import (
    LIMITS,
    PARAMETERS,
    Basis,
    FailureKind,
    Parameter,
    Policy,
    Rule,
    Version,
)
from fangxin.facts.policy.publication import PUBLICATION, REMAINS, publication_of, remains_of
from fangxin.facts.policy.redress import REDRESS, redress_of
from fangxin.facts.policy.reinstatement import REINSTATEMENT, reinstatement_of
from fangxin.facts.record.particulars import PARTICULARS
from fangxin.text.fields.kinds import Choice, Coded, Flag, Line, Whole
from fangxin.text.fields.tables import BROKEN, Field, Group, ListOf, MapOf, Only, Report, When
from fangxin.text.fields.times import Day
from fangxin.text.yaml.reading import read_yaml

POLICY_BYTES = 512 * 1024  # many versions gather in one file
_MOST = {"days": 3650, "months": 1200, "years": 30}

RULE_CODE = Coded(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "规则代号（小写字母、数字和短横）",
    "a rule's code of lower-case letters, digits and hyphens",
)
SEVERITY = Choice(
    {
        "minor": ("一般", "minor"),
        "serious": ("较重", "serious"),
        "grave": ("严重", "grave"),
    }
)
CHANGED = Choice({key: (one.zh, one.en) for key, one in PARTICULARS.items() if one.who})
_LABELS = (
    Field("label", Line(60), "名称", "label", required=True),
    Field("label_en", Line(160), "英文名称", "label in English", required=True),
)


def _parameter(unit: str) -> Group:
    number = Field("value", Whole(0, _MOST[unit]), "数值", "value", required=True, example="7")
    return Group((*_LABELS, number, *BASIS_FIELDS), when=BASIS_WHEN, together=BASIS_TOGETHER)


PARAMETER_TABLE = Group(
    tuple(
        Field(code, _parameter(unit), "期限", f"parameter in {unit}", required=code in PARAMETERS)
        for code, unit in {**PARAMETERS, **LIMITS}.items()
    )
)
KIND = Group(
    (
        *_LABELS,
        Field("severity", SEVERITY, "档次", "severity", required=True, example="serious"),
        Field("points", Whole(0, 100), "分值", "points", required=True, example="6"),
        Field("entity", Flag(), "及于同一经营者的各店", "reaches every shop of the operator"),
        Field("provisional", Flag(), "未最终确定前只能暂停", "can only suspend until final"),
        Field("published", Flag(), "公示（false：从不公示）", "published", example="false"),
        Field("clause", Line(60), "条款", "clause", required=True, example="二(三)2"),
    )
)
RULE = Group(
    (
        *_LABELS,
        Field("severity", SEVERITY, "针对的档次", "severity it looks at"),
        Field("kinds", ListOf(CODE, least=1), "针对的问题类型", "kinds it looks at"),
        Field("count", Whole(2, 100), "次数", "count", example="2"),
        Field("points", Whole(1, 1000), "累计分数", "points", example="12"),
        Field("months", Whole(1, 120), "多少个月内", "months of the window", example="12"),
        Field(
            "effect",
            Choice({"revoke": ("撤销", "revoke"), "suspend": ("暂停", "suspend")}),
            "处理",
            "effect",
            required=True,
            example="suspend",
        ),
        Field("bar_years", Whole(0, 30), "几年内不得再申请", "years barred", example="3"),
        Field(
            "until",
            Choice(
                {
                    "rectified": ("整改完成", "rectified"),
                    "reinstated": ("办公室决定恢复", "the office reinstates"),
                    "days": ("满若干天", "after some days"),
                }
            ),
            "暂停到何时",
            "how long it suspends",
            example="rectified",
        ),
        Field("days", Whole(1, 3650), "暂停天数", "days of suspension", example="90"),
        Field("overdue_days", Whole(1, 365), "多少天不整改就撤销", "days to rectify", example="30"),
        Field("overdue_bar_years", Whole(0, 30), "逾期撤销后几年", "years barred", example="1"),
        *BASIS_FIELDS,
    ),
    when=(
        When("effect", ("revoke",), ("bar_years",)),
        When("effect", ("suspend",), ("until",)),
        When("until", ("days",), ("days",)),
        *BASIS_WHEN,
    ),
    only=(
        Only(("bar_years",), "effect", ("revoke",)),
        Only(("until", "days", "overdue_days", "overdue_bar_years"), "effect", ("suspend",)),
        Only(("days",), "until", ("days",)),
        Only(("overdue_days", "overdue_bar_years"), "until", ("rectified",)),
    ),
    together=(
        ("count", "months"),
        ("points", "months"),
        ("overdue_days", "overdue_bar_years"),
        ("overdue_bar_years", "overdue_days"),
        *BASIS_TOGETHER,
    ),
)
GRADING = Group(BASIS_FIELDS, when=BASIS_WHEN, together=BASIS_TOGETHER)
ENDS = Group(
    (
        Field("fields", ListOf(CHANGED), "变更事项", "changed fields", required=True),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)
VERSION = Group(
    (
        Field("number", Whole(1, 1000), "版本号", "number", required=True, example="1"),
        Field("effective", Day(), "施行日期", "in force from", required=True, example="2018-01-01"),
        Field("document", Line(60), "文号", "document number"),
        Field("summary", Line(300), "本版变化", "what this version changed"),
        Field("summary_en", Line(600), "本版变化（英文）", "the same in English"),
        Field("parameters", PARAMETER_TABLE, "期限和数字", "parameters", required=True),
        Field("grading", GRADING, "分档和分值的出处", "basis of the grading", required=True),
        Field(
            "kinds",
            MapOf(KIND, key=CODE, into="code", least=1),
            "问题类型",
            "kinds of failure",
            required=True,
        ),
        Field(
            "rules",
            MapOf(RULE, key=RULE_CODE, into="code", least=1),
            "处理规则",
            "rules",
            required=True,
        ),
        Field("ends_on_change", ENDS, "变更即终止", "changes that end it", required=True),
        Field("reinstatement", REINSTATEMENT, "恢复认定", "what may be reinstated"),
        Field("clocks", CLOCKS, "投诉时限", "clocks of complaints"),
        Field("analysis", ANALYSIS, "研判门槛", "thresholds of the analysis"),
        Field("publication", PUBLICATION, "公示与信用修复", "publication and credit repair"),
        Field("remains", REMAINS, "期满以后还写什么", "what remains afterwards"),
        Field("redress", REDRESS, "申诉由谁处理", "who answers appeals"),
    )
)
POLICY = Group(
    (Field("versions", ListOf(VERSION, least=1), "各个版本", "versions", required=True),)
)


def read_policy(data: bytes, path: str) -> tuple[Policy | None, list[Problem]]:
    """The policy in ``data`` and every problem of it; None when there is any error."""
    policy, problems = _read(data)
    return policy, [problem.at(path) for problem in problems]


@lru_cache(maxsize=4)
def _read(data: bytes) -> tuple[Policy | None, list[Problem]]:
    """The same whatever the path: two versions of a registry, read together, mostly have one."""
    root, problems = read_yaml(data, "", max_bytes=POLICY_BYTES)
    if root is None:
        return None, problems
    report = Report("")
    value = POLICY.read(root, Field("", POLICY, "文件", "the file"), report)
    problems += report.problems
    if value is BROKEN:
        return None, sorted(problems)
    problems = sorted([*problems, *policy_problems(value["versions"], report)])
    if errors(problems):
        return None, problems
    return Policy(tuple(version_of(version) for version in value["versions"])), problems


def version_of(values: Mapping[str, Any]) -> Version:
    """A version as read by ``VERSION``."""
    ends = values["ends_on_change"]
    grading = basis_of(values["grading"])
    return Version(
        number=values["number"],
        effective=values["effective"],
        document=values.get("document"),
        parameters={
            code: Parameter(
                code, found["label"], found["label_en"], found["value"], unit, basis_of(found)
            )
            for code, unit in {**PARAMETERS, **LIMITS}.items()
            if (found := values["parameters"].get(code)) is not None
        },
        kinds={code: _kind(found, grading) for code, found in values["kinds"].items()},
        rules=tuple(_rule(found) for found in values["rules"].values()),
        ends_on_change=frozenset(ends["fields"]),
        ends_on_change_basis=basis_of(ends),
        summary=values.get("summary"),
        summary_en=values.get("summary_en"),
        clocks=clocks_of(values.get("clocks", {})),
        analysis=thresholds_of(values.get("analysis", {})),
        publication=publication_of(values.get("publication")),
        remains=remains_of(values.get("remains")),
        redress=redress_of(values.get("redress")),
        **reinstatement_of(values.get("reinstatement")),
        written=values,
    )


def _kind(values: Mapping[str, Any], grading: Basis) -> FailureKind:
    """A kind counts by its own clause; how much it weighs follows the version's grading."""
    given = {"entity": False, "provisional": False, **values}
    clause = given.pop("clause")
    basis = Basis("assumed", grading.source, clause) if grading.assumed else Basis(clause)
    return FailureKind(**given, basis=basis)


def _rule(values: Mapping[str, Any]) -> Rule:
    given = {key: value for key, value in values.items() if key not in ("clause", "source")}
    if "kinds" in given:
        given["kinds"] = frozenset(given["kinds"])
    return Rule(**{**given, "basis": basis_of(values)})
