"""Records: what is read, what is refused in which words, and that nothing raises.

``python -m tests.facts.test_record`` writes the expected diagnoses anew; look at the difference.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Problem, errors
from fangxin.facts.record.reading import read_record
from fangxin.facts.record.table import RECORD
from fangxin.facts.values import Act, Appeal, Decision, Failure, Merchant
from fangxin.text.fields.idents import check_character, is_merchant_id
from fangxin.text.fields.kinds import Line
from fangxin.text.fields.names import odd_character
from fangxin.text.fields.tables import Field, Group, ListOf, read_document
from fangxin.text.yaml.dialect import MESSAGES
from field_reference import renewed
from tests.support.demonstration import RECORDS

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "records"
DIAGNOSES = FIXTURES / "diagnoses.txt"
HORRIBLE = FIXTURES / "horrible" / "PJ000001.yml"
GOOD = sorted((FIXTURES / "good").iterdir())
BAD = sorted(path for path in (FIXTURES / "bad").rglob("*") if path.is_file())
# Modules whose problems a record can have; where in a call the code of the problem stands.
PACKAGES = ("text/yaml", "text/fields", "facts/record")
WARNINGS = {"credit-code-check", "comment-cut", "curly-quotes"}  # nothing else may be published
CODE_AT = {"Problem": 1, "add": 1, "wrong": 2, "refusal": 0, "_refuse": 0, "_stop": 0, "_absent": 1}
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ud800-\udfff]")


def read(path: Path) -> tuple[Merchant | None, list[Problem]]:
    """A fixture as the registry would read it, with the path below the fixtures."""
    return read_record(path.read_bytes(), path.relative_to(FIXTURES).as_posix())


def read_text(text: str, id: str = "PJ00000O") -> tuple[Merchant | None, list[Problem]]:
    """A record that stands only in a test."""
    return read_record(text.encode(), f"merchants/{id}.yml")


def codes_in(path: Path) -> Iterator[str]:
    """The codes of problems that a module writes down, told by the calls that take them."""
    tree = ast.parse(path.read_text("utf-8"))
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        at = CODE_AT.get(name)
        if at is not None and at < len(call.args):
            code = call.args[at]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def all_codes() -> set[str]:
    """Every code that reading a record can give; only rows of registers have moments."""
    package = ROOT / "generator" / "fangxin"
    paths = [path for name in PACKAGES for path in (package / name).glob("*.py")]
    return set(MESSAGES) | {code for path in paths for code in codes_in(path)} - {"bad-minute"}


def test_every_code_has_a_bad_fixture_of_its_name() -> None:
    """No rule is left that nothing trips, and no fixture whose rule is gone."""
    assert len(all_codes()) > 50
    assert {path.parent.name for path in BAD} == all_codes()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.parent.name)
def test_a_bad_fixture_trips_its_rule(path: Path) -> None:
    """The folder's name is among the codes, and the file cannot be published unless it warns."""
    problems = read(path)[1]
    assert path.parent.name in {problem.code for problem in problems}
    assert bool(errors(problems)) == (path.parent.name not in WARNINGS)


def diagnoses() -> str:
    """Place and code of every problem of the bad fixtures, and the horrible record in full."""
    lines = []
    for path in BAD:
        for problem in read(path)[1]:
            level = "" if problem.level == "error" else f" ({problem.level})"
            lines.append(f"{problem.place}: {problem.code}{level}\n")
    return "".join([*lines, "\n", *(f"{problem}\n" for problem in read(HORRIBLE)[1])])


def test_the_whole_diagnosis() -> None:
    """Every problem of every bad record, at its place; every word about the horrible one."""
    hint = "look at the difference, then: python -m tests.facts.test_record"
    assert diagnoses() == DIAGNOSES.read_text("utf-8"), hint
    assert len(read(HORRIBLE)[1]) > 30


