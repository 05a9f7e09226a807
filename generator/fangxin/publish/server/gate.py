"""``pre-receive``: whether a push may come in. Nothing of it is public yet, and nothing is run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fangxin.base import machine
from fangxin.base.problem import Problem, errors, folded
from fangxin.base.refusal import WRONG, RefusedError
from fangxin.base.report import line_of
from fangxin.change.effect.everybody import everybody
from fangxin.change.guard.gate import guard, push_of
from fangxin.change.guard.push import Push
from fangxin.publish.locking import locked
from fangxin.publish.server.hook import Update, tell
from fangxin.publish.server.layout import Server
from fangxin.publish.server.making import can_be_made, text_problems
from fangxin.publish.server.pushed import file_problems
from fangxin.publish.server.showing import published_on
from fangxin.publish.server.today import clock_fault
from fangxin.publish.today import WrongDayError
from fangxin.registry.git import NOTHING
from fangxin.registry.sources.revision import CONTENT, MERCHANTS
from fangxin.text.fields.concealing import names_a_person

MOST, FEW = 30, 5  # errors and warnings that are shown to who pushes
# What only the site generator can judge: tried before it is let in, or the site would stand still.
TRIED = (f"{CONTENT}/pages/", f"{CONTENT}/images/")
TEXTS = (f"{CONTENT}/pages/", f"{CONTENT}/notices/")
_KINDS = ("refs/heads/", "refs/tags/")


def admit(server: Server, pushed: Sequence[Update], as_of: date) -> None:
    """Let a push in, or raise RefusedError; the reasons have then been told. Raises GitError,
    OSError when it cannot be looked at, which refuses it too."""
    for update in pushed:
        _refuse_ref(server, update)
    for update in pushed:
        if update.ref == server.ref:
            _admit_commit(server, update, as_of)
        elif update.new != NOTHING:
            _tell_unpublished(server, update)


def _refuse_ref(server: Server, update: Update) -> None:
    branch = server.config.branch
    if update.new != NOTHING and names_a_person(update.ref):
        raise _refused(
            "分支、标签的名称里有像是个人号码的（不重复显示）；请换一个名称：git branch -m 新名称",
            "the name of a branch or tag holds what looks like a number of a person (not repeated "
            "here); rename it: git branch -m",
        )
    if not update.ref.startswith(_KINDS):  # refs/replace/ would change what commits say
        raise _refused(
            f"只能推送分支和标签，不能推送 {update.ref}",
            f"only branches and tags can be pushed, not {update.ref}",
        )
    if update.ref != server.ref:
        return
    if update.new == NOTHING:
        raise _refused(f"{branch} 分支不能删除", f"the branch {branch} cannot be deleted")
    if update.old != NOTHING and not server.repository.is_ancestor(update.old, update.new):
        raise _refused(
            "这次推送会改写已经公开的提交历史（强制推送）。请先 git pull，再推送；"
            "改正错误请另作一个提交，不要改旧提交",
            "this push would rewrite the published history (forced). Run git pull first, then"
            " push; mend mistakes by a further commit",
        )


def _admit_commit(server: Server, update: Update, as_of: date) -> None:
    """Refuse a commit whose files cannot be taken, whose data are wrong, or that the guard stops;
    the later ones are only asked when the earlier ones are content."""
    repository, most = server.repository, server.config.max_file_mb
    commit = repository.commit_of(update.new)
    fault = clock_fault(server, commit, as_of)
    if fault is not None and not fault.late:
        raise _wrong_clock(fault)
    _refuse(list(file_problems(repository, commit, server.wanted, most)))
    folders = {path.partition("/")[0] for path in repository.files(commit) if "/" in path}
    for name in (CONTENT, MERCHANTS):
        if name not in folders:
            raise _refused(
                f"这个提交里没有 {name}/ 目录；请核对推送的是不是登记簿的仓库",
                f"the commit has no folder {name}/; check that this is the registry",
            )
    with _alone(server.incoming):
        push = push_of(
            repository,
            update.old,
            commit,
            as_of,
            clock=machine.clock(),
            published=published_on(server, update.old, as_of),
            jobs=server.jobs,
        )
        found = list(push.new.sources.problems)
        _refuse(found)
        if fault is not None:
            raise _wrong_clock(fault)
        _refuse(guard(push))
        _refuse(text_problems(server, commit, _texts(push)))
        texts = [path for path in push.changed if path.startswith(TRIED)]
        everyone = () if push.first else everybody(push)
        if texts and not push.first and not can_be_made(server, commit, as_of):
            raise _refused(
                f"改了这些以后，网站生成不出来：{'、'.join(texts[:FEW])}；原因见上，改好、提交，再推送",
                f"the site cannot be built with {', '.join(texts[:FEW])}; see above for the reason",
            )
    _tell_moved(server, push)
    if everyone:
        tell(f"这次推送有 {len(everyone)} 项对所有人都变的： | changes for everybody:")
        tell(*(f"  ！{one.zh} | {one.en}" for one in everyone))  # all: nothing hides among many
    tell(*(line_of(problem) for problem in folded(found, 2)[:FEW]))
    more = f"，{len(found)} 个提醒" if found else ""
    tell(f"检查通过{more}。 | Checked and fine; warnings: {len(found)}.")


def _tell_moved(server: Server, push: Push) -> None:
    """That the site's address is another one now, and what the administrator has to do for it."""
    old, new = push.old.sources.programme, push.new.sources.programme
    if old is None or new is None or old.site.url == new.site.url:
        return
    if server.config.site_url != new.site.url:
        tell(
            f"网址换成 {new.site.url} 了，服务器的 server.toml 里还是 {server.config.site_url}："
            "请管理员照 docs/server.md 第六节“换网址”办，旧网址要一直转过去。"
            " | The address has changed: see docs/server.md, section 6, for the server's part."
        )


