"""Samples and complaints are entered by commands: cells are filled, never changed."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.registers.complaints import COMPLAINT
from fangxin.facts.registers.inspections import INSPECTION
from fangxin.office.editing.rows import FilledError, new_table, rows_of, with_cells, with_row
from fangxin.office.editing.text import CannotEditError
from fangxin.text.csv.heading import columns_of
from tests.support.dialogue import at_terminal
from tests.support.office import Office

ROOT = Path(__file__).resolve().parents[2]
ID, OTHER = "PJ239001B", "PJ2390029"
SHOP = """\
name: 月泉粮油店（示例）
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路18号
certification:
  decisions:
    - {id: D1, date: 2025-03-01, status: publicised, until: 2025-03-07,
       document: 浦消联办〔2025〕91号}
    - {id: D2, date: 2025-03-14, status: certified, until: 2028-03-13,
       certificate: FX-2025-9001, document: 浦消联办〔2025〕93号}
"""
HEADING = (
    "id,date,recorded,batch,channel,stage,focus,product,producer,seller,seller_uscc,"
    "seller_address,seller_name,campaign,result,reason,responsible,kind,served,document,retest,"
    "retested,final,follow_up,publication_ends,void.date,void.reason\n"
)
OLD = "INS-2026-0007,2026-03-02,2026-03-09,,offline,circulation,,作业本,,,,,,,passed,,,,,,,,,,,,\n"
FAILED = (
    "inspect", "--date", "10月12日", "--channel", "线下", "--stage", "流通领域", "--product",
    "移动电源", "--seller", ID, "--result", "不合格", "--reason", "温升超标", "--responsible",
    "销售者", "--kind", "failed_sample", "--served", "昨天", "--document", "浦市监检〔2026〕31号",
)  # fmt: skip
TODAY = "2026-11-02"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """One recognised shop, and a register with one sample of the year."""
    office = Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})
    folder = office.folder / "content" / "registers"
    folder.mkdir(exist_ok=True)
    (folder / "inspections.csv").write_text(HEADING + OLD, encoding="utf-8")
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "抽检登记簿")
    return office


def rows(office: Office, name: str = "inspections") -> list[dict[str, str]]:
    """The rows of a register, read without the project's reader."""
    path = office.folder / "content" / "registers" / f"{name}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_failed_sample_suspends_and_is_one_commit(office: Office) -> None:
    """Everyday words become codes, the number goes on, the effect on the shop is shown."""
    assert office.run(*FAILED, "--commit", on=TODAY) == 0, office.err
    assert "认定有效 → 认定暂停" in office.out
    old, new = rows(office)
    assert new == {**dict.fromkeys(old, ""), "id": "INS-2026-0008", "date": "2026-10-12",
                   "recorded": TODAY, "channel": "offline", "stage": "circulation",
                   "product": "移动电源", "seller": ID, "result": "failed", "reason": "温升超标",
                   "responsible": "seller", "kind": "failed_sample", "served": "2026-11-01",
                   "document": "浦市监检〔2026〕31号"}  # fmt: skip
    assert office.git("log", "-1", "--format=%s") == "抽检 INS-2026-0008：移动电源，不合格\n"
    assert office.git("diff", "--stat", "HEAD~1").count("|") == 1
    assert office.git("diff", "HEAD~1").count("\n+INS") == 1
    assert office.git("diff", "HEAD~1").count("\n-INS") == 0
    assert office.git("status", "--porcelain") == ""


def test_everything_that_is_missing_is_told_at_once(office: Office) -> None:
    """What follows from a failed result is asked for together with the rest; nothing is written."""
    assert office.run("inspect", "--product", "移动电源", "--result", "不合格", on=TODAY) == 2
    for option in ("--date", "--channel", "--stage", "--reason", "--responsible"):
        assert f"还要写 {option}" in office.err
    assert len(rows(office)) == 1


def test_a_retest_is_added_and_lifts_the_suspension(office: Office) -> None:
    """What comes later fills empty cells; its day of recording gets a column of its own."""
    office.run(*FAILED, on=TODAY)
    words = ["--retest", "复检合格", "--retested", "11月9日", "--retest-document", "检复1号"]
    words += ["--follow-up", "解除下架"]
    assert office.run("inspect", "INS-2026-0008", *words, "--commit", on="2026-11-10") == 0
    assert "认定暂停 → 认定有效" in office.out
    old, new = rows(office)
    assert (new["retest"], new["retested"]) == ("overturned", "2026-11-09")
    assert new["retested_recorded"] == "2026-11-10" and old["retested_recorded"] == ""
    assert "补记复检、复检日期" in office.git("log", "-1", "--format=%s")


