"""Offices and mended texts in words."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import OFFICE

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
    # Of rows of registers.
    "batch": "批次",
    "product": "商品",
    "producer": "标称生产者",
    "reason": "不合格项目",
    "retest_document": "复检报告文号",
    "final_document": "最终结论文号",
    "follow_up": "后续处理",
    "name": "名称",
    "authority": "决定机关",
    "law": "法律依据",
    "lifted_document": "修复或移出文号",
    "lifted_summary": "修复或移出理由",
    "value": "编号、域名或名头",
    "evidence": "证据",
    "note": "说明",
    "title": "题目",
    "source": "出处",
    "address": "地址",
    "asked_by": "委托方",
    "done_by": "实施方",
    "method": "方法",
    "measures": "量的是什么",
    "found": "发现",
    "led_to": "促成了什么",
    "what": "说明",
    "finding": "处理文号",
    "aim": "要解决什么",
    "done": "做了什么",
    "agreed": "议定事项",
    "result": "办成了什么",
}


def office_zh(code: str, programme: Programme) -> str:
    """The name of an office by its code."""
    if code == OFFICE:
        return programme.site.office
    found = programme.departments.get(code)
    return code if found is None else found.label


def contact_zh(code: str, programme: Programme) -> str:
    """Where an office is and how it is called; of the registry's own, what the site gives."""
    if code == OFFICE:
        return "；".join(f"{label}：{value}" for label, value in programme.site.report.items())
    found = programme.departments.get(code)
    phone = f"电话 {found.phone}" if found is not None and found.phone else None
    return "，".join(filter(None, (found.address if found is not None else None, phone)))


def mended_zh(key: str) -> str:
    """What a mended text is called."""
    return MENDED_ZH.get(key, key)
