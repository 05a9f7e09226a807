"""Officials write records by commands: shown first, refused where wrong, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fangxin.change.proposal import Proposal, propose, write
from fangxin.cli.main import main
from tests.support.office import Office

ROOT = Path(__file__).resolve().parents[2]
ID, OTHER = "PJ239001B", "PJ2390029"
SHOP = """\
name: 月泉粮油店（示例） # 门头
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路18号
certification:
  decisions:
    - {id: D1, date: 2023-03-01, status: publicised, until: 2023-03-07,
       document: 浦消联办〔2023〕91号}
    - {id: D2, date: 2023-03-14, status: certified, until: 2026-03-13,
       certificate: FX-2023-9001, document: 浦消联办〔2023〕93号}
"""
FRESH = """\
name: 溪畔水果行（示例）
uscc: 91330726MA2DEM55XE
category: shop
town: 黄宅镇
address: 浙江省浦江县黄宅镇溪畔路6号
"""
PENALTY = ("fail", ID, "--kind", "受到行政处罚", "--date", "6月3日", "--served", "2024.6.5",
           "--document", "浦市监罚〔2024〕917号", "--summary", "销售标签: 不符合规定")  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two merchants: one recognised, one of whom nothing was decided yet."""
    return Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP, f"shop/{OTHER}.yml": FRESH})


def test_a_failure_is_entered_in_everyday_words(office: Office) -> None:
    """Labels for codes, days without year, the day of recording added; one fact more, no less."""
    assert office.run(*PENALTY, on="2024-06-06") == 0
    assert "认定有效 → 认定暂停" in office.out and "2024-07-06 起：认定已撤销" in office.out
    assert office.text(ID) == SHOP + (
        "failures:\n"
        "  - id: F1\n"
        "    kind: penalty\n"
        "    date: 2024-06-03\n"
        "    served: 2024-06-05\n"
        "    recorded: 2024-06-06\n"
        "    document: 浦市监罚〔2024〕917号\n"
        "    summary: '销售标签: 不符合规定'\n"
    )


