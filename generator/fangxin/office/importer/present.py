"""The records that are there: by ID, and by what a merchant is known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Merchant
from fangxin.office.importer.keeping import Record, parsed, sealed
from fangxin.office.importer.rows import WHO
from fangxin.registry.records import Records
from fangxin.text.sameness import Key, identities, looks

_FIELDS = ("category", "name", "uscc", "address", "platform", "platform_shop")


def has_place(words: Mapping[str, Any]) -> bool:
    """Whether anything says where a merchant is: an address, or a shop of a platform."""
    return bool(words.get("address") or words.get("platform_shop"))


@dataclass(frozen=True, slots=True)
class Public:
    """What was published: the record of a path as it was committed (None: none was), and the day of
    the last publication; new facts enter the registry ``today``."""

    since: date | None = None
    today: date = date.max
    records: Mapping[str, bytes] = field(default_factory=dict)  # ID → committed text


@dataclass(frozen=True, slots=True)
class Present:
    """Every record that could be read, and those that could not, by ID; merchants that are not
    closed by what they are known by, by category and code, and by category and name."""

    paths: Mapping[str, Path]
    merchants: Mapping[str, Merchant]
    known: Mapping[Key, tuple[str, ...]]

    def same(self, who: Mapping[str, Any]) -> tuple[str, ...]:
        """IDs of the records of the same merchant. Where one side does not say where it is, the
        same operator's records of the category are meant, or those of the same name: one is it,
        of several nobody can say which."""
        found = self._of(identities(who))
        if found:
            return found
        category, name = who.get("category") or "", looks(who.get("name") or "")
        code = who.get("uscc")
        near = self._of([("operator", category, code)]) if code else ()
        named = self._of([("called", category, name)])
        if not has_place(who):
            return near or (() if code else named)
        return tuple(id for id in near or named if not self._placed(id) and id in named)

    def _of(self, keys: Iterable[Key]) -> tuple[str, ...]:
        return tuple(sorted({id for key in keys for id in self.known.get(key, ())}))

    def _placed(self, id: str) -> bool:
        return has_place(_words(self.merchants[id]))


def _words(merchant: Merchant) -> dict[str, Any]:
    return {name: getattr(merchant, name) for name in _FIELDS}


def present_of(records: Records) -> Present:
    """The records that were read."""
    paths = {Path(path).stem: Path(path) for path in records.read}
    merchants = {one.id: one for one, _ in records.read.values() if one is not None}
    known: dict[Key, list[str]] = {}
    for key, id in _known(merchants):
        known.setdefault(key, []).append(id)
    return Present(paths, merchants, {key: tuple(ids) for key, ids in known.items()})


def _known(merchants: Mapping[str, Merchant]) -> Iterator[tuple[Key, str]]:
    """Everything by which each merchant that is not closed is known, or may be meant."""
    for id, merchant in merchants.items():
        if closed(merchant):
            continue  # who comes after it is somebody else
        category = merchant.category
        yield from ((key, id) for key in known_as(merchant))
        yield ("called", category, looks(merchant.name)), id
        if merchant.uscc:
            yield ("operator", category, merchant.uscc), id


def closed(merchant: Merchant) -> bool:
    """Whether its recognition was ended for good."""
    return any(one.act is Act.CLOSED and stands(one) for one in merchant.decisions)


def known_as(merchant: Merchant) -> Iterator[Key]:
    """What tells a merchant of the registry from all others."""
    return identities(_words(merchant))


def own_text(data: bytes) -> tuple[Record, frozenset[date]] | None:
    """A record as an import wrote it, with its days of passing; None when a person touched it."""
    if not sealed(data):
        return None
    try:
        return parsed(data)
    except (ValueError, yaml.YAMLError):
        return None


def contradicted(merchant: Merchant, particulars: Mapping[str, Any]) -> Sequence[str]:
    """Keys in which a table says that the merchant of a record is another one, now and before."""
    before: dict[str, set[str]] = {}
    for change in merchant.changes:
        if change.before is not None and stands(change):
            before.setdefault(change.field, set()).add(looks(change.before))
    found = []
    for key in WHO:
        now, said = getattr(merchant, key), particulars.get(key)
        if now is None or said is None:
            continue
        if looks(said) not in {looks(now), *before.get(key, ())}:
            found.append(key)
    return found
