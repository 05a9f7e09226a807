"""A site built from a commit's files: to be published, or only to see whether it can be.

Program and settings are the installed ones, and so is the theme unless the settings allow another.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.base.refusal import WRONG
from fangxin.base.report import CannotSayError
from fangxin.publish.server.layout import Server
from fangxin.publish.server.pushed import write_out
from fangxin.site.build.building import PUBLIC, ROOT, BuildOptions, build
from fangxin.site.build.texts import try_texts

REAL = 5  # times as long as in the trial: nothing that was let in stops the site


def made(server: Server, folder: Path, output: Path, as_of: date) -> int:
    """Build the files in ``folder`` into ``output``: the exit code of the build, which says itself
    what is wrong."""
    own = folder / "theme"
    options = BuildOptions(
        merchants=folder / "merchants",
        content=folder / "content",
        output=output,
        theme=own if server.config.theme and own.is_dir() else ROOT / "theme",
        as_of=as_of,
        site_url=server.config.site_url,
        jobs=server.jobs,
        quiet=True,
        full=False,
        settings=PUBLIC,
        texts=server.texts,
        text_ms=REAL * server.config.max_text_ms,
    )
    try:
        return build(options)
    except CannotSayError:  # it only speaks to say what is wrong
        return WRONG


def text_problems(server: Server, commit: str, paths: Sequence[str]) -> list[Problem]:
    """What is wrong with the Markdown files ``paths`` of a commit: that a text takes too long to be
    rendered. What was rendered is kept for the build. Raises GitError, OSError."""
    if not paths:
        return []
    files, most = server.repository.files(commit, *paths), server.config.max_text_ms
    texts = server.repository.contents(entry.blob for entry in files.values())
    with tempfile.TemporaryDirectory(prefix="trial-", dir=server.incoming) as scratch:
        for path, entry in files.items():
            target = Path(scratch) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(texts[entry.blob])
        names = {str(Path(scratch) / path): path for path in files}
        found = try_texts(list(names), server.texts, most)
    return [replace(one, place=Place(names[one.place.path])) for one in found]


def can_be_made(server: Server, commit: str, as_of: date) -> bool:
    """Whether a site can be built of a commit, tried aside; what is wrong has then been told."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="trial-", dir=server.incoming) as scratch:
        folder = Path(scratch)
        write_out(server.repository, commit, server.wanted, folder)
        os.chdir(folder)  # problems are told as paths from here
        try:
            return made(server, folder, folder / "site", as_of) == 0
        finally:
            os.chdir(here)
