"""What a finished file loads, runs and names, as a browser sees it: problems with line and column.

Pages are parsed as HTML5, pictures and feeds as XML, style sheets by their tokens; what no look can
judge, a browser must not be given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.text.markup.examining import (
    Examined,
    Flaw,
    examine,
    examine_feed,
    examine_svg,
    hosts_in_css,
)
from fangxin.text.markup.policy import is_strict, policy_of
from fangxin.text.markup.xml import Drawn
from fangxin.text.yaml.characters import shown

FEEDS = frozenset({".xml", ".atom", ".rss"})
# Kinds that browsers run as a page or a program, and that are never made here.
_ENDINGS = (
    "htm xhtml xht shtml mht mhtml svgz xsl xslt rdf mathml swf jar wasm hta htc mjs cjs jsm"
    " webarchive"
)
_RUN = frozenset(f".{ending}" for ending in _ENDINGS.split())
_OWN = re.compile(r"(?:theme|admin)/")  # the only places of scripts and styles
_LONG = 60  # characters of a page that a message shows


def look_into(path: str, data: bytes, allowed: frozenset[str]) -> Iterator[Problem]:
    """Every problem of a file that is no page: what it runs, and foreign hosts that it names."""
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    if ending in _RUN or (ending in (".js", ".css") and not _OWN.match(path)):
        yield active(Place(path), ending)
    elif ending == ".svg":
        yield from _drawn(path, examine_svg(data), allowed)
    elif ending in FEEDS:
        yield from _drawn(path, examine_feed(data), allowed)
    elif ending == ".css":
        for host in sorted(hosts_in_css(data) - allowed):
            yield foreign(Place(path), host)


def look_at_page(path: str, data: bytes, allowed: frozenset[str]) -> tuple[str, list[Problem]]:
    """What a browser sees of a page, as text, and every problem of it."""
    page = examine(data)
    return page.seen, [*_of_page(path, page, allowed)]


def _of_page(path: str, page: Examined, allowed: frozenset[str]) -> Iterator[Problem]:
    for flaw in page.flaws:
        yield _problem(Place(path, *page.place(flaw.at)), flaw)
    for host in sorted(page.hosts.keys() - allowed):
        yield foreign(Place(path, *page.where(host)), host)
    policy = policy_of(page.text)
    if policy is None:
        yield active(Place(path), "no Content-Security-Policy")
    elif not path.startswith("admin/") and not is_strict(
        policy
    ):  # the form has a policy of its own
        yield active(Place(path), f"Content-Security-Policy: {policy}")


def _drawn(path: str, drawn: Drawn, allowed: frozenset[str]) -> Iterator[Problem]:
    for place, flaw in drawn.flaws:
        yield _problem(Place(path, *place), flaw)
    for host in sorted(drawn.hosts.keys() - allowed):
        yield foreign(Place(path, *drawn.hosts[host]), host)


def _problem(place: Place, flaw: Flaw) -> Problem:
    if flaw.code == "active-content":
        return active(place, flaw.what)
    what, read = shown(flaw.what, _LONG), shown(flaw.read, _LONG)
    zh, en = (f"，浏览器读成「{read}」", f", which browsers read as '{read}'") if read else ("", "")
    return Problem(
        place,
        flaw.code,
        f"网页必须写得规整，浏览器读到的和写出的一样，但这里写的是「{what}」{zh}。"
        "请在模板或 content/ 的文字里改正：标签成对、不交错，属性用双引号，不重复",
        f"a page must be written so that browsers read what is written: here stands '{what}'{en}. "
        "Correct the template or the text in content/: tags in pairs and not crossed, attributes "
        "in double quotes and once",
    )


def foreign(place: Place, host: str) -> Problem:
    """A host that nobody allowed."""
    return Problem(
        place,
        "foreign-host",
        f"页面只能链接允许的网站，但这里指向 {shown(host, _LONG)}。"
        "请删去链接，或把主机名写进 site.yml 的 allowed_hosts。",
        f"pages may only name allowed hosts, but this one names {shown(host, _LONG)}. Remove the "
        "link, or write the host into allowed_hosts of site.yml.",
    )


def active(place: Place, what: str) -> Problem:
    """Something that runs, styles or redirects by itself, or that nobody knows."""
    return Problem(
        place,
        "active-content",
        "页面、图片不得含有内嵌脚本、样式、框架、转向和不认识的标签，页面必须带内容安全策略，"
        f"但这里有：{shown(what, _LONG)}。请删去；脚本和样式放进 /theme/ 里的文件。",
        "a page or picture must hold no inline script, style, frame, redirect or unknown tag, and "
        f"a page must carry the security policy: {shown(what, _LONG)}. Remove it; scripts and "
        "styles belong in files below /theme/.",
    )
