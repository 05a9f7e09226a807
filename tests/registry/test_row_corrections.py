"""更正 of rows: a text or a number of a published row is mended, its old words stay, and nothing
else moves."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.programme.programme import read_programme
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.inspections import INSPECTIONS, failure_of
from fangxin.facts.registers.mended import Mends, line_of
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.reading import ALL, read_registers
from fangxin.office.editing.mending import with_mended
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.registry.registry import load
from fangxin.registry.sources.revision import CONTENT
from fangxin.site.render import Renderer
from fangxin.standing.standing import standing
from fangxin.text.fields.tables import Field, Report
from fangxin.text.yaml.reading import Text
from fangxin.view.listings import listing_view
from fangxin.view.misuse import misuse_views
from fangxin.words.labels import mended_zh
from tests.facts.test_undoing import has
from tests.support.demonstration import KEPT
from tests.support.registers import programme
from tests.support.town_repository import PUBLISHED, TODAY, Town, founded

PAPER = "浦消联办〔2026〕9号"
INSPECTIONS_FILE = "content/registers/inspections.csv"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry as it was published, made once."""
    return founded(tmp_path_factory.mktemp("rows") / "town").folder


@pytest.fixture
def town(base: Path, tmp_path: Path) -> Town:
    """A copy of it."""
    shutil.copytree(base, tmp_path / "town", symlinks=True)
    return Town(tmp_path / "town")


def mend(town: Town, id: str, key: str, value: str, day: date = TODAY) -> None:
    """What the command writes."""
    path, data = with_mended(town.folder / CONTENT, id, key, value, PAPER, day)
    path.write_bytes(data)


CASES = [
    ("INS-2026-0003", "product", "电热水壶（塑料）"),
    ("INS-2026-0003", "reason", "接地措施不符合要求"),
    ("INS-2026-0001", "document", "浦市监检〔2026〕7号"),
    ("CMP-2026-00003", "document", "浦调〔2026〕4号"),
    ("LST-2026-001", "document", "浦市监严〔2026〕2号"),
    ("LST-2026-001", "law", "《食品安全法》第五条"),
    ("LST-2026-001", "name", "某某贸易有限公司（示例）"),
    ("MIS-2026-001", "note", "门贴编号不在登记簿。"),
    ("MIS-2026-001", "value", "FX-2019-8808"),
]
REFUSED = (
    "CMP-2026-00003,2026-02-24 09:10,,,2026-02-26 16:30,12315,general,clothing,PJ269004K,,,,amr,"
    "260,not_performed,,2026-02-26,,浦调〔2026〕3号,,,\n"
)


@pytest.mark.parametrize(("id", "key", "value"), CASES)
def test_a_mended_text_passes_the_gate(town: Town, id: str, key: str, value: str) -> None:
    """By the command, once and once more; without the entry that keeps the old words it is
    refused."""
    town.take([{"in": "content/registers/complaints.csv", "append": REFUSED}])
    town.commit("As it was published", day=PUBLISHED)
    town.git("tag", "-f", "published")
    mend(town, id, key, value)
    town.commit()
    assert town.judge() == []
    town.git("tag", "-f", "published")
    mend(town, id, key, f"{value}二" if key != "document" else "浦市监检〔2026〕17号")
    town.commit()
    assert town.judge() == []
    register = next(one for one in ALL if id[:3] in one.row.table["id"].example)
    path = town.folder / CONTENT / "registers" / f"{register.name}.{register.ending}"
    text = path.read_text("utf-8")
    assert text.count(PAPER) == 2 and value in text
    town.git("reset", "-q", "--hard", "published")
    path.write_text(path.read_text("utf-8").replace(value, "别的文字〔2026〕1号", 1), "utf-8")
    town.commit()
    assert town.codes() & {"fact-altered", "rewording-untrue", "failure-milder"}


HOSTILE = [
    ("another text than the entry says", "rewording-untrue",
     lambda line: line.replace("电热水壶", "电水壶", 1)),
    ("words that never stood there", "rewording-untrue",
     lambda line: line.replace("|电热水壶", "|电风扇")),
    ("a day before the last publication", "recorded-too-early",
     lambda line: line.replace(f"{TODAY}|", "2026-03-01|")),
    ("a result beside it", "failure-milder", lambda line: line.replace("failed", "passed", 1)),
    ("whom it is about", "fact-altered", lambda line: line.replace("某某电器商行", "另一商行")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code", "spoil"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_what_a_correction_does_not_let_through(
    town: Town, name: str, code: str, spoil: Any
) -> None:
    """An entry lets its own text through and nothing beside it."""
    mend(town, "INS-2026-0003", "product", "电水壶")
    path = town.folder / INSPECTIONS_FILE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(spoil(one) if one.startswith("INS-2026-0003") else one
                            for one in lines), "utf-8")  # fmt: skip
    town.commit()
    assert town.codes() & {code, "not-mended", "fact-altered"}, name


