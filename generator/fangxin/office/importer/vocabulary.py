"""The programme's lists that a form offers to choose from."""

from __future__ import annotations

from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.schema import lists_of as of_records
from fangxin.facts.registers.reading import lists_of as of_registers
from fangxin.text.fields.tables import Lists


def choices(programme: Programme) -> Lists:
    """Code → label by list; of the kinds of failures those that a sample may be."""
    kinds = {
        code: kind.label
        for version in programme.policy.versions
        for code, kind in version.kinds.items()
        if kind.provisional
    }
    return {**of_records(programme), **of_registers(programme), "kinds": kinds}
