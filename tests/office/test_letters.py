"""Letters to merchants: only what the standing calls for, and every day in them from the View."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from fangxin.base.dates import add_days
from fangxin.cli.main import main
from fangxin.facts.code_size import LEAST_MODULE, LEAST_SIDE, QUIET, size
from fangxin.facts.values import Status
from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.choosing import Refused, choose
from fangxin.office.letters.code import code_png, code_side
from fangxin.office.letters.context import context
from fangxin.office.letters.fitting import letters_due, letters_that_fit
from fangxin.office.letters.kinds import KINDS, Letter
from fangxin.office.letters.paper import paper
from fangxin.office.letters.text import LetterTextError, lines
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.view.next_steps import next_steps, remove_sign_by
from fangxin.view.viewing import view_of
from fangxin.words.sentences import zh_day
from tests.support.demonstration import CONTENT, RECORDS, needs_demonstration

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
TODAY = date(2026, 11, 5)
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")
SHOP = """\
name: 月泉粮油店（示例）
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路18号
certification:
  decisions:
    - {id: D1, date: 2024-03-01, status: publicised, until: 2024-03-07, document: 示例〔2024〕91号}
    - {id: D2, date: 2024-03-14, status: certified, until: 2027-03-13, certificate: FX-2024-9001,
       document: 示例〔2024〕93号}
signs:
  - {number: BP-2024-9001, issued: 2024-03-16, place: 店门}
"""
FAILURE = """\
failures:
  - {{id: F1, kind: {kind}, date: 2024-06-03, recorded: 2024-06-06, document: 示例〔2024〕917号,
     summary: 销售标签不符合规定的预包装食品{more}}}
"""
ID = "PJ239001B"


@cache
def demonstration(day: date) -> Sources:
    """Everything of the demonstration as on ``day``."""
    return read_sources(RECORDS, CONTENT, day, TODAY)


def case_of(sources: Sources, id: str, day: date) -> LetterCase:
    """One merchant of a registry on a day."""
    registry, programme = sources.registry, sources.programme
    assert registry is not None and programme is not None
    return LetterCase(view_of(id, registry, programme, day), registry.merchants[id], programme, day)


def every_case() -> Iterator[tuple[LetterCase, Letter]]:
    """Each merchant of the demonstration today and on every day its status changed, with each
    letter that fits it then."""
    sources = demonstration(TODAY)
    assert sources.registry is not None
    for id in sources.registry.merchants:
        now = case_of(sources, id, TODAY)
        days = {TODAY} | {step.since for step in now.view.timeline}
        for day in sorted(days):
            case = case_of(sources, id, day)
            for letter in letters_that_fit(case.view, case.programme, day):
                yield case, letter


CASES = tuple(every_case())


def values(of: Any, kind: type) -> Iterator[Any]:
    """All values of one type within frozen values, at any depth."""
    if isinstance(of, kind):
        yield of
    elif dataclasses.is_dataclass(of):
        for field in dataclasses.fields(of):
            yield from values(getattr(of, field.name), kind)
    elif isinstance(of, (tuple, list, frozenset)):
        for one in of:
            yield from values(one, kind)


def text_of(case: LetterCase, letter: Letter) -> str:
    """What a letter says, without its layout."""
    found = lines(letter, case, THEME)
    return "\n".join(line.text + "　".join(line.cells) for line in found)


def read_back(data: bytes) -> str:
    """All text of a Word file, tables and headers too."""
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    parts: list[Any] = [document, section.header, section.first_page_header]
    said = [paragraph.text for part in parts for paragraph in part.paragraphs]
    for part in parts:
        said += [cell.text for table in part.tables for row in table.rows for cell in row.cells]
    return "\n".join(said)


def a_registry(folder: Path, text: str) -> Sources:
    """A registry of one shop, by the programme of the demonstration alone."""
    merchants, content = folder / "merchants", folder / "content"
    merchants.mkdir(exist_ok=True)
    if not content.exists():
        shutil.copytree(CONTENT / "programme", content / "programme")
    (merchants / f"{ID}.yml").write_text(text, encoding="utf-8")
    sources = read_sources(merchants, content, TODAY, TODAY)
    assert not sources.errors
    return sources


def due(sources: Sources, day: str) -> list[str]:
    """The kinds of letters that are due to the shop on a day."""
    case = case_of(sources, ID, date.fromisoformat(day))
    return [one.kind for one in letters_due(case.view, case.programme, case.as_of)]


def test_every_day_in_a_letter_is_the_views() -> None:
    """A letter names no day that the View, its next steps or the day of writing do not."""
    for case, letter in CASES:
        view, policy = case.view, case.programme.policy
        steps = next_steps(view, policy)
        known = {*values((view, steps), date), case.as_of, remove_sign_by(view)}
        if view.bar_until is not None:
            known.add(add_days(view.bar_until, 1))
        before = {add_days(step.since, -1) for step in view.timeline}
        said = {date(*map(int, day)) for day in DAY.findall(text_of(case, letter))}
        assert said <= known | before, (view.id, case.as_of, letter, said - known - before)


def test_every_document_in_a_letter_is_in_the_record_or_the_rules() -> None:
    """A letter names no paper that the View, the rules, the plan or the appeal's answer do not."""
    for case, letter in CASES:
        rules = [version.document for version in case.programme.policy.versions]
        plan = [plan.document for plan in case.programme.plans]
        answers = [one.appeal.document for one in case.merchant.failures if one.appeal]
        known = {*values(case.view, str), *rules, *plan, *answers}
        known |= {found for text in known if text for found in DOCUMENT.findall(text)}
        said = set(DOCUMENT.findall(text_of(case, letter)))
        strange = {one for one in said if not any(one.endswith(str(k)) for k in known if k)}
        assert strange == set(), (case.view.id, letter, strange)