@pytest.mark.parametrize("path", [*BAD, HORRIBLE], ids=lambda path: path.parent.name)
def test_messages_say_what_to_do(path: Path) -> None:
    """Both languages, one line, a remedy, a stable code, no hidden character repeated."""
    for problem in read(path)[1]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code)
        assert "请" in problem.zh
        assert not re.search(
            r"[\u4e00-\u9fff]", re.sub(r"'[^']*'|: .*$|there are .*", "", problem.en)
        )
        assert not UNSAFE.search(str(problem))


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("仙华山超市（示例）·A&B", None),
        ("𰻝𰻝面馆", None),
        ("\U0002ebf0记", None),  # newer than some Pythons know
        ("Café Österreich", None),
        ("ᠮᠣᠩᠭᠣᠯ བོད་ཡིག ئۇيغۇرچە ไทยน้ำ ハ゜ン", None),
        ("仙\u0336华", "\u0336"),
        ("仙\u0301华", "\u0301"),
        ("S\u0336hop", "\u0336"),
        ("\u0301仙华", "\u0301"),
        ("1\u20e3号店", "\u20e3"),
        ("2\u0301号店", "\u0301"),
        ("仙\ue000华", "\ue000"),
        ("仙\U00013437华", "\U00013437"),
        ("仙\U0001d159华", "\U0001d159"),
        ("仙\u0378华", "\u0378"),
    ],
)
def test_names_are_made_of_what_everybody_sees(name: str, odd: str | None) -> None:
    """Scripts with marks keep them; nothing invisible or struck out makes a second name."""
    assert odd_character(name) == odd


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_fixture_has_no_errors(path: Path) -> None:
    """And what it says becomes a merchant."""
    merchant, problems = read(path)
    assert errors(problems) == []
    assert merchant is not None
    assert merchant.id == path.stem
    assert is_merchant_id(merchant.id)


def test_the_example_of_the_design() -> None:
    """Values, defaults, and keys that were not written."""
    merchant, problems = read(FIXTURES / "good" / "PJSHOP2.yml")
    assert [(p.code, p.level) for p in problems] == [("missing-key", "warning")]
    assert merchant is not None
    assert merchant.decisions[1] == Decision(
        id="D2",
        date=date(2018, 3, 12),
        act=Act.CERTIFIED,
        recorded=date(2018, 3, 12),
        until=date(2021, 3, 11),
        certificate="FX-2018-0042",
    )
    failure = merchant.failures[0]
    assert failure.recorded == date(2019, 6, 6)
    assert failure.rectified == date(2019, 6, 28)
    assert failure.rectified_recorded is None
    assert failure.final_recorded is None
    assert failure.appeal is not None
    assert failure.appeal.outcome == "dismissed"
    assert merchant.follow_up[0].fact == "INS-2019-0017"
    assert [c.limit for c in merchant.commitments] == [None, 5000]
    assert merchant.address_public == "full"


def test_every_field_of_the_facts_can_be_written() -> None:
    """The full fixture fills every attribute of every fact, so no column of the table is lost."""
    merchant, problems = read(FIXTURES / "good" / "PJFULL9.yml")
    assert problems == []
    assert merchant is not None
    seen: dict[type, set[str]] = {}

    def look(value: Any) -> None:
        if isinstance(value, tuple):
            for item in value:
                look(item)
        elif hasattr(value, "__dataclass_fields__"):
            for spec in fields(value):
                if getattr(value, spec.name) not in (None, (), False, ""):
                    seen.setdefault(type(value), set()).add(spec.name)
                    look(getattr(value, spec.name))

    look(merchant)
    of_registers = {Failure: {"register", "act", "dispute"}, Appeal: {"retest"}}
    for kind, names in seen.items():
        missing = {spec.name for spec in fields(kind)} - names
        assert missing <= of_registers.get(kind, set()), kind
    assert len(seen) == 20


def word(text: str, code: str) -> str:
    """The Chinese of the only problem ``code`` of a record whose further keys are ``text``."""
    found = [p.zh for p in read_text(f"name: 甲\ncategory: online\n{text}\n")[1] if p.code == code]
    assert len(found) == 1, found
    return found[0]


def test_a_message_suggests_no_outcome() -> None:
    """What a missing outcome may be is listed; "dismissed" is not put into anybody's mouth."""
    failure = "failures: [{id: F1, kind: penalty, date: 2020-01-01, appeal: {filed: 2020-01-02"
    zh = word(f"{failure}, decided: 2020-01-09}}}}]", "key-alone")
    assert "upheld（成立）、dismissed（不成立）之一" in zh
    assert "outcome: dismissed" not in zh


