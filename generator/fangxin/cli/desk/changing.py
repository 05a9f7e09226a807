"""How a command that writes ends: what it does is shown, then written, then committed if asked.

Nothing is written when the change brings an error, when the person at the terminal says no, or
with ``--dry-run``; and either all files are written or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from fangxin.base import machine
from fangxin.base.report import ask, complain, complain_about, say, say_json
from fangxin.change.proposal import MeanwhileError, Proposal, propose, write
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.cli.desk.second import tell_second
from fangxin.cli.desk.twins import already
from fangxin.cli.frame.command import Options
from fangxin.facts.record.table import MERCHANT
from fangxin.office.editing.once import twin_fact
from fangxin.office.editing.steps import Step, edited
from fangxin.office.editing.text import CannotEditError
from fangxin.registry.git import GitError, repository_of
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.change.effect.effects import Effects
_NAMED = 20  # files that are written, one by one
_TOLD = 500  # what a change would bring is told in full: check cannot find it afterwards


def new_text(
    path: Path, steps: Sequence[Step], table: Group = MERCHANT, *, another: bool = False
) -> bytes:
    """The file after ``steps``. Raises GivenUpError when it has no place for them, or says so
    already and ``another`` is not meant, after saying so."""
    data = path.read_bytes()
    twin = None if another else twin_fact(data, steps)
    if twin is not None:
        raise already(twin[0], f"{path}:{twin[1]}")
    try:
        return edited(data.decode(), steps, table).encode()
    except (CannotEditError, UnicodeDecodeError) as error:
        complain(
            f"{path} 的写法特别，程序不敢改动（{error}）；请先用 fangxin check 改正错误，"
            "或照 docs/office.md 手工写入",
            f"{path} is written in an unusual way and was left alone ({error}); mend what fangxin "
            "check finds, or write it by hand as docs/office.md shows",
        )
        raise GivenUpError(WRONG) from None


def carry_out(desk: Desk, files: Mapping[Path, bytes], subject: str = "") -> int:
    """Show what writing ``files`` does, write them, and commit them when asked; the exit code.
    ``subject``: the commit's first line where the effects do not say enough."""
    return finish(desk, propose(desk.sources, files), subject)


def finish(
    desk: Desk, proposal: Proposal, subject: str = "", more: Mapping[str, Any] | None = None
) -> int:
    """The same for what was proposed already; ``more`` is said beside it in JSON."""
    from fangxin.change.effect.effects import as_lines, effects, summary_zh

    options = desk.options
    found = effects(proposal.old.sources, proposal.new.sources)
    told = proposal.new_problems
    complain_about([*told, *(one for one in found.questions if one not in told)], most=_TOLD)
    done = Done(code=WRONG if proposal.refused else FINE)
    if proposal.refused:
        complain("没有改动任何文件", "nothing was changed")
        if options.json:
            say_json(_as_json(done, proposal, found, more or {}))
        return done.code
    if not options.json:
        say("\n".join(as_lines(_asked(found))))
    if options.dry_run or not _agreed(options, found):
        complain("没有改动任何文件", "nothing was changed")
    else:
        done = _written(proposal, desk.since)
        if done.code == FINE:
            message = _message(subject or summary_zh(found), found, options.approved_by)
            done = _committed(proposal, message) if options.commit else _next(proposal)
    if options.json:
        say_json(_as_json(done, proposal, found, more or {}))
    elif done.commit is not None:
        say(f"已提交 {done.commit[:10]}：{done.subject} | committed; git push publishes it")
    tell_second(desk, proposal)
    return done.code


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in the end, with the exit code; ``commit``: its id, if one was made."""

    written: bool = False
    commit: str | None = None
    subject: str = ""
    code: int = FINE


def _asked(found: Effects) -> Effects:
    """The effects without the questions, which were told beside the problems."""
    return replace(found, questions=())


def _as_json(
    done: Done, proposal: Proposal, found: Effects, more: Mapping[str, Any]
) -> dict[str, Any]:
    """What was done, beside what the command says itself; the problems of both."""
    from fangxin.change.effect.asjson import effects_json
    from fangxin.change.effect.effects import summary_zh

    return {
        **more,
        "written": done.written,
        "commit": done.commit,
        "files": [edit.path.as_posix() for edit in proposal.edits],
        "changes": summary_zh(found),
        "problems": [
            *more.get("problems", ()),
            *(problem.as_json() for problem in proposal.new_problems),
        ],
        "effects": effects_json(found),
    }


def _agreed(options: Options, found: Effects) -> bool:
    """Whether to write: asked only of a person at a terminal."""
    if options.yes or not machine.can_ask():
        return True
    if options.json:  # nothing was shown yet
        from fangxin.change.effect.headline import headline_en, headline_zh

        complain(headline_zh(found), headline_en(found))
    answer = ask("写入吗？[y/N]", "write it?")
    return (answer or "").lower() in ("y", "yes", "是", "好")


def _written(proposal: Proposal, since: int) -> Done:
    """Write all files, or none and say why."""
    try:
        write(proposal, since)
    except MeanwhileError as error:
        complain(
            f"{error.path} 刚才被别人改过，没有写入；请再运行一次",
            f"{error.path} was changed by somebody else meanwhile; nothing was written, run it "
            "again",
        )
        return Done(code=IMPOSSIBLE)
    except OSError as error:
        complain(
            f"写不进 {error.filename or '文件'}（{error.strerror}），没有改动任何文件；"
            "请检查磁盘空间和权限，再运行一次",
            f"cannot write {error.filename or 'a file'} ({error.strerror}); nothing was changed, "
            "check free space and permissions and run it again",
        )
        return Done(code=IMPOSSIBLE)
    for edit in proposal.edits[:_NAMED]:
        complain(f"已写入 {edit.path}", f"wrote {edit.path}")
    if len(proposal.edits) > _NAMED:
        count = len(proposal.edits)
        complain(f"…… 共写入 {count} 个文件", f"files written altogether: {count}")
    return Done(written=True)


def _message(subject: str, found: Effects, approvers: Sequence[str]) -> str:
    """What changes for whom; persons are named by their role alone."""
    from fangxin.change.effect.effects import as_lines

    lines = [subject, ""]
    if len(found.merchants) + len(found.beside) > 1:
        lines += [*as_lines(_asked(found)), ""]
    lines += [f"Approved-by: {approver}" for approver in approvers]
    return "\n".join(lines).rstrip("\n") + "\n"


def _committed(proposal: Proposal, message: str) -> Done:
    paths = [edit.path.resolve() for edit in proposal.edits]
    try:
        commit = repository_of(paths[0].parent).record(paths, message)
    except GitError as error:
        complain(
            f"文件已写好，但没有提交：{error.zh}",
            f"the files are written but not committed: {error.en}",
        )
        return Done(written=True, code=IMPOSSIBLE)
    return Done(written=True, commit=commit, subject=message.partition("\n")[0])


def _next(proposal: Proposal) -> Done:
    paths = [edit.path for edit in proposal.edits]
    if len(paths) > _NAMED:
        folders = (proposal.new.sources.merchants, proposal.new.sources.content)
        paths = [one for one in folders if any(path.is_relative_to(one) for path in paths)]
    names = " ".join(quote(path.as_posix()) for path in paths)
    complain(
        f"还没有提交。看过以后：git add {names} && git commit；下次加 --commit 可一步完成",
        "not committed yet: look at it, then git add and git commit; --commit does it in one step",
    )
    return Done(written=True)
