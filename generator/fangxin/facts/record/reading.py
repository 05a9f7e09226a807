"""One record's bytes → one Merchant, with every problem of the file at once.

    merchant, problems = read_record(data, "merchants/shop/PJ190001R.yml")

The merchant's ID is the file's name. A merchant that comes with errors lacks whatever could not be
read: good for finding further problems, never for publishing. It is None only when there is no
readable name or category. Keys and kinds are in ``fangxin.facts.record.table``, further rules in
``fangxin.facts.record.checks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.record.checks import PartialRecord, check_draft, check_file_name
from fangxin.facts.record.table import MERCHANT, RECORD
from fangxin.facts.values import Merchant
from fangxin.text.fields.shape import Lists, Report
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml


def read_record(
    data: bytes, path: str, lists: Lists | None = None
) -> tuple[Merchant | None, list[Problem]]:
    """The merchant of one file (or None) and all its problems in the order of the file.

    With the programme's ``lists`` (``fangxin.facts.record.schema.lists_of``), messages name the
    code that belongs to a label."""
    problems = list(check_file_name(path))
    root, found = read_yaml(data, path)
    problems += found
    if root is None:
        return None, sorted(problems)
    report = Report(path, lists)
    values = MERCHANT.values(root, RECORD, report)
    if type(root) is not Map:
        return None, sorted(problems + report.problems)
    places = Places(data, path, frozenset(report.dropped))
    merchant = _merchant(values, path, places)
    problems += report.problems
    problems += check_draft(PartialRecord(merchant, root, report))
    usable = merchant.name and merchant.category
    return merchant if usable else None, sorted(problems)


def _merchant(values: dict[str, Any], path: str, places: Mapping[str, Place]) -> Merchant:
    certification = values.pop("certification", {})
    given = {"name": "", "category": "", "decisions": certification.get("decisions", ()), **values}
    id = path.rpartition("/")[2].rpartition(".")[0]
    return Merchant(id=id, path=path, places=places, **given)


class Places(Mapping[str, Place]):
    """Where each value of a record stands, by dotted path ("failures.0.served").

    Worked out from the record's bytes when somebody asks, because nearly nobody does: places are
    only needed to report a problem. Items that could not be read do not count in the numbering.
    """

    __slots__ = ("_data", "_dropped", "_path")

    def __init__(self, data: bytes, path: str, dropped: frozenset[tuple[int, int]]) -> None:
        self._data = data
        self._path = path
        self._dropped = dropped

    def __getitem__(self, dotted: str) -> Place:
        return _places(self._data, self._path, self._dropped)[dotted]

    def __iter__(self) -> Iterator[str]:
        return iter(_places(self._data, self._path, self._dropped))

    def __len__(self) -> int:
        return len(_places(self._data, self._path, self._dropped))


@lru_cache(maxsize=8)  # who asks for one place of a record asks for many
def _places(data: bytes, path: str, dropped: frozenset[tuple[int, int]]) -> Mapping[str, Place]:
    root, _ = read_yaml(data, path)
    places: dict[str, Place] = {}
    waiting: list[tuple[str, Node]] = [("", root)] if root is not None else []
    while waiting:
        prefix, node = waiting.pop()
        if prefix:
            places[prefix.rstrip(".")] = Place(path, node.line, node.column)
        if type(node) is Map:
            waiting += [(f"{prefix}{key}.", child) for key, child in node.entries.items()]
        elif type(node) is Seq:
            kept = [n for n in node.items if (n.line, n.column) not in dropped]
            waiting += [(f"{prefix}{index}.", child) for index, child in enumerate(kept)]
    return places
