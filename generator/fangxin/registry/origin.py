"""What a site was made from: the commit, and when the youngest source was written."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from fangxin.registry.git import GitError, repository_of


def commit_of(*folders: Path) -> str | None:
    """The commit that the folders lie in; with ``-dirty`` when they differ from it, None when they
    are in no repository."""
    try:
        repository = repository_of(folders[0].resolve())
        commit = repository.commit_of("HEAD")
        names = [str(folder.resolve()) for folder in folders]
        changed = repository.run("status", "--porcelain", "--", *names)
    except GitError:
        return None
    return f"{commit}-dirty" if changed else commit


def committed_on(folder: Path) -> date | None:
    """The day of the commit that the folder lies in; None when it is in no repository."""
    try:
        repository = repository_of(folder.resolve())
        return repository.commit(repository.commit_of("HEAD")).day
    except GitError:
        return None


def newest(*folders: Path) -> int:
    """When the youngest file or folder below was written, in nanoseconds since 1970."""
    return max(
        os.stat(Path(where, name)).st_mtime_ns
        for folder in folders
        for where, _, files in os.walk(folder)
        for name in (".", *files)
        if os.path.exists(Path(where, name))
    )
