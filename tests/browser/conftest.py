"""A real Chromium, and a server for the folder that it looks at."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from fangxin.publish.serve import server

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Nothing may leave the machine, nor may Chromium look for updates while a test runs.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--metrics-recording-only",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The running driver of Playwright."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without a window: the machine's own, or else the one that Playwright installed."""
    found = [os.environ.get("FANGXIN_CHROMIUM"), *map(shutil.which, NAMES)]
    path = next((name for name in found if name), None)
    arguments = ARGUMENTS + ["--no-sandbox"] * (os.geteuid() == 0)
    try:
        running = playwright.chromium.launch(executable_path=path, args=arguments)
    except Error as error:
        reason = error.message.splitlines()[0]
        message = f"no Chromium starts here ({path or 'none installed'}): {reason}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(f"{message}. Install chromium or name one in FANGXIN_CHROMIUM")
    yield running
    running.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on a free port and returns its address, no trailing slash."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        running = server(folder, port=0, prefix="")
        servers.append(running)
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{running.server_address[1]}"

    yield start
    for running in servers:
        running.shutdown()
        running.server_close()
