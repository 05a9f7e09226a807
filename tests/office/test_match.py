"""A monthly list of penalties beside the registry: told by credit code, entered by a person."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from stdnum.cn import uscc

from fangxin.facts.registers.codes import codes_by
from fangxin.facts.values import Merchant
from fangxin.office.matching.said import quoted
from fangxin.text.fields.idents import fault_of_code
from tests.support.forty import a_code, a_name, a_record, an_id, sheet
from tests.support.office import Office

TODAY = "2026-11-02"
DONE = """\
failures:
  - {id: F1, kind: penalty, date: 2026-09-03, document: 浦市监罚〔2026〕7号, summary: 标签}
"""
MOVED = """\
changes:
  - {id: C1, date: 2026-05-01, field: uscc, before: %s, after: %s, document: 浦消联办〔2026〕5号}
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Five shops: two premises of one code, one with a former code, one with a penalty."""
    records = {number: a_record(number) for number in range(1, 6)}
    records[2] = records[2].replace(a_code(2), a_code(1))
    records[3] += MOVED % (a_code(30), a_code(3))
    records[4] += DONE
    return Office.make(
        tmp_path, capsys, {f"shop/{an_id(n)}.yml": text for n, text in records.items()}
    )


def row(number: int, **cells: str) -> dict[str, str]:
    """A row as the bureau's list has it."""
    return {
        "序号": "1",
        "当事人名称": a_name(number),
        "统一社会信用代码": a_code(number),
        "处罚决定日期": "2026/10/12",
        "处罚决定书文号": f"浦市监罚〔2026〕{number}1号",
        "案由": "销售标签不符合规定的商品",
        "罚款金额（元）": "500",
        **cells,
    }


def one_off(code: str) -> str:
    """Another code, with its own check character, that differs in one place but the last."""
    for letter in "0123456789":
        other = code[:10] + letter + code[11:17]
        if other + str(uscc.calc_check_digit(other)) == code:
            continue
        return other + code[17]
    raise AssertionError


@pytest.fixture
def monthly(office: Office) -> str:
    """A list with every case: two premises, a former code, entered, near ones, others, no code."""
    rows = [
        row(1),
        row(3, 统一社会信用代码=a_code(30)),
        row(4, 处罚决定书文号="浦市监罚〔2026〕 7 号"),
        row(5, 统一社会信用代码=one_off(a_code(5)), 当事人名称="别的店（示例）"),
        row(5, 统一社会信用代码=a_code(77)),
        row(78, 当事人名称="示例甲"),
        row(79, 统一社会信用代码="33072660012345", 当事人名称="示例乙"),
        row(80, 统一社会信用代码="330726600123456", 当事人名称="示例丙"),  # a person's number
    ]
    return sheet(office.folder / "处罚.xlsx", rows, title="2026年10月行政处罚信息")


def test_every_row_is_told_by_its_code(office: Office, monthly: str) -> None:
    """All premises of a code, former codes, what is entered already, and the command to enter."""
    assert office.run("match", monthly, on=TODAY) == 0, office.err
    out = office.out
    assert f"→ {an_id(1)} " in out and f"→ {an_id(2)} " in out
    assert f"→ {an_id(3)} " in out and "名单写的是以前的信用代码" in out
    assert "已登记（F1，文号相同）" in out and f"fangxin fail {an_id(4)}" not in out
    assert (
        f"fangxin fail {an_id(1)} --kind penalty --date 2026-10-12 --document 浦市监罚〔2026〕11号 "
        "--summary 销售标签不符合规定的商品\n"
    ) in out
    near = out[out.index("请核对（没有当作同一家）") :]
    assert near.count(f"? {an_id(5)}") == 2 and "只差一处" in near and "名称相同" in near
    assert "fangxin fail" not in near
    assert "共 8 行：对上 3 行（其中已登记 1 行），请核对 2 行，不是本登记簿商户 1 行" in out
    assert "第 9 行 33072660012345 示例乙" in out and "信用代码不是 18 位" in out
    assert "第 10 行 （个人证件号码，不显示）" in out and "330726600123456" not in out
    assert "示例丙" not in out
    assert "须人工核对 2 行" in out
    assert "示例甲" not in out  # others are nobody's business
    assert office.git("status", "--porcelain", "-uno") == ""


