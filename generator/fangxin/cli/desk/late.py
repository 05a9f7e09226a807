"""What lets in an appeal or a reply that came after its last day."""

from __future__ import annotations

from datetime import date

from fangxin.cli.desk.opening import Desk
from fangxin.facts.record.parts import ADMISSION
from fangxin.office.editing.redress import Answerable
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.text import Value


def admitted(desk: Desk, target: Answerable, what: str, came: date) -> dict[str, Value]:
    """The decision that lets in what came after its last day; nothing when it came in time. Raises
    NotPossibleError where there is none."""
    from fangxin.standing.deadlines import appeal_by, reply_by

    last = (appeal_by if what == "appeal" else reply_by)(target.about, desk.programme.policy)
    options = desk.options
    if came <= last:
        return {}
    if not (options.field_admitted_document and options.field_admitted_reason):
        zh, en = ("申诉", "an appeal") if what == "appeal" else ("陈述", "a reply")
        raise NotPossibleError(
            f"就 {target.name} {zh}的最后一天是 {last}，这里是 {came}，已经过了，不予登记；"
            "另有决定准予受理的，写 --admitted-document 文号和 --admitted-reason 理由",
            f"{last} was the last day for {en} about {target.name}, this is {came}: it is not "
            "entered; where it was decided to hear it, give --admitted-document and "
            "--admitted-reason",
        )
    given = {
        "date": desk.today.isoformat(),
        "document": options.field_admitted_document,
        "reason": options.field_admitted_reason,
    }
    return {"admitted": desk.values(ADMISSION, (), (), given)}
