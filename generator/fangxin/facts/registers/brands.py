"""浙江制造: ``content/registers/brands.yml``: brands, champions and projects of better quality.

One row for each: whose, what for, which standard and what it was measured against, and how far it
came. How it stands on a day follows from its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import (
    SOURCE,
    VOID_FIELD,
    code,
    document,
    late_prose,
    need,
    party_of,
    row_id,
    shop_column,
)
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line, Prose
from fangxin.text.fields.rules import Only, When
from fangxin.text.fields.tables import Field, Group

KINDS = {
    "brand": ("“浙江制造”品牌", "'Made in Zhejiang' brand"),
    "hidden": ("隐形冠军", "hidden champion"),
    "single": ("单打冠军", "single-product champion"),
    "project": ("质量提升示范项目", "quality demonstration project"),
}
STATES = {
    "under_way": ("培育中", "under way"),
    "reached": ("已通过", "reached"),
    "expired": ("已到期", "expired"),
    "ended": ("已终止", "ended"),
}
_KEYS = ("kind", "holder", "merchant", "date", "standard", "benchmark", "department", "what",
         "reached", "issuer", "document", "until", "ended", "why", "source")  # fmt: skip
_LATER = {"reached": ("reached", "issuer", "document", "until"), "ended": ("ended", "why")}


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand, champion or project of an enterprise."""

    id: str
    kind: str
    title: str  # the product, or what the project is
    holder: str  # the enterprise
    date: Day  # on which it was taken up
    recorded: Day
    department: str
    source: str
    shop: Party = field(default_factory=Party)
    standard: str | None = None  # its own
    benchmark: str | None = None  # what that was measured against
    what: str | None = None
    reached: Day | None = None
    issuer: str | None = None
    document: str | None = None
    ends: Day | None = None  # of the term for which it was granted
    ended: Day | None = None  # given up, or taken away
    why: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def state(self, as_of: Day) -> str:
        """Under way, reached, expired or ended, as known on a day."""
        if self.ended is not None and self.ended <= as_of:
            return "ended"
        if self.reached is None or self.reached > as_of:
            return "under_way"
        return "expired" if self.ends is not None and self.ends < as_of else "reached"


def _brand(**values: Any) -> Brand:
    values.setdefault("recorded", values["date"])
    return Brand(shop=party_of(id=values.pop("merchant", None)), **values)


ROW = Group(
    (
        row_id("BRD-2025-001"),
        need("kind", Choice(KINDS), "种类", "kind", "brand"),
        need("title", Line(80), "产品或项目", "product or project", "全铜挂锁（示例）",
             erasable=True),
        need("holder", Line(80), "企业", "enterprise", "浦江某锁业有限公司（示例）", erasable=True),
        shop_column("商户编号", "merchant ID", "企业自己也是登记的商户时写"),
        day("开始日期", "day it was taken up"),
        recorded("recorded", "", "date"),
        need("department", code("departments"), "指导部门", "department", "amr"),
        Field("standard", Line(80), "执行的标准", "its standard", "品牌必须写",
              "needed for a brand", example="T/ZZB 示例01—2025", erasable=True),
        Field("benchmark", Line(120), "对标", "measured against",
              "对照的国内外先进标准，品牌必须写",
              "the standard it was measured against; needed for a brand",
              example="某国际标准的耐腐蚀等级（示例）", erasable=True),
        Field("what", Prose(400), "做什么", "what is done", example="锁芯寿命从三万次提到十万次",
              erasable=True),
        Field("reached", DAY, "通过日期", "day it was granted or accepted",
              "品牌、冠军是认定的日子，项目是验收的日子", example="2026-03-18", late=True),
        Field("issuer", Line(80), "谁认定或验收", "granted or accepted by",
              example="某认证机构（示例）", late=True, erasable=True),
        document(),
        Field("until", DAY, "有效期到", "last day of the term", attr="ends", ahead=True,
              example="2029-03-17", late=True),
        Field("ended", DAY, "终止日期", "day it was given up or taken away",
              example="2026-09-01", late=True),
        late_prose("why", 200, "终止原因", "why it ended", "企业停产这一产品（示例）"),
        SOURCE,
        VOID_FIELD,
        mended_rows("title", "holder", "standard", "benchmark", "what", "issuer", "document",
                    "why", "source"),
    ),
    build=_brand,
    order=(
        ("date", "recorded"),
        ("date", "reached"),
        ("reached", "until"),
        ("date", "ended"),
        ("recorded", "void.date"),
    ),
    together=(
        ("reached", "issuer"),
        ("issuer", "reached"),
        ("document", "reached"),
        ("until", "reached"),
        ("ended", "why"),
        ("why", "ended"),
    ),
    when=(
        When("kind", ("brand",), ("standard", "benchmark")),
        When("kind", ("project",), ("what",)),
    ),
    only=(Only(("until",), "kind", ("brand", "hidden", "single")),),
)  # fmt: skip


def _shown(row: Brand, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, _LATER)
    return None if known is None else Shown(known, row.title)


def _figures(rows: Sequence[Brand], _: object, as_of: Day) -> Iterator[RowFigure]:
    standing = [row for row in rows if row.void is None]
    for kind, (zh, en) in KINDS.items():
        states = [row.state(as_of) for row in standing if row.kind == kind]
        note = f"另有 {states.count('under_way')} 个{STATES['under_way'][0]}"
        yield RowFigure(zh, en, f"{states.count('reached')} 个", note)
    held = {row.benchmark for row in standing if row.benchmark and row.state(as_of) == "reached"}
    yield RowFigure("已对上的先进标准", "standards matched", f"{len(held)} 项")


BRANDS = Register(
    "brands",
    ("浙江制造", "Made in Zhejiang"),
    "品牌或项目",
    "yml",
    ROW,
    day="date",
    party="merchant",
    party_attr="shop",
    dated=(Dated("date", "recorded", "开始"),),
    shown=_shown,
    open=True,
    page="brands",
    told=RegisterPage(
        (
            "哪些产品对照先进标准做，到了哪一步，谁认定的，什么时候到期。",
            "Which products are made to advanced standards, how far they came, and who says so.",
        ),
        ("还没有登记过品牌、冠军企业和示范项目。", "No brand or project is on record yet."),
        (
            (
                "“浙江制造”、隐形冠军、单打冠军由各自的主管部门或机构认定，不是放心消费单位的认定；"
                "两样互不代替。",
                "These are granted by others and are no recognition as a trustworthy merchant.",
            ),
        ),
        group="kind",
        folded=("department", "issuer", "document", "source"),
        past=lambda row, as_of: row.state(as_of) in ("expired", "ended"),
        figures=_figures,
    ),
)
