"""A small site in a folder, opened in Chromium on a fixed day with everything odd written down."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer
from tests.support.catalogue_factory import a_catalogue, a_programme

THEME = Path(__file__).resolve().parents[2] / "theme"
TODAY = "2026-11-24T09:00:00+08:00"  # the day after the publication
LATE = "2026-12-01T00:30:00+08:00"  # the day after the next one was due


@dataclass
class Visit:
    """An open page, and what it should not have done: messages, and requests to other hosts."""

    page: Page
    said: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def write_site(folder: Path, serve: Callable[[Path], str]) -> str:
    """Serve the factory's catalogue from ``folder``; its address without a trailing slash."""
    url = serve(folder)
    programme = a_programme()
    programme = replace(programme, site=replace(programme.site, url=url))
    for path, data in site_files(a_catalogue(), Renderer(programme, THEME)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shutil.copytree(THEME / "static", folder / "theme")
    return url


@contextmanager
def visit(
    browser: Browser, url: str, today: str = TODAY, script: bool = True, width: int = 390
) -> Iterator[Visit]:
    """A phone's page on a fixed day. Afterwards nothing may have been said or asked elsewhere."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=script
    )
    page = context.new_page()
    page.clock.set_fixed_time(today)
    seen = Visit(page)
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(url) else seen.foreign.append(request.url),
    )
    yield seen
    context.close()
    assert (seen.said, seen.foreign) == ([], [])
