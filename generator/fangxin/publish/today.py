"""Whether a day may be published as today: the clock held against what else tells the day.

A clock that is ahead would let terms end that still run, one that is behind would bring back what
has ended. Neither can be seen from the clock alone; the days of commits, which other machines
wrote, and those of earlier releases tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fangxin.base.refusal import RefusedError

FAR = 62  # days without a release or commit after which the clock has to be said to be right
APART = 1  # days that the clocks of two machines, and zones, may differ
FRESH = 3  # days within which a commit bears the clock out: entered on Friday, pushed on Monday


class WrongDayError(RefusedError):
    """The clock, or the day that was chosen, cannot be right. ``late``: it is too late, so that
    what is wrong by that day is wrong in any case."""

    late = False


@dataclass(frozen=True, slots=True)
class DayEvidence:
    """What tells the day. ``clock``: the machine's; ``public``: the day of the release that
    visitors see; ``earlier``: of the newest release that is not later than the day in question;
    ``committed``: of the newest commit that is not public yet."""

    clock: date
    public: date | None = None
    earlier: date | None = None
    committed: date | None = None


def refuse_wrong_day(day: date, known: DayEvidence, *, certain: bool = False) -> None:
    """Raise WrongDayError when ``day`` cannot be published as today. ``certain``: somebody who
    looked says that it is right; even then a site never goes back to a day before one that has
    come."""
    if known.public is not None and day < known.public <= known.clock:
        raise _rewind(day, known.public)
    if certain:
        return
    if day > known.clock:
        raise _ahead(day, known.clock)
    late = known.committed is not None and known.committed > day + timedelta(APART)
    if known.committed is not None and late and day == known.clock:  # or else it was chosen
        raise _behind(day, known.committed)
    if known.public is not None and known.public > day and not _is_wrong(known.public, day, known):
        raise _either(day, known.public)
    told = [at for at in (known.public, known.earlier, known.committed) if at and at <= day]
    if told and day - max(told) > timedelta(FAR):
        raise _far(day, max(told))


def _is_wrong(public: date, day: date, known: DayEvidence) -> bool:
    """Whether it is the public release that is wrong: another machine's clock agrees with ours, or
    the release came from nowhere."""
    if known.committed is not None and day - known.committed <= timedelta(FRESH):
        return True
    return known.earlier is not None and public - known.earlier > timedelta(FAR)


_SET = (
    "请先校准时钟（timedatectl），再做一次",
    "set the clock right (timedatectl), then do it again",
)
_SAY = (
    "时钟核对过、确实没有错的，加 --day-is-right 做一次"
    "（服务器：fangxin refresh 目录 --day-is-right）",
    "where the clock was looked at and is right, do it once with --day-is-right (on a server:"
    " fangxin refresh DIR --day-is-right)",
)


def _ahead(day: date, clock: date) -> WrongDayError:
    return WrongDayError(
        f"要公开的是 {day} 的网站，而这台机器的时钟是 {clock}：还没有到的日子不能公开。"
        f"时钟慢了的，{_SET[0]}；选错了日子的，请按今天生成（不写 --as-of）。",
        f"The site is of {day}, but this machine's clock says {clock}: a day that has not come is"
        f" not published. If the clock is slow, {_SET[1]}; or else build for today.",
    )


def _behind(day: date, committed: date) -> WrongDayError:
    return WrongDayError(
        f"这台机器的时钟是 {day}，登记簿最后的提交却是 {committed} 作的：两个时钟有一个不对。"
        f"{_SET[0]}；{_SAY[0]}。",
        f"This machine's clock says {day}, but the last commit was made on {committed}: one of the"
        f" two clocks is wrong. {_SET[1].capitalize()}; {_SAY[1]}.",
    )


def _either(day: date, public: date) -> WrongDayError:
    return WrongDayError(
        f"这台机器的时钟是 {day}，公开的网站却是 {public} 的：不是现在时钟慢了，就是那时时钟快了。"
        f"请核对时钟。慢了的，{_SET[0].removeprefix('请先')}；{_SAY[0]}，就换回今天的。",
        f"This machine's clock says {day}, but the public site is of {public}: the clock is slow,"
        f" or was fast when that was published. Look at the clock: if it is wrong, {_SET[1]};"
        f" {_SAY[1]}, which brings back today.",
    )


def _far(day: date, last: date) -> WrongDayError:
    error = WrongDayError(
        f"这台机器的时钟是 {day}，而最后一次公开或提交在 {last}，隔了 {(day - last).days} 天："
        f"多半是时钟快了。{_SET[0]}；{_SAY[0]}。",
        f"This machine's clock says {day}, but the last release or commit was on {last},"
        f" {(day - last).days} days ago: most likely the clock is fast. {_SET[1].capitalize()};"
        f" {_SAY[1]}.",
    )
    error.late = True
    return error


def _rewind(day: date, public: date) -> WrongDayError:
    return WrongDayError(
        f"这个网站是按 {day} 生成的，现在公开的是 {public} 的，不能倒回去；"
        "请按今天重新生成（fangxin build，不写 --as-of）。要退回上一版，用 --back。",
        f"This site was made for {day}, the public one for {public}; it cannot go back."
        " Build for today (fangxin build without --as-of). To return to the previous release,"
        " use --back.",
        1,
    )
