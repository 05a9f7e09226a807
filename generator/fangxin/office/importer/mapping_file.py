"""Reading a mapping file strictly: every problem at once, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.parts import APPEAL
from fangxin.facts.record.table import ADDRESS_PUBLIC, MERCHANT
from fangxin.office.importer.listed import FIELDS, LISTS, unknown_keys
from fangxin.office.importer.mapping import (
    DayCell,
    Failing,
    Granted,
    KindWhen,
    OutcomeRule,
    TableMapping,
)
from fangxin.text.fields.idents import CreditCode
from fangxin.text.fields.kinds import Coded, Flag, Line
from fangxin.text.fields.shape import Kind, Lists, Report, Schema
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf, read_document
from fangxin.text.fields.times import Day
from fangxin.text.table.cells import CALENDAR, CELL, FORMAT, CellRule
from fangxin.text.table.conditions import GIVEN, Condition, Conditions
from fangxin.text.table.encodings import is_known
from fangxin.text.yaml.reading import Map, Node

SEPARATORS = {"tab": "\t", "制表符": "\t", "comma": ",", "semicolon": ";"}
_PREFIX = Coded(r"[A-Z]{1,4}", "1 至 4 个大写字母", "1 to 4 capital letters")
_FOLDER = Coded(r"[a-z0-9-]{1,40}", "小写字母、数字和短横", "a-z, 0-9 and -")
_SEPARATOR = Coded(
    rf"[,;\t|]|{'|'.join(SEPARATORS)}", "逗号、分号、竖线，或 tab（制表符）", "one of , ; | tab"
)
_WORDS = ListOf(Line(), least=1)


@dataclass(frozen=True, slots=True)
class ValueOrCell:
    """A constant of ``kind``, or where it is taken from; read as a Cell."""

    kind: Kind

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A Cell, or BROKEN."""
        if type(node) is Map:
            return CELL.read(node, spec, report)
        value = self.kind.read(node, spec, report)
        readable = isinstance(value, str) or hasattr(value, "isoformat")
        return CellRule(value=str(value)) if readable else value

    def schema(self, lists: Lists) -> Schema:
        """A text or an object."""
        return {"type": ["string", "object"]}


@dataclass(frozen=True, slots=True)
class FlagOrCell:
    """``true``, or a column that says the day; read as a bool or a Cell."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A bool, a Cell, or BROKEN."""
        kind: Kind = CELL if type(node) is Map else Flag()
        return kind.read(node, spec, report)

    def schema(self, lists: Lists) -> Schema:
        """A flag or an object."""
        return {"type": ["boolean", "string", "object"]}


def _kind_when(kind: str, **given: Any) -> KindWhen:
    return KindWhen(kind, Condition(**given) if given else Condition(otherwise=True))


# Further keys of a failure that a table may have; the others are told apart by the mapping itself.
OF_FAILURE = (*("served", "recorded", "rectified", "reply", "publication_ends", "final_document"),)
_DATE = Group(
    (Field("column", Line(), "列名", "name of a column", required=True), FORMAT, CALENDAR),
    build=DayCell,
)
_OUTCOME = Group(
    (
        Field("column", Line(), "列名", "name of a column", required=True),
        Field("pass", Conditions(), "表示合格的词或条件", "passed", attr="passed"),
        Field("fail", Conditions(), "表示不合格的词或条件", "failed", attr="failed"),
    ),
    build=OutcomeRule,
)
_KIND = Group(
    (Field("kind", Line(60), "问题类型", "kind of failure", required=True), *GIVEN),
    build=_kind_when,
    together=tuple((key, "column") for key in ("is", "contains", "at_least", "blank")),
)


def _failing(**given: Any) -> Failing:
    fields = {key: given.pop(key) for key in OF_FAILURE if key in given}
    fields |= {f"appeal.{key}": cell for key, cell in given.pop("appeal", {}).items()}
    if isinstance(given.get("final"), CellRule):
        fields["final"] = given.pop("final")
    return Failing(**given, fields=fields)


