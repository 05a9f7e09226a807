"""The HTML and the links that somebody wrote into a page or drew into a picture, read strictly.

What is not written as plainly as we would write it is refused: browsers read it in their own way.
The build looks at the finished page again, as a browser sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.links import targets
from fangxin.facts.programme.hosts import nameable
from fangxin.facts.programme.programme import Programme
from fangxin.text.markup.addresses import host_of
from fangxin.text.markup.allowed import VOID, WRITTEN, WRITTEN_ATTRIBUTES
from fangxin.text.markup.tags import Tag, tag_of
from fangxin.text.markup.xml import examine_svg
from fangxin.text.yaml.characters import shown

_BEGUN = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
_AUTOLINK = re.compile(r"<(?:(?:https?|mailto):[^\s<>\"']+|[\w.+-]+@[\w.-]+)>")
_LONG = 40  # characters of a page that a message shows


def hosts_allowed(programme: Programme | None) -> frozenset[str] | None:
    """The hosts that a page may name; None when nobody can say, because it cannot be read."""
    return None if programme is None else nameable(programme.site)


def page_is_written_plainly(
    path: str, text: str, allowed: frozenset[str] | None
) -> Iterator[Problem]:
    """Every tag of a page is whole, plain and closed in order; links lead to allowed hosts."""
    open_tags: list[tuple[str, int]] = []
    for match in _BEGUN.finditer(text):
        at, what = match.start(), match.group()
        if _AUTOLINK.fullmatch(what):
            continue
        tag = tag_of(what) if what.endswith(">") else None
        if tag is None or tag.flawed:
            yield _crooked(_place(path, text, at), what)
            return
        yield from _known(_place(path, text, at), what, tag)
        yield from _hosts(_place(path, text, at), tag.hosts, allowed)
        if not _fits(tag, at, open_tags):
            yield _crooked(_place(path, text, at), what)
            return
    if open_tags:
        name, at = open_tags[-1]
        yield _crooked(_place(path, text, at), f"<{name}>")
    for line, column, target in targets(text.split("\n")):
        named = host_of(target)
        yield from _hosts(Place(path, line, column), frozenset({named} if named else ()), allowed)


def picture_is_drawn_plainly(
    path: str, data: bytes, allowed: frozenset[str] | None
) -> Iterator[Problem]:
    """A picture is well-formed, and holds nothing that runs or leads elsewhere."""
    drawn = examine_svg(data)
    for place, flaw in drawn.flaws:
        make = _crooked if flaw.code == "markup-repaired" else _foreign_element
        yield make(Place(path, *place), flaw.what)
    for host, place in drawn.hosts.items():
        yield from _hosts(Place(path, *place), frozenset({host}), allowed)


def _fits(tag: Tag, at: int, open_tags: list[tuple[str, int]]) -> bool:
    """Whether a tag closes what was opened last, or opens something."""
    if tag.name.startswith("/"):
        return bool(open_tags) and open_tags.pop()[0] == tag.name[1:]
    if tag.name and tag.name not in VOID:
        open_tags.append((tag.name, at))
    return True


def _known(place: Place, what: str, tag: Tag) -> Iterator[Problem]:
    strange = [key for key in tag.attributes if key not in WRITTEN_ATTRIBUTES]
    if tag.name.removeprefix("/") not in WRITTEN or strange or tag.active:
        yield _foreign_element(place, what)


def _hosts(
    place: Place, named: frozenset[str], allowed: frozenset[str] | None
) -> Iterator[Problem]:
    for host in sorted(named - allowed) if allowed is not None else ():
        yield Problem(
            place,
            "foreign-host",
            "页面只能链接本站和 site.yml 里 allowed_hosts 列出的网站，但这里指向 "
            f"{shown(host, _LONG)}。请删去链接，只写名称；确需链接的，先把主机名写进 allowed_hosts",
            "a page may link to this site and to allowed_hosts of site.yml only, but this names "
            f"{shown(host, _LONG)}; write the name without a link, or add the host there first",
        )


def _foreign_element(place: Place, what: str) -> Problem:
    return Problem(
        place,
        "page-active",
        "页面和图片里只能有普通的标签和属性，不能有会运行、会套框、会转向的，也不能有没见过的："
        f"这里是「{shown(what, _LONG)}」。请删去，改用 Markdown",
        "a page or picture holds plain tags and attributes only, none that runs, frames or "
        f"redirects, and none unknown: found '{shown(what, _LONG)}'; delete it and use Markdown",
    )


def _crooked(place: Place, what: str) -> Problem:
    return Problem(
        place,
        "page-markup",
        "页面和图片里的标签必须写得规整（成对、不交错，属性用双引号、只写一次，小于号写 &lt;），"
        f"不然浏览器会照自己的猜法读：这里是「{shown(what, _LONG)}」。请改正，或改用 Markdown",
        "tags in a page or picture must be written strictly (in pairs, not crossed, attributes in "
        "double quotes and once, a bare < as &lt;), or browsers guess: found "
        f"'{shown(what, _LONG)}'; correct it, or use Markdown",
    )


def _place(path: str, text: str, at: int) -> Place:
    return Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
