"""What finished pages state about merchants, held against what the program decided.

Only what a reader or a program takes for a statement counts: titles, the heading, the markup of a
status, rows of lists. Free text is escaped, so it has no quotes of its own and makes none of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from fangxin.base.problem import Place, Problem
from fangxin.facts.values import Status
from fangxin.text.markup.examining import title_of
from fangxin.words.sentences import STATUS_ZH

PNG = b"\x89PNG\r\n\x1a\n"
ACTIVE = "schema.org/CertificationActive"
LISTS = ("registry/", "operator/", "revoked/", "publicity/")  # a merchant stands there in a row
_DATA = re.compile(r"<script\b[^>]*\bld\+json\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_GREEN = re.compile(r'class="[^"]*\bis-certified\b')
_STATUS = re.compile(r'data-status="([^"]*)"')
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1", re.DOTALL | re.IGNORECASE)
_SHARED = re.compile(r'<meta property="og:(?:title|description)" content="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_ROW = re.compile(r'<li class="(?:row|amended)"')  # of a list, or of its corrections
# The initial M has pages of its own, /registry/initial/m/2/; no other list is called m.
_LINK = re.compile(r"(?<!/initial)/m/([^/\"'\s<>?#]+)/?(?:[?#][^\"'\s<>]*)?[\"'>]")
_PILL = re.compile(r'<span class="pill is-([a-z]+)">(.*?)</span>', re.DOTALL)
# A tag, in lower case, that a script, a style or a reader takes for the status of a merchant.
_WORD = re.compile(r"status[\s\"'>=]")  # begins with plain letters, which are found fast
_POSED = re.compile(
    r"<[a-z][^>]*(?:\bdata-status\b|\bid\s*=\s*[\"']?status[\s\"'>]"
    r"|\bclass\s*=\s*(?:[\"'](?:[^\"'>]*\s)?|)status[\s\"'>])"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the program decided about a merchant, and the host of its own shop, if it has one."""

    status: Status
    shop: str | None


def inspect_merchant(
    path: str, data: bytes, claim: Claim, seen: str | None = None
) -> Iterator[Problem]:
    """A merchant's page, badge and JSON say the standing's status and no other; signs say none.
    ``seen``: the page as a browser would write it."""
    merchant, name = path.split("/")[1:3]
    text = data.decode("utf-8", "replace") if seen is None else seen
    word = STATUS_ZH[claim.status]
    if name == "index.html":
        right = _page_says(text, claim.status)
    elif name == "badge.svg":
        right = word in title_of(text) and merchant in text and _only(text, word)
    elif name == "badge.png":
        right = data.startswith(PNG) and word in text and merchant in text and _only(text, word)
    elif name == "status.json":
        right = _says(text, merchant, claim.status)
    elif name == "sign.svg":
        right = merchant in text and not any(label in text for label in STATUS_ZH.values())
    else:
        right = data.startswith(PNG)
    if not right:
        yield _differs(path, word)


def inspect_other(path: str, text: str, claims: Mapping[str, Claim]) -> Iterator[Problem]:
    """A page that is no merchant's does not look like one; its rows say each merchant's status."""
    if _poses(text.lower()) or _claims_active(text):
        yield _posed(path)
    before, *rows = _ROW.split(text)
    if path.startswith(LISTS):
        for merchant in dict.fromkeys(_LINK.findall(before)):
            yield _row_differs(path, merchant, claims)
    for row in rows:
        named = dict.fromkeys(_LINK.findall(row))
        told = [(status, _plain(inside)) for status, inside in _PILL.findall(row)]
        for merchant in named:
            claim = claims.get(merchant)
            if claim is None or told != [(claim.status.value, STATUS_ZH[claim.status])]:
                yield _row_differs(path, merchant, claims)


def _page_says(text: str, status: Status) -> bool:
    """Title, heading, what is shown when the page is shared, colour and data all say ``status``."""
    word, certified = STATUS_ZH[status], status is Status.CERTIFIED
    headings = [_plain(inside) for inside in _HEADING.findall(text)]
    said = [title_of(text), *headings, *map(unescape, _SHARED.findall(text))]
    return (
        len(headings) == 1
        and 'property="og:title"' in text
        and all(one.startswith(word) and _only(one, word) for one in said)
        and set(_STATUS.findall(text)) == {status.value}
        and _claims_active(text) == certified
        and (certified or _GREEN.search(text) is None)
    )


def _poses(text: str) -> bool:
    """Whether a tag of ``text``, in lower case, is one that only a status page may have."""
    return any(
        _POSED.match(text, text.rfind("<", 0, found.start())) for found in _WORD.finditer(text)
    )


def _plain(markup: str) -> str:
    """The text of a piece of HTML."""
    return unescape(_TAG.sub("", markup)).strip()


def _claims_active(text: str) -> bool:
    """Whether the page's data for programs say of a certification that it is active."""
    return ACTIVE in text and any(ACTIVE in block for block in _DATA.findall(text))


def _only(text: str, word: str) -> bool:
    return not any(label in text for label in STATUS_ZH.values() if label not in word)


def _says(text: str, merchant: str, status: Status) -> bool:
    try:
        document = json.loads(text)
    except ValueError:
        return False
    return isinstance(document, dict) and (document.get("id"), document.get("status")) == (
        merchant,
        status.value,
    )


def _differs(path: str, word: str) -> Problem:
    return Problem(
        Place(path),
        "status-differs",
        f"这个文件必须说明状态“{word}”，不能说别的，但它没有这样说（标牌不得写任何状态）。"
        "请检查主题的模板。",
        f"this file must say the status “{word}” and no other, but does not (a sign says none)."
        " Look into the theme's templates.",
    )


def _row_differs(path: str, merchant: str, claims: Mapping[str, Claim]) -> Problem:
    claim = claims.get(merchant)
    word = STATUS_ZH[claim.status] if claim else ""
    return Problem(
        Place(path),
        "status-differs",
        f"列表里商户 {merchant} 的一行必须写明状态“{word}”，但没有这样写。"
        "请检查主题的 row.html 和 pill.html。"
        if claim
        else f"列表里的商户 {merchant} 没有档案。请检查主题的 row.html。",
        f"the row of merchant {merchant} in a list must say its status “{word}”, but does not."
        " Look into row.html and pill.html of the theme."
        if claim
        else f"merchant {merchant} in a list has no record. Look into row.html of the theme.",
    )


def _posed(path: str) -> Problem:
    return Problem(
        Place(path),
        "status-elsewhere",
        "只有商户自己的状态页可以这样写状态，但这个页面用了状态页的标记"
        "（data-status、class 为 status 的一栏，或 JSON-LD 里的 CertificationActive）。请删去。",
        "only a merchant's own page states a status like this, but this page has the markup of a"
        " status page (data-status, a section of class status, or CertificationActive in JSON-LD)."
        " Remove it.",
    )
