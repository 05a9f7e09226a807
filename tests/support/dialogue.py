"""A command on a real terminal: what a person types, and what the terminal shows."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def at_terminal(words: Sequence[str], answers: Sequence[str]) -> tuple[int, str, str]:
    """Run ``fangxin`` with these words on a pseudo-terminal and type the answers; its exit code,
    its standard output, and what the terminal showed."""
    import pty

    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "fangxin.cli", *words],
        cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    shown: list[bytes] = []
    reader = threading.Thread(target=_read, args=(ours, shown), daemon=True)
    reader.start()
    try:
        typed = "".join(f"{answer}\n" for answer in answers) + "\x04"  # then the input ends
        os.write(ours, typed.encode())
        out, _ = run.communicate(timeout=60)
    finally:
        run.kill()
        run.wait()
        reader.join(timeout=5)
        os.close(ours)
    return run.returncode, out.decode(), b"".join(shown).decode("utf-8", "replace")


def _read(terminal: int, shown: list[bytes]) -> None:
    """All that is shown, lest the program waits for room."""
    try:
        while part := os.read(terminal, 65536):
            shown.append(part)
    except OSError:  # the other side is closed
        return
