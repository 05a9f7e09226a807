"""``fangxin notice``: a notice is written, of what was decided or with a text to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.closed import listed
from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE, files
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import options_of
from fangxin.cli.frame.parameters import Argument, Option, one_of
from fangxin.facts.notices.head import CATALOGUED
from fangxin.facts.record.decisions import ACTS
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Decision
from fangxin.office.editing.notice import HEAD, KINDS, LABELS

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk

EXAMPLE = """\
fangxin notice decision --document 浦消联办〔2026〕8号 --commit
fangxin notice 消费提醒 --title 年前办卡，先问三句话 --summary 年前优惠最多，年后关门也最多。 \
--text 提醒.txt
fangxin notice alert --from-draft alert-prepaid-2026-10"""
CATALOGUED_KEYS = tuple(key.lower() for key in CATALOGUED)
TAKES = (
    Argument("kind", "KIND", listed(LABELS)[0], one_of(LABELS)),
    Option("--text", metavar="FILE", read=Path, help="正文，纯文本文件 | the text"),
    Option(
        "--from-draft",
        metavar="NAME",
        help="用投诉研判的草稿，名称见 fangxin draft | a draft of fangxin draft",
    ),
    Option(
        "--slug",
        metavar="NAME",
        help="文件名也就是网址，默认按文号或日期 | name of the file and address",
    ),
    *options_of(HEAD, [key for key in HEAD.table if key != "category"]),
    *options.WRITTEN,
)
BY_HAND = ("没有照档案写好的", "where nothing is made from the records")
NEEDS = {
    "title": BY_HAND,
    "summary": BY_HAND,
    "document": ("公示、决定公告", "of what was decided"),
}


def run(options: Options) -> int:
    """Write a notice, with the entry of its document where there is none yet."""
    from fangxin.cli.desk.announcing import notice_files
    from fangxin.cli.desk.changing import carry_out
    from fangxin.cli.desk.opening import open_desk

    desk = open_desk(options)
    head, text = _content(desk, options.kind)
    slug = options.slug
    if options.from_draft and slug is None:  # where fangxin draft looks for it
        slug = f"{head['date']}-{options.from_draft}"
    changed = notice_files(desk, options.kind, head, text, slug, _issued(desk, head))
    return carry_out(desk, changed, f"公告：{head['title']}")


def _issued(desk: Desk, head: dict[str, str]) -> str | None:
    """The day of the document, as far as decisions by it tell."""
    from fangxin.facts.document_number import same_document

    days = [
        one.date
        for merchant in desk.registry.merchants.values()
        for one in merchant.decisions
        if same_document(one.document, head.get("document"))
    ]
    return min(days).isoformat() if days and head.get("document") else None


def _content(desk: Desk, kind: str) -> tuple[dict[str, str], str]:
    """The head by keys in small letters, and the text."""
    options = desk.options
    if options.from_draft:
        head, text = _draft(desk, options.from_draft)
        return _head(desk, kind, head | {"category": KINDS[kind].category}), text
    if KINDS[kind].decided:
        return _decided(desk, kind)
    known = {"category": KINDS[kind].category}
    text = _text(options.text) if options.text else ""
    if not text:
        known["status"] = "draft"
        text = KINDS[kind].skeleton.format(hotline=desk.programme.site.hotline)
        complain(
            "正文是空的样子，先存成草稿（Status: draft）：写好后删去这一行，再提交",
            "the text is a skeleton and the notice a draft: write it, then delete Status: draft",
        )
    return _head(desk, kind, known), text


def _head(desk: Desk, kind: str, known: dict[str, str]) -> dict[str, str]:
    """The head of what is ``known`` and what was given; the rest is asked for."""
    usual = {"date": desk.today.isoformat()}
    if kind == "document":
        usual |= {"publisher": desk.programme.site.office, "access": "主动公开"}
        usual |= {"term": "长期公开"}
    needed = ["title", "summary", *(CATALOGUED_KEYS if kind == "document" else ())]
    needed += ["document"] if KINDS[kind].decided else []
    values = desk.values(HEAD, needed, (), usual | known)
    return {key: str(value) for key, value in values.items()}


def _text(path: Path) -> str:
    """The text of a file, tidied. Raises GivenUpError."""
    from fangxin.cli.desk.opening import GivenUpError
    from fangxin.office.editing.notice import tidied
    from fangxin.text.table.plain import decoded

    if not files(path):
        raise GivenUpError(IMPOSSIBLE)
    data = path.read_bytes()
    text = None if b"\0" in data[:4096] else decoded(data)
    if text is None:
        complain(
            f"{path} 不是纯文本（多半是 Word 文件）；请另存为“纯文本（.txt）”，编码选 UTF-8",
            f"{path} is no plain text; save it as .txt in UTF-8",
        )
        raise GivenUpError(IMPOSSIBLE)
    return tidied(text)


def _draft(desk: Desk, name: str) -> tuple[dict[str, str], str]:
    """A draft of ``fangxin draft`` by its name. Raises GivenUpError."""
    from fangxin.cli.desk.opening import GivenUpError
    from fangxin.facts.registers.complaints import COMPLAINTS
    from fangxin.office.drafts import drafts
    from fangxin.view.analysis.analysing import analyse

    registry = desk.registry
    names = {id: merchant.name for id, merchant in registry.merchants.items()}
    rows = registry.registers.of(COMPLAINTS)
    found = drafts(
        analyse(rows, registry.linked(), names, desk.today, desk.programme), desk.programme
    )
    chosen = next((one for one in found if one.name == name), None)
    if chosen is None:
        known = "、".join(one.name for one in found) or "现在一份也没有"
        complain(f"没有叫 {name} 的草稿（{known}）", f"no draft {name}; see fangxin draft")
        raise GivenUpError(IMPOSSIBLE)
    head = {"title": chosen.title, "title_en": chosen.title_en, "summary": chosen.summary}
    return head | {"area": chosen.area, "status": "draft"}, chosen.text


def _decided(desk: Desk, kind: str) -> tuple[dict[str, str], str]:
    """The notice of what records say was decided by a document."""
    from fangxin.cli.desk.announcing import decided_head, decided_text, shop_of

    document = str(desk.values(HEAD, ("document",))["document"])
    made = _made(desk, kind, document)
    _once(desk, document, kind == "publicity")
    shops = [shop_of(desk, id, one) for id, one in made]
    first = made[0][1]
    renewed = all(_renews(desk, id, one) for id, one in made)
    word = ("renew" if renewed else "certify") if first.act is Act.CERTIFIED else ""
    known = decided_head(desk, kind, shops, document, first, word)
    text = _text(desk.options.text) if desk.options.text else ""
    text = text or decided_text(desk, kind, shops, document, first, word)
    return _head(desk, kind, known), text


def _made(desk: Desk, kind: str, document: str) -> list[tuple[str, Decision]]:
    """The decisions of one kind by a document, with their merchants. Raises GivenUpError where
    there is none, or where they cannot be told in one notice."""
    from fangxin.cli.desk.announcing import several_ends
    from fangxin.cli.desk.opening import GivenUpError
    from fangxin.facts.document_number import same_document

    wanted = {Act.PUBLICISED} if kind == "publicity" else set(Act) - {Act.PUBLICISED}
    made = [
        (id, one)
        for id, merchant in sorted(desk.registry.merchants.items())
        for one in merchant.decisions
        if one.act in wanted and stands(one) and same_document(one.document, document)
    ]
    acts, ends = {one.act for _, one in made}, sorted({str(one.until) for _, one in made})
    if not made:
        complain(
            f"没有一家商户的档案里有按 {document} 作出的{KINDS[kind].label.removesuffix('公告')}；"
            "请核对文号，或先用 fangxin decide 登记",
            f"no record has such a decision by {document}; check the number, or decide first",
        )
    elif len(acts) > 1:
        labels = "、".join(ACTS[act.value][0] for act in sorted(acts))
        complain(
            f"按 {document} 作出的决定有几种（{labels}），请用 fangxin notice public --text 自己写",
            f"{document} decided several things; write the text yourself with notice public",
        )
    elif kind == "publicity" and len(ends) > 1:
        complain(*several_ends(ends))
    else:
        return made
    raise GivenUpError(IMPOSSIBLE)


def _once(desk: Desk, document: str, publicity: bool) -> None:
    """Refuse a second notice of the same decisions, unless it is given a name of its own."""
    from fangxin.cli.desk.opening import GivenUpError
    from fangxin.facts.document_number import same_document
    from fangxin.facts.notices.notice import PUBLIC

    for one in desk.sources.gazette.notices:
        same = one.is_publicity == publicity and one.kind == PUBLIC
        if same and desk.options.slug is None and same_document(one.document, document):
            complain(
                f"{document} 已经有公告：{one.place.path}；确要再发一份，用 --slug 另取文件名",
                f"{one.place.path} announces {document} already; give --slug for another one",
            )
            raise GivenUpError(IMPOSSIBLE)


def _renews(desk: Desk, id: str, decision: Decision) -> bool:
    """Whether the merchant was recognised before."""
    return any(
        one.act is Act.CERTIFIED and stands(one) and one.date < decision.date
        for one in desk.registry.merchants[id].decisions
    )


COMMAND = Command("notice", run, TAKES, EXAMPLE, needs=NEEDS)
