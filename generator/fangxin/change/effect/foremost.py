"""What a change says otherwise of published facts, and whom it takes over, told with everybody's.

Nobody's standing moves by a mended text, so that no list of merchants shows how one sentence became
its opposite; and a list that is taken over makes many green at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fangxin.change.accusations import accuses
from fangxin.change.changeset import Changeset
from fangxin.change.effect.effect import Everybody
from fangxin.change.effect.told import quoted
from fangxin.change.quieted import quieted
from fangxin.change.worded import unpapered
from fangxin.facts.record.texts import MENDABLE, label_of
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Decision, Merchant
from fangxin.registry.registry import Registry
from fangxin.text.fields.shape import ERASED

_AROUND = 12  # characters before and after what differs
_NAMED = 5
_MOST = 20  # words without a document that are told one by one


def reports_quieted(change: Changeset) -> Iterator[Everybody]:
    """Each published report of a fake that warns nobody any more."""
    for one in quieted(change):
        value = quoted(one.row.value) or ""
        yield Everybody(
            f"冒用举报 {one.row.id} 不再提醒：{value} 查询时不再说是假的，{one.zh}",
            f"report {one.row.id} warns no more: {value} is no longer called fake, {one.en}",
            one.row.place.path,
        )


def mended_texts(before: Registry, after: Registry) -> Iterator[Everybody]:
    """Each text of a published fact that says something else, with what it said."""
    for id, old in before.merchants.items():
        new = after.merchants.get(id)
        for sort in MENDABLE if new is not None and new != old else ():
            yield from _of_list(sort, old, new)


def unpapered_words(before: Registry, after: Registry) -> Iterator[Everybody]:
    """Each text and value that is new on a merchant's page and rests on no document, what hurts
    first."""
    found = sorted(unpapered(before, after), key=lambda one: not accuses(one.said))
    for one in found[:_MOST]:
        zh, en = one.labels
        said = quoted(one.said) or ""
        came = getattr(one.fact, "replied", None) if one.key == "reply" else None
        was = f"{quoted(one.was)} → " if one.was else ""
        yield Everybody(
            f"没有文书的文字：{one.merchant.name} {one.merchant.id} 的 {one.name or '档案'} {zh}"
            + (f"（{came} 来函）" if came else "")
            + f"：{was}{said or '（删去）'}",
            f"words without a document: {one.merchant.id}, {one.name or 'record'}, {en}: "
            f"{was}{said or 'gone'}",
            one.merchant.path,
        )
    if len(found) > _MOST:
        more = len(found) - _MOST
        yield Everybody(
            f"另有 {more} 处没有文书的文字", f"and {more} more words without a document"
        )


def _of_list(sort: str, old: Merchant, new: Merchant | None) -> Iterator[Everybody]:
    known = {_name(fact): fact for fact in getattr(old, sort)}
    for fact in getattr(new, sort):
        for key in MENDABLE[sort] if _name(fact) in known else ():
            was, now = (_text(one, key) for one in (known[_name(fact)], fact))
            if was is None or now in (was, None, ERASED):
                continue
            said, says = apart(was, str(now))
            paper = next((one.document for one in fact.corrected[::-1] if one.key == key), "")
            zh, en = label_of(sort, key)
            yield Everybody(
                f"更正文字：{old.name} {old.id} 的 {_name(fact)} {zh}：{said} → {says}"
                + (f"（{paper}）" if paper else ""),
                f"mended text of {old.id}, {_name(fact)}, {en}: {said} → {says}",
                old.path,
            )


def _name(fact: Any) -> str:
    """What a fact is known again by."""
    return str(getattr(fact, "id", None) or getattr(fact, "fact", None) or fact.number)


def _text(fact: Any, key: str) -> str | None:
    for part in key.split("."):
        fact = getattr(fact, part, None)
    return None if fact is None else " ".join(str(fact).split())


def apart(was: str, now: str) -> tuple[str, str]:
    """Two texts where they differ, with a few characters around it: nothing that differs is cut."""
    head = next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), None)
    head = min(len(was), len(now)) if head is None else head
    most = min(len(was), len(now)) - head
    tail = next((at for at in range(most) if was[-1 - at] != now[-1 - at]), most)
    begins, ends = max(head - _AROUND, 0), max(tail - _AROUND, 0)

    def piece(text: str) -> str:
        left, right = "……" if begins else "", "……" if ends else ""
        return f"“{left}{text[begins : len(text) - ends]}{right}”"

    return piece(was), piece(now)


def taken_over(before: Registry, after: Registry) -> Iterator[Everybody]:
    """Certifications that come in from an older register."""
    known = {id: {one.id for one in shop.decisions} for id, shop in before.merchants.items()}
    found = [
        (shop, one)
        for id, shop in after.merchants.items()
        for one in shop.decisions
        if one.imported and one.act is Act.CERTIFIED and one.id not in known.get(id, ())
    ]
    if not found:
        return
    shops = list(dict.fromkeys(f"{shop.name} {shop.id}" for shop, _ in found))
    more = f" 等 {len(shops)} 家" if len(shops) > _NAMED else ""
    excepted = sum(_is_excepted(shop, one) for shop, one in found)
    besides = f"，其中 {excepted} 家有不符合而例外的条件" if excepted else ""
    day = min(one.acts for _, one in found)
    yield Everybody(
        f"从旧登记簿导入认定：{'、'.join(shops[:_NAMED])}{more}，{day} 起算有效，"
        f"认定条件照登记入册那天的{besides}",
        f"certifications taken over from an older register: {len(shops)}, from {day}; criteria as "
        f"of the day they are recorded, excepted: {excepted}",
    )


def _is_excepted(shop: Merchant, decision: Decision) -> bool:
    ticks = (one for one in shop.criteria if one.exception and stands(one))
    return any(one.date <= decision.acts for one in ticks)
