"""Registers are read strictly, and a row is about a merchant only when it surely is."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Problem, errors
from fangxin.facts.programme.former import Renamed, renamed_in
from fangxin.facts.registers import inspections
from fangxin.facts.registers.confirm import names_in, names_to_confirm
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.linking import joined, linked, links_are_clear
from fangxin.facts.registers.once import facts_stand_once
from fangxin.facts.registers.rows import Inspection, Party, Registers
from fangxin.facts.values import Change, Failure, FollowUp, Merchant, Void
from fangxin.registry.registry import load
from fangxin.text.csv.heading import columns_of
from fangxin.text.csv.schema import columns
from fangxin.text.csv.table import read_table
from fangxin.text.fields.spoilt import unclear_day, unreadable
from fangxin.text.yaml.reading import Map, Seq, Text
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, batch, programme, read, table, told

CODE, OTHER_CODE = "91330726MA2DEM0P1X", "92330726MA2DEM185D"
SHOP = Merchant(
    "PJSH0016", "仙华山超市（示例）", "shop", uscc=CODE, address="示例路1号", path="PJSH0016.yml"
)


def row(**changes: object) -> Inspection:
    """A failed batch of the seller's as a value."""
    found = Inspection(
        id="INS-2026-0001",
        date=date(2026, 3, 2),
        recorded=date(2026, 3, 20),
        channel="offline",
        stage="circulation",
        product="移动电源",
        result="failed",
        seller=Party(id=SHOP.id),
        reason="额定容量不符合标准",
        responsible="seller",
        kind="failed_sample",
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def about(**party: Any) -> Registers:
    """One row about this party."""
    return Registers(inspections=(row(seller=Party(**party)),))


def of(*merchants: Merchant) -> dict[str, Merchant]:
    return {merchant.id: merchant for merchant in merchants}


# The text of a table


def cells(text: str) -> list[dict[str, str]]:
    """The rows that the reader finds, each as column → text."""
    tree, problems = read_table(text.encode(), "t.csv", inspections.INSPECTION)
    assert problems == []
    assert isinstance(tree, Seq)
    return [flat(item) for item in tree.items if isinstance(item, Map)]


def flat(node: Map, before: str = "") -> dict[str, str]:
    """``a.b`` for the key b inside a."""
    found: dict[str, str] = {}
    for key, child in node.entries.items():
        if isinstance(child, Map):
            found |= flat(child, f"{before}{key}.")
        elif isinstance(child, Text):
            found[before + key] = child.value
    return found


COLUMNS = columns_of(inspections.INSPECTION)
# Without what a spreadsheet puts in the place of values.
WORDS = st.text(st.sampled_from("甲乙ab\"'’,;%#&*@{}[]-：。 \n1"), max_size=12).filter(
    lambda text: not unreadable(text.strip()) and not unclear_day(text)
)


@given(
    st.lists(st.lists(WORDS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.permutations(COLUMNS),
)
def test_what_a_csv_writer_writes_is_read_back(
    rows: list[list[str]], ending: str, quoting: int, columns: list[str]
) -> None:
    """Commas, quotation marks, line breaks and signs in cells come through, in any order of
    columns; only blanks at the ends of a cell and empty rows do not count."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(columns)
    writer.writerows(rows)
    wanted = [
        {name: cell.strip() for name, cell in zip(columns, row, strict=True) if cell.strip()}
        for row in rows
    ]
    assert cells(text.getvalue()) == [row for row in wanted if row]


def test_every_cell_knows_its_place(tmp_path: Path) -> None:
    """After a cell of two lines, problems still name the line and column of the file."""
    first, second = batch(reason="第一行\n第二行"), batch(id="INS-2026-0002", channel="shop")
    _, problems = read(tmp_path, inspections=table(first, second))
    assert told(problems) == [(4, 37, "bad-choice")]


def test_a_spreadsheets_table_is_read(tmp_path: Path) -> None:
    """Byte-order mark, CRLF, empty columns behind the last and empty rows below it."""
    lines = table(batch()).replace("\n", ",,\r\n")
    text = f"\ufeff{lines}{',' * 12}\r\n\r\n"
    registers, problems = read(tmp_path, inspections=text)
    assert problems == []
    assert [row.product for row in registers.of(INSPECTIONS)] == ["移动电源"]


GOOD = table(batch())
BAD_TEXT = {
    "torn-row": (GOOD + "INS-2026-0002,2026-03-02\n", (3, 1)),
    "stray-quote": (GOOD + '"INS-2026-0002,2026-03-02\n', (3, 1)),
    "unknown-column": (GOOD.replace(",reason", ",why"), (1, 54)),
    "column-twice": (GOOD.replace(",reason", ",result"), (1, 54)),
    "missing-column": ("id,date,recorded,channel,stage,product\n", (1, 1)),
    "no-heading": ("", (1, 1)),
    "not-utf8": (GOOD.encode() + "甲".encode("gbk"), (3, 1)),
    "invisible-character": (GOOD.replace("移动电源", "移动\u200b电源"), (2, 59)),
    "tab": (GOOD.replace("移动电源", "移动\t电源"), (2, 59)),
    "conflict-marker": (GOOD + "<<<<<<< HEAD\n", (3, 1)),
    "line-ends": (GOOD.replace("\n", "\r"), (1, 1)),
    "separator-line": ("sep=,\r\n" + GOOD, (1, 1)),
    "wrong-separator": (GOOD.replace(",", "|"), (1, 3)),
    "other-heading": (GOOD.partition("\n")[0].upper() + "\n", (1, 1)),
    "not-a-text-file": (b"PK\x03\x04" + b"\0" * 20, (1, 1)),
}


@pytest.mark.parametrize("code", BAD_TEXT)
def test_a_broken_table_is_told_with_its_place(tmp_path: Path, code: str) -> None:
    """Whatever is wrong with the form of the file is one problem where it stands."""
    text, place = BAD_TEXT[code]
    _, problems = read(tmp_path, inspections=text)
    assert (*place, code) in told(errors(problems))


def test_a_chinese_heading_names_the_column_that_was_meant(tmp_path: Path) -> None:
    """Whoever heads a column with its label is told its key."""
    _, problems = read(tmp_path, inspections=GOOD.replace(",product", ",商品"))
    assert any("是不是「product」" in problem.zh for problem in problems)


LABELS = {spec.key: spec.zh for spec in columns(inspections.INSPECTION)}
HEAD, _, ROWS = GOOD.partition("\n")


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", "|"),
        GOOD.replace(",", "，"),
        "sep=;\n" + GOOD.replace(",", ";"),
        HEAD.upper() + "\n" + ROWS,
        ",".join(LABELS[key] for key in HEAD.split(",")) + "\n" + ROWS,
        ",".join(LABELS[key] for key in HEAD.split(",")) + ",备注\n",
        ROWS,
        GOOD.replace("\n", "\r"),
    ],
    ids=["bars", "full-width", "sep", "capitals", "chinese", "chinese-more", "no-head", "cr"],
)
def test_a_table_in_another_form_is_one_problem(tmp_path: Path, text: str) -> None:
    """Not one for each column or sign: the form of the whole table is named once."""
    _, problems = read(tmp_path, inspections=text)
    assert len(problems) == 1


def test_a_heading_in_other_words_is_given_right(tmp_path: Path) -> None:
    """The line to be written instead stands in the message, in the order of the table."""
    named = ",".join(LABELS[key] for key in HEAD.split(","))
    (problem,) = read(tmp_path, inspections=f"{named}\n{ROWS}")[1]
    assert problem.code == "other-heading" and HEAD in problem.zh and HEAD in problem.en
    (problem,) = read(tmp_path, inspections=f"{named},某列\n{ROWS}")[1]
    assert "「抽样日期」写 date" in problem.zh and "没有「某列」" in problem.zh


def test_a_refused_cell_was_written(tmp_path: Path) -> None:
    """What holds a personal number is told for that alone, not as missing too."""
    rows = table(batch(reason="张某 13812345678", seller="", seller_name="李某 13812345678"))
    _, problems = read(tmp_path, inspections=rows)
    assert [problem.code for problem in problems] == ["personal-number"] * 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seller": "PJ180004X"}, "bad-merchant-id"),
        ({"seller": "", "seller_uscc": "91330726ma2dem0p1x"}, "bad-credit-code"),
    ],
)
def test_a_mistyped_seller_is_not_missing(
    tmp_path: Path, changes: dict[str, str], code: str
) -> None:
    """Whoever mistyped ID or code is told so, not that all is empty."""
    _, problems = read(tmp_path, inspections=table(batch(**changes)))
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("other", ["INS-2026-7777", "INS-2026-0001"])
def test_what_replaces_a_row_is_another_row(tmp_path: Path, other: str) -> None:
    """An id that stands nowhere, or the row's own, is refused; another row is fine."""
    row = batch(void_date="2026-04-01", void_reason="写错商户", void_replaced_by=other)
    _, problems = read(tmp_path, inspections=table(row))
    assert [problem.code for problem in problems] == ["unknown-replacement"]
    right = row | {"void.replaced_by": "INS-2026-0002"}
    assert read(tmp_path, inspections=table(right, batch(id="INS-2026-0002")))[1] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("# 还没有\n\n  # 记录\n", None), ("", "empty-file"), ("\n \n", "empty-file")],
)
def test_comments_alone_are_an_empty_register(tmp_path: Path, text: str, code: str | None) -> None:
    """Like the heading of a table alone; a file of nothing at all is still a mistake."""
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers/dishonest.yml").write_text(text, encoding="utf-8")
    registers, problems = read_nothing(tmp_path)
    assert (registers.of(DISHONEST), [problem.code for problem in problems]) == (
        (),
        [code] if code else [],
    )


def test_nobody_is_told_to_delete_a_row(tmp_path: Path) -> None:
    """An empty or superfluous cell is filled in or cleared; a row is never to be deleted."""
    rows = (batch(reason="", retest="confirmed"), batch(id="INS-2026-0002", result="passed"))
    _, problems = read(tmp_path, inspections=table(*rows))
    assert {problem.code for problem in problems} == {"missing-key", "key-alone", "key-misplaced"}
    assert all("一格" in problem.zh and "cell" in problem.en for problem in problems)
    assert not any("一行，" in problem.zh or "line" in problem.en for problem in problems)


# Rows and the folder


def test_an_id_stands_once_over_all_files(tmp_path: Path) -> None:
    """A second file of the same register cannot take an id again; both places are named."""
    _, problems = read(tmp_path, **{"inspections": GOOD, "inspections-2019": GOOD})
    assert [problem.code for problem in problems] == ["duplicate-row-id"]
    assert "inspections.csv:2:1" in str(problems[0])
    assert "inspections-2019.csv:2:1" in str(problems[0])


@pytest.mark.parametrize("key", ["date", "served", "final", "void_date"])
def test_what_happened_lies_behind_us(tmp_path: Path, key: str) -> None:
    """A day after today is refused; the last day of publication may lie ahead."""
    late = {"recorded": "2027-01-02", "void_reason": "写错商户"} if key == "void_date" else {}
    changes = {"recorded": "2027-02-01", **late, key: "2027-02-01"}
    _, problems = read(tmp_path, inspections=table(batch(**changes)))
    named = {problem.zh.split("：")[1].split("（")[0] for problem in problems}
    assert {problem.code for problem in problems} == {"row-in-the-future"}
    assert key.replace("_", ".") in named
    _, problems = read(tmp_path, inspections=table(batch(publication_ends="2031-03-20")))
    assert problems == []


@pytest.mark.parametrize("key", ["focus", "campaign", "kind"])
def test_codes_are_the_programmes(tmp_path: Path, key: str) -> None:
    """A focus class, campaign or kind of failure that the programme does not know is refused."""
    _, problems = read(tmp_path, inspections=table(batch(**{key: "no_such"})))
    assert [problem.code for problem in problems] == ["unknown-row-code"]


def test_no_cell_holds_personal_numbers(tmp_path: Path) -> None:
    """A mobile phone number is refused wherever it stands, and not repeated."""
    _, problems = read(tmp_path, inspections=table(batch(follow_up="联系 13800001111")))
    assert [problem.code for problem in problems] == ["personal-number"]
    assert "13800001111" not in str(problems[0])


def test_nothing_else_lies_beside_the_registers(tmp_path: Path) -> None:
    """A file that is no register is told, with the names that may stand there."""
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "抽检.xlsx").write_bytes(b"PK")
    _, problems = read(tmp_path, inspections=GOOD)
    assert [problem.code for problem in problems] == ["stray-register"]
    assert "inspections.csv" in problems[0].zh


