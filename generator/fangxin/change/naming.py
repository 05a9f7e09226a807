"""Whom a text names, by whatever a merchant may be called: its ID, credit code, certificates, signs
and host; its name, former names and English name, without brackets, blanks, forms and variants of
characters; and, less surely, the short names that people use.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fangxin.facts.notices.page import letters
from fangxin.facts.notices.standings import plain
from fangxin.facts.values import Merchant
from fangxin.text.han import folded

_LEAST_NUMBER, _LEAST_NAME = 6, 5  # letters of what names somebody for sure
_EXAMPLE = re.compile(r"\(\s*example\s*\)|示例", re.IGNORECASE)
_MARKED = folded("示例")
_KIND = re.compile(
    folded(
        r"(?:股份|责任)?有限(?:责任)?公司|个体工商户|经营部|服务部|专营店|专卖店|旗舰店|(?:农贸|水产|小商品|土特产)?市场"
        r"|集市|景区|商店|商行|商场|超市|网店|餐馆|饭店|酒店|菜馆|小馆|面馆|酒家|食堂|大排档|作坊"
        r"|[店馆铺行庄坊部城厅院摊档]"
    )
    + r"\Z"
)
# Words that are no name by themselves, as the beginning of one or as a short one.
_GENERAL = frozenset(
    folded(
        "第一 第二 中国 本地 本店 本县 全县 我县 放心 消费 诚信 示范 平安 百姓 大众 人民 商店 超市 "
        "饭店 酒店 市场 景区 网店 商户 商家 单位 门店 小店 老店 新店 农贸 食品 水果 服装 百货"
    ).split()
)
_GENERIC_NAME = re.compile(
    folded(
        r"(?:放心|诚信|消费|示范|认定|有效|商店|超市|饭店|酒店|市场|景区|网店|单位|商户|餐饮|门店|[店家])+"
    )
)
# Province to town: what stands before the road, and people leave out.
_ABOVE_ROAD = re.compile(r"\A(?:.{1,8}?(?:省|自治区|市|县|区|旗))*(?:.{1,8}?(?:街道|镇|乡))?")
_LEAST_ROAD = 4
_QUOTED = re.compile(r"[“「『《\"'‘]([^”」』》\"'’“「『《‘\n]{2,16})[”」』》\"'’]")


def squeezed(text: str) -> str:
    """Letters and digits alone, small and in one form, without 示例: how names are compared."""
    return letters(folded(_EXAMPLE.sub("", plain(text)))).casefold().replace(_MARKED, "")


def pressed(text: str) -> str:
    """The same with 示例: how addresses are compared."""
    return letters(folded(plain(text))).casefold()


@dataclass(frozen=True, slots=True)
class Naming:
    """Spelling, squeezed → the IDs that it may mean. ``short``: such as mean them less surely;
    ``placed``: where they are, which names them only to who accuses or praises."""

    sure: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    begun: Mapping[str, tuple[str, ...]]  # first two letters of a name
    placed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def within(self, text: str) -> Naming:
        """Those alone that a text may have: of many merchants it names few."""
        names = (self.sure, self.short, self.begun)
        said = squeezed(text)
        sure, short, begun = (_there(said, one) for one in names)
        return Naming(sure, short, begun, _there(pressed(text), self.placed))

    def named(self, text: str) -> dict[str, tuple[str, ...]]:
        """Spelling → the IDs, of those that name somebody for sure; the longest wins."""
        return dict(self._within(squeezed(text), self.sure))

    def perhaps(self, text: str) -> dict[str, tuple[str, ...]]:
        """The same of short names."""
        said = squeezed(text)
        for spelling in self.named(text):
            said = said.replace(spelling, "\0")
        found = dict(self._within(said, self.short))
        for two, ids in self.begun.items():
            if two in said and re.search(f"{two}[{_SHOP}{_SAYING}]", said):
                found[two] = ids
        for match in _QUOTED.finditer(plain(text)):
            piece = squeezed(match[1])
            ids = self.begun.get(piece[:2], ()) if len(piece) > 1 else ()
            if ids:
                found[piece] = ids
        return found

    def at(self, text: str) -> dict[str, tuple[str, ...]]:
        """The same of addresses."""
        return dict(self._within(pressed(text), self.placed))

    @staticmethod
    def _within(
        said: str, spellings: Mapping[str, tuple[str, ...]]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        there = sorted((one for one in spellings if one in said), key=len, reverse=True)
        for spelling in there:
            if spelling in said:
                yield spelling, spellings[spelling]
                said = said.replace(spelling, "\0")


def _there(said: str, spellings: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Those of ``spellings`` that stand in a text."""
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}  # most names have none of them

    def there(spelling: str) -> bool:
        return spelling[:2] in pairs and spelling[-2:] in pairs and spelling in said

    return {spelling: ids for spelling, ids in spellings.items() if there(spelling)}


