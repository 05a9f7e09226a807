"""A second, slow evaluation of ``docs/standing.md``, written as plainly as the document reads.

It shares nothing with ``generator`` but the types, the calendar and the look-up of a policy
version. Every question about a day is answered by throwing away what was not known on that day and
asking again from the start; nothing is remembered between two days. The truth table and the
property tests compare it with ``fangxin.standing``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from fangxin.base.dates import add_days, add_years
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Change, Decision, Facts, Status
from tests.support.oracle_sanctions import Sanction, lifted_on, reaching
from tests.support.oracle_world import annulled_on, seen, taken_over


@dataclass(frozen=True)
class World:
    """What is known (``facts``), with the annulled taken out, under a policy. What was worked out
    of one world is kept with it, for it is asked many times over."""

    facts: Facts
    policy: Policy

    @cached_property
    def made(self) -> list[Sanction]:
        """All sanctions that reach the merchant, lifted or not."""
        return reaching(self.facts, self.policy)

    @cached_property
    def lifted(self) -> list[date | None]:
        """Of each of them the day from which it is lifted."""
        return lifted_on(self.made, self.acts(Act.REINSTATED), self.policy)

    @cached_property
    def judged(self) -> tuple[list[Decision], dict[str, str]]:
        """The certifications with an effect, and why the others have none."""
        return judge(self)

    def acts(self, *acts: Act) -> list[Decision]:
        """The decisions of these kinds, in the order they act."""
        chosen = [d for d in self.facts.decisions if d.act in acts]
        return sorted(chosen, key=lambda d: (d.acts, d.id))

    def on(self, day: date) -> World:
        """The same world with only what was recorded by ``day``, and what is known of that now:
        when an objection had been decided, or a failure put right, whoever entered it late."""
        then = seen(self.facts, day, frozenset())
        known = (then, *then.siblings)
        now = (self.facts, *self.facts.siblings)
        own, *others = (recorded_by(one, other, day) for one, other in zip(known, now, strict=True))
        return World(replace(own, siblings=tuple(others)), self.policy)


def world(facts: Facts, policy: Policy, day: date) -> World:
    """What is known on ``day``, equal facts in the place of void ones, without the annulled."""
    facts = taken_over(seen(facts, day, frozenset()), day)
    return World(seen(facts, day, annulled_on(facts, day)), policy)


def lifted_here(w: World, sanction: Sanction, day: date) -> bool:
    """Whether a reinstatement, own or the sibling's it comes from, has lifted it by ``day``."""
    gone = w.lifted[w.made.index(sanction)]
    return gone is not None and gone <= day


def sanctions(w: World) -> list[Sanction]:
    """All sanctions that reach the merchant, lifted or not."""
    return w.made


# --- the certificate -----------------------------------------------------------------------------


def certifications(w: World) -> tuple[list[Decision], dict[str, str]]:
    """The effective certifications in order, and why the others are not."""
    return w.judged


def judge(w: World) -> tuple[list[Decision], dict[str, str]]:
    """The same, judged in the order in which they act."""
    effective: list[Decision] = []
    spent: set[str] = set()
    why: dict[str, str] = {}
    for decision in w.acts(Act.CERTIFIED):
        then = w.on(decision.acts)
        publicity = publicity_before(then, decision)
        code = objection_to(then, decision, publicity, effective, spent)
        if code:
            why[decision.id] = code
            continue
        effective.append(decision)
        if publicity and not decision.imported:
            spent.add(publicity.id)
    return effective, why


def recorded_by(then: Facts, now: Facts, day: date) -> Facts:
    """The facts of one merchant then, with what is known of failures and objections now."""
    return replace(
        then,
        failures=tuple(f for f in now.failures if f.recorded <= day),
        objections=tuple(
            o
            if o.decided is not None and o.decided <= day
            else replace(o, decided=None, outcome=None)
            for o in now.objections
            if o.filed <= day
        ),
    )


def publicity_before(w: World, decision: Decision) -> Decision | None:
    """The last publicity that acts on an earlier day."""
    earlier = [p for p in w.acts(Act.PUBLICISED) if p.acts < decision.acts]
    return earlier[-1] if earlier else None


