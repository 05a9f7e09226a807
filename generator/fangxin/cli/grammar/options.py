"""Options that several commands have, and how their words become values.

A function that adds an option takes the command; one that reads a word takes the text and raises
argparse.ArgumentTypeError.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from fangxin.base import ambient
from fangxin.facts.code_size import LONGEST_SITE
from fangxin.text.fields.kinds import Web

ROOT = Path(__file__).resolve().parents[4]

JSON = "输出 JSON，供程序读取 | JSON, for programs"


def merchants(command: argparse.ArgumentParser) -> None:
    """``--merchants DIR``."""
    command.add_argument(
        "--merchants",
        metavar="DIR",
        type=Path,
        default=near("merchants"),
        help="商户档案目录 | folder of records (default: merchants/)",
    )


def sources(command: argparse.ArgumentParser) -> None:
    """The folders that are read, and the day that counts."""
    merchants(command)
    content(command)
    as_of(command)


def as_of(command: argparse.ArgumentParser) -> None:
    """``--as-of YYYY-MM-DD``."""
    command.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=day,
        default=None,
        help="以哪一天为准（默认北京时间今天）| the day that counts (default: today, UTC+08:00)",
    )


def repository(command: argparse.ArgumentParser) -> None:
    """``--repository DIR``."""
    command.add_argument(
        "--repository",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="登记簿的 git 仓库（默认所在的）| the registry's repository (default: here)",
    )


def content(command: argparse.ArgumentParser) -> None:
    """``--content DIR``."""
    command.add_argument(
        "--content",
        metavar="DIR",
        type=Path,
        default=near("content"),
        help="规则和文章目录 | folder of the programme and articles (default: content/)",
    )


def output(command: argparse.ArgumentParser) -> None:
    """``--output DIR``."""
    command.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        default=near("output"),
        help="网站目录 | folder of the site (default: output/)",
    )


def site_url(command: argparse.ArgumentParser) -> None:
    """``--site-url URL``."""
    command.add_argument(
        "--site-url",
        metavar="URL",
        type=url,
        default=None,
        help="网站地址（默认见 site.yml）| address of the site (default: as in site.yml)",
    )


def jobs(command: argparse.ArgumentParser) -> None:
    """``--jobs N``."""
    command.add_argument(
        "--jobs",
        metavar="N",
        type=number(1, 1024),
        default=ambient.cores(),
        help="同时工作的进程数 | processes at work (default: all processors)",
    )


def day_is_right(command: argparse.ArgumentParser) -> None:
    """``--day-is-right``."""
    command.add_argument(
        "--day-is-right",
        action="store_true",
        help="时钟（日子）看起来不对，但核对过，没有错 | the clock looks wrong, but was checked and"
        " is right",
    )


def near(name: str) -> Path:
    """The repository's folder, said shortly where one stands in the repository."""
    folder, here = ROOT / name, ambient.here()
    return folder.relative_to(here) if here and folder.is_relative_to(here) else folder


def day(text: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        return ambient.day_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"应写成 2026-05-02 这样的日期，不是 {text!r} / needs a day like 2026-05-02"
        ) from None


def url(text: str) -> str:
    """An address whose status pages fit into the QR symbol, without a slash at its end."""
    try:
        parts = urlsplit(text)
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        wrong = True
    shaped = re.fullmatch(Web(loopback=True).pattern, text, re.ASCII)
    if wrong or not shaped or "?" in text or "#" in text or ".." in text:
        raise argparse.ArgumentTypeError(
            f"应是 https:// 开头的网址，不是 {text!r} / needs an address like https://fx.example"
        )
    address = text.rstrip("/")
    if len(address) > LONGEST_SITE:
        raise argparse.ArgumentTypeError(
            f"网址最多 {LONGEST_SITE} 个字节，二维码才装得下，{text!r} 有 {len(address)} 个 / "
            f"at most {LONGEST_SITE} bytes fit into the QR code, this has {len(address)}"
        )
    return address


def number(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from ``least`` to ``most``."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(
                f"应是 {least} 到 {most} 的整数，不是 {text!r} / "
                f"needs a whole number from {least} to {most}"
            )
        return int(text)

    return read
