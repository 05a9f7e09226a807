"""Why something was not published, or not set up: in Chinese and English, with the exit code."""

from __future__ import annotations

WRONG, IMPOSSIBLE = 1, 2


class RefusedError(Exception):
    """It was not done. ``code``: 1 the site is not fit for it, 2 it could not be done."""

    def __init__(self, zh: str, en: str, code: int = IMPOSSIBLE) -> None:
        super().__init__(f"{zh} | {en}")
        self.zh, self.en, self.code = zh, en, code
