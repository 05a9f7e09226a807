"""The six files of a merchant, and the frame that every page shares."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from pelican.readers import MarkdownReader  # type: ignore[import-untyped]
from pelican.settings import read_settings  # type: ignore[import-untyped]

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Lost, Restored, Sign, Status
from fangxin.site.render import Renderer, prose, telephones, whole
from fangxin.standing.signs import SignState
from fangxin.view.view import ChangeView, View
from fangxin.words.published import StatusV1
from fangxin.words.sentences import STATUS_ZH
from tests.conftest import ROOT
from tests.support.factories import a_view
from tests.support.status_pages import (
    SIBLING,
    a_failure,
    a_programme,
    a_step,
    corrected_view,
    ending_badly,
    unbroken,
    view_of_status,
)

THEME = ROOT / "theme"
NASTY = '</script><script>alert("1")</script>\u2028&amp;\'店'


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, and the text between title tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def page_of(view: View, programme: Programme | None = None) -> str:
    """The status page of a view."""
    return Renderer(programme or a_programme(), THEME).merchant_page(view).decode()


def body_of(page: str) -> str:
    """What the page says of the merchant: between header and footer."""
    return unbroken(page.split("<main", 1)[1].split("</main>")[0])


def test_a_merchant_has_six_files() -> None:
    """Their paths are the contract with signs in the street and badges in shops."""
    files = dict(Renderer(a_programme(), THEME).merchant_files(a_view()))
    names = ["badge.png", "badge.svg", "index.html", "sign.png", "sign.svg", "status.json"]
    assert sorted(files) == [f"m/PJSH0016/{name}" for name in names]
    assert all(files.values())


@pytest.mark.parametrize("status", Status)
def test_the_status_leads_the_page(status: Status) -> None:
    """Title, shared-link title, heading, class and description say one and the same status."""
    page = page_of(view_of_status(status))
    word = STATUS_ZH[status]
    title = re.search("<title>(.*?)</title>", page)
    assert title is not None
    assert title[1] == f"{word} · 仙华山超市（示例）"
    properties = {a.get("property"): a.get("content", "") for _, a in Tags(page).tags}
    assert properties["og:title"] == title[1]
    assert properties["og:description"].startswith(word)
    heading = re.search("<h1>(.*?)</h1>", page, re.DOTALL)
    assert heading is not None
    assert re.sub("<.*?>", "", heading[1]).replace(" ", "").startswith(word)
    shown = [a for _, a in Tags(page).tags if a.get("id") == "status"]
    assert [a["class"] for a in shown] == [f"status is-{status.value}"]
    assert "12315" in body_of(page)
    assert "认定和标牌均不收费" in page
    assert 'src="/asof.svg"' in page


@pytest.mark.parametrize("status", Status)
def test_only_certified_is_green(status: Status) -> None:
    """The class of the green status, and schema.org's active one, stand on certified pages only."""
    page = page_of(view_of_status(status))
    assert ("is-certified" in page) == (status is Status.CERTIFIED)
    assert ("CertificationActive" in page) == (status is Status.CERTIFIED)
    assert ("CertificationInactive" in page) == (status is not Status.CERTIFIED)


def test_a_revoked_page_offers_no_sign_and_no_badge() -> None:
    """It asks for the sign to be taken down by a day, or at once when that is over, and says when
    a new recognition may come."""
    view = view_of_status(Status.REVOKED)
    body = body_of(page_of(view))
    assert "badge.svg" not in body
    assert "sign.svg" not in body
    assert "2019年6月9日前（含当日）摘下，已经逾期" in body
    assert "2022年6月5日" in body
    assert "摘下" not in body_of(page_of(replace(view, signs=()))).split("merchant-kit")[0]
    due = tuple(replace(sign, state=SignState.DUE) for sign in view.signs)
    assert "请最迟在 2019年6月9日摘下标牌" in body_of(page_of(replace(view, signs=due)))


