"""A site built from a commit's files: to be published, or only to see whether it can be.

Program and settings are the installed ones, and so is the theme unless the settings allow another.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from generator.build import PUBLIC, ROOT, BuildOptions, build
from generator.publish.refusal import WRONG
from generator.report import CannotSayError
from generator.server.layout import Server
from generator.server.pushed import write_out


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
    )
    try:
        return build(options)
    except CannotSayError:  # it only speaks to say what is wrong
        return WRONG


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
