"""Findings become failures: one for each act, whatever the order in which rows come.

A document number is one act, on whatever day; without one, what was found on one day is one visit.
Of several findings of an act the gravest kind counts, the earliest day, and every summary stands
once. Joining is the same in any order and any number of times, so that the parts of a table give
what the whole gives.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from shlex import quote
from typing import Any

from fangxin.facts.document_number import numbers_in, papers
from fangxin.facts.record.failures import FAILURE
from fangxin.office.importer.findings import DatedFinding
from fangxin.office.importer.mapping import Failing
from fangxin.text.fields.idents import FACT
from fangxin.text.sameness import looks, usual

Fact = dict[str, Any]  # a failure as the dumper writes it
MOST_SUMMARY = 1000
SEPARATOR = "；"
CUT = "…"
_PART = re.compile(r"[^A-Z0-9-]")


def id_of(day: date, document: str) -> str:
    """The id of the failure of an act: F2026-88-7Q2M of a document, F20260305 of a day."""
    named = sorted(papers(document))
    if not named:
        return f"F{day:%Y%m%d}"
    letters = hashlib.sha256("、".join(named).encode()).hexdigest().upper()
    numbers = sorted(numbers_in(document))
    if not numbers:
        return f"F{letters[:8]}"
    letters = letters[:4]
    first = numbers[0]
    id = f"F{first.year}-{_PART.sub('', first.serial.upper())}-{letters}"
    return id if re.fullmatch(FACT, id) else f"F{first.year}-{letters}"


def failure_of(finding: DatedFinding, failing: Failing) -> Fact:
    """A failure of one finding alone."""
    fact: Fact = {
        "id": id_of(finding.day, finding.document),
        "kind": finding.kind,
        "date": finding.day,
        "document": finding.document,
        "summary": finding.summary,
    }
    if failing.final:
        fact["final"] = finding.day
    for key, text in (finding.fields or {}).items():
        group, _, inner = key.rpartition(".")
        (fact.setdefault(group, {}) if group else fact)[inner] = _value(text)
    return {key: value for key, value in fact.items() if value}


def _value(text: str) -> date | str:
    """Days as days, so that they are written without quotes."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def joined(one: Fact, other: Fact, failing: Failing) -> Fact:
    """One act of two findings: in any order the same. What contradicts stays as ``one`` has it
    (see ``contradicting``)."""
    kinds = [kind.kind for kind in failing.kinds]
    fact = {**other, **one}
    if "appeal" in one and "appeal" in other:
        fact["appeal"] = {**other["appeal"], **one["appeal"]}
    fact["kind"] = min(one["kind"], other["kind"], key=lambda kind: rank(kind, kinds))
    fact["date"] = min(one["date"], other["date"])
    if "final" in one and "final" in other and failing.final:
        fact["final"] = min(one["final"], other["final"])
    documents = [known["document"] for known in (one, other) if "document" in known]
    if documents:
        fact["document"] = _document(documents)
    summary = _summary(one.get("summary", ""), other.get("summary", ""))
    if summary:
        fact["summary"] = summary
    return ordered(fact)


def _document(texts: Sequence[str]) -> str:
    """What names every document of the texts: the usual spelling of one that does, or all."""
    every = frozenset[str]().union(*map(papers, texts))
    whole = [text for text in texts if papers(text) == every]
    return min(whole, key=_plainest) if whole else "、".join(sorted(set(texts)))


def _plainest(document: str) -> tuple[int, bool, str]:
    """Of several spellings the usual one; what names more documents comes first."""
    return -len(papers(document)), document != usual(document), document


def rank(kind: str, kinds: Sequence[str]) -> tuple[int, str]:
    """The place of a kind in the mapping, the gravest first; kinds it does not know stay."""
    return (kinds.index(kind) if kind in kinds else -1, kind)


def _summary(one: str, other: str) -> str:
    """The parts of both, each once and sorted; where one text has them all in an order of its own,
    that text."""
    if len(one) == MOST_SUMMARY and one.endswith(CUT):
        return one
    every = {looks(part) for part in _parts(one) | _parts(other)}
    whole = [text for text in (one, other) if {*map(looks, _parts(text))} == every]
    own = [text for text in whole if text != _sorted(_parts(text))]
    if own:
        return min(own)
    text = _sorted(_parts(one) | _parts(other))
    return text if len(text) <= MOST_SUMMARY else text[: MOST_SUMMARY - 1] + CUT


def _sorted(parts: set[str]) -> str:
    """Each part once, of several spellings the first."""
    once = {looks(part): part for part in sorted(parts, reverse=True)}
    return SEPARATOR.join(sorted(once.values()))


def _parts(text: str) -> set[str]:
    return set(filter(None, text.split(SEPARATOR)))


def ordered(fact: Mapping[str, Any]) -> Fact:
    """The keys in the order in which records show them."""
    return {spec.key: fact[spec.key] for spec in FAILURE.fields if spec.key in fact}


def contradicting(one: Fact, other: Fact, failing: Failing) -> Iterator[str]:
    """Keys in which two findings of one act say different things that cannot both be true."""
    joint = {"id", "kind", "date", "document", "summary", "recorded", "rectified"}
    joint |= {"rectified_recorded", "final_recorded"} | ({"final"} if failing.final else set())
    for key in sorted(one.keys() & other.keys() - joint):
        mine, others = one[key], other[key]
        if key == "appeal":  # what is decided later is added
            mine = {name: value for name, value in mine.items() if name in others}
            others = {name: value for name, value in others.items() if name in mine}
        if mine != others:
            yield key


def renamed(fact: Fact, before: Fact) -> Fact:
    """The failure under the id that follows from its documents, if it had the one that followed
    from those it had ``before``."""
    new = id_of(fact["date"], fact.get("document", ""))
    return {**fact, "id": new} if has_own_id(before) else fact


def places_of(facts: Sequence[Fact], finding: DatedFinding) -> list[int]:
    """Where the failures stand that a finding is a finding of: the same document, or the same day
    and no document. More than one where its words name the documents of several."""
    named = papers(finding.document)
    found = []
    for at, fact in enumerate(facts):
        there = papers(fact.get("document", ""))
        if there & named or (not there and not named and fact["date"] == finding.day):
            found.append(at)
    return found


def joint_documents(fact: Fact) -> bool:
    """Whether an earlier version joined the failure out of several documents: this one gives an
    id that follows from the documents of a row."""
    text = fact.get("document", "")
    several = len(numbers_in(text)) > 1 and SEPARATOR in text
    return several and not has_own_id(fact)


def has_own_id(fact: Fact) -> bool:
    """Whether the id of a failure follows from its documents, and is not of an earlier version."""
    return bool(fact["id"] == id_of(fact["date"], fact.get("document", "")))


def fail_command(id: str, fact: Mapping[str, Any]) -> str:
    """The command that enters a failure by hand."""
    words = ["fangxin", "fail", id]
    for key in ("kind", "date", "served", "document", "summary"):
        if fact.get(key):
            words += [f"--{key}", quote(str(fact[key]))]
    return " ".join(words)