def test_a_pipe_or_a_link_is_no_register(tmp_path: Path) -> None:
    """Neither is opened: a pipe would be waited for without end, a link leads elsewhere."""
    (tmp_path / "registers").mkdir()
    os.mkfifo(tmp_path / "registers" / "inspections.csv")
    (tmp_path / "registers" / "complaints.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert [p.code for p in read(tmp_path)[1]] == ["stray-register"] * 2


def test_an_absent_register_is_empty(tmp_path: Path) -> None:
    """No file, no rows, no problem."""
    registers, problems = read_nothing(tmp_path)
    assert (list(registers.all()), problems) == ([], [])


def read_nothing(folder: Path) -> tuple[Registers, list[Problem]]:
    return read(folder)


# Links


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ({"id": SHOP.id}, True),
        ({"uscc": CODE, "address": "示例路1号"}, True),
        ({"uscc": CODE, "address": " 示例路１号"}, True),
        ({"uscc": CODE, "address": "示例路2号"}, False),
        ({"uscc": OTHER_CODE, "address": "示例路1号"}, False),
        ({"uscc": CODE}, False),
        ({"name": SHOP.name}, False),
        ({"name": SHOP.name, "address": "示例路1号"}, False),
        ({"id": "PJSH0024", "uscc": CODE, "address": "示例路1号"}, False),
        ({}, False),
    ],
)
def test_a_row_is_about_a_merchant_only_surely(party: dict[str, str], found: bool) -> None:
    """By ID, or by credit code and address (width and blanks do not count); a name never."""
    links = linked(about(**party), of(SHOP))
    assert links == ({"INS-2026-0001": SHOP.id} if found else {})


