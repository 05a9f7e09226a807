"""A table becomes records: rows are grouped into merchants, failed rows become failures.

    plan = planned(table, mapping, sources, known, public)    # what would stand in which file
    proposal = judged(plan, sources)                          # ``generator.importer.judging``

IDs follow from the words that tell merchants apart, so that they stay the same whatever else
changes in the table; a merchant that has a record keeps its ID. A merchant with a row that cannot
be used is left out whole: that row may be the one that would cost it its certification.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields.idents import check_character
from generator.importer import refusals as tell
from generator.importer.acts import Fact, joint_documents, places_of
from generator.importer.findings import Finding, findings
from generator.importer.keeping import Record, compose
from generator.importer.known import Known
from generator.importer.mapping import TableMapping
from generator.importer.missing import missing
from generator.importer.present import Present, Public, contradicted, known_by, own_text, present_of
from generator.importer.records import Draft, drafted, kept, particulars
from generator.importer.rows import (
    Words,
    contradictions,
    grouped,
    spellings,
    torn_by_group,
    untold,
)
from generator.importer.table import Row, Torn, read_table
from generator.problem import Problem, errors
from generator.registry.records import Records
from generator.sameness import Key, looks, usual

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID_LETTERS = 7  # 36**7 IDs: with 100,000 merchants a double is a matter of 1 in 15


@dataclass(slots=True)
class Outcome:
    """What an import does: counts, and every row that could not be used."""

    rows: int = 0
    skipped: int = 0  # rows that the mapping leaves out
    merchants: int = 0
    failures: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0  # merchants with an unusable row; each has one problem besides its rows'
    kept: list[str] = field(default_factory=list)  # records edited by hand that lack new facts
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that would be written, and the rows that it comes from."""

    data: bytes
    rows: list[Row]
    failures: int
    created: bool


@dataclass(slots=True)
class Plan:
    """What would be written, by path."""

    source: Path
    mapping: TableMapping
    outcome: Outcome
    entries: dict[Path, Entry] = field(default_factory=dict)

    @property
    def files(self) -> dict[Path, bytes]:
        """The text of each file."""
        return {path: entry.data for path, entry in self.entries.items()}

    def drop(self, path: Path) -> None:
        """Leave a record out after all."""
        entry = self.entries.pop(path)
        self.outcome.merchants -= 1
        self.outcome.failures -= entry.failures
        self.outcome.created -= entry.created
        self.outcome.updated -= not entry.created
        self.outcome.left_out += 1

    def names_of(self, rows: Sequence[Row]) -> Iterator[str]:
        """What rows call their merchant."""
        yield from filter(None, (self.mapping.merchant["name"].filled(row.cells) for row in rows))


def stable_id(prefix: str, words: Words) -> str:
    """An ID that follows from ``words`` alone: the prefix, seven letters, a check character."""
    digest = hashlib.sha256("\x1f".join(words).encode()).digest()
    number = int.from_bytes(digest[:8])
    letters = ""
    for _ in range(ID_LETTERS):
        number, rest = divmod(number, 36)
        letters += LETTERS[rest]
    body = prefix + letters
    return body + check_character(body)


def planned(
    source: Path,
    mapping: TableMapping,
    merchants: Path,
    records: Records,
    known: Known | None = None,
    public: Public | None = None,
    tick: Callable[[int], None] | None = None,
) -> Plan:
    """What importing the table into the folder ``merchants``, which has ``records``, would write;
    with ``known``, rows with another town or category are unusable. Nothing is written."""
    table = read_table(source, mapping)
    outcome = Outcome(len(table.rows), table.skipped, problems=table.problems)
    plan = Plan(source, mapping, outcome)
    groups = grouped(table.rows, mapping)
    work = _Work(plan, merchants, present_of(records), known, public or Public())
    torn = torn_by_group(table.torn, groups)
    for words, rows in groups.items():
        work.take(words, rows, torn.get(words, ()))
        if tick is not None:
            tick(len(rows))
    if mapping.whole and not errors(outcome.problems):
        outcome.problems += tell.absent(mapping, work.present, work.met, source)
    return plan


