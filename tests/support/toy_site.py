"""A registry of four merchants, and builds of it with the project's own content and theme."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.site.build.building import BuildOptions
from tests.support.demonstration import CONTENT

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 5, 2)

FIRST, SISTER, ENDING, WAITING = "PJSH0016", "PJSH0024", "PJSH0032", "PJSH004Z"
OWNER, OTHER = "91330726MA2DEM118J", "91330726MA2DEM0P1X"

_CERTIFIED = """\
name: 试验商店{n}（示例）
uscc: {uscc}
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道试验路{n}号
certification:
  decisions:
    - {{id: D1, date: 2020-06-01, status: certified, until: {until}, certificate: FX-{n},
       imported: true}}
"""
_WAITING = """\
name: 试验商店四（示例）
uscc: {other}
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道试验路4号
certification:
  decisions:
    - {{id: D1, date: 2026-04-28, status: publicised, until: 2026-05-06,
       document: 浦消联办〔2026〕1号}}
""".format(other="91330726MA2DEM0X8R")
# A grave failure of a kind that reaches every shop of the same owner.
GRAVE = """\
failures:
  - id: F1
    kind: counterfeit
    date: 2026-04-20
    recorded: 2026-04-28
    document: 浦市监罚〔2026〕12号
    summary: 销售假冒商品
"""

RECORDS = {
    FIRST: _CERTIFIED.format(n=1, uscc=OWNER, until="2036-05-31"),
    SISTER: _CERTIFIED.format(n=2, uscc=OWNER, until="2036-05-31"),
    ENDING: _CERTIFIED.format(n=3, uscc=OTHER, until="2026-06-30"),
    WAITING: _WAITING,
}


def write_records(folder: Path, records: dict[str, str] = RECORDS) -> Path:
    """Write records as ``<ID>.yml`` into ``folder``, which is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    for merchant, text in records.items():
        (folder / f"{merchant}.yml").write_text(text, encoding="utf-8")
    return folder


def toy(folder: Path, **changes: Any) -> BuildOptions:
    """Options of a build of the four merchants in ``folder``, with the project's own content and
    theme, or with what ``changes`` says."""
    options = BuildOptions(
        merchants=folder / "merchants",
        content=CONTENT,
        output=folder / "site",
        theme=ROOT / "theme",
        as_of=DAY,
        site_url=None,
        jobs=2,
        quiet=True,
        full=False,
    )
    if not options.merchants.exists():
        write_records(options.merchants)
    return replace(options, **changes)


def own_theme(folder: Path) -> Path:
    """A copy of the theme that a test may spoil."""
    return Path(shutil.copytree(ROOT / "theme", folder / "theme"))


def own_content(folder: Path) -> Path:
    """A copy of the content that a test may spoil, without its guard.yml and what is said of the
    demonstration's merchants, who are not in the toy registry."""
    ignored = shutil.ignore_patterns("notices", "registers", "guard.yml")
    return Path(shutil.copytree(CONTENT, folder / "content", ignore=ignored))


def own_settings(folder: Path, text: str) -> Path:
    """Pelican's settings with more lines."""
    path = folder / "siteconf.py"
    path.write_text(f"from pelicanconf import *\n{text}\n", encoding="utf-8")
    return path


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file's time and inode: equal only when no file was touched."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def environment(**more: str) -> dict[str, str]:
    """The environment for a process that imports the project."""
    return {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'generator'}", **more}
