"""Cells of registers that a spreadsheet changed by itself: they are told once a column.

A CSV does not say what is text. Whoever opens and saves it in a spreadsheet loses the zeros before
a batch number, the end of a long number, or gets a day for 3-5. The last publication still has what
stood there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.fields.difference import Difference, in_words
from generator.fields.everyday import day, minute
from generator.fields.spoilt import rounded, unclear_day
from generator.guard.facts import Fact, place
from generator.problem import Problem
from generator.source import Text
from generator.source.characters import shown

_CAUSES: Mapping[str, tuple[str, str]] = {
    "zeros": ("数字头尾的 0 没有了", "zeros of a number are gone"),
    "digits": ("长数字的后几位没有了", "the last digits of a long number are gone"),
    "day": ("变成了日期", "they became days"),
    "signs": ("GBK 编码没有的字变成了问号", "characters that GBK lacks became question marks"),
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_LONG = re.compile(r"\d{12,}", re.ASCII)
_PARTS = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|[A-Za-z]{3,9}[-/. ]?\d{1,4}", re.ASCII)
_DAY = re.compile(r"[A-Za-z月]|\d{4}")  # signs that a spreadsheet put there
_EXACT = 15  # digits that a spreadsheet keeps
_MOST_PLACES = 10


def cause_of(before: str, after: str) -> str | None:
    """What a spreadsheet did to ``before`` so that it became ``after``; None where it did not."""
    if _LONG.fullmatch(before) and (rounded(after) or _cut(before) == after):
        return "digits"
    numbers = _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after)
    if numbers and before != after == _bare(before):
        return "zeros"
    is_day = _DAY.search(after) and (day(after) or unclear_day(after))
    if is_day and _PARTS.fullmatch(before) and not (day(before) or minute(before)):
        return "day"
    lost = before.encode("gb18030", "replace") != before.encode("gbk", "replace")
    return "signs" if lost and before.encode("gbk", "replace").decode("gbk") == after else None


def _cut(number: str) -> str:
    return number[:_EXACT] + "0" * (len(number) - _EXACT)


def _bare(number: str) -> str:
    """The number as a spreadsheet shows it."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def spoilt(fact: Fact, difference: Difference) -> str | None:
    """What a spreadsheet did to a cell of a register; None for every other change."""
    texts = type(difference.before) is Text and type(difference.after) is Text
    if not texts or not fact.path.endswith(".csv"):
        return None
    return cause_of(in_words(difference.before), in_words(difference.after))


def loss_problems(losses: Iterable[tuple[Fact, Difference, str]]) -> Iterator[Problem]:
    """One problem for each file, column and cause, with the lines of its cells."""
    groups: dict[tuple[str, str, str], list[tuple[Fact, Difference]]] = defaultdict(list)
    for fact, difference, cause in losses:
        groups[fact.path, ".".join(difference.path), cause].append((fact, difference))
    for (path, key, cause), cells in groups.items():
        (fact, first), (zh, en) = cells[0], _CAUSES[cause]
        was, now = shown(in_words(first.before)), shown(in_words(first.after))
        lines = [str(one.after.line) for _, one in cells if one.after is not None]
        where = "、".join(lines[:_MOST_PLACES]) + ("…" if len(lines) > _MOST_PLACES else "")
        assert first.after is not None
        yield Problem(
            place(path, first.after),
            "spreadsheet-loss",
            f"{key} 一列有 {len(cells)} 格被表格软件改掉了，{zh}：{fact.label} 原来是「{was}」，"
            f"现在是「{now}」（第 {where} 行）。登记过的不能改：请从上次提交恢复这些格"
            f"（git restore {path} 恢复整个文件），再打开时先把这一列设为“文本”",
            f"a spreadsheet changed {len(cells)} cells of {key}, {en}: {fact.label} said '{was}', "
            f"now '{now}'; take them from the last commit (git restore {path} takes the whole "
            "file), and open it again with this column as text",
        )
