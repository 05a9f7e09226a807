"""What git gives a hook of the server's repository, and what the hook says to who pushes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from fangxin.base.report import CannotSayError, say


@dataclass(frozen=True, slots=True)
class Update:
    """One line of what git tells the hook: a ref, and the commits it had and is to have."""

    old: str
    new: str
    ref: str

    @property
    def name(self) -> str:
        """The name of the branch or tag."""
        return self.ref.split("/", 2)[-1]


def updates(text: str) -> Sequence[Update]:
    """The updates of one push, from the hook's standard input."""
    return [Update(*line.split(" ", 2)) for line in text.split("\n") if line.count(" ") >= 2]


def tell(*lines: str) -> None:
    """Show lines to who pushes, if anybody still listens."""
    with suppress(CannotSayError):
        for line in lines:
            say(line)
