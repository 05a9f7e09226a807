"""A row of a register as JSON Schema, and the columns of a CSV, from the register's field table."""

from __future__ import annotations

from dataclasses import replace

from fangxin.text.fields.tables import Field, Group, Lists, Schema, field_schema


def columns(row: Group) -> tuple[Field, ...]:
    """The fields of a CSV, one a column: ``date`` inside ``void`` is the column ``void.date``."""
    found: list[Field] = []
    for spec in row.fields:
        if isinstance(spec.kind, Group):
            found += [
                replace(
                    inner,
                    key=f"{spec.key}.{inner.key}",
                    zh=f"{spec.zh}：{inner.zh}",
                    en=f"{spec.en}: {inner.en}",
                    required=False,  # only once another column of the group is filled in
                )
                for inner in columns(spec.kind)
            ]
        else:
            found.append(spec)
    return tuple(found)


def row_schema(name: str, ending: str, row: Group, lists: Lists) -> Schema:
    """JSON Schema 2020-12 of one row of the register ``name``: an object of column → text for a
    CSV, the object of the list for YAML."""
    schema = row.schema(lists)
    if ending == "csv":
        needs: dict[str, list[str]] = schema.get("dependentRequired", {})
        for spec in row.fields:
            if isinstance(spec.kind, Group):
                inner = [f"{spec.key}.{one.key}" for one in spec.kind.required]
                needs |= {f"{spec.key}.{one.key}": inner for one in spec.kind.fields}
        schema["dependentRequired"] = needs
        schema["properties"] = {spec.key: field_schema(spec, lists) for spec in columns(row)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name}.{ending}: one row",
        **schema,
    }
