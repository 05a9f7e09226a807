"""Rows of registers as their page tells them: titles, labels and values, all from their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import Rewording, mended_by, void_of
from fangxin.facts.registers.page import RegisterPage, RowFigure
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
    """One row: what it is called, the values behind its title and below it, the merchant it is
    about, why it is void, and its texts that were mended."""

    row: Any
    title: str
    chips: tuple[str, ...]
    values: tuple[RowValue, ...]
    merchant: str | None
    void: Void | None
    mended: tuple[Rewording, ...]

    @property
    def id(self) -> str:
        """Its permanent id."""
        return str(self.row.id)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand together under a heading; "" where there is none."""

    label: str
    rows: tuple[RowWords, ...]


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
    groups = tuple(_groups(register, told, rows, lists_of(programme)))
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
        texts = {
            key: said(register.value(row, key), register.row.table[key], lists, _unit(told, key))
            for key in shown.keys
            if key not in (register.party, told.group)
        }
        party = register.party_of(row) if register.party in shown.keys else None
        yield RowWords(
            row,
            shown.title,
            tuple(texts[key] for key in told.chips if texts.get(key)),
            tuple(
                RowValue(key, _label(register.row.table[key], told), text)
                for key, text in texts.items()
                if text and key not in told.chips
            ),
            party.id if party else None,
            void_of(row, as_of),
            mended_by(row.corrected, as_of, () if shown.keys else register.detail),
        )


def _unit(told: RegisterPage, key: str) -> str:
    return told.units.get(key, "")


def _label(spec: Field, told: RegisterPage) -> str:
    """What stands before a value: without the unit that stands behind it."""
    return (
        spec.zh.removesuffix(f"（{told.units[spec.key]}）") if spec.key in told.units else spec.zh
    )


def _groups(
    register: Register[Any], told: RegisterPage, rows: Sequence[RowWords], lists: Lists
) -> Iterator[RowGroup]:
    if not told.listed:
        return
    if not told.group:
        yield RowGroup("", tuple(rows))
        return
    labels = labels_of(register.row.table[told.group].kind, lists)
    for code, label in labels.items():
        found = tuple(_with(rows, register, told.group, code))
        if found:
            yield RowGroup(label, found)


def _with(
    rows: Iterable[RowWords], register: Register[Any], key: str, code: str
) -> Iterator[RowWords]:
    return (one for one in rows if str(register.value(one.row, key)) == code)
