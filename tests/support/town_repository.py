"""A small registry in a real repository, and pushes to it made from steps that are data."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from fangxin.base.problem import Problem, errors
from fangxin.change.guard.gate import STAGED, guard, push_of
from fangxin.registry.git import NOTHING, Repository
from tests.support.demonstration import KEPT

BASE = Path(__file__).resolve().parents[1] / "fixtures" / "guard"
PUBLISHED, TODAY = date(2026, 3, 10), date(2026, 3, 16)
CLERK = "jingban@fx.example"
Step = Mapping[str, Any]


@cache
def cases(name: str) -> tuple[dict[str, Any], ...]:
    """A catalogue of pushes."""
    return tuple(yaml.safe_load((BASE / f"{name}.yml").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Town:
    """A work tree with its repository; the first commit was published on PUBLISHED."""

    folder: Path

    def git(self, *words: str, mail: str = CLERK, day: date = TODAY, given: str = "") -> str:
        """What git answers; commits are made by ``mail`` at noon of ``day``."""
        when = f"{day}T12:00:00+08:00"
        who = {"NAME": "经办", "EMAIL": mail, "DATE": when}
        environment = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in who.items()
        }
        machine = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), "-c", "core.quotePath=false", *words],
            input=given.encode(),
            env={**machine, **environment},
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(self, message: str = "Publish", **who: Any) -> str:
        """Commit everything; the commit's id."""
        self.git("add", "--all")
        signed = ("-S",) if who.pop("sign", False) else ()
        self.git("commit", "-q", "--allow-empty", "-F", "-", *signed, given=message, **who)
        return self.git("rev-parse", "HEAD")

    def take(self, steps: Sequence[Step]) -> None:
        """Change the work tree."""
        for step in steps:
            _take(self.folder, step)

    def judge(self, old: str = "published", new: str = "HEAD", **more: Any) -> list[Problem]:
        """What the guard says of a push, errors alone."""
        given = {"as_of": TODAY, "clock": TODAY, **more}
        push = push_of(Repository(self.folder), old, new, given.pop("as_of"), **given)
        return errors(guard(push))

    def codes(self, *ends: str, **more: Any) -> set[str]:
        """The codes of what the guard says."""
        return {problem.code for problem in self.judge(*ends, **more)}


def _take(folder: Path, step: Step) -> None:
    if "write" in step:
        target = folder / step["write"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(step["text"], encoding="utf-8")
    elif "delete" in step:
        (folder / step["delete"]).unlink()
    elif "link" in step:
        (folder / step["link"]).symlink_to(step["to"])
    elif "executable" in step:
        (folder / step["executable"]).chmod(0o755)
    elif "move" in step or "copy" in step:
        source, target = folder / step.get("move", step.get("copy")), folder / step["to"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if "move" in step:
            source.unlink()
    elif "each" in step:
        for path in sorted(folder.glob(step["each"])):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(step["replace"], step["by"]), encoding="utf-8")
    elif "picture" in step:
        target = folder / step["picture"]
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.new("1", tuple(step["size"])).convert("RGB").save(target, step.get("as"))
    elif "bytes" in step:
        target = folder / step["bytes"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(step["head"].encode("latin-1") + b"\0" * step["repeat"])
    elif "version" in step:
        _new_policy(folder / "content" / "programme" / "policy.yml", step["version"])
    else:
        _edit(folder / step["in"], step)


def _new_policy(path: Path, effective: date) -> None:
    """The last version of the policy once more, as a new one."""
    text = path.read_text(encoding="utf-8")
    last = text[text.rindex("\n  - number: ") + 1 :]
    number = int(re.findall(r"number: (\d+)", last)[0])
    last = last.replace(f"number: {number}", f"number: {number + 1}", 1)
    last = re.sub(r"effective: [\d-]+", f"effective: {effective}", last, count=1)
    path.write_text(f"{text.rstrip()}\n\n{last}", encoding="utf-8")


def _edit(path: Path, step: Step) -> None:
    text = path.read_text(encoding="utf-8")
    if "append" in step:
        text += step["append"]
    elif "from" in step:
        assert text.count(step["from"]) == 1, step
        text = text[: text.index(step["from"])]
    elif "line" in step:
        kept = [line for line in text.splitlines(True) if not line.startswith(step["line"])]
        assert len(kept) == len(text.splitlines()) - 1, step
        text = "".join(kept)
    else:
        count = text.count(step["replace"])
        assert count == 1 or (count and step.get("all")), f"{count} times: {step}"
        text = text.replace(step["replace"], step["by"])
    path.write_text(text, encoding="utf-8")


def founded(folder: Path, guard_file: str | None = None) -> Town:
    """The base as a repository with one commit, tagged ``published``."""
    shutil.copytree(BASE / "base", folder, dirs_exist_ok=True)
    shutil.copytree(KEPT / "content" / "programme", folder / "content" / "programme")
    if guard_file is not None:
        path = folder / "content" / "programme" / "guard.yml"
        path.write_text(guard_file, encoding="utf-8")
    town = Town(folder)
    town.git("init", "-q", "-b", "main", "--template=")
    town.commit("Open the registry", day=PUBLISHED)
    town.git("tag", "published")
    return town


__all__ = ["CLERK", "NOTHING", "PUBLISHED", "STAGED", "TODAY", "Town", "cases", "founded"]
