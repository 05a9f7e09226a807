"""The strict YAML: what is refused, where, and that no bytes whatever raise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxin.text.yaml import reading as source
from fangxin.text.yaml.reading import Map, Node, Seq, Text, read_yaml
from fangxin.text.yaml.structure import structural_cause

FIXTURES = Path(__file__).parents[1] / "fixtures" / "records"
ALPHABET = "ab1 \n\n:-,[]{}#&*!|>'\"%@`?~<=\\\t\r：，“　é\u0301\u200b0"


def codes(data: bytes) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in read_yaml(data, "a.yml")[1]]


def places(text: str) -> list[str]:
    """``line:column: code`` of each problem."""
    return [
        f"{problem.place.line}:{problem.place.column}: {problem.code}"
        for problem in read_yaml(text.encode(), "a.yml")[1]
    ]


def values(node: Node | None) -> Iterator[str]:
    """Every text of a tree, keys first."""
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Seq):
        for item in node.items:
            yield from values(item)
    elif isinstance(node, Map):
        for key, child in node.entries.items():
            yield key
            yield from values(child)


@pytest.mark.parametrize("word", ["no", "0123", "1:30", "2024-02-30", "~", "1e3", "0x1F", ".inf"])
def test_every_scalar_stays_text(word: str) -> None:
    """Nothing is guessed: what was written is what is read."""
    root, problems = read_yaml(f"a: {word}\n".encode(), "a.yml")
    assert problems == []
    assert isinstance(root, Map)
    assert root.entries["a"] == Text(word, 1, 4, True)


def test_places_count_characters_from_one() -> None:
    """Chinese characters are one column each; every node knows where it stands."""
    root, problems = read_yaml("甲: 乙\n丙:\n  - 丁\n  - {戊: 己}\n".encode(), "a.yml")
    assert problems == []
    assert isinstance(root, Map)
    assert root.entries["甲"] == Text("乙", 1, 4, True)
    assert root.keys["丙"] == Text("丙", 2, 1, True)
    items = root.entries["丙"]
    assert isinstance(items, Seq)
    assert items.items[0] == Text("丁", 3, 5, True)
    inner = items.items[1]
    assert isinstance(inner, Map)
    assert (inner.line, inner.column) == (4, 5)
    assert inner.entries["戊"] == Text("己", 4, 9, True)


def test_a_second_status_is_refused_and_the_first_kept() -> None:
    """A merge that leaves two statuses does not quietly take the last one."""
    root, problems = read_yaml(b"status: revoked\nstatus: certified\n", "a.yml")
    assert [p.code for p in problems] == ["duplicate-key"]
    assert problems[0].place.line == 2
    assert "第 1 行" in problems[0].zh
    assert list(values(root)) == ["status", "revoked"]


def test_deep_nesting_is_told_not_raised() -> None:
    """Two thousand brackets, or as many as the file may hold, give one problem at level 13."""
    for count in (2_000, source.RECORD_BYTES):
        assert places("[" * count) == ["1:13: too-deep"]
    assert places("{a: " * 2_000) == ["1:49: too-deep"]
    assert codes(b"\n".join(b"  " * n + b"a:" for n in range(11)) + b" b") == []


def test_an_alias_bomb_is_refused_without_being_unfolded() -> None:
    """Each anchor and each alias is a problem; nothing grows."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    root, problems = read_yaml(bomb.encode(), "a.yml")
    assert {p.code for p in problems} == {"anchor", "alias"}
    assert len(problems) == 8 + 7 * 9
    assert sum(1 for _ in values(root)) == 8 + 2 + 7 * 9


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("name: 甲\ncategory：shop\ntown: 乙\n", "2:1", "全角「：」"),
        ("name：甲\ncategory: shop\n", "1:1", "全角「：」"),
        ("a:\n  - {id: D1， date: x}\n", "2:3", "全角「，」"),
        ("name:甲\ntown: 乙\n", "1:1", "后面须空一格"),
        ("name: 甲: 乙\n", "1:1", "一行只能有一组"),
        ('name: "甲\ntown: 乙\n', "1:7", "没有配对"),
        ("name: 'it's'\n", "1:1", "两端"),
        ("a: “甲” : 乙\n", "1:1", "中文引号"),
        ("certification：\n  decisions: []\n", "1:1", "全角「：」"),
        ("a:\n  - id：F1\n    kind: p\n", "2:3", "全角「：」"),
        ("a:\n  - id:F1\n    kind: p\n", "2:3", "后面须空一格"),
        ("a: @甲\n", "1:4", "「@」"),
        ("a: *见附件\n", "1:4", "「*」"),
        ("a: &附件\n", "1:4", "「&」"),
        ("a: !附件\n", "1:4", "「!」"),
        ("a: >5度\nb: c\n", "1:4", "「>」"),
        ("a: [附件]温度\n", "1:4", "「[」"),
        ("a: {b: 1\n", "1:4", "括号须成对"),
        ('a: "C:\\qq"\n', "1:1", "反斜杠"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "缩进"),
        ("a: 1\n-b\n", "2:1", "「- 内容」"),
    ],
)
def test_a_syntax_error_names_its_line_and_its_remedy(text: str, place: str, remedy: str) -> None:
    """One problem, on the line that caused it, with what to do."""
    root, problems = read_yaml(text.encode(), "a.yml")
    assert root is None
    assert [p.code for p in problems] == ["syntax"]
    assert f"{problems[0].place.line}:{problems[0].place.column}" == place
    assert remedy in problems[0].zh


