"""Signs outlive the address that is printed on them: a former one leads to the same merchant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.facts.notices.reading import read_notices
from fangxin.facts.programme.former import FormerUrl
from fangxin.facts.programme.hosts import nameable
from fangxin.site.pages.codes import Printed, codes_data
from fangxin.site.pages.search import search_data
from tests.site.test_codes import JUDGE
from tests.support import node
from tests.support.catalogue_factory import AS_OF, CATEGORIES, a_catalogue, a_programme, an_id

HOME = "https://new.example/fangxin"
FORMER = ("https://old.example", "https://www.portal.example/xfz/fx", "http://older.example:8080")
ID = an_id(1)


@cache
def files() -> tuple[Any, Any]:
    """The two files of a small catalogue of a site that moved three times."""
    catalogue = a_catalogue()
    more = codes_data(catalogue, Printed([]), (), FORMER)
    return json.loads(search_data(catalogue, CATEGORIES)), json.loads(more)


def judged(*typed: str) -> list[dict[str, Any]]:
    """The verdicts."""
    data, more = files()
    said: list[dict[str, Any]] = node.run(JUDGE, data=data, more=more, typed=list(typed), home=HOME)
    return said


OURS = [
    f"https://old.example/m/{ID}/",
    f"http://old.example/m/{ID}",
    f"old.example/m/{ID}",
    f"www.old.example/m/{ID}/",
    f"https://old.example:443/m/{ID}/",
    f"http://old.example:80/m/{ID}/",
    f"old.example:80/m/{ID}/",
    f"https://old.example./m/{ID}/",
    f"HTTPS://OLD.EXAMPLE/M/{ID.lower()}/#fact-F1",
    f"https://old.example/m/{ID}/?from=wx#top",
    f"https://old.example//m//{ID}/badge.svg",
    f"ｏｌｄ．ｅｘａｍｐｌｅ／ｍ／{ID}",
    f"扫到 https://old.example/m/{ID}/，是真的吗？",
    f"请认准网址 old.example/m/{ID}/",
    f"https://www.portal.example/xfz/fx/m/{ID}/",
    f"portal.example/XFZ/fx/m/{ID}",
    f"http://older.example:8080/m/{ID}/",
    f"https://old.example/{ID}",
    f"https://old.example/verify/?q={ID}",
]
NOT_OURS = [
    f"https://old.example:8443/m/{ID}/",
    f"https://older.example/m/{ID}/",
    f"https://old.example.evil.example/m/{ID}/",
    f"https://old.example@evil.example/m/{ID}/",
    f"https://u:p@old.example/m/{ID}/",
    f"https://notold.example/m/{ID}/",
    f"https://www.portal.example/m/{ID}/",  # the rest of the portal is not ours
    f"https://www.portal.example/xfz/fxx/m/{ID}/",
    f"https://evil.example/?u=https://old.example/m/{ID}/",
    f"ftp://old.example/m/{ID}/",
]


def test_a_former_address_leads_to_the_same_merchant() -> None:
    """However it is spelt, and it is said that the site has moved."""
    for typed, said in zip(OURS, judged(*OURS), strict=True):
        assert (said["verdict"], said["merchant"]["id"]) == ("recognised", ID), typed
        assert said["moved"]["from"] in FORMER, typed


def test_what_only_resembles_one_is_foreign() -> None:
    """Another port, another host that begins alike, another path of a shared host."""
    for typed, said in zip(NOT_OURS, judged(*NOT_OURS), strict=True):
        assert (said["verdict"], said["moved"]) == ("foreign", None), typed


def test_the_address_of_today_is_no_former_one() -> None:
    """With www. and port, too."""
    typed = (
        f"{HOME}/m/{ID}/",
        f"http://www.new.example/fangxin/m/{ID}",
        f"https://new.example:443/Fangxin/m/{ID}/",
    )
    for said in judged(*typed):
        assert (said["verdict"], said["moved"]) == ("recognised", None)


def test_another_page_of_it_leads_to_where_it_is_now() -> None:
    """Below this site's root, and never elsewhere."""
    asked = {
        "https://old.example/revoked/": "/revoked/",
        "https://www.portal.example/xfz/fx/notices/x/#a": "/notices/x/#a",
        "https://old.example": "/",
        "https://portal.example/xfz/fx": "/",
        "https://old.example//evil.example/x": "/evil.example/x",
        "https://old.example/\\evil.example/x": "/evil.example/x",
    }
    for (typed, to), said in zip(asked.items(), judged(*asked), strict=True):
        assert (said["verdict"], said["moved"]["to"]) == ("own-page", to), typed


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Schemes, www., ports, case, slashes, queries and fragments in any combination."""
    host, prefix = draw(st.sampled_from([("old.example", ""), ("portal.example", "/xfz/fx")]))
    scheme = draw(st.sampled_from(["", "http://", "https://", "HTTPS://"]))
    dotted = [host + "."] if scheme else []  # without a scheme it is the end of a sentence
    rest = (
        ["", "www."],
        [host, host.upper(), *dotted],
        ["", ":80", ":443"],
        [prefix, prefix.upper(), prefix + "/"],
        ["/m/", "//M//"],
        [ID, ID.lower()],
        ["", "/", "/index.html", "/?a=1", "/#x", "/status.json"],
    )
    return scheme + "".join(draw(st.sampled_from(options)) for options in rest)


@settings(max_examples=10)
@given(st.lists(addresses(), min_size=20, max_size=40))
def test_however_a_former_address_is_written(typed: list[str]) -> None:
    """It is the same merchant's."""
    for text, said in zip(typed, judged(*typed), strict=True):
        assert (said["verdict"], said["merchant"]["id"]) == ("recognised", ID), text
        assert said["moved"], text


def test_what_was_published_may_go_on_linking_to_it(tmp_path: Path) -> None:
    """A notice of before the move is not refused because of its links, which still lead here."""
    programme = a_programme()
    moved = FormerUrl("https://old.example", date(2026, 5, 1), "例〔2026〕1号")
    site = replace(programme.site, former_urls=(moved,), allowed_hosts=("other.example",))
    assert nameable(site) == {urlsplit(site.url).hostname, "old.example", "other.example"}
    folder = tmp_path / "notices"
    folder.mkdir()
    text = "Title: 提醒\nDate: 2026-04-01\nCategory: alert\n\n见[原文](https://old.example/m/)。\n"
    (folder / "alert.md").write_text(text, encoding="utf-8")
    found = [
        {problem.code for problem in read_notices(tmp_path, replace(programme, site=one), AS_OF)[1]}
        for one in (programme.site, site)
    ]
    assert found[0] - found[1] == {"notice-host"}
