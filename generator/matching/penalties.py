"""A monthly list of penalties beside the registry: who is meant, what is there, what to enter.

A row means a merchant by its credit code alone, all premises of it, former codes too. What a code
or name nearly fits is told apart, for a person to check. Rows about others are counted and never
repeated: they are nobody's business here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.editing.given import Reader
from generator.facts import Failure, Merchant
from generator.fields import Field
from generator.fields.shape import meant
from generator.matching.lists import Entry, Listed
from generator.matching.whom import LENGTH, Index, code_of, codes_of
from generator.policy import Version
from generator.problem import errors
from generator.programme import Programme
from generator.record.failures import FAILURE
from generator.registry import Registry
from generator.sameness import looks
from generator.standing import standing
from generator.words import STATUS_ZH

PENALTY = "penalty"  # the kind that a row is taken for where its words name no other one
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "uscc": (
        "统一社会信用代码", "社会信用代码", "信用代码", "当事人统一社会信用代码",
        "行政相对人代码_1", "行政相对人代码", "证照号码", "uscc",
    ),
    "name": (
        "名称", "当事人名称", "当事人", "行政相对人名称", "单位名称", "企业名称", "商户名称",
        "被处罚单位", "被处罚单位名称", "name",
    ),
    "date": (
        "日期", "处罚决定日期", "作出处罚决定日期", "行政处罚决定日期", "决定日期", "处罚日期",
        "date",
    ),
    "served": ("送达日期", "served"),
    "document": (
        "文号", "行政处罚决定书文号", "处罚决定书文号", "决定书文号", "处罚文号", "行政处罚文号",
        "决定书编号", "document",
    ),
    "reason": (
        "案由", "处罚事由", "违法行为类型", "违法行为", "主要违法事实", "违法事实", "类型",
        "案件名称", "reason",
    ),
    "amount": ("金额", "罚款金额", "处罚金额", "罚没金额", "罚没款金额", "amount"),
}  # fmt: skip
LABELS: Mapping[str, str] = {key: words[0] for key, words in HEADINGS.items()}
NEEDED = (("uscc",),)
Why = Literal["code", "name"]


@dataclass(frozen=True, slots=True)
class Match:
    """A merchant of the row's code: its status today, and what of the row stands there already:
    ids of failures with the same document, and of others of the same day."""

    merchant: Merchant
    status: str
    former: bool  # the code is one that it had before
    entered: tuple[str, ...] = ()
    same_day: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One row about a merchant, or perhaps about one. ``values``: what a failure would say, as
    records write it; ``doubts``: why some of it could not be read."""

    entry: Entry
    code: str
    values: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    near: tuple[tuple[str, Why], ...] = ()  # IDs that it may mean

    @property
    def entered(self) -> bool:
        """Whether the document stands in the record of one of the premises already."""
        return any(match.entered for match in self.matches)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that matched, those to be checked, how many were about others, and the numbers of
    those whose code could not be read."""

    rows: int
    matched: tuple[Case, ...]
    near: tuple[Case, ...]
    others: int
    unreadable: tuple[int, ...]


def compared(
    listed: Listed, registry: Registry, programme: Programme, index: Index, reader: Reader
) -> Comparison:
    """The whole list, row by row, on the reader's day."""
    matched: list[Case] = []
    near: list[Case] = []
    others, unreadable = 0, list[int]()
    for entry in listed.rows:
        code = code_of(entry.get("uscc"))
        ids = index.with_code(code)
        close = () if ids else _near(index, code, entry.get("name"))
        if ids or close:
            values, doubts = _values(entry, reader, programme.policy.on(reader.today))
            matches = tuple(_match(id, code, values, registry, programme, reader) for id in ids)
            case = Case(entry, code, values, doubts, matches, close)
            (matched if ids else near).append(case)
        elif len(code) != LENGTH or not code.isascii():
            unreadable.append(entry.number)
        else:
            others += 1
    return Comparison(len(listed.rows), tuple(matched), tuple(near), others, tuple(unreadable))


def _near(index: Index, code: str, name: str) -> tuple[tuple[str, Why], ...]:
    by_code: list[tuple[str, Why]] = [(id, "code") for id in index.near_code(code)]
    named = index.with_name(name) if name else ()
    by_name: list[tuple[str, Why]] = [(id, "name") for id in named]
    taken = {id for id, _ in by_code}
    return (*by_code, *(one for one in by_name if one[0] not in taken))


def _values(
    entry: Entry, reader: Reader, version: Version
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a failure would say, and what could not be read."""
    words = {"summary": entry.get("reason")}
    words |= {key: entry.get(key) for key in ("date", "served", "document")}
    values: dict[str, str] = {}
    doubts: list[str] = []
    kind = _kind(entry.get("reason"), version)
    if kind is not None:
        values["kind"] = kind
    for key, text in words.items():
        if not text:
            continue
        spec: Field = FAILURE.table[key]
        value, problems = reader.read(spec, text)
        doubts += [problem.zh for problem in errors(problems)]
        if value is not None:
            values[key] = str(value)
    order = [spec.key for spec in FAILURE.fields if spec.key in values]
    return {key: values[key] for key in order}, tuple(doubts)


def _kind(reason: str, version: Version) -> str | None:
    """The kind that the words name; a penalty where they name none."""
    labels = {code: (kind.label,) for code, kind in version.kinds.items() if not kind.provisional}
    found = meant(reason, labels) if reason else None
    return found or (PENALTY if PENALTY in labels else None)


def _match(
    id: str,
    code: str,
    values: Mapping[str, str],
    registry: Registry,
    programme: Programme,
    reader: Reader,
) -> Match:
    merchant = registry.merchants[id]
    now = standing(registry.facts(id), programme.policy, reader.today)
    standing_there = [one for one in merchant.failures if one.void is None]
    entered = [one.id for one in standing_there if _same(one, values.get("document"))]
    day = values.get("date")
    same_day = [
        one.id for one in standing_there if one.date.isoformat() == day and one.id not in entered
    ]
    former = code != merchant.uscc and code in codes_of(merchant)
    return Match(merchant, STATUS_ZH[now.status], former, tuple(entered), tuple(same_day))


def _same(failure: Failure, document: str | None) -> bool:
    return bool(document and failure.document and looks(failure.document) == looks(document))


def command(id: str, values: Mapping[str, str]) -> str:
    """The command that enters the row as a failure of this merchant."""
    parts = ["fangxin", "fail", id]
    for key, text in values.items():
        parts += [f"--{key}", quoted(text)]
    missing = [f"--{key} …" for key in ("kind", "date") if key not in values]
    return " ".join([*parts, *missing])


def quoted(text: str) -> str:
    """A word for a shell: in single quotes when it has anything that a shell may take otherwise."""
    plain = text and all(one.isalnum() or one in "-_.,:/〔〕（）、，。《》“”" for one in text)
    return text if plain else "'" + text.replace("'", "'\\''") + "'"


def there(match: Match) -> str:
    """What of the row stands in the merchant's record, in Chinese."""
    if match.entered:
        return f"已登记（{'、'.join(match.entered)}，文号相同）"
    if match.same_day:
        return f"同一天有 {'、'.join(match.same_day)}，请核对是不是同一件"
    return "没有登记"


def near_zh(case: Case, merchants: Mapping[str, Merchant]) -> Sequence[str]:
    """Whom a row may mean, and why that is not sure."""
    why = {"code": "信用代码差一位", "name": "名称相同，信用代码不同"}
    return [
        f"{id} {merchants[id].name}（{merchants[id].uscc or '无信用代码'}）：{why[how]}"
        for id, how in case.near
    ]
