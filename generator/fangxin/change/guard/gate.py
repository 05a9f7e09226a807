"""The gate: what a push must not do to the public record. One list names every rule.

    problems = guard(push_of(repository, "OLD", "NEW", as_of, clock=today))

OLD is what was published, NEW what would be; only the ends count for what merchants' records say,
every commit between them for who made it. What a rule refuses has a lawful way, which its message
names. ``docs/guard.md`` says what is refused, why, and what is not proved by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fangxin.base.problem import Problem, errors
from fangxin.change.guard.acts import acts_stay_as_they_are
from fangxin.change.guard.arriving import new_shops_join_openly
from fangxin.change.guard.badges import no_badge_is_kept
from fangxin.change.guard.commits import (
    commits_are_dated,
    commits_are_signed,
    history_is_not_rewritten,
)
from fangxin.change.guard.content import pages_say_something
from fangxin.change.guard.criteria import criteria_stay
from fangxin.change.guard.days import imports_are_new, nothing_is_back_dated
from fangxin.change.guard.deciding import (
    certifications_keep_criteria,
    decisions_are_founded,
    offices_are_named_truly,
    publicities_are_long_enough,
)
from fangxin.change.guard.erasure import erasures_are_approved, erasures_are_exact
from fangxin.change.guard.history import nothing_is_altered, nothing_is_removed
from fangxin.change.guard.identity import (
    categories_stay,
    no_id_is_used_again,
    nobody_vanishes,
    particulars_change_openly,
    pledges_go_forward,
)
from fangxin.change.guard.imitation import no_text_imitates_a_status
from fangxin.change.guard.misuse import reports_call_nothing_genuine_fake
from fangxin.change.guard.notices import (
    notices_come_on_their_day,
    notices_stay,
    notices_wear_nothing,
)
from fangxin.change.guard.pages import pages_are_plain
from fangxin.change.guard.pictures import pictures_are_pictures
from fangxin.change.guard.places import (
    files_are_in_place,
    files_are_plain,
    git_stays_plain,
    names_are_clear,
    names_differ_by_more_than_case,
)
from fangxin.change.guard.privacy import no_number_of_a_person_comes_in
from fangxin.change.guard.process import (
    additions_are_founded,
    service_shortens_nothing,
    what_comes_is_in_time,
    words_are_founded,
)
from fangxin.change.guard.programme import (
    past_days_stay,
    plans_are_kept,
    promises_are_not_reworded,
    rules_look_ahead,
)
from fangxin.change.guard.push import STAGED, Push, push_of
from fangxin.change.guard.restoring import restorations_are_true
from fangxin.change.guard.rewording import rewordings_are_true
from fangxin.change.guard.settings import (
    acts_have_two_persons,
    code_is_locked,
    settings_are_changed_by_two,
    settings_are_usable,
)
from fangxin.change.guard.signs import (
    fates_are_not_back_dated,
    numbers_are_free,
    signs_go_to_recognised_shops,
)
from fangxin.change.guard.site import (
    addresses_open_by_two,
    operators_stay_together,
    the_address_of_the_site_stays,
)
from fangxin.change.guard.sound import new_is_sound, old_is_readable, programme_files_stay
from fangxin.change.guard.standings import (
    Moved,
    moved,
    nobody_comes_back_unexplained,
    the_past_stays,
)
from fangxin.change.guard.telling import (
    links_lead_to_whom_they_name,
    no_text_contradicts_the_registry,
)
from fangxin.change.guard.traces import history_names_no_person
from fangxin.change.guard.undone import undoing_is_founded, undoing_names_a_number
from fangxin.change.guard.unlinking import erasures_unlink_nothing
from fangxin.registry.records import Tick
from fangxin.registry.sources.revision import CONTENT, MERCHANTS

__all__ = ["NETS", "RULES", "STAGED", "Push", "guard", "push_of"]

GuardRule = Callable[[Push], Iterator[Problem]]
Net = Callable[[Push, Sequence[Moved]], Iterator[Problem]]

RULES: tuple[GuardRule, ...] = (
    history_is_not_rewritten,
    commits_are_dated,
    commits_are_signed,
    files_are_plain,
    files_are_in_place,
    git_stays_plain,
    pages_are_plain,
    pages_say_something,
    no_text_imitates_a_status,
    no_text_contradicts_the_registry,
    links_lead_to_whom_they_name,
    pictures_are_pictures,
    no_badge_is_kept,
    no_number_of_a_person_comes_in,
    history_names_no_person,
    names_are_clear,
    names_differ_by_more_than_case,
    old_is_readable,
    new_is_sound,
    programme_files_stay,
    nobody_vanishes,
    no_id_is_used_again,
    categories_stay,
    particulars_change_openly,
    new_shops_join_openly,
    pledges_go_forward,
    nothing_is_removed,
    nothing_is_altered,
    rewordings_are_true,
    restorations_are_true,
    acts_stay_as_they_are,
    undoing_is_founded,
    additions_are_founded,
    words_are_founded,
    decisions_are_founded,
    certifications_keep_criteria,
    offices_are_named_truly,
    publicities_are_long_enough,
    what_comes_is_in_time,
    service_shortens_nothing,
    erasures_are_approved,
    erasures_are_exact,
    erasures_unlink_nothing,
    nothing_is_back_dated,
    imports_are_new,
    undoing_names_a_number,
    operators_stay_together,
    addresses_open_by_two,
    the_address_of_the_site_stays,
    signs_go_to_recognised_shops,
    numbers_are_free,
    reports_call_nothing_genuine_fake,
    fates_are_not_back_dated,
    rules_look_ahead,
    plans_are_kept,
    criteria_stay,
    past_days_stay,
    promises_are_not_reworded,
    notices_stay,
    notices_come_on_their_day,
    notices_wear_nothing,
    settings_are_changed_by_two,
    settings_are_usable,
    acts_have_two_persons,
    code_is_locked,
)


# They catch what no rule has thought of. Where a rule has told what is wrong they would only say
# it again, of every merchant that it reaches.
NETS: tuple[Net, ...] = (
    nobody_comes_back_unexplained,
    the_past_stays,
)


def guard(push: Push, tick: Tick | None = None) -> list[Problem]:
    """Everything that the push must not do, in the order of places; ``tick`` is told of each rule
    that was asked. Raises GitError."""
    found: set[Problem] = set()
    for rule in RULES:
        found.update(rule(push))
        (tick or _unseen)(1)
    if not any(one.place.path.startswith((MERCHANTS, CONTENT)) for one in errors([*found])):
        everybody = tuple(moved(push))
        found |= {problem for net in NETS for problem in net(push, everybody)}
    return sorted(found)


def _unseen(count: int) -> None:
    """Nobody watches."""
