"""What may be added to a published fact raises no standing, or is on the list of undoing and is let
in with what that demands, and not without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from fangxin.change.guard.facts import LISTS
from fangxin.change.guard.late import late_keys, tables
from fangxin.facts.registers.declared import every
from fangxin.facts.undoing import every_undoing
from fangxin.facts.values import Facts
from tests.support.late_keys import SHOP, TODAY, Added, Values, World, added

PAPERS = ("浦市监罚〔2026〕1号", "浦市监罚〔2026〕2号", "浦市监罚〔2026〕1号、2号")
KINDS = ("penalty", "penalty", "penalty_grave", "price_not_marked", "obstructing_inspection")
FROM = date(2026, 4, 10)
days = st.integers(0, 75).map(lambda n: (FROM + timedelta(days=n)).isoformat())
today = TODAY.isoformat()


def later(day: str, n: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()


def maybe(draw: st.DrawFn, values: dict[str, Any], key: str, of: Any) -> None:
    """A key that is written now and then."""
    if draw(st.integers(0, 2)) == 0:
        values[key] = draw(of)


@st.composite
def failures(draw: st.DrawFn, id: str) -> Values:
    day = draw(days)
    values = {"id": id, "kind": draw(st.sampled_from(KINDS)), "date": day, "summary": "查明的事"}
    values["recorded"] = min(later(day, draw(st.sampled_from((0, 0, 2, 20)))), "2026-06-27")
    maybe(draw, values, "document", st.sampled_from(PAPERS))
    maybe(draw, values, "served", st.just(later(day, 1)))
    maybe(draw, values, "appeal.filed", st.just(values["recorded"]))
    return values


@st.composite
def samples(draw: st.DrawFn, id: str) -> Values:
    day = draw(days)
    values = {
        "id": id, "date": day, "recorded": later(day, draw(st.integers(0, 2))),
        "channel": "offline", "stage": "circulation", "product": "充电器", "seller": SHOP,
        "result": "failed", "reason": "不合格", "responsible": "seller",
        "kind": draw(st.sampled_from(("failed_sample", "failed_sample_grave"))),
    }  # fmt: skip
    maybe(draw, values, "document", st.sampled_from(PAPERS))
    maybe(draw, values, "final", st.just(values["recorded"]))
    return values


@st.composite
def complaints(draw: st.DrawFn, id: str, at: int) -> Values:
    """Some still run, some have been decided against the merchant."""
    day = draw(days)
    values = {
        "id": id, "received": f"2026-04-02 0{at}:00", "channel": "12315", "class": "general",
        "field": "food", "merchant": SHOP, "department": "amr",
    }  # fmt: skip
    if draw(st.integers(0, 3)):
        values |= {"closed": f"{day} 10:00", "outcome": "not_performed", "recorded": day}
        values["document"] = draw(st.sampled_from(("浦消调〔2026〕5号", *PAPERS)))
    if at and draw(st.booleans()):
        values["repeat_of"] = f"CMP-{draw(st.integers(0, at - 1))}"
    return values


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A certified shop and what went wrong there, in its record and in the registers."""
    ids = range(draw(st.integers(0, 2)))
    facts: dict[str, list[Values]] = {
        "failures": [draw(failures(f"F{n}")) for n in ids],
        "inspections": [draw(samples(f"INS-{n}")) for n in range(draw(st.integers(0, 2)))],
        "complaints": [draw(complaints(f"CMP-{n}", n)) for n in range(draw(st.integers(0, 3)))],
        "dishonest": [], "decisions": [], "changes": [], "objections": [], "follow_up": [],
    }  # fmt: skip
    if draw(st.integers(0, 4)) == 0:
        facts["dishonest"].append({
            "id": "LST-1", "name": "甲店（示例）", "merchant": SHOP, "authority": "某局",
            "law": "《某办法》第五条", "document": "严〔2026〕1号", "from": draw(days),
        })  # fmt: skip
    if draw(st.integers(0, 2)) == 0:
        act, day = draw(st.sampled_from(("suspended", "revoked"))), draw(days)
        facts["decisions"].append(
            {"id": "D1", "date": day, "status": act, "document": "浦消联办〔2026〕9号"}
        )
    if draw(st.integers(0, 4)) == 0:
        facts["changes"].append({"id": "C1", "date": draw(days), "field": "owner",
                                 "document": "浦消联办〔2026〕8号"})  # fmt: skip
    if draw(st.integers(0, 4)) == 0:
        facts["objections"].append({"id": "O1", "filed": draw(days)})
    rows = [one["id"] for one in (*facts["inspections"], *facts["complaints"])]
    if rows:
        facts["follow_up"].append({"fact": rows[0], "reply": "商户的话"})
    return World({sort: tuple(listed) for sort, listed in facts.items()})


