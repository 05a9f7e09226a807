"""What the browser searches in: pinyin and initials of names, and one compact file of merchants."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from generator.catalogue import Catalogue, Entry
from generator.facts import Status
from generator.words import STATUS_EN, STATUS_ZH

# The mark of invented merchants is no part of their names' sound.
EXAMPLE_MARKS = ("（示例）", "(示例)")


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


def search_data(catalogue: Catalogue, categories: Mapping[str, str]) -> bytes:
    """``search/merchants.json``: one short row a merchant, with the words the results need.

    ``categories`` gives labels by code. Rows are
    [id, name, status, category, town, until, certificate, uscc, pinyin, initials, former names,
    English name], where status, category and town are positions in the lists of the same name.
    """
    codes = list(categories)
    codes += sorted({entry.category for entry in catalogue.entries} - set(codes))
    towns = sorted({entry.town or "" for entry in catalogue.entries})
    order = list(Status)
    rows = [
        _row(entry, order.index(entry.status), codes.index(entry.category), towns.index(town))
        for entry in catalogue.entries
        for town in (entry.town or "",)
    ]
    document = {
        "version": 1,
        "as_of": catalogue.as_of.isoformat(),
        "statuses": [[status.value, STATUS_ZH[status], STATUS_EN[status]] for status in order],
        "categories": [[code, categories.get(code, code)] for code in codes],
        "towns": towns,
        "merchants": rows,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _row(entry: Entry, status: int, category: int, town: int) -> list[object]:
    row: list[object] = [
        entry.id,
        entry.name,
        status,
        category,
        town,
        entry.until.isoformat() if entry.until else "",
        entry.certificate or "",
        entry.uscc or "",
        entry.pinyin,
        entry.initials,
        list(entry.former_names),
        entry.name_en or "",
    ]
    while not row[-1]:  # most merchants have no former names: rows end where facts end
        row.pop()
    return row
