"""Bytes → text that a person sees as it is: UTF-8, NFC, without tabs or hidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from fangxin.base.problem import Place, Problem
from fangxin.text.sameness import standard
from fangxin.text.yaml.dialect import refusal

_MOST = 20  # problems of one kind reported per file

# What hides in text: controls (C0, DEL, C1), soft hyphen, joiners and zero-width spaces, bidi
# overrides, fillers that look blank, variation selectors, tags, line separators, lone surrogates.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_HIDDEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# What stands for nothing outside the machine that wrote it, and what could not be decoded.
_PRIVATE = "\ue000-\uf8ff\ufffd\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f"  # look like a space and are none
_BAD = re.compile(rf"[\t{_CONTROL}{_HIDDEN}{_SPACES}{_PRIVATE}]|\r(?!\n)")
# A full-width space is good text, but it neither indents nor separates.
_WIDE = re.compile(
    r"^ *(?:- +)*-?(?P<indent>\u3000+)(?=[-\[{\"'A-Za-z_ ])"
    r"|^ *(?:- +)*\{? *[A-Za-z_]\w*:(?P<value>\u3000+)"
    r"|[{,] *(?P<key>\u3000+)?[A-Za-z_]\w*:(?P<inner>\u3000+)?",
    re.MULTILINE,
)
_IS_HIDDEN = re.compile(f"[{_HIDDEN}]")
_IS_SPACE = re.compile(f"[{_SPACES}]")
_IS_PRIVATE = re.compile(f"[{_PRIVATE}]")
_MARKER = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?=[ \r\n]|\Z).*$", re.MULTILINE)
_INDENT = re.compile(rf"^ *(?:\t|[{_SPACES}])", re.MULTILINE)
_BLOCK = re.compile(r"(?:: |- )[|>][-+1-9]{0,2} *(?: #.*)?\r?$")
_DIRECTIVE = re.compile(r"^%.*$", re.MULTILINE)
# How files begin that are no text, and what they are.
_BINARY = (
    (b"PK\x03\x04", "Word、Excel 文件或压缩包（.docx、.xlsx、.zip）", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文件（.doc、.xls）", "an old Word or Excel file"),
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
)


def decode(data: bytes, path: str, max_bytes: int) -> tuple[str | None, list[Problem]]:
    """The text of UTF-8 bytes without byte-order mark; None when too big or not UTF-8."""
    start = Place(path)
    binary = _binary(data)
    if binary:
        return None, [refusal("not-a-text-file", start, zh=binary[0], en=binary[1])]
    if len(data) > max_bytes:
        sizes = {"most": max_bytes // 1024, "size": len(data) // 1024 + 1}
        return None, [refusal("too-big", start, **sizes)]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [refusal("not-utf8", start, zh="是 UTF-16 编码", en="it is UTF-16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_undecodable(data, error.start, path)]
    if text.startswith("\ufeff"):
        return text[1:], [refusal("byte-order-mark", start)]
    return text, []


def _binary(data: bytes) -> tuple[str, str] | None:
    """What kind of file this is, when it is none of text."""
    for head, zh, en in _BINARY:
        if data.startswith(head):
            return zh, en
    if data[:1000].count(0) > 3 and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return "含有许多空字节的文件", "a file with many zero bytes"
    return None


def text_problems(text: str, path: str, table: bool = False) -> tuple[list[Problem], bool]:
    """Problems that show in the raw text, and whether it is useless to parse it. In a ``table``
    (CSV) nothing indents, and a line of a cell may begin with any sign."""
    if "<<<<<<<" in text or ">>>>>>>" in text or "=======" in text:
        markers = list(_at_line_starts(_MARKER, "conflict-marker", text, path))
        if markers:
            return markers, True
    problems: list[Problem] = []
    if "%" in text and not table:
        problems += _at_line_starts(_DIRECTIVE, "directive", text, path)
    hopeless = bool(problems)
    if _BAD.search(text):
        for match in islice(_BAD.finditer(text), _MOST):
            problems.append(_character(match.group(), _place(text, match.start(), path)))
        hopeless |= not table and _INDENT.search(text) is not None
    if "\u3000" in text and not table:
        for start, indents in islice(_wide_spaces(text), _MOST):
            problems.append(_character("\u3000", _place(text, start, path)))
            hopeless |= indents
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        problems += islice(_decomposed(text, path), _MOST)
    return problems, hopeless


def blank(text: str) -> str:
    """``text`` with a space for every bad character, so that all places stay."""
    if "\u3000" in text:
        characters = list(text)
        for start, _ in _wide_spaces(text):
            characters[start] = " "
        text = "".join(characters)
    return _BAD.sub(" ", text) if _BAD.search(text) else text


def value_problem(value: str, place: Place) -> Problem | None:
    """The first bad character that an escape such as ``\\u202e`` brought into a value."""
    bad = _BAD.search(value)
    if bad:
        return _character(bad.group(), place)
    if not unicodedata.is_normalized("NFC", value):
        return _not_nfc(value, place)
    return None


def shown(text: str, most: int = 40) -> str:
    """``text`` on one line, cut to a length that suits a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + "…"