def test_the_life_of_a_merchant(office: Office) -> None:
    """New, publicised, objected to, certified, failed, rectified, appealed, renamed, closed."""
    steps = [
        ("decide", "publicise", OTHER, "--document", "文1号", "2023-03-01", "未认定 → 公示中"),
        ("object", OTHER, "--summary", "没有标价", "2023-03-04", "新增异议 O1"),
        ("object", OTHER, "O1", "--outcome", "不成立", "--document", "文2号", "2023-03-09",
         "不成立"),
        ("decide", "certify", OTHER, "--document", "文3号", "2023-03-14", "证书 FX-2023-9002"),
        ("sign", "issue", OTHER, "--place", "店门", "2023-03-16", "新增标牌 BP-2023-0001"),
        ("fail", OTHER, "--kind", "short_measure", "--date", "昨天", "--found-by", "amr",
         "--document", "罚1号", "--summary", "少秤", "2024-05-08", "→ 认定暂停"),
        ("reply", OTHER, "F1", "--reply", "电子秤已送检", "2024-05-09", "电子秤已送检"),
        ("rectify", OTHER, "F1", "--date", "2024-05-20", "--rectified-document", "检1号",
         "--rectified-summary", "秤已换新", "2024-05-21", "认定暂停 → 认定有效"),
        ("appeal", OTHER, "F1", "--filed", "2024-05-22", "2024-05-22", "处理中"),
        ("appeal", OTHER, "F1", "--decided", "2024-06-01", "--outcome", "成立", "--document",
         "文4号", "--decided-by", "justice", "--summary", "复秤无误", "2024-06-02", "新增更正 F1"),
        ("change", OTHER, "name", "溪畔果品（示例）", "--document", "文5号", "2024-07-01",
         "溪畔果品"),
        ("change", OTHER, "service_phone", "0579-00000001", "2024-07-01", "0579-00000001"),
        ("review", OTHER, "--outcome", "通过", "2024-08-01", "复评通过"),
        ("sign", "remove", OTHER, "BP-2023-0001", "2024-09-01", "BP-2023-0001"),
        ("decide", "close", OTHER, "--document", "文9号", "--summary", "停业",
         "2024-09-01", "认定有效 → 认定已终止"),
    ]  # fmt: skip
    for *words, day, said in steps:
        assert office.run(*words, on=day) == 0, (words, office.err)
        assert said in office.out, (words, office.out)
    assert "name: 溪畔果品（示例）\n" in office.text(OTHER)
    assert "before: 溪畔水果行（示例）" in office.text(OTHER)
    assert office.run("check", on="2024-09-02") == 0, office.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decide", "certify", OTHER, "--document", "文1号"), "certified-against-publicity"),
        (("decide", "certify", ID, "--document", "文1号"), "一家店同时只能有一个"),
        (("decide", "renew", OTHER, "--document", "文1号"), "没有可以续期的认定"),
        (("decide", "renew", ID, "--document", "文1号"), "certified-against-publicity"),
        (
            ("decide", "suspend", OTHER, "--document", "文1号", "--summary", "失火"),
            "没有有效的认定",
        ),
        (
            (
                "decide",
                "reinstate",
                ID,
                "--document",
                "文1号",
                "--because",
                "D1",
                "--summary",
                "查清",
            ),
            "无可恢复",
        ),
        (("rectify", ID, "F9"), "没有编号为 F9 的问题记录（一条也没有）"),
        (("void", ID, "F9", "--reason", "错"), "没有编号为 F9 的事实（有 D1、D2）"),
        (("sign", "remove", ID, "BP-1"), "没有编号为 BP-1 的标牌"),
        (("appeal", ID, "F1", "--filed", "2024-01-01"), "没有编号为 F1"),
        (("change", ID, "name", "月泉粮油店（示例）", "--document", "文1号"), "不用改"),
        (
            ("object", ID, "O1", "--outcome", "成立", "--document", "文1号"),
            "没有编号为 O1 的异议",
        ),
        ((*PENALTY[:4], "--date", "2030-01-01", *PENALTY[8:]), "future"),
        (
            ("decide", "publicise", ID, "--document", "文1号", "--unrelated-to", OTHER),
            "summary（说明）没有写",
        ),
    ],
)
def test_what_the_policy_forbids_is_refused(
    office: Office, words: tuple[str, ...], said: str
) -> None:
    """With the reason, exit code 1 and not a byte written."""
    assert office.run(*words, on="2024-06-06") == 1
    assert said in office.err and "没有改动任何文件" in office.err
    assert office.git("status", "--short") == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fail", ID), ["还要写 --kind（问题类型）", "penalty  受到行政处罚", "还要写 --date"]),
        (("fail", ID, "--kind", "拖欠", "--date", "2月30日"), ["--kind", "--date", "「2月30日」"]),
        (("decide", "suspend", ID), ["还要写 --document（文号）"]),
        (("rectify", "PJ239001A", "F1"), ["登记簿里没有编号 PJ239001A；是不是 PJ239001B"]),
        (("decide", "pardon", ID), ["ACT 不能是“pardon”"]),
        (("change", ID, "address"), ["请写明地址改成什么，例如 fangxin change"]),
        (("new", "--name", "甲（示例）"), ["还要写 --uscc", "还要写 --category", "还要写 --town"]),
    ],
)
def test_what_is_missing_or_unreadable_is_told_at_once(
    office: Office, words: tuple[str, ...], said: list[str]
) -> None:
    """Everything that a command still needs, in one answer; exit code 2."""
    assert office.run(*words, on="2024-06-06") == 2
    for one in said:
        assert one in office.err
    assert office.git("status", "--short") == ""


