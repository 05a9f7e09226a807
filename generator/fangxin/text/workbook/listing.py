"""The first sheet of a marked copy: row by row what is to be mended, each line a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from openpyxl.utils import get_column_letter

from fangxin.base.width import cells
from fangxin.text.workbook.saving import as_text

_COLUMNS = (("行", 8), ("格", 10), ("写的是", 30), ("怎样改", 90))
_HEAD = 3  # the row of the heading


def listing(
    space: str,
    sheet: str,
    texts: Mapping[tuple[int, int], Sequence[str]],
    stands: Mapping[tuple[int, int], str],
    styles: Sequence[int],
) -> bytes:
    """The part of the list. ``space``: the namespace; ``texts`` and what ``stands`` in cells of
    ``sheet`` by (row, column); ``styles``: of headings, note, words, links."""
    head, note, words, link = styles
    said = (
        f"“{sheet}”里有 {len(texts)} 格要改（红色）。改好后保存，再导入这个文件；"
        "已经导入的行不会重复。这一张不用管，导入时不读。"
    )
    rows = [_row(1, [(said, note)]), _row(_HEAD, [(name, head) for name, _ in _COLUMNS])]
    links = []
    for number, ((row, column), wrong) in enumerate(sorted(texts.items()), _HEAD + 1):
        place = f"{get_column_letter(column)}{row}"
        line = [str(row), place, stands.get((row, column), ""), "\n".join(wrong)]
        wanted = [words, link, words, words]
        rows.append(_row(number, list(zip(line, wanted, strict=True)), _height(line)))
        target = escape(f"'{sheet.replace(chr(39), chr(39) * 2)}'!{place}")
        links.append(f'<hyperlink ref="B{number}" location="{target}" display="{place}"/>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_, width) in enumerate(_COLUMNS, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" '
        f'workbookViewId="0"><pane ySplit="{_HEAD}" topLeftCell="A{_HEAD + 1}" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f"<hyperlinks>{''.join(links)}</hyperlinks>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, line: Sequence[tuple[str, int]], height: float = 0) -> str:
    tall = f' ht="{height}" customHeight="1"' if height else ""
    inner = "".join(
        f'<c r="{get_column_letter(at)}{number}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(as_text(text))}</t></is></c>'
        for at, (text, style) in enumerate(line, 1)
    )
    return f'<row r="{number}"{tall}>{inner}</row>'


def _height(line: Sequence[str]) -> float:
    """As high as wrapped texts need; not every spreadsheet does it itself."""
    most = 1
    for text, (_, width) in zip(line, _COLUMNS, strict=True):
        most = max(most, sum(1 + int(cells(one) // (width - 2)) for one in text.split("\n")))
    return min(15.0 * most + 3, 400.0)
