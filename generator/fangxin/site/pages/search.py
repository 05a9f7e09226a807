"""What the browser searches in: ``search/merchants.json``, one compact row a merchant, and how the
characters of their names are read and written.

Rows carry no pinyin: the few thousand characters of all names are listed once with every reading,
which is less, and finds 单 as shan too. ``search/codes.json`` (fangxin.site.pages.codes) holds what
is asked for seldom and is fetched only then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.values import Status
from fangxin.site.pages.lists import MerchantGroup
from fangxin.text.han import variants
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.pinyin import readings
from fangxin.words.sentences import STATUS_EN, STATUS_ZH

LISTED = ("category", "town", "status")  # kinds of lists that a search leads to


def edition(catalogue: Catalogue) -> str:
    """What both files of one publication share, so that no browser joins those of two."""
    said = [
        (e.id, e.name, e.status, e.until, e.certificate, e.uscc, e.codes) for e in catalogue.entries
    ]
    return hashlib.sha256(repr((catalogue.as_of, said)).encode()).hexdigest()[:12]


def search_data(
    catalogue: Catalogue, categories: Mapping[str, str], groups: Iterable[MerchantGroup] = ()
) -> bytes:
    """``search/merchants.json``; ``categories`` gives labels by code, ``groups`` the lists there
    are.

    Rows are [id, name, status, category, town, until, certificate, uscc, former names, English
    name], where status, category and town are positions in the lists of the same name. ``lists``
    are [label, English label, address, merchants], and what is called back, with 0 merchants;
    ``sounds`` and ``further`` give characters by syllable,
    ``variants`` groups of characters that are one.
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
    lists: list[list[object]] = [
        [group.label, group.label_en, group.base, len(group.entries)]
        for group in groups
        if group.kind in LISTED
    ]
    lists += _recalls(catalogue)
    sounds, further = readings(_names(catalogue, lists))
    document = {
        "version": 2,
        "edition": edition(catalogue),
        "as_of": catalogue.as_of.isoformat(),
        "statuses": [[status.value, STATUS_ZH[status], STATUS_EN[status]] for status in order],
        "categories": [[code, categories.get(code, code)] for code in codes],
        "towns": towns,
        "lists": lists,
        "sounds": sounds,
        "further": further,
        "variants": "|".join(variants(set("".join(_names(catalogue, lists))))),
        "merchants": rows,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _recalls(catalogue: Catalogue) -> Iterator[list[object]]:
    """What is called back on the day, by product, brand, model and batches; of no merchants."""
    for row in catalogue.registers.of(RECALLS):
        if row.runs(catalogue.as_of):
            label = " ".join(filter(None, ("召回：" + row.title, row.model, *row.batches)))
            yield [label, "Recall", f"recalls/#{row.id}", 0]


def _names(catalogue: Catalogue, lists: Iterable[list[object]]) -> list[str]:
    """Everything that is searched by its words."""
    names = [name for entry in catalogue.entries for name in (entry.name, *entry.former_names)]
    return [*names, *(str(label) for label, *_ in lists)]


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
        list(entry.former_names),
        entry.name_en or "",
    ]
    while not row[-1]:  # most merchants have no former names: rows end where facts end
        row.pop()
    return row
