"""Rules between the keys of one mapping, as data: what must not be later, what needs what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fangxin.base.both import Both
from fangxin.base.problem import Level
from fangxin.text.fields.shape import Field, Report, Schema, dig
from fangxin.text.yaml.reading import Map, Text


def _as_editors_read(values: tuple[str, ...]) -> list[str | bool]:
    """Values as they are written, and as YAML has them: editors read true as a truth value."""
    truths = {"true": True, "false": False}
    return [*values, *(truths[value] for value in values if value in truths)]


@dataclass(frozen=True, slots=True)
class When:
    """When ``key`` has one of ``values``, ``needs`` must be written, unless the flag ``unless``.

    A rule whose ``level`` is warning only advises, and is not part of the schema."""

    key: str
    values: tuple[str, ...]
    needs: tuple[str, ...]
    unless: str = ""
    level: Level = "error"

    def check(
        self, node: Map, values: Mapping[str, Any], table: Mapping[str, Field], report: Report
    ) -> None:
        """Report every needed key that was not written."""
        if not _says(node, self.key, self.values) or values.get(self.unless):
            return
        said = f"{self.key}: {_said(node, self.key)}"
        for key in self.needs:
            if key not in node.entries:
                why = (f"写了「{said}」，", f"'{said}' needs it: ")
                missing(node, table[key], report, why, self.level)

    def schema(self) -> Schema:
        """The same as a condition of JSON Schema."""
        if_: Schema = {
            "properties": {self.key: {"enum": _as_editors_read(self.values)}},
            "required": [self.key],
        }
        if self.unless:
            set_ = {
                "properties": {self.unless: {"enum": _as_editors_read(("true",))}},
                "required": [self.unless],
            }
            if_["not"] = set_
        return {"if": if_, "then": {"required": [*self.needs]}}


@dataclass(frozen=True, slots=True)
class Only:
    """``keys`` may be written only when ``key`` has one of ``values``."""

    keys: tuple[str, ...]
    key: str
    values: tuple[str, ...]

    def check(
        self, node: Map, values: Mapping[str, Any], table: Mapping[str, Field], report: Report
    ) -> None:
        """Report every key that does not belong to the value of ``key``."""
        unread = (table[self.key].attr or self.key) not in values
        if unread or _says(node, self.key, self.values):
            return
        allowed = " / ".join(self.values)
        said = _said(node, self.key)
        clear_zh, clear_en = report.clear
        for key in self.keys:
            if key in node.entries:
                report.add(
                    node.keys[key],
                    "key-misplaced",
                    f"{table[key].name_zh}只用于「{self.key}: {allowed}」：这里是「{said}」。"
                    f"请{clear_zh}，或核对 {self.key}",
                    f"{key} belongs to '{self.key}: {allowed}' only: found '{said}'; {clear_en}, "
                    f"or check {self.key}",
                )

    def schema(self) -> Schema:
        """The same as a condition of JSON Schema."""
        other = {
            "properties": {self.key: {"not": {"enum": _as_editors_read(self.values)}}},
            "required": [self.key],
        }
        return {"if": other, "then": {"properties": dict.fromkeys(self.keys, False)}}


def check_order(
    pair: tuple[str, str],
    node: Map,
    values: Mapping[str, Any],
    table: Mapping[str, Field],
    report: Report,
) -> None:
    """The first of two keys must not be later (or greater) than the second."""
    early, late = pair
    first, second = (_value(values, key, table) for key in pair)
    if first is None or second is None or first <= second:
        return
    zh_early, zh_late = (f"{key}（{_label(key, table)}）" for key in pair)
    days = isinstance(second, date)
    zh, en = ("早于", "before") if days else ("小于", "less than")
    report.add(
        dig(node, late),
        "wrong-order",
        f"{zh_late}须不{zh}{zh_early}：写的是 {second}，而后者是 {first}。请核对这两项",
        f"{late} must not be {en} {early}: found {second}, while {early} is {first}; check both",
    )


def check_together(
    pair: tuple[str, str], node: Map, table: Mapping[str, Field], report: Report
) -> None:
    """The first of two keys is written only with the second."""
    key, beside = pair
    if key in node.entries and beside not in node.entries:
        clear_zh, clear_en = report.clear
        zh, en = _to_add(table[beside], report)
        report.add(
            node.keys[key],
            "key-alone",
            f"{table[key].name_zh}须与{table[beside].name_zh}一起写：这里没有后者。"
            f"请{zh}，或{clear_zh}",
            f"{key} must be written with {beside}: {beside} is missing; {en}, or {clear_en}",
        )


def missing(
    node: Map,
    spec: Field,
    report: Report,
    why: Both = ("", ""),
    level: Level = "error",
) -> None:
    """Report that ``spec`` must be written in ``node``."""
    zh, en = _to_add(spec, report)
    report.add(
        node,
        "missing-key",
        f"{spec.name_zh}必须写：{why[0]}这里没有写。请{zh}",
        f"{spec.key} must be written: {why[1]}it is missing; {en}",
        level,
    )


def _to_add(spec: Field, report: Report) -> Both:
    """How the value that is missing is written, in words of both languages."""
    zh, en = line_of(spec)
    if not report.cells:
        return f"补上一行{zh}", f"add a line, {en}"
    options: Mapping[str, Both] = getattr(spec.kind, "options", {})
    codes = "、".join(f"{code}（{zh}）" for code, (zh, _) in options.items())
    kinds_zh, kinds_en = f"（{codes}之一）", f", one of {', '.join(options)}"
    if not options:
        kinds_zh = f"，例如 {spec.example}" if spec.example else ""
        kinds_en = f", such as {spec.example}" if spec.example else ""
    return f"填上 {spec.key} 一格{kinds_zh}", f"fill in the cell {spec.key}{kinds_en}"


def line_of(spec: Field) -> Both:
    """A line as an official would write it, in words of both languages; every choice is named,
    so that none of them is suggested."""
    options: Mapping[str, Both] | None = getattr(spec.kind, "options", None)
    if options:
        codes = "、".join(f"{code}（{zh}）" for code, (zh, _) in options.items())
        return f"「{spec.key}: …」（{codes}之一）", f"'{spec.key}: …', one of {', '.join(options)}"
    line = f"{spec.key}: {spec.example or '…'}"
    return f"，例如「{line}」", f"such as '{line}'"


def _label(key: str, table: Mapping[str, Field]) -> str:
    head, _, rest = key.partition(".")
    inner: Mapping[str, Field] = getattr(table[head].kind, "table", {})
    return table[head].zh + (f"的{inner[rest].zh}" if rest in inner else "")


def _value(values: Mapping[str, Any], key: str, table: Mapping[str, Field]) -> Any:
    head, _, rest = key.partition(".")
    value = values.get(table[head].attr or head)
    return getattr(value, rest, None) if rest else value


def _said(node: Map, key: str) -> str:
    value = node.entries[key]
    return value.value if type(value) is Text else ""


def _says(node: Map, key: str, values: tuple[str, ...]) -> bool:
    value = node.entries.get(key)
    return type(value) is Text and value.value in values
