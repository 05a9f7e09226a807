"""No text imitates a status: a number beside words of standing that the registry does not say of it
now, a status that stands alone, a tick. It would be believed, and stay when the status is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.notices.page import letters
from fangxin.facts.notices.standings import Block, blocks
from fangxin.facts.policy import Policy
from fangxin.facts.values import Status
from fangxin.registry import Registry
from fangxin.registry.sources.revision import CONTENT
from fangxin.standing import standing
from fangxin.standing.signs import SignState, sign_standings
from fangxin.text.han import folded
from fangxin.text.yaml.characters import shown

_FOLDERS = (f"{CONTENT}/pages/", f"{CONTENT}/notices/")
_SHORT = 4  # letters of a name that may be a common word
Found = tuple[str, str, str]  # what was found, why it is wrong in Chinese, in English


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers and names of a registry, in capitals and digits alone, and whose they are."""

    registry: Registry
    policy: Policy
    as_of: date
    numbers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def whose(self, block: Block) -> dict[str, str]:
        """What a block names, number or name → ID, "" where the registry knows no such number."""
        squeezed, said = letters(block.text).upper(), block.said
        found = {number: id for number, id in self.numbers.items() if number in squeezed}
        found |= {name: id for name, id in self.names.items() if name in said}
        for number in block.numbers():
            if not any(number in one or one in number for one in found):
                found[number] = ""
        return found

    def holds(self, number: str, id: str) -> bool:
        """Whether the registry says today that the recognition behind a number is valid."""
        if not id:
            return False
        facts = self.registry.facts(id)
        now = standing(facts, self.policy, self.as_of)
        if now.status is not Status.CERTIFIED:
            return False
        merchant = self.registry.merchants[id]
        if number in {_code(sign.number) for sign in merchant.signs}:
            states = sign_standings(merchant.signs, facts, self.policy, self.as_of)
            valid = {_code(one.number) for one in states if one.state is SignState.VALID}
            return number in valid
        certificates = {_code(one.certificate) for one in merchant.decisions if one.certificate}
        return number not in certificates or number == _code(now.certificate or "")


def known(registry: Registry, policy: Policy, as_of: date) -> Known:
    """What a text may name."""
    numbers: dict[str, str] = {}
    names: dict[str, str] = {}
    for id, merchant in registry.merchants.items():
        held = [one.certificate for one in merchant.decisions if one.certificate]
        for number in (id, merchant.uscc, *held, *(sign.number for sign in merchant.signs)):
            if number and len(_code(number)) >= _SHORT:
                numbers.setdefault(_code(number), id)
        name = letters(folded(merchant.name)).casefold()
        if len(name) > _SHORT:
            names.setdefault(name, id)
    return Known(registry, policy, as_of, numbers, names)


def _code(number: str) -> str:
    return letters(number).upper()


def no_text_imitates_a_status(push: Push) -> Iterator[Problem]:
    """Of each page and notice that changed, the blocks that it did not have before."""
    programme, registry = push.new.sources.programme, push.new.sources.registry
    paths = [path for path in push.changed if path.startswith(_FOLDERS) and path.endswith(".md")]
    paths = [path for path in paths if path in push.new.files]
    if programme is None or registry is None or not paths:
        return
    those = known(registry, programme.policy, push.as_of)
    for path in paths:
        before = Counter(block.text for block in blocks(_text(push, path, old=True)))
        for block, found in imitations(blocks(_text(push, path)), those):
            if not before[block.text]:
                yield _refused(path, block, found)


def _text(push: Push, path: str, *, old: bool = False) -> str:
    entry = (push.old if old else push.new).files.get(path)
    if entry is None:
        return ""
    return push.repository.contents([entry.blob]).get(entry.blob, b"").decode("utf-8", "replace")


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
    looks = block.hints or block.is_short
    alone = block.sort != "piece" and block.hints and block.is_bare
    if block.claims or (looks and not block.denies and (alone or those.whose(block))):
        return (
            block.text,
            "打勾、绿色的图形加上说认定的话，就像一张状态卡片；这只由登记簿画",
            "a tick beside words of recognition looks like a status, which only the registry draws",
        )
    return None


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