HEAD = "name: 甲\nuscc: 乙\ncertification:\n  decisions:\n"
ITEM = "{id: D1, date: 2018-03-01, document: 甲号}"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        # a missing or surplus bracket
        (f"{HEAD}    - {ITEM[:-1]}\n    - {ITEM}\n", "5:7", "有「{」，没有与它配对的「}」"),
        (f"{HEAD}    - {ITEM}\n    - {ITEM[:-1]}\n", "6:7", "有「{」，没有与它配对的「}」"),
        (f"{HEAD}    - {ITEM[:-1]}\nfailures: []\n", "5:7", "有「{」，没有与它配对的「}」"),
        (f"{HEAD}    - {ITEM}}}\n    - {ITEM}\n", "5:47", "多了一个「}」"),
        (f"{HEAD}    - {{id: D1, because: [F1}}\n", "5:25", "有「[」，没有与它配对的「]」"),
        # indentation
        (f"{HEAD}    - {ITEM}\n   - {ITEM}\n", "6:4", "这里缩进 3 格，上面第 5 行是 4 格"),
        (f"{HEAD}   - {ITEM}\n    - {ITEM}\n", "6:5", "这里缩进 4 格，上面第 5 行是 3 格"),
        (f"{HEAD}    - {ITEM}\n      - {ITEM}\n", "6:7", "这里缩进 6 格，上面第 5 行是 4 格"),
        ("a:\n  - id: F1\n    kind: p\n     date: x\n", "4:6", "上面第 3 行是 4 格"),
        ("a:\n  - id: F1\n   kind: p\n", "3:4", "这里缩进 3 格，上面第 2 行是 4 格"),
        # a forgotten dash
        (f"{HEAD}    - {ITEM}\n    {ITEM}\n", "6:5", "补上「- 」"),
        (f"{HEAD}    - {ITEM}\n      {ITEM}\n", "6:7", "补上「- 」"),
        (f"{HEAD}      {ITEM}\n    - {ITEM}\n", "5:7", "补上「- 」"),
        ("a:\n  - id: F1\n    kind: p\n  id: F2\n", "4:3", "补上「- 」"),
        # a quote that was opened lines above
        (f'name: "甲\n{HEAD[8:]}    - {ITEM[:-3]}"乙"}}\n', "1:7", "没有配对"),
        (f'name: "甲\n{HEAD[8:]}    - {ITEM}\n', "1:7", "没有配对"),
        (f'{HEAD}    - {{id: D1, document: "甲, until: x}}\n    - {ITEM}\n', "5:26", "没有配对"),
        # a note inside brackets
        (f"{HEAD}    - {{id: D1, summary: 附件 #3, until: x}}\n    - {ITEM}\n", "5:28", "注释"),
        (f"{HEAD}    - {{id: D1, summary: 附件 # 3}}\n", "5:28", "注释"),
        # a comma that is missing
        (f"{HEAD}    - {{id: D1 date: 2018-03-01}}\n", "5:19", "逗号"),
    ],
)
def test_what_was_broken_first_is_told_where_it_is(text: str, place: str, words: str) -> None:
    """Also when the parser noticed lines later, and never on a line that is right."""
    root, problems = read_yaml(text.encode(), "a.yml")
    assert root is None
    assert [p.code for p in problems] == ["syntax"]
    assert f"{problems[0].place.line}:{problems[0].place.column}" == place
    assert words in problems[0].zh
    assert "一行只能有一组" not in problems[0].zh


LINES = st.builds(
    "{}{}".format,
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["a: 1", "b:", "- c", "- d: 2", "- e:", "{x: 1}", "- {y: 1}"]),
)


@given(st.lists(LINES, min_size=2, max_size=5))
def test_two_equal_indentations_are_not_called_different(lines: list[str]) -> None:
    """Whoever is told two numbers is told two that differ: what is wrong then is something else."""
    cause = structural_cause(lines, len(lines) - 1)
    numbers = re.search(r"这里缩进 (\d+) 格，上面第 \d+ 行是 (\d+) 格", cause.zh if cause else "")
    assert numbers is None or numbers[1] != numbers[2], cause