def test_an_unknown_id_is_an_error_at_home_only() -> None:
    """Beside records of another folder the rows of the demonstration are nobody's: one warning
    for a file, however many they are."""
    home = Path("registry/merchants")
    rows = (row(seller=Party("PJSH0024")), row(id="INS-2026-0002", seller=Party("PJSH0032")))
    registers = Registers(inspections=rows, home=home.resolve())
    at_home = list(links_are_clear(registers, of(SHOP), home))
    elsewhere = list(links_are_clear(registers, of(SHOP), Path("scratch")))
    assert [(p.code, p.level) for p in at_home] == [("row-of-nobody", "error")] * 2
    assert [(p.code, p.level) for p in elsewhere] == [("row-of-nobody", "warning")]


def test_premises_of_two_records_need_the_id() -> None:
    """Two categories at one address: the row must say which record it is about."""
    both = of(SHOP, replace(SHOP, id="PJSH0024", category="catering"))
    registers = about(uscc=CODE, address="示例路1号")
    assert linked(registers, both) == {}
    assert [p.code for p in links_are_clear(registers, both, Path("m"))] == ["row-of-several"]


def test_id_and_code_say_the_same() -> None:
    """A row whose ID and credit code name two operators is refused, unless it is a former code."""
    registers = about(id=SHOP.id, uscc=OTHER_CODE)
    found = list(links_are_clear(registers, of(SHOP), Path("m")))
    assert [p.code for p in found] == ["row-contradicts"]
    change = Change("C1", date(2020, 1, 1), "uscc", date(2020, 1, 1), OTHER_CODE, CODE)
    assert not list(links_are_clear(registers, of(replace(SHOP, changes=(change,))), Path("m")))
    assert not list(links_are_clear(about(id=SHOP.id, uscc=CODE), of(SHOP), Path("m")))


