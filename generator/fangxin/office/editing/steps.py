"""An edit of a record: steps that add facts and keys, and nothing else unless it is named.

``edited`` proves its own result: the new text is read strictly and compared with the old one, and
whatever differs must be what the steps say. A record written in an unusual way is refused with the
lines to write by hand, never mangled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fangxin.base.problem import errors
from fangxin.office.editing.text import (
    CannotEditError,
    Path,
    Value,
    with_item,
    with_key,
    with_value,
    without_key,
)
from fangxin.text.fields.difference import differences, in_words
from fangxin.text.fields.tables import Group
from fangxin.text.yaml.reading import RECORD_BYTES, Map, Node, Seq, Text, read_yaml


@dataclass(frozen=True, slots=True)
class AddItem:
    """``item`` becomes the last one of the list at ``path``, which may go through a fact
    ("failures", "F1", "corrected")."""

    path: Path
    item: Value


@dataclass(frozen=True, slots=True)
class AddKey:
    """``key: value`` is added to the fact named at the end of ``path`` ("failures", "F1"), or to a
    mapping in it."""

    path: tuple[str, ...]
    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class Replace:
    """The text at ``path`` becomes another one: what changes with a ``changes`` entry."""

    path: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The key at the end of ``path`` goes with its value: an authorised erasure."""

    path: tuple[str, ...]


Step = AddItem | AddKey | Replace | Cut


def edited(text: str, steps: Sequence[Step], table: Group, most: int = RECORD_BYTES) -> str:
    """``text``, of at most so many bytes, after all steps. Raises CannotEditError when it has no
    place for one of them, or when anything else would differ."""
    new = text
    for step in steps:
        new = _done(new, step, most)
    _prove(_tree(text, most), _tree(new, most), steps, table)
    return new


def _done(text: str, step: Step, most: int) -> str:
    root = _tree(text, most)
    if isinstance(step, AddItem):
        return with_item(text, _positions(root, step.path), step.item)
    if isinstance(step, AddKey):
        return with_key(text, _positions(root, step.path), step.key, step.value)
    if isinstance(step, Replace):
        path = _positions(root, step.path)
        if _node(root, path) is None:
            return with_key(text, path[:-1], str(path[-1]), step.value)
        return with_value(text, path, step.value)
    return without_key(text, _positions(root, step.path))


def _tree(text: str, most: int) -> Node:
    root, problems = read_yaml(text.encode(), "record", max_bytes=most)
    if root is None or errors(problems):
        said = str(problems[0]) if problems else "empty"
        raise CannotEditError(f"the record has errors: {said}")
    return root


def _positions(root: Node, path: Path) -> Path:
    """``path`` with the names of facts as positions in their lists."""
    node: Node | None = root
    found: list[str | int] = []
    for name in path:
        step = name
        if isinstance(node, Seq) and isinstance(name, str):
            places = [at for at, item in enumerate(node.items) if name in _names(item)]
            if len(places) != 1:
                raise CannotEditError(f"no fact {name}")
            step = places[0]
        found.append(step)
        node = _node(node, (step,)) if node is not None else None
    return tuple(found)


def _names(item: Node) -> set[str]:
    keys = ("id", "fact", "number")
    if not isinstance(item, Map):
        return set()
    values = (item.entries.get(key) for key in keys)
    return {value.value for value in values if isinstance(value, Text)}


def _node(node: Node | None, path: Path) -> Node | None:
    for step in path:
        if isinstance(node, Map) and isinstance(step, str):
            node = node.entries.get(step)
        elif isinstance(node, Seq) and isinstance(step, int):
            node = node.items[step]
        else:
            return None
    return node


def _prove(old: Node, new: Node, steps: Sequence[Step], table: Group) -> None:
    """Only what the steps name differs, and only in the way they say."""
    added = {step.path for step in steps if isinstance(step, AddItem)}
    added |= {(*step.path, step.key) for step in steps if isinstance(step, AddKey)}
    replaced = {step.path for step in steps if isinstance(step, Replace)}
    cut = {step.path for step in steps if isinstance(step, Cut)}
    for one in differences(old, new, table):
        path = one.path
        fine = {
            "added": any(path[: len(way)] == way or way[: len(path)] == path for way in added)
            or path in replaced,
            "changed": path in replaced,
            "removed": path in cut,
        }[one.way]
        if not fine:
            raise CannotEditError(
                f"{'.'.join(path)} would differ: {in_words(one.before)} → {in_words(one.after)}"
            )
