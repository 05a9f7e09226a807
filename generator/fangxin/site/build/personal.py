"""The last net before publication: no file of the site holds a number of a person.

Every way in refuses them; this looks at what comes out. Digests, figures and drawings are full of
digits: so a number counts only alone, undivided or in its usual groups, with a right check digit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from stdnum.cn import ric

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.numerals import HAN, spelt_out
from fangxin.text.fields.personal import in_numerals

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico")
_PACKED = (".pdf", ".docx", ".xlsx", ".zip", ".gz")
_LONG = re.compile(rb"\d{8}")
_RESIDENT = re.compile(
    r"(?<![0-9A-Za-z.])(\d{6})([- ]?)((?:19|20)\d{6})\2(\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.-])1[3-9]\d{9}(?![0-9A-Za-z]|[.-]\d)")
_NUMERALS = re.compile(rf"[\d{HAN}]{{0,40}}[{HAN}](?:[^\w\n<>]{{0,6}}[\d{HAN}Xx]){{9,40}}")
_FULL = re.compile("[\uff10-\uff19]{11}")


def personal_problems(path: str, data: bytes, phones: Collection[str]) -> Iterator[Problem]:
    """A problem for each kind of number in one file. ``phones``: mobile numbers that their owners
    made public."""
    if path.endswith((*_PICTURES, *_PACKED)):
        return
    full = "\uff11".encode()[:2] in data
    text = data.decode("utf-8", "replace")
    han = [in_numerals(*spelt_out(match.group())) for match in _NUMERALS.finditer(text)]
    for _, zh, en in {one for found in han for one in found}:
        yield _published(path, zh, en)
    if not (_LONG.search(data) or full):
        return
    if any(_is_resident(match) for match in _RESIDENT.finditer(text)):
        yield _published(path, "居民身份证号码", "a resident identity number")
    foreign = {number for number in _MOBILE.findall(text) if number not in phones}
    if foreign or (full and _FULL.search(text)):
        yield _published(
            path, "没有登记为服务电话的手机号码", "a mobile phone that nobody made public"
        )


def _is_resident(match: re.Match[str]) -> bool:
    number = (match[1] + match[3] + match[4]).upper()
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return number[0] in "12345678" and ric.calc_check_digit(number) == number[-1]


def _published(path: str, zh: str, en: str) -> Problem:
    return Problem(
        Place(path),
        "personal-number-published",
        f"网站的任何文件里都不能有个人的号码：这个文件里有{zh}（不重复显示）。"
        "请在 merchants/、content/ 和 theme/ 里找到它，删去",
        f"no file of the site may hold a number of a person: this one has {en} (not repeated "
        "here); find it in merchants/, content/ or theme/, and delete it",
    )
