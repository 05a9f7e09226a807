"""What a spreadsheet made of a cell so that nobody can tell any more what stood there, in words.

A reason is a triple of code, Chinese and English, without the place.
"""

from __future__ import annotations

import re
from unicodedata import normalize

Reason = tuple[str, str, str]
ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA",
})  # fmt: skip

ROUNDED: Reason = (
    "rounded-number",
    "这一格是很长的数字，表格软件已经改掉了后面几位（如 9.13E+17）；"
    "请把这一格设为“文本”格式，再照原件重新录入",
    "the cell is a long number, of which the spreadsheet lost the last digits; set the cell's "
    "format to text and enter it anew",
)
SERIAL: Reason = (
    "date-number",
    "这里应当是日期，却是一个序号（表格软件没有把它当日期显示）；请照原件重新录入，"
    "写成 2026-03-05 这样",
    "a day is wanted, but this is the number that a spreadsheet keeps for it; enter it anew, like "
    "2026-03-05",
)
UNCLEAR: Reason = (
    "unclear-day",
    "这个日期可以有几种读法（年份不是四位，或写在日、月后面：3/12/2026 是三月还是十二月？），"
    "程序不猜；请照原件写成 2026-03-12 这样，四位年份在前",
    "the day can be read in several ways (its year is not of four digits, or stands behind day and "
    "month: 3/12/2026 may be in March or in December), and nothing is guessed; write it like "
    "2026-03-12",
)
NARROW: Reason = (
    "narrow-column",
    "这一列太窄，表格软件存下的是 ####，不是内容；请在表格里把列拉宽（双击列标右边线），重新保存",
    "the column was too narrow, and the spreadsheet saved #### in the place of the value; widen it "
    "there and save again",
)
_EXPONENT = re.compile(r"[-+]?\d(?:[.,]\d+)?e\+\d+", re.ASCII | re.IGNORECASE)
_SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?", re.ASCII)  # days since 1900, of 1954 to 2091
_SHORT = re.compile(
    r"\d{1,4}([-/.])(?:\d{1,2}|[a-z]{3,9})\1\d{1,4}(?:\D.*)?|\d{1,2}[-/.][a-z]{3,9}"
    r"|[a-z]{3,9}[-/.]\d{1,2}|\d{1,2}月\d{1,2}日?|\d{1,2}[-/.]\d{1,2}|\d{2}年\d{1,2}月\d{1,2}日?(?:\D.*)?"
)


def error_cell(word: str) -> Reason:
    """That a cell holds an error of the spreadsheet."""
    return (
        "error-cell",
        f"这一格是表格软件的错误值 {word}，不是内容；请改成实际内容",
        f"the cell holds the spreadsheet's error {word} instead of a value; write the value",
    )


def unreadable(text: str) -> Reason | None:
    """What stands in the place of a value: an error, or the signs of a column too narrow for it,
    which are saved as they are shown."""
    if len(text) > 1 and not text.strip("#"):
        return NARROW
    return error_cell(text) if text.upper() in ERRORS else None


def rounded(text: str) -> bool:
    """Whether a number is written with an exponent, as spreadsheets write long ones."""
    return _EXPONENT.fullmatch(normalize("NFKC", text)) is not None


def unclear_day(text: str) -> Reason | None:
    """Why ``text``, which no reader of days takes, is none although one was meant."""
    words = " ".join(normalize("NFKC", text).lower().split())
    if _SERIAL.fullmatch(words):
        return SERIAL
    year_first = re.match(r"[12]\d{3}\D", words)
    return UNCLEAR if _SHORT.fullmatch(words) and not year_first else None
