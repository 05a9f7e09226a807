"""Registers survive a spreadsheet: however one spells and saves them, they say the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Problem, errors
from fangxin.change.guard.spreadsheet import cause_of
from fangxin.cli.main import main
from fangxin.facts.registers.complaints import COMPLAINT
from fangxin.facts.registers.inspections import INSPECTION
from fangxin.facts.registers.rows import NOWHERE, Registers
from fangxin.facts.registers.tidying import tidied
from fangxin.office.editing.registers import books
from fangxin.office.editing.rows import FilledError, with_cells, with_row
from fangxin.text.csv.schema import columns
from fangxin.text.csv.table import cells_of, read_table
from fangxin.text.fields.kinds import Choice, Prose, Whole
from fangxin.text.fields.tables import Field, Group
from fangxin.text.fields.times import Day, Minute
from tests.cli.test_register_commands import HEADING, ID, OLD, SHOP, TODAY
from tests.support.demonstration import CONTENT
from tests.support.office import Office
from tests.support.registers import batch, read, table, told
from tests.support.spreadsheets import EXCEL, SAVINGS, SPELLINGS, Saving, rows_of, saved

TABLES = {name: book.table for name, book in books().items()}
SHIPPED = {path.name: path.read_bytes() for path in (CONTENT / "registers").glob("*.csv")}
MARK = b"\xef\xbb\xbf"


def table_of(name: str) -> Group:
    """The field table of a register by the name of its file."""
    return TABLES[name.partition(".")[0].partition("-")[0]]


def cells(data: bytes, group: Group) -> tuple[list[dict[str, str]], list[Problem]]:
    """What every reader finds in the rows, and what is wrong with them."""
    tree, problems = read_table(data, "t.csv", group)
    return [cells_of(node) for node in tree.items] if tree else [], problems


# Whatever a spreadsheet does to the demonstration


@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_register_survives(name: str, spelling: str, saving: str) -> None:
    """The same cells, no problem, and ``tidy`` gives the bytes that were there before."""
    data, group = SHIPPED[name], table_of(name)
    names, rows = rows_of(data)
    other = saved(rows, names, group, SPELLINGS[spelling], SAVINGS[saving])
    assert cells(other, group) == cells(data, group)
    mark = data.startswith(MARK)
    assert tidied(other, name, group, mark).data == data
    assert tidied(data, name, group).data == data


def test_rows_are_the_same_values(tmp_path: Path) -> None:
    """Not only the text of cells: what the registry makes of them, so what is published."""
    found = []
    for at, saving in enumerate(("plain", "csv-gbk", "unicode-text")):
        files = {
            name.removesuffix(".csv"): saved(
                rows_of(data)[1], rows_of(data)[0], table_of(name), EXCEL, SAVINGS[saving]
            )
            for name, data in SHIPPED.items()
        }
        registers, problems = read(tmp_path / str(at), **(files if at else originals()))
        assert errors(problems) == []
        found.append(nowhere(registers))
    assert found[0].rows and found[0] == found[1] == found[2]


def originals() -> dict[str, bytes]:
    """The registers as they are shipped."""
    return {name.removesuffix(".csv"): data for name, data in SHIPPED.items()}


def nowhere(registers: Registers) -> Registers:
    """Without the places where rows stand."""
    return registers.each(lambda row: replace(row, place=NOWHERE))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves(tmp_path: Path) -> None:
    """The real one: the same cells, and not a byte differs once they are tidied."""
    way = "Text - txt - csv (StarCalc):44,34,76,1"  # without it every Chinese character is lost
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name, data in SHIPPED.items():
        (tmp_path / name).write_bytes(data)
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", f"csv:{way}",
             f"--infilter={way}", "--outdir", "out", name],
            cwd=tmp_path, check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        other = (tmp_path / "out" / name).read_bytes()
        assert other != data and cells(other, table_of(name)) == cells(data, table_of(name))
        assert tidied(other, name, table_of(name)).data == data


# Any rows at all

WORDS = st.text(st.sampled_from("甲乙〔〕号“”ab1\"'’,;*{}[]：。- \n"), max_size=10).map(str.strip)
SEEN = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def of_kind(spec: Field) -> st.SearchStrategy[str]:
    """Texts of a cell, canonical where the kind has several spellings."""
    kind = spec.kind
    if isinstance(kind, Day):
        return SEEN.map(str)
    if isinstance(kind, Minute):
        return st.tuples(SEEN, st.times()).map(lambda pair: f"{pair[0]} {pair[1]:%H:%M}")
    if isinstance(kind, Whole):
        return st.integers(0, 10**9).map(str)
    if isinstance(kind, Choice):
        return st.sampled_from(list(kind.options))
    return WORDS if isinstance(kind, Prose) else WORDS.map(lambda text: text.replace("\n", ""))


@st.composite
def a_table(draw: st.DrawFn) -> tuple[Group, list[str], list[dict[str, str]]]:
    """A register's table, an order of some of its columns, and rows with any cells left out."""
    group = draw(st.sampled_from((INSPECTION, COMPLAINT)))
    specs = draw(st.permutations(columns(group)))
    chosen = [spec for spec in specs if spec.required or draw(st.booleans())]
    rows = []
    for number in range(draw(st.integers(0, 3))):
        row = {spec.key: draw(of_kind(spec)) for spec in chosen if draw(st.booleans())}
        rows.append(row | {"id": f"X-{number}"})
    return group, [spec.key for spec in chosen], rows


