"""Documents that decisions name although the list of documents does not have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fangxin.facts.document_number import document_keys
from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import stands
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.office.due.plans import FOLDER
from fangxin.registry.registry import Registry


def documents_to_list(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """One duty a number that the office's decisions name; numbers of older registers, taken over
    with them, are not asked for."""
    named: dict[str, list[tuple[date, str]]] = defaultdict(list)
    spelled: dict[str, str] = {}  # what a number is compared by → as it is written first
    for merchant in registry.merchants.values():
        for one in merchant.decisions:
            counts = not one.imported and stands(one) and one.acts <= as_of
            if counts and one.document and one.document not in programme.documents:
                number = spelled.setdefault(min(document_keys(one.document)), one.document)
                named[number].append((one.acts, merchant.id))
    table = every_kind()["document"]
    for number, found in sorted(named.items()):
        first, id = min(found)
        yield Duty(
            kind="document",
            id=number,
            name=f"{FOLDER}/documents.yml",
            zh=table.zh.format(count=len(found), first=id),
            en=table.en.format(count=len(found), first=id),
            command=table.command,
            since=first,
            where=f"{FOLDER}/documents.yml",
        )