def test_a_dash_below_a_value_is_told_as_one() -> None:
    """A list whose name has a value already, or that has no name at all."""
    cause = structural_cause(["name: x", "- a"], 1)
    assert cause is not None and "第 1 行的名称已经有内容" in cause.zh and "补上" in cause.zh


def test_nothing_is_broken_in_text_that_is_right() -> None:
    """The second look at a text finds nothing in any file that the parser accepts."""
    found = 0
    for folder in ("content", "merchants", "tests/fixtures"):
        for path in sorted((FIXTURES.parents[2] / folder).rglob("*.yml")):
            data = path.read_bytes()
            root, problems = read_yaml(data, "a.yml", max_bytes=1_000_000)
            if root is None or problems:
                continue
            lines = data.decode().split("\n")
            assert structural_cause(lines, len(lines) - 1) is None, path
            found += 1
    assert found > 100


def test_a_quoted_or_folded_text_of_several_lines_is_no_cause() -> None:
    """The error below such text is told, not the text."""
    text = 'a: "x\n  y: z"\nb: |\n  - {\n  \'c\nd: >-\n  x [\n\ne:\n- {f: [g,\n  h]}\n'
    good = text.replace("y: z", "y, z")
    assert places(good) == []
    assert places(f"{good} i: 1\n") == ["12:2: syntax"]


def test_spaces_that_are_none_are_named_where_they_stand() -> None:
    """From Word and Excel: after a colon, before a line, inside a value, behind an escape."""
    assert places("a: b\ntown:\u00a0c\nd: e\n") == ["2:6: odd-space"]
    assert places("a: b\ntown:\u3000c\nd: e\n") == ["2:6: odd-space"]
    assert places("a: {b: c,\u3000d:\u3000e}\n") == ["1:10: odd-space", "1:13: odd-space"]
    assert places("a:\n\u3000b:\n    - c\n") == ["2:1: odd-space"]
    assert places("a:\n\u00a0\u00a0b: c\n") == ["2:1: odd-space", "2:2: odd-space"]
    assert places("a: b\u00a0c\n") == ["1:5: odd-space"]
    assert places("a: b\u2003c\n") == ["1:5: odd-space"]
    assert places('a: "b\\_c"\n') == ["1:4: odd-space"]
    assert "U+00A0" in read_yaml("a:\u00a0b".encode(), "a.yml")[1][0].zh
    assert places("a: 甲\u3000乙\nb: |\n  甲\n  \u3000\u3000no: 乙\n  no:\u3000乙\nc: d\n") == []


def test_a_note_that_cuts_a_value_is_told() -> None:
    """ "#" right before text may have been meant as text; "# " is a note."""
    _, problems = read_yaml(
        "a: 甲 #乙\nb: 丙 # 丁\nc: '戊' #己\nd: #庚\n  - 辛#壬\n".encode(), "a.yml"
    )
    assert [(str(p.place), p.code, p.level) for p in problems] == [
        ("a.yml:1:6", "comment-cut", "warning")
    ]
    assert "「#乙」" in problems[0].zh


def test_a_list_begun_twice_is_merged_not_deleted() -> None:
    """Whoever obeys loses no failure."""
    text = "failures:\n  - {id: F1}\ntown: a\nfailures:\n  - {id: F2}\n"
    _, problems = read_yaml(text.encode(), "a.yml")
    assert [(str(p.place), p.code) for p in problems] == [("a.yml:4:1", "duplicate-list")]
    assert "并到第 1 行的「failures」下面，一项也不要丢" in problems[0].zh
    for text in ("a: {b: c}\na: {d: e}\n", "a: b\na: [c]\n"):
        _, problems = read_yaml(text.encode(), "a.yml")
        assert [p.code for p in problems] == ["duplicate-key"]
        assert "一项也不要丢" in problems[0].zh
    assert "只保留正确的一行" in read_yaml(b"a: b\na: c\n", "a.yml")[1][0].zh


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04" + b"\x00\x06\x08" * 40_000, "Word、Excel 文件或压缩包"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 Word"),
        (b"%PDF-1.7\n", "PDF"),
        (b"a\0:\0 \0b\0", "空字节"),
    ],
)
def test_a_file_of_another_program_is_one_problem(data: bytes, word: str) -> None:
    """A document that was only renamed is told once, not byte by byte."""
    root, problems = read_yaml(data, "a.yml")
    assert root is None
    assert [p.code for p in problems] == ["not-a-text-file"]
    assert word in problems[0].zh