def objection_to(
    w: World, c: Decision, p: Decision | None, effective: list[Decision], spent: set[str]
) -> str | None:
    """Section 4, conditions 1 to 5: the first that fails, or None."""
    if any(barred(w, sanction, c.acts) for sanction in sanctions(w)):
        return "bar"
    if not c.imported and (p is None or p.id in spent or not good_publicity(w, p, c)):
        return "publicity"
    for objection in w.facts.objections:
        if objection.outcome is None:
            return "objection"
        settled = objection.decided or objection.filed
        last_word = max(objection.filed, settled)
        since_publicity = not c.imported and p is not None and last_word >= p.acts
        if objection.outcome == "upheld" and since_publicity:
            return "objection"
    version = w.policy.on(c.acts)
    if c.until is None or c.until < c.acts:
        return "term"
    if not c.imported and c.until > add_years(c.acts, version.number_of("term_max_years")):
        return "term"
    return "closed" if closings(w, c.acts, effective) else None


def barred(w: World, sanction: Sanction, day: date) -> bool:
    if sanction.effect != "revoke" or sanction.bar_until is None:
        return False
    return sanction.start <= day <= sanction.bar_until and not lifted_here(w, sanction, day)


def good_publicity(w: World, p: Decision, c: Decision) -> bool:
    """Section 4, condition 2, for the last publicity before ``c``."""
    version = w.policy.on(c.acts)
    if p.until is None or p.until >= c.acts:
        return False
    if (p.until - p.acts).days + 1 < version.number_of("publicity_days"):
        return False
    if (c.date - p.until).days > version.number_of("publicity_valid_days"):
        return False
    if any(d.acts >= p.acts for d in w.acts(Act.REFUSED, Act.WITHDRAWN)):
        return False
    return not any(
        s.effect == "revoke"
        and p.acts <= s.start <= c.acts
        and p.acts <= s.counted
        and not lifted_here(w, s, s.start)
        for s in sanctions(w)
    )


def last_day(w: World, c: Decision) -> date:
    """The last day on which certificate ``c`` runs, grace included."""
    assert c.until is not None
    version = w.policy.on(c.acts)
    refusals = [d.acts for d in w.acts(Act.REFUSED)]
    if not any(c.acts <= d.acts and d.date <= c.until for d in applications(w, c)):
        return c.until
    end = add_days(c.until, version.number_of("renewal_grace_days"))
    for day in refusals:
        if day > c.until:
            end = min(end, add_days(day, -1))
    return end


def applications(w: World, c: Decision) -> list[Decision]:
    """What may count as an application in time for the renewal of ``c``."""
    refusals = [d.acts for d in w.acts(Act.REFUSED)]
    return [
        d
        for d in w.acts(Act.APPLIED, Act.PUBLICISED)
        if not any(d.date <= r and c.until is not None and r <= c.until for r in refusals)
    ]


def certificate(w: World, day: date) -> Decision | None:
    """The latest effective certification that acts on or before ``day``."""
    before = [c for c in certifications(w)[0] if c.acts <= day]
    return before[-1] if before else None


def covers(w: World, day: date, leaving_today: bool = True) -> bool:
    """Whether the certificate covers ``day``; without ``leaving_today`` what ends it on that very
    day does not count."""
    c = certificate(w, day)
    if c is None or day > last_day(w, c):
        return False
    effective = certifications(w)[0]
    gone = [d.acts for d in closings(w, day, effective)]
    gone += [d.acts for d in withdrawals(w, day)]
    return not any(leaving_today or acted < day for acted in gone)


def closings(w: World, day: date, effective: list[Decision]) -> list[Decision | Change]:
    """What has closed the merchant for good by ``day``."""
    found: list[Decision | Change] = [d for d in w.acts(Act.CLOSED) if d.acts <= day]
    for change in w.facts.changes:
        ends = w.policy.on(change.acts).ends_on_change
        if change.field in ends and not change.continues and change.acts <= day:
            found += [change] if any(c.acts <= change.acts for c in effective) else []
    return found


def withdrawals(w: World, day: date) -> list[Decision]:
    """Withdrawals by ``day`` with no effective certification after them by ``day``."""
    effective = [c.acts for c in certifications(w)[0] if c.acts <= day]
    return [
        d
        for d in w.acts(Act.WITHDRAWN)
        if d.acts <= day and not any(acts > d.acts for acts in effective)
    ]


