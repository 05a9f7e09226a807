"""No text imitates a status: a number beside words of standing that the registry does not say of it
now, a status that stands alone, a tick. It would be believed, and stay when the status is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.change.holding import Known
from fangxin.change.naming import squeezed
from fangxin.facts.notices.standings import Block, blocks
from fangxin.registry.sources.revision import CONTENT
from fangxin.text.yaml.characters import shown

_FEW = 4  # letters
_FOLDERS = (f"{CONTENT}/pages/", f"{CONTENT}/notices/")
Found = tuple[str, str, str]  # what was found, why it is wrong in Chinese, in English


def no_text_imitates_a_status(push: Push) -> Iterator[Problem]:
    """Of each page and notice that changed, the blocks that it did not have before."""
    paths = [path for path in push.changed if path.startswith(_FOLDERS) and path.endswith(".md")]
    paths = [path for path in paths if path in push.new.files]
    those = push.known if paths else None
    if those is None:
        return
    for path in paths:
        before = Counter(block.text for block in blocks(push.text(path, old=True)))
        now = blocks(push.text(path))
        here = those.within("\n".join(block.text for block in now))
        for block, found in imitations(now, here):
            if not before[block.text]:
                yield _refused(path, block, found)


def imitations(text: Sequence[Block], those: Known) -> Iterator[tuple[Block, Found]]:
    """The blocks that imitate a status, the first reason of each."""
    above: list[Block] = []  # the headings over a block
    for at, block in enumerate(text):
        if block.sort == "heading":
            above = [one for one in above if one.level < block.level]
        reason = _ticked(block, those)
        if reason is None:
            beside = [*text[max(0, at - 1) : at], *text[at + 1 : at + 2], *above]
            reason = _false(block, beside, above, those)
        if reason is not None:
            yield block, reason
        if block.sort == "heading":
            above = [*above, block]


def _ticked(block: Block, those: Known) -> Found | None:
    if not block.ticked:
        return None
    named = those.whose(block)
    looks = block.hints or block.is_short or (named and _is_all(block, named))
    alone = block.sort != "piece" and block.hints and block.is_bare
    if block.claims or (looks and not block.denies and (alone or named)):
        return (
            block.text,
            "打勾、绿色的图形加上说认定的话，就像一张状态卡片；这只由登记簿画",
            "a tick beside words of recognition looks like a status, which only the registry draws",
        )
    return None


def _is_all(block: Block, named: Iterable[str]) -> bool:
    """Whether a block says next to nothing besides whom it names."""
    said = squeezed(block.text)
    for spelling in named:
        said = said.replace(spelling, "")
    return len(said) <= _FEW


def _false(
    block: Block, beside: Sequence[Block], above: Sequence[Block], those: Known
) -> Found | None:
    heads = [one for one in above if one.claims]
    if not block.claims and not block.tells_shortly and (block.denies or not heads):
        return None
    named = those.whose(block)
    if block.claims and not named:
        if block.sort != "piece" and block.is_bare:
            return (
                block.text,
                "单独一行写着状态，看的人会当成这一页、这一家认定有效",
                "a status that stands alone is taken for that of the page or of a shop",
            )
        for one in beside:
            named |= {} if one.denies else those.whose(one)
    for number, id in named.items():
        if not those.holds(number, id):
            return _untrue(number, id)
    return None


def _untrue(number: str, id: str) -> Found:
    if id:
        return (
            number,
            f"旁边的话说认定有效，登记簿今天却不这样说（{id}）",
            f"the words beside it say that the recognition is valid, the registry does not ({id})",
        )
    return (
        number,
        "旁边的话说认定有效，登记簿里却没有这个编号",
        "the words beside it say that the recognition is valid, but no such number is registered",
    )


def _refused(path: str, block: Block, found: Found) -> Problem:
    what, zh, en = found
    return Problem(
        Place(path, block.line),
        "status-imitated",
        f"文章不能仿造状态：这里是「{shown(what, 40)}」，{zh}。请删去，或改成链接到商户自己的状态页"
        "（/m/编号/），状态变了那里会跟着变；提醒假标牌的，写明是假的",
        f"a text must not imitate a status: found '{shown(what, 40)}': {en}; delete it, or link to "
        "the merchant's own page (/m/ID/), which changes with the status; a warning of a fake "
        "says that it is one",
    )
