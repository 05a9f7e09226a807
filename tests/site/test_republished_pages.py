"""What pages say of listings and reports of misuse on which day: nothing too early, nothing too
long, no accusation by mistake, and always who decided."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fangxin.facts.registers.rows import Listing, Misuse, Registers
from fangxin.facts.values import Void
from fangxin.site.pages.dishonest import dishonest_pages, listings_at
from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer, prose
from fangxin.view.catalogue import Catalogue
from fangxin.view.listings import ListingView, listing_view
from fangxin.view.misuse import misuse_views
from tests.support.catalogue_factory import a_catalogue, a_programme, an_entry
from tests.support.factories import a_view
from tests.support.registers import TODAY, programme
from tests.support.republished import LISTING, MISUSE

THEME = Path(__file__).resolve().parents[2] / "theme"
DETAIL = ("name", "authority", "document", "summary", "law")
VOID = Void(date(2026, 5, 1), "写错信用代码")
LONG = date(2029, 3, 1)

# changes of the listing → (day, state, whether its detail is public); None: not shown at all
LISTINGS: list[tuple[dict[str, Any], list[tuple[str, str | None, bool]]]] = [
    ({}, [("2026-03-03", None, False), ("2026-03-04", "current", True)]),
    ({}, [("2099-12-31", "current", True)]),
    ({"ends": LONG}, [("2029-03-01", "current", True), ("2029-03-02", "ended", False)]),
    (
        {"ends": LONG, "repaired": date(2026, 9, 1)},
        [("2026-08-31", "current", True), ("2026-09-01", "repaired", False)],
    ),
    (
        {"repaired": date(2026, 9, 1), "repaired_recorded": date(2026, 9, 8)},
        [("2026-09-07", "current", True), ("2026-09-08", "repaired", False)],
    ),
    (
        {"ends": date(2026, 6, 1), "repaired": date(2026, 9, 1)},
        [("2026-06-02", "ended", False), ("2026-09-01", "repaired", False)],
    ),
    (
        {"publication_ends": date(2026, 7, 1)},
        [("2026-07-01", "current", True), ("2026-07-02", "current", False)],
    ),
    ({"void": VOID}, [("2026-04-30", "current", True), ("2026-05-01", "void", False)]),
    ({"void": VOID, "ends": date(2026, 4, 1)}, [("2026-05-01", "void", False)]),
    ({"void": VOID}, [("2026-03-03", None, False)]),
]


@pytest.mark.parametrize(("changes", "days"), LISTINGS)
def test_listing_on_a_day(changes: dict[str, Any], days: list[tuple[str, Any, bool]]) -> None:
    """Before it was recorded, running, repaired, ended, no longer public, a mistake."""
    row = replace(LISTING, **changes)
    for day, state, detailed in days:
        view = listing_view(row, date.fromisoformat(day))
        assert (view.state if view else None) == state, day
        assert bool(view and view.detailed) == detailed, day
        if view is not None and not detailed:
            assert (view.authority, view.document, view.summary, view.police) == (None,) * 4
            assert view.restrictions == () and (view.name is None) == (state != "void")


def test_police_is_told_from_its_day() -> None:
    """A case handed over later is not said to be before."""
    row = replace(LISTING, police=date(2026, 6, 1))
    before, after = (listing_view(row, date(2026, *day)) for day in ((5, 31), (6, 1)))
    assert before and after
    assert (before.police, after.police) == (None, date(2026, 6, 1))


def _page(*rows: Listing, as_of: date = TODAY, shops: bool = True) -> str:
    """The text of /dishonest/ with these rows, the first merchant being listed."""
    catalogue = a_catalogue(as_of=as_of)
    views = tuple(view for row in rows if (view := listing_view(row, as_of)) and view.detailed)
    entries = catalogue.entries
    if shops:
        entries = (replace(entries[0], listings=views), *entries[1:])
    catalogue = replace(catalogue, entries=entries, registers=Registers(dishonest=rows))
    ((path, data),) = dishonest_pages(catalogue, Renderer(a_programme(), THEME))
    assert path == "dishonest/index.html"
    return data.decode()


def _text(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.split("<main")[1].split("</main>")[0]))


def test_page_says_who_decided_by_which_law() -> None:
    """Authority, law, document, restrictions each with its law, the shop, and whom to ask."""
    html = _page(replace(LISTING, representative=True))
    text = _text(html)
    for told in (
        LISTING.name,
        LISTING.authority,
        LISTING.basis,
        LISTING.document,
        "参加政府采购受到限制《政府采购法》第二十二条",
        "这里只转载，不另作认定",
        "向作出决定的机关",
        "一并列入（本站不转载姓名）",
        "目前在列1件",
    ):
        assert told.replace(" ", "") in text, told
    shop = a_catalogue().entries[0]
    assert f'href="/m/{shop.id}/">{shop.name}</a>' in html
    assert "尚无记录" not in text


@pytest.mark.parametrize(
    "changes",
    [
        {"repaired": date(2026, 9, 1)},
        {"ends": date(2026, 9, 1)},
        {"publication_ends": date(2026, 9, 1)},
    ],
)
def test_page_forgets_what_is_over(changes: dict[str, Any]) -> None:
    """Only id and days stay: no name, code, document or cause anywhere in the bytes."""
    html = _page(replace(LISTING, **changes))
    assert f'id="{LISTING.id}"' in html
    for gone in (LISTING.name, LISTING.document, LISTING.summary, LISTING.subject.uscc):
        assert str(gone) not in html


def test_page_tells_a_mistake_without_the_accusation() -> None:
    """登记有误 in its large frame, the firm's name cleared, nothing of what was said."""
    html = _page(replace(LISTING, void=VOID))
    assert '<p class="corrected">登记有误，非商户责任</p>' in html
    assert LISTING.name in html and VOID.reason in html
    assert LISTING.document not in html and str(LISTING.summary) not in html