def test_a_new_record_gets_the_next_number(office: Office) -> None:
    """Two digits of the year, the next serial number, the check character; its file."""
    words = ("new", "--name", "梅江副食店（示例）", "--uscc", "91330726ma2dem57xg",
             "--category", "商店", "--town", "郑宅镇",
             "--address", "浙江省浦江县郑宅镇梅江路9号")  # fmt: skip
    assert office.run(*words, on="2023-05-01") == 0
    (new,) = office.git("status", "--short", "-uall").split()[1::2]
    assert new.startswith("merchants/shop/PJ239003")
    assert "uscc: 91330726MA2DEM57XG\ncategory: shop\n" in (office.folder / new).read_text("utf-8")
    assert office.run("check", on="2023-05-01") == 0


def test_a_change_is_shown_and_not_written(office: Office) -> None:
    """``--dry-run`` says what would follow; ``--json`` says it for programs."""
    assert office.run(*PENALTY, "--dry-run", on="2024-06-06") == 0
    assert "认定有效 → 认定暂停" in office.out and "没有改动任何文件" in office.err
    assert office.run(*PENALTY, "--dry-run", "--json", on="2024-06-06") == 0
    told = json.loads(office.out)
    assert told["written"] is False and told["files"][0].endswith(f"{ID}.yml")
    (merchant,) = told["effects"]["merchants"]
    assert (merchant["id"], merchant["after"]["status"]) == (ID, "suspended")
    assert office.git("status", "--short") == ""


def test_a_program_is_told_what_was_done_in_one_document(office: Office) -> None:
    """``--json`` with ``--commit`` is one JSON document, and names the commit."""
    assert office.run(*PENALTY, "--json", "--commit", on="2024-06-06") == 0
    told = json.loads(office.out)
    assert told["written"] is True and told["commit"] == office.git("rev-parse", "HEAD").strip()


def test_a_file_that_cannot_be_written_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is said in words; the record is as it was, and a program is told so."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    before = office.text(ID)
    assert office.run(*PENALTY, "--json", on="2024-06-06") == 2
    assert json.loads(office.out)["written"] is False and office.text(ID) == before
    assert "没有改动任何文件" in office.err and "内部错误" not in office.err


def test_one_commit_says_what_changed_for_whom(office: Office) -> None:
    """Only the record is committed, whatever else is staged; the message names the effect."""
    (office.folder / "content" / "programme" / "towns.yml").open("a").write("# 草稿\n")
    office.git("add", "-A")
    assert office.run(*PENALTY, "--commit", "--approved-by", "分管负责人 <b@fx.example>",
                      on="2024-06-06") == 0  # fmt: skip
    assert office.git("show", "--format=", "--name-only").split() == [f"merchants/shop/{ID}.yml"]
    message = office.git("log", "-1", "--format=%B")
    assert "月泉粮油店（示例）：认定有效 → 认定暂停" in message.splitlines()[0]
    assert message.rstrip().endswith("Approved-by: 分管负责人 <b@fx.example>")


def test_errors_elsewhere_do_not_stop_the_work(office: Office) -> None:
    """They are told, and only new ones refuse."""
    office.path(OTHER).write_text(FRESH.replace("shop", "palace"), encoding="utf-8")
    assert office.run(*PENALTY, on="2024-06-06") == 0
    assert "数据里已有 1 个错误" in office.err


def test_an_unusual_record_is_left_alone(office: Office) -> None:
    """Nothing is written into a record that cannot be read for certain."""
    text = SHOP + "failures: []\nfailures: []\n"
    office.path(ID).write_text(text, encoding="utf-8")
    assert office.run(*PENALTY, on="2024-06-06") == 1
    assert "程序不敢改动" in office.err and office.text(ID) == text


