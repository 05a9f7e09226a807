"""``fangxin approve``: a second person answers for a commit, by a commit of their own."""

from __future__ import annotations

import argparse

from generator.commands.given import FINE, IMPOSSIBLE, WRONG
from generator.git import GitError, repository_of
from generator.report import complain, say


def approve(options: argparse.Namespace) -> int:
    """An empty commit that says who approves which commit; signed where git is set up to sign."""
    try:
        repository = repository_of(options.repository)
        approved = repository.commit(repository.commit_of(options.commit))
        mail = repository.me()
        if mail.casefold() in (approved.author_mail.casefold(), approved.committer_mail.casefold()):
            complain(
                f"{options.commit} 就是您（{mail}）提交的，须由另一个人批准",
                f"you ({mail}) made {options.commit} yourself; somebody else must approve it",
            )
            return WRONG
        message = (
            f"批准：{approved.subject}\n\n批准的提交 {approved.id}\n\n"
            f"Approved-by: {options.role} <{mail}>\n"
        )
        made = repository.empty(message)
    except GitError as error:
        complain(error.zh, error.en)
        return IMPOSSIBLE
    say(f"已批准 {approved.id[:10]}：{approved.subject}")
    say(f"批准写在提交 {made[:10]} 里，git push 时一起推送 | approved; push it with git push")
    return FINE
