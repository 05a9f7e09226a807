"""What the last look refuses: pages that say too much, run something, or lead elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from fangxin.facts.values import Status
from fangxin.site.build.inspection import REQUIRED, Expected, inspect_file, inspect_site
from fangxin.site.build.manifest import merchant_paths
from fangxin.site.build.statements import Claim
from fangxin.text.markup.examining import examine, hosts_in_css
from fangxin.words.sentences import STATUS_ZH

RULES = "default-src 'none'; script-src 'self'; img-src 'self' data:; base-uri 'none'"
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{RULES}">'


def expected(**changes: object) -> Expected:
    base: dict[str, object] = {
        "stage": Path("stage"),
        "claims": {"PJSH0016": Claim(Status.REVOKED, "shop.example")},
        "digests": {},
        "hosts": frozenset({"fx.example"}),
    }
    return Expected(**{**base, **changes})  # type: ignore[arg-type]


def whole(body: str, head: str = POLICY) -> str:
    """A page around a piece of one."""
    return f'<!doctype html><html lang="zh"><head>{head}</head><body>{body}</body></html>'


def codes(path: str, text: str, **changes: object) -> list[str]:
    """The codes of what is wrong; a piece of a page gets the rest of one around it."""
    if path.endswith(".html") and not text.startswith("<!doctype"):
        text = whole(text)
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return [problem.code for problem in inspect_file(expected(**changes), path, data, sha256)]


def page(status: Status, extra: str = "", title: str | None = None) -> str:
    word, opening, note = STATUS_ZH[status].partition("（")
    note = opening + note
    active = "Active" if status is Status.CERTIFIED else "Inactive"
    head = (
        f"{POLICY}<title>{title or STATUS_ZH[status]} · 示例店</title>"
        f'<meta property="og:title" content="{STATUS_ZH[status]} · 示例店">'
        f'<script type="application/ld+json">"https://schema.org/Certification{active}"</script>'
    )
    return whole(
        f'<section class="status is-{status}" data-status="{status}">'
        f"<h1><span>{word}</span><span>{note}</span> 示例店</h1>{extra}</section>",
        head,
    )


def test_a_right_page_passes() -> None:
    """The page of a revoked merchant that says so, with links to its own shop and to us."""
    links = '<a href="https://shop.example/">店</a> <a href="https://fx.example/m/PJSH0016/">页</a>'
    assert codes("m/PJSH0016/index.html", page(Status.REVOKED, links)) == []


def test_a_reply_in_the_words_of_the_markup_stops_no_publication() -> None:
    """What a merchant writes is text, whatever it says; it claims nothing."""
    reply = "<p>schema.org/CertificationActive is-certified class=&#34;is-certified&#34;</p>"
    assert codes("m/PJSH0016/index.html", page(Status.REVOKED, reply)) == []


@pytest.mark.parametrize(
    "text",
    [
        page(Status.CERTIFIED),
        page(Status.REVOKED, title=STATUS_ZH[Status.CERTIFIED]),
        page(Status.REVOKED).replace("Inactive", "Active"),
        page(Status.REVOKED, '<b class="is-certified"></b>'),
        page(Status.REVOKED, '<b class="is-&#99;ertified"></b>'),
        page(Status.REVOKED).replace('data-status="revoked"', ""),
        page(Status.REVOKED, '<p data-status="certified"></p>'),
        page(Status.REVOKED).replace("<h1><span>认定已撤销", "<h1><span>认定有效"),
        page(Status.REVOKED).replace("</h1>", "放心消费单位（认定有效）</h1>"),
        page(Status.REVOKED, "<h1>放心消费单位（认定有效）</h1>"),
        page(Status.REVOKED).replace("h1>", "p>"),
        page(Status.REVOKED).replace('content="认定已撤销', 'content="放心消费单位（认定有效）'),
        page(Status.REVOKED).replace("og:title", "og:name"),
    ],
)
def test_a_revoked_merchant_never_looks_valid(text: str) -> None:
    """Neither in the title, nor in the data for programs, nor in colour."""
    assert codes("m/PJSH0016/index.html", text) == ["status-differs"]


def row(status: str, word: str, merchant: str = "PJSH0016") -> str:
    return (
        f'<li class="row"><a class="row-name" href="/fx/m/{merchant}/">示例店</a>'
        f'<span class="pill is-{status}"><svg><use href="#i-{status}"></use></svg>'
        f"{word}</span></li>"
    )


@pytest.mark.parametrize(
    ("path", "html", "right"),
    [
        ("registry/all/index.html", row("revoked", "认定已撤销"), True),
        ("registry/all/index.html", row("certified", "放心消费单位（认定有效）"), False),
        ("registry/all/index.html", row("certified", "认定已撤销"), False),
        ("registry/all/index.html", row("revoked", "认定有效"), False),
        ("revoked/index.html", row("revoked", "认定已撤销") * 2, True),
        ("revoked/index.html", row("revoked", "认定已撤销") + row("revoked", "认定有效"), False),
        ("revoked/index.html", row("revoked", "认定已撤销").replace('"row"', '"amended"'), True),
        ("revoked/index.html", row("revoked", "认定有效").replace('"row"', '"amended"'), False),
        ("operator/X/index.html", row("revoked", "认定已撤销", "PJSH0024"), False),
        ("publicity/index.html", row("revoked", "认定已撤销").replace("pill", "pile"), False),
        ("registry/all/index.html", row("", "").replace('class="row"', 'class="line"'), False),
        ("index.html", row("certified", "放心消费单位（认定有效）"), False),
        ("index.html", '<a href="/fx/m/PJSH0016/">示例店</a>', True),
        ("registry/initial/m/index.html", '<a href="/registry/initial/m/2/">2</a>', True),
    ],
)
def test_a_row_of_a_list_says_the_status_of_its_merchant(path: str, html: str, right: bool) -> None:
    """In colour and in words, once, and every merchant of a list stands in such a row."""
    assert set(codes(path, html)) == (set() if right else {"status-differs"})


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ('<section class="status is-certified"><h1>示例店</h1></section>', False),
        ("<section class=status>", False),
        ("<DIV CLASS='card status'>", False),
        ('<p data-status="certified">', False),
        ("<p id='status'>", False),
        ('<p id="st&#97;tus">', False),
        ('<p class="a&#32;status&#9;b">', False),
        ('<script type="application/ld+json">"schema.org/CertificationActive"</script>', False),
        ("<script async type='application/ld+json'>schema.org/CertificationActive</script>", False),
        ('<li class="count"><span class="count-shape is-certified">', True),
        ('<p class="status-en quiet" id="search-status">', True),
        ("<p>class=status data-status schema.org/CertificationActive</p>", True),
        ('<a href="/registry/status/certified/">status</a>', True),
    ],
)
def test_only_a_merchant_s_page_has_the_markup_of_a_status(html: str, right: bool) -> None:
    """A page that somebody wrote cannot pose as the status page of a shop."""
    assert ("status-elsewhere" not in codes("fakeshop/index.html", html)) == right


def svg(text: str) -> str:
    return f"<svg><title>PJSH0016 {text}</title><text>PJSH0016 {text}</text></svg>"


@pytest.mark.parametrize(
    ("path", "text", "right"),
    [
        ("badge.svg", svg(STATUS_ZH[Status.REVOKED]), True),
        ("badge.svg", svg(STATUS_ZH[Status.CERTIFIED]), False),
        ("badge.svg", svg(STATUS_ZH[Status.REVOKED] + STATUS_ZH[Status.CERTIFIED]), False),
        ("status.json", '{"id": "PJSH0016", "status": "revoked"}', True),
        ("status.json", '{"id": "PJSH0016", "status": "certified"}', False),
        ("status.json", '{"id": "PJSH0024", "status": "revoked"}', False),
        ("status.json", "{", False),
        ("status.json", "[]", False),
        ("sign.svg", svg("扫码查看实时状态"), True),
        ("sign.svg", svg(STATUS_ZH[Status.REVOKED]), False),
        ("sign.png", "", False),
    ],
)
def test_badge_and_json_say_the_status_and_signs_none(path: str, text: str, right: bool) -> None:
    """Each of a merchant's files is held against the standing."""
    assert codes(f"m/PJSH0016/{path}", text) == ([] if right else ["status-differs"])


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        ('<a href="/registry/">', set()),
        ('<a href="tel:12315">', set()),
        ('<a href="mailto:a@b.example">', set()),
        ('<img src="data:image/png;base64,AA">', set()),
        ('<a href="#top">', set()),
        ('<a href="http://Evil.example/x">', {"evil.example"}),
        ("<a href=http://evil.example>", {"evil.example"}),
        ("<a HREF='//evil.example'>", {"evil.example"}),
        ('<img/src="\\\\evil.example/x">', {"evil.example"}),
        ('<a href="ht\ntp://evil.example">', {"evil.example"}),
        ('<a href="https:evil.example">', {"evil.example"}),
        ('<a href="https://fx.example@evil.example/">', {"evil.example"}),
        ('<img srcset="/a.png 1x, //evil.example/b.png 2x">', {"evil.example"}),
        ('<form action="https://evil.example">', {"evil.example"}),
        ('<a href="javascript:alert(1)">', {"javascript:"}),
        ('<a href="java&#115;cript:alert(1)">', {"javascript:"}),
        ('<p title="see http://evil.example">', set()),
        ("<p>http://evil.example</p>", set()),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="//e.example"/>',
            {"e.example"},
        ),
        ('<a title="a > b" href="//evil.example">', {"evil.example"}),
    ],
)
def test_every_host_that_is_linked_or_loaded_is_found(html: str, hosts: set[str]) -> None:
    """As a browser would read it, however it is written."""
    assert set(examine(whole(html).encode()).hosts) == hosts


