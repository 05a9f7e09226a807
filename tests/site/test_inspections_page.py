"""商品抽检: numbers, failed batches and corrections as the public may read them on a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.rows import Inspection, Party, Registers
from fangxin.facts.values import Void
from fangxin.registry.registry import Registry, assemble, load
from fangxin.site.pages.inspections import inspections_pages
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.viewing import entry_of, view_of
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme

ROOT = Path(__file__).resolve().parents[2]
SHOP = "PJ240002A"
ROW = Inspection(
    id="INS-2026-0001",
    date=date(2026, 3, 2),
    recorded=date(2026, 3, 20),
    channel="offline",
    stage="circulation",
    focus="electronics",
    campaign="spring",
    product="移动电源（示例）",
    result="failed",
    seller=Party(id=SHOP),
    reason="额定容量不符合标准",
    responsible="seller",
    kind="failed_sample",
    document="浦市监检〔2026〕7号",
    follow_up="下架同批次",
)


@cache
def town() -> Registry:
    """The kept town without registers."""
    registry, _ = load(KEPT / "merchants", programme(), TODAY)
    return registry


def catalogue(*rows: Inspection, as_of: date = TODAY) -> Catalogue:
    """The kept town with these rows on ``as_of``."""
    registers = Registers(inspections=rows)
    merchants = joined(list(town().merchants.values()), registers)
    registry = assemble(merchants, programme().policy.entity_kinds())
    registry = replace(registry, registers=registers)
    views = (view_of(id, registry, programme(), as_of) for id in registry.merchants)
    entries = tuple(entry_of(view) for view in views)
    return Catalogue(as_of, entries, registers, registry.linked())


@cache
def renderer() -> Renderer:
    known: Programme = programme()
    return Renderer(known, ROOT / "theme", KEPT / "content")


def pages(*rows: Inspection, as_of: date = TODAY) -> dict[str, str]:
    """Path → text of the pages."""
    found = inspections_pages(catalogue(*rows, as_of=as_of), renderer())
    return {path: data.decode() for path, data in found}


def plain(html: str) -> str:
    """What a reader sees, without marks and blanks."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", main))


def test_an_empty_register_says_so() -> None:
    """No rows: one page that says 尚无记录, and no years."""
    found = pages()
    assert list(found) == ["inspections/index.html"]
    assert "尚无记录" in found["inspections/index.html"]


def test_a_failed_batch_is_told_in_full() -> None:
    """Product, reason, responsible party, what was done, and the shop with a link."""
    text = pages(ROW)["inspections/2026/index.html"]
    for word in (
        ROW.product,
        str(ROW.reason),
        str(ROW.follow_up),
        "销售者",
        "尚未最终确定",
        "春安行动",
    ):
        assert word in text
    assert f'id="{ROW.id}"' in text
    assert f'href="/m/{SHOP}/"' in text


def test_the_front_names_the_latest() -> None:
    """The first page leads to the batch on the page of its year."""
    text = pages(ROW)["inspections/index.html"]
    assert f'href="/inspections/2026/#{ROW.id}"' in text


def test_nobody_is_blamed_for_the_producer() -> None:
    """A producer's fault is said beside the shop's name; who is not in the registry has no link."""
    found = pages(
        replace(ROW, responsible="producer", kind=None),
        replace(ROW, id="INS-2026-0002", seller=Party(name="别的店（示例）")),
        replace(ROW, id="INS-2026-0003", seller=Party(uscc="91330726MA2DFT001D", address="1号")),
    )
    text = found["inspections/2026/index.html"]
    assert "销售者无责任" in text
    assert "别的店（示例）" in text
    assert text.count(f"/m/{SHOP}/") == 1
    assert (text.count("不在放心消费登记簿"), text.count("未核对是哪家商户")) == (1, 1)


def test_a_row_is_unknown_before_its_day() -> None:
    """What is recorded tomorrow is on no page today, and counts nowhere."""
    found = pages(ROW, as_of=ROW.recorded - timedelta(days=1))
    assert list(found) == ["inspections/index.html"]
    assert ROW.product not in found["inspections/index.html"]
    assert ROW.product in pages(ROW, as_of=ROW.recorded)["inspections/2026/index.html"]


