"""What only the whole registry can know: every rule is tripped by a small registry of its own."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fangxin.base.problem import Problem
from fangxin.facts.document_number import ByDocument
from fangxin.facts.programme.former import FormerUrl
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.record.decisions import CHANGED
from fangxin.facts.values import Change, Merchant
from fangxin.registry.book import Book
from fangxin.registry.checks import CHECKS
from fangxin.registry.identity import changes_are_carried_out
from fangxin.registry.records import find_records
from fangxin.registry.registry import load
from tests.support.demonstration import CONTENT, RECORDS

ROOT = Path(__file__).parents[2]
REGISTRIES = Path(__file__).parents[1] / "fixtures" / "registries"
AS_OF = date(2026, 11, 23)
FOLDERS = sorted(path.name for path in REGISTRIES.iterdir())
IN_EARNEST = {"example-in-earnest", "long-term"}  # what a demonstration may do


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's real programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


@pytest.mark.parametrize("code", FOLDERS)
def test_a_bad_registry_trips_its_rule_alone(programme: Programme, code: str) -> None:
    """The registry named after a code has that problem alone, in both languages."""
    if code in IN_EARNEST:
        in_earnest = replace(programme.site, demonstration=False)
        programme = replace(programme, site=in_earnest, documents=ByDocument())
    _, problems = load(REGISTRIES / code, programme, AS_OF)
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]", problem.zh)
        assert problem.en.isascii() or re.search(r"[a-z]{3}", problem.en)


SOLD = """\
name: 同一家店（示例）
uscc: 91330726MA2TEXT015
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道例路1号
certification:
  decisions:
    - {id: D1, date: 2024-02-01, status: publicised, until: 2024-02-08, document: 例〔2024〕1号}
    - {id: D2, date: 2024-02-20, status: certified, until: 2027-02-19, certificate: EX-1,
       document: 例〔2024〕2号}
"""
BUYER = SOLD[: SOLD.index("    - {id: D2")].replace("015", "02X").replace("2024-02", "2026-11")


@pytest.mark.parametrize(
    ("more", "held"),
    [
        ("", True),
        ("field: owner", False),
        ("field: uscc, before: 91330726MA2TEXT02X, after: 91330726MA2TEXT015", False),
        ("field: owner, continues: true, summary: 家庭内部变更", True),
        ("field: owner, void: {date: 2026-11-02, reason: 没有转让, document: 例〔2026〕9号}", True),
        ("field: name, before: 旧店名, after: 同一家店（示例）", True),
        ("field: opened", True),
    ],
)
def test_a_shop_that_was_sold_holds_its_premises_no_longer(
    programme: Programme, tmp_path: Path, more: str, held: bool
) -> None:
    """A change that closes it for good makes room for the buyer's record; one that does not, or is
    void, leaves the way named that does: to close it."""
    change = f"changes:\n  - {{id: C1, date: 2026-11-01, document: 例〔2026〕8号, {more}}}\n"
    for buyer, seller in (("TEST1B", "TEST29"), ("TEST29", "TEST1B")):  # whichever comes first
        text = SOLD + (change if more else "")
        (tmp_path / f"{seller}.yml").write_text(text, encoding="utf-8")
        (tmp_path / f"{buyer}.yml").write_text(BUYER, encoding="utf-8")
        problems = load(tmp_path, programme, AS_OF)[1]
        told = [one for one in problems if one.code == "premises-twice"]
        assert bool(told) == held, problems
        assert all(f"fangxin decide close {seller}" in one.zh for one in told)


def test_only_our_own_host_is_refused_as_a_website(programme: Programme) -> None:
    """Both of ours are told; the same shops are fine on a registry that lies elsewhere."""
    folder = REGISTRIES / "website-ours"
    assert len(load(folder, programme, AS_OF)[1]) == 2
    elsewhere = replace(programme, site=replace(programme.site, url="https://x.example/fx"))
    assert load(folder, elsewhere, AS_OF)[1] == []


def test_a_former_host_of_ours_is_refused_as_a_website(programme: Programme) -> None:
    """Old signs lead there, so that a shop at it would look like the registry."""
    former = FormerUrl(programme.site.url, date(2026, 1, 1), "例〔2026〕1号")
    moved = replace(programme.site, url="https://x.example/fx", former_urls=(former,))
    _, problems = load(REGISTRIES / "website-ours", replace(programme, site=moved), AS_OF)
    assert [problem.code for problem in problems] == ["website-ours"] * 2


def test_documents_of_the_demonstration_do_not_stay(programme: Programme) -> None:
    """A number of the office's own would be shown by the title of an invented document."""
    folder = REGISTRIES / "long-term"
    in_earnest = replace(programme, site=replace(programme.site, demonstration=False))
    told = [one for one in load(folder, in_earnest, AS_OF)[1] if one.code == "example-in-earnest"]
    assert [(one.place.path, one.level) for one in told] == [
        ("content/programme/documents.yml", "warning")
    ]
    assert "example-in-earnest" not in {one.code for one in load(folder, programme, AS_OF)[1]}


