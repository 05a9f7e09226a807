"""What is due: every kind on the day before, on the day and on the day after, counted by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import fangxin.office.due.duties as package
from fangxin.facts.programme.holidays import Holidays
from fangxin.facts.registers.rows import Listing, Misuse, Party
from fangxin.facts.values import (
    Act,
    Appeal,
    Change,
    Facts,
    Failure,
    Merchant,
    Objection,
    Review,
    Status,
    Void,
)
from fangxin.office.due.duties import Duty, duties, every_kind
from fangxin.office.due.failing import failing
from fangxin.registry.registry import Registry, assemble
from fangxin.registry.sources.reading import read_sources
from fangxin.standing.standing import standing
from fangxin.view.viewing import view_of
from tests.support.complaints import Moment, a_complaint
from tests.support.demonstration import ROOT, needs_demonstration
from tests.support.dense_facts import FIRST, dense
from tests.support.registers import programme
from tests.support.republished import LISTING, MISUSE
from tests.support.town_due import (
    CERTIFIED,
    HANGING,
    ID,
    OTHER,
    SETTLED,
    USCC,
    a_decision,
    a_failure,
    a_shop,
    a_town,
    day,
    due,
    told,
)
from tests.support.truth_reader import policy

DENSE = policy("dense")
PUBLIC = a_decision("D1", Act.PUBLICISED, "11-2", "11-8")
PENALISED = a_shop(failures=(a_failure(),))  # to be put right within 30 days of 2 September
MINOR = "price_not_marked"  # moves no status


def failed(**more: Any) -> Merchant:
    """A shop with one failure of a kind that moves no status."""
    return a_shop(failures=(a_failure(MINOR, **more),))


REVOKE, TAKE_DOWN = ("revocation", "2026-10-02"), ("signs_down", "2026-10-06")
OVERDUE = ("revoked_overdue", "2026-11-01")
# merchant, on which day, what is told
TABLE: list[tuple[str, Merchant, str, list[tuple[str, str | None]]]] = [
    ("far", PENALISED, "9-1", []),  # 31 days
    ("in sight", PENALISED, "9-2", [("revocation", "2026-10-02")]),
    ("the eve", PENALISED, "10-1", [REVOKE]),
    ("the last day", PENALISED, "10-2", [REVOKE, ("appeal_period", "2026-11-01")]),
    ("revoked", PENALISED, "10-3", [TAKE_DOWN, OVERDUE]),
    ("may appeal", PENALISED, "11-1", [TAKE_DOWN, OVERDUE]),
    ("may not", PENALISED, "11-2", [TAKE_DOWN]),
    ("mended", a_shop(failures=(a_failure(rectified=day("10-2")),)), "10-2",
     [("appeal_period", "2026-11-01")]),
    ("reply, the day", failed(reply=None), "9-16", [("reply_period", "2026-09-16")]),
    ("reply, after", failed(reply=None), "9-17", []),
    ("appeal, before", failed(), "10-31", [("appeal_period", "2026-11-01")]),
    ("appeal, the day", failed(), "11-1", [("appeal_period", "2026-11-01")]),
    ("appeal, after", failed(), "11-2", []),
    ("appealed", failed(appeal=Appeal(day("9-10"))), "12-1", [("appeal", None)]),
    ("appealed, never published",
     a_shop(failures=(a_failure("warning", appeal=Appeal(day("9-10"))),)),
     "9-12", [("appeal", None)]),
    ("published no more, appeal upheld",
     failed(appeal=Appeal(day("9-10"), day("11-20"), "upheld", day("11-20"))), "12-1", []),
    ("appeal not yet filed", failed(appeal=Appeal(day("9-10"))), "9-9", []),
    ("decided", failed(appeal=Appeal(day("9-10"), day("9-20"), "dismissed", day("9-20"))),
     "9-20", []),
    ("decided, not yet", failed(appeal=Appeal(day("9-10"), day("9-20"), "dismissed", day("9-21"))),
     "9-20", [("appeal", None)]),
    ("publicity, before", a_shop(first=PUBLIC, signs=()), "11-7", [("publicity", "2026-11-08")]),
    ("publicity, the day", a_shop(first=PUBLIC, signs=()), "11-8", [("publicity", "2026-11-08")]),
    ("decide", a_shop(first=PUBLIC, signs=()), "11-9", [("decision", "2027-05-07")]),
    ("decide, last", a_shop(first=PUBLIC, signs=()), "2027-5-7", [("decision", "2027-05-07")]),
    ("stale", a_shop(first=PUBLIC, signs=()), "2027-5-8", [("decision", "2027-05-07")]),
    ("refused", a_shop(a_decision("D2", Act.REFUSED, "11-12"), first=PUBLIC, signs=()),
     "11-12", [("reply_period", "2026-11-27")]),
    ("objection", a_shop(first=PUBLIC, signs=(), objections=(Objection("O1", day("11-3")),)),
     "11-9", [("decision", "2027-05-07"), ("objection", None)]),
    ("term far", a_shop(), "2027-5-2", []),
    ("term in sight", a_shop(), "2027-5-3", [("term", "2027-06-02")]),
    ("term, the day", a_shop(), "2027-6-2", [("term", "2027-06-02")]),
    ("expired", a_shop(), "2027-6-3", [("signs_down", "2027-06-06")]),
    ("applied", a_shop(a_decision("D2", Act.APPLIED, "2027-5-20")), "2027-5-20",
     [("renewal", "2027-08-01")]),
    ("grace, last day", a_shop(a_decision("D2", Act.APPLIED, "2027-5-20")), "2027-8-1",
     [("renewal", "2027-08-01")]),
    ("grace over", a_shop(a_decision("D2", Act.APPLIED, "2027-5-20")), "2027-8-2",
     [("signs_down", "2027-08-05")]),
    ("suspended", a_shop(a_decision("D2", Act.SUSPENDED, "10-1", "10-31")), "9-30", []),
    ("suspended, on", a_shop(a_decision("D2", Act.SUSPENDED, "10-1", "10-31")), "10-31",
     [("suspension_ends", "2026-10-31"), ("appeal_period", "2026-11-30")]),
    ("suspended, over", a_shop(a_decision("D2", Act.SUSPENDED, "10-1", "10-31")), "11-1",
     [("appeal_period", "2026-11-30")]),
    ("suspended, lapses far", a_shop(a_decision("D2", Act.SUSPENDED, "10-1")), "2027-2-26", []),
    ("suspended, lapses", a_shop(a_decision("D2", Act.SUSPENDED, "10-1")), "2027-2-27",
     [("suspension_lapses", "2027-03-29")]),
    ("suspended, too long", a_shop(a_decision("D2", Act.SUSPENDED, "10-1", "2027-5-31")),
     "2027-3-29", [("suspension_lapses", "2027-03-29")]),
    ("suspended, lapsed", a_shop(a_decision("D2", Act.SUSPENDED, "10-1")), "2027-3-30", []),
    ("suspended, term over", a_shop(a_decision("D2", Act.SUSPENDED, "2027-5-1")), "2027-6-3",
     [("signs_down", "2027-06-06"), ("appeal_period", "2027-06-30")]),
    ("suspended until reinstated", a_shop(failures=(a_failure("unheard_of"),)),
     "12-1", [("reinstate", None)]),
    ("left", a_shop(a_decision("D2", Act.WITHDRAWN, "10-1")), "10-1",
     [("signs_down", "2026-10-04")]),
    ("taken down", a_shop(a_decision("D2", Act.WITHDRAWN, "10-1"),
                          signs=(replace(HANGING, taken_down=day("10-4")),)), "10-9", []),
    ("not final, held up", a_shop(failures=(a_failure("failed_sample_grave"),)), "9-8",
     [("provisional", None)]),
    ("not final, patience", a_shop(failures=(a_failure("failed_sample_label"),)), "10-1", []),
    ("not final, for long", a_shop(failures=(a_failure("failed_sample_label"),)), "10-2",
     [("appeal_period", "2026-11-01"), ("provisional", None)]),
    ("final", a_shop(failures=(a_failure("failed_sample_label", final=day("10-2")),)), "10-2",
     [("appeal_period", "2026-11-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("merchant", "on", "expected"), [row[1:] for row in TABLE],
                         ids=[row[0] for row in TABLE])  # fmt: skip
def test_merchants(merchant: Merchant, on: str, expected: list[tuple[str, str | None]]) -> None:
    """Each kind is told from its first day to its last, and no longer."""
    assert told(due(merchant, on)) == expected


def only(found: tuple[Duty, ...], kind: str) -> Duty:
    """The one duty of a kind."""
    (one,) = (duty for duty in found if duty.kind == kind)
    return one


def test_a_duty_says_what_when_and_with_which_command() -> None:
    """The sentence has the last day and what follows, in both languages; the command names the
    merchant and its failure."""
    one = only(due(PENALISED, "10-1"), "revocation")
    assert (
        one.zh
        == "就「受到行政处罚」整改，2026年10月2日是最后一天；到期没有登记的，2026年10月3日自动撤销"
    )
    assert "2026-10-02" in one.en and "2026-10-03" in one.en
    assert one.command == f"fangxin rectify {ID} F1"
    assert (one.id, one.fact, one.town, one.department) == (ID, "F1", "仙华街道", "amr")


def test_a_revocation_is_never_missed() -> None:
    """Whenever the day alone brings a revocation its eve is told, also where the recognition had
    expired before the failure was recorded."""
    ended = replace(CERTIFIED, until=day("9-2"))
    late = replace(a_failure(), recorded=day("9-5"))
    shop = a_shop(first=ended, failures=(late,), signs=())
    view = view_of(ID, a_town(shop), programme(), day("9-20"))
    assert (view.status, view.next_status) == (Status.EXPIRED, Status.REVOKED)
    assert told(due(shop, "9-20")) == [REVOKE]


def test_a_revocation_without_a_known_deadline_is_told_all_the_same() -> None:
    """Where no single failure's deadline explains it, the command shows what does."""
    view = replace(
        view_of(ID, a_town(PENALISED), programme(), day("10-1")),
        failures=(),
        reasons=(),
        remedies=(),
    )
    (one,) = failing(view, programme().policy, day("10-1"), "amr")
    assert (one.kind, one.due, one.fact) == ("revocation", day("10-2"), None)
    assert one.command == f"fangxin show {ID}"