def test_page_puts_each_listing_once() -> None:
    """Handed to the police, listed, ended and mistaken each have their place and their count."""
    rows = (
        LISTING,
        replace(LISTING, id="LST-2026-002", police=date(2026, 4, 1)),
        replace(LISTING, id="LST-2026-003", repaired=date(2026, 4, 1)),
        replace(LISTING, id="LST-2026-004", void=VOID),
        replace(LISTING, id="LST-2026-005", publication_ends=date(2026, 4, 1)),
        replace(LISTING, id="LST-2026-006", recorded=date(2026, 11, 24)),
    )
    html = _page(*rows, shops=False)
    assert [html.count(f'id="{row.id}"') for row in rows] == [1, 1, 1, 1, 1, 0]
    headings = ["mistakes", "police", "current", "withheld", "gone"]
    assert re.findall(r'<h2 id="(\w+)">', html)[:5] == headings
    assert "目前在列3件，其中移送公安机关1件；已移出或信用修复1件" in _text(html)


def test_empty_list_is_honest() -> None:
    """Nothing republished: the page says so."""
    assert "尚无记录" in _text(_page())


def test_page_says_whether_the_policy_counts_listings() -> None:
    """The kind of the policy decides what the page promises."""
    assert "没有把列入名单作为问题记录" in _text(_page())
    catalogue = Catalogue(TODAY, a_catalogue().entries)
    ((_, data),) = dishonest_pages(catalogue, Renderer(programme(), THEME))
    assert "登记当天按认定与退出规则处理，并及于同一经营者的各店" in _text(data.decode())


def _view(**changes: Any) -> ListingView:
    view = listing_view(LISTING, TODAY)
    assert view is not None
    return replace(view, **changes)


def _merchant_page(*listings: ListingView) -> str:
    return Renderer(a_programme(), THEME).merchant_page(a_view(listings=listings)).decode()


def test_merchant_page_shows_what_is_restricted() -> None:
    """A warning beside the status leads to the section that names authority, law, restrictions."""
    html = _merchant_page(_view())
    assert '<a href="#listed">' in html and 'id="listed"' in html
    text = _text(html)
    assert "参加政府采购受到限制《政府采购法》第二十二条" in text
    assert LISTING.authority in text and "不是单指某一家店" not in text
    assert "不是单指某一家店" in _text(_merchant_page(_view(operator=True)))
    assert "一处违法" not in _text(_merchant_page())


def test_merchant_page_shows_a_mistake_without_a_warning() -> None:
    """A mistake is told in its place; nobody is warned of the shop."""
    view = listing_view(replace(LISTING, void=VOID), TODAY)
    assert view is not None
    html = _merchant_page(view)
    assert '<p class="corrected">登记有误，非商户责任</p>' in html
    assert 'href="#listed"' not in html and LISTING.document not in html


