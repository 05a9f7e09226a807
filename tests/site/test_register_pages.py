"""Pages that follow from registers alone: empty, filled, with mistakes, and what is special."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fangxin.facts.recourse import Void
from fangxin.facts.registers.brands import BRANDS
from fangxin.facts.registers.declared import register_folders
from fangxin.facts.registers.exemplars import EXEMPLARS
from fangxin.facts.registers.incidents import INCIDENTS
from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.registers.rows import Complaint, Party, Registers
from fangxin.facts.registers.stations import STATIONS
from fangxin.facts.registers.sweeps import SWEEPS
from fangxin.facts.registers.tasks import TASKS
from fangxin.registry.registry import Registry, load
from fangxin.site.pages.rows import register_pages
from fangxin.site.render import MORE, Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.stations import stations_near
from fangxin.view.sweeps import EFFECT_DAYS, effect_of
from fangxin.view.viewing import entry_of, view_of
from tests.support.county import county, row
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [*register_folders()]


@cache
def town() -> Registry:
    """The kept town without registers."""
    registry, _ = load(KEPT / "merchants", programme(), TODAY)
    return registry


@cache
def entries() -> tuple[Any, ...]:
    return tuple(entry_of(view_of(id, town(), programme(), TODAY)) for id in town().merchants)


@cache
def renderer() -> Renderer:
    return Renderer(programme(), ROOT / "theme", KEPT / "content")


def told(registers: Registers, as_of: date = TODAY) -> dict[str, str]:
    """Folder → the page as HTML."""
    catalogue = Catalogue(as_of, entries(), registers)
    made = register_pages(catalogue, renderer())
    return {path.removesuffix("/index.html"): data.decode() for path, data in made}


def plain(html: str) -> str:
    """What a reader sees, without marks and blanks."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", main))


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_empty_page_says_so(folder: str) -> None:
    """Without a row: 尚无记录 in two languages, no figure, and no claim."""
    html = told(Registers())[folder]
    registers = register_folders()[folder]
    assert html.count("尚无记录") >= len(registers)
    assert "figure-row" not in html and "<dl" not in html
    for register in registers:
        assert register.told is not None
        assert all(word in html for word in register.told.empty)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_page_tells_its_rows(folder: str, tmp_path: Path) -> None:
    """Title, id, source of every row; the day before it was recorded nothing of it."""
    registers = county(tmp_path)
    html = told(registers)[folder]
    for register in register_folders()[folder]:
        (one,) = registers.of(register)
        assert f'id="{one.id}"' in html and one.source in plain(html)
        assert register.title[0] in html
        eve = told(registers, date.fromordinal(one.recorded.toordinal() - 1))[folder]
        assert one.id not in eve
    assert f"/{folder}/" in {item.href for item in MORE}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_mistake_is_said_and_nothing_else(folder: str, tmp_path: Path) -> None:
    """Its id, the day and the reason; none of its words, and it counts in no figure."""
    void = Void(date(2026, 11, 20), "登记时看错了行")
    registers = county(tmp_path).each(lambda one: replace(one, void=void))
    html = told(registers)[folder]
    for register in register_folders()[folder]:
        (one,) = registers.of(register)
        words = getattr(one, "title", None) or one.name
        assert words not in plain(html) and one.source not in plain(html)
        assert one.id in html and void.reason in html


def test_a_result_stands_with_its_interval(tmp_path: Path) -> None:
    """And with its sample; who asked, how and of how many on a click."""
    text = plain(told(county(tmp_path))["evaluation"])
    assert "85.9%表示满意的占比95%区间83.3%–88.2%，样本800" in text
    assert "调查期间2025年11月10日至2025年12月5日" in text
    assert "委托方联席会议办公室" in text and "接触人数1180" in text


def test_a_bad_example_is_gone_on_its_day(tmp_path: Path) -> None:
    """Words, merchant and document; what stays is that there was one."""
    registers = county(tmp_path)
    (one,) = registers.of(EXEMPLARS)
    assert one.what in told(registers)["evaluation"]
    assert f"/m/{one.shop.id}/" in told(registers)["evaluation"]
    down = replace(one, taken_down=date(2026, 11, 24))
    for gone in (replace(one, ends=TODAY), down):
        html = told(Registers(exemplars=(gone,)), date(2026, 11, 24))["evaluation"]
        assert "已撤下" in html and one.id in html
        assert not any(word in html for word in (one.what, one.title, f"/m/{one.shop.id}/"))


def test_shares_are_told_by_year_beside_the_target(tmp_path: Path) -> None:
    """Three groups, each with its own number; the plan's target below."""
    rows = [
        row("kitchens", id="KIT-2025-0001", date="2025-06-01", kitchen="none"),
        row("kitchens"),
        row("kitchens", id="KIT-2026-0002", name="某校（示例）", unit="school", merchant=None),
    ]
    text = plain(told(county(tmp_path, kitchens=rows))["kitchens"])
    assert "现在100%1/1家100%1/1家–" in text
    assert "2025年12月31日0%0/1家––" in text
    assert "60%以上" in text


