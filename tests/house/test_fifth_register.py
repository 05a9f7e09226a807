"""A register says itself: one more, declared in tests alone, goes every way that the others go."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from fangxin.base.problem import errors
from fangxin.change.effect.effects import effects
from fangxin.change.guard.late import may_be_named
from fangxin.facts.programme.admin import Admin
from fangxin.facts.registers import declared
from fangxin.facts.registers.reading import lists_of
from fangxin.facts.undoing import every_undoing
from fangxin.office.due.duties import duties
from fangxin.office.editing.registers import books
from fangxin.office.importer.forms import form_of, forms
from fangxin.office.importer.row_mapping import read_row_mapping
from fangxin.office.importer.steps import steps_of
from fangxin.office.importer.vocabulary import choices
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.site.cms.collections import collections_of, shapes_of
from fangxin.site.pages.opendata import api_files
from fangxin.site.pages.openrows import rows_schema
from fangxin.text.workbook.sheets import workbook
from fangxin.view.catalogue import Catalogue
from fangxin.view.viewing import view_of
from tests.support.catalogue_factory import an_entry
from tests.support.demonstration import KEPT
from tests.support.fifth import RECALLS
from tests.support.importing import taken_in
from tests.support.registers import programme, table
from tests.support.town_repository import Town, founded

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from field_reference import registers as reference  # noqa: E402

TODAY = date(2026, 3, 16)
SHOP = "PJ269001Q"  # certified
FILE = "content/registers/pullbacks.csv"
ROW = {"id": "RCL-2026-0001", "date": "2026-03-02", "product": "移动电源", "seller": SHOP,
       "state": "voluntary"}  # fmt: skip
REFUSED = {**ROW, "state": "refused", "kind": "penalty", "recorded": "2026-03-03"}
MAPPING = """\
title: 召回表
register: pullbacks
file: "2026"
prefix: R
id_from: [品名]
row: {date: {column: 日期}, product: {column: 品名}, state: {value: voluntary}}
"""


@pytest.fixture(autouse=True)
def fifth(monkeypatch: pytest.MonkeyPatch) -> None:
    """One name more in the list of registers."""
    monkeypatch.setattr(declared, "ALL", (*declared.ALL, RECALLS))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return founded(tmp_path_factory.mktemp("fifth") / "town").folder


@pytest.fixture
def town(base: Path, tmp_path: Path) -> Town:
    """A small registry with pullbacks, published."""
    shutil.copytree(base, tmp_path / "town", symlinks=True)
    found = Town(tmp_path / "town")
    write(found, ROW)
    found.commit("Recalls", day=date(2026, 3, 10))
    found.git("tag", "-f", "published")
    return found


def write(town: Town, *rows: dict[str, str]) -> None:
    (town.folder / FILE).write_text(table(*rows), encoding="utf-8")


def read(town: Town) -> Sources:
    folder = town.folder
    return read_sources(folder / "merchants", folder / "content", TODAY, TODAY)


def found(town: Town, *rows: dict[str, str]) -> set[str]:
    """The codes of what is wrong with the register."""
    write(town, *rows)
    return {one.code for one in read(town).errors if FILE in one.place.path}


def test_it_is_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows stand in the registry; without the declaration the file is a stray."""
    sources = read(town)
    assert sources.errors == [] and sources.registry is not None
    (row,) = sources.registry.registers.of(RECALLS)
    assert (row.id, row.product, row.seller.id) == ("RCL-2026-0001", "移动电源", SHOP)
    assert sources.registry.linked()[row.id] == SHOP
    monkeypatch.setattr(declared, "ALL", declared.ALL[:-1])
    assert "stray-register" in {one.code for one in read(town).errors}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "perhaps"}, "bad-choice"),
        ({"date": "2027-03-02"}, "row-in-the-future"),
        ({"kind": "nonsense"}, "unknown-row-code"),
        ({"seller": "PJ269999X"}, "bad-merchant-id"),
        ({"seller": "PJ180004G"}, "row-of-nobody"),
        ({"product": "电话 13800138000"}, "personal-number"),
        ({"product": "=1+1"}, "formula-cell"),
        ({"id": "CMP-2026-00001"}, "duplicate-row-id"),
        ({"void.date": "2026-03-11", "void.reason": "写错", "void.replaced_by": "RCL-9"},
         "unknown-replacement"),
        ({"done_recorded": "2026-03-11"}, "key-alone"),
    ],
)  # fmt: skip
def test_it_is_checked(town: Town, changes: dict[str, str], code: str) -> None:
    """By its table, and by what holds for every register."""
    assert found(town, {**ROW, **changes}) == {code}