@given(a_table(), st.sampled_from(list(SPELLINGS)), st.sampled_from(list(SAVINGS)))
def test_spelling_is_not_content(
    given_: tuple[Group, list[str], list[dict[str, str]]], spelling: str, saving: str
) -> None:
    """Any rows in any columns, spelt and saved in any way, are the same rows; tidied they are the
    same bytes, and tidied again too."""
    group, names, rows = given_
    plain = saved(rows, names, group, {}, Saving())
    other = saved(rows, names, group, SPELLINGS[spelling], SAVINGS[saving])
    wanted = [{key: text for key, text in row.items() if text} for row in rows]
    assert cells(other, group) == (wanted, []) == cells(plain, group)
    tidy = tidied(other, "t.csv", group, mark=False)
    assert tidy.problems == () and cells(tidy.data, group) == (wanted, [])
    assert tidied(tidy.data, "t.csv", group).data == tidy.data
    if saving != "tabs" and saving != "libreoffice":  # there “a” in marks keeps them
        assert tidy.data == tidied(plain, "t.csv", group).data


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode), st.booleans())
def test_what_is_no_register_is_left_alone(noise: bytes, headed: bool) -> None:
    """Any bytes, also behind a good heading: no crash, what is tidied says the same and is tidy."""
    data = (b"id,received,channel,class,field,department\n" if headed else b"") + noise
    tidy = tidied(data, "t.csv", COMPLAINT)
    found, problems = cells(data, COMPLAINT)
    again, still = cells(tidy.data, COMPLAINT)
    assert again == found
    assert {one.code for one in still} <= {one.code for one in problems}  # tabs at ends are gone
    assert tidied(tidy.data, "t.csv", COMPLAINT).data == tidy.data
    if tidy.problems:
        assert tidy.data == data


# What cannot be seen any more

GOOD = table(batch())
LOST = {
    "rounded-number": {"batch": "2.31E+11", "document": "9.13E+17"},
    "unclear-day": {"served": "3/12/2026", "final": "1-Jan-24"},
    "date-number": {"served": "46086"},
    "narrow-column": {"date": "########", "batch": "####"},
    "error-cell": {"reason": "#NAME?", "follow_up": "#N/A"},
}


@pytest.mark.parametrize("code", LOST)
def test_what_is_lost_is_told_once_a_column(tmp_path: Path, code: str) -> None:
    """A hundred cells of a column are one problem with their lines; nothing else is said of them,
    and the file is not mangled further."""
    rows = [batch(id=f"INS-2026-{n:04}", final="", recorded="2026-03-20") for n in range(1, 101)]
    text = table(*({**row, **LOST[code]} for row in rows))
    problems = [one for one in read(tmp_path, inspections=text)[1] if one.code != "missing-key"]
    assert sorted(one.code for one in problems) == [code] * len(LOST[code])
    assert all("100 格，在第 2、3、4" in one.zh and one.place.line == 2 for one in problems)
    assert tidied(text.encode(), "t.csv", INSPECTION).data == text.encode()


