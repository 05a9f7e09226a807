"""What the browser searches in: pinyin and initials of names, and one compact file of merchants."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.facts import Status
from generator.view.catalogue import Catalogue, Entry
from generator.words import STATUS_EN, STATUS_ZH


def search_data(catalogue: Catalogue, categories: Mapping[str, str]) -> bytes:
    """``search/merchants.json``: one short row a merchant, with the words the results need.

    ``categories`` gives labels by code. Rows are
    [id, name, status, category, town, until, certificate, uscc, pinyin, initials, former names,
    English name], where status, category and town are positions in the lists of the same name.
    """
    codes = list(categories)
    codes += sorted({entry.category for entry in catalogue.entries} - set(codes))
    towns = sorted({entry.town or "" for entry in catalogue.entries})
    order = list(Status)
    rows = [
        _row(entry, order.index(entry.status), codes.index(entry.category), towns.index(town))
        for entry in catalogue.entries
        for town in (entry.town or "",)
    ]
    document = {
        "version": 1,
        "as_of": catalogue.as_of.isoformat(),
        "statuses": [[status.value, STATUS_ZH[status], STATUS_EN[status]] for status in order],
        "categories": [[code, categories.get(code, code)] for code in codes],
        "towns": towns,
        "merchants": rows,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _row(entry: Entry, status: int, category: int, town: int) -> list[object]:
    row: list[object] = [
        entry.id,
        entry.name,
        status,
        category,
        town,
        entry.until.isoformat() if entry.until else "",
        entry.certificate or "",
        entry.uscc or "",
        entry.pinyin,
        entry.initials,
        list(entry.former_names),
        entry.name_en or "",
    ]
    while not row[-1]:  # most merchants have no former names: rows end where facts end
        row.pop()
    return row
