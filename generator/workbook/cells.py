"""One cell of a workbook as text, as a reader of the sheet understands it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from generator.fields.spoilt import ROUNDED, error_cell

MOST_EXACT = 10**15  # spreadsheets keep 15 digits of a number; what follows became zeros

Trouble = tuple[str, str, str]  # code, Chinese, English

UNCOUNTED: Trouble = (
    "formula-without-value",
    "这一格是公式，但文件里没有它的结果；请用 Excel 或 WPS 打开、保存后再导入，"
    "或把公式换成结果（复制—选择性粘贴—数值）",
    "the cell is a formula whose result is not in the file; open and save it in a spreadsheet, or "
    "paste the value over it",
)
MERGED: Trouble = (
    "merged-cells",
    "这里是跨列合并的单元格，分不清内容属于哪一列；请取消合并，每格分别填写",
    "cells are merged across columns, so nobody can tell to which column the text belongs; unmerge "
    "them and fill in each",
)


def text_of(value: Any, kind: str = "") -> tuple[str, Trouble | None]:
    """The text of a value, and what is the matter with it; ``kind`` is the spreadsheet's own type
    of the cell ("e": an error)."""
    if value is None:
        return "", None
    if kind == "e":
        return str(value), error_cell(str(value))
    if isinstance(value, bool):
        return str(value).upper(), None  # as a spreadsheet writes it into a CSV
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return _moment(value), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds"), None
    if isinstance(value, timedelta):
        return str(value), None
    return str(value).replace("_x000D_", "").replace("\r\n", "\n"), None


def _number(value: int | float) -> tuple[str, Trouble | None]:
    """Digits as the sheet shows them: no exponent, no ``.0``, 15 digits at most."""
    if value != value or abs(value) == float("inf"):
        return str(value), error_cell("#NUM!")
    text = format(Decimal(format(value, ".15g")), "f")
    return text, ROUNDED if abs(value) >= MOST_EXACT else None


def _moment(value: datetime) -> str:
    """A day where it is midnight; else with hour and minute."""
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")
