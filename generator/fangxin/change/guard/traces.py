"""What nothing takes out of a repository again: messages of commits, names of files and folders,
what only a commit in between had. No number of a person comes in with any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.commits import REPOSITORY
from fangxin.change.guard.privacy import TEXTS, has_one
from fangxin.change.guard.push import Push
from fangxin.registry.git import EXECUTABLE, FILE, Commit
from fangxin.registry.sources.revision import CONTENT, MERCHANTS
from fangxin.text.fields.concealing import concealed, names_a_person

_MAIL = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")


def history_names_no_person(push: Push) -> Iterator[Problem]:
    """No message of a commit, no path that any of them brings and no text that one of them had and
    a later one has no more holds a number of a person, a telephone or a bank card."""
    for commit in push.commits:
        said = _MAIL.sub("", commit.message)  # of who approves
        if concealed(said) != said:
            yield _said(push, commit)
    told: set[str] = set()
    for path in _brought(push):
        part = next((one for one in path.split("/") if names_a_person(one)), None)
        if part is not None and part not in told:
            told.add(part)
            yield _named(path)
    for commit in push.commits:
        if commit.id != push.head:
            yield from _between(push, commit)


def _brought(push: Push) -> Iterator[str]:
    """The paths that were not there before, those of a commit in between too."""
    touched = {path for paths in push.touching.values() for path in paths}
    for path in sorted(touched | set(push.changed)):
        if path not in push.old.files:
            yield path


def _between(push: Push, commit: Commit) -> Iterator[Problem]:
    """Of texts that a commit touched and that are otherwise in the end."""
    paths = [
        path
        for path in push.touching.get(commit.id, ())
        if path.startswith((f"{MERCHANTS}/", f"{CONTENT}/")) and path.endswith(TEXTS)
    ]
    if not paths:
        return
    kept = {entry.blob for side in (push.old, push.new) for entry in side.files.values()}
    files = push.repository.files(commit.id, *paths)
    plain = {path: entry.blob for path, entry in files.items() if entry.mode in (FILE, EXECUTABLE)}
    fresh = {path: blob for path, blob in plain.items() if blob not in kept}
    contents = push.repository.contents(fresh.values()) if fresh else {}
    for path, blob in fresh.items():
        lines = contents[blob].decode("utf-8", "replace").split("\n")
        at = next((number for number, line in enumerate(lines, 1) if has_one(line)), None)
        if at is not None:
            yield _had(push, commit, path, at)


def _said(push: Push, commit: Commit) -> Problem:
    zh, en = _again(push, commit)
    return Problem(
        REPOSITORY,
        "personal-number",
        f"提交说明里不能有个人的号码：提交 {commit.id[:10]} 的说明里有像是身份证、"
        f"手机或银行卡号码的"
        f"（不重复显示）。提交以后谁都删不掉，请在推送以前重写说明：{zh}",
        "no message of a commit may hold a number of a person, because nothing takes it out of "
        f"history again: commit {commit.id[:10]} has what looks like one (not repeated here); "
        f"write the message anew before you push: {en}",
    )


def _again(push: Push, commit: Commit) -> tuple[str, str]:
    """How a message is written anew."""
    if commit.id == push.head:
        return "git commit --amend", "git commit --amend"
    word = f"git rebase -i {commit.id[:10]}~1"
    return (
        f"它后面还有提交，运行 {word}，把这一行的 pick 改成 reword",
        f"others follow it, so run {word} and make its pick a reword",
    )


def _named(path: str) -> Problem:
    return Problem(
        Place(path.encode("utf-8", "backslashreplace").decode("utf-8")),
        "personal-number",
        "文件名、文件夹名里不能有个人的号码：这个名称里有像是身份证、手机或银行卡号码的"
        "（不重复显示）。提交以后谁都删不掉，请在推送以前换一个名称（git mv 原名 新名），再 "
        "git commit --amend；后面的提交才改名的也要这样，用 git rebase -i 并进原来的提交",
        "no name of a file or folder may hold a number of a person, because nothing takes it out "
        "of history again: this one has what looks like one (not repeated here); give it another "
        "name (git mv) and git commit --amend before you push; where only a later commit renames "
        "it, squash the two (git rebase -i)",
    )


def _had(push: Push, commit: Commit, path: str, line: int) -> Problem:
    return Problem(
        Place(path, line),
        "personal-number",
        f"中间的提交 {commit.id[:10]} 里，这一行有像是居民身份证号码的（不重复显示）；后来删去了，"
        "历史里还有，谁都看得到。请在推送以前并成一个提交："
        f"git reset --soft {push.base[:10]}，再 git commit",
        f"commit {commit.id[:10]} in between has what looks like a resident identity number on "
        "this line (not repeated here); a later one deletes it, but history keeps it for "
        f"everybody; make one commit of them before you push: git reset --soft {push.base[:10]}, "
        "then git commit",
    )
