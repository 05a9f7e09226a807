"""A column of a sheet as a field table has it: its heading, its choices, what may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from unicodedata import normalize

from generator.fields import Field, Lists
from generator.fields.idents import CreditCode, MerchantId
from generator.fields.kinds import Choice, Coded, Line, Prose, Web, Whole
from generator.fields.shape import Kind
from generator.fields.times import Day, Minute
from generator.workbook.cells import ERRORS, ROUNDED, Trouble, error_cell

Need = Literal["must", "when", "may"]  # when: it depends on other cells
MARK = "*"  # behind the heading of a column that must be filled in
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：]\d{2}(?:\.\d+)?)?")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # days since 1900 that a date cell is made of
SERIAL: Trouble = (
    "date-number",
    "这里应当是日期，却是一个序号（表格软件没有把它当日期显示）；请照原件重新录入，"
    "写成 2026-03-05 这样",
    "a day is wanted, but this is the number that a spreadsheet keeps for it; enter it anew, like "
    "2026-03-05",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, and whether it must be."""

    spec: Field
    need: Need = "may"

    @property
    def key(self) -> str:
        return self.spec.key

    @property
    def label(self) -> str:
        """Its heading without the mark."""
        return self.spec.zh

    @property
    def heading(self) -> str:
        return self.label + (MARK if self.need == "must" else "")


def options(spec: Field, lists: Lists) -> Mapping[str, str]:
    """What may be chosen, as shown → code; empty where anything may be written."""
    kind = spec.kind
    if isinstance(kind, Choice):
        return {_shown(code, zh): code for code, (zh, _) in kind.options.items()}
    of = kind.of if isinstance(kind, Coded | Line) else ""
    return {_shown(code, label): code for code, label in lists.get(of, {}).items()}


def shown(spec: Field, code: str, lists: Lists) -> str:
    """What a cell says for a code; other words stay."""
    return next((word for word, one in options(spec, lists).items() if one == code), code)


def _shown(code: str, label: str) -> str:
    """The label, after the code where officials know that by heart: A 优秀, 12315 热线."""
    plain = code == label or re.match("[a-z]", code) or code in label
    return label if plain else f"{code} {label}"


def written(spec: Field, text: str, lists: Lists) -> tuple[str, Trouble | None]:
    """The text of a cell as a record has it: labels become codes, everyday days and moments the
    strict ones. What cannot be turned stays as it is; the trouble is what a spreadsheet did."""
    kind = spec.kind
    if text in ERRORS:
        return text, error_cell(text)
    if _EXPONENT.fullmatch(text):
        return text, ROUNDED
    if isinstance(kind, Day | Minute):
        return _time(kind, normalize("NFKC", text))
    if isinstance(kind, CreditCode | MerchantId):
        return normalize("NFKC", text).upper().replace(" ", ""), None
    if isinstance(kind, Whole):
        return _whole(normalize("NFKC", text)), None
    return _code(text, spec, lists), None


def _code(text: str, spec: Field, lists: Lists) -> str:
    found = options(spec, lists)
    if text in found:
        return found[text]
    labels = {word.partition(" ")[2]: code for word, code in found.items() if " " in word}
    return labels.get(text, text)


def _time(kind: Day | Minute, text: str) -> tuple[str, Trouble | None]:
    if _SERIAL.fullmatch(text):
        return text, SERIAL
    day, _, clock = text.replace("T", " ").partition(" ")
    found = _DAY.fullmatch(day) or _COMPACT.fullmatch(day)
    if found is None:
        return text, None
    try:
        whole = date(*map(int, found.groups())).isoformat()
    except ValueError:
        return text, None
    time = _CLOCK.fullmatch(clock.strip())
    if isinstance(kind, Minute):
        return (f"{whole} {int(time[1]):02}:{time[2]}" if time else text), None
    return (whole if not clock or (time and not int(time[1] + time[2])) else text), None


def _whole(text: str) -> str:
    """Thousands' commas and an empty fraction go."""
    bare = text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) else text
    return re.sub(r"\.0+\Z", "", bare)


def asked(kind: Kind) -> str:
    """What may be written for a kind, in Chinese."""
    match kind:
        case Choice():
            return "从下拉列表中选一项"
        case Coded(of=of) | Line(of=of) if of:
            return "从下拉列表中选一项"
        case Day():
            return "日期，写成 2026-03-05（也可写 2026/3/5、2026年3月5日）"
        case Minute():
            return "时间，写成 2026-03-02 09:05（24 小时制，精确到分钟）"
        case CreditCode():
            return "18 位数字和大写字母，照营业执照抄写"
        case MerchantId():
            return "商户编号，照标牌抄写；没有编号的不填"
        case Whole():
            return "整数，只写数字，不写单位"
        case Web():
            return "网址，从浏览器地址栏复制，以 http:// 或 https:// 开头"
        case Prose(most=most):
            return f"文字，最多 {most} 字"
        case Line(most=most):
            return f"一行文字，最多 {most} 字"
        case Coded(zh=zh):
            return zh
    raise TypeError(f"no words for {kind!r}")
