"""What is small but tips the scales: a failure with which a sanction starts says its papers too.

Three small failures within a year suspend as surely as a serious one. What each rests on need not
be told while it weighs alone; the one that brings the sanction names its document and says why.
"""

from __future__ import annotations

from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Failure, Merchant
from fangxin.registry.registry import Registry
from fangxin.standing.reading import read


def papers_lacking(failure: Failure) -> tuple[str, ...]:
    """The keys that a failure lacks which brings a sanction."""
    named = names_a_document(failure.document)
    return (() if named else ("document",)) + (() if failure.summary else ("summary",))


def brings_a_sanction(
    registry: Registry, merchant: Merchant, failure: Failure, policy: Policy
) -> bool:
    """Whether a sanction of the merchant rests on the failure, as the day of its entry knows it."""
    reading = read(registry.facts(merchant.id), policy, failure.recorded)
    return any(failure.id in one.facts for one in reading.sanctions)
