"""Adding rows to a register's CSV without ever losing what a person wrote.

A row that differs from the table in a cell that holds something was edited by a person and is
left alone whole; in others, empty cells are filled in. New rows come behind, none vanishes. When
nothing is new, the file is not touched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.text.csv.schema import columns
from fangxin.text.csv.table import cells_of, read_table
from fangxin.text.fields.tables import Group
from fangxin.text.sameness import looks
from fangxin.text.yaml.reading import Node, Seq

ENTERED = frozenset({"recorded", "final_recorded", "retested_recorded"})
Words = Mapping[str, str]  # column → text, empty cells left out


@dataclass(slots=True)
class Merged:
    """The rows by id as they shall stand, and what became of each."""

    rows: dict[str, dict[str, str]]
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # differ from the table: a person's words stay


def read_rows(path: Path, row: Group) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The rows of a register's file by id; none when there is no file yet."""
    if not path.is_file():
        return {}, []
    tree, problems = read_table(path.read_bytes(), str(path), row)
    nodes: list[Node] = tree.items if isinstance(tree, Seq) else []
    rows = [cells_of(node) for node in nodes]
    return {one.get("id", ""): one for one in rows}, errors(problems)


def merge(present: Mapping[str, Words], new: Mapping[str, Words]) -> Merged:
    """The present rows with what the new ones add."""
    merged = Merged({id: dict(row) for id, row in present.items()})
    for id, row in new.items():
        if id not in present:
            merged.rows[id] = dict(row)
            merged.created.append(id)
            continue
        old = present[id]
        added = {key: text for key, text in row.items() if key not in old}
        if not agrees(row, old):
            merged.kept.append(id)
        elif added:
            merged.rows[id] |= added
            merged.updated.append(id)
        else:
            merged.unchanged.append(id)
    return merged


def agrees(row: Words, there: Words) -> bool:
    """Whether a row of the table says nothing else than one of the register, which has days of its
    own on which it entered the registry."""
    said = ((key, text) for key, text in row.items() if key not in ENTERED)
    return all(looks(there.get(key, text)) == looks(text) for key, text in said)


def table_text(row: Group, rows: Mapping[str, Words]) -> bytes:
    """The rows with the columns that any of them uses, in the table's order, and the byte-order
    mark that spreadsheets look for."""
    used = {key for words in rows.values() for key, text in words.items() if text}
    must = {spec.key for spec in row.required}
    heading = [spec.key for spec in columns(row) if spec.key in used | must]
    text = io.StringIO()
    writer = csv.DictWriter(text, heading, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return b"\xef\xbb\xbf" + text.getvalue().encode()
