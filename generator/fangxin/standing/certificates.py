"""Which certifications have an effect, and how long each certificate runs.

``docs/standing.md`` section 4. A certification against the policy changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fangxin.base.dates import add_days, add_years
from fangxin.facts.policy.policy import Policy, Version
from fangxin.facts.values import Act, Change, Decision, Facts
from fangxin.standing.sanction import Sanction


@dataclass(frozen=True, slots=True)
class Certificate:
    """An effective certification. ``runs_until`` is the last day, grace included; ``begun`` the day
    its publicity began, or of the certification itself where that needed none."""

    decision: Decision
    until: date
    runs_until: date
    begun: date
    application: str | None = None  # the decision that made the grace


@dataclass(frozen=True, slots=True)
class Ending:
    """The day the recognition was closed for good, by a decision or a change."""

    day: date
    fact: str
    rule: str  # "closed" or "transfer"
    document: str | None


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the decisions amount to: certificates in the order they act, and those that failed."""

    certificates: tuple[Certificate, ...] = ()
    ineffective: tuple[tuple[str, str], ...] = ()
    ending: Ending | None = None

    def on(self, day: date) -> Certificate | None:
        """The latest certificate that acted on or before ``day``, running or not."""
        chosen = None
        for certificate in self.certificates:
            if certificate.decision.acts <= day:
                chosen = certificate
        return chosen

    def afresh(self, sanction: Sanction, day: date) -> bool:
        """Whether the merchant was certified by ``day`` after what ``sanction`` counts from: in a
        publicity begun after it, and after its bar. So a revocation that is recorded late does not
        take away what would have been granted had it been recorded at once."""
        certificate = self.on(day)
        if certificate is None or certificate.begun <= sanction.counted:
            return False
        bar = sanction.bar_until
        return bar is None or certificate.decision.acts > bar


def _publicity(decision: Decision, facts: Facts, used: set[str]) -> Decision | None:
    """The last publication that acts before ``decision``, unless an earlier one used it up."""
    before = [d for d in facts.decisions if d.act is Act.PUBLICISED and d.acts < decision.acts]
    last = max(before, key=lambda d: (d.acts, d.id), default=None)
    return None if last is None or last.id in used else last


def _publicity_holds(
    publicity: Decision,
    decision: Decision,
    facts: Facts,
    version: Version,
    sanctions: list[Sanction],
) -> bool:
    """It was over, long enough, recent enough, and nothing ended it meanwhile."""
    until = publicity.until
    if until is None or until >= decision.acts:
        return False
    if (until - publicity.acts).days + 1 < version.number_of("publicity_days"):
        return False
    if (decision.date - until).days > version.number_of("publicity_valid_days"):
        return False
    days = [d.acts for d in facts.decisions if d.act in (Act.REFUSED, Act.WITHDRAWN)]
    days += [s.start for s in sanctions if s.effect == "revoke" and s.counted >= publicity.acts]
    return not any(publicity.acts <= day <= decision.acts for day in days)


def _objected(decision: Decision, publicity: Decision | None, facts: Facts) -> bool:
    """An objection was open, or one raised or decided since the publicity began was upheld. What
    counts is the day it was decided, once the outcome is known."""
    for objection in facts.objections:
        if objection.filed > decision.acts:
            continue
        decided = objection.decided
        if decided is None or objection.outcome is None or decided > decision.acts:
            return True
        upheld = objection.outcome == "upheld"
        if upheld and publicity is not None and max(objection.filed, decided) >= publicity.acts:
            return True
    return False


def _why_not(
    decision: Decision,
    publicity: Decision | None,
    facts: Facts,
    version: Version,
    sanctions: list[Sanction],
    ending: Ending | None,
) -> str | None:
    """The code of the first condition that ``decision`` misses, or None: it is effective."""
    day = decision.acts
    if any(s.bar_until is not None and s.start <= day <= s.bar_until for s in sanctions):
        return "bar"
    if not decision.imported and (
        publicity is None or not _publicity_holds(publicity, decision, facts, version, sanctions)
    ):
        return "publicity"
    if _objected(decision, None if decision.imported else publicity, facts):
        return "objection"
    if decision.until is None or decision.until < day:
        return "term"
    longest = add_years(day, version.number_of("term_max_years"))
    if decision.until > longest and not decision.imported:
        return "term"
    if ending is not None and ending.day <= day:
        return "closed"
    return None


def _running(
    decision: Decision, until: date, begun: date, facts: Facts, version: Version
) -> Certificate:
    """The certificate with the grace that an application in time gives; an application is in time
    by its own day, whenever it was recorded."""
    refused = [d.acts for d in facts.decisions if d.act is Act.REFUSED]
    timely = [
        d
        for d in facts.decisions
        if d.act in (Act.APPLIED, Act.PUBLICISED)
        and decision.acts <= d.acts
        and d.date <= until
        and not any(d.date <= day <= until for day in refused)
    ]
    if not timely:
        return Certificate(decision, until, until, begun)
    last = add_days(until, version.number_of("renewal_grace_days"))
    last = min([last, *(add_days(day, -1) for day in refused if day > until)])
    application = min(timely, key=lambda d: (d.acts, d.id)).id
    return Certificate(decision, until, last, begun, application)


def _ending(facts: Facts, policy: Policy, first: date | None) -> Ending | None:
    """The earliest closing decision, or change that ends a recognition held since ``first``."""
    found = [
        Ending(d.acts, d.id, "closed", d.document) for d in facts.decisions if d.act is Act.CLOSED
    ]
    if first is not None:
        found += [
            Ending(change.acts, change.id, "transfer", change.document)
            for change in facts.changes
            if change.acts >= first and _ends(change, policy)
        ]
    return min(found, key=lambda ending: (ending.day, ending.fact), default=None)


def _ends(change: Change, policy: Policy) -> bool:
    return not change.continues and change.field in policy.on(change.acts).ends_on_change


def register(facts: Facts, policy: Policy, sanctions: list[Sanction]) -> Certificates:
    """The certificates of one merchant, judged in the order in which the decisions act."""
    certificates: list[Certificate] = []
    ineffective: list[tuple[str, str]] = []
    used: set[str] = set()
    ending = _ending(facts, policy, None)
    ordered = sorted(
        (d for d in facts.decisions if d.act is Act.CERTIFIED), key=lambda d: (d.acts, d.id)
    )
    for decision in ordered:
        version = policy.on(decision.acts)
        publicity = _publicity(decision, facts, used)
        why = _why_not(decision, publicity, facts, version, sanctions, ending)
        if why is not None or decision.until is None:
            ineffective.append((decision.id, why or "term"))
            continue
        begun = decision.acts
        if publicity is not None and not decision.imported:
            used.add(publicity.id)
            begun = publicity.acts
        certificates.append(_running(decision, decision.until, begun, facts, version))
        ending = _ending(facts, policy, certificates[0].decision.acts)
    return Certificates(tuple(certificates), tuple(sorted(ineffective)), ending)