def test_operator_page_shows_each_listing_once() -> None:
    """Two shops of one operator: one card, as naming the shop if it names one of them."""
    first, second = an_entry(1), an_entry(2)
    own, other = _view(), _view(operator=True)
    shown = listings_at((replace(first, listings=(other,)), replace(second, listings=(own,))))
    assert shown == (own,)
    catalogue, uscc = a_catalogue(), an_entry(1).uscc
    entries = tuple(
        replace(one, listings=(other,)) if one.uscc == uscc else one for one in catalogue.entries
    )
    files = dict(site_files(replace(catalogue, entries=entries), Renderer(a_programme(), THEME)))
    html = files[f"operator/{uscc}/index.html"].decode()
    assert html.count(f'id="{LISTING.id}"') == 1
    assert "dishonest/index.html" in files


# changes of the report → (day, "shown" with value, "quiet" without, or None; late)
REPORTS: list[tuple[dict[str, Any], list[tuple[str, str | None, bool]]]] = [
    ({}, [("2026-06-22", None, False), ("2026-06-23", "shown", False)]),
    ({}, [("2026-06-29", "shown", False), ("2026-06-30", "shown", True)]),
    (
        {"handled": date(2026, 6, 29), "outcome": "removed"},
        [("2026-06-28", "shown", False), ("2027-01-01", "shown", False)],
    ),
    (
        {"handled": date(2026, 7, 9), "outcome": "referred"},
        [("2026-06-30", "shown", True), ("2027-01-01", "shown", True)],
    ),
    (
        {"handled": date(2026, 6, 25), "outcome": "unfounded"},
        [("2026-06-24", "shown", False), ("2026-06-25", "quiet", False)],
    ),
    (
        {"void": Void(date(2026, 7, 20), "抄错域名")},
        [("2026-07-19", "shown", True), ("2026-07-20", "quiet", False)],
    ),
]


@pytest.mark.parametrize(("changes", "days"), REPORTS)
def test_report_on_a_day(changes: dict[str, Any], days: list[tuple[str, Any, bool]]) -> None:
    """Before it was recorded, open, late, handled, unfounded, a mistake; seven days to handle."""
    for day, shown, late in days:
        views = misuse_views(
            [replace(MISUSE, **changes)], programme().policy, date.fromisoformat(day)
        )
        assert [("shown" if one.known else "quiet") for one in views] == ([shown] if shown else [])
        assert [one.late for one in views] == ([late] if shown else [])
        for one in views:
            assert one.due == date(2026, 6, 29)
            assert one.known == bool(one.note) == bool(one.evidence)


def _verify(*rows: Misuse) -> str:
    catalogue = replace(a_catalogue(), registers=Registers(misuse=rows))
    files = dict(site_files(catalogue, Renderer(a_programme(), THEME)))
    return files["verify/index.html"].decode()


def test_verify_warns_only_of_what_is_known() -> None:
    """An open report is there with our wording; unfounded ones and mistakes are not."""
    clear = replace(
        MISUSE, id="MIS-2", value="fine.example", handled=date(2026, 6, 25), outcome="unfounded"
    )
    wrong = replace(MISUSE, id="MIS-3", value="wrong.example", void=Void(TODAY, "抄错"))
    html = _verify(MISUSE, clear, wrong)
    assert re.findall(r'data-fake="([^"]+)"', html) == [MISUSE.value]
    assert f"未经本办公室认定。{MISUSE.note}" in html
    assert "fine.example" not in html and "wrong.example" not in html
    assert 'class="fakes"' not in _verify(clear) and "尚无记录" in _verify(clear)


def test_report_page_tells_how_each_report_was_handled() -> None:
    """The placeholder of report.md becomes the list with evidence, days and outcome."""
    late = replace(MISUSE, id="MIS-2", handled=date(2026, 7, 9), outcome="removed")
    views = misuse_views([MISUSE, late], programme().policy, TODAY)
    renderer = Renderer(programme(), THEME, misuse=views)
    text = re.sub(r"<[^>]+>", "", prose(renderer.environment, "<p>[[misuse]]</p>"))
    assert MISUSE.evidence in text and "未经本办公室认定。" in text
    assert "2026年7月9日办结：已撤下或关停，超过期限（2026年6月29日）" in text
    assert "已超过办理期限（2026年6月29日），尚未办结" in text
    empty = prose(Renderer(programme(), THEME).environment, "<p>[[misuse]]</p>")
    assert "尚无记录" in empty
