"""Identifiers: merchant IDs, permanent ids of facts, unified social credit codes, phones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from stdnum.cn import uscc
from stdnum.iso7064 import mod_37_36

from fangxin.text.fields.kinds import Coded
from fangxin.text.fields.personal import personal_numbers, resident_inside
from fangxin.text.fields.shape import BROKEN, Field, Lists, Report, Schema
from fangxin.text.yaml.reading import Node, Text

CODE_LENGTH = 18  # characters of a credit code
MERCHANT_ID = r"[A-Z0-9]{4,16}"
FACT = r"[A-Z][A-Z0-9]{0,15}(?:-[A-Z0-9]{1,16}){0,4}"
_CREDIT = r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"
_MERCHANT = re.compile(MERCHANT_ID)
_CREDIT_CODE = re.compile(_CREDIT)

FACT_ID = Coded(
    FACT,
    "大写字母开头的编号（大写字母、数字、短横）",
    "an id of capital letters, digits and hyphens that begins with a letter",
)
FACT_NAME = Coded(
    f"(?:{MERCHANT_ID}/)?{FACT}",
    "本记录的编号，或「商户编号/编号」",
    "an id of this record, or '<merchant ID>/<id>'",
)
PHONE = Coded(
    r"0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|1\d{4}|9\d{4,7}|8890",
    "电话号码（只写数字和短横，固定电话带区号）",
    "a phone number (digits and hyphens, with area code)",
)


@lru_cache(maxsize=65536)
def check_character(body: str) -> str:
    """The ISO 7064 mod 37,36 check character of the capital letters and digits ``body``."""
    return str(mod_37_36.calc_check_digit(body))


def is_merchant_id(text: str) -> bool:
    """Shape and check character are right."""
    return bool(_MERCHANT.fullmatch(text)) and check_character(text[:-1]) == text[-1]


@dataclass(frozen=True, slots=True)
class MerchantId:
    """A merchant's ID with its check character."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The ID."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        value = node.value
        if not _MERCHANT.fullmatch(value):
            expected = (
                "商户编号（4 至 16 位大写字母和数字）",
                "a merchant ID (4 to 16 of A-Z, 0-9)",
            )
            mend = ("请照标牌上的编号写", "copy it from the sign")
            return report.wrong(node, spec, "bad-merchant-id", expected, mend)
        good = check_character(value[:-1])
        if good != value[-1]:
            expected = (f"末位校验字符正确的商户编号（应为 {good}）", f"an ID that ends in {good}")
            mend = ("多半抄错了一位，请核对", "one character is probably mistyped, check it")
            return report.wrong(node, spec, "bad-merchant-id", expected, mend)
        return value

    def schema(self, lists: Lists) -> Schema:
        """A pattern; the check character cannot be told."""
        return {"type": ["string", "number"], "pattern": f"^{MERCHANT_ID}$"}


CodeFault = Literal["missing", "person", "length", "shape", "check"]


@lru_cache(maxsize=65536)
def fault_of_code(code: str) -> CodeFault | None:
    """Why a text cannot be a credit code: it says nothing about whom it means; None: it is one."""
    if not code:
        return "missing"
    if next(personal_numbers(code), None) is not None or resident_inside(code):
        return "person"
    if len(code) != CODE_LENGTH:
        return "length"
    if not _CREDIT_CODE.fullmatch(code):
        return "shape"
    return None if str(uscc.calc_check_digit(code[:-1])) == code[-1] else "check"


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码, GB 32100: a wrong shape and a person's number are errors, a wrong check
    character a warning."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The code of 18 characters."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        value = node.value
        if next(personal_numbers(value), None) is not None or resident_inside(value):
            report.add(  # a message must not spread what it refuses
                node,
                "personal-number",
                f"{spec.name_zh}不能写个人的证件号码或手机号码：这里写的像是身份证号码或手机号码"
                "（不重复显示）。请改写营业执照上的统一社会信用代码",
                f"{spec.name_en} must not be a person's number: this looks like a resident "
                "identity number or a mobile phone (not repeated here); write the code of the "
                "business licence",
            )
            return BROKEN
        if not _CREDIT_CODE.fullmatch(value):
            expected = (
                "18 位统一社会信用代码（数字和大写字母，不含 I O S V Z）",
                "a unified social credit code of 18 digits and capital letters (no I O S V Z)",
            )
            mend = (
                f"写的是 {len(value)} 位，请照营业执照核对",
                "copy it from the business licence",
            )
            return report.wrong(node, spec, "bad-credit-code", expected, mend)
        good = str(uscc.calc_check_digit(value[:-1]))
        if good != value[-1]:
            expected = (f"末位为校验字符 {good} 的代码", f"a code that ends in {good}")
            mend = (
                "请照营业执照核对；执照上确是如此就不必改（早期代码有例外）",
                "check the business licence; leave it if the licence says so (old codes exist)",
            )
            report.wrong(node, spec, "credit-code-check", expected, mend, "warning")
        return value

    def schema(self, lists: Lists) -> Schema:
        """A pattern."""
        return {"type": ["string", "number"], "pattern": f"^{_CREDIT}$"}
