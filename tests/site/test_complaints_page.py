"""/complaints/: what it promises, what it admits, and whom it does not name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from fangxin.facts.registers.rows import Complaint, Party, Registers
from fangxin.facts.values import Void
from fangxin.site.pages.complaints import complaints_pages
from fangxin.site.render import Renderer
from fangxin.text.markup.examining import examine
from fangxin.view.amends import Amends
from fangxin.view.catalogue import Catalogue
from fangxin.words.clocks import clock_en, clock_zh, length_zh, mean_zh, percent
from tests.base.test_clock import MINUTES, at
from tests.conftest import ROOT
from tests.facts.test_handling import ROWS
from tests.support.catalogue_factory import an_entry
from tests.support.complaints import a_clock, a_complaint, programme

AS_OF = date(2026, 4, 10)
FIRM = Party(uscc="91330726MA2CMP01A5", name="劲跑健身房（示例）", address="示例路1号")
BLAMED = a_complaint(
    60,
    received=at("2026-03-02 09:05"),
    closed=at("2026-03-04 10:00"),
    outcome="not_performed",
    document="示例〔2026〕1号",
    recorded=date(2026, 3, 9),
    merchant=FIRM,
)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """The real theme with the kept town's programme."""
    return Renderer(programme(), ROOT / "theme", ROOT / "content")


def page(renderer: Renderer, *rows: Complaint, as_of: date = AS_OF, **changes: Any) -> str:
    """The first page as text."""
    return pages(renderer, *rows, as_of=as_of, **changes)["complaints/index.html"]


def pages(
    renderer: Renderer, *rows: Complaint, as_of: date = AS_OF, **changes: Any
) -> dict[str, str]:
    """Every page by its path as text."""
    catalogue = Catalogue(as_of, (an_entry(1),), Registers(complaints=rows))
    found = dict(complaints_pages(replace(catalogue, **changes), renderer))
    for data in found.values():
        seen = examine(data)
        assert set(seen.hosts) <= {"fx.example"} and seen.flaws == ()
    return {path: data.decode() for path, data in found.items()}


def words(html: str) -> str:
    """What a reader reads, without markup and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))


def section(html: str, id: str) -> str:
    """What stands below the heading with this id."""
    found = re.search(rf'<h2 id="{id}".*?(?=<h2|</main)', html, re.DOTALL)
    return words(found[0]) if found else ""


def test_an_empty_register_says_so(renderer: Renderer) -> None:
    """Without a complaint there are clocks, an honest word, and no table of nothing."""
    html = page(renderer)
    assert "尚无记录：登记簿里还没有投诉举报" in html
    assert "30分钟内办结" in section(html, "clock")
    assert 'id="months"' not in html and "<table" not in html
    assert "尚无记录：没有成立而拒不履行的" in html


def test_complaints_of_later_days_are_not_there_yet(renderer: Renderer) -> None:
    """On the day before the first complaint the page is empty."""
    assert page(renderer, *ROWS, as_of=date(2026, 2, 1)) == page(renderer, as_of=date(2026, 2, 1))


def test_every_class_has_its_promise_and_its_record(renderer: Renderer) -> None:
    """Five clocks with clause or 暂定, and how each was kept."""
    said = section(page(renderer, *ROWS), "clock")
    for promise in ("30分钟内办结", "当天办结", "3个工作日内办结", "2小时内联系"):
        assert promise in said
    assert said.count("二(二)1") == 5 and said.count("暂定") >= 4
    assert "近一年50%按时：1件按时，1件超时办到，0件超时未办" in said


def test_months_and_departments_add_up(renderer: Renderer) -> None:
    """March by hand: nine received, four in time, three late, one not done."""
    html = page(renderer, *ROWS)
    assert "2026年3月943150%" in section(html, "months")
    # with the one of February, which was never closed either
    assert "县市场监管局1043244.4%" in section(html, "departments")
    assert "预付式消费" in section(html, "fields")


def test_late_ones_are_told_one_by_one(renderer: Renderer) -> None:
    """Each with department, deadline and how late, and without the merchant."""
    late = replace(ROWS[1], merchant=Party("PJ180004G", name="某店（示例）"))
    said = section(page(renderer, late, ROWS[2], ROWS[4]), "late")
    assert "CMP-2026-00002县市场监管局" in said
    assert "2026年3月5日23:59前超时3天9小时1分钟" in said
    assert "至今未办" in said and "一共3件" in said
    assert "CMP-2026-00005" in said and "超时1分钟" in said
    assert "某店" not in said and "PJ180004G" not in said


def test_the_first_page_does_not_grow(renderer: Renderer) -> None:
    """However many are late, the first page names the newest; each year's page names all of it."""
    rows = [
        a_complaint(n, received=at(f"{2024 + n % 2}-{1 + n % 12:02d}-02 09:05")) for n in range(400)
    ]
    found = pages(renderer, *rows)
    assert sorted(found) == [
        "complaints/2024/index.html", "complaints/2025/index.html", "complaints/index.html",
    ]  # fmt: skip
    first = found.pop("complaints/index.html")
    named = {path: set(re.findall(r"CMP-2026-\d{5}", html)) for path, html in found.items()}
    assert [len(ids) for _, ids in sorted(named.items())] == [200, 200]
    assert set.union(*named.values()) == {row.id for row in rows}
    assert len(re.findall(r"CMP-2026-\d{5}", first)) == 12
    said = section(first, "late")
    assert "一共400件" in said and "2025年·200件" in said and "2024年·200件" in said
    assert 'href="/complaints/2024/"' in first
    year = found["complaints/2024/index.html"]
    assert "受理200件，超过时限的200件：超时办到0件，至今未办200件" in words(year)
    assert re.findall(r'<h2 id="m(\d+)"', year) == ["11", "9", "7", "5", "3", "1"]
    assert 'href="/complaints/2025/"' in year


