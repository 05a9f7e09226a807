"""A column of a sheet as a field table has it: its heading, its choices, what may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from fangxin.text.fields.idents import CreditCode, MerchantId
from fangxin.text.fields.kinds import Choice, Coded, Line, Prose, Web, Whole
from fangxin.text.fields.shape import Kind
from fangxin.text.fields.spoilt import ERRORS, ROUNDED, error_cell, rounded, unclear_day
from fangxin.text.fields.strict import strict
from fangxin.text.fields.tables import Field, Lists
from fangxin.text.fields.times import Day, Minute
from fangxin.text.workbook.cells import Trouble

Need = Literal["must", "when", "may"]  # when: it depends on other cells
MARK = "*"  # behind the heading of a column that must be filled in


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
    if rounded(text):
        return text, ROUNDED
    known = strict(kind, text)
    if known is not None:
        return known, None
    if isinstance(kind, Day | Minute):
        return text, unclear_day(text)
    if isinstance(kind, Whole):
        return normalize("NFKC", text), None
    return _code(text, spec, lists), None


def _code(text: str, spec: Field, lists: Lists) -> str:
    found = options(spec, lists)
    if text in found:
        return found[text]
    labels = {word.partition(" ")[2]: code for word, code in found.items() if " " in word}
    return labels.get(text, text)


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
