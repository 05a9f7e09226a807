"""A command on a terminal, as an official sees it: questions and answers in their order."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_QUIET = 0.3  # seconds without output after which an open line is taken for a question
_LONGEST = 60.0


def typed(words: Sequence[str], answers: Sequence[str], where: Path) -> tuple[int, str]:
    """Run ``fangxin`` with these words in a folder; type an answer at each question, where
    nothing more comes and the line is open. Its exit code and what the terminal showed."""
    import pty

    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "fangxin.cli", *words],
        cwd=where, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        shown = _dialogue(ours, list(answers))
        return run.wait(_LONGEST), shown.decode("utf-8", "replace").replace("\r\n", "\n")
    finally:
        run.kill()
        run.wait()
        os.close(ours)


def _dialogue(terminal: int, answers: list[str]) -> bytes:
    """All that is shown until the program ends, the answers given on the way."""
    shown, waited = b"", 0.0
    while waited < _LONGEST:
        ready, _, _ = select.select([terminal], [], [], _QUIET)
        if ready:
            waited = 0.0
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the program closed its side
                return shown
            if not part:
                return shown
            shown += part
        elif shown and not shown.endswith(b"\n") and answers:
            os.write(terminal, f"{answers.pop(0)}\n".encode())
        else:
            waited += _QUIET
    raise AssertionError(f"the command waits for an answer: {shown.decode()[-300:]}")
