"""Notices: what the strict reading refuses, each rule tripped once, and what it lets through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fangxin.base.problem import Problem
from fangxin.cli.main import main
from fangxin.facts.notices.reading import Gazette, Notice, pages, published, read_notices
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.values import Merchant
from fangxin.registry.registry import load
from tests.support.demonstration import CONTENT, needs_demonstration
from tests.support.toy_site import FIRST, ROOT, SISTER, WAITING, own_content, spoil, write_records

DAY = date(2026, 5, 2)
SEED = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))

ALERT = """\
Title: 办卡之前
Title_en: Before you buy a card
Date: 2026-01-26
Category: 消费提醒
Summary: 先问三句话。
Area: prepaid

先查[登记簿](/registry/)，再办卡。

- 看证照，同比多了 5%；
- 看合同。

    列表里的第二段。

拨打 [12315](tel:12315)。
"""
PUBLICITY = f"""\
Title: 拟认定公示
Date: 2026-04-28
Category: 公示公告
Summary: 任何人都可以提出异议。
Document: 浦消联办〔2026〕1号
Begins: 2026-04-28
Ends: 2026-05-06
Merchants: {WAITING}

名单见下，[第一家](/m/{WAITING}/)。
"""
PAPER = """\
Title: 一份文件
Date: 2026-03-01
Category: 政策文件
Summary: 一份文件。
Document: 浦消联办〔2026〕3号
Index: 330726-901-020300-2026-0001
Subject: 联席会议文件
Access: 主动公开
Term: 长期公开
Publisher: 联席会议办公室

正文。
"""


@cache
def programme() -> Programme:
    """The demonstration's programme, with the document of the toy registry's publicity."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def write(content: Path, files: Mapping[str, str]) -> Path:
    """A content folder with these notices by path, without the ending."""
    for name, text in files.items():
        path = content / "notices" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return content


def read(content: Path, files: Mapping[str, str]) -> tuple[Gazette, list[Problem]]:
    """The notices in ``content`` after these files were written there."""
    return read_notices(write(content, files), programme(), DAY)


def told(problems: list[Problem]) -> list[str]:
    """Each problem as file:line:column: code, without the folder."""
    return [
        f"{Path(p.place.path).name}:{p.place.line}:{p.place.column}: {p.code}" for p in problems
    ]


