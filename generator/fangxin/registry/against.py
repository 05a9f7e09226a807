"""Why a certification is against the policy: the cause with its days and numbers.

The standing says which condition is missed (``docs/standing.md`` section 4); here it is said by
how much, and what to do.
"""

from __future__ import annotations

from fangxin.base.both import Both
from fangxin.base.dates import add_days, add_years
from fangxin.facts.policy.policy import Version
from fangxin.facts.values import Act, Decision
from fangxin.standing.reading import Reading


def finding(why: str, decision: Decision, reading: Reading) -> Both:
    """What was expected and what was found, for the condition ``why`` that ``decision`` misses."""
    version = reading.history.policy.on(decision.acts)
    if why == "bar":
        return _bar(decision, reading)
    if why == "publicity":
        return _publicity(decision, reading, version)
    if why == "objection":
        return _objection(decision, reading)
    if why == "term":
        return _term(decision, version)
    return _closed(reading)


def _bar(decision: Decision, reading: Reading) -> Both:
    day = decision.acts
    found = [s for s in reading.sanctions if s.bar_until and s.start <= day <= s.bar_until]
    last = max(found, key=lambda s: s.bar_until or s.start)
    facts = "、".join(last.facts) or last.decision or last.rule
    return (
        f"因 {facts}，自 {last.start} 至 {last.bar_until} 不得认定，这里是 {day}",
        f"{facts} bars it from {last.start} to {last.bar_until}, this is {day}",
    )


def _last_publicity(decision: Decision, reading: Reading) -> Decision | None:
    decided = reading.facts.decisions
    before = [d for d in decided if d.act is Act.PUBLICISED and d.acts < decision.acts]
    return max(before, key=lambda d: (d.acts, d.id), default=None)


def _publicity(decision: Decision, reading: Reading, version: Version) -> Both:
    last = _last_publicity(decision, reading)
    if last is None:
        return f"{decision.acts} 之前没有公示", f"there is no publicity before {decision.acts}"
    if last.until is None:
        return f"公示 {last.id} 没有写明 until", f"publicity {last.id} has no until"
    for certificate in reading.register.certificates:
        other = certificate.decision
        earlier = other.acts <= decision.acts and other is not decision and not other.imported
        if earlier and _last_publicity(other, reading) is last:
            return (
                f"公示 {last.id} 已用于认定 {other.id}，每次认定要有自己的公示",
                f"publicity {last.id} was used for {other.id}, each certification needs its own",
            )
    return _days(decision, last, version) or _ended(decision, last, reading)


def _days(decision: Decision, last: Decision, version: Version) -> Both | None:
    until = last.until or last.acts
    length, least = (until - last.acts).days + 1, version.number_of("publicity_days")
    age, oldest = (decision.date - until).days, version.number_of("publicity_valid_days")
    if until >= decision.acts:
        return (
            f"公示 {last.id} 到 {until} 才期满，最早 {add_days(until, 1)} 可以认定，"
            f"这里是 {decision.acts}",
            f"publicity {last.id} runs until {until}, so {add_days(until, 1)} is the first day to "
            f"certify, this is {decision.acts}",
        )
    if length < least:
        return (
            f"公示 {last.id} 自 {last.acts} 至 {until} 共 {length} 天，规则要求至少 {least} 天",
            f"publicity {last.id} from {last.acts} to {until} lasted {length} days, the policy "
            f"wants at least {least}",
        )
    if age > oldest:
        return (
            f"公示 {last.id} 于 {until} 结束，到 {decision.date} 已过 {age} 天，最多 {oldest} 天",
            f"publicity {last.id} ended on {until}, {age} days before {decision.date}, at most "
            f"{oldest} are allowed",
        )
    return None


def _ended(decision: Decision, last: Decision, reading: Reading) -> Both:
    acts = (Act.REFUSED, Act.WITHDRAWN)
    ends = [(d.acts, d.id) for d in reading.facts.decisions if d.act in acts]
    ends += [
        (s.start, "、".join(s.facts) or s.decision or s.rule)
        for s in reading.sanctions
        if s.effect == "revoke" and s.counted >= last.acts
    ]
    between = [end for end in ends if last.acts <= end[0] <= decision.acts]
    day, fact = min(between, default=(last.acts, last.id))
    return (
        f"公示 {last.id} 之后，{day} 有 {fact}（不予认定、退出或撤销），须重新公示",
        f"after publicity {last.id} came {fact} on {day} (refused, withdrawn or revoked): it must "
        "be publicised anew",
    )


def _objection(decision: Decision, reading: Reading) -> Both:
    upheld = None
    for item in sorted(reading.facts.objections, key=lambda o: (o.filed, o.id)):
        if item.filed > decision.acts:
            continue
        if item.decided is None or item.outcome is None:
            return (
                f"异议 {item.id}（{item.filed} 提出）没有登记处理结果",
                f"objection {item.id}, filed {item.filed}, has no outcome",
            )
        if item.decided > decision.acts:
            return (
                f"异议 {item.id}（{item.filed} 提出）{item.decided} 才有处理结果，"
                f"晚于认定 {decision.acts}",
                f"objection {item.id}, filed {item.filed}, was decided on {item.decided}, after "
                f"{decision.acts}",
            )
        if item.outcome == "upheld":
            upheld = item
    id = upheld.id if upheld is not None else "—"
    return f"异议 {id} 成立", f"objection {id} was upheld"


def _term(decision: Decision, version: Version) -> Both:
    if decision.until is None:
        return "没有写明 until", "there is no until"
    if decision.until < decision.acts:
        return (
            f"until {decision.until} 早于起算日 {decision.acts}",
            f"until {decision.until} lies before the day it acts, {decision.acts}",
        )
    years = version.number_of("term_max_years")
    longest = add_years(decision.acts, years)
    return (
        f"有效期最长 {years} 年，即至 {longest}，这里是 {decision.until}",
        f"the term is at most {years} years, until {longest}, this is {decision.until}",
    )


def _closed(reading: Reading) -> Both:
    ending = reading.register.ending
    if ending is None:
        return "此前已终止", "it was closed before"
    return (
        f"已由 {ending.fact} 自 {ending.day} 起终止",
        f"{ending.fact} closed it from {ending.day}",
    )
