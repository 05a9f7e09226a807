"""Parameters that several commands take, as values: who, which day, which folders."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from click import Parameter

from fangxin.base import machine, report
from fangxin.base.closed import Labels
from fangxin.base.where import near
from fangxin.cli.frame.days import day
from fangxin.cli.frame.fields import field_option
from fangxin.cli.frame.parameters import (
    FOLDERS,
    OPTIONS,
    Argument,
    Option,
    Read,
    Switch,
    Words,
    one_of,
)
from fangxin.cli.frame.refusal import UnfitError
from fangxin.facts.code_size import LONGEST_SITE
from fangxin.facts.record.parts import ADMISSION, VOID
from fangxin.text.fields.kinds import Web
from fangxin.text.fields.tables import Group

ROOT = Path(__file__).resolve().parents[3]  # of the program: its theme and its settings


def url(text: str) -> str:
    """An address whose status pages fit into the QR symbol, without a slash at its end."""
    try:
        parts = urlsplit(text)
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        wrong = True
    shaped = re.fullmatch(Web(loopback=True).pattern, text, re.ASCII)
    if wrong or not shaped or "?" in text or "#" in text or ".." in text:
        raise UnfitError(
            f"应是 https:// 开头的网址，不是 {text!r}", "needs an address like https://fx.example"
        )
    address = text.rstrip("/")
    if len(address) > LONGEST_SITE:
        raise UnfitError(
            f"网址最多 {LONGEST_SITE} 个字节，二维码才装得下，{text!r} 有 {len(address)} 个",
            f"at most {LONGEST_SITE} bytes fit into the QR code, this has {len(address)}",
        )
    return address


def number(least: int, most: int) -> Read:
    """A reader of whole numbers from ``least`` to ``most``."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise UnfitError(
                f"应是 {least} 到 {most} 的整数，不是 {text!r}",
                f"needs a whole number from {least} to {most}",
            )
        return int(text)

    return read


def approver(text: str) -> str:
    """Somebody who approved, by role and mail address."""
    if not re.fullmatch(r"[^<>\n]{1,40} <[^<>@\s]+@[^<>@\s]+>", text):
        raise UnfitError(
            f"应写成“分管负责人 <fenguan@fx.example>”这样，不是“{text}”", "needs 'Role <mail>'"
        )
    return text


MERCHANT = Argument("id", "ID", "商户编号 | the merchant's ID", str.upper)
JSON = Switch("--json", help="输出 JSON，供程序读取 | JSON, for programs", heading=FOLDERS)
MERCHANTS = Option(
    "--merchants",
    heading=FOLDERS,
    metavar="DIR",
    read=Path,
    default=lambda: near("merchants"),
    help="商户档案目录 | folder of records (default: merchants/)",
)
CONTENT = Option(
    "--content",
    heading=FOLDERS,
    metavar="DIR",
    read=Path,
    default=lambda: near("content"),
    help="规则和文章目录 | folder of the programme and articles (default: content/)",
)
OUTPUT = Option(
    "--output",
    heading=FOLDERS,
    metavar="DIR",
    read=Path,
    default=lambda: near("output"),
    help="网站目录 | folder of the site (default: output/)",
)
AS_OF = Option(
    "--as-of",
    metavar="YYYY-MM-DD",
    read=day,
    help="以哪一天为准，例如昨天（默认北京时间今天）| the day that counts (default: today in"
    " UTC+08:00)",
)
REPOSITORY = Option(
    "--repository",
    heading=FOLDERS,
    metavar="DIR",
    read=Path,
    default=Path(),
    help="登记簿的 git 仓库（默认所在的）| the registry's repository (default: here)",
)
SITE_URL = Option(
    "--site-url",
    metavar="URL",
    read=url,
    help="网站地址（默认见 site.yml）| address of the site (default: as in site.yml)",
)
JOBS = Option(
    "--jobs",
    heading=FOLDERS,
    metavar="N",
    read=number(1, 1024),
    default=machine.cores,
    help="同时工作的进程数 | processes at work (default: all processors)",
)
DAY_IS_RIGHT = Switch(
    "--day-is-right",
    help="时钟（日子）看起来不对，但核对过，没有错 | the clock looks wrong, but was checked and is"
    " right",
)
SERVER = Argument(
    "server", "DIR", "init-server 建立的目录 | the folder that init-server made", Path
)
SOURCES = (MERCHANTS, CONTENT, AS_OF)  # what is read, and the day that counts
WRITTEN = (  # how a change is shown, written and committed
    *SOURCES,
    Switch("--dry-run", help="只看后果，不写入 | show what it would do, write nothing"),
    Switch("-y", "--yes", help="不再询问 | write without asking"),
    Switch("--commit", help="写入后提交到 git | commit to git afterwards"),
    Switch(
        "--another",
        help="已登记过一样的，这确是另一件 | the same is entered already, and this is another one",
    ),
    Option(
        "--approved-by",
        metavar="WHO",
        read=approver,
        multiple=True,
        help="批准人，写成“岗位 <邮箱>”，可写几次 | who approved it, as 'Role <mail>'",
    ),
    JSON,
)


def fact(zh: str, *, required: bool = True) -> Argument:
    """The fact of a merchant that a command is about."""
    return Argument("fact", "FACT", f"{zh}，例如 F1 | id of the fact", str.upper, required=required)


STYLES: Labels = dict(zip(report.STYLES, ("文字", "", "流水线"), strict=True))


def style(known: Labels, usual: str, words: str) -> Option:
    """How results are written: ``--format``, of which ``--json`` is a short way."""
    shown = "{" + ",".join(known) + "}"
    return Option(
        "--format",
        metavar=shown,
        read=one_of(known),
        default=usual,
        help=words,
        heading=FOLDERS if known is STYLES else OPTIONS,
    )


def admitted() -> tuple[Option, ...]:
    """What lets in an appeal or a reply that came after its last day."""
    heading = "过了期限准予受理的 | let in after the last day"
    return tuple(
        field_option(ADMISSION.table[key], heading, f"admitted_{key}")
        for key in ("document", "reason")
    )


NEW: Words = ("新的一件", "of a new one")
_NOT_TYPED = ("id", "void", "corrected")  # of a row: given, said by --void, written by correct


def row(table: Group, example: str) -> tuple[Parameter, ...]:
    """What a command takes that enters a row of a register, or what comes later."""
    words = f"要补记的那一行的编号，例如 {example}；新的一件不写 | a row that is there"
    reason = VOID.table["reason"]
    void = Option(
        "--void",
        metavar="REASON",
        help=f"这一行登记有误，写原因，例如 {reason.example} | the row was a mistake: why",
    )
    document = Option(
        "--void-document",
        "field_void_document",
        metavar="DOCUMENT",
        help="更正的文号，和 --void 一起写 | the document for it, with --void",
    )
    return (
        Argument("id", "ID", words, str.upper, required=False),
        *(field_option(spec) for spec in table.fields if spec.key not in _NOT_TYPED),
        void,
        document,
        *WRITTEN,
    )
