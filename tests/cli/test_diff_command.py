"""``fangxin diff`` in real repositories: what is compared, and how the report is written."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from fangxin.change.changeset import Changeset
from fangxin.change.effect.comparison import Comparison
from fangxin.change.effect.markdown import MOST_CHARACTERS, as_markdown, harmless
from fangxin.change.effect.page import as_page
from fangxin.cli.main import main
from fangxin.registry.git import NOTHING, repository_of
from fangxin.registry.sources.versions import Versions
from tests.support.changes import (
    AFTER,
    BEFORE,
    BOOKS,
    BRANCH,
    CHAIN,
    DAY,
    GOLDEN,
    GRAIN,
    GROCER,
    INSPECTIONS,
    ROOT,
    TEA,
    a_record,
    a_repository,
    an_id,
    change,
    commit,
    compared,
    git,
    policy_of,
    reports,
    the_example,
    write,
)

Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The change that does a little of everything."""
    return the_example(tmp_path_factory.mktemp("example") / "county")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A repository with one commit."""
    return a_repository(tmp_path / "county")


@pytest.fixture
def diff(county: Path, capsys: pytest.CaptureFixture[str]) -> Diff:
    """Runs the command: exit code, what it printed, what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        folder = [] if "--repository" in words else ["--repository", str(county)]
        code = main(["diff", *words, *folder, "--as-of", DAY.isoformat(), "--jobs", "1"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize("name", ["diff.txt", "diff.md", "diff.html"])
def test_reports_are_as_blessed(name: str, example: Comparison) -> None:
    """Text, Markdown and page of the example; ``python -m tests.support.changes`` blesses them."""
    assert reports(example)[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_last_commit(county: Path, diff: Diff) -> None:
    """HEAD~1..HEAD tells what the commit did, and that is no error."""
    change(county)
    commit(county)
    code, out, err = diff("HEAD~1..HEAD")
    assert (code, err) == (0, "")
    assert out.startswith("比较 HEAD~1（") and "→ HEAD（" in out.splitlines()[0]
    assert "这次修改使 2 家被撤销、1 家被暂停、1 家恢复，新登记 1 家" in out
    for words in ("HEAD~1..", "HEAD~1...HEAD", f"{git(county, 'rev-parse', 'HEAD~1').strip()}.."):
        assert diff(words)[1].splitlines()[1:] == out.splitlines()[1:]


def test_without_a_range_it_is_what_lies_there(county: Path, diff: Diff) -> None:
    """Edited, new and deleted files count before they are committed or even known to git."""
    assert "没有公开的变化" in diff()[1]
    write(county, {GROCER: AFTER[GROCER], TEA: AFTER[TEA]})
    (county / "merchants" / "shop" / f"{BOOKS}.yml").unlink()
    (county / "theme.css").write_text("x")
    code, out, _ = diff()
    assert code == 0
    assert out.splitlines()[0].endswith("→ 还没有提交的文件")
    assert "这次修改使 1 家从登记簿消失、1 家被暂停，新登记 1 家" in out
    assert "另有 1 个文件改动，不是档案、登记簿、公告和规则，这里不推算：theme.css" in out


def test_staged_is_what_the_next_commit_would_have(county: Path, diff: Diff) -> None:
    """With --staged, what was not added does not count."""
    write(county, {GROCER: AFTER[GROCER]})
    git(county, "add", "merchants")
    write(county, {CHAIN: AFTER[CHAIN]})
    code, out, _ = diff("--staged")
    assert code == 0 and "这次修改使 1 家被暂停 |" in out and CHAIN not in out
    assert CHAIN in diff()[1]
    code, _, err = diff("--staged", "HEAD..HEAD")
    assert code == 2 and "--staged" in err


def test_a_branch_is_compared_with_where_it_began(county: Path, diff: Diff) -> None:
    """main...draft tells what the branch does, not what main did meanwhile."""
    git(county, "checkout", "-q", "-b", "draft")
    write(county, {GROCER: AFTER[GROCER]})
    commit(county)
    git(county, "checkout", "-q", "main")
    write(county, {BOOKS: AFTER[BOOKS]})
    commit(county)
    assert BOOKS in diff("main..draft")[1]
    out = diff("main...draft")[1]
    assert GROCER in out and BOOKS not in out


def test_the_first_commit_has_everybody(county: Path, diff: Diff) -> None:
    """From nothing, as a hook names it, everybody is new."""
    code, out, _ = diff(f"{NOTHING}..HEAD")
    assert code == 0 and "5 家获得认定" in out and "新登记 1 家" in out


def test_a_bare_repository(county: Path, diff: Diff, tmp_path: Path) -> None:
    """On a server two commits are compared; without them there are no files to look at."""
    change(county)
    commit(county)
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(county), str(bare))
    assert "2 家被撤销" in diff("HEAD~1..HEAD", "--repository", str(bare))[1]
    code, _, err = diff("--repository", str(bare))
    assert code == 2 and "裸仓库" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense..HEAD",), "没有提交“nonsense”"),
        (("HEAD..--upload-pack=x",), "没有提交“--upload-pack=x”"),
        (("HEAD~9..HEAD",), "没有提交“HEAD~9”"),
        (("--repository", "/"), "不在 git 仓库里"),
        (("--repository", "absent"), "找不到目录"),
        (("--output", "/dev/null/x.md"), "写不进 /dev/null/x.md"),
    ],
)
def test_what_cannot_be_done_is_told(words: tuple[str, ...], said: str, diff: Diff) -> None:
    """Exit code 2, and a sentence that says why."""
    code, out, err = diff(*words)
    assert (code, out) == (2, "") and said in err and "Traceback" not in err


