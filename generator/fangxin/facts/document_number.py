"""The number of a document as a value: whose words, which year, which serial number.

    numbers_in("浦市监罚（2026）第088号")  →  (DocumentNumber("浦市监罚", 2026, "88"),)

Officials, laws and spreadsheets write one number in many ways. It is read here alone, for every
field of every way in; what was written stays as it is for display. Two texts are the same document
when they share a number, or else when they look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from typing import TypeVar

from fangxin.text.counting import in_digits
from fangxin.text.sameness import looks

Value = TypeVar("Value")

_HAN = "〇零一二两三四五六七八九"
_YEAR = re.compile(rf"(?<=\()[{_HAN}]{{4}}(?=年?\))")
_SERIAL = re.compile(rf"(?<=[)第])[{_HAN}十百千]+(?=号)")
_BODY = re.compile(  # "浦江县市场监督管理局 浦市监罚〔2026〕88号": who writes, and a blank
    r"[^\s()（）〔〕]*(?:局|委|会|队|所|院|厅|部|站|中心|办公室|政府)[\s:：]+(?=[^\W\d]{2})"
)
_TITLE = re.compile(  # what stands before a number without being of it
    r"^(?:关于|依据|根据|按照|详见|参见|[见按及和与])?"
    r"(?:.*?(?:决定书|通知书|告知书|意见书|文书|裁定书|判决书))?"
    r"(?:文书?号|编号|案号|文号)?[:\"')]*"
)
_OFFICE = r"[^\W\d_](?:[^()\",;:、。]|\([^()\d]{1,8}\)){0,30}?"  # 浦公（治）行罚决
_NO = r"(?:第|no\.?|nr\.?|#|-)*\(?"  # "第88号", "No.88", "（88）号"
_TAIL = (
    r"(?P<serial>\d{1,9})\)?(?P<part>(?:-\d{1,4})*)(?:号|(?=\D|\Z))"
    r"(?P<more>(?:之[一二三四五六七八九十\d]+|-\d{1,4}(?!\d|号)|\([一二三四五六七八九十\d]{1,3}\))?)"
    r"(?![条条款项章])"
)
_WORD = r"(?!no\.?\d|nr\.?\d)[^\W\d_]"  # of an office, not the sign for a number
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<office>{_OFFICE})字?第?\((?P<year>\d{{4}})年?\)"
        rf"(?P<after>(?:{_WORD}){{0,8}}?)字?{_NO}{_TAIL}",
        rf"(?<![^\W_])\((?P<year>\d{{4}})年?\)"
        rf"(?P<office>[^(),;、]{{1,24}}?[^\d(),;、])(?P<after>){_NO}{_TAIL}",
        rf"^(?P<office>{_OFFICE})-?(?P<year>(?:19|20)\d\d)(?:年第?|第|[-/])+(?P<after>){_TAIL}$",
    )
)
# As numbers are mostly written, with nothing to fold: read many times faster than by the forms.
_USUAL = re.compile(
    r"(?!关于|依据|根据|按照|详见|参见|[见按及和与])"
    r"(?P<office>(?:(?![书文编案号臺字第年])[\u4e00-\u9fa5]){1,31})〔(?P<year>[0-9]{4})〕"
    r"(?P<serial>[0-9]{1,9})号"
)
_ARTICLE = re.compile(rf"第[\d{_HAN}十百]+(?:条|條|款|项|項|目|章)(?:之[\d{_HAN}十]+)?")
# What names a paper though it has no year and serial: 甲1号, 案号A-77, 2026年3月5日现场笔录;
# 26, 2毫米 and 第22、28条 do not.
_ANY_NUMBER = re.compile(rf"[\d{_HAN}十百千]号|[a-z]-?\d{{2,}}|\d月\d{{1,2}}日")
# "…88、89号", "…1号、〔2027〕2号", "88号/89号"; a number without 号 stands before one that has it.
_FURTHER = re.compile(
    r"[、,;/和及与]?(?:\((?P<year>\d{4})\))?第?(?P<serial>\d{1,9})"
    r"(?:号|(?=(?:[、/和及与]第?\d{1,9})*(?:[、/和及与至~]第?\d{1,9})号))"
)
_UNTIL = re.compile(r"[至~]第?(?P<serial>\d{1,9})号")
_MOST = 100  # numbers that a range may stand for; a longer one is its two ends


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """``office``: the issuer's words, folded; ``serial`` without leading zeros, with what follows
    it: "88", "88-1", "88之一"."""

    office: str
    year: int
    serial: str

    def __str__(self) -> str:
        return f"{self.office}〔{self.year}〕{self.serial}号"


@lru_cache(maxsize=1 << 16)
def numbers_in(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in ``text``, in its order; none where it has no year and serial."""
    usual = _USUAL.fullmatch(text)
    if usual is not None:
        return (DocumentNumber(usual["office"], int(usual["year"]), str(int(usual["serial"]))),)
    plain = _in_digits(looks(_BODY.sub("", text)))
    for form in _FORMS:
        found = list(form.finditer(plain))
        if not found:
            continue
        numbers: dict[DocumentNumber, None] = {}
        for at, match in enumerate(found):
            until = found[at + 1].start() if at + 1 < len(found) else len(plain)
            numbers |= dict.fromkeys(_read(match, plain, until))
        return tuple(numbers)
    return ()