def test_a_late_rectification_of_a_finding_that_is_not_final_waits() -> None:
    """Such a finding cannot revoke, so the deadline passes and stays."""
    shop = a_shop(failures=(a_failure("failed_sample"),))
    assert ("rectify", "2026-10-02") in told(due(shop, "10-2"))
    assert ("rectify_late", "2026-10-02") in told(due(shop, "10-3"))


def test_a_failure_that_reaches_another_shop_is_mended_where_it_stands() -> None:
    """The command names the record that has the failure."""
    cause = replace(a_shop(failures=(a_failure(affects=(ID,)),)), id=OTHER, uscc=None)
    found = due(a_town(a_shop(), cause), "10-2")
    one = next(duty for duty in found if duty.id == ID)
    assert (one.kind, one.fact) == ("revocation", f"{OTHER}/F1")
    assert one.command == f"fangxin rectify {OTHER} F1"


def test_a_finding_becomes_final_where_it_stands() -> None:
    """In the record, or in the row of the register."""
    own = a_failure("failed_sample_grave")
    row = replace(own, id="INS-2026-0017", register="inspections")
    for one, command in (
        (own, f"final {ID} F1 --final-document 文号"),
        (row, "inspect INS-2026-0017 --final 日期 --final-document 文号"),
    ):
        found = due(a_shop(failures=(one,)), "9-8")
        assert only(found, "provisional").command == f"fangxin {command}"


