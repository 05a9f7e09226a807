"""Days as they are typed, and the one that counts where none is."""

from __future__ import annotations

from datetime import date

from fangxin.base import machine
from fangxin.base.dates import day_in_words, is_day_in_words
from fangxin.base.refusal import IMPOSSIBLE
from fangxin.base.report import complain
from fangxin.cli.frame.refusal import UnfitError


def today() -> date:
    """Today in UTC+08:00, or as the environment has chosen."""
    try:
        return machine.today()
    except ValueError as error:
        complain(
            f"环境变量 FANGXIN_AS_OF 或 SOURCE_DATE_EPOCH 写得不对（{error}），请改正",
            f"FANGXIN_AS_OF or SOURCE_DATE_EPOCH is set wrongly ({error}); mend it",
        )
        raise SystemExit(IMPOSSIBLE) from None


def day(text: str) -> date | None:
    """A day written YYYY-MM-DD, or 今天, 昨天 and the like, by the one clock."""
    try:
        return day_in_words(text, today()) if is_day_in_words(text) else machine.day_of(text)
    except ValueError:
        raise UnfitError(
            f"应写成 2026-05-02 这样的日期，或者今天、昨天，不是 {text!r}",
            "needs a day like 2026-05-02",
        ) from None