def test_each_name_that_claims_a_status_is_told(programme: Programme) -> None:
    """The words of every status count, also of one that is over."""
    _, problems = load(REGISTRIES / "claims-status", programme, AS_OF)
    assert len(problems) == len(list((REGISTRIES / "claims-status").iterdir())) == 2


def test_every_code_has_a_bad_registry() -> None:
    """No rule of the whole registry goes without a registry that breaks it."""
    sources = (ROOT / "generator" / "fangxin" / "registry").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    written = set(re.findall(r'^\s+"([a-z]+(?:-[a-z]+)+)",$', text, re.MULTILINE))
    written |= {f"certified-against-{why}" for why in re.findall(r'^    "(\w+)": \($', text, re.M)}
    # by the tests below, and by tests of their own
    told_elsewhere = {"merchants-missing", "no-records", "record-elsewhere"}
    told_elsewhere |= {"listed-but-certified", "genuine-code"}  # by test_republished, test_genuine
    told_elsewhere |= {"genuine-since"}  # by test_alike
    told_elsewhere |= {"kitchen-differs", "exemplar-unfounded", "exemplar-not-certified"}
    told_elsewhere |= {"honour-differs", "unknown-seller"}  # by test_agreeing
    told_elsewhere |= {"law-ended"}  # by test_laws
    told_elsewhere |= {"document-year"}  # by test_document_years
    told_elsewhere |= {"unshown-final", "unfounded-ending"}  # of what is added: test_guard
    told_elsewhere |= {"unfounded-dismissal", "unfounded-decision"}
    assert written - told_elsewhere == set(FOLDERS)


def test_every_check_states_its_rule() -> None:
    """A check's docstring is the rule in one sentence."""
    for check in CHECKS:
        assert check.__doc__ is not None
        assert check.__doc__.rstrip().endswith(".")


def test_a_missing_or_empty_folder_is_no_registry(tmp_path: Path) -> None:
    """No records is a failure, not an empty success."""
    assert [problem.code for problem in find_records(tmp_path)[1]] == ["no-records"]
    assert [p.code for p in find_records(tmp_path / "absent")[1]] == ["merchants-missing"]


def test_a_link_is_no_record(tmp_path: Path) -> None:
    """A symbolic link is told, not followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "merchants").mkdir()
    (tmp_path / "merchants" / "linked").symlink_to(tmp_path / "elsewhere")
    paths, problems = find_records(tmp_path / "merchants")
    assert paths == []
    assert "stray-file" in {problem.code for problem in problems}


def test_a_folder_named_like_a_record_is_told(tmp_path: Path) -> None:
    """Somebody may take it for a record; what lies in it is found all the same."""
    (tmp_path / "PJSH0016.yml").mkdir()
    (tmp_path / "PJSH0016.yml" / "PJSH0024.yml").write_text("name: 店")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "PJSH0032.yml").write_text("name: 店")
    (tmp_path / "Z.yml").write_text("name: 店")
    paths, problems = find_records(tmp_path)
    assert [path.name for path in paths] == ["PJSH0024.yml", "Z.yml", "PJSH0032.yml"]
    assert [(p.code, p.place.path) for p in problems] == [
        ("stray-file", str(tmp_path / "PJSH0016.yml"))
    ]
    assert "文件夹" in problems[0].zh


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to go down into by hand, removed by a program that knows no limit either."""
    folder = tmp_path / "deep"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    monkeypatch.chdir(tmp_path)
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_folders_may_be_very_deep(programme: Programme, deep: Path) -> None:
    """Deeper than the stack of calls; and so deep that the system cannot name the folder."""
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    Path("PJSH0016.yml").write_text("name: 店")
    paths, problems = find_records(deep)
    assert ([path.name for path in paths], problems) == (["PJSH0016.yml"], [])
    for _ in range(20):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    assert [problem.code for problem in find_records(deep)[1]] == ["unreadable"]
    _, problems = load(deep, programme, AS_OF)
    assert {"unreadable", "missing-key"} <= {problem.code for problem in problems}