def test_a_renewal_is_published_before_it_is_decided() -> None:
    """After an application alone the command is the publicity; after that, the decision; while the
    publicity runs, only its end is told. A stale notice is to be repeated."""
    applied = a_decision("D2", Act.APPLIED, "2027-5-3")
    published = a_decision("D3", Act.PUBLICISED, "2027-5-10", "2027-5-16")
    before = only(due(a_shop(applied), "2027-5-9"), "renewal")
    assert before.command == f"fangxin decide publicise {ID}"
    assert told(due(a_shop(applied, published), "2027-5-16"))[0] == ("publicity", "2027-05-16")
    assert only(due(a_shop(applied, published), "2027-5-17"), "renewal").command != before.command
    fresh, stale = (due(a_shop(first=PUBLIC), on) for on in ("2027-5-7", "2027-5-8"))
    assert only(fresh, "decision").command == f"fangxin decide certify {ID}"
    assert only(stale, "decision").command == before.command


def test_objections_and_signs_are_told_one_by_one() -> None:
    """Each has its own command; what is void, answered or not yet raised is not told."""
    raised = (
        Objection("O1", day("11-3"), None, day("11-5"), "dismissed", day("11-6")),
        Objection("O2", day("11-4")),
        Objection("O3", day("11-4"), void=Void(day("11-5"), "写错")),
        Objection("O4", day("11-6")),
    )
    shop = a_shop(first=PUBLIC, signs=(), objections=raised)
    found = [one for one in due(shop, "11-5") if one.kind == "objection"]
    assert [(one.command, one.since) for one in found] == [
        (f"fangxin object {ID} O1", day("11-3")),  # its outcome is recorded tomorrow
        (f"fangxin object {ID} O2", day("11-4")),
    ]
    left = a_shop(
        a_decision("D2", Act.WITHDRAWN, "10-1"), signs=(HANGING, replace(HANGING, number="BP-2"))
    )
    assert [one.command for one in due(left, "10-1")] == [
        f"fangxin sign remove {ID} BP-2",
        f"fangxin sign remove {ID} {HANGING.number}",
    ]


