"""What was read from a copy is told of what the copy is one of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fangxin.change.proposal import propose
from fangxin.registry.sources.reading import Sources, read_sources
from tests.support.demonstration import KEPT

DAY = date(2026, 5, 2)
NOTICE = """\
Title: 办卡
Date: 2026-05-01
Category: 消费提醒
Summary: 先问三句话。

先问三句话。
"""


def told_paths(sources: Sources) -> Iterator[str]:
    """Every path that somebody may be shown: of problems, notices and rows of registers."""
    yield from (problem.place.path for problem in (*sources.told, *sources.problems))
    for notice in sources.gazette.notices:
        yield notice.place.path
        yield from (place.path for place in notice.places.values())
    assert sources.registry is not None
    yield from (row.place.path for row in sources.registry.registers.all())


def test_a_preview_names_no_file_of_its_copy(tmp_path: Path) -> None:
    """A preview that reads a copy of the content names the files that would be written: rows and
    notices as they were, and a row that is wrong by its own file."""
    county = tmp_path / "county"
    shutil.copytree(KEPT, county)
    notice = county / "content" / "notices" / "card-2026.md"
    notice.parent.mkdir(exist_ok=True)
    notice.write_text(NOTICE, encoding="utf-8")
    sources = read_sources(county / "merchants", county / "content", DAY, DAY)
    path = county / "content" / "registers" / "inspections-new.csv"
    after = propose(sources, {path: b"id,date\nINS-1,never\n"}).new.sources
    found = set(told_paths(after))
    assert {path.as_posix(), notice.as_posix()} <= found
    assert {one for one in found if not Path(one).is_relative_to(county)} == set()
    assert all("fangxin-" not in problem.zh + problem.en for problem in after.problems)
