"""Section 5 of ``docs/standing.md`` for the oracle: what a standing says besides its status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Change, Decision, Facts, Failure, Status
from tests.support.oracle import (
    World,
    applications,
    attaches,
    barred,
    certificate,
    certifications,
    closings,
    last_day,
    last_publicity,
    lifted_here,
    refused_since,
    revocations,
    running_publicity,
    sanctions,
    status_in,
    suspensions,
    withdrawals,
    world,
)
from tests.support.oracle_sanctions import Sanction, about, lifted_on, struck
from tests.support.oracle_world import annulled_on, known_on, seen, successors, taken_over

Cause = tuple[str, tuple[str, ...]]  # rule, facts


def flags(facts: Facts, policy: Policy, as_of: date) -> frozenset[str]:
    """The flags of the standing on ``as_of``."""
    w = world(facts, policy, as_of)
    status, c = status_in(w, as_of), certificate(w, as_of)
    publicity, last = running_publicity(w, as_of), last_publicity(w, as_of)
    found: set[str] = set()
    if publicity and status in (Status.CERTIFIED, Status.SUSPENDED):
        found.add("renewal")
    elif publicity and c is not None:
        found.add("again")
    if status is Status.CERTIFIED and c is not None and c.until is not None and as_of > c.until:
        found.add("grace")
    over = last is not None and last.until is not None and last.until < as_of
    if status is Status.NONE and over and last and not refused_since(w, last, as_of):
        found.add("pending")
    if status is Status.SUSPENDED and all(s.provisional for s in suspensions(w, as_of)):
        found.add("provisional")
    if status is Status.EXPIRED and c is not None and suspensions(w, last_day(w, c)):
        found.add("suspended")
    return frozenset(found)


def bar_until(facts: Facts, policy: Policy, as_of: date) -> date | None:
    """The last day of the latest bar that runs."""
    w = world(facts, policy, as_of)
    return max(
        (s.bar_until for s in sanctions(w) if barred(w, s, as_of) and s.bar_until), default=None
    )


def ineffective(facts: Facts, policy: Policy, as_of: date) -> tuple[tuple[str, str], ...]:
    """Decisions without effect and the code why, ordered by id."""
    w = world(facts, policy, as_of)
    found = list(certifications(w)[1].items())
    found += [(s.manual, "not-certified") for s in sanctions(w) if s.manual and idle(w, s)]
    for r in w.acts(Act.REINSTATED):
        why = lifts_nothing(w, r)
        if why and lifts_nothing(world(facts, policy, r.acts), r):
            found.append((r.id, why))
    return tuple(sorted(found))


def lifts_nothing(w: World, r: Decision) -> str | None:
    """Why a reinstatement lifts nothing; None when it lifts something."""
    every, days = before(w, r)
    if struck(every, days, r, w.policy):
        return None
    return "not-open" if any(map(about, every, days, [r] * len(every))) else "nothing-lifted"


def before(w: World, r: Decision) -> tuple[list[Sanction], list[date | None]]:
    """All sanctions, and from which day earlier decisions than ``r`` have lifted them."""
    earlier = [d for d in w.acts(Act.REINSTATED) if (d.acts, d.id) < (r.acts, r.id)]
    every = sanctions(w)
    return every, lifted_on(every, earlier, w.policy)


def reinstatements(facts: Facts, policy: Policy, as_of: date) -> set[tuple[str, tuple[str, ...]]]:
    """Own reinstatements that lift something, with the facts of what they lift."""
    w = world(facts, policy, as_of)
    found = set()
    for r in w.acts(Act.REINSTATED):
        every, days = before(w, r)
        hit = struck(every, days, r, policy)
        if hit:
            found.add((r.id, tuple(sorted({name for n in hit for name in every[n].facts}))))
    return found


def idle(w: World, sanction: Sanction) -> bool:
    return sanction.effect == "revoke" and not attaches(w, sanction)


def causes(facts: Facts, policy: Policy, as_of: date) -> tuple[Cause, ...]:
    """Rule and facts of every reason, sorted."""
    w = world(facts, policy, as_of)
    status = status_in(w, as_of)
    if status is Status.REVOKED:
        return told(revocations(w, as_of))
    if status is Status.SUSPENDED:
        return told(suspensions(w, as_of))
    if status is Status.CLOSED:
        first = min(closings(w, as_of, certifications(w)[0]), key=lambda e: (e.acts, e.id))
        return (("closed" if isinstance(first, Decision) else "transfer", (first.id,)),)
    if status is Status.WITHDRAWN:
        return (("withdrawn", (min(withdrawals(w, as_of), key=lambda d: (d.acts, d.id)).id,)),)
    c = certificate(w, as_of)
    if c is not None and status is Status.EXPIRED:
        return (("expiry", (c.id,)),)
    if c is not None and c.until is not None:
        timely = [a for a in applications(w, c) if c.acts <= a.acts and a.date <= c.until < as_of]
        return (("decision", (c.id,)), *(("grace", (a.id,)) for a in timely[:1]))
    return without_certificate(w, as_of)


Told = tuple[str, tuple[str, ...], date, date | None, str | None, bool]


def in_full(facts: Facts, policy: Policy, as_of: date) -> list[Told]:
    """Of revoked and suspended every cause with its days, the sibling and whether provisional."""
    w = world(facts, policy, as_of)
    by_status = {Status.REVOKED: revocations, Status.SUSPENDED: suspensions}
    causing = by_status.get(status_in(w, as_of))
    found = causing(w, as_of) if causing else []
    return sorted(
        ((s.rule, s.facts, s.start, s.end, s.merchant, s.provisional) for s in found), key=str
    )


def told(found: list[Sanction]) -> tuple[Cause, ...]:
    return tuple(sorted((s.rule, s.facts) for s in found))


def without_certificate(w: World, day: date) -> tuple[Cause, ...]:
    """The reasons of ``none`` and ``publicised``."""
    running, last = running_publicity(w, day), last_publicity(w, day)
    if running is not None:
        return (("publicity", (running.id,)),)
    found: list[Cause] = []
    refused = refused_since(w, last, day) if last is not None else w.acts(Act.REFUSED)
    if refused:
        found += [("refused", (refused[-1].id,))]
    elif last is not None and last.until is not None and last.until < day:
        found.append(("publicity", (last.id,)))
    idle = tuple(sorted(certifications(w)[1]))
    found += [("no-certificate", idle)] if idle else []
    return tuple(sorted(found))


def annulled_names(facts: Facts, as_of: date) -> frozenset[str]:
    """Annulled facts as reasons would write them."""
    return frozenset(
        name if owner == facts.id else f"{owner}/{name}"
        for owner, name in annulled_on(facts, as_of)
    )


def corrections(facts: Facts, policy: Policy, as_of: date) -> frozenset[tuple[str, date, str]]:
    """Failures and decisions annulled on a day, on which a started sanction had rested; and
    failures put right in time, as became known after they had revoked."""
    known = seen(facts, as_of, frozenset())
    counting, heirs = taken_over(known, as_of), successors_of(known, as_of)
    former = {new: old for old, new in heirs.items()}
    found: set[tuple[str, date, str]] = set()
    for name, day, by in annulments(counting, as_of):
        eve = add_days(day, -1)
        started = starts(facts, policy, eve, {name, former.get(name, name)}, "")
        if name not in heirs and any(start <= eve for start in started):
            found.add((name, day, by))
    gone = annulled_names(counting, as_of)
    for one in (counting, *counting.siblings):
        for failure in one.failures:
            name = failure.id if one is counting else f"{one.id}/{failure.id}"
            came = known_on(failure.rectified, failure.rectified_recorded)
            if came is None or name in gone:
                continue
            eve = add_days(came, -1)
            names = {name, former.get(name, name)}
            was = {s for s in starts(facts, policy, eve, names, "-overdue") if s <= eve}
            if was - starts(facts, policy, as_of, names, "-overdue"):
                found.add((name, came, "rectified"))
    return frozenset(found | set(parted(facts, policy, as_of)))


def parted(facts: Facts, policy: Policy, as_of: date) -> Iterator[tuple[str, date, str]]:
    """Failures of siblings on which a sanction rested until the day on which it was known that a
    credit code had been a mistake, and none does now."""
    known = seen(facts, as_of, frozenset())
    heirs, gone = successors_of(known, as_of), annulments(taken_over(known, as_of), as_of)
    everybody = (known, *known.siblings)
    of_codes = [one for each in everybody for one in each.changes if one.field == "uscc"]
    days = {max(one.void.date, one.acts) for one in of_codes if one.void}
    days |= {one.acts for one in of_codes if one.mistaken and not void_by(one, as_of)}
    for sibling in known.siblings:
        for failure in sibling.failures:
            name = f"{sibling.id}/{failure.id}"
            if name in heirs:
                continue
            names = {name, *(old for old, new in heirs.items() if new == name)}
            for day in sorted(day for day in days if day <= as_of):
                eve = add_days(day, -1)
                itself = any(n == name and on <= day for n, on, _ in gone)
                was = any(s <= eve for s in starts(facts, policy, eve, names, ""))
                if was and not itself and not starts(facts, policy, as_of, names, ""):
                    yield name, day, "parted"


def void_by(change: Change, day: date) -> bool:
    return change.void is not None and change.void.date <= day


def successors_of(facts: Facts, day: date) -> dict[str, str]:
    """Void facts and the equal ones in their place, as reasons would write them."""
    found = dict(successors(facts, day))
    for sibling in facts.siblings:
        for old, new in successors(sibling, day).items():
            found[f"{sibling.id}/{old}"] = f"{sibling.id}/{new}"
    return found


def starts(facts: Facts, policy: Policy, day: date, names: set[str], rule: str) -> set[date]:
    """First days of the sanctions by rules that end like ``rule``, as known on ``day``, which rest
    on a fact and were not lifted before they started."""
    w = world(facts, policy, day)
    return {
        s.start
        for s in sanctions(w)
        if not names.isdisjoint(s.facts)
        and s.rule.endswith(rule)
        and not lifted_here(w, s, s.start)
    }


def annulments(facts: Facts, as_of: date) -> list[tuple[str, date, str]]:
    """(fact, first day, how) of every fact annulled by itself by ``as_of``."""
    found = [
        (name, *min(days))
        for name, known, days in ways_to_annul(facts)
        if days and max(known, min(days)[0]) <= as_of
    ]
    return [(name, day, by) for name, day, by in found if name not in annulled_on_arrival(facts)]


def annulled_on_arrival(facts: Facts) -> set[str]:
    """Facts that were void or appealed away on a day before they were known: slips of dates, of
    which nothing is asked but a status."""
    return {name for name, known, days in ways_to_annul(facts) if days and min(days)[0] < known}


def ways_to_annul(facts: Facts) -> Iterator[tuple[str, date, list[tuple[date, str]]]]:
    """Of every decision and failure the day from which it is known, and its annulments."""
    for one in (facts, *facts.siblings):
        written: list[tuple[Decision | Failure, date]] = [(d, d.acts) for d in one.decisions]
        written += [(f, f.recorded) for f in one.failures]
        for fact, known in written:
            days = [] if fact.void is None else [(fact.void.date, "void")]
            appeal = fact.appeal
            if appeal and appeal.outcome == "upheld" and appeal.decided:
                days.append((max(appeal.decided, appeal.recorded or appeal.decided), "appeal"))
            yield fact.id if one is facts else f"{one.id}/{fact.id}", known, days
