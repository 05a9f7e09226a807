"""One declarative table per document: what may be written, in which shape, under which name.

From the same table come the reader (Node → values, with problems), the JSON Schema for editors
(``fangxin.facts.record.schema``), the reference in ``docs/record.md``, and later spreadsheets and
forms. There is no second list. A document is described and read like this:

    SITE = Group((
        Field("title", Line(40), "网站名称", "title of the site", required=True),
        Field("update_days", Whole(1, 90), "更新间隔", "days between publications", example="7"),
        Field("hosts", ListOf(Coded(HOST, "域名", "a host name")), "外部域名", "foreign hosts"),
        Field("report", MapOf(Line(80)), "举报方式", "ways to report"),
    ), build=Site)
    value, problems = read_document(data, "content/site.yml", SITE)

``build`` gets the values that were written as keyword arguments, under ``Field.attr`` (by default
the key), and gives the value; without it the value is a dict. What is not written is not passed:
defaults are ``build``'s. Lists become tuples. A Group whose required field is missing or broken is
``BROKEN`` and left out of its list, so publish nothing when ``errors(problems)``.
``MapOf(Group(…), into="code")`` hands each key to ``build`` as the argument ``code``.

``elsewhere`` has the remedy, in both languages, for keys that people look for here in vain.

Rules between the keys of a Group are data too: ``order`` (the first must not be later or greater
than the second; "appeal.filed" looks into a nested value), ``together`` (a key is written only with
another), ``when`` and ``only`` (see ``fangxin.text.fields.rules``).
Scalar kinds: ``fangxin.text.fields.kinds``. A kind of your own is anything with ``read`` and
``schema``.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fangxin.base.problem import Problem
from fangxin.text.fields.rules import Only, When, check_order, check_together, missing
from fangxin.text.fields.shape import (
    BROKEN,
    WITHHELD,
    Field,
    Kind,
    Lists,
    Report,
    Schema,
    left_empty,
)
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import RECORD_BYTES, Map, Node, Seq, Text, read_yaml

__all__ = [
    "BROKEN", "Field", "Group", "Kind", "ListOf", "Lists", "MapOf", "Only", "Report", "Schema",
    "When", "field_schema", "read_document",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping with known keys."""

    fields: tuple[Field, ...]
    build: Callable[..., Any] | None = None
    order: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    when: tuple[When, ...] = ()
    only: tuple[Only, ...] = ()
    elsewhere: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    table: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", {spec.key: spec for spec in self.fields})
        object.__setattr__(self, "required", tuple(s for s in self.fields if s.required))
        pairs = [key for pair in (*self.order, *self.together) for key in pair]
        rules = [key for w in self.when for key in (w.key, *w.needs)]
        rules += [key for o in self.only for key in (o.key, *o.keys)]
        for key in (*pairs, *rules):
            assert key.partition(".")[0] in self.table, f"a rule names the unknown key {key}"

    def read(self, node: Node, spec: Field, report: Report, **more: Any) -> Any:
        """What ``build`` makes of the values (a dict without it), or ``BROKEN``."""
        values = self.values(node, spec, report)
        for known in self.required:
            if (known.attr or known.key) not in values:
                return BROKEN
        value = self.build(**more, **values) if self.build else {**more, **values}
        report.built(value, node)
        return value

    def values(self, node: Node, spec: Field, report: Report) -> dict[str, Any]:
        """The readable values under their attribute names; problems are reported."""
        values: dict[str, Any] = {}
        if type(node) is not Map:
            expected = ("若干行「名称: 内容」", "lines of 'name: value'")
            report.wrong(node, spec, "not-a-mapping", expected, self._pattern(spec))
            return values
        table = self.table
        for key, child in node.entries.items():
            known = table.get(key)
            if known is None:
                self._unknown(node.keys[key], spec, report)
            elif child is WITHHELD or not left_empty(child, known, report):
                value = BROKEN if child is WITHHELD else known.kind.read(child, known, report)
                if value is not BROKEN or known.kept:
                    values[known.attr or key] = value
        for known in self.required:
            if known.key not in node.entries:
                missing(node, known, report)
        for pair in self.order:
            check_order(pair, node, values, table, report)
        for pair in self.together:
            check_together(pair, node, table, report)
        for when in self.when:
            when.check(node, values, table, report)
        for only in self.only:
            only.check(node, values, table, report)
        return values

    def schema(self, lists: Lists) -> Schema:
        """An object with exactly these properties, and its rules as conditions."""
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {spec.key: field_schema(spec, lists) for spec in self.fields},
        }
        if self.required:
            schema["required"] = [spec.key for spec in self.required]
        beside: dict[str, list[str]] = {}
        for key, other in self.together:
            beside.setdefault(key, []).append(other)
        if beside:
            schema["dependentRequired"] = beside
        conditions = [w.schema() for w in self.when if w.level == "error"]
        conditions += [o.schema() for o in self.only]
        if conditions:
            schema["allOf"] = conditions
        return schema

    def _unknown(self, key: Text, spec: Field, report: Report) -> None:
        good = self._meant(key.value)
        if key.value in self.elsewhere:
            zh, en = self.elsewhere[key.value]
        elif good:
            zh, en = f"是不是「{good}」？请改正", f"did you mean '{good}'?"
        elif ":" in key.value or "：" in key.value:
            zh = "冒号须用英文半角，后面空一格。请写成「名称: 内容」"
            en = "a colon must be half-width and followed by a space"
        else:
            zh = (
                f"可写的名称有 {'、'.join(f'{s.key}（{s.zh}）' for s in self.fields)}。请改正或删去"
            )
            en = f"the names are {', '.join(self.table)}; correct or delete it"
        where_zh, where_en = spec.name_zh, spec.name_en
        report.add(
            key,
            "unknown-key",
            f"{where_zh}里没有「{shown(key.value)}」这一项：{zh}",
            f"{where_en} has no key '{shown(key.value)}': {en}",
        )

    def _meant(self, key: str) -> str | None:
        """The key that somebody who wrote ``key``, perhaps its Chinese label, probably meant."""
        labels = [known.key for known in self.fields if key.strip() and key in known.zh]
        return next(iter(labels + difflib.get_close_matches(key, self.table, 1, 0.7)), None)

    def _pattern(self, spec: Field) -> tuple[str, str]:
        """How it is to be written: an example made of what must be written, if there is one."""
        must = self.required or self.fields[:1]
        nested = any(isinstance(known.kind, Group | ListOf | MapOf) for known in must)
        parts = [f"{known.key}: {known.example or '…'}" for known in must]
        if not spec.key or nested:
            return (
                "请检查冒号（英文半角，后面空一格）和缩进",
                "check the colon, the space after it and the indentation",
            )
        line = f"{{{', '.join(parts)}}}"
        of_list = isinstance(spec.kind, ListOf) and spec.kind.item is self
        line = f"- {line}" if of_list else f"{spec.key}: {line}"
        if not of_list and spec.kind is not self:
            line = line.partition(": ")[2]
        return f"请照这样的格式写：「{line}」", f"write it like '{line}'"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind, read as a tuple; broken items are left out."""

    item: Kind
    least: int = 0
    most: int = 500

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A tuple of the readable items, or ``BROKEN`` when it is no list."""
        if type(node) is not Seq:
            mend = (
                "请每项一行，以短横和空格「- 」开头",
                "write each item on a line that begins with '- '",
            )
            return report.wrong(node, spec, "not-a-list", ("一个列表", "a list"), mend)
        items = node.items
        if not self.least <= len(items) <= self.most:
            expected = (f"{self.least} 至 {self.most} 项", f"{self.least} to {self.most} items")
            mend = (f"现有 {len(items)} 项，请增减", f"it has {len(items)}, add or remove some")
            report.wrong(node, spec, "wrong-count", expected, mend)
        values = []
        for item in items:
            value = BROKEN if left_empty(item, spec, report) else self.item.read(item, spec, report)
            if value is BROKEN:
                report.dropped.append((item.line, item.column))
            else:
                values.append(value)
        return tuple(values)

    def schema(self, lists: Lists) -> Schema:
        """An array."""
        schema: Schema = {"type": "array", "items": self.item.schema(lists), "maxItems": self.most}
        return {**schema, "minItems": self.least} if self.least else schema


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys are free: ``value`` is the kind of each value, ``key`` that of the keys.

    With ``into``, ``value`` is a Group and its ``build`` gets the key under that name."""

    value: Kind
    key: Kind | None = None
    into: str = ""
    least: int = 0

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A dict in the order of the file; broken values are left out."""
        if type(node) is not Map:
            mend = ("请每项一行，写成「名称: 内容」", "write each item on a line 'name: value'")
            return report.wrong(
                node, spec, "not-a-mapping", ("若干行「名称: 内容」", "a mapping"), mend
            )
        if len(node.entries) < self.least:
            expected = (f"至少 {self.least} 项", f"at least {self.least} items")
            mend = ("请补充", "add some")
            report.wrong(node, spec, "wrong-count", expected, mend)
        values: dict[str, Any] = {}
        for key, child in node.entries.items():
            if self.key and self.key.read(node.keys[key], spec, report) is BROKEN:
                continue
            if left_empty(child, spec, report):
                continue
            if self.into and isinstance(self.value, Group):
                value = self.value.read(child, spec, report, **{self.into: key})
            else:
                value = self.value.read(child, spec, report)
            if value is not BROKEN:
                values[key] = value
        return values

    def schema(self, lists: Lists) -> Schema:
        """An object with free keys."""
        schema: Schema = {"type": "object", "additionalProperties": self.value.schema(lists)}
        if self.key:
            schema["propertyNames"] = self.key.schema(lists)
        return {**schema, "minProperties": self.least} if self.least else schema


def field_schema(spec: Field, lists: Lists) -> Schema:
    """The schema of one field with its Chinese title, its help in both languages, its example."""
    schema = {"title": spec.zh, **spec.kind.schema(lists)}
    text = "\n".join(filter(None, (spec.help_zh, spec.help_en or spec.en)))
    schema["description"] = text
    return schema


def read_document(
    data: bytes, path: str, group: Group, *, max_bytes: int = RECORD_BYTES, zh: str = "文件"
) -> tuple[Any | None, list[Problem]]:
    """One YAML file read by its table: the value, None when it could not be built, and problems."""
    root, problems = read_yaml(data, path, max_bytes=max_bytes)
    if root is None:
        return None, problems
    report = Report(path)
    value = group.read(root, Field("", group, zh, "the file"), report)
    return None if value is BROKEN else value, sorted(problems + report.problems)
