"""What can be filled in as a table of our own: the columns of each, from the field tables.

The same columns make the template (``fangxin template``) and are known again by their headings
when it comes back, as a workbook or as a CSV.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from fangxin.facts.record.decisions import ACTS, DECISION
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.register import RegisterForm as RegisterForm
from fangxin.text.csv.schema import columns as row_columns
from fangxin.text.fields.tables import Field, Group, ListOf
from fangxin.text.table.heading import bare
from fangxin.text.workbook.columns import Column, Need
from fangxin.text.workbook.reading import HEAD, GridLine

PUBLICISED = "publicised"  # the act that a merchant's row may tell of
_ASIDE = (
    "id",
    "publication_ends",
    "corrected",
)  # columns of registers that nobody fills in for new rows
_STEPS = (
    "商户编号不用填，导入时由程序取下一个空号。一处经营场所、一个类别一行；连锁店每个门店一行。",
    "已经公示的，填“公示：决定日期”“公示：截止日期”“公示：文号”三格；还没有公示的，这三格空着。"
    "认定、整改等以后的事，不在这张表里填。",
    "已在登记簿里的商户（信用代码和地址相同，或名称和地址相同），再导入也不会重复，也不会改动。",
)
_MUST = ("uscc",)  # without which no record passes that was not taken over from elsewhere
_WHEN = ("town", "address", "address_public")
_KEYS = re.compile(r"（[^（）]*[a-z_]{4,}: ?[^（）]*）")  # an aside on how a file has it
# Whoever fills in a form takes nothing over from an older register.
_ELSEWHERE = re.compile("只有从旧登记簿导入的商户可以不写|和从旧登记簿导入的商户")
_KEY = re.compile(r" ?(?<![\w/.])([a-z_]{4,})(?![\w/.])")


@dataclass(frozen=True, slots=True)
class Form:
    """One table: its name in commands, in Chinese, its columns, invented rows by key, and what
    whoever fills it in must know."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    examples: tuple[Mapping[str, str], ...]
    steps: tuple[str, ...]

    def by_heading(self) -> Mapping[str, Column]:
        """Every word that a column may be headed by."""
        return {bare(word): one for one in self.columns for word in (one.key, one.label)}


@dataclass(frozen=True, slots=True)
class Found:
    """A form known by its heading: the row, its columns by place, and headings of no column."""

    form: Form
    row: int
    columns: Mapping[int, Column]
    unknown: Mapping[int, str]


def _plain(specs: Sequence[Field]) -> list[Field]:
    """The fields with help for whoever sees headings and lists, but neither keys nor files."""
    labels = {one.key: one.zh for one in specs}

    def heading(key: re.Match[str]) -> str:
        return f"“{labels[key[1]]}”" if key[1] in labels else key[0]

    plain = []
    for one in specs:
        text = _KEYS.sub("", _ELSEWHERE.sub("", one.help_zh))
        text = "；".join(part for part in text.split("；") if part and "content/" not in part)
        plain.append(replace(one, help_zh=_KEY.sub(heading, text)))
    return plain


def _publicity() -> list[Column]:
    act = ACTS[PUBLICISED][0]
    specs = (DECISION.table[key] for key in ("date", "until", "document"))
    return [
        Column(
            replace(spec, key=f"{PUBLICISED}.{spec.key}", zh=f"{act}：{spec.zh}", required=False)
        )
        for spec in specs
    ]


def _merchants() -> Form:
    specs = _plain([one for one in MERCHANT.fields if not isinstance(one.kind, Group | ListOf)])
    columns = [Column(one, _need(one.key, one.required, _MUST, _WHEN)) for one in specs]
    shown = ("name", "name_en", "uscc", "category", "town", "address", "website", "service_phone")
    example = {one.key: one.example for one in specs if one.key in shown}
    return Form("merchants", "商户", (*columns, *_publicity()), (example,), _STEPS)


def _register(register: Register[Any], form: RegisterForm) -> Form:
    table = register.row
    rows = [one for one in row_columns(table) if one.key not in _ASIDE and "." not in one.key]
    specs = _plain(rows)
    when = [key for rule in table.when for key in rule.needs]
    columns = tuple(Column(one, _need(one.key, one.required, (), when)) for one in specs)
    examples = tuple(_whole(one, specs) for one in form.examples)
    return Form(register.name, form.zh, columns, examples, form.steps)


def _need(key: str, required: bool, must: Sequence[str], when: Sequence[str]) -> Need:
    return "must" if required or key in must else "when" if key in when else "may"


def _whole(given: Mapping[str, str], specs: Sequence[Field]) -> Mapping[str, str]:
    """An example row: what is given, "" taking the field table's own example."""
    own = {one.key: one.example for one in specs}
    return {key: text or own[key] for key, text in given.items()}


@cache
def _forms(registers: tuple[Register[Any], ...]) -> tuple[Form, ...]:
    rows = [(one, one.form) for one in registers if one.ending == "csv"]
    return (_merchants(), *(_register(one, form) for one, form in rows if form is not None))


def forms() -> tuple[Form, ...]:
    """All of them: merchants, and the registers that declare one."""
    return _forms(every())


def form_of(name: str) -> Form:
    """The form of this name."""
    return next(form for form in forms() if form.name == name)


def recognised(lines: Sequence[GridLine]) -> Found | None:
    """The form whose heading stands in one of the first rows, or None."""
    for line in lines[:HEAD]:
        cells = {at: bare(text) for at, text in enumerate(line.cells, 1) if bare(text)}
        for form in forms():
            known = form.by_heading()
            columns = {at: known[text] for at, text in cells.items() if text in known}
            has = {column.key for column in columns.values()}
            if all(one.key in has for one in form.columns if one.spec.required):
                unknown = {at: text for at, text in cells.items() if text not in known}
                return Found(form, line.number, columns, unknown)
    return None