def test_errors_are_told_and_the_rest_is_still_said(county: Path, diff: Diff) -> None:
    """With a broken record the others' effects are told, with a warning, and the code is 1."""
    write(county, {GROCER: AFTER[GROCER], BOOKS: "name: [\n"})
    code, out, err = diff()
    assert code == 1
    assert f"merchants/shop/{BOOKS}.yml:" in err and str(county) not in err
    assert "1 家被暂停" in out and f"读不出档案，无法推算：{BOOKS}" in out
    commit(county)
    write(county, {BOOKS: AFTER[BOOKS]})
    code, out, _ = diff()
    assert code == 0 and "原来的数据有" in out  # what mends errors must pass


def test_a_broken_policy_leaves_the_records_to_be_judged_by_the_old_one(
    county: Path, diff: Diff
) -> None:
    """An official who breaks policy.yml still sees what the records do."""
    write(county, {GROCER: AFTER[GROCER]})
    policy_of(county).write_text("versions: nothing\n", encoding="utf-8")
    code, out, err = diff()
    assert code == 1 and "policy.yml" in err
    assert "按原来的规则推算" in out and "1 家被暂停" in out
    commit(county)
    code, out, _ = diff("HEAD..HEAD")
    assert code == 1 and "无法推算" in out
    git(county, "checkout", "-q", "HEAD~1", "--", "content")
    write(county, {BOOKS: AFTER[BOOKS]})
    code, out, _ = diff()
    assert code == 0 and "按新的规则推算" in out and f"{BOOKS}\n" in out
    assert "改正以前不能发布" not in diff("--format", "markdown")[1]


def harder(text: str, number: int, effective: str) -> str:
    """The policy with one more version, in which a serious failure bars and points count double."""
    last = text[text.rindex("  - number: ") :]
    last = re.sub(r"number: \d+", f"number: {number}", last, count=1)
    last = re.sub(r"effective: \S+", f"effective: {effective}", last, count=1)
    return text.rstrip("\n") + "\n" + last.replace("severity: serious\n", "severity: grave\n")


def test_an_edit_of_the_policy_that_revokes(county: Path, diff: Diff) -> None:
    """Every kind made grave in the version in force: who was suspended is revoked, summed up."""
    write(county, {GROCER: AFTER[GROCER]})
    commit(county)
    policy = policy_of(county)
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("severity: serious\n", "severity: grave\n"), encoding="utf-8")
    code, out, _ = diff()
    assert "这次修改使 2 家被撤销" in out.splitlines()[1], out
    assert "认定暂停 → 认定已撤销 | suspended → revoked" in out
    assert "已有的第 2 版被改动" in out
    assert code in (0, 1)  # rules may contradict each other now; the effects are told either way


def test_a_policy_that_takes_effect_later(county: Path, diff: Diff) -> None:
    """Today nothing changes; what the new version does on its day is told apart."""
    policy = policy_of(county)
    policy.write_text(harder(policy.read_text("utf-8"), 9, "2026-07-01"), encoding="utf-8")
    out = diff()[1]
    assert "新增第 9 版，2026-07-01 起施行" in out
    assert "—— 到 2026-07-01 新规则施行时：按现在的登记，没有商户因新规则而变" in out
    found = json.loads(diff("--json")[1])
    assert [day["as_of"] for day in found["later"]] == ["2026-07-01"]


