"""Bytes → text that a person sees as it is: UTF-8, NFC, without tabs or hidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from generator.problem import Place, Problem
from generator.source.dialect import refusal

_MOST = 20  # problems of one kind reported per file

# What hides in text: controls (C0, DEL, C1), soft hyphen, joiners and zero-width spaces, bidi
# overrides, fillers that look blank, variation selectors, tags, line separators, lone surrogates.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_HIDDEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BAD = re.compile(rf"[\t{_CONTROL}{_HIDDEN}]|\r(?!\n)")
_IS_HIDDEN = re.compile(f"[{_HIDDEN}]")
_MARKER = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?=[ \r\n]|\Z).*$", re.MULTILINE)
_INDENT_TAB = re.compile(r"^ *\t", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%.*$", re.MULTILINE)


def decode(data: bytes, path: str, max_bytes: int) -> tuple[str | None, list[Problem]]:
    """The text of UTF-8 bytes without byte-order mark; None when too big or not UTF-8."""
    start = Place(path)
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


def text_problems(text: str, path: str) -> tuple[list[Problem], bool]:
    """Problems that show in the raw text, and whether it is useless to parse it."""
    if "<<<<<<<" in text or ">>>>>>>" in text or "=======" in text:
        markers = list(_at_line_starts(_MARKER, "conflict-marker", text, path))
        if markers:
            return markers, True
    problems: list[Problem] = []
    if "%" in text:
        problems += _at_line_starts(_DIRECTIVE, "directive", text, path)
    hopeless = bool(problems)
    if _BAD.search(text):
        for match in islice(_BAD.finditer(text), _MOST):
            problems.append(_character(match.group(), _place(text, match.start(), path)))
        hopeless |= _INDENT_TAB.search(text) is not None
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        problems += islice(_decomposed(text, path), _MOST)
    return problems, hopeless


def blank(text: str) -> str:
    """``text`` with a space for every bad character, so that all places stay."""
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