def test_foreign_hosts_are_refused_unless_allowed() -> None:
    """The seed's defaced footer is this case; a shop's own host is allowed on its own page only."""
    link = '<a href="https://shop.example/">店</a>'
    assert codes("about/index.html", link) == ["foreign-host"]
    assert codes("about/index.html", link, hosts=frozenset({"shop.example"})) == []
    assert codes("theme/css/site.css", "a{background:url(//evil.example/x)}") == ["foreign-host"]
    assert hosts_in_css(
        b"@import 'https://evil.example/x.css'; b{background:url( \"/a.png\" )}"
    ) == {"evil.example"}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>alert(1)</script>", 1),
        ('<script type="module">1</script>', 1),
        ('<script src="/theme/js/a.js"></script>', 0),
        ('<script type="application/ld+json">{}</script>', 0),
        ('<div onclick="x()">', 1),
        ('<div STYLE="color:red">', 1),
        ("<style>a{}</style>", 1),
        ('<base href="/x/">', 1),
        ('<meta http-equiv="Refresh" content="0;url=/x">', 1),
        ('<p data-name="onclick=1 style=2">', 0),
        ("<p>style=2 onclick=1</p>", 0),
    ],
)
def test_nothing_runs_or_styles_inline(html: str, found: int) -> None:
    """The security policy would forbid it to the browser; here it stops the build."""
    flaws = examine(whole(html).encode()).flaws
    assert sum(flaw.code == "active-content" for flaw in flaws) == found