def test_an_entry_stays(town: Town) -> None:
    """What it said before is not taken away again."""
    mend(town, "INS-2026-0003", "product", "电水壶")
    town.commit("Mend")
    town.git("tag", "-f", "published")
    path = town.folder / INSPECTIONS_FILE
    path.write_text(
        path.read_text("utf-8").replace(f"|{PAPER}|电热水壶", f"|{PAPER}|水壶"), "utf-8"
    )
    town.commit()
    assert "fact-altered" in town.codes()


def test_a_mended_number_moves_no_sanction(town: Town) -> None:
    """The standing of the shop is what it was, and acts are told apart by the first number."""
    told, _ = read_programme(KEPT / "content")
    assert told is not None

    def facts() -> Any:
        rows, _ = read_registers(town.folder / CONTENT, told, TODAY)
        registry, _ = load(town.folder / "merchants", told, TODAY, registers=rows)
        return registry.facts("PJ269008C")

    before = facts()
    mend(town, "INS-2026-0001", "document", "浦市监检〔2026〕77号")
    after = facts()
    assert after.failures[-1].document == "浦市监检〔2026〕77号"
    assert after.failures[-1].paper == before.failures[-1].paper == "浦市监检〔2026〕1号"
    for day in (TODAY, date(2026, 9, 1), date(2028, 1, 1)):
        assert standing(before, told.policy, day) == standing(after, told.policy, day)


@pytest.mark.parametrize(
    ("id", "key", "value", "said"),
    [
        ("INS-2026-0003", "result", "passed", "能更正文字的是"),
        ("CMP-2026-00001", "amount", "1", "能更正文字的是"),
        ("LST-2026-001", "from", "2026-01-01", "能更正文字的是"),
        ("INS-2026-0003", "follow_up", "x", "还没有写"),
        ("INS-2026-0003", "product", "电热水壶", "没有要更正的"),
        ("INS-2026-0099", "product", "x", "没有编号"),
    ],
)
def test_what_is_no_text_is_not_mended(
    town: Town, id: str, key: str, value: str, said: str
) -> None:
    """Days, results, amounts, what is not there, what says so already."""
    with pytest.raises(NotPossibleError) as refused:
        mend(town, id, key, value)
    assert said in refused.value.zh


words = st.text(
    st.characters(categories=["L", "N", "P", "Z"], exclude_characters="\n\r|"), min_size=1
)


@given(st.lists(st.tuples(st.sampled_from(INSPECTIONS.texts), words), min_size=1, max_size=4))
def test_a_cell_keeps_what_was_written(entries: list[tuple[str, str]]) -> None:
    """Whatever words stood there, they are read again as they were."""
    entries = [(key, " ".join(before.split())) for key, before in entries]
    entries = [(key, before) for key, before in entries if before]
    cell = "\n".join(line_of("2026-11-28", key, PAPER, before) for key, before in entries)
    kind = Mends(INSPECTIONS.texts)
    report = Report("x")
    read = kind.read(Text(cell, 1, 1, True), Field("corrected", kind, "", ""), report)
    if entries and not report.problems:  # a text may have a character that no field takes
        assert [(one.key, one.before) for one in read] == entries


@pytest.mark.parametrize(
    ("cell", "code"),
    [("随便写的", "not-mended"), ("2026-11-28|result|文1号|failed", "bad-choice"),
     ("11月|product|文1号|水壶", "bad-day")],
)  # fmt: skip
def test_a_cell_of_another_form_is_told(cell: str, code: str) -> None:
    """Nothing else is taken for a correction."""
    kind = Mends(INSPECTIONS.texts)
    report = Report("x")
    kind.read(Text(cell, 1, 1, True), Field("corrected", kind, "", ""), report)
    assert [one.code for one in report.problems] == [code]


def test_each_text_is_a_field_with_a_name() -> None:
    """What may be mended is a key of the register, and pages can say what it is called."""
    for register in ALL:
        for key in register.texts:
            assert has(register.row, key) and mended_zh(key) != key, (register.name, key)


def test_pages_tell_what_was_mended(town: Town) -> None:
    """The day, the document and the words that stood there, on each public list."""
    for id, key, value in CASES:
        if id != "CMP-2026-00003":
            mend(town, id, key, value)
    told = programme()
    rows, problems = read_registers(town.folder / CONTENT, told, TODAY)
    assert [one for one in problems if one.level == "error"] == []
    sample = next(one for one in rows.of(INSPECTIONS) if one.id == "INS-2026-0003")
    assert failure_of(sample) is None and len(sample.corrected) == 2
    listing = listing_view(rows.of(DISHONEST)[0], TODAY)
    assert listing is not None and [one.key for one in listing.mended] == [
        "document",
        "law",
        "name",
    ]
    assert [one.key for one in misuse_views(rows.of(MISUSES), told.policy, TODAY)[0].mended] == [
        "note", "value",
    ]  # fmt: skip
    assert listing_view(rows.of(DISHONEST)[0], date(2026, 3, 15)).mended == ()  # type: ignore[union-attr]
    renderer = Renderer(told, KEPT.parents[2] / "theme")
    page = renderer.environment.from_string(
        '{% from "mended.html" import mended with context %}{{ mended(entries) }}'
    ).render(entries=sample.corrected)
    assert "更正于" in page and "商品原写作“电热水壶”" in page and PAPER in page
