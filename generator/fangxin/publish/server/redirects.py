"""The web server's part of former addresses: old signs lead there, and are sent on for ever.

Which there are is said by ``former_urls`` in site.yml of the newest commit; what is written here
goes into the example that ``fangxin init-server`` fills in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from fangxin.facts.programme.files import FILE_BYTES
from fangxin.facts.programme.tables import SITE
from fangxin.publish.server.layout import Server
from fangxin.registry.git import GitError
from fangxin.text.fields.tables import BROKEN, Field, Report
from fangxin.text.markup.addresses import own_host
from fangxin.text.yaml.reading import read_yaml

_SITE_FILE = "content/programme/site.yml"
_MAIN = "    index index.html;"  # of the shipped configuration: where the main block begins
_REST = "(/[A-Za-z0-9/_.~?=&%+-]*)?"  # of an address below: what may be sent on
_BLOCK = """
# 以前的网址：旧标牌上的二维码还指着它，一直转到新的，最后一块旧标牌收回以前不能停。
# Former address: old signs lead there, and are sent on for ever.
server {{
    listen 80;                           # 改：旧域名的证书也要一直有，换成下面三行
    # listen 443 ssl http2;
    # ssl_certificate     /etc/ssl/fangxin/{host}.fullchain.pem;
    # ssl_certificate_key /etc/ssl/fangxin/{host}.privkey.pem;
    server_name {host};
    server_tokens off;
{inside}}}
"""


def former_urls(server: Server) -> tuple[str, ...]:
    """The former addresses of the newest commit's site; none where there is no commit yet or its
    settings cannot be read."""
    try:
        commit = server.repository.commit_of(server.ref)
        entry = server.repository.files(commit, _SITE_FILE).get(_SITE_FILE)
        data = server.repository.contents([entry.blob])[entry.blob] if entry is not None else b""
    except GitError:
        return ()
    root, _ = read_yaml(data, _SITE_FILE, max_bytes=FILE_BYTES)
    read = SITE.read(root, Field("", SITE, "", ""), Report(_SITE_FILE)) if root else BROKEN
    if read is BROKEN or not isinstance(read, Mapping):
        return ()
    return tuple(former.url for former in read.get("former_urls", ()))


def with_redirects(text: str, url: str, former: Iterable[str]) -> str:
    """A filled-in nginx configuration with a block for each former host; a former path of the
    site's own host is sent on within its block."""
    by_host: dict[str, list[str]] = {}
    for old in former:
        path = urlsplit(old).path.rstrip("/")
        if old.rstrip("/") != url and (own_host(old) != own_host(url) or path):
            by_host.setdefault(own_host(old), []).append(path)
    here = by_host.pop(own_host(url), [])
    text = text.replace(_MAIN, "".join(_below(path, url) for path in here) + _MAIN, 1)
    return text + "".join(_block(host, paths, url) for host, paths in by_host.items())


def _block(host: str, paths: list[str], url: str) -> str:
    inside = "".join(_below(path, url) for path in paths if path)
    if "" in paths:
        inside += f"    location / {{\n        return 301 {url}$request_uri;\n    }}\n"
    return _BLOCK.format(host=host, inside=inside)


def _below(path: str, url: str) -> str:
    """What is below a former path, sent on to the same below the new address; what follows is
    taken from the request as it came, and only if it is an address that the site can have."""
    return (
        f"    location {path}/ {{\n"
        f'        if ($request_uri ~ "^{path}{_REST}$") {{\n'
        f"            return 301 {url}$1;\n"
        f"        }}\n        return 404;\n    }}\n"
    )