_FAILURES = Group(
    (
        Field("date", _DATE, "发生日期", "when it happened", required=True),
        Field(
            "kinds", ListOf(_KIND, least=1), "问题类型", "kinds, the first that fits", required=True
        ),
        Field("summary", _WORDS, "组成说明的各列", "columns joined to the summary"),
        Field("document", CELL, "文书", "the document"),
        Field("final", FlagOrCell(), "结论已最终确定", "the finding is final"),
        Field("rectified_by_later_pass", Flag(), "以后合格视为整改", "a later pass rectifies"),
        *(Field(key, CELL, FAILURE.table[key].zh, FAILURE.table[key].en) for key in OF_FAILURE),
        Field(
            "appeal",
            Group(tuple(Field(key, CELL, one.zh, one.en) for key, one in APPEAL.table.items())),
            "申诉",
            "the appeal",
        ),
    ),
    build=_failing,
)
_GRANTED = Group(
    (
        Field("date", ValueOrCell(Day()), "认定日期", "day of certification", required=True),
        Field("until", ValueOrCell(Day()), "有效期至", "last day", required=True),
        Field("document", ValueOrCell(Line()), "文件", "document", required=True),
        Field(
            "certificate", ValueOrCell(Line(20)), "证书编号（前缀）", "certificate", required=True
        ),
        Field("recorded", ValueOrCell(Day()), "登记日", "day it enters a public registry"),
    ),
    build=Granted,
)
# How the foreign table is written, whatever it becomes.
SHEET = (
    Field("encoding", Line(20), "文字编码", "encoding", example="utf-8-sig"),
    Field("delimiter", _SEPARATOR, "分隔符", "delimiter"),
    Field("blanks", ListOf(Line(10)), "表示没有内容的写法", "what stands for nothing"),
    Field("sheet", Line(31), "工作表名称", "sheet of a workbook"),
)
SKIP = Field("skip", Conditions(column=True), "不导入的行", "rows left out")
# Fields of a record that a column may fill: everything that is one value.
FILLABLE = tuple(
    spec.key for spec in MERCHANT.fields if not isinstance(spec.kind, Group | ListOf | MapOf)
)


def _mapping(**given: Any) -> TableMapping:
    given["delimiter"] = separator_of(given.get("delimiter", ""))
    given["listed"] = {name: given.pop(name) for name in LISTS if name in given}
    return TableMapping(**given)


def separator_of(word: str) -> str:
    """The character that a word of a mapping means."""
    return SEPARATORS.get(word, word)


MAPPING = Group(
    (
        Field("title", Line(), "这张表是什么", "what the table is", required=True),
        *SHEET,
        Field(
            "group_by", _WORDS, "区分商户的列", "columns that tell merchants apart", required=True
        ),
        Field("prefix", _PREFIX, "编号开头", "prefix of IDs", required=True),
        Field("folder", _FOLDER, "放在哪个文件夹", "folder", required=True),
        Field("merchant", MapOf(CELL, least=1), "商户各项", "a record's fields", required=True),
        Field("certified", _GRANTED, "视为已认定", "certified since", required=True),
        Field("outcome", _OUTCOME, "结果列", "the column of outcomes"),
        Field("failures", _FAILURES, "不合格的行怎样登记", "what failed rows become"),
        *FIELDS,
        SKIP,
        Field("whole", Flag(), "这张表是全的", "the table has everything"),
        Field("codes", ListOf(CreditCode()), "经核对无误的旧代码", "codes confirmed by hand"),
    ),
    build=_mapping,
    together=(("outcome", "failures"),),
)


def read_mapping(data: bytes, path: str) -> tuple[TableMapping | None, list[Problem]]:
    """The mapping, None when it cannot be used, and every problem of it; of codes that are listed
    the check character is not told."""
    mapping, problems = read_document(data, path, MAPPING, zh="导入对照表")
    problems = [problem for problem in problems if problem.code != "credit-code-check"]
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
    if mapping.outcome is not None and not (mapping.outcome.passed or mapping.outcome.failed):
        yield Problem(
            Place(path),
            "missing-key",
            "outcome 里要有 pass 或 fail：写明哪些词、哪些条件是合格、是不合格，"
            "其余的写 otherwise；每一行都是问题的表，不写 outcome",
            "outcome needs pass or fail: words or conditions, 'otherwise' for the rest; leave "
            "outcome out where every row is a finding",
        )
    public = mapping.merchant.get("address_public", CellRule())
    for word in public.written:
        if word not in ADDRESS_PUBLIC:
            yield Problem(
                Place(path),
                "bad-choice",
                "address_public 只能是 full（公开完整地址）或 road（只公开到路名），"
                f"这里是“{word}”；请改正",
                f"address_public must be full or road (the road only): found '{word}'; mend it",
            )
    yield from unknown_keys(mapping.listed, path)
    yield from _days_in_order(mapping.certified, path)
    yield from encoding_is_known(mapping.encoding, path)


def _days_in_order(granted: Granted, path: str) -> Iterator[Problem]:
    """Constant days of a certification stand in their order."""
    for first, second in (("date", "until"), ("date", "recorded"), ("recorded", "until")):
        one, other = getattr(granted, first), getattr(granted, second)
        if one is not None and other is not None and (one.value or "") > (other.value or "9"):
            yield Problem(
                Place(path),
                "wrong-order",
                f"certified 里 {second}（{other.value}）不能早于 {first}（{one.value}）；请核对",
                f"certified: {second} ({other.value}) must not be before {first} ({one.value})",
            )


def encoding_is_known(encoding: str, path: str) -> Iterator[Problem]:
    """The encoding that a mapping names is one that can be read."""
    if not is_known(encoding):
        yield Problem(
            Place(path),
            "unknown-encoding",
            f"不认识文字编码“{encoding}”；常用的是 utf-8-sig、gb18030、big5",
            f"unknown encoding '{encoding}'; common ones are utf-8-sig, gb18030, big5",
        )
