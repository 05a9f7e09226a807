"""A list to begin with: everybody about whom something could be decided today, as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fangxin.text.workbook import EXPLAINED
from fangxin.text.workbook.saving import as_text, saved
from fangxin.text.workbook.sheets import MAY, heading

# Those that a list of decisions is read by go first (fangxin.office.matching.batch).
COLUMNS: Mapping[str, int] = {
    "商户编号": 14,
    "名称": 30,
    "统一社会信用代码": 22,
    "类别": 12,
    "乡镇": 12,
    "今天的状态": 22,
    "待核对的条件": 40,
}
_STEPS = (
    "列出的是今天可以这样决定的全部商户。逐家审核，不决定的整行删去，保存。",
    "“待核对的条件”由部门核对以后登记（fangxin tick），或者在 decide 时加 --checked-by 部门。",
    "各家不一样的，可以加上这些列：截止日期、证书编号、标牌编号、张贴位置、说明。",
    "再运行 fangxin decide，用 --list 写这个文件名，先显示后果，再一次写入。",
)


def candidates_sheet(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The workbook: a row for each, by heading."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "名单"
    for at, (label, width) in enumerate(COLUMNS.items(), 1):
        heading(page, at, label, MAY)
        page.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate(rows, 2):
        for at, label in enumerate(COLUMNS, 1):
            cell = page.cell(number, at, as_text(row.get(label, "")))
            cell.data_type, cell.number_format = "s", "@"
    page.freeze_panes = "B2"
    told = book.create_sheet(EXPLAINED)
    told.column_dimensions["A"].width = 100
    for number, step in enumerate(_STEPS, 1):
        told.cell(number, 1, f"{number}. {step}")
    return saved(book)
