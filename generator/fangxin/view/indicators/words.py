"""Verdicts and figures in words, Chinese and English; the page and its charts say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day

from fangxin.facts.programme.programme import Target
from fangxin.view.indicators.values import (
    Figure,
    Indicator,
    Judgement,
    Measure,
    TargetVerdict,
    shown,
)

FINAL: Mapping[TargetVerdict, tuple[str, str]] = {
    TargetVerdict.MET: ("到期已达到", "met by the end"),
    TargetVerdict.NOT_MET: ("到期未达到", "not met by the end"),
    TargetVerdict.NO_DATA: ("到期没有数据", "no data for the period"),
}
RUNNING: Mapping[TargetVerdict, tuple[str, str]] = {
    TargetVerdict.MET: ("现在达到", "met now"),
    TargetVerdict.NOT_MET: ("现在未达到", "not met now"),
    TargetVerdict.ON_COURSE: ("进度正常", "on course"),
    TargetVerdict.NO_DATA: ("尚无数据", "no data yet"),
}
SIGNS: Mapping[TargetVerdict, str] = {
    TargetVerdict.MET: "✓",
    TargetVerdict.NOT_MET: "✕",
    TargetVerdict.ON_COURSE: "→",
    TargetVerdict.NO_DATA: "–",
}


def number(figure: Figure, indicator: Indicator) -> str:
    """The actual as text without unit: "62", "96.4"; 无数据 when there is none."""
    return "无数据" if figure.value is None else str(shown(figure.value, indicator.kind))


def amount(figure: Figure, indicator: Indicator) -> str:
    """The actual with its unit."""
    if figure.value is None:
        return "无数据"
    space = "" if indicator.unit == "%" else " "
    return f"{shown(figure.value, indicator.kind)}{space}{indicator.unit}"


def when(figure: Figure, indicator: Indicator) -> str:
    """What the figure is of: 2020年末, 2020年, 2026年（截至6月30日）, and of the running year
    2026年以来: up to which day stands in one place of every page, lest it change daily."""
    stock = indicator.kind is Measure.STOCK
    if not figure.whole and figure.through == indicator.now.through:
        return f"{figure.year}年目前" if stock else f"{figure.year}年以来"
    if not figure.whole:
        through = f"{figure.through.month}月{figure.through.day}日"
        return f"{figure.year}年 {through}" if stock else f"{figure.year}年（截至{through}）"
    return f"{figure.year}年末" if stock else f"{figure.year}年"


def aim(target: Target, english: bool = False) -> str:
    """The target: "目标 100 家", "目标每年 50 批次以上，逐年增加"."""
    if english:
        bound = "at least" if target.at_least else "at most"
        more = ", more every year" if target.rising else ""
        return f"target: {bound} {target.value}{'%' if target.unit == '%' else ''}{more}"
    unit = target.unit if target.unit == "%" else f" {target.unit}"
    bound = "" if target.at_least else "以内"
    return f"目标 {target.value}{unit}{bound}{'，逐年增加' if target.rising else ''}"


def now_zh(indicator: Indicator) -> str:
    """How the running year stands, in a sentence without its target."""
    figure = indicator.now
    if figure.value is None:
        return f"{when(figure, indicator)}尚无数据。"
    middle = figure.parts.get("median")
    match indicator.kind:
        case Measure.STOCK:
            return f"目前认定有效 {number(figure, indicator)} 家。"
        case Measure.RATE:
            return f"今年以来 {figure.of} 件中 {figure.n} 件，{amount(figure, indicator)}。"
        case Measure.DAYS:
            half = "" if middle is None else f"，中位数 {shown(middle, Measure.DAYS)} 天"
            return f"今年以来 {figure.of} 件，最慢 {amount(figure, indicator)}{half}。"
        case _:
            return f"今年以来 {amount(figure, indicator)}{_before(indicator)}。"


def _before(indicator: Indicator) -> str:
    before = indicator.figures[-2] if len(indicator.figures) > 1 else None
    if before is None or before.value is None:
        return ""
    return f"，去年全年 {number(before, indicator)}"


def final_zh(judgement: Judgement) -> str:
    """What the period came to, in a sentence; "" while it runs."""
    ends = judgement.plan.ends
    if judgement.final is None:
        return ""
    found = judgement.indicator
    if found is None or not judgement.judged:
        return f"期限到{_day(ends)}：本站没有这一期的数据，不作结论。"
    if all(figure.value is None for figure in judgement.judged):
        return f"期限到{_day(ends)}：期限之内没有数据，不作结论。"
    told = "，".join(
        f"{when(figure, found)} {amount(figure, found)}" for figure in judgement.judged
    )
    return f"期限到{_day(ends)}：{told}。"


def trend_zh(indicator: Indicator) -> str:
    """All years in a sentence, for those who cannot see the chart."""
    told = [figure for figure in indicator.figures if figure.value is not None]
    if not told:
        return "各年都没有数据。"
    years = "，".join(f"{when(figure, indicator)} {amount(figure, indicator)}" for figure in told)
    return f"{years}。" + ("其余年份没有数据。" if len(told) < len(indicator.figures) else "")


def _day(day: Day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
