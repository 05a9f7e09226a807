"""The last net before publication: no file of the site shows a number of a person.

Every way in refuses them; this looks at what comes out, as it is seen: tags, references and
separators do not part a number. Digests, figures and drawings are full of digits: so a resident's
number counts only from the beginning of a group of digits to the end of one and with its check
digit, a mobile number alone or in the groups that people write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.groups import mobiles, residents
from fangxin.text.fields.numerals import CODED, HAN, RINGS, spelt_out
from fangxin.text.fields.personal import in_numerals
from fangxin.text.markup.seen import seen_in

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico")
_PACKED = (".pdf", ".docx", ".xlsx", ".zip", ".gz")
_ESCAPED = (".xml", ".atom", ".rss")
_NUMERALS = re.compile(rf"[\d{HAN}]{{0,40}}[{HAN}](?:[^\w\n<>]{{0,6}}[\d{HAN}Xx]){{9,40}}")
# What may be a number, at a glance: digits with next to nothing but tags between them. A day of
# birth stands in a resident's.
_G = r"(?:<[^<>]{0,200}>|&#?\w{1,8};|[^\w<]|_){0,8}"
_GLANCE = re.compile(
    rf"(?<![0-9])[1-8](?:{_G}[0-9]){{5}}{_G}(?:1{_G}9|2{_G}0){_G}[0-9]{_G}[0-9]{_G}[01]{_G}[0-9]"
    rf"{_G}[0-3]{_G}[0-9](?:{_G}[0-9]){{3}}{_G}[0-9Xx]"
    rf"|(?<![0-9.])1{_G}[3-9](?:{_G}[0-9]){{9}}(?![0-9])"
)
_OTHER = re.compile(rf"[^\D0-9]|[{RINGS}]|{CODED}|\\u003[0-9]")  # digits in other dress
_MOBILE = re.compile(r"(?<![0-9A-Za-z.-])1[3-9]\d{9}(?![0-9A-Za-z]|[.-]\d)")


def personal_problems(path: str, data: bytes, phones: Collection[str]) -> Iterator[Problem]:
    """A problem for each kind of number in one file. ``phones``: mobile numbers that their owners
    made public."""
    if path.endswith((*_PICTURES, *_PACKED)):
        return
    text = data.decode("utf-8", "replace")
    if path.endswith(_ESCAPED):
        text = unescape(text)  # whose pages are written as texts
    han = [in_numerals(*spelt_out(match.group())) for match in _NUMERALS.finditer(text)]
    for _, zh, en in {one for found in han for one in found}:
        yield _published(path, zh, en)
    if not (_GLANCE.search(text) or _OTHER.search(text)):
        return
    shown, _ = spelt_out(seen_in(path, text))
    if any(True for _ in residents(shown)):
        yield _published(path, "居民身份证号码", "a resident identity number")
    spans = [*(match.span() for match in _MOBILE.finditer(shown)), *mobiles(shown)]
    foreign = {re.sub(r"\D", "", shown[begin:end]) for begin, end in spans} - set(phones)
    if foreign:
        yield _published(
            path, "没有登记为服务电话的手机号码", "a mobile phone that nobody made public"
        )


def _published(path: str, zh: str, en: str) -> Problem:
    return Problem(
        Place(path),
        "personal-number-published",
        f"网站的任何文件里都不能有个人的号码：这个文件里有{zh}（不重复显示）。"
        "请在 merchants/、content/ 和 theme/ 里找到它，删去",
        f"no file of the site may hold a number of a person: this one has {en} (not repeated "
        "here); find it in merchants/, content/ or theme/, and delete it",
    )
