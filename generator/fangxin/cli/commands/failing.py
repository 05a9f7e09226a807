"""What went wrong at a merchant: a failure, and that a provisional finding became final."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from fangxin.cli.commands.desk import Desk
from fangxin.cli.commands.recording import DAY, day_of, recorded
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.values import Failure, Merchant
from fangxin.office.editing import facts
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import Value
from fangxin.text.fields import Group

FINALITY = Group((FAILURE.table["final_document"],))
FINALISED = Group((*DAY.fields, *FINALITY.fields))


def fail(options: argparse.Namespace) -> int:
    """A failure; what follows is the policy's to say."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        asked = ("found_by", "served", "document", "summary")
        given = desk.values(FAILURE, ("kind", "date"), asked)
        wanting = _wanting(desk, given)
        given |= desk.values(Group(tuple(FAILURE.table[key] for key in wanting)), wanting)
        return facts.failed(merchant, given, desk.today)

    return recorded(options, work)


def _wanting(desk: Desk, given: Mapping[str, Value]) -> tuple[str, ...]:
    """What a failure of this kind must say besides."""
    from fangxin.registry.founding import wanting

    texts = {key: str(value) for key, value in given.items() if isinstance(value, str)}
    affects = given.get("affects", ())
    failure = Failure(
        id="",
        kind=texts["kind"],
        date=desk.today,
        recorded=desk.today,
        document=texts.get("document"),
        summary=texts.get("summary"),
        affects=tuple(map(str, affects)) if isinstance(affects, Sequence) else (),
    )
    return wanting(failure, desk.programme.policy)


def final(options: argparse.Namespace) -> int:
    """A provisional finding became final."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        day = day_of(desk)
        facts.finalised(merchant, options.fact, day, desk.today, {})  # refused before it is asked
        shown = desk.values(FINALITY, _finality(desk, merchant, day))
        return facts.finalised(merchant, options.fact, day, desk.today, shown)

    return recorded(options, work)


def _finality(desk: Desk, merchant: Merchant, day: str) -> tuple[str, ...]:
    """What must be said besides where the record does not show why the finding is final."""
    from fangxin.registry.founding import finality_shown, weighs

    policy = desk.programme.policy
    failure = next(one for one in merchant.failures if one.id == desk.options.fact)
    final = replace(failure, final=date.fromisoformat(day))
    shown = not weighs(final, policy) or finality_shown(final, policy)
    return () if shown else tuple(FINALITY.table)
