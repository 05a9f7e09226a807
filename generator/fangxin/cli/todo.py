"""``fangxin todo``: what is due, for people, for programs, and as a calendar; at last the rows of
registers whose names somebody has to confirm."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangxin.base import machine
from fangxin.base.closed import code_of, listed
from fangxin.base.files import put
from fangxin.base.problem import errors
from fangxin.base.report import complain, complain_about, progress, say, say_json
from fangxin.base.width import wrapped
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, read
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Option

if TYPE_CHECKING:
    from fangxin.facts.programme.programme import Programme
    from fangxin.office.due.duties import Duty
    from fangxin.office.due.urgency import Horizon
    from fangxin.registry.registry import Registry


EXAMPLE = """\
fangxin todo
fangxin todo --ahead 7 --town 仙华街道
fangxin todo --ics todo.ics"""
NAMES = "names"  # beside the kinds of duties: names to confirm
NAMES_SHOWN = 10  # groups of rows, where they are not all that was asked for
_WIDEST = 100  # longer lines are hard to read
BROKEN = (
    "数据有错误：下面的待办可能不全，读不出的行不在这里；先改正再看",
    "the data has errors, so that what follows may lack something: mend them first",
)
TAKES = (
    *options.SOURCES,
    Option(
        "--ahead",
        metavar="N",
        read=options.number(0, 3660),
        default=30,
        help="往后看几天（默认 30）| how many days ahead (default: 30)",
    ),
    Option(
        "--kind",
        metavar="KIND",
        help="只看一类，写代号或名称；写错了会列出全部 | only this kind; a wrong one lists all",
    ),
    Option("--town", metavar="TOWN", help="只看一个乡镇、街道 | only this town"),
    Option(
        "--department",
        metavar="NAME",
        help="只看一个部门（名称或代号）| only this department, by name or code",
    ),
    options.JSON,
    Option(
        "--ics",
        metavar="FILE",
        read=Path,
        help="写成日历文件，供办公软件订阅 | write a calendar file to subscribe to",
    ),
)


def run(options: Options) -> int:
    """Print what is due; with errors in the data answer 1, because something may be missing."""
    from fangxin.office.due.urgency import horizon

    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    day = as_of(options)
    sources = read(options, day)
    wrong = errors(list(sources.problems))
    complain_about(wrong)
    if sources.registry is None or sources.programme is None:
        return WRONG
    if not _read_lists(options, sources.programme):
        return IMPOSSIBLE
    found = _chosen(options, sources.registry, sources.programme, day)
    if options.ics is not None:
        return _no_calendar() if wrong else _write(options.ics, found, sources.programme, day)
    seen = horizon(day, options.ahead, sources.programme.holidays)
    if options.json:
        say_json(_as_json(options, found, sources.registry, seen))
    else:
        say("\n".join(_lines(options, found, sources.registry, seen, whole=not wrong)))
    return WRONG if wrong else FINE


def _read_lists(options: Options, programme: Programme) -> bool:
    """Whether kind, town and department exist, which are codes from here on; a wrong one would
    look as if nothing were due."""
    from fangxin.office.due.duties import every_kind

    departments = {code: one.label for code, one in programme.departments.items()}
    kinds = {code: kind.label for code, kind in every_kind().items()} | {NAMES: "待确认的名称"}
    for key, known, zh, en in (
        ("kind", kinds, "这一类", "kind"),
        ("town", dict.fromkeys(programme.towns, ""), "乡镇、街道", "town"),
        ("department", departments, "部门", "department"),
    ):
        given = getattr(options, key)
        if given is None:
            continue
        code = code_of(given, known)
        if code is None:
            every_zh, every_en = listed(known)
            complain(
                f"没有{zh}“{given}”；有的是：{every_zh}", f"no {en} '{given}'; there is: {every_en}"
            )
            return False
        setattr(options, key, code)
    return True


def _chosen(
    options: Options, registry: Registry, programme: Programme, day: date
) -> tuple[Duty, ...]:
    """The duties that were asked for."""
    from fangxin.office.due.duties import duties

    if options.kind == NAMES:
        return ()
    with progress("查看商户", len(registry.merchants)) as tick:
        found = duties(registry, programme, day, options.ahead, machine.cores(), tick)
    return tuple(
        one
        for one in found
        if options.kind in (None, one.kind)
        and options.town in (None, one.town)
        and options.department in (None, one.department)
    )


def _names_too(options: Options) -> bool:
    """Rows to confirm belong to no town and no department."""
    return options.kind in (None, NAMES) and options.town is None and options.department is None


def _lines(
    options: Options,
    found: tuple[Duty, ...],
    registry: Registry,
    seen: Horizon,
    whole: bool,
) -> Iterator[str]:
    from fangxin.office.due import unconfirmed
    from fangxin.office.due.lines import WIDTH, lines

    width = min(machine.columns(sys.stdout) or WIDTH, _WIDEST)
    if not whole:
        yield from wrapped(" | ".join(BROKEN), width)
    every = len(found) if options.kind else 0
    if options.kind != NAMES and (found or whole):
        yield from lines(found, seen, width, **({"most": every} if every else {}))
    if _names_too(options):
        yield from unconfirmed.as_lines(
            registry,
            whole=whole,
            most=None if options.kind == NAMES else NAMES_SHOWN,
            quiet=options.kind != NAMES,
            width=width,
        )


def _as_json(
    options: Options, found: tuple[Duty, ...], registry: Registry, seen: Horizon
) -> dict[str, Any]:
    from fangxin.office.due import unconfirmed
    from fangxin.office.due.urgency import by_urgency

    groups = by_urgency(found, seen)
    told = {
        "as_of": str(seen.as_of),
        "ahead": seen.ahead,
        "due": len(found),
        "urgencies": {code: len(group) for code, group in groups.items()},
        "duties": [_item(one, seen) for group in groups.values() for one in group],
    }
    return told | (unconfirmed.as_json(registry) if _names_too(options) else {})


def _item(duty: Duty, seen: Horizon) -> dict[str, Any]:
    from fangxin.office.due.duties import every_kind
    from fangxin.office.due.urgency import urgency

    return {
        "kind": duty.kind,
        "urgency": urgency(duty, seen),
        "id": duty.id,
        "fact": duty.fact,
        "name": duty.name,
        "due": str(duty.due) if duty.due else None,
        "since": str(duty.since) if duty.since else None,
        "automatic": every_kind()[duty.kind].automatic,
        "zh": duty.zh,
        "en": duty.en,
        "command": duty.command or None,
        "town": duty.town,
        "department": duty.department,
        "where": duty.where,
    }


def _no_calendar() -> int:

    complain(
        "数据有错误，日历没有写；原来的日历没有动，改正后再写",
        "the data has errors, so no calendar was written; an earlier one is as it was",
    )
    return WRONG


def _write(path: Path, found: tuple[Duty, ...], programme: Programme, day: date) -> int:
    """The calendar in one step, so that nobody who subscribed reads half of it."""
    from fangxin.office.due.calendar import calendar

    if path.is_dir():
        complain(
            f"{path} 是文件夹，日历要写成文件；请写上文件名",
            f"{path} is a folder, and a calendar is a file; name the file too",
        )
        return IMPOSSIBLE
    put(path, calendar(found, programme.site, day))
    dated = sum(1 for one in found if one.due is not None)
    say(
        f"已写入 {path}：{dated} 件有最后一天的；另有 {len(found) - dated} 件没有期限，不进日历 | "
        f"Written: {dated} with a last day; without one, in no calendar: {len(found) - dated}"
    )
    return FINE


COMMAND = Command("todo", run, TAKES, EXAMPLE, apart=("--json", "--ics"))
