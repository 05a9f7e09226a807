"""How long things are public: publications, credit repairs and publicities within the policy."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.dates import add_days
from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.policy.publication import Term, is_published, term_of
from fangxin.facts.registers.declared import named
from fangxin.facts.values import Act, Failure, Merchant
from fangxin.registry.book import Book, decision_place, own_failures, place_of


def _term(failure: Failure, policy: Policy) -> Term:
    return term_of(policy, failure.kind, failure.recorded, failure.served)


def _judged(failure: Failure, policy: Policy) -> bool:
    """Whether a version with periods of its own judges how long it is public."""
    version = policy.on(failure.recorded)
    return version.publication is not None and is_published(version, failure.kind)


def _place(merchant: Merchant, failure: Failure, key: str) -> Place:
    """Where a key of the failure stands, in the record or in its follow-up of a register row."""
    for index, own in enumerate(own_failures(merchant)):
        if own.id == failure.id:
            return place_of(merchant, f"failures.{index}.{key}")
    for index, one in enumerate(merchant.follow_up):
        if one.fact == failure.id:
            return place_of(merchant, f"follow_up.{index}.{key}")
    return Place(merchant.path)


def _of_its_own(failure: Failure) -> bool:
    register = named(failure.register)
    return register is not None and register.own_term


def publications_keep_their_term(book: Book) -> Iterator[Problem]:
    """A failure that says until when it is public keeps within the shortest and longest period of
    the version in force when it was recorded; some registers have periods of their own."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for failure in merchant.failures:
            ends = failure.publication_ends
            if ends is None or _of_its_own(failure) or not _judged(failure, policy):
                continue
            term = _term(failure, policy)
            first = term.first if term.earliest is None else add_days(term.earliest, -1)
            if first <= ends <= term.last:
                continue
            yield Problem(
                _place(merchant, failure, "publication_ends"),
                "publication-outside",
                f"{failure.id}：publication_ends（停止公示日）须在 {first} 至 {term.last} 之间"
                f"（登记时施行的规则定的最短和最长公示期）：写的是 {ends}。"
                "请改正；不写就按最长公示期；有权机关准予信用修复的，请用 fangxin repair 登记",
                f"{failure.id}: publication_ends must lie between {first} and {term.last} (the "
                f"shortest and the longest publication by the version then in force): found "
                f"{ends}; correct it, leave it out for the longest, or record a credit repair "
                "with fangxin repair",
            )


def repairs_come_after_the_shortest(book: Book) -> Iterator[Problem]:
    """A credit repair is granted after the shortest publication is over."""
    policy = book.programme.policy
    for merchant in book.merchants.values():
        for failure in merchant.failures:
            if failure.repair is None or not _judged(failure, policy):
                continue
            earliest = _term(failure, policy).earliest
            if earliest is None or failure.repair.date >= earliest:
                continue
            yield Problem(
                _place(merchant, failure, "repair.date"),
                "repair-too-early",
                f"{failure.id}：repair（信用修复）不能早于 {earliest}，那天最短公示期才满："
                f"写的是 {failure.repair.date}。请对照修复决定核对日期",
                f"{failure.id}: repair cannot be before {earliest}, when the shortest publication "
                f"is over: found {failure.repair.date}; check it against the decision",
            )


def publicities_are_not_too_long(book: Book) -> Iterator[Problem]:
    """A publicity lasts at most as long as the version in force says, where it says so."""
    for merchant in book.merchants.values():
        for decision in merchant.decisions:
            most = book.programme.policy.on(decision.acts).limit("publicity_most_days")
            if decision.act is not Act.PUBLICISED or decision.until is None or most is None:
                continue
            last = add_days(decision.acts, most - 1)
            if decision.until <= last or decision.void is not None:
                continue
            yield Problem(
                decision_place(merchant, decision.id, "until"),
                "publicity-too-long",
                f"决定 {decision.id}：公示最长 {most} 天，until 须不晚于 {last}：写的是 "
                f"{decision.until}。请核对公示期",
                f"decision {decision.id}: a publicity lasts at most {most} days, until must be no "
                f"later than {last}: found {decision.until}; check it",
            )
