"""Which office found, decided or checked: it is the one whose paper that is, and who found
something does not answer the appeal against it.

``papers`` of a department in departments.yml are the words that its documents begin with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from fangxin.base.problem import Problem
from fangxin.facts.document_number import numbers_in
from fangxin.facts.policy.policy import Redress
from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import OFFICE
from fangxin.facts.values import Merchant
from fangxin.registry.book import Book, own_failures, place_of
from fangxin.registry.redress import asked_of
from fangxin.text.sameness import looks


class NamedOffice(NamedTuple):
    """An office as a fact names it: in which list and which fact, under which key, by which paper,
    and since when the registry says so."""

    sort: str
    name: str
    where: str
    key: str
    code: str
    document: str | None
    day: date


class OfficeProblem(NamedTuple):
    """A problem of an office that a fact names."""

    named: NamedOffice
    problem: Problem


def offices_are_true(book: Book) -> Iterator[Problem]:
    """As far as anybody can tell; what was accepted before is told as a doubt."""
    for merchant in book.merchants.values():
        for doubt in doubts_of(merchant, book):
            new = doubt.named.day >= book.day
            yield doubt.problem if new else replace(doubt.problem, level="warning")


def doubts_of(merchant: Merchant, book: Book) -> Iterator[OfficeProblem]:
    """Of every office that a record names."""
    programme = book.programme
    known = {OFFICE, *programme.departments}  # what is none of them is told by another check
    for named in (one for one in _named(merchant, book) if one.code in known):
        redress = programme.policy.on(named.day).redress
        owner = _owner(named.document, programme)
        answers = redress is not None and redress.same(named.code, redress.answers)
        if owner is not None and not _same(owner, named.code, redress):
            yield OfficeProblem(named, _another(merchant, named, owner))
        elif answers and named.key == "found_by":
            yield OfficeProblem(named, _answers(merchant, named))


def _named(merchant: Merchant, book: Book) -> Iterator[NamedOffice]:
    for index, one in enumerate(own_failures(merchant)):
        if one.found_by is not None and one.void is None:
            at = f"failures.{index}"
            by, paper = one.found_by, one.document
            yield NamedOffice("failures", one.id, at, "found_by", by, paper, one.recorded)
    for asked in asked_of(merchant, book.merchants):
        appeal = asked.appeal
        if appeal is not None and appeal.decided_by is not None and appeal.decided is not None:
            sort = asked.where.split(".")[-2]
            day, by = appeal.recorded or appeal.decided, appeal.decided_by
            key = "appeal.decided_by"
            yield NamedOffice(sort, asked.label, asked.where, key, by, appeal.document, day)
    for index, tick in enumerate(merchant.criteria):
        if tick.void is None:
            at = f"criteria.{index}"
            yield NamedOffice("criteria", tick.id, at, "by", tick.by, tick.document, tick.date)


def _owner(document: str | None, programme: Programme) -> str | None:
    """The department whose paper it is; None where no department says so, or several do."""
    words = {looks(number.office) for number in numbers_in(document)} if document else set()
    found = {
        code
        for code, department in programme.departments.items()
        for begins in department.papers
        if any(word.startswith(looks(begins)) for word in words)
    }
    return found.pop() if len(found) == 1 else None


def _same(one: str, other: str, redress: Redress | None) -> bool:
    return redress.same(one, other) if redress is not None else one == other


def _another(merchant: Merchant, named: NamedOffice, owner: str) -> Problem:
    key = named.key.rpartition(".")[2]
    return Problem(
        place_of(merchant, f"{named.where}.{named.key}"),
        "office-of-another-paper",
        f"{named.name} 的 {key} 写的是 {named.code}，而文号 {named.document} 是 {owner} 的文书"
        "（departments.yml 的 papers）。请照文书写作出的机关；发文字头弄错的，先改正 papers",
        f"{named.name}: {key} is {named.code}, but {named.document} is a paper of {owner} (papers "
        "of departments.yml); name the office of the paper, or mend papers first",
    )


def _answers(merchant: Merchant, named: NamedOffice) -> Problem:
    return Problem(
        place_of(merchant, f"{named.where}.found_by"),
        "found-by-answers",
        f"{named.name} 的 found_by 写的是 {named.code}，而规则里申诉正是由它处理，这样商户的申诉"
        "就没有别的机关可以处理。请照文书写作出认定的机关；确由它认定的，先在规则里另定处理机关",
        f"{named.name}: found_by is {named.code}, which the policy has answer appeals; name the "
        "office that found it, or let the policy name another one to answer first",
    )