def test_an_example_is_called_one() -> None:
    """Nobody is told to enter the example's certificate number or name."""
    decision = "certification: {decisions: [{id: D1, date: 2018-03-12, status: certified"
    zh = word(f"{decision}, until: 2021-03-11, document: 甲号}}]}}", "missing-key")
    assert "例如「certificate: FX-2018-0042」" in zh
    assert "请补上一行，例如「uscc: " in word("", "uscc-missing")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("status: certified", "当前状态不填写"),
        ("状态: 认定", "certification.decisions"),
        ("decisions: []", "缩进到「certification:」之下"),
        ("until: 2021-03-11", "certification.decisions"),
        ("appeal: {filed: 2020-01-01}", "failures"),
        ("xyz: 1", "town（乡镇街道）"),
    ],
)
def test_a_key_in_the_wrong_place_is_told_its_own(line: str, words: str) -> None:
    """The keys that people write at the top are sent where they belong; lists carry labels."""
    zh = word(line, "unknown-key")
    assert words in zh
    assert "objections」？" not in zh


def test_a_group_that_is_no_group_gets_an_example() -> None:
    """The example is a line that would be read."""
    failure = "failures: [{id: F1, kind: penalty, date: 2020-01-01, void: 写错了}]"
    example = "void: {date: 2019-06-03, reason: 登记时写错商户}"
    assert f"「{example}」" in word(failure, "not-a-mapping")
    assert "「- {id: F1, kind: penalty, date: 2019-06-03}」" in word(
        "failures: [好]", "not-a-mapping"
    )
    part = Group((Field("column", Line(), "列名", "column"), Field("value", Line(), "值", "value")))
    table = Group((Field("document", part, "文号", "document"),))
    _, problems = read_document("document: 文书\n".encode(), "a.yml", table)
    assert [p.code for p in problems] == ["not-a-mapping"]
    assert "「document: {column: …}」" in problems[0].zh
    text = failure.replace("void: 写错了", example).replace("2020-01-01", "2019-01-01")
    assert not {"not-a-mapping", "missing-key"} & {
        p.code for p in read_text(f"name: 甲\ncategory: online\n{text}\n")[1]
    }


LISTS = {
    "categories": {"shop": "放心商店", "online": "放心网店"},
    "kinds": {"penalty": "受到行政处罚", "failed_inspection": "监督检查不合格"},
}


@pytest.mark.parametrize(
    ("category", "kind", "words"),
    [
        ("放心商店", "penalty", "「放心商店」应写 shop"),
        ("商店", "penalty", "「商店」应写 shop"),
        ("Shop", "penalty", "「Shop」应写 shop"),
        ("放心", "penalty", "shop（放心商店）、online（放心网店）"),
        ("shop", "监督检查不合格", "应写 failed_inspection"),
        ("shop", "Penaltyy", "应写 penalty"),
    ],
)
def test_a_label_in_place_of_a_code_is_told_the_code(category: str, kind: str, words: str) -> None:
    """With the programme's lists; an unclear word gets the list, never a guess."""
    failure = f"failures: [{{id: F1, kind: {kind}, date: 2020-01-01}}]"
    data = f"name: 甲\ncategory: {category}\n{failure}\n".encode()
    found = [p for p in read_record(data, "PJ00000O.yml", LISTS)[1] if p.code == "bad-code"]
    assert len(found) == 1
    assert words in found[0].zh
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"'[^']*'", "", found[0].en))
    bare = [p.zh for p in read_record(data, "PJ00000O.yml")[1] if p.code == "bad-code"]
    assert "代码见 content/programme/" in bare[0]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("认定", "certified"),
        ("撤销", "revoked"),
        ("恢复认定", "reinstated"),
        ("certifed", "certified"),
    ],
)
def test_an_act_in_other_words_is_told_its_code(written: str, code: str) -> None:
    """A Chinese label or a slip of the finger names the code of ``status``."""
    text = f"certification: {{decisions: [{{id: D1, date: 2018-03-12, status: {written}}}]}}"
    assert f"应写 {code}" in word(text, "bad-choice")


@pytest.mark.parametrize(
    "fact",
    [
        "failures: [{id: F1, kind: penalty, date: 2062-06-03, rectified: 2019-07-01, "
        "publication_ends: 2020-01-01, void: {date: 2019-08-01, reason: 写错}}]",
        "changes: [{id: C1, date: 2062-06-03, field: owner, document: 例1号, "
        "void: {date: 2019-08-01, reason: 写错}}]",
        "certification: {decisions: [{id: D1, date: 2062-06-03, status: closed, "
        "void: {date: 2019-08-01, reason: 写错}}]}",
        "failures: [{id: F1, kind: penalty, date: 2019-06-03, "
        "appeal: {filed: 2062-06-03, decided: 2019-07-01, outcome: upheld}}]",
    ],
)
def test_nobody_is_blamed_for_a_day_that_was_not_written(fact: str) -> None:
    """A day in the wrong order is held against what was written, never against ``recorded`` by
    default."""
    told = [p.zh for p in read_text(f"name: 月泉\n{fact}\n")[1] if p.code == "wrong-order"]
    assert told
    assert not any("登记日" in zh or "recorded" in zh for zh in told)