def _texts(push: Push) -> list[str]:
    """The Markdown that the push brings or changes; all of it, when it is the first."""
    files = push.new.files if push.first else push.changed
    return [path for path in files if path.startswith(TEXTS) and path.endswith(".md")]


def _refuse(problems: list[Problem]) -> None:
    """Tell what is wrong and raise, if anything is."""
    wrong = sorted(errors(problems))
    if not wrong:
        return
    told = folded(wrong, FEW)
    tell(*(line_of(problem) for problem in told[:MOST]))
    shown = set(told[:MOST])
    more = sum(problem not in shown for problem in wrong) if len(told) > MOST else 0
    tell(*(line_of(problem) for problem in problems if problem.code == "not-judged"))
    if more > 0:
        tell(f"…… 另有 {more} 个错误，全部见 fangxin check | and {more} more errors")
    raise _refused(
        f"有 {len(wrong)} 个错误，见上；每种错误的改法见 docs/problems.md，改好、提交，再推送",
        f"errors: {len(wrong)}, see above; mend them, commit, and push again",
    )


def _refused(zh: str, en: str) -> RefusedError:
    return RefusedError(
        f"推送没有收下，网站没有改动：{zh}。",
        f"The push was refused, the site was not changed: {en}.",
        WRONG,
    )


def _wrong_clock(fault: WrongDayError) -> RefusedError:
    return RefusedError(
        f"推送没有收下，网站没有改动：服务器的时钟不对，请告诉管理员。{fault.zh}",
        f"The push was refused, the site was not changed: the server's clock is wrong, tell its"
        f" administrator. {fault.en}",
    )


def _tell_unpublished(server: Server, update: Update) -> None:
    branch = server.config.branch
    if update.ref.startswith("refs/tags/"):
        tell(f"标签 {update.name} 收下了；标签不公开。 | The tag was taken; tags publish nothing.")
        return
    tell(
        f"分支 {update.name} 收下了，但不公开；只有 {branch} 会公开。要公开，请推送："
        f"git push 远程名 {update.name}:{branch} | The branch was taken but not published;"
        f" only {branch} is."
    )


@contextmanager
def _alone(incoming: Path) -> Iterator[None]:
    """One check at a time: a large registry needs the machine's memory for itself."""
    incoming.mkdir(exist_ok=True)
    what = ("另一次推送的检查", "The check of another push")
    with locked(incoming / ".lock", 600, what):
        for left in incoming.glob("trial-*"):  # by a hook that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield
