"""Several places that tell of one merchant, or one figure, say the same: a walk over all pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.rounding import cut, mean
from fangxin.cli import main as cli
from fangxin.facts.values import Status
from fangxin.site.pages.inspections import Tally
from fangxin.view.indicators.values import Measure, shown
from fangxin.words.clocks import mean_zh, percent
from fangxin.words.rules import PROVISIONAL_ZH
from fangxin.words.sentences import STATUS_ZH
from tests.support.demonstration import CONTENT, RECORDS

DAY = "2026-11-24"
_ROW = re.compile(r'<li class="row"(.*?)</li>\n(?=<li class="row"|</ul>)', re.DOTALL)
_PILL = re.compile(r'<span class="pill is-(\w+)">.*?</svg>(.*?)</span>', re.DOTALL)
_SANCTIONED = (Status.REVOKED, Status.SUSPENDED)


class Site:
    """Everything that was built, read back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.registry = self.read("api/v1/registry.json")
        self.merchants = {one["id"]: one for one in self.registry["merchants"]}
        self.status = {id: self.read(f"m/{id}/status.json") for id in self.merchants}
        self.pages = {
            str(path.relative_to(folder)): path.read_text("utf-8")
            for path in sorted(folder.rglob("*.html"))
        }

    def read(self, path: str) -> Any:
        return json.loads((self.folder / path).read_text("utf-8"))

    def page(self, id: str) -> str:
        return self.pages[f"m/{id}/index.html"]

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Page, merchant and HTML of every row of every list."""
        for path, page in self.pages.items():
            for row in _ROW.findall(page):
                named = re.search(r'class="row-name" href="[^"]*/m/([^/"]+)/"', row)
                assert named, (path, row)
                yield path, named[1], row


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration, built."""
    folder = tmp_path_factory.mktemp("agreement") / "site"
    words = ["build", "--merchants", str(RECORDS), "--content", str(CONTENT), "--quiet"]
    assert cli.main([*words, "--output", str(folder), "--as-of", DAY]) == 0
    return Site(folder)


def json_ld(page: str) -> Any:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block
    return json.loads(block[1])["hasCertification"]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_every_place_says_one_status(site: Site) -> None:
    """Page, data block, badge, status.json, registry.json, CSV, search and every row of a list."""
    rows = csv.DictReader(
        io.StringIO((site.folder / "api/v1/merchants.csv").read_text("utf-8-sig"))
    )
    listed = {row["id"]: row for row in rows}
    assert site.merchants.keys() == listed.keys() and len(listed) > 10
    for id, one in site.merchants.items():
        word = STATUS_ZH[one["status"]]
        assert site.status[id]["status_zh"] == word == listed[id]["status_zh"]
        assert json_ld(site.page(id))["description"] == word
        assert word in (site.folder / f"m/{id}/badge.svg").read_text("utf-8")
        assert one["recognised"] == (listed[id]["recognised"] == "true")
        assert one["since"] == site.status[id]["since"] == (listed[id]["since"] or None)
    seen = Counter(id for _, id, _ in site.rows())
    assert set(seen) == set(site.merchants), "each stands in some list"
    for path, id, row in site.rows():
        assert _PILL.findall(row) == [
            (site.merchants[id]["status"], STATUS_ZH[site.merchants[id]["status"]])
        ], path


def test_what_waits_for_a_final_finding_is_called_nothing_worse(site: Site) -> None:
    """A provisional suspension is not “grave, at once” in any list, feed or file: the rule that is
    not applied yet is marked in data, and its words stand nowhere beside the merchant."""
    waiting = {
        id: {reason["rule"] for reason in one["reasons"] if reason["provisional"]}
        - {reason["rule"] for reason in one["reasons"] if not reason["provisional"]}
        for id, one in site.status.items()
    }
    assert any(waiting.values()), "the demonstration has none: this proves nothing"
    for id, rules in waiting.items():
        assert set(site.merchants[id]["provisional"]) == rules
    for path, id, row in site.rows():
        if waiting[id]:
            assert PROVISIONAL_ZH in plain(row), path
            assert "撤销" not in plain(row) and "revoke" not in row, path
    for id in (id for id in waiting if waiting[id]):
        why = site.page(id).partition('id="why"')[2].partition("</section>")[0]
        assert "当日撤销" not in plain(why) and "不得再" not in plain(why)
        assert "待最终确定" in plain(site.page(id).partition("status-why")[2].partition("</p>")[0])
    changes = site.read("api/v1/changes.json")["changes"]
    days = {(one["id"], one["date"]) for one in changes if one["provisional"] == one["rules"] != []}
    assert days
    feed = ElementTree.fromstring((site.folder / "feeds/changes.atom").read_bytes())
    told = 0
    for entry in feed.iter("{http://www.w3.org/2005/Atom}entry"):
        parts = {one.tag.partition("}")[2]: one for one in entry}
        id = str(parts["link"].get("href")).rstrip("/").rpartition("/")[2]
        day = str(parts["published"].text)[:10]
        if (id, day) in days and "correction" not in str(parts["id"].text):
            told += 1
            text = str(parts["summary"].text).partition("依据：")[2]
            assert not text or (PROVISIONAL_ZH in text and "当日" not in text), (id, day, text)
    assert told


