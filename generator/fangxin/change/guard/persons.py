"""Two persons: who made a change, who else approved it, and what that proves.

Without signatures an approval is a line ``Approved-by: Role <mail>`` in the message of the commit
that makes the change, or of a later one that follows it. Anybody can write such a line: it proves
that somebody answers for it, not who. Where signatures are required the line counts only in a
commit that is signed with a key of that very official, who neither made nor signed the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fangxin.change.guard.push import Push
from fangxin.change.guard.signatures import Signed
from fangxin.registry.git import Commit

_TRAILER = re.compile(r"^Approved-by:[^<>\n]*<([^<>\s]+)>[ \t]*$", re.MULTILINE | re.IGNORECASE)


def approved(push: Push, path: str, count: int = 1) -> bool:
    """Whether every commit of the push that changes a file was approved by so many others. What is
    not committed yet cannot be: True, it is judged when it is pushed."""
    if push.staged:
        return True
    makers = tuple(_makers(push, path))
    return bool(makers) and all(len(_approvers(push, commit)) >= count for commit in makers)


def _makers(push: Push, path: str) -> Iterator[Commit]:
    for commit in push.commits:
        if path in push.touching.get(commit.id, ()):
            yield commit


def _approvers(push: Push, made: Commit) -> frozenset[str]:
    """Officials other than whoever made the commit, who approved it in it or in a later one."""
    found: set[str] = set()
    own = _hands(made, push.signed)
    for commit in _following(push, made.id):
        for mail in approvals(commit):
            if push.guarding.mails and mail not in push.guarding.mails:
                continue
            if mail not in own and (
                not push.guarding.signed or _by(push.signed, commit, mail, made)
            ):
                found.add(mail)
    return frozenset(found)


def approvals(commit: Commit) -> tuple[str, ...]:
    """The mail addresses of the lines ``Approved-by`` of a message."""
    return tuple(mail.casefold() for mail in _TRAILER.findall(commit.message))


def _hands(commit: Commit, signed: Mapping[str, Signed]) -> frozenset[str]:
    """Everybody who had a hand in a commit."""
    hands = {commit.author_mail.casefold(), commit.committer_mail.casefold()}
    if commit.id in signed:
        hands.add(signed[commit.id].mail)
    return frozenset(hands)


def _by(signed: Mapping[str, Signed], commit: Commit, mail: str, made: Commit) -> bool:
    """Whether the approval is signed by the one it names, with another key than the change."""
    mine, theirs = signed.get(commit.id), signed.get(made.id)
    return mine is not None and mine.mail == mail and (theirs is None or theirs.key != mine.key)


def _following(push: Push, id: str) -> Iterator[Commit]:
    """The commit and all of the push that were made from it."""
    after = {id}
    for commit in push.commits:  # oldest first, parents before children
        if commit.id in after or after.intersection(commit.parents):
            after.add(commit.id)
            yield commit
