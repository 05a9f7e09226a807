"""What a change does to whom: the right merchants, the right words, the gravest first."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.change.effect.comparing import own
from fangxin.change.effect.effects import Effects, as_lines, effects, summary_zh
from fangxin.change.effect.headline import headline_en, headline_zh
from fangxin.change.effect.lines import folded
from fangxin.change.effect.words import move_zh, what_zh
from fangxin.facts.policy.policy import Policy, Version
from fangxin.facts.values import Status
from fangxin.registry.records import Records, records_of
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.view.view import View
from fangxin.view.viewing import view_of
from tests.support.changes import (
    AFTER,
    BEFORE,
    BOOKS,
    BRANCH,
    CHAIN,
    DAY,
    GRAIN,
    GROCER,
    NOODLES,
    TEA,
    a_record,
    an_id,
)
from tests.support.demonstration import CONTENT, KEPT, RECORDS

NOW = date(2026, 11, 23)  # nothing in the demonstration is dated later
PENALTY = (
    "failures:\n  - {id: F9, kind: penalty, date: 2026-05-01, recorded: 2026-05-02, "
    "document: 浦市监罚〔2026〕77号, summary: 没有明码标价}\n"
)


def sources_of(records: Mapping[str, str], content: Path) -> Sources:
    """Records that are no files, with the programme in ``content``."""
    texts = {f"merchants/shop/{id}.yml": text.encode() for id, text in records.items()}
    return read_sources(Path("merchants"), content, DAY, DAY, records=records_of(texts))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kept programme without registers."""
    folder = tmp_path_factory.mktemp("county") / "content"
    folder.mkdir()
    (folder / "programme").symlink_to(KEPT / "content" / "programme")
    return folder


@pytest.fixture(scope="module")
def before(content: Path) -> Sources:
    """Six shops, one of them suspended."""
    sources = sources_of(BEFORE, content)
    assert sources.errors == []
    return sources


def after(before: Sources, **texts: str) -> Sources:
    """With some records written anew."""
    return before.edited({f"merchants/shop/{id}.yml": text.encode() for id, text in texts.items()})


def told(found: Effects) -> list[tuple[str, str, str]]:
    """Who, from which status to which, and what is said of it."""
    return [(one.id, move_zh(one.move), "；".join(one.facts)) for one in found.merchants]


def test_nothing_changes_nothing(before: Sources) -> None:
    """The same records again, with notes added, have no effect and say so."""
    found = effects(before, after(before, **{GROCER: "# 说明\n" + BEFORE[GROCER]}))
    assert (found.merchants, found.beside, found.unseen) == ((), (), ())
    assert not found
    assert summary_zh(found) == headline_zh(found) == "没有公开的变化"
    assert headline_en(found) == "nothing public changes"


def test_a_failure_takes_the_recognition(before: Sources) -> None:
    """A penalty suspends; status, days, reason, rule, basis and the new fact are told."""
    (one,) = effects(before, after(before, **{GROCER: BEFORE[GROCER] + PENALTY})).merchants
    assert (one.sort, one.sure, one.category) == ("loses", True, "放心商店")
    assert one.before is not None and one.after is not None
    assert (one.before.status, one.after.status) == (Status.CERTIFIED, Status.SUSPENDED)
    assert (one.after.since, one.after.next_status) == (date(2026, 5, 2), Status.REVOKED)
    (cause,) = one.after.causes
    assert (cause.rule, cause.facts, cause.brief) == (
        "serious-suspend",
        ("F9",),
        "F9 受到行政处罚",
    )
    assert "2026年5月2日起暂停认定" in cause.told and cause.basis.startswith("暂定，为落实")
    assert what_zh(one) == "认定有效 → 认定暂停（F9 受到行政处罚）"


def test_the_message_of_a_commit_names_merchant_status_and_fact(before: Sources) -> None:
    """One line, as a commit's subject has it."""
    found = effects(before, after(before, **{GROCER: BEFORE[GROCER] + PENALTY}))
    assert summary_zh(found) == "溪畔超市（示例）：认定有效 → 认定暂停（F9 受到行政处罚）"
    many = effects(before, after(before, **{CHAIN: AFTER[CHAIN], BOOKS: AFTER[BOOKS]}))
    assert summary_zh(many) == (
        "白帆电器城中店（示例）等 2 家：认定有效 → 认定已撤销；"
        "墨香书店（示例）：补记服务电话 0579-00000001"
    )


