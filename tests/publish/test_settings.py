"""``server.toml``: whatever is wrong with it is told at once, each at its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangxin.base.refusal import RefusedError
from fangxin.base.report import line_of
from fangxin.cli.main import main
from fangxin.publish.server.layout import server_at

URL = "https://fx.example"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("keeep = 3", "keeep"),
        ("keep = 0", "keep"),
        ('keep = "三"', "keep"),
        ("keep = 3.5", "keep"),
        ("keep = [3]", "keep"),
        ("[keep]", "keep"),
        ('branch = "-x"', "branch"),
        ("keep = 1\nkeep = 2", ":3:"),
        ("keep = 0\njobs = -1", ":3:1"),
        ('branch = "a b"', "branch"),
        ("theme = 1", "theme"),
        ("= 3", "读不懂"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, line: str, said: str) -> None:
    """A mistyped setting stops everything instead of being passed over."""
    told = wrong_settings(tmp_path, f'site_url = "{URL}"\n{line}\n')
    assert any(said in one for one in told) and all("server.toml:" in one for one in told)


def wrong_settings(folder: Path, text: str) -> list[str]:
    """The problems of settings, each as it is printed."""
    (folder / "server.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        server_at(folder)
    assert f"有 {len(caught.value.problems)} 处不对" in caught.value.zh
    return [line_of(one) for one in caught.value.problems]


def test_every_wrong_setting_is_told_at_once(tmp_path: Path) -> None:
    """Each with its line; without an address the line to write is told, as TOML writes it."""
    told = wrong_settings(tmp_path, "keep = 0\n\njobs = -1\n")
    for said in (":1:1: bad-number", ":3:1: bad-number", 'site_url = "https://fx.example"'):
        assert any(said in one for one in told)


HUGE = "9" * 5000
ODD = {
    f"keep = {HUGE}": ["2:1: bad-number: keep", "「9999"],
    f"jobs = 0x{'f' * 5000}": ["2:1: bad-number: jobs", "「0xfff"],
    f"jobs = -{HUGE}": ["2:1: bad-number: jobs"],
    "keep-old = 3\nkeep = 0": ["2:1: unknown-key", "keep-old", "3:1: bad-number: keep"],
    "keeper = 3\n'keep' = 0": ["2:1: unknown-key", "3:2: bad-number: keep"],
    "keep = 2026-05-02": ["2:1: bad-number: keep", "「2026-05-02」"],
    "branch = 2026-05-02T10:00:00": ["2:1: bad-code", "「2026-05-02T10:00:00」"],
    "jobs = 07:32:00": ["2:1: bad-number: jobs", "「07:32:00」"],
    'note = """\nkeep = 3\n"""\nkeep = 0': ["2:1: unknown-key", "5:1: bad-number: keep"],
    "other.keep = 1\nkeep = 0": ["2:1: unknown-key", "3:1: bad-number: keep"],
    "[[jobs]]\nkeep = 1": ["2:3: not-text: jobs"],
    "keep = \nbranch main\njobs = -1": ["2:8: bad-toml", "3:8: bad-toml", "4:1: bad-number"],
    "keep = 1\nkeep = 2\njobs = -1": ["3:9: bad-toml", "4:1: bad-number"],
    'branch = "main': ["2:1: bad-toml"],
    "keep = 2026-13-45\njobs = -1": ["bad-toml"],
    f"keep = {'[' * 3000}": ["bad-toml"],
}


@pytest.mark.parametrize("lines", ODD, ids=lambda one: one[:16])
def test_odd_settings_are_told_line_by_line(tmp_path: Path, lines: str) -> None:
    """Numbers without end, days, names that begin alike, texts of several lines, and lines that
    are no TOML: each problem at its own line, and no word of Python's."""
    told = wrong_settings(tmp_path, f'site_url = "{URL}"\n{lines}\n')
    for said in ODD[lines]:
        assert any(said in one for one in told), told
    assert not re.search(r"datetime|Exceeds|Error|recursion", "".join(told))
    assert all(len(one) < 900 for one in told)


def test_a_mark_at_the_beginning_of_settings_is_no_fault(tmp_path: Path) -> None:
    """As some editors write it; another encoding is told as such."""
    (tmp_path / "server.toml").write_bytes(f'\ufeffsite_url = "{URL}"\r\nkeep = 7\r\n'.encode())
    assert server_at(tmp_path).config.keep == 7
    (tmp_path / "server.toml").write_bytes(f'# 设置\nsite_url = "{URL}"\n'.encode("gbk"))
    with pytest.raises(RefusedError, match="UTF-8"):
        server_at(tmp_path)


def test_wrong_settings_are_lines_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the shape in which every problem is told, and then that nothing was done."""
    text = f'site_url = "{URL}"\nkeep = 0\njobs = -1\n'
    (tmp_path / "server.toml").write_text(text, encoding="utf-8")
    assert main(["refresh", str(tmp_path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [":2:1: bad-number: " in lines[0], ":3:1: bad-number: " in lines[1]] == [True, True]
    assert lines[2].startswith("fangxin: ") and "有 2 处不对" in lines[2] and len(lines) == 3