# What is replaced in a good notice by what, and the one problem that follows.
BAD = [
    (ALERT, "Title: 办卡之前\n", "", "a.md:1:1: missing-key"),
    (ALERT, "Date: 2026-01-26\n", "", "a.md:1:1: missing-key"),
    (ALERT, "Category: 消费提醒\n", "", "a.md:1:1: missing-key"),
    (ALERT, "Summary: 先问三句话。\n", "", "a.md:1:1: missing-key"),
    (ALERT, "Category: 消费提醒", "Category: 消费警示", "a.md:4:11: bad-choice"),
    (ALERT, "Area: prepaid", "Status: hidden", "a.md:6:9: bad-choice"),
    (ALERT, "2026-01-26", "2026-1-26", "a.md:3:7: bad-day"),
    (ALERT, "2026-01-26", "2026-05-03", "a.md:3:7: notice-in-the-future"),
    (ALERT, "Area: prepaid", "Corrected: 昨天", "a.md:6:12: bad-code"),
    (ALERT, "Area: prepaid", "Corrected: 2026-01-20 甲〔2026〕1号", "a.md:6:12: notice-mended"),
    (ALERT, "Area: prepaid", "Withdrawn: 2026-05-03 甲〔2026〕1 发错", "a.md:6:12: notice-mended"),
    (ALERT, "Area: prepaid", "Withdrawn: 2026-02-30 甲〔2026〕1 发错", "a.md:6:12: notice-mended"),
    (ALERT, "Area: prepaid", "Withdrawn: 2026-03-03 甲〔2026〕1号", "a.md:6:12: bad-code"),
    (ALERT, "Area: prepaid", "Recorded: 2026-02-30 从旧网站移来", "a.md:6:11: notice-mended"),
    (ALERT, "Area: prepaid", "Recorded: 2026-03-03", "a.md:6:11: bad-code"),
    (ALERT, "Area: prepaid", "Titel: 又一个", "a.md:6:1: unknown-key"),
    (ALERT, "Area: prepaid", "Slug: other", "a.md:6:1: unknown-key"),
    (ALERT, "Area: prepaid", "Title: 又一个", "a.md:6:1: duplicate-key"),
    (ALERT, "Area: prepaid", "Area：prepaid", "a.md:6:1: notice-head"),
    (ALERT, "Area: prepaid", "    更多", "a.md:6:1: notice-head"),
    (ALERT, "Area: prepaid", "Area: lottery", "a.md:6:7: notice-code"),
    (ALERT, "Area: prepaid", "Campaign: winter", "a.md:6:11: notice-code"),
    (ALERT, "Area: prepaid", "Index: 330726-901-020300-2026-0001", "a.md:6:1: key-misplaced"),
    (ALERT, "Summary: 先问三句话。", "Summary: 打 13800138000 问", "a.md:5:10: personal-number"),
    (ALERT, "再办卡", "找 13800138000 办卡", "a.md:8:23: personal-number"),
    (ALERT, "再办卡", "再<b>办</b>卡", "a.md:8:22: notice-html"),
    (ALERT, "再办卡", "<https://fx.example/>", "a.md:8:21: notice-html"),
    (ALERT, "再办卡。", "再办卡。{: onclick=x }", "a.md:8:25: notice-attributes"),
    (ALERT, "/registry/", "{filename}b.md", "a.md:8:9: notice-attributes"),
    (ALERT, "再办卡", "打 [[hotline]]", "a.md:8:23: notice-placeholder"),
    (ALERT, "先查", "# 先查", "a.md:8:1: notice-heading"),
    (ALERT, "先查", "\u3000\u3000先查", "a.md:8:1: notice-indent"),
    (ALERT, "先查", "    先查", "a.md:8:1: notice-indent"),
    (ALERT, "先查", "先\u200b查", "a.md:8:2: invisible-character"),
    (ALERT, "再办卡", "找 138**0013**8000 办卡", "a.md:8:23: personal-number"),
    (ALERT, "再办卡", "找 138\\-0013-8000 办卡", "a.md:8:23: personal-number"),
    (ALERT, "再办卡", "找 1380013 \n8000 办卡", "a.md:8:23: personal-number"),
    (ALERT, "再办卡", "找\n> １３８００\n> 138000 办卡", "a.md:8:1: personal-number"),
    (ALERT, "先查", "Save_as: index.html\n先查", "a.md:8:1: notice-late"),
    (ALERT, "先查", "Date:2026-01-26", "a.md:8:1: notice-late"),
    (ALERT, "/registry/", "{tag}a", "a.md:8:9: notice-attributes"),
    (ALERT, "/registry/", "{include}/b.md", "a.md:8:9: notice-attributes"),
    (ALERT, "/registry/", "{ATTACH}/images/a.png", "a.md:8:9: notice-attributes"),
    (ALERT, "/registry/", "|filename|b.md", "a.md:8:9: notice-attributes"),
    (ALERT, "- 看合同", "- [b]: {author}b", "a.md:11:8: notice-attributes"),
    (ALERT, "/registry/", "/%5Cother.example/", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "/registry\\b/", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "/%2fother.example/", "a.md:8:9: notice-link"),
    (ALERT, "[登记簿](/registry/)", "![图](/images/.a.png)", "a.md:8:8: notice-picture"),
    (ALERT, "/registry/", "registry/", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "//other.example/", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "javascript:alert(1)", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "/&#47;other.example/", "a.md:8:9: notice-link"),
    (ALERT, "- 看合同", "- [b]: http://b.example", "a.md:11:8: notice-host"),
    (ALERT, "/registry/)", "\n/registry/)", "a.md:8:9: notice-link"),
    (ALERT, "/registry/", "https://other.example/a", "a.md:8:9: notice-host"),
    (ALERT, "/registry/", "https://fx.example@other.example/", "a.md:8:9: notice-link"),
    (ALERT, "再办卡", "[b]\n\n[b]: http://b.example", "a.md:10:6: notice-host"),
    (ALERT, "[登记簿](/registry/)", "![图](/images/no.png)", "a.md:8:8: notice-picture"),
    (ALERT, ALERT.partition("\n\n")[2], "", "a.md:6:1: notice-empty"),
    (PUBLICITY, "Ends: 2026-05-06\n", "", "a.md:6:1: key-alone"),
    (PUBLICITY, "Document: 浦消联办〔2026〕1号\n", "", "a.md:5:1: key-alone"),
    (PUBLICITY, "Ends: 2026-05-06", "Ends: 2026-04-27", "a.md:7:7: wrong-order"),
    (PUBLICITY, f"Merchants: {WAITING}", "Merchants: PJSH0019", "a.md:8:12: bad-merchant-id"),
    (PAPER, "Index: 330726-901-020300-2026-0001\n", "", "a.md:1:1: missing-key"),
    (PAPER, "Subject: 联席会议文件\n", "", "a.md:1:1: missing-key"),
    (PAPER, "2026-0001", "2026-1", "a.md:6:8: bad-code"),
    (PAPER, "2026-0001", "2025-0001", "a.md:6:8: notice-index-year"),
    (PAPER, "浦消联办〔2026〕3号", "浦消联办〔2026〕4号", "a.md:2:7: notice-before-document"),
    (PAPER, "浦消联办〔2026〕3号", "浦消联办〔2026〕999号", "a.md:5:11: notice-document"),
    (PAPER, PAPER, "正文。\n\n正文。\n", "a.md:1:1: notice-head"),
    (PAPER, PAPER, "\n正文。\n", "a.md:1:1: notice-head"),
]  # fmt: skip
PAPER_IN_TIME = PAPER.replace("2026-03-01", "2026-03-02")