def complaint(number: int, day: date, area: str = "prepaid", **more: Any) -> Complaint:
    at = datetime.combine(day, time(9))
    return Complaint(f"CMP-{number:05d}", at, "8890", "general", area, "amr", **more)


def test_an_effect_is_counted_on_equal_days(tmp_path: Path) -> None:
    """As many days before and after; the days of the campaign itself and other fields are in
    neither; a year earlier the same, unless the register began later."""
    (sweep,) = county(tmp_path).of(SWEEPS)
    before, after = date(2025, 11, 4), date(2026, 7, 29)  # the first and the last day that count
    days = [date(2025, 11, 3), before, sweep.begins, sweep.ends, date(2026, 5, 1), after,
            date(2026, 7, 30)]  # fmt: skip
    rows = [complaint(at, day) for at, day in enumerate(days)]
    rows += [complaint(8, date(2026, 1, 5), "food"),
             complaint(9, date(2026, 1, 5), void=Void(TODAY, "写错"))]  # fmt: skip
    found = effect_of(sweep, rows, (), TODAY)
    assert (found.before.first, found.before.last) == (before, date(2026, 2, 1))
    assert found.after is not None and found.after.last == after
    assert (found.before.complaints, found.after.complaints) == (1, 2)
    assert (found.before_last_year.complaints, found.after_last_year.complaints) == (None, None)
    assert (found.after.last - found.after.first).days == EFFECT_DAYS - 1


def test_an_effect_is_not_told_too_early(tmp_path: Path) -> None:
    """Until the days after it are over the page gives no number, but when it will."""
    (sweep,) = county(tmp_path).of(SWEEPS)
    rows = (complaint(1, date(2024, 1, 1)),)
    assert effect_of(sweep, rows, (), date(2026, 7, 29)).after is None
    assert effect_of(sweep, rows, (), date(2026, 7, 30)).after is not None
    registers = Registers(sweeps=(sweep,), complaints=rows)
    assert "2026年7月30日才满" in plain(told(registers, date(2026, 6, 1))["campaigns"])
    assert "才满" not in plain(told(registers, date(2026, 7, 30))["campaigns"])


def test_fields_that_nobody_swept_are_named(tmp_path: Path) -> None:
    """Of those that the plan names."""
    text = plain(told(county(tmp_path))["campaigns"])
    assert "还没有开展过的：" in text and "金融消费" in text
    assert "预付式消费、" not in text.partition("还没有开展过的：")[2].partition("。")[0]


def test_what_is_overdue_comes_first(tmp_path: Path) -> None:
    """With the department and the days; once it is done, no longer."""
    registers = county(tmp_path)
    (task,) = registers.of(TASKS)
    text = plain(told(registers)["conference"])
    assert f"县市场监管局：{task.title}期限到2026年10月31日为止，至今没有登记完成" in text
    assert "16个成员单位" in text and "联络员：消费者权益保护科（示例）" in text
    done = [row("tasks", done="2026-11-02", result="都有了")]
    text = plain(told(county(tmp_path / "done", tasks=done))["conference"])
    assert "没有逾期未办的" in text and "逾期完成1" in text


@pytest.mark.parametrize(
    ("changes", "day", "state", "past"),
    [
        ({}, date(2026, 3, 17), "培育中", False),
        ({}, date(2026, 3, 18), "已通过", False),
        ({"ends": date(2026, 11, 22)}, date(2026, 11, 22), "已通过", False),
        ({"ends": date(2026, 11, 22)}, TODAY, "已到期", True),
        ({"ended": date(2026, 9, 1), "why": "停产"}, date(2026, 9, 1), "已终止", True),
        ({"ended": date(2026, 9, 1), "why": "停产"}, date(2026, 8, 31), "已通过", False),
    ],
)
def test_a_brand_stands_as_its_days_say(
    changes: dict[str, Any], day: date, state: str, past: bool, tmp_path: Path
) -> None:
    """What was granted, expired or ended is told from its day on, and counted by it."""
    (one,) = county(tmp_path).of(BRANDS)
    text = plain(told(Registers(brands=(replace(one, **changes),)), day)["brands"])
    assert f"现在：{state}" in text and ("已经结束的1条" in text) == past
    assert f"brand{int(state == '已通过')}个另有{int(state == '培育中')}个培育中" in text
    assert ("某机构（示例）" in text) == (day >= date(2026, 3, 18))


