"""Each register of the county goes every way, by its declaration alone: gate, diff, open data, and
a workbook or the web form."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fangxin.base.problem import errors
from fangxin.change.effect.effects import effects
from fangxin.facts.programme.admin import Admin
from fangxin.facts.registers.declared import named
from fangxin.facts.registers.register import Register
from fangxin.office.importer.forms import form_of, forms
from fangxin.office.importer.vocabulary import choices
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.site.cms.collections import collections_of, shapes_of
from fangxin.site.pages.opendata import api_files
from fangxin.text.workbook.columns import shown
from fangxin.view.catalogue import Catalogue
from tests.support.catalogue_factory import an_entry
from tests.support.county import GOOD, row, written
from tests.support.importing import taken_in
from tests.support.registers import programme
from tests.support.town_repository import Town, founded

DAY = date(2026, 3, 16)
# The good rows as of spring, about nobody in particular; what is then added to each, and from when.
SPRING: Mapping[str, Mapping[str, Any]] = {
    "evaluation": {"led_to": None, "led_on": None},
    "exemplars": {"kind": "good", "merchant": None, "finding": None, "until": None,
                  "date": "2026-02-20"},
    "kitchens": {"merchant": None, "date": "2026-02-05"},
    "milestones": {"date": "2026-02-17", "what": None},
    "stations": {"merchant": None},
    "sweeps": dict.fromkeys(("closed", "done", "checked", "faults", "cases")),
    "meetings": {"circulated": None, "document": None},
    "tasks": {},
    "brands": {"merchant": None, "reached": None, "issuer": None, "until": None},
    "honoured": {"merchant": None},
    "recalls": dict.fromkeys(("sellers", "inspection")),
    "incidents": dict.fromkeys(("closed", "outcome", "lessons")),
}  # fmt: skip
LATER: Mapping[str, Mapping[str, str]] = {
    "evaluation": {"led_to": "当年整治", "led_on": "2026-03-12"},
    "exemplars": {},
    "kitchens": {"left": "2026-03-12"},
    "milestones": {"what": "看了六所学校"},
    "stations": {"closed": "2026-03-12"},
    "sweeps": {"closed": "2026-03-12", "done": "查了 66 家", "checked": "66"},
    "meetings": {"circulated": "2026-03-12", "document": "浦消联纪〔2026〕1号"},
    "tasks": {"done": "2026-03-12", "result": "都有了"},
    "brands": {"reached": "2026-03-12", "issuer": "某机构（示例）", "until": "2029-03-11"},
    "honoured": {"taken": "2026-03-12", "why": "自愿交回"},
    "recalls": {"closed": "2026-03-12", "units": "36", "recovered": "31", "result": "都联系到了"},
    "incidents": {"closed": "2026-03-12", "outcome": "都退了", "lessons": "早一点看投诉"},
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small registry with a row in every register, published."""
    town = founded(tmp_path_factory.mktemp("ways") / "town")
    for name in GOOD:
        write(town, name, spring(name))
    town.commit("Registers", day=date(2026, 3, 10))
    town.git("tag", "-f", "published")
    return town.folder


@pytest.fixture
def town(base: Path, tmp_path: Path) -> Town:
    shutil.copytree(base, tmp_path / "town", symlinks=True)
    return Town(tmp_path / "town")


def register_of(name: str) -> Register[Any]:
    found = named(name)
    assert found is not None
    return found


def spring(register: str, **changes: Any) -> dict[str, Any]:
    return row(register, **{**SPRING[register], **changes})


def write(town: Town, name: str, *rows: Mapping[str, Any]) -> None:
    path = town.folder / "content" / "registers" / register_of(name).file
    path.write_text(written(name, [*rows]), encoding="utf-8")


def read(town: Town) -> Sources:
    return read_sources(town.folder / "merchants", town.folder / "content", DAY, DAY)


def judged(town: Town, name: str, *rows: Mapping[str, Any]) -> set[str]:
    """The codes of what the gate says of these rows instead of the published one."""
    write(town, name, *rows)
    town.commit("Change")
    return town.codes()