@pytest.mark.parametrize("paper", ["", "见附件", "口头1"])
def test_what_the_list_does_not_say_is_asked_for(office: Office, paper: str) -> None:
    """A row without the number of a document gives a command with dots for it."""
    monthly = sheet(
        office.folder / "处罚.xlsx", [row(1, 处罚决定书文号=paper, 案由="")], title="十月"
    )
    assert office.run("match", monthly, on=TODAY) == 0, office.err
    (line,) = [one for one in office.out.splitlines() if f"fangxin fail {an_id(1)}" in one]
    assert line.endswith("--document … --summary …")


def test_the_command_that_is_shown_does_it(office: Office, monthly: str) -> None:
    """Copied into a shell it enters the failure; the next comparison knows it."""
    office.run("match", monthly, on=TODAY)
    [line] = [one for one in office.out.splitlines() if f"fangxin fail {an_id(1)}" in one]
    assert office.run(*shlex.split(line)[1:], on=TODAY) == 0, office.err
    assert "浦市监罚〔2026〕11号" in office.text(an_id(1))
    office.run("match", monthly, "--json", on=TODAY)
    case = json.loads(office.out)["matched"][0]
    assert case["entered"] and [one["same_document"] for one in case["merchants"]] == [["F1"], []]
    assert all(one["command"] is None for one in case["merchants"])


def filled(path: Path, **marks: str) -> None:
    """Mark rows of the sheet by ID, as a person does; ``kind_`` for another kind."""
    book = load_workbook(path)
    page = book["处罚核对"]
    names = [str(cell.value) for cell in page[1]]
    for cells in page.iter_rows(min_row=2):
        id = str(cells[names.index("商户编号")].value)
        if id in marks:
            cells[names.index("是否登记")].value = marks[id]
        if f"kind_{id}" in marks:
            cells[names.index("问题类型")].value = marks[f"kind_{id}"]
    book.save(path)


def test_a_sheet_is_filled_in_and_entered(office: Office, monthly: str) -> None:
    """Nothing is marked at first; what a person marks becomes failures in one commit."""
    path = office.folder / "核对.xlsx"
    assert office.run("match", monthly, "--output", str(path), on=TODAY) == 0
    book = load_workbook(path)
    assert book.sheetnames == ["处罚核对", "选项", "请核对", "说明"] or "请核对" in book.sheetnames
    page = book["处罚核对"]
    names = [cell.value for cell in page[1]]
    assert [cells[names.index("是否登记")].value for cells in page.iter_rows(min_row=2)].count(
        None
    ) == 4
    assert {str(rule.sqref) for rule in page.data_validations.dataValidation} == {"N2:N5", "O2:O5"}
    assert office.run("match", "--confirm", str(path), on=TODAY) == 1
    assert "没有一行" in office.err
    filled(path, **{an_id(1): "是", an_id(3): "是", f"kind_{an_id(3)}": "虚假广告宣传",
                    an_id(4): "否"})  # fmt: skip
    assert office.run("match", "--confirm", str(path), "--commit", on=TODAY) == 0, office.err
    assert office.git("log", "-1", "--format=%s") == "按处罚名单核对登记 2 个问题（2 家）\n"
    assert len(office.git("diff", "--name-only", "HEAD~1").splitlines()) == 2
    text = office.text(an_id(3))
    assert "kind: false_advertising" in text and "recorded: 2026-11-02" in text
    assert office.run("check", on=TODAY) == 0
    assert office.run("match", "--confirm", str(path), on=TODAY) == 1  # once is enough
    assert office.err.count("请改为否") == 2


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ({an_id(1): "是", an_id(2): "是"}, "一份文书只登记到一家"),
        ({an_id(4): "是"}, "已登记在"),
        ({an_id(1): "大概"}, "只能写是或否"),
        ({an_id(1): "是", f"kind_{an_id(1)}": "没有的类型"}, "kind"),
        ({an_id(1): "是", f"kind_{an_id(1)}": ""}, "“问题类型”是空的"),
    ],
)
def test_what_is_marked_wrongly_is_told(
    office: Office, monthly: str, marks: dict[str, str], told: str
) -> None:
    """One fact in one place, a clear answer, a kind that there is; or nothing is written."""
    path = office.folder / "核对.xlsx"
    office.run("match", monthly, "--output", str(path), on=TODAY)
    filled(path, **marks)
    assert office.run("match", "--confirm", str(path), "--commit", on=TODAY) == 1
    assert told in office.err
    assert office.git("status", "--porcelain", "-uno") == ""