def test_a_page_without_the_policy_is_refused() -> None:
    """Every HTML page carries the content security policy."""
    assert codes("about/index.html", whole("<p>hello</p>", "")) == ["active-content"]


def test_a_file_altered_after_it_was_written_is_refused() -> None:
    """What another plugin or a static file put in the place of a file of the registry."""
    assert codes("asof.json", "{}", digests={"asof.json": "0" * 64}) == ["file-altered"]


def site_problems(staged: set[str], kept: set[str], records: list[str]) -> Mapping[str, str]:
    found = inspect_site(expected(), records, frozenset(staged), frozenset(kept))
    return {problem.place.path: problem.code for problem in found}


def test_pages_and_records_correspond() -> None:
    """One page for every record and one record for every page; kept files count as well."""
    five = set(merchant_paths("PJSH0016"))
    rest = set(REQUIRED)
    assert site_problems(five | rest, set(), ["PJSH0016"]) == {}
    assert site_problems(rest, five, ["PJSH0016"]) == {}
    badge = "m/PJSH0016/badge.svg"
    assert site_problems(rest | {badge}, five, ["PJSH0016"]) == {badge: "file-altered"}
    assert site_problems(five | rest, set(), ["PJSH0016", "PJSH0024"]) == {
        "m/PJSH0024/index.html": "file-missing"
    }
    assert site_problems(five | rest, set(), []) == {"m/PJSH0016/": "merchant-unknown"}
    assert site_problems(five | rest | {"m/XX/index.html"}, set(), ["PJSH0016"]) == {
        "m/XX/": "merchant-unknown"
    }


@pytest.mark.parametrize("path", [*REQUIRED, *merchant_paths("PJSH0016")])
def test_no_file_may_be_missing(path: str) -> None:
    """Each of a merchant's six files, and each file without which it is no site."""
    whole = {*REQUIRED, *merchant_paths("PJSH0016")}
    assert site_problems(whole - {path}, set(), ["PJSH0016"]) == {path: "file-missing"}
