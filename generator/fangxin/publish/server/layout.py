"""What lies where in the folder of a server, and what its settings say."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fangxin.base import ambient
from fangxin.publish.refusal import RefusedError
from fangxin.registry.git import Repository

CONFIG = "server.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings: see ``server.toml`` for what each means. ``jobs`` 0: all processors."""

    site_url: str
    branch: str = "main"
    theme: bool = False
    keep: int = 5
    jobs: int = 0
    max_file_mb: int = 10
    max_text_ms: int = 4000


@dataclass(frozen=True, slots=True)
class Server:
    """The folder of a server and its settings."""

    folder: Path
    config: Config

    @property
    def repository(self) -> Repository:
        return Repository(self.folder / "registry.git")

    @property
    def work(self) -> Path:
        """What the commit that is built says: content, merchants, and theme where wanted."""
        return self.folder / "work"

    @property
    def incoming(self) -> Path:
        """Where pushed commits are looked at before they are accepted."""
        return self.folder / "incoming"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def texts(self) -> Path:
        """Rendered texts, each by its digest."""
        return self.folder / "texts"

    @property
    def jobs(self) -> int:
        """Processes at work: as the settings say, or else all processors."""
        return self.config.jobs or ambient.cores()

    @property
    def site(self) -> Path:
        """What is published to; the web server's root is ``current`` in it."""
        return self.folder / "site"

    @property
    def ref(self) -> str:
        """The branch that is published."""
        return f"refs/heads/{self.config.branch}"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The folders of a commit that are used."""
        return ("content", "merchants", *(["theme"] if self.config.theme else []))


def server_at(folder: Path) -> Server:
    """The server in ``folder``. Raises RefusedError when there is none, when its settings are
    wrong, or when it belongs to another user."""
    folder = folder.resolve()
    try:
        text = (folder / CONFIG).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RefusedError(
            f"{folder} 里读不出 {CONFIG}；请核对目录，或先运行 fangxin init-server {folder}。",
            f"Cannot read {CONFIG} in {folder}; check the folder, or run init-server first.",
        ) from None
    _refuse_other_user(folder)
    return Server(folder, _config(text, folder / CONFIG))


def _refuse_other_user(folder: Path) -> None:
    """Files made by another user could not be replaced by the next push."""
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise RefusedError(
            f"{folder} 属于另一个账户（编号 {owner}）；请用那个账户运行，"
            "例如 sudo -u fangxin fangxin refresh …。",
            f"{folder} belongs to another account (number {owner}); run this as that account, for"
            " example with sudo -u fangxin.",
        )


def _config(text: str, path: Path) -> Config:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"读不懂（{error}）", f"cannot be read ({error})") from None
    known = {field.name: type(field.default) for field in fields(Config)}
    known["site_url"] = str
    for key, value in raw.items():
        if key not in known:
            names = "、".join(known)
            raise _wrong(path, f"没有“{key}”这一项，只有 {names}", f"there is no setting {key!r}")
        if type(value) is not known[key] or not _sensible(key, value):
            raise _wrong(path, f"“{key}”不能是 {value!r}", f"{key!r} cannot be {value!r}")
    if "site_url" not in raw:
        raise _wrong(path, "缺少 site_url（网站地址）", "site_url is missing")
    return Config(**raw)


def _sensible(key: str, value: Any) -> bool:
    bounds = {"keep": (1, 1024), "jobs": (0, 1024), "max_file_mb": (1, 1024)}
    bounds["max_text_ms"] = (1, 600_000)
    if key in bounds:
        return bool(bounds[key][0] <= value <= bounds[key][1])
    if key == "branch":
        letters = all(letter.isalnum() or letter in "-_" for letter in value)
        return bool(value) and letters and value[0] != "-"
    return key != "site_url" or str(value).startswith(("https://", "http://"))


def _wrong(path: Path, zh: str, en: str) -> RefusedError:
    return RefusedError(f"{path}：{zh}；请改正。", f"{path}: {en}; mend it.")