def test_two_failures_of_one_shop_get_two_numbers(office: Office) -> None:
    """Each new fact has its own id."""
    rows = [row(5), row(5, 处罚决定书文号="浦市监罚〔2026〕52号")]
    listed, path = sheet(office.folder / "处罚.xlsx", rows), office.folder / "核对.xlsx"
    office.run("match", listed, "--output", str(path), on=TODAY)
    filled(path, **{an_id(5): "是"})
    assert office.run("match", "--confirm", str(path), on=TODAY) == 0, office.err
    assert re.findall(r"id: (F\d)", office.text(an_id(5))) == ["F1", "F2"]


def test_a_sheet_that_is_there_is_not_replaced(office: Office, monthly: str) -> None:
    """Somebody may have filled it in."""
    path = office.folder / "核对.xlsx"
    path.write_bytes(b"work")
    assert office.run("match", monthly, "--output", str(path), on=TODAY) == 2
    assert path.read_bytes() == b"work"


def test_no_cell_is_a_formula(office: Office) -> None:
    """What the list holds is text in the sheet, whatever it begins with."""
    listed = sheet(office.folder / "处罚.xlsx", [row(5, 案由="=1+1", 当事人名称="@店（示例）")])
    path = office.folder / "核对.xlsx"
    csv = office.folder / "处罚.csv"
    heading, cells = zip(*row(5, 案由="=1+1").items(), strict=True)
    csv.write_text(f"{','.join(heading)}\n{','.join(cells)}\n", encoding="utf-8")
    assert office.run("match", str(csv), "--output", str(path), on=TODAY) == 0, office.err
    kinds = {cell.data_type for line in load_workbook(path)["处罚核对"] for cell in line}
    assert "f" not in kinds and listed


def test_other_headings_are_named(office: Office) -> None:
    """Unusual headings are said once; words for a column that nobody knows are refused."""
    rows = [{"证号": a_code(5), "何时": "2026-10-12", "凭据": "浦市监罚〔2026〕51号"}]
    listed = sheet(office.folder / "处罚.xlsx", rows)
    assert office.run("match", listed, on=TODAY) == 1 and "missing-column" in office.err
    columns = "统一社会信用代码=证号,date=何时，文号=凭据"
    assert office.run("match", listed, "--columns", columns, on=TODAY) == 0, office.err
    assert "--document 浦市监罚〔2026〕51号" in office.out
    assert office.run("match", listed, "--columns", "颜色=红", on=TODAY) == 2


def test_a_list_or_a_sheet(office: Office) -> None:
    """One of the two."""
    assert office.run("match", on=TODAY) == 2 and "两样选一样" in office.err


@pytest.mark.parametrize(
    "text", ["it's", "a b", "$(rm)", "；rm", "`x`", "a;b", "浦市监罚〔2026〕1号"]
)
def test_what_is_copied_into_a_shell_stays_one_word(text: str) -> None:
    """No list can smuggle a command in."""
    assert shlex.split(quoted(text)) == [text]


