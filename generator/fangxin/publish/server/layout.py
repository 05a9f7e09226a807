"""What lies where in the folder of a server, and what its settings say."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fangxin.base import machine
from fangxin.base.refusal import RefusedError
from fangxin.publish.server.settings import CONFIG as CONFIG
from fangxin.publish.server.settings import Config, read_settings
from fangxin.registry.git import Repository


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
        return self.config.jobs or machine.cores()

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


def is_server(folder: Path) -> bool:
    """Whether a folder is one of a server, even of one whose settings or repository are lost."""
    return (folder / CONFIG).is_file() or (folder / "registry.git" / "HEAD").is_file()


def server_at(folder: Path) -> Server:
    """The server in ``folder``. Raises RefusedError when there is none, when its settings are
    wrong, or when it belongs to another user."""
    folder = folder.resolve()
    try:
        text = (folder / CONFIG).read_bytes().decode("utf-8")
    except OSError:
        raise RefusedError(
            f"{folder} 里读不出 {CONFIG}；请核对目录，或先运行 fangxin init-server {folder}。",
            f"Cannot read {CONFIG} in {folder}; check the folder, or run init-server first.",
        ) from None
    except UnicodeDecodeError as error:
        raise RefusedError(
            f"{folder / CONFIG} 不是 UTF-8 文字（第 {error.start + 1} 个字节）；请另存为 UTF-8。",
            f"{folder / CONFIG} is no UTF-8 text (byte {error.start + 1}); save it as UTF-8.",
        ) from None
    _refuse_other_user(folder)
    config, problems = read_settings(text, str(folder / CONFIG))
    if config is None:
        raise RefusedError(
            f"{folder / CONFIG} 有 {len(problems)} 处不对，已列在上面；改正以前，什么也不做。",
            f"Wrong in {folder / CONFIG}: {len(problems)}, told above; nothing is done before they "
            "are mended.",
            problems=problems,
        )
    return Server(folder, config)


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
