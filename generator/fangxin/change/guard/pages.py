"""Pages and pictures: text that orders nothing of the site generator and runs nothing in browsers.

Pelican obeys the head of a page (``Save_as``, ``Template``) and words in braces, which fetch any
file of the machine that builds; a browser runs scripts that lie beside a page. What may stand in
the text itself is said in ``fangxin.facts.notices.pagetext``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.change.guard.written import (
    hosts_allowed,
    page_is_written_plainly,
    picture_is_drawn_plainly,
)
from fangxin.facts.notices.dress import CLASSES
from fangxin.facts.notices.pagetext import line_faults, text_faults, undrawn
from fangxin.facts.registers.declared import every
from fangxin.registry.sources.revision import CONTENT, is_plain
from fangxin.text.yaml.characters import shown

PAGES, IMAGES = f"{CONTENT}/pages/", f"{CONTENT}/images/"
MOST_BYTES = 256 * 1024
HEAD = ("Title", "Title_en", "Slug", "Description")
PICTURES = frozenset(
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".docx", ".xlsx"]
)
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_]*):[ ]*(.*)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Folders that the program fills itself: a page there would stop every publication, or stand among
# what merchants' standings say.
_TAKEN = frozenset(
    [
        "404",
        "admin",
        "alerts",
        "api",
        "documents",
        "feeds",
        "images",
        "m",
        "notices",
        "operator",
        "policy",
        "programme",
        "publicity",
        "registry",
        "revoked",
        "search",
        "theme",
        "verify",
    ]
)


def _taken() -> frozenset[str]:
    return _TAKEN | {register.page for register in every() if register.page}


# What is wrong, by the code of the fault: "{found}" is what stands there.
_WORDS = {
    "page-active": (
        "页面和图片里不能有脚本、框架、事件、样式，也不能有取别的文件的指令：这里是「{found}」。"
        "请删去；样式由网站统一，链接写 /notices/文件名/ 这样的网址",
        "pages and pictures hold no scripts, frames, handlers, styles, nor orders that fetch other "
        "files: found '{found}'; delete it, and link to addresses like /notices/name/",
    ),
    "page-poses": (
        "页面不能借用状态、标牌的样子（颜色、卡片、徽记），看的人会当成认定有效：这里是「{found}」。"
        f"请删去；可用的样式只有 {'、'.join(sorted(CLASSES))}",
        "a page must not borrow the looks of a status or a sign, which would be taken for a "
        f"recognition: found '{{found}}'; delete it; the classes are {', '.join(sorted(CLASSES))}",
    ),
    "page-tag": (
        "页面里的标签须照通常写法（小写、引号成对），只用段落、链接、表格这一类：这里是「{found}」。"
        "请改用 Markdown，小于号写成 &lt;",
        "tags of a page must be plain (lower case, values in double quotes) and of the common ones:"
        " found '{found}'; write Markdown instead, and &lt; for the sign",
    ),
    "page-host": (
        "页面只能链接 site.yml 里 allowed_hosts 列出的网站：这里指向「{found}」。"
        "请删去链接，只写名称",
        "a page may only lead to hosts in allowed_hosts of site.yml: found '{found}'; write the "
        "name without a link",
    ),
    "personal-number": (
        "页面里不能有个人信息：这里有 {found}。请删去；联系方式写单位的固定电话",
        "a page must not hold personal data: found {found}; delete it and give the telephone "
        "number of an office",
    ),
}


def pages_are_plain(push: Push) -> Iterator[Problem]:
    """A page is Markdown with a known head, a picture is a picture; neither runs anything."""
    gained = [
        path
        for path in push.changed
        if path.startswith((PAGES, IMAGES)) and is_plain(push.new.files.get(path))
        if not PurePosixPath(path).name.startswith(".")
    ]
    allowed = hosts_allowed(push.new.sources.programme)
    for path in gained:
        ending = PurePosixPath(path).suffix
        if path.startswith(PAGES) and ending == ".md":
            yield from _page(push, path, push.text(path))
            yield from page_is_written_plainly(path, push.text(path), allowed)
        elif path.startswith(PAGES) or ending.lower() not in PICTURES:
            yield _stray(path)
        elif ending.lower() == ".svg":
            yield from _quiet(push, path, push.text(path))
            yield from picture_is_drawn_plainly(path, push.data(path), allowed)


def _page(push: Push, path: str, text: str) -> Iterator[Problem]:
    if len(text) > MOST_BYTES or "\ufffd" in text or "\0" in text:
        yield _bad_head(path, 1, "不是 256 KB 以内的 UTF-8 文字", "is no UTF-8 text of 256 KiB")
        return
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    head: dict[str, str] = {}
    for number, line in enumerate(lines[:end], 1):
        match = _LINE.fullmatch(line)
        key = match[1] if match else ""
        if match is None or key not in HEAD or key in head:
            yield _bad_head(path, number, f"有一行「{shown(line, 30)}」", "has another line")
        head[key] = match[2].strip() if match else ""
    slug = head.get("Slug", PurePosixPath(path).stem)
    if not head.get("Title") or not _SLUG.fullmatch(slug):
        yield _bad_head(
            path, 1, "没有 Title，或 Slug（文件名）不全是小写字母、数字和短横",
            "has no Title, or a Slug that is not lower-case letters, digits and hyphens",
        )  # fmt: skip
    elif slug in _taken() or slug in _other_slugs(push, path):
        yield _bad_head(
            path, 1, f"的网址 /{slug}/ 已经有别的网页，请另取 Slug（文件名）",
            f"has the address /{slug}/ of another page of the site; choose another Slug",
        )  # fmt: skip
    yield from _quiet(push, path, text)


def _other_slugs(push: Push, path: str) -> set[str]:
    """The slugs of all other pages."""
    pages = (one for one in push.new.files if one.startswith(PAGES) and one.endswith(".md"))
    slugs = set()
    for other, data in push.new.texts(tuple(one for one in pages if one != path)).items():
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        said = re.search(r"(?m)^Slug:[ ]*(.+?)[ ]*$", re.split(r"\n\s*\n", text, maxsplit=1)[0])
        slugs.add(said[1] if said else PurePosixPath(other).stem)
    return slugs


def _quiet(push: Push, path: str, text: str) -> Iterator[Problem]:
    """Nothing in a text that a browser runs, that poses as a status or leads to strangers."""
    hosts = hosts_allowed(push.new.sources.programme)
    if path.endswith(".svg"):
        text = undrawn(text)
    faults = [
        (number, fault)
        for number, line in enumerate(text.split("\n"), 1)
        for fault in line_faults(line, hosts, path.endswith(".svg"))
    ]
    for number, fault in (*faults, *text_faults(text)):
        zh, en = _WORDS[fault.code]
        found = shown(fault.found, 30)
        yield Problem(
            Place(path, number, fault.column),
            fault.code,
            zh.replace("{found}", found),
            en.replace("{found}", found),
        )


def _bad_head(path: str, line: int, zh: str, en: str) -> Problem:
    return Problem(
        Place(path, line),
        "page-head",
        f"页面须以「Title: 标题」这样的几行开头，空一行再写正文，开头只能有 {'、'.join(HEAD)}，"
        f"各写一次：这个文件{zh}。请改正",
        f"a page must begin with lines of {', '.join(HEAD)}, each once, then an empty line: this "
        f"one {en}; correct it",
    )


def _stray(path: str) -> Problem:
    return Problem(
        Place(path),
        "misplaced-file",
        f"content/pages/ 里只放 .md 页面，content/images/ 里只放图片和附件"
        f"（{'、'.join(sorted(PICTURES))}）：别的文件浏览器可能当程序运行。请移走或改成这些格式",
        "content/pages/ holds pages (.md) only, content/images/ pictures and attachments "
        f"({', '.join(sorted(PICTURES))}), because browsers may run others; move it away",
    )
