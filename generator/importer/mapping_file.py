"""Reading a mapping file strictly: every problem at once, with its place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from generator.fields import Field, Group, ListOf, MapOf, read_document
from generator.fields.kinds import Choice, Coded, Flag, Line, Whole
from generator.fields.times import Day
from generator.importer.mapping import (
    Cell,
    DateCell,
    Failing,
    Granted,
    KindWhen,
    Outcome,
    TableMapping,
)
from generator.problem import Place, Problem
from generator.record.table import ADDRESS_PUBLIC

_CALENDARS = {"gregorian": ("公历", "Gregorian"), "roc": ("民国纪年", "years of the Republic")}
_SEPARATOR = Coded(r"[,;\t|]", "逗号、分号、竖线或制表符", "one of , ; | tab")
_PREFIX = Coded(r"[A-Z]{1,4}", "1 至 4 个大写字母", "1 to 4 capital letters")
_FOLDER = Coded(r"[a-z0-9-]{1,40}", "小写字母、数字和短横", "a-z, 0-9 and -")
_COLUMN = Field("column", Line(), "列名", "name of a column")
_CELL = Group(
    (
        _COLUMN,
        Field("value", Line(), "固定内容", "a constant"),
        Field("map", MapOf(Line()), "词语对照", "our word for each of theirs", attr="words"),
        Field("default", Line(), "列为空时的内容", "the value for an empty cell"),
    ),
    build=Cell,
    together=(("map", "column"), ("default", "column")),
)
_DATE = Group(
    (
        Field("column", Line(), "列名", "name of a column", required=True),
        Field(
            "format",
            Coded(r"Y\W*m\W*d", "Y、m、d 依次各一次的日期格式", "Y, m and d once each, in order"),
            "日期格式",
            "format of the date",
            example="Y/m/d",
        ),
        Field("calendar", Choice(_CALENDARS), "纪年", "calendar"),
    ),
    build=DateCell,
)
_WORDS = ListOf(Line(), least=1)
_OUTCOME = Group(
    (
        Field("column", Line(), "列名", "name of a column", required=True),
        Field("pass", _WORDS, "表示合格的词", "words for passed", required=True, attr="passed"),
        Field("fail", _WORDS, "表示不合格的词", "words for failed", required=True, attr="failed"),
    ),
    build=Outcome,
)
_KIND = Group(
    (
        Field("kind", Line(60), "问题类型", "kind of failure", required=True),
        _COLUMN,
        Field("is", _WORDS, "等于其中之一", "equals one of", attr="is_"),
        Field("contains", _WORDS, "含有其中之一", "contains one of"),
        Field("at_least", Whole(0, 10**12), "数值不小于", "a number of at least"),
    ),
    build=KindWhen,
    together=(("is", "column"), ("contains", "column"), ("at_least", "column")),
)
_FAILURES = Group(
    (
        Field("date", _DATE, "发生日期", "when it happened", required=True),
        Field(
            "kinds", ListOf(_KIND, least=1), "问题类型", "kinds, the first that fits", required=True
        ),
        Field("summary", _WORDS, "组成说明的各列", "columns joined to the summary"),
        Field("document", _CELL, "文书", "the document"),
        Field("final", Flag(), "结论已最终确定", "the finding is final"),
        Field("rectified_by_later_pass", Flag(), "以后合格视为整改", "a later pass rectifies"),
    ),
    build=Failing,
)
_GRANTED = Group(
    (
        Field("date", Day(), "认定日期", "day of certification", required=True),
        Field("until", Day(), "有效期至", "last day", required=True),
        Field("document", Line(), "文件", "document", required=True),
        Field("certificate", Line(20), "证书编号前缀", "prefix of the number", required=True),
        Field("recorded", Day(), "登记日", "day it enters a registry that is public already"),
    ),
    build=Granted,
    order=(("date", "until"), ("date", "recorded"), ("recorded", "until")),
)
# How the foreign table is written, whatever it becomes.
SHEET = (
    Field("encoding", Line(20), "文字编码", "encoding", example="utf-8-sig"),
    Field("delimiter", _SEPARATOR, "分隔符", "delimiter"),
    Field("blanks", ListOf(Line(10)), "表示没有内容的写法", "what stands for nothing"),
    Field("sheet", Line(31), "工作表名称", "sheet of a workbook"),
)
MAPPING = Group(
    (
        Field("title", Line(), "这张表是什么", "what the table is", required=True),
        *SHEET,
        Field(
            "group_by", _WORDS, "区分商户的列", "columns that tell merchants apart", required=True
        ),
        Field("prefix", _PREFIX, "编号开头", "prefix of IDs", required=True),
        Field("folder", _FOLDER, "放在哪个文件夹", "folder", required=True),
        Field("merchant", MapOf(_CELL, least=1), "商户各项", "a record's fields", required=True),
        Field("certified", _GRANTED, "视为已认定", "certified since", required=True),
        Field("outcome", _OUTCOME, "结果列", "the column of outcomes"),
        Field("failures", _FAILURES, "不合格的行怎样登记", "what failed rows become"),
    ),
    build=TableMapping,
    together=(("outcome", "failures"), ("failures", "outcome")),
)
# Fields of a record that a column may fill; everything else needs an official.
FILLABLE = ("name", "category", "town", "address", "uscc", "name_en", "address_public")


def read_mapping(data: bytes, path: str) -> tuple[TableMapping | None, list[Problem]]:
    """The mapping, None when it cannot be used, and every problem of it."""
    mapping, problems = read_document(data, path, MAPPING, zh="导入对照表")
    if mapping is not None:
        problems = [*problems, *_check(mapping, path)]
    return (None if problems else mapping), problems


def _check(mapping: TableMapping, path: str) -> Iterator[Problem]:
    """What the field table cannot say: known keys, a known encoding, a value for name."""
    for key in mapping.merchant:
        if key not in FILLABLE:
            yield Problem(
                Place(path),
                "unknown-key",
                f"merchant 里不能写“{key}”；可写的有 {'、'.join(FILLABLE)}",
                f"merchant cannot have '{key}'; it may have {', '.join(FILLABLE)}",
            )
    for key in ("name", "category"):
        if key not in mapping.merchant:
            yield Problem(
                Place(path),
                "missing-key",
                f"merchant 里必须有 {key}；请写明取自哪一列（column）或固定内容（value）",
                f"merchant needs {key}; name its column or a constant value",
            )
    public = mapping.merchant.get("address_public", Cell())
    for word in (public.value, public.default, *(public.words or {}).values()):
        if word is not None and word not in ADDRESS_PUBLIC:
            yield Problem(
                Place(path),
                "bad-choice",
                "address_public 只能是 full（公开完整地址）或 road（只公开到路名），"
                f"这里是“{word}”；请改正",
                f"address_public must be full or road (the road only): found '{word}'; mend it",
            )
    yield from encoding_is_known(mapping.encoding, path)


def encoding_is_known(encoding: str, path: str) -> Iterator[Problem]:
    """The encoding that a mapping names is one that can be read."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        yield Problem(
            Place(path),
            "unknown-encoding",
            f"不认识文字编码“{encoding}”；常用的是 utf-8-sig、gb18030、big5",
            f"unknown encoding '{encoding}'; common ones are utf-8-sig, gb18030, big5",
        )
