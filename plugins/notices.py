"""Notices as Pelican's articles: which are published, in which order, with feeds that are valid.

Pelican reads, lists and syndicates them; what they are was decided in ``fangxin.facts.notices``. An
article that Pelican has and the generator does not, or the other way round, stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from html import escape
from typing import Any

from pelican.generators import ArticlesGenerator  # type: ignore[import-untyped]
from pelican.urlwrappers import Category  # type: ignore[import-untyped]

from fangxin.base.machine import CHINA
from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.reading import KINDS, Notice
from fangxin.site.build.produce import InvalidError, Source

# Pelican's way of naming addresses of categories, which it would else spell in pinyin.
ADDRESSES = [(f"^{label}$", kind.slug) for label, kind in KINDS.items()]


def newest_first(article: Any) -> tuple[int, str]:
    """Where an article stands in lists and feeds; two of one day always in the same order."""
    return -article.date.toordinal(), article.slug


def hold_back(source: Source, metadata: dict[str, Any]) -> None:
    """Treat what is dated after the day of the site like a draft, which is not written."""
    day: date = metadata["date"].date()
    if day > source.order.as_of:
        metadata["status"] = "draft"


def complete(source: Source, generator: ArticlesGenerator) -> None:
    """Give every article its notice, and every kind of notice its page, also an empty one. Raises
    InvalidError when Pelican's articles are not the notices."""
    notices = {notice.slug: notice for notice in source.gazette.on(source.order.as_of)}
    found = {article.slug: article for article in generator.articles}
    others = [*generator.translations, *generator.hidden_articles]
    if notices.keys() != found.keys() or others:
        wrong = sorted({*(notices.keys() ^ found.keys()), *(other.slug for other in others)})
        raise InvalidError([_not_read(slug) for slug in wrong])
    for slug, article in found.items():
        article.notice = notices[slug]
    listed = {category.slug: articles for category, articles in generator.categories}
    generator.categories = [
        (Category(label, generator.settings), listed.get(kind.slug, []))
        for label, kind in KINDS.items()
    ]
    merchants = source.registry.merchants
    generator.context["names"] = {id: merchant.name for id, merchant in merchants.items()}


def finish(source: Source, context: Mapping[str, Any], feed: Any) -> None:
    """What Pelican leaves out of a feed: who speaks, in which language, whole addresses, and a day
    for a feed that has no entry yet."""
    site = source.programme.site
    feed.feed["title"] = feed.feed["title"].replace(f"{site.title} - ", f"{site.title}：")
    if feed.feed["title"] == site.title:
        feed.feed["title"] = f"{site.title}：公告与提醒"
    feed.feed["id"] = feed.feed["feed_url"]  # Pelican's are all the address of the site
    feed.feed["description"] = feed.feed["title"]
    feed.feed["language"] = "zh-Hans-CN"
    notices = {f"{site.url}/{notice.address}": notice for notice in source.gazette.notices}
    for item in feed.items:
        notice = notices[item["link"]]
        item["author_name"] = notice.publisher or site.office
        _mended(item, notice)
        item["unique_id_is_permalink"] = False
        if item.get("content"):
            item["content"] = re.sub(
                r'(href|src)="/(?!/)', rf'\1="{site.url}/', str(item["content"])
            )
    if not feed.items:
        day = datetime.combine(source.order.as_of, time(), CHINA)
        feed.latest_post_date = lambda: day


def _mended(item: dict[str, Any], notice: Notice) -> None:
    """Say in a feed what happened to a notice after it was published, and when."""
    said = []
    if notice.withdrawn is not None:
        item["title"] = f"【已撤回】{item['title']}"
        said.append(f"已于 {notice.withdrawn.date} 撤回：{notice.withdrawn.reason}")
    elif notice.corrected:
        item["title"] = f"{item['title']}（更正于 {notice.corrected[-1].date}）"
    said += [
        f"更正于 {one.date}（{one.document}），原来的话照引在正文里" for one in notice.corrected
    ]
    if notice.recorded is not None:
        said.append(f"补登于 {notice.recorded.date}：{notice.recorded.reason}")
    if said:
        text = "".join(f"<p><b>{escape(line)}</b></p>" for line in said)
        item["content"] = text + str(item.get("content") or "")
        item["description"] = f"{escape('；'.join(said))}。{item.get('description') or ''}"
        days = [*(one.date for one in notice.corrected)]
        days += [notice.withdrawn.date] if notice.withdrawn else []
        days += [notice.recorded.date] if notice.recorded else []
        last = max(day for day in days if day is not None)
        item["updateddate"] = datetime.combine(last, time(), CHINA)


def _not_read(slug: str) -> Problem:
    return Problem(
        Place(f"content/notices/{slug}.md"),
        "notice-not-read",
        "每条已发布的公告都必须有网页，网页也必须对应公告，但 Pelican 读到的与检查过的不同。"
        "请看它报告的错误，并检查 pelicanconf.py 里以 ARTICLE 开头的设置。",
        "every published notice must have its page, and no other, but Pelican read something else"
        " than what was checked. See what it reports, and the ARTICLE settings in pelicanconf.py.",
    )
