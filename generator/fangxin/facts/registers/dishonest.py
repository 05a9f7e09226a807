"""严重违法失信名单: ``content/registers/dishonest.yml``, decided by others and republished here.

A row says which authority decided, by which law and document; the office decides nothing and adds
nothing. A legal representative appears as a role only. Where the policy has the kind
``dishonest_listed``, a running listing that names a shop is a failure of that merchant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.parts import DAY, added, recorded
from fangxin.facts.record.undoing import Undoing, void
from fangxin.facts.registers.law import RESTRICTION, LawLine
from fangxin.facts.registers.mended import as_of_failure, mended_rows
from fangxin.facts.registers.parts import PUBLICATION_ENDS, VOID_FIELD, need, party_of, row_id
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import Listing
from fangxin.facts.values import Failure
from fangxin.text.fields.idents import CreditCode, MerchantId
from fangxin.text.fields.kinds import Flag, Line, Prose
from fangxin.text.fields.tables import Field, Group, ListOf
from fangxin.text.sameness import looks

NAME = "dishonest"
KIND = "dishonest_listed"  # the kind of failure of the policy; a policy without it counts none
# A name after the role, as documents write it: 法定代表人：王某某, 负责人为李某某.
_PERSON = re.compile(
    r"(?:法定代表人|负责人|实际控制人|经营者姓名|股东)(?:姓名)?\s*[:：为系]\s*[\u4e00-\u9fff]"
)


def _listing(**values: Any) -> Listing:
    values.setdefault("recorded", values["begins"])
    keys = {"id": "merchant", "uscc": "uscc", "address": "address"}
    party = {name: values.pop(key, None) for name, key in keys.items()}
    subject = party_of(name=values["name"], **party)
    return Listing(subject=subject, **values)


LISTING = Group(
    (
        row_id("LST-2026-001"),
        need(
            "name", Line(100), "被列入的经营者", "who is listed", "某某商贸有限公司", erasable=True
        ),
        Field(
            "merchant",
            MerchantId(),
            "商户编号",
            "merchant ID",
            example="PJSH0016",
            kept=True,
            late=True,
        ),
        Field("uscc", CreditCode(), "统一社会信用代码", "credit code", kept=True, late=True),
        Field(
            "address",
            Line(200),
            "经营场所",
            "address of the premises",
            "与信用代码一起写，指这一家店；只写信用代码，指经营者",
            "with the credit code: this shop; the code alone: the operator",
            kept=True,
            late=True,
            erasable=True,
        ),
        need(
            "authority",
            Line(60),
            "作出决定的机关",
            "deciding authority",
            "浦江县市场监督管理局",
            erasable=True,
        ),
        Field(
            "law",
            LawLine(),
            "法律依据",
            "the law",
            required=True,
            attr="basis",
            example="《市场监督管理严重违法失信名单管理办法》第八条",
        ),
        need("document", Line(80), "文号", "document number", "浦市监严〔2026〕1号", erasable=True),
        replace(
            need("from", DAY, "列入日期", "listed from", "2026-03-02", weighs=True), attr="begins"
        ),
        Field(
            "until",
            DAY,
            "列入至",
            "last day on the list",
            attr="ends",
            example="2029-03-01",
            ahead=True,
            late=True,
            weighs=True,
        ),
        recorded("recorded", "", "from"),
        Field(
            "summary",
            Prose(500),
            "列入事由",
            "why, as the authority put it",
            late=True,
            erasable=True,
        ),
        Field(
            "representative",
            Flag(),
            "法定代表人一并列入",
            "its legal representative is listed too",
            "只写是否，不写姓名",
            "yes or no, never a name",
        ),
        *added("repaired", "信用修复日", "day of the credit repair"),
        Field(
            "lifted_document",
            Line(80),
            "修复或移出文号",
            "document of the repair or removal",
            example="浦市监信〔2025〕3号",
            late=True,
        ),
        Field(
            "lifted_summary",
            Line(300),
            "修复或移出理由",
            "why it was repaired or removed",
            late=True,
        ),
        Field("police", DAY, "移送公安机关日", "day it was handed to the police", late=True),
        Field(
            "restrictions",
            ListOf(RESTRICTION, most=30),
            "受到的限制",
            "what is restricted",
            late=True,
            weighs=True,
        ),
        PUBLICATION_ENDS,
        VOID_FIELD,
        mended_rows(
            *("name", "authority", "law", "document", "summary", "lifted_document"),
            "lifted_summary",
        ),
    ),
    build=_listing,
    order=(
        ("from", "recorded"),
        ("from", "until"),
        ("from", "repaired"),
        ("repaired", "repaired_recorded"),
        ("recorded", "publication_ends"),
        ("recorded", "void.date"),
    ),
    together=(("address", "uscc"), ("repaired_recorded", "repaired")),
)


def rows_agree(rows: tuple[Listing, ...]) -> Iterator[Problem]:
    """A row says who is listed by more than a name, and names no person."""
    for row in rows:
        unsure = row.subject.id is None and row.subject.uscc is None
        if unsure and not row.subject.unread:
            yield Problem(
                row.place,
                "listed-by-name",
                f"{row.id}：只有名称“{row.name}”，同名的可能是别家，不会显示在任何商户页面上；"
                "请照决定书补上 uscc（统一社会信用代码）",
                f"{row.id}: there is only the name '{row.name}', which others may bear too, so no "
                "merchant's page shows it; add uscc (the credit code) from the decision",
                "warning",
            )
        texts = (row.name, row.summary or "", *(one.what for one in row.restrictions))
        if any(_PERSON.search(text) for text in texts):
            yield Problem(
                row.place,
                "person-named",
                f"{row.id}：这里像是写了人名；只能写职务（法定代表人、负责人），请删去姓名，"
                "法定代表人一并列入的写 representative: true",
                f"{row.id}: this seems to name a person; only roles may be written. Delete the "
                "name; where the legal representative is listed too, write representative: true",
            )


def none_is_our_own(rows: tuple[Listing, ...], programme: Programme) -> Iterator[Problem]:
    """The office that recognises merchants lists nobody: it has no power to."""
    office = looks(programme.site.office)
    for row in rows:
        issued = programme.documents.get(row.document)
        named = (row.authority, *([issued.by] if issued else ()))
        if any(office.endswith(looks(name)) for name in named):  # also "县…办公室" for short
            yield Problem(
                row.place,
                "own-listing",
                f"{row.id}：名单只能转载有权机关的决定，这里的机关或文号属于{programme.site.office}；"
                "请写作出列入决定的机关和它的文号，没有的不能登记",
                f"{row.id}: only decisions of competent authorities are republished, but authority "
                "or document is the office's own; write the authority that decided and its "
                "document, or remove the row",
            )


_OF_FAILURES = {"document": "document", "authority": "summary", "law": "summary"}


def failure_of(row: Listing) -> Failure:
    """The failure that this row is where the policy counts listings."""
    return Failure(
        id=row.id,
        kind=KIND,
        date=row.begins,
        recorded=row.recorded,
        document=row.document,
        summary=f"{row.authority}列入严重违法失信名单（{row.basis}）",
        rectified=row.repaired,
        rectified_recorded=row.repaired_recorded,
        publication_ends=row.last_shown,
        void=row.void,
        register=NAME,
        corrected=as_of_failure(row.corrected, _OF_FAILURES),
    )


def failures(rows: tuple[Listing, ...], policy: Policy | None) -> Mapping[str, Failure]:
    """Row id → failure, where the policy in force when it was recorded counts listings. One that
    was over by then is a memory, and sanctions nobody."""
    if policy is None:
        return {}
    return {
        row.id: failure_of(row)
        for row in rows
        if KIND in policy.on(row.recorded).kinds and row.left_by(row.recorded) is None
    }


def _shown(row: Listing, policy: Policy, as_of: Day) -> Shown | None:
    """Its detail as long as it is public; of a mistake whom it named."""
    if row.recorded > as_of:
        return None
    if row.void is not None and row.void.date <= as_of:
        return Shown(("from",), row.name)
    left = row.left_by(as_of)
    more = {"移出": left[1].isoformat() if left else None}
    if not row.is_detailed(as_of):
        return Shown(("from",), more=more)
    keys = ("from", "authority", "law", "document", "summary", "until")
    handed_over = row.police is not None and row.police <= as_of
    return Shown((*keys, *(("police",) if handed_over else ())), row.name, more)


_LIFTED = ("lifted_document", "lifted_summary")
DISHONEST = Register(
    NAME,
    ("严重违法失信名单", "Seriously dishonest firms"),
    "严重违法失信",
    "yml",
    LISTING,
    day="from",
    rules=rows_agree,
    against=none_is_our_own,
    party="merchant",
    party_attr="subject",
    failures=failures,
    own_term=True,
    dated=(
        # The last day on the list is the authority's to say, whenever somebody enters it.
        Dated("from", "recorded", "列入"),
        Dated("repaired", "repaired_recorded", "信用修复", late=True),
    ),
    undoings=(
        void(NAME),
        Undoing(NAME, "repaired", "信用修复", "its credit was repaired", _LIFTED),
        Undoing(NAME, "until", "移出名单", "taken off the list", _LIFTED),
    ),
    shown=_shown,
    page="dishonest",
    anchor="dishonest/#{id}",
    book="严重违法失信名单",
)
