"""依法删除: which words of a record may go by law, and the steps that take them out.

What is erased is named as ``fangxin guard`` wants it: "address", or list, id and key of a fact
("failures.F1.summary", "decisions.D2.document").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fangxin.facts.record.table import MERCHANT
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, Cut, Replace, Step
from fangxin.text.fields.difference import name_of
from fangxin.text.fields.shape import ERASED, Kind
from fangxin.text.fields.tables import Group, ListOf
from fangxin.text.yaml.reading import Map, Node, Seq

Found = tuple[str, tuple[str, ...], bool]  # name, path in the record, whether something must stand
_ABOVE = "certification"  # not part of the names
_STAND = {("address",)}  # what the checks want of most records, though the table does not


def erasable(root: Node) -> tuple[Found, ...]:
    """Everything in a record that may be erased, in its order."""
    return tuple(_below(root, MERCHANT, ()))


def _below(node: Node, kind: Kind, path: tuple[str, ...]) -> Iterator[Found]:
    if isinstance(node, Seq) and isinstance(kind, ListOf):
        for item in node.items:
            yield from _below(item, kind.item, (*path, name_of(item, kind.item)))
    if not isinstance(node, Map) or not isinstance(kind, Group):
        return
    needed = {key for when in kind.when if when.level == "error" for key in when.needs}
    for key, child in node.entries.items():
        spec = kind.table.get(key)
        if spec is None or "redacted" in path:
            continue
        where = (*path, key)
        if spec.erasable and not isinstance(child, Map | Seq):
            name = ".".join(part for part in where if part != _ABOVE)
            yield name, where, spec.required or key in needed or where in _STAND
        yield from _below(child, spec.kind, where)


def erased(root: Node, names: Sequence[str], document: str, today: date) -> list[Step]:
    """The steps that take out what is named, and say that it was. Raises NotPossibleError."""
    known = {name: (path, needed) for name, path, needed in erasable(root)}
    wanted = [name.removeprefix(f"{_ABOVE}.") for name in names]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise NotPossibleError(
            f"这份档案里没有可以删去的 {'、'.join(unknown)}；可以写的有："
            f"{'、'.join(known) or '一项也没有'}。日期、类型和决定删不得；记错了的用 fangxin void",
            f"nothing named {', '.join(unknown)} can be erased here; there is "
            f"{', '.join(known) or 'nothing'}",
        )
    steps: list[Step] = []
    for name in wanted:
        path, needed = known[name]
        steps.append(Replace(path, ERASED) if needed else Cut(path))
    entry = {"date": today.isoformat(), "fields": wanted, "document": document}
    return [*steps, AddItem(("redacted",), entry)]
