"""Pages as a phone of 2018 shows them: with margins, nothing side by side that sticks together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.site import THEME, visit, write_site
from tests.support.old_phones import as_old_phones_read

PAGES = ("", "registry/", "registry/all/", "revoked/", "policy/", "complaints/", "verify/")
# Texts nearer to the edge of the screen than twelve units, and neighbours that touch in a row.
NARROW = """() => {
  const faults = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect(), one = walk.currentNode.parentElement;
    if (!box.width || one.closest(".skip, .hush, .demo-banner, .scroll, .sprite")) continue;
    if (box.left < 12 || box.right > innerWidth - 4) faults.push("edge: " + walk.currentNode.data);
  }
  for (const box of document.querySelectorAll(".doors, .tags, .tally, .searchbox, .directory")) {
    const seen = [...box.children].filter(one => !one.matches(".hush"));
    const found = seen.map(one => one.getBoundingClientRect());
    found.forEach((one, at) => {
      const next = found[at + 1];
      if (next && next.top === one.top && next.left - one.right < 4) faults.push(box.className);
    });
  }
  return faults;
}"""


@pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
def test_margins_and_gaps_stay(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, old: bool
) -> None:
    """The same on a phone of today and on one that knows half of the style sheet."""
    url = write_site(tmp_path, serve)

    def style(route: Route) -> None:
        css = (THEME / "static" / "css" / route.request.url.rpartition("/")[2]).read_text("utf-8")
        route.fulfill(content_type="text/css", body=as_old_phones_read(css) if old else css)

    with visit(browser, url) as seen:
        seen.page.route("**/*.css", style)
        for path in PAGES:
            seen.page.goto(f"{url}/{path}")
            assert seen.page.evaluate(NARROW) == [], path
            wide = "document.documentElement.scrollWidth - innerWidth"
            assert seen.page.evaluate(wide) <= 0, path
