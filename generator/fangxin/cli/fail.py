"""``fangxin fail``: enter a failure; what follows from it is the policy's to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.values import Failure, Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step
    from fangxin.office.editing.text import Value

EXAMPLE = """\
fangxin fail PJ180005E --kind penalty --date 6月3日 --served 6月5日 --found-by amr --document \
浦市监罚〔2026〕117号 --summary 销售标签不符合规定的预包装食品"""
# What is told by rectify, final, served and reply, once it has happened.
LATER = (
    *(
        "served_document",
        "rectified",
        "rectified_document",
        "rectified_summary",
        "final",
        "final_document",
    ),
    *("reply", "replied"),
)


NEEDS = dict.fromkeys(("kind", "date"), ALWAYS)


def run(options: Options) -> int:
    """A failure; what follows is the policy's to say."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        asked = ("found_by", "served", "document", "summary")
        given = desk.values(FAILURE, NEEDS, asked)
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


COMMAND = Command(
    "fail",
    run,
    (options.MERCHANT, *entered(FAILURE, LATER), *options.WRITTEN),
    EXAMPLE,
    needs=NEEDS,
)