def test_a_mistake_stays_and_is_said_to_be_one(office: Office) -> None:
    """Void twice is refused, and so is what was recorded already."""
    assert office.run(*PENALTY, on="2024-06-06") == 0
    words = ("void", ID, "F1", "--reason", "登记时写错商户", "--document", "文7号")
    assert office.run(*words[:5], on="2024-06-07") == 2 and "--document" in office.err
    assert office.run(*words, on="2024-06-07") == 0
    assert "认定暂停 → 认定有效" in office.out
    assert "void: {date: 2024-06-07, reason: 登记时写错商户, document: 文7号}" in office.text(ID)
    assert office.run("void", ID, "F1", "--reason", "再来", on="2024-06-08") == 1
    assert "已经登记过" in office.err


LIFT = ("decide", "reinstate", ID, "--document", "文10号", "--summary", "已复查")


def test_a_reinstatement_names_what_it_lifts(office: Office) -> None:
    """It says what it rests on, why, and by which paper; only what it names is lifted."""
    for document in ("文8号", "文9号"):
        words = ("decide", "suspend", ID, "--document", document, "--summary", "失火")
        assert office.run(*words, on="2024-06-06") == 0
    for left_out in ("--document", "--summary"):
        at = LIFT.index(left_out)
        rest = (*LIFT[:at], *LIFT[at + 2 :], "--because", "D3")
        assert office.run(*rest, on="2024-06-07") == 2, left_out
    assert office.run(*LIFT, on="2024-06-07") == 2 and "because" in office.err
    assert office.run(*LIFT, "--because", "D1", on="2024-06-07") == 1
    assert "现在的原因是 D3；D4" in office.err
    assert office.run(*LIFT, "--because", "D3，D4", on="2024-06-07") == 0
    assert "because: [D3, D4]" in office.text(ID)


def test_a_failure_entered_late_says_on_which_day_it_revokes(office: Office) -> None:
    """Served more than thirty days ago: fifteen days are left, and the preview says so; one that
    is entered at once needs no warning."""
    shop = SHOP.replace("until: 2026-03-13", "until: 2026-06-13").replace("2023-03", "2023-06")
    office.path(ID).write_text(shop, encoding="utf-8")
    words = ("fail", ID, "--kind", "penalty", "--document", "文7号", "--summary", "标签不符合规定",
             "--dry-run", "--date")  # fmt: skip
    assert office.run(*words, "2026-04-01", "--served", "2026-04-02", on="2026-05-10") == 0
    assert "撤销日 2026-05-26" in office.out and "revokes on 2026-05-26" in office.out
    assert office.run(*words, "2026-05-08", on="2026-05-10") == 0
    assert "2026-06-10" in office.out and "撤销日" not in office.out


@pytest.mark.parametrize("kind", ["counterfeit", "failed_sample_grave"])
def test_a_reinstatement_is_no_way_around_a_grave_failure(office: Office, kind: str) -> None:
    """Neither bar nor waiting for a grave finding is lifted by decision; the lawful ways are told,
    and a record that says so all the same is wrong."""
    shop = SHOP.replace("until: 2026-03-13", "until: 2026-06-13").replace("2023-03", "2023-06")
    office.path(ID).write_text(shop, encoding="utf-8")
    words = ("fail", ID, "--kind", kind, "--date", "2026-05-05", "--document", "文7号",
             "--summary", "销售假冒食用油")  # fmt: skip
    assert office.run(*words, on="2026-05-06") == 0, office.err
    text = office.text(ID)
    assert office.run(*LIFT, "--because", "F1", on="2026-05-07") == 1
    assert "fangxin appeal" in office.err and "fangxin void" in office.err
    assert office.text(ID) == text
    decision = (
        "    - {id: D9, date: 2026-05-07, status: reinstated, document: 文10号, because: [F1]}\n"
    )
    at = text.index("failures:")  # the last decision of the record stands before it
    office.path(ID).write_text(text[:at] + decision + text[at:], encoding="utf-8")
    assert office.run("check", on="2026-05-07") == 1
    assert "reinstated-not-open" in office.out + office.err


