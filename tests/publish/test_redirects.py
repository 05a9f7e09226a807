"""Former addresses are sent on by the web server, so that a sign that still hangs leads home."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the web server of the browser tests is used")

from fangxin.publish.server import texts
from fangxin.publish.server.redirects import with_redirects
from tests.browser.test_nginx import AROUND, EXAMPLE, nginx, serving

FORMER = ["https://old.example", "https://portal.example/fx", "https://Older.example."]
HOPS = [  # host, path → where to; None: not sent on
    ("old.example", "/m/PJ180001D/", "https://new.example/m/PJ180001D/"),
    ("old.example", "/verify/?q=BP-2018-0005", "https://new.example/verify/?q=BP-2018-0005"),
    ("older.example", "/", "https://new.example/"),
    ("portal.example", "/fx/m/PJ180001D/", "https://new.example/m/PJ180001D/"),
    ("portal.example", "/fx/verify/?q=%E6%B5%A6", "https://new.example/verify/?q=%E6%B5%A6"),
    ("portal.example", "/other/", None),
    ("portal.example", "/fx/%0d%0aSet-Cookie:x", None),
]


@contextmanager
def answering(folder: Path, url: str, former: list[str]) -> Iterator[int]:
    """nginx with the configuration that a server writes, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    folder.mkdir()
    (folder / "root").mkdir()
    (folder / "root" / "404.html").write_text("nothing here\n", encoding="utf-8")
    host = url.split("/")[2]
    prefix = url.partition(host)[2]
    made = texts.nginx(EXAMPLE.read_text("utf-8"), host, prefix, folder / "root")
    site = with_redirects(made, url, former).replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    with serving(nginx(), folder, port):
        yield port


def sent(port: int, host: str, path: str) -> tuple[int, str | None]:
    """Status and target of what nginx answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path, headers={"Host": host})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, answer.getheader("Location")


def test_former_hosts_are_sent_on_by_the_real_nginx(tmp_path: Path) -> None:
    """Each address of an old sign to the same page of the new one; nothing else is."""
    with answering(tmp_path / "nginx", "https://new.example", FORMER) as port:
        for host, path, where in HOPS:
            status, target = sent(port, host, path)
            assert (status, target) == ((301, where) if where else (404, None)), (host, path)
        assert sent(port, "new.example", "/404.html")[0] == 404


def test_a_former_path_of_the_same_host_is_sent_on(tmp_path: Path) -> None:
    """Within the block of the site; and below another path, if the site lies there."""
    with answering(tmp_path / "a", "https://fx.example", ["https://fx.example/old"]) as port:
        assert sent(port, "fx.example", "/old/m/A/") == (301, "https://fx.example/m/A/")
        assert sent(port, "fx.example", "/older/")[0] == 404
    with answering(tmp_path / "b", "https://fx.example/fx", ["https://old.example"]) as port:
        assert sent(port, "old.example", "/m/A/") == (301, "https://fx.example/fx/m/A/")


def test_without_former_addresses_nothing_is_added() -> None:
    """Nor for an address that is the same in another spelling."""
    text = EXAMPLE.read_text("utf-8")
    assert with_redirects(text, "https://fx.example", []) == text
    assert with_redirects(text, "https://fx.example", ["https://fx.example:443/"]) == text


def test_the_guide_does_not_write_them_by_hand() -> None:
    """docs/guard.md says who writes the block."""
    text = (EXAMPLE.parent / "guard.md").read_text("utf-8")
    assert re.search(r"init-server.{0,40}跳转", text), "who writes the redirects is not said"
