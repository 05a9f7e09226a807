"""The reference of the fields of records and registers as Markdown tables, from the field tables.

``python scripts/field_reference.py docs/record.md docs/registers.md`` renews what stands between
the two marks of each.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fangxin.facts.record.table import RECORD
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.mended import Mends
from fangxin.facts.registers.register import Register
from fangxin.text.csv.schema import columns
from fangxin.text.fields.idents import CreditCode, MerchantId
from fangxin.text.fields.kinds import Choice, Coded, Flag, Line, Prose, Web, Whole
from fangxin.text.fields.tables import Field, Group, Kind, ListOf, MapOf
from fangxin.text.fields.times import Day, Minute

BEGIN, END = "<!-- fields: made by python scripts/field_reference.py -->", "<!-- end of fields -->"
REGISTERS = BEGIN.replace("fields", "registers", 1)
_COLUMNS = "| key | 名称 name | 内容 value | 说明 meaning |\n|---|---|---|---|\n"


def reference(root: Field = RECORD) -> str:
    """One table for each mapping: key (bold: required), label, shape, help, in both languages."""
    parts = []
    for name, spec, group in _groups("", root):
        title = f"`{name}` {spec.zh} · {spec.en}" if name else f"{spec.zh} · {spec.en}"
        rows = "".join(_row(field) for field in group.fields)
        parts.append(f"### {title}\n\n{_COLUMNS}{rows}{''.join(_rules(group))}")
    return "\n".join(parts)


def renewed(text: str) -> str:
    """``text`` with the part between the marks made anew; ValueError without marks."""
    mark, made = (REGISTERS, registers()) if REGISTERS in text else (BEGIN, reference())
    head, begin, rest = text.partition(mark)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text needs the marks {BEGIN} and {END}")
    return f"{head}{mark}\n\n{made}\n{END}{tail}"


def registers() -> str:
    """Each register: its files, the heading of a CSV, and what its columns or keys hold."""
    return "\n".join(_register(register) for register in every())


def _register(register: Register[Any]) -> str:
    name = f"`{register.file}`"
    title = f"### {name} {' · '.join(register.title)}\n\n"
    if register.ending != "csv":
        return title + reference(Field("", register.row, "一行", "a row")).replace("###", "####")
    specs = columns(register.row)
    heading = "\n".join(["```csv", ",".join(spec.key for spec in specs), "```", ""])
    rows = "".join(_row(spec) for spec in specs)
    return f"{title}{heading}\n{_COLUMNS}{rows}{''.join(_rules(register.row))}"


def _groups(name: str, spec: Field) -> Iterator[tuple[str, Field, Group]]:
    kind = spec.kind.item if isinstance(spec.kind, ListOf) else spec.kind
    if isinstance(kind, Group):
        yield name, spec, kind
        for child in kind.fields:
            yield from _groups(f"{name}.{child.key}".lstrip("."), child)


def _row(spec: Field) -> str:
    key = f"**`{spec.key}`**" if spec.required else f"`{spec.key}`"
    zh, en = shape(spec.kind)
    plain = spec.example and not isinstance(spec.kind, Choice | Day)
    bars = spec.example.replace("|", "\\|")  # else they would end the cell
    example = f"<br>`{bars}`" if plain else ""
    meaning = "<br>".join(filter(None, (spec.help_zh, spec.help_en)))
    return f"| {key} | {spec.zh}<br>{spec.en} | {zh}<br>{en}{example} | {meaning} |\n"


def _rules(group: Group) -> Iterator[str]:
    lines = [f"`{early}` ≤ `{late}`" for early, late in group.order]
    lines += [f"`{key}` → `{beside}`" for key, beside in group.together]
    for when in group.when:
        needs = " ".join(f"`{key}`" for key in when.needs)
        unless = f" (`{when.unless}`: —)" if when.unless else ""
        mark = " ⚠" if when.level == "warning" else ""
        lines.append(f"`{when.key}: {' / '.join(when.values)}` → {needs}{unless}{mark}")
    for only in group.only:
        keys = " ".join(f"`{key}`" for key in only.keys)
        lines.append(f"{keys} ⊂ `{only.key}: {' / '.join(only.values)}`")
    if lines:
        yield "\n"
    yield from (f"- {line}\n" for line in lines)


def shape(kind: Kind) -> tuple[str, str]:
    """What may be written for a kind, in Chinese and English."""
    match kind:
        case Line(most=most):
            return f"一行文字，最多 {most} 字", f"one line, at most {most} characters"
        case Prose(most=most):
            return f"文字，最多 {most} 字", f"text, at most {most} characters"
        case Coded(zh=zh, en=en):
            return zh, en
        case Choice(options=options):
            codes = "<br>".join(f"`{code}` {zh} {en}" for code, (zh, en) in options.items())
            return "下列之一", f"one of<br>{codes}"
        case Day():
            return "日期 YYYY-MM-DD", "a day"
        case Minute():
            return "时间 YYYY-MM-DD HH:MM", "a moment"
        case Whole(least=least, most=most):
            return f"整数 {least}–{most}", "a whole number"
        case Flag():
            return "`true` 或 `false`", "true or false"
        case Web():
            return "http(s) 网址", "an http(s) address"
        case MerchantId():
            return "商户编号", "a merchant ID"
        case CreditCode():
            return "18 位代码", "a code of 18 characters"
        case ListOf(item=item):
            zh, en = shape(item)
            return f"列表：{zh}", f"list: {en}"
        case MapOf() | Group():
            return "见下表", "see its table"
        case Mends():
            return "一行一处：日期、哪一项、文号、原来的文字，用竖线隔开", (
                "a line for each: day, key, document, old words, separated by bars"
            )
    if hasattr(kind, "most"):  # a kind of one register, a line with a rule of its own
        return f"一行文字，最多 {kind.most} 字", f"one line, at most {kind.most} characters"
    raise TypeError(f"no words for {kind!r}")


if __name__ == "__main__":
    for _name in sys.argv[1:]:
        _path = Path(_name)
        _path.write_text(renewed(_path.read_text("utf-8")), "utf-8")