def test_a_year_without_a_late_one_says_so(renderer: Renderer) -> None:
    """Its page is there, counts what was received, and names no merchant."""
    row = a_complaint(
        7,
        received=at("2026-03-02 09:05"),
        closed=at("2026-03-02 10:00"),
        outcome="settled",
        merchant=FIRM,
    )
    year = pages(renderer, row)["complaints/2026/index.html"]
    assert "2026年至今受理1件，超过时限的0件。" in words(year)
    assert "没有超时的" in year and "劲跑" not in year


@pytest.mark.parametrize(
    "outcome", ["answered", "settled", "performed", "unfounded", "withdrawn", "transferred", None]
)
def test_merchants_are_named_for_one_outcome_only(renderer: Renderer, outcome: str | None) -> None:
    """Whoever settled, performed, or was not at fault stands nowhere on the page."""
    row = replace(BLAMED, outcome=outcome, closed=BLAMED.closed if outcome else None)
    html = page(renderer, row)
    assert "劲跑健身房" not in html and "91330726MA2CMP01A5" not in html


def test_who_did_not_perform_is_named(renderer: Renderer) -> None:
    """With document and days, from the day it was recorded, and linked when in the registry."""
    said = section(page(renderer, BLAMED), "not-performed")
    assert "劲跑健身房（示例）" in said and "示例〔2026〕1号" in said
    assert "不在放心消费登记簿" in said
    assert "劲跑健身房" not in page(renderer, BLAMED, as_of=date(2026, 3, 8))
    entry = an_entry(1)
    html = page(renderer, BLAMED, linked={BLAMED.id: entry.id})
    assert f'href="/m/{entry.id}/"' in html and "不在放心消费登记簿" not in html
    assert "劲跑健身房" not in html  # the registry's name of it counts


def test_many_complaints_name_nobody(renderer: Renderer) -> None:
    """A merchant over the policy's threshold is for officials, not for this page."""
    rows = [
        a_complaint(n, merchant=FIRM, received=datetime.fromisoformat(f"2026-03-{n:02d} 10:00"))
        for n in range(2, 20)
    ]
    html = page(renderer, *rows)
    assert "劲跑健身房" not in html
    assert "投诉多，不等于有责任" in html


def test_a_mistake_is_put_right_openly(renderer: Renderer) -> None:
    """Void: no accusation any more, but a correction above everything else."""
    row = replace(BLAMED, void=Void(date(2026, 3, 20), "写错商户", "示例〔2026〕2号"))
    html = page(renderer, row)
    assert "登记有误，非商户责任" in html
    assert html.index("登记有误，非商户责任") < html.index('id="clock"')
    assert "劲跑健身房" not in section(html, "not-performed")
    assert "劲跑健身房" in section(page(renderer, row, as_of=date(2026, 3, 19)), "not-performed")


