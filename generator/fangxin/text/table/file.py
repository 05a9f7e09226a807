"""The file of a foreign table, before it is read: whether it is one, and how long."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.text.table.shapes import told
from fangxin.text.workbook.opening import is_workbook

MOST_BYTES = 200 * 1024 * 1024
BLOCK = 1 << 20


def regular_size(path: Path) -> int | None:
    """How many bytes a file has; None when it is no file but a pipe, a device or a folder, which
    must not be waited for. Raises OSError."""
    return path.stat().st_size if path.is_file() or not path.exists() else None


def lines_of(path: Path) -> int:
    """How many lines a table has, 0 when it cannot be told: only the progress depends on it."""
    try:
        if not 0 < (regular_size(path) or 0) <= MOST_BYTES or is_workbook(path):
            return 0
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
    except OSError:
        return 0


def unusable_file(path: Path) -> Problem | None:
    """Why a file is not read at all, told before it is."""
    try:
        size = regular_size(path)
    except FileNotFoundError:
        zh = "找不到这个文件；请核对文件名和文件夹"
        return told(path, "no-file", zh, "there is no such file; check name and folder")
    except OSError as error:
        return unreadable(path, error)
    if size is None:
        zh = "这不是文件，是文件夹、管道或设备；请先另存为 Excel 或 CSV 文件"
        en = "this is no file but a folder, a pipe or a device; save it as a file first"
        return told(path, "not-a-file", zh, en)
    if size > MOST_BYTES:
        zh, en = f"文件超过 {MOST_BYTES >> 20} MB", f"the file is over {MOST_BYTES >> 20} MB"
        return told(path, "too-big", f"{zh}，请拆开", f"{en}; split it")
    return None


def unreadable(path: Path, error: OSError) -> Problem:
    """That the system does not let it be read."""
    zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
    return told(path, "unreadable", f"{zh}；请检查文件权限", f"{en}; check its permissions")
