"""Which public facts of a merchant differ, in Chinese: what its page shows, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from fangxin.change.effects.told import Told, differing, pairs, quoted
from fangxin.facts.programme import Category, Programme
from fangxin.facts.record.table import ADDRESS_PUBLIC, GRADES, KITCHENS, SCENIC_LEVELS
from fangxin.facts.values import Void
from fangxin.registry.sources import Sources
from fangxin.standing.knowledge import known
from fangxin.view import DecisionView, FailureView, View
from fangxin.view.listings import ListingView
from fangxin.words import ACT_ZH, INEFFECTIVE_ZH, OUTCOME_ZH, SEVERITY_ZH
from fangxin.words.annulled import STANDS_ZH, WHY_ZH, mistake_told, not_counted_zh
from fangxin.words.causes import FIELD_ZH
from fangxin.words.criteria import STATE_ZH, found_zh

OBJECTION = {None: "未处理完毕", "upheld": "成立", "dismissed": "不成立"}
LISTED = {"current": "在列", "ended": "已到期", "repaired": "已信用修复", "void": "登记有误"}


def changed_facts(
    old: View | None, new: View | None, before: Sources, after: Sources, as_of: date
) -> Iterator[str]:
    """A line for each fact that is new, other or gone; what only follows from other facts is told
    where nothing else is."""
    if new is None:
        yield "档案没有了（被删去，或者改了文件名）"
        return
    if old is None:
        yield from (one.zh for one in differing((), _facts(new, after, as_of)))
        return
    assert after.programme is not None  # by one programme, whose own changes are told once
    categories = after.programme.categories
    said = [*pairs(_particulars(old, before, categories), _particulars(new, after, categories))]
    said += [one.zh for one in differing(_facts(old, before, as_of), _facts(new, after, as_of))]
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


def _facts(view: View, sources: Sources, as_of: date) -> Iterator[Told]:
    registry, programme = sources.registry, sources.programme
    assert registry is not None and programme is not None
    yield from map(_decision, sorted(view.decisions, key=lambda one: (one.date, one.id)))
    yield from map(_failure, sorted(view.failures, key=lambda one: (one.date, one.id)))
    for fix in view.corrections:
        yield Told("更正", fix.fact, WHY_ZH[fix.by], {"": fix.date.isoformat()})
    facts = known(registry.facts(view.id), as_of)
    for objection in facts.objections:
        values = {
            "": objection.filed.isoformat(),
            "答复": _day(objection.decided),
            "文号": objection.document if objection.decided else None,
            "登记有误": _void(objection.void, as_of),
        }
        yield Told("异议", objection.id, OBJECTION[objection.outcome], values)
    for change in facts.changes:
        values = {
            "": change.date.isoformat(),
            "认定": "继续有效" if change.continues else None,
            "文号": change.document,
            "登记有误": _void(change.void, as_of),
        }
        yield Told("变更", change.id, FIELD_ZH[change.field], values)
    yield from map(_listing, view.listings)
    yield from _shown(view, programme, as_of)


def _shown(view: View, programme: Programme, as_of: date) -> Iterator[Told]:
    """What never moves a standing: reviews, promises, honours, signs."""
    for review in view.reviews:
        values = {
            "": review.date.isoformat(),
            "说明": quoted(review.summary),
            "文号": review.document,
        }
        yield Told("复评", review.id, OUTCOME_ZH[review.outcome], values)
    for promise in view.commitments:
        name = programme.commitments.get(promise.kind, promise.kind)
        values = {
            "自": _day(promise.since),
            "至": _day(promise.until),
            "限额": f"{promise.limit} 元" if promise.limit is not None else None,
            "说明": quoted(promise.summary),
        }
        yield Told("承诺", name, "", values)
    yield from _ticks(view, programme)
    for honour in view.honours:
        values = {"授予": _day(honour.granted), "授予单位": honour.by, "至": _day(honour.until)}
        yield Told("荣誉", honour.name, "", values)
    for sign in (one.sign for one in view.signs):
        values = {
            "发放": _day(sign.issued),
            "张贴在": sign.place,
            "摘下": _day(sign.taken_down),
            "丢失或被盗": _day(sign.lost.date) if sign.lost is not None else None,
            "已换成": sign.replaced_by,
            "登记有误": _void(sign.void, as_of),
        }
        yield Told("标牌", sign.number, "", values)


def _ticks(view: View, programme: Programme) -> Iterator[Told]:
    """What offices found of criteria, and criteria that are no longer met."""
    for one in view.criteria:
        if one.by is not None or one.state == "lost":
            found = found_zh(one, programme)
            title = f"{one.label}：{STATE_ZH[one.state]}"
            yield Told("认定条件", one.code, title, {"": found})


def _decision(one: DecisionView) -> Told:
    values = {
        "": one.date.isoformat(),
        "至": _day(one.until),
        "证书": one.certificate,
        "文号": one.document,
        "说明": quoted(one.summary),
        "送达": _day(one.served),
        "申诉": _appeal(one),
        "商户陈述": quoted(one.reply),
        "不生效": f"（{INEFFECTIVE_ZH[one.ineffective]}）" if one.ineffective else None,
        "登记有误": mistake_told(one.void_date, one.void_reason),
    }
    return Told("决定", one.id, ACT_ZH[one.act], values)


def _failure(one: FailureView) -> Told:
    annulled = one.annulled is not None
    due = None if one.rectified or annulled else _day(one.rectify_by)
    values = {
        "": f"{one.date.isoformat()} 发生",
        "登记": _day(one.recorded),
        "送达": _day(one.served),
        "文号": one.document,
        "同一文书的另一件事，不同于": "、".join(one.distinct_from) or None,
        "与这一条是同一件事": "、".join(one.same_act_as) or None,
        "说明": quoted(one.summary),
        "整改完成日": _day(one.rectified),
        "整改期限": due,
        "申诉": _appeal(one),
        "申诉期限": None if annulled else _day(one.appeal_by),
        "陈述期限": None if annulled else _day(one.reply_by),
        "最终确定": _day(one.final),
        "商户陈述": quoted(one.reply),
        "信用修复": _day(one.repaired),
        "详情公示至": _day(one.publication_ends),
        "公开期满": "（详情不再显示）" if one.ended else None,
        "登记有误": mistake_told(one.void_date, one.void_reason),
        "改记为": one.replaced_by,
    }
    title = f"{one.kind_label}（{SEVERITY_ZH[one.severity]}）"
    if one.merchant is not None:
        return Told("另一门店的问题", f"{one.merchant.id}/{one.id}", title, values)
    return Told("问题", one.id, title, values)


def _appeal(one: FailureView | DecisionView) -> str | None:
    if one.appeal is None:
        return None
    if isinstance(one, FailureView) and one.retested:
        return f"{_day(one.appeal_decided)} {not_counted_zh('retest')}"
    if one.appeal == "pending":
        return f"{_day(one.appeal_filed)} 提出，处理中"
    return f"{_day(one.appeal_decided)} {STANDS_ZH[one.appeal]}"


def _listing(one: ListingView) -> Told:
    values = {
        "列入": _day(one.begins),
        "作出机关": one.authority,
        "文号": one.document,
        "至": _day(one.ends),
        "移出": _day(one.left),
        "移送公安": _day(one.police),
    }
    whose = "经营者的严重违法失信名单" if one.operator else "严重违法失信名单"
    return Told(whose, one.id, LISTED[one.state], values)


def _void(void: Void | None, as_of: date) -> str | None:
    return mistake_told(void.date, void.reason) if void is not None and void.date <= as_of else None


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