@pytest.mark.parametrize(("good", "old", "new", "problem"), BAD)
def test_each_rule_is_tripped(
    good: str, old: str, new: str, problem: str, tmp_path: Path
) -> None:  # fmt: skip
    """One thing wrong in a good notice is one problem, at its place, in both languages."""
    text = good.replace("2026-03-01", "2026-03-02") if good is PAPER and old != PAPER else good
    assert old in text or old == PAPER
    _, problems = read(tmp_path, {"a": new if old == PAPER else text.replace(old, new, 1)})
    found = [p for p in problems if p.code != "notice-document" or "999" in p.zh]
    assert told(found)[:1] == [problem], problems
    assert {p.code for p in found} == {problem.rpartition(" ")[2]}
    for p in found:
        assert re.search(r"[\u4e00-\u9fff]", p.zh) and not re.search(r"[\u4e00-\u9fff]{6}", p.en)
        assert "{found}" not in p.zh + p.en


def test_good_notices_are_read(tmp_path: Path) -> None:
    """All three kinds, without a word of complaint, folders and Windows line ends no matter."""
    files = {"a": ALERT, "2026/b": PUBLICITY, "c": PAPER_IN_TIME}
    write(tmp_path, files)
    (tmp_path / "notices" / "a.md").write_bytes(ALERT.replace("\n", "\r\n").encode())
    gazette, problems = read_notices(tmp_path, programme(), DAY)
    assert [p.code for p in problems] == ["notice-document"]  # the toy's document is nowhere
    read_back = {notice.slug: notice for notice in gazette.notices}
    assert read_back["a"].areas == ("prepaid",)
    assert (read_back["b"].begins, read_back["b"].ends) == (date(2026, 4, 28), date(2026, 5, 6))
    assert read_back["b"].merchants == (WAITING,)
    assert read_back["c"].index == "330726-901-020300-2026-0001"


