"""How a spreadsheet saved a register: bytes → text, with the sign between its cells.

Read are UTF-8 with and without byte-order mark, GB18030 (which Excel on a Chinese Windows writes as
plain CSV), UTF-16 with its mark ("Unicode text"), and commas, semicolons or tabs between cells.
Which it is must show without doubt: a file of two encodings is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fangxin.base.problem import Problem
from fangxin.text.yaml.characters import decode
from fangxin.text.yaml.reading import Text

MOST_BYTES = 32 * 1024 * 1024
MARK = b"\xef\xbb\xbf"
COMMA = ","
_QUOTED = re.compile(r'[",\r\n]')
_PLAIN_ONLY = re.compile(r"~|null|Null|NULL|[“‘”’].*[”’]")  # mean another thing without marks
_OTHERS = (";", "\t")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Saved(NamedTuple):
    """The text of a table without byte-order mark. ``mark``: it had that of UTF-8."""

    text: str
    encoding: str = "utf-8"
    comma: str = COMMA
    mark: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is as every program of the registry writes tables: UTF-8 and commas."""
        return self.encoding == "utf-8" and self.comma == COMMA


def opened(data: bytes, path: str) -> tuple[Saved | None, list[Problem]]:
    """The text of a table's bytes; None with the reason where nobody can say what it is."""
    mark = data.startswith(MARK)
    encoding, bare = "utf-8", data.removeprefix(MARK)
    if data[:2] in _UTF16:
        encoding = "utf-16"
    elif not mark and _is_gb18030(bare):
        encoding = "gb18030"
    if encoding != "utf-8":
        try:
            bare = data.decode(encoding).encode()
        except UnicodeError:
            bare = data  # the refusal of what is not UTF-8 says why
    text, problems = decode(bare, path, MOST_BYTES)
    if text is None:
        return None, problems
    return Saved(text, encoding, _comma(text), mark), problems


def _comma(text: str) -> str:
    """The sign that stands between the cells of the first row."""
    first = text.partition("\n")[0]
    found = [sign for sign in _OTHERS if sign in first]
    return COMMA if COMMA in first or len(found) != 1 else found[0]


def _is_gb18030(data: bytes) -> bool:
    """Whether the bytes are GB18030 throughout, and no line of them reads better as UTF-8."""
    if b"\0" in data[:1000] or _is_text(data, "utf-8") or not _is_text(data, "gb18030"):
        return False
    lines = (line for line in data.split(b"\n") if not line.isascii())
    return not any(_common(line, "utf-8") > _common(line, "gb18030") for line in lines)


def _common(line: bytes, encoding: str) -> float:
    """Which part of the signs beyond ASCII, read so, are of the common ones: GB 2312 has those."""
    signs = [sign for sign in line.decode(encoding, "replace") if not sign.isascii()]
    return len("".join(signs).encode("gb2312", "ignore")) / 2 / len(signs)


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def as_text(rows: Iterable[Sequence[Text]]) -> str:
    """Rows of cells in the one way of the registry: commas, LF, quotation marks where they are
    needed."""
    return "".join(",".join(map(_written, row)) + "\n" for row in rows)


def _written(cell: Text) -> str:
    value = cell.value
    if _QUOTED.search(value) or (not cell.plain and _PLAIN_ONLY.fullmatch(value)):
        return '"' + value.replace('"', '""') + '"'
    return value
