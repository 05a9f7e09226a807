"""The local server: types, 404 page, caching, prefix; what a real one must do too."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fangxin.publish.serve import server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that looks like a site."""
    (tmp_path / "m" / "PJSH0016").mkdir(parents=True)
    (tmp_path / "m" / "PJSH0016" / "index.html").write_text("店", encoding="utf-8")
    (tmp_path / "404.html").write_text("没有这个编号", encoding="utf-8")
    for name in ("a.svg", "a.js", "a.json", "a.css", "feed.atom", "a.png"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path.parent / "secret.txt").write_bytes(b"x")
    return tmp_path


@pytest.fixture(params=["", "/registry"])
def address(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the running server, at the root and below a prefix."""
    running = server(site, port=0, prefix=request.param)
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}{request.param}"
    running.shutdown()
    running.server_close()


def get(url: str) -> tuple[int, Any, str]:
    """Status, headers and text of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_status_page_is_html_and_never_cached(address: str) -> None:
    """A status page is UTF-8 HTML and asked for again at every scan."""
    status, headers, text = get(f"{address}/m/PJSH0016/")
    assert (status, text) == (200, "店")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("a.png", "image/png"),
    ],
)
def test_types_do_not_depend_on_the_machine(address: str, name: str, type_: str) -> None:
    """Each kind of file has its type, whatever the system's tables say."""
    assert get(f"{address}/{name}")[1]["Content-Type"] == type_


@pytest.mark.parametrize("path", ["/m/NOBODY/", "/m/", "/m/PJSH0016/nothing.js"])
def test_unknown_address_gets_the_site_s_own_404_page(address: str, path: str) -> None:
    """What is not there, and folders without a page, answer 404 with the site's page."""
    status, headers, text = get(address + path)
    assert (status, text) == (404, "没有这个编号")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_nothing_outside_the_folder_is_served(address: str) -> None:
    """A path with .. stays inside the site."""
    assert get(f"{address}/..%2fsecret.txt")[0] == 404


def test_other_paths_lead_to_the_prefix(site: Path) -> None:
    """Below a prefix, the bare address of the server leads to the site."""
    running = server(site, port=0, prefix="/registry")
    (site / "index.html").write_text("首页", encoding="utf-8")
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    try:
        assert get(f"http://127.0.0.1:{running.server_address[1]}/")[2] == "首页"
    finally:
        running.shutdown()
        running.server_close()


def test_only_this_machine_is_served(site: Path) -> None:
    """The server listens on the loopback address and nowhere else."""
    running = server(site, port=0, prefix="")
    assert running.server_address[0] == "127.0.0.1"
    running.server_close()
