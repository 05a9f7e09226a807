"""Bytes of a merchant's six files and of every page, by one Jinja2 environment.

A page is a pure function of its context, the settings, the theme and the code: no clock, no files
outside ``theme/``, an undefined name stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_environment
from markupsafe import Markup, escape

from fangxin.facts.notices.reading import KINDS
from fangxin.facts.programme.programme import Programme, Site
from fangxin.facts.record.table import GRADES, KITCHENS, SCENIC_LEVELS
from fangxin.facts.registers.declared import register_folders
from fangxin.view.misuse import MisuseView
from fangxin.view.next_steps import next_steps, remove_sign_by
from fangxin.view.view import View
from fangxin.words import annulled, criteria, recourse, signs, steps, story
from fangxin.words import returns as words_returns
from fangxin.words import sentences as words
from fangxin.words.brief import brief
from fangxin.words.few import few
from fangxin.words.labels import heading, mended_zh
from fangxin.words.layout import further
from fangxin.words.published import json_ld, status_json, url_of
from fangxin.words.returns import returned


class NavItem(NamedTuple):
    """A link of the header: path below the root, Chinese, English."""

    href: str
    zh: str
    en: str


NAV = (
    NavItem("/registry/", "查放心店", "Find a shop"),
    NavItem("/verify/", "扫码核验", "Check a code"),
    NavItem("/publicity/", "公示与异议", "Public notice"),
    NavItem("/revoked/", "撤销与暂停", "Revoked"),
    NavItem("/alerts/", "消费提醒", "Alerts"),
    NavItem("/inspections/", "商品抽检", "Samples"),
    NavItem("/complaints/", "投诉办理", "Complaints"),
    NavItem("/programme/", "目标与进度", "Targets"),
    NavItem("/report/", "我要监督", "Report"),
)
# Further pages, which the foot of every page lists after these.
MORE = (
    NavItem("/policy/", "认定与退出规则", "Rules"),
    NavItem("/dishonest/", "严重违法失信名单", "Seriously dishonest"),
    NavItem("/expiring/", "即将到期", "Ending soon"),
    *(NavItem(f"/{folder}/", *of[0].title) for folder, of in register_folders().items()),
    NavItem("/notices/", "公告", "Notices"),
    NavItem("/documents/", "政策文件", "Documents"),
    NavItem("/api/", "开放数据", "Open data"),
    NavItem("/about/", "关于本站", "About"),
)


def root_of(site: Site) -> str:
    """The path prefix of the site without trailing slash: "" or "/registry-prefix"."""
    return urlsplit(site.url).path.rstrip("/")


# What must not fall apart at the end of a line: days, what stands in brackets after a status, a
# status in quotation marks, ids of facts, and the word that everything here is about.
_WHOLE = re.compile(
    r"(?:[自至到] ?)?\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d"
    r"|（[^（）\s]{2,8}）|「[^「」\s]{2,16}」"
    r"|[^\s（），。：；]{2,8}〔\d{4}〕\d+号|认定"
)


def whole(text: str) -> Markup:
    """Text as HTML in which no line ends within a day, a document's number or 认定."""
    return Markup(_WHOLE.sub(r'<span class="nowrap">\g<0></span>', str(escape(text))))


def day(when: date) -> Markup:
    """A day as people write it, 2019年6月3日, on one line."""
    return Markup('<span class="nowrap">{}</span>').format(words.zh_day(when))


def telephones(text: str) -> Markup:
    """Text as HTML in which the numbers can be dialled, if it is made of telephone numbers only
    ("8890、12315"); other text is escaped."""
    if not re.fullmatch(r"[\d\-、，,/()（） ]+", text):
        return escape(text)
    return Markup(re.sub(r"\d[\d\-]{2,}", r'<a href="tel:\g<0>">\g<0></a>', text))


def jinja_globals(programme: Programme) -> dict[str, Any]:
    """The names every template may use, also those that Pelican renders."""
    return {
        "site": programme.site,
        "programme": programme,
        "root": root_of(programme.site),
        "nav": NAV,
        "more": MORE,
        "words": words,
        "story": story,
        "recourse": recourse,
        "returns": words_returns,
        "told": steps,
        "criteria_words": criteria,
        "sign_words": signs,
        "annulled_words": annulled,
        "name_of": heading,
        "mended_zh": mended_zh,
        "further": further,
        "notice_kinds": KINDS,
    }


def jinja_filters() -> dict[str, Callable[..., Any]]:
    """The filters every template may use, also those that Pelican renders."""
    return {
        "day": day,
        "iso": date.isoformat,
        "tel": telephones,
        "prose": prose,
        "whole": whole,
    }


def jinja_options() -> dict[str, Any]:
    """How Jinja2 is to be set up, here and in Pelican: escaped, strict, without blank lines."""
    return {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }


