"""Notices on the site: real builds, with Pelican's pages, archives, categories and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fangxin.site.build.building import BuildOptions, build
from fangxin.site.build.inspection import Expected, inspect_site
from tests.facts.test_notices import ALERT, PAPER_IN_TIME, PUBLICITY, write
from tests.site.test_plugin import pelican
from tests.support.demonstration import needs_demonstration
from tests.support.toy_site import (
    FIRST,
    ROOT,
    WAITING,
    own_content,
    own_settings,
    spoil,
    stamps,
    toy,
    tree,
)

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("notices", "alerts", "documents", "notices/public", "notices/campaigns")
DRAFT = ALERT.replace("Area: prepaid", "Status: draft").replace("办卡之前", "还没写完")
LATER = ALERT.replace("2026-01-26", "2026-06-01").replace("办卡之前", "还没到日子")


def site(folder: Path, **changes: object) -> BuildOptions:
    """The toy registry with one notice of each of three kinds, one draft and one not yet due."""
    content = own_content(folder)
    number = "浦消联办〔2026〕1号"
    row = f"\n{number}: {{title: 公示（示例）, date: 2026-04-28, by: 办公室}}\n"
    documents = content / "programme" / "documents.yml"
    documents.write_text(documents.read_text(encoding="utf-8") + row, encoding="utf-8")
    files = {"cards": ALERT, "2026/proposed": PUBLICITY, "paper": PAPER_IN_TIME}
    write(content, {**files, "unfinished": DRAFT, "later": LATER})
    return toy(folder, content=content, **changes)


def text(options: BuildOptions, path: str) -> str:
    """A file of the site."""
    return (options.output / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildOptions:
    """The site, built once; who changes it builds their own."""
    options = site(tmp_path_factory.mktemp("notices"))
    assert build(options) == 0
    return options


def entries(options: BuildOptions, feed: str) -> list[str]:
    """Titles of an Atom feed's entries in their order."""
    root = ElementTree.fromstring(text(options, f"feeds/{feed}.atom.xml"))
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


def test_published_notices_have_pages_and_others_do_not(built: BuildOptions) -> None:
    """Neither a draft nor what is dated after the day of the site leaves a trace in it."""
    files = tree(built.output)
    assert {path for path in files if path.startswith("notices/")} == {
        *(f"notices/{slug}/index.html" for slug in ("cards", "proposed", "paper")),
        *(f"notices/{slug}/index.html" for slug in ("public", "campaigns")),
        "notices/index.html",
    }
    everything = b"".join(files.values()).decode("utf-8", "replace")
    assert "办卡之前" in everything
    assert "还没写完" not in everything and "还没到日子" not in everything


def test_each_kind_has_its_page_and_feeds(built: BuildOptions) -> None:
    """The archive has all, the newest first; an empty kind says so."""
    archive = text(built, "notices/index.html")
    places = [archive.index(title) for title in ("拟认定公示", "一份文件", "办卡之前")]
    assert places == sorted(places)
    assert "2026年" in archive
    assert "办卡之前" in text(built, "alerts/index.html")
    assert "330726-901-020300-2026-0001" in text(built, "documents/index.html")
    assert "拟认定公示" in text(built, "notices/public/index.html")
    assert "尚无记录" in text(built, "notices/campaigns/index.html")
    assert entries(built, "notices") == ["拟认定公示", "一份文件", "办卡之前"]
    assert entries(built, "alerts") == ["办卡之前"]
    assert entries(built, "notices/campaigns") == []


@pytest.mark.parametrize("feed", FEEDS)
def test_feeds_are_valid(feed: str, built: BuildOptions) -> None:
    """Atom has an id of its own, a day, an author of each entry and whole addresses; RSS has a
    description and ids that are no links. Both are named by a page."""
    root = ElementTree.fromstring(text(built, f"feeds/{feed}.atom.xml"))
    address = f"https://fx.example/feeds/{feed}.atom.xml"
    assert root.findtext(f"{ATOM}id") == address
    assert re.fullmatch(r"2026-0\d-\d\dT00:00:00\+08:00", root.findtext(f"{ATOM}updated") or "")
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert not re.search(r'(?:href|src)="/', entry.findtext(f"{ATOM}content") or "")
        assert not re.search(r"<\w", entry.findtext(f"{ATOM}summary") or "")
    rss = ElementTree.fromstring(text(built, f"feeds/{feed}.rss.xml"))
    assert rss.findtext("channel/description")
    assert {guid.get("isPermaLink") for guid in rss.iter("guid")} <= {"false"}
    page = "notices/index.html" if feed == "notices" else f"{feed}/index.html"
    for ending in ("atom", "rss"):
        assert text(built, page).count(f'href="/feeds/{feed}.{ending}.xml"') == 2