def test_a_sign_that_was_called_lost_by_mistake_is_good_and_says_so() -> None:
    """Its number stands where it is compared, and the correction where the error had stood;
    programs are told as well."""
    entry = Restored(date(2019, 3, 4), "登记时写错标牌编号", "浦消联办〔2019〕9号",
                     lost=Lost(date(2019, 3, 1)))  # fmt: skip
    sign = Sign("BP-2018-0042", date(2018, 3, 16), "店门", restored=(entry,))
    view = a_view(signs=(sign,))
    body = body_of(page_of(view))
    compare, after = body.split('id="compare"')[1].split('id="signs"')
    told = "登记的“丢失或被盗”已于 2019年3月4日撤回：登记时写错标牌编号（浦消联办〔2019〕9号）"
    for part in (compare, after):
        assert "BP-2018-0042" in part
        assert told in part
    assert "失效标牌" not in body
    files = dict(Renderer(a_programme(), THEME).merchant_files(view))
    (status,) = [data for path, data in files.items() if path.endswith("status.json")]
    (found,) = json.loads(status)["signs"]
    assert found["state"] == "valid"
    assert [one["was"] for one in found["restored"]] == ["lost"]


def test_causes_give_rule_fact_basis_and_days() -> None:
    """What happened, when it was served and published, and that the rule is assumed."""
    body = body_of(page_of(view_of_status(Status.REVOKED)))
    why = body.split('id="why"')[1].split("</section>")[0]
    for words in (
        "因受到较重行政处罚（2019年6月3日），自2019年6月6日起撤销认定。",
        "规则 严重问题，当日撤销，三年内不得再申请",
        "<dt>发生</dt><dd>2019年6月3日",
        "<dt>送达</dt><dd>2019年6月5日",
        "<dt>公布</dt><dd>2019年6月6日",
        "暂定规则",
        "方案未定年限；三年为假定",
    ):
        assert words in why
    assert "暂定规则" not in body_of(page_of(view_of_status(Status.CERTIFIED)))


def test_the_reply_stands_beside_the_failure() -> None:
    """In the same article; a merchant that said nothing is said to have said nothing."""
    replied = body_of(page_of(view_of_status(Status.REVOKED)))
    article = replied.split('id="fact-F1"')[1].split("</article>")[0]
    assert "已下架全部同批次商品" in article
    assert "申诉未予支持" in article
    silent = body_of(page_of(a_view(failures=(a_failure(reply=None),))))
    assert "商户没有提交陈述" in silent


def test_void_facts_are_not_the_merchants_fault() -> None:
    """Kind, id, the words that say so, the reason and what stands instead; nothing else."""
    failure = a_failure(
        void_date=date(2019, 6, 20), void_reason="同名认错。", replaced_by="F2", severity="grave"
    )
    article = page_of(a_view(failures=(failure,))).split('id="fact-F1"')[1].split("</article>")[0]
    assert re.sub("<.*?>|\\s", "", article.partition(">")[2]) == (
        "受到较重行政处罚编号F1登记有误，非商户责任2019年6月20日更正：同名认错。以F2代替。"
    )
    assert 'href="#fact-F2"' in article


def test_a_suspension_that_goes_over_into_revocation_shows_no_end() -> None:
    """Card, shared link and description say what happens, not a last day that looks like an end."""
    page = page_of(ending_badly())
    told = "自 2019年6月6日 起。2019年7月6日 前没有整改的，当日撤销"
    assert f'<p class="status-period">{told}' in body_of(page)
    assert "recognition ends on 2019-07-06 unless rectified before" in page
    shared = [a["content"] for _, a in Tags(page).tags if a.get("property") == "og:description"]
    assert shared == [f"认定暂停（不等于停业）。{told}"]
    assert "至 2019年7月5日" not in unbroken(page)


def test_the_day_of_release_stands_under_the_card() -> None:
    """Before anything else, so that an abandoned page shows how old it is."""
    page = body_of(page_of(a_view()))
    assert page.index('id="status"') < page.index("/asof.svg") < page.index('id="compare"')
    assert "today" not in page


def test_an_ended_recognition_says_what_changed() -> None:
    """Owner, code or address, with the document of the change."""
    change = ChangeView("C1", "owner", date(2020, 5, 1), "浦市监〔2020〕8号")
    body = body_of(page_of(replace(view_of_status(Status.CLOSED), changes=(change,))))
    assert "商户的经营者变更（浦市监〔2020〕8号），没有继续认定的决定" in body


def test_a_step_that_only_waits_says_so() -> None:
    """Two steps of one status are told apart."""
    step = a_step(date(2021, 3, 2), date(2021, 3, 7), Status.CERTIFIED, note="awaiting")
    assert "公示期满，等待决定" in body_of(page_of(a_view(timeline=(step,))))


