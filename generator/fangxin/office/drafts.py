"""From the analysis of complaints to drafts of an alert or a campaign, for an official to edit.

A draft speaks of a field, never of a merchant. What is told of merchants is for officials alone:
``as_lines`` and ``as_json`` go to the terminal, nothing of it to the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from fangxin.base.dates import add_months
from fangxin.base.rounding import mean
from fangxin.facts.notices.notice import ALERT, CAMPAIGN
from fangxin.facts.programme.programme import Programme
from fangxin.view.analysis.analysing import Analysis, Campaign, HotSpot, month_of
from fangxin.words.clocks import mean_zh, month_zh

FOLDER = "notices"


@dataclass(frozen=True, slots=True)
class Draft:
    """One notice to be: ``name`` is the end of its file's name, ``area`` the field it is about."""

    name: str
    category: str
    title: str
    title_en: str
    summary: str
    area: str
    text: str


def drafts(analysis: Analysis, programme: Programme) -> tuple[Draft, ...]:
    """A campaign for each field that was hot again and again, then an alert for each hot spot of
    the policy's window, newest first."""
    thresholds = programme.policy.on(analysis.as_of).analysis
    if not thresholds:
        return ()
    since = add_months(month_of(analysis.as_of), -thresholds["campaign_months"].value)
    months = thresholds["hot_spot_months"].value
    return (
        *(_campaign(one, analysis, programme) for one in analysis.campaigns),
        *(_alert(spot, months, programme) for spot in analysis.hot_spots if spot.month >= since),
    )


def _alert(spot: HotSpot, months: int, programme: Programme) -> Draft:
    topic, when = programme.areas[spot.area], month_zh(spot.month)
    return Draft(
        name=_name("alert", spot.area, spot.month),
        category=ALERT,
        title=f"{topic.label}投诉增多，付款之前请留意",
        title_en=f"More complaints about {topic.label_en.lower()}: take care before you pay",
        summary=f"{when}这一领域受理投诉举报 {spot.count} 件，明显多于平时。",
        area=spot.area,
        text=f"{when}，{programme.site.county}受理{topic.label}领域的投诉举报 {spot.count} 件；"
        f"{_compared(spot, months)}。\n\n"
        "**付款之前**：核对营业执照上的名称，在[查放心店](/registry/)看看认定状态；"
        "把商家答应的写进合同或聊天记录；一次少付一些，留好票据。\n\n"
        f"**发生纠纷**：先和商家协商；谈不拢的，拨打{_dial(programme)}。"
        "多久有人管，见[投诉办理](/complaints/)。\n\n"
        "数字由投诉登记簿得出，只说明这个领域的投诉多了，不针对任何一家商户。\n",
    )


def _campaign(one: Campaign, analysis: Analysis, programme: Programme) -> Draft:
    topic = programme.areas[one.area]
    spots = {spot.month: spot for spot in analysis.hot_spots if spot.area == one.area}
    counts = "、".join(f"{month_zh(month)} {spots[month].count} 件" for month in one.months)
    again, of = analysis.repeats.get(one.area, (0, 0))
    repeated = f"近一年这个领域有 {of} 件，其中重复投诉 {again} 件。" if again else ""
    return Draft(
        name=_name("campaign", one.area, one.months[-1]),
        category=CAMPAIGN,
        title=f"开展{topic.label}专项整治",
        title_en=f"Campaign on {topic.label_en.lower()}",
        summary=f"{topic.label}多次成为投诉热点，有关部门开展专项整治。",
        area=one.area,
        text=f"**为什么**：{topic.label}领域的投诉举报多次达到热点标准（{counts}）。{repeated}"
        "标准见[投诉办理](/complaints/#analysis)。\n\n"
        "**怎么做**：消费调查、公开点评、行政约谈、行政查处、社会曝光、行业规范，"
        "视情况选用。\n\n"
        "**查到怎么办**：违法的依法立案；放心消费单位出了问题的，"
        "按[认定与退出规则](/policy/)暂停或撤销。\n\n"
        f"**您可以做什么**：知道线索的，拨打{_dial(programme)}，或看[我要监督](/report/)。\n",
    )


