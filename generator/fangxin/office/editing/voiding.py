"""A row of a register was entered by mistake: it is declared void, and stays where it is.

path, data = with_voided(content, "MIS-2026-001", {"date": …, "reason": …, "document": …})
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.office.editing.mending import files_of_all
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.rows import FilledError, ids_of, with_cells
from fangxin.office.editing.steps import AddKey, edited
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.fields.difference import name_of
from fangxin.text.yaml.reading import Map, Seq, read_yaml


def is_row(id: str) -> bool:
    """Whether an id is one that rows of a register have, rather than a merchant's."""
    heads = {register.row.table["id"].example.partition("-")[0] for register in every()}
    return "-" in id and id.partition("-")[0] in heads


def with_voided(content: Path, id: str, void: Mapping[str, str]) -> tuple[Path, bytes]:
    """The file that has the row, and its bytes with the row void. Raises NotPossibleError where
    there is no such row or it is void already, CannotEditError for a file with errors."""
    for register, path in files_of_all(content):
        data = path.read_bytes()
        if id in _ids(register, data):
            return path, _voided(register, data, id, void)
    raise NotPossibleError(
        f"登记簿里没有编号 {id} 的一行；请核对编号。商户档案里的事实，先写商户编号，再写事实编号",
        f"no register has a row {id}; check it; of a fact in a record give the merchant's ID first",
    )


def _ids(register: Register[Any], data: bytes) -> Iterator[str] | frozenset[str]:
    if register.ending == "csv":
        return frozenset(ids_of(data))
    return frozenset(name_of(node, register.row) for node in _rows(data))


def _rows(data: bytes) -> Iterator[Map]:
    tree, _ = read_yaml(data, "register", max_bytes=MOST_BYTES)
    return (node for node in (tree.items if type(tree) is Seq else ()) if type(node) is Map)


def _voided(register: Register[Any], data: bytes, id: str, void: Mapping[str, str]) -> bytes:
    if register.ending == "csv":
        try:
            cells = {f"void.{key}": said for key, said in void.items()}
            new = with_cells(data, register.row, id, cells)
        except FilledError:
            raise _already(id) from None
        if new == data:
            raise _already(id)
        return new
    row = next(node for node in _rows(data) if name_of(node, register.row) == id)
    if "void" in row.entries:
        raise _already(id)
    return edited(
        data.decode(), [AddKey((id,), "void", dict(void))], register.row, MOST_BYTES
    ).encode()


def _already(id: str) -> NotPossibleError:
    return NotPossibleError(
        f"{id} 已经注明登记有误，不再改动；正确的一行另行登记",
        f"{id} was declared void already and is not changed; enter the right row",
    )
