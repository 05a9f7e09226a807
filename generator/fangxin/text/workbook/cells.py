"""What can be the matter with a cell of a workbook, in words."""

from __future__ import annotations

import re

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


IMPOSSIBLE_DAY: Trouble = (
    "impossible-day",
    "这一格按日期显示，但它的数不是 1900 年 3 月以后的日期，多半是一个普通的数设成了日期格式；"
    "请照原件重新录入",
    "the cell is shown as a day, but its number is none since March 1900; most likely a plain "
    "number has a date's format; enter it anew",
)
STRUCK: Trouble = (
    "struck-out",
    "这一格的字画了删除线，像是作废了，不能照常读；作废的请删去，没有作废的请取消删除线",
    "the words are struck out, as if withdrawn; delete them, or take the line away if they hold",
)
STRUCK_ROW: Trouble = (
    "struck-row",
    "这一行整行画了删除线，像是作废了，没有照常读；作废的请删去整行，没有作废的请取消删除线",
    "the whole row is struck out, as if withdrawn; delete it, or take the line away if it holds",
)
_LONGEST = 40
_REMEDY = "请把这一格设为“文本”格式，照看到的样子重新录入"
_ANEW = "set the cell's format to text and enter what you see"


def _short(text: str) -> str:
    """A few characters of what a file says, on one line."""
    flat = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text)
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + "…"


def unknown_format(code: str, value: str) -> Trouble:
    """That nobody can tell what a format shows."""
    return (
        "cell-format",
        f"这一格的值是“{_short(value)}”，用自定义格式“{_short(code)}”显示，程序不能断定显示成什么；"
        f"{_REMEDY}",
        f"the value '{_short(value)}' is shown by the format '{_short(code)}', which is not "
        f"understood; {_ANEW}",
    )


def shown_otherwise(shown: str, value: str) -> Trouble:
    """That a cell shows less than it holds, or something else."""
    return (
        "shown-otherwise",
        f"这一格显示“{_short(shown)}”，实际的值却是“{_short(value)}”，分不清以哪个为准；{_REMEDY}",
        f"the cell shows '{_short(shown)}' but holds '{_short(value)}'; {_ANEW}",
    )


def hidden_value(value: str) -> Trouble:
    """That a cell looks empty and is not."""
    return (
        "hidden-value",
        f"这一格看上去是空的，其实有值“{_short(value)}”（自定义格式把它藏了）；"
        "要这个值，请改成“常规”格式；不要，请清除内容",
        f"the cell looks empty but holds '{_short(value)}', hidden by its format; set the format "
        "to general, or clear the cell",
    )


def day_not_shown(day: str) -> Trouble:
    """That a month was entered, of which a spreadsheet made its first day."""
    return (
        "day-not-shown",
        f"这一格只显示到月，“{day}”的日多半是表格软件补的；请写出年月日，如 2026-03-05",
        f"the cell shows only a month; the day of '{day}' was most likely made up by the "
        "spreadsheet; write the whole day",
    )
