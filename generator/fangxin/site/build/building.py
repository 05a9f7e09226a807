"""``fangxin build``: the site made aside, looked at, and then moved into place, or not at all.

This process never runs Pelican, a theme or a plugin; it starts another one that does (plugins/run),
reads back what that wrote, and decides.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.base import pool
from fangxin.base.files import put
from fangxin.base.machine import clock
from fangxin.base.problem import Place, Problem, errors
from fangxin.base.refusal import RefusedError
from fangxin.base.report import (
    CannotSayError,
    complain,
    complain_about,
    progress,
    say,
    say_problems,
    underway,
)
from fangxin.facts.values import Status
from fangxin.registry.records import find_records
from fangxin.site.build import journal, manifest
from fangxin.site.build.asking import answer_to
from fangxin.site.build.inputs import inputs_digest
from fangxin.site.build.inspection import Expected, inspect_site, look
from fangxin.site.build.journal import JournalError
from fangxin.site.build.manifest import LISTS, Manifest, Seen
from fangxin.site.build.stage import Room, clear, difference, room
from fangxin.site.build.statements import Claim
from fangxin.text.markup.addresses import own_host

ROOT = Path(__file__).resolve().parents[4]
OWN, PUBLIC = ROOT / "pelicanconf.py", ROOT / "publishconf.py"  # settings: to look at, for all
TEXTS = "texts"  # in the state folder


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What ``fangxin build`` is asked to do. ``full``: make every file anew;
    ``texts``: where rendered Markdown is kept, by default beside the output; ``text_ms``: how much
    of the processor one text may take, by default as the settings say."""

    merchants: Path
    content: Path
    output: Path
    theme: Path
    as_of: date
    site_url: str | None
    jobs: int
    quiet: bool
    full: bool
    settings: Path = OWN
    texts: Path | None = None
    text_ms: int | None = None


def build(options: BuildOptions) -> int:
    """Build the site. Returns 0 when it is in place, 1 when records, theme or pages are wrong, 2
    when it could not be done; unless 0, the previous site stays, or the next run completes it."""
    sources = (options.merchants, options.content, options.theme, ROOT / "generator")
    try:
        with room(options.output, sources) as where:
            return _build(options, where)
    except RefusedError as error:
        complain(error.zh, error.en)
    except pool.WorkerDiedError:
        complain(*_MEMORY)
    except JournalError as error:
        complain(
            f"状态文件夹里的 {journal.JOURNAL} 已损坏（{error}）。请删去它，再用 --full 重新生成。",
            f"{journal.JOURNAL} in the state folder is damaged ({error}). Delete it, then build"
            " again with --full.",
        )
    except OSError as error:
        _cannot_write(f"{error.strerror or error}: {error.filename or options.output}")
    return 2


def _build(options: BuildOptions, where: Room) -> int:
    _roll_forward(where)
    clear(where)
    try:
        return _make(options, where)
    finally:
        if not (where.state / journal.JOURNAL).exists():
            shutil.rmtree(where.stage, ignore_errors=True)


def _make(options: BuildOptions, where: Room) -> int:
    before = manifest.read(where.state / journal.MANIFEST)
    inputs = _inputs(options)
    same = inputs != "" and inputs == before.inputs and not options.full
    if same and manifest.intact(before, where.output):
        return _nothing_to_do(options, where, before)
    there = manifest.present(before, where.output)
    known = {} if options.full else manifest.unchanged(before, there)
    records, _ = find_records(options.merchants)  # what is wrong here is reported by the answer
    answer = _run_pelican(options, where, known, len(records))
    problems = [Problem.of_json(raw) for raw in answer["problems"]]
    if errors(problems):
        return _refused(problems, len(records))
    expected = _expected(options, where, answer)
    staged, found = _look(options, expected)
    kept = _kept(before, there, answer)
    ids = [path.stem for path in records]
    found += inspect_site(expected, ids, frozenset(staged), frozenset(kept))
    if found:
        return _refused([*problems, *found], len(records))
    if not options.quiet:
        complain_about([*problems, *_vanished(before, ids)])
    inputs = inputs if inputs == _inputs(options) else ""  # what was read meanwhile is not known
    work, after = difference(staged, kept, there, where.output)
    made = {merchant: str(row[0]) for merchant, row in answer["merchants"].items()}
    lists = tuple(sorted(answer["list_files"])) or before.lists
    made |= {LISTS: answer["lists"]}
    with underway("换上新网站", options.quiet):
        _replace(where, work, Manifest(after, made, lists, inputs, tuple(problems)))
    if not options.quiet:
        anew = sum(1 for row in answer["merchants"].values() if row[2])
        _say_done(_summary(len(ids), anew, len(work.place), len(work.remove)))
    return 0


def _inputs(options: BuildOptions) -> str:
    """The digest of what this build reads, "" where it cannot all be read; problems depend on the
    day by the clock too."""
    said = f"{options.as_of} {clock()} {options.site_url} {options.text_ms}"
    folders = (options.merchants, options.content, options.theme)
    try:
        return inputs_digest(options.settings, said, *folders)
    except OSError:  # told as a problem, with its place, when it is read in earnest
        return ""


