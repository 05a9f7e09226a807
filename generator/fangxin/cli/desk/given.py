"""What a command was given, files, folders and the day, read; the exit codes it may answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base import machine
from fangxin.base.refusal import IMPOSSIBLE as IMPOSSIBLE
from fangxin.base.refusal import WRONG as WRONG
from fangxin.base.report import complain, progress
from fangxin.base.where import is_one
from fangxin.cli.frame.command import Options
from fangxin.cli.frame.days import today

if TYPE_CHECKING:
    from fangxin.registry.registry import Registry
    from fangxin.registry.sources.reading import Sources
FINE = 0


def as_of(options: Options) -> date:
    """The day that counts, today in UTC+08:00 unless the options name one."""
    chosen: date | None = getattr(options, "as_of", None)  # a server's commands take none
    return today() if chosen is None else chosen


def files(*wanted: Path) -> bool:
    """Whether all are files; says which one is not."""
    for file in wanted:
        if not file.is_file() and file.exists():  # a pipe would be waited for
            complain(
                f"{file} 不是文件，是文件夹、管道或设备；请先存成文件",
                f"{file} is no file but a folder, a pipe or a device; save it as a file first",
            )
            return False
        if not file.is_file():
            complain(
                f"找不到文件 {file}；请核对文件名和所在的文件夹",
                f"there is no file {file}; check its name and folder",
            )
            return False
    return True


def folders(*wanted: Path) -> bool:
    """Whether all are folders; says which one is not. A registry's own folder of merchants need not
    be there yet."""
    from fangxin.cli.desk.which import nowhere

    for folder in wanted:
        if not folder.is_dir() and not is_one(folder, folder.parent / "content"):
            if not nowhere(folder):
                complain(f"找不到目录 {folder}", f"there is no folder {folder}")
            return False
    return True


def complete_writing(content: Path) -> None:
    """Let what a killed command was writing be whole before anything is read."""
    from fangxin.base.files import completed

    try:
        if completed(content):
            complain(
                "上一条命令写到一半被中止，已经接着写完；请看 git status，核对以后提交",
                "a command was killed while it was writing, and what it began is complete now; see"
                " git status, and commit it after a look",
            )
    except OSError as error:
        complain(
            f"上一条命令写到一半被中止，接着写没有成功（{error.strerror}）；请检查磁盘空间和权限",
            f"a command was killed while it was writing, and it could not be completed"
            f" ({error.strerror}); check free space and permissions",
        )


def read(options: Options, as_of: date) -> Sources:
    """Programme, registers, records and notices of the folders named, with every problem; that a
    record lies where nobody reads it is one, that there is no record yet is a warning."""
    from fangxin.cli.desk.which import as_beginning
    from fangxin.registry.elsewhere import records_elsewhere
    from fangxin.registry.records import find_records
    from fangxin.registry.sources.reading import read_sources

    jobs = getattr(options, "jobs", machine.cores())
    latest = max(as_of, machine.clock())
    merchants, content = options.merchants, options.content
    complete_writing(content)
    elsewhere = tuple(records_elsewhere(merchants, content))
    with progress("检查档案", len(find_records(merchants)[0])) as tick:
        sources = read_sources(merchants, content, as_of, latest, jobs=jobs, tick=tick)
    problems = as_beginning((*sources.problems, *elsewhere), options)
    return replace(sources, problems=problems)


def no_merchant(id: str, registry: Registry) -> tuple[str, str]:
    """That there is no such ID, and which ones may be meant: nearly the same, or by name."""
    from difflib import get_close_matches

    from fangxin.text.sameness import looks

    merchants = registry.merchants
    meant = [other for other in merchants if looks(id) in looks(merchants[other].name)]
    meant = (meant or get_close_matches(id, merchants, cutoff=0.8))[:5]
    if not meant:
        return (
            f"登记簿里没有编号 {id}；请核对编号，或用 fangxin check 看档案有没有错误",
            f"no merchant {id} in the registry; check the ID, or run fangxin check",
        )
    found = "、".join(f"{other}（{merchants[other].name}）" for other in meant)
    return (
        f"登记簿里没有编号 {id}；是不是 {found}？",
        f"no merchant {id} in the registry; did you mean {', '.join(meant)}?",
    )