def test_records_stay_strict(tmp_path: Path) -> None:
    """Everyday spellings are for tables; what is written by hand in YAML has one."""
    (tmp_path / "registers").mkdir()
    shipped = (CONTENT / "registers" / "misuse.yml").read_text(encoding="utf-8")
    everyday = re.sub(r"(\d{4})-(\d\d)-(\d\d)$", r"\1/\2/\3", shipped, count=1, flags=re.M)
    assert everyday != shipped
    (tmp_path / "registers" / "misuse.yml").write_text(everyday, encoding="utf-8")
    assert "bad-day" in {one.code for one in read(tmp_path)[1]}


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    """A row of GBK behind rows of UTF-8, or the other way round: nobody guesses."""
    head, _, row = GOOD.partition("\n")
    other = row.replace("INS-2026-0001", "INS-2026-0002")
    for data in (
        f"{head}\n{row}".encode() + other.encode("gbk"),
        f"{head}\n{row}".encode("gbk") + other.encode(),
        f"{head}\n{row}".encode() + b"\xe4\xbb",
    ):
        assert [one.code for one in read(tmp_path, inspections=data)[1]] == ["not-utf8"]
        assert tidied(data, "t.csv", INSPECTION).data == data


COMMON = "".join(bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7)
                 for low in range(0xA1, 0xFA))  # fmt: skip


@given(st.lists(st.text(st.sampled_from(COMMON), min_size=1, max_size=30), min_size=1, max_size=4))
def test_common_words_in_gbk_are_read(words: list[str]) -> None:
    """Whatever officials write: some of it looks like UTF-8 by chance (绗缝被), and is not."""
    rows = [batch(id=f"INS-2026-{n:04}", product=word) for n, word in enumerate(words, 1)]
    text = table(*rows)
    assert cells(text.encode("gbk"), INSPECTION) == cells(text.encode(), INSPECTION)


@given(st.text(st.sampled_from(COMMON), min_size=6, max_size=30), st.integers(0, 10**6))
def test_broken_utf8_is_not_taken_for_gbk(word: str, at: int) -> None:
    """One byte of a Chinese text is lost: that is told, and not read as other characters."""
    text = table(batch(product="#" + word, reason=""))
    data, begin = text.encode(), text.encode().index(b"#") + 1
    at = begin + at % len(word.encode())
    found, problems = cells(data[:at] + data[at + 1 :], INSPECTION)
    assert found == [] and [one.code for one in problems] == ["not-utf8"]


def test_a_tab_in_a_cell_of_a_table_with_tabs_is_told(tmp_path: Path) -> None:
    """Tabs separate there; one within a cell is what it is elsewhere."""
    text = GOOD.replace(",", "\t").replace("移动电源", '"移动\t电源"')
    assert [one.code for one in read(tmp_path, inspections=text)[1]] == ["tab"]


def test_a_row_may_end_early_but_not_before_what_is_required(tmp_path: Path) -> None:
    """Excel leaves out the last empty cells of some rows; a torn row is still told."""
    names = GOOD.partition("\n")[0]
    short = "INS-2026-0002,2026-03-02,2026-03-20,offline,circulation,布,PJ180004G,passed"
    assert read(tmp_path, inspections=f"{names}\n{short}\n")[1] == []
    torn = short.rpartition(",")[0]
    assert told(read(tmp_path, inspections=f"{names}\n{torn}\n")[1]) == [(2, 1, "torn-row")]


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        ("0071", "71", "number"),
        ("000", "0", "number"),
        ("3.10", "3.1", "number"),
        ("1,234", "1234", "number"),
        ("50%", "50.00%", "number"),
        ("12:30", "12:30:00 PM", "clock"),
        ("230801000123", "2.30801E+11", "digits"),
        ("913307261234567890", "913307261234567000", "digits"),
        ("3-5", "3月5日", "day"),
        ("3-5", "5-Mar", "day"),
        ("1/2", "2026/1/2", "day"),
        ("1/2", "01/02/26", "day"),
        ("2023-12", "Dec-23", "day"),
        ("MAR2", "2-Mar", "day"),
        ("𠮷野家（示例）", "?野家（示例）", "signs"),
        ("71", "72", None),
        ("50%", "50", None),
        ("12:30", "12:31", None),
        ("1.50", "1.6", None),
        ("71", "0071", None),
        ("2026-03-02", "2026-03-03", None),
        ("3-5", "3-6", None),
        ("甲", "?", None),
    ],
)
def test_what_a_spreadsheet_did_is_recognised(before: str, after: str, cause: str | None) -> None:
    """And nothing else is taken for it."""
    assert cause_of(before, after) == cause


