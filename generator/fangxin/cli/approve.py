"""``fangxin approve``: a second person answers for a commit, by a commit of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fangxin.base.report import complain, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, WRONG
from fangxin.cli.desk.which import announce_of
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option

if TYPE_CHECKING:
    from fangxin.registry.git import Repository


EXAMPLE = "fangxin approve --role 分管领导"
_NAMES = "批准的提交 {}"
TAKES = (
    Argument("commit", "COMMIT", "哪个提交，默认最新的 | which", required=False, default="HEAD"),
    Option("--role", required=True, help="您的岗位，不写姓名 | your role, no name"),
    options.REPOSITORY,
)


def run(options: Options) -> int:
    """An empty commit that says who approves which commit; signed where git is set up to sign."""
    from fangxin.registry.git import repository_of

    repository = repository_of(options.repository)
    announce_of(repository.folder)
    approved = repository.commit(repository.commit_of(options.commit))
    mail = repository.me()
    if mail.casefold() in (approved.author_mail.casefold(), approved.committer_mail.casefold()):
        complain(
            f"{options.commit} 就是您（{mail}）提交的，须由另一个人批准",
            f"you ({mail}) made {options.commit} yourself; somebody else must approve it",
        )
        return WRONG
    before = _approved_before(repository, approved.id, mail)
    if before is not None:
        complain(
            f"您已经批准过了，写在提交 {before[:10]} 里，没有再记",
            f"you have approved it already, in commit {before[:10]}; nothing was added",
        )
        return WRONG
    message = (
        f"批准：{approved.subject}\n\n{_NAMES.format(approved.id)}\n\n"
        f"Approved-by: {options.role} <{mail}>\n"
    )
    made = repository.empty(message)
    say(f"已批准 {approved.id[:10]}：{approved.subject}")
    say(f"批准写在提交 {made[:10]} 里，git push 时一起推送 | approved; push it with git push")
    return FINE


def _approved_before(repository: Repository, approved: str, mail: str) -> str | None:
    """The commit by which the person approved another one already."""
    for commit in repository.commits(approved, "HEAD"):
        if commit.author_mail == mail and _NAMES.format(approved) in commit.message:
            return commit.id
    return None


COMMAND = Command("approve", run, TAKES, EXAMPLE)