CASES: dict[str, tuple[str, Callable[[str], str], tuple[str, str]]] = {
    "rectified": (
        GRAIN,
        lambda old: AFTER[GRAIN],
        ("认定暂停 → 认定有效", "问题 F1：补记整改完成日 2026-04-29"),
    ),
    "renewed publicity": (
        GROCER,
        lambda old: (
            old + "    - {id: D3, date: 2026-04-30, status: publicised, until: 2026-05-07,"
            " document: 浦消联办〔2026〕1号}\n"
        ),
        (
            "认定有效 → 认定有效",
            "新增决定 D3：公示，2026-04-30，至 2026-05-07，文号 浦消联办〔2026〕1号",
        ),
    ),
    "revoked by decision": (
        GROCER,
        lambda old: (
            old + "    - {id: D3, date: 2026-05-02, status: revoked,"
            " document: 浦消联办〔2026〕2号, summary: 出借标牌}\n"
        ),
        (
            "认定有效 → 认定已撤销",
            "新增决定 D3：撤销认定，2026-05-02，文号 浦消联办〔2026〕2号，说明 “出借标牌”",
        ),
    ),
    "certified without effect": (
        GRAIN,
        lambda old: old.replace(
            "failures:",
            "    - {id: D3, date: 2026-05-01, status: certified, until: 2029-04-30,"
            " certificate: FX-2026-9, document: 浦消联办〔2026〕3号}\nfailures:",
        ),
        (
            "认定暂停 → 认定暂停",
            "新增决定 D3：认定，2026-05-01，至 2029-04-30，证书 FX-2026-9，"
            "文号 浦消联办〔2026〕3号，不生效 （作出前没有足够的公示）",
        ),
    ),
    "entered by mistake": (
        GRAIN,
        lambda old: old.replace("标价}", "标价, void: {date: 2026-05-02, reason: 写错商户}}"),
        (
            "认定暂停 → 认定有效",
            "问题 F1：注明登记有误 （2026-05-02，写错商户），不再显示文号、说明；"
            "新增更正 F1：登记有误，非商户责任，2026-05-02",
        ),
    ),
    "appeal filed": (
        GRAIN,
        lambda old: old.replace("标价}", "标价, appeal: {filed: 2026-04-20}}"),
        ("认定暂停 → 认定暂停", "问题 F1：补记申诉 2026-04-20 提出，处理中"),
    ),
    "renamed": (
        BOOKS,
        lambda old: (
            old.replace("墨香书店", "墨香书屋")
            + "changes:\n  - {id: C1, date: 2026-05-01, field: name, before: 墨香书店（示例）,"
            " after: 墨香书屋（示例）, document: 浦消联办〔2026〕4号}\n"
        ),
        (
            "认定有效 → 认定有效",
            "商户名称 墨香书店（示例） → 墨香书屋（示例）；"
            "新增变更 C1：名称，2026-05-01，文号 浦消联办〔2026〕4号",
        ),
    ),
    "moved away": (
        BOOKS,
        lambda old: (
            old + "changes:\n  - {id: C1, date: 2026-05-01, field: owner,"
            " document: 浦消联办〔2026〕5号}\n"
        ),
        (
            "认定有效 → 认定已终止",
            "新增变更 C1：经营者，2026-05-01，文号 浦消联办〔2026〕5号",
        ),
    ),
    "signs, promises, honours, reviews": (
        BOOKS,
        lambda old: (
            old + "signs:\n  - {number: BP-1, issued: 2026-05-01, place: 店门}\n"
            "commitments:\n  - {kind: advance_compensation, since: 2026-05-01, limit: 5000}\n"
            "honours:\n  - {name: 消费者信得过单位, granted: 2026-04-01}\n"
            "reviews:\n  - {id: R1, date: 2026-04-02, outcome: passed}\n"
        ),
        (
            "认定有效 → 认定有效",
            "新增复评 R1：复评通过，2026-04-02；新增承诺 先行赔付：自 2026-05-01，限额 5000 元；"
            "新增荣誉 消费者信得过单位：授予 2026-04-01；"
            "新增标牌 BP-1：发放 2026-05-01，张贴在 店门",
        ),
    ),
    "an objection is told, what was objected is not": (
        BOOKS,
        lambda old: old + "objections:\n  - {id: O1, filed: 2026-05-01, summary: 内情}\n",
        ("认定有效 → 认定有效", "新增异议 O1：未处理完毕，2026-05-01"),
    ),
    "inside a market": (
        BOOKS,
        lambda old: old + f"inside: {GROCER}\n",
        ("认定有效 → 认定有效", f"补记所在市场 {GROCER}"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_officials_write_is_told_in_words(case: str, before: Sources) -> None:
    """Each act of an official: the status before and after, and the fact that is new."""
    id, edit, expected = CASES[case]
    found = effects(before, after(before, **{id: edit(BEFORE[id])}))
    assert told(found) == [(id, *expected)]


def test_what_the_public_cannot_see_is_only_counted(before: Sources) -> None:
    """A pledge is on no page: nobody is affected, and the record is named as changed unseen."""
    found = effects(before, after(before, **{NOODLES: AFTER[NOODLES]}))
    assert (found.merchants, found.unseen) == ((), (NOODLES,))


def test_a_home_is_not_told(before: Sources, content: Path) -> None:
    """Of a sole trader that publishes the road alone, a new door number is told to nobody."""
    text = BEFORE[BOOKS].replace("town:", "address_public: road\ntown:")
    first = sources_of({BOOKS: text}, content)
    found = effects(first, after(first, **{BOOKS: text.replace("月泉路5号", "月泉路55号")}))
    assert (found.merchants, found.unseen) == ((), (BOOKS,))


def test_a_failure_reaches_the_other_shops_of_its_operator(before: Sources) -> None:
    """A counterfeit at one shop revokes its branch too, which names where it comes from."""
    found = effects(before, after(before, **{CHAIN: AFTER[CHAIN]}))
    assert [(one.id, one.sort) for one in found.merchants] == [(CHAIN, "loses"), (BRANCH, "loses")]
    branch = found.merchants[1].after
    assert branch is not None and branch.causes[0].brief == f"{CHAIN}/F1 制售假冒伪劣商品"


def test_a_neighbours_name_or_status_is_no_effect(before: Sources) -> None:
    """The branch links to its renamed and suspended sibling; only the sibling is listed."""
    text = BEFORE[CHAIN].replace("白帆电器城中店", "白帆电器一店") + PENALTY
    found = effects(before, after(before, **{CHAIN: text}))
    assert [one.id for one in found.merchants] == [CHAIN]


def test_who_is_added_and_who_vanishes(before: Sources, content: Path) -> None:
    """A new record is told with its facts, and one that is gone as the worst there is."""
    rest = {id: text for id, text in BEFORE.items() if id != BOOKS} | {TEA: AFTER[TEA]}
    found = effects(before, sources_of(rest, content))
    assert [(one.id, move_zh(one.move)) for one in found.merchants] == [
        (BOOKS, "认定有效 → 从登记簿消失"),
        (TEA, "不在册 → 公示中"),
    ]
    assert found.merchants[0].facts == ("档案没有了（被删去，或者改了文件名）",)
    assert headline_zh(found) == "这次修改使 1 家从登记簿消失，新登记 1 家"


def test_the_gravest_come_first(before: Sources) -> None:
    """Lost, gained, other statuses, other days, only facts; in each the worst status first."""
    texts = {id: text for id, text in AFTER.items() if BEFORE.get(id) != text}
    texts[NOODLES] = BEFORE[NOODLES].replace("until: 2028-03-11", "until: 2027-03-11")
    found = effects(before, after(before, **texts))
    assert [(one.id, one.sort) for one in found.merchants] == [
        (CHAIN, "loses"),
        (BRANCH, "loses"),
        (GROCER, "loses"),
        (GRAIN, "gains"),
        (TEA, "moves"),
        (NOODLES, "same"),
        (BOOKS, "facts"),
    ]


def test_a_record_that_cannot_be_read_is_no_vanished_merchant(before: Sources) -> None:
    """A broken file is told as one of which nothing can be said."""
    found = effects(before, after(before, **{BOOKS: "name: [\n", GROCER: BEFORE[GROCER] + PENALTY}))
    assert [one.id for one in found.merchants] == [GROCER]
    assert found.unread == (BOOKS,)
    assert any(BOOKS in zh for zh, _ in found.warnings)


def test_a_record_with_errors_is_doubtful(before: Sources) -> None:
    """What is said of a merchant rests on what could be read of its file, and says so."""
    broken = BEFORE[GROCER] + PENALTY + "  - {id: F10, kind: penalty, date: 2026-13-01}\n"
    found = effects(before, after(before, **{GROCER: broken}))
    assert [(one.id, one.sure) for one in found.merchants] == [(GROCER, False)]
    assert any("档案有错误" in line for line in as_lines(found))


def test_without_a_programme_nothing_is_said(before: Sources, tmp_path: Path) -> None:
    """A programme that cannot be read is a warning, not an empty list of effects."""
    (tmp_path / "content").mkdir()
    nothing = read_sources(Path("merchants"), tmp_path / "content", DAY, DAY)
    found = effects(before, nothing)
    assert found.merchants == () and "读不出" in found.warnings[0][0]


def made_harder(policy: Policy, bar: int) -> Policy:
    """The last version of the policy, in which one serious failure revokes at once."""
    last = policy.versions[-1]
    rules = tuple(
        replace(rule, effect="revoke", bar_years=bar, until=None, overdue_days=None)
        if rule.code == "serious-suspend"
        else rule
        for rule in last.rules
    )
    return Policy((*policy.versions[:-1], replace(last, rules=rules)))


def test_an_edit_of_the_policy_is_summed_up(before: Sources) -> None:
    """A rule made harder revokes who was suspended; everybody was compared, the rule is told."""
    programme = before.programme
    assert programme is not None
    policy = made_harder(programme.policy, bar=2)
    found = effects(before, replace(before, programme=replace(programme, policy=policy)))
    assert found.policy and found.compared == len(BEFORE)
    assert headline_zh(found).startswith("这次修改使 1 家被撤销；另有 规则 2 处有变化")
    assert dict(found.moves) == {(Status.SUSPENDED, Status.REVOKED): 1}
    assert any("发生较重问题，登记入册当日撤销认定" in one.zh for one in found.beside)


def test_a_new_version_is_told_beside_the_one_before(before: Sources) -> None:
    """What a new version changes: number by number, with the label of each."""
    programme = before.programme
    assert programme is not None
    last = programme.policy.versions[-1]
    days = last.parameters["publicity_days"]
    parameters = {**last.parameters, "publicity_days": replace(days, value=10)}
    new: Version = replace(
        last, number=9, effective=date(2026, 7, 1), parameters=parameters, summary="公示延长。"
    )
    policy = Policy((*programme.policy.versions, new))
    found = effects(before, replace(before, programme=replace(programme, policy=policy)))
    assert [(one.about, one.zh, one.way) for one in found.beside] == [
        ("规则", "新增第 9 版，2026-07-01 起施行：公示延长。", "added"),
        ("规则", "第 9 版：期限和数字 “公示天数”：7 天 → 10 天", "added"),
    ]


def test_long_lists_stay_short(content: Path) -> None:
    """Of many merchants the first are told whole, the others on a line each."""
    ids = {an_id(number): number for number in range(100, 140)}
    old = {id: a_record(f"店{n}", n, "91330726MA2DEM54XD") for id, n in ids.items()}
    first = sources_of(old, content)
    second = sources_of({id: text + PENALTY for id, text in old.items()}, content)
    lines = as_lines(effects(first, second), most=5)
    assert sum(line.startswith("    理由：") for line in lines) == 5
    assert sum("：认定有效 → 认定暂停（F9 受到行政处罚）" in line for line in lines) == 35


def test_lines_fit_the_terminal(before: Sources) -> None:
    """No line is wider than asked for; words and numbers stay whole; nothing is lost."""
    found = effects(before, after(before, **{id: AFTER[id] for id in (CHAIN, GROCER, BOOKS)}))
    whole = as_lines(found)
    for width in (40, 60, 96):
        parts = as_lines(found, width)
        cells = [sum(2 if ord(letter) > 0x2E7F else 1 for letter in part) for part in parts]
        assert max(cells) <= width
        joined = "".join("".join(parts).split())
        assert joined == "".join("".join(whole).split())
    assert list(folded("  日期 2026-05-02 以后", 30)) == ["  日期 2026-05-02 以后"]


Edit = Callable[[str], str]


def _fails(text: str) -> str:
    return text.replace("\nfailures:", "\nfailures_:") + PENALTY.replace("penalty", "counterfeit")


EDITS: tuple[Edit, ...] = (
    _fails,
    lambda text: text.replace("name:", "service_phone: 0579-00000001\nname:", 1),
    lambda text: "\n".join(line for line in text.splitlines() if "certified" not in line) + "\n",
    lambda text: text.replace("uscc: ", "uscc: 91330726MA2DEM54XD # ", 1),
    lambda text: (
        text.replace("rectified:", "rectified_recorded: 2026-11-20, rectified:", 1)
        + "objections:\n  - {id: O99, filed: 2026-11-20}\n"
    ),
)


def seen(sources: Sources) -> dict[str, View]:
    """What the public may read of everybody."""
    registry, programme = sources.registry, sources.programme
    assert registry is not None and programme is not None
    return {id: own(view_of(id, registry, programme, sources.as_of)) for id in registry.merchants}


def differing(old: Mapping[str, View], new: Mapping[str, View]) -> set[str]:
    """Whose pages differ."""
    return {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}


def test_nobody_is_missed() -> None:
    """Edits of the demonstration's records: those told are exactly those whose pages differ, found
    by comparing everybody. Whatever else is told differs in its own record."""
    first = read_sources(RECORDS, CONTENT, NOW, NOW)
    old = seen(first)
    paths = sorted(first.records.read)
    hit = set()
    for number, path in enumerate(paths[:: max(1, len(paths) // 35)]):
        text = EDITS[number % len(EDITS)](Path(path).read_text(encoding="utf-8"))
        second = first.edited({path: text.encode()})
        found = effects(first, second)
        wanted = differing(old, seen(second)) - set(found.unread)
        listed = {one.id for one in found.merchants}
        assert wanted <= listed, f"{path}: missed {wanted - listed}"
        assert listed - wanted <= {Path(path).stem}
        hit |= wanted
    assert len(hit) > 5


INSPECTION = (
    "id,date,recorded,channel,stage,product,result,reason,responsible,kind,served,seller\n"
    "INS-2026-9901,2026-11-10,2026-11-20,offline,circulation,挂锁,failed,超标,seller,"
    "failed_sample,2026-11-20,{id}\n"
)
LISTING = (
    "- id: LST-2026-901\n  name: 某公司（示例）\n  uscc: {uscc}\n  authority: 市场监督管理局\n"
    "  law: 《办法》第五条\n  document: 浦市监严〔2026〕91号\n  from: 2026-11-18\n"
    "  recorded: 2026-11-20\n  summary: 示例\n"
)


def test_nobody_is_missed_when_registers_change(tmp_path: Path) -> None:
    """Rows reach merchants too: a failed batch its seller, a listing every shop of its operator."""
    shutil.copytree(CONTENT / "programme", tmp_path / "content" / "programme")
    first = read_sources(RECORDS, tmp_path / "content", NOW, NOW)
    assert first.registry is not None and not any(first.registry.registers.all())
    chains = {uscc: ids for uscc, ids in first.registry.operators.items() if len(ids) > 1}
    uscc, ids = max(chains.items(), key=lambda item: len(item[1]))
    seller = next(id for id in first.registry.merchants if id not in ids)
    registers = tmp_path / "content" / "registers"
    registers.mkdir()
    (registers / "inspections-x.csv").write_text(INSPECTION.format(id=seller), encoding="utf-8")
    (registers / "dishonest.yml").write_text(LISTING.format(uscc=uscc), encoding="utf-8")
    second = read_sources(RECORDS, tmp_path / "content", NOW, NOW, records=first.records)
    found = effects(first, second)
    assert {one.id for one in found.merchants} == differing(seen(first), seen(second))
    assert {seller, *ids} == {one.id for one in found.merchants}
    assert [one.about for one in found.beside] == ["商品抽检登记簿", "严重违法失信名单"]
    back = effects(second, first)
    assert [one.zh for one in back.beside] == [
        "不再有 INS-2026-9901",
        "不再有 LST-2026-901（某公司（示例））",
    ]


def test_a_listing_that_is_over_is_not_named_again(tmp_path: Path) -> None:
    """What leaves the pages is not told once more by the report of its leaving."""
    shutil.copytree(CONTENT / "programme", tmp_path / "content" / "programme")
    (tmp_path / "content" / "registers").mkdir()
    register = tmp_path / "content" / "registers" / "dishonest.yml"
    text = LISTING.format(uscc="91330726MA2DEM60XK")
    register.write_text(text, encoding="utf-8")
    first = read_sources(RECORDS, tmp_path / "content", NOW, NOW)
    register.write_text(f"{text}  repaired: 2026-11-21\n", encoding="utf-8")
    second = read_sources(RECORDS, tmp_path / "content", NOW, NOW, records=first.records)
    (one,) = effects(first, second).beside
    assert (
        "某公司" not in one.zh
        and "不再显示名称、作出决定的机关、法律依据、文号、列入事由" in one.zh
    )


def test_nobody_is_missed_when_records_vanish() -> None:
    """The same for records that are gone: whom their failures reached is told."""
    first = read_sources(RECORDS, CONTENT, NOW, NOW)
    assert first.registry is not None
    old = seen(first)
    sources = {by for others in first.registry.reaching.values() for by in others}
    for id in sorted(sources)[:4] or sorted(first.registry.merchants)[:2]:
        path = first.registry.merchants[id].path
        rest = {at: read for at, read in first.records.read.items() if at != path}
        second = read_sources(RECORDS, CONTENT, NOW, NOW, records=Records(rest))
        wanted = differing(old, seen(second))
        assert wanted == {one.id for one in effects(first, second).merchants}