def _name(kind: str, area: str, month: date) -> str:
    return f"{kind}-{area.replace('_', '-')}-{month:%Y-%m}"


def _dial(programme: Programme) -> str:
    hotline = programme.site.hotline
    return f" [{hotline}](tel:{hotline})"


def _compared(spot: HotSpot, months: int) -> str:
    if spot.last_year and spot.last_year > spot.usual:
        return f"上一年同月是 {spot.last_year} 件"
    return f"此前 {months} 个月平均每月 {mean_zh(spot.usual)} 件"


def markdown(draft: Draft, as_of: date) -> str:
    """The draft as the file of a notice that is not published yet."""
    head = {
        "Title": draft.title,
        "Title_en": draft.title_en,
        "Date": as_of.isoformat(),
        "Category": draft.category,
        "Summary": draft.summary,
        "Area": draft.area,
        "Status": "draft",
    }
    return "".join(f"{key}: {value}\n" for key, value in head.items()) + "\n" + draft.text


def path_of(draft: Draft, content: Path, as_of: date) -> Path:
    """Where the draft goes, or where it lies already: written on an earlier day, renamed to
    another day or to none, or put into a folder of its year."""
    folder = content / FOLDER
    there = sorted(folder.rglob(f"*{draft.name}.md"))
    return there[0] if there else folder / f"{as_of.isoformat()}-{draft.name}.md"


def as_lines(
    analysis: Analysis, found: tuple[Draft, ...], programme: Programme, content: Path
) -> Iterator[str]:
    """The analysis for officials, then every draft with where it is to go."""
    labels = {code: topic.label for code, topic in programme.areas.items()}
    yield f"热点 | Hot spots: {len(analysis.hot_spots)}"
    for spot in analysis.hot_spots:
        usual = f"平时 {mean_zh(spot.expected)} | expected {mean(spot.expected)}"
        yield f"  {spot.month:%Y-%m}  {labels[spot.area]}（{spot.area}） {spot.count}  {usual}"
    yield f"重复投诉（近一年）| Repeats, last twelve months: {len(analysis.repeats)}"
    for area, (again, of) in analysis.repeats.items():
        yield f"  {labels[area]}（{area}） {again} / {of}"
    yield (
        f"投诉集中的商户，只供核实约谈，不得公布 | Merchants with many complaints, not to be "
        f"published: {len(analysis.often)}"
    )
    for often in analysis.often:
        yield (
            f"  {often.key} {often.name or ''}  {len(often.complaints)}"
            f"（成立 upheld {often.upheld}，重复 repeats {often.repeats}）: "
            f"{'、'.join(often.complaints)}"
        )
    yield f"可拟的公告 | Drafts: {len(found)}"
    for draft in found:
        there = path_of(draft, content, analysis.as_of)
        written = f"  已拟 | written: {there}" if there.exists() else ""
        yield f"  {draft.name}  {draft.category}：{draft.title}{written}"


def as_json(analysis: Analysis, found: tuple[Draft, ...]) -> dict[str, Any]:
    """The same for programs: months as YYYY-MM, means as numbers."""

    def plain(value: Any) -> Any:
        if isinstance(value, Fraction):
            return mean(value)
        if isinstance(value, date):
            return f"{value:%Y-%m}"
        if isinstance(value, tuple | list):
            return [plain(one) for one in value]
        return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value

    return {
        "as_of": analysis.as_of.isoformat(),
        "hot_spots": [
            {**plain(asdict(spot)), "expected": plain(spot.expected)} for spot in analysis.hot_spots
        ],
        "campaigns": plain([asdict(one) for one in analysis.campaigns]),
        "repeats": {area: {"repeats": n, "of": of} for area, (n, of) in analysis.repeats.items()},
        "often": plain([asdict(one) for one in analysis.often]),
        "drafts": [asdict(draft) for draft in found],
    }
