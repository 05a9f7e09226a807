"""What a table that has everything does not have any more, or has differently; and failures that an
earlier version joined."""

from __future__ import annotations

from collections.abc import Sequence

from fangxin.office.importer.acts import Fact, joint_documents, places_of
from fangxin.office.importer.findings import DatedFinding
from fangxin.office.importer.keeping import Record
from fangxin.text.sameness import looks

NEAR_DAYS = 31  # a day that was mended is most likely one of the same month


def joint(record: Record | None) -> list[Fact]:
    """Failures that an earlier import joined out of several documents."""
    facts: Sequence[Fact] = (record or {}).get("failures", ())
    return [fact for fact in facts if joint_documents(fact) and "void" not in fact]


def gone(record: Record, found: Sequence[DatedFinding]) -> list[Fact]:
    """Failures of a record that no row of the table tells of any more."""
    facts: Sequence[Fact] = record.get("failures", ())
    failed = [finding for finding in found if finding.kind is not None]
    met = {at for finding in failed for at in places_of(facts, finding)}
    return [fact for at, fact in enumerate(facts) if at not in met]


def moved(record: Record, found: Sequence[DatedFinding]) -> list[tuple[Fact, DatedFinding]]:
    """Failures by a document that no row has on their day any more, with a row that has it."""
    facts: Sequence[Fact] = record.get("failures", ())
    rows: dict[int, list[DatedFinding]] = {}
    for finding in found:
        if finding.kind is not None:
            for at in places_of(facts, finding):
                rows.setdefault(at, []).append(finding)
    days = {at: {finding.day for finding in those} for at, those in rows.items()}
    return [(facts[at], rows[at][0]) for at in rows if facts[at]["date"] not in days[at]]


def mended(
    lost: Sequence[Fact], record: Record, found: Sequence[DatedFinding]
) -> dict[str, DatedFinding]:
    """Of failures that are gone, by id, the row that has the same on a day near by: most likely a
    day that was mended. Rows further away are other failures, which come in."""
    facts: Sequence[Fact] = record.get("failures", ())
    new = [one for one in found if one.kind is not None and not places_of(facts, one)]
    pairs: dict[str, DatedFinding] = {}
    for fact in lost:
        for finding in new:
            if _same(fact, finding) and finding not in pairs.values():
                pairs[fact["id"]] = finding
                break
    return pairs


def _same(fact: Fact, finding: DatedFinding) -> bool:
    words = looks(finding.summary)
    near = abs((finding.day - fact["date"]).days) <= NEAR_DAYS
    alike = words == looks(fact.get("summary", "")) and finding.kind == fact["kind"]
    return bool(words) and near and alike
