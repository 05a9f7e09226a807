"""Documents with one key that is looked for and whatever must be written, made of the tables."""

from __future__ import annotations

from typing import Any

from fangxin.facts.record.reading import _merchant
from fangxin.facts.record.table import MERCHANT, RECORD
from fangxin.facts.registers.mended import Mends, line_of
from fangxin.facts.registers.register import Register
from fangxin.facts.values import Merchant
from fangxin.text.fields.shape import Field, Report
from fangxin.text.fields.tables import Group, ListOf
from fangxin.text.fields.times import Minute
from fangxin.text.yaml.reading import Map, Node, Seq, Text

DAY, DOCUMENT = "2026-04-01", "浦消联办〔2026〕9号"


def record_with(dotted: str, said: str) -> Merchant:
    """A record that says one thing under a dotted key."""
    report = Report("merchants/shop/PJ269001Q.yml")
    written = _node(_mapping(MERCHANT, tuple(dotted.split(".")), said))
    return _merchant(MERCHANT.values(written, RECORD, report), report.path, {})


def row_with(register: Register[Any], dotted: str, said: str) -> Any:
    """A row of a register that says one thing under a dotted key."""
    written = _node(_mapping(register.row, tuple(dotted.split(".")), said))
    return register.row.read(written, Field("", register.row, "", ""), Report("x"))


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        keys = {key: Text(key, 1, 1, False) for key in value}
        return Map({key: _node(child) for key, child in value.items()}, keys, 1, 1)
    if isinstance(value, list):
        return Seq([_node(child) for child in value], 1, 1)
    return Text(value, 1, 1, False)


def _mapping(table: Group, path: tuple[str, ...], said: str) -> dict[str, Any]:
    """A mapping with what must be written, and with the key that ``path`` begins with."""
    need = {spec.key: _example(spec, (), said) for spec in table.required}
    if path:
        need[path[0]] = _example(table.table[path[0]], path[1:] or (path[0],), said)
    return need


def _example(spec: Field, path: tuple[str, ...], said: str) -> Any:
    """What stands under a key: what is said at the end of ``path``, else an example of it."""
    kind = spec.kind
    if isinstance(kind, Mends) and path:
        day, paper = (said, DOCUMENT) if path[-1] == "date" else (DAY, said)
        return line_of(day, kind.keys[0], paper, "原来的文字")
    if isinstance(kind, ListOf) and isinstance(kind.item, Group):
        return [_mapping(kind.item, path, said)]
    if isinstance(kind, Group):
        return _mapping(kind, path, said)
    if path == ():
        return [spec.example.strip("[]")] if isinstance(kind, ListOf) else spec.example or "示例"
    return f"{said} 09:00" if isinstance(kind, Minute) else said
