"""``fangxin init-server``: a bare repository with its hooks, and folders for work and site."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from fangxin.base.files import is_leftover, put
from fangxin.base.refusal import RefusedError
from fangxin.publish.server import texts
from fangxin.publish.server.layout import CONFIG, Server, server_at
from fangxin.publish.server.redirects import former_urls, with_redirects
from fangxin.publish.target import target
from fangxin.registry.git import Repository
from fangxin.site.build.building import ROOT
from fangxin.text.markup.addresses import own_host

HOOKS = ("pre-receive", "proc-receive", "post-receive")
_SETTINGS = {
    "core.hooksPath": "hooks",  # another one of the system would switch the gate off
    "core.logAllRefUpdates": "true",
    "receive.fsckObjects": "true",
    "receive.maxInputSize": "200m",
    "receive.advertisePushOptions": "false",
}
NAME = "fangxin-refresh"


def init_server(folder: Path, url: str | None) -> str:
    """Set up a server, or renew the hooks and examples of one that is there; gives what to do
    next. Raises RefusedError, GitError, OSError."""
    folder = folder.resolve()
    if not (folder / CONFIG).is_file():
        _begin(folder, url)
    server = server_at(folder)
    if url is not None and url != server.config.site_url:
        raise RefusedError(
            f"{folder / CONFIG} 里的 site_url 是 {server.config.site_url}；"
            "要换网址，请改那个文件。",
            f"site_url in {folder / CONFIG} is {server.config.site_url}; change it there.",
        )
    _repository(server)
    _hooks(server)
    with target(server.site, (server.work, server.output, server.repository.folder)):
        pass
    return _examples(server)


def _begin(folder: Path, url: str | None) -> None:
    if url is None:
        raise RefusedError(
            "请用 --site-url 写明网站地址，例如 --site-url https://fx.example 。",
            "Name the site's address with --site-url, for example https://fx.example.",
        )
    if folder == ROOT or ROOT in folder.parents or folder in ROOT.parents:
        raise RefusedError(
            f"{folder} 与程序所在的 {ROOT} 重叠；请另选一个目录，例如 /srv/fangxin。",
            f"{folder} overlaps the program in {ROOT}; choose another one, e.g. /srv/fangxin.",
        )
    if any(letter in str(folder) for letter in " \t\n\"'\\%$;"):
        raise RefusedError(
            f"目录名里不能有空格和引号：{folder}。",
            f"The folder's name must not have blanks or quotes: {folder}.",
        )
    if folder.exists() and (not folder.is_dir() or not all(map(is_leftover, os.listdir(folder)))):
        raise RefusedError(
            f"{folder} 里已有别的文件，没有动它；请指定一个新目录或空目录。",
            f"{folder} holds other files and was left alone; name a new or an empty folder.",
        )
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    put(folder / CONFIG, texts.config(url).encode())


def _repository(server: Server) -> None:
    repository = server.repository
    if not (repository.folder / "HEAD").is_file():
        Repository(server.folder).run("init", "--bare", "--quiet", "--template=", "registry.git")
    repository.run("symbolic-ref", "HEAD", server.ref)
    moving = {"receive.procReceiveRefs": server.ref}  # a git too old for it uses post-receive
    for name, value in (_SETTINGS | moving).items():
        repository.run("config", name, value)


def _hooks(server: Server) -> None:
    folder = server.repository.folder / "hooks"
    folder.mkdir(exist_ok=True)
    for name in HOOKS:
        text = texts.hook(name, _python(), ROOT, server.folder)
        put(folder / name, text.encode(), 0o755)


def _examples(server: Server) -> str:
    folder, python = server.folder / "examples", _python()
    folder.mkdir(exist_ok=True)
    user, parts = _user(), urlsplit(server.config.site_url)
    host, prefix = own_host(server.config.site_url), parts.path.rstrip("/")
    example = (ROOT / "docs" / "nginx.conf.example").read_text(encoding="utf-8")
    root = _web_root(server, prefix)
    files = {
        f"{NAME}.service": texts.service(python, ROOT, server.folder, user),
        f"{NAME}.timer": texts.TIMER,
        "nginx.conf": with_redirects(
            texts.nginx(example, host, prefix, root), server.config.site_url, former_urls(server)
        ),
    }
    for name, text in files.items():
        put(folder / name, text.encode())
    line = texts.cron(python, ROOT, server.folder)
    return texts.next_steps(server.folder, user, host, [folder / name for name in files], line)


def _web_root(server: Server, prefix: str) -> Path:
    """What the web server serves; for an address with a path, a folder with the site at it."""
    current = server.site / "current"
    if not prefix:
        return current
    link = server.folder / "web" / prefix.lstrip("/")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(current, link.parent))
    return server.folder / "web"


def _user() -> str:
    """The account's name, or its number where the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # which one depends on the version of Python
        return str(os.geteuid())


def _python() -> Path:
    """This installation's interpreter, by its name in the virtual environment."""
    return Path(sys.executable)
