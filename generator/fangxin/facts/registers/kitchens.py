"""阳光厨房: ``content/registers/kitchens.csv``: how canteens and caterers were rated.

A row is one rating of one unit: of the year, or after a visit in between. The newest row of a unit
says how it stands; a share is counted over all units of its kind that have not left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from fractions import Fraction
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.base.rounding import cut
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.record.table import GRADES
from fangxin.facts.record.table import KITCHENS as SORTS
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_cell
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, need, party_of, row_id, shop_column
from fangxin.facts.registers.register import Dated, Register, RegisterForm, Shown
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.tables import Field, Group

UNIT_KINDS = {
    "caterer": ("规模以上餐饮单位", "caterers above scale"),
    "school": ("学校", "schools"),
    "care_home": ("养老机构", "care homes"),
}
RATING_SORTS = {"annual": ("年度评定", "of the year"), "dynamic": ("动态评定", "after a visit")}
_KEYS = ("unit", "merchant", "town", "date", "kitchen", "rating", "grade", "left", "source")


@dataclass(frozen=True, slots=True)
class Rating:
    """How one kitchen was found on a day."""

    id: str
    name: str
    unit: str  # caterer, school or care_home
    date: Day
    recorded: Day
    kitchen: str
    rating: str  # annual or dynamic
    grade: str
    source: str
    shop: Party = field(default_factory=Party)
    town: str | None = None
    left: Day | None = None  # when the unit closed, or is none of its kind any more
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def whom(self) -> tuple[str, str]:
        """What a unit is known by again."""
        return self.unit, self.name

    @property
    def is_visible(self) -> bool:
        """Whether guests can see the kitchen."""
        return self.kitchen != "none"


@dataclass(frozen=True, slots=True)
class KitchenShare:
    """How many units of a kind have a visible kitchen, of how many there are."""

    visible: int
    of: int

    @property
    def percent(self) -> int | float:
        """Cut to a tenth."""
        return cut(Fraction(100 * self.visible, self.of))


def _rating(**values: Any) -> Rating:
    values.setdefault("recorded", values["date"])
    return Rating(shop=party_of(id=values.pop("merchant", None)), **values)


ROW = Group(
    (
        row_id("KIT-2026-0001"),
        need("name", Line(60), "单位名称", "name of the unit", "浦阳第三小学食堂（示例）",
             "同一单位各行写得一样", erasable=True),
        need("unit", Choice(UNIT_KINDS), "单位类别", "kind of unit", "school"),
        shop_column("商户编号", "merchant ID", "在放心消费登记簿里的写它的编号"),
        Field("town", Line(40, of="towns"), "乡镇街道", "town", example="浦阳街道"),
        day("评定日期", "day it was rated"),
        recorded("recorded", "", "date"),
        need("kitchen", Choice(SORTS), "阳光厨房", "visible kitchen", "video"),
        need("rating", Choice(RATING_SORTS), "评定", "rating", "annual"),
        need("grade", Choice(GRADES), "量化等级", "grade", "A"),
        Field("left", DAY, "不再计入的日期", "day from which it does not count",
              "停业，或不再是这一类单位", example="2026-08-31", late=True),
        SOURCE,
        VOID_FIELD,
        mended_cell("source"),
    ),
    build=_rating,
    order=(("date", "recorded"), ("date", "left"), ("recorded", "void.date")),
)  # fmt: skip


def newest_ratings(rows: Iterable[Rating], day: Day) -> Mapping[tuple[str, str], Rating]:
    """The newest rating of each unit that counts on a day, as known on it."""
    known = [row for row in rows if _counts(row, day)]
    found: dict[tuple[str, str], Rating] = {}
    for row in sorted(known, key=lambda one: (one.date, one.id)):
        found[row.whom] = row
    gone = {row.whom for row in known if row.left is not None and row.left <= day}
    return {whom: row for whom, row in found.items() if whom not in gone}


def _counts(row: Rating, day: Day) -> bool:
    return row.recorded <= day and (row.void is None or row.void.date > day)


def kitchen_shares(rows: Iterable[Rating], day: Day) -> Mapping[str, KitchenShare]:
    """By kind of unit, each over its own denominator; a kind without a unit is not in it."""
    by_kind: dict[str, list[Rating]] = defaultdict(list)
    for row in newest_ratings(rows, day).values():
        by_kind[row.unit].append(row)
    return {
        kind: KitchenShare(sum(row.is_visible for row in of), len(of))
        for kind, of in by_kind.items()
    }


def rows_agree(rows: tuple[Rating, ...]) -> Iterator[Problem]:
    """A unit is one merchant and a merchant one unit; it is rated once a year, and not after it
    left."""
    standing = [row for row in rows if row.void is None]
    yield from _one_to_one(standing)
    years: dict[tuple[object, ...], Rating] = {}
    left = {row.whom: row.left for row in standing if row.left is not None}
    for row in standing:
        key = (row.whom, row.date.year)
        if row.rating == "annual" and key in years:
            yield Problem(
                row.place, "rated-twice",
                f"{row.id}：{row.name} {row.date.year} 年的年度评定已有一行（{years[key].id}）；"
                "年中的评定写 dynamic，写错的那一行用 void 注明",
                f"{row.id}: {row.name} has an annual rating of {row.date.year} already "
                f"({years[key].id}); one in between is dynamic, a mistake is declared void",
            )  # fmt: skip
        if row.rating == "annual":
            years.setdefault(key, row)
        if row.left is None and row.whom in left and row.date > left[row.whom]:
            yield Problem(
                row.place, "rated-after-leaving",
                f"{row.id}：{row.name} 从 {left[row.whom]} 起不再计入，不会再有 {row.date} 的评定；"
                "请核对日期和单位",
                f"{row.id}: {row.name} does not count from {left[row.whom]} on and cannot be rated "
                f"on {row.date}; check day and unit",
            )  # fmt: skip


def _one_to_one(rows: Sequence[Rating]) -> Iterator[Problem]:
    shops: dict[tuple[str, str], str] = {}
    units: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.shop.id is None:
            continue
        first = shops.setdefault(row.whom, row.shop.id)
        same = units.setdefault(row.shop.id, row.whom)
        if (first, same) != (row.shop.id, row.whom):
            yield Problem(
                row.place, "unit-twice",
                f"{row.id}：{row.name}（{row.shop.id}）与别的行对不上：同一单位各行的名称、类别和"
                "商户编号要一样，否则会重复计数。请改成一致",
                f"{row.id}: {row.name} ({row.shop.id}) does not agree with other rows: a unit has "
                "one name, kind and merchant, or it would be counted twice; make them alike",
            )  # fmt: skip


def _shown(row: Rating, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {"left": ("left",)})
    return None if known is None else Shown(known, row.name)


def _figures(rows: Sequence[Rating], _: object, as_of: Day) -> Iterator[RowFigure]:
    found = kitchen_shares(rows, as_of)
    for kind, (zh, en) in UNIT_KINDS.items():
        if kind in found:
            share = found[kind]
            yield RowFigure(
                zh, en, f"{share.percent}%",
                f"{share.visible} / {share.of} 家",
                (share.visible, share.of),
            )  # fmt: skip


KITCHEN_RATINGS = Register(
    "kitchens",
    ("阳光厨房", "Kitchens in the open"),
    "评定",
    "csv",
    ROW,
    day="date",
    rules=rows_agree,
    party="merchant",
    party_attr="shop",
    dated=(Dated("date", "recorded", "评定"),),
    shown=_shown,
    open=True,
    page="kitchens",
    form=RegisterForm(
        "阳光厨房评定",
        (dict.fromkeys(("name", "unit", "town", "date", "kitchen", "rating", "grade", "source"),
                       ""),),
        ("一次评定一行；同一单位各年写同样的名称。",),
    ),
    told=RegisterPage(
        (
            "后厨看得见，吃得才放心。三类单位各算各的：有多少家、建成多少家、评了几级，都在这里。",
            "Kitchens that guests can see: three groups, each with a total of its own.",
        ),
        ("还没有评定过。没有分母，就不说建成率。", "No kitchen was rated yet: there is no rate."),
        (
            (
                "建成率：看得见后厨的家数，除以这一类在册的全部家数；停业的不算。一家以最近一次评定为准。",
                "Of all units of a kind that are on record; the newest rating of a unit counts.",
            ),
        ),
        group="unit",
        chips=("grade",),
        folded=("source",),
        figures=_figures,
    ),
)  # fmt: skip
