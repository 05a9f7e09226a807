"""Which rows are meant: the same conditions for outcomes, for kinds and for rows left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from fangxin.text.fields import everyday
from fangxin.text.fields.kinds import Flag, Line, Whole
from fangxin.text.fields.shape import Lists, Report, Schema
from fangxin.text.fields.tables import BROKEN, Field, Group, ListOf
from fangxin.text.table.cells import COLUMN
from fangxin.text.yaml.reading import Map, Node, Seq, Text

BLANK, OTHERWISE = ("blank", "空"), ("otherwise", "其他")
_TEN_THOUSAND = re.compile(r"([\d,]+(?:\.\d{1,2})?)万元?", re.ASCII)
_CENTS = re.compile(r"([\d,]+)(\.\d{1,2})元?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Condition:
    """All that is given must hold of the words of ``column``; ``otherwise`` holds where nothing
    else does."""

    column: str | None = None
    is_: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    at_least: int | None = None
    blank: bool | None = None
    otherwise: bool = False

    def fits(self, text: str) -> bool:
        """Whether ``text`` meets everything but ``otherwise``."""
        if self.otherwise:
            return False
        if self.blank is not None and self.blank != (not text):
            return False
        if self.is_ and text not in self.is_:
            return False
        if self.contains and not any(word in text for word in self.contains):
            return False
        if self.at_least is None:
            return True
        number = amount(text)
        return number is not None and number >= self.at_least

    def unreadable(self, text: str) -> bool:
        """Whether a number is wanted and ``text`` says something else."""
        return self.at_least is not None and bool(text) and amount(text) is None


def amount(text: str) -> Decimal | None:
    """An amount of money as people write it: what ``everyday.amount`` reads, and 6万元, 1,234.56;
    None for all else, as for 60.000, which is sixty to some."""
    plain = normalize("NFKC", text).replace(" ", "")
    large = _TEN_THOUSAND.fullmatch(plain)
    if large is not None:
        number = amount(large[1])
        return number * 10_000 if number is not None else None
    cents = _CENTS.fullmatch(plain)
    whole = everyday.amount(cents[1] if cents is not None else plain, "元")
    if whole is None:
        return None
    return Decimal(whole) + (Decimal(cents[2]) if cents is not None else 0)


def any_fits(conditions: Sequence[Condition], cells: Mapping[str, str], column: str = "") -> bool:
    """Whether one of them holds of its column, by default of ``column``; not by ``otherwise``."""
    return any(one.fits(cells[one.column or column]) for one in conditions)


_WORDS = ListOf(Line(), least=1)
GIVEN = (
    COLUMN,
    Field("is", _WORDS, "等于其中之一", "equals one of", attr="is_"),
    Field("contains", _WORDS, "含有其中之一", "contains one of"),
    Field("at_least", Whole(0, 10**12), "数值不小于", "a number of at least"),
    Field("blank", Flag(), "空着（false：不空）", "empty (false: not empty)"),
    Field("otherwise", Flag(), "其他各行", "all other rows"),
)
CONDITION = Group(GIVEN, build=Condition)


@dataclass(frozen=True, slots=True)
class Conditions:
    """One condition, a list of words and conditions, or ``blank`` / ``otherwise`` for short; read
    as a tuple, of which one must hold."""

    column: bool = False  # whether each condition must name its column

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A tuple of conditions, or BROKEN."""
        items = node.items if type(node) is Seq else [node]
        words = tuple(item.value for item in items if type(item) is Text)
        found = [CONDITION.read(item, spec, report) for item in items if type(item) is Map]
        if any(one is BROKEN for one in found) or not (words or found):
            return BROKEN
        plain = tuple(word for word in words if word not in (*BLANK, *OTHERWISE))
        short = [Condition(blank=True)] if set(words) & set(BLANK) else []
        short += [Condition(otherwise=True)] if set(words) & set(OTHERWISE) else []
        everything = [*([Condition(is_=plain)] if plain else []), *short, *found]
        if any(one == Condition(one.column) for one in everything):
            expected = ("条件（is、contains、blank、at_least 或 otherwise）", "a condition")
            return report.wrong(node, spec, "no-condition", expected, ("请补上", "say which"))
        if self.column and any(one.column is None or one.otherwise for one in everything):
            expected = ("写明 column 的条件，不能是 otherwise", "conditions that name their column")
            return report.wrong(node, spec, "no-condition", expected, ("请补上 column", "add it"))
        return tuple(everything)

    def schema(self, lists: Lists) -> Schema:
        """A word, a list, or an object."""
        return {"type": ["string", "array", "object"]}
