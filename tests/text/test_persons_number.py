"""A resident identity number is a person's and stands for no firm, by whichever way it comes in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from fangxin.facts.record.reading import read_record
from fangxin.text.fields.idents import fault_of_code
from tests.support.forty import a_record, an_id, sheet
from tests.support.office import Office
from tests.support.registers import batch, table

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BORN = st.dates(date(1900, 1, 1), date(2026, 1, 1))
_REGIONS = st.sampled_from(
    [f"{p}{rest}" for p in ("11", "33", "51", "65", "82") for rest in ("0101", "1102", "0726")]
)


def resident(region: str, born: date, serial: int) -> str:
    """An invented number of GB 11643: region, birthday, serial, check character."""
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    total = sum(int(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


NUMBER = resident("330726", date(1990, 1, 1), 1)
FORMS = (
    NUMBER,
    f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
    "".join(chr(ord(char) + 0xFEE0) for char in NUMBER),
)
CHANGE = (
    "changes: [{{id: C1, date: 2026-01-05, field: uscc, before: {}, after: {}, document: 甲1号}}]"
)
GOOD = "91330726MA2DEM0P1X"


@given(_REGIONS, _BORN, st.integers(0, 999))
def test_no_number_of_a_person_is_a_credit_code(region: str, born: date, serial: int) -> None:
    """Whatever the region, and also where the check character of GB 32100 is right by chance."""
    assert fault_of_code(resident(region, born, serial)) == "person"


@given(st.integers(0, 10**9))
def test_codes_of_companies_are_no_persons(serial: int) -> None:
    """A right code of digits alone is one, unless it is a resident's number as well."""
    body = f"91330726{serial % 10**9:09d}"
    assert fault_of_code(body + str(uscc.calc_check_digit(body))) is None


@pytest.mark.parametrize("written", FORMS)
@pytest.mark.parametrize(
    "line",
    ["uscc: {}", CHANGE.replace("{}", GOOD, 1), CHANGE.replace("after: {}", f"after: {GOOD}")],
    ids=["uscc", "after", "before"],
)
def test_a_record_refuses_it(line: str, written: str) -> None:
    """In each field that holds a code, however it is written; no message repeats it."""
    text = line.format(written)
    _, problems = read_record(f"name: 甲\ncategory: online\n{text}\n".encode(), "PJ00000O.yml")
    assert "personal-number" in {problem.code for problem in problems if problem.level == "error"}
    assert not any(NUMBER in f"{problem.zh}{problem.en}" for problem in problems)


def test_a_day_that_is_none_is_no_birthday() -> None:
    """Eighteen digits without a possible birthday are judged by their shape alone."""
    day = date(1990, 1, 1) + timedelta(days=3)
    assert fault_of_code(NUMBER[:10] + "1399" + NUMBER[14:]) == "check"
    assert fault_of_code(resident("330726", day, 12)) == "person"


# Every way in

MAPPING = """\
title: 名单（示例）
group_by: [店名, 地址]
prefix: DR
folder: daoru
merchant:
  name: {column: 店名}
  uscc: {column: 代码}
  town: {column: 乡镇}
  address: {column: 地址}
  category: {column: 业态, map: {超市: shop}}
certified: {date: 2024-01-10, until: 2027-01-09, document: 浦示导〔2024〕1号, certificate: FX-2024-}
outcome: {column: 结果, pass: [合格], fail: [不合格]}
failures:
  date: {column: 日期, format: Y/m/d}
  summary: [结果]
  kinds: [{kind: failed_sample, column: 结果, contains: [不合格]}]
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """One shop, whose record is committed."""
    return Office.make(tmp_path, capsys, {f"shop/{an_id(1)}.yml": a_record(1)})


NEW = (
    "new", "--name", "新店（示例）", "--category", "shop", "--town", "浦南街道", "--address",
    "浙江省浦江县浦南街道示例路9号",
)  # fmt: skip
SAMPLE = (
    "inspect", "--date", "2026-10-12", "--channel", "线下", "--stage", "流通领域", "--product",
    "移动电源", "--result", "合格", "--seller-address", "示例路9号",
)  # fmt: skip
COMPLAINT = (
    "complaint", "--received", "2026-10-12 09:00", "--channel", "12315", "--class", "small",
    "--field", "food", "--department", "amr", "--merchant-address", "示例路9号",
)  # fmt: skip
COMMANDS = {
    "new": (*NEW, "--uscc", NUMBER),
    "new, with blanks": (*NEW, "--uscc", FORMS[1]),
    "change": ("change", an_id(1), "uscc", NUMBER, "--document", "浦消联办〔2026〕9号"),
    "inspect": (*SAMPLE, "--seller-uscc", NUMBER),
    "complaint": (*COMPLAINT, "--merchant-uscc", NUMBER),
}


@pytest.mark.parametrize("way", COMMANDS)
def test_a_command_refuses_it(office: Office, way: str) -> None:
    """Nothing is written, and the message does not repeat it."""
    assert office.run(*COMMANDS[way], on="2026-11-02") in (1, 2)
    assert "身份证号码" in office.err and NUMBER not in office.out + office.err
    assert office.git("status", "--porcelain") == ""


REGISTERS = {
    "inspections.csv": table(batch(seller="", seller_uscc=NUMBER, seller_address="示例路9号")),
    "complaints.csv": "id,received,channel,class,field,department,merchant_uscc\n"
    f"CMP-2026-00001,2026-03-02 09:05,12315,small,food,amr,{NUMBER}\n",
    "dishonest.yml": "- id: LST-2026-001\n  name: 某某商贸有限公司\n"
    f"  uscc: {NUMBER}\n  authority: 浦江县市场监督管理局\n"
    "  law: 《市场监督管理严重违法失信名单管理办法》第八条\n"
    "  document: 浦市监严〔2026〕1号\n  from: 2026-03-02\n",
}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_refuses_it(office: Office, name: str) -> None:
    """In a file that somebody edited by hand."""
    path = office.folder / "content" / "registers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(REGISTERS[name], encoding="utf-8")
    assert office.run("check", on="2026-11-02") == 1
    assert "personal-number" in office.out and NUMBER not in office.out


def test_lists_do_not_repeat_it(office: Office) -> None:
    """A list of decisions is refused, a list of penalties put aside; neither shows the number."""
    rows = [{"名称": "某店", "统一社会信用代码": NUMBER}]
    listed = sheet(office.folder / "名单.xlsx", rows)
    words = ("decide", "publicise", "--list", listed, "--document", "浦消联办〔2026〕9号")
    assert office.run(*words, on="2026-11-02") == 1 and NUMBER not in office.out + office.err
    assert office.run("match", listed, on="2026-11-02") == 0
    assert NUMBER not in office.out + office.err
    assert "写的是个人证件号码" in office.out and "不是本登记簿商户 0 行" in office.out


def test_an_import_refuses_it(office: Office) -> None:
    """A mapped column of codes."""
    table_path, mapping = office.folder / "表.csv", office.folder / "对应.yml"
    table_path.write_text(
        f"店名,代码,乡镇,地址,业态,结果,日期\n"
        f"示例新店（示例）,{NUMBER},浦南街道,示例路9号,超市,合格,2026/3/9\n",
        encoding="utf-8",
    )
    mapping.write_text(MAPPING, encoding="utf-8")
    assert office.run("import", str(table_path), "--mapping", str(mapping)) == 1
    assert "身份证号码" in office.out + office.err
    assert NUMBER not in office.out + office.err
    written = [p.read_text("utf-8") for p in (office.folder / "merchants").rglob("*.yml")]
    assert not any(NUMBER in text for text in written)
