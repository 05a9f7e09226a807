"""JSON Schema 2020-12 of a merchant's record, from the field table, for editors and other programs.

An editor uses it with ``# yaml-language-server: $schema=…`` on a record's first line. It is laxer
than the reader where a schema cannot tell (days that do not exist, check characters, order of
days), and never stricter.
"""

from __future__ import annotations

from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.recourse import OFFICE
from fangxin.text.fields.tables import Lists, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(programme: Programme | None = None) -> Schema:
    """The schema of a record; with a programme, its categories, towns, kinds and commitments are
    offered by name."""
    return {
        "$schema": DIALECT,
        "title": "商户记录",
        "description": "merchants/**/<ID>.yml\n一处经营场所、一个类别一份记录；文件名即商户编号。\n"
        "One record for each premises and category; the file is named after the merchant ID.",
        **MERCHANT.schema(lists_of(programme) if programme else {}),
    }


def lists_of(programme: Programme) -> Lists:
    """The programme's lists by the names that the field table uses (``of``): code → label."""
    kinds: dict[str, str] = {}
    for version in programme.policy.versions:
        kinds |= {code: kind.label for code, kind in version.kinds.items()}
    return {
        "categories": {code: found.label for code, found in programme.categories.items()},
        "towns": {town: town for town in programme.towns},
        "kinds": kinds,
        "commitments": dict(programme.commitments),
        "offices": {
            OFFICE: programme.site.office,
            **{code: found.label for code, found in programme.departments.items()},
        },
    }
