"""The one place that prints: problems for people, programs and forges, messages, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Literal

from fangxin.base.machine import columns, here, is_terminal
from fangxin.base.problem import Problem, bounded, folded
from fangxin.base.refusal import RefusedError
from fangxin.base.width import cells

Style = Literal["human", "json", "github"]
PATIENCE = 1.0  # seconds before a bar shows
_ANEW = "\r\x1b[2K"  # the line of a terminal, emptied
_EACH = 10  # problems of one code in one file, where only the first ones are told
STYLES: tuple[Style, ...] = ("human", "json", "github")


_concealing: list[Callable[[str], str]] = []  # by whom the edge has everything looked through


class CannotSayError(Exception):
    """Standard output takes nothing more: its reader is gone, or the disk is full."""


def conceal_by(conceal: Callable[[str], str]) -> None:
    """From now on, whatever is printed is what ``conceal`` makes of it."""
    _concealing[:] = [conceal]


def printable(text: str) -> str:
    """A text as it may leave: without the numbers of persons, when the edge has said how."""
    for conceal in _concealing:
        text = conceal(text)
    return text


def _without(value: object) -> object:
    """The same of every text in a value for programs."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {_without(key): _without(one) for key, one in value.items()}
    return [_without(one) for one in value] if isinstance(value, list | tuple) else value


def _print(text: str) -> None:
    _put(printable(text))


def _put(text: str) -> None:
    try:
        print(text, flush=True)
    except OSError as error:
        raise CannotSayError(error.strerror) from error


def line_of(problem: Problem, width: int | None = None) -> str:
    """``file:line:col: code: zh | en``; a warning says that it is one. Where that is wider than
    ``width`` columns, the two languages are two lines."""
    hint_zh, hint_en = ("", "") if problem.level == "error" else ("提醒：", "warning: ")
    head = f"{problem.place}: {problem.code}: {hint_zh}"
    return _fitted(head, problem.zh, f"{hint_en}{problem.en}", width)


def _fitted(head: str, zh: str, en: str, width: int | None) -> str:
    line = f"{head}{zh} | {en}"
    return line if width is None or cells(line) <= width else f"{head}{zh}\n  | {en}"


def near(problem: Problem) -> Problem:
    """The same problem, its path told from the folder one stands in, where it lies below it."""
    path, base = Path(problem.place.path), here()
    if base is None or not path.is_absolute() or not path.is_relative_to(base):
        return problem
    place = replace(problem.place, path=path.relative_to(base).as_posix())
    zh, en = (text.replace(f"{base.as_posix()}/", "") for text in (problem.zh, problem.en))
    return replace(problem, place=place, zh=zh, en=en)


