"""axe finds nothing to complain of on any kind of page, on a phone and on a desk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser

from fangxin.cli import main as cli
from tests.support.demonstration import CONTENT, RECORDS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
DAY = "2026-11-24"
WIDTHS = (360, 1280)
RUN = """async () => {
  const extra = {"label-content-name-mismatch": {enabled: true}, "region": {enabled: true}};
  const found = await axe.run(document, {resultTypes: ["violations"], rules: extra});
  return found.violations.flatMap(one => one.nodes.map(node => one.id + ": " + node.html));
}"""
BAD = """<!doctype html><html lang="zh"><head><title>x</title></head><body><p>外面</p><main>
<h1>x</h1><h3>x</h3><a href="/" aria-label="Something else">About us</a><img src="/x.png">
</main></body></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built."""
    folder = tmp_path_factory.mktemp("axe") / "site"
    words = ["build", "--merchants", str(RECORDS), "--content", str(CONTENT), "--quiet"]
    assert cli.main([*words, "--output", str(folder), "--as-of", DAY]) == 0
    return folder


def kinds(site: Path) -> Iterator[str]:
    """The longest page of each kind: of each status, each sort of list, each page of its own."""
    found: dict[str, Path] = {}
    for page in site.rglob("*.html"):
        path = page.relative_to(site)
        kind = re.sub(r"[^/]*\d[^/]*", "#", str(path))
        if path.parts[0] == "m":
            kind = json.loads((page.parent / "status.json").read_text("utf-8"))["status"]
        elif path.parts[0] == "registry":
            kind = "/".join(path.parts[:2])
        if kind not in found or page.stat().st_size > found[kind].stat().st_size:
            found[kind] = page
    yield from sorted(str(page.relative_to(site)) for page in found.values())


def test_axe_finds_nothing(browser: Browser, serve: Callable[[Path], str], site: Path) -> None:
    """On the longest page of each kind, on a phone and on a desk."""
    url, pages = serve(site), [one for one in kinds(site) if not one.startswith("admin")]
    assert len(pages) > 20
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.clock.set_fixed_time(f"{DAY}T09:00:00+08:00")
    wrong = {}
    for path in pages:
        page.goto(f"{url}/{path.removesuffix('index.html')}")
        page.evaluate(AXE.read_text("utf-8"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            wrong[path, width] = page.evaluate(RUN)
    context.close()
    assert {where: found for where, found in wrong.items() if found} == {}


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """A page with faults of the kinds that we had is not called sound."""
    page = browser.new_page()
    page.set_content(BAD)
    page.evaluate(AXE.read_text("utf-8"))
    rules = {one.partition(":")[0] for one in page.evaluate(RUN)}
    page.close()
    assert {"heading-order", "image-alt", "label-content-name-mismatch", "region"} <= rules