def test_encodings_are_told_apart() -> None:
    """GBK, UTF-16 and a byte-order mark each get their own words."""
    for data, word in (
        ("a: b\n名称: 甲".encode("gbk"), "GBK"),
        ("a: 甲".encode("utf-16"), "UTF-16"),
        (b"a: \xff\xff\xff", "无法辨认"),
    ):
        root, problems = read_yaml(data, "a.yml")
        assert root is None
        assert [p.code for p in problems] == ["not-utf8"]
        assert word in problems[0].zh
    assert str(read_yaml("a: b\n名".encode("gbk"), "a.yml")[1][0].place) == "a.yml:2:1"
    assert codes(b"\xef\xbb\xbfa: 1\n") == ["byte-order-mark"]


def test_windows_line_ends_are_read() -> None:
    """CRLF is a line end; a lone CR is a control character."""
    root, problems = read_yaml(b"a: 1\r\nb:\r\n  - 2\r\n", "a.yml")
    assert problems == []
    assert list(values(root)) == ["a", "1", "b", "2"]
    assert codes(b"a: 1\rb: 2\n") == ["control-character"]


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u2028", "\ufe0f", "\u3164", "\U000e0041"]
)
def test_what_cannot_be_seen_is_refused_written_or_escaped(hidden: str) -> None:
    """Direction marks, zero-width characters and fillers do not hide in text or behind escapes."""
    assert places(f"a: x{hidden}y\n") == ["1:5: invisible-character"]
    escape = f"\\U{ord(hidden):08x}"
    assert places(f'a: "x{escape}y"\n') == ["1:4: invisible-character"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: |# b\n  c\n", "1:4"), ("a: {b?}\n", "1:5"), ("a: [x, y?z]\n", "1:8")],
)
def test_spellings_on_which_parsers_disagree_are_refused(text: str, place: str) -> None:
    """One of two parsers would take them, so neither does."""
    assert places(text) == [f"{place}: odd-spelling"]
    assert places("a: b?\nc: {d: 'e?'}\nf: |2-  # g\n    h\n") == []


def test_limits_can_be_set() -> None:
    """Other documents may be larger or shallower."""
    data = b"a: " + b"x" * 70_000
    assert codes(data) == ["too-big"]
    assert read_yaml(data, "a.yml", max_bytes=100_000)[1] == []
    assert [p.code for p in read_yaml(b"a: {b: c}", "a.yml", max_depth=1)[1]] == ["too-deep"]


def fixtures() -> list[bytes]:
    """Every record of the fixtures."""
    found = [path.read_bytes() for path in sorted(FIXTURES.rglob("*.y*ml"))]
    assert len(found) > 50
    return found


def without_places_of_nothing(node: Node | None) -> str:
    """A tree as text; the parsers place a value that was not written differently."""
    return re.sub(r"Text\(value='', line=\d+, column=\d+", "Text(", repr(node))


def same_with_both_parsers(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml and PyYAML's own parser accept the same files and read the same trees."""
    root, problems = read_yaml(data, "a.yml")
    with monkeypatch.context() as patch:
        patch.setattr(source, "_LOADER", yaml.SafeLoader)
        other, found = read_yaml(data, "a.yml")
    assert bool(problems) == bool(found), (data, problems, found)
    if not problems:
        assert without_places_of_nothing(root) == without_places_of_nothing(other)
    for node in (root, other):
        assert all(value.encode() is not None for value in values(node))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="needs PyYAML with libyaml to compare with")
def test_fixtures_read_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fallback gives the same trees, and the same problems where parsing does not stop."""
    for data in fixtures():
        same_with_both_parsers(data, monkeypatch)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="needs PyYAML with libyaml to compare with")
@given(st.text(ALPHABET, max_size=40))
def test_any_text_reads_the_same_without_libyaml(text: str) -> None:
    """Also for text made of everything that means something in YAML."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        same_with_both_parsers(text.encode(), monkeypatch)


@given(st.one_of(st.binary(max_size=200), st.text(ALPHABET, max_size=80).map(str.encode)))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever is read, there is a tree or a problem, and messages can be printed."""
    root, problems = read_yaml(data, "a.yml")
    assert root is not None or problems
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert str(problem).encode()


@given(st.data())
def test_no_mutated_record_raises(data: st.DataObject) -> None:
    """A record with a piece cut out, doubled or replaced is read or explained."""
    text = data.draw(st.sampled_from(fixtures()))
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 30)))
    piece = data.draw(
        st.one_of(st.binary(max_size=5), st.text(ALPHABET, max_size=9).map(str.encode))
    )
    root, problems = read_yaml(text[:start] + piece + text[stop:], "a.yml")
    assert root is not None or problems


def test_every_message_says_how_to_mend() -> None:
    """Chinese and English both, and a remedy in the Chinese."""
    for data in fixtures():
        for problem in read_yaml(data, "a.yml")[1]:
            assert re.search(r"[\u4e00-\u9fff]", problem.zh)
            assert "请" in problem.zh
            assert problem.en
