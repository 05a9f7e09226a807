"""What a cell shows, from its value and number format: the text that is read, or why it is not.

The text read is the text shown. Days and moments are read as ISO has them; of a mere number the
thousands' commas, a currency's ¥ and an empty fraction go. Where what is shown says less than, or
something else than, the value, or is not known, the cell is a trouble.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fangxin.text.fields.spoilt import ROUNDED, error_cell
from fangxin.text.workbook.cells import Trouble, hidden_value, shown_otherwise, unknown_format
from fangxin.text.workbook.formats import FormatSection, Token, sections
from fangxin.text.workbook.times import time_shown

MOST_EXACT = 10**15  # spreadsheets keep 15 digits of a number; what follows became zeros
MOST_PLACES = 24  # of a format, before and behind the point; what is more is not read
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_YUAN = frozenset("¥￥ ")
_MINUS = frozenset("-−(（负")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """The text of a cell, what is the matter with it, and whether the text says more than is shown:
    the year of a day that shows none."""

    text: str
    trouble: Trouble | None = None
    partly: bool = False


def number_shown(value: float, code: str, from_1904: bool = False) -> ShownCell:
    """What a number shows under a format; days count from 1904 or from 1900."""
    if value != value or abs(value) == float("inf"):
        return ShownCell(str(value), error_cell("#NUM!"))
    exact = Decimal(format(value, ".15g"))
    plain = plainly(exact)
    if abs(exact) >= MOST_EXACT:
        return ShownCell(plain, ROUNDED)
    try:
        section, sign = _chosen(exact, sections(code))
        if section.is_time:
            return ShownCell(*time_shown(exact, section.tokens, from_1904))
        return _number(exact, section, sign)
    except ValueError:
        return ShownCell(plain, unknown_format(code, plain))


def number_said(value: float, said: str) -> ShownCell:
    """What a number shows where the file tells it: ``said`` must be words with this number."""
    exact = Decimal(format(value, ".15g"))
    shown = said.strip()
    if not exact.is_finite() or abs(exact) >= MOST_EXACT:
        return number_shown(value, "General")
    if not shown:
        return ShownCell(plainly(exact), hidden_value(plainly(exact)))
    if not set(shown) - {"#"}:  # the column is too narrow
        return ShownCell(plainly(exact), unknown_format("?", plainly(exact)))
    numbers = [Decimal(one.replace(",", "")) for one in _NUMBER.findall(shown)]
    numbers += [Decimal("".join(c for c in shown if c.isdecimal()) or 0)]
    parts = 100 if "%" in shown else 1
    fits = not _NUMBER.search(shown) or any(one == abs(exact) * parts for one in numbers)
    if not set(shown) - set("0123456789.,-") - _YUAN:
        shown = _mere(shown, shown)
    return _checked(shown, exact, fits)


def text_shown(text: str, code: str) -> ShownCell:
    """What a text shows under a format: it may be put into others, or hidden."""
    try:
        parts = sections(code)
    except ValueError:
        return ShownCell(text, unknown_format(code, text))
    section = parts[3] if len(parts) == 4 else parts[-1] if "text" in parts[-1].kinds else None
    if section is None or not text:
        return ShownCell(text)
    if section.kinds - {"text", "literal", "bare", "space", "fill"}:
        return ShownCell(text, unknown_format(code, text))
    if "text" not in section.kinds:
        shown = "".join(map(_said, section.tokens)).strip()
        return ShownCell(text, shown_otherwise(shown, text) if shown else hidden_value(text))
    try:
        said = "".join(text if token.kind == "text" else _said(token) for token in section.tokens)
    except ValueError:
        return ShownCell(text, unknown_format(code, text))
    return ShownCell(said if {"literal", "bare"} & section.kinds else text)


def plainly(value: Decimal) -> str:
    """Digits without an exponent or an empty fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chosen(value: Decimal, parts: Sequence[FormatSection]) -> tuple[FormatSection, str]:
    """The section that shows a number, and the sign that comes before it. Raises ValueError."""
    numeric = parts[:-1] if "text" in parts[-1].kinds else parts[:3]
    if not numeric:  # texts alone are dressed by it
        if {"literal", "bare"} & parts[0].kinds:
            raise ValueError("a format for texts")
        return FormatSection((Token("general", ""),)), "-" if value < 0 else ""
    if any(part.condition for part in numeric):
        return _conditional(value, numeric), ""
    if len(numeric) == 1 or value > 0:
        return numeric[0], "-" if value < 0 else ""
    if value < 0:
        return numeric[1], ""
    return numeric[2 if len(numeric) > 2 else 0], ""


def _conditional(value: Decimal, parts: Sequence[FormatSection]) -> FormatSection:
    """The first section whose condition holds, or the last, which has none."""
    *asking, last = parts
    if value < 0 or not asking or last.condition or any(not part.condition for part in asking):
        raise ValueError("spreadsheets differ")
    return next((part for part in asking if part.condition and part.condition(value)), last)