def test_a_certificate_stands_with_its_own_days(site: Site) -> None:
    """Data for programs name the certificate of a decision, its first day and its last."""
    found = 0
    for id, one in site.status.items():
        block = json_ld(site.page(id))
        if one["status"] != Status.CERTIFIED:
            assert not {"validFrom", "expires"} & block.keys()
            continue
        record = next(RECORDS.rglob(f"{id}.yml")).read_text("utf-8")
        number = block["certificationIdentification"]
        decision = re.search(rf"\{{[^{{}}]*certificate: {re.escape(number)}\b[^{{}}]*\}}", record)
        decision = decision or re.search(
            rf"(?:- id: [^\n]*\n(?:      [^\n]*\n)*?)[^\n]*certificate: {re.escape(number)}\b"
            r"[^\n]*\n(?:      [^\n]*\n)*",
            record,
        )
        assert decision, (id, number)
        dates = dict(re.findall(r"\b(date|until|recorded): (\d{4}-\d\d-\d\d)", decision.group()))
        assert block["validFrom"] == max(dates["date"], dates.get("recorded", ""))
        if "grace" not in one["flags"]:
            assert block["expires"] == dates["until"]
            found += 1
    assert found > 5


def test_whoever_lost_the_recognition_reads_why_at_once(site: Site) -> None:
    """The reason stands in the status itself, in one line; for all others the word says it."""
    for id, one in site.status.items():
        hero = site.page(id).partition('<section class="status ')[2].partition("</section>")[0]
        why = re.findall(r'<p class="status-why">(.*?)<span', hero)
        assert len(why) == (one["status"] in _SANCTIONED), id
        assert all(5 < len(plain(line)) <= 60 for line in why), why


def test_what_a_merchant_promises_stands_before_what_it_did(site: Site) -> None:
    """Promises first, then the history, on every page that has both."""
    both = [page for page in site.pages.values() if 'id="commitments"' in page]
    assert both
    for page in both:
        assert page.index('id="commitments"') < page.index('id="history"')


def test_numbers_of_merchants_agree(site: Site) -> None:
    """Home, registry.json and the lists by status count the same."""
    counts = site.registry["counts"]
    assert counts == {
        **dict.fromkeys(counts, 0),
        **Counter(o["status"] for o in site.merchants.values()),
    }
    home = site.pages["index.html"]
    for status, number in counts.items():
        shown_at_home = re.search(
            rf'count-shape is-{status}">.*?<span class="count-number number">(\d+)</span>', home
        )
        assert shown_at_home is None or int(shown_at_home[1]) == number
        listed = {
            id for path, id, _ in site.rows() if path.startswith(f"registry/status/{status}/")
        }
        assert len(listed) == number


def test_one_share_is_one_number_everywhere(site: Site) -> None:
    """What /inspections/, /complaints/ and /programme/ show is what the indicators say."""
    indicators = {one["id"]: one for one in site.read("api/v1/indicators.json")["indicators"]}
    page = plain(site.pages["programme/index.html"])
    for one in indicators.values():
        for figure in one["figures"][-1:]:
            if one["kind"] == "rate" and figure["value"] is not None:
                assert f"{figure['value']}%" in page, one["id"]
    cells = re.search(r"生产合格率</th>(.*?)</tr>", site.pages["inspections/index.html"])
    assert cells
    told = re.findall(r"<td>([\d.]+)%</td>", cells[1])
    figures = [one for one in indicators["production_pass_rate"]["figures"] if one["value"]]
    ours = [str(one["value"]) for one in reversed(figures)]
    assert told and told == ours[: len(told)]


@given(st.integers(0, 4000), st.integers(1, 4000))
def test_every_way_of_showing_a_share_rounds_alike(part: int, whole: int) -> None:
    """Pages, indicators and samples cut a share to a tenth: never up to a full hundred."""
    part = min(part, whole)
    rate = Fraction(part, whole)
    assert percent(rate) == f"{shown(100 * rate, Measure.RATE)}%" == Tally(whole, part).rate
    assert percent(rate) == f"{cut(100 * rate)}%"
    assert (percent(rate) == "100%") == (part == whole)
    assert mean_zh(rate) == str(shown(rate, Measure.DAYS)) == str(mean(rate))
