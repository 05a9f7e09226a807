"""Days that cannot be right, or that somebody should look at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fangxin.base.dates import add_days, add_years
from fangxin.base.problem import Problem
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.values import Act, Decision, Failure, Merchant
from fangxin.registry.book import Book, own_failures, place_of
from fangxin.text.fields.said import Said, days_by

AHEAD_DAYS = 366  # a decision may be announced ahead of its day, but not further
AHEAD_YEARS = 30  # the last day of a term lies no further ahead

_DAYS = days_by(MERCHANT)


def _said(merchant: Merchant) -> Iterator[Said]:
    """Every day that a record says; those of failures in registers stand there."""
    own = tuple(own_failures(merchant))
    return _DAYS.of(merchant if own == merchant.failures else replace(merchant, failures=own))


def what_happened_has_happened(book: Book) -> Iterator[Problem]:
    """What has happened is not dated after today; else it would stay hidden until that day."""
    for merchant in book.merchants.values():
        for where, field, day in _said(merchant):
            if day <= book.today or field.ahead:
                continue
            yield Problem(
                place_of(merchant, where),
                "in-the-future",
                f"{field.name_zh}是 {day}，晚于今天 {book.today}："
                "已经发生的事不会晚于今天，这样写要到那天才起作用。多半是年份或月份打错，请核对原件",
                f"{field.key} is {day}, later than today, {book.today}: what has happened cannot "
                "lie ahead, and would have no effect before that day; most likely the year or "
                "month is wrong, check the document",
            )


def decisions_are_near(book: Book) -> Iterator[Problem]:
    """A decision is announced at most a year ahead, and a term ends at most 30 years ahead."""
    latest = add_days(book.today, AHEAD_DAYS)
    last_term = add_years(book.today, AHEAD_YEARS)
    for merchant in book.merchants.values():
        for index, decision in enumerate(merchant.decisions):
            where = f"certification.decisions.{index}"
            if decision.date > latest:
                yield _too_far(merchant, f"{where}.date", decision.date, latest)
            elif decision.date > book.today:
                yield _announced(book, merchant, f"{where}.date", decision)
            if decision.until is not None and decision.until > last_term:
                yield _too_far(merchant, f"{where}.until", decision.until, last_term)


def _too_far(merchant: Merchant, where: str, day: date, latest: date) -> Problem:
    key = where.rpartition(".")[2]
    return Problem(
        place_of(merchant, where),
        "far-future",
        f"{key} 不应晚于 {latest}，这里是 {day}；多半是年份打错了，请核对原件",
        f"{key} should not be later than {latest}: got {day}; most likely the year is wrong, "
        "check the document",
    )


def _announced(book: Book, merchant: Merchant, where: str, decision: Decision) -> Problem:
    return Problem(
        place_of(merchant, where),
        "announced-decision",
        f"决定 {decision.id} 的 date（决定日期）是 {decision.date}，晚于今天 {book.today}，"
        "到那天才起作用；提前登记的不必改，否则请核对年份",
        f"decision {decision.id}: date {decision.date} is later than today, {book.today}, and has "
        "no effect before; fine when entered ahead of its day, else check the year",
        "warning",
    )


def failures_say_when_they_were_recorded(book: Book) -> Iterator[Problem]:
    """A failure of an earlier day says when it was recorded, because sanctions start then."""
    for merchant in book.merchants.values():
        if any(decision.imported for decision in merchant.decisions):
            continue  # the older register did not say
        for index, failure in enumerate(own_failures(merchant)):
            where = f"failures.{index}"
            doubtful = failure.register is None and failure.recorded == failure.date < book.today
            # Looking places up is dear, and needed only where the default may have been taken.
            if doubtful and f"{where}.recorded" not in merchant.places:
                yield _unrecorded(book, merchant, where, failure)
            mended = failure.rectified  # before it happened: that is told by the order of days
            early = mended is not None and failure.date <= mended < failure.recorded
            if early and failure.rectified_recorded is None:
                yield _rectified_before(book, merchant, where, failure)


def _unrecorded(book: Book, merchant: Merchant, where: str, failure: Failure) -> Problem:
    return Problem(
        place_of(merchant, where),
        "recorded-missing",
        f"问题 {failure.id} 没有写 recorded（登记日），就按发生当天 {failure.date} 登记算，"
        f"后果从那天起。今天才登记的请写 recorded: {book.today}；"
        f"确实是当天登记的请写 recorded: {failure.date}",
        f"failure {failure.id} has no recorded, so it counts as recorded on {failure.date}, the "
        f"day it happened, and its consequences start then; write recorded: {book.today} if it is "
        f"entered today, or recorded: {failure.date} if it was entered that day",
        "warning",
    )


def _rectified_before(book: Book, merchant: Merchant, where: str, failure: Failure) -> Problem:
    return Problem(
        place_of(merchant, f"{where}.rectified"),
        "recorded-missing",
        f"问题 {failure.id} 没有写 rectified_recorded（整改登记日），rectified 又早于登记日"
        f" {failure.recorded}，就算登记以前已经整改，不会暂停。今天才登记整改的请写 "
        f"rectified_recorded: {book.today}；和问题同日登记的请写 "
        f"rectified_recorded: {failure.recorded}",
        f"failure {failure.id} has no rectified_recorded, and rectified lies before the day it was "
        f"recorded, {failure.recorded}, so nothing is suspended; write rectified_recorded: "
        f"{book.today} if that is entered today, or {failure.recorded} if it was entered with the "
        "failure",
        "warning",
    )


def terms_are_usual(book: Book) -> Iterator[Problem]:
    """A certificate runs no longer than the usual term, except in a demonstration."""
    if book.programme.site.demonstration:  # whose certificates are to outlast the years
        return
    for merchant in book.merchants.values():
        for index, decision in enumerate(merchant.decisions):
            if decision.act is not Act.CERTIFIED or decision.imported or decision.void is not None:
                continue
            version = book.programme.policy.on(decision.acts)
            years = version.number_of("term_years")
            usual = add_years(decision.acts, years)
            most = add_years(decision.acts, version.number_of("term_max_years"))
            if decision.until is not None and usual < decision.until <= most:
                yield Problem(
                    place_of(merchant, f"certification.decisions.{index}.until"),
                    "long-term",
                    f"until 通常不晚于 {usual}（有效期 {years} 年），这里是 {decision.until}；"
                    "请核对证书，多半是年份打错了",
                    f"until is usually not after {usual} (a term of {years} years): got "
                    f"{decision.until}; check the certificate, most likely the year is wrong",
                    "warning",
                )
