"""Facts are put into a YAML text where they belong; every byte that stood there stays.

    text = with_item(text, ("certification", "decisions"), {"id": "D3", "date": "2026-03-17"})
    text = with_key(text, ("failures", 0), "rectified", "2026-03-20")
    text = with_value(text, ("name",), "月泉粮油商行（示例）")

A path is made of keys and of positions in lists. Values are texts, lists and mappings. New text is
written in the way of its neighbours: on one line in braces beside facts on one line, in lines
beside facts in lines. ruamel.yaml tells where things stand and writes values; comments, order,
quotes and blank lines are kept because nothing but the new text is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString
from ruamel.yaml.tag import Tag

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
_STR = Tag(suffix="tag:yaml.org,2002:str")
_SHORT = 100  # a fact that would be longer on one line is written in lines
_STEP = 2
# Letters, digits and Chinese punctuation, between them single - . / and blanks; not YAML's "null".
_LETTERS = r"[\w〔〕（）《》、，。；“”‘’？！·…—／]+"
_PLAIN = re.compile(rf"(?!null$|Null$|NULL$){_LETTERS}(?:[-./ ]{_LETTERS})*")


class CannotEditError(Exception):
    """The text is written in a way that has no place for the new one."""


class _Texts(VersionedResolver):
    """Every plain scalar is text: ``2018-03-01``, ``no`` and ``0123`` need no quotes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return _STR if kind is ScalarNode else super().resolve(kind, value, implicit)


def with_item(text: str, path: Path, item: Value) -> str:
    """With ``item`` at the end of the list at ``path``; keys on the way are made."""
    node = _find(text, path)
    if node is None or _empty(node):
        return _with_new_list(text, path, item, node)
    if not isinstance(node, SequenceNode):
        raise CannotEditError(f"no list at {path}")
    if node.flow_style:
        return _into_brackets(text, node, _flow(item))
    column = node.start_mark.column
    last = node.value[-1]
    flow = isinstance(last, CollectionNode) and bool(last.flow_style)
    return _after(text, node, _item(item, column, flow))


def with_key(text: str, path: Path, key: str, value: Value) -> str:
    """With ``key: value`` at the end of the mapping at ``path``."""
    node = _find(text, path)
    if not isinstance(node, MappingNode):
        raise CannotEditError(f"no mapping at {path}")
    if node.flow_style:
        return _into_brackets(text, node, f"{key}: {_flow(value)}")
    return _after(text, node, _pair(key, value, node.start_mark.column))


def with_value(text: str, path: Path, value: str) -> str:
    """With another text in the place of the one at ``path``."""
    node = _find(text, path)
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        raise CannotEditError(f"no line of text at {path}")
    start, end = node.start_mark.index, node.end_mark.index
    return text[:start] + _flow(value) + text[end:]


def without_key(text: str, path: Path) -> str:
    """Without the key at the end of ``path`` and its value; for authorised erasures only."""
    parent, key = _find(text, path[:-1]), path[-1]
    if not isinstance(parent, MappingNode):
        raise CannotEditError(f"no mapping at {path[:-1]}")
    for index, (name, value) in enumerate(parent.value):
        if name.value == key:
            if parent.flow_style:
                return _cut_from_braces(text, parent, index)
            start = text.rindex("\n", 0, name.start_mark.index) + 1
            if text[start : name.start_mark.index].strip():  # first key behind "- "
                raise CannotEditError(f"the first key of a fact cannot be cut out at {path}")
            return text[:start] + text[_line_end(text, value) :]
    raise CannotEditError(f"no key at {path}")


def rendered(document: Mapping[str, Value]) -> str:
    """A whole new document, facts on one line where they are short."""
    return "".join(_pair(key, value, 0) for key, value in document.items())


