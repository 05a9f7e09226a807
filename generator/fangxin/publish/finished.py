"""The finished site as the build left it, or why it is not fit to be published."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fangxin.base.refusal import WRONG, RefusedError
from fangxin.site.build import manifest
from fangxin.site.build.journal import JOURNAL, MANIFEST
from fangxin.site.build.manifest import KEPT, Seen, sha256_of
from fangxin.site.build.stage import OURS, room

NEEDED = ("index.html", *OURS)
_REBUILD = ("请先运行 fangxin build，再发布", "run fangxin build first, then publish")


@dataclass(frozen=True, slots=True)
class Finished:
    """The files of a site, by path, and the day it was made for. ``built``: when the build ended,
    in nanoseconds, or None when it was built elsewhere."""

    folder: Path
    as_of: date
    files: Mapping[str, Seen]
    built: int | None


@contextmanager
def finished(output: Path) -> Iterator[Finished]:
    """The site in ``output``; no build changes it within the block. Raises RefusedError, OSError.

    Where the build's state lies beside it, every file must be as the build left it."""
    output = output.resolve()
    if not (output / "index.html").is_file():
        raise _unfit(f"{output} 里没有网站", f"there is no site in {output}")
    state = output.parent / f".{output.name}.state"
    held: AbstractContextManager[object] = room(output, ()) if state.is_dir() else nullcontext()
    with held:
        if (state / JOURNAL).exists():
            raise _unfit(f"{output} 只生成了一半", f"{output} is only half built")
        yield _look(output, state / MANIFEST)


def _look(output: Path, made: Path) -> Finished:
    lacking = [name for name in NEEDED if not (output / name).exists()]
    if lacking:
        raise _unfit(f"{output} 里缺少 {lacking[0]}", f"{output} lacks {lacking[0]}")
    known = manifest.read(made)
    files = dict(_files(output, known.files))
    if known.files:
        _refuse_altered(known.files, files)
    built = made.stat().st_mtime_ns if known.files else None
    return Finished(output, _day(output / "asof.json"), files, built)


def _files(output: Path, known: Mapping[str, Seen]) -> Iterator[tuple[str, Seen]]:
    """Every file as it is now; read only where the build did not see it like this."""
    for path, found in manifest.walk(output):
        if path in KEPT:
            continue
        if not stat.S_ISREG(found.st_mode) or not path.isprintable() or "\\" in path:
            raise _unfit(
                f"{output} 里的 {path!r} 不是普通文件，或文件名里有特殊字符",
                f"{path!r} in {output} is no ordinary file, or its name has special characters",
            )
        seen = known.get(path)
        same = seen and (seen.size, seen.mtime_ns) == (found.st_size, found.st_mtime_ns)
        if seen is None or not same:
            seen = Seen(sha256_of(output / path), found.st_size, found.st_mtime_ns)
        yield path, seen


def _refuse_altered(known: Mapping[str, Seen], files: Mapping[str, Seen]) -> None:
    for path in sorted(known.keys() | files.keys()):
        before, now = known.get(path), files.get(path)
        if before is None or now is None or before.sha256 != now.sha256:
            raise _unfit(
                f"网站里的 {path} 在生成以后被改动、增加或删除了",
                f"{path} of the site was changed, added or removed after the build",
            )


def _day(path: Path) -> date:
    try:
        return date.fromisoformat(json.loads(path.read_bytes())["as_of"])
    except (ValueError, KeyError, TypeError):
        raise _unfit(f"{path} 里读不出日期", f"{path} tells no day") from None


def _unfit(zh: str, en: str) -> RefusedError:
    return RefusedError(f"{zh}；{_REBUILD[0]}。", f"{en}; {_REBUILD[1]}.", WRONG)
