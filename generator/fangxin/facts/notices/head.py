"""The head of a notice: lines ``Key: value`` up to the first empty line, read by a field table.

Pelican reads the same lines, but takes whatever it finds: a key twice, a misspelt key, no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.mending import (
    CORRECTED,
    RECORDED,
    WITHDRAWN,
    corrections,
    late_entry,
    withdrawal,
)
from fangxin.facts.notices.notice import DOCUMENT, KINDS, PUBLIC, Notice
from fangxin.facts.record.parts import CODE
from fangxin.text.fields.idents import MerchantId
from fangxin.text.fields.kinds import Choice, Coded, Line
from fangxin.text.fields.shape import Kind as FieldKind
from fangxin.text.fields.tables import BROKEN, Field, Group, Lists, Only, Report, Schema
from fangxin.text.fields.times import Day
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Map, Node, Text

_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_]*):[ ]*(.*?)[ ]*\Z")
_PART = re.compile(r"[^\s、，,；;]+")
STATUSES = {"published": ("发布", "published"), "draft": ("草稿，不发布", "a draft")}
ACCESS = {
    "主动公开": ("本机关主动公开", "published unasked"),
    "依申请公开": ("申请后公开", "published on request"),
}


@dataclass(frozen=True, slots=True)
class WordList:
    """Several values of one kind on one line, with 、 or commas or blanks between them."""

    item: FieldKind

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """A tuple, or ``BROKEN`` when one of them is."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        values = []
        for part in _PART.finditer(node.value):
            here = Text(part.group(), node.line, node.column + part.start(), False)
            values.append(self.item.read(here, spec, report))
        return BROKEN if BROKEN in values else tuple(dict.fromkeys(values))

    def schema(self, lists: Lists) -> Schema:
        """A line of text."""
        return {"type": "string"}


def _area(of: str) -> Coded:
    return Coded(CODE, "代码（小写字母）", "a code (lower-case)", of=of)


FIELDS = (
    Field("Title", Line(80), "标题", "title", required=True, example="春节前…"),
    Field("Title_en", Line(120), "英文标题", "English title"),
    Field("Date", Day(), "发布日期", "day", required=True, example="2026-03-02"),
    Field(
        "Category",
        Choice({kind.label: (kind.label, kind.label_en) for kind in KINDS.values()}),
        "类别",
        "category",
        required=True,
        example=PUBLIC,
    ),
    Field(
        "Summary",
        Line(120),
        "一句话摘要",
        "summary",
        "列表、订阅和搜索里显示",
        required=True,
        example="…",
    ),
    Field("Status", Choice(STATUSES), "状态", "status", example="draft"),
    Field(
        "Corrected",
        Coded(CORRECTED, "更正的日子和文号，几次的用分号隔开", "day and document of corrections"),
        "更正",
        "corrections",
        "发布以后改了文字的，必须写；原来的话照引在正文里（每行以「> 」开头）",
        "what it said before is quoted in the text",
        example="2026-03-16 浦消联办〔2026〕107号",
    ),
    Field(
        "Withdrawn",
        Coded(WITHDRAWN, "撤回的日子、文号、理由，用空格隔开", "day, document and reason"),
        "撤回",
        "withdrawal",
        "发错了的公告不删，写明撤回，原文留着",
        "a notice in error stays and says that it is withdrawn",
        example="2026-03-16 浦消联办〔2026〕107号 名单弄错",
    ),
    Field(
        "Recorded",
        Coded(RECORDED, "补登的日子和理由，用空格隔开", "day and reason of a late entry"),
        "补登",
        "late entry",
        "Date 早于上次发布的（从旧网站移来的等），必须写；网页上写明补登于哪天",
        "for a notice whose Date lies before the last publication",
        example="2026-03-16 漏发",
    ),
    Field("Document", Line(80), "文件编号", "document number"),
    Field(
        "Index",
        Coded(
            r"\d{6}-\d{3}-\d{6}-\d{4}-\d{4}",
            "索引号（区划代码-单位-分类-年份-顺序号）",
            "an index number: area, body, class, year, number",
        ),
        "索引号",
        "index number",
        example="330726-001-020300-2017-0008",
    ),
    Field("Subject", Line(40), "内容分类", "class", example="县府办文件"),
    Field("Access", Choice(ACCESS), "公开方式", "access", example="主动公开"),
    Field("Term", Line(40), "公开时限", "term", example="长期公开"),
    Field("Publisher", Line(60), "发布单位", "publisher", example="县府办"),
    Field("Begins", Day(), "公示开始", "first day", example="2026-03-02"),
    Field("Ends", Day(), "公示截止", "last day", example="2026-03-09"),
    Field("Merchants", WordList(MerchantId()), "涉及商户", "merchants"),
    Field("Area", WordList(_area("areas")), "消费领域", "field", example="prepaid"),
    Field("Campaign", _area("campaigns"), "专项行动", "campaign"),
)
CATALOGUED = ("Document", "Index", "Subject", "Access", "Term", "Publisher")


