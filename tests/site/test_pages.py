"""The pages: which there are, what they may hold, and that none makes a revoked shop look good."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fangxin.facts.registers.declared import register_folders
from fangxin.facts.values import Status
from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.words.sentences import STATUS_ZH
from tests.support.catalogue_factory import AS_OF, a_catalogue, a_programme, an_entry, an_id
from tests.support.status_pages import unbroken

THEME = Path(__file__).resolve().parents[2] / "theme"
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
BLOCKS = frozenset({"p", "ul", "ol", "dl", "div", "details", "section", "h1", "h2", "h3", "table"})
# Made elsewhere: merchants' pages, the theme's files, the editors' pages and notices.
ELSEWHERE = re.compile(r"^/(m/[A-Z0-9]+/$|theme/|report/$|about/$|notices/$|alerts/$|documents/$)")


def _make(catalogue: Catalogue, url: str = "https://fx.example") -> dict[str, bytes]:
    programme = a_programme()
    programme = replace(programme, site=replace(programme.site, url=url))
    files: dict[str, bytes] = {}
    for path, data in site_files(catalogue, Renderer(programme, THEME)):
        assert path not in files, f"{path} is made twice"
        files[path] = data
    return files


@cache
def _site() -> dict[str, bytes]:
    return _make(a_catalogue())


def _html() -> dict[str, str]:
    return {path: data.decode() for path, data in _site().items() if path.endswith(".html")}


class Tree(HTMLParser):
    """Notes tags that do not close where they should, repeated ids, addresses, and what a page
    would run or style by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and "p" in self.open:
            self.wrong.append(f"<{tag}> at {self.getpos()} inside <p>, which it would end")
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("style", "base") or (tag == "script" and "src" not in dict(attrs)):
            self.active.append(tag)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.active.append(f"{tag} {name}")
            if name == "id":
                self.ids[value or ""] += 1
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()} in {self.open[-3:]}")
        else:
            self.open.pop()


def _tree(text: str) -> Tree:
    tree = Tree()
    tree.feed(text)
    tree.close()
    return tree


def test_the_site_has_exactly_these_pages() -> None:
    """Nothing is missing and nothing is made by accident."""
    usccs = Counter(entry.uscc for entry in a_catalogue().entries)
    several = {uscc for uscc, count in usccs.items() if count > 1}
    assert an_entry(1).uscc in several and len(several) < len(usccs) == 11
    statuses = [status.value for status in Status]
    right = {
        "index.html",
        "404.html",
        "no-code.html",
        *(f"{page}/index.html" for page in ("dishonest", "inspections", "complaints")),
        *(
            f"{page}/index.html"
            for page in ("registry", "revoked", "publicity", "expiring", "policy")
        ),
        *(f"{page}/index.html" for page in ("verify", "api", "registry/all", "programme")),
        *(f"registry/status/{status}/index.html" for status in statuses),
        *(f"registry/category/{code}/index.html" for code in ("market", "shop", "catering")),
        *(
            f"registry/town/{slug}/index.html"
            for slug in ("puyangjiedao", "xianhuajiedao", "huangzhaizhen", "no-town")
        ),
        *(
            f"registry/initial/{letter}/index.html"
            for letter in ("c", "f", "k", "l", "p", "t", "x", "z", "other")
        ),
        *(f"operator/{uscc}/index.html" for uscc in several),
        *(f"{folder}/index.html" for folder in register_folders()),
    }
    assert set(_html()) == right
    assert {
        "search/merchants.json",
        "search/codes.json",
        "asof.json",
        "asof.svg",
        "robots.txt",
        "sitemap.xml",
        "api/v1/registry.json",
        "api/v1/merchants.csv",
        "api/v1/changes.json",
        "feeds/changes.atom",
        "feeds/changes.json",
    } <= set(_site())


def test_pages_are_well_formed() -> None:
    """Every tag closes in its place, no id stands twice, there is one heading and one title."""
    for path, text in _html().items():
        tree = _tree(text)
        assert (tree.wrong, tree.open) == ([], []), path
        assert [id for id, count in tree.ids.items() if count > 1] == [], path
        assert (text.count("<h1"), text.count("<title>")) == (1, 1), path  # a chart's has an id
        assert "<title></title>" not in text, path


def test_pages_run_and_load_nothing_foreign() -> None:
    """No inline script or style, no other host, the security policy first."""
    for path, text in _html().items():
        tree = _tree(text)
        hosts = {urlsplit(address).netloc for address in tree.addresses}
        assert (tree.active, hosts - {"", "fx.example"}) == ([], set()), path
        assert text.index("Content-Security-Policy") < text.index("<meta charset"), path