# Commands


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """One shop, and two registers with a hundred rows that were published."""
    office = Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})
    folder = office.folder / "content" / "registers"
    folder.mkdir(exist_ok=True)
    rows = [OLD.replace("0007,", f"{n:04},").replace(",,off", f",00{n},off") for n in range(1, 101)]
    (folder / "inspections.csv").write_text(HEADING + "".join(rows), encoding="utf-8")
    (folder / "complaints.csv").write_bytes(MARK + COMPLAINTS.encode())
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "登记簿", day="2026-10-01")
    return office


COMPLAINTS = (
    "id,received,first_contact,closed,channel,class,field,department,amount,outcome\n"
    "CMP-2026-00001,2026-09-02 09:05,2026-09-02 10:00,,12315,small,food,amr,60000,\n"
)


def tidy(office: Office, *words: str) -> tuple[int, str]:
    """Exit code and words of the command."""
    code = main(["tidy", "--content", str(office.folder / "content"), *words])
    said = office.capture.readouterr()
    return code, said.out + said.err


def through(office: Office, name: str, spelling: str, saving: str) -> Path:
    """A register of the office, opened and saved in a spreadsheet."""
    path = office.folder / "content" / "registers" / f"{name}.csv"
    names, rows = rows_of(path.read_bytes())
    path.write_bytes(saved(rows, names, TABLES[name], SPELLINGS[spelling], SAVINGS[saving]))
    return path


@pytest.mark.parametrize(
    "saving", ["csv-utf8", "csv-gbk", "unicode-text", "semicolons", "libreoffice"]
)
def test_after_tidying_git_sees_no_difference(office: Office, saving: str) -> None:
    """Saved in a spreadsheet, both registers are told by --check, then tidied; nothing differs."""
    paths = [through(office, name, "excel", saving) for name in books()]
    assert office.run("check") == 0
    code, said = tidy(office, "--check")
    assert code == 1 and all(f"{path} 的写法不规范" in said for path in paths)
    code, said = tidy(office, *map(str, paths))
    assert code == 0 and said.count("已整理") == 2 and "内容不变" in said
    assert office.git("status", "--porcelain") == ""
    code, said = tidy(office)
    assert code == 0 and "2 个 CSV 登记簿的写法都规范 | canonical CSV registers: 2\n" in said


@pytest.mark.parametrize("saving", ["csv-utf8", "csv-gbk", "unicode-text"])
def test_the_guard_compares_what_cells_mean(office: Office, saving: str) -> None:
    """Committed as the spreadsheet saved it, nothing was altered; a changed cell is still found."""
    path = through(office, "complaints", "excel", saving)
    office.git("commit", "-qam", "saved")
    assert office.run("guard", "HEAD~1..HEAD") == 0, office.out
    encoding = SAVINGS[saving].encoding
    path.write_bytes(path.read_bytes().decode(encoding).replace("9:05", "9:06").encode(encoding))
    office.git("commit", "-qam", "changed")
    assert office.run("guard", "HEAD~1..HEAD") == 1
    assert "2026-09-02 09:05" in office.out and "2026-09-02 09:06" in office.out


def test_lost_zeros_are_one_message(office: Office) -> None:
    """A hundred batch numbers without their zeros: the guard tells the column and the remedy."""
    path = office.folder / "content" / "registers" / "inspections.csv"
    text = path.read_text(encoding="utf-8")
    for number in range(1, 101):
        text = text.replace(f",00{number},offline", f",{number},offline")
    path.write_text(text, encoding="utf-8")
    assert tidy(office)[0] == 0 and path.read_text(encoding="utf-8") == text
    office.git("commit", "-qam", "saved")
    assert office.run("guard", "HEAD~1..HEAD") == 1
    assert office.out.count("spreadsheet-loss") == 1 and "fact-altered" not in office.out
    assert "batch 一列有 100 格" in office.out and "git restore" in office.out


