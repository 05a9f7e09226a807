"""What remains when publication and bar are over: nothing that names a cause, in any file."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.recourse import Repair
from fangxin.facts.values import Act, Appeal, Decision, Failure, Merchant, Status, Void
from fangxin.registry.registry import Registry, assemble
from fangxin.site.build.building import build
from fangxin.standing.standing import standing
from fangxin.view.next_steps import next_steps
from fangxin.view.publication import is_nameless
from fangxin.view.view import View
from fangxin.view.viewing import entry_of, view_of
from fangxin.words.published import status_document
from fangxin.words.story import causes
from tests.support.demonstration import CONTENT
from tests.support.toy_site import (
    ENDING,
    FIRST,
    RECORDS,
    SISTER,
    WAITING,
    own_content,
    toy,
    tree,
    write_records,
)

PLAIN = "PJSH005X"  # nothing ever happened there
SHOWN, REPAIRED = date(2027, 5, 31), date(2027, 6, 1)  # a credit repair is known on the latter
LAST, AFTER = date(2029, 5, 9), date(2029, 5, 10)  # publication and bar of three years
# What may not stand in any file from the day of the repair, or of the end, on.
REPAIR_HIDES = {"summary": "紫藤牌插座冒充名牌", "document": "浦市监罚〔2026〕901号",
                "reply": "供货商隐瞒了来源", "decision": "因紫藤案撤销"}  # fmt: skip
END_HIDES = {"end summary": "海棠牌奶粉过期", "end document": "浦市监罚〔2026〕902号"}
NEVER = {"warning": "未亮照经营被警告", "warning's document": "浦市监罚〔2026〕903号",
         "warning's reply": "当日已把执照挂好", "warning's name": "FWARN"}  # fmt: skip
REPAIR = "    repair: {date: 2027-05-25, recorded: 2027-06-01, document: 浦市监信修〔2027〕9号}\n"
ROWS = {
    FIRST: f"""\
    - {{id: D2, date: 2026-05-12, status: revoked, because: [F1],
       document: 浦消联办〔2026〕901号, summary: {REPAIR_HIDES["decision"]}}}
failures:
  - id: F1
    kind: counterfeit
    date: 2026-05-01
    recorded: 2026-05-10
    document: {REPAIR_HIDES["document"]}
    summary: {REPAIR_HIDES["summary"]}
    reply: {REPAIR_HIDES["reply"]}
""",
    ENDING: f"""\
failures:
  - id: {NEVER["warning's name"]}
    kind: warning
    date: 2026-05-01
    recorded: 2026-05-09
    document: {NEVER["warning's document"].replace("903", "904")}
    summary: {NEVER["warning"]}
  - id: F1
    kind: food_safety_incident
    date: 2026-05-01
    recorded: 2026-05-10
    document: {END_HIDES["end document"]}
    summary: {END_HIDES["end summary"]}
    same_act_as: [{NEVER["warning's name"]}]
""",
    PLAIN: f"""\
failures:
  - id: F1
    kind: warning
    date: 2026-05-01
    recorded: 2026-05-10
    document: {NEVER["warning's document"]}
    summary: {NEVER["warning"]}
    reply: {NEVER["warning's reply"]}
""",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Path]:
    """The site before the repair, on its day, on the last day of all, and on the day after."""
    folder = tmp_path_factory.mktemp("remains")
    records = {name: text.replace("2026-06-30", "2036-06-30") for name, text in RECORDS.items()}
    records[PLAIN] = (
        records[ENDING].replace("商店3", "商店5").replace("路3号", "路5号").replace("FX-3", "FX-5")
        .replace("91330726MA2DEM0P1X", "91330726MA2DEM54XD")
    )  # fmt: skip
    for name, text in ROWS.items():
        records[name] += text
    content = own_content(folder)
    shutil.rmtree(content / "registers", ignore_errors=True)
    found = {}
    for day in (SHOWN, REPAIRED, LAST, AFTER):
        repair = "" if day < REPAIRED else REPAIR
        records[FIRST] = records[FIRST].replace(REPAIR, "") + repair
        write_records(folder / "merchants", records)
        assert build(toy(folder, content=content, as_of=day)) == 0
        found[day] = Path(shutil.copytree(folder / "site", folder / day.isoformat()))
    return found


def files_with(site: Path, secret: str) -> set[str]:
    """The files in which a text stands, as it is or as JSON escapes it."""
    forms = {secret.encode(), json.dumps(secret)[1:-1].encode()}
    return {path for path, data in tree(site).items() if any(form in data for form in forms)}


@pytest.mark.parametrize("secret", REPAIR_HIDES.values(), ids=REPAIR_HIDES)
def test_a_repair_takes_the_detail_away(sites: dict[date, Path], secret: str) -> None:
    """From the day it is known on, everywhere; the day before it was still there."""
    assert files_with(sites[SHOWN], secret)
    assert files_with(sites[REPAIRED], secret) == set()


@pytest.mark.parametrize("secret", END_HIDES.values(), ids=END_HIDES)
def test_the_end_takes_the_detail_away(sites: dict[date, Path], secret: str) -> None:
    """The last day is still public."""
    assert files_with(sites[LAST], secret)
    assert files_with(sites[AFTER], secret) == set()


@pytest.mark.parametrize("secret", NEVER.values(), ids=NEVER)
def test_a_warning_stands_nowhere_ever(sites: dict[date, Path], secret: str) -> None:
    """Neither page, list, feed nor file, on any day."""
    assert [day for day, site in sites.items() if files_with(site, secret)] == []
    for site in sites.values():
        page = told_on(site, PLAIN)
        assert "问题记录" not in page and "警告" not in page and "fact-F1" not in page


def told_on(site: Path, merchant: str) -> str:
    """What a merchant's page says of the merchant, without the list of criteria that are asked of
    everybody."""
    main = (site / "m" / merchant / "index.html").read_text("utf-8").split("<main")[1]
    return re.sub(r'<section[^>]*"criteria".*?</section>', "", main.split("</main>")[0], flags=re.S)


def files_of(site: Path, merchant: str) -> dict[str, str]:
    """The files of one merchant's page that are texts."""
    return {
        path.name: path.read_text("utf-8")
        for path in sorted((site / "m" / merchant).iterdir())
        if path.suffix in (".html", ".json", ".svg")
    }


