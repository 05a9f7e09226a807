"""Words that only the registry may say of a merchant stay out of what merchants are called.

A name goes onto a sign that never states a status, and beside every status that there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.facts.programme.hosts import ours
from fangxin.facts.values import Act, Merchant
from fangxin.registry.book import Book, decision_place, place_of
from fangxin.text.markup.addresses import own_host

CLAIMS = (
    "认定有效", "认定已", "认定暂停", "未认定", "尚未认定", "公示中", "放心消费单位", "有效至",
    "自愿退出", "certified", "recognised", "recognized", "validuntil", "validtoday",
)  # fmt: skip
_NO_LETTER = re.compile(r"[\W_]+")
TICKS = frozenset("✅✔☑✓🗸🗹🆗💯")  # a name with a tick looks confirmed


def names_claim_no_status(book: Book) -> Iterator[Problem]:
    """What a merchant is called says nothing about its recognition, and holds no ticks."""
    for merchant in book.merchants.values():
        for where, text in _called(merchant):
            found = _claim(text)
            if found is None:
                continue
            yield Problem(
                place_of(merchant, where),
                "claims-status",
                f"{where.rpartition('.')[2]} 里不能有“{found}”：状态只由登记簿说，不能写进名称、"
                "编号和荣誉，也不能用打勾的图形；请照营业执照填写",
                f"{where.rpartition('.')[2]} must not hold '{found}': only the registry tells a "
                "status, names, numbers and honours do not, nor are ticks allowed; write "
                "it as on the business licence",
            )


def _claim(text: str) -> str | None:
    """The first word that claims a status, or else the first tick."""
    letters = _letters(text)
    word = next((word for word in CLAIMS if word in letters), None)
    if word is not None or TICKS.isdisjoint(text):
        return word
    return next(char for char in text if char in TICKS)


def _letters(text: str) -> str:
    """Only letters and digits, in one width and case: what a hurried reader sees."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def _called(merchant: Merchant) -> Iterator[tuple[str, str]]:
    """Pairs (dotted path, text) of everything a merchant and its signs are called."""
    for key in ("name", "name_en", "platform", "platform_shop"):
        value = getattr(merchant, key)
        if value is not None:
            yield key, value
    for index, decision in enumerate(merchant.decisions):
        if decision.certificate is not None:
            yield f"certification.decisions.{index}.certificate", decision.certificate
    for index, change in enumerate(merchant.changes):
        if change.field == "name":
            for key, value in (("before", change.before), ("after", change.after)):
                if value is not None:
                    yield f"changes.{index}.{key}", value
    for index, sign in enumerate(merchant.signs):
        yield f"signs.{index}.number", sign.number
        if sign.place is not None:
            yield f"signs.{index}.place", sign.place
    for index, honour in enumerate(merchant.honours):
        yield f"honours.{index}.name", honour.name


def websites_are_elsewhere(book: Book) -> Iterator[Problem]:
    """A merchant's own shop lies neither on this site, or where it was before, nor at an address
    that begins like it."""
    all_ours = sorted(ours(book.programme.site))
    for merchant in book.merchants.values():
        host = own_host(merchant.website or "")
        own = next((one for one in all_ours if f"{host}.".startswith(f"{one}.")), None)
        if not host or own is None:
            continue
        yield Problem(
            place_of(merchant, "website"),
            "website-ours",
            f"website 应是商户自己的网店，不能是本站或以本站域名 {own} 开头的网址：这里是 {host}，"
            "会被当成登记簿的状态页；请核对后改正或删去",
            f"website is the merchant's own shop, not this site nor an address that begins with "
            f"{own}: got {host}, which would be taken for a status page of the registry; correct "
            "or delete it",
        )


def imports_come_first(book: Book) -> Iterator[Problem]:
    """Decisions taken over from an older register come before all others."""
    for merchant in book.merchants.values():
        valid = [decision for decision in merchant.decisions if decision.void is None]
        for decision in valid:
            earlier = [one for one in valid if one.acts < decision.acts and not one.imported]
            if not decision.imported or decision.act is not Act.CERTIFIED or not earlier:
                continue
            first = min(earlier, key=lambda other: (other.acts, other.id))
            yield Problem(
                decision_place(merchant, decision.id, "imported"),
                "imported-later",
                f"决定 {decision.id}：imported: true 只用于从旧登记簿带来的、在其他决定以前的决定，"
                f"这里之前已有 {first.id}（{first.acts}）；请按规则公示后认定，并删去 imported",
                f"decision {decision.id}: imported: true is for decisions taken over from an "
                f"older register, before all others, but {first.id} ({first.acts}) comes before "
                "it; publicise and certify by the policy, and delete imported",
            )
