"""Views of all eight statuses, full of everything a status page can show, and their programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from fangxin.facts.document_number import ByDocument
from fangxin.facts.policy.policy import (
    PARAMETERS,
    Basis,
    FailureKind,
    Parameter,
    Policy,
    Rule,
    Version,
)
from fangxin.facts.programme.programme import Category, Department, Document, Programme
from fangxin.facts.values import Commitment, Honour, Review, Sign, Status
from fangxin.standing.standing import Correction, Reason
from fangxin.view.amends import Amends, Wrong
from fangxin.view.view import DecisionView, FailureView, Link, Step, View
from tests.support.factories import a_site, a_view

CLAUSE = Basis("二(一)1")
ASSUMED = Basis("assumed", "方案未定年限；三年为假定")
DECIDED = Basis("二(一)1", "浦消联办〔2018〕4号")

_KIND = FailureKind(
    "penalty_grave", "受到较重行政处罚", "Heavy penalty", "grave", 12, True, False, CLAUSE
)
_REVOKE = Rule(
    "grave-revoke",
    "严重问题，当日撤销，三年内不得再申请",
    "A grave failure revokes at once; no new recognition for three years",
    ASSUMED,
    "revoke",
    severity="grave",
    bar_years=3,
)
_SUSPEND = Rule(
    "serious-suspend",
    "较重问题，暂停到整改完成；三十天没有整改的撤销，一年内不得再申请",
    "A serious failure suspends until rectified; after thirty days it revokes",
    ASSUMED,
    "suspend",
    severity="serious",
    until="rectified",
    overdue_days=30,
    overdue_bar_years=1,
)


def a_programme(**site: Any) -> Programme:
    """A programme with one version of the policy; the given fields of its site changed."""
    parameters = {
        code: Parameter(code, code, code, 3, unit, ASSUMED) for code, unit in PARAMETERS.items()
    }
    version = Version(
        number=1,
        effective=date(2018, 1, 1),
        document=None,
        parameters=parameters,
        kinds={_KIND.code: _KIND},
        rules=(_REVOKE, _SUSPEND),
        ends_on_change=frozenset({"owner"}),
        ends_on_change_basis=ASSUMED,
    )
    categories = {
        code: Category(code, label, label_en, (), "amr", (), "二(一)1")
        for code, label, label_en in (
            ("market", "放心市场", "Trusted market"),
            ("shop", "放心商店", "Trusted shop"),
            ("online", "放心网店", "Trusted online shop"),
        )
    }
    number, title = "浦消联办〔2018〕4号", "关于认定首批放心消费单位的决定"
    return Programme(
        site=a_site(**site),
        policy=Policy((version,)),
        categories=categories,
        towns=("仙华街道",),
        departments={"amr": Department("amr", "县市场监管局", member=True)},
        commitments={"advance_compensation": "先行赔付", "no_reason_return": "无理由退货"},
        documents=ByDocument({number: Document(number, title, date(2018, 3, 12), "办公室")}),
    )


CERTIFIED = DecisionView(
    "D2", "certified", date(2018, 3, 12), date(2036, 3, 11), "浦消联办〔2018〕4号", "FX-2018-0042",
    None, None, None, None,
)  # fmt: skip
PUBLICISED = DecisionView(
    "D1", "publicised", date(2018, 3, 1), date(2018, 3, 7), "浦消联办〔2018〕3号", None, None,
    None, None, None,
)  # fmt: skip
DECISION = Reason("decision", ("D2",), DECIDED, date(2018, 3, 12), date(2036, 3, 11))
SIBLING = Link("PJSH002Y", "仙华山超市北站店（示例）", "shop", Status.CERTIFIED)


def a_failure(**changes: Any) -> FailureView:
    """A grave penalty of June 2019 with the merchant's reply, with the given fields changed."""
    values: dict[str, Any] = {
        "id": "F1",
        "kind": "penalty_grave",
        "kind_label": "受到较重行政处罚",
        "kind_label_en": "Heavy penalty",
        "severity": "grave",
        "date": date(2019, 6, 3),
        "recorded": date(2019, 6, 6),
        "served": date(2019, 6, 5),
        "document": "浦市监罚〔2019〕17号",
        "summary": "销售标签不符合规定的商品，货值较大",
        "rectified": None,
        "rectify_by": None,
        "appeal_by": date(2019, 8, 4),
        "appeal": None,
        "appeal_filed": None,
        "appeal_decided": None,
        "final": None,
        "reply": "已下架全部同批次商品，并向已购顾客退款。",
        "publication_ends": date(2024, 6, 6),
        "void_date": None,
        "void_reason": None,
        "ended": False,
    }
    return FailureView(**{**values, **changes})


def a_step(since: date, until: date | None, status: Status, **changes: Any) -> Step:
    """A stretch of the timeline, resting on the given reasons."""
    values: dict[str, Any] = {"reasons": (), "flags": (), "corrected": False}
    return Step(since, until, status, **{**values, **changes})


FIRST_STEPS = (
    a_step(date(2018, 3, 12), date(2019, 6, 5), Status.CERTIFIED, reasons=(DECISION,)),
    a_step(date(2018, 3, 8), date(2018, 3, 11), Status.NONE, flags=("pending",)),
    a_step(date(2018, 3, 1), date(2018, 3, 7), Status.PUBLICISED),
)
REVOKED = Reason("grave-revoke", ("F1",), ASSUMED, date(2019, 6, 6))
SUSPENDED = Reason("serious-suspend", ("F1",), ASSUMED, date(2019, 6, 6))


def view_of_status(status: Status) -> View:
    """A plausible view of that status with much to show."""
    return a_view(status=status, **{**_COMMON, **_BY_STATUS[status]})