# --- the status ----------------------------------------------------------------------------------


def attaches(w: World, sanction: Sanction) -> bool:
    """Section 5: whether the certificate covered a day that ties the revocation to it."""
    if covers(w, sanction.start, leaving_today=False):
        return True
    return any(covers(w, day) for day in sanction.happened)


def revocations(w: World, day: date) -> list[Sanction]:
    """Those that make the status revoked on ``day``."""
    return [
        s
        for s in sanctions(w)
        if s.effect == "revoke"
        and s.start <= day
        and not lifted_here(w, s, day)
        and not anew(w, s, day)
        and attaches(w, s)
    ]


def anew(w: World, sanction: Sanction, day: date) -> bool:
    """Whether it was certified by ``day`` after the bar, its publicity begun after what the
    revocation counts from."""
    for c in certifications(w)[0]:
        publicity = None if c.imported else publicity_before(w, c)
        begun = publicity.acts if publicity else c.acts
        late = sanction.bar_until is None or c.acts > sanction.bar_until
        if c.acts <= day and begun > sanction.counted and late:
            return True
    return False


def suspensions(w: World, day: date) -> list[Sanction]:
    """Those that make the status suspended on ``day``, when nothing stronger does."""
    c = certificate(w, day)
    if c is None:
        return []
    return [
        s
        for s in sanctions(w)
        if s.effect == "suspend"
        and s.start <= day
        and (s.end is None or day <= s.end)
        and not lifted_here(w, s, day)
        and day <= last_day(w, c)
    ]


def running_publicity(w: World, day: date) -> Decision | None:
    """The last publicity by ``day``, when its days include ``day`` and nobody refused since."""
    p = last_publicity(w, day)
    if p is None or p.until is None or day > p.until:
        return None
    return None if refused_since(w, p, day) else p


def last_publicity(w: World, day: date) -> Decision | None:
    seen_by = [p for p in w.acts(Act.PUBLICISED) if p.acts <= day]
    return seen_by[-1] if seen_by else None


def refused_since(w: World, p: Decision, day: date) -> list[Decision]:
    return [d for d in w.acts(Act.REFUSED) if p.acts <= d.acts <= day]


def status_in(w: World, day: date) -> Status:
    """The first of section 5 that holds on ``day``."""
    if revocations(w, day):
        return Status.REVOKED
    if closings(w, day, certifications(w)[0]):
        return Status.CLOSED
    if withdrawals(w, day):
        return Status.WITHDRAWN
    if suspensions(w, day):
        return Status.SUSPENDED
    c = certificate(w, day)
    if c is not None:
        return Status.EXPIRED if day > last_day(w, c) else Status.CERTIFIED
    return Status.PUBLICISED if running_publicity(w, day) else Status.NONE


def oracle(facts: Facts, policy: Policy, as_of: date) -> Status:
    """The status on ``as_of``, with what was known on that day."""
    return status_in(world(facts, policy, as_of), as_of)


def reread(facts: Facts, policy: Policy, day: date, as_of: date) -> Status:
    """The status on the past ``day``, in the history as it reads on ``as_of``."""
    return status_in(world(facts, policy, as_of), day)


def ahead(facts: Facts, policy: Policy, as_of: date, day: date) -> Status:
    """The status on the future ``day`` when nothing new is recorded after ``as_of``."""
    return status_in(world(facts, policy, as_of), day)


def since(facts: Facts, policy: Policy, as_of: date, first: date) -> date | None:
    """The first day of the unbroken run up to ``as_of``; None when it reaches before ``first``."""
    status = oracle(facts, policy, as_of)
    day = as_of
    while day >= first and reread(facts, policy, day, as_of) == status:
        day = add_days(day, -1)
    return add_days(day, 1) if day >= first else None


def until(
    facts: Facts, policy: Policy, as_of: date, horizon: date
) -> tuple[date | None, Status | None]:
    """The last day of the status and the next status, or Nones when it holds to ``horizon``."""
    status = oracle(facts, policy, as_of)
    frozen = world(facts, policy, as_of)
    day = as_of
    while day < horizon:
        day = add_days(day, 1)
        then = status_in(frozen, day)
        if then != status:
            return add_days(day, -1), then
    return None, None