@pytest.mark.parametrize("url", ["https://fx.example", "https://gov.example/registry-prefix"])
def test_every_link_leads_somewhere(url: str) -> None:
    """All addresses are absolute within the site, below its prefix, and exist."""
    prefix = urlsplit(url).path
    files = _make(a_catalogue(), url)
    known = {f"/{path}".removesuffix("index.html") for path in files}
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        for address in _tree(data.decode()).addresses:
            if address.startswith(("tel:", "#")):
                continue
            assert address.startswith((f"{prefix}/", f"{url}/")), (path, address)
            local = urlsplit(address.removeprefix(url)).path.removeprefix(prefix)
            assert local in known or ELSEWHERE.match(local), (path, address)


def test_every_merchant_that_is_linked_exists() -> None:
    """Links to status pages name merchants of the registry, and each is linked from a list."""
    linked = set(re.findall(r'href="/m/([A-Z0-9]+)/"', "".join(_html().values())))
    assert linked == {entry.id for entry in a_catalogue().entries}


def _rows(text: str) -> dict[str, str]:
    parts = re.findall(
        r'<li class="row".*?(?=<li class="row"|</ul>\s*(?:<nav|<p|<h2|</main|\Z))', text, re.S
    )
    return {match[1]: part for part in parts if (match := re.search(r"/m/([A-Z0-9]+)/", part))}


def test_no_list_makes_anyone_look_recognised_who_is_not() -> None:
    """In every list each merchant has its own status as colour, word and shape, and no other."""
    entries = a_catalogue().by_id()
    seen: Counter[str] = Counter()
    for path, text in _html().items():
        for id, row in _rows(text).items():
            status = entries[id].status
            seen[id] += 1
            assert re.findall(r"pill is-(\w+)", row) == [status.value], (path, id)
            assert re.findall(r"#i-(\w+)", row) == [status.value], (path, id)
            assert STATUS_ZH[status] in row, (path, id)
            assert ("data-until" in row) == (status is Status.CERTIFIED), (path, id)
            if status is not Status.CERTIFIED:
                assert "有效至" not in row and STATUS_ZH[Status.CERTIFIED] not in row, (path, id)
    assert all(seen[id] >= 5 for id in entries), seen


def test_home_tells_changes_with_before_and_after() -> None:
    """The revocation is among the latest changes, and its pill is red."""
    home = _html()["index.html"]
    part = home[home.index("最近变动") : home.index("各类单位")]
    assert re.findall(r"pill is-(\w+)", part)[:3] == ["closed", "withdrawn", "expired"]
    assert '<span class="before">未认定</span>' in part
    assert "<b>4</b> / 100 家" in home


def test_revoked_page_gives_cause_and_bar() -> None:
    """Who, since when, by which rule, and until when no new recognition."""
    page = unbroken(_html()["revoked/index.html"])
    rows = _rows(page)
    revoked = next(entry for entry in a_catalogue().entries if entry.status is Status.REVOKED)
    assert set(rows) == {
        entry.id
        for entry in a_catalogue().entries
        if entry.status in (Status.REVOKED, Status.SUSPENDED)
    }
    assert "严重问题，撤销" in rows[revoked.id]
    assert "2026年10月9日起" in rows[revoked.id]
    assert "至 2029年10月1日不得再次认定" in rows[revoked.id]


def test_publicity_page_tells_first_notices_and_renewals() -> None:
    """End of the publicity and open objections; a renewal stays visibly recognised."""
    page = unbroken(_html()["publicity/index.html"])
    first, again = page.split("续期与重新申请")
    assert "2026年11月28日（含当日），尚无异议" in first
    assert "1 件异议正在处理" in again and "is-certified" in _rows(again)[an_id(3)]
    assert "is-certified" not in "".join(_rows(first).values())


def test_publicity_page_tells_what_awaits_its_decision() -> None:
    """Every objection that is counted stands at a merchant of the page."""
    waiting = an_entry(
        1, status=Status.NONE, until=None, certificate=None, flags=("pending",), objections=1
    )
    page = _make(Catalogue(AS_OF, (waiting, an_entry(2))))["publicity/index.html"].decode()
    assert '尚在处理的异议 <b class="number">1</b> 件' in page
    assert set(_rows(page)) == {waiting.id} and "1 件异议正在处理" in page
    assert "等待决定 <span" not in _html()["publicity/index.html"]


