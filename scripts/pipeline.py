"""What every pipeline does, whatever the forge: judge a proposal, judge what is to be public.

    .venv/bin/python scripts/pipeline.py proposal --base origin/main --head refs/proposal
    .venv/bin/python scripts/pipeline.py publication --before SHA --to /srv/fangxin/site

``proposal`` merges the proposal with its base without checking anything out, and tells what the
result would do: guard, check, diff and a build for proof. The proposal is read as data; the program
that reads it, and this script, are those of the base. ``publication`` does the same for what HEAD
has beyond the commit that visitors see now, and then publishes where ``--to`` says.

Reports lie in ``--report``: effect.md, effect.html, summary.md. 0: fine, 1: refused, 2: could not
be judged.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.publish.server.pushed import file_problems, write_out
from fangxin.registry.git import NOTHING, GitError, Repository, repository_of
from pipeline_report import DIFF, Run, say_all

ROOT = Path(__file__).resolve().parent.parent
Words = Sequence[str | Path]
FOLDERS = ("content", "merchants")
LARGEST = 10  # MiB of one file of the registry
GUARD, CHECK = "守护公开的记录 guard", "检查数据 check"
BUILD, PUBLISH = "试生成网站 build", "公开 publish"


def fangxin(
    words: Sequence[str | Path], folder: Path = ROOT, quiet: bool = False
) -> tuple[int, str]:
    """Run a command of this program in ``folder``: its exit code, and what it printed if quiet."""
    print(f"$ fangxin {' '.join(map(str, words))}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "fangxin.cli", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        encoding="utf-8",
        check=False,
    )
    code = done.returncode if done.returncode in (0, 1, 2) else 2  # killed is not fine either
    return code, done.stdout or ""


def judged(run: Run, step: str, words: Words, folder: Path = ROOT) -> None:
    """Run a command that answers with problems, and tell each where the forge shows it."""
    code, said = fangxin([*words, "--json"], folder, quiet=True)
    run.codes[step] = code
    try:
        found = json.loads(said)["problems"]
    except (ValueError, KeyError):
        run.codes[step] = 2
        return
    problems = [
        Problem(
            Place(one["path"], one["line"], one["column"]),
            one["code"],
            one["zh"],
            one["en"],
            one["level"],
        )
        for one in found
    ]
    run.tell(problems)


def judge(run: Run, repository: Repository, old: str, new: str, *, proof: bool) -> None:
    """Guard, check, diff and, for ``proof``, a build of ``new`` against ``old``; every step is
    done, whatever the others found. Raises GitError."""
    span = f"{old}..{new}"
    where = ("--repository", repository.folder)
    judged(run, GUARD, ["guard", span, *where])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        found = list(file_problems(repository, new, FOLDERS, LARGEST))
        run.tell(found)
        write_out(repository, new, FOLDERS, folder)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        judged(run, CHECK, ["check", "--merchants", "merchants", "--content", "content"], folder)
        run.codes[CHECK] = max(run.codes[CHECK], 1 if found else 0)
        for name, form in (("effect.html", "html"), ("effect.md", "markdown")):
            asked: Words = ["diff", span, *where, "--format", form, "--output", run.report / name]
            run.codes[DIFF] = max(run.codes.get(DIFF, 0), fangxin(asked)[0])
        if proof:
            sources = ("--merchants", folder / "merchants", "--content", folder / "content")
            asked = ["build", *sources, "--output", folder / "site", "--quiet"]
            run.codes[BUILD] = fangxin(asked)[0]


def preview(repository: Repository, base: str, head: str) -> str:
    """The commit that merging ``head`` into ``base`` would give: ``head`` itself where it has all
    of ``base``. Raises GitError, also when both changed the same lines."""
    old, new = repository.commit_of(base), repository.commit_of(head)
    if repository.is_ancestor(old, new):
        return new
    code, said, complaint = repository.asked("merge-tree", "--write-tree", old, new)
    if code not in (0, 1):
        raise GitError(f"不能合并：{complaint}", f"cannot merge: {complaint}")
    if code == 1:
        raise GitError(
            "这个合并请求和主分支改了同一处，合并不了；请点“更新分支”，或在本机 git merge 主分支，"
            "改好冲突的地方再推送",
            "the proposal and the main branch changed the same lines; update the branch, solve the "
            "conflict and push again",
        )
    tree = said.decode().split()[0]
    words = ("commit-tree", tree, "-p", old, "-p", new, "-m", "合并预演：请先更新分支 | Preview")
    return repository.run(*_IDENTITY, *words).decode().strip()


_IDENTITY = ("-c", "user.name=preview", "-c", "user.email=preview@localhost")


def shown_now(target: Path) -> str:
    """The commit that visitors of a publication folder see, NOTHING before the first one. Raises
    GitError when it cannot be said."""
    from fangxin.publish.release import read

    link = target / "current"
    if not link.is_symlink():
        return NOTHING
    release = read(target / "releases", Path(os.readlink(link)).name)
    commit = release.commit if release else None
    if commit is None or "-" in commit:
        raise GitError(
            f"{target} 里公开的网站不是由一个提交生成的，说不出改了什么；请在登记簿的仓库里运行 "
            f"一次 fangxin build 和 fangxin publish {target}，再运行流水线",
            f"the site in {target} was not made from a commit; publish once by hand from the "
            "registry's repository, then run the pipeline again",
        )
    return commit


def _refuse_unknown(repository: Repository, old: str) -> None:
    """Raise GitError when the commit that is public is no longer there."""
    if old != NOTHING and repository.asked("cat-file", "-e", f"{old}^{{commit}}")[0]:
        raise GitError(
            f"已经公开的提交 {old[:10]} 不在仓库里了：主分支的历史被改写过（强制推送）。请把主分支"
            "恢复到含有它的历史，改正另作一个提交；并打开主分支的保护，禁止强制推送",
            f"the commit {old[:10]} that is public is gone: main was rewritten (a forced push); "
            "restore its history, mend by a further commit, and protect the branch",
        )


def proposal(options: argparse.Namespace, run: Run) -> int:
    """Judge a merge request: 0 when it may be merged."""
    try:
        repository = repository_of(options.repository)
        new = preview(repository, options.base, options.head)
        judge(run, repository, repository.commit_of(options.base), new, proof=True)
    except GitError as error:
        return run.fail(GUARD, error)
    return run.code


def publication(options: argparse.Namespace, run: Run) -> int:
    """Judge HEAD against what visitors see, and publish it where asked: 0 when it may be public."""
    try:
        repository = repository_of(options.repository)
        old = shown_now(options.to) if options.to else options.before or NOTHING
        _refuse_unknown(repository, old)
        judge(run, repository, old, repository.commit_of("HEAD"), proof=False)
    except GitError as error:
        return run.fail(GUARD, error)
    if run.code == 0:
        run.codes[BUILD] = fangxin(["build", "--quiet", "--public"], repository.folder)[0]
    if run.code == 0 and options.to:
        run.codes[PUBLISH] = fangxin(["publish", options.to], repository.folder)[0]
    if run.code:
        run.note("没有公开，访客看到的还是原来的网站", "nothing was published")
    return run.code


def parser() -> argparse.ArgumentParser:
    """The grammar of this script."""
    whole = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    group = whole.add_subparsers(required=True)
    for name, act in (("proposal", proposal), ("publication", publication)):
        command = group.add_parser(name, allow_abbrev=False)
        command.set_defaults(act=act)
        command.add_argument("--repository", type=Path, default=ROOT)
        command.add_argument("--report", type=Path, default=ROOT / "build" / "report")
        command.add_argument("--format", choices=("human", "github"), default="human")
        command.add_argument("--summary", type=Path, help="append the summary to this file too")
        command.add_argument("--outputs", type=Path, help="and as the output 'summary' to this one")
        if act is proposal:
            command.add_argument("--base", required=True)
            command.add_argument("--head", required=True)
        else:
            command.add_argument("--before", default="", help="the commit that is public now")
            command.add_argument("--to", type=Path, help="where fangxin publish publishes")
    return whole


def main(arguments: Sequence[str]) -> int:
    """Judge, report, and give the exit code."""
    options = parser().parse_args(arguments)
    options.report.mkdir(parents=True, exist_ok=True)
    run = Run(options.report.resolve(), options.format)
    for old in ("effect.md", "effect.html"):
        (run.report / old).unlink(missing_ok=True)
    code: int = options.act(options, run)
    say_all(run, options.summary, options.outputs)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