def test_what_a_file_manager_leaves_is_no_problem(tmp_path: Path) -> None:
    """.DS_Store beside a record stops nobody."""
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "A.yml").write_bytes(b"x")
    assert find_records(tmp_path) == ([tmp_path / "A.yml"], [])


def test_unrelated_premises_may_be_certified(programme: Programme, tmp_path: Path) -> None:
    """A shop found unrelated to the barred one at its address is certified without a problem."""
    for source in (REGISTRIES / "premises-barred").iterdir():
        text = source.read_text(encoding="utf-8")
        text = text.replace(
            "document: 例〔2025〕2号", "document: 例〔2025〕2号, unrelated_to: [TEST15]"
        )
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    barred = next(p.stem for p in tmp_path.iterdir() if "counterfeit" in p.read_text("utf-8"))
    for path in tmp_path.iterdir():
        path.write_text(path.read_text("utf-8").replace("TEST15", barred), encoding="utf-8")
    _, problems = load(tmp_path, programme, AS_OF)
    assert problems == []


def test_many_processes_read_the_same(programme: Programme) -> None:
    """The number of processes changes nothing."""
    assert load(RECORDS, programme, AS_OF, 1) == load(RECORDS, programme, AS_OF, 3)


HEAD = """\
name: 例店1（示例）
uscc: 91330726MA2TEXT015
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道例路1号
certification:
  decisions:
"""
PUBLICISED = "    - {id: D1, date: 2024-02-01, status: publicised, until: %s, document: 例1号}\n"
CERTIFIED = (
    "    - {id: %s, date: %s, status: certified, until: %s, certificate: EX-%s, document: 例2号}\n"
)
D2 = CERTIFIED % ("D2", "2024-02-20", "2027-02-19", "1")


def problems_of(text: str, programme: Programme, folder: Path) -> list[Problem]:
    """What is found in a registry of one record."""
    (folder / "TEST1B.yml").write_text(text, encoding="utf-8")
    return load(folder, programme, AS_OF)[1]


REFUSED = "    - {id: D3, date: 2024-02-09, status: refused, document: 例3号}\n"
AGAIN = PUBLICISED % "2024-02-08" + D2 + CERTIFIED % ("D3", "2024-03-20", "2027-03-19", "3")
OBJECTION = "objections:\n  - {id: O1, filed: 2024-02-05, decided: %s, outcome: %s}\n"


@pytest.mark.parametrize(
    ("rest", "parts"),
    [
        (D2, ["2024-02-20 之前没有公示"]),
        (
            PUBLICISED % "2024-02-03" + D2,
            ["公示 D1 自 2024-02-01 至 2024-02-03 共 3 天", "至少 7 天"],
        ),
        (PUBLICISED % "2024-02-20" + D2, ["到 2024-02-20 才期满", "最早 2024-02-21"]),
        (
            PUBLICISED % "2024-02-08" + CERTIFIED % ("D2", "2025-02-20", "2027-02-19", "1"),
            ["2024-02-08 结束", "已过 378 天", "最多 180 天"],
        ),
        (AGAIN, ["公示 D1 已用于认定 D2"]),
        (PUBLICISED % "2024-02-08" + REFUSED + D2, ["2024-02-09 有 D3"]),
        (
            PUBLICISED % "2024-02-08" + CERTIFIED % ("D2", "2024-02-20", "2044-02-19", "1"),
            ["有效期最长 15 年，即至 2039-02-20，这里是 2044-02-19"],
        ),
        (PUBLICISED % "2024-02-08" + D2 + OBJECTION % ("2024-02-07", "upheld"), ["异议 O1 成立"]),
        (
            PUBLICISED % "2024-02-08" + D2 + OBJECTION % ("2024-03-07", "dismissed"),
            ["2024-03-07 才"],
        ),
    ],
)
def test_what_is_against_the_policy_is_told_with_days(
    rest: str, parts: list[str], programme: Programme, tmp_path: Path
) -> None:
    """A certification against the policy names the cause: which fact, which day, how many."""
    (problem,) = problems_of(HEAD + rest, programme, tmp_path)
    assert problem.code.startswith("certified-against-")
    for part in parts:
        assert part in problem.zh


def test_nothing_is_concluded_from_facts_that_could_not_be_read(
    programme: Programme, tmp_path: Path
) -> None:
    """A publicity that cannot be read is no missing publicity."""
    text = HEAD + PUBLICISED % "2024-02-08" + D2
    problems = problems_of(text.replace("2024-02-01", "2024/2/1"), programme, tmp_path)
    assert [problem.code for problem in problems] == ["bad-day"]


