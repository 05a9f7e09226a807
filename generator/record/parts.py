"""What the facts of a record have in common: ids, days, documents, appeals, mistakes.

A fact keeps its ``id`` for ever; keys are added, never changed.
"""

from __future__ import annotations

from generator.facts import Appeal, Void
from generator.fields import Field, Group
from generator.fields.idents import FACT_ID
from generator.fields.kinds import Choice, Coded, Line, Prose
from generator.fields.times import Day

DAY = Day()
APPEAL_OUTCOMES = {"upheld": ("成立", "upheld"), "dismissed": ("不成立", "dismissed")}
NUMBER = Coded(
    r"[^\s,;，；、]{2,40}", "不含空格和标点的编号", "a number without blanks, commas or semicolons"
)
CODE = r"[a-z][a-z0-9_]{1,40}"


def document(required: bool = False) -> Field:
    """The number of the document a fact rests on."""
    return Field(
        "document",
        Line(80),
        "文号",
        "document number",
        required=required,
        example="浦消联办〔2018〕3号",
    )


def recorded(key: str, of: str, default: str) -> Field:
    """The day on which something entered the registry; ``default`` is the key it falls back to."""
    return Field(
        key,
        DAY,
        f"{of}登记日",
        "day it entered the registry",
        f"进入登记簿的日子；不写则同 {default}",
        f"default: {default}",
        example="2019-06-06",
    )


def fact_id(example: str) -> Field:
    """The permanent id of a fact."""
    return Field(
        "id",
        FACT_ID,
        "编号",
        "permanent id",
        "本记录内唯一，永不更改",
        "unique in the record, never changed",
        required=True,
        example=example,
    )


SUMMARY = Field("summary", Prose(1000), "说明", "summary", example="销售标签不符合规定的商品")
REPLY = Field("reply", Prose(2000), "商户陈述", "the merchant's reply", example="已全部下架…")


def day(zh: str, en: str, key: str = "date") -> Field:
    """A day that must be written."""
    return Field(key, DAY, zh, en, required=True, example="2019-06-03")


VOID = Group(
    (
        day("更正日期", "day it was declared void"),
        Field("reason", Line(200), "更正原因", "reason", required=True, example="登记时写错商户"),
        document(),
        Field("replaced_by", FACT_ID, "改记为", "id of the right fact", example="F2"),
    ),
    build=Void,
)
VOID_FIELD = Field(
    "void",
    VOID,
    "登记有误",
    "entered by mistake",
    "错误的事实不删除，在此注明；页面显示「登记有误，非商户责任」",
    "mistakes are not deleted but marked here; not the merchant's fault",
)
APPEAL = Group(
    (
        day("申诉日期", "day it was filed", "filed"),
        Field("decided", DAY, "答复日期", "day it was decided", example="2019-06-20"),
        Field("outcome", Choice(APPEAL_OUTCOMES), "结果", "outcome", example="dismissed"),
        recorded("recorded", "答复", "decided"),
        document(),
    ),
    build=Appeal,
    order=(("filed", "decided"), ("decided", "recorded")),
    together=(("decided", "outcome"), ("outcome", "decided"), ("recorded", "decided")),
)


def added(key: str, zh: str, en: str) -> tuple[Field, Field]:
    """A day that is added later, and the day on which it was recorded."""
    return (
        Field(key, DAY, zh, en, example="2019-06-28"),
        recorded(f"{key}_recorded", zh[:2], key),
    )


RECTIFIED = added("rectified", "整改完成日", "day it was put right")
APPEAL_FIELD = Field("appeal", APPEAL, "申诉", "appeal")
