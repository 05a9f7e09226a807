"""What a text says of somebody's standing, as a hurried reader takes it: words, ticks, numbers.

Only the registry tells a standing, on the merchant's own page and on that day. A text of the office
may explain what the words mean, and warn of fakes; it must not look like a status itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from fangxin.facts.notices.page import letters, seen
from fangxin.text.han import folded

PieceSort = Literal["heading", "paragraph", "piece"]  # piece: of a list, a table, a head
_TICKS = frozenset("✅✔☑✓√🗸🗹🆗💯🟢🟩💚👌👍🏅🎖🥇🛡🔰☘🍀⭕◉⍻")


def _shape(pattern: str) -> re.Pattern[str]:
    """A pattern for letters in the form that stands for all forms of them."""
    return re.compile(folded(pattern))


# Said of now: 认定有效, 认定仍然有效, 状态：有效, 有效至. Not: 认定有效期三年.
_CLAIM = _shape(
    r"(?:认定|认证|核验|验证|核准|审定|评定).{0,4}(?:有效(?!期)|合格|通过)"
    r"|(?:资格|证书|标牌|状态|登记|徽标)(?:目前|现在|仍|仍然|当前|均|是|为|现|状态|一切)?(?:有效(?!期)|正常)"
    r"|(?:是|系|属于|属)(?:我县|本县|本地)?的?放心消费(?:示范)?单位"
    r"|有效期?(?:至|到)|正在?有效|现行有效"
    r"|(?:recogni[sz]ed|certified|certification|recognition|certificate|status)"
    r"(?:is|isstill|currently|status|remains)?(?:valid|active|certified|recogni[sz]ed|green)"
    r"|validaslastpublished|valid(?:today|until|through)|(?:is|currently)(?:certified|recogni[sz]ed)"
)
# With a tick, or with a number and nothing else, less says the same.
_WEAK = _shape(
    r"认定|有效(?!期)|合格|认证|核验|放心消费(?:示范)?单位|certified|recogni[sz]ed|valid|approved|verified"
)
_PLAIN = _shape(
    r"放心消费(?:示范)?(?:单位|商店|网店|餐饮店?|市场|景区)|目前|现在|当前|今天|今日|绿色|已|中|"
    r"状态|本店|该店|编号|证书号?|标牌|"
    r"商户|自|至|起|止|年|月|日|号|的|是|为|\d+|aslastpublished|until|since|from|no|the|on|a-z"
)
_ACT = _shape("公示|申请|受理|决定|通知|公告|名单|编号|变更|续期")
_OURS = _shape("认定|认证|核验|放心消费|资格|标牌|证书|状态|recogni|certif|valid")
_TWICE = _shape(  # a denial that is denied says yes
    r"(?:从不|从未|没有?|未曾?|非|不是|绝非|并非|不会|决不|绝不|never|not)(?:被|会|是|been)?"
    r"(?:假|冒|伪|撤销|失效|作废|无效|暂停|到期|fake|revoked|false)|(?:打|无|防)假|假一[赔罚]"
)
_DENIED = _shape(
    r"假(?:标|牌|的|证|徽|网|冒|称|店|货)|[是系属为]假|冒[用充]|伪造|仿冒|谎称|自称|不是|不等于|并非|未经|"
    r"未认定|没有认定|不再|撤销|失效|作废|无效|尚未|拟认定|不代表|不得|不予|如果|是否|怎样|怎么|如何|何时|什么|是不是|才[算是有能]|"
    r"fake|false|forged|isnot|notvalid|nolonger|notrecogni|expired|revoked|whether"
)
_HEAD = re.compile(r"[A-Za-z][A-Za-z0-9_]*:[ ]*(.*)")
_PIECE = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+|\s*\|")
_HEADING = re.compile(r" {0,3}(#{1,6})\s*(.*?)[ #]*\Z")
_RULE = re.compile(r" {0,3}(?:=+|-{2,})\s*\Z")
_MARKS = re.compile(r"[*_`~\\|>]+")
_DROPPED = dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, 0x20E3))
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFF0D), "-")
# What looks like the number of a certificate, a sign or a merchant; standards do not.
_NUMBER = re.compile(
    r"(?<![A-Z0-9])(?!(?:GB|GBT|DB|QB|SB|NY|HJ|GA|ISO|T)[ /-]?\d)"
    r"[A-Z]{1,6}(?:[ -]?[A-Z]{0,4}\d[ -]?){4,}[A-Z]?(?![A-Z0-9])"
    r"|(?:编号|证书号?|证号|标牌号?|NO\.?)[:: ]{0,2}\d{4,}"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or one piece of a list, of a table or of the head, as it is read.
    ``line`` is where it begins; ``level`` of a heading."""

    line: int
    sort: PieceSort
    text: str
    level: int = 0

    @property
    def said(self) -> str:
        """Letters and digits alone, in small letters and one form of each character."""
        return letters(folded(self.text)).casefold()

    @property
    def ticked(self) -> bool:
        """Whether it holds a tick, or a green sign that looks like one."""
        return any(char in _TICKS for char in self.text)

    @property
    def claims(self) -> bool:
        """Whether it says that a recognition holds now, and does not deny it."""
        return self.affirms and not self.denies

    @property
    def affirms(self) -> bool:
        """Whether it has the words for a recognition that holds."""
        return any(map(_CLAIM.search, (self.said, self._apart)))

    @property
    def _apart(self) -> str:
        """What is said without the numbers: 标牌 BP-2025-0101 有效."""
        return letters(folded(_NUMBER.sub("", self.text.upper()))).casefold()

    @property
    def hints(self) -> bool:
        """Whether it would say so beside a tick."""
        return bool(_WEAK.search(self.said))

    @property
    def denies(self) -> bool:
        """Whether it warns of somebody's claim, or says the contrary."""
        return bool(_DENIED.search(_TWICE.sub("", self.said)))

    @property
    def is_bare(self) -> bool:
        """Whether it says a standing and next to nothing else."""
        return bool(_OURS.search(self.said)) and self.is_short

    @property
    def is_short(self) -> bool:
        """Whether there is next to nothing besides such words and numbers."""
        rest = self._apart
        for pattern in (_CLAIM, _WEAK, _PLAIN):
            rest = pattern.sub("", rest)
        return len(rest) <= 4

    @property
    def tells_shortly(self) -> bool:
        """Whether it is a heading or paragraph that speaks of a recognition, of no act of the
        office, and says next to nothing else."""
        spoken = self.sort != "piece" and self.hints and not _ACT.search(self.said)
        return spoken and self.is_short and not self.denies

    def numbers(self) -> Iterator[str]:
        """What looks like a number of something that is registered, capitals and digits alone."""
        for match in _NUMBER.finditer(self.text.upper()):
            yield "".join(char for char in match.group() if char.isascii() and char.isalnum())