# Codes that cannot be right

GOOD = a_code(5)
CUT, LONG = GOOD[:9] + GOOD[10:], GOOD[:4] + GOOD[4] + GOOD[4:]
SLIPS = {
    "a character wrong": one_off(GOOD),
    "two exchanged": GOOD[:9] + GOOD[10] + GOOD[9] + GOOD[11:],
    "one left out": CUT,
    "one too many": LONG,
    "O for 0": GOOD.replace("0", "O"),
    "I for 1": GOOD.replace("1", "I"),
}
SAID_RIGHT = {
    "blanks": f"{GOOD[:4]} {GOOD[4:10]} {GOOD[10:]}",
    "full width": "".join(chr(ord(char) + 0xFEE0) for char in GOOD),
    "small letters": GOOD.lower(),
    "dashes": f"{GOOD[:2]}-{GOOD[2:8]}-{GOOD[8:]}",
}
PERSON = "330726199001011230"


def compared(office: Office, *rows: dict[str, str]) -> dict[str, Any]:
    """What ``match --json`` makes of these rows."""
    listed = sheet(office.folder / f"名单{len(list(office.folder.glob('*.xlsx')))}.xlsx", rows)
    assert office.run("match", listed, "--json", on=TODAY) == 0, office.err
    told: dict[str, Any] = json.loads(office.out)
    return told


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_code_has_its_candidate(office: Office, slip: str) -> None:
    """Never taken for the same, never for somebody else."""
    told = compared(office, row(5, 统一社会信用代码=SLIPS[slip], 当事人名称="看不清"))
    assert told["others"] == 0 and told["matched"] == []
    [near] = told["near"]
    assert near["fault"] and near["may_be"] == [
        {"id": an_id(5), "why": "code", "reasons": ["code"]}
    ]


@pytest.mark.parametrize("way", SAID_RIGHT)
def test_the_same_code_otherwise_written(office: Office, way: str) -> None:
    """Width, case, blanks and dashes do not count."""
    [case] = compared(office, row(5, 统一社会信用代码=SAID_RIGHT[way]))["matched"]
    assert case["fault"] is None and case["uscc"] == GOOD


@pytest.mark.parametrize(
    "code", ["", "330726600123456", "无", "——", GOOD[:12], one_off(a_code(99))]
)
@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"当事人名称": a_name(5).replace("（", "〔").replace("）", "〕")}, "name"),
        ({"当事人名称": "浦江县第5号粮油店有限公司"}, "part"),
        ({"地址": "浙江省浦江县浦南街道 示例路５号"}, "address"),
        ({"处罚决定书文号": "浦市监罚（2026）第007号"}, "document"),
    ],
)
def test_what_else_tells_who_it_may_be(
    office: Office, code: str, cells: dict[str, str], why: str
) -> None:
    """By name, by a part of it, by address, by a document that is entered already."""
    told = compared(office, row(99, **{"统一社会信用代码": code, "当事人名称": "甲", **cells}))
    [near] = told["near"]
    assert [one["why"] for one in near["may_be"]] == [why] and told["others"] == 0


def test_nobody_near_is_told_all_the_same(office: Office) -> None:
    """With row number and name, in the text, in the sheet and for programs; persons are not."""
    rows = [
        row(99, 统一社会信用代码=one_off(a_code(99)), 当事人名称="远处的店"),
        row(99, 统一社会信用代码=PERSON, 当事人名称="某人"),
        row(98, 统一社会信用代码=a_code(98), 当事人名称="别家"),
    ]
    listed, path = sheet(office.folder / "处罚.xlsx", rows), office.folder / "核对.xlsx"
    assert office.run("match", listed, "--output", str(path), on=TODAY) == 0, office.err
    assert "第 2 行" in office.out and "远处的店" in office.out and "第 3 行" in office.out
    assert "不是本登记簿商户 1 行，信用代码不对、须人工核对 2 行" in office.out
    page = load_workbook(path)["请核对"]
    cells = "".join(str(cell.value) for line in page for cell in line)
    assert "远处的店" in cells and "没有找到相近的商户" in cells
    assert office.run("match", listed, "--json", on=TODAY) == 0
    told = json.loads(office.out)
    assert [one["row"] for one in told["by_hand"]] == told["unreadable"] == [2, 3]
    for text in (cells, office.out):
        assert PERSON not in text and "某人" not in text and "别家" not in text


