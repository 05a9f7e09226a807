"""How every import ends: what it does is shown, written and committed as any other change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fangxin.base.problem import Problem, errors
from fangxin.base.report import complain, say_json
from fangxin.cli.desk.changing import finish
from fangxin.cli.desk.given import FINE, WRONG
from fangxin.cli.desk.opening import Desk

if TYPE_CHECKING:
    from fangxin.change.proposal import Proposal


def ended(
    desk: Desk,
    proposal: Proposal | None,
    problems: list[Problem],
    outcome: Mapping[str, Any],
    subject: str,
) -> int:
    """Show what the import does, write it and commit it when asked; the exit code: 1 too when
    something of the table did not come in."""
    told = {**outcome, "problems": [problem.as_json() for problem in sorted(problems)]}
    code = FINE
    if proposal is not None:
        _tell_joining(desk, proposal)
        code = finish(desk, proposal, subject, told)
    elif desk.options.json:
        say_json(told | {"written": False, "commit": None, "files": []})
    return code or (WRONG if errors(problems) else FINE)


def _tell_joining(desk: Desk, proposal: Proposal) -> None:
    """Say of which new records the gate will ask a document, because others bear their code."""
    from fangxin.change.guard.arriving import bearers

    was, new = desk.registry, proposal.new.sources.registry
    policy, today = desk.programme.policy, desk.today
    known = {one.uscc for one in was.merchants.values()} - {None}
    joined = [
        id
        for id, one in (new.merchants if new is not None else {}).items()
        if id not in was.merchants and one.uscc is not None and one.uscc in known
        if bearers(was, policy, id, one.uscc, today)
    ]
    if joined:
        named = "、".join(joined[:5]) + (f"等 {len(joined)} 家" if len(joined) > 5 else "")
        complain(
            f"{named}的信用代码也是别家的，从此算同一经营者：推送以前逐家凭文书登记，"
            "fangxin change 编号 uscc 原来的代码 --document 文号 --summary 依据，并由另一人批准",
            f"others bear the credit code of {', '.join(joined[:5])}: before the push, say by "
            "which document with fangxin change ID uscc SAME --document … --summary …, approved "
            "by a second person",
        )
