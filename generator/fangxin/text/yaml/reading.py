"""Bytes → a tree of texts with places: the strict YAML that officials write.

Every scalar stays text (``no`` is "no", ``0123`` is "0123"); what it means is decided by the field
table (``fangxin.text.fields``). Refused with place and remedy: duplicate keys, anchors, aliases,
tags, directives, several documents, merge keys, complex or guessed keys, tabs, control and
invisible characters, text that is not NFC, and files that are too big, too deep or not UTF-8.

    root, problems = read_yaml(data, "merchants/shop/ABCDX.yml")

``root`` is None when no tree could be built; then there is at least one problem. A tree that comes
with problems is good for finding further problems, never for publishing. Nodes are ``Text(value,
line, column, plain)``, ``Seq(items, line, column)`` and ``Map(entries, keys, line, column)``, where
``keys[k]`` is the Text of the key itself; lines and columns count from 1.

The tree is built from parse events with an explicit stack, so that deep nesting cannot exhaust
Python's. libyaml is used when it is there, otherwise PyYAML's own parser: both accept the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from fangxin.base.problem import Place, Problem
from fangxin.text.yaml.characters import blank, decode, shown, text_problems, value_problem
from fangxin.text.yaml.dialect import refusal
from fangxin.text.yaml.syntax import syntax_problem

RECORD_BYTES = 64 * 1024
MAX_DEPTH = 12
_PLAIN = (None, "")  # the style of a plain scalar: libyaml says "", PyYAML None
_BLOCK = ("|", ">")
# The remedies for a key that stands twice.
_ONE_LINE = ("请只保留正确的一行", "keep the right line only")
_ONE_BLOCK = (
    "请核对两处，合为一处，内容一项也不要丢",
    "make one of the two, and lose nothing of them",
)
_HEADER = re.compile(r"[|>][-+1-9]{0,2}(?: +#| *\r?$)", re.MULTILINE)
_CUT = re.compile(r" +(#[^\s#!][^\r\n]*)")  # a note that a comment's writer would begin with "# "
_TIGHT = re.compile(r":[,\]}]")
_GLUED = re.compile(r"[^\s\"',\[{]:")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Plain keys that other YAML readers would take for a number, a truth value, a date or nothing.
_GUESSED = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n)\Z|[-+]?[.\d][\d_.:]*(?:e[-+]?\d+)?\Z"
    r"|0x[0-9a-f_]+\Z|0o[0-7_]+\Z|\d{4}-\d\d?-\d\d?(?:[t ].*)?\Z",
    re.IGNORECASE,
)


class Text(NamedTuple):
    """A scalar. ``plain``: written without quotes and not as a block."""

    value: str
    line: int
    column: int
    plain: bool


class Seq(NamedTuple):
    """A list."""

    items: list[Node]
    line: int
    column: int


class Map(NamedTuple):
    """A mapping; ``keys`` has the text of every key of ``entries``, for its place."""

    entries: dict[str, Node]
    keys: dict[str, Text]
    line: int
    column: int


Node = Text | Seq | Map
_BAD_KEY = Text("", 0, 0, False)


def read_yaml(
    data: bytes, path: str, *, max_bytes: int = RECORD_BYTES, max_depth: int = MAX_DEPTH
) -> tuple[Node | None, list[Problem]]:
    """The tree of one YAML file and everything wrong with its dialect; never raises."""
    text, problems = decode(data, path, max_bytes)
    if text is None:
        return None, problems
    found, hopeless = text_problems(text, path)
    problems += found
    if hopeless:
        return None, problems
    clean = blank(text) if found else text
    builder = _Builder(path, clean, max_depth, max_bytes // 8)
    loader = _LOADER(clean)
    try:
        root = builder.build(loader.get_event)
    except _Stop:
        root = None
    except (yaml.YAMLError, ValueError, IndexError) as error:
        root = None
        # Where a blanked character broke the line, it has been explained already.
        if clean is text:
            builder.problems.append(syntax_problem(error, text, path))
    finally:
        loader.dispose()
    return root, problems + builder.problems


class _Stop(Exception):
    """The rest of the file cannot be read; the problem has been reported."""


class _Builder:
    """Turns parse events into nodes."""

    def __init__(self, path: str, text: str, max_depth: int, max_nodes: int) -> None:
        self.path = path
        self.text = text
        self.max_depth = max_depth
        self.room = self.max_nodes = max_nodes
        self.escapes = "\\" in text  # values may hold characters that the text does not show
        self.asks = "?" in text
        self.notes = " #" in text
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[Seq | Map] = []
        self.waiting: list[Text | None] = []  # per open collection the key that awaits its value
        self.flows: list[bool] = []  # per open collection whether it is written in brackets

    def build(self, get_event: Callable[[], Any]) -> Node | None:
        """The root node, None for an empty file; raises ``_Stop`` or a YAMLError."""
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._attach(self._text(event))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.stack.pop()
                self.waiting.pop()
                self.flows.pop()
            elif kind is MappingStartEvent:
                self._open(Map({}, {}, *_spot(event)), event)
            elif kind is SequenceStartEvent:
                self._open(Seq([], *_spot(event)), event)
            elif kind is AliasEvent:
                self._refuse("alias", *_spot(event), name=event.anchor)
                self._attach(Text(f"*{event.anchor}", *_spot(event), False))
            elif kind is DocumentStartEvent and self.root is not None:
                self._stop("many-documents", *_spot(event))
            elif kind is StreamEndEvent:
                if self.root is None:
                    self._refuse("empty-file", 1, 1)
                return self.root

    def _text(self, event: Any) -> Text:
        mark = event.start_mark
        node = Text(event.value, mark.line + 1, mark.column + 1, event.style in _PLAIN)
        if event.anchor is not None or event.tag is not None:
            self._undecorate(event)
        if event.style in _BLOCK or not node.value or (self.asks and "?" in node.value):
            self._odd(event, node)
        if self.notes and node.plain and node.value and self.flows[-1:] != [True]:
            note = _CUT.match(self.text, event.end_mark.index)
            if note:
                line, column = event.end_mark.line + 1, event.end_mark.column + 1
                spaces = len(note.group()) - len(note.group().lstrip())
                self._refuse("comment-cut", line, column + spaces, name=shown(note[1], 20))
        if self.escapes and event.style == '"':
            problem = value_problem(node.value, Place(self.path, node.line, node.column))
            if problem:
                self.problems.append(problem)
                return node._replace(value=blank(node.value))
        return node

    def _odd(self, event: Any, node: Text) -> None:
        """Refuse the few spellings on which libyaml and PyYAML's own parser disagree."""
        at = event.start_mark.index
        if event.style in _BLOCK:
            odd = not _HEADER.match(self.text, at)
        elif node.plain and self.flows and self.flows[-1]:
            odd = "?" in node.value or bool(_TIGHT.match(self.text, at - 1))
        else:
            odd = False
        if odd:
            self._refuse("odd-spelling", node.line, node.column, name=shown(node.value, 20))

    def _open(self, node: Seq | Map, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._undecorate(event)
        if event.flow_style and _GLUED.match(self.text, event.start_mark.index - 2):
            self._refuse(
                "odd-spelling", node.line, node.column, name="…:" + "{["[type(node) is Seq]
            )
        self._attach(node)
        if len(self.stack) >= self.max_depth:
            self._stop("too-deep", node.line, node.column, most=self.max_depth)
        self.stack.append(node)
        self.waiting.append(None)
        self.flows.append(bool(event.flow_style))

    def _attach(self, node: Node) -> None:
        self.room -= 1
        if self.room < 0:
            self._stop("too-many-nodes", node.line, node.column, most=self.max_nodes)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if type(parent) is Seq:
            parent.items.append(node)
        elif type(parent) is Map:
            key = self.waiting[-1]
            if key is None:
                self.waiting[-1] = self._key(node)
            else:
                self.waiting[-1] = None
                self._enter(parent, key, node)

    def _enter(self, parent: Map, key: Text, node: Node) -> None:
        if key is _BAD_KEY:
            return
        first = parent.keys.setdefault(key.value, key)
        if first is key:
            parent.entries[key.value] = node
        else:
            kinds = {type(node), type(parent.entries[key.value])}
            code = "duplicate-list" if kinds == {Seq} else "duplicate-key"
            zh, en = _ONE_LINE if kinds == {Text} else _ONE_BLOCK
            words = {"key": shown(key.value), "first": first.line, "zh": zh, "en": en}
            self._refuse(code, key.line, key.column, **words)

    def _key(self, node: Node) -> Text:
        """``node`` as a key, or the stand-in that keeps its value out of the tree."""
        if type(node) is not Text:
            self._refuse("complex-key", node.line, node.column)
            return _BAD_KEY
        if node.value == "<<":
            self._refuse("merge-key", node.line, node.column)
            return _BAD_KEY
        if not node.value.strip() or (node.plain and _is_guessed(node.value)):
            self._refuse("key-not-text", node.line, node.column, key=shown(node.value))
        return node

    def _undecorate(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("anchor", *_spot(event), name=event.anchor)
        if event.tag is not None:
            self._refuse("tag", *_spot(event), name=event.tag)

    def _refuse(self, code: str, line: int, column: int, **words: object) -> None:
        self.problems.append(refusal(code, Place(self.path, line, column), **words))

    def _stop(self, code: str, line: int, column: int, **words: object) -> NoReturn:
        self._refuse(code, line, column, **words)
        raise _Stop


@lru_cache(maxsize=4096)  # the same few keys stand in every record
def _is_guessed(key: str) -> bool:
    return _GUESSED.match(key) is not None


def _spot(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
