"""Feeds of changes and corrections: Atom and JSON Feed, permanent ids, the days of the facts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.site.pages.lists import moves
from fangxin.text.markup.addresses import own_host
from fangxin.view.amends import Amends
from fangxin.view.catalogue import Catalogue, Move
from fangxin.words.annulled import WHY_ZH
from fangxin.words.flags import FLAG_EN, FLAG_ZH
from fangxin.words.returns import grounds_zh, returned_zh
from fangxin.words.rules import cause_labels
from fangxin.words.sentences import STATUS_EN, STATUS_ZH, zh_day
from fangxin.words.story import amends_zh, wrong_days_zh

NEWEST = 100  # a reader that polls weekly misses nothing; all changes are in the open data
ATOM = "http://www.w3.org/2005/Atom"


def feed_files(catalogue: Catalogue, programme: Programme) -> Iterator[tuple[str, bytes]]:
    """``feeds/changes.atom`` and ``feeds/changes.json``."""
    items = tuple(_items(catalogue, programme))
    yield "feeds/changes.atom", _atom(catalogue, programme, items)
    yield "feeds/changes.json", _json_feed(programme, items)


def _items(catalogue: Catalogue, programme: Programme) -> Iterator[dict[str, str]]:
    """Title, text, days, address and permanent id of the newest moves and corrections."""
    site = programme.site
    host = own_host(site.url) or "localhost"
    newest = moves(catalogue)
    # Two changes of one merchant on one day are told apart by counting from the older one, so
    # that a further change leaves the ids of the others alone.
    seen = Counter((move.id, move.date) for move in newest)
    found: list[tuple[date, dict[str, str]]] = []
    for move in newest:
        number = seen[move.id, move.date]
        seen[move.id, move.date] -= 1
        fixed = move.corrected_on
        head = _title(move)
        item = {
            "id": f"tag:{host},{move.date}:{move.id}/{number}",
            "title": head + (f"（{zh_day(fixed)}已更正）" if fixed else ""),
            "text": _text(move, programme),
            "date": _time(move.date),
            "updated": _time(fixed or move.date),
            "url": f"{site.url}/m/{move.id}/",
        }
        found.append((move.date, item))
    found += _alone(catalogue, site.url, host)
    found.sort(key=lambda pair: pair[0], reverse=True)
    yield from (item for _, item in found[:NEWEST])


def _alone(catalogue: Catalogue, url: str, host: str) -> Iterator[tuple[date, dict[str, str]]]:
    """Corrections and reinstatements that came without a change of the status: told like one."""
    for entry in catalogue.entries:
        moved = {one for move in entry.moves for one in move.amends}
        for one in entry.amends:
            if one not in moved:
                yield (
                    one.date,
                    {
                        "id": f"tag:{host},{one.date}:{entry.id}/correction/{one.fact}",
                        "title": f"更正：{entry.name}：{amends_zh(one)}",
                        "text": f"{_amends_text(one)}。现在的状态：{STATUS_ZH[entry.status]}。"
                        f"Correction. {STATUS_EN[entry.status]}.",
                        "date": _time(one.date),
                        "updated": _time(one.date),
                        "url": f"{url}/m/{entry.id}/",
                    },
                )
        shown = {back for move in entry.moves for back in move.returns}
        for back in entry.returns:
            if back not in shown:
                yield (
                    back.date,
                    {
                        "id": f"tag:{host},{back.date}:{entry.id}/reinstatement/{back.decision}",
                        "title": f"恢复：{entry.name}：{returned_zh(back)}",
                        "text": f"{grounds_zh(back)}。现在的状态：{STATUS_ZH[entry.status]}。"
                        f"Reinstatement. {STATUS_EN[entry.status]}.",
                        "date": _time(back.date),
                        "updated": _time(back.date),
                        "url": f"{url}/m/{entry.id}/",
                    },
                )


def _title(move: Move) -> str:
    if move.amends:
        return f"更正：{move.name}：{amends_zh(move.amends[0])}"
    if move.returns:
        return f"恢复：{move.name}：{returned_zh(move.returns[0])}"
    return f"{move.name}：{STATUS_ZH[move.after]}"


def _amends_text(one: Amends) -> str:
    wrong = wrong_days_zh(one)
    return f"{WHY_ZH[one.by]}，{amends_zh(one)}" + (f"；{wrong}" if wrong else "")


def _time(day: date) -> str:
    return f"{day}T00:00:00+08:00"


def _text(move: Move, programme: Programme) -> str:
    causes = cause_labels(move.rules, move.provisional, programme.policy, move.date)
    reasons = "；".join(zh for zh, _ in causes)
    corrected = "（后经更正）" if move.corrected else ""
    change = f"{STATUS_ZH[move.before]} → {STATUS_ZH[move.after]}{corrected}"
    english = f"{STATUS_EN[move.before]} → {STATUS_EN[move.after]}"
    if move.after is Status.NONE and move.before in (Status.CERTIFIED, Status.SUSPENDED):
        change, english = f"{change}（{FLAG_ZH['left']}）", f"{english} ({FLAG_EN['left']})"
    if move.amends:
        told = "。".join(_amends_text(one) for one in move.amends)
        return f"{told}。{change}。Correction. {english}."
    if move.returns:
        told = "。".join(map(grounds_zh, move.returns))
        return f"{told}。{change}。Reinstated by decision. {english}."
    return f"{change}{'。依据：' + reasons if reasons else ''}。{english}."


def _atom(catalogue: Catalogue, programme: Programme, items: tuple[dict[str, str], ...]) -> bytes:
    site = programme.site
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": "zh-Hans-CN"})
    _put(feed, "id", f"{site.url}/feeds/changes.atom")
    _put(feed, "title", f"{site.title}：认定状态变动")
    # An empty feed still needs a day; the day of the publication is the only one it can have.
    _put(
        feed,
        "updated",
        max(item["updated"] for item in items) if items else f"{catalogue.as_of}T00:00:00+08:00",
    )
    _link(feed, "self", f"{site.url}/feeds/changes.atom")
    _link(feed, "alternate", f"{site.url}/")
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _put(author, "name", site.office)
    for item in items:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _put(entry, "id", item["id"])
        _put(entry, "title", item["title"])
        _put(entry, "published", item["date"])
        _put(entry, "updated", item["updated"])
        _link(entry, "alternate", item["url"])
        _put(entry, "summary", item["text"])
    ElementTree.indent(feed)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ElementTree.tostring(feed, encoding="unicode").encode() + b"\n"


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, rel: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})


def _json_feed(programme: Programme, items: tuple[dict[str, str], ...]) -> bytes:
    site = programme.site
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{site.title}：认定状态变动",
        "home_page_url": f"{site.url}/",
        "feed_url": f"{site.url}/feeds/changes.json",
        "language": "zh-Hans-CN",
        "authors": [{"name": site.office}],
        "items": [
            {
                "id": item["id"],
                "url": item["url"],
                "title": item["title"],
                "content_text": item["text"],
                "date_published": item["date"],
                "date_modified": item["updated"],
            }
            for item in items
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
