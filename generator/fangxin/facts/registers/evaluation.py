"""消费者评价: ``content/registers/evaluation.yml``: what consumers think, as it was measured.

Surveys, mystery visits, panels and reviews counted: who asked, who measured, how, how many, when,
what came out, and what it led to. No word of a consumer stands here, and nothing about one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from decimal import ROUND_DOWN, Decimal
from statistics import NormalDist
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import Headline, RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import PERCENT, SOURCE, VOID_FIELD, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.registers.voices import no_voices
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line, Prose, Whole
from fangxin.text.fields.rules import Only, When
from fangxin.text.fields.tables import Field, Group

KINDS = {
    "survey": ("满意度调查", "satisfaction survey"),
    "visits": ("神秘顾客暗访", "mystery visits"),
    "panel": ("消费者评议", "consumer panel"),
    "reviews": ("网上评价汇总", "online reviews, counted"),
}
SAMPLED = ("survey", "visits")
# Of the width of a simple random sample's interval: hardly any design of the sample gives less.
NARROWEST = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One measurement: so many percent of a sample, with its interval where it is one."""

    id: str
    kind: str
    title: str
    date: Day  # when it was made public
    recorded: Day
    begins: Day
    ends: Day
    asked_by: str
    done_by: str
    method: str
    sample: int
    measures: str  # of what ``rate`` is the share
    rate: Decimal
    source: str
    approached: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    confidence: int | None = None
    found: str | None = None
    led_to: str | None = None
    led_on: Day | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


def _evaluation(**values: Any) -> Evaluation:
    values.setdefault("recorded", values["date"])
    for key in {"rate", "low", "high"} & values.keys():
        values[key] = Decimal(values[key])
    return Evaluation(**values)


ROW = Group(
    (
        row_id("EVA-2026-001"),
        need("kind", Choice(KINDS), "方式", "kind", "survey"),
        need(
            "title", Line(60), "名称", "title", "2025年度消费环境满意度调查（示例）", erasable=True
        ),
        day("公布日期", "day it was made public"),
        recorded("recorded", "", "date"),
        need("begins", DAY, "开始", "first day in the field", "2025-11-03"),
        need("ends", DAY, "结束", "last day in the field", "2025-11-28"),
        need("asked_by", Line(60), "委托方", "who asked for it", "联席会议办公室", erasable=True),
        need("done_by", Line(60), "实施方", "who did it", "某调查机构（示例）", erasable=True),
        need(
            "method",
            Prose(400),
            "方法",
            "method",
            "分乡镇按人口分层，在商圈、市场出口等距抽取；面访，每份约 8 分钟",
            "怎样抽、怎样问，让人能判断可信不可信",
            erasable=True,
        ),
        need("sample", Whole(1, 10_000_000), "样本量", "sample size", "600"),
        Field("approached", Whole(1, 10_000_000), "接触人数", "approached", example="910"),
        need("measures", Line(80), "量的是什么", "what is measured", "表示满意或比较满意的占比"),
        need("rate", PERCENT, "结果（%）", "result, %", "87.3"),
        Field("low", PERCENT, "区间下限（%）", "lower end, %", example="84.6"),
        Field("high", PERCENT, "区间上限（%）", "upper end, %", example="90.0"),
        Field("confidence", Whole(80, 99), "置信水平（%）", "confidence, %", example="95"),
        late_prose("found", 500, "发现", "what was found", "市场的计量最放心，预付卡最不放心"),
        late_prose("led_to", 500, "促成了什么", "what it led to", "促成预付式消费专项整治"),
        Field("led_on", DAY, "促成日期", "day of that", example="2026-01-10", late=True),
        SOURCE,
        VOID_FIELD,
        mended_rows(
            "title", "asked_by", "done_by", "method", "measures", "found", "led_to", "source"
        ),
    ),
    build=_evaluation,
    order=(
        ("begins", "ends"),
        ("ends", "date"),
        ("date", "recorded"),
        ("sample", "approached"),
        ("ends", "led_on"),
        ("recorded", "void.date"),
    ),
    together=(
        ("low", "high"),
        ("high", "low"),
        ("low", "confidence"),
        ("confidence", "low"),
        ("led_to", "led_on"),
        ("led_on", "led_to"),
    ),
    when=(When("kind", ("survey",), ("low",)),),
    only=(Only(("low", "high", "confidence"), "kind", SAMPLED),),
)


def rows_agree(rows: tuple[Evaluation, ...]) -> Iterator[Problem]:
    """The result lies in its interval, which is not narrower than its sample allows; nobody who was
    asked is quoted or named."""
    for row in rows:
        if row.low is not None and row.high is not None:
            yield from _interval(row, row.low, row.high)
    yield from no_voices(rows, ("title", "method", "found", "led_to"))


