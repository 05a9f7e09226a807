"""Characters that no name is made of: they are not shown, or change how their neighbour looks."""

from __future__ import annotations

import unicodedata

from fangxin.text.fields.shape import Field, Report
from fangxin.text.yaml.reading import Text

# Unassigned, private and formatting characters are shown in other ways everywhere, or not at all.
_UNSEEN = frozenset({"Cn", "Co", "Cf"})
_BLANK = frozenset("\U0001d159")  # a note without a head: a symbol, and nothing to see
# Planes of Chinese characters: what is unassigned to this Python may be a newer rare character.
_HAN = range(0x20000, 0x3FFFE)
_OVERLAY = 1  # combining class of strokes through a letter


def odd_character(name: str) -> str | None:
    """The first character of ``name``, in NFC, that a name cannot have; None when there is none.

    A mark above, below or through a letter is good only where the script of the letter has such
    marks: not on a Chinese character, a digit or a sign, and never one that strikes it out."""
    base = " "
    for char in name if not name.isascii() else "":
        category = unicodedata.category(char)
        if category in _UNSEEN and not (category == "Cn" and ord(char) in _HAN):
            return char
        if char in _BLANK or category == "Me":
            return char
        if category != "Mn":
            base = char
        elif unicodedata.combining(char) == _OVERLAY or not _bears_marks(base):
            return char
    return None


def _bears_marks(base: str) -> bool:
    return unicodedata.category(base)[0] in "LM" and not unicodedata.name(base, "").startswith(
        ("CJK", "KANGXI")
    )


def tell_odd_character(node: Text, spec: Field, report: Report) -> bool:
    """Report the first odd character of a name; whether there is one."""
    char = odd_character(node.value)
    if char is None:
        return False
    shape = f"U+{ord(char):04X}"  # itself it may be invisible, also in a message
    report.add(
        node,
        "odd-character",
        f"{spec.name_zh}里不能有看不见、没有定义或划掉文字的字符：这里有 {shape}。"
        "请删去，用键盘重新输入",
        f"{spec.name_en} must not hold characters that are invisible, undefined or strike out "
        f"others: found {shape}; delete it and type the text anew",
    )
    return True
