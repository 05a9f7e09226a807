"""What the search would lead to something genuine, although it is not written just like it.

    甲一百貨店      the name of a shop, in other characters      百货店    a part of one
    BP-2025-O101   the number of a sign, with a slip            BP-2025   the beginning of one

``theme/static/js`` folds what is typed in the same ways (``codes.js``, ``find.js``): whoever types
such a thing means what is genuine, and must not be told that it is fake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from fangxin.facts.values import Merchant
from fangxin.registry.book import Book
from fangxin.text.han import folded
from fangxin.text.sameness import looks

ALIKE = ("0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV", "4A", "7T")  # as in theme/static/js/codes.js
_ONE = str.maketrans({char: group[0] for group in ALIKE for char in group})
_EXAMPLE = "示例"
_SHORTEST, _SHORTEST_CODE = 4, 5  # characters of what names somebody: of Chinese, or of a code
_HAN = re.compile(r"[\u3400-\u9fff]")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
# What every shop of the programme is called, and shops of all kinds are.
_SAID = """
放心消费 放心消费单位 放心消费商户 放心消费示范单位 放心消费承诺单位 放心商店 放心网店
放心餐饮 放心工厂 放心市场 放心农贸市场 放心景区 无理由退货 七天无理由退货 线下无理由退货
无理由退货承诺单位 消费者权益保护委员会 消费维权服务站 市场监督管理局 认定有效 认定已撤销
便利店 文具店 百货店 农贸市场 购物中心 专卖店 旗舰店 有限公司
"""
_COMMON = tuple(_SAID.split())
_TOO_SHORT, _WORD = "太短，很多真的都含有它", "通用的叫法"


def shape(code: str) -> str:
    """A tidy code as a hurried reader sees it: of characters that look alike, one."""
    return code.translate(_ONE)


def bare_name(text: str) -> str:
    """A name as the search compares it, without the mark of invented ones."""
    return re.sub(r"\W", "", folded(looks(text)).replace(_EXAMPLE, ""))


def names_of(merchant: Merchant) -> Iterator[str]:
    """Every name that the search knows it by, former ones too."""
    yield from filter(None, (merchant.name, merchant.name_en))
    for change in merchant.changes:
        if change.field == "name":
            yield from filter(None, (change.before, change.after))


@dataclass(frozen=True)
class Alike:
    """The names and numbers of a registry, as the search compares them. ``numbers``: tidy code →
    the ID of whose it is; ``keeps``: whether a merchant has its name, for which it must be
    recognised or not have been so yet."""

    book: Book
    numbers: Mapping[str, str]
    keeps: Callable[[Merchant], bool]

    @cached_property
    def _names(self) -> tuple[tuple[str, Merchant], ...]:
        those = self.book.merchants.values()
        return tuple((bare_name(name), one) for one in those for name in names_of(one))

    @cached_property
    def _words(self) -> frozenset[str]:
        """What the site and its lists are called."""
        programme = self.book.programme
        said: Iterable[str] = (
            *_COMMON,
            programme.site.title,
            programme.site.office,
            *(one.label for one in programme.departments.values()),
            *(one.label for one in programme.categories.values()),
            *programme.towns,
        )
        return frozenset(map(bare_name, said))

    @cached_property
    def _shapes(self) -> dict[str, str]:
        return {shape(code): owner for code, owner in self.numbers.items()}

    def owner(self, value: str, code: str) -> str | None:
        """Whose it would be taken for, or why it is nobody's alone; None where it is something
        else. ``code``: the tidy spelling of the value."""
        named = bare_name(value)
        if _HAN.search(named):
            return self._of_name(named)
        return self._of_code(value, code) or self._of_name(named)

    def _of_name(self, named: str) -> str | None:
        if len(named) < _SHORTEST and _HAN.search(named):
            return _TOO_SHORT
        if any(named in word for word in self._words):
            return _WORD
        if len(named) < _SHORTEST:
            return None
        parts = re.compile(".*".join(map(re.escape, named)))
        found = (one for name, one in self._names if parts.search(name) and self.keeps(one))
        return next((one.id for one in found), None)

    def _of_code(self, value: str, code: str) -> str | None:
        if not re.fullmatch(r"[0-9A-Z]*[A-Z][0-9A-Z]*", code):
            return None  # telephones and the like are looked at elsewhere
        if len(code) < _SHORTEST_CODE:
            return _TOO_SHORT
        whose = self._shapes.get(shape(code)) or next(
            (id for one, id in self.numbers.items() if code in one), None
        )
        return whose or self._zeros.get(_without_zeros(value))

    @cached_property
    def _zeros(self) -> dict[str, str]:
        """Numbers without the zeros before their parts: BP-2018-5 is read off BP-2018-0005."""
        spelt = (
            (number, one.id)
            for one in self.book.merchants.values()
            for number in (
                *(sign.number for sign in one.signs),
                *(fact.certificate for fact in one.decisions if fact.certificate),
            )
        )
        return {_without_zeros(number): id for number, id in spelt}


def _without_zeros(number: str) -> str:
    plain = unicodedata.normalize("NFKC", number).upper().strip()
    return re.sub(r"[\W_]", "-", _ZEROS.sub("", plain))