def test_signs_are_missed_only_where_signs_are_kept() -> None:
    """A county that records no sign at all is not asked for thousands; a shop without a place
    needs none."""
    bare = a_shop(signs=())
    assert due(bare, "10-1") == ()
    signed = replace(a_shop(), id=OTHER, uscc=None)
    assert told(due(a_town(bare, signed), "10-1")) == [("sign_missing", None)]
    online = replace(bare, address=None)
    assert due(a_town(online, signed), "10-1") == ()


@pytest.mark.parametrize(
    ("on", "changes", "expected"),
    [
        ("3-1", {}, []),  # received on Monday 2 March; three working days
        ("3-2", {}, [("complaint", "2026-03-05")]),
        ("3-5", {}, [("complaint", "2026-03-05")]),
        ("3-6", {}, [("complaint", "2026-03-05")]),
        ("3-6", {"closed": Moment(2026, 3, 6, 9), "outcome": "settled"}, []),
        ("3-6", {"void": Void(day("3-3"), "重复登记")}, []),
        ("3-3", {"sort": "on_site"}, [("complaint", "2026-03-02")]),
        ("3-3", {"sort": "on_site", "first_contact": Moment(2026, 3, 2, 10)},
         [("complaint_open", None)]),
    ],
)  # fmt: skip
def test_complaints(
    on: str, changes: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    """A clock that runs or ran out; when contact was what counted, that it is still open."""
    town = a_town(a_shop(), complaints=(a_complaint(**changes),))
    found = due(town, on)
    assert told(found) == expected
    for one in found:
        assert one.department == "amr" and programme().departments["amr"].label in one.zh


def test_a_complaint_is_told_to_the_minute() -> None:
    """Who has two hours is told the minute; the shop is named as it is known."""
    town = a_town(a_shop(), complaints=(a_complaint(sort="on_site", merchant=Party(id=ID)),))
    (one,) = due(town, "3-2")
    assert "2026年3月2日 11:05" in one.zh and "2026-03-02 11:05" in one.en
    assert one.name == f"{ID} 月泉粮油店（示例）" and one.town == "仙华街道"
    assert one.command == "fangxin complaint CMP-2026-00001"


@pytest.mark.parametrize(
    ("on", "row", "expected"),
    [
        ("6-22", MISUSE, []),  # recorded on the next day
        ("6-23", MISUSE, [("misuse", "2026-06-29")]),
        ("6-30", MISUSE, [("misuse", "2026-06-29")]),
        ("6-30", replace(MISUSE, handled=day("6-30"), outcome="removed"), []),
        ("6-29", replace(MISUSE, handled=day("6-30"), outcome="removed"),
         [("misuse", "2026-06-29")]),
        ("6-30", replace(MISUSE, void=Void(day("6-25"), "不是举报")), []),
    ],
)  # fmt: skip
def test_reports_of_misuse(on: str, row: Misuse, expected: list[tuple[str, str | None]]) -> None:
    """Seven days from the report on, and until it was handled."""
    assert told(due(a_town(a_shop(), misuse=(row,)), on)) == expected


@pytest.mark.parametrize(
    ("on", "row", "count"),
    [
        ("3-3", {}, 0),  # recorded on the 4th
        ("3-4", {}, 1),
        ("3-4", {"subject": Party(uscc="91330726MA2DEM9006")}, 0),
        ("3-4", {"void": Void(day("3-4"), "写错")}, 0),
    ],
)
def test_listed_operators(on: str, row: dict[str, Any], count: int) -> None:
    """A certified shop whose operator is on the list waits for a person, as check says."""
    listing: Listing = replace(LISTING, **{"subject": Party(uscc=USCC), **row})
    found = due(a_town(a_shop(), dishonest=(listing,)), on)
    assert [one.kind for one in found] == ["listing"] * count
    assert all(ID in one.zh and ID in one.en and not one.zh.startswith("LST") for one in found)


def test_the_calendar_of_holidays_ends() -> None:
    """The next year's days off are asked for in December, and missed from New Year on; not where
    no clock needs them."""
    county = replace(programme(), holidays=Holidays(years=frozenset({2025, 2026})), plans=())
    assert told(due(a_shop(), "11-30", county=county)) == []
    assert told(due(a_shop(), "12-1", county=county)) == [("holidays", "2026-12-31")]
    assert told(due(a_shop(), "2027-1-1", county=county)) == [("holidays", "2026-12-31")]
    (version, *_) = county.policy.versions
    clocks = {code: replace(one, calendar="every") for code, one in version.clocks.items()}
    idle = replace(county.policy, versions=(replace(version, clocks=clocks),))
    assert told(due(a_shop(), "12-1", county=replace(county, policy=idle))) == []


def test_plans_and_policies() -> None:
    """The last day of the last plan, and the eve of a new policy; neither afterwards."""
    known = replace(programme(), holidays=Holidays(years=frozenset({2026, 2027})))
    (plan,) = known.plans
    county = replace(known, plans=(replace(plan, ends=day("10-31")),))
    assert told(due(a_shop(), "10-31", county=county)) == [("plan", "2026-10-31")]
    assert told(due(a_shop(), "11-1", county=county)) == []
    last = county.policy.versions[-1]
    coming = replace(last, number=last.number + 1, effective=day("9-2"))
    policy = replace(county.policy, versions=(*county.policy.versions, coming))
    assert told(due(a_shop(), "9-1", county=replace(county, policy=policy))) == [
        ("policy", "2026-09-01")
    ]
    assert due(a_shop(), "9-2", county=replace(county, policy=policy)) == ()


def test_documents_that_are_not_listed() -> None:
    """Each number once, with how many decisions name it; not those taken over with old registers,
    and not before the decision acts."""
    one = a_shop(a_decision("D2", Act.SUSPENDED, "10-1", "10-2", document="无此文号〔2026〕1号"))
    other = replace(one, id=OTHER, uscc=None)
    found = [duty for duty in due(a_town(one, other), "10-5") if duty.kind == "document"]
    assert [duty.id for duty in found] == ["无此文号〔2026〕1号"]
    assert "2 处" in found[0].zh
    assert due(a_town(one, other), "9-30") == ()
    taken_over = replace(CERTIFIED, document="无此文号〔2024〕1号")
    assert due(a_shop(first=taken_over), "10-5") == ()


def test_the_most_dangerous_of_a_day_comes_first() -> None:
    """On one last day a revocation stands before a complaint; days come in their order."""
    town = a_town(
        PENALISED,
        complaints=(a_complaint(sort="small", received=Moment(2026, 9, 29, 9)),),
        misuse=(replace(MISUSE, seen=day("9-1"), reported=day("9-25"), recorded=day("9-25")),),
    )
    found = due(town, "9-29")
    assert [one.kind for one in found] == ["complaint", "revocation", "misuse"]
    days = [one.due for one in found if one.due]
    assert days == sorted(days) == [day("9-29"), day("10-2"), day("10-2")]


def quiet_facts(start: date) -> st.SearchStrategy[dict[str, Any]]:
    """Facts of which nothing is open: appeals decided, failures final and put right, objections
    answered, signs that hang."""

    def failure(number: int, kind: str) -> Failure:
        on = date(2025, 1, 10)
        return Failure(
            f"F{number}", kind, on, on, on, rectified=on, final=on, reply="已整改",
            appeal=Appeal(on, on, "dismissed", on),
        )  # fmt: skip

    kinds = [MINOR, "failed_sample_label", "penalty_minor", "first_contact_refused"]
    return st.fixed_dictionaries(
        {
            "failures": st.lists(st.sampled_from(kinds), max_size=3).map(
                lambda some: tuple(failure(number, kind) for number, kind in enumerate(some, 1))
            ),
            "objections": st.sampled_from(
                [(), (Objection("O1", start, None, start, "dismissed", start),)]
            ),
            "reviews": st.sampled_from([(), (Review("R1", date(2025, 3, 1), "passed"),)]),
            "changes": st.sampled_from(
                [(), (Change("C1", start, "name", start, "旧名", "新名", "文"),)]
            ),
            "town": st.sampled_from([None, "仙华街道"]),
        }
    )


@given(quiet_facts(date(2024, 6, 10)), st.dates(date(2026, 1, 1), date(2026, 11, 30)))
def test_nothing_is_due_where_nothing_is_open(facts: dict[str, Any], on: date) -> None:
    """A recognised shop with a sign whose every matter is settled has no duty."""
    assert duties(a_town(a_shop(**facts)), SETTLED, on) == ()


@given(
    st.lists(st.sampled_from(["penalty", "failed_sample", MINOR, "counterfeit"]), max_size=3),
    st.dates(date(2026, 8, 30), date(2026, 12, 31)),
)
def test_a_longer_look_ahead_only_adds(kinds: list[str], on: date) -> None:
    """What is told for seven days is told for thirty; nothing later than the horizon is told but
    what waits; each duty is told once."""
    failures = tuple(
        replace(a_failure(kind, reply=None), id=f"F{number}") for number, kind in enumerate(kinds)
    )
    town = a_town(a_shop(failures=failures))
    week, month = (duties(town, programme(), on, ahead) for ahead in (7, 30))
    assert set(week) <= set(month)
    for one in week:
        assert one.due is None or (one.due - on).days <= 7 or every_kind()[one.kind].waits
    assert max(Counter((one.kind, one.id, one.fact) for one in month).values(), default=1) == 1


def of_facts(facts: Facts) -> Registry:
    """The registry of these facts and their siblings'."""
    merchants = [
        Merchant(
            one.id, "示例店（示例）", "shop", one.uscc, decisions=one.decisions,
            failures=one.failures, objections=one.objections, changes=one.changes,
        )
        for one in (facts, *facts.siblings)
    ]  # fmt: skip
    return assemble(merchants, DENSE.entity_kinds())


@given(dense(), st.integers(1, 12), st.sampled_from(["s", "se", "sp"]))
def test_whoever_is_revoked_by_the_day_alone_is_told_of_before(
    facts: Facts, number: int, kind: str
) -> None:
    """Where nothing but the next day brings a revocation it is told, with that day; nowhere else.
    It names the failure to be put right, or else the explanation."""
    then = FIRST + timedelta(days=number)
    fresh = Failure("F9", kind, then, then)
    facts = replace(facts, failures=(*facts.failures, fresh))
    town, county = of_facts(facts), replace(SETTLED, policy=DENSE)
    for on in (FIRST + timedelta(days=number) for number in range(0, 24, 2)):
        found = duties(town, county, on, ahead=10_000)
        for id in town.merchants:
            change = standing(town.facts(id), DENSE, on).next_change
            doomed = change is not None and change.status is Status.REVOKED
            event(f"doomed: {doomed}")
            told_of = [one for one in found if (one.kind, one.id) == ("revocation", id)]
            assert bool(told_of) is doomed
            for one in told_of:
                assert change is not None and one.due == change.date - timedelta(days=1)
                assert one.command.startswith(f"fangxin {'rectify' if one.fact else 'show'} ")


@given(dense(), st.dates(date(2019, 12, 1), date(2022, 6, 1)))
def test_any_facts_have_an_answer(facts: Facts, on: date) -> None:
    """However tangled, with whole sentences and commands, each duty once."""
    found = duties(of_facts(facts), replace(SETTLED, policy=DENSE), on, ahead=10_000)
    assert not any("{" in duty.zh + duty.en + duty.command for duty in found)
    assert all(duty.zh and duty.en and (duty.command or duty.where) for duty in found)
    told_of = Counter((one.kind, one.id, one.fact) for one in found)
    assert max(told_of.values(), default=1) == 1


def test_several_processes_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at side by side, merchants give the same list in the same order."""
    many = [replace(PENALISED, id=f"PJ{number:07d}", uscc=None) for number in range(150)]
    town = a_town(*many)
    alone = duties(town, programme(), day("10-2"))
    monkeypatch.setattr(package, "PARALLEL_FROM", 1)
    assert duties(town, programme(), day("10-2"), jobs=2) == alone
    assert len(alone) == 300


@needs_demonstration
def test_the_demonstration() -> None:
    """What is due in the demonstration on a fixed day, by kind."""
    on = date(2026, 11, 23)
    sources = read_sources(ROOT / "merchants", ROOT / "content", on, on)
    assert sources.registry is not None and sources.programme is not None
    found = duties(sources.registry, sources.programme, on)
    assert Counter(one.kind for one in found) == {
        "complaint": 7,
        "signs_down": 2,
        "misuse": 1,
        "sweeps": 2,
        "tasks": 4,
        "incidents": 2,
        "publicity": 3,
        "renewal": 1,
        "decision": 2,
        "objection": 1,
        "criterion": 1,
        "provisional": 1,
        "appeal_period": 2,
    }
    assert all(one.command or one.where for one in found)


def test_what_is_not_yet_known_is_not_due() -> None:
    """A decision of tomorrow asks for nothing today."""
    leaving = a_decision("D2", Act.WITHDRAWN, "10-2")
    assert due(a_shop(leaving), "10-1") == ()
    assert told(due(a_shop(leaving), "10-2")) == [("signs_down", "2026-10-05")]