@dataclass(slots=True)
class _Work:
    """One merchant after the other into a plan; who was met already, and under which words."""

    plan: Plan
    merchants: Path
    present: Present
    known: Known | None
    public: Public
    met: dict[str, Words] = field(default_factory=dict)  # ID → words
    claimed: dict[Key, tuple[Words, Row]] = field(default_factory=dict)

    def take(self, words: Words, rows: list[Row], torn: Sequence[Torn]) -> None:
        """Plan the record of one merchant, or say why it is left out."""
        plan, source, mapping = self.plan, self.plan.source, self.plan.mapping
        wrong = [*untold(rows, mapping, self.known, source)]
        wrong += contradictions(rows, mapping, source)
        who = particulars(rows, mapping)
        id, doubts = self._id(words, rows, who)
        wrong += doubts
        found = [*findings(rows, mapping, source, wrong)]
        path = self.present.paths.get(id) or self.merchants / mapping.folder / id[-2] / f"{id}.yml"
        bad = [row.number for row in torn]
        if not wrong and not bad:
            wrong += self._planned(id, path, rows, found, who)
        plan.outcome.problems += wrong
        if bad or any(one.code in tell.LEAVING_OUT for one in errors(wrong)):
            name = who.get("name") or "，".join(filter(None, words))
            there = id in self.present.paths
            plan.outcome.problems.append(tell.left_out(source, name, wrong, bad, there))
            plan.outcome.left_out += 1

    def _id(self, words: Words, rows: list[Row], who: Record) -> tuple[str, list[Problem]]:
        """The merchant's ID, that of its record if it has one, and who else it seems to be."""
        mapping, source = self.plan.mapping, self.plan.source
        ways = spellings(rows, mapping)
        given = [stable_id(mapping.prefix, way) for way in ways]
        usually = min(tuple(map(usual, way)) for way in ways)
        ids = [id for id in dict.fromkeys(given) if id in self.present.paths]
        ids = ids or [*self.present.same(who)]
        id = ids[0] if ids else stable_id(mapping.prefix, usually)
        doubts = [tell.two_records(source, rows[0], ids)] if len(ids) > 1 else []
        if self.met.setdefault(id, words) != words:
            doubts.append(tell.same_id(source, rows[0], id))
        for key in known_by(who):
            other, row = self.claimed.setdefault(key, (words, rows[0]))
            if other != words:
                doubts.append(tell.looks_the_same(source, row, rows[0], mapping))
        merchant = self.present.merchants.get(id)
        if merchant is not None and not doubts:
            at = contradicted(merchant, who)
            doubts += [tell.other_record(source, rows[0], merchant, key, who) for key in at]
        return id, doubts

    def _planned(
        self, id: str, path: Path, rows: list[Row], found: list[Finding], who: Record
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
            taken_back = _gone(before, found)
            mended = _mended(taken_back, before, found)
            told += tell.gone(plan.source, rows[0], id, taken_back, mended)
            found = [one for one in found if one not in mended.values()]
        draft = drafted(id, rows, found, mapping, before, passes)
        told += [
            tell.contradicting_act(plan.source, row, key, one, other)
            for row, key, one, other in draft.contradictions
        ]
        told += (tell.otherwise(plan.source, rows[-1], id, *one) for one in draft.differing)
        told += tell.joint(plan.source, rows[0], id, _joint(before))
        if draft.contradictions:
            return told
        told += self._kept(id, path, draft, rows[0])
        self._count(path, old, draft, rows)
        return told

    def _kept(self, id: str, path: Path, draft: Draft, row: Row) -> list[Problem]:
        """Keep what was published, and say what is therefore not as the table has it."""
        public = self.public
        if public.since is None:
            return []
        text = public.records.get(id)
        own = own_text(text) if text is not None else None
        differing = kept(draft.record, own[0] if own else {}, public.today, public.since)
        return [tell.published(self.plan.source, row, id, name) for name in differing]

    def _count(self, path: Path, old: bytes | None, draft: Draft, rows: list[Row]) -> None:
        outcome, data = self.plan.outcome, compose(draft.record, draft.passes)
        failures = len(draft.record.get("failures", ()))
        outcome.merchants += 1
        outcome.failures += failures
        if old == data:
            outcome.unchanged += 1
            return
        outcome.created += old is None
        outcome.updated += old is not None
        self.plan.entries[path] = Entry(data, rows, failures, created=old is None)

    def _by_hand(self, id: str, path: Path, rows: list[Row], found: list[Finding]) -> list[Problem]:
        """What a record that a person edited lacks."""
        outcome, mapping = self.plan.outcome, self.plan.mapping
        merchant = self.present.merchants.get(id)
        if merchant is None:
            return [tell.unreadable_record(self.plan.source, rows[0], path)]
        draft = drafted(id, rows, found, mapping)
        facts: Sequence[Fact] = draft.record.get("failures", ())
        later = mapping.failures is not None and mapping.failures.rectified_by_later_pass
        told = [*missing(merchant, found, facts, self.plan.source, later)]
        outcome.merchants += 1
        if told:
            outcome.kept.append(str(path))
        else:
            outcome.unchanged += 1
        return told


def _joint(record: Mapping[str, object] | None) -> list[Fact]:
    """Failures that an earlier import joined out of several documents."""
    facts: Sequence[Fact] = (record or {}).get("failures", ())  # type: ignore[assignment]
    return [fact for fact in facts if joint_documents(fact) and "void" not in fact]


def _gone(record: Record, found: Sequence[Finding]) -> list[Fact]:
    """Failures of a record that no row of the table tells of any more."""
    facts: Sequence[Fact] = record.get("failures", ())
    failed = [finding for finding in found if finding.kind is not None]
    met = {at for finding in failed for at in places_of(facts, finding)}
    return [fact for at, fact in enumerate(facts) if at not in met]


def _mended(gone: Sequence[Fact], record: Record, found: Sequence[Finding]) -> dict[str, Finding]:
    """Of failures that are gone those that a row has on another day or under another number."""
    facts: Sequence[Fact] = record.get("failures", ())
    new = [one for one in found if one.kind is not None and not places_of(facts, one)]
    mended: dict[str, Finding] = {}
    for fact in gone:
        for one in new:
            same = looks(one.summary) == looks(fact.get("summary", "")) and one.kind == fact["kind"]
            if same and one not in mended.values():
                mended[fact["id"]] = one
                break
    return mended
