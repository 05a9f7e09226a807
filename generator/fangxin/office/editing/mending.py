"""A text of a register's row is mended: the old words stay beside it, and nothing else differs.

path, data = with_mended(content, "INS-2026-0102", "product", "移动电源", document, today)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.base.closed import code_of, listed
from fangxin.change.guard.facts import text
from fangxin.facts.record.texts import label_in
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.mended import line_of
from fangxin.facts.registers.register import Register
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.registers import FOLDER
from fangxin.office.editing.rows import ids_of, rows_of, with_cells
from fangxin.office.editing.steps import AddItem, Replace, Step, edited
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.fields.difference import name_of
from fangxin.text.yaml.reading import Map, Seq, read_yaml


def with_mended(
    content: Path, id: str, key: str, value: str, document: str, today: date
) -> tuple[Path, bytes]:
    """The file that has the row, and its bytes with the text of ``key``, a key or its label,
    mended. Raises NotPossibleError, and CannotEditError for a file with errors."""
    for register, path in files_of_all(content):
        data = path.read_bytes()
        row = _row(register, data, id)
        if row is None:
            continue
        key = code_of(key, labels_of(register)) or key
        before = _before(register, row, id, key, value)
        if register.ending == "csv":
            line = line_of(today.isoformat(), key, document, before)
            lines = "\n".join(filter(None, (row.get("corrected"), line)))
            cells = {key: value, "corrected": lines}
            return path, with_cells(data, register.row, id, cells, other=True)
        entry = {"date": today.isoformat(), "key": key, "before": before, "document": document}
        steps: list[Step] = [
            Replace((id, *key.split(".")), value),
            AddItem((id, "corrected"), entry),
        ]
        return path, edited(data.decode(), steps, register.row, MOST_BYTES).encode()
    raise NotPossibleError(
        f"登记簿里没有编号 {id} 的一行；请核对编号。商户档案里的事实，先写商户编号，再写事实编号",
        f"no register has a row {id}; check it; of a fact in a record give the merchant's ID first",
    )


def files_of_all(content: Path) -> Iterator[tuple[Register[Any], Path]]:
    """Each file of each register."""
    for register in every():
        name = re.compile(rf"{register.name}(?:-[a-z0-9-]+)?\.{register.ending}")
        for path in sorted((content / FOLDER).glob(f"*.{register.ending}")):
            if name.fullmatch(path.name):
                yield register, path


def _row(register: Register[Any], data: bytes, id: str) -> dict[str, str] | None:
    """What the row says by its dotted keys; None where it is not in the file."""
    if register.ending == "csv":
        found = [row for row in rows_of(data) if row.get("id") == id] if id in ids_of(data) else []
        return found[0] if found else None
    tree, _ = read_yaml(data, "register", max_bytes=MOST_BYTES)
    for node in tree.items if type(tree) is Seq else ():
        if type(node) is Map and name_of(node, register.row) == id:
            keys = register.texts
            return {key: said for key in keys if (said := text(node, key)) is not None}
    return None


def labels_of(register: Register[Any]) -> dict[str, str]:
    """The texts of its rows that may be mended, by what they are called."""
    return {key: label_in(register.row, key)[0] for key in register.texts}


def _before(register: Register[Any], row: dict[str, str], id: str, key: str, value: str) -> str:
    """The words that stand there now. Raises NotPossibleError where none do, or these."""
    keys = labels_of(register)
    if key not in keys:
        zh, en = listed(keys)
        raise NotPossibleError(
            f"{id} 能更正文字的是 {zh}；日子、种类、结果、金额和是哪一家不能改，"
            "登记错了的写 void（登记有误），另记一行",
            f"texts of {id} that can be mended are {en}; days, kinds, results, "
            "amounts and whom it is about never change: declare the row void and enter another",
        )
    before = row.get(key, "")
    if not before:
        raise NotPossibleError(
            f"{id} 还没有写 {key}，没有可更正的文字", f"{id} has no {key} to be mended"
        )
    if before.split() == value.split():
        raise NotPossibleError(
            f"{id} 的 {key} 已经是“{before}”，没有要更正的",
            f"{key} of {id} says that already; there is nothing to mend",
        )
    return before
