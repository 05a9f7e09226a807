"""Forty shops by one command: all of them or none, in one commit, with notice and signs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.forty import DAY, LATER, a_code, a_name, an_id, forty, sheet
from tests.support.office import Office

PUBLIC, GRANT = "浦消联办〔2026〕81号", "浦消联办〔2026〕82号"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Forty shops of which nothing was decided yet."""
    return Office.make(tmp_path, capsys, forty())


@pytest.fixture
def named(office: Office, tmp_path: Path) -> str:
    """A list of all of them, by ID."""
    rows = [
        {"序号": str(n), "商户编号": an_id(n), "名称": a_name(n), "备注": ""} for n in range(1, 41)
    ]
    return sheet(office.folder / "名单.xlsx", rows, title="2026年第三批放心消费单位名单")


def proposed(office: Office, named: str) -> None:
    """Publicise all of them."""
    words = ("decide", "publicise", "--list", named, "--document", PUBLIC, "--commit")
    assert office.run(*words, on=DAY) == 0, office.err


def test_forty_shops_are_certified_by_one_command(office: Office, named: str) -> None:
    """Records, the document, the notice and the signs in one commit that says so."""
    proposed(office, named)
    assert "序号" in office.err  # columns that nobody reads are told
    line = (
        *("decide", "certify", "--list", named, "--document", GRANT),
        *("--checked-by", "amr", "--signs", "--commit"),
    )
    assert office.run(*line, on=LATER) == 0, office.err
    assert office.git("log", "--format=%s", "-2").splitlines() == [
        f"认定 40 家放心消费单位（{GRANT}）",
        f"公示 40 家放心消费单位（{PUBLIC}）",
    ]
    changed = office.git("diff", "--name-only", "HEAD~1").splitlines()
    assert len(changed) == 42 and "content/programme/documents.yml" in changed
    texts = [office.text(an_id(number)) for number in range(1, 41)]
    assert re.findall(r"certificate: (\S+?)[,}]", texts[39]) == ["FX-2026-0040"]
    assert "number: BP-2026-0001" in texts[0] and f"issued: {LATER}" in texts[0]
    assert all(text.count("status: ") == 2 for text in texts)
    assert office.run("check", on=LATER) == 0, office.out
    assert "0 个错误，0 个提醒" in office.out


def test_the_notices_list_the_shops(office: Office, named: str) -> None:
    """Title, period and every shop with ID, name and address; the document is known by its day."""
    proposed(office, named)
    text = (office.folder / "content/notices/gs-2026-81.md").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    assert f"Document: {PUBLIC}" in head and "Begins: 2026-10-08" in head
    assert "Ends: 2026-10-14" in head and head.count("、") == 39
    assert body.count("\n- ") == 40
    assert f"- {a_name(7)}，编号 {an_id(7)}，浙江省浦江县浦南街道示例路7号\n" in body
    documents = (office.folder / "content/programme/documents.yml").read_text(encoding="utf-8")
    assert f"{PUBLIC}: {{title: 2026年10月拟认定放心消费单位公示" in documents
    line = ("decide", "certify", "--list", named, "--document", GRANT, "--checked-by", "amr")
    assert office.run(*line, on=LATER) == 0
    text = (office.folder / "content/notices/rd-2026-82.md").read_text(encoding="utf-8")
    assert "证书 FX-2026-0007，至 2029-10-19" in text


def test_nothing_is_written_when_one_row_is_wrong(office: Office, named: str) -> None:
    """Every problem of every row at once, with candidates; not one file is touched."""
    rows = [
        {"商户编号": an_id(1)},
        {"商户编号": "PJ2600099"},
        {"商户编号": an_id(2), "名称": a_name(3)},
        {"名称": a_name(4), "统一社会信用代码": a_code(4)},
        {"名称": a_name(5), "统一社会信用代码": a_code(6)},
        {"名称": a_name(7)},
        {"商户编号": an_id(1)},
        {"商户编号": an_id(8), "截止日期": "后天吧"},
        {"商户编号": an_id(9), "统一社会信用代码": a_code(10)},
    ]
    listed = sheet(office.folder / "错.xlsx", rows)
    line = ("decide", "publicise", "--list", listed, "--document", PUBLIC, "--commit")
    assert office.run(*line, on=DAY) == 1
    told = re.findall(r"错\.xlsx:(\d+):\d+: ([a-z-]+)", office.err)
    assert told == [
        ("3", "list-row"), ("4", "list-row"), ("6", "list-row"), ("7", "list-row"),
        ("8", "list-row"), ("9", "bad-day"), ("10", "list-row"),
    ]  # fmt: skip
    assert "是不是" in office.err and an_id(6) in office.err  # whom row 6 may mean
    assert "第 2 行已经有了" in office.err and "7 处要改" in office.err
    assert office.git("status", "--porcelain", "-uno") == ""