@pytest.mark.parametrize("word", ["apply", "publicise"])
def test_nothing_is_begun_under_a_bar(office: Office, word: str) -> None:
    """Nobody waits seven days for a certification that the bar forbids: the day it ends is said."""
    words = ("fail", ID, "--kind", "counterfeit", "--date", "2024-05-05", "--document", "文7号",
             "--summary", "销售假冒食用油")  # fmt: skip
    assert office.run(*words, on="2024-05-06") == 0, office.err
    text = office.text(ID)
    assert office.run("decide", word, ID, "--document", "文8号", on="2024-06-06") == 1
    assert "限制期到 2027-05-" in office.err and "不得再申请" in office.err
    assert office.text(ID) == text


def test_a_failure_while_writing_puts_everything_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two files cannot be written: the first one is as it was, nothing lies about."""
    words = ("decide", "publicise", OTHER, "--document", "文1号", "--dry-run")
    assert office.run(*words, on="2024-06-06") == 0
    real, calls = os.replace, list[Path]()

    def failing(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:  # the first one names the files that belong together
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("os.replace", failing)
    office.path(OTHER).write_text(SHOP.replace("54XD", "55XE").replace("9001", "9002"))
    office.git("commit", "-qam", "another")
    both = ("decide", "suspend", ID, OTHER, "--document", "文1号", "--summary", "失火")
    assert office.run(*both, on="2024-06-06") == 2
    assert "No space left" in office.err and len(calls) == 4
    assert office.git("status", "--short") == ""


def test_what_was_changed_meanwhile_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else saves the record while the official reads what would follow."""
    words = ("decide", "suspend", ID, "--document", "文1号", "--summary", "失火")

    def late(wanted: Proposal, since: int) -> None:
        office.path(ID).write_text(SHOP + "website: https://www.example.com/\n", encoding="utf-8")
        write(wanted, since)

    monkeypatch.setattr("fangxin.cli.desk.changing.write", late)
    assert office.run(*words, on="2024-06-06") == 2
    assert "刚才被别人改过" in office.err and "suspended" not in office.text(ID)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_at_a_terminal_it_asks_for_what_is_missing(office: Office) -> None:
    """The whole program on a real terminal: questions, a wrong answer, the effect, no."""
    import pty

    answers = ["乱写", "受到行政处罚", "2024-06-03", "", "", "浦市监罚〔2024〕917号", "标签", "y"]
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "fangxin.cli", "fail", ID, "--as-of", "2024-06-06"]
    line += ["--merchants", str(office.folder / "merchants")]
    line += ["--content", str(office.folder / "content")]
    run = subprocess.Popen(
        line, cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    out, _ = run.communicate(timeout=180)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the other side is closed
        pass
    finally:
        os.close(ours)
    told = said.decode("utf-8", "replace")
    assert run.returncode == 0, told
    assert "问题类型" in told and "「乱写」" in told and "送达日期" in told and "写入吗" in told
    assert "认定有效 → 认定暂停" in out.decode()
    assert "document: 浦市监罚〔2024〕917号" in office.text(ID) and "served" not in office.text(ID)


def test_an_erasure_takes_out_what_it_names(office: Office) -> None:
    """Words go, what must stand is blanked, and the entry says what went; two approve it."""
    assert office.run(*PENALTY, "--commit", on="2024-06-06") == 0
    assert office.run("change", ID, "name", "月泉商行（示例）", "--document", "文2号", "--commit",
                      on="2024-06-06") == 0  # fmt: skip
    words = ("redact", ID, "failures.F1.summary", "changes.C1.before", "--document", "文3号",
             "--approved-by", "甲岗 <a@fx.example>",
             "--approved-by", "乙岗 <b@fx.example>")  # fmt: skip
    assert office.run(*words, "--commit", on="2024-06-10") == 0
    text = office.text(ID)
    assert "不符合规定" not in text and "before: （依法删除）" in text
    assert "fields: [failures.F1.summary, changes.C1.before], document: 文3号" in text
    assert office.git("log", "-1", "--format=%B").count("Approved-by: ") == 2
    assert office.run("guard", "HEAD~1..HEAD", "--published", "2024-06-10") == 0, office.out


def test_what_cannot_be_erased_is_refused(office: Office) -> None:
    """With what can be; and who approves is told by role and mail."""
    words = ("redact", ID, "decisions.D2.until", "--document", "文3号")
    assert office.run(*words, on="2024-06-10") == 1
    assert "decisions.D2.document" in office.err and "删不得" in office.err
    assert office.run(*words, "--approved-by", "甲", on="2024-06-10") == 2
    assert "岗位 <" not in office.err and "分管负责人 <fenguan@fx.example>" in office.err


def test_somebody_else_approves_a_commit(office: Office) -> None:
    """An empty commit with the approver's line, whatever is staged; never by its author."""
    assert office.run(*PENALTY, "--commit", on="2024-06-06") == 0
    approve = ["approve", "--role", "分管负责人", "--repository", str(office.folder)]
    assert main(approve) == 1
    assert "须由另一个人批准" in office.capture.readouterr().err
    office.git("config", "user.email", "fenguan@fx.example")
    (office.folder / "note.txt").write_text("草稿", encoding="utf-8")
    office.git("add", "note.txt")
    assert main(approve) == 0
    assert office.git("show", "--format=", "--name-only") == ""
    message = office.git("log", "-1", "--format=%B")
    assert message.rstrip().endswith("Approved-by: 分管负责人 <fenguan@fx.example>")
    assert office.git("status", "--short") == "A  note.txt\n"


def test_what_was_not_known_is_filled_in_without_a_change(office: Office) -> None:
    """A grade that a record never had is no change: there is nothing that it was before. An
    address may join rows of registers (test_joining.py) and leaves an entry without ``before``."""
    bare = "".join(line for line in SHOP.splitlines(True) if not line.startswith("address:"))
    assert bare != SHOP
    office.path(ID).write_text(bare, encoding="utf-8")
    paper = ("--document", "浦消联办〔2024〕96号")
    assert office.run("change", ID, "opened", "2017-05-01", *paper, on="2024-06-06") == 0
    assert "opened: 2017-05-01" in office.text(ID) and "changes" not in office.text(ID)
    words = ("change", ID, "address", "浙江省浦江县浦南街道月泉路52号", *paper)
    assert office.run(*words, "--summary", "原来漏登", on="2024-06-06") == 0
    assert "月泉路52号" in office.text(ID) and "before" not in office.text(ID)


def test_an_address_can_be_erased(office: Office) -> None:
    """What every shop must have is not cut out but says that it was erased, or check would refuse
    what the law demands."""
    words = ("redact", ID, "address", "--document", "浦消联办〔2024〕98号")
    assert office.run(*words, on="2024-06-06") == 0
    assert "address: （依法删除）\n" in office.text(ID) and "月泉路18号" not in office.text(ID)
    assert office.run("check", on="2024-06-06") == 0


def test_a_failure_of_tomorrow_is_refused_for_its_day(office: Office) -> None:
    """The message is about the day that was typed, not about one that the command put in."""
    words = ("fail", ID, "--kind", "price_not_marked", "--date", "明天")
    assert office.run(*words) == 1
    assert "in-the-future" in office.err and "登记日" not in office.err


def test_what_another_hand_writes_meanwhile_is_never_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it comes after the record was read and before the effects are told."""

    def meanwhile(*words: Any) -> Proposal:
        path = office.path(ID)
        path.write_text(path.read_text("utf-8") + "name_en: Moon Spring\n", encoding="utf-8")
        return propose(*words)

    monkeypatch.setattr("fangxin.cli.desk.changing.propose", meanwhile)
    assert office.run(*PENALTY, on="2024-06-06") == 2
    assert "被别人改过" in office.err
    assert "Moon Spring" in office.text(ID) and "failures" not in office.text(ID)