def test_names_and_lone_codes_are_tasks() -> None:
    """A name alone and a credit code at another address are listed with the IDs they may mean."""
    rows = (
        row(id="INS-1", seller=Party(name="仙华山超市(示例)", address="示例路１号")),
        row(id="INS-2", seller=Party(uscc=CODE, address="别的路2号")),
        row(id="INS-3", seller=Party(name="别的店")),
        row(id="INS-4"),
    )
    branch = replace(SHOP, id="PJSH0024", uscc=OTHER_CODE, address="西街9号")
    found = names_to_confirm(Registers(inspections=rows), of(branch, SHOP))
    assert [(d.named.id, d.why, d.ids, d.at_address) for d in found] == [
        ("INS-1", "name", (SHOP.id, branch.id), (SHOP.id,)),
        ("INS-2", "code", (SHOP.id,), ()),
    ]


def test_a_code_that_cannot_be_right_is_a_task() -> None:
    """One place from a merchant's it is listed, that merchant first; a former code as well."""
    assert CODE != OTHER_CODE
    slip = CODE[:10] + CODE[11] + CODE[10] + CODE[12:]
    moved = Change("C1", date(2020, 1, 1), "uscc", date(2020, 1, 1), OTHER_CODE, CODE)
    shop = replace(SHOP, changes=(moved,))
    rows = (
        row(id="INS-1", seller=Party(uscc=slip, address="别的路2号", name="看不清")),
        row(id="INS-2", seller=Party(uscc=OTHER_CODE, address="别的路2号")),
        row(id="INS-3", seller=Party(uscc="91330726MA2DEM0P1A", address="别的路2号")),
    )
    found = names_to_confirm(Registers(inspections=rows), of(shop))
    assert [(d.named.id, d.why, d.ids) for d in found] == [
        ("INS-1", "near", (SHOP.id,)),
        ("INS-2", "code", (SHOP.id,)),
        ("INS-3", "near", (SHOP.id,)),
    ]


