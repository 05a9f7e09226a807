"""An office of tests: a scratch repository of the registry, and commands run in it as officials do.

office = Office.make(tmp_path)
office.run("fail", ID, "--kind", "penalty", "--date", "2026-03-02", on="2026-03-03")
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fangxin.cli.main import main
from tests.support.demonstration import KEPT

MAIL = "office@fx.example"


@cache
def _begun(merchants: tuple[tuple[str, str], ...]) -> Path:
    """A repository with these records, to be copied; made once, gone with the process."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(KEPT / "content", folder / "content")
    for path, text in merchants:
        target = folder / "merchants" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for words in (
        ("init", "-q", "-b", "main", "--template="),
        ("config", "user.name", "办公室"),
        ("config", "user.email", MAIL),
        ("add", "-A"),
        ("commit", "-q", "-m", "开始登记"),
    ):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder


@dataclass
class Office:
    """The folder of a registry under git, with what the last command said."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    @classmethod
    def make(
        cls, folder: Path, capture: pytest.CaptureFixture[str], merchants: dict[str, str]
    ) -> Office:
        """A repository on branch main with the kept programme and these records, committed."""
        shutil.copytree(_begun(tuple(merchants.items())), folder, symlinks=True, dirs_exist_ok=True)
        return cls(folder, capture)

    def git(self, *words: str, day: str | None = None) -> str:
        """What git says; ``day``: when the commit is dated."""
        stamp = {f"GIT_{who}_DATE": f"{day}T10:00:00+08:00" for who in ("AUTHOR", "COMMITTER")}
        environment = {**os.environ, **(stamp if day else {})}
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *words: str, on: str | None = None) -> int:
        """Run one command on the office's folders; its exit code. ``out`` and ``err`` are kept."""
        where = ["--content", str(self.folder / "content")]
        if words[0] in ("guard", "diff"):
            where = ["--repository", str(self.folder)]
        elif words[0] not in ("schema", "tidy"):
            where += ["--merchants", str(self.folder / "merchants")]
        day = ["--as-of", on] if on and words[0] != "tidy" else []
        code = main([*words, *where, *day])
        self.out, self.err = self.capture.readouterr()
        return code

    def path(self, id: str) -> Path:
        """Where a merchant's record is."""
        (found,) = (self.folder / "merchants").rglob(f"{id}.yml")
        return found

    def text(self, id: str) -> str:
        """A merchant's record."""
        return self.path(id).read_text(encoding="utf-8")