def test_the_code_to_type_exists() -> None:
    """The example on the verify page is a merchant's, rather a recognised one's."""
    ended = an_entry(1, status=Status.EXPIRED)
    for entries, right in (((ended, an_entry(2)), an_id(2)), ((ended,), an_id(1))):
        page = _make(Catalogue(AS_OF, entries))["verify/index.html"].decode()
        assert re.findall(r'placeholder="([^"]*)"', page) == [f"例如 {right}"]


def test_search_engines_are_told_of_the_editors_pages(tmp_path: Path) -> None:
    """Published Markdown pages stand in the sitemap, drafts do not."""
    assert b"<loc>https://fx.example/about/</loc>" in _site()["sitemap.xml"]
    assert b"<loc>https://fx.example/report/</loc>" in _site()["sitemap.xml"]
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "fees.md").write_text("Title: 收费\nSlug: fees\n\n不收费。\n")
    (tmp_path / "pages" / "plan.md").write_text("Title: 计划\nStatus: draft\n\n未完。\n")
    files = dict(site_files(a_catalogue(), Renderer(a_programme(), THEME, tmp_path)))
    listed = files["sitemap.xml"].decode()
    assert "/fees/<" in listed and "/plan/<" not in listed and "/about/<" not in listed


def test_policy_page_marks_what_is_assumed() -> None:
    """Rules as sentences made from numbers, clauses shown, assumed ones marked with source."""
    page = unbroken(_html()["policy/index.html"])
    assert "发生严重问题，登记入册当日撤销认定，3年内不得再次认定。" in page
    assert (
        "暂停认定，到整改完成并登记为止；30天内没有完成整改的，撤销认定，1年内不得再次认定。"
        in page
    )
    periods = page[page.index('id="periods"') : page.index('id="appeal"')]
    assert periods.count("暂定") == periods.count("参照示例规定") == 11
    assert all(word in page for word in STATUS_ZH.values())


def test_nothing_to_show_is_said() -> None:
    """An empty section says 尚无记录 instead of standing blank."""
    files = _make(Catalogue(AS_OF, (an_entry(1),)))
    for path in ("index.html", "revoked/index.html", "publicity/index.html"):
        assert "尚无记录" in files[path].decode(), path
    assert "尚无记录" in files["registry/category/market/index.html"].decode()


def test_long_lists_fall_into_pages() -> None:
    """250 merchants stand on three pages that lead to each other, each merchant once."""
    many = Catalogue(AS_OF, tuple(an_entry(number) for number in range(1, 251)))
    files = _make(many)
    pages = [f"registry/all/{part}index.html" for part in ("", "2/", "3/")]
    assert [len(_rows(files[page].decode())) for page in pages] == [100, 100, 50]
    assert len({id for page in pages for id in _rows(files[page].decode())}) == 250
    second = files[pages[1]].decode()
    assert 'rel="prev" href="/registry/all/"' in second
    assert 'rel="next" href="/registry/all/3/"' in second
    assert "本页第 101–200 家" in second
    assert "registry/all/4/index.html" not in files


def test_names_are_escaped() -> None:
    """A name with markup is text on every page and harmless in every data file."""
    name = "<img src=x onerror=alert(1)>'\"&"
    files = _make(a_catalogue(an_entry(80, name=name, town=name, former_names=(name,))))
    for path, data in files.items():
        if path.endswith((".html", ".svg", ".atom", ".xml")):
            assert b"<img src=x" not in data, path
            assert not _tree(data.decode()).active, path


def test_not_found_page_names_the_domain() -> None:
    """It says what it means in both languages, with our domain in words, and works at any depth."""
    code, other = (_html()[name] for name in ("no-code.html", "404.html"))
    assert "这个编号不在登记簿中" in code and "This code is not in the registry" in code
    assert "本站没有这个网页" in other and "There is no such page" in other
    assert "这个编号不在登记簿中" not in other, "not every address that is missing is a code"
    for page in (code, other):
        assert "这块标牌不能证明任何认定" in page
        assert "<b>fx.example</b>" in page and 'href="tel:12315"' in page
        assert all(
            address.startswith(("/", "tel:", "#", "https://fx.example/"))
            for address in _tree(page).addresses
        )


def test_same_bytes_every_time() -> None:
    """Hash seed, time zone and locale do not reach the files."""
    program = (
        "import hashlib\n"
        "from tests.site.test_pages import _make, a_catalogue\n"
        "digest = hashlib.sha256()\n"
        "for path, data in sorted(_make(a_catalogue()).items()):\n"
        "    digest.update(path.encode() + data)\n"
        "print(digest.hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=THEME.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    assert len(said) == 1 and len(said.pop().strip()) == 64
