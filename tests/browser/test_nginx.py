"""The site behind a real nginx, with the very configuration that the documentation ships."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.scan import SHOP, Town, a_town, heading, phone, scan
from tests.conftest import ROOT

EXAMPLE = ROOT / "docs" / "nginx.conf.example"
# What an adopter's nginx.conf has around the site; everything that it writes stays in one folder.
AROUND = """\
daemon off; master_process off; error_log stderr; pid {folder}/pid;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  include {folder}/site.conf;
}}
"""


def nginx() -> str:
    """Where nginx is, or skip."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if found is None or not Path("/etc/nginx/mime.types").is_file():
        pytest.skip("docs/nginx.conf.example needs nginx, which this machine does not have")
    return found


def filled(port: int, root: Path) -> str:
    """The shipped configuration with the three values that an adopter changes."""
    text = EXAMPLE.read_text(encoding="utf-8")
    values = {
        "    listen 80;": f"    listen 127.0.0.1:{port};",
        "    server_name fx.example;": "    server_name 127.0.0.1;",
        "    root /srv/fangxin/output;": f"    root {root};",
    }
    for old, new in values.items():
        assert len(re.findall(f"^{re.escape(old)}", text, re.MULTILINE)) == 1, old
        text = re.sub(f"^{re.escape(old)}", new, text, flags=re.MULTILINE)
    return text


@contextmanager
def serving(program: str, folder: Path, port: int) -> Iterator[None]:
    """nginx as a child of this process until the end of the block."""
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, running.communicate()[1]
            time.sleep(0.02)
        yield
        assert running.poll() is None, "nginx ended by itself"
    finally:
        running.terminate()  # this very process, by its id
        said = running.communicate(timeout=10)[1]
    assert not re.search(r"\[(?:emerg|alert|crit|warn)\]", said), said


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town; its own server held the port while the site was built, then nginx takes over."""
    program = nginx()
    with a_town(tmp_path_factory.mktemp("town")) as built:
        folder = tmp_path_factory.mktemp("nginx")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        (folder / "site.conf").write_text(filled(built.port, built.output), encoding="utf-8")
        (built.output / ".hidden").write_text("never shown\n", encoding="utf-8")
        built.close()
        with serving(program, folder, built.port):
            yield built


def ask(
    town: Town, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by small names, and body as it was sent."""
    line = http.client.HTTPConnection("127.0.0.1", town.port, timeout=10)
    line.request(method, path, headers={name.replace("_", "-"): v for name, v in headers.items()})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def own_policy(town: Town) -> str:
    """The policy that the pages themselves carry."""
    page = (town.output / "index.html").read_text("utf-8")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("path", "status", "kind", "cache"),
    [
        (f"/m/{SHOP}/", 200, "text/html; charset=utf-8", "no-cache"),
        (f"/m/{SHOP}/status.json", 200, "application/json; charset=utf-8", "no-cache"),
        (f"/m/{SHOP}/sign.png", 200, "image/png", "no-cache"),
        (f"/m/{SHOP}/badge.svg", 200, "image/svg+xml; charset=utf-8", "public, max-age=300"),
        (f"/m/{SHOP}/badge.png", 200, "image/png", "public, max-age=300"),
        ("/asof.json", 200, "application/json; charset=utf-8", "no-cache"),
        ("/asof.svg", 200, "image/svg+xml; charset=utf-8", "no-cache"),
        ("/theme/js/status.js", 200, "application/javascript; charset=utf-8", "no-cache"),
        ("/api/v1/merchants.csv", 200, "text/csv; charset=utf-8", "no-cache"),
        ("/feeds/changes.atom", 200, "application/atom+xml; charset=utf-8", "no-cache"),
        ("/registry/?q=hg", 200, "text/html; charset=utf-8", "no-cache"),
        ("/m/PJ180004G/", 404, "text/html; charset=utf-8", "no-cache"),
        ("/m/PJ180004G/badge.svg", 404, "text/html; charset=utf-8", "no-cache"),
        ("/m/", 404, "text/html; charset=utf-8", "no-cache"),
        ("/.hidden", 404, "text/html; charset=utf-8", "no-cache"),
        ("/404.html", 404, "text/html; charset=utf-8", "no-cache"),
        (f"/m/{SHOP}", 301, "text/html", "no-cache"),
    ],
)
def test_every_answer_carries_the_headers(
    town: Town, path: str, status: int, kind: str, cache: str
) -> None:
    """Type, caching and the four headers of trust, on errors and redirects too; no version told."""
    got, headers, _ = ask(town, path)
    assert (got, headers["content-type"], headers["cache-control"]) == (status, kind, cache)
    policy = own_policy(town) + "; frame-ancestors 'none'"
    assert headers["content-security-policy"] == policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "strict-transport-security" not in headers  # only a comment, until there is HTTPS
    assert headers["server"] == "nginx"


def test_an_unknown_code_gets_the_page_that_says_so(town: Town) -> None:
    """The body of a 404 is the site's own page."""
    for name, paths in {
        "no-code.html": ("/m/PJ180004G/", "/m/PJ180004G", "/m/", "/m/PJ180004G/sign.png"),
        "404.html": ("/operator/", "/no/such.svg", "/mm/"),
    }.items():
        page = (town.output / name).read_bytes()
        for path in paths:
            assert ask(town, path)[::2] == (404, page), path


def test_a_missing_slash_is_mended_without_naming_a_host(town: Town) -> None:
    """Someone who types the address of a sign without its last character arrives all the same."""
    assert ask(town, f"/m/{SHOP}")[1]["location"] == f"/m/{SHOP}/"


def test_an_unchanged_page_is_not_sent_twice(town: Town) -> None:
    """``no-cache`` costs little: the same page is answered by 304, a rebuilt one is sent."""
    _, headers, body = ask(town, f"/m/{SHOP}/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and "Accept-Encoding" in headers["vary"]
    assert gzip.decompress(body) == (town.output / "m" / SHOP / "index.html").read_bytes()
    again = ask(town, f"/m/{SHOP}/", Accept_Encoding="gzip", If_None_Match=headers["etag"])
    assert again[0] == 304 and again[2] == b""
    assert ask(town, f"/m/{SHOP}/", If_None_Match='W/"0-0"')[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(town: Town, method: str) -> None:
    """The site only answers questions."""
    assert ask(town, "/index.html", method)[0] == 405


@pytest.mark.parametrize("script", [False, True])
def test_the_sign_leads_through_nginx_to_the_status(
    browser: Browser, town: Town, script: bool
) -> None:
    """The policy as header and as meta element together forbid nothing that the pages need."""
    address = scan(Image.open(town.output / "m" / SHOP / "sign.png"))
    with phone(browser, town, script=script) as seen:
        assert seen.open(address).status == 200
        assert heading(seen.page).startswith("放心消费单位（认定有效）")
        if script:
            assert f"{town.url}/asof.json" in seen.asked
        for path in ("/", "/verify/", "/registry/all/", "/policy/"):
            assert seen.open(town.url + path).status == 200