def test_json_leaves_nothing_out(county: Path, diff: Diff) -> None:
    """Programs get statuses as codes, days, reasons, and everything beside."""
    change(county)
    found = json.loads(diff("--json")[1])
    first = found["merchants"][0]
    assert (first["id"], first["sort"]) == (CHAIN, "loses")
    assert (first["before"]["status"], first["after"]["status"]) == ("certified", "revoked")
    assert first["after"]["bar_until"] == "2029-04-30"
    assert first["after"]["reasons"][0]["rule"] == "grave-revoke"
    assert {"before": "suspended", "after": "certified", "count": 1} in found["moves"]
    assert [one["id"] for one in found["merchants"]][:4] == [CHAIN, BRANCH, GROCER, GRAIN]
    assert [one["about"] for one in found["beside"]] == ["公告", "商品抽检登记簿"]


def test_a_report_is_written_to_a_file(county: Path, diff: Diff, tmp_path: Path) -> None:
    """With --output the report is in the file alone."""
    change(county)
    target = tmp_path / "影响.html"
    code, out, _ = diff("--format", "html", "--output", str(target))
    assert code == 0 and "已写入" in out and "认定" not in out
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_the_same_is_not_read_again(county: Path) -> None:
    """Of the files as they lie, only those that differ from the commit are read."""
    repository = repository_of(county)
    versions = Versions(repository, DAY, DAY)
    old = versions.committed(repository.commit_of("HEAD"), "HEAD")
    write(county, {GROCER: AFTER[GROCER]})
    new = versions.lying(old)
    same = [
        p for p, read in new.sources.records.read.items() if read is old.sources.records.read[p]
    ]
    assert len(same) == len(BEFORE) - 1
    assert [*old.changed_to(new)] == [f"merchants/shop/{GROCER}.yml"]


NASTY = (
    "| a | [免费](https://evil.example) ![x](https://evil.example/p.png) <img src=x onerror=1> "
    "`code` **粗** @office @all #1 !2 ~bug www.evil.example GH-3 </details> <!-- & \\| _斜_ :tada: "
    "/close"
)


