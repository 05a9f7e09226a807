"""A fact that is entered once: a command that runs a second time finds what the first one wrote.

Two facts are the same when the one says everything that the other would, whatever number and day of
recording it was given. Whoever means another one says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from fangxin.office.editing.steps import AddItem, AddKey, Step
from fangxin.office.editing.text import Value, rendered
from fangxin.text.fields.difference import plain
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml

OWN = frozenset({"id", "number", "certificate", "recorded"})  # given anew by each run
OVER = frozenset({"void", "lost", "replaced_by", "taken_down"})  # what has ended is another one
APART = "distinct_from"  # says that it is another one
SOON = timedelta(minutes=10)  # between two runs that each took the minute for granted


def twin_fact(data: bytes, steps: Sequence[Step]) -> tuple[str, int] | None:
    """Name and line of a fact in a record that says all that one of ``steps`` would add; None where
    each adds something. What was declared void or has ended does not count, nor what the same steps
    change: a sign is no twin of the one that replaces it."""
    root, _ = read_yaml(data, "record")
    changed = {step.path for step in steps if isinstance(step, AddKey)}
    for step in steps if root is not None else ():
        if not isinstance(step, AddItem) or not isinstance(step.item, Mapping):
            continue
        node: Node | None = root
        for key in step.path:
            node = node.entries.get(str(key)) if isinstance(node, Map) else None
        for item in node.items if isinstance(node, Seq) else ():
            if isinstance(item, Map) and _says(item, step.item):
                named = plain(item.entries.get("id") or item.entries.get("number"))
                if (*step.path, named) not in changed:
                    return str(named or step.path[-1]), item.line
    return None


def says(data: bytes, values: Mapping[str, Value]) -> bool:
    """Whether a record says all of ``values``."""
    root, _ = read_yaml(data, "record")
    return isinstance(root, Map) and _says(root, values)


def _says(there: Map, new: Mapping[str, Value]) -> bool:
    if APART in new or OVER & there.entries.keys():
        return False
    wanted, _ = read_yaml(rendered({k: v for k, v in new.items() if k not in OWN}).encode(), "new")
    return isinstance(wanted, Map) and all(
        plain(there.entries.get(key)) == plain(value) for key, value in wanted.entries.items()
    )


def twin_row(
    rows: Iterable[Mapping[str, str]], new: Mapping[str, str], moment: str | None
) -> str | None:
    """The id of a row that says all that ``new`` says; None where there is none. ``moment``: a
    column of minutes that nobody gave, which may differ by a few."""
    wanted = {key: text for key, text in new.items() if key not in OWN and text}
    at = wanted.pop(moment, None) if moment else None
    for row in rows:
        if row.get("void.date") or any(row.get(key) != text for key, text in wanted.items()):
            continue
        if at is None or moment is None or _near(at, row.get(moment, "")):
            return row.get("id", "")
    return None


def _near(one: str, other: str) -> bool:
    try:
        apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    except ValueError:
        return False
    return abs(apart) <= SOON
