"""The styles of an .ods: what a cell's format shows, and whether its words are struck out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from fangxin.text.workbook.markup import each, local

_FAMILIES = ("table-cell", "text", "table")
_DATA = ("number-style", "currency-style", "percentage-style", "date-style", "time-style",
         "boolean-style", "text-style")  # fmt: skip
_CODES = {"year": "yyyy", "month": "m", "day": "d", "hours": "h", "minutes": "m", "seconds": "s",
          "am-pm": "AM/PM", "day-of-week": "aaaa", "era": "g"}  # fmt: skip
_MOST = 50  # styles that one may be made from


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    return next((v for k, v in element.items() if k.rpartition("}")[2] == name), default)


@dataclass(frozen=True, slots=True)
class Data:
    """A format: the like of it in Excel's spelling where it is one of times, "?" where it has none;
    whether it shows numbers as they are."""

    code: str = "?"
    general: bool = False
    others: tuple[str, ...] = ()  # names of formats that stand for it under conditions


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str = ""
    data: str = ""
    struck: bool | None = None
    hidden: bool = False


@dataclass(slots=True)
class OdfStyles:
    """The styles of a whole file, by family and name."""

    named: dict[tuple[str, str], _Style] = field(default_factory=dict)
    data: dict[str, Data] = field(default_factory=dict)

    def struck(self, family: str, name: str) -> bool | None:
        """Whether a style strikes words out; None where it does not say."""
        found = (one.struck for one in self._line(family, name))
        return next((struck for struck in found if struck is not None), None)

    def format(self, name: str) -> Data | None:
        """The format of a cell's style; None where it has none."""
        found = (one.data for one in self._line("table-cell", name or "Default"))
        data = self.data.get(next(filter(None, found), ""))
        if data is None or data.code != "?":
            return data
        codes = {one.code for name in data.others if (one := self.data.get(name)) is not None}
        times = codes - {"?"}
        return replace(data, code=times.pop()) if len(times) == 1 else data

    def hides(self, name: str) -> bool:
        """Whether a table's style hides it."""
        return any(one.hidden for one in self._line("table", name))

    def _line(self, family: str, name: str) -> Iterator[_Style]:
        """A style and those that it is made from."""
        for _ in range(_MOST):
            one = self.named.get((family, name))
            if one is None:
                return
            yield one
            name = one.parent


def styles_of(archive: ZipFile) -> OdfStyles:
    """The styles of both parts that have some. Raises ParseError."""
    found = OdfStyles()
    for part in ("styles.xml", "content.xml"):
        if part in archive.namelist():
            with archive.open(part) as text:
                for one in each(text, {"style", *_DATA, "table-row"}):
                    _enter(one, found)
    return found


def _enter(one: Element, found: OdfStyles) -> None:
    name = attribute(one, "name")
    if local(one) in _DATA:
        found.data[name] = _data(one)
    elif local(one) == "style" and attribute(one, "family") in _FAMILIES:
        struck = hidden = None
        for part in one:
            if local(part) == "text-properties":
                struck = _struck(part)
            elif local(part) == "table-properties":
                hidden = attribute(part, "display") == "false"
        style = _Style(
            attribute(one, "parent-style-name"),
            attribute(one, "data-style-name"),
            struck,
            bool(hidden),
        )
        found.named[attribute(one, "family"), name] = style


def _struck(properties: Element) -> bool | None:
    lines = [attribute(properties, f"text-line-through-{one}") for one in ("style", "type")]
    said = [line for line in lines if line]
    return any(line != "none" for line in said) if said else None


def _data(style: Element) -> Data:
    kind = local(style)
    maps = (one for one in style if local(one) == "map")
    others = tuple(attribute(one, "apply-style-name") for one in maps)
    if kind in ("date-style", "time-style"):
        return Data(_code(style), others=others)
    alone = kind == "number-style" and len(style) == 1 and local(style[0]) == "number"
    return Data(others=others, general=alone and _is_general(dict(style[0].items())))


def _is_general(said: Mapping[str, str]) -> bool:
    """Whether a number is shown as it is."""
    names = {name.rpartition("}")[2]: value for name, value in said.items()}
    return names.keys() <= {"min-integer-digits"} and names.get("min-integer-digits", "1") == "1"


def _code(style: Element) -> str:
    """A format of times in the spelling of Excel."""
    parts = (one for one in style if local(one) not in ("text-properties", "map"))
    code, elapsed = "", attribute(style, "truncate-on-overflow") == "false"
    for one in parts:
        name = local(one)
        if name == "text":
            code += '"{}"'.format((one.text or "").replace('"', "")) if one.text else ""
        elif name not in _CODES:
            return "?"
        else:
            letters = _CODES[name]
            if attribute(one, "style") == "long" and name in ("month", "day", "hours", "minutes",
                                                              "seconds"):  # fmt: skip
                letters *= 2
            code += f"[{letters}]" if elapsed else letters
            elapsed = False
    return code or "?"