def _nothing_to_do(options: BuildOptions, where: Room, before: Manifest) -> int:
    """The site that is there is this build's too: it is as new as what was read, whose files may
    have been written since (what is newer than the site is not published)."""
    begun = where.stage.stat().st_mtime_ns  # made before anything was read
    os.utime(where.state / journal.MANIFEST, ns=(begun, begun))
    if not options.quiet:
        complain_about(list(before.warnings))
        _say_done(_summary(len(before.made) - 1, 0, 0, 0))
    return 0


def _say_done(summary: str) -> None:
    try:
        say(summary)
    except CannotSayError:
        complain("新网站已经换上", "the new site is in place")
        raise


def _refused(problems: list[Problem], records: int) -> int:
    say_problems(problems, "human", records)
    complain("网站没有改动", "the site was not changed")
    return 1


def _vanished(before: Manifest, ids: list[str]) -> Iterator[Problem]:
    """Merchants of the last build that have no record any more: their signs lead nowhere now."""
    for merchant in sorted(before.made.keys() - {LISTS, *ids}):
        yield Problem(
            Place(f"m/{merchant}/"),
            "merchant-vanished",
            f"上次生成的商户 {merchant} 这次没有档案，它的标牌从此扫不到状态；"
            "档案不能删除、改名，请从 git 找回（只是换了示例或目录的，不必理会）",
            f"merchant {merchant} of the last build has no record any more, and its signs lead "
            "nowhere; records are never deleted or renamed, so fetch it back from git (ignore this "
            "if you only replaced the demonstration or the folder)",
            "warning",
        )


def _roll_forward(where: Room) -> None:
    unfinished = journal.pending(where.state)
    if unfinished is not None:
        journal.apply(where.state, where.output, unfinished)


def _replace(where: Room, work: journal.Journal, after: Manifest) -> None:
    """From the journal on, the new site is decided: an interruption only delays it."""
    put(where.state / journal.NEXT, manifest.dump(after))
    journal.commit(where.state, work)
    journal.apply(where.state, where.output, work)


def _run_pelican(
    options: BuildOptions, where: Room, known: Mapping[str, str], records: int
) -> dict[str, Any]:
    """Let Pelican write into the stage. The lock is handed on, so that it holds as long as any
    process still writes there. Raises what ``answer_to`` raises."""
    request = {
        "settings": str(options.settings.resolve()),
        "quiet": options.quiet,
        "records": records,
        "PATH": str(options.content.resolve()),
        "OUTPUT_PATH": str(where.stage),
        "THEME": str(options.theme.resolve()),
        "FANGXIN_MERCHANTS": str(options.merchants.resolve()),
        "FANGXIN_AS_OF": options.as_of.isoformat(),
        "FANGXIN_SITE_URL": options.site_url,
        "FANGXIN_JOBS": options.jobs,
        "FANGXIN_KNOWN": known,
        "FANGXIN_ALONE": True,
        "FANGXIN_TEXTS": str(options.texts or where.state / TEXTS),
    }
    if options.text_ms is not None:
        request["FANGXIN_TEXT_MS"] = options.text_ms
    with underway("启动网页生成器", options.quiet):
        return answer_to(request, where.lock.fileno())


def _expected(options: BuildOptions, where: Room, answer: Mapping[str, Any]) -> Expected:
    claims = {
        merchant: Claim(Status(row[1]), own_host(row[3] or "") or None)
        for merchant, row in answer["merchants"].items()
    }
    hosts = frozenset(answer["hosts"])
    digests = {**answer["files"], **answer["list_files"]}
    links = tuple((Place(*where), target) for *where, target in answer["links"])
    notices = frozenset(answer["notices"])
    phones = frozenset(answer["phones"])
    return Expected(where.stage, claims, digests, hosts, notices, links, phones)


def _look(options: BuildOptions, expected: Expected) -> tuple[dict[str, Seen], list[Problem]]:
    paths = sorted(path for path, _ in manifest.walk(expected.stage))
    if options.quiet:
        found = pool.each(look, expected, paths, options.jobs)
    else:
        with progress("核对页面", len(paths), patience=0) as tick:
            found = pool.each(look, expected, paths, options.jobs, tick)
    staged = {path: seen for path, seen, _ in found}
    return staged, [problem for _, _, problems in found for problem in problems]


def _kept(
    before: Manifest, there: Mapping[str, Seen], answer: Mapping[str, Any]
) -> dict[str, Seen]:
    """The files of merchants, and the lists, that were not made again."""
    names = [merchant for merchant, row in answer["merchants"].items() if not row[2]]
    if not answer["list_files"]:
        names.append(LISTS)
    return {path: there[path] for name in names for path in before.paths_of(name) if path in there}


_MEMORY = (
    "有一个工作进程被系统中止，多半是内存不足。原来的网站没有改动；请用 --jobs 1 再试。",
    "a worker was killed by the system, most likely for want of memory. The previous site stays;"
    " try again with --jobs 1.",
)


def _cannot_write(text: str) -> None:
    complain(
        f"无法读写文件：{text}。原来的网站没有改动，或由下次运行补完；请检查磁盘空间和权限。",
        f"cannot read or write: {text}. The previous site stays, or the next run completes it;"
        " check free space and permissions.",
    )


def _summary(merchants: int, made: int, placed: int, removed: int) -> str:
    return (
        f"共 {merchants} 家商户：重做 {made} 家，更新 {placed} 个文件，删除 {removed} 个。 | "
        f"{merchants} merchants: {made} made anew, {placed} files updated, {removed} removed."
    )
