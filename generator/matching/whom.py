"""Which merchants somebody may mean: by ID, by credit code (former ones too), or by name.

Only an ID says for sure who it is. A code may belong to several premises, and a name to anybody:
what is found by them is for an official to confirm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.document_number import document_keys
from generator.facts import Merchant
from generator.fields.idents import CODE_LENGTH, fault_of_code
from generator.registers.confirm import names_in
from generator.sameness import looks

How = Literal["id", "code", "name", "near"]
_LEAST = 4  # characters of a name that is looked for within others
_MISREAD = str.maketrans("OILZS", "01125")  # letters that no code has → what was meant


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


def addresses_of(merchant: Merchant) -> frozenset[str]:
    """The addresses of a merchant and those it had before, as they are compared."""
    former = {
        change.before
        for change in merchant.changes
        if change.field == "address" and change.void is None
    }
    return frozenset(looks(text) for text in (merchant.address, *former) if text)


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
    """The merchants of a registry by code, by name, by a code with one character left out, by
    address; and where documents are entered: ``<ID>/<id of the failure>``."""

    merchants: Mapping[str, Merchant]
    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    masks: Mapping[str, tuple[str, ...]]
    addresses: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, tuple[str, ...]]

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

    def with_address(self, words: str) -> tuple[str, ...]:
        """All whose premises are or were there."""
        return self.addresses.get(looks(words), ()) if words else ()

    def with_document(self, words: str | None) -> tuple[str, ...]:
        """Where a document is entered, however its number is written: ``<ID>/<id>``."""
        keys = sorted(document_keys(words)) if words else ()
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
        """All whose code differs in one character, too few or too many included, or in two
        neighbours that are exchanged, or that was read with letters that no code has."""
        read = code.translate(_MISREAD)
        found = {id for mask in _masks(read) for id in self.masks.get(mask, ())}
        found |= {id for one in {read, *_slips(read)} for id in self.with_code(one)}
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
        _grouped((place, one.id) for one in every for place in sorted(addresses_of(one))),
        _grouped(
            (key, f"{one.id}/{failure.id}")
            for one in every
            for failure in one.failures
            if failure.void is None and failure.document is not None
            for key in sorted(document_keys(failure.document))
        ),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, id in pairs:
        found[key][id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _masks(code: str) -> Iterator[str]:
    """The code with each of its characters unknown; with one too few, with one unknown more."""
    if len(code) == CODE_LENGTH:
        for at in range(CODE_LENGTH):
            yield f"{code[:at]}_{code[at + 1 :]}"
    elif len(code) == CODE_LENGTH - 1:
        for at in range(CODE_LENGTH):
            yield f"{code[:at]}_{code[at:]}"


def _slips(code: str) -> Iterator[str]:
    """Codes of which it is a slip: two neighbours exchanged, or one character too many."""
    if len(code) == CODE_LENGTH:
        for at in range(CODE_LENGTH - 1):
            yield f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"
    elif len(code) == CODE_LENGTH + 1:
        for at in range(len(code)):
            yield f"{code[:at]}{code[at + 1 :]}"
