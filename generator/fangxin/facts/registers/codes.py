"""Credit codes: whose a code is, and whose it nearly is, where a slip was made in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fangxin.facts.values import Merchant
from fangxin.text.fields.idents import CODE_LENGTH

_MISREAD = str.maketrans("OILZS", "01125")  # letters that no code has → what was meant


def codes_of(merchant: Merchant) -> frozenset[str]:
    """The credit code of a merchant and those it had before."""
    former = {
        change.before
        for change in merchant.changes
        if change.field == "uscc" and change.void is None
    }
    return frozenset(filter(None, {merchant.uscc, *former}))


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """IDs by credit code, today's or a former one, and by a code with one character unknown."""

    whole: Mapping[str, tuple[str, ...]]
    masks: Mapping[str, tuple[str, ...]]

    def near(self, code: str) -> tuple[str, ...]:
        """All whose code differs in one character, too few or too many included, or in two
        neighbours that are exchanged, or that was read with letters that no code has."""
        read = code.translate(_MISREAD)
        found = {id for mask in _masks(read) for id in self.masks.get(mask, ())}
        found |= {id for one in {read, *_slips(read)} for id in self.whole.get(one, ())}
        return tuple(sorted(found - set(self.whole.get(code, ()))))


def codes_by(merchants: Iterable[Merchant], slips: bool = True) -> CodeIndex:
    """The codes of merchants; without ``slips`` only whole ones are found, which costs less."""
    codes = [(code, one.id) for one in merchants for code in sorted(codes_of(one))]
    masks = [(mask, id) for code, id in codes for mask in _masks(code)] if slips else []
    return CodeIndex(grouped(codes), grouped(masks))


def grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Key → values, each once, in their order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


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
