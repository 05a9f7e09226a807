"""Who has to do what until when, for every status and flag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Sign, Status
from fangxin.standing.standing import Reason
from fangxin.view.next_steps import NextStep, next_steps
from fangxin.view.remedy import Remedy
from fangxin.view.view import Link, View
from fangxin.words import steps as told
from fangxin.words.flags import FLAG_ZH
from tests.support.factories import a_view, hung
from tests.support.status_pages import CERTIFIED, CLAUSE, PUBLICISED, a_failure, a_programme

DAYS = {
    "publicity_valid_days": 180,
    "renewal_grace_days": 60,
}


def the_policy() -> Policy:
    """The policy of the status pages with periods that can be told apart."""
    version = a_programme().policy.versions[0]
    numbers = {
        code: replace(one, value=DAYS.get(code, one.value))
        for code, one in version.parameters.items()
    }
    return Policy((replace(version, parameters=numbers),))


SINCE = date(2026, 3, 2)
NOTHING: dict[str, Any] = {
    "since": SINCE,
    "until": None,
    "next_date": None,
    "next_status": None,
    "certificate": None,
    "certificate_until": None,
    "signs": (),
    "decisions": (CERTIFIED, PUBLICISED),
}
HANGING = (Sign("S-1", date(2024, 3, 1)), Sign("S-2", date(2024, 3, 1), taken_down=SINCE))
OPEN = a_failure(
    severity="serious",
    served=date(2026, 3, 1),
    recorded=SINCE,
    reply=None,
    rectify_by=date(2026, 3, 31),
    appeal_by=date(2026, 4, 30),
    reply_by=date(2026, 3, 6),
)
LATE = replace(OPEN, passed=("appeal", "rectify", "reply"))
ELSEWHERE = replace(OPEN, merchant=Link("PJSH0024", "北站店（示例）", "shop", Status.SUSPENDED))
RUNNING = {"publicity_until": date(2026, 3, 8)}
ANEW = replace(PUBLICISED, id="D3", until=date(2026, 3, 8))
RENEWED = {
    "until": date(2026, 5, 30),
    "next_date": date(2026, 5, 31),
    "next_status": Status.EXPIRED,
    "certificate_until": date(2026, 3, 31),
}


def because(rule: str, *facts: str, **more: Any) -> dict[str, Any]:
    """One reason of the status."""
    return {"reasons": (Reason(rule, facts, CLAUSE, SINCE, **more),)}


APPEAL, REPLY = "merchant appeal …2026-04-30", "merchant reply …2026-03-06"
MEND = "merchant rectify …2026-03-31"
EXPIRES, OBJECT = "day change 2026-05-31…2026-05-31 expired", "anyone object …2026-03-08"
DECIDE = "office decide 2026-03-09…2026-09-04"
# status, what the view says besides, the steps in their order
TABLE: list[tuple[Status, dict[str, Any], list[str]]] = [
    (Status.NONE, {}, ["merchant apply"]),
    (Status.NONE, because("refused", "D3"), ["merchant apply"]),
    (Status.NONE, {"bar_until": date(2029, 3, 1)}, ["merchant apply 2029-03-02…"]),
    (
        Status.NONE,
        {"flags": ("pending",), **because("publicity", "D1")},
        ["office decide 2026-03-02…2026-08-28"],
    ),
    (Status.PUBLICISED, {"until": date(2026, 3, 8), **RUNNING}, [OBJECT, DECIDE]),
    (
        Status.PUBLICISED,
        {
            "until": date(2026, 3, 8),
            "next_date": date(2026, 3, 9),
            "next_status": Status.NONE,
            "open_objections": 2,
            **RUNNING,
        },
        [OBJECT, DECIDE, "office settle"],
    ),
    (
        Status.CERTIFIED,
        {**RENEWED, "until": date(2026, 3, 31)},
        ["merchant renew …2026-03-31", EXPIRES],
    ),
    (
        Status.CERTIFIED,
        {**RENEWED, "flags": ("grace",), "decisions": (replace(PUBLICISED, act="applied"),)},
        ["office decide_renewal …2026-05-30", EXPIRES],
    ),
    (
        Status.CERTIFIED,
        {**RENEWED, **RUNNING, "flags": ("renewal",), "decisions": (ANEW, CERTIFIED, PUBLICISED)},
        [OBJECT, "office decide_renewal 2026-03-09…2026-05-30", EXPIRES],
    ),
    (  # long after the publicity, its age still bounds the decision
        Status.CERTIFIED,
        {"certificate_until": date(2026, 12, 31), "decisions": (ANEW, CERTIFIED, PUBLICISED)},
        ["office decide_renewal 2026-03-09…2026-09-04"],
    ),
    (
        Status.CERTIFIED,
        {**RENEWED, "decisions": (replace(CERTIFIED, act="refused"), PUBLICISED)},
        ["merchant renew …2026-03-31", EXPIRES],
    ),
    (
        Status.CERTIFIED,
        {"failures": (replace(OPEN, severity="minor", rectify_by=None),)},
        [REPLY, APPEAL],
    ),
    (
        Status.SUSPENDED,
        {
            **because("serious-suspend", "F1", until=date(2026, 3, 31)),
            "failures": (OPEN,),
            "next_date": date(2026, 4, 1),
            "next_status": Status.REVOKED,
        },
        [REPLY, MEND, "day change 2026-04-01…2026-04-01 revoked", APPEAL],
    ),
    (
        Status.SUSPENDED,
        {
            **because("serious-suspend-overdue", "F1", provisional=True),
            "failures": (LATE,),
            "flags": ("provisional",),
        },
        ["authority finalise", "merchant rectify"],
    ),
    (
        Status.SUSPENDED,
        {
            **because("grave-revoke", "F1", provisional=True),
            "failures": (replace(LATE, rectify_by=None, appeal="pending"),),
            "flags": ("provisional",),
        },
        ["authority finalise", "office answer"],
    ),
    (Status.SUSPENDED, because("decision", "D3"), ["office reinstate"]),
    (Status.SUSPENDED, because("unknown-kind", "F9"), ["office reinstate"]),
    (
        Status.SUSPENDED,
        {
            **because("points-suspend", "F1", until=date(2026, 5, 30)),
            "failures": (replace(LATE, rectified=SINCE),),
            "next_date": date(2026, 5, 31),
            "next_status": Status.CERTIFIED,
        },
        ["day change 2026-05-31…2026-05-31 certified"],
    ),
    (
        Status.SUSPENDED,
        {
            **because("serious-suspend", "PJSH0024/F1", merchant="PJSH0024"),
            "failures": (ELSEWHERE,),
        },
        [MEND + " 北站店（示例）"],
    ),
    (
        Status.SUSPENDED,
        {**because("decision", "D3"), **RUNNING, "flags": ("renewal",)},
        [OBJECT, DECIDE, "office reinstate"],
    ),
    (
        Status.REVOKED,
        {
            **because("grave-revoke", "F1"),
            "failures": (replace(OPEN, rectify_by=None, reply="已下架"),),
            "bar_until": date(2029, 3, 1),
            "signs": HANGING,
        },
        ["merchant take_down …2026-03-05", APPEAL, "merchant apply 2029-03-02…"],
    ),
    (
        Status.REVOKED,
        {**because("grave-revoke", "F1"), "failures": (LATE,), **RUNNING, "flags": ("again",)},
        [OBJECT, DECIDE],
    ),
    (
        Status.REVOKED,
        {**because("grave-revoke", "F1"), "failures": (replace(OPEN, void_date=SINCE),)},
        ["merchant apply"],
    ),
    (
        Status.REVOKED,
        {**because("grave-revoke", "F1"), "failures": (replace(OPEN, appeal="upheld"),)},
        ["merchant apply"],
    ),
    (Status.EXPIRED, {"signs": HANGING}, ["merchant take_down …2026-03-05", "merchant apply"]),
    (Status.EXPIRED, {**RUNNING, "flags": ("again",)}, [OBJECT, DECIDE]),
    (Status.EXPIRED, {"flags": ("suspended",)}, ["merchant apply"]),
    (Status.NONE, {"flags": ("left",)}, ["merchant apply"]),
    (Status.WITHDRAWN, {}, ["merchant apply"]),
    (Status.WITHDRAWN, {"bar_until": date(2027, 3, 1)}, ["merchant apply 2027-03-02…"]),
    (Status.CLOSED, {"signs": HANGING}, ["merchant take_down …2026-03-05", "merchant anew"]),
]


def said(step: NextStep) -> str:
    """A step on one line: who, act, days, status, which shop."""
    days = f"{step.start or ''}…{step.by or ''}" if step.start or step.by else ""
    return " ".join(filter(None, (step.who, step.act, days, step.status, step.elsewhere)))


def view_of(status: Status, changes: dict[str, Any]) -> View:
    return a_view(status=status, **{**NOTHING, **changes})


@pytest.mark.parametrize(("status", "changes", "wanted"), TABLE)
def test_the_table(status: Status, changes: dict[str, Any], wanted: list[str]) -> None:
    """The steps, in the order of their days, those without a day last."""
    assert [said(step) for step in next_steps(view_of(status, changes), the_policy())] == wanted


def test_the_table_has_every_status_and_flag() -> None:
    """A new status or flag needs a row."""
    assert {status for status, _, _ in TABLE} == set(Status)
    flags = {flag for _, changes, _ in TABLE for flag in changes.get("flags", ())}
    assert flags == set(FLAG_ZH)


@pytest.mark.parametrize(("status", "changes", "_"), TABLE)
def test_every_step_has_words(status: Status, changes: dict[str, Any], _: list[str]) -> None:
    """Who, what and when in Chinese and English; never how many days are left."""
    for step in next_steps(view_of(status, changes), the_policy()):
        chinese = told.who_zh(step) + told.when_zh(step) + told.what_zh(step)
        english = told.what_en(step) + told.when_en(step)
        assert "None" not in chinese + english and "{" not in chinese + english
        assert not any(word in chinese for word in ("还有", "还剩", "今天", "天后"))


def test_an_appeal_is_answered_by_whom_the_policy_names() -> None:
    """The office of the policy's ``redress`` by its name; the registry's own without one."""
    waiting = {**because("grave-revoke", "F1"), "failures": (replace(OPEN, appeal="pending"),)}
    asked = Remedy(OPEN.id, OPEN.id, "", "", None, None, None, None, True, "县司法局")
    for remedies, who in (((asked,), "县司法局"), ((), "联席会议办公室")):
        view = view_of(Status.REVOKED, {**waiting, "remedies": remedies})
        (step,) = [one for one in next_steps(view, the_policy()) if one.act == "answer"]
        assert told.who_zh(step) == who and "office" not in told.what_en(step)


def test_days_are_told_as_they_count() -> None:
    """The last day is included; what is over is still to be done; a bar names its last day."""
    assert told.when_zh(NextStep("merchant", "rectify", None, SINCE)) == "2026年3月2日 前（含当日）"
    late = NextStep("merchant", "rectify", about="价格欺诈")
    assert told.what_zh(late) == "就「价格欺诈」的整改期限已过，仍须整改并登记"
    barred = NextStep("merchant", "apply", SINCE)
    assert told.when_zh(barred) == "2026年3月2日 起"
    assert "2026年3月1日以前（含当日）不得再次认定" in told.what_zh(barred)


def test_every_number_comes_from_the_policy() -> None:
    """Another number of the policy gives another day."""
    ended = view_of(Status.EXPIRED, {})
    view = replace(ended, signs=hung(ended, HANGING, days=10))
    assert said(next_steps(view, the_policy())[0]) == "merchant take_down …2026-03-12"
