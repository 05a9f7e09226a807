"""Whatever is chosen from a closed list may be typed in Chinese, and a slip shows all in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click
import pytest

from fangxin.base.closed import code_of, listed
from fangxin.cli import change, decide, diff, letter, options, sign, template
from fangxin.cli.frame.command import Options
from fangxin.cli.frame.parameters import Option, one_of
from fangxin.cli.main import main
from fangxin.facts.promises import FATE_ZH
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.record.texts import MENDABLE, label_of
from fangxin.facts.registers.declared import every as every_register
from fangxin.office.editing.given import Reader
from fangxin.office.editing.mending import labels_of
from fangxin.office.editing.notice import LABELS as NOTICES
from fangxin.text.fields.tables import ListOf
from tests.support.commands import every, understood
from tests.support.toy_site import FIRST, write_records

TYPED = {
    f"decide 公示 {FIRST}": ("act", "publicise"),
    f"decide 认定 {FIRST}": ("act", "certify"),
    f"decide 续期 {FIRST}": ("act", "renew"),
    f"decide 暂停 {FIRST}": ("act", "suspend"),
    f"decide 恢复 {FIRST}": ("act", "reinstate"),
    f"decide 撤销 {FIRST}": ("act", "revoke"),
    f"decide 退出 {FIRST}": ("act", "withdraw"),
    f"decide 终止 {FIRST}": ("act", "close"),
    f"decide 不予认定 {FIRST}": ("act", "refuse"),
    f"decide Publicise {FIRST}": ("act", "publicise"),
    f"letter 暂停 {FIRST}": ("kind", "suspend"),
    f"letter 问题告知书 {FIRST}": ("kind", "notice"),
    f"letter 整改 {FIRST}": ("kind", "rectify"),
    "template 商户": ("form", "merchants"),
    "template 抽检": ("form", "inspections"),
    "notice 公示": ("kind", "publicity"),
    "notice 消费提醒": ("kind", "alert"),
    "schema --register 抽检": ("register", "inspections"),
    f"sign 撤回 {FIRST} B1 --what 取下": ("what", "taken_down"),
    f"change {FIRST} 名称 x": ("field", "name"),
    f"change {FIRST} 经营者": ("field", "owner"),
    "check --format 流水线": ("format", "github"),
    "diff --format 网页": ("format", "html"),
}


@pytest.mark.parametrize("line", TYPED)
def test_the_chinese_name_is_the_code(line: str) -> None:
    """As it stands in the help, or as much of it as one of them has."""
    key, code = TYPED[line]
    assert getattr(understood(line.split()), key) == code


def test_actions_of_a_sign_have_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is the same command by either name."""
    for name, label in sign.LABELS.items():
        for word in (name, label):
            assert main(["sign", word]) == 2
            assert f"fangxin sign {name} --help" in capsys.readouterr().err, word
    assert set(sign.LABELS) == set(sign.COMMAND.commands)


def tables() -> Iterator[Mapping[str, str]]:
    """Every closed list that a command asks for, by code and label."""
    yield from (change.LABELS, decide.WORDS, letter.TITLES, NOTICES, sign.LABELS, FATE_ZH)
    yield from (dict(options.STYLES), diff.FORMATS, template.forms())
    yield from ({key: label_of(sort, key)[0] for key in keys} for sort, keys in MENDABLE.items())
    yield from map(labels_of, every_register())


def test_no_two_of_a_list_are_called_the_same() -> None:
    """Or a name would mean neither; and each is found by both, and told with both."""
    for table in tables():
        for code, label in table.items():
            assert code_of(code, table) == code
            assert code_of(label or code, table) == code, (code, label)
            assert code in listed(table)[0] and label in listed(table)[0]


def test_what_may_mean_several_or_none_is_refused_with_all() -> None:
    """A part that several have, nothing at all, and a slip, which is not guessed."""
    read = one_of({"retest": "复检", "retested": "复检日期", "final": ""})
    for word in ("检日复", "", "  ", "复", "retset", "终", "复检 日期"):
        with pytest.raises(click.BadParameter) as raised:
            read(word)
        said = str(getattr(raised.value, "zh", ""))
        assert "retest（复检）、retested（复检日期）、final" in said, word
    assert read("复检") == "retest" and read("日期") == "retested" and read("FINAL") == "final"


def test_texts_to_be_mended_are_named_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--key 说明``; what is none is answered with all, in both."""
    record = """\
name: 试验商店一（示例）
uscc: 91330726MA2DEM118J
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道试验路1号
failures:
  - {id: F1, kind: penalty, date: 2026-03-02, document: 浦市监罚〔2026〕1号, summary: 错字}
"""
    merchants = write_records(tmp_path / "merchants", {FIRST: record})
    monkeypatch.setenv("FANGXIN_AS_OF", "2026-05-02")
    words = ["correct", FIRST, "F1", "--value", "没有错字", "--document", "浦消联办〔2026〕2号"]
    words += ["--merchants", str(merchants)]
    assert main([*words, "--key", "日期"]) == 1
    assert "summary（说明）、document（文号）" in capsys.readouterr().err
    assert main([*words, "--key", "说明"]) == 0
    assert "summary: 没有错字" in (merchants / f"{FIRST}.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("今天", "2026-05-02"),
        ("昨天", "2026-05-01"),
        ("前天", "2026-04-30"),
        ("今日", "2026-05-02"),
    ],
)
def test_the_day_that_counts_may_be_said(
    word: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the one clock, which the environment may have set."""
    monkeypatch.setenv("FANGXIN_AS_OF", "2026-05-02")
    said = [understood(["check", "--as-of", word]).as_of]
    said.append(understood(["guard", "a..b", "--published", word]).published)
    assert said == [date.fromisoformat(day)] * 2


def test_a_day_of_a_wrong_clock_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that 今天 is written wrongly."""
    monkeypatch.setenv("FANGXIN_AS_OF", "tomorrow")
    assert main(["check", "--as-of", "今天"]) == 2
    assert "FANGXIN_AS_OF" in capsys.readouterr().err
    assert isinstance(understood(["check", "--as-of", "2026-05-02"]), Options)


@pytest.mark.parametrize(
    "words", ["D5,F1", "[D5, F1]", "[D5,F1]", "【D5、F1】", "［D5，F1］", " [ D5 F1 ] ", "D5；F1"]
)
def test_a_list_may_be_typed_as_records_have_it(words: str) -> None:
    """With brackets of any kind, or none, and any comma."""
    value, problems = Reader(date(2026, 5, 2), {}).read(DECISION.table["because"], words)
    assert (value, problems) == (["D5", "F1"], [])


def test_examples_of_lists_have_no_brackets() -> None:
    """What help shows can be typed as it stands."""
    shown = 0
    for name, command in every():
        for param in command.params:
            if isinstance(param, Option) and param.name == "field_because":
                assert "例如 F1 " in str(param.help), name
                shown += 1
            assert "例如 [" not in str(getattr(param, "help", "")), name
    assert shown and isinstance(DECISION.table["because"].kind, ListOf)
