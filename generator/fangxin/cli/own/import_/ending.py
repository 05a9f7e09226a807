"""How every import ends: what it does is shown, written and committed as any other change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fangxin.base.problem import Problem, errors
from fangxin.base.report import say_json
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
        code = finish(desk, proposal, subject, told)
    elif desk.options.json:
        say_json(told | {"written": False, "commit": None, "files": []})
    return code or (WRONG if errors(problems) else FINE)
