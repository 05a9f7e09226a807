"""What the office publishes in words: notices, and the four kinds of them. Only values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type

from fangxin.base.problem import Place
from fangxin.facts.notices.mending import LateEntry, NoticeCorrection, Withdrawal


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A category of notices: its name as officials write it, and the page that lists it."""

    label: str
    label_en: str
    slug: str  # address of the page below the site, and of its feeds below feeds/
    lead: str
    lead_en: str


PUBLIC, ALERT, DOCUMENT, CAMPAIGN = "公示公告", "消费提醒", "政策文件", "专项行动"
KINDS: Mapping[str, NoticeKind] = {
    kind.label: kind
    for kind in (
        NoticeKind(
            PUBLIC,
            "Public notices",
            "notices/public",
            "拟认定的先公示，认定、暂停和退出的都公告。公示期内任何人都可以提出异议。",
            "Who is proposed, recognised or removed. Anyone may object while a notice runs.",
        ),
        NoticeKind(
            ALERT,
            "Alerts and tips",
            "alerts",
            "掏钱之前看一眼：最近哪里容易吃亏，怎样避开，吃了亏找谁。",
            "Where shoppers lose money, how to avoid it, and whom to call.",
        ),
        NoticeKind(
            DOCUMENT,
            "Policy documents",
            "documents",
            "本行动的文件原文，附索引号、文件编号、公开日期和发布单位。",
            "The documents of the programme in full, with their catalogue data.",
        ),
        NoticeKind(
            CAMPAIGN,
            "Campaigns",
            "notices/campaigns",
            "春安行动、金剑秋风和重点领域专项行动：什么时候查、查什么、查出了什么。",
            "What is inspected when, and what was found.",
        ),
    )
}
# Their pages lie where a notice of that name would.
RESERVED = frozenset(
    kind.slug.removeprefix("notices/")
    for kind in KINDS.values()
    if kind.slug.startswith("notices/")
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The head of one notice. ``begins`` and ``ends``: the days, both included, on which one may
    object. ``subject``, ``access`` and ``term`` are 内容分类, 公开方式 and 公开时限."""

    title: str
    date: Day
    kind: str  # a key of KINDS
    summary: str
    slug: str = ""
    place: Place = field(default=Place(""), compare=False, repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
    title_en: str | None = None
    draft: bool = False
    document: str | None = None
    index: str | None = None
    subject: str | None = None
    access: str | None = None
    term: str | None = None
    publisher: str | None = None
    begins: Day | None = None
    ends: Day | None = None
    merchants: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    campaign: str | None = None
    corrected: tuple[NoticeCorrection, ...] = ()
    withdrawn: Withdrawal | None = None
    recorded: LateEntry | None = None

    @property
    def address(self) -> str:
        """Its place below the site, without a leading slash."""
        return f"notices/{self.slug}/"

    def where(self, key: str) -> Place:
        """Where the value of a key of the head stands, or else the file."""
        return self.places.get(key, self.place)

    @property
    def is_publicity(self) -> bool:
        """Whether it has a period for objections."""
        return self.begins is not None and self.withdrawn is None


def published(notices: Iterable[Notice], as_of: Day) -> tuple[Notice, ...]:
    """Those the public may read on a day, the newest first; on one day by their slug."""
    shown = [notice for notice in notices if not notice.draft and notice.date <= as_of]
    return tuple(sorted(shown, key=lambda notice: (-notice.date.toordinal(), notice.slug)))


def pages(notices: Iterable[Notice]) -> tuple[str, ...]:
    """The files that list and show these notices, below the output, in order."""
    lists = ["notices/", *(f"{kind.slug}/" for kind in KINDS.values())]
    return tuple(sorted(f"{at}index.html" for at in (*lists, *(n.address for n in notices))))
