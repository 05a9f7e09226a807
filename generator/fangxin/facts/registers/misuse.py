"""冒用举报: ``content/registers/misuse.yml``: fake signs, badges and websites, paid look-alikes.

The office says the one thing that it knows: 未经本办公室认定. Who did it, and whether that is an
offence, others find. Each report is handled on a clock (parameter ``misuse_days`` of the policy).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.hosts import ours
from fangxin.facts.programme.programme import Programme
from fangxin.facts.programme.tables import HOST
from fangxin.facts.record.parts import DAY, recorded
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.parts import VOID_FIELD, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown, Waits
from fangxin.facts.registers.rows import Misuse
from fangxin.text.fields.kinds import Choice, Line, Prose
from fangxin.text.fields.tables import Field, Group
from fangxin.text.markup.addresses import canonical

KINDS = {
    "sign": ("假标牌", "a fake sign"),
    "badge": ("假徽标", "a fake badge"),
    "domain": ("假网站", "a fake website"),
    "lookalike": ("收费的仿冒名头", "a paid look-alike"),
}
OUTCOMES = {
    "removed": ("已撤下或关停", "taken down"),
    "referred": ("已移送有关部门", "passed on to the authority in charge"),
    "warned": ("已公开提醒", "the public was warned"),
    "unfounded": ("经核实不属冒用", "found to be no misuse"),
}
VERDICTS = ("诈骗", "骗子", "犯罪", "违法", "黑店", "黑心")  # findings that the office cannot make


def _misuse(**values: Any) -> Misuse:
    values.setdefault("recorded", values["reported"])
    return Misuse(**values)


MISUSE = Group(
    (
        row_id("MIS-2026-001"),
        need("kind", Choice(KINDS), "种类", "kind", "domain"),
        need(
            "value",
            Line(120),
            "编号、域名或名头",
            "number, domain or title",
            "fx-pujiang.example",
            "网站只写域名，不写链接",
            erasable=True,
        ),
        need("seen", DAY, "发现日期", "day it was seen", "2026-06-21"),
        need("reported", DAY, "举报日期", "day it was reported", "2026-06-22"),
        recorded("recorded", "", "reported"),
        need("evidence", Line(200), "证据", "evidence", "现场照片二张", erasable=True),
        need(
            "note",
            Prose(300),
            "说明",
            "note",
            "标牌上的编号不在登记簿内",
            "只写看到的事实；页面会写明“未经本办公室认定”",
            erasable=True,
        ),
        Field("handled", DAY, "办结日期", "day it was handled", example="2026-06-26", late=True),
        Field("outcome", Choice(OUTCOMES), "结果", "outcome", example="removed", late=True),
        VOID_FIELD,
        mended_rows("value", "evidence", "note"),
    ),
    build=_misuse,
    order=(
        ("seen", "reported"),
        ("reported", "recorded"),
        ("reported", "handled"),
        ("recorded", "void.date"),
    ),
    together=(("handled", "outcome"), ("outcome", "handled")),
)


def rows_agree(rows: tuple[Misuse, ...]) -> Iterator[Problem]:
    """A website is written as its domain; a note tells what was seen, no verdict."""
    for row in rows:
        if row.kind == "domain" and not re.fullmatch(HOST.pattern, row.value):
            yield Problem(
                row.place,
                "not-a-domain",
                f"{row.id}：假网站的 value 只写域名（小写，不带 https:// 和路径），"
                f"这里是“{row.value}”；请改正，免得有人照着点开",
                f"{row.id}: the value of a fake website is its domain in lower case, without "
                f"https:// and path: got '{row.value}'; correct it, so that nobody follows it",
            )
        found = next((word for word in VERDICTS if word in row.note), None)
        if found:
            yield Problem(
                row.place,
                "verdict-in-note",
                f"{row.id}：note 里不能写“{found}”：是不是违法由有权机关认定，本办公室只能说"
                "未经认定；请只写看到的事实",
                f"{row.id}: the note must not say '{found}': authorities find what is an offence, "
                "the office only says that it did not recognise it; write what was seen",
            )


def none_is_our_own(rows: tuple[Misuse, ...], programme: Programme) -> Iterator[Problem]:
    """This very site, with www. or without, and the domain it lies in, are not called fake."""
    all_ours = sorted(host.removeprefix("www.") for host in ours(programme.site))
    for row in rows:
        named = canonical(row.value.removeprefix("www."))
        host = next((one for one in all_ours if f".{one}".endswith(f".{named}")), None)
        if row.kind == "domain" and host is not None:
            yield Problem(
                row.place,
                "own-domain",
                f"{row.id}：{row.value} 是本站自己的域名（{host}），写进来真网站就会被说成假的；"
                "请核对域名",
                f"{row.id}: {row.value} is the domain of this site ({host}); with it the real site "
                "would be called fake; check it",
            )


def is_quiet(row: Misuse, as_of: Day) -> bool:
    """Whether nobody is to be accused by it: it was a mistake, found to be no misuse, or what it
    names is somebody's by now."""
    void = row.void is not None and row.void.date <= as_of
    unfounded = row.handled is not None and row.handled <= as_of and row.outcome == "unfounded"
    return void or unfounded or bool(row.cleared)


def _shown(row: Misuse, policy: Policy, as_of: Day) -> Shown | None:
    if row.recorded > as_of:
        return None
    done = ("handled", "outcome") if row.handled and row.handled <= as_of else ()
    kind = KINDS[row.kind][0]
    if is_quiet(row, as_of):
        return Shown(("reported", *done), kind)
    return Shown(("reported", "note", *done), f"{kind} {row.value}")


MISUSES = Register(
    "misuse",
    ("冒用举报", "Misuse of the mark"),
    "冒用举报",
    "yml",
    MISUSE,
    day="reported",
    rules=rows_agree,
    against=none_is_our_own,
    dated=(Dated("reported", "recorded", "举报"),),
    shown=_shown,
    waits=Waits(
        "reported",
        "handled",
        "misuse_days",
        name="value",
        label=("冒用举报的办理期限", "reports of misuse"),
        zh="{kind}（{value}），{due}前（含当日）须办结；办结后写 handled 和 outcome",
        en="{kind} ({value}): handle it by {due}, then write handled and outcome",
    ),
)
