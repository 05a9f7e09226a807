"""What spreadsheets make of a register: the same content, spelt and saved in their ways."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from fangxin.text.csv.schema import columns
from fangxin.text.fields.kinds import Flag, Whole
from fangxin.text.fields.tables import Field, Group
from fangxin.text.fields.times import Day, Minute

Spelling = Mapping[type, Callable[[str], str]]


def _day(shape: str) -> Callable[[str], str]:
    return lambda text: shape.format(date.fromisoformat(text))


def _minute(shape: str) -> Callable[[str], str]:
    return lambda text: shape.format(datetime.fromisoformat(text))


def _half(text: str) -> str:
    """Half a day of twelve hours, as a Chinese Excel may show it."""
    moment = datetime.fromisoformat(text)
    half = "上午" if moment.hour < 12 else "下午"
    return f"{moment.year}/{moment.month}/{moment.day} {half}{moment:%I:%M}"


EXCEL: Spelling = {
    Day: _day("{0.year}/{0.month}/{0.day}"),
    Minute: _minute("{0.year}/{0.month}/{0.day} {0.hour}:{0:%M}"),
    Whole: str,
    Flag: str.upper,
}
SPELLINGS: Mapping[str, Spelling] = {
    "excel": EXCEL,
    "libreoffice": {**EXCEL, Day: str, Minute: lambda text: f"{text}:00"},
    "midnight": {**EXCEL, Day: _day("{0.year}/{0.month}/{0.day} 0:00"), Whole: "{:0>1}.00".format},
    "seconds": {**EXCEL, Day: "{} 00:00".format, Minute: "{}:59.000".format},
    "chinese": {
        **EXCEL,
        Day: _day("{0.year}年{0.month}月{0.day}日"),
        Minute: _half,
        Whole: lambda text: f"{int(text):,}",
    },
    "english": {
        **EXCEL,
        Day: _day("{0:%d-%b-%Y}"),
        Minute: _minute("{0:%Y-%m-%d %I:%M:%S %p}"),
        Whole: lambda text: f"￥{int(text):,}.00",
    },
    "program": {
        **EXCEL,
        Day: lambda text: f"{text}T00:00:00",
        Minute: lambda t: t.replace(" ", "T"),
    },
    "strict": {},
}


@dataclass(frozen=True)
class Saving:
    """How a file is saved; ``blank``: empty columns and rows that are left behind; ``short``:
    empty cells at the end of a row are left out."""

    encoding: str = "utf-8"
    comma: str = ","
    ending: str = "\n"
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL
    blank: bool = False
    short: bool = False


SAVINGS: Mapping[str, Saving] = {
    "plain": Saving(),
    "csv-utf8": Saving("utf-8-sig", ending="\r\n"),
    "csv-gbk": Saving("gbk", ending="\r\n", short=True),
    "gb18030": Saving("gb18030", blank=True),
    "unicode-text": Saving("utf-16", "\t", "\r\n"),
    "tabs": Saving(comma="\t", quoting=csv.QUOTE_ALL),
    "semicolons": Saving("utf-8-sig", ";", "\r\n", blank=True),
    "libreoffice": Saving(quoting=csv.QUOTE_NONNUMERIC),
}


def respelt(spec: Field, text: str, spelling: Spelling) -> str:
    """A cell in another spelling."""
    way = spelling.get(type(spec.kind))
    return way(text) if way is not None and text else text


def saved(
    rows: Sequence[Mapping[str, str]],
    names: Sequence[str],
    table: Group,
    spelling: Spelling,
    saving: Saving,
) -> bytes:
    """The rows as a spreadsheet spells and saves them."""
    specs = {spec.key: spec for spec in columns(table)}
    required = [names.index(spec.key) for spec in table.required]
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator=saving.ending, quoting=saving.quoting, delimiter=saving.comma
    )
    more = [""] * 3 if saving.blank else []
    writer.writerow([*names, *more])
    for row in rows:
        cells = [respelt(specs[name], row.get(name, ""), spelling) for name in names]
        while saving.short and not cells[-1] and len(cells) - 1 > max(required):
            cells.pop()
        writer.writerow([*cells, *more])
    if saving.blank:
        writer.writerow([""] * (len(names) + len(more)))
        text.write(saving.ending)
    return text.getvalue().encode(saving.encoding)


def rows_of(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The heading and the rows of a canonical file."""
    lines = [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    return lines[0], [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
