"""Names in pinyin and initials, for search, sorting and addresses. Deterministic."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

# The mark of invented merchants is no part of their names' sound.
EXAMPLE_MARKS = ("（示例）", "(示例)")
MOST_READINGS = 8  # of one character; the dictionary knows none with more
# Readings in names and on menus that the dictionary lacks.
_ALSO = {
    "乐": ("lao",),
    "谌": ("shen",),
    "黑": ("he",),
    "会": ("gui",),
    "饨": ("dun",),
    "曽": ("zeng",),
}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def pinyin_of(name: str) -> str:
    """The name in pinyin without tones or spaces: ``仙华山超市（示例）`` → ``xianhuashanchaoshi``.

    Latin letters and digits are kept in lower case; what has no sound is left out.
    """
    return "".join(_syllables(name))


def initials_of(name: str) -> str:
    """First letters of the syllables, Latin words and numbers whole: ``KFC火锅`` → ``kfchg``."""
    return "".join(
        part if sounded_as_written else part[0] for part, sounded_as_written in _parts(_plain(name))
    )


def readings(names: Iterable[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """How the characters of ``names`` are read: syllable → characters, once by their usual reading,
    once by every further one. A surname or a place is often read otherwise than a dictionary of
    phrases guesses (单, 曾, 行), and what phrases know is among these readings."""
    first: defaultdict[str, str] = defaultdict(str)
    further: defaultdict[str, str] = defaultdict(str)
    for char in sorted({char for name in names for char in _plain(name) if _HAN.match(char)}):
        for place, sound in enumerate(dict.fromkeys(_readings(char))):
            (further if place else first)[sound] += char
    return dict(sorted(first.items())), dict(sorted(further.items()))


@lru_cache(maxsize=1 << 14)
def _readings(char: str) -> tuple[str, ...]:
    """Every reading of one character, at most ``MOST_READINGS``."""
    from pypinyin import Style, pinyin  # its dictionaries take a fifth of a second to read

    known = pinyin(char, style=Style.NORMAL, heteronym=True)[0][:MOST_READINGS]
    return tuple(one for one in (*known, *_ALSO.get(char, ())) if one.isascii() and one.isalpha())


def plain_name(name: str) -> str:
    """The name without its 示例 mark, for sorting and for the spoken form."""
    for mark in EXAMPLE_MARKS:
        name = name.replace(mark, "")
    return name


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", plain_name(name)).strip()


def _syllables(name: str) -> tuple[str, ...]:
    return tuple(part for part, _ in _parts(_plain(name)))


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, bool], ...]:
    """Pairs (letters, written so in the name): syllables of characters, and Latin runs."""
    parts: list[tuple[str, bool]] = []
    # With ``errors`` a run without pinyin becomes one part, marked by a NUL no name can hold.
    from pypinyin import Style, lazy_pinyin

    for part in lazy_pinyin(name, style=Style.NORMAL, errors=lambda run: "\0" + run):
        if not part.startswith("\0"):
            parts.append((part, False))
        elif letters := _letters(part):
            parts.append((letters, True))
    return tuple(parts)


def _letters(run: str) -> str:
    """ASCII letters and digits of a run in lower case, accents taken off."""
    decomposed = unicodedata.normalize("NFKD", run)
    return "".join(char for char in decomposed.lower() if char.isascii() and char.isalnum())
