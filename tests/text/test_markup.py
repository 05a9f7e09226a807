"""What the audit reads in pages, pictures, feeds and styles; bad fixtures of every kind."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.site.build.inspection import Expected, inspect_file
from fangxin.text.markup.examining import examine, examine_feed, examine_svg, hosts_in_css
from fangxin.text.markup.policy import is_strict, policy_of
from fangxin.text.markup.shape import Tags
from tests.support.markup_cases import LINKS, PAGE, PLAIN

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


@pytest.mark.parametrize("piece", LINKS)
def test_a_link_in_disguise_is_refused(piece: str) -> None:
    """As a foreign host, as something crooked, or as something that no page may have."""
    page = examine(PAGE.format(piece).encode())
    assert page.flaws or "h.example" in page.hosts


@pytest.mark.parametrize("piece", PLAIN)
def test_what_is_written_plainly_passes(piece: str) -> None:
    """Also after pages of the same shape, and with what a browser would write otherwise."""
    for _ in range(2):
        page = examine(PAGE.format(piece).encode())
        assert (dict(page.hosts), page.flaws) == ({}, ())


def test_the_place_is_told() -> None:
    """Line and column of what is crooked, and what a browser reads there."""
    page = examine(PAGE.format("\n<p>店</p>\n <a href=//h.example '>x</a>").encode())
    (flaw,) = page.flaws
    assert page.place(flaw.at) == (3, 2) == page.where("h.example")
    assert (flaw.what, flaw.read) == ("<a href=//h.example '>", '<a href="//h.example" \'="">')


@given(st.lists(st.sampled_from([*LINKS, *PLAIN, "<p>", "</p>", "x", '"', ">"]), max_size=4))
def test_a_remembered_shape_changes_no_verdict(pieces: list[str]) -> None:
    """A page is judged the same whatever was looked at before it."""
    data = PAGE.format("".join(pieces)).encode()
    warm = examine(data)
    from fangxin.text.markup import html

    kept, html._TAGS = html._TAGS, Tags()
    try:
        assert examine(data) == warm
    finally:
        html._TAGS = kept


def test_brackets_in_a_text_shift_no_tag() -> None:
    """A text that holds bare brackets cannot make a tag pass for the text between two."""
    plain = PAGE.format('<p>x</p><p>y</p><a href="/">z</a>')
    assert examine(plain.encode()).flaws == ()
    shifted = PAGE.format('<p>x>/p<p>y</p><a href="//h.example">z</a>')
    assert "h.example" in examine(shifted.encode()).hosts


@pytest.mark.parametrize(
    ("inside", "right"),
    [
        ('<path d="M0 0" fill="#fff"/><title>店</title><text x="1">店</text>', True),
        ('<image href="data:image/png;base64,AA" width="1" height="1"/>', True),
        ("<script>alert(1)</script>", False),
        ('<g onclick="x()"/>', False),
        ('<g style="fill:red"/>', False),
        ("<style>g{}</style>", False),
        ("<foreignObject/>", False),
        ('<a><animate attributeName="href" to="x"/></a>', False),
        ('<image href="//h.example/a.png"/>', False),
        ('<image xlink:href="//h.example/a.png"/>', False),
        ('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="//h.example/a.png"/>', False),
        ('<image href="data:image/svg+xml,x"/>', False),
        ('<rect fill="url(//h.example/x.svg#a)"/>', False),
        ('<rect fill="u&#x72;l(//h.example/x.svg#a)"/>', False),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>', False),
        ('<h:a xmlns:h="http://www.w3.org/1999/xhtml" href="/">1</h:a>', False),
        ("<g>", False),
        ("<g/>&nbsp;", False),
    ],
)
def test_pictures(inside: str, right: bool) -> None:
    """A picture is drawn: it runs nothing, moves nothing, fetches nothing, and is whole."""
    drawn = examine_svg(SVG.format(inside).encode())
    assert (not drawn.flaws and not drawn.hosts) == right


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY x "y">]>',
        '<?xml-stylesheet href="//h.example/x.css"?>',
        '<?xml version="1.0" encoding="utf-16"?>',
        '<?xml version="1.0" encoding="gb2312"?>',
        "x",
    ],
)
def test_heads_of_pictures(head: str) -> None:
    """Nothing before a picture orders anything, or says that its bytes mean something else."""
    assert examine_svg((head + SVG.format("")).encode()).flaws
    assert examine_feed((head + FEED.format("")).encode()).flaws


@pytest.mark.parametrize(
    ("inside", "right"),
    [
        ('<link href="https://fx.example/"/><id>https://fx.example/a</id>', True),
        ('<content type="html">&lt;p&gt;x&lt;/p&gt;</content>', True),
        ('<link href="https://h.example/"/>', False),
        ("<id> //h.example/a </id>", False),
        ('<content type="html">&lt;a href=//h.example \'&gt;x&lt;/a&gt;</content>', False),
        ('<content type="html">&lt;script&gt;1&lt;/script&gt;</content>', False),
        ('<script xmlns="http://www.w3.org/1999/xhtml">1</script>', False),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', False),
    ],
)
def test_feeds(inside: str, right: bool) -> None:
    """Feeds are plain XML, and the HTML in them is looked at like a page."""
    seen = examine_feed(FEED.format(inside).encode())
    assert (not seen.flaws and set(seen.hosts) <= {"fx.example"}) == right


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ('@font-face{src:url("/a.woff2")} a{content:"《" "//"}', {"?"}),
        ("a{color:red} /* url(a.png), see https://h.example */", set()),
        ("a{b:url(/*)} c{b:url(//h.example)} d{b:url(*/)}", {"h.example"}),
        ('a{b:"/*"} c{b:url(//h.example)} d{b:"*/"}', {"h.example"}),
        ("a{background:url(//h.example/x)}", {"h.example"}),
        ("a{background:u\\72l(//h.example/x)}", {"h.example"}),
        ("a{background:URL( '//h.example/x' )}", {"h.example"}),
        ('@import"//h.example/x.css";', {"h.example"}),
        ("@import url(//h.example/x.css);", {"h.example"}),
        ('a{background:image-set("//h.example/x.png" 1x)}', {"h.example"}),
        ("a{background:url(/**//h.example)}", set()),
        ("a{background:url(\\2f\\2f h.example)}", {"h.example"}),
        ("/*", set()),
    ],
)
def test_styles(style: str, found: set[str]) -> None:
    """Whatever a style sheet could load, with escapes and comments undone."""
    assert hosts_in_css(style.encode()) == found


@pytest.mark.parametrize(
    ("policy", "right"),
    [
        ("default-src 'none'; base-uri 'none'; script-src 'self'; img-src 'self' data:", True),
        ("default-src 'none'; base-uri 'none'; script-src *", False),
        ("default-src 'none'; base-uri 'none'; script-src 'self' 'unsafe-inline'", False),
        ("default-src 'none'; base-uri 'none'; script-src data:", False),
        ("script-src 'self'; base-uri 'none'", False),
        ("default-src 'none'", False),
        ("default-src 'self'; default-src 'none'; base-uri 'none'", False),
        ("", False),
    ],
)
def test_policies(policy: str, right: bool) -> None:
    """A page that carries a policy which lets strangers in is as bad as one without."""
    assert is_strict(policy) == right


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="icon" href="/x"><meta http-equiv="Content-Security-Policy" content="x">',
        '<script src="/theme/x.js"></script><meta http-equiv="Content-Security-Policy" content="">',
        '</head><body><meta http-equiv="Content-Security-Policy" content="x">',
        '<p http-equiv="Content-Security-Policy" content="x">',
    ],
)
def test_a_policy_that_comes_late_is_none(head: str) -> None:
    """What stands before it is loaded without it, and in the body it says nothing."""
    assert policy_of(f"<!doctype html><html><head>{head}") is None


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("images/a.png", True),
        ("theme/js/a.js", True),
        ("admin/admin.css", True),
        ("images/a.js", False),
        ("images/a.css", False),
        ("images/a.htm", False),
        ("images/a.XHTML", False),
        ("images/a.svgz", False),
        ("images/A.HTML", False),
        ("images/A.SVG", False),
    ],
)
def test_kinds_of_files(path: str, right: bool) -> None:
    """What browsers would run is looked into whatever the case of its ending, or is refused."""
    data = b"<script>alert(1)</script>"
    expected = Expected(Path("stage"), {}, {}, frozenset())
    found = list(inspect_file(expected, path, data, hashlib.sha256(data).hexdigest()))
    assert (found == []) == right
