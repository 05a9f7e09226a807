"""The files of a pushed commit: fit to be looked at, and written out as plain files.

They are read from git's objects, never checked out: no link, filter or attribute of a pushed
commit has any effect on the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.registry.git import EXECUTABLE, FILE, MODULE, Repository

AT_ONCE = 1000  # files that are in memory together
MOST = 200_000  # files of a commit
SIZE = 1024 * 1024
MOST_MB = 1000  # of all files together


def file_problems(
    repository: Repository, commit: str, folders: Sequence[str], most_mb: int
) -> Iterator[Problem]:
    """A problem for each thing in ``folders`` of a commit that is no plain file of at most
    ``most_mb`` MiB with a printable name. Raises GitError."""
    listed = repository.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, *folders)
    lines = listed.decode("utf-8", "backslashreplace").split("\0")[:-1]
    if len(lines) > MOST:
        yield _too_many(len(lines))
        return
    whole = 0  # of all files, also of those that have one content under very many names
    for line in lines:
        head, _, path = line.partition("\t")
        mode, _, _, size = head.split()
        if not path.isprintable() or "\\" in path:
            yield _badly_named(path)
        elif mode not in (FILE, EXECUTABLE):
            yield _no_file(path, mode)
        elif int(size) > most_mb * SIZE:
            yield _too_large(path, int(size), most_mb)
        else:
            whole += int(size)
    if whole > MOST_MB * SIZE:
        yield _too_large("content", whole, MOST_MB)


def write_out(repository: Repository, commit: str, folders: Sequence[str], target: Path) -> None:
    """Write ``folders`` of a commit that has no problems into ``target``. Raises GitError,
    OSError."""
    files = repository.files(commit, *folders)
    plain = {path: entry for path, entry in files.items() if entry.mode in (FILE, EXECUTABLE)}
    for folder in {(target / path).parent for path in plain}:
        folder.mkdir(parents=True, exist_ok=True)
    for some in _batches(sorted(plain), AT_ONCE):
        texts = repository.contents(plain[path].blob for path in some)
        for path in some:
            (target / path).write_bytes(texts[plain[path].blob])


def _batches(paths: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(paths), size):
        yield paths[start : start + size]


def _no_file(path: str, mode: str) -> Problem:
    zh, en = ("子模块", "a submodule") if mode == MODULE else ("符号链接", "a symbolic link")
    return Problem(
        Place(path),
        "pushed-no-file",
        f"提交里只能有普通文件，这是{zh}；请删去它（git rm），放进文件本身，再提交",
        f"a commit holds plain files only, this is {en}; remove it (git rm), add the file itself,"
        " and commit again",
    )


def _too_large(path: str, size: int, most_mb: int) -> Problem:
    return Problem(
        Place(path),
        "pushed-too-large",
        f"最大 {most_mb} MB，这里有 {size / SIZE:.1f} MB；请压缩图片，或不要放进仓库。"
        "只删掉再提交一次还在历史里，要用 git commit --amend 改掉那次提交",
        f"at most {most_mb} MB are taken, this has {size / SIZE:.1f}; make the picture smaller or"
        " leave it out, by git commit --amend, as it would stay in the history",
    )


def _badly_named(path: str) -> Problem:
    shown = path.encode("unicode_escape").decode("ascii")
    return Problem(
        Place(shown),
        "pushed-name",
        "文件名里有看不见的字符、反斜杠，或不是 UTF-8；请用 git mv 改名，再提交",
        "the file's name has invisible characters, a backslash, or is not UTF-8; rename it with"
        " git mv and commit again",
    )


def _too_many(count: int) -> Problem:
    return Problem(
        Place("merchants"),
        "pushed-too-many",
        f"一次提交最多 {MOST} 个文件，这次有 {count} 个；请检查是不是误加了别的目录",
        f"a commit may hold {MOST} files, this one has {count}; see whether another folder was"
        " added by mistake",
    )
