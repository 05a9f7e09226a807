"""What git knows: commits, the files of a commit, who made it; and one new commit.

The only module that calls git. Nothing of a repository's configuration is run: no hooks of ours
are needed, no file-system monitor, no pager, no prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from fangxin.base import bounded, machine
from fangxin.base.refusal import RefusedError
from fangxin.registry.revisions import no_commit

FILE, EXECUTABLE, LINK, MODULE = "100644", "100755", "120000", "160000"  # modes of a tree
NOTHING = "0" * 40  # what a push names as the old commit of a new branch
# A hook is told of its own repository by these; every call here names the one it means.
_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
_SAFE = ("-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "--no-pager")
_SETTINGS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # what a commit's id names, and nothing put in its place
    "GIT_GRAFT_FILE": "/dev/null",  # nor other parents than it names (.git/info/grafts)
    "LC_ALL": "C.UTF-8",
}
# Commit, parents, author, day of the commit in seconds, message; fields end with NUL.
_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%B%x00"
_FIELDS = 8
# A few kilobytes of trees that name each other ten times list for ever: git may say so much.
MOST_SAID, MOST_CONTENTS = 256 << 20, 1 << 30


class GitError(RefusedError):
    """Git could not do it."""


_UNKNOWN = "Please tell me who you are"  # what git says when it knows no name and no address


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One file of a commit: its mode, and the id of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Who recorded what, when (UTC+08:00) and with which message."""

    id: str
    parents: tuple[str, ...]
    author: str
    author_mail: str
    committer: str
    committer_mail: str
    day: date
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: a work tree, or a bare one."""

    folder: Path

    def _start(self, *words: str) -> list[str]:
        return ["git", "-C", str(self.folder), *_SAFE, *words]

    def run(self, *words: str, given: bytes = b"", most: int = MOST_SAID) -> bytes:
        """What git answers to ``words``. Raises GitError when it fails."""
        code, said, complaint = self.asked(*words, given=given, most=most)
        if code != 0:
            if _UNKNOWN in complaint:
                raise _nobody()
            raise GitError(
                f"git {words[0]} 没有成功：{complaint}",
                f"git {words[0]} failed: {complaint}",
            )
        return said

    def asked(
        self,
        *words: str,
        given: bytes = b"",
        own: Iterable[str] = _OWN,
        most: int = MOST_SAID,
    ) -> tuple[int, bytes, str]:
        """Exit code, answer and complaint of git. Raises GitError when there is no git, or when it
        says more than ``most`` bytes."""
        environment = machine.environment_without(own) | _SETTINGS
        try:
            code, said, complaint = bounded.run(self._start(*words), given, environment, most)
        except FileNotFoundError:
            raise _no_git() from None
        except bounded.TooMuchError:
            raise too_much(most >> 20) from None
        return code, said, complaint.decode("utf-8", "replace").strip()

    def commit_of(self, revision: str) -> str:
        """The full id of a commit. Raises GitError when there is none."""
        name = f"{revision}^{{commit}}"
        code, said, _ = self.asked("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        if code != 0:
            raise GitError(*no_commit(revision))
        return said.decode().strip()

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether ``new`` was made from ``old``, nothing of it rewritten."""
        return self.asked("merge-base", "--is-ancestor", old, new)[0] == 0

    def files(self, tree: str, *folders: str) -> dict[str, TreeEntry]:
        """Every file below ``folders`` of a commit or tree, in the order of paths; links and
        submodules too."""
        if tree == NOTHING:
            return {}
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", tree, *folders)
        found = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            if line:
                head, _, path = line.partition("\t")
                mode, _, blob = head.split(" ")
                found[path] = TreeEntry(mode, blob)
        return found

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Blob id → its bytes."""
        wanted = sorted(set(blobs))
        names = "".join(f"{blob}\n" for blob in wanted).encode()
        said = self.run("cat-file", "--batch", given=names, most=MOST_CONTENTS)
        found, at = {}, 0
        for blob in wanted:
            head_end = said.index(b"\n", at)
            head = said[at:head_end].split(b" ")
            if len(head) != 3:
                raise GitError(
                    f"仓库里缺少对象 {blob}，请用 git fsck 检查仓库",
                    f"object {blob} is missing; check the repository with git fsck",
                )
            at = head_end + 1 + int(head[2])
            found[blob] = said[head_end + 1 : at]
            at += 1
        return found

    def commits(self, old: str, new: str) -> tuple[Commit, ...]:
        """Every commit of ``new`` that ``old`` does not have, oldest first."""
        span = [new] if old == NOTHING else [new, f"^{old}"]
        return self._log("--reverse", "--topo-order", *span)

    def commit(self, id: str) -> Commit:
        """One commit."""
        return self._log("--max-count=1", id)[0]

    def latest_day(self, id: str) -> date:
        """The latest day that a commit, or one that it was made from, is dated."""
        said = self.run("log", "--format=%ct", id, "--").split()
        return _day(max(map(int, said), default=0))

    def _log(self, *words: str) -> tuple[Commit, ...]:
        said = self.run("log", f"--format={_FORMAT}", "--no-show-signature", *words, "--")
        fields = said.decode("utf-8", "replace").split("\0")
        parts = [fields[at : at + _FIELDS] for at in range(0, len(fields) - 1, _FIELDS)]
        return tuple(_commit([part.removeprefix("\n") for part in one]) for one in parts)

    def staged(self) -> str:
        """The tree that a commit would have now; in a hook the commit that is being made."""
        # `git commit -a` and `git commit FILE` tell their hook of another index than the usual one.
        own = [name for name in _OWN if name != "GIT_INDEX_FILE"]
        code, said, complaint = self.asked("write-tree", own=own)
        if code != 0:
            raise GitError(
                f"暂存区不能提交：{complaint}。请先解决合并的冲突",
                f"the index cannot be committed: {complaint}; resolve the merge first",
            )
        return said.decode().strip()

    def is_shallow(self) -> bool:
        """Whether only the latest commits were fetched, so that history cannot be told."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def branch(self) -> str | None:
        """The branch one is on, None when on none."""
        code, said, _ = self.asked("symbolic-ref", "--quiet", "--short", "HEAD")
        return said.decode().strip() if code == 0 else None

    def record(self, paths: Sequence[Path], message: str) -> str:
        """Commit these files and nothing else, whatever else is staged or changed; the commit's
        id. Raises GitError; hooks of the repository may refuse."""
        names = [str(path) for path in paths]
        self.run("add", "--", *names)
        self.run("commit", "--quiet", "--only", "--file=-", "--", *names, given=message.encode())
        return self.commit_of("HEAD")

    def me(self) -> str:
        """The address under which one commits. Raises GitError when git knows none."""
        code, said, _ = self.asked("var", "GIT_AUTHOR_IDENT")
        if code != 0:
            raise _nobody()
        return said.decode("utf-8", "replace").rpartition(">")[0].rpartition("<")[2]

    def empty(self, message: str) -> str:
        """A commit that changes nothing and says something; its id. Raises GitError."""
        words = ("--quiet", "--allow-empty", "--only", "--file=-")
        self.run("commit", *words, given=message.encode())
        return self.commit_of("HEAD")