def counted(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    levels = [problem.level for problem in problems]
    return levels.count("error"), levels.count("warning")


def say_problems(problems: Iterable[Problem], style: Style, merchants: int) -> None:
    """Print every problem in order of place, and how many there are in ``merchants`` records.
    Raises CannotSayError."""
    found = list(problems)
    closing = summary(merchants, *counted(found))
    _say_found(found, style, {"merchants": merchants}, closing)


def say_judgement(
    problems: Iterable[Problem],
    style: Style,
    files: int,
    commits: int,
    everybody: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Print what it changes for ``everybody`` (Chinese, English, file), then why a push is refused,
    or that it may pass: one of so many changed files in so many commits. Raises CannotSayError."""
    found = list(problems)
    if style != "json":
        _say_first(everybody, style)
    wrong, doubtful = counted(found)
    zh, en = ("不能放行，须改正", "refused") if wrong else ("可以放行", "may pass")
    closing = (
        f"已检查 {commits} 个提交、{files} 个文件：{wrong} 个错误，{doubtful} 个提醒。{zh}。| "
        f"Commits: {commits}, files: {files}, errors: {wrong}, warnings: {doubtful}; {en}."
    )
    looked_at = {"commits": commits, "files": files}
    said = [{"zh": zh, "en": en, "path": path} for zh, en, path in everybody]
    _say_found(found, style, {**looked_at, "everybody": said}, closing)


def _one_line(text: str) -> str:
    """A text as a workflow command carries it."""
    return text.replace("%", "%25").replace("\n", "%0A")


def _say_first(everybody: Sequence[tuple[str, str, str]], style: Style) -> None:
    """What everybody will see otherwise, before anything else."""
    if not everybody:
        return
    if style == "github":
        for zh, en, path in everybody:
            _print(f"::notice file={path or '.'}::{_one_line(f'{zh} | {en}')}")
        return
    _print(f"这次提交有 {len(everybody)} 项对所有人都变的，请先看 | changes for everybody:")
    for zh, en, _ in everybody:
        _print(_fitted("  ！", zh, en, columns(sys.stdout)))


def _say_found(
    problems: list[Problem], style: Style, looked_at: dict[str, object], closing: str
) -> None:
    every = list(map(near, problems))
    if style == "json":
        wrong, doubtful = counted(every)
        say_json({**looked_at, "errors": wrong, "warnings": doubtful, **problems_json(every)})
        return
    width = columns(sys.stdout)
    for problem in folded(every):
        _print(problem.as_github() if style == "github" else line_of(problem, width))
    _print(closing)


def problems_json(problems: Iterable[Problem], key: str = "problems") -> dict[str, object]:
    """``problems`` for a program, so many of one code in one file; of those that are left off,
    path, code, level and count."""
    told, more = bounded(problems)
    left_off = {"left_off": [one.as_json() for one in more]} if more else {}
    return {key: [problem.as_json() for problem in told], **left_off}


def summary(merchants: int, wrong: int, doubtful: int) -> str:
    """The closing line: what was looked at and what was found."""
    verdict = ("有错误，须改正", "to be mended") if wrong else ("通过", "fine")
    return (
        f"已检查 {merchants} 家商户：{wrong} 个错误，{doubtful} 个提醒。{verdict[0]}。| "
        f"Merchants checked: {merchants}, errors: {wrong}, warnings: {doubtful}; {verdict[1]}."
    )


def say(text: str) -> None:
    """Print a result. Raises CannotSayError."""
    _print(text)


def say_help(text: str) -> None:
    """Print a page of help, in which no word of anybody stands. Raises CannotSayError."""
    _put(text)


def say_json(value: object) -> None:
    """Print a result for a program: JSON, keys in the order given. Raises CannotSayError."""
    _put(json.dumps(_without(value), ensure_ascii=False, indent=2))


def complain(zh: str, en: str) -> None:
    """Print to standard error why something could not be done."""
    mutter(_fitted("fangxin: ", zh, en, columns(sys.stderr)))


def complain_of(error: RefusedError) -> None:
    """Print why something was refused, each problem before it on a line of its own."""
    complain_about(error.problems)
    complain(error.zh, error.en)


def mutter(text: str) -> None:
    """Print to standard error as it is."""
    with suppress(OSError):  # when nobody can hear it, the exit code still tells
        print(printable(text), file=sys.stderr, flush=True)


def ask(zh: str, en: str) -> str | None:
    """What the person at the terminal answers, without blanks at its ends; None when the input
    has ended."""
    print(printable(f"{zh} | {en} "), end="", file=sys.stderr, flush=True)
    try:
        return input().strip()
    except EOFError:
        return None


def complain_about(problems: Iterable[Problem], most: int = 20) -> None:
    """Print the first problems to standard error, and how many more there are."""
    every = list(map(near, problems))
    kinds = {(problem.place.path, problem.code) for problem in every}
    ordered = folded(every, _EACH if len(kinds) > 1 else most)
    width = columns(sys.stderr)
    shown = set(ordered[:most])
    for problem in ordered[:most]:
        mutter(line_of(problem, width))
    if len(ordered) > most:
        more = sum(problem not in shown for problem in every)
        complain(f"另有 {more} 个，全部见 fangxin check", f"and {more} more; see fangxin check")


@contextmanager
def underway(zh: str, quiet: bool = False) -> Iterator[None]:
    """Says at once, to people, what goes on that cannot be counted; gone when it is over, or when
    a bar takes its place. Nothing else is printed within the block."""
    told = is_terminal() and not quiet
    if told:
        print(f"{_ANEW}{zh}……", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if told:
            print(_ANEW, end="", file=sys.stderr, flush=True)


@contextmanager
def progress(
    zh: str, total: int | None = None, patience: float = PATIENCE
) -> Iterator[Callable[[int], None]]:
    """A function to call with how many more are done. A bar with a clock of its own shows, to
    people, after so many seconds; at once where there is no ``patience``."""
    if not is_terminal():
        yield lambda count: None
        return
    from rich.console import Console  # only now: hooks and pipes need not wait for it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn(zh), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    # Drawn at each tick, by no thread: the work may part into processes.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    task, begun = bar.add_task(zh, total=total), monotonic()
    shown = False

    def tick(count: int) -> None:
        nonlocal shown
        bar.update(task, advance=count)
        if monotonic() - begun >= patience:
            if not shown:
                print(_ANEW, end="", file=sys.stderr, flush=True)
                bar.start()
            shown = True
            bar.refresh()

    tick(0)
    try:
        yield tick
    finally:
        bar.stop()