class Tags(HTMLParser):
    """Which tags a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


def parsed(text: str) -> Tags:
    """A page or a part of one, read."""
    tags = Tags()
    tags.feed(text)
    return tags


@pytest.fixture
def nasty(example: Comparison) -> Comparison:
    """The example, in which whatever somebody wrote is an attempt to be more than a text."""
    merchants = tuple(
        replace(one, name=NASTY, category=NASTY, facts=(NASTY, f"# {NASTY}", f"\n- {NASTY}"))
        for one in example.now.merchants
    )
    beside = tuple(replace(one, zh=NASTY) for one in example.now.beside)
    now = replace(example.now, merchants=merchants, beside=beside, warnings=((NASTY, NASTY),))
    change = Changeset(replace(example.change.old, name=NASTY), example.change.new)
    vars(change)["changed"] = {NASTY: ("content",)}
    return Comparison(change, (now,))


def test_nothing_written_becomes_markup_in_a_merge_request(nasty: Comparison) -> None:
    """A name is no link, picture, mention, reference, cell, or end of the details."""
    text = as_markdown(nasty)
    seen = html.unescape(text)
    assert not re.search(r"[@#!~](?:office|all|\d|bug)|www\.evil|GH-3|https?://|:tada:", seen)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert text.count("</details>") == text.count("<details>") == 1
    assert all(not line.startswith("/") for line in text.splitlines())
    page = parsed(markdown.markdown(text, extensions=["tables"]))
    assert {tag for tag, _ in page.tags} <= {
        "h1", "h2", "p", "sub", "ul", "li", "strong", "details", "summary", "blockquote",
        "table", "thead", "tbody", "tr", "th", "td", "br",
    }  # fmt: skip
    assert page.said.replace("\u200b", "").count("[免费](https://evil.example)") > 10


def test_nothing_written_becomes_markup_on_the_page(nasty: Comparison) -> None:
    """The page has its own tags alone, however names are written, and no address anywhere."""
    text = as_page(nasty)
    page = parsed(text)
    plain = {tag for tag, _ in page.tags}
    assert plain.isdisjoint({"img", "a", "script", "iframe", "link", "form", "object", "code"})
    assert not [
        name
        for _, attributes in page.tags
        for name in attributes
        if name.startswith("on") or name in ("src", "href", "style", "action")
    ]
    assert NASTY in page.said


def test_the_page_allows_its_own_style_and_nothing_else(example: Comparison) -> None:
    """The policy stands before the style, and its digest is that of the style."""
    text = as_page(example)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    assert policy in text and text.index("Content-Security-Policy") < text.index("<style>")
    assert not re.search(r"https?://|url\(|@import|javascript:", text)


@pytest.fixture(scope="module")
def thousands(example: Comparison) -> Comparison:
    """Three thousand merchants affected."""
    one = example.now.merchants[0]
    many = tuple(replace(one, id=an_id(n), name=f"第{n}号店（示例）") for n in range(3000))
    beside = example.now.beside * 500
    return replace(example, days=(replace(example.now, merchants=many, beside=beside),))


def test_a_comment_is_short_enough_for_a_forge(thousands: Comparison) -> None:
    """The table goes on as long as there is room, and says how many it leaves out."""
    text = as_markdown(thousands)
    assert 50_000 < len(text) <= MOST_CHARACTERS
    rows = [line for line in text.splitlines() if line.startswith("| 第")]
    assert len(rows) > 100
    assert f"| …… 另有 {3000 - len(rows)} 家 | | | |" in text
    assert text.count("<details>") == text.count("</details>") == 1
    assert "**3000** 家" in text and "另有 490 处" in text
    assert len(as_markdown(thousands, 5_000)) <= 5_000


def test_a_page_has_everybody(thousands: Comparison) -> None:
    """In the table of the page nobody is left out; of the first, everything is told."""
    text = as_page(thousands)
    assert text.count("<tr><td>") == 3000
    assert text.count("<article") == 300 and "前 300 家" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲店（示例）", "甲店（示例）"),
        ("a|b", "a&#124;b"),
        ("一行\n# 二行\u202e", "一行 #\u200b 二行".replace("#\u200b", "#")),
        ("2026-05-02 至 2026-05-03，12.5%", "2026-05-02 至 2026-05-03，12.5%"),
        ("浦市监罚〔2026〕97号", "浦市监罚〔2026〕97号"),
        ("@office", "@\u200boffice"),
    ],
)
def test_harmless_texts_stay_as_they_are(text: str, shown: str) -> None:
    """What cannot do harm is not spoiled."""
    assert harmless(text) == shown


def test_rows_and_notices_that_are_completed_or_withdrawn(county: Path, diff: Diff) -> None:
    """A row that is completed is told by what is added, a notice that goes by its title."""
    change(county)
    commit(county)
    registers = county / "content" / "registers"
    header = INSPECTIONS.splitlines()
    lines = [f"{header[0]},follow_up", f"{header[1]},", "INS-2026-7003,2026-05-01,2026-05-02,"]
    lines[2] += "offline,circulation,插座,passed,"
    (registers / "inspections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (registers / "misuse.yml").write_text(
        "- id: MIS-2026-901\n  kind: domain\n  value: fake.example\n  seen: 2026-05-01\n"
        "  reported: 2026-05-01\n  evidence: 截图\n  note: 网页自称放心消费单位\n",
        encoding="utf-8",
    )
    (county / "content" / "notices" / "may-2026.md").unlink()
    out = diff()[1]
    assert "撤下消费提醒《五一出游：团费太低要当心》" in out
    assert "新增 INS-2026-7003：2026-05-01，商品 插座，结果 合格" in out
    assert "不再有 INS-2026-7002" in out
    assert "新增 MIS-2026-901：假网站 fake.example，举报日期 2026-05-01" in out


def test_settings_are_told_by_their_labels(county: Path, diff: Diff) -> None:
    """A new telephone number of the site is told as such."""
    site = county / "content" / "programme" / "site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(re.sub(r"(?m)^update_days: .*$", "update_days: 5", text), encoding="utf-8")
    out = diff()[1]
    assert re.search(r"设置（1 处）\n  · 网站：更新间隔（天） \d+ → 5\n", out)


def test_a_record_in_which_nothing_changes_but_the_folder(county: Path, diff: Diff) -> None:
    """Folders are free: a record that moves to another one affects nobody."""
    (county / "merchants" / "old").mkdir()
    (county / "merchants" / "shop" / f"{BOOKS}.yml").rename(
        county / "merchants" / "old" / f"{BOOKS}.yml"
    )
    assert "没有公开的变化" in diff()[1]
    write(county, {an_id(50): a_record("新店", 50, "91330726MA2DEM60XK")})
    assert "1 家获得认定" in diff()[1]


def test_the_guide_shows_what_the_command_says(county: Path) -> None:
    """The example in docs/diff.md is the report of that change."""
    write(county, {GROCER: AFTER[GROCER], GRAIN: AFTER[GRAIN]})
    commit(county)
    report = reports(compared(county))["diff.txt"]
    guide = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    assert f"```text\n{report}```" in guide
