"""What else becomes public: rows of registers, and notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.change.effects.effect import Beside
from fangxin.change.effects.tabled import values_told
from fangxin.change.effects.told import Told, differing, quoted
from fangxin.facts.registers import lists_of
from fangxin.facts.registers.complaints import COMPLAINT
from fangxin.facts.registers.inspections import INSPECTION
from fangxin.facts.registers.rows import Complaint, Inspection, Listing, Misuse, Registers
from fangxin.registry.sources import Sources
from fangxin.text.fields.shape import Lists
from fangxin.view.listings import VOID, listing_view
from fangxin.view.misuse import MisuseView, misuse_views
from fangxin.view.publication import batch_has_ended

REGISTERS = {
    "inspections": "商品抽检登记簿",
    "complaints": "投诉办理登记簿",
    "dishonest": "严重违法失信名单",
    "misuse": "冒用举报登记簿",
}
_INSPECTED = ("product", "result", "retest", "retested", "final", "publication_ends")
_FAILED = (*_INSPECTED, "reason", "responsible", "follow_up")
_COMPLAINED = ("class", "field", "received", "first_contact", "closed", "outcome", "department")


def rows_beside(before: Sources, after: Sources, as_of: date) -> Iterator[Beside]:
    """Rows that are new, completed or gone, by register. Nobody who complained or was complained of
    is named, as on the pages."""
    for name, about in REGISTERS.items():
        old, new = _registers(before), _registers(after)
        if getattr(old, name) == getattr(new, name) and not _follows(name, before, after):
            continue
        then, now = _rows(name, before, as_of), _rows(name, after, as_of)
        for one in differing(then, now):
            yield Beside(about, one.zh, one.way)


def _follows(name: str, before: Sources, after: Sources) -> bool:
    """Whether rows of a register may be told differently although they are the same."""
    assert before.programme is not None and after.programme is not None
    return name == "inspections" and before.programme.policy != after.programme.policy


def _registers(sources: Sources) -> Registers:
    assert sources.registry is not None
    return sources.registry.registers


def _rows(name: str, sources: Sources, as_of: date) -> list[Told]:
    programme, rows = sources.programme, _registers(sources)
    assert programme is not None
    lists = lists_of(programme)
    if name == "inspections":
        policy = programme.policy
        return [
            _inspection(row, lists, batch_has_ended(row, policy, as_of))
            for row in rows.inspections
            if row.recorded <= as_of
        ]
    if name == "complaints":
        return [_complaint(row, lists) for row in rows.complaints if _known(row, as_of)]
    if name == "misuse":
        return [_misuse(view) for view in misuse_views(rows.misuse, programme.policy, as_of)]
    return [one for row in rows.dishonest if (one := _listing(row, as_of)) is not None]


def _known(row: Complaint, as_of: date) -> bool:
    return row.received.date() <= as_of


def _inspection(row: Inspection, lists: Lists, ended: bool) -> Told:
    keys = _INSPECTED if ended or row.result == "passed" or row.void else _FAILED
    values = values_told(row, INSPECTION, lists, keys)
    return Told("", row.id, "", {"": row.date.isoformat(), **values, **_mistake(row)})


def _complaint(row: Complaint, lists: Lists) -> Told:
    return Told(
        "", row.id, "", {**values_told(row, COMPLAINT, lists, _COMPLAINED), **_mistake(row)}
    )


def _listing(row: Listing, as_of: date) -> Told | None:
    view = listing_view(row, as_of)
    if view is None:
        return None
    values = {
        "列入": view.begins.isoformat(),
        "作出机关": view.authority,
        "依据": view.basis,
        "文号": view.document,
        "说明": quoted(view.summary),
        "至": view.ends.isoformat() if view.ends else None,
        "移出": view.left.isoformat() if view.left and view.state != VOID else None,
        "移送公安": view.police.isoformat() if view.police else None,
    }
    return Told("", view.id, view.name or "", {**values, **_mistake(row)})


def _misuse(view: MisuseView) -> Told:
    values = {
        "举报": view.reported.isoformat(),
        "说明": quoted(view.note),
        "办结": view.handled.isoformat() if view.handled else None,
        "结果": view.outcome,
        "登记有误": f"（{view.void_date}，{view.void_reason}）" if view.void_date else None,
    }
    return Told("", view.id, " ".join(filter(None, (view.kind_label, view.value))), values)


def _mistake(row: Inspection | Complaint | Listing | Misuse) -> dict[str, str | None]:
    return {"登记有误": f"（{row.void.date}，{row.void.reason}）"} if row.void else {}


def notices_beside(before: Sources, after: Sources, as_of: date) -> Iterator[Beside]:
    """Notices that are published, withdrawn or changed; drafts are nobody's business."""
    then = {notice.slug: notice for notice in before.gazette.on(as_of)}
    now = {notice.slug: notice for notice in after.gazette.on(as_of)}
    for slug, notice in sorted(now.items()):
        told = f"{notice.kind}《{notice.title}》（{notice.address}）"
        if slug not in then:
            yield Beside("公告", f"发布{told}", "added")
        elif then[slug] != notice or before.gazette.texts[slug] != after.gazette.texts[slug]:
            yield Beside("公告", f"改动{told}", "changed")
    for slug, notice in sorted(then.items()):
        if slug not in now:
            yield Beside("公告", f"撤下{notice.kind}《{notice.title}》", "removed")
