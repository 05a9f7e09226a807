"""The commits themselves: made from OLD, dated truly, signed where OLD asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.registry.git import Commit
from fangxin.text.yaml.characters import shown

REPOSITORY = Place(".")
_AMEND = "git commit --amend --no-edit --reset-author"
_REDATE = "git rebase --force-rebase {}"  # of one that others were made from: all that is new


def history_is_not_rewritten(push: Push) -> Iterator[Problem]:
    """NEW was made from OLD: no published commit is dropped or replaced."""
    if push.first or push.staged or push.repository.is_ancestor(push.base, push.head):
        return
    yield Problem(
        REPOSITORY,
        "history-rewritten",
        f"新的提交须接在已发布的 {push.base[:10]} 后面：它不在新提交的历史里，"
        "是强制推送或改写了历史。"
        "请 git fetch 后把自己的提交接到它上面（git rebase），不要用 --force",
        f"the new commit must be made from the published {push.base[:10]}, which is not in its "
        "history: it was force-pushed or rewritten; fetch, rebase your commits onto it, and do not "
        "use --force",
    )


def commits_are_dated(push: Push) -> Iterator[Problem]:
    """No commit is dated after today or before any commit that it was made from: a day earlier each
    would add up, and make room for what is back-dated."""
    latest = add_days(max(push.clock, push.as_of), 1)  # clocks differ, and so do zones
    days: dict[str, date] = {}  # commit → the latest day of it and what it was made from
    for commit in push.commits:  # oldest first, parents before children
        for id in commit.parents:
            if id not in days:
                days[id] = push.repository.latest_day(id)
        before = [days[id] for id in commit.parents]
        within = min(commit.day, latest)  # one that is ahead is told itself, and drags none along
        days[commit.id] = max(within, *before) if before else within
        earliest = add_days(max(before), -1) if before else commit.day
        if earliest <= commit.day <= latest:
            continue
        own = commit.id == push.commits[-1].id
        yield Problem(
            REPOSITORY,
            "commit-date",
            f"提交 {commit.id[:10]}（{shown(commit.subject, 40)}）写的日子是 {commit.day}，须在 "
            f"{earliest} 至 "
            f"{latest} 之间：上次发布是哪天要看它。请校准电脑的时钟，再 "
            f"{_AMEND if own else _REDATE.format(push.base[:10])}",
            f"commit {commit.id[:10]} is dated {commit.day}, which must lie from {earliest} to "
            f"{latest}, because the day of publication follows from it; set the clock right, then "
            f"{_AMEND if own else _REDATE.format(push.base[:10])}",
        )


def commits_are_signed(push: Push) -> Iterator[Problem]:
    """Where OLD asks for signatures, every commit, merges too, is signed by its committer with a
    key that OLD lists."""
    if not push.guarding.signed or push.staged:
        return
    for commit in push.commits:
        signed = push.signed.get(commit.id)
        if signed is None:
            yield _unsigned(push, commit)
        elif signed.mail != commit.committer_mail.casefold():
            yield Problem(
                REPOSITORY,
                "unauthorised",
                f"提交 {commit.id[:10]}（{shown(commit.subject, 40)}）写的提交人是 "
                f"{commit.committer_mail}，签名的却是 {signed.mail}；提交人须用自己的密钥签名，"
                "请核对 git config user.email，再 git commit --amend -S",
                f"commit {commit.id[:10]} names {commit.committer_mail} as its committer but is "
                f"signed by {signed.mail}; sign with your own key and mail (git config "
                "user.email), "
                "then git commit --amend -S",
            )


def _unsigned(push: Push, commit: Commit) -> Problem:
    signed = b"\ngpgsig " in push.repository.run("cat-file", "commit", commit.id).split(b"\n\n")[0]
    who = f"{commit.id[:10]}（{shown(commit.subject, 40)}，{commit.committer_mail}）"
    if signed:
        return Problem(
            REPOSITORY,
            "unauthorised",
            f"提交 {who} 的签名不对，或签名的密钥不在原来的 guard.yml 里；"
            "请用登记过的密钥签名，新密钥先由在册的两人写进 guard.yml",
            f"commit {commit.id[:10]} has no good signature by a key of the old guard.yml; sign "
            "with a listed key; a new key is first listed by two officials",
        )
    return Problem(
        REPOSITORY,
        "unsigned",
        f"提交 {who} 没有签名；登记簿要求每个提交都由在册的人签名。"
        "请运行 git config gpg.format ssh、git config user.signingkey 公钥文件，再 "
        "git commit --amend -S；几个提交的用 git rebase --exec 'git commit --amend --no-edit -S'",
        f"commit {commit.id[:10]} is not signed, and this registry wants every commit signed; set "
        "git config gpg.format ssh and user.signingkey, then git commit --amend -S",
    )