def test_curly_quotes_are_told_and_kept() -> None:
    """They stay part of the name, because nobody else may change it; half-width ones outside
    say that they are meant."""
    merchant, problems = read_text("name: “月泉”\ncategory: online\n")
    assert merchant is not None
    assert merchant.name == "“月泉”"
    assert [p.level for p in problems if p.code == "curly-quotes"] == ["warning"]
    for name in ('"“月泉”"', "“月泉”与“仙华”", "月泉“老店”"):
        codes = {p.code for p in read_text(f"name: {name}\ncategory: online\n")[1]}
        assert "curly-quotes" not in codes


def test_text_keeps_its_zeros_and_words() -> None:
    """A shop may be called "no" or 0123; nothing turns into a number or a truth value."""
    merchant, _ = read_text("name: no\ncategory: online\nplatform_shop: 0123\nname_en: 1:30\n")
    assert merchant is not None
    assert (merchant.name, merchant.platform_shop, merchant.name_en) == ("no", "0123", "1:30")


def test_a_record_that_names_nobody_is_no_merchant() -> None:
    """Without name or category there is nothing to show; the rest is still checked."""
    merchant, problems = read_text("category: shop\nfailures: [{id: F1, kind: x, date: 2020}]\n")
    assert merchant is None
    assert {"missing-key", "bad-day", "bad-code", "town-missing"} <= {p.code for p in problems}
    assert read_text("[]")[0] is None
    assert read_text("name: [")[0] is None


def test_broken_facts_are_left_out_and_places_stay_true() -> None:
    """The second failure cannot be read, so the third one is number 1; its place is its own."""
    merchant, problems = read_text(
        "name: 甲\ncategory: online\nfailures:\n"
        "  - {id: F1, kind: penalty, date: 2020-01-01}\n"
        "  - {id: F2, kind: penalty, date: 2020-02-30}\n"
        "  - {id: F3, kind: penalty, date: 2020-03-01}\n"
    )
    assert errors(problems)
    assert merchant is not None
    assert [failure.id for failure in merchant.failures] == ["F1", "F3"]
    assert str(merchant.places["failures.1.date"]) == "merchants/PJ00000O.yml:6:35"
    assert str(merchant.places["name"]) == "merchants/PJ00000O.yml:1:7"
    assert "failures.2" not in merchant.places
    assert len(merchant.places) == len(list(merchant.places)) == 11


