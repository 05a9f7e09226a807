"""Whom a row may mean when its credit code does not tell: the best candidates, for a person.

A code that cannot be right says nothing about whom it means, so that its row is never taken for
somebody else's either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fangxin.office.matching.whom import Index
from fangxin.text.fields.idents import CODE_LENGTH, CodeFault
from fangxin.text.table.lists import ListRow

Why = Literal["code", "name", "document", "address", "part"]
ORDER: tuple[Why, ...] = ("code", "name", "document", "address", "part")  # the best first
WHY_ZH = {
    "code": "信用代码只差一处",
    "name": "名称相同",
    "document": "同一文号已登记在这家",
    "address": "地址相同",
    "part": "名称相近",
}
MOST = 8  # candidates of one row
FAULT_ZH = {
    "missing": "没有写信用代码",
    "person": "写的是个人证件号码，不是信用代码",
    "length": f"信用代码不是 {CODE_LENGTH} 位",
    "shape": "信用代码里有不会有的字符",
    "check": "信用代码末位的校验字符不对",
}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A merchant that a row may mean, and why, the best reason first."""

    id: str
    why: tuple[Why, ...]


def suspects(
    index: Index, code: str, fault: CodeFault | None, entry: ListRow, document: str | None
) -> tuple[Suspect, ...]:
    """The merchants that a row may mean whose code is nobody's here, those with most and best
    reasons first. Where the code is right it is somebody else's, and only what cannot be by chance
    is told: the same name, the same document, a code that differs in one place."""
    reasons: dict[str, list[Why]] = defaultdict(list)
    for why, id in _reasons(index, code, fault, entry, document):
        if why not in reasons[id]:
            reasons[id].append(why)
    if fault is not None and not any({"code", "name"} & set(why) for why in reasons.values()):
        for id in index.like_name(entry.get("name")):  # the slow way, where nothing better is known
            reasons[id].append("part")
    found = [Suspect(id, tuple(why)) for id, why in reasons.items()]
    return tuple(sorted(found, key=_rank)[:MOST])


def _rank(one: Suspect) -> tuple[object, ...]:
    return ORDER.index(one.why[0]), -len(one.why), one.id


def _reasons(
    index: Index, code: str, fault: CodeFault | None, entry: ListRow, document: str | None
) -> Iterator[tuple[Why, str]]:
    name = entry.get("name")
    if fault != "person":
        yield from (("code", id) for id in index.near_code(code))
    yield from (("name", id) for id in (index.with_name(name) if name else ()))
    for there in index.with_document(document):
        yield "document", there.partition("/")[0]
    if fault is not None:
        yield from (("address", id) for id in index.with_address(entry.get("address")))


def reasons_zh(one: Suspect, right: bool) -> str:
    """Why it may be meant, in Chinese; ``right``: the row's own code is right, but another."""
    words = [WHY_ZH[why] for why in one.why]
    return "、".join(words) + ("，信用代码不同" if right and "code" not in one.why else "")