def test_name_and_code_that_fit_one_record_are_enough(office: Office) -> None:
    """A list without IDs, as a CSV in the encoding of Chinese spreadsheets."""
    rows = [f"{a_name(n)},{a_code(n).lower()}" for n in (4, 5)]
    path = office.folder / "名单.csv"
    path.write_bytes("\r\n".join(["单位名称,统一社会信用代码（必填）", *rows]).encode("gb18030"))
    line = ("decide", "publicise", "--list", str(path), "--document", PUBLIC, "--no-notice")
    assert office.run(*line, on=DAY) == 0, office.err
    assert "status: publicised" in office.text(an_id(4))
    assert not (office.folder / "content" / "notices").exists()
    assert PUBLIC in (office.folder / "content/programme/documents.yml").read_text("utf-8")


def test_what_the_policy_forbids_is_told_for_all(office: Office, named: str) -> None:
    """Forty certifications before the publicity has ended: forty errors, no file."""
    proposed(office, named)
    line = ("decide", "certify", "--list", named, "--document", GRANT)
    assert office.run(*line, on="2026-10-12") == 1
    assert sum(an_id(n) in office.err for n in range(1, 41)) == 40
    assert office.git("status", "--porcelain", "-uno") == ""


def test_rows_say_certificates_days_and_signs(office: Office) -> None:
    """Columns headed as the records' reference has them go before what the command would say."""
    rows = [{"商户编号*": an_id(1), "证书编号": "FX-2026-0500", "有效期至": "2028年12月31日",
             "标牌编号": "BP-2026-0900", "张贴位置": "店门"},
            {"商户编号*": an_id(2)}]  # fmt: skip
    listed = sheet(office.folder / "名单.xlsx", rows)
    assert office.run("decide", "publicise", "--list", listed, "--document", PUBLIC, on=DAY) == 1
    only = sheet(office.folder / "两家.xlsx", [{"商户编号": an_id(1)}, {"商户编号": an_id(2)}])
    assert office.run("decide", "publicise", "--list", only, "--document", PUBLIC, on=DAY) == 0
    line = ("decide", "certify", "--list", listed, "--document", GRANT, "--checked-by", "amr")
    assert office.run(*line, on=LATER) == 0, office.err
    first, second = office.text(an_id(1)), office.text(an_id(2))
    assert "until: 2028-12-31, document: " in first and "FX-2026-0500" in first
    assert f"{{number: BP-2026-0900, issued: {LATER}, place: 店门}}" in first
    assert "FX-2026-0501" in second and "signs" not in second


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("certify", "--document", GRANT), "选一样"),
        (("certify", "PJ260001M", "--list", "x.xlsx", "--document", GRANT), "选一样"),
        (("certify", "--list", "没有.xlsx", "--document", GRANT), "找不到文件"),
        (("revoke", "--list", "没有.xlsx", "--document", GRANT, "--signs"), "标牌只在认定"),
    ],
)
def test_what_makes_no_sense_is_refused(office: Office, words: tuple[str, ...], told: str) -> None:
    """IDs or a list, a file that is there, signs only with recognition."""
    assert office.run("decide", *words, on=DAY) == 2
    assert told in office.err


def test_another_table_is_not_taken_for_a_list(office: Office) -> None:
    """A table without the columns that tell merchants apart is refused with those it has."""
    listed = sheet(office.folder / "别的.xlsx", [{"日期": "2026-10-01", "金额": "5"}])
    assert office.run("decide", "revoke", "--list", listed, "--document", GRANT, on=DAY) == 1
    assert "missing-column" in office.err and "“商户编号”" in office.err and "金额" in office.err


