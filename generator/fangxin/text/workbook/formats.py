"""Number formats of spreadsheets, cut into sections of tokens (ECMA-376 part 1, 18.8.30, 18.8.31).

A format is text that anybody may write: what is not understood raises ValueError and is never
guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne

MOST = 1000  # characters of a format; spreadsheets allow 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|Standard)|(?P<half>AM/PM|A/P|上午/下午)|(?P<power>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|bbbb|bb|aaaa|aaa)|(?P<digit>[0#?])|(?P<percent>%)|(?P<text>@)"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<end>;)|(?P<bare>[-+$/():^&'~{}<>= ]|[^\x00-\x7f])",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|颜色 ?\d+"
    r"|[黑蓝青绿红白黄]色?|蓝绿色|洋红色?)",
    re.IGNORECASE,
)
_LOCALE = re.compile(
    r"\$(?P<sign>[^-]*)(?:-(?P<locale>[0-9A-Fa-f]{1,8}|[A-Za-z]{1,3}(?:[-,].*)?))?"
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SHAPED = re.compile(r"(?:DBNum|NatNum)\d+", re.IGNORECASE)
_SHAPES = 0x02000000  # from here on a locale asks for other digits than 0 to 9
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lt, "<=": le, "=": eq, ">=": ge, ">": gt, "<>": ne,
}  # fmt: skip

# Formats that are known by number alone: those of every spreadsheet, and those of a Chinese one,
# which also writes 27 to 36 and 50 to 58. A file may say otherwise of any number.
_MONTH, _MONTH_DAY, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_CLOCK, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_HALF, _HALF_SECONDS = f"上午/下午{_CLOCK}", f"上午/下午{_SECONDS}"
KNOWN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _DAY, 32: _CLOCK, 33: _SECONDS,
    34: _HALF, 35: _HALF_SECONDS, 36: _MONTH, 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _MONTH, 51: _MONTH_DAY, 52: _MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _HALF,
    56: _HALF_SECONDS, 57: _MONTH, 58: _MONTH_DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: its kind, as the groups of the pattern are called, or literal, elapsed,
    shape; and what it says."""

    kind: str
    text: str


@dataclass(frozen=True)
class FormatSection:
    """What is shown of a number, or of a text, under a condition if there is one."""

    tokens: tuple[Token, ...]
    condition: Callable[[Decimal], bool] | None = None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return frozenset(token.kind for token in self.tokens)

    @property
    def is_time(self) -> bool:
        """Whether it shows a day or a time."""
        return bool(self.kinds & {"date", "elapsed"})


def format_of(number: int, own: Mapping[int, str]) -> str:
    """The format of this number in a file that defines its ``own``. Raises ValueError where neither
    knows it."""
    found = own.get(number, KNOWN.get(number))
    if found is None:
        raise ValueError(f"no format {number}")
    return found


@lru_cache(1024)
def sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format. Raises ValueError where it says what is not understood."""
    if len(code) > MOST:
        raise ValueError("too long")
    parts: list[list[Token]] = [[]]
    for token in _tokens(code or "General"):
        if token.kind == "end":
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) > 4:
        raise ValueError("over four sections")
    return tuple(map(_section, parts))


def _section(tokens: list[Token]) -> FormatSection:
    conditions = [token.text for token in tokens if token.kind == "condition"]
    if len(conditions) > 1:
        raise ValueError("two conditions")
    rest = tuple(token for token in tokens if token.kind != "condition")
    return FormatSection(rest, _condition(conditions[0]) if conditions else None)


def _condition(text: str) -> Callable[[Decimal], bool]:
    found = _CONDITION.fullmatch(text)
    assert found is not None
    compare, border = _COMPARED[found[1]], Decimal(found[2])
    return lambda value: compare(value, border)


def _tokens(code: str) -> Iterator[Token]:
    at = 0
    while at < len(code):
        found = _TOKEN.match(code, at)
        if found is None:
            raise ValueError(f"{code[at]} is not known")
        at = found.end()
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "bracket":
            yield from _bracket(text)
        elif kind in ("quoted", "escaped"):
            yield Token("literal", text)
        else:
            yield Token(kind, text)


def _bracket(text: str) -> Iterator[Token]:
    """What stands in square brackets; colours are not text."""
    locale = _LOCALE.fullmatch(text)
    if locale is not None:
        yield from _locale(locale["sign"], locale["locale"] or "")
    elif _CONDITION.fullmatch(text):
        yield Token("condition", text)
    elif _ELAPSED.fullmatch(text):
        yield Token("elapsed", text.lower())
    elif _SHAPED.fullmatch(text):
        yield Token("shape", text)
    elif not _COLOUR.fullmatch(text):
        raise ValueError(f"[{text}] is not known")


def _locale(sign: str, locale: str) -> Iterator[Token]:
    """A currency's sign; or other digits, where the locale asks for them."""
    if sign:
        yield Token("literal", sign)
    upper = locale.upper()
    system = upper in ("F800", "F400", "X-SYSDATE", "X-SYSTIME")
    number = int(upper, 16) if re.fullmatch("[0-9A-F]+", upper) and not system else 0
    if number >= _SHAPES or "," in upper:
        yield Token("shape", locale)
