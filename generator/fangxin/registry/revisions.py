"""How commits are written, in words."""

from __future__ import annotations


def no_commit(revision: str) -> tuple[str, str]:
    """That one commit is needed and this is none, in both languages: a range is none, and neither
    is what git does not know."""
    if ".." in revision:
        last = revision.rpartition("..")[2].lstrip(".") or "HEAD"
        return (
            f"“{revision}”是一段提交，这里要写一个提交，例如 {last}",
            f"'{revision}' is a range, and one commit is needed here, such as {last}",
        )
    return (
        f"这个仓库里没有提交“{revision}”；请用 git log 核对，写它的编号，或者 HEAD、HEAD~1 这样",
        f"there is no commit '{revision}' in this repository; see git log, and write its id, or "
        "one like HEAD or HEAD~1",
    )