@pytest.mark.parametrize(
    ("day", "state", "known", "unknown"),
    [
        (date(2026, 1, 13), "处置中", "当天进驻登记", "投诉翻倍的先上门"),
        (date(2026, 5, 19), "处置中", "没有了结notclosed1起其中超过期限0起", "余额转到别店使用"),
        (date(2026, 5, 20), "已了结", "投诉翻倍的先上门", "处置中"),
        (TODAY, "已了结", "发现到了结foundtoend128天", "超过期限1起"),
    ],
)
def test_an_incident_is_told_to_its_end(
    day: date, state: str, known: str, unknown: str, tmp_path: Path
) -> None:
    """Risk at once; response, outcome and lessons from their days on."""
    text = plain(told(Registers(incidents=county(tmp_path).of(INCIDENTS)), day)["incidents"])
    assert "停业后余额无处退" in text and f"现在：{state}" in text
    assert known in text and unknown not in text


def test_an_incident_beyond_its_day_is_counted(tmp_path: Path) -> None:
    """As long as it is not closed."""
    (one,) = county(tmp_path).of(INCIDENTS)
    still = replace(one, closed=None, outcome=None, lessons=None)
    assert "超过期限1起" in plain(told(Registers(incidents=(still,)))["incidents"])


@pytest.mark.parametrize(
    ("merchant", "changes", "near"),
    [
        ("PJ180001M", {}, [True]),
        ("PJ220003X", {}, [False]),
        ("PJ260002K", {}, []),
        ("PJ180001M", {"closed": date(2026, 11, 23)}, []),
        ("PJ180001M", {"closed": date(2026, 11, 24)}, [True]),
        ("PJ180001M", {"opened": date(2026, 11, 24)}, []),
        ("PJ180001M", {"recorded": date(2026, 11, 24)}, []),
        ("PJ180001M", {"void": Void(TODAY, "写错")}, []),
        ("PJ180001M", {"shop": Party()}, [False]),
    ],
)
def test_help_is_shown_nearby(
    merchant: str, changes: dict[str, Any], near: list[bool], tmp_path: Path
) -> None:
    """In the same market or the same town, while it is open; nowhere else."""
    (one,) = county(tmp_path).of(STATIONS)
    registers = Registers(stations=(replace(one, **changes),))
    registry = replace(town(), registers=registers)
    found = stations_near(registry.merchants[merchant], registry, TODAY)
    assert [each.near for each in found] == near
    html = renderer().merchant_page(view_of(merchant, registry, programme(), TODAY)).decode()
    assert (one.name in html) == bool(near)


def test_a_stall_finds_help_in_its_market(tmp_path: Path) -> None:
    """The market's before those of the town; three at most."""
    (one,) = county(tmp_path).of(STATIONS)
    others = [replace(one, id=f"STN-2024-00{n}", shop=Party()) for n in range(2, 6)]
    registry = replace(town(), registers=Registers(stations=(*others, one)))
    stall = replace(registry.merchants["PJ190003N"], inside="PJ180001M", town="浦阳街道")
    found = stations_near(stall, registry, TODAY)
    assert [each.id for each in found] == [one.id, "STN-2024-002", "STN-2024-003"]


@pytest.mark.parametrize(
    ("changes", "day", "runs"),
    [
        ({}, date(2026, 2, 15), None),
        ({}, date(2026, 2, 16), True),
        ({}, TODAY, True),
        ({"ends": TODAY}, TODAY, True),
        ({"ends": date(2026, 11, 22)}, TODAY, False),
        ({"closed": TODAY, "result": "都退了"}, TODAY, False),
        ({"closed": TODAY, "result": "都退了"}, date(2026, 11, 22), True),
        ({"void": Void(TODAY, "写错")}, TODAY, None),
    ],
)
def test_a_recall_stands_with_who_sold_it(
    changes: dict[str, Any], day: date, runs: bool | None, tmp_path: Path
) -> None:
    """On its page with the shops, and on their pages as long as a buyer can ask."""
    (one,) = county(tmp_path).of(RECALLS)
    registers = Registers(recalls=(replace(one, **changes),))
    html = told(registers, day)["recalls"]
    assert ("251023" in html) == (runs is not None)
    assert (f"/m/{one.sellers[0]}/" in html) == (runs is not None)
    assert ("已经结束的" in html) == (runs is False)
    registry = replace(town(), registers=registers)
    for merchant, told_there in ((one.sellers[0], runs is True), ("PJ220003X", False)):
        page = renderer().merchant_page(view_of(merchant, registry, programme(), day)).decode()
        assert (f"/recalls/#{one.id}" in page) == told_there


def test_a_recall_that_nobody_here_sold_says_so(tmp_path: Path) -> None:
    """And counts what came back once it is closed."""
    (one,) = county(tmp_path).of(RECALLS)
    over = replace(one, sellers=(), closed=TODAY, result="都退了", units=36, recovered=31)
    text = plain(told(Registers(recalls=(over,)))["recalls"])
    assert "登记的商户里没有卖过的" in text and "31/36件" in text
