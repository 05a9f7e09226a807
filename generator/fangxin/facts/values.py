"""The facts that officials write, as frozen values. A fact is dated, has a permanent id, and is
never changed: keys are only added, and each added key acts from the day it was recorded.

All days are ``datetime.date`` in UTC+08:00. ``None`` means "not written". Places are kept apart
(``Merchant.places``) so that two equal facts compare equal wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type
from enum import StrEnum

from fangxin.base.problem import Place
from fangxin.facts.document_number import act_keys
from fangxin.facts.promises import Commitment as Commitment
from fangxin.facts.promises import Honour as Honour
from fangxin.facts.promises import Lost as Lost
from fangxin.facts.promises import Pledge as Pledge
from fangxin.facts.promises import Redaction as Redaction
from fangxin.facts.promises import Restored as Restored
from fangxin.facts.promises import Sign as Sign
from fangxin.facts.promises import Tick as Tick
from fangxin.facts.recourse import Admission, Rewording, first_words
from fangxin.facts.recourse import Appeal as Appeal  # named here for everybody
from fangxin.facts.recourse import Repair as Repair
from fangxin.facts.recourse import Void as Void


class Status(StrEnum):
    """The eight statuses of a standing. Only ``CERTIFIED`` is green."""

    NONE = "none"
    PUBLICISED = "publicised"
    CERTIFIED = "certified"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Act(StrEnum):
    """What a decision of the office does; written as ``status:`` of a decision."""

    APPLIED = "applied"  # 续期申请已受理
    PUBLICISED = "publicised"  # 公示
    REFUSED = "refused"  # 公示后不予认定
    CERTIFIED = "certified"  # 认定, also a renewal
    SUSPENDED = "suspended"  # 暂停
    REINSTATED = "reinstated"  # 恢复
    REVOKED = "revoked"  # 撤销
    WITHDRAWN = "withdrawn"  # 自愿退出
    CLOSED = "closed"  # 终止


@dataclass(frozen=True, slots=True)
class Decision:
    """A dated decision of the office. It acts from the later of ``date`` and ``recorded``."""

    id: str
    date: Day
    act: Act
    recorded: Day  # defaults to ``date`` when the record does not say
    until: Day | None = None  # last day of the publicity, certificate or suspension, inclusive
    document: str | None = None
    certificate: str | None = None
    because: tuple[
        str, ...
    ] = ()  # ids of facts it rests on: own ids, or "<ID>/<fact>" of a sibling
    imported: bool = False  # taken over from an older register: needs no publicity
    successor: str | None = None  # merchant ID that took over, for closed
    unrelated_to: tuple[str, ...] = ()  # barred merchants at the same address, found unrelated
    summary: str | None = None
    void: Void | None = None
    served: Day | None = None  # 送达; the merchant's time to reply and appeal runs from it
    reply: str | None = None
    replied: Day | None = None  # when the reply came
    reply_admitted: Admission | None = None
    appeal: Appeal | None = None  # upheld, it annuls the decision
    corrected: tuple[Rewording, ...] = ()

    @property
    def acts(self) -> Day:
        return max(self.date, self.recorded)


@dataclass(frozen=True, slots=True)
class Failure:
    """问题记录: something that went wrong. The policy decides what follows."""

    id: str
    kind: str
    date: Day  # when it happened; windows count by it
    recorded: Day  # when it entered the registry; sanctions start on it
    served: Day | None = None  # 送达; deadlines run from it, or else from ``recorded``
    document: str | None = None
    summary: str | None = None
    rectified: Day | None = None
    rectified_recorded: Day | None = None  # default: ``rectified``
    final: Day | None = None  # when a provisional finding became final
    final_recorded: Day | None = None  # default: ``final``
    final_document: str | None = None  # what made it final
    appeal: Appeal | None = None
    reply: str | None = None
    affects: tuple[str, ...] = ()  # merchant IDs that it reaches besides those of the same USCC
    distinct_from: tuple[str, ...] = ()  # failures of the same document that are other acts
    same_act_as: tuple[str, ...] = ()  # failures of other documents that are the same act
    publication_ends: Day | None = None
    repair: Repair | None = None
    void: Void | None = None
    register: str | None = None  # name of the register the row stands in; None: the record itself
    act: str | None = None  # what it is one act with: of several failures of one act one counts
    dispute: str | None = None  # the first complaint of the dispute that it belongs to
    found_by: str | None = None  # code of a department, or OFFICE
    served_document: str | None = None  # proof of service
    rectified_document: str | None = None
    rectified_summary: str | None = None  # what was seen
    replied: Day | None = None  # when the reply came
    reply_admitted: Admission | None = None
    corrected: tuple[Rewording, ...] = ()

    @property
    def paper(self) -> str | None:
        """The document as it was first written, which acts are told apart by."""
        return first_words(self.corrected, "document", self.document)

    @property
    def counts_as(self) -> tuple[object, ...]:
        """Equal for failures that windows count once: one act, or one document on whatever day
        (words without a number: of one day), unless the record says that they are two acts."""
        if self.act is not None:
            return ("act", self.act)
        if self.paper is None or self.distinct_from:
            return ("failure", self.id)
        return ("document", act_keys(self.paper, self.date))


@dataclass(frozen=True, slots=True)
class Objection:
    """异议 raised in a publicity period; open from ``filed`` until ``decided`` is recorded."""

    id: str
    filed: Day
    summary: str | None = None
    decided: Day | None = None
    outcome: str | None = None  # "upheld" or "dismissed"
    recorded: Day | None = None  # when the outcome was recorded; default: ``decided``
    document: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """变更 of a merchant's name, address, USCC or owner, with its document."""

    id: str
    date: Day
    field: str  # "name", "address", "uscc", "owner", or what a criterion may ask for
    recorded: Day
    before: str | None = None
    after: str | None = None
    document: str | None = None
    continues: bool = False  # the office found that the recognition goes on
    void: Void | None = None
    summary: str | None = None  # why it goes on
    corrected: tuple[Rewording, ...] = ()
    mistaken: bool = False  # what stood before had never been right

    @property
    def acts(self) -> Day:
        return max(self.date, self.recorded)