def test_letters_fit_the_status_and_nothing_else() -> None:
    """No letter of revocation without a revocation, nor any other beside its status."""
    wanted = {
        "revoke": {Status.REVOKED},
        "suspend": {Status.SUSPENDED},
        "rectify": {Status.SUSPENDED},
        "certify": {Status.CERTIFIED},
        "expire": {Status.CERTIFIED},
        "reinstate": {Status.CERTIFIED},
        "end": {Status.EXPIRED, Status.WITHDRAWN, Status.CLOSED},
    }
    for case, letter in CASES:
        assert case.view.status in wanted.get(letter.kind, set(Status)), (case.view.id, letter)
    written = {(case.view.id, case.as_of, letter.kind) for case, letter in CASES}
    for case, _ in CASES:
        for kind, status in (("revoke", Status.REVOKED), ("suspend", Status.SUSPENDED)):
            there = (case.view.id, case.as_of, kind) in written
            assert there is (case.view.status is status)


@needs_demonstration
def test_the_demonstration_needs_every_kind_of_letter() -> None:
    """No kind is there that nothing in three years of a county would call for."""
    assert {letter.kind for _, letter in CASES} == set(KINDS)


@needs_demonstration
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_can_be_read_back_from_the_word_file(kind: str) -> None:
    """Office, kind, merchant, day and every paragraph are in the file, in official layout."""
    case, letter = next(pair for pair in CASES if pair[1].kind == kind)
    data = paper(lines(letter, case, THEME), case)
    said = read_back(data)
    for wanted in (case.programme.site.office, KINDS[kind].zh, case.view.name, zh_day(case.as_of)):
        assert wanted in said
    for line in lines(letter, case, THEME):
        assert line.text in said
        assert all(part.strip() in said for cell in line.cells for part in cell.split("\\\\"))
    section = Document(io.BytesIO(data)).sections[0]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(one.mm) for one in margins if one] == [37, 35, 28, 26]
    assert section.page_width and round(section.page_width.mm) == 210
    assert "##" not in said and "{" not in said and "None" not in said


def test_the_code_leads_to_the_status_page() -> None:
    """Who scans the letter sees the merchant's own page."""
    case, letter = CASES[0]
    data = paper(lines(letter, case, THEME), case)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        pictures = [name for name in file.namelist() if name.endswith(".png")]
        assert len(pictures) == 1
        picture = Image.open(io.BytesIO(file.read(pictures[0])))
    read = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in read] == [case.url]
    assert picture.getcolors() is not None and set(picture.convert("RGB").tobytes()) == {0, 255}


@pytest.mark.parametrize("length", [20, 34, 44, 58, 64, 84])
def test_the_code_is_as_large_as_on_a_sign(length: int) -> None:
    """30 mm without its margin of four modules, whatever the address; then no module is finer
    than half a millimetre."""
    url = f"https://fx.example/m/{'A' * (length - 22)}/" if length > 22 else "x" * length
    modules = size(len(url))
    side = code_side(url)
    assert side * modules / (modules + 2 * QUIET) == pytest.approx(LEAST_SIDE)
    assert side / (modules + 2 * QUIET) >= LEAST_MODULE
    picture = Image.open(io.BytesIO(code_png(url, scale=1)))
    assert picture.size == (modules + 2 * QUIET,) * 2
    assert picture.crop((0, 0, picture.width, QUIET)).getextrema() == (255, 255)


