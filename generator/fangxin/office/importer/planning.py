"""A table becomes records: rows are grouped into merchants, failed rows become failures.

    plan = planned(table, mapping, merchants, records)    # what would stand in which file
    proposal = judged(plan, sources)                      # ``fangxin.office.importer.judging``

IDs follow from the words that tell merchants apart, so that they stay the same whatever else
changes in the table; a merchant that has a record keeps its ID. A merchant with a row that cannot
be used is left out whole: that row may be the one that would cost it its certification.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.office.importer import refusals as tell
from fangxin.office.importer import taken_back
from fangxin.office.importer.acts import Fact
from fangxin.office.importer.findings import DatedFinding, findings
from fangxin.office.importer.keeping import Record, compose
from fangxin.office.importer.known import CountyCodes
from fangxin.office.importer.mapping import TableMapping
from fangxin.office.importer.missing import missing
from fangxin.office.importer.plan import ImportPlan, ImportResult, PlannedRecord, stable_id
from fangxin.office.importer.present import (
    Present,
    Public,
    contradicted,
    has_place,
    own_text,
    present_of,
)
from fangxin.office.importer.records import RecordDraft, drafted, kept, particulars
from fangxin.office.importer.rows import (
    Words,
    contradictions,
    grouped,
    spellings,
    torn_by_group,
    untold,
)
from fangxin.registry.records import Records
from fangxin.text.sameness import Key, identities, looks, usual
from fangxin.text.table.shapes import TableRow, Torn
from fangxin.text.table.table import read_table


def planned(
    source: Path,
    mapping: TableMapping,
    merchants: Path,
    records: Records,
    known: CountyCodes | None = None,
    public: Public | None = None,
    tick: Callable[[int], None] | None = None,
) -> ImportPlan:
    """What importing the table into the folder ``merchants``, which has ``records``, would write;
    with ``known``, rows with another town or category are unusable. Nothing is written."""
    table = read_table(source, mapping)
    outcome = ImportResult(len(table.rows), table.skipped, problems=table.problems)
    plan = ImportPlan(source, mapping, outcome)
    groups = grouped(table.rows, mapping)
    work = _Work(plan, merchants, present_of(records), known, public or Public())
    torn = torn_by_group(table.torn, groups, mapping)
    cases = [work.case(words, rows, torn.get(words, ())) for words, rows in groups.items()]
    work.told_apart(cases)
    for case in cases:
        work.take(case)
        if tick is not None:
            tick(len(case.rows))
    if mapping.whole:
        outcome.problems += tell.absent(mapping, work.present, {one.id for one in cases}, source)
    return plan


@dataclass(slots=True)
class _Case:
    """The rows of one merchant: who it is, its ID, what is wrong, and rows that are so."""

    rows: list[TableRow]
    who: Record
    id: str
    wrong: list[Problem]
    bad: set[int]


@dataclass(slots=True)
class _Work:
    """One merchant after the other into a plan."""

    plan: ImportPlan
    merchants: Path
    present: Present
    known: CountyCodes | None
    public: Public

    def case(self, words: Words, rows: list[TableRow], torn: Sequence[Torn]) -> _Case:
        """Who the rows are about, and what is wrong with them by themselves."""
        source, mapping = self.plan.source, self.plan.mapping
        wrong = [*untold(rows, mapping, self.known, source)]
        wrong += contradictions(rows, mapping, source)
        who = particulars(rows, mapping)
        ids = self._ids(rows, who)
        if len(ids) > 1:
            wrong.append(tell.two_records(source, rows[0], ids))
        merchant = self.present.merchants.get(ids[0])
        if merchant is not None and not wrong:
            at = contradicted(merchant, who)
            wrong += [tell.other_record(source, rows[0], merchant, key, who) for key in at]
        return _Case(rows, who, ids[0], wrong, {row.number for row in torn})

    def _ids(self, rows: list[TableRow], who: Record) -> list[str]:
        """The merchant's ID, that of its record if it has one; several where nobody can say."""
        prefix, ways = self.plan.mapping.prefix, spellings(rows, self.plan.mapping)
        given = (stable_id(prefix, way) for way in ways)
        ids = [id for id in dict.fromkeys(given) if id in self.present.paths]
        ids = ids or [*self.present.same(who)]
        return ids or [stable_id(prefix, min(tuple(map(usual, way)) for way in ways))]

    def told_apart(self, cases: Sequence[_Case]) -> None:
        """Of merchants that seem to be one, none is taken: which of them is wrong, nobody knows."""
        claims: dict[Key, list[_Case]] = {}
        for case in cases:
            keys = [("id", case.id), *identities(case.who)]
            for key in keys:
                claims.setdefault(key, []).append(case)
            name = ("called", case.who.get("category", ""), looks(case.who.get("name", "")))
            claims.setdefault(name, []).append(case)
        for key, same in claims.items():
            if key[0] == "called" and all(has_place(case.who) for case in same):
                continue  # branches of one name
            for other in same[1:]:
                self._clash(key, same[0], other)

    def _clash(self, key: Key, first: _Case, other: _Case) -> None:
        source, mapping = self.plan.source, self.plan.mapping
        if key[0] == "id":
            problem = tell.same_id(source, other.rows[0], other.id)
        else:
            problem = tell.looks_the_same(source, first.rows[0], other.rows[0], mapping)
        if problem not in other.wrong:
            other.wrong.append(problem)
        first.bad.add(first.rows[0].number)

    def take(self, case: _Case) -> None:
        """Plan the record of one merchant, or say why it is left out."""
        plan, source, id = self.plan, self.plan.source, case.id
        wrong, rows = case.wrong, case.rows
        found = [*findings(rows, plan.mapping, source, wrong)]
        folder = self.merchants / plan.mapping.folder / id[-2]
        path = self.present.paths.get(id) or folder / f"{id}.yml"
        if not wrong and not case.bad:
            wrong += self._planned(id, path, rows, found, case.who)
        plan.outcome.problems += wrong
        if case.bad or any(one.code in tell.LEAVING_OUT for one in errors(wrong)):
            name = case.who.get("name") or id
            there = id in self.present.paths
            plan.outcome.problems.append(tell.left_out(source, name, wrong, case.bad, there))
            plan.outcome.left_out += 1

    def _planned(
        self, id: str, path: Path, rows: list[TableRow], found: list[DatedFinding], who: Record
    ) -> list[Problem]:
        """Put the record into the plan; what it lacks, and what is told of it."""
        plan, mapping = self.plan, self.plan.mapping
        old = path.read_bytes() if id in self.present.paths else None
        own = own_text(old) if old is not None else None
        if old is not None and own is None:
            return self._by_hand(id, path, rows, found)
        before, passes = own if own is not None else (None, frozenset())
        told: list[Problem] = []
        if mapping.whole and before is not None:
            lost = taken_back.gone(before, found)
            mended = taken_back.mended(lost, before, found)
            told += tell.gone(plan.source, rows[0], id, lost, mended)
            moved = taken_back.moved(before, found)
            told += tell.gone(
                plan.source,
                rows[0],
                id,
                [fact for fact, _ in moved],
                {fact["id"]: finding for fact, finding in moved},
            )
            found = [one for one in found if one not in mended.values()]
        public = own_text(self.public.records.get(id, b""))
        fixed = frozenset(fact["id"] for fact in (public[0] if public else {}).get("failures", ()))
        draft = drafted(id, rows, found, mapping, before, passes, fixed)
        told += [
            tell.contradicting_act(plan.source, row, key, one, other)
            for row, key, one, other in draft.contradictions
        ]
        told += (tell.otherwise(plan.source, rows[-1], id, *one) for one in draft.differing)
        told += (tell.recorded_twice(plan.source, rows[0], id, ids) for ids in draft.twice)
        told += tell.joint(plan.source, rows[0], id, taken_back.joint(before))
        if draft.contradictions:
            return told
        told += self._kept(id, path, draft, rows[0])
        self._count(path, old, draft, rows)
        return told

    def _kept(self, id: str, path: Path, draft: RecordDraft, row: TableRow) -> list[Problem]:
        """Keep what was published, and say what is therefore not as the table has it."""
        public = self.public
        if public.since is None:
            return []
        text = public.records.get(id)
        own = own_text(text) if text is not None else None
        differing = kept(draft.record, own[0] if own else {}, public.today, public.since)
        return [tell.published(self.plan.source, row, id, name) for name in differing]

    def _count(
        self, path: Path, old: bytes | None, draft: RecordDraft, rows: list[TableRow]
    ) -> None:
        outcome, data = self.plan.outcome, compose(draft.record, draft.passes)
        failures = len(draft.record.get("failures", ()))
        outcome.merchants += 1
        outcome.failures += failures
        if old == data:
            outcome.unchanged += 1
            return
        outcome.created += old is None
        outcome.updated += old is not None
        self.plan.entries[path] = PlannedRecord(data, rows, failures, old is None, draft.rows)

    def _by_hand(
        self, id: str, path: Path, rows: list[TableRow], found: list[DatedFinding]
    ) -> list[Problem]:
        """What a record that a person edited lacks."""
        outcome, mapping = self.plan.outcome, self.plan.mapping
        merchant = self.present.merchants.get(id)
        if merchant is None:
            return [tell.unreadable_record(self.plan.source, rows[0], path)]
        draft = drafted(id, rows, found, mapping)
        facts: Sequence[Fact] = draft.record.get("failures", ())
        told = [
            tell.contradicting_act(self.plan.source, row, key, one, other)
            for row, key, one, other in draft.contradictions
        ]
        if mapping.failures is not None:
            told += missing(merchant, facts, draft.rows, mapping.failures, self.plan.source)
        outcome.merchants += 1
        if told:
            outcome.kept.append(str(path))
        else:
            outcome.unchanged += 1
        return told