def test_an_address_and_an_index_number_stand_once(tmp_path: Path) -> None:
    """Also in different folders; the addresses of lists are taken."""
    files = {"a": ALERT, "x/a": ALERT, "public": ALERT, "campaigns": ALERT}
    files |= {"c": PAPER_IN_TIME, "d": PAPER_IN_TIME}
    _, problems = read(tmp_path, files)
    assert sorted(told(problems)) == [
        "a.md:1:1: notice-twice",
        "campaigns.md:1:1: notice-reserved",
        "d.md:6:8: notice-twice",
        "public.md:1:1: notice-reserved",
    ]


@pytest.mark.parametrize("name", ["Spring.md", "春天.md", "a b.md", "a.txt", "a.html", "b/.md.md"])
def test_nothing_else_lies_among_notices(name: str, tmp_path: Path) -> None:
    """Every file there is a notice with a name that can be an address, or hidden."""
    path = write(tmp_path, {"b/c": ALERT}) / "notices" / name
    path.write_text(ALERT, encoding="utf-8")
    gazette, problems = read_notices(tmp_path, programme(), DAY)
    assert [p.code for p in problems] == ["stray-notice"]
    assert problems[0].level == ("warning" if path.name.startswith(".") else "error")
    assert {notice.slug for notice in gazette.notices} - {path.stem} == {"c"}


@pytest.mark.parametrize("name", [".hid.md", ".#c.md", ".hid/c.md", "b/.hid/x/d.md"])
def test_what_is_hidden_is_no_notice(name: str, tmp_path: Path) -> None:
    """Neither a file nor anything in a folder that begins with a dot, however good it is; that a
    notice is hidden is told, of other files there nothing."""
    content = write(tmp_path / ".home", {"b/c": ALERT, name.removesuffix(".md"): ALERT})
    (content / "notices" / ".DS_Store").write_bytes(b"\0")
    gazette, problems = read_notices(content, programme(), DAY)
    assert [(p.code, p.level) for p in problems] == [("stray-notice", "warning")]
    assert problems[0].place.path.endswith(name)
    assert [notice.address for notice in gazette.notices] == ["notices/c/"]


def test_prose_and_lists_are_no_broken_numbers(tmp_path: Path) -> None:
    """Digits of two paragraphs, of two items, or of a masked number do not make one together."""
    lines = ["138", "", "00138000", "", "- 1380013", "- 8000", "", "1380013", "8000. 138****8000"]
    text = ALERT.partition("\n\n")[0] + "\n\n第一：\n\n" + "\n".join(lines) + "\n"
    assert read(tmp_path, {"a": text})[1] == []


