"""Which merchants somebody may mean: by ID, by credit code (former ones too), or by name.

Only an ID says for sure who it is. A code may belong to several premises, and a name to anybody:
what is found by them is for an official to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fangxin.facts.document_number import numbers_in
from fangxin.facts.recourse import stands
from fangxin.facts.registers.codes import CodeIndex, codes_by, grouped
from fangxin.facts.registers.confirm import names_in
from fangxin.facts.values import Merchant
from fangxin.text.fields.idents import CODE_LENGTH, fault_of_code
from fangxin.text.sameness import looks, premises

How = Literal["id", "code", "name", "near"]
_LEAST = 4  # characters of a name that is looked for within others


def names_of(merchant: Merchant) -> frozenset[str]:
    """The names of a merchant and those it had before, as they are compared."""
    former = [
        change.before
        for change in merchant.changes
        if change.field == "name" and stands(change) and change.before
    ]
    return frozenset(name for text in (merchant.name, *former) for name in names_in(text))


def addresses_of(merchant: Merchant) -> frozenset[str]:
    """The addresses of a merchant and those it had before, as they are compared."""
    former = {
        change.before for change in merchant.changes if change.field == "address" and stands(change)
    }
    return frozenset(premises(text) for text in (merchant.address, *former) if text)


def code_of(words: str) -> str:
    """A credit code as registers write it: width, case, blanks and dashes do not count."""
    return looks(words).upper().replace("-", "")


def shown_code(code: str) -> str:
    """A code as it may be told: not when it is the number of a person, nor at any length."""
    if fault_of_code(code) == "person":
        return "（个人证件号码，不显示）"
    return code if len(code) <= 2 * CODE_LENGTH else f"{code[:CODE_LENGTH]}…"


@dataclass(frozen=True, slots=True)
class Meant:
    """The IDs that words may mean, in order, and how they were found."""

    how: How
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The merchants of a registry by code, by name, by address; and where documents are entered:
    ``<ID>/<id of the failure>``."""

    merchants: Mapping[str, Merchant]
    codes: CodeIndex
    names: Mapping[str, tuple[str, ...]]
    addresses: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, tuple[str, ...]]

    def with_code(self, code: str) -> tuple[str, ...]:
        """All premises of a credit code, today's or a former one."""
        return self.codes.whole.get(code, ())

    def with_name(self, name: str) -> tuple[str, ...]:
        """All that are or were called so, or have such a name in brackets."""
        return tuple(sorted({id for one in names_in(name) for id in self.names.get(one, ())}))

    def with_part(self, words: str) -> tuple[str, ...]:
        """All whose name has these characters in it."""
        part = looks(words)
        return tuple(id for id, one in self.merchants.items() if part and part in looks(one.name))

    def with_address(self, words: str) -> tuple[str, ...]:
        """All whose premises are or were there."""
        return self.addresses.get(premises(words), ()) if words else ()

    def with_document(self, words: str | None) -> tuple[str, ...]:
        """Where a document is entered, however its number is written: ``<ID>/<id>``."""
        keys = map(str, numbers_in(words)) if words else ()
        return tuple(dict.fromkeys(one for key in keys for one in self.documents.get(key, ())))

    def like_name(self, words: str) -> tuple[str, ...]:
        """All whose name is a part of this one, or the other way round; four characters or more."""
        part = looks(words).replace("(示例)", "")
        if len(part) < _LEAST:
            return ()
        found = {
            id
            for name, ids in self.names.items()
            if part in name or (len(name) >= _LEAST and name in part)
            for id in ids
        }
        return tuple(sorted(found))

    def near_code(self, code: str) -> tuple[str, ...]:
        """All whose code differs in one place."""
        return self.codes.near(code)

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
    return Index(
        merchants,
        codes_by(every),
        grouped((name, one.id) for one in every for name in sorted(names_of(one))),
        grouped((place, one.id) for one in every for place in sorted(addresses_of(one))),
        grouped(
            (key, f"{one.id}/{failure.id}")
            for one in every
            for failure in one.failures
            if stands(failure) and failure.document is not None
            for key in map(str, numbers_in(failure.document))
        ),
    )
