"""The field tables of what a merchant promises and shows: commitments, pledge, signs, honours."""

from __future__ import annotations

from dataclasses import replace

from fangxin.facts.record.parts import (
    CODE,
    DAY,
    NUMBER,
    SUMMARY,
    VOID,
    VOID_FIELD,
    day,
    document,
    rewordings,
)
from fangxin.facts.values import Commitment, Honour, Lost, Pledge, Redaction, Restored, Sign
from fangxin.text.fields.kinds import Coded, Line, Whole
from fangxin.text.fields.tables import Field, Group, ListOf

UNTIL = Field("until", DAY, "截止日期", "last day", example="2021-03-11", ahead=True)
COMMITMENT = Group(
    (
        Field(
            "kind",
            Coded(CODE, "承诺代码（小写字母）", "a code (lower-case)", of="commitments"),
            "承诺",
            "commitment",
            "代码见 content/programme/commitments.yml",
            "codes are in content/programme/commitments.yml",
            required=True,
            example="no_reason_return",
        ),
        Field("since", DAY, "起始日期", "first day", example="2018-03-12", late=True, ahead=True),
        replace(UNTIL, late=True),
        Field(
            "limit",
            Whole(1, 100_000_000),
            "限额（元）",
            "limit in yuan",
            example="5000",
            erasable=True,
        ),
        SUMMARY,
        replace(
            document(),
            zh="承诺的文书",
            en="document of the promise",
            help_zh="商户后来增加承诺、提高限额的，写它来函或承诺书的文号",
            help_en="needed where a promise of money is added to a published record",
            example="浦消联办〔2026〕113号",
        ),
    ),
    build=Commitment,
    order=(("since", "until"),),
)
LOST = Group(
    (day("丢失或被盗日期", "day it was lost or stolen"), document()),
    build=Lost,
)
# Its words stand as they were entered, with their day.
_VOID = replace(VOID, fields=(replace(VOID.fields[0], entered=False), *VOID.fields[1:]))
RESTORED = Group(
    (
        day("撤回日期", "day it was taken back", entered=True),
        Field(
            "reason",
            Line(200),
            "撤回原因",
            "reason",
            required=True,
            example="登记时写错标牌编号",
            erasable=True,
        ),
        document(required=True),
        Field("void", _VOID, "撤回的作废", "what was said of its being void"),
        Field("taken_down", DAY, "撤回的取下", "the day that was entered as taken down"),
        Field("lost", LOST, "撤回的丢失", "what was said of its loss"),
        Field("replaced_by", NUMBER, "撤回的换新", "the number that was said to replace it"),
    ),
    build=Restored,
)
SIGN = Group(
    (
        Field("number", NUMBER, "标牌编号", "number", required=True, example="BP-2018-0042"),
        day("发放日期", "day it was issued", "issued"),
        Field(
            "place",
            Line(60, name=True),
            "张贴位置",
            "where it hangs",
            example="店门",
            late=True,
            erasable=True,
        ),
        Field(
            "taken_down", DAY, "取下日期", "day it was taken down", example="2021-03-12", late=True
        ),
        VOID_FIELD,
        rewordings(("place", "void.reason", "void.document")),
        Field(
            "lost",
            LOST,
            "丢失或被盗",
            "lost or stolen",
            "从这一天起，谁还挂着这块标牌都不算数",
            "from that day on it proves nothing, whoever shows it",
            late=True,
        ),
        Field(
            "replaced_by",
            NUMBER,
            "已换成",
            "number of the sign that replaced it",
            "代替它的那块标牌的编号，也登记在这份记录里",
            "a sign of this record",
            example="BP-2026-0042",
            late=True,
        ),
        Field(
            "restored",
            ListOf(RESTORED, least=1, most=20),
            "撤回登记",
            "taken back",
            "丢失、取下、换新、作废登记错了，或者丢失的找回来了：原来写的挪到这里，一条挪一样"
            "（fangxin sign restore）",
            "what was entered by mistake, or a lost sign that was found: the words are moved "
            "here, one kind in each entry",
            late=True,
        ),
    ),
    build=Sign,
    order=(("issued", "taken_down"), ("issued", "void.date"), ("issued", "lost.date")),
)
HONOUR = Group(
    (
        Field(
            "name",
            Line(80, name=True),
            "荣誉名称",
            "name",
            required=True,
            example="消费者信得过单位",
            erasable=True,
        ),
        day("授予日期", "day it was granted", "granted"),
        Field(
            "by",
            Line(80),
            "授予单位",
            "granted by",
            example="浦江县消费者权益保护委员会",
            late=True,
            erasable=True,
        ),
        replace(UNTIL, late=True),
    ),
    build=Honour,
    order=(("granted", "until"),),
)
PLEDGE = Group(
    (
        day("签署日期", "day it was signed", "signed"),
        Field(
            "policy_version",
            Whole(1, 999),
            "规则版本",
            "version of the policy",
            required=True,
            example="1",
        ),
    ),
    build=Pledge,
)
REDACTION = Group(
    (
        day("删除日期", "day of the erasure"),
        Field(
            "fields",
            ListOf(Line(80), least=1),
            "删除的内容",
            "what was erased",
            required=True,
            example="[failures.F1.summary]",
        ),
        document(required=True),
    ),
    build=Redaction,
)
