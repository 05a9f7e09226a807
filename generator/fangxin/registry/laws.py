"""Laws that are cited although they are no longer in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangxin.base.problem import Place, Problem
from fangxin.facts.programme.laws import not_listed, titles_in
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.rows import Registers
from fangxin.registry.book import Book

PROGRAMME = "content/programme"


def cited_laws_are_in_force(book: Book) -> Iterator[Problem]:
    """What the version of the policy in force and the criteria cite has not ended."""
    programme = book.programme
    cited = {
        "policy.yml": set(titles_in(programme.policy.on(book.today))),
        "categories.yml": set(titles_in(programme.categories)),
    }
    for name, titles in cited.items():
        for title in sorted(titles & programme.laws.keys()):
            law = programme.laws[title]
            if not law.ended(book.today):
                continue
            then = f"，由《{law.replaced_by}》代替" if law.replaced_by else ""
            then_en = f" and was replaced by '{law.replaced_by}'" if law.replaced_by else ""
            yield Problem(
                Place(f"{PROGRAMME}/{name}"),
                "law-ended",
                f"现行规则引用的《{title}》施行到 {law.until} 为止{then}。"
                "规则请加一个新版本，改引现行的规定",
                f"'{title}', which the rules in force cite, ended on {law.until}{then_en}; add a "
                "version of the policy that cites what is in force",
                "warning",
            )


def laws_of_rows_are_listed(rows: Registers, book: Book) -> Iterator[Problem]:
    """Where laws are listed, so are those that the list of the dishonest cites."""
    laws = book.programme.laws
    for row in rows.of(DISHONEST) if laws else ():
        for title in sorted(set(titles_in((row.basis, row.restrictions))) - laws.keys()):
            yield replace(not_listed(row.place, title), level="warning")