def test_a_filled_cell_is_not_changed(office: Office) -> None:
    """Neither to something else nor by the same words again; the remedy is named."""
    assert office.run("inspect", "INS-2026-0007", "--result", "不合格", on=TODAY) in (1, 2)
    assert office.run("inspect", "INS-2026-0007", "--product", "作业簿", on=TODAY) == 1
    assert "已经写了“作业本”" in office.err and "--void" in office.err
    assert office.run("inspect", "INS-2026-0007", "--product", "作业本", on=TODAY) == 0
    assert "没有改动" in office.err and office.git("status", "--porcelain") == ""


def test_a_row_entered_by_mistake_is_declared_void(office: Office) -> None:
    """The row stays; what it did to the shop is undone."""
    office.run(*FAILED, on=TODAY)
    words = ("inspect", "INS-2026-0008", "--void", "登记时写错商户")
    assert office.run(*words, on="2026-11-03") == 2 and "--void-document" in office.err
    assert office.run(*words, "--void-document", "文7号", on="2026-11-03") == 0
    assert rows(office)[1]["void.reason"] == "登记时写错商户"
    assert rows(office)[1]["void.date"] == "2026-11-03"
    assert "认定暂停 → 认定有效" in office.out


@pytest.mark.parametrize("words", ["月泉粮油店", "91330726MA2DEM54XD", "月泉"])
def test_a_name_or_code_is_no_link(office: Office, words: str) -> None:
    """Without a person to confirm it the merchants that may be meant are told, with their IDs."""
    line = list(FAILED)
    line[line.index(ID)] = words
    assert office.run(*line, on=TODAY) == 2
    assert f"--seller {ID}" in office.err and "月泉路18号" in office.err
    assert len(rows(office)) == 1


def test_a_stranger_is_entered_by_code_and_address(office: Office) -> None:
    """A seller that is not in the registry moves nobody."""
    line = [word for word in FAILED if word not in ("--seller", ID)]
    line += ["--seller-name", "溪畔水果行（示例）", "--seller-uscc", "91330726MA2DEM55XE"]
    assert office.run(*line, on=TODAY) == 0
    assert rows(office)[1]["seller_name"] == "溪畔水果行（示例）" and "→" not in office.out


@pytest.mark.parametrize(
    ("option", "words", "told"),
    [
        ("--reason", "联系人13800138000", "个人信息"),
        ("--reason", "=HYPERLINK(1)", "formula-cell"),
        ("--date", "2090-12-01", "row-in-the-future"),
        ("--focus", "没有的类", "--focus"),
    ],
)
def test_what_the_checks_refuse_is_not_written(
    office: Office, option: str, words: str, told: str
) -> None:
    """Nothing is written that would make the registry wrong."""
    line = list(FAILED)
    if option in line:
        line[line.index(option) + 1] = words
    else:
        line += [option, words]
    assert office.run(*line, on=TODAY) in (1, 2)
    assert told in office.err and office.git("status", "--porcelain") == ""


def test_an_unknown_row_is_not_made(office: Office) -> None:
    """An id that was mistyped is told."""
    assert office.run("inspect", "INS-2026-0077", "--final", TODAY, on=TODAY) == 2
    assert "没有编号 INS-2026-0077" in office.err


def test_a_complaint_runs_through(office: Office) -> None:
    """Opened with its deadline, contacted, closed; the clock is told each time."""
    opened = ("complaint", "--channel", "12315", "--class", "general", "--field", "food",
              "--department", "amr", "--merchant", ID, "--received", "11月2日 9:05")  # fmt: skip
    assert office.run(*opened, on=TODAY) == 0, office.err
    assert "最后时限 2026年11月5日 23:59（时限未到）" in office.err
    name = "CMP-2026-00001"
    assert office.run("complaint", name, "--first-contact", "9:20", "--commit", on=TODAY) == 0
    assert office.git("log", "-1", "--format=%s").strip() == f"投诉举报 {name}：补记首次联系时间"
    refused = ("complaint", name, "--closed", "2026-11-06 10:00", "--outcome", "拒不履行")
    assert office.run(*refused, on="2026-11-06") == 2
    assert "--document" in office.err
    done = ("--closed", "2026-11-05 10:00", "--outcome", "成立，拒不履行", "--document", "文9号")
    assert office.run("complaint", name, *done, on="2026-11-06") == 0, office.err
    assert "（按时）" in office.err and "认定有效 → 认定暂停" in office.out
    [row] = rows(office, "complaints")
    assert row["recorded"] == "2026-11-06" and row["outcome"] == "not_performed"


