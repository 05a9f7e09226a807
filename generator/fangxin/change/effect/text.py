"""Two versions compared, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.change.effect.comparison import Comparison
from fangxin.change.effect.headline import later_zh
from fangxin.change.effect.lines import as_lines, folded


def comparison_lines(found: Comparison, width: int | None = None) -> tuple[str, ...]:
    """Two versions compared: what was compared, then the effects day by day."""
    return tuple(part for line in _comparison(found) for part in folded(line, width))


def _comparison(found: Comparison) -> Iterator[str]:
    yield f"比较 {found.old} → {found.new}"
    yield from as_lines(found.now)
    for day in found.later:
        yield ""
        yield f"—— 到 {day.as_of} 新规则施行时：{later_zh(day)}"
        yield from as_lines(day)[1:]
    if found.elsewhere:
        yield ""
        yield (
            f"另有 {len(found.elsewhere)} 个文件改动，不是档案、登记簿、公告和规则，这里不推算："
            f"{'、'.join(found.elsewhere[:5])}"
        )