def test_an_upheld_appeal_is_put_right_too(renderer: Renderer) -> None:
    """What was overturned is no accusation either."""
    fix = Amends(BLAMED.id, date(2026, 4, 1), "appeal", (), True, date(2027, 1, 1), True)
    entry = replace(an_entry(1), amends=(fix,))
    html = page(renderer, BLAMED, entries=(entry,), linked={BLAMED.id: entry.id})
    assert "申诉成立，非商户责任" in html
    assert entry.name not in section(html, "not-performed")
    html = page(
        renderer,
        BLAMED,
        entries=(replace(an_entry(1), won=(BLAMED.id,)),),
        linked={BLAMED.id: entry.id},
    )
    assert "申诉成立，非商户责任" in html, "it moved no status, and was overturned all the same"


def test_what_was_rectified_in_time_had_happened(renderer: Renderer) -> None:
    """A revocation that should not have followed is corrected; the complaint was not performed."""
    fix = Amends(BLAMED.id, date(2026, 4, 1), "rectified", (), True, date(2027, 1, 1), True)
    entry = replace(an_entry(1), amends=(fix,))
    html = page(renderer, BLAMED, entries=(entry,), linked={BLAMED.id: entry.id})
    assert entry.name in section(html, "not-performed")
    assert "非商户责任" not in html


def test_the_end_of_publication_takes_the_name_away(renderer: Renderer) -> None:
    """Its last day still shows it; the day after tells only how many there were."""
    row = replace(BLAMED, publication_ends=date(2026, 4, 10))
    assert "劲跑健身房" in page(renderer, row)
    html = page(renderer, row, as_of=date(2026, 4, 11))
    assert "劲跑健身房" not in html and "91330726MA2CMP01A5" not in html
    assert "示例〔2026〕1号" not in html
    assert "另有 1 件公示期已满" in html


def test_hot_spots_name_fields(renderer: Renderer) -> None:
    """Field, month and what is usual; with the clause and 暂定."""
    surge = [
        a_complaint(n, received=datetime.fromisoformat(f"2026-03-{n:02d} 10:00"))
        for n in range(2, 9)
    ]
    old = a_complaint(1, sort="consultation", received=at("2025-01-02 10:00"))
    said = section(page(renderer, old, *surge), "analysis")
    assert "2026年3月预付式消费7件此前6个月平均每月0件" in said
    assert "二(二)2" in said and "暂定" in said


def test_a_policy_without_clock_judges_nobody(renderer: Renderer) -> None:
    """Without clocks and thresholds the page says that none is set."""
    plain = programme()
    versions = tuple(replace(v, clocks={}, analysis={}) for v in plain.policy.versions)
    plain = replace(plain, policy=replace(plain.policy, versions=versions))
    html = page(Renderer(plain, ROOT / "theme", ROOT / "content"), *ROWS)
    assert "没有规定时限" in html and "没有定研判门槛" in html
    assert "没有超时的" in html


def test_clocks_in_words() -> None:
    """Sentences are made from the numbers, in both languages."""
    assert clock_zh(MINUTES) == "30 分钟内联系"
    assert clock_zh(replace(MINUTES, number=1500, calendar="working")) == (
        "1 天 1 小时内联系（休息日不计）"
    )
    assert clock_zh(a_clock(calendar="every")) == "3 天内办结"
    assert clock_zh(a_clock(within="same_day")) == "当个工作日办结"
    assert clock_en(a_clock()) == "closed within 3 working days"
    assert clock_en(a_clock(number=1, calendar="every")) == "closed within 1 day"
    assert clock_en(a_clock(within="same_day")) == "closed the same working day"
    assert clock_en(replace(MINUTES, calendar="working")) == (
        "contact within 30 minutes of working days"
    )


def test_shares_are_never_rounded_up() -> None:
    """99.96 per cent is not 100; nothing at all is a dash."""
    from datetime import timedelta
    from fractions import Fraction

    assert percent(Fraction(9996, 10000)) == "99.9%"
    assert percent(Fraction(1)) == "100%" and percent(Fraction(19, 20)) == "95%"
    assert percent(None) == "–"
    assert mean_zh(Fraction(5, 6)) == "0.8" and mean_zh(Fraction(4)) == "4"
    assert length_zh(timedelta(days=1, minutes=1)) == "1 天 1 分钟"
    assert length_zh(timedelta(0)) == "不到 1 分钟"