def _find(text: str, path: Path) -> Node | None:
    """The node at ``path``; None where there is none."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _Texts
    try:
        node: Node | None = yaml.compose(io.StringIO(text))
    except YAMLError as error:
        raise CannotEditError(str(error)) from error
    for step in path:
        if isinstance(node, MappingNode):
            node = next((value for name, value in node.value if name.value == step), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _empty(node: Node) -> bool:
    """Whether nothing is written behind the key, or an empty list in brackets."""
    return not node.value and (not isinstance(node, CollectionNode) or bool(node.flow_style))


def _with_new_list(text: str, path: Path, item: Value, empty: Node | None) -> str:
    """A list that is not there yet, with its first item; an empty one makes room."""
    if empty is not None:
        start, end = empty.start_mark.index, empty.end_mark.index
        key_column = text[text.rfind("\n", 0, start) + 1 : start]
        column = len(key_column) - len(key_column.lstrip(" -")) + _STEP
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        head = text[:start].rstrip(" ") + text[end:line_end]
        return f"{head}\n{_item(item, column, False)}{text[line_end + 1 :]}"
    *above, key = path
    value: Value = [item]
    while _find(text, tuple(above)) is None:
        if not above or not isinstance(above[-1], str):
            raise CannotEditError(f"nothing at {tuple(above)}")
        key, value = above.pop(), {str(key): value}
    return with_key(text, tuple(above), str(key), value)


def _into_brackets(text: str, node: Node, words: str) -> str:
    close = node.end_mark.index - 1
    before = text[:close].rstrip()
    lead = "" if before[-1] in "[{" else ("" if before[-1] == "," else ",") + " "
    return before + lead + words + text[close:]


def _cut_from_braces(text: str, parent: MappingNode, index: int) -> str:
    pairs = parent.value
    if len(pairs) == 1:
        return text[: parent.start_mark.index] + "{}" + text[parent.end_mark.index :]
    if index + 1 < len(pairs):
        start, end = pairs[index][0].start_mark.index, pairs[index + 1][0].start_mark.index
    else:
        start, end = pairs[index - 1][1].end_mark.index, pairs[index][1].end_mark.index
    return text[:start] + text[end:]


def _after(text: str, node: Node, lines: str) -> str:
    """With ``lines`` below the last line of ``node``."""
    end = _line_end(text, node)
    head = text[:end]
    if head and not head.endswith("\n"):
        head += "\n"
    if "\r\n" in text:
        lines = lines.replace("\n", "\r\n")
    return head + lines + text[end:]


def _line_end(text: str, node: Node) -> int:
    """Where the line after ``node`` begins. A block ends with its last value: what follows that,
    blank lines and comments, belongs to what comes next."""
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, MappingNode) else last
    end = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        end = len(text[:end].rstrip())
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _item(item: Value, column: int, flow: bool) -> str:
    """An item of a list whose "- " stands in ``column``."""
    pad = " " * column
    if isinstance(item, str) or flow or len(_flow(item)) + column <= _SHORT:
        return f"{pad}- {_flow(item)}\n"
    assert isinstance(item, Mapping)
    lines = "".join(_pair(key, value, column + _STEP) for key, value in item.items())
    return f"{pad}- {lines[column + _STEP :]}"


def _pair(key: str, value: Value, column: int) -> str:
    pad = " " * column
    if isinstance(value, str):
        return f"{pad}{key}: {_flow(value)}\n"
    if isinstance(value, Mapping):
        if len(_flow(value)) + column <= _SHORT and not _nested(value):
            return f"{pad}{key}: {_flow(value)}\n"
        inner = "".join(_pair(k, v, column + _STEP) for k, v in value.items())
        return f"{pad}{key}:\n{inner}"
    if all(isinstance(item, str) for item in value):
        return f"{pad}{key}: {_flow(value)}\n"
    items = "".join(_item(item, column + _STEP, False) for item in value)
    return f"{pad}{key}:\n{items}"


def _nested(value: Mapping[str, Value]) -> bool:
    return any(not isinstance(inner, str) for inner in value.values())


def _flow(value: Value) -> str:
    """A value on one line, quoted where it must be."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _scalar(value: str) -> str:
    """A text that could stand in braces too, so that it never depends on where it stands; quoted
    unless it is beyond doubt."""
    if _PLAIN.fullmatch(value):
        return value
    quoted = DoubleQuotedScalarString if "\n" in value else SingleQuotedScalarString
    yaml = YAML(typ="rt", pure=True)
    yaml.width = len(value) * 8 + 80
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(quoted(value), stream)
    return stream.getvalue().strip().removesuffix("...").rstrip()
