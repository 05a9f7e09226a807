"""信用修复: which detail of a merchant's failures the public may no longer read.

The publication of a failure ends on its day; what was annulled is not said again at all. Kind and
days stay, and so does the status, as long as the policy says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fangxin.facts.document_number import document_keys
from fangxin.facts.policy.policy import Policy
from fangxin.facts.policy.publication import is_published, last_public
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Decision, Facts, Failure, FollowUp
from fangxin.standing.knowledge import upheld_known
from fangxin.standing.standing import Reason

SANCTIONS = (Act.SUSPENDED, Act.REVOKED)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Names of failures (``<ID>/<id>`` of siblings) without detail, and papers not to name."""

    ended: frozenset[str]
    annulled: frozenset[str]
    documents: frozenset[str]  # by what numbers are compared by (``document_keys``)

    def summary_of(self, decision: Decision, as_of: date) -> str | None:
        """Why the office decided, unless that tells again what is withheld."""
        hidden = self.ended | self.annulled if decision.act in SANCTIONS else self.ended
        withheld = not stands(decision, as_of) or hidden.intersection(decision.because)
        return None if withheld else decision.summary

    def document_of(self, document: str | None) -> str | None:
        """The number of a paper, unless it is that of a failure without detail."""
        return None if document is not None and self._withheld(document) else document

    def _withheld(self, document: str) -> bool:
        return bool(self.documents) and not document_keys(document).isdisjoint(self.documents)

    def reason_of(self, reason: Reason) -> Reason:
        """The reason without a paper that is withheld."""
        if reason.basis.source is None or not self._withheld(reason.basis.source):
            return reason
        return replace(reason, basis=replace(reason.basis, source=None))


def public_until(failure: Failure, policy: Policy) -> date:
    """The last day on which its detail is public; before it was recorded where it never is."""
    return last_public(
        policy,
        failure.kind,
        failure.recorded,
        failure.served,
        failure.publication_ends,
        failure.repair.known if failure.repair is not None else None,
    )


def has_ended(failure: Failure, policy: Policy, as_of: date) -> bool:
    """Whether the publication of its detail is over; its last day is still public."""
    return as_of > public_until(failure, policy)


def is_nameless(failure: Failure, policy: Policy, as_of: date) -> bool:
    """Whether not even its kind is told any more: it was repaired, or its publication ended by a
    version that tells how long each severity is public."""
    version = policy.on(failure.recorded)
    told = version.publication is None and is_published(version, failure.kind)
    repaired = failure.repair is not None and failure.repair.known <= as_of
    return has_ended(failure, policy, as_of) and (repaired or not told)


def is_never_told(failure: Failure, policy: Policy) -> bool:
    """Whether its kind is one of which nothing is published, a warning and the like."""
    return not is_published(policy.on(failure.recorded), failure.kind)


def is_annulled(failure: Failure, as_of: date) -> bool:
    """Whether it is known to be void, or its appeal or retest to have overturned it."""
    return not stands(failure, as_of) or _won(failure, as_of)


def _won(fact: Failure | FollowUp, as_of: date) -> bool:
    decided = upheld_known(fact)
    return decided is not None and decided <= as_of


def named_failures(facts: Facts) -> Mapping[str, Failure]:
    """Own failures by id, and siblings' by ``<ID>/<id>``, as reasons and decisions name them."""
    found = {failure.id: failure for failure in facts.failures}
    for sibling in facts.siblings:
        found |= {f"{sibling.id}/{failure.id}": failure for failure in sibling.failures}
    return found


def withheld(facts: Facts, policy: Policy, as_of: date) -> Withheld:
    """What of these failures is not to be told on ``as_of``."""
    named = named_failures(facts)
    ended = {name for name, one in named.items() if has_ended(one, policy, as_of)}
    annulled = {name for name, one in named.items() if is_annulled(one, as_of)}
    annulled |= {one.fact for one in facts.follow_up if _won(one, as_of)}
    hidden = ended | annulled
    hidden &= named.keys()
    papers = set(_documents(named, hidden)) - set(_documents(named, named.keys() - hidden))
    return Withheld(frozenset(ended), frozenset(annulled), frozenset(papers))


def _documents(named: Mapping[str, Failure], names: set[str]) -> Iterator[str]:
    for name in names:
        for document in (named[name].document, named[name].final_document):
            if document is not None:
                yield from document_keys(document)
