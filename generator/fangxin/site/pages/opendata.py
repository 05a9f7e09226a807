"""Open data: the whole registry for programs, versioned by its path ``/api/v1/``.

These shapes are published types: keys may be added within a version, never changed or removed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.reading import lists_of
from fangxin.facts.values import Status
from fangxin.site.pages.asof import next_update
from fangxin.site.pages.cells import harmless
from fangxin.site.pages.lists import expiring, moves, tally
from fangxin.site.pages.openindicators import indicator_rows, plan_rows, town_rows
from fangxin.site.pages.openrows import public_rows, rows_schema
from fangxin.site.pages.openschema import SCHEMAS
from fangxin.view.catalogue import Catalogue, Entry, Move
from fangxin.view.indicators.measuring import measure
from fangxin.words.sentences import STATUS_ZH

VERSION = "v1"
BASE = f"api/{VERSION}/"
COLUMNS = (
    "id",
    "name",
    "category",
    "category_zh",
    "town",
    "status",
    "status_zh",
    "recognised",
    "since",
    "until",
    "certificate",
    "uscc",
    "address",
    "example",
    "url",
)


def api_files(catalogue: Catalogue, programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Every file below ``/api/v1/`` that speaks of all merchants, and the schemas."""
    yield BASE + "registry.json", registry_json(catalogue, programme)
    yield BASE + "merchants.csv", merchants_csv(catalogue, programme)
    yield BASE + "changes.json", changes_json(catalogue, programme)
    yield BASE + "expiring.json", expiring_json(catalogue, programme)
    yield BASE + "indicators.json", indicators_json(catalogue, programme)
    for register in every():
        if register.open:
            rows = [*public_rows(register, catalogue, programme.policy)]
            data = _document(_head(catalogue, programme), "rows", rows)
            yield f"{BASE}registers/{register.name}.json", data
    schemas = {
        **SCHEMAS,
        **{
            f"register-{one.name}": rows_schema(one, lists_of(programme))
            for one in every()
            if one.open
        },
    }
    for name, schema in schemas.items():
        data = json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"
        yield f"{BASE}schema/{name}.json", data


def registry_json(catalogue: Catalogue, programme: Programme) -> bytes:
    """All merchants, ordered by ID, one a line so that two publications can be compared."""
    site = programme.site
    head = {
        **_head(catalogue, programme),
        "office": site.office,
        "county": site.county,
        "demonstration": site.demonstration,
        "counts": {status.value: n for status, n in tally(catalogue.entries).items()},
    }
    rows = [entry_json(entry, site.url) for entry in catalogue.entries]
    return _document(head, "merchants", rows)


def changes_json(catalogue: Catalogue, programme: Programme) -> bytes:
    """Every change of a status, newest first."""
    rows = [move_json(move, programme.site.url) for move in moves(catalogue)]
    return _document(_head(catalogue, programme), "changes", rows)


def expiring_json(catalogue: Catalogue, programme: Programme) -> bytes:
    """Terms of the certified that end soon, the first first."""
    rows: list[dict[str, object]] = [
        {
            "id": one.id,
            "name": one.name,
            "category": one.category,
            "until": _iso(one.until),
            "within_days": days,
            "flags": sorted(one.flags),
            "url": f"{programme.site.url}/m/{one.id}/",
        }
        for days, entries in expiring(catalogue).items()
        for one in entries
    ]
    return _document(_head(catalogue, programme), "expiring", rows)


def indicators_json(catalogue: Catalogue, programme: Programme) -> bytes:
    """The plan's targets, their verdicts, and every indicator by year, one a line."""
    found = measure(catalogue, programme)
    head = {
        **_head(catalogue, programme),
        "plans": plan_rows(found),
        "towns": town_rows(found),
    }
    return _document(head, "indicators", indicator_rows(found))


def merchants_csv(catalogue: Catalogue, programme: Programme) -> bytes:
    """RFC 4180 with a byte order mark, which spreadsheets need to read Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in catalogue.entries:
        row = entry_json(entry, programme.site.url)
        category = programme.categories.get(entry.category)
        row["category_zh"] = category.label if category else ""
        row["status_zh"] = STATUS_ZH[entry.status]
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def entry_json(entry: Entry, url: str) -> dict[str, object]:
    """One merchant as ``registry.json`` shows it; ``url`` is the site's, without slash."""
    return {
        "id": entry.id,
        "name": entry.name,
        "name_en": entry.name_en,
        "former_names": list(entry.former_names),
        "category": entry.category,
        "town": entry.town,
        "uscc": entry.uscc,
        "address": entry.address,
        "status": entry.status.value,
        "recognised": entry.status is Status.CERTIFIED,
        "since": _iso(entry.since),
        "until": _iso(entry.until),
        "certificate": entry.certificate,
        "rules": list(entry.rules),
        "provisional": list(entry.provisional),
        "flags": sorted(entry.flags),
        "bar_until": _iso(entry.bar_until),
        "publicity_until": _iso(entry.publicity_until),
        "open_objections": entry.objections,
        "signs_up": len(entry.signs_up),
        "signs_overdue": entry.signs_overdue,
        "example": entry.example,
        "url": f"{url}/m/{entry.id}/",
    }


def move_json(move: Move, url: str) -> dict[str, object]:
    """One change as ``changes.json`` shows it."""
    return {
        "date": move.date.isoformat(),
        "id": move.id,
        "name": move.name,
        "category": move.category,
        "before": move.before.value,
        "after": move.after.value,
        "rules": list(move.rules),
        "provisional": list(move.provisional),
        "corrected": move.corrected,
        "corrected_on": _iso(move.corrected_on),
        "correction": bool(move.amends),
        "url": f"{url}/m/{move.id}/",
    }


def _head(catalogue: Catalogue, programme: Programme) -> dict[str, object]:
    return {
        "version": VERSION,
        "as_of": catalogue.as_of.isoformat(),
        "next_update": next_update(programme.site, catalogue.as_of).isoformat(),
        "title": programme.site.title,
        "url": programme.site.url,
    }


def _document(head: dict[str, object], key: str, rows: Sequence[dict[str, object]]) -> bytes:
    """A JSON object whose last member is a list with one row a line."""
    opening = json.dumps({**head, "count": len(rows)}, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{opening}, "{key}": [\n{lines}\n]}}\n'.encode()


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _cell(value: object) -> str:
    """Text of a cell; none is a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless("" if value is None else str(value))
