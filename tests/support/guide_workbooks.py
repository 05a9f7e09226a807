"""The workbooks that the officials of the guide fill in, or get from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from stdnum.cn import uscc

_TOWNS = ("浦阳街道", "浦南街道", "仙华街道", "黄宅镇", "岩头镇", "郑宅镇", "檀溪镇", "杭坪镇")
_STARTS = ("青石", "杏花", "丰产", "桥头", "月半")
_SORTS = ("粮油店", "文具店", "果蔬店", "五金店", "茶叶店", "家电行", "鞋帽店", "日用品店")


def fill(path: Path) -> None:
    """What somebody does with the workbook in Excel: fill in the one that is there, or save the
    one that came."""
    _FILLED[path.name](path)


def forty() -> list[dict[str, str]]:
    """Forty shops as the form for merchants has them, their publicity not yet begun."""
    found = []
    for n in range(40):
        start, town = _STARTS[n // 8], _TOWNS[n % 8]
        base = f"91330726MA2DEN{n:02}X"
        found.append(
            {
                "商户名称": f"{start}{_SORTS[n % 8]}（示例）",
                "统一社会信用代码": base + str(uscc.calc_check_digit(base)),
                "类别": "放心商店",
                "乡镇街道": town,
                "地址": f"浙江省浦江县{town}{start}路{n + 1}号",
            }
        )
    return found


def _shops(path: Path) -> None:
    """The form for merchants, filled in below its headings."""
    book = openpyxl.load_workbook(path)
    sheet = book["商户"]
    at = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1] if cell.value}
    for number, shop in enumerate(forty(), 2):
        for label, text in shop.items():
            sheet.cell(number, at[label], text)
    book.save(path)


def _listed(extra: Sequence[str]) -> Callable[[Path], None]:
    """A list of the forty by name and code, with other columns."""

    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["序号", "名称", "统一社会信用代码", *extra])
        for number, shop in enumerate(forty(), 1):
            row = [number, shop["商户名称"], shop["统一社会信用代码"]]
            sheet.append([*row, *("店门" for _ in extra)])
        book.save(path)

    return write


def _penalties(path: Path) -> None:
    """A month's list as another office makes it: one shop of the forty, one that is nobody here,
    one whose penalty is known."""
    shop = forty()[10]
    rows = (
        (shop["商户名称"], shop["统一社会信用代码"], 15, "2026-03-27", "不明码标价", 800),
        ("浦江某建材店（示例）", "91330726MA2DEM68X7", 16, "2026-03-19", "无照经营", 5000),
        ("溪畔小馆（示例）", "91330726MA2DEM61X0", 3, "2026-02-09", "使用过期调味料", 3000),
    )
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年3月行政处罚名单（示例）"])
    heads = ("当事人名称", "统一社会信用代码", "处罚决定书文号", "处罚决定日期", "案由", "罚款金额")
    sheet.append(["序号", *heads])
    for number, (name, code, document, day, reason, amount) in enumerate(rows, 1):
        told = f"浦市监罚〔2026〕{document}号"
        sheet.append([number, name, code, told, day, reason, amount])
    book.save(path)


def _confirmed(path: Path) -> None:
    """The sheet of matches, with “yes” for the penalty that was not known."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {str(cell.value): cell.column or 0 for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        new = sheet.cell(row, at["登记情况"]).value == "没有登记"
        sheet.cell(row, at["是否登记"], "是" if new else "否")
    book.save(path)


def _alert(path: Path) -> None:
    """The text of an alert, as Notepad saves it."""
    path.write_text("买白酒看三处：瓶盖、标签、发票。\r\n价格低得反常的，先别付钱。\r\n", "utf-8")


_FILLED: dict[str, Callable[[Path], None]] = {
    "商户登记表.xlsx": _shops,
    "公示名单.xlsx": _listed(()),
    "处罚名单.xlsx": _penalties,
    "核对.xlsx": _confirmed,
    "提醒.txt": _alert,
    "认定名单.xlsx": _listed(("张贴位置",)),
}
