"""The same records and the same day give the same bytes, wherever and however they are built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.demonstration import CONTENT, RECORDS
from tests.support.toy_site import ROOT, environment, tree


def copied_backwards(source: Path, target: Path, flat: bool = False) -> Path:
    """A copy whose files were made in the opposite order, in one folder when ``flat``."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / (path.name if flat else path.relative_to(source))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return target


BUILD = """
import sys
from datetime import date
from pathlib import Path
from fangxin.site.build.building import BuildOptions, build
merchants, content, theme, output = map(Path, sys.argv[1:5])
day, jobs = date(2026, 5, 2), int(sys.argv[5])
sys.exit(build(BuildOptions(merchants, content, output, theme, day, None, jobs, True, False)))
"""


def built(output: Path, jobs: int, folders: list[Path], **machine: str) -> dict[str, bytes]:
    """The site made of merchants, content and theme by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *map(str, folders), str(output), str(jobs)],
        cwd=output.parent,
        env=environment(**machine),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(output)


def test_two_builds_are_byte_for_byte_equal(tmp_path: Path) -> None:
    """Time zone, language, hash seed, folders, order of files and number of processes differ."""
    here = [RECORDS, CONTENT, ROOT / "theme"]
    there = [
        copied_backwards(RECORDS, tmp_path / "b" / "records", flat=True),
        copied_backwards(CONTENT, tmp_path / "b" / "words"),
        copied_backwards(ROOT / "theme", tmp_path / "b" / "looks"),
    ]
    (tmp_path / "a").mkdir()
    first = built(
        tmp_path / "a" / "site", 1, here, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"
    )
    second = built(
        tmp_path / "b" / "site", 2, there, TZ="America/Adak", LC_ALL="zh_CN.UTF-8",
        LANG="tr_TR.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="0", SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    records = len(list(RECORDS.rglob("*.yml")))
    assert records >= 10
    assert len([path for path in first if path.startswith("m/")]) >= records * 5
