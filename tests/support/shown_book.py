"""A workbook with every way in which a cell shows something else than it holds, and what is right.

``tests/workbooks/shown.xls`` and ``.ods`` are this workbook as LibreOffice 7.4 saves it; run this
module with the path of an .xlsx to make it anew.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

FOLDER = Path(__file__).resolve().parents[1] / "workbooks"
# Value, format, text that is read; or the code of the problem.
CELLS = (
    (3, '"浦消联办〔2026〕"0"号"', "浦消联办〔2026〕3号"),
    (date(2026, 3, 5), 'yyyy"年"m"月"d"日"', "2026-03-05"),
    (date(2026, 3, 5), '[$-804]yyyy"年"m"月"d"日";@', "2026-03-05"),
    (datetime.fromisoformat("2026-03-05 09:05"), "yyyy-mm-dd hh:mm", "2026-03-05 09:05"),
    (date(2026, 3, 5), 'm"月"d"日"', "2026-03-05"),
    (date(2026, 3, 1), 'yyyy"年"m"月"', "day-not-shown"),
    (time(9, 5), "h:mm", "09:05"),
    (1.5, "[h]:mm", "36:00"),
    (60000, "#,##0.00", "60000"),
    (60000, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "60000"),
    (123, "000000", "000123"),
    (2.1, "0.00", "2.10"),
    (0.5, "0%", "50%"),
    (13800000000, "000-0000-0000", "138-0000-0000"),
    (150, '[>100]"多";"少"', "多"),
    (3.7, "0", "shown-otherwise"),
    (6000, "0,", "shown-otherwise"),
    (7, ";;;", "hidden-value"),
    ("藏", ";;;", "hidden-value"),
    ("五", '"第"@"号"', "第五号"),
    (913307261234567890, "General", "rounded-number"),
    (3, "General", "3"),
    ("甲 店（示例）", "@", "甲 店（示例）"),
)
FIRST = 2  # the row of the first of them
STRUCK, STRUCK_PART, HIDDEN_ROW = 30, 31, 32


def shown_book(path: Path) -> Path:
    """Write it: a hidden sheet before the one to be read, whose column D is hidden."""
    book = openpyxl.Workbook()
    before = book.worksheets[0]
    before.title, before["A1"].value, before.sheet_state = "去年", "藏着的", "hidden"
    sheet = book.create_sheet("名单")
    book.active = 1
    sheet.append(["名称", "值", "备注", "隐藏的列"])
    for row, (value, code, _) in enumerate(CELLS, FIRST):
        sheet.cell(row, 1).value = f"店{row}（示例）"
        cell = sheet.cell(row, 2)
        cell.value = value
        cell.number_format = code
    sheet.cell(2, 4).value = "x"
    for column in (1, 2):
        sheet.cell(STRUCK, column).value = "作废"
        sheet.cell(STRUCK, column).font = Font(strike=True)
    part = TextBlock(InlineFont(strike=True), "作废")
    sheet.cell(STRUCK_PART, 1).value = CellRichText("乙", part, "店")
    sheet.cell(STRUCK_PART, 2).value = "照旧"
    sheet.cell(HIDDEN_ROW, 1).value = "筛掉的"
    sheet.row_dimensions[HIDDEN_ROW].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(path)
    return path


if __name__ == "__main__":
    shown_book(Path(sys.argv[1]))
