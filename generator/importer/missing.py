"""What a table says of a merchant whose record an import must not touch, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from generator.document_number import papers
from generator.facts import Failure, Merchant
from generator.importer.acts import Fact, act_of
from generator.importer.findings import Finding
from generator.problem import Place, Problem
from generator.sameness import looks


def recorded_as(merchant: Merchant, finding: Finding) -> Failure | None:
    """The failure of the record, or of a register, that a finding is a finding of; one that was
    declared void is one too: somebody looked at it."""
    named = papers(finding.document)
    for failure in merchant.failures:
        there = papers(failure.document or "")
        if there & named:
            return failure
        if not there and not named and failure.date == finding.day:
            return failure
        same_words = finding.summary and looks(finding.summary) in looks(failure.summary or "")
        if failure.date == finding.day and same_words and not (there and named):
            return failure
    return None


def missing(
    merchant: Merchant, found: Sequence[Finding], facts: Sequence[Fact], source: Path, later: bool
) -> Iterator[Problem]:
    """A problem for each fact of the table that the record lacks, with the command that enters it.
    ``facts``: the failures that the findings make; ``later``: whether a later pass rectifies."""
    passes = sorted(finding.day for finding in found if finding.kind is None)
    told: set[object] = set()
    for finding in found:
        if finding.kind is None:
            continue
        place = Place(str(source), finding.row.number)
        failure = recorded_as(merchant, finding)
        if failure is None:
            act = act_of(finding.day, finding.document)
            if act not in told:
                told.add(act)
                yield _missing(place, merchant, _fact_of(finding, facts))
            continue
        after = next((day for day in passes if day > failure.date), None)
        waits = failure.rectified is None and failure.void is None
        if later and waits and after is not None and failure.id not in told:
            told.add(failure.id)
            yield _unrectified(place, merchant, failure, after.isoformat())


def _fact_of(finding: Finding, facts: Sequence[Fact]) -> Fact:
    act = act_of(finding.day, finding.document)
    return next(one for one in facts if act_of(one["date"], one.get("document", "")) == act)


def _missing(place: Place, merchant: Merchant, fact: Fact) -> Problem:
    words = ["fangxin", "fail", merchant.id]
    for key in ("kind", "date", "served", "document", "summary"):
        if key in fact:
            words += [f"--{key}", quote(str(fact[key]))]
    return Problem(
        place,
        "fact-missing",
        f"{merchant.id}（{merchant.name}）的档案已由人改过（{merchant.path}），没有覆盖；"
        f"其中缺这一条：{fact['date']} {fact.get('document') or fact.get('summary', '')}。"
        f"核对后请登记：{' '.join(words)}",
        f"the record of {merchant.id} ({merchant.path}) was edited by hand and was left as it is; "
        f"it lacks this fact of {fact['date']}: check it and enter it with {' '.join(words)}",
    )


def _unrectified(place: Place, merchant: Merchant, failure: Failure, day: str) -> Problem:
    command = f"fangxin rectify {merchant.id} {failure.id} --date {day}"
    return Problem(
        place,
        "fact-missing",
        f"{merchant.id}（{merchant.name}）的档案已由人改过（{merchant.path}），没有覆盖；"
        f"表里 {failure.id} 之后 {day} 检查合格，档案里没有整改。核对后请登记：{command}",
        f"the record of {merchant.id} ({merchant.path}) was edited by hand and was left as it is; "
        f"by the table {failure.id} was put right by {day}: check it and enter it with {command}",
    )
