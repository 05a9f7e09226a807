"""``search/codes.json``: every code that the site prints and that is not in merchants.json, with
where it leads.

A merchant's own codes come from its View. What other pages print (rows of registers, documents,
catalogue numbers) is read off the finished pages themselves, so that no page can print a code that
the search does not know. The file is fetched only for what merchants.json does not answer.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape

from fangxin.facts.document_number import numbers_in
from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import mended_by, stands
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.recalls import RECALLS
from fangxin.registry.genuine import tidy
from fangxin.site.pages.search import edition
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.codes import SIGN_STATES, VALID, VOIDED
from fangxin.view.misuse import MisuseView, misuse_views

_ROW = re.compile(r"\b[A-Z]{2,6}-\d{4}-\d{2,6}\b")
_INDEX = re.compile(r"\b\d{6}-\d{3}-\d{6}-\d{4}-\d{4}\b")  # 索引号
_DOCUMENT = re.compile(r"[\u4e00-\u9fff（）()·]{2,30}〔\d{4}〕(?:第)?\d{1,9}号")
_FIRM = re.compile(r"(?<![0-9A-Z])[159][1239]\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Z])")
_QUIET = ("registry/", "operator/")  # lists of merchants, whose codes are the merchants'


class Printed:
    """What pages print, as they are made: code → address of the page that tells of it, below the
    site's root."""

    def __init__(self, rows: Iterable[str]) -> None:
        self._rows = frozenset(rows)  # ids of the registers
        self.documents: dict[str, str] = {}
        self.rows: dict[str, str] = {}

    def page(self, path: str, data: bytes) -> None:
        """Read a finished page."""
        if not path.startswith(_QUIET) and path.endswith("index.html"):
            self.text(path.removesuffix("index.html"), unescape(data.decode("utf-8")))

    def text(self, address: str, text: str) -> None:
        """Read what stands at an address."""
        for written in _DOCUMENT.findall(text):
            for number in numbers_in(written):
                self.documents.setdefault(str(number), address)
        for code in (*_INDEX.findall(text), *_FIRM.findall(text)):
            self.documents.setdefault(code, address)
        for row in self._rows.intersection(_ROW.findall(text)):
            if f'id="{row}"' in text or row not in self.rows:
                self.rows[row] = address

    def head(self, address: str, *codes: str | None) -> None:
        """The page at an address is itself the document of these numbers."""
        self.documents |= {code: address for code in codes if code}


