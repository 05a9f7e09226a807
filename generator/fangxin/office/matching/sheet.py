"""What a list of penalties came to, as a workbook in which a person says yes or no, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from fangxin.facts.values import Merchant
from fangxin.office.matching.penalties import PenaltyMatch, PenaltyMatches
from fangxin.office.matching.said import fault_zh, near_zh, notes_zh, there
from fangxin.text.table.lists import Listed
from fangxin.text.workbook import EXPLAINED
from fangxin.text.workbook.saving import as_text, saved
from fangxin.text.workbook.sheets import MAY, MUST, heading, list_sheet

SHEET, DOUBTS = "处罚核对", "请核对"
YES, NO = "是", "否"
COLUMNS: Mapping[str, tuple[str, int]] = {  # key → heading and width
    "row": ("原表行号", 10),
    "listed": ("名单上的名称", 28),
    "uscc": ("统一社会信用代码", 22),
    "date": ("发生日期", 13),
    "served": ("送达日期", 13),
    "document": ("文号", 26),
    "summary": ("说明", 40),
    "amount": ("金额", 12),
    "id": ("商户编号", 14),
    "name": ("登记的名称", 28),
    "address": ("登记的地址", 34),
    "status": ("今天的状态", 20),
    "there": ("登记情况", 28),
    "kind": ("问题类型", 22),
    "enter": ("是否登记", 12),
}
NOBODY_NEAR = "没有找到相近的商户：请照原件人工核对"
FILLED = ("kind", "enter")  # what a person decides
_STEPS = (
    "“请核对”一页是信用代码不对或只有名称相同的行：核对是哪一家以后，用 fangxin fail 登记。",
    "每行是名单上的一条处罚和登记簿里同一信用代码的一家商户。同一信用代码有几家店的，每家一行。",
    "核对原件：是这家店、这件事，就在“是否登记”选“是”；不是就选“否”或空着。",
    "一份文书只登记到一家店；会不会影响同一信用代码的别的店，由规则推出。",
    "“问题类型”先填了程序的猜测，请按案由改：类型决定暂停还是撤销。日期、文号、说明可以改正。",
    "说明会公开：不写人名、电话、身份证号码。",
    "填好保存，运行 fangxin match --confirm 这个文件.xlsx，先显示后果，再一次登记。",
)


def sheet_of(
    comparison: PenaltyMatches,
    listed: Listed,
    kinds: Mapping[str, str],
    merchants: Mapping[str, Merchant],
) -> bytes:
    """The workbook; ``kinds``: code → label of the failures that may be chosen. The amount keeps
    its heading in the list, which tells the unit."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = SHEET
    rows = [row for case in comparison.matched for row in _rows(case, kinds, merchants)]
    _fill(page, list(COLUMNS), rows)
    if "amount" in listed.columns:
        page.cell(1, list(COLUMNS).index("amount") + 1).value = as_text(listed.columns["amount"])
    places = list_sheet(book, {"问题类型": list(kinds.values()), "是否登记": [YES, NO]})
    for key in FILLED:
        at = list(COLUMNS).index(key) + 1
        letter = get_column_letter(at)
        rule = DataValidation("list", formula1=places[COLUMNS[key][0]], allow_blank=True)
        rule.showErrorMessage, rule.errorTitle = True, "请从列表中选"
        rule.error = "只能是下拉列表里的一项；点这一格右边的小箭头来选。"
        if rows:
            rule.add(f"{letter}2:{letter}{len(rows) + 1}")
            page.add_data_validation(rule)
    if comparison.near or comparison.by_hand:
        keys = ["row", "listed", "uscc", "date", "document", "summary", "there"]
        doubts = [_doubt(case, merchants) for case in (*comparison.near, *comparison.by_hand)]
        _fill(book.create_sheet(DOUBTS), keys, doubts)
    _explain(book.create_sheet(EXPLAINED))
    return saved(book)


def _rows(
    case: PenaltyMatch, kinds: Mapping[str, str], merchants: Mapping[str, Merchant]
) -> Iterator[dict[str, str]]:
    for match in case.matches:
        merchant = match.merchant
        told = there(match)
        if case.entered and not match.entered:
            told = "这份文书已登记到同一信用代码的另一家"
        former = ["名单写的是以前的信用代码"] if match.former else []
        yield {
            **_listed(case),
            "kind": kinds.get(case.values.get("kind", ""), ""),
            "id": merchant.id,
            "name": merchant.name,
            "address": merchant.address or "",
            "status": match.status,
            "there": "；".join((told, *former, *notes_zh(case, merchants))),
        }


def _listed(case: PenaltyMatch) -> dict[str, str]:
    values = case.values
    words = {"date": case.entry.get("date"), "served": case.entry.get("served")}
    return {
        "row": str(case.entry.number),
        "listed": case.name,
        "uscc": case.shown,
        **{key: values.get(key, words[key]) for key in words},
        "document": values.get("document", case.entry.get("document")),
        "summary": values.get("summary", ""),
        "amount": case.entry.get("amount"),
    }


def _doubt(case: PenaltyMatch, merchants: Mapping[str, Merchant]) -> dict[str, str]:
    told = near_zh(case, merchants) or [NOBODY_NEAR]
    return {**_listed(case), "there": "；".join(filter(None, (fault_zh(case), *told)))}


def _fill(
    page: Worksheet, keys: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> None:  # fmt: skip
    """Headings and rows, every cell as text, so that none is reckoned as a formula."""
    for at, key in enumerate(keys, 1):
        label, width = COLUMNS[key]
        heading(page, at, label, MUST if key in FILLED else MAY)
        page.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate(rows, 2):
        for at, key in enumerate(keys, 1):
            cell = page.cell(number, at, as_text(row.get(key, "")))
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if key in FILLED:
                cell.fill = PatternFill("solid", fgColor="FFF2CC")
    page.freeze_panes = "C2"


def _explain(page: Worksheet) -> None:
    page.column_dimensions["A"].width = 100
    for row, step in enumerate(_STEPS, 1):
        page.cell(row, 1, f"{row}. {step}").alignment = Alignment(wrap_text=True)
