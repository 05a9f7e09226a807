"""What a standing says besides its status, in a few words: docs/standing.md section 5."""

from __future__ import annotations

from fangxin.base.both import parted

_FLAG = {
    "renewal": ("续期公示中", "renewal under public notice"),
    "grace": ("续期办理中，原认定暂继续有效", "renewal in progress, recognition goes on"),
    "again": ("已重新申请，正在公示", "applied again, publicity running"),
    "pending": (
        "公示期已满，等待决定（尚未认定）",
        "public notice over, decision pending (not recognised)",
    ),
    "provisional": ("所依据的结论尚未最终确定", "the findings are not final yet"),
    "left": ("曾经认定，已退出", "was recognised, has left"),
    "suspended": ("到期时正在暂停", "it was suspended when it expired"),
}
FLAG_ZH, FLAG_EN = parted(_FLAG)