def _character(character: str, place: Place) -> Problem:
    if character == "\t":
        return refusal("tab", place)
    if character == "\u3000" or _IS_SPACE.match(character):
        zh, en = ("全角空格", "a full-width")
        if character != "\u3000":
            zh, en = ("不间断空格等特殊空格", "a no-break or other special")
        return refusal("odd-space", place, zh=zh, en=en, name=f"U+{ord(character):04X}")
    if _IS_PRIVATE.match(character):
        good = standard(character)
        zh, en = ("请照原件换成标准的字", "write the standard character")
        if good != character:
            zh, en = (
                f"标准的字是“{good}”，请换成它",
                f"write the standard one, '{good}'",
            )
        return refusal("private-use-character", place, name=f"U+{ord(character):04X}", zh=zh, en=en)
    code = "invisible-character" if _IS_HIDDEN.match(character) else "control-character"
    return refusal(code, place, name=f"U+{ord(character):04X}")


def _place(text: str, index: int, path: str) -> Place:
    return Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _undecodable(data: bytes, start: int, path: str) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    begin = data.rfind(b"\n", 0, start) + 1
    place = Place(path, line, len(data[begin:start].decode("utf-8")) + 1)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return refusal("not-utf8", place, zh="有无法辨认的字节", en="bytes that are no text stand")
    return refusal(
        "not-utf8", place, zh="很可能是 GBK（ANSI）编码", en="probably GBK (ANSI) stands"
    )


def _wide_spaces(text: str) -> Iterator[tuple[int, bool]]:
    """Index of each full-width space that stands for an ordinary one, and whether it indents."""
    in_block = _block_lines(text)
    line = done = 0
    for match in _WIDE.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        for name, got in match.groupdict().items():
            if got and line not in in_block:
                yield from ((at, name == "indent") for at in range(*match.span(name)))


def _block_lines(text: str) -> set[int]:
    """Numbers, from 0, of the lines of texts after ``|`` or ``>``: any space is content there."""
    found: set[int] = set()
    outer: int | None = None
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        if outer is not None and (indent > outer or not line.strip()):
            found.add(number)
        else:
            outer = indent if _BLOCK.search(line) else None
    return found


def _at_line_starts(pattern: re.Pattern[str], code: str, text: str, path: str) -> Iterator[Problem]:
    for match in islice(pattern.finditer(text), _MOST):
        place = _place(text, match.start(), path)
        yield refusal(code, place, name=shown(match.group(), 20))


def _decomposed(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() or unicodedata.is_normalized("NFC", line):
            continue
        good = unicodedata.normalize("NFC", line)
        same = next((i for i, (a, b) in enumerate(zip(line, good, strict=False)) if a != b), 0)
        yield _not_nfc(line[same : same + 2], Place(path, number, same + 1))


def _not_nfc(value: str, place: Place) -> Problem:
    good = unicodedata.normalize("NFC", value)
    return refusal("not-nfc", place, name=value[:20], good=good[:20])
