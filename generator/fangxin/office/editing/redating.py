"""Facts that were entered earlier and are not public yet get today as the day of their recording.

    files, count = redated(push)      # path → the file's new bytes

What happened keeps its day, and so does whatever law or a document fixes (``until``, ``served``,
``from``): only ``recorded`` and its like are moved, and the days on which the registry says so,
as the field tables mark them: of a void, of a mended text, of what is taken back of a sign.
Notices: ``fangxin.office.editing.redated_notices``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from fangxin.base.problem import Problem
from fangxin.change.guard.days import known_days
from fangxin.change.guard.facts import FactChange, dig
from fangxin.change.guard.push import Push
from fangxin.change.guard.rewording import LIST, rewordings
from fangxin.office.editing.entered_days import entered_days
from fangxin.office.editing.rows import with_cells
from fangxin.office.editing.text import CannotEditError, Path, with_key, with_value
from fangxin.registry.policy import short_publicity
from fangxin.text.fields.difference import name_of
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml

_MOST = 8 << 20


class Redating(NamedTuple):
    """One day that moves: of which fact, under which key, and from which day; ``value``: what is
    written there, where that is more than the day."""

    fact: FactChange
    key: str
    was: str
    value: str = ""


def early(push: Push) -> Iterator[Redating]:
    """Everything new that would count as recorded before today."""
    today = push.as_of.isoformat()
    for fact in push.facts:
        days = {known.remedy: known.day.isoformat() for known in known_days(fact)}
        days |= dict(entered_days(fact))
        yield from (Redating(fact, key, day) for key, day in days.items() if day < today)
        mended = [one for one in rewordings(fact) if one.day < today]
        if mended and fact.path.endswith(".csv"):  # a cell with a line for each
            lines = (fact.written(LIST) or "").split("\n")
            for one in mended:
                lines[one.at] = today + lines[one.at].strip().removeprefix(one.day)
            yield Redating(fact, LIST, mended[0].day, "\n".join(lines))


def redated(push: Push) -> tuple[Mapping[str, bytes], tuple[Redating, ...]]:
    """The files of NEW that differ, whole, and what was moved in them. Raises CannotEditError."""
    found = tuple(early(push))
    paths = sorted({one.fact.path for one in found})
    files = {path: push.data(path) for path in paths}
    today = push.as_of.isoformat()
    for one in found:
        path = one.fact.path
        if path.endswith(".csv"):
            kind, id = one.fact.kind, one.fact.name
            files[path] = with_cells(
                files[path], kind, id, {one.key: one.value or today}, other=True
            )
        else:
            files[path] = _in_yaml(files[path], one, today)
    return files, found


def shortened(push: Push, found: Iterable[Redating]) -> Iterator[Problem]:
    """The publicities that are too short for the policy once they count from today."""
    programme, registry = push.new.sources.programme, push.new.sources.registry
    for fact in (one.fact for one in found if one.key == "recorded"):
        shop = registry.merchants.get(fact.home) if registry is not None else None
        if shop is None or programme is None or fact.sort != "decisions":
            continue
        for decision in shop.decisions:
            if decision.id == fact.name:
                later = replace(decision, recorded=push.as_of)
                yield from short_publicity(shop, later, programme.policy)


def _in_yaml(data: bytes, one: Redating, today: str) -> bytes:
    """A YAML file with one day moved."""
    tree, _ = read_yaml(data, one.fact.path, max_bytes=_MOST)
    way = next(_ways(tree, one.fact), None) if tree is not None else None
    if way is None:
        raise CannotEditError(f"no fact {one.fact.key}")
    said = data.decode("utf-8")
    *above, key = one.key.split(".")
    where: Path = (*way, *(int(step) if step.isdigit() else step for step in above))
    node = _node(tree, where)
    written = dig(node, key) if node is not None else None
    changed = with_key(said, where, key, today) if written is None else with_value(
        said, (*where, key), today
    )  # fmt: skip
    return changed.encode("utf-8")


def _ways(node: Node | None, fact: FactChange, way: Path = ()) -> Iterator[Path]:
    """Where a fact stands: a mapping in a list of its sort, with its name."""
    if type(node) is Map:
        for key, child in node.entries.items():
            yield from _ways(child, fact, (*way, key))
    elif type(node) is Seq and (not way or way[-1] == fact.sort):
        for index, child in enumerate(node.items):
            if type(child) is Map and _is(child, fact):
                yield (*way, index)


def _is(node: Map, fact: FactChange) -> bool:
    return name_of(node, fact.kind) == fact.name


def _node(node: Node | None, way: Path) -> Node | None:
    for step in way:
        if type(node) is Map and isinstance(step, str):
            node = node.entries.get(step)
        elif type(node) is Seq and isinstance(step, int):
            node = node.items[step]
        else:
            return None
    return node
