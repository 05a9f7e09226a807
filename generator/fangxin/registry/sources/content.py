"""What lies in the content folder, before the site generator opens it: files that end, no circles.

A pipe would be waited for for ever, and a folder that leads back into itself be read many times.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.pagetext import line_faults, text_faults
from fangxin.text.yaml.characters import shown

PAGES = "pages"
MOST_BYTES = 256 * 1024
PROGRAMME = "programme"  # read by fangxin.facts.programme, which looks after itself


def content_problems(content: Path) -> Iterator[Problem]:
    """A problem for each thing below ``content`` that is no file and no folder, cannot be read, or
    is a link to a folder that it lies in. Hidden names do not count: nobody reads them."""
    pending: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(content, (_key(content),))]
    while pending:
        folder, above = pending.pop()
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or (folder == content and path.name == PROGRAMME):
                continue
            try:
                key, mode = _key(path), path.stat().st_mode
                if stat.S_ISDIR(mode) and key not in above:
                    os.scandir(path).close()
                    pending.append((path, (*above, key)))
            except OSError as error:
                yield _unreadable(path, error.strerror or str(error))
                continue
            if key in above:
                yield _circle(path)
            elif not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                yield _no_file(path)
            elif path.suffix == ".md" and path.parent == content / PAGES:
                yield from _page(path)


def _page(path: Path) -> Iterator[Problem]:
    """Numbers of persons in a page, and what the site generator or a browser would obey there: that
    was let in once, so that it is told; the gate refuses it."""
    text = path.read_bytes()[:MOST_BYTES].decode("utf-8", "replace")
    faults = [
        (number, fault)
        for number, line in enumerate(text.split("\n"), 1)
        for fault in line_faults(line, None, drawing=False)
    ]
    for number, fault in (*faults, *text_faults(text)):
        place = Place(path.as_posix(), number, fault.column)
        if fault.code == "personal-number":
            yield Problem(
                place,
                fault.code,
                f"页面里不能有个人信息：这里有 {fault.found}。请删去；联系方式写单位的固定电话",
                f"a page must not hold personal data: found {fault.found}; delete it and give "
                "the telephone number of an office",
            )
        elif fault.code == "page-active":
            yield Problem(
                place,
                fault.code,
                f"页面里的「{shown(fault.found, 30)}」会被当成指令或程序，不会照样显示。"
                "请删去，改过的页面带着它推送不了；链接写 /notices/文件名/ 这样的网址",
                f"'{shown(fault.found, 30)}' in a page is taken for an order or a program, and "
                "not shown; delete it, the gate lets no changed page in with it; link to "
                "addresses like /notices/name/",
                "warning",
            )


def _key(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return seen.st_dev, seen.st_ino


def _unreadable(path: Path, why: str) -> Problem:
    return Problem(
        Place(path.as_posix()),
        "unreadable",
        f"读不出这个文件（{why}）；请检查它在不在、有没有读取权限，不用的链接请删去",
        f"cannot read this file ({why}); check that it is there and may be read, and delete links"
        " that nobody needs",
    )


def _circle(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        "folder-circle",
        "这个链接指回它所在的文件夹，里面的页面会重复生成；请删去这个链接",
        "this link leads back to a folder it lies in, whose pages would be made again and again;"
        " delete the link",
    )


def _no_file(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        "not-a-file",
        "这里只能放文件和文件夹，这是管道或设备；请移走",
        "only files and folders belong here, this is a pipe or a device; move it away",
    )
