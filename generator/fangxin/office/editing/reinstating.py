"""Whether a reinstatement that is being entered lifts what it names, or why it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Decision, Facts
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.text import Value
from fangxin.standing.reading import read
from fangxin.standing.standing import Standing

# What ends that which a reinstatement cannot lift.
LAWFUL_ZH = (
    "只能由申诉或复检成立（fangxin appeal）、登记有误作废（fangxin void）解除，"
    "或者限制期满后重新公示、认定"
)
LAWFUL_EN = (
    "it ends only by an upheld appeal or retest (fangxin appeal), a void (fangxin void), or a "
    "fresh publicity and certification after the bar"
)


def check_reinstatement(
    wanted: Mapping[str, Value], now: Standing, facts: Facts, policy: Policy, today: date
) -> None:
    """Raises NotPossibleError where the decision names nothing, what it names is not there to be
    lifted, or the policy does not let it be lifted."""
    because = wanted.get("because")
    if not isinstance(because, list) or not because:
        raise _names_nothing(now)
    day = date.fromisoformat(str(wanted["date"]))
    named = tuple(map(str, because))
    decision = Decision(str(wanted["id"]), day, Act.REINSTATED, max(day, today), because=named)
    tried = replace(facts, decisions=(*facts.decisions, decision))
    liftings = read(tried, policy, decision.acts).liftings
    done = next(one for one in liftings if one.merchant is None and one.decision.id == decision.id)
    if done.kept:
        rules = "、".join(sorted({sanction.rule for sanction in done.kept}))
        raise NotPossibleError(
            f"{'、'.join(named)} 的后果（规则 {rules}）不能由恢复决定解除：{LAWFUL_ZH}",
            f"what follows from {', '.join(named)} (rule {rules}) is not open to reinstatement: "
            f"{LAWFUL_EN}",
        )
    if not done.lifted:
        raise _lifts_nothing(named, now)


def _listed(now: Standing) -> str:
    return "；".join("、".join(facts) for facts in sorted({r.facts for r in now.reasons})) or "没有"


def _names_nothing(now: Standing) -> NotPossibleError:
    return NotPossibleError(
        f"恢复须写明恢复的是哪一件（--because）：现在的原因是 {_listed(now)}",
        f"a reinstatement must name what it lifts (--because): the causes are {_listed(now)}",
    )


def _lifts_nothing(named: tuple[str, ...], now: Standing) -> NotPossibleError:
    return NotPossibleError(
        f"写明的 {'、'.join(named)} 没有可以解除的暂停或撤销；合计几件事的，要全部写上。"
        f"现在的原因是 {_listed(now)}；请核对 --because",
        f"nothing rests on {', '.join(named)} alone that could be lifted; name all facts of a "
        f"cause: {_listed(now)}; check --because",
    )