def _interval(row: Evaluation, low: Decimal, high: Decimal) -> Iterator[Problem]:
    if not low <= row.rate <= high:
        yield Problem(
            row.place,
            "interval-astray",
            f"{row.id}：结果 {row.rate}% 须在区间 {low}%–{high}% 之内；请核对报告",
            f"{row.id}: the result {row.rate}% must lie between {low}% and {high}%; check the "
            "report",
        )
    least = narrowest(row.rate, row.sample, row.confidence or 95)
    if high - low < least:
        yield Problem(
            row.place,
            "interval-too-narrow",
            f"{row.id}：{row.sample} 份样本得不出这么窄的区间（{low}%–{high}%，宽 {high - low} 个"
            f"百分点）：再好的抽样也不会窄于 {least} 个百分点。请核对样本量和区间",
            f"{row.id}: a sample of {row.sample} gives no interval as narrow as {low}% to {high}%: "
            f"at best it is {least} points wide; check sample size and interval",
        )


def narrowest(rate: Decimal, sample: int, confidence: int) -> Decimal:
    """The least width, in points, that an interval of a share can have, to one decimal."""
    share = min(max(float(rate), 1.0), 99.0) / 100
    sigmas = NormalDist().inv_cdf(0.5 + confidence / 200)
    whole = 2 * sigmas * math.sqrt(share * (1 - share) / sample) * 100
    return (NARROWEST * Decimal(whole)).quantize(Decimal("0.1"), ROUND_DOWN)


def _shown(row: Evaluation, policy: Policy, as_of: Day) -> Shown | None:
    keys = tuple(one.key for one in ROW.fields if one.key not in _ASIDE)
    known = shown_of(row, policy, as_of, keys, {"led_on": ("led_on", "led_to")})
    return None if known is None else Shown(known, row.title)


_ASIDE = ("id", "title", "recorded", "measures", "rate", "low", "high", "confidence", "void",
          "corrected")  # fmt: skip


def _figures(rows: Sequence[Evaluation], *_: object) -> Iterator[RowFigure]:
    """The newest of each kind."""
    for kind, (zh, en) in KINDS.items():
        of = [row for row in rows if row.kind == kind and row.void is None]
        if of:
            row = max(of, key=lambda one: (one.date, one.id))
            within = f"{row.confidence}% 区间 {row.low}%–{row.high}%，" if row.low else ""
            note = f"{within}样本 {row.sample}，{row.date.year}年{row.date.month}月公布"
            yield RowFigure(zh, en, f"{row.rate}%", note)


def _headline(row: Evaluation) -> Headline:
    """The result with its interval; what it is of."""
    if row.low is None or row.high is None:
        return Headline(f"{row.rate}%", row.measures, f"样本 {row.sample}，不是随机抽样，没有区间")
    note = f"{row.confidence}% 区间 {row.low}%–{row.high}%，样本 {row.sample}"
    return Headline(f"{row.rate}%", row.measures, note, (float(row.low), float(row.high)))


EVALUATION = Register(
    "evaluation",
    ("消费者评价", "What consumers think"),
    "评价",
    "yml",
    ROW,
    day="date",
    rules=rows_agree,
    dated=(Dated("date", "recorded", "公布"),),
    shown=_shown,
    open=True,
    page="evaluation",
    told=RegisterPage(
        (
            "办得好不好，以消费者满意为主要标准。怎么问的、问了多少人、误差多大，都写在这里。",
            "Consumer satisfaction is the main yardstick: how it was asked, of how many, how sure.",
        ),
        (
            "还没有公布过调查、暗访和评议。没有数字，就不说满意不满意。",
            "No survey or visit has been published yet, so nothing is claimed.",
        ),
        (
            (
                "只写汇总的数字，不登任何一位消费者的话，也不登评价原文。",
                "Counted results only: no consumer is quoted.",
            ),
            (
                "随机抽样的调查才有误差区间；网上评价是自己来写的人写的，不能代表全体，所以没有区间。",
                "Only random samples have an interval; online reviews stand for nobody but their "
                "writers.",
            ),
        ),
        group="kind",
        units={"rate": "%", "low": "%", "high": "%", "confidence": "%"},
        spans={"begins": ("ends", "调查期间")},
        folded=(
            "asked_by",
            "done_by",
            "method",
            "sample",
            "approached",
            "begins",
            "ends",
            "source",
        ),
        headline=_headline,
        figures=_figures,
    ),
)
