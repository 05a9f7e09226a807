"""A new record under the credit code of others: from its first day they are one operator, and are
punished together, so that a slip of one clerk must not be enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import RecordChange, listed, text
from fangxin.change.guard.push import Push
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.particulars import CODE
from fangxin.facts.recourse import stands
from fangxin.facts.values import Merchant, Status
from fangxin.registry.registry import Registry
from fangxin.standing.standing import standing


def new_shops_join_openly(push: Push) -> Iterator[Problem]:
    """A new record under a code that published merchants bear or bore says by which document."""
    registry, programme = push.old.sources.registry, push.old.sources.programme
    if push.first or registry is None or programme is None:
        return
    for record in push.records:
        code = record.written(CODE)
        if record.old is not None or code is None or code_is_said(record, code):
            continue
        others = bearers(registry, programme.policy, record.id, code, push.as_of)
        if others:
            yield _silent(record, code, others)


def bearers(registry: Registry, policy: Policy, id: str, code: str, day: date) -> tuple[str, ...]:
    """The other merchants that bear a credit code on ``day``, or bore it, and are not closed: who
    sold a shop to its new record is not touched by that."""
    return tuple(
        other
        for other, merchant in registry.merchants.items()
        if other != id
        and code in _codes(merchant)
        and standing(registry.facts(other), policy, day).status is not Status.CLOSED
    )


def _codes(merchant: Merchant) -> set[str | None]:
    """Its credit codes, but those that were mistakes."""
    found = [one for one in merchant.changes if one.field == CODE and stands(one)]
    said = {merchant.uscc, *(code for one in found for code in (one.before, one.after))}
    return said - {one.before for one in found if one.mistaken}


def code_is_said(record: RecordChange, code: str) -> bool:
    """Whether an entry of the record, which has a document, leads to its code."""
    return any(
        text(item.node, "field") == CODE
        and text(item.node, "after") == code
        and text(item.node, "void.date") is None
        for item in listed(record.new, "changes")
    )


def _silent(record: RecordChange, code: str, others: tuple[str, ...]) -> Problem:
    named = "、".join(others[:3]) + ("等" if len(others) > 3 else "")
    return Problem(
        record.place(CODE),
        "arrival-joined",
        f"新档案 {record.id} 的信用代码 {code} 也是 {named} 的：从此算同一经营者，一处受罚，"
        f"处处受罚。抄错的请改正；确是同一经营者的，须凭文书：fangxin change {record.id} {CODE} "
        f"{code} --document 文号 --summary 依据，并由另一人批准",
        f"the new record {record.id} has the credit code {code} of {', '.join(others[:3])}: they "
        "count as one operator from now on, and are punished together; mend a slip, or use "
        f"fangxin change {record.id} {CODE} {code} with a document and a summary, approved by a "
        "second person",
    )
