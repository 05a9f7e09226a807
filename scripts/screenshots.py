"""Take the pictures of README from the demonstration site in output/: `make screenshots`.

They show the site as it was built last; the browser's clock is set to that day, so that the pages
do not take themselves for stale.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from generator.serve import server

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


def main() -> int:
    """Take every picture; 1 when there is no site to take them from."""
    output = ROOT / "output"
    if not (output / "index.html").is_file():
        print("output/ 里没有网站，请先运行 make site | there is no site, run make site first")
        return 1
    day = json.loads((output / "asof.json").read_text(encoding="utf-8"))["as_of"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    running = server(output, port=0, prefix="")
    threading.Thread(target=running.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{running.server_address[1]}"
    with sync_playwright() as playwright:
        found = next((path for path in CHROMIUM if Path(path).exists()), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, path, (width, height) in SHOTS:
            page = _page(browser, width, height, day)
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
            page.context.close()
        browser.close()
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
    sys.exit(main())