def test_no_line_ends_within_a_day_or_the_word_recognition() -> None:
    """Text stays text: what is kept together is escaped like everything else."""
    assert whole("自2019年6月3日起<b>认定</b>（认定有效）") == (
        '<span class="nowrap">自2019年6月3日</span>起&lt;b&gt;<span class="nowrap">认定</span>'
        '&lt;/b&gt;<span class="nowrap">（认定有效）</span>'
    )
    page = page_of(view_of_status(Status.CERTIFIED))
    assert '<span class="nowrap">编号 D2</span>' in page
    assert '<span class="status-note nowrap">（认定有效）</span>' in page


def test_the_site_has_an_icon_of_its_own() -> None:
    """Named on every page, so that no browser asks for one that is not there."""
    icons = [a["href"] for _, a in Tags(page_of(a_view())).tags if a.get("rel") == "icon"]
    assert icons == ["/theme/img/emblem.svg"]
    assert (THEME / "static/img/emblem.svg").is_file()


def test_a_corrected_revocation_is_told_as_large_as_it_was_shown() -> None:
    """A block of the status's own size, and a remark at the step of the timeline."""
    page = page_of(corrected_view())
    block = page.split('class="status correction"')[1].split("</section>")[0]
    text = re.sub("<.*?>", "", block)
    assert "撤销已纠正，资格自始有效" in text
    assert 'class="status-word"' in block
    step = page.split('class="is-corrected"')[1].split("</li>")[0]
    assert "撤销已纠正，资格自始有效" in step
    assert "status correction" not in page_of(view_of_status(Status.REVOKED))


def test_detail_is_withheld_when_publication_is_over() -> None:
    """Kind and days remain, the place for the reply goes with the detail."""
    ended = a_failure(ended=True, summary=None, document=None, reply=None)
    article = page_of(a_view(failures=(ended,))).split('id="fact-F1"')[1].split("</article>")[0]
    assert "公开期已满" in article
    assert "商户陈述" not in article


def test_a_reply_is_quoted_as_the_merchants_letter_of_its_day() -> None:
    """Beside the words stands when the merchant wrote them; of those without a day, nothing."""
    said = a_failure(replied=date(2019, 6, 9))
    page = re.sub("<.*?>", "", page_of(a_view(failures=(said,))))
    assert f"{said.reply}照商户 2019年6月9日来函引用" in page
    old = re.sub("<.*?>", "", page_of(a_view(failures=(a_failure(),))))
    assert str(said.reply) in old and "来函" not in old


def test_market_and_stall_say_whom_the_recognition_is_for() -> None:
    """In both directions, with links."""
    market = body_of(page_of(a_view(category="market", stalls=(SIBLING,))))
    assert "本认定针对市场管理方，不代表每个摊位" in market
    assert 'href="/m/PJSH002Y/"' in market
    stall = body_of(page_of(a_view(inside=SIBLING)))
    assert "不代表每个摊位" in stall


def test_names_cannot_break_out_of_the_page() -> None:
    """Text of a record is text: in tags, attributes, data blocks and the code to copy."""
    page = page_of(a_view(name=NASTY, address=NASTY, website="javascript:alert(1)"))
    assert "<script>alert" not in page
    scripts = [attributes for tag, attributes in Tags(page).tags if tag == "script"]
    assert [script.get("type", script.get("src")) for script in scripts] == [
        "application/ld+json",
        "/theme/js/status.js",
    ]
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    assert json.loads(block[1])["name"] == NASTY
    assert not re.search("[<>&\u2028\u2029]", block[1])
    assert "javascript:" not in "".join(Tags(page).all("href"))
    code = re.search("<textarea.*?>(.*?)</textarea>", page, re.DOTALL)
    assert code is not None
    image = [attributes for tag, attributes in Tags(unescape(code[1])).tags if tag == "img"]
    assert [attributes["alt"] for attributes in image] == [NASTY + "：认定状态以链接页面为准"]