# What is written under a key that comes later, and beside it where the tables ask for more.
BESIDE: Mapping[str, Values] = {
    "rectified": {"rectified_recorded": today},
    "rectified_recorded": {"rectified": "2026-06-30", "rectified_recorded": today},
    "rectified_document": {"rectified": today, "rectified_document": "查〔2026〕3号"},
    "rectified_summary": {"rectified": today, "rectified_summary": "已改"},
    "final": {"final_recorded": today},
    "final_recorded": {"final": "2026-06-30", "final_recorded": today},
    "served_document": {"served": "2026-06-29", "served_document": "送〔2026〕3号"},
    "replied": {"reply": "商户的话", "replied": today},
    "reply_admitted": {
        "reply": "商户的话", "reply_admitted.date": today, "reply_admitted.reason": "病假",
        "reply_admitted.document": "准〔2026〕3号",
    },
    "void": {"void.date": today, "void.reason": "写错"},
    "repair": {"repair.date": today, "repair.document": "信〔2026〕3号"},
    "retest": {"retest": "overturned", "retested": today},
    "retested": {"retest": "overturned", "retested": today},
    "retested_recorded": {
        "retest": "overturned", "retested": "2026-06-30", "retested_recorded": today,
    },
    "retest_document": {
        "retest": "confirmed", "retested": today, "retest_document": "复〔2026〕1号",
    },
    "repaired": {"repaired": "2026-06-30", "repaired_recorded": today},
    "repaired_recorded": {"repaired": "2026-06-30", "repaired_recorded": today},
    "outcome": {"decided": today, "outcome": "upheld"},
    "decided": {"decided": today, "outcome": "dismissed"},
    "unrelated_to": {"unrelated_to": ["PJ180002K"]},
    "distinct_from": {"distinct_from": ["F0"]},
    "restrictions": {"restrictions": [{"what": "不得投标", "law": "《某法》第一条"}]},
    "police": {"police": today},
    "until": {"until": today},
    "successor": {"successor": "PJ180002K"},
    "publication_ends": {"publication_ends": "2026-12-01"},
    "corrected": {},  # its own property: tests/words/test_corrections.py
}  # fmt: skip
OF_COMPLAINTS: Mapping[str, Values] = {
    key: {"closed": f"{today} 10:00", "outcome": "not_performed", "document": "调〔2026〕6号"}
    for key in ("closed", "outcome", "recorded")
}
OF_COMPLAINTS = {
    **OF_COMPLAINTS, "assigned": {"assigned": "2026-04-10 00:00"},
    "first_contact": {"first_contact": "2026-04-10 00:00"}, "amount": {"amount": "5"},
}  # fmt: skip
DAYS = st.sampled_from(("2026-04-20", "2026-05-20", "2026-06-29", today))


def beside(draw: st.DrawFn, sort: str, key: str, fact: Values) -> dict[str, Any]:
    """The key and what stands with it."""
    if sort == "complaints" and key in OF_COMPLAINTS:
        return dict(OF_COMPLAINTS[key])
    if key in ("served", "rectified"):
        return {key: draw(DAYS), **BESIDE.get(key, {})}
    if key == "document":
        return {key: draw(st.sampled_from(PAPERS))}
    if key == "repeat_of":
        return {key: f"CMP-{draw(st.integers(0, 2))}"}
    if key == "appeal":
        how = draw(st.sampled_from(("upheld", "dismissed")))
        return {"appeal.filed": fact.get("appeal.filed", "2026-06-27"), "appeal.decided": today,
                "appeal.outcome": how}  # fmt: skip
    return dict(BESIDE.get(key, {key: "文字"}))


