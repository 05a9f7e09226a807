"""Every file of the site that follows from the registry and is not one merchant's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from fangxin.facts.notices.reading import DOCUMENT
from fangxin.facts.notices.reading import pages as notice_pages
from fangxin.facts.programme.programme import Category, Plan, Programme, Target
from fangxin.facts.registers.declared import every, register_folders
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.values import Status
from fangxin.site.cms.forms import admin_files
from fangxin.site.pages import opendata
from fangxin.site.pages.asof import asof_files
from fangxin.site.pages.codes import Printed, codes_file
from fangxin.site.pages.complaints import complaints_pages
from fangxin.site.pages.dishonest import dishonest_pages, listings_at
from fangxin.site.pages.feeds import feed_files
from fangxin.site.pages.inspections import inspections_pages
from fangxin.site.pages.lists import (
    SANCTIONED,
    ListPage,
    MerchantGroup,
    amended,
    awaited,
    cuts,
    expiring,
    groups,
    in_publicity,
    moves,
    operators,
    returned,
    sanctioned,
    sign_counts,
    signs_up,
    tally,
)
from fangxin.site.pages.programme import programme_pages
from fangxin.site.pages.rows import register_pages
from fangxin.site.pages.search import search_data
from fangxin.site.pages.sitemap import sitemap_files
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.laws import laws_on
from fangxin.view.misuse import misuse_views
from fangxin.words.rules import UNIT_ZH, cause_labels, rule_en, rule_labels, rule_zh

LATEST_MOVES = 12
LATEST_NOTICES = 3


def site_files(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """(path below the output, bytes) of every such file, each path once. Raises
    jinja2.TemplateError when a template is wrong."""
    programme = renderer.programme
    pages: list[str] = []
    printed = Printed(row.id for row in catalogue.registers.all())
    all_groups = groups(catalogue, programme)
    for path, data in _html_files(catalogue, renderer, all_groups):
        pages.append(path)
        printed.page(path, data)
        yield path, data
    pages.extend(_editors_pages(renderer.content))
    pages.extend(notice_pages(catalogue.notices))
    labels = {code: category.label for code, category in programme.categories.items()}
    yield "search/merchants.json", search_data(catalogue, labels, all_groups)
    yield "search/codes.json", codes_file(catalogue, renderer, printed, pages)
    yield from asof_files(programme.site, catalogue.as_of)
    yield from opendata.api_files(catalogue, programme)
    yield from feed_files(catalogue, programme)
    yield from sitemap_files(catalogue, programme.site, pages)
    yield from admin_files(renderer)  # in no map of the site


def _editors_pages(content: Path) -> Iterator[str]:
    """Paths of the published Markdown pages, whose addresses are their files' names."""
    for source in sorted((content / "pages").glob("*.md")):
        head = source.read_text("utf-8").partition("\n\n")[0].lower()
        if not re.search(r"^status: *(?:draft|hidden)", head, re.MULTILINE):
            yield f"{source.stem}/index.html"


def _html_files(
    catalogue: Catalogue, renderer: Renderer, all_groups: tuple[MerchantGroup, ...]
) -> Iterator[tuple[str, bytes]]:
    rows = ListRows(renderer)
    yield "index.html", _home(catalogue, renderer, all_groups)
    yield "registry/index.html", _browse(renderer, all_groups)
    for group in all_groups:
        yield from _group_pages(group, renderer, rows)
    yield from _operator_pages(catalogue, renderer, rows)
    yield from _sanctioned_pages(catalogue, renderer, rows)
    yield "publicity/index.html", _publicity(catalogue, renderer, rows)
    yield "expiring/index.html", renderer.page("expiring.html", spans=expiring(catalogue))
    yield "policy/index.html", _policy(catalogue, renderer)
    yield from programme_pages(catalogue, renderer)
    yield "verify/index.html", _verify(catalogue, renderer)
    yield from complaints_pages(catalogue, renderer)
    yield from inspections_pages(catalogue, renderer)
    yield "api/index.html", _api(catalogue, renderer)
    yield from dishonest_pages(catalogue, renderer)
    yield from register_pages(catalogue, renderer)
    yield "404.html", renderer.page("notfound.html", host=_host(renderer), code=False)
    yield "no-code.html", renderer.page("notfound.html", host=_host(renderer), code=True)


