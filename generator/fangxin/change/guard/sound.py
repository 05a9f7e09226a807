"""What is published must be readable and free of errors, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.moved import gone_with_their_file
from fangxin.change.guard.push import Push
from fangxin.facts.programme.files import REQUIRED
from fangxin.registry.sources.revision import PROGRAMME

# What the registry cannot be read without, and what others name.
_KEPT = tuple(f"{PROGRAMME}/{name}.yml" for name in (*REQUIRED, "policy", "documents", "topics"))


def old_is_readable(push: Push) -> Iterator[Problem]:
    """What was published can be read, or nobody can say what the push changes of it."""
    paths = list(push.unread)
    if not push.first and push.old.sources.programme is None:
        paths.append("content/programme")
    for path in paths:
        yield Problem(
            Place(path),
            "old-unreadable",
            f"原来的提交 {push.base[:10]} 里这个文件读不出来，比不出改了什么，所以不放行。"
            "OLD 请写上次真正发布的提交（不是上一次推送的），再比一次",
            f"the old commit {push.base[:10]} has this file in no readable form, so that nobody "
            "can "
            "say what was changed; name the commit that was last published as OLD",
        )


def programme_files_stay(push: Push) -> Iterator[Problem]:
    """Files of the programme that are needed are not deleted: told of the file alone, not of each
    thing that stood in it, or that named it."""
    for path in deleted(push):
        yield Problem(
            Place(path),
            "file-missing",
            f"这次提交删去了 {path}：登记簿要照它读，里面写的都在别处用着，不能删去。请恢复："
            f"git checkout {push.base[:10]} -- {path}，再 git commit",
            f"this push deletes {path}, without which the registry cannot be read; restore it: "
            f"git checkout {push.base[:10]} -- {path}, then git commit",
        )


def deleted(push: Push) -> list[str]:
    """The files of the programme that are needed and that the push deletes."""
    if push.first:
        return []
    return [path for path in _KEPT if path in push.old.files and path not in push.new.files]


def _twice(push: Push, wrong: list[Problem]) -> list[Problem]:
    """Of a record that the push adds under an ID that another one has: told of the new one."""
    return [
        Problem(
            Place(path),
            "duplicate-id",
            f"编号 {PurePosixPath(path).stem} 已经是 {problem.place.path} 的，那一份不动："
            f"请给新加的这一份"
            "另取编号（fangxin new 会给）；多放了一份的，删去这一份",
            f"the ID {PurePosixPath(path).stem} is that of {problem.place.path}, which stays; "
            "give the record that is added another one (fangxin new finds one), or delete it",
        )
        for problem in wrong
        if problem.code == "duplicate-id" and problem.place.path in push.old.files
        for path in push.changed
        if path not in push.old.files and path in push.new.files
        if PurePosixPath(path).stem == PurePosixPath(problem.place.path).stem
    ]


def new_is_sound(push: Push) -> Iterator[Problem]:
    """NEW passes every check: errors in files that the push changes are told one by one, those
    elsewhere by their number."""
    gone = deleted(push)
    wrong = [one for one in push.new.sources.errors if one.place.path not in gone]
    twice = _twice(push, wrong)
    wrong = [one for one in wrong if one.code != "duplicate-id" or not twice]
    yield from twice
    if gone_with_their_file(push)[1]:  # of which that would be the consequence
        wrong = [one for one in wrong if one.code != "unknown-register-row"]
    near = [problem for problem in wrong if problem.place.path in push.changed]
    yield from near
    others = [problem for problem in wrong if problem.place.path not in push.changed]
    if others and not gone:  # of which they would be the consequence
        yield Problem(
            others[0].place,
            "unsound",
            f"这次提交没有动的文件里有 {len(others)} 个错误，有错误不能发布。第一个是 "
            f"{others[0].code}："
            f"{others[0].zh}。全部见 fangxin check",
            f"files that this push did not change have {len(others)} errors, and nothing is "
            f"published with errors; the first one is {others[0].code}: {others[0].en}; see "
            "fangxin check",
        )
    if push.new.sources.programme is None:
        yield from (one for one in push.new.sources.problems if one.code == "not-judged")
    if push.new.sources.registry is None and not wrong and not gone:
        yield Problem(
            Place("content/programme"),
            "unsound",
            "新的提交里读不出方案和规则。请用 fangxin check 查看",
            "the programme of the new commit cannot be read; see fangxin check",
        )