def test_after_the_repair_the_status_stays_without_its_cause(sites: dict[date, Path]) -> None:
    """Revoked and barred as before; what kind of thing it was is told no longer, at the sister
    shop that it reached neither."""
    for merchant in (FIRST, SISTER):
        before, after = (files_of(sites[day], merchant) for day in (SHOWN, REPAIRED))
        assert "制售假冒伪劣商品" in before["index.html"]
        assert not any("制售假冒伪劣商品" in text or "counterfeit" in text.lower()
                       for text in after.values())  # fmt: skip
        told = json.loads(after["status.json"])
        assert (told["status"], told["bar_until"]) == ("revoked", LAST.isoformat())


@pytest.mark.parametrize("merchant", [FIRST, SISTER, ENDING])
def test_in_the_end_only_that_it_left_remains(sites: dict[date, Path], merchant: str) -> None:
    """No word of a revocation, a failure, a rule or a bar."""
    before = json.loads(files_of(sites[LAST], merchant)["status.json"])
    assert before["status"] == "revoked" and before["reasons"]
    after = files_of(sites[AFTER], merchant)
    told = json.loads(after["status.json"])
    assert (told["status"], told["flags"], told["reasons"]) == ("none", ["left"], [])
    assert told["bar_until"] is None
    assert after["index.html"].count("曾经认定，已退出") >= 2
    assert "没有这家商户的认定决定" not in after["index.html"], "there was one"
    words = (
        "撤销",
        "失信",
        "限制期",
        "禁止",
        "问题记录",
        "严重",
        "grave",
        "revoke",
        "假冒",
        "食品安全事故",
    )
    main = told_on(sites[AFTER], merchant)
    assert [word for word in words if word in main or word in after["status.json"]] == []
    assert "撤销" not in after["badge.svg"]


def test_lists_feeds_and_open_data_follow(sites: dict[date, Path]) -> None:
    """Neither on the list of revocations, nor with a rule in any open file."""
    site = sites[AFTER]
    listed = (site / "revoked" / "index.html").read_text("utf-8")
    rows = json.loads((site / "api" / "v1" / "registry.json").read_bytes())["merchants"]
    for row in rows:
        if row["id"] in (FIRST, SISTER, ENDING):
            assert row["id"] not in listed
            assert (row["status"], row["rules"], row["flags"]) == ("none", [], ["left"])
    moves = json.loads((site / "api" / "v1" / "changes.json").read_bytes())["changes"]
    ours = [move for move in moves if move["id"] in (FIRST, SISTER, ENDING)]
    assert {move["after"] for move in ours} == {"certified", "none"}
    assert all(move["rules"] in ([], ["decision"]) for move in ours)
    assert WAITING not in {move["id"] for move in ours}
    feed = (site / "feeds" / "changes.atom").read_text("utf-8")
    assert feed.count("→ 未认定（曾经认定，已退出）") == len({move["id"] for move in ours})


# Views of single merchants, by every way in which a failure may end.


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The shipped programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def a_shop(*failures: Failure, decisions: tuple[Decision, ...] = ()) -> Merchant:
    """A shop certified for long, with failures."""
    begun = date(2026, 4, 2)
    first = Decision("D1", begun, Act.CERTIFIED, begun, date(2045, 4, 1), imported=True)
    return Merchant(
        "TEST1", "例店（示例）", "shop", decisions=(first, *decisions), failures=failures
    )