def test_every_notice_names_its_feed_and_has_one_heading(built: BuildOptions) -> None:
    """In the head of the page and as a link that people see."""
    for slug, feed in (("cards", "alerts"), ("proposed", "notices/public"), ("paper", "documents")):
        page = text(built, f"notices/{slug}/index.html")
        assert page.count(f'href="/feeds/{feed}.atom.xml"') == 2
        assert (page.count("<h1"), page.count("</h1>")) == (1, 1)


def test_a_public_notice_says_until_when_whom_and_how(built: BuildOptions) -> None:
    """The period, the merchants by name, the way to object; and they link back to it."""
    page = re.sub(r"<span class=\"nowrap\">(.*?)</span>", r"\1", text(
        built, "notices/proposed/index.html"
    ))  # fmt: skip
    assert "公示期 2026年4月28日 至 2026年5月6日" in page
    assert 'href="/publicity/#object"' in page
    assert f'<a href="/m/{WAITING}/">试验商店四（示例）</a>' in page
    assert 'href="/notices/proposed/"' in text(built, f"m/{WAITING}/index.html")
    assert "/notices/proposed/" not in text(built, f"m/{FIRST}/index.html")


def test_a_document_shows_its_catalogue_data(built: BuildOptions) -> None:
    """索引号、文件编号、公开日期、内容分类、公开方式、公开时限、发布单位."""
    page = text(built, "notices/paper/index.html")
    shown = dict(re.findall(r"<dt>(\S+)</dt><dd>(.*?)</dd>", page))
    assert shown == {
        "索引号": "330726-901-020300-2026-0001",
        "文件编号": "浦消联办〔2026〕3号",
        "公开日期": "2026-03-02",
        "内容分类": "联席会议文件",
        "公开方式": "主动公开",
        "公开时限": "长期公开",
        "发布单位": "联席会议办公室",
    }


def test_home_and_sitemap_have_them(built: BuildOptions) -> None:
    """Home has the latest but documents; the site map has every page."""
    home = text(built, "index.html")
    assert 'href="/notices/proposed/"' in home and 'href="/notices/cards/"' in home
    assert 'href="/notices/paper/"' not in home
    found = re.findall(r"<loc>https://fx\.example/([^<]*)</loc>", text(built, "sitemap.xml"))
    wanted = {"notices/", "alerts/", "documents/", "notices/public/", "notices/campaigns/"}
    wanted |= {"notices/cards/", "notices/proposed/", "notices/paper/"}
    assert wanted <= set(found)
    assert not {"notices/unfinished/", "notices/later/"} & set(found)