def _read(match: re.Match[str], plain: str, until: int) -> list[DocumentNumber]:
    """The number of a match, and those that follow it without repeating office and year."""
    office = _TITLE.sub("", match["office"]).strip("-").removesuffix("字") or match["office"]
    office, year, last = office + match["after"], int(match["year"]), int(match["serial"])
    parts = "".join(f"-{int(part)}" for part in re.findall(r"\d+", match["part"]))
    numbers = [DocumentNumber(office, year, f"{last}{parts}{_more(match['more'])}")]
    at = match.end()
    while at < until:
        span = _UNTIL.match(plain, at, until)
        further = span or _FURTHER.match(plain, at, until)
        if further is None:
            break
        serial = int(further["serial"])
        if span is None:
            year = int(further["year"] or year)
        elif last < serial <= last + _MOST:
            numbers += [DocumentNumber(office, year, str(n)) for n in range(last + 1, serial)]
        numbers.append(DocumentNumber(office, year, str(serial)))
        at, last = further.end(), serial
    return numbers


def _more(text: str) -> str:
    """What follows 号 and makes another document of it: 之一, （一）, -1."""
    plain = text.strip("()")
    return f"之{plain}" if text.startswith("(") else plain


def _in_digits(text: str) -> str:
    """Years and serial numbers in Chinese characters, in digits."""
    text = _YEAR.sub(lambda year: in_digits(year.group()), text)
    return _SERIAL.sub(lambda serial: str(int(in_digits(serial.group()))), text)


@lru_cache(maxsize=1 << 16)
def document_keys(text: str) -> frozenset[str]:
    """What documents a text names, to compare with: its numbers, or else its folded words."""
    numbers = numbers_in(text)
    return frozenset(map(str, numbers)) if numbers else frozenset(filter(None, {looks(text)}))


@lru_cache(maxsize=1 << 16)
def papers(text: str) -> frozenset[str]:
    """The documents that a text names, to compare with. Words without such a number, a law with its
    article say (违反食品安全法第15条), name none: no paper could be told by them from others."""
    named = numbers_in(text) or _ANY_NUMBER.search(_ARTICLE.sub("", looks(text)))
    return document_keys(text) if named else frozenset()


@lru_cache(maxsize=1 << 16)
def act_keys(text: str, day: Day) -> frozenset[str]:
    """What an act of ``day`` is compared by that rests on a document: the documents of the text;
    words that name none stand for one act of their day alone."""
    return papers(text) or frozenset(f"{day} {key}" for key in document_keys(text))


class ByDocument(Mapping[str, Value]):
    """A mapping whose keys are numbers of documents: found however a number is written; of two
    spellings of one document the first stands. Its keys are as they were written."""

    def __init__(self, entries: Mapping[str, Value] | None = None) -> None:
        self._entries = dict(entries or {})
        self._written: dict[str, str] = {}  # what a number is compared by → as it was written
        for text in self._entries:
            for key in document_keys(text):
                self._written.setdefault(key, text)

    def written(self, text: str) -> str | None:
        """The key that names the document of ``text``, as it was written; None: there is none."""
        if text in self._entries:
            return text
        found = (self._written.get(key) for key in sorted(document_keys(text)))
        return next((one for one in found if one is not None), None)

    def __getitem__(self, text: str) -> Value:
        key = self.written(text)
        if key is None:
            raise KeyError(text)
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._entries == dict(other.items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._entries!r})"


def same_document(one: str | None, other: str | None) -> bool:
    """Whether two texts name a document in common; no text names none."""
    return bool(one and other and not document_keys(one).isdisjoint(document_keys(other)))