def failed(kind: str, recorded: date = date(2026, 5, 6), **more: object) -> Failure:
    """A failure of a kind that says its name in every text."""
    fields = {"document": "浦市监罚〔2026〕7号", "summary": "说明", "reply": "陈述", **more}
    return Failure("F1", kind, recorded, recorded, **fields)  # type: ignore[arg-type]


def seen(programme: Programme, merchant: Merchant, day: date) -> View:
    """Its view."""
    registry: Registry = assemble([merchant], programme.policy.entity_kinds())
    return view_of(merchant.id, registry, programme, day)


def texts(view: View, programme: Programme) -> str:
    """Everything that is told of a view, in one text."""
    told = [json.dumps(status_document(view, programme), ensure_ascii=False), repr(entry_of(view))]
    told += [cause.zh + cause.en for cause in causes(view, programme)]
    return " ".join([*told, repr(view)])


def test_a_rule_for_certain_kinds_names_nothing_afterwards(programme: Programme) -> None:
    """Rule and kind of an obstruction are told for a year; then only that it is suspended."""
    shop = a_shop(failed("obstructing_inspection"))
    last = date(2027, 5, 5)
    assert "obstruction" in texts(seen(programme, shop, last), programme)
    view = seen(programme, shop, add_days(last, 1))
    assert view.status is standing_of(programme, shop, add_days(last, 1))
    assert "obstruct" not in texts(view, programme) and "阻挠" not in texts(view, programme)


def standing_of(programme: Programme, shop: Merchant, day: date) -> Status:
    """What is true, whoever may know it."""
    facts = assemble([shop], programme.policy.entity_kinds()).facts(shop.id)
    return standing(facts, programme.policy, day).status


KINDS = st.sampled_from(
    ["price_not_marked", "penalty", "failed_sample", "counterfeit", "obstructing_inspection",
     "warning", "food_safety_incident", "misuse_of_sign"]
)  # fmt: skip


@given(
    KINDS,
    st.dates(date(2026, 4, 2), date(2027, 12, 31)),
    st.integers(0, 2200),
    st.sampled_from(["", "repaired", "rectified", "void", "upheld", "decided"]),
    st.integers(0, 900),
)
def test_a_nameless_failure_is_named_nowhere(
    programme: Programme, kind: str, recorded: date, days: int, fate: str, then: int
) -> None:
    """Whatever became of it, once its publication is over neither kind, label, document nor words
    of it are in anything that is told; and what is true has not changed by that."""
    happened = add_days(recorded, then)
    fates: dict[str, object] = {
        "repaired": {"repair": Repair(happened, "浦市监信修〔2026〕1号")},
        "rectified": {"rectified": happened},
        "void": {"void": Void(happened, "登记时写错商户")},
        "upheld": {"appeal": Appeal(recorded, happened, "upheld")},
    }
    failure = replace(failed(kind, recorded), **fates.get(fate, {}))  # type: ignore[arg-type]
    decided = Decision("D2", happened, Act.REVOKED, happened, because=("F1",), summary="说明",
                       document="浦市监罚〔2026〕7号")  # fmt: skip
    shop = a_shop(failure, decisions=(decided,) if fate == "decided" else ())
    day = add_days(recorded, days)
    view = seen(programme, shop, day)
    policy: Policy = programme.policy
    if not is_nameless(failure, policy, day):
        return
    known = policy.on(recorded).kinds[kind]
    told = texts(view, programme)
    for word in (kind, known.label, known.label_en, "〔2026〕7号", "说明", "陈述"):
        assert word not in told, word
    true = standing_of(programme, shop, day)
    assert view.status is true or (true is Status.REVOKED and view.flags == ("left",))


@given(st.integers(0, 2200))
def test_what_binds_is_told_as_long_as_it_binds(programme: Programme, days: int) -> None:
    """Nobody that is barred is told as having simply left."""
    shop = a_shop(failed("counterfeit"))
    day = add_days(date(2026, 5, 6), days)
    view = seen(programme, shop, day)
    facts = assemble([shop], programme.policy.entity_kinds()).facts(shop.id)
    bar = standing(facts, programme.policy, day).bar_until
    assert ("left" in view.flags) == (bar is None)
    assert view.bar_until == bar


def test_old_facts_keep_kind_and_days(programme: Programme) -> None:
    """A failure of the second version is told as that version says, also long after."""
    begun = date(2025, 1, 2)
    shop = replace(
        a_shop(failed("counterfeit", date(2025, 5, 6))),
        decisions=(Decision("D1", begun, Act.CERTIFIED, begun, date(2045, 1, 1), imported=True),),
    )
    view = seen(programme, shop, date(2030, 1, 1))
    assert view.status is Status.REVOKED
    assert [one.kind_label for one in view.failures] == ["制售假冒伪劣商品"]


