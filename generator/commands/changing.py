"""How a command that writes ends: what it does is shown, then written, then committed if asked.

Nothing is written when the change brings an error, when the person at the terminal says no, or
with ``--dry-run``; and either all files are written or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import ambient
from generator.commands.desk import Desk, GivenUpError
from generator.commands.given import FINE, IMPOSSIBLE, WRONG
from generator.editing.proposal import MeanwhileError, Proposal, propose, write
from generator.editing.steps import Step, edited
from generator.editing.text import CannotEditError
from generator.effects import Effects, as_lines, effects, summary_zh
from generator.fields import Group
from generator.git import GitError, repository_of
from generator.record.table import MERCHANT
from generator.report import ask, complain, complain_about, say, say_json

_TOLD = 500  # what a change would bring is told in full: check cannot find it afterwards


def new_text(path: Path, steps: Sequence[Step], table: Group = MERCHANT) -> bytes:
    """The file after ``steps``. Raises GivenUpError when it has no place for them, after saying
    so."""
    try:
        return edited(path.read_bytes().decode(), steps, table).encode()
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
    proposal = propose(desk.sources, files)
    found = effects(proposal.before, proposal.after)
    complain_about(proposal.new_problems, most=_TOLD)
    if proposal.refused:
        complain("没有改动任何文件", "nothing was changed")
        return WRONG
    options = desk.options
    _show(found, proposal, options.json, options.dry_run)
    if options.dry_run or not _agreed(options.yes):
        complain("没有改动任何文件", "nothing was changed")
        return FINE
    try:
        write(proposal)
    except MeanwhileError as error:
        complain(
            f"{error.path} 刚才被别人改过，没有写入；请再运行一次",
            f"{error.path} was changed by somebody else meanwhile; nothing was written, run it "
            "again",
        )
        return IMPOSSIBLE
    for edit in proposal.edits:
        complain(f"已写入 {edit.path}", "written")
    message = _message(subject or summary_zh(found), found, options.approved_by)
    return _commit(proposal, message) if options.commit else _next(proposal)


def _show(found: Effects, proposal: Proposal, as_json: bool, dry: bool) -> None:
    if as_json:
        files = [edit.path.as_posix() for edit in proposal.edits]
        say_json({"written": not dry, "files": files, "changes": summary_zh(found)})
        return
    lines = as_lines(found)
    say("\n".join(lines) if lines else "公开的内容没有变化 | nothing public changes")


def _agreed(yes: bool) -> bool:
    """Whether to write: asked only of a person at a terminal."""
    if yes or not ambient.can_ask():
        return True
    answer = ask("写入吗？[y/N]", "write it?")
    return (answer or "").lower() in ("y", "yes", "是", "好")


def _message(subject: str, found: Effects, approvers: Sequence[str]) -> str:
    """What changes for whom; persons are named by their role alone."""
    lines = [subject, ""]
    if len(found.merchants) + len(found.beside) > 1:
        lines += [*as_lines(found), ""]
    lines += [f"Approved-by: {approver}" for approver in approvers]
    return "\n".join(lines).rstrip("\n") + "\n"


def _commit(proposal: Proposal, message: str) -> int:
    paths = [edit.path.resolve() for edit in proposal.edits]
    try:
        repository = repository_of(paths[0].parent)
        commit = repository.record(paths, message)
    except GitError as error:
        complain(
            f"文件已写好，但没有提交：{error.zh}",
            f"the files are written but not committed: {error.en}",
        )
        return IMPOSSIBLE
    say(f"已提交 {commit[:10]}：{message.partition(chr(10))[0]} | committed; git push publishes it")
    return FINE


def _next(proposal: Proposal) -> int:
    names = " ".join(edit.path.as_posix() for edit in proposal.edits)
    complain(
        f"还没有提交。看过以后：git add {names} && git commit；下次加 --commit 可一步完成",
        "not committed yet; --commit does it in one step",
    )
    return FINE
