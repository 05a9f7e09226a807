"""Offices and mended texts in words."""

from __future__ import annotations

from collections.abc import Mapping

from generator.programme import Programme
from generator.recourse import OFFICE

MENDED_ZH: Mapping[str, str] = {
    "summary": "说明",
    "document": "文号",
    "certificate": "证书编号",
    "reply": "商户陈述",
    "place": "张贴位置",
    "rectified_document": "整改核查文号",
    "rectified_summary": "核查所见",
    "appeal.document": "申诉答复文号",
    "appeal.summary": "申诉答复说明",
    "appeal.admitted.document": "准予受理文号",
    "void.reason": "更正原因",
    "void.document": "更正文号",
}


def office_zh(code: str, programme: Programme) -> str:
    """The name of an office by its code."""
    if code == OFFICE:
        return programme.site.office
    found = programme.departments.get(code)
    return code if found is None else found.label


def mended_zh(key: str) -> str:
    """What a mended text is called."""
    return MENDED_ZH.get(key, key)
