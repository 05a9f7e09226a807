"""An id for each row of a foreign table, that stays whatever else the table says, and however the
row is spelled."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from fangxin.office.importer.register_file import agrees
from fangxin.office.importer.row_mapping import RowMapping
from fangxin.text.sameness import usual
from fangxin.text.table.shapes import TableRow


def row_ids(
    rows: Sequence[TableRow],
    words: Sequence[Mapping[str, str]],
    mapping: RowMapping,
    present: Mapping[str, Mapping[str, str]],
) -> list[str]:
    """An id for each row: the prefix, ten letters that follow from its words, and a number for
    further rows with the very same words. A row that is in the register keeps its id, whatever
    stands above it in the table and however it is spelled now; one that says something else than
    all of them is taken for one of them that no other row is, since a row may have been mended."""
    bases = [_bases(row, mapping) for row in rows]
    there = [[id for base in ways for id in _numbered(base, present)] for ways in bases]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for agreeing in (True, False):  # what says the same goes first, whatever stands above it
        for at, said in enumerate(words):
            if at in ids:
                continue
            free = [id for id in there[at] if id not in taken]
            if agreeing:
                free = [id for id in free if agrees(said, present[id])]
                if not free:
                    continue
            ids[at] = free[0] if free else _next(bases[at][-1], taken, present)
            taken.add(ids[at])
    return [ids[at] for at in range(len(rows))]


def _bases(row: TableRow, mapping: RowMapping) -> list[str]:
    """The letters of a row as it is spelled, and as it is spelled usually."""
    words = [row.raw[name] for name in mapping.id_from]
    ways = (words, [usual(text) for text in words])
    return list(dict.fromkeys(_letters(mapping.prefix, way) for way in ways))


def _letters(prefix: str, words: Sequence[str]) -> str:
    text = "\x1f".join(words)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:10].upper()}"


def _numbered(base: str, present: Mapping[str, object]) -> Iterator[str]:
    """The ids of the register with these letters."""
    number = 1
    while (id := base if number == 1 else f"{base}-{number}") in present:
        yield id
        number += 1


def _next(base: str, taken: Collection[str], present: Mapping[str, object]) -> str:
    number = 1
    while (id := base if number == 1 else f"{base}-{number}") in taken or id in present:
        number += 1
    return id
