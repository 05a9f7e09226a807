"""What an official records about a merchant → the steps that put it into the record.

Keys that come later have their own day of recording, today, so that what is entered late never
rewrites what the registry said before (docs/standing.md section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.policy.publication import term_of
from fangxin.facts.record.decisions import CHANGE
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.particulars import CODE, JOINING, OWNER, leaves_entry
from fangxin.facts.record.repair import REPAIR
from fangxin.facts.registers.declared import named
from fangxin.facts.values import Act, Failure, Merchant
from fangxin.office.editing.elsewhere import in_register
from fangxin.office.editing.numbers import fact_ids, next_id
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, AddKey, Replace, Step
from fangxin.office.editing.taking_back import KnownPlaces, taken_back
from fangxin.office.editing.text import Value
from fangxin.text.fields.tables import Group
from fangxin.view.publication import is_never_told

Given = Mapping[str, Value]
LISTS: Mapping[str, tuple[str, ...]] = {  # where facts stand, by what the record calls the list
    "decisions": ("certification", "decisions"),
    "failures": ("failures",),
    "changes": ("changes",),
    "objections": ("objections",),
    "reviews": ("reviews",),
    "criteria": ("criteria",),
    "signs": ("signs",),
}


def failed(merchant: Merchant, given: Given, today: date) -> list[Step]:
    """A failure."""
    return [AddItem(("failures",), _fact("F", merchant, given, today))]


def reviewed(merchant: Merchant, given: Given) -> list[Step]:
    """A review (复评)."""
    return [AddItem(("reviews",), {"id": next_id("R", fact_ids(merchant)), **given})]


def objected(merchant: Merchant, given: Given) -> list[Step]:
    """An objection."""
    return [AddItem(("objections",), {"id": next_id("O", fact_ids(merchant)), **given})]


def _fact(letter: str, merchant: Merchant, given: Given, today: date) -> dict[str, Value]:
    """A new dated fact; one of an earlier day says that it is recorded today. One that is still to
    come is for the checks to refuse."""
    fact: dict[str, Value] = {"id": next_id(letter, fact_ids(merchant)), **given}
    if str(given.get("date", "")) < today.isoformat():
        fact.setdefault("recorded", today.isoformat())
    return in_order(fact, FAILURE if letter == "F" else CHANGE)


def in_order(fact: Given, table: Group) -> dict[str, Value]:
    """The keys in the order in which documents show them, whoever gave them first."""
    return {spec.key: fact[spec.key] for spec in table.fields if spec.key in fact}


def rectified(merchant: Merchant, id: str, day: str, today: date, seen: Given) -> list[Step]:
    """A failure was put right on ``day``; ``seen``: by which document, and what was seen."""
    failure = _failure(merchant, id)
    if failure.rectified is not None:
        raise there_already(id, "整改", f"{failure.rectified}")
    keys = {"rectified": day, **recorded("rectified_", day, today), **seen}
    return _later(merchant, failure, keys)


def finalised(merchant: Merchant, id: str, day: str, today: date, shown: Given) -> list[Step]:
    """A provisional finding became final on ``day``; ``shown``: by which document."""
    failure = _failure(merchant, id)
    if failure.register is not None:
        raise in_register(failure, "final", "最终确定日", "日期")
    if failure.final is not None:
        raise there_already(id, "最终结论", f"{failure.final}")
    return _later(merchant, failure, {"final": day, **recorded("final_", day, today), **shown})


def repaired(merchant: Merchant, id: str, given: Given, policy: Policy, today: date) -> list[Step]:
    """The authority granted credit repair of a failure; not before its shortest publication."""
    failure = _failure(merchant, id)
    if failure.repair is not None:
        raise there_already(id, "信用修复", f"{failure.repair.date}")
    register = named(failure.register)
    if register is not None and "repaired" in register.row.table:
        raise NotPossibleError(
            f"{id} 在{register.book_zh}里，信用修复请写在 {register.file} 那一条的 repaired",
            f"{id} stands in {register.file}; write repaired in its entry there",
        )
    if is_never_told(failure, policy):
        raise NotPossibleError(
            f"{id} 这类问题从不公示，没有可以修复的公示",
            f"{id} is of a kind that is never published, there is no publication to end",
        )
    earliest = term_of(policy, failure.kind, failure.recorded, failure.served).earliest
    day = str(given["date"])
    if earliest is not None and day < earliest.isoformat():
        raise NotPossibleError(
            f"{id} 的最短公示期到 {add_days(earliest, -1)} 为止，{earliest} 起才可以信用修复；"
            f"写的是 {day}，请核对修复决定的日期",
            f"the shortest publication of {id} runs to {add_days(earliest, -1)}, credit repair is "
            f"possible from {earliest}; found {day}, check the day of the decision",
        )
    keys = in_order({**given, **recorded("", day, today)}, REPAIR)
    return _later(merchant, failure, {"repair": keys})


def objection_decided(merchant: Merchant, id: str, given: Given, today: date) -> list[Step]:
    """What became of an objection."""
    found = next((one for one in merchant.objections if one.id == id), None)
    if found is None:
        raise no_fact(id, "异议", [one.id for one in merchant.objections])
    if found.outcome is not None:
        raise there_already(id, "答复", f"{found.decided}")
    keys = {**given, **recorded("", str(given["decided"]), today)}
    return [AddKey(("objections", id), key, value) for key, value in keys.items()]


def changed(merchant: Merchant, field: str, value: str, given: Given, today: date) -> list[Step]:
    """A particular of the merchant is another one from now on; what the list of particulars says
    leaves an entry that stays, unless nothing was known before: but a credit code or an address
    that is filled in by a document may join others, and leaves one."""
    before = getattr(merchant, field, None)
    if before == value and _may_join(merchant, field) and "document" in given:
        before = None  # that the code, which others have, is no slip
    if field != OWNER and before == value:
        raise NotPossibleError(
            f"{field} 现在就是“{value}”，不用改", f"{field} is '{value}' already"
        )
    there = field == OWNER or getattr(merchant, field, None) == value
    steps: list[Step] = [] if there else [Replace((field,), value)]
    filled_in = field in JOINING and before is None and "document" in given
    known = field == OWNER or before is not None or filled_in
    if known and leaves_entry(field, "document" in given):
        entry: dict[str, Value] = {"date": given["date"], "field": field}
        if field != OWNER:
            entry |= {"after": value} if before is None else {"before": str(before), "after": value}
        said = ("continues", "mistaken", "document", "summary")
        entry |= {key: given[key] for key in said if key in given}
        if filled_in or entry.get("mistaken") == "true":  # the same operator, by its own code
            entry["continues"] = "true"
        steps.append(AddItem(("changes",), _fact("C", merchant, entry, today)))
    return steps


def _may_join(merchant: Merchant, field: str) -> bool:
    """Whether no entry says anything of its credit code, and it was not recognised here yet: a
    branch that came with a table, its publicity or its older recognition, may say it still. Of what
    is public the gate lets no such entry pass."""
    known = any(one.act is Act.CERTIFIED and not one.imported for one in merchant.decisions)
    return field == CODE and not known and all(one.field != field for one in merchant.changes)


def voided(
    merchant: Merchant, id: str, given: Given, places: KnownPlaces | None = None
) -> list[Step]:
    """A fact was entered by mistake; it stays, and is said to be one. ``places``: what the towns of
    the county are called, for the address that stands again."""
    for name, path in LISTS.items():
        facts = getattr(merchant, name)
        found = next((one for one in facts if id in (getattr(one, "id", ""), _number(one))), None)
        if found is None or getattr(found, "register", None) is not None:
            continue
        if found.void is not None:
            raise NotPossibleError(
                f"{id} 的登记有误已经登记过（{found.void.date}），不必再注明；正确的一条另行登记",
                f"{id} was declared void on {found.void.date} already; enter the right one",
            )
        back = taken_back(merchant, found, given, places or KnownPlaces())
        return [AddKey((*path, id), "void", given), *back]
    for failure in merchant.failures:
        if failure.id == id:
            raise in_register(failure, "void", "登记有误", "原因")
    raise no_fact(id, "事实", fact_ids(merchant))


def _number(fact: object) -> str:
    return str(getattr(fact, "number", ""))


def _failure(merchant: Merchant, id: str) -> Failure:
    found = next((one for one in merchant.failures if one.id == id), None)
    if found is None:
        raise no_fact(id, "问题记录", [one.id for one in merchant.failures])
    return found


def path_of(merchant: Merchant, failure: Failure) -> tuple[str, ...] | None:
    """Where keys that come later are written; None when nothing was written there yet."""
    if failure.register is None:
        return ("failures", failure.id)
    written = any(one.fact == failure.id for one in merchant.follow_up)
    return ("follow_up", failure.id) if written else None


def _later(merchant: Merchant, failure: Failure, keys: Given) -> list[Step]:
    path = path_of(merchant, failure)
    if path is None:
        return [AddItem(("follow_up",), {"fact": failure.id, **keys})]
    return [AddKey(path, key, value) for key, value in keys.items()]


def recorded(of: str, day: str, today: date) -> dict[str, Value]:
    """The day of recording, where it is another one."""
    return {} if day == today.isoformat() else {f"{of}recorded": today.isoformat()}


def no_fact(id: str, what: str, known: list[str]) -> NotPossibleError:
    """That there is no such fact, and which there are."""
    listed = f"有 {'、'.join(known)}" if known else "一条也没有"
    return NotPossibleError(
        f"没有编号为 {id} 的{what}（{listed}）；请核对编号，见 fangxin show",
        f"there is no {id} (known: {', '.join(known) or 'none'}); check it with fangxin show",
    )


def there_already(id: str, what: str, found: str) -> NotPossibleError:
    """That a fact says this already."""
    return NotPossibleError(
        f"{id} 的{what}已经登记过（{found}），登记过的不能改；登记错了请用 fangxin void 注明，"
        "再记一条新的",
        f"{id} has this already ({found}), and what is recorded is not changed; if it was a "
        "mistake, void the fact and enter a new one",
    )
