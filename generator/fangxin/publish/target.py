"""The folder that is published to: releases beside each other, and one link to the current one.

    DIR/current -> releases/2026-05-02-0007      what the web server serves
    DIR/releases/…                               the releases, and what is known of each
    DIR/.fangxin-site                            says that this folder is ours

Whatever is interrupted leaves ``current`` as it was; ``sweep`` removes what it left behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fangxin.base.files import flush, is_leftover, put
from fangxin.base.refusal import RefusedError
from fangxin.publish.locking import locked
from fangxin.publish.release import FACTS, LIST, NAME, Release, read

MARKER, LOCK = ".fangxin-site", ".lock"
PATIENCE = 30.0  # seconds to wait for another publish
# What may lie in a folder that is still to become ours: an interrupted beginning, a fresh disk.
_EMPTY = frozenset({LOCK, "lost+found"})
_SAYS = (
    "本目录由 fangxin publish 管理，请不要手工改动。网页服务器的根目录是 current。\n"
    "This folder is kept by `fangxin publish`; the web server's root is `current`.\n"
)


@dataclass(frozen=True, slots=True)
class PublicFolder:
    """A folder to publish to, locked for this process."""

    folder: Path

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def staging(self) -> Path:
        """Where a release is put together."""
        return self.releases / ".new"

    @property
    def link(self) -> Path:
        return self.folder / "current"

    def current(self) -> Release | None:
        """The release that visitors see; None when there is none or nothing is known of it."""
        name = self.shown()
        return None if name is None else read(self.releases, name)

    def shown(self) -> str | None:
        """The name of what ``current`` points to. Raises RefusedError when it is no link."""
        if not self.link.is_symlink():
            if self.link.exists():
                raise RefusedError(
                    f"{self.link} 应是一个符号链接，却是文件或目录；请把它移走，再发布一次。",
                    f"{self.link} must be a symbolic link but is a file or folder; move it away,"
                    " then publish again.",
                )
            return None
        return Path(os.readlink(self.link)).name

    def all(self) -> list[Release]:
        """Every whole release, oldest first."""
        names = [path.name for path in self.releases.iterdir() if NAME.fullmatch(path.name)]
        found = [release for name in names if (release := read(self.releases, name))]
        return sorted(found, key=lambda release: release.number)

    def swap(self, release: Release) -> None:
        """Let visitors see ``release``, all of it at once, durably."""
        beside = self.folder / ".current.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(Path("releases") / release.name)
        os.replace(beside, self.link)
        flush([self.folder])

    def remove(self, release: Release) -> None:
        """Delete a release for good; never the one that visitors see."""
        assert release.name != self.shown()
        (self.releases / f"{release.name}{FACTS}").unlink(missing_ok=True)  # now it is not whole
        shutil.rmtree(self.releases / release.name, ignore_errors=True)
        (self.releases / f"{release.name}{LIST}").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what interrupted runs left; what ``current`` points to stays in any case."""
        shown = self.shown()
        (self.folder / ".current.new").unlink(missing_ok=True)
        for path in list(self.releases.iterdir()):
            name = path.name.removesuffix(FACTS).removesuffix(LIST)
            begun = path == self.staging or is_leftover(path.name)
            ours = begun or NAME.fullmatch(name) is not None
            if not ours or name == shown or read(self.releases, name) is not None:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def target(folder: Path, apart: Sequence[Path], *, make: bool = True) -> Iterator[PublicFolder]:
    """The folder to publish to, locked and swept; made when it is not there, unless ``make`` is
    False. ``apart``: folders it must not overlap. Raises RefusedError, OSError."""
    folder = folder.resolve()
    for other in (path.resolve() for path in apart):
        _refuse_overlap(folder, other)
    _refuse_foreign(folder, make)
    _open_to_readers(folder)
    with locked(folder / LOCK, PATIENCE, ("另一次发布", "Another publication")):
        if not (folder / MARKER).exists():
            put(folder / MARKER, _SAYS.encode())
        found = PublicFolder(folder)
        _open_to_readers(found.releases)
        found.sweep()
        yield found


def _open_to_readers(folder: Path) -> None:
    """Make a folder that the web server may read, whatever the umask."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        with suppress(OSError):
            flush([folder.parent])


def _refuse_overlap(folder: Path, other: Path) -> None:
    if folder == other or folder in other.parents or other in folder.parents:
        raise RefusedError(
            f"发布目录 {folder} 与 {other} 重叠；请另选一个目录，例如 /srv/fangxin/site。",
            f"The folder to publish to, {folder}, overlaps {other}; choose another one, for"
            " example /srv/fangxin/site.",
        )


def _is_empty(folder: Path) -> bool:
    return all(name in _EMPTY or is_leftover(name) for name in os.listdir(folder))


def _refuse_foreign(folder: Path, make: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise RefusedError(
            f"{folder} 不是目录；请指定一个目录。", f"{folder} is no folder; name a folder."
        )
    if (folder / MARKER).is_file():
        return
    if not make:
        raise RefusedError(
            f"{folder} 还没有发布过网站；请核对目录，或先运行 fangxin publish {folder}。",
            f"No site was published to {folder} yet; check the folder, or publish there first.",
        )
    if folder.is_dir() and not _is_empty(folder):
        raise RefusedError(
            f"{folder} 里有别的文件，不是发布目录，没有动它；请指定一个新目录或空目录，"
            "例如它里面的 site。",
            f"{folder} holds other files and is no folder to publish to, so it was left alone;"
            " name a new or an empty folder, for example site inside it.",
        )