def spots(world: World, only: str | None) -> Iterator[tuple[str, int, str]]:
    """Where a key can be added: ``<sort>.<key>``."""
    for sort, listed in world.facts.items():
        for index, fact in enumerate(listed):
            for key in sorted(late_keys(sort)):
                there = key in fact or (f"{key}.date" in fact)
                if not there and BESIDE.get(key) != {} and only in (None, f"{sort}.{key}"):
                    yield sort, index, key


@st.composite
def pushes(draw: st.DrawFn, only: str | None = None) -> tuple[str, Added]:
    """A late key, and the push that adds it and no more than the tables ask for."""
    world = draw(worlds())
    found = list(spots(world, only))
    assume(found)
    sort, index, key = draw(st.sampled_from(found))
    fact = world.facts[sort][index]
    new = {k: v for k, v in beside(draw, sort, key, fact).items() if k not in fact or k == key}
    case = added(world, sort, index, new)
    assume(case is not None)
    assert case is not None
    return f"{sort}.{key}", case


@settings(max_examples=300)
@given(pushes())
def test_whatever_raises_a_standing_is_on_the_list_or_refused(case: tuple[str, Added]) -> None:
    """Random histories in records and registers, any key that may come later: a kinder standing,
    today or on any day to come, is refused, or comes by what the list asks more of."""
    name, push = case
    if push.kinder_on():
        assert push.refusals() or push.undoes(), name


def test_sorts_that_carry_no_standing() -> None:
    """What is not walked above is no part of what a standing follows from."""
    walked = {"failures", "inspections", "complaints", "dishonest", "decisions", "changes"}
    walked |= {"objections", "follow_up"}
    facts = {spec.name for spec in fields(Facts)} | {"inspections", "complaints", "dishonest"}
    assert (set(LISTS) | {one.name for one in every()}) & facts <= walked
    assert set(tables()) - walked - {one.name for one in every() if not one.fails} == {
        "commitments", "reviews", "criteria", "signs", "honours", "redacted", "documents", "policy",
    }  # fmt: skip


FAILED: Values = {"id": "F0", "kind": "penalty", "date": "2026-05-20", "recorded": "2026-05-21",
                  "document": PAPERS[0], "summary": "查明的事"}  # fmt: skip
RECENT = {**FAILED, "date": "2026-06-20", "recorded": "2026-06-20"}
ROW: Values = {
    "id": "INS-0", "date": "2026-06-01", "recorded": "2026-06-20", "channel": "offline",
    "stage": "circulation", "product": "充电器", "seller": SHOP, "result": "failed",
    "reason": "不合格", "responsible": "seller", "kind": "failed_sample",
}  # fmt: skip
DISPUTE: Values = {
    "id": "CMP-0", "received": "2026-06-02 01:00", "channel": "12315", "class": "general",
    "field": "food", "merchant": SHOP, "department": "amr", "closed": "2026-06-20 10:00",
    "outcome": "not_performed", "document": "调〔2026〕5号",
}  # fmt: skip
LISTED: Values = {
    "id": "LST-0", "name": "甲店（示例）", "merchant": SHOP, "authority": "某局",
    "law": "《某办法》第五条", "document": "严〔2026〕1号", "from": "2026-05-20",
}  # fmt: skip
FAKE: Values = {
    "id": "MIS-0", "kind": "sign", "value": "SC-9001", "seen": "2026-06-01",
    "reported": "2026-06-02", "evidence": "照片", "note": "不是本办公室发的",
}  # fmt: skip
SUSPENDED: Values = {"id": "D1", "date": "2026-06-01", "status": "suspended",
                     "document": "浦消联办〔2026〕9号"}  # fmt: skip
VOID = {"void.date": today, "void.reason": "写错"}
PAPER = {"void.document": "更〔2026〕1号"}
WON = {"appeal.filed": "2026-06-22", "appeal.decided": today, "appeal.outcome": "upheld"}
WHY = {"appeal.document": "诉〔2026〕1号", "appeal.summary": "查无此事",
       "appeal.decided_by": "justice"}  # fmt: skip