def codes_data(
    catalogue: Catalogue,
    printed: Printed,
    reports: Iterable[MisuseView],
    homes: Iterable[str] = (),
) -> bytes:
    """The file. ``merchants`` gives by ID [signs, former certificates, former credit codes,
    website, number on a platform, address below the town, documents, register rows, former numbers
    on a platform, former websites]; a sign is
    [number, state], or its number alone while it is in use; documents are positions in
    ``documents``.
    ``pages`` gives by address the documents and rows told there, ``fakes`` known fakes, ``homes``
    the addresses that the site had before."""
    documents = sorted({doc for entry in catalogue.entries for doc in entry.codes.documents})
    place = {document: number for number, document in enumerate(documents)}
    live = {tidy(number) for entry in catalogue.entries for number in _live(entry)}
    states = list(SIGN_STATES)
    shown = tuple(reports)
    known = {entry.uscc for entry in catalogue.entries}  # other credit codes are of other firms
    for report in shown:
        printed.rows.setdefault(report.id, "report/")
    document = {
        "version": 1,
        "edition": edition(catalogue),
        "as_of": catalogue.as_of.isoformat(),
        "homes": list(homes),
        "states": [[code, *SIGN_STATES[code]] for code in states],
        "documents": documents,
        "merchants": {
            entry.id: row
            for entry in catalogue.entries
            if (row := _row(entry, place, states, live))
        },
        "pages": {
            **_by_address(
                {code: at for code, at in printed.documents.items() if code not in known}
            ),
            **{f"{at}#": codes for at, codes in _rows_by_page(printed.rows).items()},
        },
        "fakes": [[report.value, report.kind, report.note] for report in shown if report.known],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _live(entry: Entry) -> Iterator[str]:
    """Every number by which a merchant is known, but those of void signs."""
    codes = entry.codes
    yield from (number for number, state in codes.signs if state != VOIDED)
    yield from (entry.id, *codes.certificates, *codes.usccs, *codes.shops)
    yield from filter(None, (entry.certificate, entry.uscc, codes.shop))


def _row(
    entry: Entry, place: Mapping[str, int], states: list[str], live: Collection[str]
) -> list[object]:
    """What stands of one merchant; not a sign that is void and whose number is another thing's."""
    codes = entry.codes
    signs = [(n, state) for n, state in codes.signs if state != VOIDED or tidy(n) not in live]
    row: list[object] = [
        [n if state == VALID else [n, states.index(state)] for n, state in signs],
        list(codes.certificates),
        list(codes.usccs),
        codes.website,
        codes.shop,
        codes.place,
        [place[document] for document in codes.documents],
        list(codes.rows),
        list(codes.shops),
        list(codes.websites),
    ]
    while row and not row[-1]:
        row.pop()
    return row


def _by_address(found: Mapping[str, str]) -> dict[str, list[str]]:
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for code, address in sorted(found.items()):
        pages[address].append(code)
    return dict(sorted(pages.items()))


def _rows_by_page(found: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Page → what rows there begin with → their last parts: {"INS-2026": "0046 0078"}."""
    pages: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, address in sorted(found.items()):
        head, _, tail = row.rpartition("-")
        pages[address][head].append(tail)
    return {
        at: {head: " ".join(tails) for head, tails in heads.items()}
        for at, heads in sorted(pages.items())
    }


def codes_file(
    catalogue: Catalogue, renderer: Renderer, printed: Printed, pages: Collection[str]
) -> bytes:
    """The file, with what the pages print that editors write: notices, and pages of their own if
    they are among ``pages``."""
    for notice in catalogue.notices:
        printed.head(notice.address, notice.document, notice.index)
    shown = {notice.slug for notice in catalogue.notices}
    for source in sorted((renderer.content / "notices").glob("*.md")):
        if source.stem in shown:
            printed.text(f"notices/{source.stem}/", source.read_text("utf-8"))
    for source in sorted((renderer.content / "pages").glob("*.md")):
        if f"{source.stem}/index.html" in pages:
            printed.text(f"{source.stem}/", source.read_text("utf-8"))
    programme = renderer.programme
    for number, address in _mended_rows(catalogue, programme.policy):
        printed.documents.setdefault(number, address)
    for code in _goods(catalogue):
        printed.documents.setdefault(code, "recalls/")
    reports = misuse_views(catalogue.registers.of(MISUSES), programme.policy, catalogue.as_of)
    homes = [former.url for former in programme.site.former_urls]
    return codes_data(catalogue, printed, reports, homes)


def _goods(catalogue: Catalogue) -> Iterator[str]:
    """Models and batches of goods that were called back: typed like codes, they are no signs."""
    for row in catalogue.registers.of(RECALLS):
        if row.recorded <= catalogue.as_of and stands(row, catalogue.as_of):
            yield from filter(None, (row.model, *row.batches))


def _mended_rows(catalogue: Catalogue, policy: Policy) -> Iterator[tuple[str, str]]:
    """Numbers of documents that stood in rows of registers before they were mended, and where the
    row is told; not of what is told no longer."""
    for register in every():
        for row in catalogue.registers.of(register) if register.anchor else ():
            shown = register.shown(row, policy, catalogue.as_of)
            address = register.anchor.format(year=register.day_of(row).year, id=row.id)
            for one in mended_by(row.corrected, catalogue.as_of) if shown is not None else ():
                if one.key.endswith("document") and shown is not None and one.key in shown.keys:
                    yield from ((str(number), address) for number in numbers_in(one.before))
