"""Everything genuine: what ``/verify/`` knows, and no report of misuse may call fake.

A report makes the search answer "fake" to whoever types its value. So nothing may be reported that
the search would know without it: numbers of merchants, shops on the web, documents, the site
itself; nor names and telephones that are no codes, nor what is only spelt otherwise or a part of
them (``fangxin.registry.alike``). Of a copy, what differs is reported. What somebody comes by
honestly after the report stands in no one's way: the report is quiet then, and to be looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from urllib.parse import SplitResult, urlsplit

from fangxin.facts.document_number import numbers_in
from fangxin.facts.programme.hosts import ours
from fangxin.facts.recourse import Rewording, stands
from fangxin.facts.registers.codes import codes_of
from fangxin.facts.registers.misuse import MISUSES, is_quiet
from fangxin.facts.registers.rows import Misuse, Registers
from fangxin.facts.values import Merchant, Status
from fangxin.registry.alike import Alike
from fangxin.registry.book import Book
from fangxin.standing.standing import standing
from fangxin.text.markup.addresses import canonical, own_host
from fangxin.text.sameness import looks

_PUBLIC = ("12315", "12345", "12388", "110", "119", "120")  # whom everybody may call
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s/?#]+[!-~]*|[\w.-]+\.[a-z]{2,}(?::\d+)?(?:[/?#][!-~]*)?", re.IGNORECASE
)
_PIECE = re.compile(r"[0-9A-Z]+(?:[-_. /\u2010-\u2015\u2212][0-9A-Z]+)*")
_PHONES = re.compile(r"\d[\d -]*\d")
_NO_PHONE = re.compile(r"[\d\s()（）+\-‐-―转]|电话|热线|号码|拨打|[:：]")
_LEADING = re.compile(r"^(?:www|m)\.(?=.*\.)")
_MARKS = re.compile(r"[^0-9A-Z]")
_ENDED = frozenset({Status.REVOKED, Status.WITHDRAWN, Status.CLOSED, Status.EXPIRED})
_EXAMPLE, _OURS, _HOTLINE, _NOTICES = "示例", "本站", "公开的电话", "本站公告的索引号"
_INDEX = re.compile(r"\d{6}-\d{3}-\d{6}-\d{4}-\d{4}")
_PAPERS = ("document", "final_document", "retest_document", "lifted_document")


def tidy(code: str) -> str:
    """Only letters and digits in one width and case, as a typed code is compared."""
    if code.isascii():
        return _MARKS.sub("", code.upper())
    folded = unicodedata.normalize("NFKC", code).upper()
    return "".join(char for char in folded if char.isalnum())


def numbers_of(merchant: Merchant) -> Iterator[tuple[str, str]]:
    """Every number that stands for a merchant, with the key of its value in the record; those that
    were printed and are mended or another now stay its own."""
    yield "", merchant.id
    for code in sorted(codes_of(merchant)):
        yield "uscc", code
    for index, decision in enumerate(merchant.decisions):
        if decision.certificate is not None:
            yield f"certification.decisions.{index}.certificate", decision.certificate
        for at, one in enumerate(decision.corrected):
            if one.key == "certificate":
                yield f"certification.decisions.{index}.corrected.{at}.before", one.before
    for index, sign in enumerate(merchant.signs):
        yield f"signs.{index}.number", sign.number
    if merchant.platform_shop is not None:
        yield "platform_shop", merchant.platform_shop
    for index, change in enumerate(merchant.changes):
        if change.field == "platform_shop" and change.before and stands(change):
            yield f"changes.{index}.before", change.before


def _websites(merchant: Merchant) -> Iterator[str]:
    """The registered address on the web, and those before."""
    former = (one.before for one in merchant.changes if one.field == "website" and stands(one))
    yield from filter(None, (merchant.website, *former))


@dataclass(frozen=True)
class Genuine:
    """What the registry, its programme and its site have of their own."""

    book: Book
    registers: Registers = field(default_factory=Registers)
    printed: Collection[str] = ()  # index numbers and documents of the site's notices

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Tidy ids of rows of registers, which pages show, and index numbers → what they are."""
        found = {tidy(code): _NOTICES for code in self.printed if _INDEX.fullmatch(code)}
        return found | {tidy(row.id): row.id for row in self.registers.all()}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Numbers by their tidy spelling → the ID of whose they are."""
        those = self.book.merchants.values()
        return {tidy(code): one.id for one in those for _, code in numbers_of(one)}

    @cached_property
    def _alike(self) -> Alike:
        return Alike(self.book, self.numbers, self._keeps)

    def _keeps(self, merchant: Merchant) -> bool:
        """Whether it is or may yet be recognised: a shop whose recognition has ended may lose its
        name on the web, or its number, to a stranger."""
        policy, day = self.book.programme.policy, self.book.today
        return standing(self.book.facts(merchant.id), policy, day).status not in _ENDED

    @cached_property
    def names(self) -> Mapping[str, tuple[Merchant, ...]]:
        """Names as they look → those that have them."""
        found: dict[str, tuple[Merchant, ...]] = defaultdict(tuple)
        for one in self.book.merchants.values():
            for name in filter(None, (one.name, one.name_en)):
                found[_plain(name)] += (one,)
        return found

    @cached_property
    def phones(self) -> Mapping[str, tuple[Merchant, ...]]:
        """The digits of telephones → those that have them; nobody for hotlines and offices."""
        programme = self.book.programme
        said = [*_PUBLIC, programme.site.hotline, *programme.site.report.values()]
        said += [one.phone for one in programme.departments.values() if one.phone]
        found: dict[str, tuple[Merchant, ...]] = {}
        for one in self.book.merchants.values():
            for digits in _digits(one.service_phone or ""):
                found[digits] = (*found.get(digits, ()), one)
        return found | {digits: () for text in said for digits in _digits(text)}

    @cached_property
    def documents(self) -> frozenset[str]:
        """Numbers of documents that programme, merchants, registers and notices name."""
        texts = {*self.book.programme.documents, *self.printed}
        for one in self.book.merchants.values():
            for fact in (*one.decisions, *one.failures, *one.changes):
                texts |= set(_papers(fact))
        for row in self.registers.all():
            texts |= set(_papers(row))
        return frozenset(str(number) for text in texts for number in numbers_in(text))

    @property
    def _homes(self) -> frozenset[str]:
        return frozenset(map(bare, ours(self.book.programme.site)))

    def owner(self, row: Misuse) -> str | None:
        """Whose the value of a report is, None where it is nobody's."""
        if row.kind == "domain":
            return self._host_owner(row.value)
        return (
            self.numbers.get(tidy(row.value))
            or self.rows.get(tidy(row.value))
            or self._name_owner(row.value)
            or self._phone_owner(row.value)
            or self._address_owner(row.value)
            or self._document_owner(row.value)
            or self._piece_owner(row.value)
            or (
                None
                if _ADDRESS.search(row.value)
                else self._alike.owner(row.value, tidy(row.value))
            )
        )

    def called(self, row: Misuse) -> str | None:
        """The owner of what a report accuses; None where it accuses nobody anyway."""
        open_row = replace(row, cleared="")
        return None if is_quiet(open_row, self.book.today) else self.owner(row)

    def is_given(self, row: Misuse) -> bool:
        """Whether it has a number that the office gave: of a merchant, a certificate or a sign."""
        given = {
            tidy(code)
            for one in self.book.merchants.values()
            for key, code in numbers_of(one)
            if key not in ("uscc", "platform_shop")
        }
        return not given.isdisjoint({tidy(row.value), *_codes_in(row.value)})

    def _name_owner(self, value: str) -> str | None:
        named, site = _plain(value), self.book.programme.site
        if named in (_plain(site.title), _plain(site.office)):
            return _OURS
        return self._first(self.names.get(named, ())) if named else None

    def _first(self, those: Iterable[Merchant]) -> str | None:
        return next((one.id for one in those if self._keeps(one)), None)

    def _phone_owner(self, value: str) -> str | None:
        """Whose telephone it is, where nothing but telephones is written."""
        if _NO_PHONE.sub("", value):
            return None
        those = [self.phones[one] for one in _digits(value) if one in self.phones]
        return _HOTLINE if () in those else self._first(chain.from_iterable(those))

    def _host_owner(self, value: str) -> str | None:
        """Whose registered host lies at a domain or below it."""
        named = bare(canonical(value))
        return self._first(
            one for one, url in self._websites if f".{_host(url)}".endswith(f".{named}")
        )

    @cached_property
    def _websites(self) -> tuple[tuple[Merchant, SplitResult], ...]:
        shops = (
            (one, _split(url)) for one in self.book.merchants.values() for url in _websites(one)
        )
        return tuple((one, url) for one, url in shops if url is not None and _host(url))

    def _address_owner(self, value: str) -> str | None:
        """Whose address is written: one of this site, or a registered one and what lies below."""
        for match in _ADDRESS.finditer(unicodedata.normalize("NFKC", value)):
            url = _split(match.group())
            if url is None or url.username or not _host(url):
                continue
            if _host(url) in self._homes:
                return _OURS
            owner = self._first(one for one, site in self._websites if _within(url, site))
            if owner is not None:
                return owner
        return None

    def _document_owner(self, value: str) -> str | None:
        found = {str(number) for number in numbers_in(value)}
        return "登记簿里的文书" if found and found <= self.documents else None

    def _piece_owner(self, value: str) -> str | None:
        """Whose numbers a longer text gives, where it gives no other ones."""
        found = [self.numbers.get(code) or self.rows.get(code) for code in _codes_in(value)]
        return found[0] if found and all(found) else None


