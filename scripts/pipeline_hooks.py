"""Git hooks for officials: what the pipelines refuse is refused before it is committed or pushed.

    .venv/bin/python scripts/pipeline_hooks.py install    (this is `make hooks`)
    .venv/bin/python scripts/pipeline_hooks.py commit     run by .git/hooks/pre-commit
    .venv/bin/python scripts/pipeline_hooks.py push       run by .git/hooks/pre-push

``install`` writes the two hooks and never replaces a hook that somebody else wrote. ``push`` also
serves pre-commit, which tells by variables what git tells on standard input. No hook replaces the
check on the other side: whoever wants to can pass by it (git commit --no-verify).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BRANCHES = ("refs/heads/main", "refs/heads/master")  # what is published
FOLDERS = ("merchants/", "content/")
TABLES = re.compile(r"content/registers/[a-z0-9-]+\.csv")
MARK = "# fangxin hook"
HOOKS = {"pre-commit": "commit", "pre-push": "push"}
TEXT = """\
#!/bin/sh
{mark}：由 make hooks 写入，不想要就删去这个文件 | made by make hooks; delete it to be without it
cd "$(git rev-parse --show-toplevel)" || exit 1
if [ ! -x .venv/bin/python ]; then
  echo 'fangxin: 还没有环境，请先运行 make check | no environment yet: run make check first' >&2
  exit 1
fi
exec .venv/bin/python scripts/pipeline_hooks.py {name}
"""


def git(*words: str) -> tuple[int, str]:
    """Exit code and answer of git in the repository."""
    done = subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def say(zh: str, en: str) -> None:
    """Tell the official at the terminal."""
    print(f"fangxin: {zh} | {en}", file=sys.stderr, flush=True)


def install() -> int:
    """Write both hooks: 0 when both are there, 1 when a foreign one was left in its place."""
    code, said = git("rev-parse", "--path-format=absolute", "--git-path", "hooks")
    _, common = git("rev-parse", "--path-format=absolute", "--git-common-dir")
    if code:
        say("这里不是 git 仓库，装不了钩子", "this is no git repository")
        return 2
    folder = Path(said.strip())
    own = (Path(common.strip()), ROOT)
    if not any(folder.resolve().is_relative_to(place.resolve()) for place in own):
        say(
            f"钩子的目录 {folder} 是几个仓库共用的（git config core.hooksPath），没有写入",
            f"the folder of hooks {folder} is shared with other repositories; nothing was written",
        )
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    return max([_install(folder / name, command) for name, command in HOOKS.items()])


def _install(path: Path, command: str) -> int:
    if path.is_symlink() or (path.exists() and MARK not in path.read_text("utf-8", "replace")):
        say(
            f"{path} 已有别人的钩子，没有改动；请在其中加一行："
            f".venv/bin/python scripts/pipeline_hooks.py {command} || exit 1",
            f"{path} is somebody else's and was left alone; add the line shown to it",
        )
        return 1
    path.write_text(TEXT.format(mark=MARK, name=command), encoding="utf-8")
    path.chmod(0o755)
    say(f"已装好 {path}", "installed")
    return 0


def fangxin(*words: str) -> int:
    """Run a command of the program in the repository; it speaks to the terminal itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    command = [sys.executable, "-m", "fangxin.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def names(*words: str) -> list[str]:
    """The paths that git diff names."""
    return git("diff", "--name-only", "-z", "--no-renames", *words)[1].split("\0")


def tidy() -> None:
    """Give staged registers that a spreadsheet saved their canonical spelling, and stage that.

    Left alone are files of which only a part is staged, and `git commit FILE`, whose index is not
    the one that stays. The guard compares what cells mean, so nothing depends on it."""
    if Path(os.environ.get("GIT_INDEX_FILE", "index")).name.startswith("next-index"):
        return
    loose = set(names())
    staged = names("--cached", "--diff-filter=d")
    tables = [name for name in staged if TABLES.fullmatch(name) and name not in loose]
    if tables:
        fangxin("tidy", *tables)
        git("add", "--", *tables)


def commit() -> int:
    """What is about to be committed: guard always, check when the registry changes."""
    if git("rev-parse", "--verify", "--quiet", "HEAD")[0]:
        return 0  # the very first commit has no before
    tidy()
    changed = names("--cached")
    codes = [fangxin("guard", "--staged")]
    if any(name.startswith(FOLDERS) for name in changed):
        codes.append(fangxin("check"))
    return _verdict(max(codes), "提交", "commit")


def push(lines: Sequence[str]) -> int:
    """What is about to be pushed to a published branch: ``lines`` as git tells a pre-push hook."""
    codes = [0]
    for line in lines:
        _, new, ref, old = (*line.split(), "", "", "", "")[:4]
        if ref not in BRANCHES or not new.strip("0"):
            continue
        if old.strip("0") and git("cat-file", "-e", f"{old}^{{commit}}")[0]:
            say("别人刚推送过，请先 git pull，再推送", "somebody pushed meanwhile; git pull first")
            codes.append(1)
        else:
            codes.append(fangxin("guard", f"{old}..{new}"))
    return _verdict(max(codes), "推送", "push")


def _verdict(code: int, zh: str, en: str) -> int:
    if code:
        say(f"没有{zh}：请照上面说的改正，再{zh}一次", f"no {en}: mend what is told above")
    return code


def told() -> list[str]:
    """The pushed refs, from pre-commit's variables or else from standard input."""
    names = ("FROM_REF", "TO_REF", "REMOTE_BRANCH")
    old, new, ref = (os.environ.get(f"PRE_COMMIT_{name}", "") for name in names)
    if new and ref:
        _, listed = git("ls-remote", os.environ.get("PRE_COMMIT_REMOTE_NAME", "origin"), ref)
        there = listed.split()[0] if listed.split() else "0" * 40
        return [f"{new} {new} {ref} {there if there.strip('0') else old or there}"]
    return sys.stdin.read().splitlines()


def main(arguments: Sequence[str]) -> int:
    """Do what is asked: 0 fine, 1 refused, 2 could not be done."""
    if list(arguments) == ["install"]:
        return install()
    if list(arguments) == ["commit"]:
        return commit()
    if list(arguments) == ["push"]:
        return push(told())
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
