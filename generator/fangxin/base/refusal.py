"""Why something was not done: in Chinese and English, with the exit code."""

from __future__ import annotations

from collections.abc import Iterable

from fangxin.base.problem import Problem

WRONG, IMPOSSIBLE = 1, 2


class RefusedError(Exception):
    """It was not done; ``zh`` and ``en`` say why, and what to do. ``code``: 1 what was given is not
    fit for it, 2 it could not be done; ``problems``: what is wrong, each with its place. A kind of
    its own has who catches it to do something else than to say so."""

    code = IMPOSSIBLE

    def __init__(
        self, zh: str, en: str, code: int | None = None, problems: Iterable[Problem] = ()
    ) -> None:
        super().__init__(f"{zh} | {en}")
        self.zh, self.en, self.problems = zh, en, tuple(problems)
        if code is not None:
            self.code = code
