"""Why something that an official asked for is not done."""

from __future__ import annotations


class NotPossibleError(Exception):
    """It would have no effect, or not the one that was asked for: ``zh`` and ``en`` say why, and
    what to do instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en