@dataclass(frozen=True, slots=True)
class Review:
    """复评: a look at a certified merchant. Tells, never sanctions."""

    id: str
    date: Day
    outcome: str  # "passed" or "advised"
    summary: str | None = None
    document: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a merchant did about a failure that stands in a register, or ("<ID>/<fact>") at a
    sibling whose sanction reaches it: there an upheld appeal lifts it for this merchant alone."""

    fact: str
    rectified: Day | None = None
    rectified_recorded: Day | None = None
    appeal: Appeal | None = None
    reply: str | None = None
    repair: Repair | None = None
    rectified_document: str | None = None
    rectified_summary: str | None = None
    replied: Day | None = None
    reply_admitted: Admission | None = None
    corrected: tuple[Rewording, ...] = ()

    @property
    def elsewhere(self) -> bool:
        """Whether it is about a fact of a sibling."""
        return "/" in self.fact


@dataclass(frozen=True, slots=True)
class Merchant:
    """One record: one merchant, one premises, one category. ``id`` is the file's name."""

    id: str
    name: str
    category: str
    uscc: str | None = None
    town: str | None = None
    address: str | None = None
    address_public: str = "full"  # "full" or "road"
    name_en: str | None = None
    website: str | None = None
    platform: str | None = None
    platform_shop: str | None = None
    inside: str | None = None
    catering_grade: str | None = None
    kitchen: str | None = None
    scenic_level: str | None = None
    service_phone: str | None = None
    opened: Day | None = None  # the first day of business
    decisions: tuple[Decision, ...] = ()
    failures: tuple[Failure, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    changes: tuple[Change, ...] = ()
    objections: tuple[Objection, ...] = ()
    reviews: tuple[Review, ...] = ()
    criteria: tuple[Tick, ...] = ()
    signs: tuple[Sign, ...] = ()
    honours: tuple[Honour, ...] = ()
    pledge: Pledge | None = None
    redacted: tuple[Redaction, ...] = ()
    path: str = field(default="", compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, hash=False, repr=False)
    # places: dotted path of a value ("certification.decisions.0.until") → where it stands


@dataclass(frozen=True, slots=True)
class Facts:
    """What the standing of one merchant follows from. ``siblings`` are the facts of merchants whose
    failures may reach it (same USCC, or named in ``affects`` or ``because``); their own siblings
    are not read. ``first_code``: the credit code before the first change of it, where there was
    one; ``code_since``: from when ``uscc`` holds. ``follow_up``: what this merchant did about
    facts of its siblings."""

    id: str
    uscc: str | None = None
    decisions: tuple[Decision, ...] = ()
    failures: tuple[Failure, ...] = ()
    objections: tuple[Objection, ...] = ()
    changes: tuple[Change, ...] = ()
    siblings: tuple[Facts, ...] = ()
    first_code: str | None = None
    code_since: Day = Day.min
    follow_up: tuple[FollowUp, ...] = ()
