"""Checks of the registry as a whole: what no single record can know.

Each check is a plain function whose docstring is the rule; it yields problems. ``CHECKS`` names
them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fangxin.base.problem import Problem
from fangxin.registry import claims as checks_claims
from fangxin.registry import criteria as checks_criteria
from fangxin.registry import days as checks_days
from fangxin.registry import identity as checks_identity
from fangxin.registry import laws as checks_laws
from fangxin.registry import numbers as checks_numbers
from fangxin.registry import offices as checks_offices
from fangxin.registry import policy as checks_policy
from fangxin.registry import publication as checks_publication
from fangxin.registry import redress as checks_redress
from fangxin.registry import refusals as checks_refusals
from fangxin.registry import reinstated as checks_reinstated
from fangxin.registry import signs as checks_signs
from fangxin.registry import words as checks_words
from fangxin.registry.book import Book

Check = Callable[[Book], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    checks_identity.ids_are_unique,
    checks_identity.certificates_are_unique,
    checks_identity.sign_numbers_are_unique,
    checks_numbers.numbers_stand_for_one_merchant,
    checks_signs.replacements_exist,
    checks_signs.restorations_take_one_thing_back,
    checks_signs.signs_are_of_recognised_shops,
    checks_words.categories_are_known,
    checks_words.towns_are_known,
    checks_words.kinds_are_known,
    checks_words.commitments_are_known,
    checks_words.pledges_name_a_version,
    checks_words.references_exist,
    checks_criteria.ticks_are_clear,
    checks_words.causes_exist,
    checks_words.follow_ups_have_a_fact,
    checks_days.what_happened_has_happened,
    checks_days.decisions_are_near,
    checks_days.failures_say_when_they_were_recorded,
    checks_days.terms_are_usual,
    checks_identity.other_names_differ,
    checks_identity.premises_are_recorded_once,
    checks_identity.operators_are_recorded_once,
    checks_identity.changes_are_carried_out,
    checks_identity.examples_are_marked,
    checks_identity.documents_are_real,
    checks_claims.names_claim_no_status,
    checks_claims.websites_are_elsewhere,
    checks_claims.imports_come_first,
    checks_policy.certifications_follow_the_policy,
    checks_policy.revocations_meet_a_certificate,
    checks_policy.publicities_wait_for_the_bar,
    checks_policy.publicities_are_long_enough,
    checks_reinstated.reinstatements_lift_something,
    checks_reinstated.reinstatements_name_revocations,
    checks_refusals.refusals_answer_somebody,
    checks_policy.barred_premises_stay_barred,
    checks_publication.publications_keep_their_term,
    checks_publication.repairs_come_after_the_shortest,
    checks_publication.publicities_are_not_too_long,
    checks_redress.offices_are_known,
    checks_offices.offices_are_true,
    checks_redress.appeals_come_in_time,
    checks_redress.replies_come_in_time,
    checks_redress.nobody_judges_itself,
    checks_redress.severe_findings_are_founded,
    checks_laws.cited_laws_are_in_force,
)


def check_all(book: Book) -> Iterator[Problem]:
    """Every problem that any check finds."""
    for check in CHECKS:
        yield from check(book)