def _number(value: Decimal, section: FormatSection, sign: str) -> ShownCell:
    plain = plainly(value)
    if "general" in section.kinds:
        if section.kinds - {"general", "literal", "bare", "space"}:
            raise ValueError("digits beside General")
        said = "".join(plainly(abs(value)) if t.kind == "general" else _said(t)
                       for t in section.tokens)  # fmt: skip
        return _checked((sign + said).strip(), value, exact=True)
    pieces, exact = _filled(abs(value), section)
    shown = (sign + "".join(pieces)).strip()
    if not shown.strip(" ."):
        return ShownCell(plain, hidden_value(plain))
    bare = "".join(_said(t) for t in section.tokens if t.kind in ("literal", "bare"))
    if "digit" in section.kinds and "percent" not in section.kinds and set(bare) <= _YUAN | {"-"}:
        shown = _mere(shown, bare)
    return _checked(shown, value, exact)


def _checked(shown: str, value: Decimal, exact: bool) -> ShownCell:
    """The text, unless it says another number."""
    if not shown:
        return ShownCell(plainly(value), hidden_value(plainly(value)))
    lost = value < 0 and not set(shown) & _MINUS and any(c.isdigit() for c in shown)
    if lost or not exact:
        return ShownCell(plainly(value), shown_otherwise(shown, plainly(value)))
    return ShownCell(shown)


def _mere(shown: str, bare: str) -> str:
    """A mere number without commas, ¥, blanks and an empty fraction; zeros before it stay, and
    dashes between its digits."""
    text = "".join(char for char in shown if char not in _YUAN).replace(",", "")
    if "-" in bare and not text.lstrip("-").replace(".", "").isdigit():
        return shown
    whole, _, fraction = text.partition(".")
    return whole if whole.lstrip("-") and not fraction.strip("0") else text


def _filled(value: Decimal, section: FormatSection) -> tuple[list[str], bool]:
    """What a section shows of a positive number, piece by piece, and whether that is the number.
    Raises ValueError."""
    if section.kinds & {"shape", "power", "text", "half"} or _is_fraction(section):
        raise ValueError("not simple")
    places = [at for at, token in enumerate(section.tokens) if token.kind == "digit"]
    if not places:
        return [_said(token) for token in section.tokens], True
    points = [at for at, token in enumerate(section.tokens) if token.kind == "point"]
    percents = sum(token.kind == "percent" for token in section.tokens)
    if len(points) > 1 or percents > 1 or len(places) > MOST_PLACES:
        raise ValueError("more than anybody writes")
    point = points[0] if points else len(section.tokens)
    wholes = [at for at in places if at < point]
    decimals = [at for at in places if at > point]
    commas = [at for at, token in enumerate(section.tokens) if token.kind == "comma"]
    scaled = sum(1 for at in commas if not wholes or at > wholes[-1])
    value *= 100**percents
    cut = (value / 1000 ** min(scaled, 5)).quantize(
        Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP
    )
    shown = {at: _said(token) for at, token in enumerate(section.tokens)}
    digits, _, fraction = format(cut, "f").partition(".")
    shown |= _wholes(digits, wholes, section.tokens, bool(commas) and scaled < len(commas))
    shown |= _decimals(fraction, decimals, section.tokens)
    return [shown[at] for at in sorted(shown)], cut == value and not (scaled and value)


def _wholes(
    digits: str, places: Sequence[int], tokens: Sequence[Token], grouped: bool
) -> dict[int, str]:
    """Digits before the point, from the last placeholder on; the first takes all that remain."""
    left = digits.lstrip("0")
    shown, done = {}, 0
    for at in reversed(places):
        if at == places[0] and len(left) > 1:
            piece, left = left, ""
        elif left:
            piece, left = left[-1], left[:-1]
        else:
            piece = {"0": "0", "?": " "}.get(tokens[at].text, "")
        text = ""
        for char in reversed(piece):
            if grouped and done and done % 3 == 0 and char.isdigit():
                text = "," + text
            text = char + text
            done += char.isdigit()
        shown[at] = text
    if left:
        raise ValueError("no place for digits before the point")
    return shown


def _decimals(fraction: str, places: Sequence[int], tokens: Sequence[Token]) -> dict[int, str]:
    """Digits behind the point; zeros at the end only where they are asked for."""
    shown = {}
    for at, digit in zip(places, fraction, strict=True):
        rest = fraction[places.index(at) :]
        unasked = not rest.strip("0") and tokens[at].text != "0"
        shown[at] = {"?": " "}.get(tokens[at].text, "") if unasked else digit
    return shown


def _is_fraction(section: FormatSection) -> bool:
    """Whether it shows eighths and the like."""
    return any(token == Token("bare", "/") for token in section.tokens)


def _said(token: Token) -> str:
    """What a token says by itself. Raises ValueError where that depends on the column's width."""
    if token.kind == "space" or (token.kind == "fill" and token.text == " "):
        return " "
    if token.kind == "fill":
        raise ValueError("filled up with a character")
    return token.text if token.kind in ("literal", "bare", "percent", "point") else ""
