"""A malformed table of some megabytes costs no gigabyte: reading it is bounded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fangxin.facts.registers.inspections import INSPECTION
from fangxin.text.csv import table
from fangxin.text.csv.breaks import MOST_CELL, MOST_TORN
from fangxin.text.csv.heading import columns_of
from fangxin.text.csv.table import read_table
from fangxin.text.table.plain import read_plain
from tests.support.toy_site import ROOT, environment

HEAD = (",".join(columns_of(INSPECTION)) + "\n").encode()
COLUMNS = len(columns_of(INSPECTION))
SIZE = 4 << 20
MOST_MB = 120  # beyond what the program itself takes; it was 1200 and more
DENSE_MB = 200  # of two million cells; it was 480
# What exports, programs and people have done to tables, each repeated for some megabytes.
SHAPES: dict[str, Callable[[bytes], bytes]] = {
    "a quotation mark that is never closed": lambda head: head + b'"' + b"a" * SIZE,
    "one cell": lambda head: head + b"INS-2026-0001," + b"a" * SIZE,
    "one cell in marks": lambda head: head + b'INS-2026-0001,"' + b"a\n" * (SIZE // 2) + b'"\n',
    "doubled marks": lambda head: head + b'INS-2026-0001,"' + b'""' * (SIZE // 2) + b'"\n',
    "commas": lambda head: head + b"," * SIZE,
    "short rows": lambda head: head + b"a,b\n" * (SIZE // 4),
    "cells in marks": lambda head: head + b'"a",' * (SIZE // 4) + b"\n",
    "blanks": lambda head: head + b"INS-2026-0001," + b" " * SIZE + b"x\n",
    "wrong cells": lambda head: head + (b"x," * (COLUMNS - 1) + b"x\n") * (SIZE // 62),
    "empty lines": lambda head: head + b"\n" * SIZE,
}
MEASURE = """
import resource, sys
from datetime import date
from pathlib import Path
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.registers.reading import read_registers
programme, _ = read_programme(Path("content"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
_, problems = read_registers(Path(sys.argv[1]), programme, date(2026, 5, 2))
print(len(problems), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured in kilobytes")
@pytest.mark.parametrize("name", SHAPES)
def test_a_malformed_register_takes_little_memory(tmp_path: Path, name: str) -> None:
    """In a process of its own, so that nothing else is measured; and it is told, if it is wrong."""
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "inspections.csv").write_bytes(SHAPES[name](HEAD))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    problems, megabytes = map(int, done.stdout.split())
    assert megabytes < (MOST_MB if name != "wrong cells" else DENSE_MB)
    assert problems > 0 or name == "empty lines"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"INS-2026-0001," + b"a" * (MOST_CELL + 1) + b"\n", "endless-cell", 2),
        (b"," * 20_000 + b"\n", "endless-cell", 2),
        (b'INS-2026-0001,"a\nb\n' + b"c" * MOST_CELL, "stray-quote", 2),
        (b'INS-2026-0001,a"b\n', "stray-quote", 2),
        (b"a,b\n", "torn-row", 2),
    ],
)
def test_what_breaks_a_table_is_told_with_its_place(text: bytes, code: str, line: int) -> None:
    """Each by its own code, on its own line."""
    _, problems = read_table(HEAD + text, "inspections.csv", INSPECTION)
    assert [(one.code, one.place.line) for one in problems] == [(code, line)]


def test_a_register_of_too_many_cells_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the row that is too much; empty cells do not count."""
    monkeypatch.setattr(table, "MOST_FILLED", 3 * COLUMNS)
    full, thin = b"x," * (COLUMNS - 1) + b"x\n", b"x" + b"," * (COLUMNS - 1) + b"\n"
    _, problems = read_table(HEAD + full * 3, "inspections.csv", INSPECTION)
    assert "too-many-cells" not in {one.code for one in problems}
    _, problems = read_table(HEAD + thin * COLUMNS * 2, "inspections.csv", INSPECTION)
    assert "too-many-cells" not in {one.code for one in problems}
    tree, problems = read_table(HEAD + full * 2 + thin * 99, "inspections.csv", INSPECTION)
    assert tree is None and problems[-1].code == "too-many-cells"
    assert problems[-1].place.line == 4 + COLUMNS


def test_a_table_that_is_torn_throughout_is_given_up() -> None:
    """After so many rows there is nothing new to tell."""
    tree, problems = read_table(HEAD + b"a,b\n" * 10_000, "inspections.csv", INSPECTION)
    assert tree is None and len(problems) == MOST_TORN + 1


def test_a_long_cell_and_empty_lines_are_read() -> None:
    """What fits into a field is no malformed table, nor are lines that a spreadsheet left empty."""
    row = "INS-2026-0001,2026-03-02,2026-03-02,,offline,circulation,,作业本"
    values = dict(zip(columns_of(INSPECTION), row.split(","), strict=False))
    values |= {"result": "failed", "reason": '"' + "长" * 1990 + '"'}
    line = ",".join(values.get(key, "") for key in columns_of(INSPECTION)) + "\n"
    tree, problems = read_table(HEAD + b"\n\n" + line.encode() * 2 + b"\n" * 50, "x", INSPECTION)
    assert tree is not None and problems == []
    assert [item.line for item in tree.items] == [4, 5]


def test_a_table_to_be_imported_says_no_word_of_the_library(tmp_path: Path) -> None:
    """Where it breaks, in our own words, and no more rows are kept than may be."""
    path = tmp_path / "t.csv"
    for text in ('名称,地址\n"' + "a" * 200_000, "名称,地址\n" + "a" * 1_200_000):
        path.write_text(text, encoding="utf-8")
        grid, problems = read_plain(path)
        assert grid is None and [one.code for one in problems] == ["bad-csv"]
        assert "field" not in problems[0].zh and "limit" not in problems[0].en
    path.write_text("名称,地址\n" + "a,b\n" * 310_000, encoding="utf-8")
    grid, problems = read_plain(path)
    assert grid is None and [one.code for one in problems] == ["too-big"]


IMPORTED = """
import resource, sys
from pathlib import Path
from fangxin.text.table.plain import read_plain
from fangxin.office.importer.row_mapping import read_row_mapping
from fangxin.text.table.table import read_table
mapping, problems = read_row_mapping(
    "title: 小表\\nregister: inspections\\nfile: small\\nprefix: T\\nid_from: [c1]\\nrow:\\n"
    "  date: {value: 2026-03-02}\\n  channel: {value: offline}\\n  stage: {value: circulation}\\n"
    "  product: {column: c1}\\n  result: {value: passed}\\n".encode(), "m.yml")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read_table(Path(sys.argv[1]), mapping)
del mapping
rows = len(table.rows)
grid, _ = read_plain(Path(sys.argv[1]))
print(rows, len(grid.lines) if grid else 0,
      (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured in kilobytes")
@pytest.mark.parametrize(("columns", "rows"), [(2, 299_000), (2, 1_000_000), (20, 100_000)])
def test_a_dense_table_to_be_imported_takes_little_memory(
    tmp_path: Path, columns: int, rows: int
) -> None:
    """Two million cells in four megabytes, by both readers of foreign tables."""
    path = tmp_path / "t.csv"
    head = ",".join(f"c{at}" for at in range(columns)) + "\n"
    path.write_text(head + (",".join("x" * columns) + "\n") * rows, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(path)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept, plain, megabytes = map(int, done.stdout.split())
    assert kept == (rows if rows < 300_000 else 0) and plain in (0, rows + 1)
    assert megabytes < 250