def test_the_letter_prints_its_code_in_that_size() -> None:
    """What Word is told of the picture is the size by the rule."""
    case, letter = CASES[0]
    header = Document(io.BytesIO(paper(lines(letter, case, THEME), case))).sections[0]
    drawn = header.first_page_header.part.element.iter(qn("wp:extent"))
    assert [round(int(one.get("cx")) / 36000, 2) for one in drawn] == [
        round(code_side(case.url), 2)
    ]


def test_the_same_facts_and_day_give_the_same_bytes() -> None:
    """Nothing of the file comes from a clock: neither its parts nor what it says of itself."""
    case, letter = next(pair for pair in CASES if pair[1].kind == "revoke")
    first, second = (paper(lines(letter, case, THEME), case) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "仿宋_GB2312" in file.read("word/fontTable.xml").decode()
    told = Document(io.BytesIO(first)).core_properties
    assert told.created is not None and told.created.date() == case.as_of
    assert told.author == case.programme.site.office


def test_one_event_is_one_letter(tmp_path: Path) -> None:
    """What the notice to rectify tells is not told again; what happens next has its own letter."""
    serious = a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    assert due(serious, "2024-06-05") == []
    assert due(serious, "2024-06-06") == ["rectify"]
    assert due(serious, "2024-07-06") == ["rectify"]
    assert due(serious, "2024-07-07") == ["revoke"]
    assert due(serious, "2024-08-06") == ["revoke"]
    assert due(serious, "2024-08-07") == []
    more = ", rectified: 2024-06-20, rectified_recorded: 2024-06-21"
    mended = a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=more))
    assert due(mended, "2024-06-21") == ["reinstate"]
    assert due(mended, "2024-03-14") == ["certify"]
    assert due(mended, "2026-12-12") == []
    assert due(mended, "2026-12-13") == ["expire"]
    assert due(mended, "2027-03-14") == ["end"]


def test_a_notice_is_due_until_it_was_served(tmp_path: Path) -> None:
    """A failure without consequence is told too, as long as the merchant may still appeal."""
    minor = a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty_minor", more=""))
    assert due(minor, "2024-06-06") == ["notice"]
    assert due(minor, "2024-08-05") == ["notice"]
    assert due(minor, "2024-08-06") == []
    served = FAILURE.format(kind="penalty_minor", more=", served: 2024-06-08")
    assert due(a_registry(tmp_path, SHOP + served), "2024-06-08") == []


@pytest.mark.parametrize(("outcome", "word"), [("upheld", "自始有效"), ("dismissed", "未予支持")])
def test_the_outcome_of_an_appeal_is_the_records(tmp_path: Path, outcome: str, word: str) -> None:
    """Upheld means that the recognition was never interrupted; dismissed keeps every deadline."""
    appeal = (
        ", appeal: {filed: 2024-06-10, decided: 2024-06-20, recorded: 2024-06-20, "
        f"outcome: {outcome}, document: 示例〔2024〕95号}}"
    )
    sources = a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=appeal))
    case = case_of(sources, ID, date(2024, 6, 20))
    fitting = letters_that_fit(case.view, case.programme, case.as_of)
    letter = choose("appeal", None, fitting, case.view)
    assert isinstance(letter, Letter) and letter.due
    said = text_of(case, letter)
    assert word in said and "示例〔2024〕95号" in said
    assert ("仍为2024年7月6日（含当日）" in said) is (outcome == "dismissed")
    assert ("自始有效" in said) is (outcome == "upheld")


def test_a_letter_before_service_says_that_the_periods_move(tmp_path: Path) -> None:
    """Deadlines run from service; the proof of service names what its day is entered for."""
    sources = a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    case = case_of(sources, ID, date(2024, 6, 6))
    (letter,) = letters_due(case.view, case.programme, case.as_of)
    said = text_of(case, letter)
    assert "从送达之日起相应顺延" in said and "登记为F1的送达日" in said
    failure = case.view.failures[0]
    for day in (failure.rectify_by, failure.appeal_by, failure.reply_by):
        assert day is not None and f"{zh_day(day)}前（含当日）" in said


