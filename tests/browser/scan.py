"""A small town with a real registry: built by the command, served, and looked at with a phone."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, Response

from fangxin.publish.serve import server
from tests.support.demonstration import KEPT

SHOP, SISTER, RENAMED = "PJ240002A", "PJ250001H", "PJ190003N"
# The shop at whose door we stand, its sister of the same operator, a shop that changed its name,
# and neighbours in every other state: market, suspended, under notice, revoked, expired, closed.
TOWN = {
    "shop": (SHOP, SISTER, RENAMED, "PJ2300025", "PJ220003X"),
    "market": ("PJ180001M", "PJ260002K", "PJ180002K"),
    "online": ("PJ200007H",),
}
FIRST_DAY, NEXT_DAY = "2026-11-24", "2026-11-25"
AT_THE_DOOR = f"{FIRST_DAY}T09:00:00+08:00"
A_DAY_LATER = f"{NEXT_DAY}T09:00:00+08:00"
FAILURE = """\
failures:
  - id: F1
    kind: counterfeit
    date: 2026-11-20
    served: 2026-11-24
    recorded: 2026-11-25
    document: 浦市监罚〔2026〕101号
    summary: 销售假冒他人注册商标的白酒
"""
# Chromium asks for it once when a picture is opened as a page of its own.
ICON = "/favicon.ico"
PHONE = {"width": 390, "height": 844}
WATCHING = """document.addEventListener("securitypolicyviolation", one =>
    console.error("policy: " + one.violatedDirective + " " + one.blockedURI))"""


@dataclass
class Town:
    """Records, the site that was built from them, and the server that shows it.

    ``shown`` is what the server serves: a link, so that a publication can be swapped in at once.
    """

    folder: Path
    running: ThreadingHTTPServer
    thread: threading.Thread
    content: Path = KEPT / "content"

    @property
    def url(self) -> str:
        """The site's address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The port at which the site is served."""
        return int(self.running.server_address[1])

    @property
    def merchants(self) -> Path:
        """The folder of records."""
        return self.folder / "merchants"

    @property
    def output(self) -> Path:
        """What `fangxin build` writes."""
        return self.folder / "output"

    def page(self, merchant: str) -> str:
        """The address of a status page."""
        return f"{self.url}/m/{merchant}/"

    def build(self, as_of: str) -> None:
        """Run the command as an official does; show what it said when it fails."""
        command = [str(Path(sys.executable).with_name("fangxin")), "build"]
        command += ["--merchants", str(self.merchants), "--content", str(self.content)]
        command += ["--output", str(self.output), "--as-of", as_of, "--site-url", self.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr

    def publish(self, site: Path) -> None:
        """Let the server show ``site`` from now on."""
        shown = self.folder / "shown"
        shown.unlink(missing_ok=True)
        shown.symlink_to(site, target_is_directory=True)

    def close(self) -> None:
        """Stop serving; the port is free again."""
        self.running.shutdown()
        self.running.server_close()
        self.thread.join()


@contextmanager
def a_town(folder: Path, content: Path = KEPT / "content") -> Iterator[Town]:
    """A town whose site of the first day is built and served."""
    for category, merchants in TOWN.items():
        (folder / "merchants" / category).mkdir(parents=True)
        for merchant in merchants:
            name = f"{category}/{merchant}.yml"
            shutil.copy(KEPT / "merchants" / name, folder / "merchants" / name)
    with served(folder, content) as town:
        yield town


@contextmanager
def served(folder: Path, content: Path) -> Iterator[Town]:
    """The site of the first day, of the records that lie in ``folder``, built and served. The port
    comes before the site, because the codes on the signs hold the address."""
    running = server(folder / "shown", port=0, prefix="")
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    town = Town(folder, running, thread, content)
    thread.start()
    try:
        town.build(FIRST_DAY)
        town.publish(town.output)
        yield town
    finally:
        if thread.is_alive():
            town.close()


@dataclass
class Story:
    """One town twice: as first published, and after the failure was recorded."""

    town: Town
    before: Path
    after: Path


@contextmanager
def a_story(folder: Path) -> Iterator[Story]:
    """Two builds into one output: the second after an official appended a grave failure."""
    with a_town(folder) as town:
        before = folder / "before"
        shutil.copytree(town.output, before)
        record = town.merchants / "shop" / f"{SHOP}.yml"
        record.write_text(record.read_text(encoding="utf-8") + FAILURE, encoding="utf-8")
        town.build(NEXT_DAY)
        yield Story(town, before, town.output)


@dataclass
class Visit:
    """An open page and everything that it should not have done."""

    page: Page
    host: str
    script: bool
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Requests to any other host than the site's."""
        return [one for one in self.asked if urlsplit(one).netloc != self.host]

    def open(self, address: str) -> Response:
        """Go there and wait until the page and its scripts are quiet."""
        answer = self.page.goto(address, wait_until="networkidle" if self.script else "load")
        assert answer is not None
        return answer


@contextmanager
def watched(
    browser: Browser, url: str, now: str = AT_THE_DOOR, script: bool = True
) -> Iterator[Visit]:
    """A phone with the clock at ``now`` that notes each request, message, error and violation."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)  # type: ignore[arg-type]
    context.add_init_script(WATCHING)
    page = context.new_page()
    page.clock.set_fixed_time(now)
    seen = Visit(page, urlsplit(url).netloc, script)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda told: seen.said.append(f"{told.text} {told.location['url']}"))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    try:
        yield seen
    finally:
        context.close()


@contextmanager
def phone(
    browser: Browser,
    town: Town,
    now: str = AT_THE_DOOR,
    script: bool = True,
    excused: Sequence[str] = (),
) -> Iterator[Visit]:
    """A watched phone that must have said nothing (but what is ``excused``) and asked only the
    town's host."""
    with watched(browser, town.url, now, script) as seen:
        yield seen
    assert seen.asked, "the phone opened nothing"
    assert seen.foreign() == [], seen.foreign()
    said = [one for one in seen.said if not any(part in one for part in excused)]
    assert said == [], said


def scan(image: Image.Image) -> str:
    """What the only code in the picture says."""
    (found,) = zxingcpp.read_barcodes(image.convert("RGB"))
    return found.text


def green_pixels(page: Page) -> int:
    """How many pixels of the visible part of the page are green."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    pixels = image.tobytes()
    return sum(
        lime > red + 25 and lime > blue + 15
        for red, lime, blue in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    )


def heading(page: Page) -> str:
    """The page's only heading of the first rank, as one line without spaces."""
    return "".join(page.locator("h1").inner_text().split())
