"""Feeds of changes: Atom and JSON Feed with ids that never change and dates from the facts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

from generator.pages.lists import moves
from generator.programme import Programme
from generator.view.catalogue import Catalogue, Move
from generator.words import STATUS_EN, STATUS_ZH
from generator.words.rules import rule_labels

NEWEST = 100  # a reader that polls weekly misses nothing; all changes are in the open data
ATOM = "http://www.w3.org/2005/Atom"


def feed_files(catalogue: Catalogue, programme: Programme) -> Iterator[tuple[str, bytes]]:
    """``feeds/changes.atom`` and ``feeds/changes.json``."""
    items = tuple(_items(catalogue, programme))
    yield "feeds/changes.atom", _atom(catalogue, programme, items)
    yield "feeds/changes.json", _json_feed(programme, items)


def _items(catalogue: Catalogue, programme: Programme) -> Iterator[dict[str, str]]:
    """Title, text, day, address and permanent id of the newest moves."""
    site = programme.site
    host = urlsplit(site.url).hostname or "localhost"
    newest = moves(catalogue)
    # Two changes of one merchant on one day are told apart by counting from the older one, so
    # that a further change leaves the ids of the others alone.
    seen = Counter((move.id, move.date) for move in newest)
    for move in newest[:NEWEST]:
        number = seen[move.id, move.date]
        seen[move.id, move.date] -= 1
        day = move.date.isoformat()
        yield {
            "id": f"tag:{host},{day}:{move.id}/{number}",
            "title": f"{move.name}：{STATUS_ZH[move.after]}",
            "text": _text(move, programme),
            "date": f"{day}T00:00:00+08:00",
            "url": f"{site.url}/m/{move.id}/",
        }


def _text(move: Move, programme: Programme) -> str:
    reasons = "；".join(rule_labels(rule, programme.policy, move.date)[0] for rule in move.rules)
    corrected = "（后经更正）" if move.corrected else ""
    change = f"{STATUS_ZH[move.before]} → {STATUS_ZH[move.after]}{corrected}"
    english = f"{STATUS_EN[move.before]} → {STATUS_EN[move.after]}"
    return f"{change}{'。依据：' + reasons if reasons else ''}。{english}."


def _atom(catalogue: Catalogue, programme: Programme, items: tuple[dict[str, str], ...]) -> bytes:
    site = programme.site
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": "zh-Hans-CN"})
    _put(feed, "id", f"{site.url}/feeds/changes.atom")
    _put(feed, "title", f"{site.title}：认定状态变动")
    # An empty feed still needs a day; the day of the publication is the only one it can have.
    _put(feed, "updated", items[0]["date"] if items else f"{catalogue.as_of}T00:00:00+08:00")
    _link(feed, "self", f"{site.url}/feeds/changes.atom")
    _link(feed, "alternate", f"{site.url}/")
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _put(author, "name", site.office)
    for item in items:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _put(entry, "id", item["id"])
        _put(entry, "title", item["title"])
        _put(entry, "updated", item["date"])
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
            }
            for item in items
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