def repository_of(folder: Path) -> Repository:
    """The repository that ``folder`` lies in. Raises GitError when it lies in none."""
    here = Repository(folder)
    code, said, _ = here.asked("rev-parse", "--is-bare-repository")
    if code != 0:
        raise GitError(
            f"{folder} 不在 git 仓库里；请到登记簿的仓库里运行，或用 --repository 指明",
            f"{folder} lies in no git repository; run this in the registry's, or name it with "
            "--repository",
        )
    if said.strip() == b"true":
        return here
    return Repository(Path(here.run("rev-parse", "--show-toplevel").decode().rstrip("\n")))


def too_much(most: int) -> GitError:
    """That more than ``most`` MiB came, or would."""
    return GitError(
        f"提交太大，没法检查：git 说了 {most} MB 还没有完。登记簿用不到这么多文件，"
        "请看看是不是误加了别的目录",
        f"the commit is too large to be looked at: git said more than {most} MiB; a registry has "
        "no need of so many files, see whether another folder was added",
    )


def _no_git() -> GitError:
    return GitError(
        "这台机器没有安装 git；请先安装（Debian：apt install git）",
        "git is not installed on this machine; install it first",
    )


def _nobody() -> GitError:
    return GitError(
        "git 还不知道您是谁；请先运行 git config --global user.name 岗位（不写姓名），"
        "再运行 git config --global user.email 邮箱",
        "git does not know you yet; set git config --global user.name (your role) and user.email",
    )


def _day(seconds: int) -> date:
    """The day of a moment; one that no calendar has is the first or the last that there is."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(machine.CHINA).date()
    except (ValueError, OverflowError, OSError):
        return date.max if seconds > 0 else date.min


def _commit(fields: Sequence[str]) -> Commit:
    id, parents, author, author_mail, committer, committer_mail, seconds, message = fields
    return Commit(
        id=id,
        parents=tuple(parents.split()),
        author=author,
        author_mail=author_mail,
        committer=committer,
        committer_mail=committer_mail,
        day=_day(int(seconds or "0")),  # a commit that some program made may have none
        message=message.rstrip("\n"),
    )


def changed(
    old: Mapping[str, TreeEntry], new: Mapping[str, TreeEntry]
) -> dict[str, tuple[str, ...]]:
    """Paths that differ between two commits: to the modes or contents that differ ("added",
    "removed", "content", "mode")."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before is None:
            found[path] = ("added",)
        elif after is None:
            found[path] = ("removed",)
        elif before != after:
            ways = (("content", before.blob != after.blob), ("mode", before.mode != after.mode))
            found[path] = tuple(way for way, differs in ways if differs)
    return found
