"""Forty invented shops of which nothing was decided yet, and lists of them as offices make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from stdnum.cn import uscc

from fangxin.text.fields.idents import check_character

DAY, LATER = "2026-10-08", "2026-10-20"


def an_id(number: int) -> str:
    """A merchant ID with its check character."""
    body = f"PJ26{number:04}"
    return body + check_character(body)


def a_code(number: int) -> str:
    """A credit code with its check character."""
    body = f"91330726MA2DF{number:04}"
    return body + str(uscc.calc_check_digit(body))


def a_name(number: int) -> str:
    """A shop's name."""
    return f"第{number}号粮油店（示例）"


def a_record(number: int) -> str:
    """A record without decisions."""
    return (
        f"name: {a_name(number)}\n"
        f"uscc: {a_code(number)}\n"
        "category: shop\n"
        "town: 浦南街道\n"
        f"address: 浙江省浦江县浦南街道示例路{number}号\n"
    )


def forty() -> dict[str, str]:
    """Forty records by path."""
    return {f"shop/{an_id(number)}.yml": a_record(number) for number in range(1, 41)}


def sheet(path: Path, rows: Sequence[Mapping[str, str]], title: str = "") -> str:
    """A workbook with these rows, below a title where one is given; its path."""
    book = Workbook()
    page = book.active
    assert page is not None
    if title:
        page.append([title])
    names = list(dict.fromkeys(name for row in rows for name in row))
    page.append(names)
    for row in rows:
        page.append([row.get(name, "") for name in names])
    book.save(path)
    return str(path)