def test_its_failures_are_the_merchants(town: Town) -> None:
    """A row that counts is a failure of the merchant, and told on its page; where the register has
    no page, without a link."""
    registry = read(town).registry
    assert registry is not None
    assert {one.register for one in registry.merchants[SHOP].failures} == {None}
    write(town, REFUSED)
    registry = read(town).registry
    assert registry is not None
    view = view_of(SHOP, registry, programme(), TODAY)
    (told,) = (one for one in view.failures if one.id == "RCL-2026-0001")
    assert (told.kind, told.summary, told.source) == ("penalty", "拒不召回：移动电源", None)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ((), {"fact-removed"}),
        (({**ROW, "product": "充电器"},), {"fact-altered"}),
        (({**ROW, "state": "refused", "kind": "penalty"},), {"failure-milder"}),
        (({**ROW, "document": "浦市监召〔2026〕1号"},), set()),
        (({**ROW, "seller_name": "某店（示例）"},), set()),
        (({**ROW, "done": "2026-03-12", "done_recorded": "2026-03-16"},), {"undoing-unfounded"}),
        (({**ROW, "done": "2026-03-09", "document": "召1号"},), {"recorded-too-early"}),
        (({**ROW, "void.date": "2026-03-16", "void.reason": "写错"},), {"undoing-unfounded"}),
        ((ROW, {**ROW, "id": "RCL-2026-0002"}), {"recorded-too-early"}),
        ((ROW, {**ROW, "id": "RCL-2026-0002", "recorded": "2026-03-16"}), set()),
    ],
)  # fmt: skip
def test_it_is_guarded(town: Town, rows: tuple[dict[str, str], ...], codes: set[str]) -> None:
    """What may be added, what weighs, what undoes, and from which day it counts."""
    write(town, *rows or ({**ROW, "id": "RCL-2026-0009", "recorded": "2026-03-16"},))
    town.commit("Recalls")
    told = town.codes() - {"undoing-without-document"}
    assert codes <= told if codes else told == set(), told
    assert may_be_named("pullbacks.RCL-1.product") and not may_be_named("pullbacks.RCL-1.date")
    assert {"pullbacks.void.date", "pullbacks.done"} <= {one.name for one in every_undoing()}


def test_it_is_diffed(town: Town) -> None:
    """Rows that are new or completed are told, under its name and its labels."""
    before = read(town)
    write(town, {**ROW, "done": "2026-03-12"}, {**ROW, "id": "RCL-2026-0002"})
    told = [(one.about, one.way, one.zh) for one in effects(before, read(town)).beside]
    assert told == [
        ("商品召回登记簿", "changed", "RCL-2026-0001：补记完成日期 2026-03-12"),
        ("商品召回登记簿", "added", "新增 RCL-2026-0002：召回日期 2026-03-02，商品 移动电源，"
         "情况 主动召回"),
    ]  # fmt: skip