def test_signs_come_down_by_the_day_of_the_page(tmp_path: Path) -> None:
    """A letter of revocation names the signs and the last day that the status page names."""
    sources = a_registry(tmp_path, SHOP + FAILURE.format(kind="counterfeit", more=""))
    case = case_of(sources, ID, date(2024, 6, 6))
    (letter,) = letters_due(case.view, case.programme, case.as_of)
    last = remove_sign_by(case.view)
    assert letter.kind == "revoke" and last is not None and case.view.bar_until is not None
    said = text_of(case, letter)
    assert f"请在{zh_day(last)}前（含当日）摘下并交回标牌（BP-2024-9001）" in said
    assert f"{zh_day(case.view.bar_until)}以前（含当日）不得再次认定" in said


def test_two_failures_need_a_name(tmp_path: Path) -> None:
    """Of several failures the official says which one; the letter then is about that one."""
    two = FAILURE.format(kind="penalty_minor", more="") + (
        "  - {id: F2, kind: price_not_marked, date: 2024-06-04, recorded: 2024-06-06,\n"
        "     document: 示例〔2024〕918号, summary: 没有标价}\n"
    )
    case = case_of(a_registry(tmp_path, SHOP + two), ID, date(2024, 6, 7))
    fitting = letters_that_fit(case.view, case.programme, case.as_of)
    unclear = choose("notice", None, fitting, case.view)
    assert isinstance(unclear, Refused) and "F1、F2" in unclear.zh
    second = choose("notice", "F2", fitting, case.view)
    assert isinstance(second, Letter) and "没有标价" in text_of(case, second)
    other = choose("notice", "D2", fitting, case.view)
    assert isinstance(other, Refused) and "D2" in other.zh


def test_the_whole_address_goes_to_the_merchant_alone(tmp_path: Path) -> None:
    """A sole trader's door number is withheld from the page and stands in the proof of service."""
    text = SHOP.replace("91330726MA2DEM54XD", "92330726MA2DEM4926") + "address_public: road\n"
    case = case_of(a_registry(tmp_path, text), ID, date(2024, 3, 14))
    (letter,) = letters_due(case.view, case.programme, case.as_of)
    assert case.view.address is not None and "18号" not in case.view.address
    assert "月泉路18号" in text_of(case, letter)


def run(folder: Path, line: str, day: str = "2024-06-06") -> int:
    """``fangxin letter`` on the shop's registry."""
    where = ["--merchants", str(folder / "merchants"), "--content", str(folder / "content")]
    return main(["letter", *line.split(), *where, "--as-of", day])


def test_the_command_writes_a_new_file_and_never_over_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named by merchant, kind and day; what is there already is somebody's work."""
    a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, f"rectify {ID.lower()} --document 示例〔2024〕20号") == 0
    path = tmp_path / f"{ID}-限期整改通知书-2024-06-06.docx"
    assert "示例〔2024〕20号" in read_back(path.read_bytes())
    path.write_bytes(b"edited")
    assert run(tmp_path, f"rectify {ID}") == 2
    assert path.read_bytes() == b"edited"
    assert "没有覆盖" in capsys.readouterr().err
    assert run(tmp_path, f"rectify {ID} --output other.docx --json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["kind"], said["facts"], said["path"]) == ("rectify", ["F1"], "other.docx")


@pytest.mark.parametrize(
    ("line", "day", "word"),
    [
        (f"revoke {ID}", "2024-06-06", f"fangxin letter rectify {ID}"),
        (f"suspend {ID}", "2024-06-05", "放心消费单位（认定有效）"),
        (f"appeal {ID}", "2024-06-06", "登记有申诉"),
        (f"notice {ID} --fact F9", "2024-06-06", "F9"),
        (
            f"dismiss {ID}",
            "2024-06-06",
            "只能写其中之一：notice（问题告知书）",
        ),
        ("notice PJ239002Z", "2024-06-06", "没有编号"),
        (f"rectify {ID} --document 浦20号", "2024-06-06", "文号应写成"),
        (f"rectify {ID} --output letter.doc", "2024-06-06", ".docx"),
        (f"rectify {ID}", "2099-01-01", "还没有到"),
        (f"{ID} --fact F1", "2024-06-06", "请写明文种"),
    ],
)
def test_what_does_not_fit_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    day: str,
    word: str,
) -> None:
    """A refusal says why and what would fit, in both languages, and leaves no file."""
    a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, line, day) == 2
    said = capsys.readouterr().err
    assert word in said and " | " in said and "Traceback" not in said
    assert list(tmp_path.glob("*.doc*")) == []


