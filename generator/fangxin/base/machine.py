"""The one place where the clock, the environment and the machine are looked at.

Everything else gets what it needs as arguments, so that it gives the same answer everywhere.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TextIO

CHINA = timezone(timedelta(hours=8), "UTC+08:00")


def today() -> date:
    """The day in UTC+08:00: of ``FANGXIN_AS_OF`` (YYYY-MM-DD) or ``SOURCE_DATE_EPOCH`` (seconds)
    where one is set, or else of the clock. Raises ValueError when what is set is no such thing."""
    chosen = environment("FANGXIN_AS_OF")
    if chosen is not None:
        return day_of(chosen)
    epoch = environment("SOURCE_DATE_EPOCH")
    if epoch is not None:
        return _day_of_epoch(epoch)
    return clock()


def clock() -> date:
    """The day in UTC+08:00 by the clock, whatever the environment chose: what is dated later has
    not happened yet."""
    return datetime.now(UTC).astimezone(CHINA).date()


def minute() -> str:
    """This minute in UTC+08:00 by the clock, as registers write it: 2026-03-02 09:05."""
    return f"{datetime.now(UTC).astimezone(CHINA):%Y-%m-%d %H:%M}"


def day_of(text: str) -> date:
    """The day written as YYYY-MM-DD; raises ValueError for any other shape."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"not YYYY-MM-DD: {text!r}")
    return date.fromisoformat(text)


def _day_of_epoch(text: str) -> date:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):  # int() reads other digits, blanks, _ too
        raise ValueError(f"not seconds since 1970: {text!r}")
    try:
        return (datetime(1970, 1, 1, tzinfo=CHINA) + timedelta(hours=8, seconds=int(text))).date()
    except (OverflowError, ValueError):
        raise ValueError(f"not seconds since 1970: {text!r}") from None


def environment(name: str) -> str | None:
    """The value of an environment variable; unset and empty are both None."""
    return os.environ.get(name) or None


def environment_without(names: Iterable[str]) -> dict[str, str]:
    """The whole environment for another program, without some variables."""
    return {name: value for name, value in os.environ.items() if name not in set(names)}


def cache_folder() -> Path | None:
    """Where this user's programs keep what they could work out again: ``FANGXIN_CACHE`` ("off":
    nowhere), or else where the system has such things; None where there is no home."""
    chosen = environment("FANGXIN_CACHE")
    if chosen is not None:
        return None if chosen == "off" else Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(environment("LOCALAPPDATA") or home) / "fangxin"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "fangxin"
    return Path(environment("XDG_CACHE_HOME") or home / ".cache") / "fangxin"


def cores() -> int:
    """How many processors this process may use, at least 1."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    return (len(affinity(0)) if affinity is not None else os.cpu_count()) or 1


def is_terminal() -> bool:
    """Whether a person watches what is written to standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def can_ask() -> bool:
    """Whether a person sits at a terminal and can answer a question."""
    return is_terminal() and sys.stdin is not None and sys.stdin.isatty()


def columns(stream: TextIO | None) -> int | None:
    """How many columns the terminal has that ``stream`` writes to; None when it is no terminal, or
    one that does not tell."""
    try:
        if stream is None or not stream.isatty():
            return None
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        return None


def columns_of_pages() -> int:
    """How many columns a page of help may take: as COLUMNS or the terminal says, or else 80."""
    chosen = environment("COLUMNS") or ""
    if chosen.isascii() and chosen.isdigit() and int(chosen[:4]) > 0:
        return int(chosen[:4])
    return columns(sys.stdout) or 80


def here() -> Path | None:
    """The folder one stands in; None when it was removed meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return None


def open_streams() -> None:
    """Give every closed standard stream to the null device: otherwise the next file that is opened
    takes its number, and what is printed goes into that file."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(descriptor, descriptor == number)
            setattr(sys, name, os.fdopen(descriptor, "r" if number == 0 else "w"))
