"""What a standing says besides its status, in a few words: docs/standing.md section 5."""

from __future__ import annotations

from collections.abc import Mapping

FLAG_ZH: Mapping[str, str] = {
    "renewal": "续期公示中",
    "grace": "续期办理中，原认定暂继续有效",
    "again": "已重新申请，正在公示",
    "pending": "公示期已满，等待决定（尚未认定）",
    "provisional": "所依据的结论尚未最终确定",
    "left": "曾经认定，已退出",
    "suspended": "到期时正在暂停",
}

FLAG_EN: Mapping[str, str] = {
    "renewal": "renewal under public notice",
    "grace": "renewal in progress, recognition goes on",
    "again": "applied again, publicity running",
    "pending": "public notice over, decision pending (not recognised)",
    "provisional": "the findings are not final yet",
    "left": "was recognised, has left",
    "suspended": "it was suspended when it expired",
}
