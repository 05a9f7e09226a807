"""What else becomes public: rows of registers, and notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fangxin.change.effect.effect import Beside
from fangxin.change.effect.tabled import values_told
from fangxin.change.effect.told import Statement, differing
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.reading import lists_of
from fangxin.facts.registers.register import Register
from fangxin.registry.sources.reading import Sources
from fangxin.words.annulled import MISTAKE_ZH, mistake_told


def rows_beside(before: Sources, after: Sources, as_of: date) -> Iterator[Beside]:
    """Rows that are new, completed or gone, by register, as far as they are public on the day."""
    for register in every():
        if not _may_differ(register, before, after):
            continue
        then, now = (list(_rows(register, sources, as_of)) for sources in (before, after))
        for one in differing(then, now):
            yield Beside(register.book_zh, one.zh, one.way)


def _may_differ(register: Register[Any], before: Sources, after: Sources) -> bool:
    assert before.registry is not None and after.registry is not None
    assert before.programme is not None and after.programme is not None
    follows = register.by_policy and before.programme.policy != after.programme.policy
    old, new = before.registry.registers, after.registry.registers
    return follows or old.of(register) != new.of(register)


def _rows(register: Register[Any], sources: Sources, as_of: date) -> Iterator[Statement]:
    assert sources.registry is not None and sources.programme is not None
    programme, lists = sources.programme, lists_of(sources.programme)
    for row in sources.registry.registers.of(register):
        shown = register.shown(row, programme.policy, as_of)
        if shown is not None:
            said = {**shown.more, **values_told(row, register.row, lists, shown.keys)}
            if row.void is not None:
                said[MISTAKE_ZH] = mistake_told(row.void.date, row.void.reason)
            yield Statement("", row.id, shown.title, said)


def notices_beside(before: Sources, after: Sources, as_of: date) -> Iterator[Beside]:
    """Notices that are published, withdrawn or changed; drafts are nobody's business."""
    then = {notice.slug: notice for notice in before.gazette.on(as_of)}
    now = {notice.slug: notice for notice in after.gazette.on(as_of)}
    for slug, notice in sorted(now.items()):
        told = f"{notice.kind}《{notice.title}》（{notice.address}）"
        if slug not in then:
            yield Beside("公告", f"发布{told}", "added")
        elif then[slug] != notice or before.gazette.texts[slug] != after.gazette.texts[slug]:
            yield Beside("公告", f"改动{told}", "changed")
    for slug, notice in sorted(then.items()):
        if slug not in now:
            yield Beside("公告", f"撤下{notice.kind}《{notice.title}》", "removed")
