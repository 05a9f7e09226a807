"""Messages on a terminal: two languages are two lines where one would be too long."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fangxin.base import machine
from fangxin.base.problem import Place, Problem
from fangxin.base.report import line_of

ROOT = Path(__file__).resolve().parents[2]
ODD = Problem(Place("a.yml", 2, 3), "odd", "很奇怪", "very odd")
ONE = "a.yml:2:3: odd: 很奇怪 | very odd"


def test_a_line_that_fits_stays_one() -> None:
    """A Chinese letter is two columns wide; without a terminal nothing is broken."""
    assert line_of(ODD) == line_of(ODD, 33) == ONE
    assert line_of(ODD, 32) == "a.yml:2:3: odd: 很奇怪\n  | very odd"


def test_a_warning_says_so_on_both_lines() -> None:
    """Broken or not, both languages call it a warning."""
    doubt = Problem(ODD.place, ODD.code, ODD.zh, ODD.en, "warning")
    assert line_of(doubt) == "a.yml:2:3: odd: 提醒：很奇怪 | warning: very odd"
    assert line_of(doubt, 40) == "a.yml:2:3: odd: 提醒：很奇怪\n  | warning: very odd"


def test_only_terminals_have_columns(tmp_path: Path) -> None:
    """A file, a closed stream and none at all have no width."""
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        assert machine.columns(file) is None
    closed = io.StringIO()
    closed.close()
    assert machine.columns(closed) is None and machine.columns(None) is None


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("columns", "lines"), [(40, 2), (400, 1)])
def test_a_narrow_terminal_gets_two_lines(columns: int, lines: int) -> None:
    """The whole program on a real terminal, narrow and wide."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        line = [sys.executable, "-m", "fangxin.cli", "check", "--merchants", "nowhere"]
        run = subprocess.run(line, cwd=ROOT, stderr=theirs, check=False, timeout=60)
        said = os.read(ours, 4096).decode("utf-8")
    finally:
        os.close(ours)
        os.close(theirs)
    assert run.returncode == 2
    assert len(said.splitlines()) == lines
    assert "找不到目录 nowhere" in said and "| there is no folder nowhere" in said
