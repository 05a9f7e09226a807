"""What a value of a record or of a register's row is taken from: the same for both mappings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.shape import Lists, Report, Schema
from fangxin.text.fields.tables import Field, Group, MapOf
from fangxin.text.table.days import DayFormat, is_format
from fangxin.text.yaml.reading import Node, Text

NOTHING = "-"  # the word of a map for "the cell stays empty"
_ASIDE = re.compile(r"[（(][^（()）]*[)）]|https?://\S*")
_BLANK = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class CellRule:
    """A constant ``value``, a ``column`` of the table, or a ``text`` with columns in braces. Of a
    column's words ``before`` and ``after`` take a part, ``words`` translates them, ``format`` and
    ``calendar`` read a day."""

    column: str | None = None
    value: str | None = None
    text: str | None = None
    words: Mapping[str, str] | None = None
    default: str | None = None
    before: str | None = None
    after: str | None = None
    format: str | None = None
    calendar: str = "gregorian"

    def columns(self) -> Iterator[str]:
        """Every column of the table that it reads."""
        if self.column is not None:
            yield self.column
        yield from _BLANK.findall(self.text or "")

    @property
    def written(self) -> tuple[str, ...]:
        """The words that the mapping itself says: they are right, or the mapping is wrong."""
        said = (self.value, self.default, *(self.words or {}).values())
        return tuple(word for word in said if word is not None and word != NOTHING)

    def filled(self, cells: Mapping[str, str]) -> str | None:
        """The words for a row, "" where it says nothing; None when the mapping cannot read what
        stands there."""
        if self.text is not None:
            said = any(cells[name] for name in _BLANK.findall(self.text))
            # The words between say nothing by themselves.
            return _BLANK.sub(lambda match: cells[match[1]], self.text) if said else ""
        if self.column is None:
            return self.value or ""
        found = cells[self.column]
        if self.before is not None:
            found = _parted(found, self.before)[0]
        if self.after is not None:
            found = _parted(found, self.after)[1]
        found = found or (self.default or "")
        if self.words is not None and found:
            word = self.words.get(found, self.default)
            return "" if word == NOTHING else word
        if self.format is not None and found:
            day = DayFormat(self.format, self.calendar).read(found)
            return day.isoformat() if day else None
        return found


def _parted(text: str, mark: str) -> tuple[str, str]:
    """What stands before and after the first ``mark`` that is neither inside brackets nor in a
    web address."""
    bare = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    at = bare.find(mark)
    return (text, "") if at < 0 else (text[:at].strip(), text[at + len(mark) :].strip())


@dataclass(frozen=True, slots=True)
class DayFormatKind:
    """A format of days: Y or y, m or b, and d, once each, in any order."""

    def read(self, node: Node, spec: Field, report: Report) -> object:
        """The format as text."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if is_format(node.value):
            return node.value
        expected = (
            "年（Y，两位的写 y）、月（m，英文月份写 b）、日（d）各一次的日期格式，次序随原表",
            "a format with year (Y, of two digits y), month (m, in English letters b) and day (d) "
            "once each, in any order",
        )
        mend = ("例如 Y/m/d、d.m.Y、Y年m月d日", "such as Y/m/d, d.m.Y, Y年m月d日")
        return report.wrong(node, spec, "bad-format", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """A text."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with columns in braces, every brace closed."""

    def read(self, node: Node, spec: Field, report: Report) -> object:
        """The text."""
        text = Line().read(node, spec, report)
        if not isinstance(text, str) or not ({"{", "}"} & set(_BLANK.sub("", text))):
            return text
        expected = ("花括号成对、里面是列名的文字", "a text whose braces are closed around columns")
        mend = ("例如 {街}{号}号，放在引号里", "such as {street} {number}, in quotation marks")
        return report.wrong(node, spec, "bad-text", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """A text."""
        return {"type": "string"}


CALENDARS = {"gregorian": ("公历", "Gregorian"), "roc": ("民国纪年", "years of the Republic")}
COLUMN = Field("column", Line(), "列名", "name of a column")
FORMAT = Field("format", DayFormatKind(), "日期格式", "format of a date", example="Y/m/d")
CALENDAR = Field("calendar", Choice(CALENDARS), "纪年", "calendar")
CELL = Group(
    (
        COLUMN,
        Field("value", Line(), "固定内容", "a constant"),
        Field("text", Template(), "由各列拼成的文字", "text with {column}", example="{街}{号}号"),
        Field("map", MapOf(Line()), "词语对照", "our word for each of theirs", attr="words"),
        Field("default", Line(), "其他情况的内容", "the value for all else"),
        Field("before", Line(20), "只取这个符号之前", "only what stands before"),
        Field("after", Line(20), "只取这个符号之后", "only what stands after"),
        FORMAT,
        CALENDAR,
    ),
    build=CellRule,
    together=(
        *((key, "column") for key in ("map", "default", "before", "after", "format")),
        ("calendar", "format"),
    ),
)
