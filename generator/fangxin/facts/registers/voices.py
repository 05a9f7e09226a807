"""That no text of a register quotes or names a consumer: what was counted, not who said what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fangxin.base.problem import Problem

_VOICE = re.compile(
    "(?:消费者|顾客|网友|买家|受访者|投诉人|评价人)[^，。；、]{0,6}(?:(?:说|称|留言|写道)[：:]?|[：:])[“「『]"
    "|[\\u4e00-\\u9fff](?:先生|女士|阿姨|大爷)"
)


def no_voices(rows: Iterable[Any], keys: Sequence[str]) -> Iterator[Problem]:
    """The first such place in each of these texts of each row."""
    for row in rows:
        for key in keys:
            found = _VOICE.search(getattr(row, key) or "")
            if found:
                yield Problem(
                    row.place,
                    "consumer-voice",
                    f"{row.id}：{key} 里不能引用或称呼消费者，这里有“{found[0]}”：只写汇总的结果，"
                    "不写谁说了什么。请改写",
                    f"{row.id}: {key} must neither quote nor name consumers, found '{found[0]}'; "
                    "write what was counted, not who said what",
                )
