"""Days as Chinese readers write them."""

from __future__ import annotations

from datetime import date


def zh_day(day: date) -> str:
    """A day as people write it: 2019年6月3日."""
    return f"{day.year}年{day.month}月{day.day}日"
