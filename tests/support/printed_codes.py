"""Everything code-like that the outputs of a site print, wherever and in whatever format."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import zxingcpp
from PIL import Image

QR = zxingcpp.barcode_formats_from_str("QRCode")
# Digits and capitals, with dashes or not: IDs, certificates, signs, credit codes, register rows.
CODE = re.compile(
    r"(?<![\w./-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w/])"
)
DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\d{1,5}号")
INDEX = re.compile(r"(?<![\w-])\d{6}-\d{3}-\d{6}-\d{4}-\d{4}(?![\w-])")
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:/[^\s\"'<>）]*)?")
LEAST = 5  # characters: F1 and D3 count within one merchant
TEXT = (".html", ".json", ".csv", ".svg", ".xml", ".atom", ".ics", ".txt")
# Names of standards and licences, and moments in feeds: no codes of the registry.
WORDS = re.compile(r"UTF-8|AGPL-3|A-Z0-9|\d{4}-\d\d-\d\dT\d\d")


class _Shown(HTMLParser):
    """What a reader sees of a page, and where its links go: no markup, script or drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip += tag in ("style", "svg")
        self.parts += [f" {value} " for name, value in attrs if name in ("href", "id") and value]

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("style", "svg") and self._skip > 0

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)


def shown(path: Path) -> str:
    """The text of a file; of a picture, what its code says."""
    if path.suffix == ".png":
        picture = Image.open(io.BytesIO(path.read_bytes())).convert("L")
        return " ".join(found.text for found in zxingcpp.read_barcodes(picture, formats=QR))
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        reader = _Shown()
        reader.feed(text)
        return "".join(reader.parts)
    if path.suffix == ".json":
        return json.dumps(json.loads(text), ensure_ascii=False)
    if path.suffix == ".svg":
        return unescape(" ".join(re.findall(r">([^<]+)<", text)))
    return unescape(text)


def codes_in(text: str) -> Iterator[str]:
    """Each code-like thing of a text; of a sentence before a document's number its last words."""
    yield from (one for one in CODE.findall(text) if len(one) >= LEAST and not WORDS.fullmatch(one))
    for pattern in (DOCUMENT, INDEX, ADDRESS):
        yield from pattern.findall(text)


def printed(site: Path, pictures: int = 5) -> dict[str, str]:
    """Code → a file that prints it, over all of a site; of the pictures only some."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if name.startswith(("theme/", "admin/", "search/")) or not path.is_file():
            continue
        if path.suffix == ".png":
            pictures -= 1
        if path.suffix in TEXT or (path.suffix == ".png" and pictures >= 0):
            for code in codes_in(shown(path)):
                found.setdefault(code, name)
    return found
