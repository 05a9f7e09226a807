"""A notice as a file: its head in the order of the field table, and a text to begin with.

What the office decides about shops needs no pen: the text is made from the decisions. For the rest
there is a skeleton, which stays a draft until somebody has written it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fangxin.facts.document_number import numbers_in
from fangxin.facts.notices.head import FIELDS
from fangxin.facts.notices.notice import ALERT, CAMPAIGN, DOCUMENT, PUBLIC, RESERVED
from fangxin.text.fields.tables import Group

_SERIAL = re.compile(r"\d+")  # of a serial number such as 21-2 or 21之一
_MARKED = re.compile(r"([\\`*_\[\]<>])")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WIDE = re.compile(r"^[\u3000 \t]*\u3000[\u3000 \t]*", re.MULTILINE)

# The head of a notice with its keys as options are written; --merchants is the folder of records.
KEYS = {"shops" if spec.key == "Merchants" else spec.key.lower(): spec.key for spec in FIELDS}
HEAD = Group(
    tuple(replace(spec, key=key, required=False) for key, spec in zip(KEYS, FIELDS, strict=True))
)


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What a command can make: its category, how its file is named, whether its text is made from
    decisions."""

    label: str
    category: str
    begins: str
    decided: bool = False
    skeleton: str = ""


KINDS: Mapping[str, NewNotice] = {
    "publicity": NewNotice("公示", PUBLIC, "gs", decided=True),
    "decision": NewNotice("决定公告", PUBLIC, "rd", decided=True),
    "public": NewNotice(
        "公示公告",
        PUBLIC,
        "gg",
        skeleton="（请写：什么事，什么时候起，向谁了解。）\n\n"
        "今天是什么状态，以商户自己的页面为准，见[查放心店](/registry/)。\n",
    ),
    "alert": NewNotice(
        "消费提醒",
        ALERT,
        "alert",
        skeleton="（请写：最近哪里容易吃亏，一两句话。）\n\n"
        "**付款之前**：（请写：看什么、问什么、留什么凭证。）\n\n"
        "**发生纠纷**：先和商家协商；谈不拢的，拨打 [{hotline}](tel:{hotline})。\n",
    ),
    "campaign": NewNotice(
        "专项行动",
        CAMPAIGN,
        "campaign",
        skeleton="**查什么**：（请写。）\n\n**怎么查**：（请写：哪些部门，用什么办法。）\n\n"
        "**什么时候**：（请写：从哪天到哪天。）\n\n"
        "查出问题的单位怎样处理，见[认定与退出规则](/policy/)。\n",
    ),
    "document": NewNotice(
        "政策文件", DOCUMENT, "doc", skeleton="（请贴上文件原文，段落之间空一行。）\n"
    ),
}
LABELS = {code: kind.label for code, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop as a notice lists it. ``address`` as far as it is public; ``until``: the last day of
    what was decided."""

    id: str
    name: str
    address: str | None = None
    certificate: str | None = None
    until: str | None = None


def slug_of(kind: str, document: str | None, day: date, taken: Collection[str]) -> str:
    """A file name that no notice has: by the number of the document, or else by the day."""
    number = next(iter(numbers_in(document or "")), None)
    serial = _SERIAL.match(number.serial) if number else None
    stem = f"{number.year}-{serial[0]}" if number and serial else day.isoformat()
    slug = f"{KINDS[kind].begins}-{stem}"
    tries = (slug, *(f"{slug}-{again}" for again in range(2, 1000)))
    return next(one for one in tries if one not in taken and one not in RESERVED)


def is_slug(name: str) -> bool:
    """Whether a notice may have this file name."""
    return bool(_SLUG.fullmatch(name))


def notice(head: Mapping[str, str], text: str) -> bytes:
    """The file: the head's keys as notices have them, an empty line, the text."""
    lines = [f"{spec.key}: {head[spec.key]}\n" for spec in FIELDS if head.get(spec.key)]
    return ("".join(lines) + "\n" + text.strip("\n") + "\n").encode()


def tidied(text: str) -> str:
    """A text as people paste it: paragraphs that are indented begin at the margin, with an empty
    line before each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _WIDE.search(text):
        text = re.sub(r"\n{3,}", "\n\n", _WIDE.sub("\n", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n") + "\n"


def list_of(shops: Sequence[Shop]) -> str:
    """The shops, a line each."""
    return "".join(f"- {'，'.join(_parts(shop))}\n" for shop in shops)


def _parts(shop: Shop) -> list[str]:
    parts = [_MARKED.sub(r"\\\1", shop.name), f"编号 {shop.id}"]
    if shop.address:
        parts.append(_MARKED.sub(r"\\\1", shop.address))
    if shop.certificate:
        parts.append(f"证书 {shop.certificate}")
    if shop.until:
        parts.append(f"至 {shop.until}")
    return parts


def publicity_text(shops: Sequence[Shop], office: str) -> str:
    """What a publicity says: who is proposed, what it means, how to object."""
    return (
        f"经商户申请、牵头部门核查，下列 {len(shops)} 家单位符合示范建设主体条件，"
        "拟认定为放心消费单位（含续期），现予集中公示，接受公众监督。\n\n"
        f"{list_of(shops)}\n"
        "公示不是认定。公示期内不得悬挂标牌；续期公示的单位，原认定在有效期内继续有效。\n\n"
        "## 怎样提出异议\n\n"
        f"在公示截止日（含当日）之前，向{office}提出，写明商户编号、您了解的事实和联系方式。"
        "联系方式只用于核实，不会公布。办法见[公示与异议](/publicity/#object)。\n\n"
        "异议没有处理完，不作出认定；异议成立，不予认定。处理结果写在商户自己的页面上。\n"
    )


def decision_text(shops: Sequence[Shop], act: str, document: str) -> str:
    """What was decided about shops; ``act`` as it is said of one (认定, 暂停认定)."""
    whom = f"下列 {len(shops)} 家单位"
    said = {
        "认定": f"公示期满，决定认定{whom}为放心消费单位（{document}）。",
        "续期": f"决定{whom}的放心消费单位认定续期（{document}）。",
    }.get(act, f"决定对{whom}{act}（{document}）。")
    return (
        f"{said}\n\n{list_of(shops)}\n"
        "今天是什么状态，以各自的页面为准，扫标牌上的二维码就能看到。认定和标牌均不收费。"
        "理由和规则见[认定与退出规则](/policy/)。\n"
    )