_SHOP, _SAYING = folded("店铺馆"), folded("今现已仍是为被")


def naming_of(merchants: Mapping[str, Merchant], places: Iterable[str] = ()) -> Naming:
    """How the merchants of a registry may be named. ``places``: names of county and towns, which
    people leave out."""
    sure: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, set[str]] = defaultdict(set)
    placed: dict[str, set[str]] = defaultdict(set)
    where = sorted({squeezed(one) for one in places if len(one) > 1}, key=len, reverse=True)
    for id, merchant in merchants.items():
        for number in _numbers(merchant):
            if len(squeezed(number)) >= _LEAST_NUMBER:
                sure[squeezed(number)].add(id)
        for spelling in _addresses(merchant):
            placed[spelling].add(id)
        for name in _names(merchant):
            for spelling in _with_and_without(squeezed(name), where):
                _enter(spelling, id, sure, short, begun)
    common = {squeezed(place)[:2] for place in where} | _GENERAL
    several = Counter(two for two, ids in begun.items() for _ in ids)
    begun = {two: ids for two, ids in begun.items() if two not in common and several[two] < 3}
    return Naming(*(_frozen(one) for one in (sure, short, begun, placed)))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {spelling: tuple(sorted(ids)) for spelling, ids in found.items()}


def _numbers(merchant: Merchant) -> Iterator[str]:
    yield merchant.id
    if merchant.uscc:
        yield merchant.uscc
    if merchant.website:
        yield re.sub(r"\A\w+://(?:www\.)?|[/:].*", "", merchant.website)
    yield from (one.certificate for one in merchant.decisions if one.certificate)
    yield from (sign.number for sign in merchant.signs)
    for change in merchant.changes:
        if change.field == "uscc":
            yield from (one for one in (change.before, change.after) if one)


def _names(merchant: Merchant) -> Iterator[str]:
    yield merchant.name
    if merchant.name_en:
        yield merchant.name_en
    for change in merchant.changes:
        if change.field in ("name", "name_en"):
            yield from (one for one in (change.before, change.after) if one)


def _addresses(merchant: Merchant) -> Iterator[str]:
    """Where a merchant is or was, whole and from the road on, where a number says which house."""
    texts = [merchant.address, *(one.before for one in merchant.changes if one.field == "address")]
    for text in filter(None, texts):
        road = pressed(_ABOVE_ROAD.sub("", plain(text)))
        if any(map(str.isdigit, road)) and len(road) >= _LEAST_ROAD:
            yield road  # which stands in the whole one too


def _with_and_without(name: str, places: list[str]) -> Iterator[str]:
    yield name
    for place in places:
        if name.startswith(place) and len(name) > len(place) + 1:
            yield name[len(place) :]
            return


def _enter(
    name: str,
    id: str,
    sure: dict[str, set[str]],
    short: dict[str, set[str]],
    begun: dict[str, set[str]],
) -> None:
    """One name and what people make of it."""
    generic = _GENERIC_NAME.fullmatch(name) is not None
    enough = len(name) >= _LEAST_NAME or (len(name) == _LEAST_NAME - 1 and _KIND.search(name))
    if enough and not generic:
        sure[name].add(id)
    elif len(name) > 1 and not generic:
        short[name].add(id)
    if name.isascii():
        return
    stem = _KIND.sub("", name)
    if len(stem) > 2 and stem != name and not _GENERIC_NAME.fullmatch(stem):
        short[stem].add(id)
    if len(name) > 2:
        begun[name[:2]].add(id)
