"""Fields that rows of several registers share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fangxin.facts.record.parts import CODE, DAY, VOID_FIELD, document, fact_id
from fangxin.facts.registers.rows import Party
from fangxin.text.fields.idents import CreditCode, MerchantId
from fangxin.text.fields.kinds import Coded, Line, Prose
from fangxin.text.fields.shape import Kind
from fangxin.text.fields.tables import BROKEN, Field

__all__ = [
    "OFFICE_PHONE",
    "PERCENT",
    "PUBLICATION_ENDS",
    "SOURCE",
    "VOID_FIELD",
    "code",
    "document",
    "late_prose",
    "need",
    "party",
    "party_of",
    "row_id",
    "shop_column",
    "take_party",
]


def row_id(example: str) -> Field:
    """The permanent id of a row, unique over all registers and records it is named in."""
    return replace(
        fact_id(example),
        help_zh="在各登记簿内唯一，永不更改",
        help_en="unique in all registers, never changed",
    )


def need(
    key: str,
    kind: Kind,
    zh: str,
    en: str,
    example: str = "",
    help_zh: str = "",
    *,
    erasable: bool = False,
    weighs: bool = False,
) -> Field:
    """A column that must be filled in."""
    made = Field(key, kind, zh, en, help_zh, required=True, example=example)
    return replace(made, erasable=erasable, weighs=weighs)


def code(of: str) -> Coded:
    """A code of a list of the programme."""
    return Coded(CODE, "代码（小写字母）", "a code (lower-case)", of=of)


PUBLICATION_ENDS = Field(
    "publication_ends",
    DAY,
    "停止公示日",
    "last day of publication",
    "不写则按规则计算",
    "default: by the policy",
    example="2022-06-05",
    erasable=True,
    weighs=True,
    ahead=True,
)


PERCENT = Coded(
    r"100(?:\.0)?|(?:0|[1-9]\d?)(?:\.\d)?",
    "0 至 100 的数，至多一位小数，不写 %",
    "a number from 0 to 100 with at most one decimal, without %",
)
# Of offices, not of persons: a number with its area code, or one that everybody can dial.
OFFICE_PHONE = Coded(
    r"0\d{2,3}-\d{7,8}|[1-9]\d{3,4}",
    "带区号的固定电话，或热线号码",
    "a landline with its area code, or a hotline",
)
SOURCE = need(
    "source",
    Line(200),
    "出处",
    "source",
    "浦消联办〔2026〕9号附件（示例）",
    "这些内容出自哪份文件、报告或台账",
    erasable=True,
)


def late_prose(key: str, most: int, zh: str, en: str, example: str = "") -> Field:
    """Words that may be written when the row is entered, or later."""
    made = Field(key, Prose(most), zh, en, example=example)
    return replace(made, erasable=True, late=True)


def shop_column(zh: str, en: str, help_zh: str = "") -> Field:
    """The column with the ID of a merchant of the registry, where the row is about one."""
    return Field("merchant", MerchantId(), zh, en, help_zh, example="PJSH0016", kept=True)


def party(key: str, zh: str, en: str) -> tuple[Field, ...]:
    """The columns that say whom a row is about: by ID, or by credit code and address."""
    return (
        Field(
            key,
            MerchantId(),
            f"{zh}编号",
            f"{en}: ID",
            "登记簿中的商户编号；或改写信用代码和地址",
            "ID of the merchant; or else credit code and address",
            example="PJSH0016",
            kept=True,
            late=True,
        ),
        Field(
            f"{key}_uscc", CreditCode(), f"{zh}信用代码", f"{en}: credit code", kept=True, late=True
        ),
        Field(
            f"{key}_address",
            Line(200),
            f"{zh}地址",
            f"{en}: address",
            kept=True,
            late=True,
            erasable=True,
        ),
        Field(
            f"{key}_name",
            Line(100),
            f"{zh}名称",
            f"{en}: name",
            "只供人工核对，不会据此认定是哪一家",
            "for people to compare; a name alone is never a link",
            kept=True,
            late=True,
            erasable=True,
        ),
    )


def take_party(values: dict[str, Any], key: str) -> Party:
    """Whom the row is about, taken out of its values."""
    return party_of(
        id=values.pop(key, None),
        uscc=values.pop(f"{key}_uscc", None),
        address=values.pop(f"{key}_address", None),
        name=values.pop(f"{key}_name", None),
    )


def party_of(**written: Any) -> Party:
    """The party of what was written; what could not be read is remembered as that alone."""
    read = {name: value for name, value in written.items() if value is not BROKEN}
    return Party(**read, unread=len(read) < len(written))
