"""``fangxin redate``: what was entered on Friday and is pushed on Monday is recorded on Monday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fangxin.base import machine
from fangxin.base.files import put
from fangxin.base.report import complain, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of
from fangxin.cli.desk.which import announce_of
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument

if TYPE_CHECKING:
    from fangxin.registry.git import Repository


EXAMPLE = """\
fangxin redate
fangxin redate origin/main"""
TAKES = (
    Argument(
        "old",
        "OLD",
        "已经公开的提交（默认：这个分支推送到的那一个）| the commit that is public "
        "(default: the branch that this one is pushed to)",
        required=False,
    ),
    options.REPOSITORY,
    options.AS_OF,
    options.JOBS,
)


def run(options: Options) -> int:
    """Move the days of recording of everything that is not public yet to today."""
    from fangxin.change.guard.push import push_of
    from fangxin.office.editing.redated_notices import redated_notices
    from fangxin.office.editing.redating import redated, shortened
    from fangxin.office.editing.text import CannotEditError
    from fangxin.registry.git import repository_of

    try:
        repository = repository_of(options.repository)
        announce_of(repository.folder)
        old = _published(repository, options.old)
        if old is None or not _clean(repository):
            return IMPOSSIBLE
        day = as_of(options)
        push = push_of(repository, old, "HEAD", day, clock=machine.clock(), jobs=options.jobs)
        files, found = redated(push)
        notices, days, left = redated_notices(push)
    except CannotEditError as error:
        complain(
            f"有一处写法特别，程序改不了，请照把关的提示手工改（{error}）",
            f"a fact is written in a way that cannot be edited; mend it by hand ({error})",
        )
        return IMPOSSIBLE
    for path, data in {**files, **notices}.items():
        put(repository.folder / path, data)
    for one in found:
        say(f"{one.fact.label}：{one.key} {one.was} → {push.as_of}")
    for day_of in days:
        say(f"{day_of.path}：{day_of.key} {day_of.was} → {push.as_of}")
    for problem in shortened(push, found):
        say(str(problem))
    for notice in left:
        say(
            f"{notice.place.path}：公示期、索引号的年份不能只改一处，请手工改："
            f"Begins 请写 {push.as_of} 或以后，Ends 按规则顺延，"
            "Date、索引号和档案里的公示决定同样改 | a period for objections "
            f"or a year in an index number is moved by hand: begin on {push.as_of} or later, move "
            "Ends by the policy, and Date, index number and decision alike"
        )
    if left:
        return WRONG
    if not found and not days:
        say("没有要改的：还没有公开的都记在今天 | nothing to do: all is recorded today")
        return FINE
    say(
        f"已改 {len(found) + len(days)} 处，发生的日子没有动。请看一眼 git diff，"
        "再 git commit -am 改登记日，推送 | "
        f"days of recording moved: {len(found) + len(days)}; look at git diff, commit and push"
    )
    return FINE


def _published(repository: Repository, said: str | None) -> str | None:
    """The commit that is public: the one named, or the branch that this one is pushed to."""
    if said is not None:
        return repository.commit_of(said)
    code, found, _ = repository.asked("rev-parse", "--verify", "--quiet", "@{upstream}")
    if code == 0:
        return found.decode().strip()
    complain(
        "不知道已经公开的是哪个提交；请写明，例如 fangxin redate origin/main",
        "which commit is public is not known; name it, like fangxin redate origin/main",
    )
    return None


def _clean(repository: Repository) -> bool:
    """Whether everything that officials write is committed; says so where it is not."""
    said = repository.run("status", "--porcelain", "--", "merchants", "content")
    if said.strip():
        complain(
            "merchants/ 或 content/ 里还有没有提交的修改；请先 git commit，再运行",
            "merchants/ or content/ has changes that are not committed; commit them first",
        )
    return not said.strip()


COMMAND = Command("redate", run, TAKES, EXAMPLE)
