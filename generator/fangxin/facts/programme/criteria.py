"""主体条件 as data: what a merchant of a category must fulfil, from which day, and who judges it.

A criterion is a line of text, as older programmes write it, which is only told; or a mapping with a
code, the first day of the certifications that must keep it, and a test. What has no test is ticked
by an office (``criteria`` of a record); ``docs/policy.md`` explains both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Day
from typing import Any

from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, CODE, basis_of
from fangxin.facts.policy.policy import Basis
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.kinds import Choice, Line, Whole
from fangxin.text.fields.tables import (
    BROKEN,
    Field,
    Group,
    ListOf,
    Lists,
    Only,
    Report,
    Schema,
    When,
)
from fangxin.text.fields.times import Day as DayKind
from fangxin.text.yaml.reading import Node, Text

# What a machine can judge of a record, and on which day.
TESTS: Mapping[str, tuple[str, str]] = {
    "field": ("登记的一项内容", "a particular of the record"),
    "age": ("从某一天起满若干月", "so many months since a day of the record"),
    "commitment": ("有某项公开承诺", "a public commitment"),
    "pledge": ("签了承诺书", "a signed pledge"),
    "review": ("若干月内复评通过", "a review that was passed within so many months"),
    "no_failures": ("若干月内没有某类问题记录", "no such failure within so many months"),
    "no_sanction": (
        "若干月内没有暂停或撤销",
        "no sanction within so many months",
    ),
    "not_listed": ("不在严重违法失信名单上", "not among the seriously dishonest"),
}
SEVERITIES = {
    "minor": ("一般", "minor"),
    "serious": ("较重", "serious"),
    "grave": ("严重", "grave"),
}
_APART = ("name", "category", "address_public")
FIELDS: Mapping[str, Field] = {
    spec.key: spec
    for spec in MERCHANT.fields
    if not isinstance(spec.kind, Group | ListOf) and spec.key not in _APART
}
DAYS = tuple(key for key, spec in FIELDS.items() if isinstance(spec.kind, DayKind))


# A check tells what was so when somebody looked: a certification rests on one of the last year.
TICK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Test:
    """What is judged: ``what`` is a key of TESTS, the rest belongs to some of them."""

    __test__ = False  # not one of pytest's

    what: str
    field: str | None = None
    one_of: tuple[str, ...] = ()  # values of the field, or kinds of commitments; none: any
    severity: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of failures; neither these nor severities: every failure
    months: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. Certifications that act from ``applies`` to ``ends`` must keep it; without
    ``applies`` it is only told. Without a ``test`` an office ticks it."""

    code: str
    label: str
    label_en: str | None = None
    applies: Day | None = None
    ends: Day | None = None
    test: Test | None = None
    basis: Basis | None = None  # its own; None: that of the category's criteria
    tick_months: int = TICK_MONTHS  # how long an office's check, or an exception, may be used

    def asked(self, day: Day) -> bool:
        """Whether a certification that acts on ``day`` must keep it."""
        return (
            self.applies is not None
            and self.applies <= day
            and (self.ends is None or day <= self.ends)
        )


def _chosen(options: Mapping[str, Field]) -> dict[str, tuple[str, str]]:
    return {key: (spec.zh, spec.en) for key, spec in options.items()}


TEST = Group(
    (
        Field("what", Choice(dict(TESTS)), "判断什么", "what is judged", required=True),
        Field("field", Choice(_chosen(FIELDS)), "登记项", "field", example="catering_grade"),
        Field("one_of", ListOf(Line(60), least=1, most=30), "其中之一", "one of", example="[A, B]"),
        Field("severity", ListOf(Choice(SEVERITIES), least=1, most=3), "轻重", "severities"),
        Field("kinds", ListOf(CODE, least=1, most=60), "问题类型", "kinds of failures"),
        Field("months", Whole(1, 600), "月数", "months", example="12"),
    ),
    build=Test,
    when=(
        When("what", ("field", "age"), ("field",)),
        When("what", ("commitment",), ("one_of",)),
        When("what", ("age", "review", "no_failures", "no_sanction"), ("months",)),
    ),
    only=(
        Only(("field",), "what", ("field", "age")),
        Only(("one_of",), "what", ("field", "commitment")),
        Only(("severity", "kinds"), "what", ("no_failures",)),
        Only(("months",), "what", ("age", "review", "no_failures", "no_sanction")),
    ),
)


def _criterion(**values: Any) -> Criterion:
    given = {key: value for key, value in values.items() if key not in ("clause", "source")}
    own = basis_of(values) if values.keys() & {"clause", "basis"} else None
    return Criterion(**{**given, "basis": own})


CRITERION = Group(
    (
        Field("code", CODE, "代号", "code", required=True, example="kitchen"),
        Field("label", Line(120), "条件", "criterion", required=True),
        Field("label_en", Line(240), "条件（英文）", "the same in English", required=True),
        Field("applies", DayKind(), "自何日起", "first day", required=True, example="2026-04-01"),
        Field("ends", DayKind(), "至何日止", "last day", example="2027-12-31"),
        Field(
            "test",
            TEST,
            "怎样判断",
            "test",
            "不写的由部门核对，登记在商户档案的 criteria 里",
            "without one an office ticks it in the record's criteria",
        ),
        Field(
            "tick_months",
            Whole(1, 120),
            "核对几个月内有效",
            "months that a check may be used",
            f"不写是 {TICK_MONTHS} 个月：核对早于认定这么久的，不能作为认定的依据",
            f"by default {TICK_MONTHS}: an older check is no ground of a certification",
            example="6",
        ),
        *BASIS_FIELDS,
    ),
    build=_criterion,
    order=(("applies", "ends"),),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)
_TEXT = Line(120)


@dataclass(frozen=True, slots=True)
class TextOrCriterion:
    """A line of text, or a mapping with a code, a day and perhaps a test."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A Criterion, of a text without a code; BROKEN when it is neither."""
        if type(node) is not Text:
            return CRITERION.read(node, spec, report)
        label = _TEXT.read(node, spec, report)
        return BROKEN if label is BROKEN else Criterion("", label)

    def schema(self, lists: Lists) -> Schema:
        """Either of the two."""
        return {"anyOf": [_TEXT.schema(lists), CRITERION.schema(lists)]}


CRITERIA = Group(
    (
        Field(
            "items",
            ListOf(TextOrCriterion(), least=1, most=30),
            "条件",
            "criteria",
            required=True,
        ),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)


def criteria_of(items: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """The criteria of a category; those of mere text are numbered: text_1, text_2."""
    return tuple(
        one if one.code else replace(one, code=f"text_{number}")
        for number, one in enumerate(items, 1)
    )
