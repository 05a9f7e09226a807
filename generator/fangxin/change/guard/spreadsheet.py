"""Cells of registers that a spreadsheet changed by itself: they are told once a column.

A CSV does not say what is text. Whoever opens and saves it in a spreadsheet loses the zeros before
a batch number, the end of a long number, or gets a day for 3-5. The last publication still has what
stood there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange, place
from fangxin.text.fields.difference import Difference, in_words
from fangxin.text.fields.everyday import clock, day, minute
from fangxin.text.fields.spoilt import rounded, unclear_day
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Text

_CAUSES: Mapping[str, tuple[str, str]] = {
    "number": (
        "数字换了写法，如开头的 0 没有了",
        "numbers are written otherwise, like without zeros",
    ),
    "clock": ("钟点换了写法", "an hour is written otherwise"),
    "digits": ("长数字的后几位没有了", "the last digits of a long number are gone"),
    "day": ("变成了日期", "they became days"),
    "signs": ("GBK 编码没有的字变成了问号", "characters that GBK lacks became question marks"),
}
_NUMBER = re.compile(r"(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d+))?(?P<of>%?)", re.ASCII)
_LONG = re.compile(r"\d{12,}", re.ASCII)
_PARTS = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|[A-Za-z]{3,9}[-/. ]?\d{1,4}", re.ASCII)
_DAY = re.compile(r"[A-Za-z月]|\d{4}")  # signs that a spreadsheet put there
_EXACT = 15  # digits that a spreadsheet keeps
_MOST_PLACES = 10


def cause_of(before: str, after: str) -> str | None:
    """What a spreadsheet did to ``before`` so that it became ``after``; None where it did not."""
    if _LONG.fullmatch(before) and (rounded(after) or _cut(before) == after):
        return "digits"
    if _number(before) == _number(after) is not None and not _more_zeros(before, after):
        return "number"
    if clock(before) == clock(after) is not None:
        return "clock"
    if (
        _PARTS.fullmatch(before)
        and not (day(before) or minute(before))
        and _made_day(before, after)
    ):
        return "day"
    lost = before.encode("gb18030", "replace") != before.encode("gbk", "replace")
    return "signs" if lost and before.encode("gbk", "replace").decode("gbk") == after else None


def _cut(number: str) -> str:
    return number[:_EXACT] + "0" * (len(number) - _EXACT)


def _number(text: str) -> tuple[str, str, str] | None:
    """What a number is, however it is written: whole part, fraction, sign behind."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    whole = found["whole"].replace(",", "").lstrip("0")
    return whole, (found["part"] or "").rstrip("0"), found["of"]


def _more_zeros(before: str, after: str) -> bool:
    """Whether zeros were put in front, which no spreadsheet does."""
    return len(after) - len(after.lstrip("0")) > len(before) - len(before.lstrip("0"))


def _made_day(before: str, after: str) -> bool:
    """Whether the text is a day with signs that the former one had not."""
    if not _PARTS.fullmatch(before):
        return False
    more = len(re.split("[-/.]", after)) > len(re.split("[-/.]", before))
    return bool(more or _DAY.search(after)) and bool(day(after) or unclear_day(after))


def spoilt(fact: FactChange, difference: Difference) -> str | None:
    """What a spreadsheet did to a cell of a register; None for every other change."""
    texts = type(difference.before) is Text and type(difference.after) is Text
    if not texts or not fact.path.endswith(".csv"):
        return None
    return cause_of(in_words(difference.before), in_words(difference.after))


def loss_problems(
    losses: Iterable[tuple[FactChange, Difference, str]], base: str
) -> Iterator[Problem]:
    """One problem for each file, column and cause, with the lines of its cells; ``base``: the
    commit that has what stood there."""
    groups: dict[tuple[str, str, str], list[tuple[FactChange, Difference]]] = defaultdict(list)
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
            f"（git restore --source={base[:10]} {path} 恢复整个文件），"
            "再打开时先把这一列设为“文本”",
            f"a spreadsheet changed {len(cells)} cells of {key}, {en}: {fact.label} said '{was}', "
            f"now '{now}'; take them from the last commit (git restore --source={base[:10]} {path} "
            "takes the whole file), and open it again with this column as text",
        )
