"""The facts known on one day, worked out: one reading answers for every day until more is known.

``docs/standing.md`` section 5, from the strongest status to the weakest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Decision, Facts, Status
from fangxin.standing.certificates import Certificate, Certificates, register
from fangxin.standing.knowledge import Annulment, annulled, knowledge_days, known, live
from fangxin.standing.lifting import Lifting
from fangxin.standing.sanction import Sanction
from fangxin.standing.sanctions import Consequences, sanctions
from fangxin.standing.succession import succeeded


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts known on one day, worked out; it answers for every day until more is known."""

    facts: Facts  # those that count
    history: History  # what it belongs to
    gone: Mapping[str, Annulment]
    sanctions: list[Sanction]
    register: Certificates
    attached: tuple[int, ...]  # indices of the revocations that attach
    liftings: list[Lifting]  # what reinstatements did
    heirs: Mapping[str, str]  # void facts, and the equal ones that stand in their place
    answers: dict[date, Status] = field(default_factory=dict)  # what was asked before


class History:
    """What a merchant's records hold, read as it was known on any day; ``learned`` are the days on
    which the registry learned something. Between two of them one reading serves."""

    def __init__(self, facts: Facts, policy: Policy) -> None:
        self.facts, self.policy = facts, policy
        self.learned = knowledge_days(facts)
        self._readings: dict[int, Reading] = {}
        self._known = Consequences()

    def on(self, day: date) -> Reading:
        """What was known on ``day``."""
        stretch = bisect_right(self.learned, day)
        if stretch not in self._readings:
            self._readings[stretch] = self._read(day)
        return self._readings[stretch]

    def _read(self, day: date) -> Reading:
        known_facts, heirs = succeeded(known(self.facts, day), day)
        gone = annulled(known_facts, day)
        counting = live(known_facts, gone)
        found, liftings = sanctions(counting, self.policy, self._known)
        decided = register(counting, self.policy, found)
        attached = tuple(
            index
            for index, sanction in enumerate(found)
            if sanction.effect == "revoke" and _attaches(sanction, counting, decided)
        )
        return Reading(counting, self, gone, found, decided, attached, liftings, heirs)


def read(facts: Facts, policy: Policy, day: date) -> Reading:
    """What was known on ``day``."""
    return History(facts, policy).on(day)


def withdrawal(facts: Facts, decided: Certificates, day: date) -> Decision | None:
    """The first withdrawal by ``day`` since the last certification, or None."""
    certificate = decided.on(day)
    leaving = [
        d
        for d in facts.decisions
        if d.act is Act.WITHDRAWN
        and d.acts <= day
        and not (certificate is not None and certificate.decision.acts > d.acts)
    ]
    return min(leaving, key=lambda d: (d.acts, d.id), default=None)


def _covers(facts: Facts, decided: Certificates, day: date, gone_by: date) -> bool:
    """A certificate runs on ``day`` and no withdrawal or closing had acted by ``gone_by``."""
    certificate = decided.on(day)
    if certificate is None or day > certificate.runs_until:
        return False
    if decided.ending is not None and decided.ending.day <= gone_by:
        return False
    left = withdrawal(facts, decided, gone_by)
    return left is None or left.acts < certificate.decision.acts


def _attaches(sanction: Sanction, facts: Facts, decided: Certificates) -> bool:
    """The merchant held a certificate when the revocation started or when it failed."""
    if _covers(facts, decided, sanction.start, add_days(sanction.start, -1)):
        return True
    return any(_covers(facts, decided, day, day) for day in sanction.happened)


def revocations(reading: Reading, day: date) -> list[Sanction]:
    """Revocations that attach, run on ``day``, and were not ended by a later certification."""
    return list(_revoking(reading, day))


def _revoking(reading: Reading, day: date) -> Iterator[Sanction]:
    for index in reading.attached:
        sanction = reading.sanctions[index]
        if sanction.runs_on(day) and not reading.register.afresh(sanction, day):
            yield sanction


def suspensions(reading: Reading, certificate: Certificate, day: date) -> list[Sanction]:
    """Suspensions that run on ``day``, while ``certificate`` does: none outlives it."""
    if day > certificate.runs_until:
        return []
    return [s for s in reading.sanctions if s.effect == "suspend" and s.runs_on(day)]


def publication_of(reading: Reading, day: date) -> Decision | None:
    """The last publication that acted by ``day`` and was not refused since."""
    acted = [d for d in reading.facts.decisions if d.act is Act.PUBLICISED and d.acts <= day]
    last = max(acted, key=lambda d: (d.acts, d.id), default=None)
    if last is None or _refusal(reading, last, day) is not None:
        return None
    return last


def _refusal(reading: Reading, publication: Decision, day: date) -> Decision | None:
    refused = [
        d
        for d in reading.facts.decisions
        if d.act is Act.REFUSED and publication.acts <= d.acts <= day
    ]
    return max(refused, key=lambda d: (d.acts, d.id), default=None)


def publicity_runs(publication: Decision | None, day: date) -> bool:
    """Whether ``day`` is one on which the public may still object."""
    return publication is not None and publication.until is not None and day <= publication.until


def status_on(reading: Reading, day: date) -> Status:
    """The status on ``day``, from the strongest to the weakest."""
    if day not in reading.answers:
        reading.answers[day] = _status_on(reading, day)
    return reading.answers[day]


def _status_on(reading: Reading, day: date) -> Status:
    decided = reading.register
    if reading.attached and any(True for _ in _revoking(reading, day)):
        return Status.REVOKED
    if decided.ending is not None and decided.ending.day <= day:
        return Status.CLOSED
    if withdrawal(reading.facts, decided, day) is not None:
        return Status.WITHDRAWN
    certificate = decided.on(day)
    if certificate is not None:
        if suspensions(reading, certificate, day):
            return Status.SUSPENDED
        return Status.EXPIRED if day > certificate.runs_until else Status.CERTIFIED
    if publicity_runs(publication_of(reading, day), day):
        return Status.PUBLICISED
    return Status.NONE


def event_days(reading: Reading) -> list[date]:
    """Every day on which this reading's answer may differ from the day before."""
    days: set[date] = set()
    for sanction in reading.sanctions:
        days.add(sanction.start)
        days.update(add_days(end, 1) for end in (sanction.end, sanction.bar_until) if end)
    for certificate in reading.register.certificates:
        days.add(certificate.decision.acts)
        days.update(add_days(end, 1) for end in (certificate.until, certificate.runs_until))
    for decision in reading.facts.decisions:
        days.add(decision.acts)
        if decision.act is Act.PUBLICISED and decision.until is not None:
            days.add(add_days(decision.until, 1))
    if reading.register.ending is not None:
        days.add(reading.register.ending.day)
    return sorted(days)