DONE = {"rectified": today}
SEEN = {"rectified_document": "查〔2026〕1号", "rectified_summary": "已改"}
FIXED = {"repair.date": today}
BY = {"repair.document": "信〔2026〕1号", "repair.by": "某局"}
RAISES: Mapping[str, tuple[Mapping[str, tuple[Values, ...]], int, Values, Values]] = {
    # name of the list → what was published, which fact is written on, what undoes, what it needs
    "decisions.void.date": ({"decisions": (SUSPENDED,)}, 0, VOID, PAPER),
    "failures.void.date": ({"failures": (FAILED,)}, 0, VOID, PAPER),
    "changes.void.date": (
        {"changes": ({"id": "C1", "date": "2026-05-01", "field": "owner", "document": "变1号"},)},
        0, VOID, PAPER,
    ),
    "inspections.void.date": ({"inspections": (ROW,)}, 0, VOID, PAPER),
    "complaints.void.date": ({"complaints": (DISPUTE,)}, 0, VOID, PAPER),
    "dishonest.void.date": ({"dishonest": (LISTED,)}, 0, VOID, PAPER),
    "failures.appeal.outcome: upheld": ({"failures": (FAILED,)}, 0, WON, WHY),
    "decisions.appeal.outcome: upheld": ({"decisions": (SUSPENDED,)}, 0, WON, WHY),
    "follow_up.appeal.outcome: upheld": (
        {"inspections": (ROW,), "follow_up": ({"fact": "INS-0"},)}, 0, WON, WHY,
    ),
    "decisions.status: reinstated": (
        {"decisions": (SUSPENDED,)}, 1, {"id": "D2", "date": today, "status": "reinstated"},
        {"document": "浦消联办〔2026〕10号", "summary": "查清", "because": ["D1"]},
    ),
    "failures.rectified": ({"failures": (RECENT,)}, 0, DONE, SEEN),
    "follow_up.rectified": (
        {"complaints": (DISPUTE,), "follow_up": ({"fact": "CMP-0"},)}, 0, DONE, SEEN,
    ),
    "failures.served": (
        {"failures": (RECENT,)}, 0, {"served": today}, {"served_document": "送〔2026〕1号"},
    ),
    "inspections.retest: overturned": (
        {"inspections": (ROW,)}, 0, {"retest": "overturned", "retested": today},
        {"retest_document": "复〔2026〕1号", "follow_up": "已退还"},
    ),
    "complaints.served": (
        {"complaints": (DISPUTE,)}, 0, {"served": today}, {},
    ),
}  # fmt: skip
# On the list all the same, because they end what pages, lists or criteria say of somebody.
HARMLESS: Mapping[str, tuple[Mapping[str, tuple[Values, ...]], int, Values, Values]] = {
    "objections.void.date": (
        {"objections": ({"id": "O1", "filed": "2026-06-01"},)}, 0, VOID, PAPER,
    ),
    "failures.repair.date": ({"failures": ({**FAILED, "date": "2026-05-01"},)}, 0, FIXED, BY),
    "follow_up.repair.date": (
        {"complaints": (DISPUTE,), "follow_up": ({"fact": "CMP-0"},)}, 0, FIXED, BY,
    ),
    "changes.continues: true": (
        {}, 0, {"id": "C1", "date": today, "field": "owner", "document": "变〔2026〕1号",
                "continues": "true"}, {"summary": "个转企"},
    ),
    "changes.mistaken: true": (  # of a shop that nobody shares its code with
        {}, 0, {"id": "C1", "date": today, "field": "uscc", "document": "变〔2026〕1号",
                "before": "91330726MA2DEM0P1X", "after": "91330726MA2DEM0Q2Y",
                "continues": "true", "mistaken": "true"}, {"summary": "抄错"},
    ),
    "decisions.unrelated_to": (
        {"decisions": ({"id": "D1", "date": "2026-06-01", "status": "publicised",
                        "until": "2026-06-10", "document": "公〔2026〕1号"},)},
        0, {"unrelated_to": ["PJ180002K"]}, {"summary": "另一家"},
    ),
    "misuse.void.date": ({"misuse": (FAKE,)}, 0, VOID, PAPER),
    "misuse.outcome: unfounded": (
        {"misuse": (FAKE,)}, 0, {"handled": today, "outcome": "unfounded"}, {},
    ),
    "inspections.served": ({"inspections": (ROW,)}, 0, {"served": today}, {"document": PAPERS[0]}),
    "dishonest.repaired": (
        {"dishonest": (LISTED,)}, 0, {"repaired": today},
        {"lifted_document": "移〔2026〕1号", "lifted_summary": "已履行"},
    ),
    "dishonest.until": (
        {"dishonest": (LISTED,)}, 0, {"until": today},
        {"lifted_document": "移〔2026〕1号", "lifted_summary": "期满"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [one.name for one in every_undoing()])
def test_what_is_on_the_list_is_let_in_with_its_demands(name: str) -> None:
    """Each entry: refused while what it needs is missing, let in with it; and most make a standing
    kinder, which is why they are on the list."""
    facts, index, undoing, needs = {**RAISES, **HARMLESS}[name]
    world, sort = World(facts), name.partition(".")[0]
    bare = added(world, sort, index, undoing)
    whole = added(world, sort, index, {**undoing, **needs})
    assert whole is not None and name in whole.undoes()
    assert whole.refusals() == set()
    if needs and bare is not None:
        assert bare.refusals() == {"undoing-unfounded"}
    assert bool(whole.kinder_on()) == (name in RAISES)


JOINED: Mapping[str, tuple[Mapping[str, tuple[Values, ...]], int, Values]] = {
    "failures.document": (
        {"failures": (FAILED, {k: v for k, v in RECENT.items() if k != "document"} | {"id": "F1"})},
        1, {"document": PAPERS[0]},
    ),
    "inspections.document": (
        {"inspections": ({**ROW, "document": PAPERS[0], "final": "2026-06-20"},
                         {**ROW, "id": "INS-1", "date": "2026-06-22", "recorded": "2026-06-22"})},
        1, {"document": PAPERS[0]},
    ),
    "complaints.repeat_of": (
        {"complaints": (
            DISPUTE,
            {k: v for k, v in DISPUTE.items() if k not in ("closed", "outcome", "document")}
            | {"id": "CMP-1", "received": "2026-06-03 01:00"},
            {**DISPUTE, "id": "CMP-2", "received": "2026-06-04 01:00", "repeat_of": "CMP-1",
             "closed": "2026-06-24 10:00", "document": "调〔2026〕6号"})},
        1, {"repeat_of": "CMP-0"},
    ),
    "inspections.id": (
        {"inspections": tuple({**ROW, "id": f"INS-{n}", "document": PAPERS[n]} for n in (0, 1))},
        2, {**ROW, "id": "INS-2", "recorded": today, "document": PAPERS[2]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(JOINED))
def test_no_two_acts_become_one(name: str) -> None:
    """Neither by a document nor by a repetition that is told later, nor by a row that names two
    papers: in a record and for a row with two papers the check says so already."""
    facts, index, more = JOINED[name]
    push = added(World(facts), name.partition(".")[0], index, more)
    if name in ("failures.document", "inspections.id"):
        assert push is None  # same-document, joins-two-acts
    else:
        assert push is not None and "acts-joined" in push.refusals()


def test_a_mistake_that_joined_two_may_be_declared_void() -> None:
    """What counted as one only by a row that is void now counts as two: nothing stands in the
    way."""
    rows = tuple({**ROW, "id": f"INS-{n}", "recorded": day, "document": PAPERS[at]}
                 for n, (at, day) in enumerate(((2, "2026-06-19"), (0, "2026-06-20"),
                                                (1, "2026-06-20"))))  # fmt: skip
    push = added(World({"inspections": rows}), "inspections", 0, {**VOID, **PAPER})
    assert push is not None and push.refusals() == set()


def test_a_service_told_later_moves_only_what_is_to_come() -> None:
    """It shortens a bar that had been counted from the entry; what has been revoked for want of
    rectification is not unsaid by it, which takes an appeal or a reinstatement."""
    proof = {"served_document": "送〔2026〕1号"}
    grave = {**FAILED, "kind": "penalty_grave"}
    push = added(World({"failures": (grave,)}), "failures", 0, {"served": "2026-05-20", **proof})
    assert push is not None and push.refusals() == set() and push.kinder_on()
    late = added(World({"failures": (FAILED,)}), "failures", 0, {"served": "2026-06-25", **proof})
    assert late is not None and late.refusals() == {"past-rewritten"}


@pytest.mark.parametrize("name", ["failures.served", "complaints.served", "failures.void"])
def test_the_property_can_fail(name: str) -> None:
    """Random histories do find what the list names."""
    found = find(
        pushes(name),
        lambda case: bool(case[1].kinder_on() and case[1].undoes()),
        settings=settings(max_examples=3_000, database=None, phases=[Phase.generate]),
    )
    assert found[0] == name
