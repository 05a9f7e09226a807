"""Rows of registers as their page tells them: titles, labels and values, all from their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import Rewording, mended_by, void_of
from fangxin.facts.registers.page import Headline, RegisterPage, RowFigure
from fangxin.facts.registers.reading import lists_of
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Coded, Line
from fangxin.text.fields.shape import Field, Kind, Lists
from fangxin.text.fields.tables import ListOf
from fangxin.words.sentences import zh_day


@dataclass(frozen=True, slots=True)
class RowValue:
    """One value of a row, as words, under its label."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row: what it is called, what it says in one line, the values behind its title, below it
    and on a click, the merchant it is about, why it is void, and its texts that were mended."""

    row: Any
    title: str
    headline: Headline | None
    chips: tuple[str, ...]
    values: tuple[RowValue, ...]
    folded: tuple[RowValue, ...]
    merchant: str | None
    void: Void | None
    mended: tuple[Rewording, ...]

    @property
    def id(self) -> str:
        """Its permanent id."""
        return str(self.row.id)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand together under a heading; "" where there is none. ``past``: those that are
    over."""

    label: str
    rows: tuple[RowWords, ...]
    past: tuple[RowWords, ...]


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """A register on its page: its public rows, newest first, and the figures at its head."""

    register: Register[Any]
    told: RegisterPage
    figures: tuple[RowFigure, ...]
    groups: tuple[RowGroup, ...]
    total: int


def register_words(
    register: Register[Any], registers: Registers, programme: Programme, as_of: Day
) -> RegisterWords:
    """What the page of a register says on a day. The register has ``told``."""
    told = register.told
    assert told is not None
    rows = [*_rows(register, told, registers, programme, as_of)]
    public = tuple(one.row for one in rows)
    figures = tuple(told.figures(public, programme, as_of)) if public else ()
    groups = tuple(_groups(register, told, rows, lists_of(programme), as_of))
    return RegisterWords(register, told, figures, groups, len(rows))


def labels_of(kind: Kind, lists: Lists) -> Mapping[str, str]:
    """Code → Chinese label of what a value may be; empty where it may be anything."""
    item = kind.item if isinstance(kind, ListOf) else kind
    if isinstance(item, Choice):
        return {code: zh for code, (zh, _) in item.options.items()}
    return lists.get(item.of, {}) if isinstance(item, Coded | Line) else {}


def said(value: Any, spec: Field, lists: Lists, unit: str = "") -> str:
    """A value as people read it; "" for none."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return "、".join(said(one, spec, lists) for one in value)
    if isinstance(value, Day):
        return zh_day(value)
    return labels_of(spec.kind, lists).get(str(value), f"{value}{unit}")


def _rows(
    register: Register[Any],
    told: RegisterPage,
    registers: Registers,
    programme: Programme,
    as_of: Day,
) -> Iterator[RowWords]:
    """The rows that are public on the day, newest first."""
    lists, policy = lists_of(programme), programme.policy
    newest = sorted(registers.of(register), key=lambda row: (register.day_of(row), row.id))
    for row in reversed(newest):
        shown = register.shown(row, policy, as_of)
        if shown is None:
            continue
        table, void = register.row.table, void_of(row, as_of)
        texts = {
            key: said(register.value(row, key), table[key], lists, told.units.get(key, ""))
            for key in shown.keys
            if key not in (register.party, told.group)
        }
        values = [*_values(texts, table, told)]
        party = register.party_of(row) if register.party in shown.keys else None
        yield RowWords(
            row,
            shown.title,
            None if void is not None else told.headline(row),
            tuple(texts[key] for key in told.chips if texts.get(key)),
            tuple(one for one in values if one.key not in told.folded),
            tuple(one for one in values if one.key in told.folded),
            party.id if party else None,
            void,
            mended_by(row.corrected, as_of, () if shown.keys else register.detail),
        )


def _values(
    texts: Mapping[str, str], table: Mapping[str, Field], told: RegisterPage
) -> Iterator[RowValue]:
    """What is written, under its label without the unit; first and last day as one."""
    lasts = {last for last, _ in told.spans.values()}
    for key, text in texts.items():
        if not text or key in told.chips or key in lasts:
            continue
        last, label = told.spans.get(key, ("", ""))
        if last and texts.get(last):
            yield RowValue(key, label, f"{text}至{texts[last]}")
        else:
            unit = told.units.get(key, "")
            yield RowValue(key, table[key].zh.removesuffix(f"（{unit}）"), text)


def _groups(
    register: Register[Any],
    told: RegisterPage,
    rows: Sequence[RowWords],
    lists: Lists,
    as_of: Day,
) -> Iterator[RowGroup]:
    """Under each value of the key that groups them, in its order, or all together."""
    if not rows:
        return
    kind = register.row.table[told.group].kind if told.group else None
    for code, label in (labels_of(kind, lists) if kind else {"": ""}).items():
        own = [one for one in rows if not code or register.value(one.row, told.group) == code]
        past = tuple(one for one in own if told.past(one.row, as_of))
        if own:
            yield RowGroup(label, tuple(one for one in own if one not in past), past)