def test_a_first_line_of_prose_may_have_a_colon(tmp_path: Path) -> None:
    """An address, a telephone, Chinese words; and a later line whatever it likes."""
    head = ALERT.partition("\n\n")[0]
    for line in ("https://fx.example/ 是网址", "tel:12315", "各单位：", "正文。\n\nDate: 2026"):
        assert [p.code for p in read(tmp_path, {"a": f"{head}\n\n{line}\n"})[1]] == []
    [late] = read(tmp_path, {"a": f"{head}\n\nTags: a\n"})[1]
    assert (late.code, late.level) == ("notice-late", "warning")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A Word file renamed, a file in GBK and one that cannot be read are not skipped."""
    folder = write(tmp_path, {"a": ALERT}) / "notices"
    (folder / "word.md").write_bytes(b"PK\x03\x04 and so on")
    (folder / "gbk.md").write_bytes(ALERT.encode("gb18030"))
    _, problems = read_notices(tmp_path, programme(), DAY)
    assert [p.code for p in problems] == ["not-utf8", "not-a-text-file"]


def test_a_draft_may_be_of_any_day(tmp_path: Path) -> None:
    """It is read as strictly, and published never."""
    draft = ALERT.replace("2026-01-26", "2027-01-01").replace("Area: prepaid", "Status: draft")
    gazette, problems = read(tmp_path, {"a": draft})
    assert problems == []
    assert gazette.on(date(2030, 1, 1)) == ()


def test_published_is_newest_first_and_not_ahead() -> None:
    """On one day in the order of their names, whatever order they were read in."""
    notices = [
        Notice("t", day, "消费提醒", "s", slug=slug)
        for day, slug in ((date(2026, 1, 1), "b"), (date(2026, 1, 2), "z"), (DAY, "c"),
                          (date(2026, 1, 1), "a"), (date(2026, 5, 3), "d"))
    ]  # fmt: skip
    assert [notice.slug for notice in published(notices, DAY)] == ["c", "z", "a", "b"]
    assert pages(published(notices, date(2026, 1, 1))) == (
        "alerts/index.html",
        "documents/index.html",
        "notices/a/index.html",
        "notices/b/index.html",
        "notices/campaigns/index.html",
        "notices/index.html",
        "notices/public/index.html",
    )


def records(folder: Path) -> dict[str, Merchant]:
    """The toy registry's records, written into ``folder``."""
    registry, _ = load(write_records(folder), programme(), DAY)
    return dict(registry.merchants)


def against(tmp_path: Path, text: str, home: bool = True) -> list[tuple[str, str]]:
    """Code and level of what a notice and the toy registry do not agree on."""
    gazette, _ = read(tmp_path / "content", {"a": text})
    folder = tmp_path / "merchants"
    merchants = records(folder)
    where = folder if home else tmp_path / "elsewhere"
    return [(p.code, p.level) for p in gazette.against(merchants, where)]


def test_notice_and_records_agree(tmp_path: Path) -> None:
    """Whom it names, until when one may object, and what the records say are the same."""
    assert against(tmp_path, PUBLICITY) == []
    for old, new in (
        ("Ends: 2026-05-06", "Ends: 2026-05-07"),
        (f"Merchants: {WAITING}", f"Merchants: {WAITING}、{FIRST}"),
        (f"Merchants: {WAITING}", f"Merchants: {SISTER}, {WAITING}"),
        (f"Merchants: {WAITING}\n", ""),
    ):
        assert against(tmp_path, PUBLICITY.replace(old, new)) == [("notice-differs", "warning")]


def test_merchants_of_a_notice_exist(tmp_path: Path) -> None:
    """Named or linked; with other records than those beside the content it is only advice."""
    absent = ALERT.replace("/registry/", "/m/PJ190004L/")
    assert against(tmp_path, absent) == [("notice-merchant", "error")]
    assert against(tmp_path, absent, home=False) == [("notice-merchant", "warning")]
    named = PUBLICITY.replace(f"Merchants: {WAITING}", f"Merchants: {WAITING} PJ190004L")
    assert against(tmp_path, named) == [("notice-merchant", "error")]


@pytest.mark.parametrize("kept", [True, False])
def test_when_all_merchants_are_gone_one_line_says_so(kept: bool, tmp_path: Path) -> None:
    """Records emptied or replaced while notices stay: not a line for each; but each that is wrong
    when only some are."""
    named = f"Merchants: {WAITING}、PJ190004L、PJ240008X"
    files = {"a": PUBLICITY.replace(f"Merchants: {WAITING}", named), "b": PUBLICITY}
    gazette, _ = read(tmp_path / "content", files)
    merchants = records(tmp_path / "merchants")
    if not kept:
        del merchants[WAITING]
    for there in (merchants, {}):
        found = gazette.against(there, tmp_path / "merchants")
        absent = [p for p in found if p.code == "notice-merchant"]
        assert {p.level for p in absent} == {"error"}
        assert len(absent) == (2 if kept and there else 1)
    assert "3 家" in absent[0].zh and absent[0].place.path.endswith("a.md")