def test_it_is_open_data(town: Town) -> None:
    """What is public of its rows, with its schema; four have pages of their own instead."""
    registry = read(town).registry
    assert registry is not None
    catalogue = Catalogue(TODAY, (an_entry(1),), registry.registers)
    files = dict(api_files(catalogue, programme()))
    told = [path for path in files if "/registers/" in path]
    assert told == [f"api/v1/registers/{one.name}.json" for one in declared.every() if one.open]
    assert told[-1] == "api/v1/registers/pullbacks.json"
    data = json.loads(files["api/v1/registers/pullbacks.json"])
    assert data["rows"] == [{"id": "RCL-2026-0001", "date": "2026-03-02", "product": "移动电源",
                             "state": "voluntary"}]  # fmt: skip
    schema = json.loads(files["api/v1/schema/register-pullbacks.json"])
    assert schema == rows_schema(RECALLS, lists_of(programme()))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_it_is_documented() -> None:
    """The reference of the registers has its name in both languages, its heading and columns."""
    text = reference()
    assert "### `pullbacks.csv` 商品召回 · Recalls" in text
    assert "```csv\nid,date,recorded,product,seller," in text and "拒不召回 refused" in text


def test_it_is_due(town: Town) -> None:
    """A row that waits is on the list until it is done."""
    for rows, expected in (((ROW,), ["RCL-2026-0001"]), (({**ROW, "done": "2026-03-12"},), [])):
        write(town, *rows)
        sources = read(town)
        assert sources.registry is not None
        waiting = duties(sources.registry, programme(), TODAY)
        assert [one.id for one in waiting if one.kind == "pullbacks"] == expected
        for one in waiting:
            if one.kind == "pullbacks":
                assert one.zh == "移动电源：主动召回，2026年3月9日前（含当日）须完成"
                assert (one.en, one.due) == ("移动电源: voluntary, due 2026-03-09",
                                             date(2026, 3, 9))  # fmt: skip


def test_it_is_offered_as_a_form(town: Town, tmp_path: Path) -> None:
    """There is a workbook to fill in; what is filled in becomes rows, in its own files."""
    assert [form.name for form in forms()][-1] == "pullbacks"
    form, county = form_of("pullbacks"), programme()
    steps = steps_of(form, county.site.office)
    assert any("一批商品一行。" in step for step in steps)
    assert workbook(form.zh, form.columns, choices(county), form.examples, steps)[:2] == b"PK"
    filled = tmp_path / "召回登记表.csv"
    filled.write_text(
        "召回日期,商品,情况,销售者编号\n2026-03-12,充电器,主动召回,PJ269001Q\n", "utf-8"
    )
    outcome = taken_in(filled, read(town))
    assert (outcome.form, errors(outcome.problems)) == ("pullbacks", [])
    assert outcome.created == {2: "RCL-2026-0002"}
    assert "RCL-2026-0002,2026-03-12" in (town.folder / FILE).read_text("utf-8")
    again = taken_in(filled, read(town))
    assert again.created == {} and again.present == {2: "RCL-2026-0002"}


def test_it_is_imported_by_a_mapping() -> None:
    """A mapping may fill it, and whom a row is about may be confirmed."""
    mapping, problems = read_row_mapping(MAPPING.encode(), "m.yml")
    assert problems == [] and mapping is not None
    assert (mapping.table.party, mapping.name) == ("seller", "pullbacks-2026.csv")
    assert "pullbacks" in books()


def test_as_yaml_it_is_in_the_web_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register in YAML is edited in the form, a CSV as a table."""
    sources = read_sources(KEPT / "merchants", KEPT / "content", TODAY, TODAY, judged=False)
    county = sources.programme
    assert county is not None
    admin = Admin("test")
    assert "register-pullbacks" not in {one["name"] for one in collections_of(county, admin)}
    in_yaml = replace(RECALLS, ending="yml")
    monkeypatch.setattr(declared, "ALL", (*declared.ALL[:-1], in_yaml))
    (made,) = (one for one in collections_of(county, admin) if one["name"] == "register-pullbacks")
    assert made["label"] == "商品召回"
    assert made["files"][0]["file"] == "content/registers/pullbacks.yml"
    assert shapes_of(county)["pullbacks"]["kind"] == "rows"