_COMMON: Mapping[str, Any] = {
    "decisions": (CERTIFIED, PUBLICISED),
    "commitments": (
        Commitment("no_reason_return", date(2018, 3, 12), None, None, "七日内凭小票退货"),
        Commitment("advance_compensation", date(2018, 3, 12), None, 5000, None),
    ),
    "service_phone": "0579-80000000",
    "siblings": (SIBLING,),
    "reviews": (Review("R1", date(2018, 12, 1), "passed", "现场检查无问题"),),
    "honours": (Honour("消费者信得过单位（示例）", date(2017, 3, 15), "县消保委"),),
    "signs": (
        Sign("S-0042-1", date(2018, 3, 15), "正门"),
        Sign("S-0042-2", date(2018, 3, 15), "北门", taken_down=date(2019, 1, 2)),
    ),
}
_ENDED: Mapping[str, Any] = {"until": None, "next_date": None, "next_status": None}
_BY_STATUS: Mapping[Status, Mapping[str, Any]] = {
    Status.NONE: {
        **_ENDED,
        "since": None,
        "certificate": None,
        "document": None,
        "decisions": (),
        "signs": (),
        "commitments": (),
        "siblings": (),
    },
    Status.PUBLICISED: {
        "since": date(2018, 3, 1),
        "until": date(2018, 3, 7),
        "next_date": date(2018, 3, 8),
        "next_status": Status.NONE,
        "certificate": None,
        "document": "浦消联办〔2018〕3号",
        "decisions": (PUBLICISED,),
        "signs": (),
        "reasons": (
            Reason("publicity", ("D1",), CLAUSE, date(2018, 3, 1), date(2018, 3, 7)),
        ),
        "timeline": (a_step(date(2018, 3, 1), None, Status.PUBLICISED),),
        "open_objections": 1,
    },
    Status.CERTIFIED: {
        "flags": ("renewal",),
        "reasons": (DECISION,),
        "timeline": (a_step(date(2018, 3, 12), None, Status.CERTIFIED, reasons=(DECISION,)),),
    },
    Status.SUSPENDED: {
        **_ENDED,
        "since": date(2019, 6, 6),
        "flags": ("provisional",),
        "reasons": (SUSPENDED,),
        "failures": (a_failure(severity="serious", rectify_by=date(2019, 7, 5)),),
        "timeline": (
            a_step(date(2019, 6, 6), None, Status.SUSPENDED, reasons=(SUSPENDED,)),
            *FIRST_STEPS,
        ),
    },
    Status.REVOKED: {
        **_ENDED,
        "since": date(2019, 6, 6),
        "certificate": None,
        "bar_until": date(2022, 6, 5),
        "reasons": (REVOKED,),
        "failures": (a_failure(appeal="dismissed", appeal_filed=date(2019, 6, 10)),),
        "timeline": (
            a_step(date(2019, 6, 6), None, Status.REVOKED, reasons=(REVOKED,)),
            *FIRST_STEPS,
        ),
    },
    Status.EXPIRED: {
        **_ENDED,
        "since": date(2021, 3, 12),
        "reasons": (Reason("expiry", ("D2",), DECIDED, date(2021, 3, 12)),),
    },
    Status.WITHDRAWN: {
        **_ENDED,
        "since": date(2020, 1, 10),
        "certificate": None,
        "reasons": (Reason("withdrawn", ("D3",), CLAUSE, date(2020, 1, 10)),),
    },
    Status.CLOSED: {
        **_ENDED,
        "since": date(2020, 5, 1),
        "certificate": None,
        "reasons": (Reason("transfer", ("C1",), CLAUSE, date(2020, 5, 1)),),
        "successor": Link("PJSH0032", "新仙华便利店（示例）", "shop", Status.NONE),
    },
}  # fmt: skip


def unbroken(html: str) -> str:
    """HTML without the spans that keep days and words on one line, to compare sentences by."""
    return re.sub(r'<span class="nowrap">([^<]*)</span>', r"\1", html)


def ending_badly(**changes: Any) -> View:
    """Suspended since 6 June 2019; revoked on 6 July unless rectified."""
    return a_view(
        **{
            "status": Status.SUSPENDED,
            **_COMMON,
            **_BY_STATUS[Status.SUSPENDED],
            "until": date(2019, 7, 5),
            "next_date": date(2019, 7, 6),
            "next_status": Status.REVOKED,
            **changes,
        }
    )


def an_amends(**changes: Any) -> Amends:
    """The upheld appeal of 20 June 2019 against a revocation of the 6th, told for five years."""
    values: dict[str, Any] = {
        "fact": "F1",
        "date": date(2019, 6, 20),
        "by": "appeal",
        "wrong": (Wrong(Status.REVOKED, date(2019, 6, 6), date(2019, 6, 19)),),
        "valid": True,
        "until": date(2024, 6, 6),
        "told": True,
    }
    return Amends(**{**values, **changes})


def corrected_view() -> View:
    """Certified again after an upheld appeal annulled a revocation."""
    failure = a_failure(
        appeal="upheld", appeal_filed=date(2019, 6, 10), appeal_decided=date(2019, 6, 20)
    )
    return a_view(
        **{
            **_COMMON,
            "reasons": (DECISION,),
            "failures": (failure,),
            "corrections": (Correction("F1", date(2019, 6, 20), "appeal"),),
            "amends": (an_amends(),),
            "timeline": (
                a_step(date(2019, 6, 20), None, Status.CERTIFIED, reasons=(DECISION,)),
                a_step(
                    date(2019, 6, 6),
                    date(2019, 6, 19),
                    Status.REVOKED,
                    reasons=(REVOKED,),
                    corrected=True,
                ),
                *FIRST_STEPS,
            ),
        }
    )