def _papers(fact: object) -> Iterator[str]:
    """The documents that a fact or a row names, and named before they were mended."""
    texts = (getattr(fact, key, None) for key in _PAPERS)
    yield from (text for text in texts if text)
    corrected: tuple[Rewording, ...] = getattr(fact, "corrected", ())
    yield from (one.before for one in corrected if one.key.endswith("document"))


def _codes_in(value: str) -> list[str]:
    """The tidy codes of letters and digits that a text gives."""
    pieces = map(tidy, _PIECE.findall(unicodedata.normalize("NFKC", value).upper()))
    return [code for code in pieces if len(code) > 5 and re.search(r"\d", code)]


def called_fake(registers: Registers, day: date) -> Mapping[str, str]:
    """The tidy codes that reports call fake on a day → the report: no new number is one of them."""
    rows = [row for row in registers.of(MISUSES) if not is_quiet(row, day)]
    return {code: row.id for row in rows for code in (tidy(row.value), *_codes_in(row.value))}


def _plain(name: str) -> str:
    """A name as it looks, without the mark of invented ones."""
    return re.sub(r"\W", "", looks(name).replace(_EXAMPLE, ""))


def _digits(text: str) -> list[str]:
    """The telephones in a text, their digits alone."""
    plain = unicodedata.normalize("NFKC", text)
    return [re.sub(r"\D", "", one) for one in _PHONES.findall(plain)]


def bare(host: str) -> str:
    """A host without what leads to the same site: www. and m."""
    return _LEADING.sub("", host)


def _host(url: SplitResult) -> str:
    return bare(own_host(url.geturl()))


def _within(url: SplitResult, site: SplitResult) -> bool:
    """Whether an address is a registered one, lies below it, or is its whole host."""
    path = f"{url.path.rstrip('/')}/"
    return _host(url) == _host(site) and (
        path == "/" or path.startswith(f"{site.path.rstrip('/')}/")
    )


def _split(address: str) -> SplitResult | None:
    """An address in its parts, None where it cannot be read."""
    try:
        return urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return None
