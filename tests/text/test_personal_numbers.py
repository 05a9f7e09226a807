"""Numbers of persons leave by no field: each field of each way in is tried, and every file that
goes out is looked at once more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from fangxin.facts.notices.head import HEAD
from fangxin.facts.programme.files import OPTIONAL, REQUIRED
from fangxin.facts.programme.tables import PLAN
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.reading import ALL
from fangxin.site.build.inspection import Expected, inspect_file
from fangxin.text.fields.idents import CreditCode
from fangxin.text.fields.kinds import Choice, Coded, Flag, Line, Prose, Web, Whole
from fangxin.text.fields.personal import personal_numbers, resident_inside
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf, Report
from fangxin.text.yaml.reading import Text

FIRST = date(1940, 1, 1)
BIRTHDAYS = st.integers(0, 25_000).map(lambda days: FIRST + timedelta(days=days))
PLACES = st.sampled_from(["330726", "110101", "440305", "650102", "810000", "510104"])


def resident(place: str, born: date, serial: int) -> str:
    """A number of nobody: GB 11643 with its check digit."""
    body = f"{place}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def old(place: str, born: date, serial: int) -> str:
    return f"{place}{born:%y%m%d}{serial:03d}"


NUMBER = resident("330726", date(1990, 1, 1), 123)
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def spellings(number: str) -> Iterator[str]:
    """The same number as people type it."""
    yield from (number, number.lower(), number.translate(FULL))
    yield f"{number[:6]} {number[6:-4]} {number[-4:]}"
    for sign in ("-", "－", "—", "‑", "\u3000", "\u00a0", "\u200b"):
        yield f"{number[:6]}{sign}{number[6:14]}{sign}{number[14:]}"
    yield f"身份证{number}号"


@given(PLACES, BIRTHDAYS, st.integers(0, 999))
def test_every_number_is_seen_however_it_is_typed(place: str, born: date, serial: int) -> None:
    """Eighteen digits in every spelling, fifteen as they are, in groups, and within a code."""
    number = resident(place, born, serial)
    for text in spellings(number):
        assert list(personal_numbers(text)), text
    for code in (f"FX-{number}", f"BP{number}", f"https://a.example/u{number}x"):
        assert resident_inside(code), code
    if 1900 <= born.year < 2000:
        short = old(place, born, serial)
        for text in (short, short.translate(FULL), f"{short[:6]}-{short[6:12]}-{short[12:]}"):
            assert list(personal_numbers(text)), text
        assert resident_inside(f"FX{short}")


@given(st.binary(min_size=1, max_size=64))
def test_digests_are_no_numbers(data: bytes) -> None:
    """What the program itself writes never looks like one."""
    digest = hashlib.sha256(data).hexdigest()
    assert not list(personal_numbers(digest))
    assert not list(looked(f'{{"sha256": "{digest}", "at": 0.{int(digest, 16) % 10**18:018d}}}'))


def looked(text: str, **more: object) -> list[str]:
    expected = Expected(Path(), {}, {}, frozenset(), **more)  # type: ignore[arg-type]
    return [one.code for one in inspect_file(expected, "api/x.json", text.encode(), "")]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.svg", "a.xml", "a.txt", "a.ics", "a.js"])
def test_the_last_net_holds_for_every_file(name: str) -> None:
    """A number in any file stops the build; a service phone does not, nor a figure."""
    for text, code in (
        (f"x,{NUMBER},y", {"personal-number-published"}),
        (f"/{NUMBER}/", {"personal-number-published"}),
        (f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}", {"personal-number-published"}),
        ("tel:13900000000", {"personal-number-published"}),
        ("１３９００００００００", {"personal-number-published"}),
        ("tel:13800000000 330726-901-020300-2017-0008 0.13900000000 1774000000123", set()),
    ):
        expected = Expected(Path(), {}, {}, frozenset(), phones=frozenset({"13800000000"}))
        found = inspect_file(expected, name, text.encode(), "")
        codes = {one.code for one in found}
        assert codes & {"personal-number-published"} == code, text


def fields(kind: object, where: str) -> Iterator[tuple[str, Field]]:
    """Every field of a table, nested ones too."""
    if isinstance(kind, Group):
        for spec in kind.fields:
            yield f"{where}.{spec.key}", spec
            yield from fields(spec.kind, f"{where}.{spec.key}")
    elif isinstance(kind, ListOf):
        yield from fields(kind.item, where)
    elif isinstance(kind, MapOf):
        yield from fields(kind.value, where)


TABLES = {
    "record": MERCHANT,
    "notice": HEAD,
    "plan": PLAN,
    **REQUIRED,
    **OPTIONAL,
    **{register.name: register.row for register in ALL},
}
TEXTS = (Line, Prose, Coded, Web, CreditCode)


def scalar(spec: Field) -> object:
    kind = spec.kind
    while isinstance(kind, ListOf | MapOf):
        kind = kind.item if isinstance(kind, ListOf) else kind.value
    return kind


EVERY = [
    pytest.param(spec, id=name)
    for table, kind in TABLES.items()
    for name, spec in fields(kind, table)
    if isinstance(scalar(spec), TEXTS)
]


@pytest.mark.parametrize("spec", EVERY)
def test_no_field_takes_one(spec: Field) -> None:
    """Whatever the field is for, the number is refused as what it is, and not repeated."""
    kind = scalar(spec)
    written = [NUMBER, old("330726", date(1990, 1, 1), 123), *spellings(NUMBER)]
    if isinstance(kind, Line | Prose):
        for digits in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"):
            written.append(NUMBER.translate(str.maketrans("0123456789", digits)))
    if isinstance(kind, Web):
        written = [f"https://shop.example/{NUMBER}", f"https://shop.example/u{NUMBER}/"]
    for text in written:
        report = Report("x")
        kind.read(Text(text, 1, 1, True), spec, report)  # type: ignore[attr-defined]
        codes = [one.code for one in report.problems if one.level == "error"]
        assert "personal-number" in codes or (codes and "\u200b" in text), text
        assert all(NUMBER not in one.zh + one.en for one in report.problems)


def test_what_is_no_text_cannot_hold_one() -> None:
    """Of the other kinds none takes eighteen digits for a value."""
    for kind in (Choice({}), Flag(), Whole(0, 10**9)):
        report = Report("x")
        kind.read(Text(NUMBER, 1, 1, True), Field("x", kind, "甲", "a"), report)
        assert report.problems