@pytest.mark.parametrize(
    "text",
    [
        "样品条码 6901234567892，报告编号 20190603138000000001",
        "摘要 sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "信用代码 91330726MA2DEM0P1X、52330726199003076N",
        "证书 FX-13800000000，浦市监罚〔2019〕17号，罚款13800元，2019-06-03",
        "电话 0579-84000000，投诉 12315",
        "编号 330726199013076530 中的月份不存在",
    ],
)
def test_numbers_that_are_not_personal_pass(text: str) -> None:
    """Digests, certificates, credit codes, bar codes and landlines are no personal numbers."""
    _, problems = read_text(f"name: 甲\ncategory: online\nname_en: '{text}'\n")
    assert "personal-number" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "text",
    [
        "138 0000 0000",
        "联系13800000000。",
        "+86-138-0000-0000",
        "008613800000000",
        "１３８００００００００",
        "13800000000/13900000000",
        "身份证330726199003076530",
        "33072619900307653x",
    ],
)
def test_personal_numbers_are_refused_and_not_repeated(text: str) -> None:
    """However they are written; and the message does not spread them."""
    _, problems = read_text(f"name: 甲\ncategory: online\nname_en: '{text}'\n")
    found = [problem for problem in problems if problem.code == "personal-number"]
    assert found
    for problem in found:
        assert not re.search(r"\d{6}", problem.zh + problem.en)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://user:pass@shop.example/",
        "https://shop.example@evil.example/",
        "//shop.example",
        "ftp://shop.example",
        "https://shop",
        "https://127.0.0.1/",
        "https://店.example/",
        "https://shop.example/a b",
        "https://shop.example/\"onclick='x'",
        "data:text/html,x",
        "HTTPS://SHOP.EXAMPLE",
    ],
)
def test_only_plain_web_addresses_pass(address: str) -> None:
    """No scripts, no user names, no bare hosts, no quotes that could leave an attribute."""
    _, problems = read_text(f"name: 甲\ncategory: online\nwebsite: {json.dumps(address)}\n")
    assert "bad-address" in {problem.code for problem in problems}


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=3, max_size=15), st.data())
def test_the_check_character_finds_every_single_error(body: str, data: st.DataObject) -> None:
    """One character changed is no longer an ID (swapped neighbours nearly always are not)."""
    id = body + check_character(body)
    assert is_merchant_id(id)
    at = data.draw(st.integers(0, len(id) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    assert is_merchant_id(id[:at] + other + id[at + 1 :]) == (id[at] == other)


def filled(kind: Any, text: str) -> Any:
    """A value of the shape of ``kind`` with ``text`` in every scalar."""
    if isinstance(kind, ListOf):
        return [filled(kind.item, text)]
    if isinstance(kind, Group):
        return {spec.key: filled(spec.kind, text) for spec in kind.fields}
    return text


def test_naughty_strings_never_raise_in_any_field(shared: Path) -> None:
    """Every string of the Big List of Naughty Strings, in every field at once."""
    naughty = json.loads((shared / "hostile" / "blns" / "blns.json").read_text("utf-8"))
    assert len(naughty) > 500
    for text in naughty:
        tree = filled(RECORD.kind, text)
        assert isinstance(tree, dict)
        for record in (tree, {**tree, "name": "甲", "category": "online"}):
            merchant, problems = read_text(yaml.dump(record, Dumper=DUMPER, allow_unicode=True))
            assert len(errors(problems)) > 20 or problems[0].code == "too-big"
            assert merchant is not None or record is tree or problems[0].code == "too-big"
            for problem in problems:
                assert not UNSAFE.search(str(problem))


@given(st.data())
def test_a_mutated_record_is_read_or_explained(data: st.DataObject) -> None:
    """A piece cut out, doubled, swapped or replaced: never an exception, never a silent loss."""
    text = data.draw(st.sampled_from([path.read_bytes() for path in [*GOOD, HORRIBLE]]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        stop = data.draw(st.integers(start, min(len(text), start + 40)))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=4),
                st.just(text[start:stop] * 2),
                st.sampled_from(
                    [b": ", b"\n", b"- ", b"{", b"[", b"2024-02-30", b"~", b"\xe3\x80\x80"]
                ),
            )
        )
        text = text[:start] + piece + text[stop:]
    merchant, problems = read_record(text, "merchants/PJ00000O.yml")
    assert merchant is not None or errors(problems)
    if merchant is not None and not errors(problems):
        assert text.count(b"kind: penalty") <= len(merchant.failures) + text.count(b"#")


@given(st.binary(max_size=300))
def test_random_bytes_are_explained(data: bytes) -> None:
    """No merchant comes out of noise, and something is said."""
    merchant, problems = read_record(data, "merchants/PJ00000O.yml")
    assert merchant is None
    assert errors(problems)


@pytest.mark.parametrize("path", ["", "x", "a/b/", ".yml", "merchants/\u202e.yml", "PJ00000O.YML"])
def test_any_path_is_told(path: str) -> None:
    """A wrong file name is a problem like others."""
    _, problems = read_record(b"name: a\n", path)
    assert "file-name" in {problem.code for problem in problems}


def test_whole_records_are_clean() -> None:
    """What the repository ships passes its own rules without a warning."""
    paths = sorted(RECORDS.rglob("*.yml"))
    assert len(paths) >= 10
    for path in paths:
        merchant, problems = read_record(path.read_bytes(), path.relative_to(ROOT).as_posix())
        assert problems == []
        assert merchant is not None


def test_the_reference_is_true() -> None:
    """docs/record.md names every field as the table has it."""
    text = (ROOT / "docs" / "record.md").read_text("utf-8")
    assert renewed(text) == text, "run: python scripts/field_reference.py docs/record.md"


if __name__ == "__main__":
    DIAGNOSES.write_text(diagnoses(), "utf-8")
