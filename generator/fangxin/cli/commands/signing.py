"""``fangxin sign``: what becomes of numbered signs, from the day they are handed out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from fangxin.cli.commands.desk import Desk
from fangxin.cli.commands.recording import day_of, recorded
from fangxin.facts.record.promises import LOST, RESTORED, SIGN
from fangxin.facts.values import Merchant
from fangxin.office.editing import signs
from fangxin.office.editing.numbers import sign_numbers
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import Value
from fangxin.text.fields import Group


def issue(options: argparse.Namespace) -> int:
    """A numbered sign was handed out."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts = desk.registry.facts(merchant.id)
        return signs.issued(facts, desk.programme.policy, _new(desk))

    return recorded(options, work)


def remove(options: argparse.Namespace) -> int:
    """A sign was taken down."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        return signs.removed(merchant, options.fact, day_of(desk))

    return recorded(options, work)


def lose(options: argparse.Namespace) -> int:
    """A sign was lost or stolen."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        given = desk.values(LOST, (), ("document",), {"date": desk.today.isoformat()})
        return signs.lost(merchant, options.fact, given)

    return recorded(options, work)


def replace(options: argparse.Namespace) -> int:
    """A new sign hangs in the place of one that was lost, stolen or damaged."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts, policy = desk.registry.facts(merchant.id), desk.programme.policy
        return signs.replaced(merchant, options.fact, facts, policy, _new(desk))

    return recorded(options, work)


def restore(options: argparse.Namespace) -> int:
    """What was entered of a sign was a mistake, or a lost one was found again."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        found = signs.fates(merchant, options.fact)
        key = _which(found, options.what)
        today = {"date": desk.today.isoformat()}
        given = desk.values(RESTORING, ("reason", "document"), (), today)
        return signs.restored(merchant, options.fact, key, given)

    return recorded(options, work)


def _which(found: Sequence[str], said: str | None) -> str:
    """Which of what is said of a sign is meant. Raises NotPossibleError."""
    from fangxin.words.signs import FATE_ZH

    if said is not None and said in found:
        return said
    if said is None and len(found) == 1:
        return found[0]
    listed = "、".join(f"{key}（{FATE_ZH[key]}）" for key in found)
    raise NotPossibleError(
        f"要撤回哪一样？用 --what 写明其中之一：{listed}",
        f"say by --what which of these is taken back: {', '.join(found)}",
    )


RESTORING = Group(tuple(RESTORED.table[key] for key in ("date", "reason", "document")))


def _new(desk: Desk) -> dict[str, Value]:
    """The number, day and place of a sign that is handed out."""
    numbers = sign_numbers(desk.registry.merchants.values())
    usual = {"number": numbers.next(desk.today), "issued": desk.today.isoformat()}
    return desk.values(SIGN, (), ("place",), usual)
