"""What a publication did, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fangxin.publish.publishing import Outcome
MOST = 20  # changed merchants that are named


def unwritable(error: OSError, folder: Path) -> tuple[str, str]:
    """That a file could not be written, and what visitors see."""
    told = f"{error.strerror or error}: {error.filename or folder}"
    return (
        f"无法读写文件：{told}。公开的网站没有改动；请检查磁盘空间和权限，再运行一次。",
        f"cannot read or write: {told}. The public site was not changed; check free space and"
        " permissions, then run this again.",
    )


def said(outcome: Outcome) -> list[str]:
    """What a publication did, in lines."""
    release = outcome.release
    if outcome.published:
        lines = [
            f"已公开：{release.name}，{release.files} 个文件，"
            f"其中新增或更新 {outcome.copied} 个。 | "
            f"Published: {release.files} files, {outcome.copied} of them new or changed."
        ]
    else:
        lines = [
            f"网站没有变化，公开的仍是 {release.name}。 | Nothing changed; {release.name} stays."
        ]
    lines += [f"  {change.line}" for change in outcome.changes[:MOST]]
    more = len(outcome.changes) - MOST
    if more > 0:
        lines.append(f"  …… 另有 {more} 家 | and {more} more merchants")
    if outcome.erased and outcome.removed:
        lines.append(
            "有依法删除的内容，含有原文的旧版本已一并删除。 | Older releases that hold what was"
            " erased were deleted."
        )
    return lines
