"""That a change needs a second person, said at its end and not by the gate when it is pushed."""

from __future__ import annotations

from fangxin.base.report import complain
from fangxin.change.proposal import Proposal
from fangxin.cli.desk.opening import Desk


def tell_second(desk: Desk, proposal: Proposal) -> None:
    """Say who else must approve by guard.yml, and how; nothing where the message of the commit
    names enough of them, or where one person is enough."""
    from fangxin.change.guard.second import second_persons

    wanted = second_persons(proposal)
    if wanted is None:
        return
    if not desk.programme.guard.signed and len(set(desk.options.approved_by)) >= wanted.count:
        return
    who, whom = ("一位", "another official") if wanted.count == 1 else ("两位", "two others")
    complain(
        f"{wanted.zh}须由另外{who}在册人员批准：推送以前，请批准人在自己的电脑上取来这个提交，"
        "运行 fangxin approve --role 岗位（见 docs/guard.md）",
        f"{wanted.en}: {whom} must approve it before it is pushed, by fangxin approve --role ROLE "
        "(see docs/guard.md)",
    )
