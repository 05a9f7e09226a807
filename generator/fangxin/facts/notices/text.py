"""What the text of a notice may hold: Markdown without HTML, links that lead somewhere allowed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.dress import borrowed
from fangxin.facts.notices.links import is_directive, is_inside, targets
from fangxin.facts.notices.unbroken import broken_numbers
from fangxin.text.fields.personal import personal_numbers
from fangxin.text.markup.addresses import host_of
from fangxin.text.yaml.characters import shown

_HTML = re.compile(r"<[A-Za-z/!?][^>\s]*")
_ATTRIBUTES = re.compile(
    r"\{:?[^}\n]*=[^}\n]*\}|\{(?:static|filename|attach|author|index)[^}\n]*\}"
)
_PLACEHOLDER = re.compile(r"\[\[[^\]\n]*\]\]")
_TITLE = re.compile(r"#(?!#)")
_UNDERLINE = re.compile(r"={2,}\s*\Z")
_WIDE = re.compile(r"\u3000+")
_CODE = re.compile(r" {4,}(?=\S)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\s{2,}\S")
_LATE = re.compile(r"(?!(?:https?|tel|mailto):)[A-Za-z][A-Za-z0-9_]*: *[^\s/]")
_BESIDE = re.compile(r"#\S|tel:[\d-]+\Z")


def check_text(
    lines: list[str], first: int, path: str, hosts: Collection[str], content: Path
) -> Iterator[Problem]:
    """Every problem of the text, whose ``lines`` begin in line ``first`` of the file. ``hosts``
    are those that may be linked, ``content`` holds the pictures."""
    if not any(line.strip() for line in lines):
        yield _problem(Place(path, max(1, first - 1)), "notice-empty")
    yield from _late_head(lines, first, path)
    above = ""
    for number, line in enumerate(lines, first):
        yield from _shape(line, above, path, number)
        yield from personal(line, path, number)
        above = line if line.strip() else above
    for number, column, target in targets(lines, first):
        yield from _link(target, Place(path, number, column), hosts, content)
    yield from _broken_numbers(lines, first, path)


def personal(line: str, path: str, number: int) -> Iterator[Problem]:
    """Numbers of persons, which stay out of everything that is published."""
    for found, zh, en in personal_numbers(line):
        column = max(line.find(found), 0) + 1
        yield _personal(found, zh, en, Place(path, number, column))


def _broken_numbers(lines: list[str], first: int, path: str) -> Iterator[Problem]:
    """Numbers of persons in pieces, which a page shows whole."""
    text = "\n".join(lines)
    for at, found, zh, en in broken_numbers(text):
        number, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at)
        yield _personal(found, zh, en, Place(path, first + number, column))


def _late_head(lines: list[str], first: int, path: str) -> Iterator[Problem]:
    """The head ends with the first empty line: what is written after one is printed."""
    for number, line in enumerate(lines, first):
        if line.strip():
            if _LATE.match(line):
                yield replace(_problem(Place(path, number), "notice-late", line), level="warning")
            return


def _personal(found: str, zh: str, en: str, place: Place) -> Problem:
    hidden = f"{found[:3]}…{found[-2:]}"  # a message must not spread what it refuses
    return Problem(
        place,
        "personal-number",
        f"公告里不能有个人信息：这里有{zh}（{hidden}）。请删去；联系方式写单位的固定电话",
        f"a notice must not hold personal data: found {en} ({hidden}); delete it and give the "
        "telephone number of an office",
    )


def _shape(line: str, above: str, path: str, number: int) -> Iterator[Problem]:
    for code, pattern in (
        ("notice-html", _HTML),
        ("notice-attributes", _ATTRIBUTES),
        ("notice-placeholder", _PLACEHOLDER),
    ):
        for match in pattern.finditer(line):
            yield _problem(Place(path, number, match.start() + 1), code, match.group())
    for column, found in borrowed(line):
        if not _ATTRIBUTES.search(line):  # or it is told already
            told = _problem(Place(path, number, column), "notice-attributes", found)
            yield replace(told, level="warning")  # it was let in once; the gate refuses it
    if _TITLE.match(line) or (above.strip() and _UNDERLINE.match(line)):
        yield _problem(Place(path, number), "notice-heading", line)
    indented = _WIDE.match(line) or (not _ITEM.match(above) and _CODE.match(line))
    if indented:
        yield _problem(Place(path, number), "notice-indent", line.strip())


def _link(
    target: str, place: Place, hosts: Collection[str], content: Path
) -> Iterator[Problem]:  # fmt: skip
    if unescape(target) != target:  # "/&#47;host" is "//host" to a browser
        yield _problem(place, "notice-link", target)
    elif is_directive(target):
        if not _ATTRIBUTES.search(target):  # or it is told already
            yield _problem(place, "notice-attributes", target)
    elif is_inside(target) and target.startswith("/images/"):
        if "/." in target or not (content / target[1:]).is_file():
            yield _problem(place, "notice-picture", target)
    elif is_inside(target) or _BESIDE.match(target):
        return
    elif re.match(r"(?i:https?)://[^\\@]+\Z", target):
        host = host_of(target) or "?"
        if host not in hosts:
            yield _problem(place, "notice-host", host)
    else:
        yield _problem(place, "notice-link", target)


_WORDS = {
    "notice-empty": (
        "公告须有正文：开头后面是空的。请空一行，写上正文",
        "a notice must have a text: there is none after the head; leave a line empty and write it",
    ),
    "notice-late": (
        "开头到第一个空行为止，后面的都是正文：「{found}」会照样印在网页上。"
        "是开头的，请删去它前面的空行；不是的，请换个说法",
        "the head ends with the first empty line, so '{found}' is printed on the page; if it "
        "belongs to the head, delete the empty line before it, or else put it in other words",
    ),
    "notice-html": (
        "正文只用 Markdown，不写 HTML：这里是「{found}」。加粗写 **文字**，链接写 [文字](网址)；"
        "确要写小于号，请写“小于”",
        "the text must be Markdown without HTML: found '{found}'; write **bold** and [text](link)",
    ),
    "notice-attributes": (
        "花括号里不能写属性或文件指令：这里是「{found}」。请删去；样式由网站统一，"
        "链接写 /notices/文件名/ 这样的网址",
        "no attributes or file directives in braces: found '{found}'; delete it, and link to "
        "addresses like /notices/name/",
    ),
    "notice-placeholder": (
        "公告发布后一个字也不应再变，不能用会变的「{found}」。请直接写出内容",
        "a notice must not change afterwards, so '{found}' cannot be used; write it out",
    ),
    "notice-heading": (
        "正文里的标题从二级开始，写成「## 标题」（一级标题就是 Title）：这里是「{found}」。请改正",
        "headings in the text begin with '## ' (Title is the first level): found '{found}'",
    ),
    "notice-indent": (
        "段首不用空格，段落之间空一行，网页自己排版：「{found}」前面有空格。请删去这些空格",
        "a paragraph must begin at the margin: blanks stand before '{found}'; delete them",
    ),
    "notice-picture": (
        "图片须放在 content/images/ 里：没有「{found}」。请放入图片，或核对文件名",
        "a picture must lie in content/images/: '{found}' is not there; add it or check its name",
    ),
    "notice-host": (
        "只能链接 site.yml 里 allowed_hosts 列出的网站：这里是「{found}」。"
        "请删去链接，只写名称；确需链接的，先把主机名写进 allowed_hosts",
        "links may lead to hosts in allowed_hosts of site.yml only: found '{found}'; write the "
        "name without a link, or add the host there",
    ),
    "notice-link": (
        "链接须以 /（本站）、#（本页）、tel: 或 http(s):// 开头：这里是「{found}」。请改正",
        "a link must begin with / (this site), # (this page), tel: or http(s)://: found '{found}'; "
        "correct it",
    ),
}


def _problem(place: Place, code: str, found: str = "") -> Problem:
    zh, en = _WORDS[code]
    text = shown(found, 30)
    return Problem(place, code, zh.replace("{found}", text), en.replace("{found}", text))
