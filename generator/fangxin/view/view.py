"""The View: everything public that a merchant's files are made of, and nothing else.

A merchant's files are a pure function of its View, the site's settings, the theme and the code.
The View holds no "today": it changes on the day the standing changes, not every day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type

from fangxin.facts.values import Commitment, Honour, Review, Status
from fangxin.standing.signs import SignStanding
from fangxin.standing.standing import Correction, Reason
from fangxin.view.amends import Amends
from fangxin.view.annulled import Annulled, annulled_by
from fangxin.view.criterion import CriterionView
from fangxin.view.exits import Exit
from fangxin.view.listings import ListingView
from fangxin.view.recalls import RecallView
from fangxin.view.remedy import Remedy
from fangxin.view.returns import Return
from fangxin.view.stations import StationView


@dataclass(frozen=True, slots=True)
class Link:
    """Another merchant mentioned on a page."""

    id: str
    name: str
    category: str
    status: Status


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the timeline, as the registry said it then. ``until`` None: until today."""

    since: Day
    until: Day | None
    status: Status
    reasons: tuple[Reason, ...]
    flags: tuple[str, ...]
    corrected: bool  # a later correction annulled what it rested on
    note: str | None = None  # how a publicity went that ended before it: a key of story.NOTE_ZH


@dataclass(frozen=True, slots=True)
class FailureView:
    """A failure as the public may read it today. ``ended``: detail withheld, publication over."""

    id: str
    kind: str
    kind_label: str
    kind_label_en: str
    severity: str
    date: Day
    recorded: Day
    served: Day | None
    document: str | None
    summary: str | None
    rectified: Day | None
    rectify_by: Day | None
    appeal_by: Day | None
    appeal: str | None  # None, "pending", "upheld" or "dismissed"
    appeal_filed: Day | None
    appeal_decided: Day | None
    final: Day | None
    reply: str | None
    publication_ends: Day | None
    void_date: Day | None
    void_reason: str | None
    ended: bool
    merchant: Link | None = None  # the sibling it stands at
    replaced_by: str | None = None  # the fact that stands where a void one stood
    reply_by: Day | None = None
    passed: tuple[str, ...] = ()  # deadlines that are over: "appeal", "rectify", "reply"
    retested: bool = False  # it was a retest, not an appeal, that was upheld
    source: str | None = None  # where it stands in a register, below the site's root
    distinct_from: tuple[str, ...] = ()  # failures of the same document that are other acts
    repaired: Day | None = None  # the day from which its credit repair is known
    found_by: str | None = None  # code of the office that found it
    decided_by: str | None = None  # and of that which decided the appeal
    mended: tuple[tuple[Day, str], ...] = ()  # texts that were mended: day and key
    same_act_as: tuple[str, ...] = ()  # failures of other documents that are the same act
    final_document: str | None = None  # by which it became final, once that is known
    replied: Day | None = None  # when the reply came

    @property
    def name(self) -> str:
        """The name by which the merchant's own record and its reasons call it."""
        return f"{self.merchant.id}/{self.id}" if self.merchant else self.id

    @property
    def annulled(self) -> Annulled | None:
        """Why it does not count; None while it does."""
        void = self.void_date, self.void_reason
        return annulled_by(void, self.appeal, self.appeal_decided, self.retested)

    @property
    def counts(self) -> bool:
        """Whether it is held against the merchant in public: neither annulled, nor its publication
        over."""
        return self.annulled is None and not self.ended


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of the office as the public may read it today."""

    id: str
    act: str
    date: Day
    until: Day | None
    document: str | None
    certificate: str | None
    summary: str | None
    void_date: Day | None
    void_reason: str | None
    ineffective: str | None  # why it has no effect, a code of docs/standing.md section 4
    served: Day | None = None
    reply: str | None = None
    reply_by: Day | None = None  # of what was decided against the merchant
    appeal_by: Day | None = None
    appeal: str | None = None  # None, "pending", "upheld" or "dismissed"
    appeal_filed: Day | None = None
    appeal_decided: Day | None = None
    decided_by: str | None = None
    passed: tuple[str, ...] = ()  # deadlines that are over: "appeal", "reply"
    mended: tuple[tuple[Day, str], ...] = ()
    replied: Day | None = None  # when the reply came

    @property
    def annulled(self) -> Annulled | None:
        """Why it does not count; None while it does."""
        void = self.void_date, self.void_reason
        return annulled_by(void, self.appeal, self.appeal_decided)

    @property
    def counts(self) -> bool:
        """Whether it is neither annulled nor without effect."""
        return self.annulled is None and self.ineffective is None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """That a particular changed, without the old and the new one. ``field`` as in facts.Change."""

    id: str
    field: str
    date: Day
    document: str | None
    recorded: Day | None = None
    continues: bool = False  # the office found that the recognition goes on
    void_date: Day | None = None
    void_reason: str | None = None
    mistaken: bool = False  # what stood before had never been right


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """Whether an objection is settled; what was objected is between the office and who did."""

    id: str
    filed: Day
    outcome: str | None = None  # None: open; "upheld" or "dismissed"
    decided: Day | None = None
    recorded: Day | None = None  # when the outcome was recorded
    document: str | None = None  # of the answer
    void_date: Day | None = None
    void_reason: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    id: str
    name: str
    former_names: tuple[str, ...]
    name_en: str | None
    category: str
    uscc: str | None
    town: str | None
    address: str | None  # already shortened to the road where the record says so
    website: str | None
    platform: str | None
    platform_shop: str | None
    inside: Link | None
    stalls: tuple[Link, ...]  # merchants inside this market
    siblings: tuple[Link, ...]  # same USCC
    successor: Link | None
    catering_grade: str | None
    kitchen: str | None
    scenic_level: str | None
    service_phone: str | None
    status: Status
    since: Day | None
    until: Day | None
    next_date: Day | None
    next_status: Status | None
    certificate: str | None
    certificate_until: Day | None  # printed end, may lie before ``until`` in the grace period
    document: str | None  # of the decision that certified, or ended it
    bar_until: Day | None
    flags: tuple[str, ...]
    reasons: tuple[Reason, ...]
    corrections: tuple[Correction, ...]
    timeline: tuple[Step, ...]  # newest first
    failures: tuple[FailureView, ...]  # newest first
    decisions: tuple[DecisionView, ...]  # newest first
    commitments: tuple[Commitment, ...]
    reviews: tuple[Review, ...]
    honours: tuple[Honour, ...]
    signs: tuple[SignStanding, ...]
    open_objections: int
    imported: bool
    publicity_until: Day | None = None  # while a publicity runs, also for renewals
    changes: tuple[ChangeView, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()  # document → address of the notice that announced it
    exits: tuple[Exit, ...] = ()  # oldest first
    listings: tuple[ListingView, ...] = ()  # of other authorities, newest first
    amends: tuple[Amends, ...] = ()  # corrections, newest first
    criteria: tuple[CriterionView, ...] = ()
    opened: Day | None = None
    remedies: tuple[Remedy, ...] = ()  # what the merchant can still do
    returns: tuple[Return, ...] = ()  # reinstatements, newest first
    revokes: Day | None = None  # the first coming day that revokes if nothing is recorded
    former_usccs: tuple[str, ...] = ()  # credit codes it had before, oldest first
    certificate_since: Day | None = None  # the first day of the certificate
    nearby: tuple[StationView, ...] = ()  # where help is nearby
    called_back: tuple[RecallView, ...] = ()  # goods that it sold, newest first
    # What was printed before it was corrected or became another, oldest first:
    former_certificates: tuple[str, ...] = ()
    former_documents: tuple[str, ...] = ()
    former_websites: tuple[str, ...] = ()
    former_shops: tuple[str, ...] = ()  # numbers on a platform

    @property
    def hanging(self) -> tuple[SignStanding, ...]:
        """The signs that hang, for all that is known."""
        return tuple(one for one in self.signs if one.hangs)

    @property
    def worsens(self) -> bool:
        """Whether a suspension goes over into something that is no recognition either, so that
        its last day must not look like the day on which all is well again."""
        return self.status is Status.SUSPENDED and self.next_status not in (
            None,
            Status.CERTIFIED,
        )


# def view_of(merchant, registry, programme, as_of) -> View
# def digest(view: View, surroundings: str) -> str      sha256 hex
