"""How long a push takes until a visitor sees it: a server of its own, a clone, one failure more.

What is measured is what an official waits for: from ``git push`` to the changed status page, and to
the end of the push, with check, guard, build and publication in between.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fangxin.base import machine
from fangxin.site.build.building import ROOT

URL = "https://fx.example"
_FAILURE = """\
failures:
  - {{id: F1, kind: penalty, date: {day}, document: 试算〔2026〕1号, summary: 试算}}
"""


class PushError(RuntimeError):
    """A push was refused, or the page did not change; its message is what was said."""


@dataclass(frozen=True, slots=True)
class MeasuredPush:
    """One measured push. ``page_seconds``: until the status page says the new status; ``seconds``:
    until git says that it is done."""

    merchants: int
    what: str
    page_seconds: float
    seconds: float


def measure_pushes(
    records: list[Path], content: Path, folder: Path, day: str
) -> list[MeasuredPush]:
    """The first push of these records, and one with a failure more. Raises PushError, OSError."""
    clone, server = folder / "clone", folder / "server"
    for record in records:
        target = clone / "merchants" / record.parent.name / record.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(record, target)
    # Registers and notices name merchants of their own registry, which these are not.
    others = shutil.ignore_patterns("registers", "notices")
    shutil.copytree(content, clone / "content", ignore=others)
    _run(folder, day, *_fangxin("init-server", str(server), "--site-url", URL))
    _run(clone, day, "git", "init", "-q", "-b", "main")
    _commit(clone, day, "all records")
    changed = next(path for path in records if b"failures:" not in path.read_bytes())
    page = server / "site" / "current" / "m" / changed.stem / "status.json"
    first = _push(clone, server, day, len(records), "first", page.is_file)
    before = page.read_bytes()
    target = clone / "merchants" / changed.parent.name / changed.name
    target.write_text(target.read_text("utf-8") + _FAILURE.format(day=day), encoding="utf-8")
    _commit(clone, day, "one failure")
    one = _push(
        clone, server, day, len(records), "one changed", lambda: page.read_bytes() != before
    )
    return [first, one]


def _fangxin(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "fangxin.cli", *words)


def _commit(clone: Path, day: str, message: str) -> None:
    _run(clone, day, "git", "add", "-A")
    _run(clone, day, "git", "commit", "-q", "-m", message)


def _settings(day: str) -> dict[str, str]:
    when = f"{day}T08:00:00+08:00"
    who = {"NAME": "bench", "EMAIL": "bench@fx.example", "DATE": when}
    named = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
    own = {"FANGXIN_AS_OF": day, "GIT_CONFIG_GLOBAL": "/dev/null"}
    own["PYTHONPATH"] = str(ROOT / "generator")
    return machine.environment_without(()) | named | own


def _run(folder: Path, day: str, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, env=_settings(day), capture_output=True, text=True)
    if done.returncode != 0:
        raise PushError(f"{' '.join(command[:4])}: {done.stdout}{done.stderr}"[-2000:])


def _push(
    clone: Path, server: Path, day: str, merchants: int, what: str, seen: Callable[[], bool]
) -> MeasuredPush:
    begin = time.perf_counter()
    command = ["git", "push", "-q", str(server / "registry.git"), "main"]
    page = 0.0
    with subprocess.Popen(
        command, cwd=clone, env=_settings(day), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as push:
        while push.poll() is None:
            if not page and _safely(seen):
                page = time.perf_counter() - begin
            time.sleep(0.01)
        seconds = time.perf_counter() - begin
        said = push.stderr.read().decode("utf-8", "replace") if push.stderr else ""
    if push.returncode != 0 or not _safely(seen):
        raise PushError(said[-2000:])
    return MeasuredPush(merchants, what, round(page or seconds, 2), round(seconds, 2))


def _safely(seen: Callable[[], bool]) -> bool:
    """False while the page is not there yet, or in the moment of the swap."""
    try:
        return seen()
    except OSError:
        return False


def table(pushes: list[MeasuredPush]) -> str:
    """The pushes as a Markdown table."""
    lines = ["| merchants | push | page changed, s | push done, s |", "|---:|---|---:|---:|"]
    for one in pushes:
        lines.append(
            f"| {one.merchants:,} | {one.what} | {one.page_seconds:.1f} | {one.seconds:.1f} |"
        )
    return "\n".join(lines)
