"""A change that comes in as commits: who made them, when the last publication was.

push = push_of(repository, "HEAD~1", "HEAD", as_of)
problems = guard(push)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fangxin.change.changeset import Changeset
from fangxin.change.guard.hands import touching
from fangxin.change.guard.signatures import Signed, signatures
from fangxin.registry.git import NOTHING, Commit, GitError, Repository
from fangxin.registry.records import Tick
from fangxin.registry.sources.versions import Versions

STAGED = ""  # in the place of a commit's id: what would be committed now


@dataclass(frozen=True)
class Push(Changeset):
    """``base`` and ``head`` are ids of commits; ``base`` NOTHING for a first push, ``head`` STAGED
    for what is not committed yet. ``published``: the day of the last publication; ``clock``: the
    real day."""

    repository: Repository
    base: str
    head: str
    published: date
    clock: date

    @property
    def first(self) -> bool:
        """Whether nothing was there before."""
        return self.base == NOTHING

    @property
    def staged(self) -> bool:
        """Whether it is judged before it is committed."""
        return self.head == STAGED

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """What comes in, oldest first."""
        return () if self.staged else self.repository.commits(self.base, self.head)

    @cached_property
    def touching(self) -> Mapping[str, tuple[str, ...]]:
        """Commit → the paths that it changes by its own hand."""
        return touching(self.repository, self.base, self.commits)

    @cached_property
    def signed(self) -> Mapping[str, Signed]:
        """Commit → its good signature, where OLD asks for one."""
        asked = self.guarding.signed
        return signatures(self.repository, self.commits, self.guarding) if asked else {}


def push_of(
    repository: Repository,
    old: str,
    new: str,
    as_of: date,
    *,
    clock: date,
    published: date | None = None,
    jobs: int = 1,
    tick: Tick | None = None,
) -> Push:
    """Read both commits. ``old`` may be NOTHING, ``new`` STAGED. ``clock``: the real day. The last
    publication is by default the day of ``old``. ``tick`` as in ``Versions``. Raises GitError."""
    base, head = _ends(repository, old, new)
    if published is None:
        published = date.min if base == NOTHING else min(repository.latest_day(base), as_of)
    versions = Versions(repository, as_of, as_of, jobs, tick)
    before = versions.committed(base, old)
    tree = repository.staged() if head == STAGED else head
    after = versions.committed(tree, new, before)
    return Push(before, after, repository, base, head, published, clock)


def _ends(repository: Repository, old: str, new: str) -> tuple[str, str]:
    """The ids of both commits."""
    if repository.is_shallow():
        raise GitError(
            "这个仓库只取了最近的提交（浅克隆），看不出历史有没有被改写；请取全部历史："
            "git fetch --unshallow，流水线里写 fetch-depth: 0",
            "this repository is a shallow clone, so that nobody can say whether history was "
            "rewritten; run git fetch --unshallow, or set fetch-depth: 0 in the pipeline",
        )
    base = old if old == NOTHING else repository.commit_of(old)
    return base, new if new == STAGED else repository.commit_of(new)