def test_a_written_name_holds_several() -> None:
    """The firm and the sign of its shop, in either order; 示例 and short hints are no names."""
    assert names_in("(市招：六号餐馆)饗饌股份有限公司") >= {"六号餐馆", "饗饌股份有限公司"}
    assert names_in("饗饌股份有限公司（六号餐馆）") >= {"六号餐馆", "饗饌股份有限公司"}
    assert "示例" not in names_in("仙华山超市（示例）")
    assert "2楼" not in names_in("仙华山超市（2楼）")
    for opening, closing in ("()", "（）", "【】", "〔〕", "［］", "『』"):
        assert names_in(f"甲公司{opening}市招：六号餐馆{closing}") >= {"甲公司", "六号餐馆"}
    assert names_in("臺北小馆【東門 店】") & names_in("台北小馆(東門店)/甲")


# What a linked row does


def test_a_linked_failure_joins_the_merchant() -> None:
    """The failure says which register it stands in; who is not meant is left alone."""
    other = Merchant("PJSH0024", "别的店（示例）", "shop")
    first, second = joined([SHOP, other], about(id=SHOP.id))
    assert [(f.id, f.register) for f in first.failures] == [("INS-2026-0001", "inspections")]
    assert second is other


def test_what_the_merchant_did_stands_in_its_record() -> None:
    """Rectification and reply of ``follow_up`` are the failure's; those of other rows are not."""
    done = FollowUp("INS-2026-0001", rectified=date(2026, 4, 2), reply="已下架")
    stray = FollowUp("INS-2026-0002", reply="别的事")
    (found,) = joined([replace(SHOP, follow_up=(stray, done))], about(id=SHOP.id))
    assert [(f.rectified, f.reply) for f in found.failures] == [(date(2026, 4, 2), "已下架")]


def _once(failure: Failure, registers: Registers) -> list[str]:
    merchants = joined([replace(SHOP, failures=(failure,))], registers)
    return [problem.code for problem in facts_stand_once(registers, of(*merchants))]


OWN = Failure("F1", "penalty", TODAY, TODAY, document="浦市监罚〔2026〕17号")


def test_one_fact_stands_in_one_place() -> None:
    """The same document in record and register is an error, however its brackets are written."""
    same = Registers(inspections=(row(document="浦市监罚〔2026〕１７号"),))
    assert _once(OWN, same) == ["same-document"]
    assert _once(replace(OWN, document="浦市监罚〔2026〕18号"), same) == []
    assert _once(replace(OWN, document=None), Registers(inspections=(row(),))) == []


def test_a_fact_may_move_into_a_register() -> None:
    """Once it is declared void in the record, or the row is, the other one stands alone."""
    void = Void(TODAY, "改记入抽检登记簿")
    same = row(document=OWN.document)
    assert _once(replace(OWN, void=void), Registers(inspections=(same,))) == []
    assert _once(OWN, Registers(inspections=(replace(same, void=void),))) == []


def test_an_id_names_one_fact() -> None:
    """A row cannot have the id of a failure in the record it is about."""
    assert _once(replace(OWN, id="INS-2026-0001"), about(id=SHOP.id)) == ["same-id"]