def test_an_old_code_that_is_recorded_is_a_match(office: Office) -> None:
    """Codes whose check character is wrong exist; it is said."""
    old = one_off(a_code(5))
    path = office.path(an_id(5))
    path.write_text(path.read_text("utf-8").replace(a_code(5), old), encoding="utf-8")
    [case] = compared(office, row(5, 统一社会信用代码=old))["matched"]
    assert case["fault"] == "check"
    office.run("match", str(office.folder / "名单0.xlsx"), on=TODAY)
    assert "与档案所记的完全相同" in office.out


def test_a_document_is_proposed_once(office: Office) -> None:
    """Two spellings in one list are one row to enter; what is entered elsewhere is said."""
    rows = [
        row(5),
        row(5, 处罚决定书文号="浦市监罚（2026）第051号", 处罚决定日期="2026/10/13"),
        row(1, 处罚决定书文号="浦市监罚2026-7"),
    ]
    first, second = compared(office, *rows)["matched"]
    assert first["repeats"] == [3] and second["elsewhere"] == [f"{an_id(4)}/F1"]
    office.run("match", str(office.folder / "名单0.xlsx"), on=TODAY)
    assert "名单第 3 行是同一份文书" in office.out and "重复列出的 1 行" in office.out
    assert f"同一文号已登记在 {an_id(4)}" in office.out


def test_two_spellings_are_not_confirmed_twice(office: Office) -> None:
    """However the number was mended by hand in the sheet."""
    rows = [row(5), row(5, 处罚决定书文号="浦市监罚〔2026〕52号")]
    listed, path = sheet(office.folder / "处罚.xlsx", rows), office.folder / "核对.xlsx"
    office.run("match", listed, "--output", str(path), on=TODAY)
    filled(path, **{an_id(5): "是"})
    book = load_workbook(path)
    page = book["处罚核对"]
    at = [str(cell.value) for cell in page[1]].index("文号") + 1
    page.cell(3, at).value = "浦市监罚字（2026）第51号"
    book.save(path)
    assert office.run("match", "--confirm", str(path), on=TODAY) == 1
    assert "已登记到" in office.err and office.git("status", "--porcelain", "-uno") == ""


_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.integers(1, 99), st.integers(0, 17), st.sampled_from("xcdi"), st.sampled_from(_SIGNS))
def test_no_slip_in_one_place_goes_unseen(number: int, at: int, kind: str, sign: str) -> None:
    """Another character, two exchanged, one left out or too many: the code cannot be right, and
    whose it was is the candidate."""
    code = a_code(number)
    slip = {
        "x": code[:at] + sign + code[at + 1 :],
        "c": code[:at] + code[at : at + 2][::-1] + code[at + 2 :],
        "d": code[:at] + code[at + 1 :],
        "i": code[:at] + sign + code[at:],
    }[kind]
    shop = Merchant("PJSH0016", "甲", "shop", uscc=code)
    if slip != code:
        assert fault_of_code(slip) is not None
        assert codes_by([shop]).near(slip) == (shop.id,)


def test_a_code_of_one_shop_beside_the_name_of_another(office: Office) -> None:
    """One of them is wrong: it is a match by its code, and said."""
    [case] = compared(office, row(5, 当事人名称=a_name(4)))["matched"]
    assert [one["id"] for one in case["merchants"]] == [an_id(5)]
    assert any(an_id(4) in doubt for doubt in case["doubts"])
