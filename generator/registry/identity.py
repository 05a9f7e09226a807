"""Nothing in the registry may be taken for something else: IDs, numbers, names, premises."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from generator.facts import Act, Merchant
from generator.problem import Place, Problem
from generator.registry.book import Book, decision_place, place_of


def ids_are_unique(book: Book) -> Iterator[Problem]:
    """An ID stands for one record, also when upper and lower case are not told apart."""
    seen: dict[str, Merchant] = {}
    for merchant in sorted(book.read, key=lambda m: m.path):
        first = seen.setdefault(merchant.id.upper(), merchant)
        if first is not merchant:
            yield Problem(
                Place(merchant.path),
                "duplicate-id",
                f"编号必须唯一：{merchant.id} 已用于 {first.path}；请为其中一份档案另取编号",
                f"an ID must be unique: {merchant.id} is already used by {first.path}; "
                "give one of the two records another ID",
            )


def certificates_are_unique(book: Book) -> Iterator[Problem]:
    """A certificate number belongs to one merchant."""
    seen: dict[str, Merchant] = {}
    for merchant in book.merchants.values():
        for decision in merchant.decisions:
            if decision.certificate is None or decision.void is not None:
                continue
            first = seen.setdefault(decision.certificate, merchant)
            if first is not merchant:
                yield Problem(
                    decision_place(merchant, decision.id, "certificate"),
                    "duplicate-certificate",
                    f"证书编号必须唯一：{decision.certificate} 已发给 {first.id}（{first.name}）；"
                    "请核对发文",
                    f"a certificate number must be unique: {decision.certificate} was issued to "
                    f"{first.id} ({first.name}); check the document",
                )


def sign_numbers_are_unique(book: Book) -> Iterator[Problem]:
    """A sign number belongs to one sign."""
    seen: dict[str, str] = {}
    for merchant in book.merchants.values():
        for index, sign in enumerate(merchant.signs):
            if sign.number in seen:
                other = seen[sign.number]
                yield Problem(
                    place_of(merchant, f"signs.{index}.number"),
                    "duplicate-sign",
                    f"标牌编号必须唯一：{sign.number} 已用于 {other}；请核对标牌台账",
                    f"a sign number must be unique: {sign.number} is already used by {other}; "
                    "check the list of signs",
                )
            seen.setdefault(sign.number, merchant.id)


def other_names_differ(book: Book) -> Iterator[Problem]:
    """Two firms in one town do not have names that look the same."""
    groups: dict[tuple[str, str | None], list[Merchant]] = defaultdict(list)
    for merchant in book.merchants.values():
        if merchant.uscc is not None:
            groups[looks(merchant.name), merchant.town].append(merchant)
    for group in groups.values():
        firms = {merchant.uscc for merchant in group}
        for merchant in group[1:] if len(firms) > 1 else ():
            yield Problem(
                place_of(merchant, "name"),
                "name-collision",
                f"名称“{merchant.name}”与 {group[0].id}（{group[0].name}）看起来相同，"
                "但不是同一家企业；"
                "请核对，必要时在名称后加门店名，以免消费者认错",
                f"the name '{merchant.name}' looks like that of {group[0].id} "
                f"({group[0].name}), another firm; check it, and add a branch name if both are "
                "right",
                "warning",
            )


def looks(text: str) -> str:
    """``text`` as a hurried reader sees it: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def premises_are_recorded_once(book: Book) -> Iterator[Problem]:
    """One premises has one record per category while the older one is not closed."""
    seen: dict[tuple[str, str, str], Merchant] = {}
    for merchant in book.merchants.values():
        if merchant.address is None or any(d.act is Act.CLOSED for d in merchant.decisions):
            continue
        key = (looks(merchant.name), looks(merchant.address), merchant.category)
        first = seen.setdefault(key, merchant)
        if first is not merchant:
            imported = any(d.imported for d in (*merchant.decisions, *first.decisions))
            yield Problem(
                place_of(merchant, "address"),
                "premises-twice",
                f"同一处经营场所、同一类别只应有一份档案：{first.id}（{first.path}）名称和地址相同；"
                "请合并，或写明各自的门牌",
                f"one premises has one record per category: {first.id} ({first.path}) has the same "
                "name and address; merge them, or tell the two addresses apart",
                "warning" if imported else "error",
            )
