"""A workbook to fill in: one sheet with headings, lists and help, and sheets that explain it.

    data = workbook("商户", columns, lists, examples, steps)

The sheet to fill in holds nothing but its heading, so that no example is ever taken for real.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from fangxin.base.width import cells
from fangxin.text.fields.idents import CreditCode
from fangxin.text.fields.kinds import Line, Prose
from fangxin.text.fields.tables import Lists
from fangxin.text.fields.times import Day, Minute
from fangxin.text.workbook import EXAMPLES, EXPLAINED, OPTIONS
from fangxin.text.workbook.columns import Column, asked, options, shown
from fangxin.text.workbook.saving import as_text, saved

LAST = 5000  # rows with lists and help
MUST, WHEN, MAY = "F8CBAD", "FFE699", "DDEBF7"  # colours of headings
NEEDS = {"must": ("必填", MUST), "when": ("视情况必填", WHEN), "may": ("可以不填", MAY)}
AUTHOR = "fangxin"
_THIN = Side(style="thin", color="BFBFBF")
_EDGE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PROMPT = 250  # characters that a spreadsheet shows
_TITLE = 32
_TABLE = (("列", 26), ("要不要填", 14), ("填什么", 40), ("说明", 52), ("例", 36))  # with widths


def workbook(
    name: str,
    columns: Sequence[Column],
    lists: Lists,
    examples: Sequence[Mapping[str, str]],
    steps: Sequence[str],
) -> bytes:
    """The bytes of a workbook whose first sheet, ``name``, is filled in; ``examples`` are rows by
    key as records have them, ``steps`` sentences that say how."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill_sheet(sheet, columns)
    choices = {one.key: list(options(one.spec, lists)) for one in columns}
    places = list_sheet(book, {one.label: choices[one.key] for one in columns})
    for at, one in enumerate(columns, 1):
        sheet.add_data_validation(_help(one, get_column_letter(at), places.get(one.label)))
    _example_sheet(book, columns, lists, examples)
    _explain_sheet(book, columns, lists, steps)
    book.move_sheet(OPTIONS, 2)
    return saved(book)


def fill_sheet(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Headings in their colours with help, every column as text so that no code is mangled."""
    for at, one in enumerate(columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = _width(one)
        heading(sheet, at, one.heading, NEEDS[one.need][1])
        note = Comment(as_text(_meaning(one)), AUTHOR, height=150, width=320)
        sheet.cell(1, at).comment = note
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "B2" if len(columns) > 1 else "A2"
    on_paper(sheet, 1)


def on_paper(sheet: Worksheet, head: int) -> None:
    """Print across the page, as wide as it is, with the heading's row on each."""
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def fit(sheet: Worksheet, row: int) -> None:
    """Make a row of wrapped texts as high as they need; not every spreadsheet does it itself."""
    most = 1
    for at, cell in enumerate(sheet[row], 1):
        width = sheet.column_dimensions[get_column_letter(at)].width - 2
        lines = str(cell.value or "").split("\n")
        most = max(most, sum(1 + int(cells(line) // width) for line in lines))
    sheet.row_dimensions[row].height = 15.0 * most + 3


def heading(sheet: Worksheet, column: int, text: str, colour: str, row: int = 1) -> None:
    """One cell of a heading."""
    cell = sheet.cell(row, column, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = _EDGE


def list_sheet(book: Workbook, choices: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """A hidden sheet with the choices, a column each; where the choices of each label stand."""
    sheet = book.create_sheet(OPTIONS)
    sheet.sheet_state = "hidden"
    places = {}
    filled = ((label, words) for label, words in choices.items() if words)
    for at, (label, words) in enumerate(filled, 1):
        letter = get_column_letter(at)
        for row, word in enumerate((label, *words), 1):
            sheet.cell(row, at, word).number_format = "@"
        places[label] = f"'{OPTIONS}'!${letter}$2:${letter}${len(words) + 1}"
    return places


def _help(column: Column, letter: str, place: str | None) -> DataValidation:
    """The list to choose from, and what is shown while a cell is filled in."""
    spec = column.spec
    rule = DataValidation(allow_blank=True, showInputMessage=True)
    if place is not None:
        rule = DataValidation("list", formula1=place, allow_blank=True, showInputMessage=True)
        rule.showErrorMessage, rule.errorTitle = True, "请从列表中选"
        rule.error = f"“{column.label}”只能是下拉列表里的一项；点这一格右边的小箭头来选。"
    elif isinstance(spec.kind, CreditCode):
        rule = DataValidation("textLength", "equal", "18", None, True, True, True)
        rule.errorStyle, rule.errorTitle = "warning", "位数不对"
        rule.error = "统一社会信用代码是 18 位；请照营业执照核对。"
    rule.promptTitle = f"{column.label}（{NEEDS[column.need][0]}）"[:_TITLE]
    rule.prompt = _meaning(column, title=False)[:_PROMPT]
    rule.add(f"{letter}2:{letter}{LAST}")
    return rule


def _meaning(column: Column, title: bool = True) -> str:
    """What a column wants, in a few lines."""
    spec = column.spec
    lines = [f"{column.label}：{NEEDS[column.need][0]}"] if title else []
    lines += [asked(spec.kind), spec.help_zh]
    return "\n".join(filter(None, lines))


def _width(column: Column) -> float:
    kind = column.spec.kind
    if isinstance(kind, Prose):
        return 40
    if isinstance(kind, CreditCode | Minute):
        return 22
    if isinstance(kind, Day):
        return 14
    wide = 34 if isinstance(kind, Line) and kind.most >= 100 and not kind.of else 16
    return float(max(wide, 2 * len(column.heading) + 3))


def _example_sheet(
    book: Workbook,
    columns: Sequence[Column],
    lists: Lists,
    examples: Sequence[Mapping[str, str]],
) -> None:
    """The same heading with invented rows; an import never reads this sheet."""
    sheet = book.create_sheet(EXAMPLES)
    fill_sheet(sheet, columns)
    grey = Font(italic=True, color="7F7F7F")
    for row, example in enumerate(examples, 2):
        for at, one in enumerate(columns, 1):
            cell = sheet.cell(row, at, shown(one.spec, example.get(one.key, ""), lists))
            cell.number_format, cell.font = "@", grey
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    note = sheet.cell(len(examples) + 3, 1, "以上是例子，都是虚构的；导入时不读这一张。")
    note.font = Font(bold=True, color="C00000")


def _explain_sheet(
    book: Workbook, columns: Sequence[Column], lists: Lists, steps: Sequence[str]
) -> None:
    """How to fill in, and a table of the columns."""
    sheet = book.create_sheet(EXPLAINED)
    for row, step in enumerate(steps, 1):
        cell = sheet.cell(row, 1, step)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_TABLE))
        wide = sum(width for _, width in _TABLE) - 4
        sheet.row_dimensions[row].height = 18.0 * (1 + cells(step) // wide)
    head = len(steps) + 2
    on_paper(sheet, head)
    for at, (text, width) in enumerate(_TABLE, 1):
        heading(sheet, at, text, MAY, head)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, one in enumerate(columns, head + 1):
        spec, (word, colour) = one.spec, NEEDS[one.need]
        example = shown(one.spec, spec.example, lists)
        for at, text in enumerate((one.label, word, asked(spec.kind), spec.help_zh, example), 1):
            cell = sheet.cell(row, at, text)
            cell.number_format, cell.border = "@", _EDGE
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
        fit(sheet, row)
