"""The record of one merchant: made of its rows, or with what they add to the one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from fangxin.change.guard.late import late_keys
from fangxin.facts.document_number import papers
from fangxin.office.importer.acts import (
    Fact,
    contradicting,
    failure_of,
    has_own_id,
    joined,
    ordered,
    places_of,
    renamed,
)
from fangxin.office.importer.findings import DatedFinding
from fangxin.office.importer.keeping import Record
from fangxin.office.importer.listed import LISTS, items_of
from fangxin.office.importer.mapping import Failing, Granted, TableMapping
from fangxin.office.importer.rows import WHO, spelling, value_of
from fangxin.text.sameness import looks
from fangxin.text.table.cells import CellRule
from fangxin.text.table.shapes import TableRow

# What may be added to a failure that was published: an official declares it void, nobody else.
LATER = late_keys("failures") - {"void", "distinct_from"}
STRICTEST = {"address_public": "road"}  # of several answers the one that shows least


@dataclass(slots=True)
class RecordDraft:
    """What is to stand in a record, its days of passing, rows of one act that contradict each
    other: (row, key, what one says, what the other says), and particulars that the record has
    otherwise: (key, what the record says, what the table says)."""

    record: Record
    passes: frozenset[date] = frozenset()
    contradictions: list[tuple[TableRow, str, Any, Any]] = field(default_factory=list)
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    twice: list[tuple[str, ...]] = field(default_factory=list)  # ids of failures that are one act
    rows: dict[str, TableRow] = field(default_factory=dict)  # id of a failure → its first row


def particulars(rows: Sequence[TableRow], mapping: TableMapping) -> Record:
    """Who the merchant is, by key; each text in the spelling that does not depend on the order."""
    record: Record = {}
    for key, cell in mapping.merchant.items():
        values = [value for row in rows if (value := value_of(cell, row)) is not None]
        if not values:
            continue
        if key in STRICTEST and STRICTEST[key] in values:
            record[key] = STRICTEST[key]
        else:
            record[key] = spelling(values) if key in WHO else _latest(rows, cell, mapping)
    sole_trader = record.get("uscc", "").startswith("92") and "address" in record
    if sole_trader and record.get("category") == "online":
        record.setdefault("address_public", "road")  # nothing else is allowed: it may be a home
    return record


def _latest(rows: Sequence[TableRow], cell: CellRule, mapping: TableMapping) -> str:
    """What the row of the latest day says, or, of several or without days, the last word."""

    def day(row: TableRow) -> str:
        failing = mapping.failures
        found = failing.date.reading.read(row.cells[failing.date.column]) if failing else None
        return found.isoformat() if found else ""

    said = ((day(row), value) for row in rows if (value := value_of(cell, row)) is not None)
    return max(said)[1]


def decisions(id: str, rows: Sequence[TableRow], granted: Granted) -> list[Fact]:
    """The certifications that the rows, or the mapping for all of them, tell of."""
    if granted.constant:
        return [_decision("D1", id, None, granted)]
    found: dict[str, Fact] = {}
    for row in rows:
        day = value_of(granted.date, row)
        if day is not None:
            decision = _decision(f"D{day.replace('-', '')}", id, row, granted)
            found[day] = min(found.get(day, decision), decision, key=str)
    return [found[day] for day in sorted(found)]


def _decision(name: str, id: str, row: TableRow | None, granted: Granted) -> Fact:
    def said(cell: CellRule | None) -> str | None:
        if cell is None:
            return None
        return value_of(cell, row) if row is not None else cell.value

    number = said(granted.certificate)
    constant = granted.certificate.column is None and granted.certificate.text is None
    written = {
        "id": name,
        "date": _day(said(granted.date)),
        "status": "certified",
        "recorded": _day(said(granted.recorded)),
        "until": _day(said(granted.until)),
        "certificate": f"{number}{id}" if constant else number,
        "document": said(granted.document),
        "imported": True,
    }
    return {key: value for key, value in written.items() if value is not None}


def _day(text: str | None) -> date | str | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text  # told by the record's own check


def drafted(
    id: str,
    rows: Sequence[TableRow],
    found: Sequence[DatedFinding],
    mapping: TableMapping,
    old: Record | None = None,
    passes: frozenset[date] = frozenset(),
    fixed: frozenset[str] = frozenset(),
) -> RecordDraft:
    """The record of these rows, added to ``old``, which an import wrote, and to its ``passes``;
    ``fixed`` are the ids of failures that were published."""
    new = particulars(rows, mapping)
    record = dict(old) if old is not None else {**new, "certification": {}}
    differing = []
    for key, value in new.items():
        there = record.setdefault(key, value)
        if looks(str(there)) != looks(value):
            differing.append((key, str(there), value))
        elif key in WHO:
            record[key] = spelling([str(there), value])
    if old is not None:
        record = _in_order(record)
    granted = decisions(id, rows, mapping.certified)
    known = {one["id"]: one for one in record["certification"].get("decisions", ())}
    every = {**{one["id"]: one for one in granted}, **known}
    record["certification"] = {"decisions": [every[name] for name in sorted(every)]}
    record |= items_of(rows, mapping.listed, record)
    draft = RecordDraft(record, passes, differing=differing)
    if mapping.failures is not None:
        _with_failures(draft, found, mapping.failures, fixed)
    return draft


def _in_order(record: Record) -> Record:
    """Particulars before facts, in the order in which a record is first written."""
    places = {"certification": 1, **dict.fromkeys(LISTS, 2), "failures": 3}
    return {key: record[key] for key in sorted(record, key=lambda key: places.get(key, 0))}


def _with_failures(
    draft: RecordDraft, found: Sequence[DatedFinding], failing: Failing, fixed: frozenset[str]
) -> None:
    """Every finding in the failure of its act, and what a later pass put right. Failures with the
    ids ``fixed`` were published, and stay apart."""
    facts: list[Fact] = [dict(fact) for fact in draft.record.get("failures", ())]
    failed = [finding for finding in found if finding.kind is not None]
    for finding in sorted(failed, key=_most_documents):
        new, places = failure_of(finding, failing), places_of(facts, finding)
        if not places:
            fact = _with_free_id(ordered(new), facts)
            facts.append(fact)
            draft.rows.setdefault(fact["id"], finding.row)
            continue
        at, *more = places
        kept_apart = [place for place in places if facts[place]["id"] in fixed]
        if more and (kept_apart or not all(has_own_id(facts[place]) for place in places)):
            draft.twice.append(tuple(facts[place]["id"] for place in places))
            more = []
        for key in contradicting(facts[at], new, failing):
            draft.contradictions.append((finding.row, key, facts[at][key], new[key]))
        before, fact = facts[at], joined(facts[at], new, failing)
        for place in more:
            fact = joined(fact, facts[place], failing)
        facts[at] = fact if before["id"] in fixed else renamed(fact, before)
        draft.rows.setdefault(facts[at]["id"], finding.row)
        facts = [one for place, one in enumerate(facts) if place not in more]
    if failing.rectified_by_later_pass:
        draft.passes |= {finding.day for finding in found if finding.kind is None}
        facts = [ordered(_rectified(fact, draft.passes)) for fact in facts]
    if facts:
        draft.record["failures"] = sorted(facts, key=lambda fact: (fact["date"], fact["id"]))


def _with_free_id(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """The failure under an id that no other has: an earlier version may have given it already."""
    taken = {one["id"] for one in facts}
    ids = (fact["id"] if number == 1 else f"{fact['id']}-{number}" for number in count(1))
    return {**fact, "id": next(id for id in ids if id not in taken)}


def _most_documents(finding: DatedFinding) -> tuple[int, list[str]]:
    """What names several documents comes before what names one of them."""
    named = papers(finding.document)
    return -len(named), sorted(named)


def _rectified(fact: Fact, passes: frozenset[date]) -> Fact:
    """With the first later day on which everything was in order."""
    known = [day for day in passes if day > fact["date"]]
    known += [fact["rectified"]] if "rectified" in fact else []
    return {**fact, "rectified": min(known)} if known else fact


def kept(draft: Record, public: Mapping[str, Any], today: date, since: date) -> Iterator[str]:
    """Make ``draft`` keep what was published, and say when its new facts entered the registry;
    yields what is left as it was: "F20260305.kind", "name"."""
    for key in public.keys() - {"failures", "certification"}:
        if isinstance(public[key], list):
            there_is = [one for one in draft.get(key, ()) if one not in public[key]]
            draft[key] = [*public[key], *there_is]
            continue
        if draft.get(key) != public[key]:
            if looks(str(draft.get(key))) != looks(str(public[key])):
                yield key
            draft[key] = public[key]
    there = {fact["id"]: fact for fact in public.get("failures", ())}
    facts = [
        _published(fact, there[fact["id"]]) if fact["id"] in there else fact
        for fact in draft.get("failures", ())
    ]
    for fact, one in zip(facts, draft.get("failures", ()), strict=True):
        yield from (f"{fact['id']}.{key}" for key in one if one[key] != fact.get(key))
    if facts:
        draft["failures"] = [_recorded(fact, there.get(fact["id"]), today, since) for fact in facts]
    old = {one["id"]: one for one in public.get("certification", {}).get("decisions", ())}
    acts = draft["certification"]["decisions"]
    if old:  # decisions of an older register are taken over only with a new record
        yield from (f"certification.{one['id']}" for one in acts if one["id"] not in old)
        acts = list(old.values())
    else:
        acts = [_recorded_decision(one, today, since) for one in acts]
    draft["certification"] = {"decisions": acts}


def _published(fact: Fact, public: Fact) -> Fact:
    """What was published, and of what is new only what may be added later."""
    more = {key: fact[key] for key in LATER if key in fact and key not in public}
    if "appeal" in fact and "appeal" in public:
        more["appeal"] = {**fact["appeal"], **public["appeal"]}
    return ordered({**public, **more})


def _recorded(fact: Fact, public: Fact | None, today: date, since: date) -> Fact:
    """New days before the last publication enter the registry today."""
    fact = dict(fact)
    entered: date = fact["recorded"] if "recorded" in fact else fact["date"]
    if public is None and entered < since:
        fact["recorded"] = today
    for key in ("rectified", "final"):
        if key in fact and key not in (public or {}):
            known: date = fact.get(f"{key}_recorded") or fact[key]
            if known < since:
                fact[f"{key}_recorded"] = today
    appeal, before = fact.get("appeal", {}), (public or {}).get("appeal", {})
    if "decided" in appeal and "decided" not in before:
        entered = appeal.get("recorded") or appeal["decided"]
        fact["appeal"] = {**appeal, "recorded": max(entered, today)} if entered < since else appeal
    return ordered(fact)


def _recorded_decision(decision: Fact, today: date, since: date) -> Fact:
    day = decision.get("recorded", decision.get("date"))
    if not isinstance(day, date) or day >= since:
        return decision
    written = {}
    for key, value in decision.items():
        written[key] = value
        if key == "status":
            written["recorded"] = today
    return written
