"""What facts and their values are called, in both languages: the one list of names.

A key is called as in the field table of its fact. Where a form has to say more than a page, the
shorter name stands here; and what nobody writes because it follows is named here alone.
Page, ``show``, diff and letter choose from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fangxin.facts.record.decisions import ACTS, CHANGE, DECISION, OBJECTION, REVIEW
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.particulars import PARTICULARS
from fangxin.facts.record.promises import COMMITMENT, HONOUR, SIGN
from fangxin.facts.record.ticks import TICK
from fangxin.facts.registers.declared import every
from fangxin.text.fields.tables import Group
from fangxin.words.annulled import MISTAKE_EN, MISTAKE_ZH


class Label(NamedTuple):
    """A name in Chinese and English; ``heading``: as the column of a page has it, when shorter."""

    zh: str
    en: str
    heading: str = ""

    @property
    def on_page(self) -> str:
        """What stands before the value on a page."""
        return self.heading or self.zh


# The lists of facts of a record, by what is one of them in two languages, and its field table.
SORTS: Mapping[str, tuple[str, str, Group]] = {
    "failures": ("问题", "failure", FAILURE),
    "decisions": ("决定", "decision", DECISION),
    "changes": ("变更", "change", CHANGE),
    "objections": ("异议", "objection", OBJECTION),
    "reviews": ("复评", "review", REVIEW),
    "commitments": ("承诺", "commitment", COMMITMENT),
    "honours": ("荣誉", "honour", HONOUR),
    "signs": ("标牌", "sign", SIGN),
    "criteria": ("认定条件", "criterion", TICK),
}
# Shorter than in a form, whatever fact it is of.
SHORT: Mapping[str, Label] = {
    "until": Label("至", "until"),
    "certificate": Label("证书", "certificate"),
    "recorded": Label("登记", "recorded", "公布"),
    "found_by": Label("认定机关", "found by"),
    "served": Label("送达", "served"),
    "document": Label("文号", "document", "文书"),
    "distinct_from": Label(
        "同一文书的另一件事，不同于", "another act of the same document than", "另一件事"
    ),
    "same_act_as": Label("与这一条是同一件事", "one act with", "同一件事"),
    "rectified": Label("整改完成日", "rectified", "整改"),
    "final": Label("最终确定", "final"),
    "decided": Label("答复", "decided"),
    "void": Label(MISTAKE_ZH, MISTAKE_EN),
    "publication_ends": Label("公开至", "public until"),
}
_SHORT_OF: Mapping[tuple[str, str], Label] = {
    ("failures", "date"): Label("发生", "happened"),
    ("commitments", "since"): Label("自", "since"),
    ("commitments", "limit"): Label("限额", "limit"),
    ("honours", "granted"): Label("授予", "granted"),
    ("signs", "issued"): Label("发放", "issued"),
    ("signs", "place"): Label("张贴在", "hangs"),
    ("signs", "taken_down"): Label("摘下", "taken down"),
    ("signs", "restored"): Label("撤回", "taken back"),
}
# No key of a table: it follows from what is written, and from the policy.
FOLLOWING: Mapping[str, Label] = {
    "severity": Label("档次", "severity"),
    "rectify_by": Label("整改期限", "rectify by"),
    "appeal_by": Label("申诉期限", "appeal by"),
    "reply_by": Label("陈述期限", "reply by"),
    "ended": Label("公开期满", "publication over", "详情"),
    "repaired": Label("信用修复", "repaired"),
    "ineffective": Label("不生效", "without effect"),
    "replaced_by": Label("改记为", "id of the right fact"),
    "source": Label("出处", "source"),
    "mended": Label("更正", "mended"),
}
# Of texts that were mended, what their own table does not say by itself.
_MENDED: Mapping[str, str] = {
    "summary": "说明",
    "name": "名称",
    "authority": "决定机关",
    "appeal.document": "申诉答复文号",
    "appeal.summary": "申诉答复说明",
    "appeal.admitted.document": "准予受理文号",
    "void.reason": "更正原因",
    "void.document": "更正文号",
}


def label(sort: str, key: str) -> Label:
    """What the value ``key`` of a fact of ``sort`` is called. KeyError when it has no name."""
    short = _SHORT_OF.get((sort, key)) or SHORT.get(key)
    if short is not None:
        return short
    spec = SORTS[sort][2].table.get(key)
    return Label(spec.zh, spec.en) if spec is not None else FOLLOWING[key]


def heading(sort: str, key: str) -> str:
    """What stands before the value on a page, in Chinese."""
    return label(sort, key).on_page


def mended_zh(key: str) -> str:
    """What a mended text is called, of whatever fact or row."""
    tables = (*(register.row for register in every()), *(fact for _, _, fact in SORTS.values()))
    named = (table.table[key].zh for table in tables if key in table.table)
    return _MENDED.get(key) or next(named, key)


# What a decision does, as the public reads it: a form names the renewal besides.
ACT_ZH: Mapping[str, str] = {code: zh for code, (zh, _) in ACTS.items()} | {"certified": "认定"}
ACT_EN: Mapping[str, str] = {code: en for code, (_, en) in ACTS.items()} | {
    "publicised": "public notice",
    "refused": "recognition refused",
    "certified": "recognised",
    "withdrawn": "left voluntarily",
    "closed": "ended",
}
FIELD_ZH: Mapping[str, str] = {key: one.zh for key, one in PARTICULARS.items()}
FIELD_EN: Mapping[str, str] = {key: one.en for key, one in PARTICULARS.items()}
OUTCOME_ZH: Mapping[str, str] = {"passed": "复评通过", "advised": "复评提出改进建议"}
OUTCOME_EN: Mapping[str, str] = {"passed": "review passed", "advised": "improvements advised"}
OBJECTION_ZH: Mapping[str, str] = {"open": "未处理完毕", "upheld": "成立", "dismissed": "不成立"}
OBJECTION_EN: Mapping[str, str] = {code: code for code in OBJECTION_ZH}
