"""Which commit of a push changed which file by its own hand.

A merge that takes from each side what that side changed has no hand in it. One that drops what a
side changed, or brings back an older state, has: it is judged like any other commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fangxin.registry.git import NOTHING, Commit, Repository, TreeEntry, changed

Files = Mapping[str, TreeEntry]


def touching(
    repository: Repository, base: str, commits: Sequence[Commit]
) -> dict[str, tuple[str, ...]]:
    """Commit → the paths that it changes itself; nothing for a first push, which nobody approves.
    Raises GitError."""
    if base == NOTHING or not commits:
        return {}
    found = _plain(repository, base, commits)
    for commit in commits:
        if len(commit.parents) > 1:
            found[commit.id] = tuple(sorted(set(_merged(repository, commit))))
    return found


def _plain(
    repository: Repository, base: str, commits: Sequence[Commit]
) -> dict[str, tuple[str, ...]]:
    """Those of commits that are no merges, told by one call."""
    words = ("--format=//%H", "--name-only", "-z", "--no-merges", "--no-renames", "--root")
    span = (*(commit.id for commit in commits), f"^{base}")
    said = repository.run("log", "--no-show-signature", *words, "--stdin", given=_lines(span))
    found: dict[str, tuple[str, ...]] = {}
    id = ""
    for word in said.decode("utf-8", "surrogateescape").split("\0"):
        path = word.removeprefix("\n")  # git begins the list of a commit on a line of its own
        if path.startswith("//"):  # which no path does
            id = path.removeprefix("//")
            found[id] = ()
        elif path:
            found[id] += (path,)
    return found


def _lines(words: Sequence[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _merged(repository: Repository, commit: Commit) -> Iterator[str]:
    """The paths of a merge that are not what a merge without a conflict gives."""
    files = repository.files(commit.id)
    sides = [repository.files(parent) for parent in commit.parents]
    base = _base(repository, commit)
    for path in sorted({path for side in sides for path in changed(side, files)}):
        before = base.get(path) if base is not None else None
        news = [side.get(path) for side in sides if side.get(path) != before]
        clean = base is not None and len(news) == 1 and news[0] == files.get(path)
        if not clean:
            yield path


def _base(repository: Repository, commit: Commit) -> Files | None:
    """What the two sides of a merge were made from; None when that is not one commit."""
    code, said, _ = repository.asked("merge-base", "--all", *commit.parents)
    bases = said.decode().split()
    if code != 0 or len(bases) != 1 or len(commit.parents) != 2:
        return None
    return repository.files(bases[0])
