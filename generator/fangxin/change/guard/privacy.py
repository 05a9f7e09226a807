"""No number of a person comes in with any file, not even where nothing reads it: the repository
keeps comments and keys for ever, and is open to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.registry.sources.revision import CONTENT, MERCHANTS, is_plain
from fangxin.text.fields.personal import RESIDENT_ZH, personal_numbers

TEXTS = (".yml", ".yaml", ".csv", ".md")


def no_number_of_a_person_comes_in(push: Push) -> Iterator[Problem]:
    """Lines of changed texts with a resident identity number that the reading has not told."""
    told = {
        (problem.place.path, problem.place.line)
        for problem in push.new.sources.errors
        if problem.code == "personal-number"
    }
    gained = [
        path
        for path in push.changed
        if path.startswith((f"{MERCHANTS}/", f"{CONTENT}/")) and path.endswith(TEXTS)
        if is_plain(push.new.files.get(path))
    ]
    for path in gained:
        for number, line in enumerate(push.text(path).split("\n"), 1):
            if (path, number) not in told and has_one(line):
                yield _refused(path, number)


def has_one(line: str) -> bool:
    """Whether a line has a resident identity number."""
    return any(zh == RESIDENT_ZH for _, zh, _ in personal_numbers(line))


def _refused(path: str, number: int) -> Problem:
    return Problem(
        Place(path, number),
        "personal-number",
        "文件里不能有个人的证件号码，注释里也不能：这一行有像是居民身份证号码的（不重复显示）。"
        "请删去，并用 git commit --amend 改掉那次提交，历史里才没有",
        "no file may hold a number of a person, not in a comment either: this line has what looks "
        "like a resident identity number (not repeated here); delete it by git commit --amend, so "
        "that the history has none",
    )