def blocks(text: str, first: int = 1) -> list[Block]:
    """The blocks of a page or notice with its head, its first line being number ``first``."""
    lines = plain(seen(text.removeprefix("\ufeff").replace("\r\n", "\n"), titles=True)).split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    found: list[Block] = []
    for at, line in enumerate(lines[:end]):
        match = _HEAD.fullmatch(line.strip())
        value = match[1] if match else line
        if value.strip():
            found.append(Block(first + at, "piece", value.strip()))
    pending: list[tuple[int, str]] = []
    for at, line in enumerate([*lines[end:], ""], end):
        heading = _HEADING.match(line)
        underline = _RULE.match(line) and len(pending) == 1
        if underline:
            found.append(Block(first + pending[0][0], "heading", pending[0][1], 2))
            pending = []
        elif line.strip() and not heading and not _PIECE.match(line):
            pending.append((at, _bare(line)))
        else:
            found += _joined(pending, first)
            pending = []
            if heading:
                found.append(Block(first + at, "heading", _bare(heading[2]), len(heading[1])))
            elif line.strip():
                found.append(Block(first + at, "piece", _bare(_PIECE.sub("", line, count=1))))
    return [block for block in found if block.text]


def _joined(pending: list[tuple[int, str]], first: int) -> list[Block]:
    if not pending:
        return []
    return [Block(first + pending[0][0], "paragraph", " ".join(text for _, text in pending))]


def plain(text: str) -> str:
    """As browsers show it, in one width, without what nobody sees."""
    return unicodedata.normalize("NFKC", unescape(text)).translate(_DROPPED).translate(_DASHES)


def _bare(line: str) -> str:
    return " ".join(_MARKS.sub("", line).split())