def test_a_complaint_comes_in_now(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute of receipt is the clock's; on another day than today it must be said."""
    monkeypatch.setattr("fangxin.base.machine.minute", lambda: f"{TODAY} 14:07")
    line = ("complaint", "--channel", "12315", "--class", "small", "--field", "food",
            "--department", "amr")  # fmt: skip
    assert office.run(*line, on="2026-10-30") == 2 and "--received" in office.err
    assert office.run(*line, on=TODAY) == 0
    assert rows(office, "complaints")[0]["received"] == f"{TODAY} 14:07"
    assert "--name" not in office.err  # nobody who complains is asked for


def test_the_file_of_the_year_takes_the_row(office: Office) -> None:
    """A file a year: the row goes into that of its year, numbers go on over all of them."""
    folder = office.folder / "content" / "registers"
    (folder / "inspections-2026.csv").write_text(HEADING, encoding="utf-8")
    before = (folder / "inspections.csv").read_bytes()
    assert office.run(*FAILED, on=TODAY) == 0
    assert "INS-2026-0008" in (folder / "inspections-2026.csv").read_text(encoding="utf-8")
    assert (folder / "inspections.csv").read_bytes() == before
    (folder / "inspections.csv").rename(folder / "inspections-2025.csv")
    (folder / "inspections-2026.csv").unlink()
    assert office.run(*FAILED, on=TODAY) == 0  # a new year begins a file of its own
    assert "INS-2026-0008" in (folder / "inspections-2026.csv").read_text(encoding="utf-8")


def test_a_broken_register_is_left_alone(office: Office) -> None:
    """What check would refuse first is mended first."""
    path = office.folder / "content" / "registers" / "inspections.csv"
    path.write_text(HEADING + OLD.replace("作业本", '作"业本'), encoding="utf-8")
    before = path.read_bytes()
    assert office.run(*FAILED, on=TODAY) == 1
    assert "fangxin check" in office.err and path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_at_a_terminal_the_seller_is_confirmed(office: Office) -> None:
    """The whole program on a real terminal: what is missing is asked, then what follows from the
    answers, and whom a name means."""
    answers = ["2026-10-12", "线下", "流通领域", "移动电源", "不合格", "", "", "", "",
               "温升超标", "销售者", "抽检不合格", "商品抽检不合格", "", "浦市监检〔2026〕31号",
               "月泉", ID, "y"]  # fmt: skip
    where = ["--merchants", str(office.folder / "merchants")]
    where += ["--content", str(office.folder / "content")]
    code, out, told = at_terminal(["inspect", "--as-of", TODAY, *where], answers)
    assert code == 0, told
    assert "不合格项目" in told and "是哪一家" in told and "写入吗" in told
    assert "认定有效 → 认定暂停" in out
    assert rows(office)[1]["seller"] == ID


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_at_a_terminal_a_row_is_asked_for_what_it_may_still_get(office: Office) -> None:
    """A sample that passed is asked neither for a retest nor for a final finding."""
    where = ["--merchants", str(office.folder / "merchants")]
    where += ["--content", str(office.folder / "content")]
    words = ["inspect", "INS-2026-0007", "--as-of", TODAY, *where]
    code, _, told = at_terminal(words, ["", "", "已通知生产者", "n"])
    assert code == 0 and "后续处理" in told and "复检" not in told and "最终" not in told
    assert "写入吗" in told and office.git("status", "--porcelain") == ""  # the answer was no


CELLS = st.text(
    st.sampled_from('甲乙AB09 ,"\n.-（）'), max_size=6
).map(str.strip)  # fmt: skip
PRODUCTS = CELLS.filter(bool)


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, int]:
    """A register in some style of CSV, and how many rows it has."""
    columns = draw(st.permutations(columns_of(INSPECTION)))
    count = draw(st.integers(0, 4))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    out = io.StringIO()
    if draw(st.booleans()):
        writer = csv.DictWriter(out, columns, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.DictWriter(out, columns, lineterminator=end)
    writer.writeheader()
    for number in range(count):
        cells = {"product": draw(PRODUCTS), "reason": draw(CELLS), "batch": draw(CELLS)}
        writer.writerow({"id": f"INS-2026-{number:04}", **cells})
    text = out.getvalue()
    if draw(st.booleans()):
        text = text.removesuffix(end)
    elif draw(st.booleans()):
        text += f"{',' * (len(columns) - 1)}{end}" * draw(st.integers(0, 2))
    mark = b"\xef\xbb\xbf" if draw(st.booleans()) else b""
    return mark + text.encode(), count


def common(one: bytes, other: bytes) -> int:
    """How many bytes at their beginning are the same."""
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)))  # fmt: skip


