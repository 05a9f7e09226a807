"""Offices in words."""

from __future__ import annotations

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import OFFICE


def office_zh(code: str, programme: Programme) -> str:
    """The name of an office by its code."""
    if code == OFFICE:
        return programme.site.office
    found = programme.departments.get(code)
    return code if found is None else found.label


def contact_zh(code: str, programme: Programme) -> str:
    """Where an office is and how it is called; of the registry's own, what the site gives."""
    if code == OFFICE:
        return "；".join(f"{label}：{value}" for label, value in programme.site.report.items())
    found = programme.departments.get(code)
    phone = f"电话 {found.phone}" if found is not None and found.phone else None
    return "，".join(filter(None, (found.address if found is not None else None, phone)))