class ListRows:
    """The list row of every merchant, rendered once however many lists it stands in."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._template = renderer.environment.get_template("row.html")
        self._rows: dict[str, Markup] = {}

    def of(self, entry: Entry) -> Markup:
        """The row as safe HTML."""
        if entry.id not in self._rows:
            html = self._template.render(
                entry=entry,
                category=_category_label(self._renderer.programme, entry.category),
                causes=tuple(self._causes(entry)),
            )
            self._rows[entry.id] = Markup(html)  # autoescaped by the template
        return self._rows[entry.id]

    def _causes(self, entry: Entry) -> Iterator[tuple[str, str]]:
        if entry.status in SANCTIONED and entry.since:
            policy = self._renderer.programme.policy
            yield from cause_labels(entry.rules, entry.provisional, policy, entry.since)

    def all(self, entries: tuple[Entry, ...]) -> Markup:
        """The rows of a list, one after another."""
        return Markup("").join(self.of(entry) for entry in entries)


def _category_label(programme: Programme, code: str) -> str:
    category = programme.categories.get(code)
    return category.label if category else code


def _host(renderer: Renderer) -> str:
    """The domain as people are told to compare it, with the path prefix if there is one."""
    address = urlsplit(renderer.programme.site.url)
    return address.netloc + address.path.rstrip("/")


def _home(catalogue: Catalogue, renderer: Renderer, all_groups: tuple[MerchantGroup, ...]) -> bytes:
    return renderer.page(
        "home.html",
        total=len(catalogue.entries),
        counts=tally(catalogue.entries),
        moves=moves(catalogue)[:LATEST_MOVES],
        notices=[one for one in catalogue.notices if one.kind != DOCUMENT][:LATEST_NOTICES],
        categories=tuple(_progress(catalogue, renderer.programme, all_groups)),
        plan=_plan_of(catalogue, renderer.programme),
        host=_host(renderer),
        folders={folder: of[0] for folder, of in register_folders().items()},
    )


def _plan_of(catalogue: Catalogue, programme: Programme) -> Plan | None:
    """The plan of the day, or the last one before it."""
    begun = [plan for plan in programme.plans if plan.begins <= catalogue.as_of]
    return max(begun, key=lambda plan: plan.begins, default=None)


def _progress(
    catalogue: Catalogue, programme: Programme, all_groups: tuple[MerchantGroup, ...]
) -> Iterator[tuple[MerchantGroup, Category | None, Target | None]]:
    plan = _plan_of(catalogue, programme)
    targets: Mapping[str | None, Target] = (
        {target.category: target for target in plan.targets if target.category} if plan else {}
    )
    for group in all_groups:
        if group.kind == "category":
            category = programme.categories.get(group.slug)
            yield group, category, targets.get(group.slug)


def _browse(renderer: Renderer, all_groups: tuple[MerchantGroup, ...]) -> bytes:
    kinds: dict[str, list[MerchantGroup]] = {}
    for group in all_groups:
        kinds.setdefault(group.kind, []).append(group)
    return renderer.page(
        "registry.html", kinds=kinds, total=len(all_groups[0].entries), host=_host(renderer)
    )


def _group_pages(
    group: MerchantGroup, renderer: Renderer, rows: ListRows
) -> Iterator[tuple[str, bytes]]:
    counts = {status: n for status, n in tally(group.entries).items() if n}
    for cut in cuts(group.base, group.entries):
        yield cut.path, _list(renderer, cut, rows, template="list.html", group=group, counts=counts)


def _list(
    renderer: Renderer, cut: ListPage, rows: ListRows, template: str, **context: Any
) -> bytes:
    return renderer.page(template, cut=cut, rows=rows.all(cut.entries), **context)


def _operator_pages(
    catalogue: Catalogue, renderer: Renderer, rows: ListRows
) -> Iterator[tuple[str, bytes]]:
    for uscc, entries in operators(catalogue).items():
        counts = {status: n for status, n in tally(entries).items() if n}
        page = renderer.page(
            "operator.html",
            uscc=uscc,
            entries=entries,
            rows=rows.all(entries),
            counts=counts,
            listings=listings_at(entries),
        )
        yield f"operator/{uscc}/index.html", page


def _sanctioned_pages(
    catalogue: Catalogue, renderer: Renderer, rows: ListRows
) -> Iterator[tuple[str, bytes]]:
    entries = sanctioned(catalogue)
    counts = tally(entries)
    for cut in cuts("revoked/", entries):
        parts = [
            (status, rows.all(tuple(entry for entry in cut.entries if entry.status is status)))
            for status in (Status.REVOKED, Status.SUSPENDED)
        ]
        yield (
            cut.path,
            renderer.page(
                "revoked.html",
                cut=cut,
                counts=counts,
                parts=parts,
                amended=amended(catalogue),
                signs_up=signs_up(catalogue),
                sign_counts=sign_counts(catalogue),
                returned=returned(catalogue),
            ),
        )


def _publicity(catalogue: Catalogue, renderer: Renderer, rows: ListRows) -> bytes:
    running = in_publicity(catalogue)
    first = tuple(entry for entry in running if entry.status is Status.PUBLICISED)
    return renderer.page(
        "publicity.html",
        first=rows.all(first),
        again=rows.all(tuple(entry for entry in running if entry not in first)),
        awaited=rows.all(awaited(catalogue)),
        total=len(running),
        objections=sum(entry.objections for entry in catalogue.entries),
        version=renderer.programme.policy.on(catalogue.as_of),
    )


def _policy(catalogue: Catalogue, renderer: Renderer) -> bytes:
    policy = renderer.programme.policy
    return renderer.page(
        "policy.html",
        versions=tuple(reversed(policy.versions)),
        current=policy.on(catalogue.as_of),
        laws=laws_on(renderer.programme, catalogue.as_of),
        unit_zh=UNIT_ZH,
        rule_zh=rule_zh,
        rule_en=rule_en,
        rule_labels=rule_labels,
    )


def _verify(catalogue: Catalogue, renderer: Renderer) -> bytes:
    """With the code of a merchant that can really be typed, rather a recognised one."""
    certified = [entry for entry in catalogue.entries if entry.status is Status.CERTIFIED]
    example = (certified or list(catalogue.entries))[0].id
    rows = catalogue.registers.of(MISUSES)
    reports = misuse_views(rows, renderer.programme.policy, catalogue.as_of)
    fakes = [report for report in reports if report.known]
    return renderer.page("verify.html", host=_host(renderer), example=example, fakes=fakes)


def _api(catalogue: Catalogue, renderer: Renderer) -> bytes:
    return renderer.page(
        "api.html",
        columns=opendata.COLUMNS,
        total=len(catalogue.entries),
        registers=[one for one in every() if one.open],
    )