def test_what_cannot_be_tidied_is_told_and_left(office: Office) -> None:
    """Torn rows: the file stays. An unclear day: the rest is tidied, that cell stays."""
    path = office.folder / "content" / "registers" / "complaints.csv"
    torn = COMPLAINTS + "CMP-2026-00002,2026/9/2 9:05\n"
    path.write_text(torn, encoding="utf-8")
    code, said = tidy(office)
    assert code == 1 and "torn-row" in said and path.read_text(encoding="utf-8") == torn
    path.write_bytes(
        COMPLAINTS.replace("2026-09-02 09:05", "2/9/2026 9:05").replace("60000", "6,0000")
        .replace("2026-09-02 10:00", "2026/9/2 10:00").encode()
    )  # fmt: skip
    code, said = tidy(office)
    assert code == 1 and "unclear-day" in said
    assert "2/9/2026 9:05,2026-09-02 10:00" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["dishonest.yml", "名单.csv", "nothing/complaints.csv"])
def test_only_registers_are_tidied(office: Office, name: str) -> None:
    """Another file is named, and nothing is done."""
    if "/" not in name:
        (office.folder / name).write_text("id\n", encoding="utf-8")
    code, said = tidy(office, str(office.folder / name))
    assert code == 2 and name in said


def test_a_pipe_or_a_link_is_not_waited_for(office: Office) -> None:
    """Neither is a register; ``check`` tells of them."""
    folder = office.folder / "content" / "registers"
    os.mkfifo(folder / "complaints-2020.csv")
    (folder / "complaints-2021.csv").symlink_to(folder / "complaints.csv")
    assert tidy(office)[0] == 0
    assert tidy(office, str(folder / "complaints-2021.csv"))[0] == 2


@pytest.mark.parametrize("saving", list(SAVINGS))
def test_rows_are_written_into_a_file_of_a_spreadsheet(office: Office, saving: str) -> None:
    """Entering a complaint and filling in another: whatever the file looks like, every other cell
    says the same, and a filled cell is known in its everyday spelling."""
    path = through(office, "complaints", "excel", saving)
    (before,) = cells(path.read_bytes(), COMPLAINT)[0]
    words = ("--channel", "12315", "--class", "small", "--field", "food", "--department", "amr")
    new = ("complaint", *words, "--received", "2026-11-02 09:05", "--amount", "1,280.00元", "-y")
    assert office.run(*new, on=TODAY) == 0, office.err
    later = ("complaint", "CMP-2026-00001", "--first-contact", "2026/9/2 10:00", "-y")
    assert (
        office.run(*later, "--closed", "2026年9月3日16时20分", "--outcome", "和解", on=TODAY) == 0
    )
    rows, problems = cells(path.read_bytes(), COMPLAINT)
    assert problems == [] and [row["id"] for row in rows] == ["CMP-2026-00001", "CMP-2026-00002"]
    done = {"closed": "2026-09-03 16:20", "outcome": "settled", "recorded": TODAY}
    assert rows[0] == before | done and rows[1]["amount"] == "1280"
    assert office.run("check", on=TODAY) == 0
    with pytest.raises(FilledError):
        with_cells(path.read_bytes(), COMPLAINT, "CMP-2026-00001", {"received": "2026-09-02 09:06"})


def test_a_sample_is_completed_in_a_file_of_a_spreadsheet(office: Office) -> None:
    """The same for the other register, saved as GBK with cells left out."""
    path = through(office, "inspections", "excel", "csv-gbk")
    before = cells(path.read_bytes(), INSPECTION)[0]
    words = ("inspect", "INS-2026-0007", "--follow-up", "已退货", "-y")
    assert office.run(*words, on=TODAY) == 0, office.err
    before[6] |= {"follow_up": "已退货"}
    assert cells(path.read_bytes(), INSPECTION) == (before, [])
    assert path.read_bytes().decode("utf-8-sig").count("\n") == 101


def test_a_line_of_the_last_row_stays_last(office: Office) -> None:
    """A row is put behind the last one also where the file had blank rows and semicolons."""
    path = through(office, "complaints", "excel", "semicolons")
    row = {"id": "CMP-2026-00002", "received": "2026-11-02 09:05", "channel": "8890",
           "class": "small", "field": "food", "department": "amr"}  # fmt: skip
    new = with_row(path.read_bytes(), COMPLAINT, row)
    assert new.startswith(MARK) and cells(new, COMPLAINT)[0][-1] == row
