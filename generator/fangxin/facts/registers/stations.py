"""维权服务点: ``content/registers/stations.csv``: where a shopper finds help nearby.

Shown by town, and on the page of every merchant of the same market or town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.parts import DAY, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_cell
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import (
    OFFICE_PHONE,
    SOURCE,
    VOID_FIELD,
    code,
    need,
    party_of,
    row_id,
    shop_column,
)
from fangxin.facts.registers.register import Dated, Register, RegisterForm, Shown
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Line
from fangxin.text.fields.tables import Field, Group

_KEYS = ("service", "town", "address", "merchant", "hours", "phone", "department", "opened",
         "closed", "source")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Station:
    """One place where disputes are taken up."""

    id: str
    name: str
    service: str  # a code of the programme
    town: str
    address: str
    hours: str
    opened: Day
    recorded: Day
    department: str
    source: str
    shop: Party = field(default_factory=Party)  # in whose premises it is
    phone: str | None = None
    closed: Day | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def serves(self, as_of: Day) -> bool:
        """Whether one can go there on a day."""
        known = self.recorded <= as_of and (self.void is None or self.void.date > as_of)
        return known and self.opened <= as_of and (self.closed is None or self.closed > as_of)


def _station(**values: Any) -> Station:
    values.setdefault("recorded", values["opened"])
    return Station(shop=party_of(id=values.pop("merchant", None)), **values)


ROW = Group(
    (
        row_id("STN-2024-001"),
        need("name", Line(60), "名称", "name", "溪畔农贸市场联络站（示例）", erasable=True),
        need("service", code("services"), "种类", "kind of service", "station"),
        need("town", Line(40, of="towns"), "乡镇街道", "town", "浦阳街道"),
        need("address", Line(120), "地址", "address", "市场一楼服务台", erasable=True),
        shop_column(
            "设在哪家商户", "merchant on whose premises it is", "设在市场、景区、商店里的写它的编号"
        ),
        need("hours", Line(60), "时间", "hours", "每日 8:00–17:00"),
        Field("phone", OFFICE_PHONE, "电话", "telephone", example="0579-00000011"),
        need("department", code("departments"), "指导部门", "department", "amr"),
        need("opened", DAY, "设立日期", "day it opened", "2024-03-15"),
        recorded("recorded", "", "opened"),
        Field("closed", DAY, "撤销日期", "day it closed", example="2026-06-30", late=True),
        SOURCE,
        VOID_FIELD,
        mended_cell("name", "address", "source"),
    ),
    build=_station,
    order=(("opened", "recorded"), ("opened", "closed"), ("recorded", "void.date")),
)


def _shown(row: Station, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {"closed": ("closed",)})
    return None if known is None else Shown(known, row.name)


def _figures(rows: Sequence[Station], programme: Programme, as_of: Day) -> Iterator[RowFigure]:
    open_now = [row for row in rows if row.serves(as_of)]
    for kind, topic in programme.services.items():
        number = sum(row.service == kind for row in open_now)
        yield RowFigure(topic.label, topic.label_en, f"{number} 处")
    towns = {row.town for row in open_now}
    whole = len(programme.towns)
    yield RowFigure("有服务点的乡镇街道", "towns with one", f"{len(towns)} / {whole}")


STATIONS = Register(
    "stations",
    ("维权服务点", "Where to get help"),
    "服务点",
    "csv",
    ROW,
    day="opened",
    party="merchant",
    party_attr="shop",
    dated=(Dated("opened", "recorded", "设立"),),
    shown=_shown,
    open=True,
    page="stations",
    form=RegisterForm(
        "维权服务点",
        (
            dict.fromkeys(
                ("name", "service", "town", "address", "hours", "phone", "department", "opened",
                 "source"), "",
            ),
        ),
        ("一处一行。电话只写单位的固定电话或热线，不写手机号码。",),
    ),
    told=RegisterPage(
        (
            "买得不称心，先到最近的服务点：能当场说清的当场说清，不用跑远路。",
            "Go to the nearest one first: what can be settled on the spot is.",
        ),
        ("还没有登记服务点。", "No station is on record yet."),
        (
            (
                "都不收费，也不用先交材料。商户自己设的先与商户协商；谈不拢的，由指导部门调处。",
                "All free of charge. What cannot be settled goes to the department in charge.",
            ),
        ),
        group="town",
        chips=("service",),
        folded=("department", "opened", "source"),
        past=lambda row, as_of: not row.serves(as_of),
        figures=_figures,
    ),
)  # fmt: skip
