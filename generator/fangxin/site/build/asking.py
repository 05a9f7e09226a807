"""The other process, which runs Pelican: how it is asked, and what comes back.

The process that checks and replaces the site never runs a theme or a plugin.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from fangxin.base import pool
from fangxin.base.refusal import RefusedError
from fangxin.site.build.surroundings import ROOT

# PYTHONSAFEPATH keeps the folder one stands in out of the search path, so it is put in by hand.
_OTHER = """import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/generator"]
import plugins.run
sys.exit(plugins.run.main())"""
GRACE = 10.0  # seconds that an interrupted process has to end by itself


def answer_to(request: Mapping[str, Any], lock: int) -> dict[str, Any]:
    """What plugins/run answers to an order; ``lock`` is held open by whoever still writes.

    Raises RefusedError when it ended early, pool.WorkerDiedError, OSError."""
    code, said = _converse(json.dumps(request).encode(), lock)
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        raise RefusedError(
            f"生成网页的进程中途结束（返回码 {code}）。原来的网站没有改动；请再试一次，"
            "内存不足时用 --jobs 1。",
            f"the process that makes the pages ended early (code {code}). The previous"
            " site stays; try again, with --jobs 1 if memory is short.",
        ) from None
    if "failed" in answer:
        raise _failed(*answer["failed"])
    return answer


def _converse(request: bytes, lock: int) -> tuple[int, bytes]:
    """Start the other process, hand it the request: its exit code and its answer."""
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(ROOT)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=(lock,) if os.name == "posix" else (),
    ) as other:
        try:
            said, _ = other.communicate(request)
        except BaseException:  # Ctrl-C reaches it too: let it stop its workers before we clear up
            try:
                other.wait(GRACE)
            except subprocess.TimeoutExpired:
                other.kill()
            raise
    return other.returncode, said


def _failed(kind: str, text: str) -> Exception:
    return pool.WorkerDiedError() if kind == "memory" else OSError(None, text)
