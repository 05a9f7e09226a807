"""Every record of a folder, or of a commit: found, and read in parallel.

What was read is kept by path, so that a change of one record is a reading of one record.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangxin.base.machine import cache_folder
from fangxin.base.pool import each
from fangxin.base.problem import Place, Problem
from fangxin.facts.record.reading import read_record
from fangxin.facts.values import Merchant
from fangxin.registry.readings import opened

# What file managers leave behind without being asked; never part of a registry.
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_PARTLY = re.compile(
    r"\.fangxin-(?:.*\.part|\w{8})"
)  # left by a command that was killed while writing
NO_RECORDS = "no-records"
NO_FOLDER = "merchants-missing"
BEGINNING = frozenset({NO_RECORDS, NO_FOLDER})  # told of a registry that has no record yet
PARALLEL_FROM = 400  # fewer files are read faster by one process
KEPT_FROM = 200  # fewer files are read faster than they are looked up

Read = tuple[Merchant | None, tuple[Problem, ...]]
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Records:
    """Every record as it was read, by path: a merchant, or None, with the problems of its file;
    and the problems of whatever else lies beside them."""

    read: Mapping[str, Read]
    beside: tuple[Problem, ...] = ()

    def edited(self, files: Mapping[str, bytes]) -> Records:
        """The same with some files written anew, or added; only these are read."""
        anew = {path: _read_text(path, data) for path, data in files.items()}
        beside = tuple(problem for problem in self.beside if problem.code not in BEGINNING)
        return Records(dict(sorted({**self.read, **anew}.items())), beside)


def _read_text(path: str, data: bytes) -> Read:
    merchant, problems = read_record(data, path)
    return merchant, tuple(problems)


def _read_texts(_: None, texts: Sequence[tuple[str, bytes]]) -> list[Read]:
    return [_read_text(path, data) for path, data in texts]


def read_records(merchants: Path, jobs: int = 1, tick: Tick | None = None) -> Records:
    """Find and read every record in a folder; ``tick`` is told how many more are done."""
    paths, problems = find_records(merchants)
    texts: dict[str, bytes] = {}
    unread: dict[str, Read] = {}
    for path in paths:
        try:
            texts[str(path)] = path.read_bytes()
        except OSError as error:
            unread[str(path)] = None, (_unreadable(path, error),)
    read = {**_read(texts, jobs, tick), **unread}
    return Records({str(path): read[str(path)] for path in paths}, tuple(problems))


def records_of(texts: Mapping[str, bytes], jobs: int = 1, tick: Tick | None = None) -> Records:
    """Read records that are no files: the text of each by the path that it would have."""
    return Records(dict(sorted(_read(texts, jobs, tick).items())))


def _read(texts: Mapping[str, bytes], jobs: int, tick: Tick | None = None) -> dict[str, Read]:
    """Every text read, those that were read before from the store."""
    store = opened(cache_folder() if len(texts) >= KEPT_FROM else None)
    known: dict[str, Read] = {path: (one, ()) for path, one in store.known(texts).items()}
    if known and tick is not None:
        tick(len(known))
    left = {path: data for path, data in texts.items() if path not in known}
    jobs = jobs if len(left) >= PARALLEL_FROM else 1
    anew = dict(zip(left, each(_read_texts, None, list(left.items()), jobs, tick), strict=True))
    store.keep(left, {path: one for path, (one, found) in anew.items() if one and not found})
    return {**known, **anew}


def _walk(folder: Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """Everything below ``folder`` in the order of paths, without following links: files, and
    folders that are named like a record. However deep it is; what cannot be read is a problem."""
    pending: list[os.DirEntry[str]] = []
    where: str | Path = folder
    while True:
        try:
            with os.scandir(where) as entries:
                pending += sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            problems.append(_unreadable(where, error))
        while pending:
            entry = pending.pop()
            inner = entry.is_dir(follow_symlinks=False)
            if not inner or entry.name.endswith(".yml"):
                yield entry
            if inner:
                where = entry.path
                break
        else:
            return


def find_records(merchants: Path) -> tuple[list[Path], list[Problem]]:
    """Paths of all records in a stable order, and a problem for whatever else lies there."""
    if not merchants.is_dir():
        return [], [
            Problem(
                Place(str(merchants)),
                NO_FOLDER,
                f"找不到商户目录 {merchants}；请用 --merchants 指明目录",
                f"merchants folder {merchants} does not exist; name it with --merchants",
            )
        ]
    paths: list[Path] = []
    problems: list[Problem] = []
    for entry in _walk(merchants, problems):
        if entry.name in LITTER or _PARTLY.fullmatch(entry.name):
            continue
        if entry.is_symlink() or not entry.is_file() or not entry.name.endswith(".yml"):
            problems.append(_stray(entry))
        else:
            paths.append(Path(entry.path))
    if not paths:
        problems.append(
            Problem(
                Place(str(merchants)),
                NO_RECORDS,
                f"{merchants} 里没有任何商户档案（*.yml）；空登记簿不能发布，请先登记一家商户",
                f"{merchants} holds no record (*.yml); an empty registry cannot be published, "
                "so add a merchant first",
            )
        )
    return paths, problems


def _stray(entry: os.DirEntry[str]) -> Problem:
    what = ("文件", "a file")
    if entry.is_symlink():
        what = ("符号链接", "a symbolic link")
    elif entry.is_dir():
        what = ("文件夹", "a folder")
    return Problem(
        Place(entry.path),
        "stray-file",
        f"商户目录里只能放 <编号>.yml 档案，这里是{what[0]}“{entry.name}”；"
        "请移走，或改成正确的文件名",
        f"only records <ID>.yml may lie in the merchants folder, this is {what[1]} "
        f"'{entry.name}'; move it away or give it the right name",
    )


def _unreadable(path: str | Path, error: OSError) -> Problem:
    return Problem(
        Place(str(path)),
        "unreadable",
        f"读不出这个文件（{error.strerror}）；请检查文件权限",
        f"cannot read this file ({error.strerror}); check its permissions",
    )
