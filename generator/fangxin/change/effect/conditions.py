"""What a change asks of those who want to be recognised: criteria that begin, end or differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fangxin.change.effect.effect import Everybody
from fangxin.change.effect.sides import HARSHER, MILDER, OTHER, WORDS
from fangxin.facts.programme.criteria import Criterion
from fangxin.facts.programme.programme import Category, Programme

FILE = "content/programme/categories.yml"


def conditions_told(old: Programme, new: Programme) -> Iterator[Everybody]:
    """Each criterion that certifications must keep, and did not before, or no longer must."""
    for code, category in new.categories.items():
        before = _asked(old.categories.get(code))
        after = _asked(category)
        for name, criterion in after.items():
            was = before.get(name)
            if was is None:
                yield _line(HARSHER, category, criterion, f"自 {criterion.applies} 起", "new")
            elif replace(was, ends=criterion.ends) != criterion:
                yield _line(OTHER, category, criterion, "内容改了", "differs")
            elif was.ends != criterion.ends:
                yield _ended(category, was, criterion)
        for name in sorted(before.keys() - after.keys()):
            yield _line(MILDER, category, before[name], "不再要求", "gone")


def _asked(category: Category | None) -> Mapping[str, Criterion]:
    criteria = category.criteria if category is not None else ()
    return {one.code: one for one in criteria if one.applies is not None}


def _ended(category: Category, was: Criterion, now: Criterion) -> Everybody:
    """Its last day came, moved or went."""
    sooner = now.ends is not None and (was.ends is None or now.ends < was.ends)
    said = f"要求到 {now.ends} 为止" if now.ends else "不再有最后一天"
    return _line(MILDER if sooner else HARSHER, category, now, said, f"ends: {now.ends}")


def _line(side: int, category: Category, one: Criterion, zh: str, en: str) -> Everybody:
    way, way_en = WORDS[side]
    return Everybody(
        f"认定条件{way}：{category.label}的“{one.label}”，{zh}",
        f"criteria, {way_en}: {one.code} of {category.code}, {en}",
        FILE,
    )
