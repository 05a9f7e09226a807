"""Imports by a mapping, as the command does them, into a folder of a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fangxin.change.proposal import write
from fangxin.office.importer.judging import judged
from fangxin.office.importer.known import CountyCodes
from fangxin.office.importer.mapping import TableMapping
from fangxin.office.importer.mapping_file import read_mapping
from fangxin.office.importer.native import FormOutcome, import_form
from fangxin.office.importer.plan import ImportResult
from fangxin.office.importer.planning import planned
from fangxin.office.importer.present import Public
from fangxin.registry.sources.reading import Sources, read_sources
from tests.support.demonstration import CONTENT

TODAY = date(2026, 11, 23)


def imported(
    table: Path,
    mapping: TableMapping,
    merchants: Path,
    known: CountyCodes | None = None,
    public: Public | None = None,
) -> ImportResult:
    """Import a table and write what can be written."""
    sources = read_sources(merchants, CONTENT, TODAY, TODAY)
    plan = planned(table, mapping, merchants, sources.records, known, public)
    proposal = judged(plan, sources)
    if proposal is not None:
        write(proposal)
    return plan.outcome


def taken_in(table: Path, sources: Sources, prefix: str | None = None) -> FormOutcome:
    """Take in a form and write what can be written."""
    outcome, proposal = import_form(table, sources, prefix)
    if proposal is not None:
        write(proposal)
    return outcome


def mapping_of(text: str) -> TableMapping:
    """A mapping, read by the real reader."""
    mapping, problems = read_mapping(text.encode(), "m.yml")
    assert mapping is not None and not problems, problems
    return mapping
