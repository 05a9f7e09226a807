"""Which merchants somebody may mean: by ID, by credit code (former ones too), or by name.

Only an ID says for sure who it is. A code may belong to several premises, and a name to anybody:
what is found by them is for an official to confirm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from generator.facts import Merchant
from generator.registers.confirm import names_in
from generator.sameness import looks

How = Literal["id", "code", "name", "near"]
LENGTH = 18  # of a credit code


def codes_of(merchant: Merchant) -> frozenset[str]:
    """The credit code of a merchant and those it had before."""
    former = {
        change.before
        for change in merchant.changes
        if change.field == "uscc" and change.void is None
    }
    return frozenset(filter(None, {merchant.uscc, *former}))


def names_of(merchant: Merchant) -> frozenset[str]:
    """The names of a merchant and those it had before, as they are compared."""
    former = [
        change.before
        for change in merchant.changes
        if change.field == "name" and change.void is None and change.before
    ]
    return frozenset(name for text in (merchant.name, *former) for name in names_in(text))


def code_of(words: str) -> str:
    """A credit code as registers write it: width, case and blanks do not count."""
    return "".join(normalize("NFKC", words).upper().split())


@dataclass(frozen=True, slots=True)
class Meant:
    """The IDs that words may mean, in order, and how they were found."""

    how: How
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The merchants of a registry by code, by name, and by a code with one character left out."""

    merchants: Mapping[str, Merchant]
    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    masks: Mapping[str, tuple[str, ...]]

    def with_code(self, code: str) -> tuple[str, ...]:
        """All premises of a credit code, today's or a former one."""
        return self.codes.get(code, ())

    def with_name(self, name: str) -> tuple[str, ...]:
        """All that are or were called so, or have such a name in brackets."""
        return tuple(sorted({id for one in names_in(name) for id in self.names.get(one, ())}))

    def with_part(self, words: str) -> tuple[str, ...]:
        """All whose name has these characters in it."""
        part = looks(words)
        return tuple(id for id, one in self.merchants.items() if part and part in looks(one.name))

    def near_code(self, code: str) -> tuple[str, ...]:
        """All whose code differs in one character."""
        found = {id for mask in _masks(code) for id in self.masks.get(mask, ())}
        return tuple(sorted(found - set(self.with_code(code))))

    def meant(self, words: str) -> Meant:
        """Whom words that may be an ID, a code or a name mean."""
        code = code_of(words)
        if code in self.merchants:
            return Meant("id", (code,))
        if self.with_code(code):
            return Meant("code", self.with_code(code))
        named = self.with_name(words) or self.with_part(words)
        if named:
            return Meant("name", named)
        return Meant("near", self.near_code(code))


def index_of(merchants: Mapping[str, Merchant]) -> Index:
    """The index of a registry."""
    every = [merchants[id] for id in sorted(merchants)]
    codes = [(code, one.id) for one in every for code in sorted(codes_of(one))]
    return Index(
        merchants,
        _grouped(codes),
        _grouped((name, one.id) for one in every for name in sorted(names_of(one))),
        _grouped((mask, id) for code, id in codes for mask in _masks(code)),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, id in pairs:
        if id not in found[key]:
            found[key].append(id)
    return {key: tuple(ids) for key, ids in found.items()}


def _masks(code: str) -> Iterator[str]:
    if len(code) == LENGTH:
        for at in range(LENGTH):
            yield f"{code[:at]}_{code[at + 1 :]}"