def test_detail_goes_when_publication_ends() -> None:
    """The last day is still public; then the batch is counted, but nothing of it is told."""
    row = replace(ROW, publication_ends=date(2026, 9, 30))
    assert ROW.product in pages(row, as_of=date(2026, 9, 30))["inspections/2026/index.html"]
    found = pages(row, as_of=date(2026, 10, 1))
    for text in found.values():
        assert ROW.product not in text
        assert SHOP not in text
        assert ROW.id not in text
    assert "不合格1批次" in plain(found["inspections/2026/index.html"])
    assert "1批次公示期已满" in plain(found["inspections/2026/index.html"])


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"void": Void(date(2026, 5, 6), "抽样单位写错")}, "登记有误，非商户责任"),
        ({"retest": "overturned", "retested": date(2026, 5, 6)}, "复检合格，原结论不成立"),
    ],
)
def test_a_mistake_is_corrected_where_it_was_shown(changes: dict[str, object], word: str) -> None:
    """From its day the accusation is gone and the correction stands on both pages; it counts as
    no failure."""
    row = replace(ROW, **changes)  # type: ignore[arg-type]
    assert ROW.reason is not None
    assert ROW.reason in pages(row, as_of=date(2026, 5, 5))["inspections/2026/index.html"]
    found = pages(row, as_of=date(2026, 5, 6))
    for text in found.values():
        assert word in text
        assert ROW.reason not in text
        assert ROW.product not in text
        assert f"/m/{SHOP}/" in text
    assert "不合格0批次" in plain(found["inspections/2026/index.html"])


def test_late_facts_wait_for_their_day() -> None:
    """Finality and a confirming retest show from the day they were recorded."""
    row = replace(
        ROW,
        retest="confirmed",
        retested=date(2026, 4, 10),
        retested_recorded=date(2026, 4, 20),
        final=date(2026, 4, 25),
        retest_document="浦检复〔2026〕4号",
        final_document="浦市监检〔2026〕45号",
    )
    day = "inspections/2026/index.html"
    assert "复检维持" not in pages(row, as_of=date(2026, 4, 19))[day]
    text = plain(pages(row, as_of=date(2026, 4, 20))[day])
    assert "复检维持不合格（浦检复〔2026〕4号）" in text
    assert "最终确定" not in text and "浦市监检〔2026〕45号" not in text
    final = plain(pages(row, as_of=date(2026, 4, 25))[day])
    assert "2026年4月25日最终确定（浦市监检〔2026〕45号）" in final


def test_the_numbers_of_a_year() -> None:
    """Counted by hand: 4 in circulation (3 of focus classes, 1 failed), 2 at producers (1 failed),
    1 void and not counted."""
    passed = replace(ROW, result="passed", reason=None, responsible=None, kind=None)
    rows = [
        ROW,
        replace(passed, id="INS-2026-0002"),
        replace(passed, id="INS-2026-0003", focus=None, campaign=None),
        replace(ROW, id="INS-2026-0004", retest="overturned", retested=date(2026, 4, 1)),
        replace(passed, id="INS-2026-0005", stage="production", focus=None, campaign=None),
        replace(ROW, id="INS-2026-0006", stage="production", campaign=None),
        replace(ROW, id="INS-2026-0007", void=Void(date(2026, 4, 1), "写错")),
    ]
    found = pages(*rows)
    text = plain(found["inspections/index.html"])
    assert "2026年流通领域inshopsandonline4批次" in text
    assert "focusclasses3批次" in text
    assert "合格率passed75%不合格1批次" in text
    assert "50%2批次" in text
    assert "春安行动SafeSpringcampaign3不合格1" in text
    assert "数码电子Digitalelectronics3不合格1" in text
    assert "抽样6批次，不合格2批次" in plain(found["inspections/2026/index.html"])


def test_the_merchants_page_leads_there() -> None:
    """The failure on the merchant's page names the register and links to its row, while that is
    public."""
    registers = Registers(inspections=(replace(ROW, publication_ends=date(2026, 9, 30)),))
    merchants = joined(list(town().merchants.values()), registers)
    registry = assemble(merchants, programme().policy.entity_kinds())
    shown = view_of(SHOP, registry, programme(), date(2026, 9, 30)).failures[0]
    assert (shown.id, shown.source) == (ROW.id, f"inspections/2026/#{ROW.id}")
    page = renderer().merchant_page(view_of(SHOP, registry, programme(), date(2026, 9, 30)))
    assert f'href="/inspections/2026/#{ROW.id}"' in page.decode()
    assert "商品抽检登记簿" in page.decode()
    gone = view_of(SHOP, registry, programme(), date(2026, 10, 1)).failures[0]
    assert gone.source is None
