"""The XML of a workbook's parts, read element by element so that none fills the memory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def local(element: Element) -> str:
    """An element's name without its namespace, of which workbooks have two sets."""
    return str(element.tag).rpartition("}")[2]


def space(element: Element) -> str:
    """The namespace as it stands before names: "{…}"."""
    return str(element.tag)[: -len(local(element))]


def each(part: IO[bytes], names: Collection[str]) -> Iterator[Element]:
    """The elements of these local names, each when it is read; what was read is forgotten. Raises
    ParseError."""
    above: list[Element] = []
    for event, element in iterparse(part, ("start", "end")):
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if local(element) in names:
            yield element
            if above:
                above[-1].remove(element)  # or a large sheet would fill the memory


def flag(element: Element, name: str, default: str = "0") -> bool:
    """Whether an attribute says yes."""
    return element.get(name, default).strip() in ("1", "true", "on")


def unescaped(text: str) -> str:
    """A text of a workbook: line ends are \\n, other controls blanks."""
    text = _ESCAPED.sub(_character, text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "")


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    if 0xD800 <= number < 0xE000 or number > 0xFFFD:
        return found[0]
    return chr(number) if number >= 32 or number in (9, 10, 13) else " "
