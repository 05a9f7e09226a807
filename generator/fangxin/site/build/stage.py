"""Where a build works: a state folder beside the output, on the same file system.

For ``output/`` it is ``.output.state/`` with the stage, the journal and the manifest in it. Nothing
of it ever lies in the public folder, and only one build works there at a time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fangxin.base.locks import BusyError, locked
from fangxin.base.refusal import RefusedError
from fangxin.site.build.journal import JOURNAL, MANIFEST, STAGE, Journal
from fangxin.site.build.manifest import KEPT, Seen, sha256_of, walk

PATIENCE = 10.0  # seconds to wait for another build of the same output
OURS = ("asof.json", "asof.svg", "404.html", "m", "theme/css/site.css")  # a site has them all


@dataclass(frozen=True, slots=True)
class Room:
    """The folders of one build. ``lock`` stays locked as long as any process holds it open."""

    output: Path
    state: Path
    lock: BinaryIO

    @property
    def stage(self) -> Path:
        return self.state / STAGE


@contextmanager
def room(output: Path, sources: tuple[Path, ...]) -> Iterator[Room]:
    """The room of a build of ``output``, locked; ``sources`` are folders it must not touch.

    Raises RefusedError when the output cannot be used, OSError when a folder cannot be made."""
    output = _resolved(output)
    _refuse_sources(output, sources)
    state = output.parent / f".{output.name}.state"
    _refuse_foreign(output, state)
    state.mkdir(parents=True, exist_ok=True)
    if output.exists() and output.stat().st_dev != state.stat().st_dev:
        raise RefusedError(
            f"{output} 是单独的挂载点，文件无法直接移入。请用 --output 指定它里面的一个子文件夹。",
            f"{output} is a mount point of its own, so files cannot be moved into it. Name a folder"
            " inside it with --output.",
        )
    try:
        with locked(state / "lock", PATIENCE) as lock:
            yield Room(output, state, lock)
    except BusyError:
        raise RefusedError(
            f"另一个生成正在写 {output}。请等它结束后再运行。",
            f"Another build is writing {output}. Run again when it has finished.",
        ) from None


def _resolved(output: Path) -> Path:
    try:
        return output.resolve()
    except (RuntimeError, OSError):  # before Python 3.13 a circle of links is a RuntimeError
        raise RefusedError(
            f"{output} 是指回自己的链接，或路径不能用。请删去它，或用 --output 另选一个文件夹。",
            f"{output} is a link to itself, or no path that can be used. Delete it, or choose"
            " another folder with --output.",
        ) from None


def clear(where: Room) -> None:
    """Make an empty stage; what an interrupted build left there is thrown away."""
    shutil.rmtree(where.stage, ignore_errors=True)
    where.stage.mkdir()


def difference(
    staged: Mapping[str, Seen], kept: Mapping[str, Seen], there: Mapping[str, Seen], output: Path
) -> tuple[Journal, dict[str, Seen]]:
    """What has to be done so that the output holds exactly ``staged`` and ``kept``, and the files
    as they are afterwards. A staged file with the bytes of the one that is there stays where it is,
    so that its time does not change."""
    same = {
        path: there[path]
        for path, seen in staged.items()
        if path in there
        and there[path].sha256 == seen.sha256
        and sha256_of(output / path) == seen.sha256  # whatever the manifest believes
    }
    place = sorted(set(staged) - set(same))
    after = {**kept, **staged, **same}
    remove = sorted(path for path, _ in walk(output) if path not in after and path not in KEPT)
    return Journal(tuple(remove), tuple(place)), after


def _refuse_sources(output: Path, sources: tuple[Path, ...]) -> None:
    for source in (path.resolve() for path in sources):
        if output == source or output in source.parents or source in output.parents:
            raise RefusedError(
                f"输出文件夹 {output} 与源文件夹 {source} 重叠，生成会删掉源文件。"
                "请用 --output 另选一个。",
                f"The output {output} overlaps the source folder {source}; a build would remove"
                " sources. Choose another folder with --output.",
            )


def _refuse_foreign(output: Path, state: Path) -> None:
    """Everything in the output that a build did not make is removed, so it must be ours."""
    if not output.exists():
        return
    if not output.is_dir():
        raise RefusedError(
            f"{output} 不是文件夹。请用 --output 指定一个文件夹。",
            f"{output} is not a folder. Name a folder with --output.",
        )
    known = (state / MANIFEST, state / JOURNAL)
    ours = all((output / name).exists() for name in OURS)
    if ours or any(path.exists() for path in known) or set(os.listdir(output)) <= KEPT:
        return
    raise RefusedError(
        f"{output} 里有不是本程序生成的文件，生成会把它们删掉。请用 --output 指定一个空文件夹。",
        f"{output} holds files that no build made; a build would remove them. Name an empty folder"
        " with --output.",
    )