@given(tables(), PRODUCTS, CELLS)
def test_every_other_byte_stays(styled: tuple[bytes, int], product: str, reason: str) -> None:
    """Whatever the style of a file, a new row follows what stood there, and a filled cell leaves
    everything before and after it as it was."""
    data, count = styled
    row = {"id": "INS-2026-9999", "product": product, "reason": reason}
    added = with_row(data, INSPECTION, row)
    assert added.startswith(data)
    assert rows_of(added)[-1]["product"] == product
    crlf = b"\r\n" in data
    assert (b"\r\n" in added.removeprefix(data)) == crlf or not added.endswith(b"\n")
    filled = with_cells(added, INSPECTION, "INS-2026-9999", {"follow_up": "已下架, 已退货"})
    same = common(added, filled) + common(added[::-1], filled[::-1])
    assert same >= len(added)  # something was put in at one place, and nothing else
    before = {one["id"]: one for one in rows_of(added)}
    for one in rows_of(filled):
        wanted = before[one["id"]] | (
            {"follow_up": "已下架, 已退货"} if one["id"] == "INS-2026-9999" else {}
        )
        assert one == wanted
    with pytest.raises(FilledError):
        with_cells(filled, INSPECTION, "INS-2026-9999", {"follow_up": "另外的话"})
    assert len([one for one in rows_of(added) if one["id"]]) == count + 1


def test_a_column_that_is_new_puts_one_comma_behind_each_row() -> None:
    """Nothing else of the other rows changes, whatever the end of their lines."""
    data = HEADING.replace("\n", "\r\n").encode() + OLD.replace("\n", "\r\n").encode()
    new = with_cells(data, INSPECTION, "INS-2026-0007", {"final_recorded": "2026-11-02"})
    assert new.decode().split("\r\n")[0] == HEADING.strip() + ",final_recorded"
    assert new.decode().split("\r\n")[1] == OLD.strip() + ",2026-11-02"


def test_an_unreadable_table_is_refused() -> None:
    """No heading, other encodings, and another register's columns."""
    row = {"id": "CMP-2026-00001", "received": "2026-11-02 09:05"}
    for data in (b"", "编号".encode("gb18030"), new_table(INSPECTION), b'a,"b\n'):
        with pytest.raises(CannotEditError):
            with_row(data, COMPLAINT, row)


def test_a_deadline_in_a_year_without_notice_is_provisional(office: Office) -> None:
    """It is told so, until the notice is entered."""
    words = ("--channel", "12315", "--class", "general", "--field", "food", "--department", "amr")
    for day, told in (("2026-11-02", False), ("2026-12-31", True)):
        command = ("complaint", *words, "--received", f"{day} 10:00", "--dry-run")
        assert office.run(*command, on=day) == 0, office.err
        assert ("暂定，2027 年的放假安排还没有录入" in office.err) == told
    assert "最后时限 2027年1月6日 23:59" in office.err


def test_a_second_batch_of_one_document_is_said_to_be_one_act(office: Office) -> None:
    """In the preview, with the place of the first in the register itself, in whatever spelling."""
    assert office.run(*FAILED, on=TODAY) == 0, office.err
    words = ["充电宝" if one == "移动电源" else one for one in FAILED]
    words[words.index("浦市监检〔2026〕31号")] = "浦市监检（2026）031号"
    assert office.run(*words, "--dry-run", on=TODAY) == 0, office.err
    assert "counts-together" in office.err and "合起来只算一件" in office.err
    assert "content/registers/inspections.csv:3" in office.err
    assert "/fangxin-" not in office.err
