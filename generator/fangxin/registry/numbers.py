"""One number stands for one merchant, of whatever kind it is: a sign that is numbered like another
merchant's certificate would make the search answer with both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from fangxin.base.problem import Level, Problem
from fangxin.facts.values import Merchant
from fangxin.registry.book import Book, place_of
from fangxin.registry.genuine import numbers_of, tidy

_KINDS = {"": "商户编号", "uscc": "信用代码", "certification": "证书编号", "signs": "标牌编号"}
_KINDS_EN = {"": "the ID", "uscc": "the credit code", "certification": "a certificate"}
_LOOSE = frozenset({("uscc", "uscc"), ("platform_shop", "platform_shop")})
_ORDER = ("", "uscc", "certification", "signs", "platform_shop")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number, and where it stands: ``key`` of its value in the record."""

    merchant: Merchant
    key: str
    number: str

    @property
    def kind(self) -> str:
        """The list or key that it stands in, "" for the ID."""
        kind = self.key.partition(".")[0]
        return "platform_shop" if kind == "changes" else kind

    @property
    def former(self) -> bool:
        """Whether it was printed and is mended or another now."""
        return self.key.endswith(".before")

    @property
    def words(self) -> tuple[str, str]:
        """What it is, in both languages."""
        return _KINDS.get(self.kind, "平台店铺号"), _KINDS_EN.get(
            self.kind, "a sign or shop number"
        )


def shared(book: Book) -> Iterator[tuple[Numbered, ...]]:
    """Those of several merchants that are read as one number, the firmest one first. Not what other
    checks tell: two signs or certificates that are spelt alike; nor what may be shared."""
    found: defaultdict[str, list[Numbered]] = defaultdict(list)
    for merchant in book.merchants.values():
        for one in numbered(merchant):
            if not _is_void(merchant, one.key):
                found[tidy(one.number)].append(one)
    for those in found.values():
        if len({one.merchant.id for one in those}) > 1:
            ordered = sorted(those, key=lambda one: (_ORDER.index(one.kind), one.merchant.id))
            if any(clashes(ordered[0], one) for one in ordered[1:]):
                yield tuple(ordered)


def _is_void(merchant: Merchant, key: str) -> bool:
    index = next((int(part) for part in key.split(".") if part.isdigit()), 0)
    if key.startswith("signs."):
        return merchant.signs[index].void is not None
    return key.startswith("certification.") and merchant.decisions[index].void is not None


def clashes(one: Numbered, other: Numbered) -> bool:
    """Whether two that are read as one number may not both be."""
    if one.merchant.id == other.merchant.id or (one.kind, other.kind) in _LOOSE:
        return False
    return one.kind != other.kind or one.number != other.number or one.former or other.former


def numbers_stand_for_one_merchant(book: Book) -> Iterator[Problem]:
    """A sign, certificate or shop number is not read as a number of another merchant."""
    for first, *others in shared(book):
        for other in others:
            if clashes(first, other):
                yield taken(other, first)


def newly_taken(before: Mapping[str, Merchant], book: Book) -> Iterator[Problem]:
    """Numbers, of whatever kind, that are new in a book and another merchant's; ``before``: the
    records as they were."""
    known = {
        (one.merchant.id, one.kind, one.number)
        for merchant in before.values()
        for one in numbered(merchant)
    }
    for those in shared(book):
        new = [one for one in those if (one.merchant.id, one.kind, one.number) not in known]
        pairs = ((one, other) for one in reversed(new) for other in those if clashes(other, one))
        for one, other in islice(pairs, 1):
            yield taken(one, other, "error")


def numbered(merchant: Merchant) -> Iterator[Numbered]:
    """Every number of a merchant."""
    return (Numbered(merchant, key, number) for key, number in numbers_of(merchant))


def taken(one: Numbered, other: Numbered, level: Level = "warning") -> Problem:
    """The problem: a number is another merchant's already."""
    (zh, en), (zh_other, en_other) = one.words, other.words
    whose = f"{other.merchant.id}（{other.merchant.name}）"
    return Problem(
        place_of(one.merchant, one.key),
        "number-taken",
        f"{zh} {one.number} 和 {whose}的{zh_other} {other.number} 是同一个号，扫码查号会同时显示"
        "两家；请另取一个号，已经印出去的，收回换发",
        f"{en} {one.number} is read as {en_other} of {other.merchant.id}, {other.number}: whoever "
        "asks for it is shown both; take another number, and replace what was printed",
        level,
    )
