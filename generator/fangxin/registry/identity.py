"""Nothing in the registry may be taken for something else: IDs, numbers, names, premises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Place, Problem
from fangxin.facts.values import Act, Merchant
from fangxin.registry.book import Book, decision_place, place_of
from fangxin.standing.reading import read
from fangxin.text.sameness import looks, premises


def ids_are_unique(book: Book) -> Iterator[Problem]:
    """An ID stands for one record, also when upper and lower case are not told apart."""
    seen: dict[str, Merchant] = {}
    for merchant in sorted(book.read, key=lambda m: (_begins(m), m.path)):
        first = seen.setdefault(merchant.id.upper(), merchant)
        if first is not merchant:
            yield Problem(
                Place(merchant.path),
                "duplicate-id",
                f"编号必须唯一：{merchant.id} 已用于较早的 {first.path}（{first.name}），"
                f"那一份的编号不能改；请为这一份（{merchant.name}）另取编号",
                f"an ID must be unique: {merchant.id} is already used by the older {first.path} "
                f"({first.name}), which keeps it; give this record ({merchant.name}) another ID",
            )


def _begins(merchant: Merchant) -> date:
    """The first day of a record: of two with one ID, the older one has it on its sign."""
    days = [decision.date for decision in merchant.decisions]
    days += [failure.recorded for failure in merchant.failures]
    days += [sign.issued for sign in merchant.signs]
    return min(days, default=date.max)


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
    """A sign number belongs to one sign. One that was entered at the wrong merchant, and is void
    there, belongs to the merchant that has it."""
    seen: dict[str, str] = {}
    for merchant in book.merchants.values():
        own: set[str] = set()
        for index, sign in enumerate(merchant.signs):
            other = merchant.id if sign.number in own else None
            if other is None and sign.void is None:
                other = seen.setdefault(sign.number, merchant.id)
            if other is not None and (sign.number in own or other != merchant.id):
                yield Problem(
                    place_of(merchant, f"signs.{index}.number"),
                    "duplicate-sign",
                    f"标牌编号必须唯一：{sign.number} 已用于 {other}；请核对标牌台账。两人同时"
                    "登记、还没有推送的，后推送的改用没有用过的编号；已经公开、登记到"
                    "别家的，先在那家用 fangxin void 注明；自己名下登记错了的，用 fangxin sign "
                    "restore 撤回",
                    f"a sign number must be unique: {sign.number} is already used by {other}; "
                    "check the list of signs: give what was not pushed yet a number that is free; "
                    "declare it void where it was entered by mistake, "
                    "and take back what was wrong of an own one with fangxin sign restore",
                )
            own.add(sign.number)


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


def premises_are_recorded_once(book: Book) -> Iterator[Problem]:
    """One premises has one record per category while the older one is not closed, by a decision or
    by a change of who runs it."""
    seen: dict[tuple[str, str, str], Merchant] = {}
    for merchant in book.merchants.values():
        if merchant.address is None or any(d.act is Act.CLOSED for d in merchant.decisions):
            continue
        key = (looks(merchant.name), looks(merchant.address), merchant.category)
        first = _holder(book, seen, key, merchant)
        if first is not merchant:
            imported = any(d.imported for d in (*merchant.decisions, *first.decisions))
            older, newer = sorted((first, merchant), key=_begins)
            yield Problem(
                place_of(newer, "address"),
                "premises-twice",
                f"同一处经营场所、同一类别只应有一份档案：{older.id}（{older.path}）名称和地址相同；"
                "重复了的请删去新的这份；不是一处的写明各自的门牌；换了经营者的，先给 "
                f"{older.id} 登记终止：fangxin decide close {older.id}",
                f"one premises has one record per category: {older.id} ({older.path}) has the same "
                "name and address: delete the new record if it is a double, tell the two addresses "
                f"apart, or, where another operator took over, close {older.id} first: fangxin "
                f"decide close {older.id}",
                "warning" if imported else "error",
            )


def operators_are_recorded_once(book: Book) -> Iterator[Problem]:
    """An operator has one record per category at one address, whatever the names."""
    seen: dict[tuple[str, str, str], Merchant] = {}
    for merchant in book.merchants.values():
        if merchant.uscc is None or merchant.address is None or _closed(merchant):
            continue
        key = (merchant.uscc, premises(merchant.address), merchant.category)
        first = _holder(book, seen, key, merchant)
        if first is not merchant and looks(first.name) != looks(merchant.name):
            yield Problem(
                place_of(merchant, "address"),
                "operator-twice",
                f"与 {first.id}（{first.name}）同一经营者、同一类别、同一地址，是不是重复？"
                "是两处场所的，请写明各自的门牌",
                f"{first.id} ({first.name}) has the same operator, category and address: is this "
                "a double? if they are two premises, tell the two addresses apart",
                "warning",
            )


def _holder(
    book: Book, seen: dict[tuple[str, str, str], Merchant], key: tuple[str, str, str], new: Merchant
) -> Merchant:
    """Who has the premises of ``key``: the first one, unless it was closed meanwhile."""
    first = seen.setdefault(key, new)
    if first is new or _over(book, new):
        return new
    if _over(book, first):
        seen[key] = new
        return new
    return first


def _over(book: Book, merchant: Merchant) -> bool:
    """Whether it is closed for good, also by a change of its operator, even when it is revoked.
    Asked of doubles alone: most merchants need not be judged for this."""
    if not merchant.changes:
        return False
    ending = read(book.facts(merchant.id), book.programme.policy, book.today).register.ending
    return ending is not None and ending.day <= book.today


def _closed(merchant: Merchant) -> bool:
    return any(d.act is Act.CLOSED and d.void is None for d in merchant.decisions)


def changes_are_carried_out(book: Book) -> Iterator[Problem]:
    """The last change of a name, address or code says what the record says now."""
    for merchant in book.merchants.values():
        erased = {name for redaction in merchant.redacted for name in redaction.fields}
        last = {
            change.field: (index, change)
            for index, change in sorted(enumerate(merchant.changes), key=lambda c: c[1].acts)
            if change.void is None and change.after is not None
        }
        for key, (index, change) in sorted(last.items()):
            now = getattr(merchant, key, None)
            if now is None or key in erased or looks(str(now)) == looks(change.after or ""):
                continue
            yield Problem(
                place_of(merchant, f"changes.{index}.after"),
                "change-not-carried-out",
                f"最近一次变更 {change.id} 的 after 是“{change.after}”，与现在的 {key}“{now}”不同；"
                f"变更后请把 {key} 也改成新的，写错了请改 after",
                f"after of the last change {change.id} is '{change.after}', but {key} is '{now}'; "
                f"write the new value at {key} too, or mend after",
                "warning",
            )


def documents_are_real(book: Book) -> Iterator[Problem]:
    """In earnest no number of a document leads to one that was made up for the demonstration."""
    found = [one for one in book.programme.documents.values() if "示例" in one.title]
    if book.programme.site.demonstration or not found:
        return
    first = min(found, key=lambda one: one.number)
    yield Problem(
        Place("content/programme/documents.yml"),
        "example-in-earnest",
        f"正式登记簿的文件目录里不能有示例文件（site.yml 的 demonstration: false），这里有 "
        f"{len(found)} 份，如《{first.title}》（{first.number}）；文号相同的真文件会显示成它。"
        "请删去这些行",
        "a registry in earnest (demonstration: false in site.yml) lists no invented documents: "
        f"there are {len(found)}, such as {first.number}; a real one of the same number would be "
        "shown by its title. Delete these lines",
        "warning",
    )


def examples_are_marked(book: Book) -> Iterator[Problem]:
    """In a demonstration names say that they are invented; in earnest none does."""
    demonstration = book.programme.site.demonstration
    for merchant in book.merchants.values():
        imported = any(decision.imported for decision in merchant.decisions)
        if demonstration and not imported and "（示例）" not in merchant.name:
            yield Problem(
                place_of(merchant, "name"),
                "example-unmarked",
                f"本站还是示例网站（site.yml 的 demonstration: true），名称须带“（示例）”，"
                f"这里是“{merchant.name}”；真实商户请先删去示例商户并改成 demonstration: false",
                "the site is a demonstration (demonstration: true in site.yml), whose names carry "
                f"'（示例）': got '{merchant.name}'; for real merchants delete the demonstration's "
                "and write demonstration: false",
                "warning",
            )
        elif not demonstration and "示例" in merchant.name:
            yield Problem(
                place_of(merchant, "name"),
                "example-in-earnest",
                f"正式登记簿里不能有示例商户（site.yml 的 demonstration: false），"
                f"这里是“{merchant.name}”；请删去这份档案，还在试用的请写 demonstration: true",
                "a registry in earnest (demonstration: false in site.yml) has no invented "
                f"merchants: got '{merchant.name}'; delete the record, or write demonstration: "
                "true while you are trying things out",
            )
