"""Whom another name of a town, an office or a class concerns: how many shops lie elsewhere now, at
whom appeals arrive, what a category is called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from fangxin.change.effect.effect import Everybody
from fangxin.change.effect.told import quoted
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Merchant
from fangxin.registry.sources.reading import Sources

_NAMED = 5  # merchants that a line names
_OFFICE = {  # of a department: Chinese, English
    "label": ("名称", "name"),
    "role": ("职责", "role"),
    "address": ("地址（申诉、复议寄到那里）", "address, where appeals are brought"),
    "phone": ("电话", "telephone"),
}
_TOPICS = {
    "areas": ("消费领域", "field of consumption"),
    "campaigns": ("专项行动", "campaign"),
    "focus": ("重点商品类别", "class of goods"),
}


def names_told(before: Sources, after: Sources) -> Iterator[Everybody]:
    """Towns first, then categories, departments and topics."""
    old, new = before.programme, after.programme
    if old is None or new is None or before.registry is None or after.registry is None:
        return
    was, now = before.registry.merchants, after.registry.merchants
    yield from _towns(old, new, was, now)
    yield from _categories(old, new, now)
    yield from _departments(old, new, now)
    for name, (zh, en) in _TOPICS.items():
        yield from _labels(zh, en, getattr(old, name), getattr(new, name))


def _towns(
    old: Programme, new: Programme, was: Mapping[str, Merchant], now: Mapping[str, Merchant]
) -> Iterator[Everybody]:
    moved: dict[tuple[str, str], list[Merchant]] = defaultdict(list)
    for id, merchant in was.items():
        other = now.get(id)
        if other is not None and merchant.town and other.town and merchant.town != other.town:
            moved[merchant.town, other.town].append(other)
    papers = {(one.before, one.after): one for one in new.renamed}
    for (before, after), shops in moved.items():
        by = papers.pop((before, after), None)
        paper = f"（{by.document}，{by.date} 起改名）" if by is not None else ""
        yield _line(
            f"{len(shops)} 家商户的乡镇（街道）从 {before} 变成 {after}{paper}：{_some(shops)}",
            f"the town of {len(shops)} merchants changes from {before} to {after}"
            + (f" ({by.document}, renamed from {by.date})" if by is not None else ""),
            "towns",
        )
    for one in papers.values():
        if one not in old.renamed:
            left = [shop for shop in now.values() if shop.town == one.before]
            yield _line(
                f"地名 {one.before} 改为 {one.after}（{one.document}，{one.date}）："
                f"还写着 {one.before} 的商户 {len(left)} 家",
                f"{one.before} is called {one.after} from {one.date} ({one.document}); merchants "
                f"that still say {one.before}: {len(left)}",
                "towns",
            )
    for town in new.towns:
        if town not in old.towns:
            shops = [shop for shop in now.values() if shop.town == town]
            yield _line(
                f"乡镇（街道）名单增加 {town}：现有商户 {len(shops)} 家",
                f"another town: {town}, with {len(shops)} merchants",
                "towns",
            )
    for town in old.towns:
        if town not in new.towns:
            shops = [shop for shop in was.values() if shop.town == town]
            yield _line(
                f"乡镇（街道）名单不再有 {town}：原来有商户 {len(shops)} 家",
                f"no longer a town: {town}, which had {len(shops)} merchants",
                "towns",
            )


def _categories(old: Programme, new: Programme, now: Mapping[str, Merchant]) -> Iterator[Everybody]:
    for code, category in old.categories.items():
        other = new.categories.get(code)
        if other is None:
            continue
        shops = [shop for shop in now.values() if shop.category == code]
        if other.label != category.label:
            yield _line(
                f"类别 {code} 的名称 {category.label} → {other.label}：{len(shops)} "
                f"家商户的类别跟着变",
                f"category {code} is called {other.label}, for {len(shops)} merchants",
                "categories",
            )
        if other.lead != category.lead:
            offices = [_office(old, category.lead), _office(new, other.lead)]
            yield _line(
                f"类别“{other.label}”的牵头部门 {offices[0]} → {offices[1]}：牵涉 {len(shops)} "
                f"家商户",
                f"category {code} is led by {other.lead}, was {category.lead}: {len(shops)} "
                "merchants",
                "categories",
            )


def _office(programme: Programme, code: str) -> str:
    return programme.departments[code].label if code in programme.departments else code


def _departments(
    old: Programme, new: Programme, now: Mapping[str, Merchant]
) -> Iterator[Everybody]:
    for code, office in old.departments.items():
        other = new.departments.get(code)
        led = {one for one, category in new.categories.items() if category.lead == code}
        count = sum(shop.category in led for shop in now.values())
        if other is None:
            yield _line(
                f"不再有部门“{office.label}”",
                f"no longer a department: {office.label}",
                "departments",
            )
            continue
        for name, (zh, en) in _OFFICE.items():
            was, says = getattr(office, name), getattr(other, name)
            if was != says:
                yield _line(
                    f"部门“{other.label}”的{zh}：{quoted(was) or '（无）'} → "
                    f"{quoted(says) or '（无）'}"
                    f"，它牵头的商户 {count} 家",
                    f"{en} of department {code}: {quoted(was) or 'none'} → "
                    f"{quoted(says) or 'none'}; merchants that it leads: {count}",
                    "departments",
                )


def _labels(
    zh: str, en: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[Everybody]:
    for code, topic in old.items():
        was, says = (getattr(one, "label", None) for one in (topic, new.get(code)))
        if was != says:
            yield _line(
                f"{zh} {code} 的名称 {was} → {says or '（删去了）'}",
                f"{en} {code}: {was} → {says or 'deleted'}",
                "topics",
            )


def _some(shops: list[Merchant]) -> str:
    more = f" 等 {len(shops)} 家" if len(shops) > _NAMED else ""
    return "、".join(f"{shop.name} {shop.id}" for shop in shops[:_NAMED]) + more


def _line(zh: str, en: str, file: str) -> Everybody:
    return Everybody(zh, en, f"content/programme/{file}.yml")
