"""The papers of a row of a register: what takes a recognition away, and what undoes that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangxin.cli.desk.opening import Desk
from fangxin.facts.undoing import undoings_of
from fangxin.office.editing.registers import CsvRegister, failure_in, part


def founded(
    desk: Desk, book: CsvRegister, there: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, str]:
    """What undoes a finding says by which document and why: what lacks is asked for."""
    whole, found = {**there, **given}, dict[str, str]()
    for undoing in undoings_of(book.name, whole.get, there.__contains__, whole.__contains__, True):
        found |= _asked(desk, book, undoing.missing(lambda key: bool(whole.get(key))))
    return found


def papers(desk: Desk, book: CsvRegister, row: Mapping[str, str]) -> dict[str, str]:
    """What takes a recognition away says by which document: what lacks is asked for."""
    from fangxin.registry.founding import wanting

    failure = failure_in(book, row) if row.get(book.party) and "void.date" not in row else None
    if failure is None:
        return {}
    lacking = wanting(failure, desk.programme.policy)
    return _asked(desk, book, [key for key in lacking if not row.get(key)])


def _asked(desk: Desk, book: CsvRegister, keys: Sequence[str]) -> dict[str, str]:
    values = desk.values(part(book.table, keys), keys)
    return {key: str(value) for key, value in values.items()}
