"""Take the pictures of README and of the guide for officials: `make screenshots`.

Those of README show the demonstration site in output/ as it was built last; the browser's clock is
set to that day, so that the pages do not take themselves for stale. Those of the guide come from
playing it. ``screenshots.py guide`` takes these alone.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import guide_pictures
from fangxin.publish.serve import server

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
PHONE, DESK = (390, 844), (1280, 800)
# name of the picture, address, size of the window
SHOTS = (
    ("home", "/", DESK),
    ("certified", "/m/PJ180004G/", PHONE),
    ("revoked", "/m/PJ2400038/", PHONE),
    ("suspended", "/m/PJ240009V/", PHONE),
    ("search", "/registry/?q=clbld", PHONE),
    ("policy", "/policy/", DESK),
    ("programme", "/programme/", DESK),
    ("corrected", "/m/PJ2300017/", PHONE),
)
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def main(wanted: str = "") -> int:
    """Take every picture, or those of the guide alone; 1 when there is no site to take them
    from."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        found = next((path for path in CHROMIUM if Path(path).exists()), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        code = _of_readme(browser) if wanted != "guide" else 0
        if code == 0:
            guide_pictures.take(browser, PICTURES)
        browser.close()
    return code


def _of_readme(browser: Browser) -> int:
    output = ROOT / "output"
    if not (output / "index.html").is_file():
        print("output/ 里没有网站，请先运行 make site | there is no site, run make site first")
        return 1
    day = json.loads((output / "asof.json").read_text(encoding="utf-8"))["as_of"]
    running = server(output, port=0, prefix="")
    threading.Thread(target=running.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{running.server_address[1]}"
    for name, path, (width, height) in SHOTS:
        page = _page(browser, width, height, day)
        page.goto(address + path, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}.png")
        page.context.close()
    running.shutdown()
    sign = (output / "m" / "PJ180004G" / "sign.png").read_bytes()
    (PICTURES / "sign.png").write_bytes(sign)
    return 0


def _page(browser: Browser, width: int, height: int, day: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00+08:00"))
    return page


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
