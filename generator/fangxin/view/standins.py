"""Names that stand for findings of which nothing may be told."""

from __future__ import annotations

from collections.abc import Iterable

STAND_IN = "withheld-"


def is_untold(name: str) -> bool:
    """Whether a name stands for one that is not told."""
    return name.startswith(STAND_IN)


def tellable(names: Iterable[str]) -> tuple[str, ...]:
    """The names that may be told."""
    return tuple(name for name in names if not is_untold(name))
