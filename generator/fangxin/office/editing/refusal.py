"""Why something that an official asked for is not done."""

from __future__ import annotations

from fangxin.base.refusal import WRONG, RefusedError


class NotPossibleError(RefusedError):
    """It would have no effect, or not the one that was asked for."""

    code = WRONG
