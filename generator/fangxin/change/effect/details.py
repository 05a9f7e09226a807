"""Which public facts of a merchant differ, in Chinese: what its page shows, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.change.effect.told import Statement, differing, pairs, quoted
from fangxin.facts.programme.programme import Category, Programme
from fangxin.facts.promises import Lost
from fangxin.facts.record.table import ADDRESS_PUBLIC, GRADES, KITCHENS, SCENIC_LEVELS
from fangxin.registry.sources.reading import Sources
from fangxin.view.annulled import UPHELD
from fangxin.view.listings import ListingView
from fangxin.view.view import View
from fangxin.words.annulled import MISTAKE_ZH, STANDS_ZH, WHY_ZH, mistake_told, not_counted_zh
from fangxin.words.criteria import STATE_ZH, found_zh
from fangxin.words.labelled import AppealState, Labelled, Mistake, labelled
from fangxin.words.labels import SORTS
from fangxin.words.recourse import office_zh
from fangxin.words.sentences import INEFFECTIVE_ZH
from fangxin.words.signs import restored_zh

LISTED = {"current": "在列", "ended": "已到期", "repaired": "已信用修复", "void": MISTAKE_ZH}
# The sorts in their order, and of each the values that come first; what is not named follows.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "decisions": (
        *("until", "certificate", "document", "summary", "served", "appeal", "reply"),
        *("ineffective", "void"),
    ),
    "failures": (
        *("recorded", "found_by", "served", "document", "distinct_from", "same_act_as", "summary"),
        *("rectified", "rectify_by", "appeal", "appeal_by", "reply_by", "final", "final_document"),
        "reply",
        *("repaired", "publication_ends", "ended", "void", "replaced_by"),
    ),
    "objections": ("decided", "document", "recorded", "void"),
    "changes": ("continues", "document", "recorded", "void"),
    "reviews": ("summary", "document"),
    "commitments": ("since", "until", "limit", "summary"),
    "honours": ("granted", "by", "until"),
    "signs": ("issued", "place", "taken_down", "lost", "replaced_by", "void", "restored"),
}
_QUOTED = frozenset({"summary", "reply"})


def changed_facts(
    old: View | None, new: View | None, before: Sources, after: Sources
) -> Iterator[str]:
    """A line for each fact that is new, other or gone; what only follows from other facts is told
    where nothing else is."""
    if new is None:
        yield "档案没有了（被删去，或者改了文件名）"
        return
    programme = after.programme
    assert programme is not None  # by one programme, whose own changes are told once
    if old is None:
        yield from (one.zh for one in differing((), facts_of(new, programme)))
        return
    categories = programme.categories
    said = [*pairs(_particulars(old, before, categories), _particulars(new, after, categories))]
    was, now = facts_of(old, before.programme or programme), facts_of(new, programme)
    said += [one.zh for one in differing(was, now)]
    yield from said or pairs(_following(old), _following(new))
    if not said and old.timeline != new.timeline and old.reasons == new.reasons:
        yield "履历（以前的状态）有变化"


def _particulars(
    view: View, sources: Sources, categories: Mapping[str, Category]
) -> dict[str, str | None]:
    assert sources.registry is not None
    merchant = sources.registry.merchants[view.id]
    category = categories.get(view.category)
    successors = (one.successor for one in merchant.decisions if one.successor is not None)
    return {
        "商户名称": view.name,
        "英文名称": view.name_en,
        "类别": category.label if category else view.category,
        "统一社会信用代码": view.uscc,
        "乡镇街道": view.town,
        "地址": view.address,
        "地址公开范围": ADDRESS_PUBLIC[merchant.address_public][0],
        "网址": view.website,
        "网络平台": view.platform,
        "平台店铺号": view.platform_shop,
        "所在市场": merchant.inside,
        "餐饮量化等级": _label(GRADES, view.catering_grade),
        "阳光厨房": _label(KITCHENS, view.kitchen),
        "景区等级": _label(SCENIC_LEVELS, view.scenic_level),
        "服务电话": view.service_phone,
        "承接商户": next(successors, None),
    }


def _label(choices: dict[str, tuple[str, str]], code: str | None) -> str | None:
    return None if code is None else choices[code][0]


def _following(view: View) -> dict[str, str | None]:
    return {
        "依据文号": view.document,
        "证书载明的有效期至": _day(view.certificate_until),
        "公示至": _day(view.publicity_until),
        "原名称": "、".join(view.former_names) or None,
    }


def facts_of(view: View, programme: Programme) -> Iterator[Statement]:
    """Everything that the page tells of it, sort by sort."""
    by_sort: dict[str, list[Labelled]] = {sort: [] for sort in _FIRST}
    for one in sorted(labelled(view, programme), key=_aged):
        by_sort[one.sort].append(one)
    for sort, found in by_sort.items():
        if sort == "objections":
            for fix in view.corrections:
                yield Statement("更正", fix.fact, WHY_ZH[fix.by], {"": fix.date.isoformat()})
        if sort == "reviews":
            yield from map(_listing, view.listings)
        if sort == "honours":
            yield from _ticks(view, programme)
        yield from (_thing(one, programme) for one in found)


def _aged(one: Labelled) -> tuple[date, str]:
    """Decisions and findings by their day; the others stay in the order of the record."""
    return (
        (one.date or date.min, one.id) if one.sort in ("decisions", "failures") else (date.min, "")
    )


def _thing(one: Labelled, programme: Programme) -> Statement:
    zh = "另一门店的问题" if one.merchant else SORTS[one.sort][0]
    return Statement(zh, one.name, one.zh, _values(one, programme))


def _values(one: Labelled, programme: Programme) -> dict[str, str | None]:
    """Its values by their names, as they stand behind these."""
    day = _day(one.date)
    first = f"{day} {one.label('date').zh}" if one.sort == "failures" else day
    untold = frozenset(key for key in one.values if _is_idle(one, key)) | {"severity"}
    said = {"": first} if day is not None else {}
    for key in one.chosen(_FIRST[one.sort]):
        value = None if key in untold else one.values[key]
        said[one.label(key).zh] = None if value is None else _said(key, value, programme)
    return said


def _is_idle(one: Labelled, key: str) -> bool:
    """Whether a value matters no more or says nothing: the term for what is done or annulled, a day
    of entry that is the day itself."""
    values = one.values
    if key == "rectify_by" and values["rectified"] is not None:
        return True
    if key in ("rectify_by", "appeal_by", "reply_by"):
        return values["void"] is not None or _is_won(values["appeal"])
    same = values.get("decided") if one.sort == "objections" else one.date
    return key == "recorded" and one.sort != "failures" and values[key] == same


def _is_won(asked: AppealState | None) -> bool:
    return asked is not None and asked.state == UPHELD


def _said(key: str, value: Any, programme: Programme) -> str:
    """One value in Chinese."""
    if key == "appeal":
        return _appeal(value)
    if key == "restored":
        return "；".join(map(restored_zh, value))
    if key == "limit":
        return f"{value} 元"
    if key == "found_by":
        return office_zh(value, programme)
    if key == "ineffective":
        return f"（{INEFFECTIVE_ZH[value]}）"
    if isinstance(value, Mistake):
        return str(mistake_told(value.date, value.reason))
    if isinstance(value, Lost):
        return value.date.isoformat()
    if value is True:
        return "（详情不再显示）" if key == "ended" else ""
    if isinstance(value, tuple):
        return "、".join(value)
    return str(quoted(value)) if key in _QUOTED else str(value)


def _appeal(asked: AppealState) -> str:
    if asked.retested:
        return f"{_day(asked.decided)} {not_counted_zh('retest')}"
    if asked.state == "pending":
        return f"{_day(asked.filed)} 提出，{STANDS_ZH[asked.state]}"
    return f"{_day(asked.decided)} {STANDS_ZH[asked.state]}"


def _ticks(view: View, programme: Programme) -> Iterator[Statement]:
    """What offices found of criteria, and criteria that are no longer met."""
    for one in view.criteria:
        if one.by is not None or one.state == "lost":
            found = found_zh(one, programme)
            title = f"{one.label}：{STATE_ZH[one.state]}"
            yield Statement(SORTS["criteria"][0], one.code, title, {"": found})


def _listing(one: ListingView) -> Statement:
    values = {
        "列入": _day(one.begins),
        "作出机关": one.authority,
        "文号": one.document,
        "至": _day(one.ends),
        "移出": _day(one.left),
        "移送公安": _day(one.police),
    }
    whose = "经营者的严重违法失信名单" if one.operator else "严重违法失信名单"
    return Statement(whose, one.id, LISTED[one.state], values)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