def test_warnings_alone_say_what_to_do_without_saying_what_for(programme: Programme) -> None:
    """Three of them suspend; the page tells to put it right, and names neither."""
    days = (date(2026, 5, 6), date(2026, 6, 8), date(2026, 7, 6))
    three = [replace(failed("warning", day), id=f"F{n}", document=f"浦市监罚〔2026〕{n}号")
             for n, day in enumerate(days, 1)]  # fmt: skip
    view = seen(programme, a_shop(*three), date(2026, 7, 7))
    assert view.status is Status.SUSPENDED and view.failures == ()
    steps = next_steps(view, programme.policy)
    assert ("merchant", "rectify") in {(step.who, step.act) for step in steps}
    assert ("office", "reinstate") not in {(step.who, step.act) for step in steps}
    assert "警告" not in texts(view, programme)


def test_a_reinstatement_and_who_found_it_go_too(programme: Programme) -> None:
    """What lifted a suspension, long ago, is told no more than what it lifted."""
    begun, lifted = date(2026, 5, 6), date(2026, 6, 1)
    back = Decision("D2", lifted, Act.REINSTATED, lifted, because=("F1",), summary="复查合格",
                    document="浦消联办〔2026〕77号")  # fmt: skip
    failure = replace(failed("obstructing_inspection", begun), found_by="amr")
    shop = a_shop(failure, decisions=(back,))
    assert seen(programme, shop, lifted).returns
    last = date(2027, 5, 5)
    assert "复查合格" in texts(seen(programme, shop, last), programme)
    view = seen(programme, shop, add_days(last, 1))
    assert view.status is Status.CERTIFIED
    assert (view.failures, view.returns) == ((), ())
    told = texts(view, programme)
    assert [word for word in ("复查合格", "〔2026〕77号", "amr", "F1") if word in told] == []


def test_a_reinstatement_that_names_nothing_goes_with_what_it_lifted(programme: Programme) -> None:
    """Without ``because`` it rests on what it lifted."""
    begun, lifted = date(2026, 5, 6), date(2026, 6, 1)
    back = Decision("D2", lifted, Act.REINSTATED, lifted, summary="复查合格",
                    document="浦消联办〔2026〕77号")  # fmt: skip
    shop = a_shop(failed("obstructing_inspection", begun), decisions=(back,))
    assert "复查合格" in texts(seen(programme, shop, date(2027, 5, 5)), programme)
    assert [one.id for one in seen(programme, shop, date(2027, 5, 6)).decisions] == ["D1"]


def test_an_appeal_that_still_waits_tells_nothing_either(programme: Programme) -> None:
    """A decision that is told no longer stands not among what the merchant may do."""
    day = date(2026, 5, 7)
    decided = Decision("D2", day, Act.REVOKED, day, because=("F1",), document="浦消联办〔2026〕7号",
                       appeal=Appeal(date(2026, 5, 9)))  # fmt: skip
    shop = a_shop(failed("counterfeit"), decisions=(decided,))
    assert "D2" in {one.fact for one in seen(programme, shop, date(2026, 5, 10)).remedies}
    assert seen(programme, shop, date(2029, 6, 1)).remedies == ()


WRONG: dict[str, dict[str, object]] = {
    "void": {"void": Void(date(2026, 5, 20), "登记时写错商户")},
    "upheld": {"appeal": Appeal(date(2026, 5, 8), date(2026, 5, 20), "upheld")},
    "late": {"rectified": date(2026, 5, 10), "rectified_recorded": date(2026, 8, 10)},
}


@pytest.mark.parametrize("how", WRONG)
def test_who_never_left_is_not_told_as_having_left(programme: Programme, how: str) -> None:
    """A revocation that was annulled is told with its correction as long as it is to be told; then
    neither is, and the history goes on without it."""
    kind = "penalty" if how == "late" else "counterfeit"
    shop = a_shop(failed(kind, **WRONG[how]))  # type: ignore[arg-type]
    last = next(iter(seen(programme, shop, date(2026, 8, 11)).amends)).until
    before, after = (seen(programme, shop, day) for day in (last, add_days(last, 1)))
    assert any(step.corrected for step in before.timeline) and before.corrections
    assert (after.corrections, after.amends, after.failures) == ((), (), ())
    assert {step.status for step in after.timeline} <= {Status.CERTIFIED, Status.SUSPENDED}
    assert not any(step.flags or step.corrected for step in after.timeline)
    assert after.timeline[-1].since == date(2026, 4, 2) and after.timeline[0].until is None
    assert "F1" not in texts(after, programme)
