"""What a merchant says and asks about a failure or a decision → the steps that enter it.

target = target_of(merchant, "PJ239001B/F1", registry.facts(merchant.id))
steps = replied(target, {"reply": "…", "replied": "2026-11-28"})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.facts.record.decisions import AGAINST
from fangxin.facts.record.texts import MENDABLE
from fangxin.facts.values import Appeal, Decision, Facts, Failure, FollowUp, Merchant
from fangxin.office.editing.elsewhere import in_register, mended_as_row
from fangxin.office.editing.facts import LISTS, no_fact, path_of, recorded, there_already
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, AddKey, Replace, Step
from fangxin.office.editing.text import Value

Given = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Answerable:
    """What a merchant replies to or appeals against. ``path``: where the keys are written; None: in
    a follow-up that is not there yet."""

    name: str
    about: Failure | Decision
    path: tuple[str, ...] | None
    appeal: Appeal | None
    reply: str | None

    def with_keys(self, keys: Given) -> list[Step]:
        """The steps that add keys to it."""
        if self.path is None:
            return [AddItem(("follow_up",), {"fact": self.name, **keys})]
        return [AddKey(self.path, key, value) for key, value in keys.items()]


def target_of(merchant: Merchant, name: str, facts: Facts) -> Answerable:
    """A failure of the merchant, a decision against it, or "<ID>/<fact>" of a sibling that reaches
    it. Raises NotPossibleError."""
    for decision in merchant.decisions:
        if decision.id == name:
            if decision.act.value not in AGAINST:
                raise _not_against(name)
            path = ("certification", "decisions", name)
            return Answerable(name, decision, path, decision.appeal, decision.reply)
    for failure in merchant.failures:
        if failure.id == name:
            # What the record says itself: a retest of the row does not hide the merchant's appeal.
            own = failure if failure.register is None else _followed_up(merchant, name)
            place = path_of(merchant, failure)
            return Answerable(name, failure, place, own.appeal, own.reply)
    named = {f"{sibling.id}/{f.id}": f for sibling in facts.siblings for f in sibling.failures}
    if name not in named:
        ids = [failure.id for failure in merchant.failures]
        ids += [decision.id for decision in merchant.decisions]
        raise no_fact(name, "问题记录或决定", [*ids, *named])
    done = _followed_up(merchant, name)
    there = ("follow_up", name) if done in merchant.follow_up else None
    return Answerable(name, named[name], there, done.appeal, done.reply)


def _followed_up(merchant: Merchant, name: str) -> FollowUp:
    """What the record says about a fact that stands elsewhere."""
    return next((one for one in merchant.follow_up if one.fact == name), FollowUp(name))


def _not_against(name: str) -> NotPossibleError:
    return NotPossibleError(
        f"{name} 不是对商户不利的决定；可以陈述、申诉的是不予认定、暂停、撤销、终止",
        f"{name} was not decided against the merchant; what can be replied to and appealed against "
        "is a refusal, a suspension, a revocation or a closing",
    )


def served(target: Answerable, keys: Given) -> list[Step]:
    """The day on which it was served, told later; of a failure in the merchant's own record or a
    decision. Raises NotPossibleError."""
    about = target.about
    if target.path is None or target.path[0] == "follow_up":
        if isinstance(about, Failure) and "/" not in target.name:
            raise in_register(about, "served", "送达日期", "日期")
        raise NotPossibleError(
            f"{target.name} 记在别的门店，送达记在那一份档案里",
            f"{target.name} stands in another record; enter the service there",
        )
    if about.served is not None:
        raise there_already(target.name, "送达日期", f"{about.served}")
    entered = about.acts if isinstance(about, Decision) else about.recorded
    if "served" in keys and str(keys["served"]) < entered.isoformat():
        raise NotPossibleError(
            f"{target.name} 是 {entered} 登记的，期限已经照这一天告诉商户；补登更早的送达日"
            f"（{keys['served']}）会缩短期限。不用补登，期限照登记的那天算",
            f"{target.name} was entered on {entered}, and its last days were told by that day; an "
            f"earlier service ({keys['served']}) would shorten them. Leave it out",
        )
    return target.with_keys(keys)


def replied(target: Answerable, keys: Given) -> list[Step]:
    """The merchant's reply (陈述)."""
    if target.reply is not None:
        raise there_already(target.name, "商户陈述", "只公开一份")
    return target.with_keys(keys)


def appealed(target: Answerable, given: Given, today: date) -> list[Step]:
    """An appeal was filed, or decided, or both."""
    name, known = target.name, target.appeal
    decided = {key: value for key, value in given.items() if key not in ("filed", "admitted")}
    if "decided" in decided:
        decided |= recorded("", str(decided["decided"]), today)
    if known is None:
        if "filed" not in given:
            raise NotPossibleError(
                f"{name} 还没有登记申诉，先写哪天提出：--filed 日期",
                f"no appeal against {name} was filed yet; say when: --filed DAY",
            )
        first = {key: given[key] for key in ("filed", "admitted") if key in given}
        return target.with_keys({"appeal": {**first, **decided}})
    if known.outcome is not None:
        raise there_already(name, "申诉结果", known.outcome)
    if not decided or given.get("filed", known.filed.isoformat()) != known.filed.isoformat():
        raise there_already(name, "申诉", f"{known.filed}")
    assert target.path is not None  # its appeal is written there
    return [AddKey((*target.path, "appeal"), key, value) for key, value in decided.items()]


def mended(place: tuple[str, ...], key: str, value: str, entry: Given) -> list[Step]:
    """A text is replaced, and ``entry`` keeps the old words."""
    return [Replace((*place, *key.split(".")), value), AddItem((*place, "corrected"), dict(entry))]


def place_in(merchant: Merchant, name: str) -> tuple[str, ...]:
    """Where a fact of the record stands whose texts can be mended. Raises NotPossibleError."""
    sort, _ = _named(merchant, name)
    return (*LISTS.get(sort, (sort,)), name)


def fact_in(merchant: Merchant, name: str) -> object:
    """The fact of that name whose texts can be mended. Raises NotPossibleError."""
    return _named(merchant, name)[1]


def _named(merchant: Merchant, name: str) -> tuple[str, object]:
    known: list[tuple[str, object]] = [
        (sort, fact) for sort in MENDABLE for fact in getattr(merchant, sort)
    ]
    for sort, fact in known:
        if name in _names(fact):
            return sort, fact
    for failure in merchant.failures:
        if failure.id == name and failure.register is not None:
            raise mended_as_row(failure)
    raise no_fact(name, "事实", [own for _, fact in known for own in _names(fact)])


def _names(fact: object) -> list[str]:
    """What a fact of the record is called; one of a register stands elsewhere."""
    if getattr(fact, "register", None) is not None:
        return []
    return [str(getattr(fact, key)) for key in ("id", "fact", "number") if hasattr(fact, key)]
