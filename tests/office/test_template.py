"""Templates: what they hold follows from the field tables, and what they show can be imported."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fangxin.base.problem import errors
from fangxin.cli.main import main
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.reading import ALL
from fangxin.office.importer.forms import Form, form_of, forms, recognised
from fangxin.office.importer.native import FormOutcome
from fangxin.office.importer.steps import steps_of
from fangxin.office.importer.vocabulary import choices
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.text.csv.schema import columns as row_columns
from fangxin.text.fields.tables import Field, Group, ListOf
from fangxin.text.workbook.columns import options
from fangxin.text.workbook.reading import GridLine
from fangxin.text.workbook.sheets import MUST, workbook
from tests.support.demonstration import KEPT
from tests.support.importing import taken_in
from tests.support.registers import programme

TODAY = date(2026, 11, 23)


def made(form: Form) -> bytes:
    """The template of a form."""
    steps = steps_of(form, programme().site.office)
    return workbook(form.zh, form.columns, choices(programme()), form.examples, steps)


def opened(form: Form) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made(form)))


def a_county(folder: Path) -> Path:
    """The kept town, to be changed."""
    for name in ("content", "merchants"):
        shutil.copytree(KEPT / name, folder / name)
    return folder


def sources(county: Path) -> Sources:
    return read_sources(county / "merchants", county / "content", TODAY, TODAY)


def filled(path: Path, form: Form, edit: Callable[[Any], object] | None = None) -> Path:
    """The template with its own example rows copied into the sheet to fill in, then edited."""
    book = opened(form)
    sheet = book[form.zh]
    for number, example in enumerate(form.examples, 2):
        for at in range(1, len(form.columns) + 1):
            sheet.cell(number, at).value = book["例子"].cell(number, at).value
        assert example
    if edit is not None:
        edit(sheet)
    book.save(path)
    return path


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_the_bytes_are_the_same_each_time(form: Form) -> None:
    """Two offices that make a template have the same file."""
    assert made(form) == made(form)


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_columns_are_those_of_the_field_table(form: Form) -> None:
    """No second list: every column but ids, mistakes, mended texts and ends of publication."""
    if form.name == "merchants":
        specs: list[Field] = [
            one for one in MERCHANT.fields if not isinstance(one.kind, Group | ListOf)
        ]
        wanted = [one.key for one in specs] + [f"publicised.{k}" for k in ("date", "until")]
        wanted.append("publicised.document")
    else:
        table = next(one.row for one in ALL if one.name == form.name)
        aside = ("id", "publication_ends", "corrected")
        keys = [one.key for one in row_columns(table)]
        wanted = [key for key in keys if key not in aside and not key.startswith("void.")]
    assert [one.key for one in form.columns] == wanted
    labels = [one.label for one in form.columns]
    assert len(set(labels)) == len(labels)
    head = [cell.value for cell in opened(form)[form.zh][1]]
    assert head == [one.heading for one in form.columns]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_every_column_has_help_and_is_text(form: Form) -> None:
    """A comment on the heading, a prompt in the cells, text as format, colour for what must be;
    help names no keys or files."""
    sheet = opened(form)[form.zh]
    rules = {
        str(one.sqref).split(":")[0][:-1]: one for one in sheet.data_validations.dataValidation
    }
    for at, one in enumerate(form.columns, 1):
        cell = sheet.cell(1, at)
        rule = rules[cell.column_letter]
        assert sheet.column_dimensions[cell.column_letter].number_format == "@"
        assert cell.comment.text.startswith(one.label) and rule.showInputMessage
        assert len(rule.promptTitle) <= 32 and 0 < len(rule.prompt) <= 255
        assert (cell.fill.fgColor.rgb == f"00{MUST}") == (one.need == "must")
        for text in (cell.comment.text, rule.prompt):
            assert not any(word in text for word in ("content/", "provisional", "旧登记簿"))
    assert sheet.freeze_panes == "B2"
    assert sheet.max_row == 1, "an example in the sheet to fill in would be imported"


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_lists_offer_exactly_what_may_be_chosen(form: Form) -> None:
    """Every list stands on the hidden sheet, in Chinese, and no two choices look the same."""
    book = opened(form)
    lists = choices(programme())
    assert book["选项"].sheet_state == "hidden"
    chosen = 0
    for rule in book[form.zh].data_validations.dataValidation:
        if rule.type != "list":
            continue
        chosen += 1
        ref = rule.formula1.partition("!")[2].replace("$", "")
        words = [cell.value for (cell,) in book["选项"][ref]]
        label = book["选项"][ref.split(":")[0]].offset(-1).value
        column = next(one for one in form.columns if one.label == label)
        assert words == list(options(column.spec, lists))
        assert rule.showErrorMessage and rule.error
    known = {one.key: options(one.spec, lists) for one in form.columns}
    assert chosen == sum(1 for one in known.values() if one)
    assert chosen >= 3 or form.name == "honoured"  # whose columns are all in free words


def test_only_kinds_that_a_sample_may_be_are_offered() -> None:
    """The register refuses others, so that the list must not offer them."""
    offered = choices(programme())["kinds"]
    kinds = {k: v for one in programme().policy.versions for k, v in one.kinds.items()}
    assert offered and all(kinds[code].provisional for code in offered)


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_the_examples_can_be_imported(tmp_path: Path, form: Form) -> None:
    """What the template shows is right: its rows come in, and the registry has no new problem;
    a second time nothing changes."""
    county = a_county(tmp_path)
    before = sources(county)
    table = filled(tmp_path / "t.xlsx", form)
    outcome = taken_in(table, before)
    assert errors(outcome.problems) == []
    assert len(outcome.created) == len(form.examples)
    after = sources(county)
    assert after.errors == before.errors
    written = {path: path.read_bytes() for path in sorted(county.rglob("*")) if path.is_file()}
    again = taken_in(table, after)
    assert again.created == {}
    assert again.present == outcome.created
    assert {p: p.read_bytes() for p in sorted(county.rglob("*")) if p.is_file()} == written


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_an_empty_template_is_no_success(tmp_path: Path, form: Form) -> None:
    """The examples on their own sheet are never taken for rows."""
    table = tmp_path / "t.xlsx"
    table.write_bytes(made(form))
    outcome: FormOutcome = taken_in(table, sources(KEPT))
    assert [problem.code for problem in outcome.problems] == ["no-rows"]
    assert outcome.created == {}


def test_headings_are_known_in_any_order_and_below_a_title() -> None:
    """Columns may be moved, left out, marked otherwise; a title may stand above."""
    form = form_of("inspections")
    must = [one.label for one in form.columns if one.spec.required]
    title, head = GridLine(1, ("2026年抽检",)), GridLine(3, ("", *reversed(must), "批次＊", "备注"))
    found = recognised((title, head))
    assert found is not None
    assert (found.form.name, found.row, found.unknown) == (
        "inspections",
        3,
        {len(must) + 3: "备注"},
    )
    assert recognised((GridLine(1, tuple(must[1:])),)) is None


def test_the_command_writes_a_template_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that may be filled in already is never replaced; the same one is no mistake."""
    path = tmp_path / "新的" / "商户.xlsx"
    command = ["template", "merchants", "--output", str(path), "--content", str(KEPT / "content")]
    assert main(command) == 0
    assert "fangxin import" in capsys.readouterr().out
    assert path.read_bytes() == made(form_of("merchants"))
    assert main(command) == 0
    filled(path, form_of("merchants"))
    mine = path.read_bytes()
    assert main(command) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert path.read_bytes() == mine
    assert main([*command[:3], str(tmp_path / "x.csv"), *command[4:]]) == 2