def test_a_row_moves_a_real_merchant(tmp_path: Path) -> None:
    """Through the whole loading: the row suspends the shop, and stands in no record."""
    path = next((KEPT / "merchants").rglob("PJ240002A.yml"))
    registers, problems = read(tmp_path, inspections=table(batch(seller=path.stem)))
    assert problems == []
    registry, problems = load(KEPT / "merchants", programme(), TODAY, registers=registers)
    assert errors(problems) == []
    assert [f.id for f in registry.merchants[path.stem].failures if f.register] == ["INS-2026-0001"]
    assert registry.linked() == {"INS-2026-0001": path.stem}


def test_a_register_that_is_gone_is_named() -> None:
    """A follow-up whose row is nowhere sends one to the registers' folder first."""
    folder = Path(__file__).parents[1] / "fixtures/registries/unknown-register-row"
    _, problems = load(folder, programme(), TODAY)
    (problem,) = problems
    assert "content/registers/" in problem.zh and "put it back" in problem.en


def moved(**more: Any) -> Change:
    """The shop moved to number 2."""
    given: dict[str, Any] = {"id": "C1", "date": date(2026, 2, 1), "recorded": date(2026, 2, 1)}
    given |= {"field": "address", "before": "示例路1号", "after": "示例路2号", **more}
    return Change(**given)


def test_a_row_that_came_by_a_mistaken_change_goes_with_it() -> None:
    """It had moved the merchant: it stays there, void by what made the change void, and is nobody's
    from then on. A row that was recorded later never was its own."""
    void = Void(date(2026, 3, 25), "没有搬迁", "文9号")
    shop = replace(SHOP, changes=(moved(void=void),))
    registers = about(uscc=CODE, address="示例路2号")
    assert linked(registers, of(shop)) == {}
    (found,) = joined([shop], registers)
    assert [(one.id, one.void) for one in found.failures] == [("INS-2026-0001", void)]
    late = registers.each(lambda row: replace(row, recorded=date(2026, 3, 26)))
    assert joined([shop], late) == [shop]
    now = replace(SHOP, address="示例路2号", changes=(moved(),))
    (found,) = joined([now], registers)
    assert [one.void for one in found.failures] == [None]


def test_of_several_mistakes_the_one_counts_that_took_the_row_away() -> None:
    """The later change is void first: the row, which lay there, goes only with the earlier one."""
    first, last = Void(date(2026, 3, 25), "没有搬迁"), Void(date(2026, 3, 29), "没有搬迁")
    back = moved(id="C2", before="示例路2号", after="示例路3号", void=first)
    shop = replace(SHOP, changes=(moved(void=last), back))
    (found,) = joined([shop], about(uscc=CODE, address="示例路2号"))
    assert [one.void for one in found.failures] == [last]


RENAMED = Renamed("示例路", "新例路", date(2026, 3, 1), "文9号")


@pytest.mark.parametrize("written", ["示例路1号", "新例路1号"])
@pytest.mark.parametrize("address", ["示例路1号", "新例路1号", " 新例路１号"])
def test_a_renamed_place_takes_no_row_away(written: str, address: str) -> None:
    """Row and record may call it by either name."""
    registers = about(uscc=CODE, address=address)
    known = Registers(renamed=(RENAMED,), inspections=registers.rows["inspections"])
    shop = replace(SHOP, address=written)
    assert linked(known, of(shop)) == {"INS-2026-0001": SHOP.id}
    assert (linked(registers, of(shop)) != {}) == (written == address.strip().replace("１", "1"))
    assert known != registers and known.digest() != registers.digest()


def test_a_name_that_grows_is_not_renamed_twice() -> None:
    """黄宅 became 黄宅镇, which stays as it is; of several renamings the earlier comes first."""
    grown = Renamed("黄宅", "黄宅镇", date(2026, 3, 1), "文9号")
    assert renamed_in("黄宅镇示例路1号", [grown]) == "黄宅镇示例路1号"
    assert renamed_in("黄宅示例路1号", [grown]) == "黄宅镇示例路1号"
    chain = [Renamed("乙乡", "丙镇", date(2026, 3, 2), ""), Renamed("甲乡", "乙乡", date.min, "")]
    assert renamed_in("甲乡示例路1号", chain) == "丙镇示例路1号"


def test_what_was_erased_contradicts_no_row() -> None:
    """A row that names the merchant by its ID needs no address of it."""
    shop = replace(SHOP, address="（依法删除）")
    registers = about(id=SHOP.id, address="示例路1号")
    assert list(links_are_clear(registers, of(shop), Path("m"))) == []