def test_check_tells_what_is_wrong_with_notices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``fangxin check`` finds it with everything else, at file, line and column."""
    content = own_content(tmp_path)
    merchants = write_records(tmp_path / "merchants")
    write(content, {"bad": ALERT.replace("再办卡", "<i>再办卡</i>")})
    arguments = ["check", "--merchants", str(merchants), "--content", str(content)]
    assert main([*arguments, "--as-of", "2026-05-02"]) == 1
    said = capsys.readouterr()
    assert re.search(r"notices/bad\.md:8:21: notice-html", said.out + said.err)
    spoil(content / "notices" / "bad.md", "<i>再办卡</i>", "再办卡")
    assert main([*arguments, "--as-of", "2026-05-02"]) == 0


def test_every_code_is_tripped_here() -> None:
    """No rule of the notices is without a bad example in this file or the next."""
    here = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("*/test_notice*.py")
    )
    folder = ROOT / "generator" / "fangxin" / "facts" / "notices"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    code += (ROOT / "plugins" / "notices.py").read_text(encoding="utf-8")
    inspection = ROOT / "generator" / "fangxin" / "site" / "build" / "inspection.py"
    code += inspection.read_text(encoding="utf-8")
    codes = set(re.findall(r'"((?:stray-)?notice(?:-[a-z]+)+)"', code)) | {"stray-notice"}
    assert len(codes) > 15
    assert {one for one in codes if here.count(one) < 1} == set()


@needs_demonstration
def test_the_demonstration_has_two_years_of_every_kind() -> None:
    """Public notices, alerts, campaigns and documents; the newest of each is not the only one."""
    content = ROOT / "content"
    gazette, problems = read_notices(content, programme(), date(2026, 11, 30))
    assert problems == []
    registry, _ = load(ROOT / "merchants", programme(), date(2026, 11, 30))
    assert gazette.against(registry.merchants, ROOT / "merchants") == []
    shown = gazette.on(date(2026, 11, 30))
    for kind, least in (("公示公告", 7), ("消费提醒", 6), ("专项行动", 6), ("政策文件", 3)):
        days = [notice.date for notice in shown if notice.kind == kind]
        assert len(days) >= least and (max(days) - min(days)).days > 365 * 2, kind
    assert any(notice.draft for notice in gazette.notices)


@needs_demonstration
@pytest.mark.skipif(not SEED, reason="the county's page is not beside the repository")
def test_the_plan_is_retyped_word_for_word() -> None:
    """Letter by letter it is the county's text, but for what the note at its end lists; nothing of
    the page around it came along."""
    text = (ROOT / "content/notices/pzbf-2017-212.md").read_text(encoding="utf-8")
    body, _, note = text.partition("## 编者说明")
    assert [word for word in ("bt365", "cctvshoping", "0579", "master@") if word in text] == []
    ours = bare(body[body.index("## “放心消费") :].replace("**〔此处原网页缺字，无从补齐〕**", ""))
    seed = SEED[0].read_text(encoding="utf-8")
    begin = seed.index("“放心消费在浦江”行动实施方案\n")
    theirs = bare(seed[begin : seed.rindex("附 件:")])
    ours = ours.replace("附件浦江县消费者权益保护工作联席会议制度附件", "附件", 1)
    theirs = theirs.replace("附件浦江县消费者权益保护工作联席会议制度附件", "附件", 1)
    assert ours == theirs
    assert note.count("\n| ") >= 10


def bare(text: str) -> str:
    """Only letters and digits, so that lost brackets and widths of signs do not count."""
    text = re.sub(r"\]\(#[a-z0-9-]+\)|\{#[a-z0-9-]+\}", "", text)
    text = text.replace("．", "").replace(".", "")
    return re.sub(r"[\W_]+", "", text)
