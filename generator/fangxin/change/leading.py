"""Which block of a text belongs to which: what leads a list in, and what only names somebody.

已撤销认定的商户如下：        what follows is said to be so
- 甲一百货店（示例）

甲一百货店（示例）：          what follows is said of it
- 被查封
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from fangxin.facts.notices.standings import Block

_LEADS = re.compile(
    r"[:：][\s）)”」]*\Z|如下|以下|下列|下面|下述|下文|后列|下表|附表|名单|名录|清单|这些|这几家|分别[是为]|"
    r"\b(?:following|below|as follows)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\A(?:其他|其它|其余|别的|所有|凡)|的(?:商户|单位|商店|店铺|企业)(?:不得|不能|不可|须|应|必须|要|请)"
)


def leads(block: Block) -> bool:
    """Whether a paragraph is about what comes after it."""
    return _LEADS.search(block.text.strip()) is not None


def of_others(block: Block) -> bool:
    """Whether a paragraph speaks of others than whoever was named before it: of those who follow,
    of the rest, or of all of a kind."""
    return leads(block) or _MANY.search(block.text.strip()) is not None


def in_body(text: str) -> Callable[[Block], bool]:
    """Whether a block of a text stands below its head."""
    head = re.search(r"\n[^\S\n]*\n", text)
    last = text.count("\n", 0, head.start()) + 1 if head is not None else 0
    return lambda block: block.line > last


def led(
    found: Sequence[Block],
    is_body: Callable[[Block], bool],
    names: Callable[[Block], bool],
    only_names: Callable[[Block], bool],
) -> Iterator[tuple[Block, Block | None, Block | None]]:
    """Each block, the one that leads it in, and the one before it that it may go on about.
    ``names``: whether a block names somebody, ``only_names``: and says next to nothing else."""
    lead: Block | None = None
    named: Block | None = None
    for at, block in enumerate(found):
        before = found[at - 1] if at else None
        bare = is_body(block) and only_names(block)
        fits = lead is not None and (leads(lead) or bare)
        yield block, lead if fits else None, named if block.sort == "piece" and named else before
        if block.sort == "heading" or not is_body(block):
            lead = named = None
        elif bare:
            named = block
        elif block.sort != "piece":
            lead, named = None if names(block) else block, None
