"""The first row of a CSV register: which columns there are, and what is told when there are none.

A table in another form (vertical bars, headings in Chinese or in capitals) is one problem, not one
for each of its columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangxin.base.problem import Place, Problem
from fangxin.text.csv.schema import columns
from fangxin.text.fields.personal import personal_numbers
from fangxin.text.fields.tables import Field, Group
from fangxin.text.sameness import looks
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Text

_SEPARATORS = {
    "|": ("竖线（|）", "vertical bars"),
    "，": ("中文逗号（，）", "full-width commas"),
    "；": ("中文分号（；）", "full-width semicolons"),
    "、": ("顿号（、）", "Chinese list marks (、)"),
}
_OTHER_FORM = 2  # this many cells that mean columns, but do not name them, are a heading of its own
_FEW = 4  # where not even one cell in so many is a column, the row is no heading


def columns_of(group: Group) -> tuple[str, ...]:
    """Every column that a register of this table may have, in the table's order."""
    return tuple(spec.key for spec in columns(group))


def other_table(text: str, path: str, comma: str = ",") -> Problem | None:
    """What is wrong when the whole text is a table in another form: ends of lines, separators.
    ``comma``: the sign that was found between its cells."""
    if "\r" in text and "\n" not in text:
        return _line_ends(path)
    first = text.partition("\n")[0].strip()
    if first.strip('"').casefold().startswith("sep="):
        return _separator_line(path)
    for sign in _SEPARATORS if comma not in first else ():
        if sign in first:
            return _wrong_separator(sign, Place(path, 1, text.index(sign) + 1))
    return None


def read_heading(cells: Sequence[Text], path: str, group: Group) -> tuple[list[str], list[Problem]]:
    """The names of the columns, and everything wrong with them."""
    known = set(columns_of(group))
    meant = {cell.value: good for cell in cells if (good := _meant(cell.value, group))}
    named = [cell.value for cell in cells]
    right = sum(1 for name in named if name in known or name in meant)
    if len(meant) >= _OTHER_FORM or _FEW * right < len(named):
        return named, [_other_heading(named, meant, Place(path, 1, 1), group)]
    problems: list[Problem] = []
    seen: set[str] = set()
    for cell in cells:
        place = Place(path, cell.line, cell.column)
        if cell.value in seen:
            problems.append(_twice(cell.value, place))
        elif cell.value not in known:
            problems.append(_unknown(cell.value, meant.get(cell.value), place, group))
        seen |= {cell.value, meant.get(cell.value, cell.value)}
    for spec in group.required:
        if spec.key not in seen:
            problems.append(_missing(spec, Place(path, 1, 1)))
    return named, problems


def _meant(name: str, group: Group) -> str | None:
    """The column that is called so in Chinese, in English or in capitals, but not written so."""
    if name in columns_of(group):
        return None
    for spec in columns(group):
        if looks(name) in map(looks, (spec.key, spec.zh, spec.zh.partition("（")[0], spec.en)):
            return spec.key
    return None


def no_heading(path: str, group: Group) -> Problem:
    """The file is empty."""
    head = ",".join(columns_of(group))
    return Problem(
        Place(path),
        "no-heading",
        f"登记簿的第一行须是表头，这里什么也没有。请写上：{head}",
        f"the first row of a register must be its heading, but there is nothing; write: {head}",
    )


def _line_ends(path: str) -> Problem:
    return Problem(
        Place(path),
        "line-ends",
        "每一行须以换行符（LF 或 CRLF）结束，这个文件用的是旧式 Mac 的回车（CR）。"
        "请用表格软件另存为“CSV UTF-8（逗号分隔）”，不要选“Macintosh”",
        "lines must end with LF or CRLF, this file has only CR, as old Macs wrote it; save it as "
        "'CSV UTF-8 (comma delimited)', not as 'Macintosh'",
    )


def _separator_line(path: str) -> Problem:
    return Problem(
        Place(path),
        "separator-line",
        "第一行须是表头，这里是只给表格软件看的 sep=。请删去这一行；各格须用英文逗号（,）分隔",
        "the first row must be the heading, found a line sep= that only spreadsheets know; delete "
        "it, and separate the cells by commas",
    )


def _wrong_separator(sign: str, place: Place) -> Problem:
    zh, en = _SEPARATORS[sign]
    return Problem(
        place,
        "wrong-separator",
        f"各格须用英文逗号（,）分隔，这里用的是{zh}。请用表格软件另存为“CSV UTF-8（逗号分隔）”",
        f"cells must be separated by commas, this file has {en}; save it as 'CSV UTF-8 (comma "
        "delimited)' from a spreadsheet",
    )


def _other_heading(
    named: Sequence[str], meant: Mapping[str, str], place: Place, group: Group
) -> Problem:
    """One problem for a first row that is not written in the names of the columns."""
    known = columns_of(group)
    head = ",".join(meant.get(name, name) for name in named)
    odd = [_shown(name) for name in named if name not in meant and name not in known]
    if len(meant) < _OTHER_FORM:
        zh = f"几乎没有列名，像是缺了表头。请在最上面加一行：{','.join(known)}"
        en = f"hardly a cell of it is one, as if it were missing; add on top: {','.join(known)}"
    elif odd:
        zh = f"写的是别的名称。{_pairs(meant, '「{}」写 {}', '、')}；另外没有「{'」「'.join(odd)}」"
        zh += f"这样的列，可写的有 {'、'.join(known)}。请改正"
        en = f"found other names; write {_pairs(meant, '{1} for {0}', ', ')}; there is no column "
        en += f"{', '.join(odd)}, only {', '.join(known)}"
    else:
        zh, en = f"写的是别的名称。请把第一行换成：{head}", f"found other names; write: {head}"
    return Problem(
        place,
        "other-heading",
        f"第一行须是表头，写各列的英文小写名称，这里{zh}",
        f"the first row must be the heading, in the lower-case names of the columns, but {en}",
    )


def _pairs(meant: Mapping[str, str], form: str, comma: str) -> str:
    return comma.join(form.format(_shown(name), good) for name, good in meant.items())


def _shown(name: str) -> str:
    """The cell for a message, unless it is data with somebody's number."""
    return "…" if next(personal_numbers(name), None) else shown(name, 20)


def _twice(name: str, place: Place) -> Problem:
    return Problem(
        place,
        "column-twice",
        f"表头里每一列只能有一次，「{_shown(name)}」出现了两次。请删去多余的一列",
        f"a column must stand once in the heading, '{_shown(name)}' stands twice; delete one",
    )


def _unknown(name: str, close: str | None, place: Place, group: Group) -> Problem:
    known = columns_of(group)
    zh = f"是不是「{close}」？" if close else f"可写的列有 {'、'.join(known)}。"
    en = f"did you mean '{close}'" if close else f"the columns are {', '.join(known)}"
    return Problem(
        place,
        "unknown-column",
        f"表头里没有「{_shown(name)}」这一列：{zh}请改正或删去",
        f"there is no column '{_shown(name)}': {en}; correct or delete it",
    )


def _missing(spec: Field, place: Place) -> Problem:
    return Problem(
        place,
        "missing-column",
        f"表头里须有 {spec.name_zh} 一列，这里没有。请补上这一列",
        f"the heading must have the column {spec.name_en}, but it is missing; add it",
    )
