"""Imports by a mapping, as the command does them, into a folder of a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.editing.proposal import write
from generator.importer.judging import judged
from generator.importer.known import Known
from generator.importer.mapping import TableMapping
from generator.importer.mapping_file import read_mapping
from generator.importer.native import FormOutcome, import_form
from generator.importer.plan import Outcome
from generator.importer.planning import planned
from generator.importer.present import Public
from generator.sources import Sources, read_sources
from tests.demonstration import CONTENT

TODAY = date(2026, 11, 23)


def imported(
    table: Path,
    mapping: TableMapping,
    merchants: Path,
    known: Known | None = None,
    public: Public | None = None,
) -> Outcome:
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