def test_every_day_ahead_is_found(programme: Programme) -> None:
    """What has happened cannot lie ahead, wherever it is written; no default is blamed."""
    _, problems = load(REGISTRIES / "in-the-future", programme, AS_OF)
    said = [re.split("[（）]", problem.zh)[:2] for problem in problems]
    assert said == [
        ["date", "变更日期"],
        ["date", "复评日期"],
        ["taken_down", "取下日期"],
        ["date", "发生日期"],
        ["recorded", "登记日"],
        ["served", "送达日期"],
        ["filed", "申诉日期"],
        ["date", "更正日期"],
    ]
    _, later = load(REGISTRIES / "in-the-future", programme, AS_OF, today=date(2027, 12, 31))
    assert "in-the-future" not in {problem.code for problem in later}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("date: 2026-09-02", ["recorded-missing"]),
        ("date: 2026-09-02, recorded: 2026-09-02", []),
        ("date: 2026-09-02, recorded: 2026-11-23", []),
        ("date: 2026-11-23", []),
        ("date: 2026-09-02, recorded: 2026-09-06, rectified: 2026-09-04", ["recorded-missing"]),
        ("date: 2026-09-02, recorded: 2026-09-06, rectified: 2026-09-07", []),
    ],
)
def test_a_failure_says_when_it_was_recorded(
    written: str, codes: list[str], programme: Programme, tmp_path: Path
) -> None:
    """Only a failure of an earlier day, without a written recorded, is asked about."""
    failure = f"failures:\n  - {{id: F1, kind: penalty, {written}, document: 例3号, summary: 例}}\n"
    text = HEAD + PUBLICISED % "2024-02-08" + D2 + failure
    assert [problem.code for problem in problems_of(text, programme, tmp_path)] == codes
    imported = HEAD + D2.replace("document: 例2号", "imported: true") + failure
    assert problems_of(imported, programme, tmp_path) == []


def test_a_rectification_before_the_failure_is_told_once(
    programme: Programme, tmp_path: Path
) -> None:
    """The order of days says it; nobody is asked about a recorded that was not written."""
    failure = (
        "failures:\n  - {id: F1, kind: penalty, date: 2026-11-23, rectified: 2026-09-04, "
        "document: 例3号, summary: 例}\n"
    )
    text = HEAD + PUBLICISED % "2024-02-08" + D2 + failure
    codes = [problem.code for problem in problems_of(text, programme, tmp_path)]
    assert codes == ["wrong-order"]


def test_of_two_with_one_id_the_newer_one_is_told(programme: Programme, tmp_path: Path) -> None:
    """The older record keeps its ID, wherever the two files lie."""
    for folder, year in (("a", "2026"), ("b", "2025")):
        (tmp_path / folder).mkdir()
        text = HEAD + PUBLICISED % "2024-02-08"
        text = text.replace("2024", year).replace("例店1", f"{year}年的例店")
        (tmp_path / folder / "TEST1B.yml").write_text(text, encoding="utf-8")
    problems = [p for p in load(tmp_path, programme, AS_OF)[1] if p.code == "duplicate-id"]
    assert [Path(problem.place.path).parent.name for problem in problems] == ["a"]
    assert "2025年的例店" in problems[0].zh


def test_a_code_nearly_right_is_suggested(programme: Programme, tmp_path: Path) -> None:
    """A slip in a code is told with the right one, and every code with its Chinese name."""
    failure = "failures:\n  - {id: F1, kind: penaltyy, date: 2026-11-23, document: 例3号}\n"
    text = (HEAD + PUBLICISED % "2024-02-08" + D2 + failure).replace("shop", "shopp")
    category, kind = problems_of(text, programme, tmp_path)
    assert "是不是 shop（放心商店）？" in category.zh and "market（放心市场）" in category.zh
    assert "是不是 penalty（受到行政处罚）？" in kind.zh
    assert "did you mean penalty?" in kind.en


@pytest.mark.parametrize("field", sorted(set(CHANGED) - {"owner"}))
def test_a_change_of_whatever_kind_is_held_against_what_stands(field: str) -> None:
    """Days and codes as well as words: the same is the same, another is told."""
    value: Any = date(2018, 1, 1) if field == "opened" else "甲"
    change = Change("C1", AS_OF, field, AS_OF, after=str(value))
    merchant = replace(Merchant("X", "店", "shop"), changes=(change,), **{field: value})
    nothing: Any = None
    for said, count in ((str(value), 0), ("2019-01-01", 1)):
        one = replace(merchant, changes=(replace(change, after=said),))
        book = Book((), {"X": one}, nothing, AS_OF, nothing)
        assert len(list(changes_are_carried_out(book))) == count
