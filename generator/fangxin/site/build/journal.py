"""A journal of renames and removals, so that an interrupted build is completed by the next one.

Everything a build changes in the output is first written down, durably, and only then done: files
leave the stage by rename, one by one, and files no longer produced are removed. Every step may
be done twice. While a journal lies in the state folder, the output is between two builds.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from fangxin.base.files import flush, put

JOURNAL = "journal.json"
MANIFEST = "manifest.json"
NEXT = "manifest.next.json"  # becomes the manifest when the journal is done
STAGE = "stage"


class JournalError(RuntimeError):
    """The journal cannot be read: it was changed by something else than a build."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What to do in the output, as paths relative to it, with forward slashes."""

    remove: tuple[str, ...]
    place: tuple[str, ...]  # to be moved here from the stage


def commit(state: Path, journal: Journal) -> None:
    """Write the journal durably: from here on the build is decided and can only go forward.

    The stage and the next manifest must be complete. Raises OSError before anything is decided."""
    flush([state / STAGE / path for path in journal.place] + [state / NEXT])
    put(state / JOURNAL, json.dumps({"version": 1, **asdict(journal)}).encode())


def pending(state: Path) -> Journal | None:
    """The journal of a build that was interrupted, or None. Raises JournalError."""
    try:
        text = (state / JOURNAL).read_bytes()
    except FileNotFoundError:
        return None
    try:
        raw = json.loads(text)
        if raw["version"] != 1:
            raise JournalError(f"version {raw['version']}")
        paths = [tuple(str(path) for path in raw[key]) for key in ("remove", "place")]
        for path in (*paths[0], *paths[1]):
            if path.startswith("/") or ".." in path.split("/"):
                raise JournalError(f"path leaves the output: {path}")
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError(str(error)) from error
    return Journal(*paths)


def apply(state: Path, output: Path, journal: Journal) -> None:
    """Do what the journal says and forget it. Done again after an interruption, it completes.

    Raises OSError; then the journal stays for the next run."""
    output.mkdir(exist_ok=True)
    for path in journal.remove:
        _remove(output / path)
    _prune(output, journal.remove)
    for path in journal.place:
        _place(state / STAGE / path, output / path)
    if (state / NEXT).exists():
        os.replace(state / NEXT, state / MANIFEST)
    flush({(output / path).parent for path in (*journal.place, *journal.remove)} | {state})
    (state / JOURNAL).unlink()
    shutil.rmtree(state / STAGE, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():  # already replaced by a folder of this build
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


def _place(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        if not source.exists():  # done before the interruption
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)
    except IsADirectoryError:  # its files are removed, only empty folders are left
        shutil.rmtree(target)
        os.replace(source, target)


def _prune(output: Path, removed: Iterable[str]) -> None:
    """Remove the folders that became empty, never the output itself."""
    folders = {parent for path in removed for parent in Path(path).parents} - {Path(".")}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):  # not empty, or not there
            (output / folder).rmdir()
