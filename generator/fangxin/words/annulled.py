"""Why a fact counts no longer, and how an appeal stands, by the codes of ``fangxin.view.annulled``:
the words of page, list, ``show``, diff and letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.base.both import parted

_WHY = {
    "appeal": ("申诉成立", "appeal upheld"),
    "retest": ("复检合格", "overturned by a retest"),
    "void": ("登记有误，非商户责任", "entered by mistake, not the merchant's fault"),
    "rectified": ("整改按期完成，登记迟了", "rectified in time, registered late"),
}
WHY_ZH, WHY_EN = parted(_WHY)
MISTAKE_ZH, MISTAKE_EN = "登记有误", "void"
HEADING_EN: Mapping[str, str] = {
    "void": "Entered by mistake",
    "retest": "Passed when tested again",
    "appeal": "Appeal upheld",
}
_NOT_COUNTED_ZH, _NOT_COUNTED_EN = "该记录不再计入", "the finding no longer counts"
# How an appeal stands, after the word 申诉.
STANDS_ZH: Mapping[str, str] = {
    "pending": "处理中",
    "upheld": f"成立，{_NOT_COUNTED_ZH}",
    "dismissed": "未予支持",
}
APPEAL_ZH: Mapping[str, str] = {state: f"申诉{word}" for state, word in STANDS_ZH.items()}
APPEAL_EN: Mapping[str, str] = {
    "pending": "appeal pending",
    "upheld": f"{WHY_EN['appeal']}, {_NOT_COUNTED_EN}",
    "dismissed": "appeal dismissed",
}


def why_zh(by: str) -> str:
    """Why it counts no longer, on the page of a merchant."""
    return WHY_ZH[by]


def not_counted_zh(by: str) -> str:
    """The same, and that it counts no longer: 复检合格，该记录不再计入."""
    return f"{WHY_ZH[by]}，{_NOT_COUNTED_ZH}"


def not_counted_en(by: str) -> str:
    """The same in English."""
    return f"{WHY_EN[by]}, {_NOT_COUNTED_EN}"


def blameless_zh(by: str) -> str:
    """The same as the heading of a correction that clears a merchant."""
    return WHY_ZH[by] if by == "void" else f"{WHY_ZH[by]}，非商户责任"


def batch_zh(by: str) -> str:
    """Why a batch of goods is no longer called failed."""
    return WHY_ZH[by] if by == "void" else f"{WHY_ZH[by]}，原结论不成立"


def mistake_told(day: date | None, reason: str | None) -> str | None:
    """Day and reason of a mistake after its label, in brackets; None where there is none."""
    return None if day is None else f"（{'，'.join(filter(None, (day.isoformat(), reason)))}）"
