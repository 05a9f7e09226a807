"""Criteria that were published stay: people were recognised by them, and others were not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.programme.criteria import Criterion
from fangxin.registry.sources.revision import PROGRAMME


def criteria_stay(push: Push) -> Iterator[Problem]:
    """A criterion that certifications must keep is neither altered nor removed; it may be ended,
    from the last publication on."""
    old, new = push.old.sources.programme, push.new.sources.programme
    if old is None or new is None:
        return
    for code, category in old.categories.items():
        if code not in new.categories:
            continue  # what becomes of its merchants is told elsewhere
        now = {one.code: one for one in new.categories[code].criteria}
        for criterion in category.criteria:
            if criterion.applies is not None and not _stays(criterion, now, push):
                yield _problem(code, criterion, now.get(criterion.code))


def _stays(criterion: Criterion, now: dict[str, Criterion], push: Push) -> bool:
    found = now.get(criterion.code)
    if found is None or replace(found, ends=criterion.ends) != criterion:
        return False
    if found.ends == criterion.ends:
        return True
    return criterion.ends is None and found.ends is not None and found.ends >= push.published


def _problem(category: str, criterion: Criterion, now: Criterion | None) -> Problem:
    gone = now is None
    return Problem(
        Place(f"{PROGRAMME}/categories.yml"),
        "criterion-altered",
        f"类别 {category} 的条件 {criterion.code}（{criterion.label}）公布过，不能"
        + ("删去" if gone else "改动")
        + "：有人是照它认定的，有人因它没有认定。请恢复；不再要求的，给它写 ends"
        "（不早于上次发布），新的条件另取代号",
        f"criterion {criterion.code} of {category} was published and is "
        + ("gone" if gone else "altered")
        + ": some were recognised by it and others were not; restore it, end it by 'ends' (not "
        "before the last publication), and give a new one a code of its own",
    )