def another(name: str, day: str = "2026-03-16") -> dict[str, Any]:
    """A new row, entered on a day."""
    id = str(GOOD[name]["id"])[:-1] + "8"
    more: dict[str, Any] = {"name": "另一家（示例）"} if name in ("kitchens", "stations") else {}
    more |= {"holder": "另一家（示例）"} if name == "honoured" else {}
    more |= {"batches": ["251024"]} if name == "recalls" else {}
    return spring(name, id=id, recorded=day, **more)


@pytest.mark.parametrize("name", GOOD)
def test_the_gate_lets_rows_only_be_added(name: str, town: Town) -> None:
    """A row is entered today; none is taken away, altered, or entered for the past."""
    here = spring(name)
    assert judged(town, name, here, another(name)) == set()
    assert "fact-removed" in judged(town, name, another(name))
    assert "fact-altered" in judged(town, name, {**here, "source": "别的出处（示例）"})
    assert "recorded-too-early" in judged(town, name, here, another(name, "2026-03-09"))


@pytest.mark.parametrize("name", [name for name in GOOD if LATER[name]])
def test_the_gate_lets_a_row_be_completed(name: str, town: Town) -> None:
    """What is known later is added to it, and cannot be taken back."""
    assert judged(town, name, {**spring(name), **LATER[name]}) == set()
    town.git("tag", "-f", "published")
    assert judged(town, name, spring(name)) != set()


@pytest.mark.parametrize("name", GOOD)
def test_a_diff_tells_it(name: str, town: Town) -> None:
    """Under the name of the register, with what is public of it."""
    before = read(town)
    assert before.errors == []
    write(town, name, spring(name), another(name))
    told = effects(before, read(town)).beside
    assert [(one.about, one.way) for one in told] == [(register_of(name).book_zh, "added")]
    source = register_of(name).row.table["source"]
    assert f"{source.zh} " in told[0].zh and another(name)["id"] in told[0].zh


def test_all_of_them_are_open_data(town: Town) -> None:
    """Each file is as its schema says, and has the row with its source."""
    registry = read(town).registry
    assert registry is not None
    files = dict(api_files(Catalogue(DAY, (an_entry(1),), registry.registers), programme()))
    for name in GOOD:
        data = json.loads(files[f"api/v1/registers/{name}.json"])
        schema = json.loads(files[f"api/v1/schema/register-{name}.json"])
        jsonschema.Draft202012Validator(schema).validate(data)
        assert [one["source"] for one in data["rows"]] == [GOOD[name]["source"]]


@pytest.mark.parametrize("name", [one for one in GOOD if register_of(one).ending == "csv"])
def test_a_workbook_fills_it(name: str, town: Town, tmp_path: Path) -> None:
    """The form is offered; what is filled in under its headings becomes a row, once."""
    assert name in {form.name for form in forms()}
    form, lists = form_of(name), choices(programme())
    new = {key: value for key, value in another(name).items() if key not in ("id", "recorded")}
    columns = [one for one in form.columns if one.key in new]
    assert {one.key for one in columns} == new.keys()
    cells = [shown(one.spec, str(new[one.key]), lists) for one in columns]
    filled = tmp_path / "表.csv"
    filled.write_text(f"{','.join(one.heading for one in columns)}\n{','.join(cells)}\n", "utf-8")
    outcome = taken_in(filled, read(town))
    assert (outcome.form, errors(outcome.problems), len(outcome.created)) == (name, [], 1)
    registry = read(town).registry
    assert registry is not None and len(registry.registers.of(register_of(name))) == 2
    assert taken_in(filled, read(town)).created == {}


@pytest.mark.parametrize("name", [one for one in GOOD if register_of(one).ending == "yml"])
def test_the_web_form_has_it(name: str) -> None:
    """With every key of its table, and lists to choose from."""
    register = register_of(name)
    (made,) = (one for one in collections_of(programme(), Admin("test"))
               if one["name"] == f"register-{name}")  # fmt: skip
    assert made["label"] == register.title[0]
    (rows,) = made["files"][0]["fields"]
    widgets = {one["name"]: one for one in rows["fields"]}
    assert widgets.keys() == register.row.table.keys()
    assert shapes_of(programme())[name]["kind"] == "rows"
    for key in {"department", "project", "field"} & widgets.keys():
        assert widgets[key]["widget"] == "select"
