"""What a field table is made of: a key with its kind and labels, and the report of its reading."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, Protocol

from fangxin.base.both import Both
from fangxin.base.problem import Level, Place, Problem
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Map, Node, Seq, Text

Lists = Mapping[str, Mapping[str, str]]  # name of a list of the programme → code → label
Schema = dict[str, Any]
_PARTS = re.compile(r"[或、，（）]|, also ")
BROKEN: Final = object()  # stands for a value that could not be read; its problem is reported
ERASED: Final = "（依法删除）"  # stands where something must be written and was taken away by law
WITHHELD: Final = Text("", 0, 0, False)  # stands for a text that nobody shall read; likewise


class Kind(Protocol):
    """The kind of a value: how it is read, and how JSON Schema says it."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The value, or ``BROKEN`` after ``report.wrong(…)``; never raises."""

    def schema(self, lists: Lists) -> Schema:
        """The same in JSON Schema; may be laxer than ``read``, never stricter."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key: its kind, its label and help in both languages, and an example as written."""

    key: str
    kind: Kind
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    required: bool = False
    attr: str = ""  # name of the value in ``build``; default: the key
    example: str = ""
    kept: bool = False  # ``build`` is told of a value that could not be read, by ``BROKEN``
    # Of a fact that was published:
    late: bool = False  # may be added to it
    late_before: str = ""  # but only as long as this key was not written
    falls_to: str = ""  # the key whose day holds where it is not written; the same may be added
    erasable: bool = False  # may be taken away by law: words and particulars; of a list, an item
    weighs: bool = False  # altering it makes a failure weigh less, or act later
    # Of a day:
    ahead: bool = False  # it may lie ahead; any other says that something has happened
    entered: bool = False  # on it the registry says so: of what is not public yet it moves

    @property
    def name_zh(self) -> str:
        return f"{self.key}（{self.zh}）" if self.key else self.zh

    @property
    def name_en(self) -> str:
        return self.key or self.en


class Report:
    """Collects the problems of one file, and remembers from which node a value was built."""

    def __init__(self, path: str, lists: Lists | None = None, cells: bool = False) -> None:
        self.path = path
        self.cells = cells  # the values are cells of a table, not lines of a file
        self.lists: Lists = lists or {}  # the programme's, to name the code that was meant
        self.problems: list[Problem] = []
        self.dropped: list[tuple[int, int]] = []  # line and column of list items left out
        self._nodes: dict[int, tuple[object, Node]] = {}  # keeps the value, so its id stays its own

    def at(self, path: str) -> Report:
        """The same of a file of another path."""
        moved = copy(self)
        moved.path, moved.problems = path, [problem.at(path) for problem in self.problems]
        return moved

    @property
    def clear(self) -> Both:
        """How a value is taken out, in words: nobody shall delete a row to empty a cell."""
        return ("清空这一格", "clear the cell") if self.cells else ("删去这一行", "delete the line")

    def add(self, at: Node, code: str, zh: str, en: str, level: Level = "error") -> None:
        """Add a problem in words of its own."""
        self.problems.append(Problem(Place(self.path, at.line, at.column), code, zh, en, level))

    def wrong(
        self,
        node: Node,
        spec: Field,
        code: str,
        expected: Both,
        mend: Both,
        level: Level = "error",
    ) -> Any:
        """Add "field must be expected: found; mend" and return ``BROKEN``; texts are (zh, en)."""
        zh, en = found(node)
        gap = " " if expected[0][0].isascii() else ""
        self.add(
            node,
            code,
            f"{spec.name_zh}须为{gap}{expected[0]}：{zh}。{mend[0]}",
            f"{spec.name_en} must be {expected[1]}: found {en}; {mend[1]}",
            level,
        )
        return BROKEN

    def not_text(self, node: Node, spec: Field) -> Any:
        """A list or mapping stands where a single text is expected."""
        mend = (
            "请只写一项内容；文字里有 { } [ ] 时请加英文双引号",
            "write one value, quoted if it has brackets",
        )
        return self.wrong(node, spec, "not-text", ("一项文字", "a single text"), mend)

    def person(self, node: Node, spec: Field) -> Any:
        """A number of a person stands where a code or an address is expected: told without it."""
        self.add(
            node,
            "personal-number",
            f"{spec.name_zh}里不能有个人的证件号码：这里写的像是居民身份证号码（不重复显示）。请改正",
            f"{spec.name_en} must not hold a number of a person: this looks like a resident "
            "identity number (not repeated here); correct it",
        )
        return BROKEN

    def built(self, value: object, node: Node) -> None:
        """Remember that ``value`` was read from ``node``."""
        self._nodes[id(value)] = (value, node)

    def node_of(self, value: object, key: str = "") -> Node:
        """Where ``value`` was read, or the node under its dotted ``key`` as far as written."""
        return dig(self._nodes[id(value)][1], key)


def dig(node: Node, key: str) -> Node:
    """The node under the dotted ``key``, or the nearest one above it that was written."""
    for part in key.split(".") if key else ():
        if type(node) is Map and part in node.entries:
            node = node.entries[part]
        elif type(node) is Seq and part.isdecimal() and int(part) < len(node.items):
            node = node.items[int(part)]
        else:
            break
    return node


def found(node: Node) -> Both:
    """What was written, in words of both languages; long text is cut."""
    if type(node) is Text:
        text = shown(node.value)
        return (f"写的是「{text}」", f"'{text}'") if text else ("这里是空的", "nothing")
    return ("这里是一个列表", "a list") if type(node) is Seq else ("这里是一组内容", "a mapping")


def meant(text: str, options: Mapping[str, tuple[str, ...]]) -> str | None:
    """The code that somebody who wrote ``text`` meant: a label of it, or nearly the code."""
    text = text.strip()
    if not text:
        return None
    for code, labels in options.items():
        if any(text == label or text in _PARTS.split(label) for label in labels):
            return code
    within = [c for c, labels in options.items() if any(text in label for label in labels)]
    if len(within) == 1 and not text.isascii():
        return within[0]
    near = difflib.get_close_matches(text.lower(), [code.lower() for code in options], 1, 0.75)
    return next((code for code in options if code.lower() in near), None)


def left_empty(node: Node, spec: Field, report: Report) -> bool:
    """Report a value that was left empty."""
    if type(node) is not Text or not is_blank(node):
        return False
    clear_zh, clear_en = report.clear
    mend = (f"请补上内容；没有内容就{clear_zh}", f"fill it in, or {clear_en}")
    report.wrong(node, spec, "empty", ("有内容的一项", "filled in"), mend)
    return True


def is_blank(text: Text) -> bool:
    """Nothing was written, or YAML's word for nothing."""
    value = text.value
    if not value or value.isspace():
        return True
    return text.plain and value in ("~", "null", "Null", "NULL")
