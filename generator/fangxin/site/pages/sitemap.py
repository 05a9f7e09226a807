"""The list of addresses for search engines. Its dates are those of the facts, never of a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from fangxin.facts.programme.programme import Site
from fangxin.view.catalogue import Catalogue

MOST = 45_000  # the protocol allows 50,000 addresses in one file
NO_PAGES = ("404.html", "no-code.html")  # shown in place of a page
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(
    catalogue: Catalogue, site: Site, pages: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """``robots.txt`` and ``sitemap.xml``; with very many merchants the latter lists parts.

    ``pages`` are paths of HTML files below the output, merchants' pages not among them.
    """
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url}/sitemap.xml\n".encode()
    rows = [_row(site.url, _address(path), "") for path in sorted(pages) if path not in NO_PAGES]
    rows += [
        _row(site.url, f"m/{entry.id}/", entry.since.isoformat() if entry.since else "")
        for entry in catalogue.entries
    ]
    parts = [rows[start : start + MOST] for start in range(0, len(rows), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _document("urlset", parts[0])
        return
    for number, part in enumerate(parts, start=1):
        yield f"sitemap-{number}.xml", _document("urlset", part)
    index = [
        f"<sitemap><loc>{escape(site.url)}/sitemap-{number}.xml</loc></sitemap>"
        for number in range(1, len(parts) + 1)
    ]
    yield "sitemap.xml", _document("sitemapindex", index)


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _row(url: str, address: str, changed: str) -> str:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(url)}/{escape(address)}</loc>{lastmod}</url>"


def _document(element: str, rows: Sequence[str]) -> bytes:
    body = "\n".join(rows)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<{element} xmlns="{NAMESPACE}">\n{body}\n</{element}>\n'.encode()