# A table may be wider than a phone; who has no finger scrolls it by keyboard.
_SCROLL = '<div class="scroll" tabindex="0" role="group" aria-label="表格，可以左右滚动">'


@pass_environment
def prose(environment: Environment, html: str) -> Markup:
    """HTML of a Markdown page with ``[[words]]`` of the site put in and links set below the root.

    Raises ValueError for a placeholder nobody knows, so that no page shows one."""
    site: Site = environment.globals["site"]  # type: ignore[assignment]
    root = environment.globals["root"]
    known = {name: escape(value) for name, value in _placeholders(site).items()}
    if "[[misuse]]" in html:
        known["misuse"] = Markup(environment.get_template("misuse.html").render())

    def replace(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise ValueError(f"unknown placeholder [[{match[1]}]]; known: {', '.join(known)}")
        return str(known[match[1]])

    blocks = re.sub(r"<p>(\[\[[a-z_]+\]\])</p>", r"\1", html)  # a placeholder alone is no paragraph
    filled = re.sub(r"\[\[([a-z_]+)\]\]", replace, blocks)
    reachable = filled.replace("<table>", f"{_SCROLL}<table>").replace("</table>", "</table></div>")
    return Markup(re.sub(r'(href|src)="/(?!/)', rf'\1="{root}/', reachable))


def _placeholders(site: Site) -> Mapping[str, str | Markup]:
    contacts = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(label, telephones(value))
        for label, value in site.report.items()
    )
    return {
        "title": site.title,
        "title_en": site.title_en,
        "county": site.county,
        "office": site.office,
        "office_en": site.office_en,
        "hotline": site.hotline,
        "host": urlsplit(site.url).netloc,
        "update_days": str(site.update_days),
        "contacts": Markup('<dl class="facts">{}</dl>').format(contacts),
    }


class Renderer:
    """Templates of one theme for one programme; made once per process."""

    def __init__(
        self,
        programme: Programme,
        theme: Path,
        content: Path = Path("content"),
        misuse: tuple[MisuseView, ...] = (),
    ) -> None:
        self.programme = programme
        self.theme = theme
        self.content = content  # where the province's mark lies
        loader = FileSystemLoader(theme / "templates")
        self.environment = Environment(loader=loader, auto_reload=False, **jinja_options())
        self.environment.filters.update(jinja_filters())
        self.environment.globals.update(jinja_globals(programme), misuse=misuse)
        self.environment.globals["icons"] = _icons(theme / "static" / "img" / "status")

    def page(self, template: str, **context: Any) -> bytes:
        """A page as UTF-8 bytes. Raises jinja2.TemplateError when the template is wrong."""
        return self.environment.get_template(template).render(context).encode()

    def merchant_page(self, view: View) -> bytes:
        """The status page of one merchant as UTF-8 bytes."""
        programme = self.programme
        return self.page(
            "merchant.html",
            view=view,
            address=url_of(view, programme),
            host=urlsplit(programme.site.url).netloc,
            category=programme.categories[view.category],
            heading=story.HEADINGS[view.status],
            period_zh=story.period_zh(view),
            period_en=story.period_en(view),
            why=brief(view, programme),
            causes=story.causes(view, programme),
            steps=next_steps(view, programme.policy),
            correction=story.correction(view),
            returned=returned(view),
            remove_by=remove_sign_by(view),
            cause_zh=story.past_cause_zh,
            few=few,
            grade=GRADES[view.catering_grade][0] if view.catering_grade else "",
            kitchen=KITCHENS[view.kitchen][0] if view.kitchen else "",
            scenic=SCENIC_LEVELS[view.scenic_level][0] if view.scenic_level else "",
            data=Markup(json_ld(view, programme)),
        )

    def merchant_files(self, view: View) -> Iterator[tuple[str, bytes]]:
        """The six files of a merchant: path below the output, bytes."""
        from fangxin.site.badge.drawing import badge_svg
        from fangxin.site.badge.raster import badge_png
        from fangxin.site.sign.drawing import sign_png, sign_svg

        site, base = self.programme.site, f"m/{view.id}/"
        yield base + "index.html", self.merchant_page(view)
        yield base + "status.json", status_json(view, self.programme)
        yield base + "badge.svg", badge_svg(view, site)
        yield base + "badge.png", badge_png(view, site)
        yield base + "sign.svg", sign_svg(view, site, self.content)
        yield base + "sign.png", sign_png(view, site, self.content)


def _icons(folder: Path) -> Mapping[str, Markup]:
    """The shapes of the statuses, for setting into pages: one SVG per status code."""
    # The theme's own files, not input from outside: safe to set as they are.
    return {
        code: Markup((folder / f"{code}.svg").read_text("utf-8").strip())
        for code in [*words.STATUS_ZH, "corrected", "unconfirmed"]
    }
