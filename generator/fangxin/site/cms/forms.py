"""The web form for officials: Decap CMS below ``/admin/``, its configuration made of the tables.

Nothing of it is published unless ``content/programme/admin.yml`` switches it on. The form proposes
commits; whether they are fit to publish is decided where every commit is: by ``check`` and the
guard. Its own files lie in ``theme/admin``, apart from what every site is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from fangxin.facts.programme.admin import TRIAL, Admin
from fangxin.facts.programme.programme import Programme
from fangxin.site.cms.collections import collections_of, shapes_of
from fangxin.site.render import Renderer, root_of

__all__ = ["admin_files", "config", "policy_of"]

FOLDER = "admin"
FILES = ("admin.js", "words.js", "admin.css")  # our own, besides everything in vendor/
GITHUB_HOSTS = ("https://api.github.com", "https://avatars.githubusercontent.com")
GITLAB = "https://gitlab.com"
MESSAGES = {  # put in where admin.js cannot say what changes for whom
    "create": "新建 {{collection}} {{slug}}",
    "update": "修改 {{collection}} {{slug}}",
    "delete": "删除 {{collection}} {{slug}}",
    "uploadMedia": "上传图片 {{path}}",
    "deleteMedia": "删除图片 {{path}}",
}


def config(programme: Programme, admin: Admin) -> dict[str, Any]:
    """Decap's configuration. It is JSON that Decap reads as YAML."""
    root = root_of(programme.site)
    reviewed = {} if admin.backend == "gitea" else {"publish_mode": "editorial_workflow"}
    return {
        "backend": _backend(admin),
        **reviewed,
        "locale": "zh_Hans",
        "site_url": programme.site.url,
        "display_url": programme.site.url,
        "logo_url": f"{root}/theme/img/emblem.svg",
        "show_preview_links": False,
        "media_folder": f"{admin.content}/images",
        "public_folder": "/images",
        "slug": {"encoding": "ascii", "clean_accents": False, "sanitize_replacement": "-"},
        "collections": collections_of(programme, admin),
    }


def _backend(admin: Admin) -> dict[str, Any]:
    if admin.backend == TRIAL:
        return {"name": "fangxin-test-repo"}
    given = {
        "repo": admin.repo,
        "branch": admin.branch,
        "base_url": admin.base_url,
        "api_root": admin.api_root,
        "app_id": admin.app_id,
        "auth_type": "pkce" if admin.backend == "gitlab" else None,
        "squash_merges": True if admin.backend in ("github", "gitlab") else None,
        "commit_messages": MESSAGES,
    }
    written = {key: value for key, value in given.items() if value is not None}
    return {"name": f"fangxin-{admin.backend}", **written}


def policy_of(admin: Admin) -> str:
    """The Content-Security-Policy of the form's page: as strict as Decap allows, and the forge."""
    forge = " ".join(_origins(admin))
    rules = {
        "default-src": "'none'",
        "script-src": "'self' 'unsafe-eval'",  # it compiles the check of its configuration
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {forge}",
        "font-src": "'self' data:",
        "connect-src": f"'self' blob: {forge}",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value.strip()}" for name, value in rules.items())


def _origins(admin: Admin) -> list[str]:
    addresses = [address for address in (admin.base_url, admin.api_root) if address]
    if admin.backend == "github":
        addresses = [admin.api_root] if admin.api_root else [*GITHUB_HOSTS]
    elif admin.backend == "gitlab" and not addresses:
        addresses = [GITLAB]
    parts = [urlsplit(address) for address in addresses]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


def admin_files(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """(path below the output, bytes) of every file of the form; none when it is switched off.
    Raises OSError when the theme has no such files."""
    admin = renderer.programme.admin
    if admin is None:
        return
    settings = config(renderer.programme, admin)
    data = {
        "formats": shapes_of(renderer.programme),
        "merchants": admin.merchants,
        "content": admin.content,
        "trial": admin.backend == TRIAL,
        "folders": [one["folder"] for one in settings["collections"] if "folder" in one],
    }
    trial, policy = data["trial"], policy_of(admin)
    yield (
        f"{FOLDER}/index.html",
        renderer.page("admin.html", policy=policy, data=_block(data), trial=trial),
    )
    yield f"{FOLDER}/config.yml", _json(settings)
    folder = renderer.theme / FOLDER
    for path in (*(folder / name for name in FILES), *_vendored(folder)):
        yield f"{FOLDER}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _vendored(folder: Path) -> list[Path]:
    listed = json.loads((folder / "vendor" / "VENDOR.json").read_bytes())
    return [folder / "vendor" / name for name in sorted(listed)]


def _block(value: Any) -> Markup:
    """JSON to stand in a page, its keys in their order."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