ATTRIBUTES = {"Category": "kind", "Area": "areas"}  # where they are not just in lower case


def _notice(
    Status: str = "published",
    Corrected: str = "",
    Withdrawn: str = "",
    Recorded: str = "",
    **values: Any,
) -> Notice:  # named like their keys
    named = {ATTRIBUTES.get(key, key.lower()): value for key, value in values.items()}
    return Notice(
        draft=Status == "draft",
        corrected=corrections(Corrected) if Corrected else (),
        withdrawn=withdrawal(Withdrawn) if Withdrawn else None,
        recorded=late_entry(Recorded) if Recorded else None,
        **named,
    )


HEAD = Group(
    FIELDS,
    build=_notice,
    order=(("Begins", "Ends"),),
    together=(("Begins", "Ends"), ("Ends", "Begins"), ("Begins", "Document")),
    only=(
        Only(("Begins", "Ends"), "Category", (PUBLIC,)),
        Only(("Index",), "Category", (DOCUMENT, PUBLIC)),
    ),
    elsewhere={
        "Slug": ("网址就是文件名，请删去这一行，需要时改文件名",
                 "the address is the file's name; delete this line"),
        "Author": ("发布单位写在 Publisher", "write Publisher instead"),
    },
)  # fmt: skip


def read_head(lines: list[str], path: str, lists: Lists) -> tuple[Notice | None, list[Problem]]:
    """The notice that the lines before the text describe, None when it could not be built. Days
    and codes of ``lists`` are those of the programme."""
    report = Report(path, lists)
    tree = _tree(lines, report)
    if not tree.entries:
        report.add(tree, "notice-head", *_NO_HEAD)
        return None, report.problems
    notice = HEAD.read(tree, Field("", HEAD, "公告开头", "the head"), report)
    if notice is BROKEN:
        return None, report.problems
    _catalogued(notice, tree, report)
    places = {key: Place(path, node.line, node.column) for key, node in tree.entries.items()}
    return replace(notice, places=places), report.problems


_NO_HEAD = (
    "公告须以「Title: 标题」这样的几行开头，空一行再写正文：这里一行也没有。"
    "请照 docs/notices.md 补上",
    "a notice must begin with lines like 'Title: …', an empty line, then the text: found none; "
    "see docs/notices.md",
)  # fmt: skip


def _tree(lines: list[str], report: Report) -> Map:
    entries: dict[str, Node] = {}
    keys: dict[str, Text] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None:
            report.problems.append(_no_line(line, Place(report.path, number)))
            continue
        key, value = match.groups()
        at = Text(key, number, 1, True)
        if key in keys:
            report.add(
                at,
                "duplicate-key",
                f"「{key}」在开头只能写一次：第 {keys[key].line} 行已经写过。请只留正确的一行",
                f"'{key}' must be written once: line {keys[key].line} has it; keep the right one",
            )
            continue
        keys[key] = at
        entries[key] = Text(value, number, match.start(2) + 1, True)
    return Map(entries, keys, 1, 1)


def _no_line(line: str, place: Place) -> Problem:
    return Problem(
        place,
        "notice-head",
        f"空行以前每行须写成「名称: 内容」（冒号用英文半角，顶格写，一项一行）："
        f"这里是「{shown(line)}」。请改正；是正文就在它前面空一行",
        f"each line before the first empty one must be 'Key: value' (half-width colon, at the "
        f"margin, one line each): found '{shown(line)}'; correct it, or put an empty line before "
        "the text",
    )


def _catalogued(notice: Notice, tree: Map, report: Report) -> None:
    """A policy document carries the data by which it is catalogued, and its year in its index."""
    if notice.kind == DOCUMENT:
        for key in CATALOGUED:
            if key not in tree.entries:
                spec = HEAD.table[key]
                report.add(
                    tree,
                    "missing-key",
                    f"政策文件必须写 {spec.name_zh}：这里没有写。"
                    f"请补上一行，例如「{key}: {spec.example or '浦消联办〔2026〕1号'}」",
                    f"a policy document must have {key}: it is missing; add a line",
                )
    if notice.index and int(notice.index[18:22]) != notice.date.year:
        report.add(
            tree.entries["Index"],
            "notice-index-year",
            f"索引号里的年份须是公开的那一年：这里是 {notice.index[18:22]}，"
            f"而 Date 是 {notice.date}。请核对",
            f"the year in the index number must be that of Date, {notice.date}: found "
            f"{notice.index[18:22]}; check both",
        )