@pytest.mark.parametrize("status", Status)
def test_nothing_on_the_page_needs_what_its_policy_forbids(status: Status) -> None:
    """No inline script, style or handler; nothing loaded from elsewhere; the policy comes first."""
    page = page_of(view_of_status(status))
    tags = Tags(page)
    assert tags.tags[2][1].get("http-equiv") == "Content-Security-Policy"
    names = {name for _, attributes in tags.tags for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert "style" not in {tag for tag, _ in tags.tags}
    assert all(source.startswith("/") or ":" not in source for source in tags.all("src"))
    outside = [link for link in tags.all("href") if link.startswith("http")]
    assert all(link.startswith("https://fx.example/") for link in outside)


def test_a_path_in_the_sites_address_leads_every_link() -> None:
    """A site below a folder links below that folder."""
    page = page_of(a_view(), a_programme(url="https://gov.example/fx"))
    links = [*Tags(page).all("href"), *Tags(page).all("src")]
    local = [link for link in links if link.startswith("/")]
    assert len(local) > 10
    assert all(link.startswith("/fx/") for link in local)
    assert 'data-root="/fx"' in page


def test_demonstration_shows_on_the_page() -> None:
    """A banner while merchants are invented, none after."""
    assert "示例网站" in page_of(a_view(), a_programme(demonstration=True))
    assert "示例网站" not in page_of(a_view(), a_programme(demonstration=False))


def test_the_provinces_mark_is_the_adopters_file_or_a_placeholder() -> None:
    """Our own drawing never stands for it."""
    assert "mark-placeholder.svg" in page_of(a_view())
    assert 'src="/images/mark.png"' in page_of(a_view(), a_programme(mark="images/mark.png"))
    assert "占位图" in (THEME / "static/img/mark-placeholder.svg").read_text("utf-8")


def test_status_json_is_the_published_form() -> None:
    """Exactly the keys of its type, sorted, in UTF-8, with a newline at the end."""
    files = dict(Renderer(a_programme(), THEME).merchant_files(view_of_status(Status.REVOKED)))
    data = files["m/PJSH0016/status.json"]
    assert data.endswith(b"}\n")
    document = json.loads(data)
    assert list(document) == sorted(StatusV1.__annotations__)
    assert document["schema"] == "v1"
    assert (document["status"], document["status_zh"]) == ("revoked", "认定已撤销")
    assert document["url"] == "https://fx.example/m/PJSH0016/"
    assert document["reasons"][0]["facts"] == ["F1"]
    assert document["bar_until"] == "2022-06-05"
    assert "认定已撤销".encode() in data


def test_an_undefined_name_stops_the_page() -> None:
    """A page is never rendered with a hole in it."""
    renderer = Renderer(a_programme(), THEME)
    with pytest.raises(UndefinedError):
        renderer.page("merchant.html", view=a_view())


def test_pages_of_text_are_filled_with_the_sites_facts() -> None:
    """Every placeholder of about and report is known, and links stand below the root."""
    report = {"热线": "12315、8890", "地址": "示例路1号"}
    programme = a_programme(url="https://gov.example/fx", report=report)
    renderer = Renderer(programme, THEME)
    reader = MarkdownReader(read_settings())
    sources = sorted((ROOT / "content" / "pages").glob("*.md"))
    assert {"about", "report"} <= {source.stem for source in sources}
    for source in sources:
        html = _markdown_page(renderer, reader, source)
        assert "[[" not in html
        assert 'href="/registry' not in html
        assert 'lang="en"' in html
    report_page = _markdown_page(renderer, reader, ROOT / "content" / "pages" / "report.md")
    assert '<a href="tel:8890">8890</a>' in report_page
    assert "示例路1号" in report_page
    assert 'href="/fx/publicity/"' in report_page


def _markdown_page(renderer: Renderer, reader: MarkdownReader, source: Path) -> str:
    content, metadata = reader.read(str(source))
    assert metadata["slug"] == source.stem
    page = SimpleNamespace(
        title=metadata["title"], slug=metadata["slug"], metadata=metadata, content=content
    )
    return renderer.page("page.html", page=page).decode()


def test_an_unknown_placeholder_is_an_error() -> None:
    """With the names that are known."""
    environment = Renderer(a_programme(), THEME).environment
    with pytest.raises(ValueError, match=r"\[\[telefon\]\].*hotline"):
        prose(environment, "<p>[[telefon]]</p>")


def test_only_telephone_numbers_become_links() -> None:
    """Other text is escaped and left alone."""
    assert telephones("8890、12315") == (
        '<a href="tel:8890">8890</a>、<a href="tel:12315">12315</a>'
    )
    assert telephones("<b>示例路12315号") == "&lt;b&gt;示例路12315号"
