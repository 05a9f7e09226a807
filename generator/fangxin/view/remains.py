"""What remains of what a merchant did when its publication is over: as little as the policy says.

A rule for certain kinds would name the kind: its reason becomes one that names nothing. Where the
version in force when a failure was recorded says that nothing remains, neither page, list, feed
nor file tells, once the bar is over too, that there was a failure: 曾经认定，已退出.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts, Failure, Status
from fangxin.standing.knowledge import annulled, knowledge_days, known
from fangxin.standing.reading import Reading, read
from fangxin.standing.sanction import OVERDUE
from fangxin.standing.standing import Reason, answer
from fangxin.standing.succession import succeeded
from fangxin.view.publication import is_nameless, named_failures
from fangxin.view.view import FailureView, Step, View

LEFT = "left"  # the flag of a merchant of whom only remains that it was recognised and left
# Rules that stand for one that would name what happened; their sentences are in the words.
WITHHELD = {"revoke": "withheld-revoke", "suspend": "withheld-suspend"}
_SANCTIONING = frozenset({"suspended", "revoked", "reinstated"})


@dataclass(frozen=True, slots=True)
class Remaining:
    """Failures by the names that reasons give them. ``nameless``: even the kind is told no longer.
    ``gone``: that there was one is told no longer either."""

    nameless: frozenset[str]
    gone: frozenset[str]
    failures: frozenset[str]  # all of them

    def vanished(self, names: tuple[str, ...]) -> bool:
        """Whether whatever rests on the facts ``names`` is told no longer."""
        resting = self.failures.intersection(names)
        return bool(resting) and resting <= self.gone

    def hides(self, names: tuple[str, ...]) -> bool:
        """Whether one of the facts ``names`` is nameless."""
        return not self.nameless.isdisjoint(names)


def in_place(facts: Facts, reading: Reading, as_of: date) -> Facts:
    """The facts with those that stand in the place of void ones as these count: recorded on their
    day, so that deadlines and publication do not begin anew."""
    return succeeded(known(facts, as_of), as_of)[0] if reading.heirs else facts


def remaining(facts: Facts, reading: Reading, policy: Policy, as_of: date) -> Remaining:
    """What is still told on ``as_of`` of ``facts``, which are ``in_place``."""
    named = named_failures(facts)
    nameless = {name for name, one in named.items() if is_nameless(one, policy, as_of)}
    bound = {
        name
        for sanction in reading.sanctions
        if not _is_over(sanction.bar_until if sanction.effect == "revoke" else sanction.end, as_of)
        for name in sanction.facts
    }
    gone = {name for name in nameless - bound if _is_to_vanish(named[name], policy)}
    return Remaining(frozenset(nameless), frozenset(gone), frozenset(named))


def untold(facts: Facts, left: Remaining, as_of: date) -> tuple[frozenset[str], frozenset[str]]:
    """Facts that count for nothing that is told, and those of which sanctions do not count either;
    what was annulled is not said again."""
    wrong = frozenset(annulled(facts, as_of))
    return left.nameless | wrong, left.gone | wrong


def _is_over(last: date | None, as_of: date) -> bool:
    """Whether what binds until ``last``, or for ever, binds nobody any more."""
    return last is not None and last < as_of


def _is_to_vanish(failure: Failure, policy: Policy) -> bool:
    remains = policy.on(failure.recorded).remains
    return remains is not None and remains.tells == "nothing"


def public_status(facts: Facts, policy: Policy, as_of: date) -> Status:
    """The status as the public may know it."""
    reading = read(facts, policy, as_of)
    now = answer(reading, as_of)
    if now.status is not Status.REVOKED:
        return now.status
    left = remaining(in_place(facts, reading, as_of), reading, policy, as_of)
    return Status.NONE if _has_left(now.status, now.reasons, left) else now.status


def _has_left(status: Status, reasons: tuple[Reason, ...], left: Remaining) -> bool:
    """Whether it is revoked for nothing but what is told no longer."""
    return status is Status.REVOKED and all(left.vanished(reason.facts) for reason in reasons)


def generalised(view: View, facts: Facts, reading: Reading, policy: Policy, as_of: date) -> View:
    """The View of ``facts``, which are ``in_place``, without what is told no longer."""
    left = remaining(facts, reading, policy, as_of)
    if not left.nameless:
        return view
    # A correction is told as long as the error was shown: so long nothing of it vanishes.
    left = replace(left, gone=left.gone - {one.fact for one in view.amends if one.told})
    quiet = {
        one.id
        for one in view.decisions
        if one.act in _SANCTIONING and left.vanished(_grounds(one.id, view, facts))
    }
    told = replace(
        view,
        reasons=tuple(_reasons(view.reasons, left, policy)),
        timeline=_begun(tuple(_merged(_steps(view.timeline, left, policy))), facts, left, as_of),
        failures=tuple(_failures(view.failures, left)),
        corrections=tuple(one for one in view.corrections if not left.vanished((one.fact,))),
        amends=tuple(one for one in view.amends if not left.vanished((one.fact,))),
        returns=tuple(one for one in view.returns if not left.vanished(one.facts)),
        decisions=tuple(one for one in view.decisions if one.id not in quiet),
        remedies=tuple(one for one in view.remedies if one.fact not in quiet),
    )
    return _as_left(told) if _has_left(view.status, view.reasons, left) else told


def _grounds(id: str, view: View, facts: Facts) -> tuple[str, ...]:
    """The facts that a decision rests on: of a reinstatement, what it lifted rested on them."""
    lifted = next((one.facts for one in view.returns if one.decision == id), ())
    return lifted or next((one.because for one in facts.decisions if one.id == id), ())


def _failures(failures: tuple[FailureView, ...], left: Remaining) -> Iterator[FailureView]:
    """Those that are told at all; of nameless ones not who found them either."""
    for one in failures:
        if one.name in left.nameless:
            one = replace(one, found_by=None, decided_by=None, mended=())
        if one.name not in left.gone:
            yield one


def _as_left(view: View) -> View:
    return replace(
        view,
        status=Status.NONE,
        flags=tuple(sorted({*view.flags, LEFT})),
        document=None,
        until=None,
        bar_until=None,
        next_date=None,
        next_status=None,
    )


def _reasons(reasons: tuple[Reason, ...], left: Remaining, policy: Policy) -> Iterator[Reason]:
    for reason in reasons:
        if not left.vanished(reason.facts):
            yield _reason(reason, left, policy)


def _reason(reason: Reason, left: Remaining, policy: Policy) -> Reason:
    """The reason, by a rule that does not name the kind of a nameless failure."""
    code = reason.rule.removesuffix(OVERDUE)
    rules = policy.on(reason.since).rules
    rule = next((one for one in rules if one.code in (reason.rule, code)), None)
    if rule is None or rule.kinds is None or not left.hides(reason.facts):
        return reason
    effect = "revoke" if reason.rule != rule.code else rule.effect
    effect = "suspend" if reason.provisional else effect
    return replace(reason, rule=WITHHELD[effect])


def _steps(steps: tuple[Step, ...], left: Remaining, policy: Policy) -> Iterator[Step]:
    """The steps, newest first; what was shown wrongly is no step of its own any longer, lest a
    merchant that never left be told as having left."""
    wrong: Step | None = None  # the newest of those passed over
    for step in steps:
        if step.corrected and all(left.vanished(reason.facts) for reason in step.reasons):
            wrong = wrong or step
            continue
        told = _step(step, left, policy)
        yield told if wrong is None else replace(told, until=wrong.until)
        wrong = None


def _step(step: Step, left: Remaining, policy: Policy) -> Step:
    reasons = tuple(_reasons(step.reasons, left, policy))
    if not _has_left(step.status, step.reasons, left):
        return replace(step, reasons=reasons)
    flags = tuple(sorted({*step.flags, LEFT}))
    return replace(step, status=Status.NONE, reasons=(), flags=flags, note=None, corrected=False)


def _merged(steps: Iterator[Step]) -> Iterator[Step]:
    """Steps, newest first; neighbours that tell the same are one."""
    last: Step | None = None
    for step in steps:
        if last is not None and _alike(last, step):
            last = replace(last, since=step.since)
            continue
        if last is not None:
            yield last
        last = step
    if last is not None:
        yield last


def _begun(steps: tuple[Step, ...], facts: Facts, left: Remaining, as_of: date) -> tuple[Step, ...]:
    """The steps without a beginning that only a failure made that is told no longer."""
    if not steps or (steps[-1].status, steps[-1].reasons, steps[-1].flags) != (Status.NONE, (), ()):
        return steps
    first = min(knowledge_days(_told(facts, left.gone)), default=None)
    following = steps[-2].since if len(steps) > 1 else add_days(as_of, 1)
    if first is None or first >= following:
        return steps[:-1]
    return (*steps[:-1], replace(steps[-1], since=max(first, steps[-1].since)))


def _told(facts: Facts, gone: frozenset[str], prefix: str = "") -> Facts:
    """The facts without failures that are told no longer, nor what followed them up."""
    return replace(
        facts,
        failures=tuple(one for one in facts.failures if prefix + one.id not in gone),
        follow_up=tuple(one for one in facts.follow_up if one.fact not in gone),
        siblings=tuple(_told(one, gone, f"{one.id}/") for one in facts.siblings),
    )


def _alike(one: Step, other: Step) -> bool:
    return replace(other, since=one.since, until=one.until) == one
