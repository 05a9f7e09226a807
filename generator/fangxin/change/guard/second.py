"""What a change will need a second person for, said while it is made: the acts that the gate will
find in the files, before there is a commit.

    wanted = second_persons({"merchants/shop/PJ180005E.yml": (old, new)}, before, after)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from fangxin.change.guard.facts import (
    FactChange,
    ItemAt,
    RecordChange,
    facts_of_record,
    items_of,
    matched,
)
from fangxin.change.guard.push import REGISTERS
from fangxin.change.guard.settings import acts, turning
from fangxin.change.guard.signs import said_gone_before
from fangxin.facts.programme.guard import ACTS, UNDOING, Guarding
from fangxin.facts.registers.reading import ALL
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import MERCHANTS
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.csv.table import read_table
from fangxin.text.yaml.reading import Map, Node, read_yaml

# Of what is published meanwhile nothing is known here: the day before today is told.
_BACK_DATED = (
    "标牌丢失、取下的日子早于上次发布、又没有报案或登报文号的，",
    "a sign said to be gone since before the last publication, without the number of a paper",
)
Files = Mapping[str, tuple[bytes, bytes]]  # path in the repository → what it says before and after


@dataclass(frozen=True, slots=True)
class Second:
    """Why others must approve, in both languages, and how many of them."""

    zh: str
    en: str
    count: int = 1


def second_persons(files: Files, before: Sources, after: Sources) -> Second | None:
    """Who is asked for besides whoever makes the change; None where one person is enough."""
    guarding = before.programme.guard if before.programme is not None else Guarding()
    records = tuple(_records(files))
    facts = [fact for record in records for fact in facts_of_record(record)]
    facts += _rows(files)
    if any(fact.sort == "redacted" and fact.old is None for fact in facts):
        return Second("依法删除", "an erasure", 2)
    every = chain(acts(facts, records, files), turning(before, after))
    found = {act: None for act, _ in every if act in guarding.asked}
    if found.keys() & (UNDOING - {"undoing"}):
        found.pop("undoing", None)  # which says the same of several
    words = [ACTS[act] for act in found]
    if any(True for _ in said_gone_before(after.as_of, facts, after)):
        words.append(_BACK_DATED)
    if not words:
        return None
    return Second("、".join(zh for zh, _ in words), ", ".join(en for _, en in words))


def _records(files: Files) -> Iterator[RecordChange]:
    for path, sides in files.items():
        if path.startswith(f"{MERCHANTS}/"):
            trees = [read_yaml(data, path)[0] for data in sides]
            yield RecordChange(PurePosixPath(path).stem, *(_item(tree, path) for tree in trees))


def _item(tree: Node | None, path: str) -> ItemAt | None:
    return ItemAt(tree, path) if type(tree) is Map else None


def _rows(files: Files) -> Iterator[FactChange]:
    for path, sides in files.items():
        stem = PurePosixPath(path).stem.partition("-")[0]
        register = next((one for one in ALL if one.name == stem), None)
        if register is None or not path.startswith(f"{REGISTERS}/"):
            continue
        read = [
            read_table(data, path, register.row)[0]
            if register.ending == "csv"
            else read_yaml(data, path, max_bytes=MOST_BYTES)[0]
            for data in sides
        ]
        old, new = (items_of(tree, path) for tree in read)
        yield from matched(register.name, register.name, register.row, old, new)
