"""A monthly list of penalties beside the registry: who is meant, what is there, what to enter.

A row means a merchant by its credit code alone, all premises of it, former codes too. A code that
cannot be right (its check character fails, it is too short, it is missing) says nothing about whom
it means: such a row goes before a person with the best candidates, and is never counted as
somebody else's. Rows about others are counted and never repeated: they are nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fangxin.base.problem import errors
from fangxin.facts.document_number import act_keys
from fangxin.facts.policy.policy import Version
from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.recourse import stands
from fangxin.facts.registers.codes import codes_of
from fangxin.facts.values import Merchant
from fangxin.office.editing.given import Reader
from fangxin.office.matching.suspects import Suspect, suspects
from fangxin.office.matching.whom import Index, code_of, shown_code
from fangxin.registry.registry import Registry
from fangxin.standing.standing import standing
from fangxin.text.fields.idents import CodeFault, fault_of_code
from fangxin.text.fields.shape import meant
from fangxin.text.fields.tables import Field
from fangxin.text.table.lists import Listed, ListRow
from fangxin.words.sentences import STATUS_ZH

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
    "address": (
        "地址", "住所", "经营场所", "经营地址", "当事人地址", "当事人住所", "单位地址", "注册地址",
        "address",
    ),
    "amount": ("金额", "罚款金额", "处罚金额", "罚没金额", "罚没款金额", "amount"),
}  # fmt: skip
LABELS: Mapping[str, str] = {key: words[0] for key, words in HEADINGS.items()}
NEEDED = (("uscc",),)


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
class PenaltyMatch:
    """One row about a merchant, or perhaps about one. ``values``: what a failure would say, as
    records write it; ``doubts``: why some of it could not be read; ``fault``: why its code says
    nothing; ``repeats``: further rows with the same document; ``elsewhere``: where the document is
    entered for others, as ``<ID>/<id>``."""

    entry: ListRow
    code: str
    values: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    near: tuple[Suspect, ...] = ()  # whom it may mean
    fault: CodeFault | None = None
    repeats: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The code as it may be told; "" where nobody wrote one."""
        return shown_code(self.code)

    @property
    def name(self) -> str:
        """Who the list says it is; nobody whose own number it tells, perhaps a person."""
        return "" if self.fault == "person" and not self.near else self.entry.get("name")

    @property
    def entered(self) -> bool:
        """Whether the document stands in the record of one of the premises already."""
        return any(match.entered for match in self.matches)


@dataclass(frozen=True, slots=True)
class PenaltyMatches:
    """The rows that matched, each document once; those to be checked; those whose code cannot be
    right and that have no candidate; how many were about others."""

    rows: int
    matched: tuple[PenaltyMatch, ...]
    near: tuple[PenaltyMatch, ...]
    by_hand: tuple[PenaltyMatch, ...]
    others: int

    @property
    def repeats(self) -> int:
        """How many rows repeat the document of an earlier one."""
        return sum(len(case.repeats) for case in self.matched)


def compared(
    listed: Listed, registry: Registry, programme: Programme, index: Index, reader: Reader
) -> PenaltyMatches:
    """The whole list, row by row, on the reader's day."""
    cases = [_case(entry, registry, programme, index, reader) for entry in listed.rows]
    matched = [case for case in cases if case.matches]
    rest = [case for case in cases if not case.matches]
    return PenaltyMatches(
        len(listed.rows),
        _each_once(matched),
        tuple(case for case in rest if case.near),
        tuple(case for case in rest if not case.near and case.fault is not None),
        sum(not case.near and case.fault is None for case in rest),
    )


def _case(
    entry: ListRow, registry: Registry, programme: Programme, index: Index, reader: Reader
) -> PenaltyMatch:
    code = code_of(entry.get("uscc"))
    ids, fault = index.with_code(code), fault_of_code(code)
    values, doubts = _values(entry, reader, programme.policy.on(reader.today))
    document = values.get("document")
    if not ids:
        near = suspects(index, code, fault, entry, document)
        return PenaltyMatch(entry, code, values, doubts, near=near, fault=fault)
    doubts += tuple(_named_otherwise(entry.get("name"), ids, index))
    matches = tuple(_match(id, code, values, registry, programme, reader) for id in ids)
    there = index.with_document(document)
    others = tuple(one for one in there if one.partition("/")[0] not in ids)
    return PenaltyMatch(entry, code, values, doubts, matches, fault=fault, elsewhere=others)


def _named_otherwise(name: str, ids: Sequence[str], index: Index) -> Iterator[str]:
    """That the name of a row is another merchant's than its code: one of them is wrong."""
    named = index.with_name(name) if name else ()
    if named and not set(named) & set(ids):
        yield (
            f"名单上的名称“{name}”是 {'、'.join(named)} 的，信用代码却是 {'、'.join(ids)} 的，"
            "有一处写错，请核对原件"
        )


def _each_once(matched: Sequence[PenaltyMatch]) -> tuple[PenaltyMatch, ...]:
    """The cases, those of one code and one document as the first of them."""
    found: list[PenaltyMatch] = []
    seen: dict[tuple[str, str], int] = {}
    for case in matched:
        keys = [(case.code, key) for key in sorted(_papers(case.values))]
        at = next((seen[key] for key in keys if key in seen), None)
        if at is None:
            at = len(found)
            found.append(case)
        else:
            again = (*found[at].repeats, case.entry.number)
            found[at] = replace(found[at], repeats=again)
        for key in keys:
            seen.setdefault(key, at)
    return tuple(found)


def _values(
    entry: ListRow, reader: Reader, version: Version
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


def _papers(values: Mapping[str, str]) -> frozenset[str]:
    """What the act of a row is compared by."""
    document, day = values.get("document"), values.get("date")
    known = date.fromisoformat(day) if day else date.min
    return act_keys(document, known) if document else frozenset()


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
    standing_there = [one for one in merchant.failures if stands(one)]
    day, keys = values.get("date"), _papers(values)
    entered = [
        one.id
        for one in standing_there
        if one.document and not keys.isdisjoint(act_keys(one.document, one.date))
    ]
    same_day = [
        one.id for one in standing_there if one.date.isoformat() == day and one.id not in entered
    ]
    former = code != merchant.uscc and code in codes_of(merchant)
    return Match(merchant, STATUS_ZH[now.status], former, tuple(entered), tuple(same_day))
