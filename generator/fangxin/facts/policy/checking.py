"""What checks of a policy share: a problem at a node, a missing basis, names that are unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.tables import Report
from fangxin.text.yaml.reading import Map, Node

Values = Mapping[str, Any]
Check = Callable[[Sequence[Values], Report], Iterator[Problem]]


def fault(report: Report, node: Node, code: str, zh: str, en: str) -> Problem:
    """A problem where a node stands."""
    return Problem(Place(report.path, node.line, node.column), code, zh, en)


def names_below(report: Report, version: Values, key: str) -> Sequence[str]:
    """The names written below ``key``, also of entries too broken to be read."""
    node = report.node_of(version, key)
    return tuple(node.entries) if isinstance(node, Map) else ()


def without_basis(parts: Iterable[tuple[str, Values]], report: Report) -> Iterator[Problem]:
    """Those of the parts, by name, that say neither their clause nor that they are assumed."""
    for name, part in parts:
        if "clause" not in part and "basis" not in part:
            yield fault(
                report,
                report.node_of(part),
                "no-basis",
                f"「{name}」须写明依据：这里没有写。"
                "请写 clause: 条款；没有条款的，写 basis: assumed 和 source: 参照什么",
                f"'{name}' must say where it comes from: nothing is written; add 'clause: …', "
                "or 'basis: assumed' with 'source: …'",
            )


def not_among(
    section: Values, key: str, known: Collection[str], report: Report
) -> Iterator[tuple[str, Node]]:
    """The names of a list that are not known, and where each stands."""
    for index, name in enumerate(section.get(key, ())):
        if name not in known:
            yield name, report.node_of(section, f"{key}.{index}")
