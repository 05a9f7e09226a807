"""``fangxin diff``: what a change does to whom, before it is public."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base import machine
from fangxin.base.files import make
from fangxin.base.report import complain, complain_about, printable, progress, say, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option, Switch

if TYPE_CHECKING:
    from fangxin.change.effect.comparison import Comparison
    from fangxin.registry.git import Repository
    from fangxin.registry.sources.revision import Revision
    from fangxin.registry.sources.versions import Versions


EXAMPLE = """\
fangxin diff HEAD~1..HEAD
fangxin diff                      # 还没有提交的修改 | what is not committed
fangxin diff origin/main...HEAD --format html --output 影响.html"""
RANGE = re.compile(r"(?P<old>[^.].*?|)(?P<dots>\.\.\.?)(?P<new>[^.].*|)")
FORMATS = {"text": "文字", "markdown": "", "html": "网页", "json": ""}
TAKES = (
    Argument(
        "range",
        "OLD..NEW",
        "比较哪两个提交；不写，就是已提交的与眼前的文件 | two commits (default: HEAD and the "
        "files as they lie)",
        required=False,
        default="",
    ),
    Switch(
        "--staged",
        help="只看已暂存（git add）的修改 | what is staged instead of the files as they lie",
    ),
    options.REPOSITORY,
    options.AS_OF,
    options.JOBS,
    options.JSON,
    options.style(FORMATS, "text", "写成什么样 | how it is written"),
    Option(
        "--output",
        metavar="FILE",
        read=Path,
        help="写进文件，不显示 | write it to a file instead",
    ),
)


def run(options: Options) -> int:
    """Print or write what the change does; 1 when the new version has errors. Those
    of the old one are told: the commit that mends them must pass."""
    from fangxin.change.changeset import Changeset
    from fangxin.change.effect.comparison import comparison
    from fangxin.registry.git import repository_of
    from fangxin.registry.sources.versions import Versions

    if not folders(options.repository):
        return IMPOSSIBLE
    day = as_of(options)
    repository = repository_of(options.repository)
    with progress("读取两个版本") as tick:
        versions = Versions(repository, day, max(day, machine.clock()), options.jobs, tick)
        change = Changeset(*_versions(versions, options))
    with progress("推算影响") as tick:
        found = comparison(change, options.jobs, tick)
    complain_about(found.errors or found.former)
    form = "json" if options.json else options.format
    if options.output is None and form == "json":
        say_json(_json(found))
        return WRONG if found.errors else FINE
    text = _written(found, form, None if options.output else machine.columns(sys.stdout))
    if options.output is None:
        say(text.rstrip("\n"))
    elif not _saved(options, text):
        return IMPOSSIBLE
    return WRONG if found.errors else FINE


def _versions(versions: Versions, options: Options) -> tuple[Revision, Revision]:
    """The two versions that the options name. Raises GitError."""
    from fangxin.registry.git import NOTHING, GitError
    from fangxin.registry.sources.versions import STAGED_ZH, nothing

    repository = versions.repository
    parts = RANGE.fullmatch(options.range)
    older = (parts["old"] if parts else options.range) or "HEAD"
    if parts and options.staged:
        raise GitError(
            "--staged 看的是还没有提交的修改，不能再写两个提交；请去掉其中之一",
            "--staged is about what is not committed; leave it, or the two commits, out",
        )
    if older == NOTHING and parts:
        commit = repository.commit_of(parts["new"] or "HEAD")
        new = versions.committed(commit, _name(parts["new"] or "HEAD", commit))
        return nothing(versions, new.sources), new
    commit = repository.commit_of(older)
    if parts is None:
        old = versions.committed(commit, _name(older, commit))
        if options.staged:
            return old, versions.committed(repository.staged(), STAGED_ZH, old)
        return old, versions.lying(old)
    newer = parts["new"] or "HEAD"
    last = repository.commit_of(newer)
    if parts["dots"] == "...":
        commit, older = _fork(repository, commit, last), f"{older} 与 {newer} 的分叉处"
    old = versions.committed(commit, _name(older, commit))
    return old, versions.committed(last, _name(newer, last), old)


def _fork(repository: Repository, old: str, new: str) -> str:
    return repository.run("merge-base", old, new).decode().split()[0]


def _name(said: str, commit: str) -> str:
    """A commit as it was named, and by its number."""
    return commit[:10] if commit.startswith(said) else f"{said}（{commit[:10]}）"


def _json(found: Comparison) -> dict[str, object]:
    from fangxin.change.effect.asjson import as_json

    return as_json(found)


def _written(found: Comparison, form: str, width: int | None) -> str:
    from fangxin.change.effect.markdown import as_markdown
    from fangxin.change.effect.page import as_page
    from fangxin.change.effect.text import comparison_lines

    if form == "markdown":
        return as_markdown(found)
    if form == "html":
        return as_page(found)
    if form == "json":
        return json.dumps(_json(found), ensure_ascii=False, indent=2)
    return "\n".join(comparison_lines(found, width))


def _saved(options: Options, text: str) -> bool:
    """Whether the file could be written; says why not."""
    try:
        make(options.output.parent)
        options.output.write_text(
            printable(text).rstrip("\n") + "\n", encoding="utf-8", newline="\n"
        )
    except OSError as error:
        complain(
            f"写不进 {options.output}（{error.strerror}）；请检查写的权限和磁盘空间",
            f"cannot write {options.output} ({error.strerror}); check permissions and free space",
        )
        return False
    say(f"已写入 {options.output} | written to {options.output}")
    return True


COMMAND = Command("diff", run, TAKES, EXAMPLE, apart=("--json", "--format"))