def test_several_by_id_with_a_notice(office: Office) -> None:
    """What a list can do, IDs on the command line can do too."""
    line = ("decide", "publicise", an_id(1), an_id(2), "--document", PUBLIC, "--notice")
    assert office.run(*line, on=DAY) == 0, office.err
    assert (office.folder / "content/notices/gs-2026-81.md").exists()


def test_a_notice_is_made_of_what_records_say(office: Office) -> None:
    """Decided one by one, announced afterwards; not twice, and not without a decision."""
    for number in (1, 2):
        office.run("decide", "publicise", an_id(number), "--document", PUBLIC, on=DAY)
    line = ("notice", "公示", "--document", PUBLIC, "--commit")
    assert office.run(*line, on="2026-10-09") == 0, office.err
    text = (office.folder / "content/notices/gs-2026-81.md").read_text(encoding="utf-8")
    assert f"Merchants: {an_id(1)}、{an_id(2)}" in text and "Date: 2026-10-09" in text
    documents = (office.folder / "content/programme/documents.yml").read_text(encoding="utf-8")
    assert "date: 2026-10-08" in documents.splitlines()[-1]
    assert office.run(*line, on="2026-10-09") == 2 and "已经有公告" in office.err
    assert office.run("notice", "公示", "--document", GRANT, on="2026-10-09") == 2
    assert office.run("check", on="2026-10-09") == 0


def test_other_notices_begin_as_drafts(office: Office) -> None:
    """A skeleton is not published; a text that was pasted from a letter is put right."""
    words = ("--title", "年前办卡，先问三句话", "--summary", "年前优惠最多。")
    assert office.run("notice", "alert", *words, on=DAY) == 0
    first = (office.folder / f"content/notices/alert-{DAY}.md").read_text(encoding="utf-8")
    assert "Status: draft" in first and "没有公开的变化" in office.out
    pasted = office.folder / "提醒.txt"
    pasted.write_bytes("　　先问三句话。\r\n　　再付款。\r\n".encode("gb18030"))
    assert office.run("notice", "消费提醒", *words, "--text", str(pasted), on=DAY) == 0
    second = (office.folder / f"content/notices/alert-{DAY}-2.md").read_text(encoding="utf-8")
    assert second.endswith("\n\n先问三句话。\n\n再付款。\n") and "draft" not in second
    pasted.write_text("拨打13800138000", encoding="utf-8")
    assert office.run("notice", "alert", *words, "--text", str(pasted), on=DAY) == 1
    assert "personal-number" in office.err
    assert office.run("notice", "奇怪", *words, on=DAY) == 2
    assert office.run("notice", "alert", *words, "--slug", "../pages/about", on=DAY) == 2
    assert "--slug" in office.err


def test_who_may_be_certified_is_listed(office: Office) -> None:
    """Those whose publicity has ended, and nobody else; the list is taken as it is."""
    for number, day in ((1, DAY), (2, DAY), (3, "2026-10-18")):
        office.run("decide", "publicise", an_id(number), "--document", PUBLIC, on=day)
    path = office.folder / "表" / "可认定.xlsx"
    assert office.run("decide", "certify", "--candidates", str(path), on=LATER) == 0, office.err
    assert "2 家" in office.err and office.git("status", "--porcelain", "content") == ""
    assert office.run("decide", "certify", "--candidates", str(path), on=LATER) == 2
    line = ("decide", "certify", "--list", str(path), "--document", GRANT)
    assert office.run(*line, on=LATER) == 1  # nobody has checked the criteria
    assert office.run(*line, "--checked-by", "amr", on=LATER) == 0, office.err
    assert [office.text(an_id(number)).count("certified") for number in (1, 2, 3, 4)] == [
        1,
        1,
        0,
        0,
    ]
    nobody = office.folder / "续期.xlsx"
    assert office.run("decide", "renew", "--candidates", str(nobody), on="2026-10-15") == 1
    assert not nobody.exists()
    assert office.run("decide", "revoke", "--candidates", str(nobody), on=LATER) == 2