def test_pelican_alone_and_a_second_build_give_the_same(
    built: BuildOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, whichever way the site is made."""
    again = site(tmp_path)
    assert build(again) == 0
    assert tree(again.output) == tree(built.output)
    monkeypatch.setattr("tests.site.test_plugin.CONTENT", again.content)
    done = pelican(tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "plain") == tree(built.output)


def test_a_day_later_it_is_published(tmp_path: Path) -> None:
    """Without a change of its file, when its day has come."""
    options = site(tmp_path, as_of=date(2026, 6, 1))
    assert build(options) == 0
    assert "还没到日子" in text(options, "notices/later/index.html")
    assert entries(options, "alerts") == ["还没到日子", "办卡之前"]


def test_a_new_notice_touches_no_merchant_but_those_it_announces(tmp_path: Path) -> None:
    """A build after it makes lists and notices anew, and status pages only where they link."""
    options = site(tmp_path)
    proposed = options.content / "notices" / "2026" / "proposed.md"
    kept = proposed.read_text(encoding="utf-8")
    proposed.unlink()
    assert build(options) == 0
    before = stamps(options.output)
    proposed.write_text(kept, encoding="utf-8")
    assert build(options) == 0
    after = stamps(options.output)
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path for path in changed if path.startswith("m/")} == {f"m/{WAITING}/index.html"}
    assert {"index.html", "sitemap.xml", "notices/proposed/index.html"} <= changed


def test_below_a_prefix_links_keep_it(tmp_path: Path) -> None:
    """On pages below the site's path, in feeds as whole addresses."""
    options = site(tmp_path, site_url="https://gov.example/fx")
    assert build(options) == 0
    assert 'href="/fx/registry/"' in text(options, "notices/cards/index.html").split("<main")[1]
    feed = text(options, "feeds/alerts.atom.xml")
    assert "https://gov.example/fx/registry/" in feed and "fx/fx" not in feed


def test_without_notices_pages_say_so(tmp_path: Path) -> None:
    """An office that has published nothing has honest pages and valid, reproducible feeds."""
    options = toy(tmp_path, content=own_content(tmp_path))
    assert build(options) == 0
    for path in ("notices", "alerts", "documents", "notices/public", "notices/campaigns"):
        assert "尚无记录" in text(options, f"{path}/index.html")
    for feed in FEEDS:
        root = ElementTree.fromstring(text(options, f"feeds/{feed}.atom.xml"))
        assert root.findtext(f"{ATOM}updated") == "2026-05-02T00:00:00+08:00"
        assert entries(options, feed) == []
    assert "news-list" not in text(options, "index.html")


def test_a_bad_notice_stops_both_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``fangxin build`` and bare Pelican, which by itself would log and go on."""
    options = site(tmp_path)
    spoil(options.content / "notices" / "cards.md", "Date: 2026-01-26", "Date: 2026-13-26")
    assert build(options) == 1
    said = capsys.readouterr()
    assert re.search(r"cards\.md:3:7: bad-day", said.out + said.err)
    monkeypatch.setattr("tests.site.test_plugin.CONTENT", options.content)
    assert pelican(tmp_path).returncode != 0
    assert not (options.output / "index.html").exists()


@pytest.mark.parametrize(
    "setting",
    [
        'ARTICLE_EXCLUDES = ["notices/2026"]',
        'READERS = {"md": None}',
        'ARTICLE_PATHS = ["pages"]',
        'DEFAULT_METADATA = {"status": "hidden"}',
    ],
)
def test_a_notice_that_pelican_skips_stops_the_build(
    setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the settings say, every published notice is a page."""
    settings = own_settings(tmp_path, setting)
    options = site(tmp_path, settings=settings)
    code = build(options)
    said = capsys.readouterr()
    assert code == 1, said
    assert not (options.output / "index.html").exists()


def test_skipped_and_stray_pages_have_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``notice-not-read`` names the notice; ``notice-unpublished`` a page that should not be."""
    options = site(tmp_path, settings=own_settings(tmp_path, 'ARTICLE_EXCLUDES = ["notices/2026"]'))
    assert build(options) == 1
    said = capsys.readouterr()
    assert "content/notices/proposed.md:1:1: notice-not-read" in said.out + said.err
    expected = Expected(tmp_path, {}, {}, frozenset(), frozenset({"notices/a/index.html"}))
    staged = frozenset({"notices/unfinished/index.html"})
    codes = [(p.place.path, p.code) for p in inspect_site(expected, [], staged, frozenset())]
    assert ("notices/unfinished/index.html", "notice-unpublished") in codes
    assert ("notices/a/index.html", "file-missing") in codes


DEAD = ("/nowhere/", "/notices/none/", "/notices/unfinished/", "/notices/later/#a", "/theme/no.css")
LIVE = ("/", "/registry/?q=1", "/registry", "/feeds/alerts.atom.xml", f"/m/{FIRST}/sign.svg")


def test_a_dead_link_of_a_notice_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each at its place in the notice's file, before anything is replaced; a draft may have some,
    and what leads somewhere, or is not of this site, is none."""
    options = site(tmp_path)
    assert build(options) == 0
    before = stamps(options.output)
    bad = "".join(f"\n[一页]({target})\n" for target in DEAD)
    good = "".join(f"\n[一页]({target})\n" for target in LIVE)
    write(options.content, {"cards": ALERT + good + bad, "unfinished": DRAFT + bad})
    capsys.readouterr()
    assert build(options) == 1
    said = capsys.readouterr()
    first = (ALERT + good).count("\n") + 2
    told = re.findall(r"(\w+)\.md:(\d+):(\d+): ([\w-]+)", said.out + said.err)
    wanted = [("cards", str(first + 2 * at), "6", "notice-dead-link") for at in range(len(DEAD))]
    assert told == wanted
    assert stamps(options.output) == before
    write(options.content, {"cards": ALERT + good})
    assert build(options) == 0


@pytest.mark.parametrize("name", [".hid", ".#cards", ".hid/more"])
def test_hidden_files_are_not_published(name: str, tmp_path: Path) -> None:
    """Pelican leaves out what check leaves out."""
    options = site(tmp_path)
    write(options.content, {name: ALERT.replace("办卡之前", "藏起来的")})
    assert build(options) == 0
    assert "藏起来的".encode() not in b"".join(tree(options.output).values())
    assert (options.output / "notices" / "cards" / "index.html").exists()


def links(page: str) -> Iterator[str]:
    """Addresses within the site that a page's main part leads to."""
    for address in re.findall(r'href="(/[^"#]*)', page.split("<main")[1].split("</main")[0]):
        yield address.lstrip("/")


@needs_demonstration
def test_links_of_the_demonstration_lead_somewhere(tmp_path: Path) -> None:
    """Every link of its notices, and of the lists of them, is a file of the site."""
    options = toy(
        tmp_path, merchants=ROOT / "merchants", content=ROOT / "content", as_of=date(2026, 11, 23)
    )
    assert build(options) == 0
    files = {path.removesuffix("index.html") for path in tree(options.output)}
    broken = {
        (path.parent.name, link)
        for path in (options.output / "notices").rglob("index.html")
        for link in links(path.read_text(encoding="utf-8"))
        if link not in files
    }
    assert broken == set()


def test_what_became_of_a_notice_is_seen_wherever_it_is_read(tmp_path: Path) -> None:
    """A correction with its day and the former words, a withdrawal with its reason: on the page, in
    lists and in every feed; a publicity that is withdrawn runs no more."""
    options = site(tmp_path)
    notices = options.content / "notices"
    corrected = "Area: prepaid\nCorrected: 2026-02-03 浦消联办〔2026〕1号"
    spoil(notices / "cards.md", "Area: prepaid", corrected)
    spoil(notices / "cards.md", "拨打", "> 后查登记簿，再办卡。\n\n拨打")
    withdrawn = "Category: 公示公告\nWithdrawn: 2026-05-01 浦消联办〔2026〕1号 名单<弄错>"
    withdrawn += "\nRecorded: 2026-04-30 从旧网站<移来>"
    spoil(notices / "2026" / "proposed.md", "Category: 公示公告", withdrawn)
    assert build(options) == 0
    page = text(options, "notices/cards/index.html")
    assert re.search("更正于(?:<[^>]*>)?2026年2月3日", page) and "后查登记簿，再办卡" in page
    other = text(options, "notices/proposed/index.html")
    assert "撤回</b>" in other and "名单&lt;弄错&gt;" in other and "公示期 " not in other
    assert re.search("补登于(?:<[^>]*>)?2026年4月30日", other) and "旧网站&lt;移来&gt;" in other
    lists = text(options, "notices/index.html")
    assert "已撤回" in lists and "2026年2月3日" in lists and "公示到" not in lists
    assert entries(options, "notices")[0] == "【已撤回】拟认定公示"
    assert entries(options, "alerts") == ["办卡之前（更正于 2026-02-03）"]
    root = ElementTree.fromstring(text(options, "feeds/alerts.atom.xml"))
    entry = next(iter(root.iter(f"{ATOM}entry")))
    assert entry.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00+08:00"
    said = entry.findtext(f"{ATOM}content") or ""
    assert "更正于 2026-02-03" in said and "后查登记簿，再办卡" in said
    rss = ElementTree.fromstring(text(options, "feeds/notices.rss.xml"))
    first = next(iter(rss.iter("item")))
    assert "已于 2026-05-01 撤回" in (first.findtext("description") or "")
    assert "补登于 2026-04-30" in (first.findtext("description") or "")
