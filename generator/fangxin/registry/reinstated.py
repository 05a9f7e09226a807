"""Reinstatements that lift nothing, or more than they name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Problem
from fangxin.facts.values import Act, Merchant
from fangxin.registry.book import Book, decision_place
from fangxin.standing.reading import Reading, read
from fangxin.standing.undone import idle

# Why a reinstatement lifts nothing, and what to do about it.
NOTHING = {
    "not-open": (
        "reinstated-not-open",
        "规则不许恢复决定解除它所指的撤销，撤销和限制期照旧。这样的撤销只能由申诉或复检成立、登记有误"
        "（void）解除，或者限制期满后重新公示、认定；这一条登记错了的，请用 void 更正",
        "the policy does not open what it means to reinstatement, and revocation and bar go on; "
        "they end only by an upheld appeal or retest, a void, or a fresh publicity and "
        "certification after the bar; void this decision if it was entered by mistake",
    ),
    "nothing-lifted": (
        "reinstated-nothing-lifted",
        "那一天没有可以解除的暂停或撤销。请核对日期和 because；登记错了的，请用 void 更正",
        "there was nothing to lift on that day; check the day and because, or void it if it was "
        "entered by mistake",
    ),
}


def _readings(book: Book) -> Iterator[tuple[Merchant, Reading]]:
    """The merchants with reinstatements, read with everything that was ever recorded."""
    for merchant in book.whole():
        if any(decision.act is Act.REINSTATED for decision in merchant.decisions):
            yield merchant, read(book.facts(merchant.id), book.programme.policy, date.max)


def reinstatements_lift_something(book: Book) -> Iterator[Problem]:
    """A reinstatement lifts what the policy lets it lift. Under a version that says nothing of it,
    when whatever was named was lifted, it is only told."""
    policy = book.programme.policy
    for merchant, reading in _readings(book):
        acts = {decision.id: decision.acts for decision in reading.facts.decisions}
        for name, why in idle(reading):
            if why not in NOTHING:
                continue
            code, zh, en = NOTHING[why]
            yield Problem(
                decision_place(merchant, name, "status"),
                code,
                f"决定 {name} 的 reinstated 没有效力：{zh}",
                f"decision {name}: reinstated has no effect: {en}",
                "error" if policy.on(acts[name]).reinstatement.written else "warning",
            )


def reinstatements_name_revocations(book: Book) -> Iterator[Problem]:
    """A reinstatement that ends a revocation names what it lifts."""
    for merchant, reading in _readings(book):
        for one in reading.liftings:
            if one.merchant is not None or one.decision.because:
                continue
            day = one.decision.acts
            lifted = [s for s in one.lifted if s.effect == "revoke" and s.runs_on(day)]
            if lifted:
                names = ", ".join(sorted({fact for sanction in lifted for fact in sanction.facts}))
                yield Problem(
                    decision_place(merchant, one.decision.id, "status"),
                    "lifts-unnamed",
                    f"决定 {one.decision.id} 没有写 because，会连同撤销一并解除。确要解除撤销的，"
                    f"请写明 because: [{names}]；只恢复暂停的，请写明那一条的编号",
                    f"decision {one.decision.id} has no because and lifts a revocation too; write "
                    f"because: [{names}] if that is meant, or name the suspension it is about",
                    "warning",
                )