def test_no_letter_from_data_with_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A standing that may be wrong is not put on paper."""
    a_registry(tmp_path, SHOP)
    (tmp_path / "merchants" / f"{ID}.yml").write_text(SHOP.replace("shop", "shoe"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, f"certify {ID}") == 1
    assert "不出具" in capsys.readouterr().err
    assert list(tmp_path.glob("*.docx")) == []


def test_without_a_kind_it_lists_what_is_due(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list gives the command for each letter, and JSON the same."""
    a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    assert run(tmp_path, ID) == 0
    said = capsys.readouterr().out
    first, rest = said.split("也可以出具的")
    assert f"fangxin letter rectify {ID}" in first and f"notice {ID} --fact F1" in rest
    assert run(tmp_path, f"{ID} --json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in listed["due"]] == ["rectify"]
    assert {one["kind"] for one in listed["other"]} == {"notice", "suspend"}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """The office's templates, to be changed."""
    shutil.copytree(THEME / "letters", tmp_path / "letters")
    return tmp_path


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("{{ 没有的名称 }}", "没有的名称"),
        ("{{ 商户 ", "花括号"),
        ("[二微码]", "[二微码]"),
        ("{% include '别的.txt' %}", "别的.txt"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "unsafe"),
    ],
)
def test_a_broken_template_is_explained(theme: Path, broken: str, word: str) -> None:
    """Who changed a template wrongly reads where and what, and gets no letter."""
    case, letter = next(pair for pair in CASES if pair[1].kind == "end")
    (theme / "letters" / "end.txt").write_text(f"正文\n{broken}\n", encoding="utf-8")
    with pytest.raises(LetterTextError) as caught:
        lines(letter, case, theme)
    assert word in caught.value.zh and "letters" in caught.value.zh


def test_an_empty_template_is_no_letter(theme: Path) -> None:
    """A letter without a body is refused, not printed."""
    case, letter = next(pair for pair in CASES if pair[1].kind == "end")
    (theme / "letters" / "end.txt").write_text("", encoding="utf-8")
    with pytest.raises(LetterTextError, match="no body"):
        lines(letter, case, theme)


def test_what_the_office_changes_is_printed(theme: Path) -> None:
    """A sentence added to a template is in the letter; what it is about begins no heading."""
    case, letter = next(pair for pair in CASES if pair[1].kind == "end")
    view = dataclasses.replace(case.view, name="甲\n# 乙（示例）")
    (theme / "letters" / "end.txt").write_text("{{ 商户 }}，特此告知。", encoding="utf-8")
    found = lines(letter, dataclasses.replace(case, view=view), theme)
    assert [line.text for line in found if line.kind == "body"] == ["甲 # 乙（示例），特此告知。"]
    assert "乙" not in "".join(line.text for line in found if line.kind == "title")


def test_templates_have_no_number_of_their_own() -> None:
    """Periods and days come from the rules and the View; a template that had one would go stale."""
    for path in sorted((THEME / "letters").glob("*.txt")):
        text = re.sub(r"{[{%#].*?[}%#]}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"[0-9]|[一二三四五六七八九十]+(?:天|日内|年内|个月)", text), path.name
        assert "认证" not in text


def test_every_kind_and_name_is_documented() -> None:
    """The guide tells every kind, every mark and every name that a template may use."""
    guide = (ROOT / "docs" / "letters.md").read_text(encoding="utf-8")
    case, letter = next(
        pair for pair in CASES if pair[1].kind == "revoke" and pair[0].view.failures
    )
    names = context(letter, case)
    for code, kind in KINDS.items():
        assert f"`{code}`" in guide and kind.zh in guide
        assert (THEME / "letters" / f"{code}.txt").is_file()
    missing = [name for name in names if f"`{name}`" not in guide]
    missing += [name for name in names["问题"] or {} if f"`{name}`" not in guide]
    missing += [name for name in names["理由"][0] if f"`{name}`" not in guide]
    assert missing == []


def test_nothing_that_is_typed_into_a_letter_comes_in_japanese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever style an official types in: no typeface of the theme, no language but Chinese."""
    a_registry(tmp_path, SHOP + FAILURE.format(kind="penalty", more=""))
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, f"rectify {ID} --output a.docx") == 0
    with zipfile.ZipFile(tmp_path / "a.docx") as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist() if ".xml" in name}
    text = "".join(said for name, said in parts.items() if "theme" not in name)
    assert "ja-JP" not in text
    assert not re.search(r'w:(?:ascii|hAnsi|eastAsia)Theme="', text)
    assert set(re.findall(r'w:eastAsia="([a-z]{2}-[A-Z]{2})"', text)) == {"zh-CN"}
